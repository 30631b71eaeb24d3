/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a system call costs: getpid, a one-byte read of /dev/zero, a one-byte write to /dev/null, in
 * nanoseconds a call, the best of several rounds. No C library, so that the same source makes a
 * program for Linux and, with -DNATIVE, one for FreeBSD:
 *
 *	cc -O2 -ffreestanding -nostdlib -static -o bench bench.c
 *	clang --target=x86_64-unknown-freebsd15 -DNATIVE -O2 -ffreestanding -nostdlib -static \
 *	    -fuse-ld=lld ...
 */
#ifdef NATIVE
enum {
	GETPID = 20,
	READ = 3,
	WRITE = 4,
	OPEN = 5,
	CLOCK = 232,
	EXIT = 1,
	MONOTONIC = 4,
	RDWR = 2
};
static const char name[] = "native";
#else
enum {
	GETPID = 39,
	READ = 0,
	WRITE = 1,
	OPEN = 2,
	CLOCK = 228,
	EXIT = 60,
	MONOTONIC = 1,
	RDWR = 2
};
static const char name[] = "translated";
#endif

enum {
	CALLS = 20000,
	ROUNDS = 9
};

static long
call(long n, long a, long b, long c)
{
	long result;

	/* FreeBSD's calls may change rdx */
	__asm__ volatile("syscall"
	    : "=a"(result), "+d"(c)
	    : "0"(n), "D"(a), "S"(b)
	    : "rcx", "r8", "r9", "r10", "r11", "memory");
	return result;
}

static long
now(void)
{
	long ts[2] = {0, 0};

	call(CLOCK, MONOTONIC, (long)ts, 0);
	return ts[0] * 1000000000 + ts[1];
}

static void
print(const char *s)
{
	long n = 0;

	while (s[n] != '\0')
		n++;
	call(WRITE, 1, (long)s, n);
}

static void
print_number(long v)
{
	char buf[24];
	int i = sizeof(buf) - 1;

	buf[i] = '\0';
	do {
		buf[--i] = (char)('0' + v % 10);
		v /= 10;
	} while (v != 0);
	print(buf + i);
}

static void
measure(const char *what, long n, long a, long b, long c)
{
	long best = -1, i, round, start, took;

	for (round = 0; round < ROUNDS; round++) {
		start = now();
		for (i = 0; i < CALLS; i++)
			(void)call(n, a, b, c);
		took = now() - start;
		if (best < 0 || took < best)
			best = took;
	}
	print(name);
	print("\t");
	print(what);
	print("\t");
	print_number(best / CALLS);
	print("\n");
}

__attribute__((used)) static void
run(void)
{
	static char byte;
	long null, zero;

	zero = call(OPEN, (long)"/dev/zero", RDWR, 0);
	null = call(OPEN, (long)"/dev/null", RDWR, 0);
	measure("getpid", GETPID, 0, 0, 0);
	measure("read", READ, zero, (long)&byte, 1);
	measure("write", WRITE, null, (long)&byte, 1);
	call(EXIT, 0, 0, 0);
}

__asm__(".globl _start\n_start:\n\txor %ebp, %ebp\n\tand $-16, %rsp\n\tcall run\n");
