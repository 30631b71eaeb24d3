/* SPDX-License-Identifier: BSD-2-Clause */
/* Signal sets and siginfo between the two systems' forms. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/signalvar.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_process.h"
#include "kmod/tables/x86_64/lx_struct.h"

void
lx_sigset_in(const lx_sigset_t *from, sigset_t *to)
{
	_Static_assert(sizeof(to->__bits) == 4 * sizeof(uint32_t), "sigset_t");

	lx_sigset_to_bsd(*from, to->__bits);
}

lx_sigset_t
lx_sigset_out(const sigset_t *from)
{
	return (lx_sigset_to_linux(from->__bits));
}

int
lx_copyin_sigset(const lx_sigset_t *user, size_t size, sigset_t *to)
{
	lx_sigset_t set;
	int error;

	if (size != sizeof(set)) {
		LX_BAD_LENGTH("signal set", size, sizeof(set));
		return (EINVAL);
	}
	error = copyin(user, &set, sizeof(set));
	if (error == 0)
		lx_sigset_in(&set, to);
	else
		LX_BAD_FAULT("signal set", (uintptr_t)user, size);
	return (error);
}

/* The fields that a signal from the kernel fills in, by Linux's signal; false: not such a signal.
 */
static bool
kernel_fields(const siginfo_t *from, struct lx_siginfo *to)
{
	switch (to->si_signo) {
	case LX_SIGCHLD:
		to->u.chld.pid = from->si_pid;
		to->u.chld.uid = from->si_uid;
		to->u.chld.status = from->si_status;
		if (from->si_code == CLD_CONTINUED)
			to->u.chld.status = LX_SIGCONT;
		else if (from->si_code != CLD_EXITED)
			to->u.chld.status = lx_signal_to_linux(from->si_status);
		return (true);
	case LX_SIGBUS:
	case LX_SIGILL:
	case LX_SIGFPE:
	case LX_SIGSEGV:
	case LX_SIGTRAP:
		to->u.fault.addr = (uintptr_t)from->si_addr;
		return (true);
	case LX_SIGIO:
		to->u.poll.band = from->si_band;
		return (true);
	default:
		return (false);
	}
}

void
lx_siginfo_out(const siginfo_t *from, int lx_signo, struct lx_siginfo *to)
{
	bzero(to, sizeof(*to));
	to->si_signo = lx_signo;
	to->si_errno = from->si_errno != 0 ? lx_errno_to_linux(from->si_errno) : 0;
	to->si_code = lx_si_code_to_linux(lx_signo, from->si_code);
	/* codes below SI_USER are specific to the signal */
	if (from->si_code > 0 && from->si_code < SI_USER && kernel_fields(from, to))
		return;
	if (from->si_code == SI_TIMER) {
		to->u.timer.timerid = from->si_timerid;
		to->u.timer.overrun = from->si_overrun;
		to->u.timer.value.sival_ptr = (uintptr_t)from->si_value.sival_ptr;
		return;
	}
	to->u.rt.pid = from->si_pid;
	to->u.rt.uid = from->si_uid;
	to->u.rt.value.sival_ptr = (uintptr_t)from->si_value.sival_ptr;
}
