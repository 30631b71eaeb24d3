/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_signal.h"

LX_TABLE(lx_signal_table, "signals", LX_FORM_NUMBER,
    "signals; real-time ones by rule: Linux 32 to 64 are FreeBSD 65 to 97, SIGPWR is 98",
    LX_SIGNAL_ROWS);
LX_TABLE(lx_sa_flags_table, "sigaction", LX_FORM_FLAGS, "sa_flags", LX_SA_FLAGS_ROWS);
LX_TABLE(lx_ss_flags_table, "sigaltstack", LX_FORM_FLAGS, "ss_flags", LX_SS_FLAGS_ROWS);
LX_TABLE(lx_sigprocmask_table, "sigprocmask", LX_FORM_NUMBER, "rt_sigprocmask's how",
    LX_SIGPROCMASK_ROWS);
LX_TABLE(lx_si_code_table, "si_code", LX_FORM_NUMBER, "si_code of any signal", LX_SI_CODE_ROWS);
LX_TABLE(lx_fpe_table, "si_code.fpe", LX_FORM_NUMBER, "si_code of SIGFPE", LX_FPE_ROWS);
LX_TABLE(lx_ill_table, "si_code.ill", LX_FORM_NUMBER, "si_code of SIGILL", LX_ILL_ROWS);
LX_TABLE(lx_bus_table, "si_code.bus", LX_FORM_NUMBER, "si_code of SIGBUS", LX_BUS_ROWS);
LX_TABLE(lx_segv_table, "si_code.segv", LX_FORM_NUMBER, "si_code of SIGSEGV", LX_SEGV_ROWS);
LX_TABLE(
    lx_trap_code_table, "si_code.trap", LX_FORM_NUMBER, "si_code of SIGTRAP", LX_TRAP_CODE_ROWS);
LX_TABLE(lx_cld_table, "si_code.cld", LX_FORM_NUMBER, "si_code of SIGCHLD", LX_CLD_ROWS);
LX_TABLE(lx_poll_code_table, "si_code.poll", LX_FORM_NUMBER, "si_code of SIGIO", LX_POLL_CODE_ROWS);

/* Signals below the real-time ones; delivery must not search. */
#define NONE_5(bn, bv, ln, lv, note)
#define NONE_3(name, value, note)
#define OUT(bn, bv, ln, lv, note) [bv] = (lv),
#define IN(bn, bv, ln, lv, note)  [lv] = (bv),

static const uint8_t to_linux[LX_SIGRTMIN] = {
    LX_SIGNAL_ROWS(OUT, OUT, NONE_5, NONE_3, NONE_3, NONE_3)};
static const uint8_t to_bsd[LX_SIGRTMIN] = {
    LX_SIGNAL_ROWS(IN, NONE_5, IN, NONE_3, NONE_3, NONE_3)[LX_SIGPWR] = LX_BSD_SIGPWR};

#define RT_SHIFT (LX_BSD_SIGRTMIN - LX_SIGRTMIN)

int
lx_signal_to_linux(int bsd)
{
	if (bsd > 0 && bsd < LX_SIGRTMIN)
		return to_linux[bsd];
	if (bsd >= LX_BSD_SIGRTMIN && bsd <= LX_SIGRTMAX + RT_SHIFT)
		return bsd - RT_SHIFT;
	return bsd == LX_BSD_SIGPWR ? LX_SIGPWR : 0;
}

int
lx_signal_to_bsd(int linux_signal)
{
	if (linux_signal > 0 && linux_signal < LX_SIGRTMIN)
		return to_bsd[linux_signal];
	if (linux_signal >= LX_SIGRTMIN && linux_signal <= LX_SIGRTMAX)
		return linux_signal + RT_SHIFT;
	return 0;
}

void
lx_sigset_to_bsd(lx_sigset_t set, uint32_t bits[4])
{
	bits[0] = bits[1] = bits[2] = bits[3] = 0;
	for (int sig = 1; sig <= LX_NSIG; sig++) {
		unsigned int bit = (unsigned int)lx_signal_to_bsd(sig) - 1;

		if ((set >> (sig - 1) & 1) != 0)
			bits[bit / 32] |= 1U << bit % 32;
	}
}

lx_sigset_t
lx_sigset_to_linux(const uint32_t bits[4])
{
	lx_sigset_t set = 0;

	for (int sig = 1; sig <= LX_NSIG; sig++) {
		unsigned int bit = (unsigned int)lx_signal_to_bsd(sig) - 1;

		if ((bits[bit / 32] >> bit % 32 & 1) != 0)
			set |= (lx_sigset_t)1 << (sig - 1);
	}
	return set;
}

int
lx_si_code_to_linux(int linux_signal, int bsd_code)
{
	const struct lx_table *t = NULL;
	int64_t code = bsd_code;

	switch (linux_signal) {
	case LX_SIGFPE:
		t = &lx_fpe_table;
		break;
	case LX_SIGILL:
		t = &lx_ill_table;
		break;
	case LX_SIGBUS:
		t = &lx_bus_table;
		break;
	case LX_SIGSEGV:
		t = &lx_segv_table;
		break;
	case LX_SIGTRAP:
		t = &lx_trap_code_table;
		break;
	case LX_SIGCHLD:
		t = &lx_cld_table;
		break;
	case LX_SIGIO:
		t = &lx_poll_code_table;
		break;
	default:
		break;
	}
	if (!lx_value_to_linux(&lx_si_code_table, bsd_code, &code) && t != NULL)
		(void)lx_value_to_linux(t, bsd_code, &code);
	return (int)code;
}
