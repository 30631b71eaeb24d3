/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A general protection fault (a pointer that is no address at all) is SIGSEGV on Linux. FreeBSD's
 * kernel makes it SIGBUS, and no hook of the sysentvec is asked before it looks for the handler of
 * SIGBUS. So:
 *
 *	- lx_sendsig, which is called for a handler of SIGBUS, runs the one of SIGSEGV instead;
 *	- to be called at all, a program that has a handler of SIGSEGV and none of SIGBUS gets a
 *	  stand-in for the latter. The program does not see it: what it set itself is kept in
 *	  lx_proc;
 *	- a process that dies of the fault has its status changed before its parent is told.
 *
 * What stays: while SIGBUS is blocked, the fault kills also a process that handles SIGSEGV.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/signalvar.h>
#include <sys/syscallsubr.h>
#include <sys/wait.h>

#include "kmod/lx.h"
#include "kmod/tables/x86_64/lx_trap.h"

/* An address of the kernel's: a program that asks for this handler gets the default action. */
static const char stand_in_place;
#define STAND_IN ((sig_t)(uintptr_t)&stand_in_place)

static bool
is_handler(const struct sigaction *act)
{
	return (act->sa_handler != SIG_DFL && act->sa_handler != SIG_IGN);
}

/* After a change of SIGSEGV's or SIGBUS' action: is a stand-in due, or no longer? */
static void
settle(struct thread *td, struct lx_proc *lp)
{
	struct sigaction bus, segv, stand_in;

	(void)kern_sigaction(td, SIGSEGV, NULL, &segv, 0);
	(void)kern_sigaction(td, SIGBUS, NULL, &bus, 0);
	if (is_handler(&segv) && !is_handler(&bus)) {
		PROC_LOCK(td->td_proc);
		lp->bus = bus;
		PROC_UNLOCK(td->td_proc);
		bzero(&stand_in, sizeof(stand_in));
		stand_in.sa_handler = STAND_IN;
		stand_in.sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART;
		(void)kern_sigaction(td, SIGBUS, &stand_in, NULL, 0);
	} else if (!is_handler(&segv)) {
		lx_sigbus_restore(td);
	}
}

/* Put SIGBUS' own action back where a stand-in is. */
void
lx_sigbus_restore(struct thread *td)
{
	struct sigaction bus, own;
	struct lx_proc *lp;

	lp = td->td_proc->p_emuldata;
	(void)kern_sigaction(td, SIGBUS, NULL, &bus, 0);
	if (lp == NULL || bus.sa_handler != STAND_IN)
		return;
	PROC_LOCK(td->td_proc);
	own = lp->bus;
	PROC_UNLOCK(td->td_proc);
	(void)kern_sigaction(td, SIGBUS, &own, NULL, 0);
}

int
lx_set_action(struct thread *td, int sig, const struct sigaction *act, struct sigaction *oact)
{
	struct lx_proc *lp;
	int error;

	lp = td->td_proc->p_emuldata;
	error = kern_sigaction(td, sig, act, oact, 0);
	if (error != 0)
		return (error);
	if (sig == SIGBUS && oact->sa_handler == STAND_IN) {
		PROC_LOCK(td->td_proc);
		*oact = lp->bus;
		PROC_UNLOCK(td->td_proc);
	}
	if (act != NULL && (sig == SIGBUS || sig == SIGSEGV))
		settle(td, lp);
	return (0);
}

enum lx_delivery
lx_sigbus_delivery(struct thread *td, const ksiginfo_t *ksi, int lx_sig, sig_t *catcher)
{
	struct sigacts *psp;
	struct lx_proc *lp;

	psp = td->td_proc->p_sigacts;
	if (ksi->ksi_signo != SIGBUS)
		return (LX_DELIVER);
	if (lx_sig == LX_SIGSEGV) {
		*catcher = psp->ps_sigact[_SIG_IDX(SIGSEGV)];
		if (*catcher == SIG_DFL || *catcher == SIG_IGN ||
		    SIGISMEMBER(td->td_sigmask, SIGSEGV))
			return (LX_DELIVER_DEATH);
		return (LX_DELIVER_AS_SEGV);
	}
	if (*catcher != STAND_IN)
		return (LX_DELIVER);
	lp = td->td_proc->p_emuldata;
	if ((ksi->ksi_flags & KSI_TRAP) == 0 && lp != NULL && lp->bus.sa_handler == SIG_IGN)
		return (LX_DELIVER_NOTHING);
	return (LX_DELIVER_DEATH);
}

/* What the kernel does for the signal that it thinks it delivered: mask, and SA_RESETHAND. */
void
lx_sigbus_delivered(struct thread *td)
{
	struct sigacts *psp;
	sigset_t block;

	psp = td->td_proc->p_sigacts;
	mtx_assert(&psp->ps_mtx, MA_OWNED);
	block = psp->ps_catchmask[_SIG_IDX(SIGSEGV)];
	if (!SIGISMEMBER(psp->ps_signodefer, SIGSEGV))
		SIGADDSET(block, SIGSEGV);
	(void)kern_sigprocmask(
	    td, SIG_BLOCK, &block, NULL, SIGPROCMASK_PROC_LOCKED | SIGPROCMASK_PS_LOCKED);
	if (SIGISMEMBER(psp->ps_sigreset, SIGSEGV)) {
		SIGDELSET(psp->ps_sigcatch, SIGSEGV);
		SIGDELSET(psp->ps_siginfo, SIGSEGV);
		psp->ps_sigact[_SIG_IDX(SIGSEGV)] = SIG_DFL;
	}
}

void
lx_sigbus_status(struct thread *td, struct proc *p)
{
	int code, lx_sig;

	PROC_LOCK_ASSERT(p, MA_OWNED);
	if (WTERMSIG(p->p_xsig) != SIGBUS || td->td_si.si_signo != SIGBUS ||
	    td->td_si.si_code >= SI_USER || td->td_si.si_code <= 0)
		return;
	lx_trap_signal(td->td_si.si_trapno, SIGBUS, td->td_si.si_code, &lx_sig, &code);
	if (lx_sig == LX_SIGSEGV)
		p->p_xsig = (p->p_xsig & WCOREFLAG) | SIGSEGV;
}
