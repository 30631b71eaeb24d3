/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The program of every layout: prints the names of its process' link map, one a line, and exits
 * with status 0. Linked to raw bytes at address 0; finds everything through the auxiliary vector.
 */
typedef unsigned long word;

static long
call3(long n, long a, long b, long c)
{
	long r;

	__asm__ volatile("syscall"
	    : "=a"(r)
	    : "a"(n), "D"(a), "S"(b), "d"(c)
	    : "rcx", "r11", "memory");
	return r;
}

__attribute__((used, noreturn)) void
begin(word *sp)
{
	word *p = sp + 1 + sp[0] + 1;
	word phdr = 0;
	word phnum = 0;
	word base = 0;
	word *dyn = 0;

	while (*p++ != 0)
		;
	while (*p == 0) /* of a setuid program's environment some entries were taken out */
		p++;
	for (; p[0] != 0; p += 2) {
		if (p[0] == 3)
			phdr = p[1];
		if (p[0] == 5)
			phnum = p[1];
	}
	for (word i = 0; i < phnum; i++) {
		word *ph = (word *)(phdr + i * 56);

		if ((unsigned)ph[0] == 6)
			base = phdr - ph[2];
		if ((unsigned)ph[0] == 2)
			dyn = (word *)ph[2];
	}
	dyn = (word *)((word)dyn + base);
	for (; dyn[0] != 0; dyn += 2)
		if (dyn[0] == 21 && dyn[1] != 0) {
			word *map = ((word **)dyn[1])[1];

			while (map != 0 && map[4] != 0) /* a filtee can stand before the program */
				map = (word *)map[4];
			for (; map != 0; map = (word *)map[3]) {
				const char *name = (const char *)map[1];
				word len = 0;

				while (name[len] != 0)
					len++;
				call3(1, 1, (long)name, (long)len);
				call3(1, 1, (long)"\n", 1);
			}
		}
	for (;;)
		call3(231, 0, 0, 0);
}

__attribute__((naked, section(".text.start"))) void
_start(void)
{
	__asm__("mov %rsp, %rdi\n\tand $-16, %rsp\n\tcall begin");
}
