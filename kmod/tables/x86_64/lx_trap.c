/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/x86_64/lx_trap.h"
#include "kmod/tables/lx_signal.h"

/*
 * Signals and codes as arch/x86/kernel/traps.c of Linux sends them; where that names no code, the
 * signal is "forced" and has SI_KERNEL.
 */
const struct lx_trap lx_traps[] = {
    {"T_PRIVINFLT", "X86_TRAP_UD", 1, 6, LX_SIGILL, LX_ILL_ILLOPN, ""},
    {"T_BPTFLT", "X86_TRAP_BP", 3, 3, LX_SIGTRAP, LX_SI_KERNEL, ""},
    {"T_ARITHTRAP", "X86_TRAP_MF", 6, 16, LX_SIGFPE, LX_CODE_KEEP, "x87"},
    {"T_PROTFLT", "X86_TRAP_GP", 9, 13, LX_SIGSEGV, LX_SI_KERNEL, "FreeBSD: SIGBUS"},
    {"T_TRCTRAP", "X86_TRAP_DB", 10, 1, LX_SIGTRAP, LX_CODE_KEEP, ""},
    {"T_PAGEFLT", "X86_TRAP_PF", 12, 14, 0, LX_CODE_KEEP, "SIGSEGV or SIGBUS: see lx_trap_signal"},
    {"T_ALIGNFLT", "X86_TRAP_AC", 14, 17, LX_SIGBUS, LX_BUS_ADRALN, ""},
    {"T_DIVIDE", "X86_TRAP_DE", 18, 0, LX_SIGFPE, LX_FPE_INTDIV, ""},
    {"T_NMI", "X86_TRAP_NMI", 19, 2, 0, LX_CODE_KEEP, "never a program's"},
    {"T_OFLOW", "X86_TRAP_OF", 20, 4, LX_SIGSEGV, LX_SI_KERNEL, "FreeBSD: SIGFPE"},
    {"T_BOUND", "X86_TRAP_BR", 21, 5, LX_SIGSEGV, LX_SI_KERNEL, "FreeBSD: SIGFPE"},
    {"T_DNA", "X86_TRAP_NM", 22, 7, 0, LX_CODE_KEEP, ""},
    {"T_DOUBLEFLT", "X86_TRAP_DF", 23, 8, LX_SIGSEGV, LX_SI_KERNEL, "FreeBSD: SIGBUS"},
    {"T_FPOPFLT", "X86_TRAP_OLD_MF", 24, 9, LX_SIGFPE, LX_SI_KERNEL, ""},
    {"T_TSSFLT", "X86_TRAP_TS", 25, 10, LX_SIGSEGV, LX_SI_KERNEL, "FreeBSD: SIGBUS"},
    {"T_SEGNPFLT", "X86_TRAP_NP", 26, 11, LX_SIGBUS, LX_SI_KERNEL, ""},
    {"T_STKFLT", "X86_TRAP_SS", 27, 12, LX_SIGBUS, LX_SI_KERNEL, ""},
    {"T_MCHK", "X86_TRAP_MC", 28, 18, LX_SIGBUS, LX_CODE_KEEP, ""},
    {"T_XMMFLT", "X86_TRAP_XF", 29, 19, LX_SIGFPE, LX_CODE_KEEP, "SSE"},
    {"T_RESERVED", "X86_TRAP_SPURIOUS", 30, 15, 0, LX_CODE_KEEP, ""},
};
const unsigned int lx_trap_count = LX_COUNT(lx_traps);

enum {
	T_PAGEFLT_ = 12, /* also FreeBSD's si_code of an old binary's protection fault */
	BSD_SIGBUS = 10,
};

static const struct lx_trap *
find(int bsd_trap)
{
	for (unsigned int i = 0; i < lx_trap_count; i++)
		if (lx_traps[i].bsd == bsd_trap)
			return &lx_traps[i];
	return NULL;
}

int
lx_trap_vector(int bsd_trap)
{
	const struct lx_trap *t = find(bsd_trap);

	return t != NULL ? t->vector : LX_TRAP_UNKNOWN;
}

void
lx_trap_signal(int bsd_trap, int bsd_signal, int bsd_code, int *signal, int *code)
{
	const struct lx_trap *t = find(bsd_trap);

	if (bsd_trap == T_PAGEFLT_ && bsd_signal == BSD_SIGBUS) {
		/*
		 * What FreeBSD does for programs of before 7.0, which it takes one without a note
		 * for: a protection fault as SIGBUS, the code being the trap number.
		 */
		if (bsd_code == T_PAGEFLT_) {
			*signal = LX_SIGSEGV;
			*code = LX_SEGV_ACCERR;
			return;
		}
		/* behind the end of the file, or the pager failed: Linux has the one code */
		*signal = LX_SIGBUS;
		*code = LX_BUS_ADRERR;
		return;
	}
	*signal = t != NULL && t->signal != 0 ? t->signal : lx_signal_to_linux(bsd_signal);
	*code =
	    t != NULL && t->code != LX_CODE_KEEP ? t->code : lx_si_code_to_linux(*signal, bsd_code);
}
