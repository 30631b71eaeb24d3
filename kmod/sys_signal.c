/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The signal calls. FreeBSD keeps the actions, masks and queues; what it has no place for, the
 * SA_RESTORER of each signal, is kept in struct lx_proc. Building frames is lx_sigframe.c's.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/syscallsubr.h>
#include <sys/ucred.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_process.h"
#include "kmod/tables/x86_64/lx_struct.h"

/* A signal number from a program: 0 is allowed where zero says so. */
static int
signal_in(int lx_sig, bool zero, int *sig)
{
	if (lx_sig == 0 && zero) {
		*sig = 0;
		return (0);
	}
	*sig = lx_sig > 0 && lx_sig <= LX_NSIG ? lx_signal_to_bsd(lx_sig) : 0;
	if (*sig == 0) {
		SDT_PROBE2(lxabi, , translate, signal, lx_sig, 0);
		return (EINVAL);
	}
	return (0);
}

static int
action_in(const struct lx_sigaction *from, struct sigaction *to)
{
	uint64_t left;

	bzero(to, sizeof(*to));
	/* C libraries widen an int, so SA_RESETHAND comes with all the upper bits set */
	to->sa_flags = (int)lx_flags_to_bsd(&lx_sa_flags_table, (uint32_t)from->flags, &left);
	if (left != 0)
		LX_BAD_FLAG("sigaction", from->flags, left); /* Linux clears and goes on */
	to->sa_handler = (sig_t)(uintptr_t)from->handler;
	lx_sigset_in(&from->mask, &to->sa_mask);
	return (0);
}

static void
action_out(const struct sigaction *from, uint64_t restorer, struct lx_sigaction *to)
{
	uint64_t left;

	bzero(to, sizeof(*to));
	to->handler = (uintptr_t)from->sa_handler;
	to->flags = lx_flags_to_linux(&lx_sa_flags_table, (uint32_t)from->sa_flags, &left);
	to->mask = lx_sigset_out(&from->sa_mask);
	to->restorer = restorer;
	if (restorer != 0)
		to->flags |= LX_SA_RESTORER;
}

int
lx_rt_sigaction(struct thread *td, struct lx_rt_sigaction_args *uap)
{
	struct lx_sigaction act, oact;
	struct sigaction native, onative;
	struct lx_proc *lp;
	uint64_t restorer;
	int error, sig;

	if (uap->sigsetsize != sizeof(lx_sigset_t)) {
		LX_BAD_LENGTH("rt_sigaction", uap->sigsetsize, sizeof(lx_sigset_t));
		return (EINVAL);
	}
	error = signal_in(uap->sig, false, &sig);
	if (error != 0)
		return (error);
	if (uap->act != NULL) {
		if (sig == SIGKILL || sig == SIGSTOP)
			return (EINVAL);
		error = copyin(uap->act, &act, sizeof(act));
		if (error == 0)
			error = action_in(&act, &native);
		if (error != 0)
			return (error);
	}
	error = lx_set_action(td, sig, uap->act != NULL ? &native : NULL, &onative);
	if (error != 0)
		return (error);

	lp = td->td_proc->p_emuldata;
	PROC_LOCK(td->td_proc);
	restorer = lp->restorer[uap->sig];
	if (uap->act != NULL)
		lp->restorer[uap->sig] = (act.flags & LX_SA_RESTORER) != 0 ? act.restorer : 0;
	PROC_UNLOCK(td->td_proc);

	if (uap->oact == NULL)
		return (0);
	action_out(&onative, restorer, &oact);
	return (copyout(&oact, uap->oact, sizeof(oact)));
}

int
lx_rt_sigprocmask(struct thread *td, struct lx_rt_sigprocmask_args *uap)
{
	sigset_t set, oset;
	lx_sigset_t out;
	int64_t how;
	int error;

	how = SIG_BLOCK;
	if (uap->sigsetsize != sizeof(lx_sigset_t)) {
		LX_BAD_LENGTH("rt_sigprocmask", uap->sigsetsize, sizeof(lx_sigset_t));
		return (EINVAL);
	}
	if (uap->set != NULL) {
		error = lx_copyin_sigset(uap->set, uap->sigsetsize, &set);
		if (error != 0)
			return (error);
		if (!lx_value_to_bsd(&lx_sigprocmask_table, uap->how, &how))
			return (EINVAL);
	}
	error = kern_sigprocmask(td, (int)how, uap->set != NULL ? &set : NULL, &oset, 0);
	if (error != 0 || uap->oset == NULL)
		return (error);
	out = lx_sigset_out(&oset);
	return (copyout(&out, uap->oset, sizeof(out)));
}

int
lx_rt_sigpending(struct thread *td, struct lx_rt_sigpending_args *uap)
{
	struct proc *p;
	sigset_t pending;
	lx_sigset_t out;

	if (uap->sigsetsize > sizeof(out)) {
		LX_BAD_LENGTH("rt_sigpending", uap->sigsetsize, sizeof(out));
		return (EINVAL);
	}
	p = td->td_proc;
	PROC_LOCK(p);
	pending = p->p_sigqueue.sq_signals;
	SIGSETOR(pending, td->td_sigqueue.sq_signals);
	SIGSETAND(pending, td->td_sigmask);
	PROC_UNLOCK(p);
	out = lx_sigset_out(&pending);
	return (copyout(&out, uap->set, uap->sigsetsize));
}

int
lx_rt_sigsuspend(struct thread *td, struct lx_rt_sigsuspend_args *uap)
{
	sigset_t set;
	int error;

	error = lx_copyin_sigset(uap->set, uap->sigsetsize, &set);
	return (error != 0 ? error : kern_sigsuspend(td, set));
}

int
lx_pause(struct thread *td, struct lx_pause_args *uap __unused)
{
	sigset_t set;

	PROC_LOCK(td->td_proc);
	set = td->td_sigmask;
	PROC_UNLOCK(td->td_proc);
	return (kern_sigsuspend(td, set));
}

int
lx_rt_sigtimedwait(struct thread *td, struct lx_rt_sigtimedwait_args *uap)
{
	struct lx_siginfo info;
	struct timespec ts;
	sigset_t set;
	ksiginfo_t ksi;
	int error, lx_sig;

	error = lx_copyin_sigset(uap->set, uap->sigsetsize, &set);
	if (error == 0 && uap->timeout != NULL)
		error = lx_copyin_timespec(uap->timeout, &ts);
	if (error != 0)
		return (error);
	ksiginfo_init(&ksi);
	do {
		error = kern_sigtimedwait(td, set, &ksi, uap->timeout != NULL ? &ts : NULL);
	} while (error == ERESTART && uap->timeout == NULL);
	if (error == ERESTART)
		error = EINTR;
	if (error != 0)
		return (error);
	lx_sig = lx_signal_to_linux(ksi.ksi_signo);
	if (uap->info != NULL) {
		lx_siginfo_out(&ksi.ksi_info, lx_sig, &info);
		error = copyout(&info, uap->info, sizeof(info));
	}
	td->td_retval[0] = lx_sig;
	return (error);
}

int
lx_kill(struct thread *td, struct lx_kill_args *uap)
{
	int error, sig;

	error = signal_in(uap->sig, true, &sig);
	if (error != 0)
		return (error);
	if (uap->pid == INT_MIN)
		return (ESRCH);
	return (kern_kill(td, uap->pid, sig));
}

static int
send_to_thread(struct thread *td, pid_t tgid, int tid, int sig, ksiginfo_t *ksi)
{
	struct thread *target;
	int error;

	target = lx_thread_find(tgid, tid);
	if (target == NULL)
		return (ESRCH);
	error = p_cansignal(td, target->td_proc, sig);
	if (error == 0 && sig != 0)
		tdksignal(target, sig, ksi);
	lx_thread_put(target);
	return (error);
}

static int
do_tkill(struct thread *td, pid_t tgid, int tid, int lx_sig)
{
	ksiginfo_t ksi;
	int error, sig;

	error = signal_in(lx_sig, true, &sig);
	if (error != 0)
		return (error);
	if (tid <= 0 || tgid == 0 || tgid < -1)
		return (EINVAL);
	ksiginfo_init(&ksi);
	ksi.ksi_signo = sig;
	ksi.ksi_code = SI_LWP;
	ksi.ksi_pid = td->td_proc->p_pid;
	ksi.ksi_uid = td->td_ucred->cr_ruid;
	return (send_to_thread(td, tgid, tid, sig, &ksi));
}

int
lx_tkill(struct thread *td, struct lx_tkill_args *uap)
{
	return (do_tkill(td, -1, uap->tid, uap->sig));
}

int
lx_tgkill(struct thread *td, struct lx_tgkill_args *uap)
{
	if (uap->tgid <= 0)
		return (EINVAL);
	return (do_tkill(td, uap->tgid, uap->tid, uap->sig));
}

/* A queued signal's siginfo, checked: nobody may pretend to be the kernel. */
static int
queueinfo_in(struct thread *td, int lx_sig, const struct lx_siginfo *user, ksiginfo_t *ksi)
{
	struct lx_siginfo info;
	int error, sig;

	error = signal_in(lx_sig, true, &sig);
	if (error == 0)
		error = copyin(user, &info, sizeof(info));
	if (error != 0)
		return (error);
	if (info.si_code >= 0 || info.si_code == LX_SI_TKILL)
		return (EPERM);
	ksiginfo_init(ksi);
	ksi->ksi_signo = sig;
	ksi->ksi_code = SI_QUEUE;
	ksi->ksi_pid = td->td_proc->p_pid;
	ksi->ksi_uid = td->td_ucred->cr_ruid;
	ksi->ksi_value.sival_ptr = (void *)(uintptr_t)info.u.rt.value.sival_ptr;
	return (0);
}

int
lx_rt_sigqueueinfo(struct thread *td, struct lx_rt_sigqueueinfo_args *uap)
{
	ksiginfo_t ksi;
	struct proc *p;
	int error;

	error = queueinfo_in(td, uap->sig, uap->info, &ksi);
	if (error != 0)
		return (error);
	p = uap->pid > 0 ? pfind_any(uap->pid) : NULL;
	if (p == NULL)
		return (ESRCH);
	error = p_cansignal(td, p, ksi.ksi_signo);
	if (error == 0 && ksi.ksi_signo != 0)
		error = tdsendsignal(p, NULL, ksi.ksi_signo, &ksi);
	PROC_UNLOCK(p);
	return (error);
}

int
lx_rt_tgsigqueueinfo(struct thread *td, struct lx_rt_tgsigqueueinfo_args *uap)
{
	ksiginfo_t ksi;
	int error;

	if (uap->tgid <= 0 || uap->tid <= 0)
		return (EINVAL);
	error = queueinfo_in(td, uap->sig, uap->info, &ksi);
	if (error != 0)
		return (error);
	return (send_to_thread(td, uap->tgid, uap->tid, ksi.ksi_signo, &ksi));
}

int
lx_sigaltstack(struct thread *td, struct lx_sigaltstack_args *uap)
{
	struct lx_stack in, out;
	stack_t ss, oss;
	uint64_t left;
	int error;

	if (uap->ss != NULL) {
		error = copyin(uap->ss, &in, sizeof(in));
		if (error != 0)
			return (error);
		bzero(&ss, sizeof(ss));
		ss.ss_sp = (void *)(uintptr_t)in.ss_sp;
		ss.ss_size = in.ss_size;
		ss.ss_flags =
		    (int)lx_flags_to_bsd(&lx_ss_flags_table, (uint32_t)in.ss_flags, &left);
		ss.ss_flags &= ~SS_ONSTACK;
		if (left != 0) {
			LX_BAD_FLAG("sigaltstack", (uint32_t)in.ss_flags, left);
			return (EINVAL);
		}
	}
	error = kern_sigaltstack(td, uap->ss != NULL ? &ss : NULL, &oss);
	if (error != 0 || uap->oss == NULL)
		return (error);
	bzero(&out, sizeof(out));
	out.ss_sp = (uintptr_t)oss.ss_sp;
	out.ss_size = oss.ss_size;
	out.ss_flags = (int)lx_flags_to_linux(&lx_ss_flags_table, (uint32_t)oss.ss_flags, &left);
	return (copyout(&out, uap->oss, sizeof(out)));
}
