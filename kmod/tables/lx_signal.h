/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signals: numbers, sets, sigaction and sigaltstack flags, and si_code.
 *
 * Linux has 64 signals, of which 32 to 64 are real-time ones (glibc keeps 32 and 33); FreeBSD has 1
 * to 32 and real-time ones from 65 to 126. Every Linux signal has a FreeBSD number of its own, so
 * that a handler for one never answers for another and a set goes there and back unchanged:
 *
 *	Linux	FreeBSD
 *	1..31	by name; SIGSTKFLT, which Linux never sends itself, is FreeBSD's SIGEMT, which has
 *		no Linux name (the layer in FreeBSD's tree folds it into SIGBUS)
 *	30	SIGPWR is FreeBSD's 98, the first number after the real-time ones
 *	32..64	65..97
 *
 * FreeBSD's SIGINFO, SIGTHR, SIGLIBRT and everything else (33..64, 99..128) is no Linux signal: 0.
 * The layer in FreeBSD's tree computes something for 32..64 and for 99..126.
 */
#ifndef KMOD_TABLES_LX_SIGNAL_H
#define KMOD_TABLES_LX_SIGNAL_H

#include "kmod/tables/lx_table.h"

#define LX_SIGNAL_ROWS(B, O, I, D, R, N) \
	B(SIGHUP, 1, SIGHUP, 1, "") \
	B(SIGINT, 2, SIGINT, 2, "") \
	B(SIGQUIT, 3, SIGQUIT, 3, "") \
	B(SIGILL, 4, SIGILL, 4, "") \
	B(SIGTRAP, 5, SIGTRAP, 5, "") \
	B(SIGABRT, 6, SIGABRT, 6, "") \
	B(SIGEMT, 7, SIGSTKFLT, 16, "neither has the other; keeps the mapping one to one") \
	B(SIGFPE, 8, SIGFPE, 8, "") \
	B(SIGKILL, 9, SIGKILL, 9, "") \
	B(SIGBUS, 10, SIGBUS, 7, "") \
	B(SIGSEGV, 11, SIGSEGV, 11, "") \
	B(SIGSYS, 12, SIGSYS, 31, "") \
	B(SIGPIPE, 13, SIGPIPE, 13, "") \
	B(SIGALRM, 14, SIGALRM, 14, "") \
	B(SIGTERM, 15, SIGTERM, 15, "") \
	B(SIGURG, 16, SIGURG, 23, "") \
	B(SIGSTOP, 17, SIGSTOP, 19, "") \
	B(SIGTSTP, 18, SIGTSTP, 20, "") \
	B(SIGCONT, 19, SIGCONT, 18, "") \
	B(SIGCHLD, 20, SIGCHLD, 17, "") \
	B(SIGTTIN, 21, SIGTTIN, 21, "") \
	B(SIGTTOU, 22, SIGTTOU, 22, "") \
	B(SIGIO, 23, SIGIO, 29, "SIGPOLL is the same number") \
	B(SIGXCPU, 24, SIGXCPU, 24, "") \
	B(SIGXFSZ, 25, SIGXFSZ, 25, "") \
	B(SIGVTALRM, 26, SIGVTALRM, 26, "") \
	B(SIGPROF, 27, SIGPROF, 27, "") \
	B(SIGWINCH, 28, SIGWINCH, 28, "") \
	N(SIGINFO, 29, "ignored unless asked for, so a Linux program never sees it") \
	B(SIGUSR1, 30, SIGUSR1, 10, "") \
	B(SIGUSR2, 31, SIGUSR2, 12, "") \
	N(SIGTHR, 32, "libthr's; never for a Linux program") \
	N(SIGLIBRT, 33, "librt's; never for a Linux program")

LX_CONSTANTS(LX_SIGNAL_ROWS);

enum {
	LX_NSIG = 64, /* the largest signal, and the number of bits of lx_sigset_t */
	LX_SIGPWR = 30,
	LX_SIGRTMIN = 32, /* the kernel's; glibc's own is 34 */
	LX_SIGRTMAX = 64,
	LX_BSD_SIGRTMIN = 65,
	LX_BSD_SIGPWR = 98,
	LX_BSD_MAXSIG = 128,
};

#define LX_SA_FLAGS_ROWS(B, O, I, D, R, N) \
	B(SA_NOCLDSTOP, 0x8, SA_NOCLDSTOP, 0x1, "") \
	B(SA_NOCLDWAIT, 0x20, SA_NOCLDWAIT, 0x2, "") \
	B(SA_SIGINFO, 0x40, SA_SIGINFO, 0x4, "") \
	R(SA_UNSUPPORTED, 0x400, "for finding out which flags the kernel knows") \
	D(SA_RESTORER, 0x04000000, \
	    "the trampoline is the module's own; kept for sigaction's answer") \
	B(SA_ONSTACK, 0x1, SA_ONSTACK, 0x08000000, "") \
	B(SA_RESTART, 0x2, SA_RESTART, 0x10000000, "") \
	D(SA_INTERRUPT, 0x20000000, "the default") \
	B(SA_NODEFER, 0x10, SA_NODEFER, 0x40000000, "") \
	B(SA_RESETHAND, 0x4, SA_RESETHAND, 0x80000000, "")

LX_CONSTANTS(LX_SA_FLAGS_ROWS);

/* sigaltstack(2). On the way in Linux ignores SS_ONSTACK; SS_AUTODISARM has no counterpart. */
#define LX_SS_FLAGS_ROWS(B, O, I, D, R, N) \
	O(SS_ONSTACK, 1, SS_ONSTACK, 1, "") \
	D(SS_ONSTACK, 1, "told, not asked for") \
	B(SS_DISABLE, 4, SS_DISABLE, 2, "") \
	R(SS_AUTODISARM, 0x80000000, "")

LX_CONSTANTS(LX_SS_FLAGS_ROWS);

#define LX_SIGPROCMASK_ROWS(B, O, I, D, R, N) \
	B(SIG_BLOCK, 1, SIG_BLOCK, 0, "") \
	B(SIG_UNBLOCK, 2, SIG_UNBLOCK, 1, "") \
	B(SIG_SETMASK, 3, SIG_SETMASK, 2, "")

LX_CONSTANTS(LX_SIGPROCMASK_ROWS);

/* si_code where it does not depend on the signal. */
#define LX_SI_CODE_ROWS(B, O, I, D, R, N) \
	B(SI_USER, 0x10001, SI_USER, 0, "") \
	B(SI_QUEUE, 0x10002, SI_QUEUE, -1, "") \
	B(SI_TIMER, 0x10003, SI_TIMER, -2, "") \
	B(SI_ASYNCIO, 0x10004, SI_ASYNCIO, -4, "") \
	B(SI_MESGQ, 0x10005, SI_MESGQ, -3, "") \
	B(SI_KERNEL, 0x10006, SI_KERNEL, 0x80, "") \
	B(SI_LWP, 0x10007, SI_TKILL, -6, "") \
	O(SI_NOINFO, 0, SI_USER, 0, "nothing is known but the number") \
	R(SI_SIGIO, -5, "only Linux's fcntl(F_SETSIG) makes it") \
	R(SI_DETHREAD, -7, "never seen by a program") \
	R(SI_ASYNCNL, -60, "glibc's own")

LX_CONSTANTS(LX_SI_CODE_ROWS);

/*
 * si_code of a fault, by signal. Integer overflow and division by zero are 1 and 2 in FreeBSD's
 * sys/signal.h and 2 and 1 in Linux's asm-generic/siginfo.h: the numbers trade places, the meanings
 * must not.
 */
#define LX_FPE_ROWS(B, O, I, D, R, N) \
	B(FPE_INTOVF, 1, FPE_INTOVF, 2, "the numbers trade places") \
	B(FPE_INTDIV, 2, FPE_INTDIV, 1, "the numbers trade places") \
	B(FPE_FLTDIV, 3, FPE_FLTDIV, 3, "") \
	B(FPE_FLTOVF, 4, FPE_FLTOVF, 4, "") \
	B(FPE_FLTUND, 5, FPE_FLTUND, 5, "") \
	B(FPE_FLTRES, 6, FPE_FLTRES, 6, "") \
	B(FPE_FLTINV, 7, FPE_FLTINV, 7, "") \
	B(FPE_FLTSUB, 8, FPE_FLTSUB, 8, "") \
	B(FPE_FLTIDO, 9, FPE_FLTUNK, 14, "input denormal: Linux has no name for it") \
	R(FPE_CONDTRAP, 15, "not on x86")
#define LX_ILL_ROWS(B, O, I, D, R, N) \
	B(ILL_ILLOPC, 1, ILL_ILLOPC, 1, "") \
	B(ILL_ILLOPN, 2, ILL_ILLOPN, 2, "") \
	B(ILL_ILLADR, 3, ILL_ILLADR, 3, "") \
	B(ILL_ILLTRP, 4, ILL_ILLTRP, 4, "") \
	B(ILL_PRVOPC, 5, ILL_PRVOPC, 5, "") \
	B(ILL_PRVREG, 6, ILL_PRVREG, 6, "") \
	B(ILL_COPROC, 7, ILL_COPROC, 7, "") \
	B(ILL_BADSTK, 8, ILL_BADSTK, 8, "")
#define LX_BUS_ROWS(B, O, I, D, R, N) \
	B(BUS_ADRALN, 1, BUS_ADRALN, 1, "") \
	B(BUS_ADRERR, 2, BUS_ADRERR, 2, "") \
	B(BUS_OBJERR, 3, BUS_OBJERR, 3, "") \
	O(BUS_OOMERR, 100, BUS_ADRERR, 2, "no memory for the page: Linux says so by killing") \
	R(BUS_MCEERR_AR, 4, "memory error, action required") \
	R(BUS_MCEERR_AO, 5, "memory error, action optional")
#define LX_SEGV_ROWS(B, O, I, D, R, N) \
	B(SEGV_MAPERR, 1, SEGV_MAPERR, 1, "") \
	B(SEGV_ACCERR, 2, SEGV_ACCERR, 2, "") \
	B(SEGV_PKUERR, 100, SEGV_PKUERR, 4, "") \
	R(SEGV_BNDERR, 3, "MPX, gone")
#define LX_TRAP_CODE_ROWS(B, O, I, D, R, N) \
	B(TRAP_BRKPT, 1, TRAP_BRKPT, 1, "") \
	B(TRAP_TRACE, 2, TRAP_TRACE, 2, "") \
	O(TRAP_DTRACE, 3, TRAP_TRACE, 2, "") \
	O(TRAP_CAP, 4, TRAP_UNK, 5, "capsicum; no counterpart") \
	R(TRAP_BRANCH, 3, "") \
	R(TRAP_HWBKPT, 4, "") \
	R(TRAP_UNK, 5, "")
#define LX_CLD_ROWS(B, O, I, D, R, N) \
	B(CLD_EXITED, 1, CLD_EXITED, 1, "") \
	B(CLD_KILLED, 2, CLD_KILLED, 2, "") \
	B(CLD_DUMPED, 3, CLD_DUMPED, 3, "") \
	B(CLD_TRAPPED, 4, CLD_TRAPPED, 4, "") \
	B(CLD_STOPPED, 5, CLD_STOPPED, 5, "") \
	B(CLD_CONTINUED, 6, CLD_CONTINUED, 6, "")
#define LX_POLL_CODE_ROWS(B, O, I, D, R, N) \
	B(POLL_IN, 1, POLL_IN, 1, "") \
	B(POLL_OUT, 2, POLL_OUT, 2, "") \
	B(POLL_MSG, 3, POLL_MSG, 3, "") \
	B(POLL_ERR, 4, POLL_ERR, 4, "") \
	B(POLL_PRI, 5, POLL_PRI, 5, "") \
	B(POLL_HUP, 6, POLL_HUP, 6, "")

LX_CONSTANTS(LX_FPE_ROWS);
LX_CONSTANTS(LX_ILL_ROWS);
LX_CONSTANTS(LX_BUS_ROWS);
LX_CONSTANTS(LX_SEGV_ROWS);
LX_CONSTANTS(LX_TRAP_CODE_ROWS);
LX_CONSTANTS(LX_CLD_ROWS);
LX_CONSTANTS(LX_POLL_CODE_ROWS);

extern const struct lx_table lx_signal_table;
extern const struct lx_table lx_sa_flags_table;
extern const struct lx_table lx_ss_flags_table;
extern const struct lx_table lx_sigprocmask_table;
extern const struct lx_table lx_si_code_table;
extern const struct lx_table lx_fpe_table;
extern const struct lx_table lx_ill_table;
extern const struct lx_table lx_bus_table;
extern const struct lx_table lx_segv_table;
extern const struct lx_table lx_trap_code_table;
extern const struct lx_table lx_cld_table;
extern const struct lx_table lx_poll_code_table;

/* The other side's number of a signal, or 0 when it has none. Real-time signals included. */
int lx_signal_to_linux(int bsd);
int lx_signal_to_bsd(int linux_signal);

/*
 * Sets. FreeBSD's is four 32-bit words (sigset_t's __bits), signal n at bit n - 1. Signals that the
 * other side does not have are left out.
 */
void lx_sigset_to_bsd(lx_sigset_t set, uint32_t bits[4]);
lx_sigset_t lx_sigset_to_linux(const uint32_t bits[4]);

/*
 * si_code for a program, from the Linux signal number and FreeBSD's si_code. A code that the tables
 * do not know goes out as it is: it is the sender's own (sigqueue), or newer than the tables.
 */
int lx_si_code_to_linux(int linux_signal, int bsd_code);

#endif
