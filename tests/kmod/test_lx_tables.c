/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The translation tables. The tests called slip_* name what the Linux layer in FreeBSD's tree gets
 * wrong (see kmod/tables); the numbers of the native side are FreeBSD 15's, written out, as this
 * runs on any system. headers.py holds all numbers to the real headers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kmod/lx_syscall.h"
#include "kmod/tables/lx_device.h"
#include "kmod/tables/lx_tables.h"
#include "kmod/tables/x86_64/lx_auxv.h"
#include "kmod/tables/x86_64/lx_trap.h"

static void
slip_enoexec_comes_back(void **state)
{
	(void)state;
	assert_int_equal(lx_errno_to_linux(8), 8);
	assert_int_equal(lx_errno_to_bsd(LX_ENOEXEC), 8);
}

static void
slip_fpe_codes_keep_their_meaning(void **state)
{
	(void)state;
	/* sys/signal.h: FPE_INTOVF 1, FPE_INTDIV 2; asm-generic/siginfo.h: the other way round */
	assert_int_equal(LX_FPE_INTDIV, 1);
	assert_int_equal(LX_FPE_INTOVF, 2);
	assert_int_equal(lx_si_code_to_linux(LX_SIGFPE, 1), LX_FPE_INTOVF);
	assert_int_equal(lx_si_code_to_linux(LX_SIGFPE, 2), LX_FPE_INTDIV);
}

static void
slip_rlim_infinity(void **state)
{
	(void)state;
	int64_t bsd_infinity = INT64_MAX;

	assert_true(lx_rlim_to_linux(bsd_infinity) == UINT64_MAX);
	assert_true(lx_rlim_to_bsd(UINT64_MAX) == bsd_infinity);
	/* what is no limit there is none here either */
	assert_true(lx_rlim_to_bsd((uint64_t)1 << 63) == bsd_infinity);
	assert_true(lx_rlim_to_linux(-1) == UINT64_MAX);
	assert_true(lx_rlim_to_bsd(4096) == 4096);
	assert_true(lx_rlim_to_linux(4096) == 4096);
	assert_true(lx_rlim_to_linux(INT64_MAX - 1) == INT64_MAX - 1);
}

static void
slip_signals_32_to_64_and_99_to_126(void **state)
{
	(void)state;
	for (int sig = 32; sig <= 64; sig++)
		assert_int_equal(lx_signal_to_linux(sig), 0);
	for (int sig = 99; sig <= 200; sig++)
		assert_int_equal(lx_signal_to_linux(sig), 0);
	assert_int_equal(lx_signal_to_linux(29), 0); /* SIGINFO */
	assert_int_equal(lx_signal_to_linux(0), 0);
	assert_int_equal(lx_signal_to_linux(-1), 0);
	assert_int_equal(lx_signal_to_bsd(0), 0);
	assert_int_equal(lx_signal_to_bsd(65), 0);
	assert_int_equal(lx_signal_to_bsd(-5), 0);
}

static void
slip_trapno_is_the_trap(void **state)
{
	(void)state;
	/* T_PAGEFLT is 12, and 14 to the processor; its si_code SEGV_MAPERR is 1, T_PRIVINFLT's
	 * number */
	assert_int_equal(lx_trap_vector(12), 14);
	assert_int_not_equal(lx_trap_vector(12), lx_trap_vector(1));
	assert_int_equal(lx_trap_vector(0), LX_TRAP_UNKNOWN);
	assert_int_equal(lx_trap_vector(7), LX_TRAP_UNKNOWN);
	assert_int_equal(lx_trap_vector(31), LX_TRAP_UNKNOWN);
	assert_int_equal(lx_trap_vector(-1), LX_TRAP_UNKNOWN);
}

static void
slip_sigbus_behind_the_end_of_a_file(void **state)
{
	(void)state;
	int signal = 0;
	int code = 0;

	lx_trap_signal(12, 10, 3, &signal, &code); /* T_PAGEFLT, SIGBUS, BUS_OBJERR */
	assert_int_equal(signal, LX_SIGBUS);
	assert_int_equal(code, LX_BUS_ADRERR);
	lx_trap_signal(12, 10, 12, &signal, &code); /* the old way to say protection fault */
	assert_int_equal(signal, LX_SIGSEGV);
	assert_int_equal(code, LX_SEGV_ACCERR);
	lx_trap_signal(12, 11, 1, &signal, &code); /* SIGSEGV, SEGV_MAPERR */
	assert_int_equal(signal, LX_SIGSEGV);
	assert_int_equal(code, LX_SEGV_MAPERR);
}

static void
slip_sigstkflt_is_not_sigbus(void **state)
{
	(void)state;
	assert_int_not_equal(lx_signal_to_bsd(LX_SIGSTKFLT), lx_signal_to_bsd(LX_SIGBUS));
	assert_int_equal(lx_signal_to_linux(lx_signal_to_bsd(LX_SIGSTKFLT)), LX_SIGSTKFLT);
}

static void
errno_both_ways(void **state)
{
	(void)state;
	for (int e = 1; e <= LX_BSD_ELAST; e++) {
		int lx = lx_errno_to_linux(e);

		assert_true(lx_errno_known(e));
		assert_in_range(lx, 1, LX_ELAST);
	}
	for (int e = 1; e <= LX_ELAST; e++)
		assert_in_range(lx_errno_to_bsd(e), 1, LX_BSD_ELAST);
	/* rows that are translated both ways come back as they were */
	for (unsigned int i = 0; i < lx_errno_table.count; i++) {
		const struct lx_row *r = &lx_errno_table.rows[i];

		if (r->how != LX_HOW_BOTH)
			continue;
		assert_int_equal(lx_errno_to_linux((int)r->bsd), r->lx);
		assert_int_equal(lx_errno_to_bsd((int)r->lx), r->bsd);
	}
	assert_int_equal(lx_errno_to_linux(0), 0);
	assert_int_equal(lx_errno_to_bsd(0), 0);
	assert_int_equal(lx_errno_to_linux(35), 11); /* EAGAIN */
	assert_int_equal(lx_errno_to_linux(11), 35); /* EDEADLK */
	assert_int_equal(lx_errno_to_linux(62), 40); /* ELOOP */
	assert_int_equal(lx_errno_to_linux(78), 38); /* ENOSYS */
}

static void
errno_out_of_range(void **state)
{
	(void)state;
	static const int odd[] = {-1, -2, -3, 98, 200, INT32_MAX, INT32_MIN};

	for (size_t i = 0; i < LX_COUNT(odd); i++) {
		assert_false(lx_errno_known(odd[i]));
		assert_int_equal(lx_errno_to_linux(odd[i]), LX_EINVAL);
	}
	assert_int_equal(lx_errno_to_bsd(41), 22); /* Linux never gave 41 away */
	assert_int_equal(lx_errno_to_bsd(58), 22);
	assert_int_equal(lx_errno_to_bsd(512), 22);
	assert_int_equal(lx_errno_to_bsd(-38), 22);
}

static void
signals_are_one_to_one(void **state)
{
	(void)state;
	bool taken[LX_BSD_MAXSIG + 1] = {false};

	for (int sig = 1; sig <= LX_NSIG; sig++) {
		int bsd = lx_signal_to_bsd(sig);

		assert_in_range(bsd, 1, LX_BSD_MAXSIG);
		assert_false(taken[bsd]);
		taken[bsd] = true;
		assert_int_equal(lx_signal_to_linux(bsd), sig);
	}
	assert_int_equal(lx_signal_to_bsd(32), 65);
	assert_int_equal(lx_signal_to_bsd(64), 97);
	assert_int_equal(lx_signal_to_bsd(LX_SIGPWR), 98);
	assert_int_equal(lx_signal_to_linux(20), LX_SIGCHLD);
	assert_int_equal(lx_signal_to_linux(10), LX_SIGBUS);
}

static void
sets_go_there_and_back(void **state)
{
	(void)state;
	uint32_t bits[4];
	uint32_t more[4];
	uint64_t seed = 0x9e3779b97f4a7c15U;

	for (int round = 0; round < 1000; round++) {
		seed = seed * 6364136223846793005U + 1442695040888963407U;
		lx_sigset_to_bsd(seed, bits);
		if (lx_sigset_to_linux(bits) != seed)
			fail_msg("seed %llx", (unsigned long long)seed);
		/* signals without a Linux number do not get through */
		memcpy(more, bits, sizeof(more));
		more[0] |= 1U << 28; /* SIGINFO */
		more[1] |= 0x7fffffff; /* 33 to 63 */
		more[3] |= ~7U; /* 100 to 128 */
		assert_true(lx_sigset_to_linux(more) == seed);
	}
	lx_sigset_to_bsd(1, bits);
	assert_int_equal(bits[0], 1);
	lx_sigset_to_bsd((uint64_t)1 << 63, bits); /* 64 is 97 */
	assert_int_equal(bits[3], 1);
	assert_int_equal(bits[0] | bits[1] | bits[2], 0);
}

static void
si_codes(void **state)
{
	(void)state;
	assert_int_equal(lx_si_code_to_linux(LX_SIGCHLD, 0x10001), LX_SI_USER);
	assert_int_equal(lx_si_code_to_linux(LX_SIGUSR1, 0x10002), LX_SI_QUEUE);
	assert_int_equal(lx_si_code_to_linux(LX_SIGUSR1, 0x10007), LX_SI_TKILL);
	assert_int_equal(lx_si_code_to_linux(LX_SIGSEGV, 0x10006), LX_SI_KERNEL);
	assert_int_equal(lx_si_code_to_linux(LX_SIGSEGV, 100), LX_SEGV_PKUERR);
	assert_int_equal(lx_si_code_to_linux(LX_SIGCHLD, 1), LX_CLD_EXITED);
	/* a code of the sender's own */
	assert_int_equal(lx_si_code_to_linux(LX_SIGUSR1, -77), -77);
}

static void
traps_send_what_linux_sends(void **state)
{
	(void)state;
	int signal = 0;
	int code = 0;

	lx_trap_signal(18, 8, 2, &signal, &code); /* T_DIVIDE, SIGFPE, FPE_INTDIV */
	assert_int_equal(signal, LX_SIGFPE);
	assert_int_equal(code, LX_FPE_INTDIV);
	lx_trap_signal(9, 10, 3, &signal, &code); /* T_PROTFLT: SIGBUS in FreeBSD */
	assert_int_equal(signal, LX_SIGSEGV);
	assert_int_equal(code, LX_SI_KERNEL);
	lx_trap_signal(3, 5, 1, &signal, &code); /* T_BPTFLT */
	assert_int_equal(signal, LX_SIGTRAP);
	assert_int_equal(code, LX_SI_KERNEL);
	lx_trap_signal(29, 8, 3, &signal, &code); /* T_XMMFLT keeps FPE_FLTDIV */
	assert_int_equal(signal, LX_SIGFPE);
	assert_int_equal(code, LX_FPE_FLTDIV);
	lx_trap_signal(0, 30, 0x10001, &signal, &code); /* no trap: kill(SIGUSR1) */
	assert_int_equal(signal, LX_SIGUSR1);
	assert_int_equal(code, LX_SI_USER);
	lx_trap_signal(0, 32, 0x10001, &signal, &code); /* SIGTHR has no Linux number */
	assert_int_equal(signal, 0);
}

static void
open_flags(void **state)
{
	(void)state;
	uint64_t left = 1;

	/* O_SYNC is not O_DSYNC, although it holds its bit */
	assert_true(lx_flags_to_bsd(&lx_open_table, LX_O_SYNC | LX_O_RDWR, &left) == (0x80 | 0x2));
	assert_true(left == 0);
	assert_true(lx_flags_to_bsd(&lx_open_table, LX_O_DSYNC, &left) == 0x1000000);
	assert_true(left == 0);
	assert_true(lx_flags_to_linux(&lx_open_table, 0x80, &left) == LX_O_SYNC);
	/* O_TMPFILE is refused, and does not pass as O_DIRECTORY */
	(void)lx_flags_to_bsd(&lx_open_table, LX_O_TMPFILE, &left);
	assert_true((left & LX_O_TMPFILE) != 0);
	assert_true(lx_flags_to_bsd(&lx_open_table, LX_O_DIRECTORY, &left) == 0x20000);
	/* accepted, without effect */
	assert_true(lx_flags_to_bsd(&lx_open_table, LX_O_LARGEFILE | LX_O_NOATIME, &left) == 0);
	assert_true(left == 0);
	/* a bit that nobody knows is left for the caller */
	(void)lx_flags_to_bsd(&lx_open_table, (uint64_t)1 << 31 | LX_O_CREAT, &left);
	assert_true(left == (uint64_t)1 << 31);
}

static void
mmap_flags(void **state)
{
	(void)state;
	uint64_t left = 1;

	assert_true(lx_flags_to_bsd(&lx_mmap_table,
			LX_MAP_PRIVATE | LX_MAP_ANONYMOUS | LX_MAP_STACK, &left) == (0x2 | 0x1000));
	assert_true(left == 0);
	assert_true(lx_flags_to_bsd(&lx_mmap_table, LX_MAP_SHARED_VALIDATE, &left) == 0x1);
	assert_true(left == 0);
}

static void
values_without_a_counterpart(void **state)
{
	(void)state;
	int64_t out = 77;

	assert_true(lx_value_to_bsd(&lx_clock_table, LX_CLOCK_MONOTONIC, &out));
	assert_true(out == 5);
	out = 77;
	assert_false(lx_value_to_bsd(&lx_clock_table, LX_CLOCK_BOOTTIME_ALARM, &out));
	assert_false(lx_value_to_bsd(&lx_clock_table, 4711, &out));
	assert_true(out == 77);
	assert_non_null(lx_row_of_linux(&lx_clock_table, LX_CLOCK_BOOTTIME_ALARM));
	assert_null(lx_row_of_linux(&lx_clock_table, 4711));
	assert_true(lx_value_to_linux(&lx_domain_table, 28, &out));
	assert_true(out == LX_AF_INET6);
	assert_false(lx_value_to_linux(&lx_domain_table, 17, &out)); /* AF_ROUTE */
}

static void
cpu_clocks(void **state)
{
	(void)state;
	struct lx_cpu_clock c;

	assert_false(lx_cpu_clock(LX_CLOCK_MONOTONIC, &c));
	/* what clock_getcpuclockid(1234) makes: ~pid << 3 | 2 */
	assert_true(lx_cpu_clock((int)(~1234U << 3 | 2), &c));
	assert_int_equal(c.id, 1234);
	assert_false(c.thread);
	assert_true(lx_cpu_clock((int)(~0U << 3 | 6), &c));
	assert_int_equal(c.id, 0);
	assert_true(c.thread);
	assert_false(lx_cpu_clock((int)(~7U << 3 | 3), &c)); /* a descriptor's clock */
}

static void
wait_status(void **state)
{
	(void)state;
	assert_int_equal(lx_wait_status_to_linux(0x2a00), 0x2a00); /* exit(42) */
	assert_int_equal(lx_wait_status_to_linux(11), 11); /* SIGSEGV */
	assert_int_equal(lx_wait_status_to_linux(10 | 0x80), 7 | 0x80); /* SIGBUS, core */
	assert_int_equal(lx_wait_status_to_linux(30), 10); /* SIGUSR1 */
	assert_int_equal(lx_wait_status_to_linux(0x7f | 18 << 8), 0x7f | 20 << 8); /* SIGTSTP */
	assert_int_equal(lx_wait_status_to_linux(0x13), 0xffff); /* continued */
	assert_int_equal(lx_wait_status_to_linux(67), 34); /* SIGRTMIN of glibc */
}

static void
fs_types(void **state)
{
	(void)state;
	assert_int_equal(lx_fs_magic_of("zfs"), 0x2fc12fc1);
	assert_int_equal(lx_fs_magic_of("fusefs"), 0x65735546);
	assert_int_equal(lx_fs_magic_of("fusefs.compatfs"), 0x65735546);
	assert_int_equal(lx_fs_magic_of("fusefsx"), 0);
	assert_int_equal(lx_fs_magic_of(""), 0);
	assert_int_equal(lx_fs_magic_of("nullfs"), 0);
}

/* Rules of every table: see lx_table.h. */
static void
tables_are_well_formed(void **state)
{
	(void)state;
	for (unsigned int t = 0; t < lx_table_count; t++) {
		const struct lx_table *table = lx_tables[t];

		for (unsigned int i = 0; i < table->count; i++) {
			const struct lx_row *a = &table->rows[i];
			uint64_t left = 0;

			assert_non_null(a->note);
			/* a single value comes out of a search as its own row says */
			if (a->how == LX_HOW_BOTH) {
				if (lx_row_of_linux(table, a->lx) != a ||
				    lx_row_of_bsd(table, a->bsd)->lx != a->lx)
					fail_msg("%s: %s is hidden by another row", table->name,
					    a->lx_name);
			}
			if (table->form == LX_FORM_FLAGS && a->how != LX_HOW_REFUSE &&
			    a->how != LX_HOW_NATIVE) {
				(void)lx_flags_to_bsd(table, (uint64_t)a->lx, &left);
				if (left != 0)
					fail_msg("%s: %s leaves bits", table->name, a->lx_name);
			}
			/* wider flags come first, or they would never be found */
			for (unsigned int k = 0; table->form == LX_FORM_FLAGS && k < i; k++) {
				const struct lx_row *b = &table->rows[k];

				if (a->lx_name != NULL && b->lx_name != NULL && a->lx != b->lx &&
				    ((uint64_t)a->lx & (uint64_t)b->lx) == (uint64_t)b->lx &&
				    b->lx != 0)
					fail_msg("%s: %s stands behind %s", table->name, a->lx_name,
					    b->lx_name);
			}
		}
		for (unsigned int k = 0; k < t; k++)
			assert_string_not_equal(table->name, lx_tables[k]->name);
	}
}

static void
syscalls_are_complete(void **state)
{
	(void)state;
	unsigned int served = 0;

	for (int i = 0; i < LX_SYS_MAXSYSCALL; i++) {
		const struct lx_syscall_info *s = &lx_syscall_info[i];

		assert_non_null(lx_syscallnames[i]);
		if (s->kind == LX_SYSCALL_UNIMPL) {
			assert_non_null(s->why);
			assert_true(s->why[0] != '\0');
			assert_null(s->handler);
		} else {
			assert_non_null(s->name);
			assert_string_equal(s->name, lx_syscallnames[i]);
			assert_non_null(s->handler);
			served++;
		}
	}
	assert_string_equal(lx_syscallnames[LX_SYS_openat], "openat");
	assert_int_equal(LX_SYS_openat, 257);
	assert_string_equal(lx_syscallnames[400], "#400");
	assert_true(served > 150);
}

static void
aux_vector(void **state)
{
	(void)state;
	assert_int_equal(lx_auxv_count > 0 && lx_auxv[lx_auxv_count - 1].lx == LX_AT_NULL, 1);
	assert_null(lx_auxv_find(4711));
	assert_string_equal(lx_auxv_find(LX_AT_EXECFN)->lx_name, "AT_EXECFN");
	assert_in_range(lx_auxv_given(), 20, lx_auxv_count);
	for (unsigned int i = 0; i < lx_auxv_count; i++)
		assert_ptr_equal(lx_auxv_find(lx_auxv[i].lx), &lx_auxv[i]);
}

static uint32_t
futex_op(unsigned int op, unsigned int argument)
{
	return op << 28 | (argument & 0xfff) << 12;
}

static uint32_t
futex_cmp(unsigned int cmp, unsigned int argument)
{
	return cmp << 24 | (argument & 0xfff);
}

static void
futex_words(void **state)
{
	(void)state;
	uint32_t word = 0;
	bool answer = false;
	const uint32_t shift = LX_FUTEX_OP_OPARG_SHIFT;

	assert_true(lx_futex_op_apply(futex_op(LX_FUTEX_OP_SET, 7), 1, &word) && word == 7);
	assert_true(
	    lx_futex_op_apply(futex_op(LX_FUTEX_OP_SET, 0xfff), 1, &word) && word == 0xffffffff);
	assert_true(lx_futex_op_apply(futex_op(LX_FUTEX_OP_ADD, (unsigned)-2), 1, &word) &&
		    word == 0xffffffff);
	assert_true(lx_futex_op_apply(futex_op(LX_FUTEX_OP_OR, 6), 1, &word) && word == 7);
	assert_true(lx_futex_op_apply(futex_op(LX_FUTEX_OP_ANDN, 5), 7, &word) && word == 2);
	assert_true(lx_futex_op_apply(futex_op(LX_FUTEX_OP_XOR, 5), 7, &word) && word == 2);
	assert_true(lx_futex_op_apply(futex_op(LX_FUTEX_OP_OR | shift, 31), 1, &word) &&
		    word == 0x80000001);
	/* more than 31: Linux takes the lower bits */
	assert_true(
	    lx_futex_op_apply(futex_op(LX_FUTEX_OP_SET | shift, 33), 0, &word) && word == 2);
	assert_false(lx_futex_op_apply(futex_op(5, 1), 1, &word));
	assert_true(
	    lx_futex_op_holds(futex_cmp(LX_FUTEX_OP_CMP_EQ, 0xfff), 0xffffffff, &answer) && answer);
	assert_true(lx_futex_op_holds(futex_cmp(LX_FUTEX_OP_CMP_NE, 3), 3, &answer) && !answer);
	assert_true(
	    lx_futex_op_holds(futex_cmp(LX_FUTEX_OP_CMP_LT, 0), 0x80000000, &answer) && answer);
	assert_true(lx_futex_op_holds(futex_cmp(LX_FUTEX_OP_CMP_LE, 4), 4, &answer) && answer);
	assert_true(lx_futex_op_holds(futex_cmp(LX_FUTEX_OP_CMP_GT, 4), 4, &answer) && !answer);
	assert_true(lx_futex_op_holds(futex_cmp(LX_FUTEX_OP_CMP_GE, 4), 4, &answer) && answer);
	assert_false(lx_futex_op_holds(futex_cmp(6, 4), 4, &answer));
}

static void
device_numbers(void **state)
{
	(void)state;
	uint32_t major = 0;
	uint32_t minor = 0;

	assert_true(lx_device_of("null", &major, &minor) && major == 1 && minor == 3);
	assert_true(lx_device_of("tty", &major, &minor) && major == 5 && minor == 0);
	assert_true(lx_device_of("ttyu1", &major, &minor) && major == 4 && minor == 65);
	assert_true(lx_device_of("pts/0", &major, &minor) && major == 136 && minor == 0);
	assert_true(lx_device_of("pts/257", &major, &minor) && major == 137 && minor == 1);
	assert_false(lx_device_of("pts/", &major, &minor));
	assert_false(lx_device_of("pts/2048", &major, &minor));
	assert_false(lx_device_of("pts/99999999999999999999", &major, &minor));
	assert_false(lx_device_of("pts/1x", &major, &minor));
	assert_false(lx_device_of("nullx", &major, &minor));
	assert_false(lx_device_of("nul", &major, &minor));
	assert_false(lx_device_of("", &major, &minor));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(slip_enoexec_comes_back),
	    cmocka_unit_test(slip_fpe_codes_keep_their_meaning),
	    cmocka_unit_test(slip_rlim_infinity),
	    cmocka_unit_test(slip_signals_32_to_64_and_99_to_126),
	    cmocka_unit_test(slip_trapno_is_the_trap),
	    cmocka_unit_test(slip_sigbus_behind_the_end_of_a_file),
	    cmocka_unit_test(slip_sigstkflt_is_not_sigbus),
	    cmocka_unit_test(errno_both_ways),
	    cmocka_unit_test(errno_out_of_range),
	    cmocka_unit_test(signals_are_one_to_one),
	    cmocka_unit_test(sets_go_there_and_back),
	    cmocka_unit_test(si_codes),
	    cmocka_unit_test(traps_send_what_linux_sends),
	    cmocka_unit_test(open_flags),
	    cmocka_unit_test(mmap_flags),
	    cmocka_unit_test(values_without_a_counterpart),
	    cmocka_unit_test(cpu_clocks),
	    cmocka_unit_test(wait_status),
	    cmocka_unit_test(fs_types),
	    cmocka_unit_test(tables_are_well_formed),
	    cmocka_unit_test(syscalls_are_complete),
	    cmocka_unit_test(aux_vector),
	    cmocka_unit_test(futex_words),
	    cmocka_unit_test(device_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
