/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux itself as the oracle: real traps, whose signal, si_code and frame are held to lx_trap.c and
 * to struct lx_rt_sigframe. Runs where Linux runs on x86-64; elsewhere it is skipped.
 */
#if defined(__linux__) && defined(__x86_64__)

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "kmod/tables/lx_signal.h"
#include "kmod/tables/x86_64/lx_struct.h"
#include "kmod/tables/x86_64/lx_trap.h"

/* FreeBSD's numbers of traps (x86/trap.h) and signals */
enum {
	T_PRIVINFLT = 1,
	T_BPTFLT = 3,
	T_PROTFLT = 9,
	T_TRCTRAP = 10,
	T_PAGEFLT = 12,
	T_DIVIDE = 18,
	T_XMMFLT = 29,
	BSD_SIGILL = 4,
	BSD_SIGTRAP = 5,
	BSD_SIGFPE = 8,
	BSD_SIGBUS = 10,
	BSD_SIGSEGV = 11,
};

static sigjmp_buf back;
static struct lx_rt_sigframe seen;
static uintptr_t seen_at;
static uintptr_t info_at;
static uint32_t xstate_magic;

static void
handler(int sig, siginfo_t *info, void *context)
{
	uintptr_t frame = (uintptr_t)context - offsetof(struct lx_rt_sigframe, uc);

	(void)sig;
	seen_at = frame;
	info_at = (uintptr_t)info;
	memcpy(&seen, (const void *)frame, sizeof(seen));
	if (seen.uc.uc_mcontext.fpstate != 0)
		memcpy(&xstate_magic,
		    (const char *)(uintptr_t)seen.uc.uc_mcontext.fpstate + LX_FPX_SW_OFFSET,
		    sizeof(xstate_magic));
	siglongjmp(back, 1);
}

static void
divide(void)
{
	__asm__ volatile("xor %%ecx, %%ecx; mov $1, %%eax; cltd; idiv %%ecx" ::
		: "eax", "ecx", "edx");
}

static void
undefined(void)
{
	__asm__ volatile("ud2");
}

static void
breakpoint(void)
{
	__asm__ volatile("int3");
}

static void
privileged(void)
{
	__asm__ volatile("hlt");
}

static void
single_step(void)
{
	__asm__ volatile("pushfq; orq $0x100, (%%rsp); popfq; nop" ::: "cc", "memory");
}

static void
unmapped(void)
{
	volatile uintptr_t address = 16;

	(void)*(volatile int *)address;
}

static void
read_only(void)
{
	*(volatile char *)(uintptr_t)"text" = 'x';
}

static void
behind_the_end(void)
{
	int fd = memfd_create("empty", MFD_CLOEXEC);
	volatile char *p;

	assert_true(fd >= 0);
	p = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
	assert_true(p != MAP_FAILED);
	(void)*p;
}

static void
sse_divide(void)
{
	static const uint32_t unmasked = 0x1f80 & ~0x200U; /* division by zero traps */
	static const float zero = 0;

	__asm__ volatile("ldmxcsr %0; movss %2, %%xmm0; divss %1, %%xmm0" ::"m"(unmasked),
	    "m"(zero), "m"((float){1})
	    : "xmm0");
}

static void
trap(const char *what, void (*cause)(void), int bsd_trap, int bsd_signal, int bsd_code)
{
	static const int signals[] = {SIGFPE, SIGILL, SIGTRAP, SIGSEGV, SIGBUS};
	struct sigaction act = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_NODEFER};
	int want_signal = 0;
	int want_code = 0;

	for (size_t i = 0; i < LX_COUNT(signals); i++)
		assert_int_equal(sigaction(signals[i], &act, NULL), 0);
	memset(&seen, 0, sizeof(seen));
	if (sigsetjmp(back, 1) == 0) {
		cause();
		fail_msg("%s: no signal", what);
	}
	__asm__ volatile("ldmxcsr %0" ::"m"((const uint32_t){0x1f80}));
	lx_trap_signal(bsd_trap, bsd_signal, bsd_code, &want_signal, &want_code);
	if (seen.info.si_signo != want_signal || seen.info.si_code != want_code)
		fail_msg("%s: Linux sends signal %d code %d, the table says %d code %d", what,
		    seen.info.si_signo, seen.info.si_code, want_signal, want_code);
	if ((int)seen.uc.uc_mcontext.trapno != lx_trap_vector(bsd_trap))
		fail_msg("%s: Linux's vector is %d, the table says %d", what,
		    (int)seen.uc.uc_mcontext.trapno, lx_trap_vector(bsd_trap));
}

static void
traps(void **state)
{
	(void)state;
	trap("division", divide, T_DIVIDE, BSD_SIGFPE, 2);
	trap("ud2", undefined, T_PRIVINFLT, BSD_SIGILL, 5);
	trap("int3", breakpoint, T_BPTFLT, BSD_SIGTRAP, 1);
	trap("hlt", privileged, T_PROTFLT, BSD_SIGBUS, 3);
	trap("single step", single_step, T_TRCTRAP, BSD_SIGTRAP, 2);
	trap("unmapped", unmapped, T_PAGEFLT, BSD_SIGSEGV, 1);
	trap("read only", read_only, T_PAGEFLT, BSD_SIGSEGV, 2);
	trap("behind the end of a file", behind_the_end, T_PAGEFLT, BSD_SIGBUS, 3);
	trap("SSE division", sse_divide, T_XMMFLT, BSD_SIGFPE, 3);
}

static void
frame(void **state)
{
	(void)state;
	trap("unmapped", unmapped, T_PAGEFLT, BSD_SIGSEGV, 1);
	/* rsp at the handler: the frame, 16-aligned as after a call */
	assert_int_equal(seen_at % 16, 8);
	assert_true(info_at == seen_at + offsetof(struct lx_rt_sigframe, info));
	assert_true(seen.pretcode != 0);
	assert_true(seen.uc.uc_mcontext.cr2 == 16);
	assert_true(seen.info.u.fault.addr == 16);
	assert_true(seen.uc.uc_mcontext.fpstate % 64 == 0);
	assert_true(seen.uc.uc_mcontext.fpstate > seen_at);
	assert_true((seen.uc.uc_flags & LX_UC_SIGCONTEXT_SS) != 0);
	if ((seen.uc.uc_flags & LX_UC_FP_XSTATE) != 0)
		assert_int_equal(xstate_magic, LX_FP_XSTATE_MAGIC1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(traps),
	    cmocka_unit_test(frame),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

#include <stdio.h>

int
main(void)
{
	(void)puts("SKIP: Linux on x86-64 is the oracle here");
	return 77;
}

#endif
