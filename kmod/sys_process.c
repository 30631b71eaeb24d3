/* SPDX-License-Identifier: BSD-2-Clause */
/* Ids, waiting, limits, prctl. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/procctl.h>
#include <sys/resourcevar.h>
#include <sys/sched.h>
#include <sys/syscallsubr.h>
#include <sys/ucred.h>
#include <sys/wait.h>

#include <machine/cpu.h>
#include <machine/cpufunc.h>
#include <machine/md_var.h>
#include <machine/pcb.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_process.h"
#include "kmod/tables/x86_64/lx_arch.h"
#include "kmod/tables/x86_64/lx_struct.h"

#define COMM_SIZE 16 /* Linux's TASK_COMM_LEN */

/* The native calls return a second value, in a register that Linux keeps. */
int
lx_getpid(struct thread *td, struct lx_getpid_args *uap __unused)
{
	td->td_retval[0] = td->td_proc->p_pid;
	return (0);
}

int
lx_getppid(struct thread *td, struct lx_getppid_args *uap __unused)
{
	td->td_retval[0] = kern_getppid(td);
	return (0);
}

int
lx_getuid(struct thread *td, struct lx_getuid_args *uap __unused)
{
	td->td_retval[0] = td->td_ucred->cr_ruid;
	return (0);
}

int
lx_getgid(struct thread *td, struct lx_getgid_args *uap __unused)
{
	td->td_retval[0] = td->td_ucred->cr_rgid;
	return (0);
}

int
lx_getsid(struct thread *td, struct lx_getsid_args *uap)
{
	return (kern_getsid(td, uap->pid));
}

int
lx_getgroups(struct thread *td, struct lx_getgroups_args *uap)
{
	struct ucred *cred;

	cred = td->td_ucred;
	td->td_retval[0] = cred->cr_ngroups;
	if (uap->size == 0)
		return (0);
	if (uap->size < cred->cr_ngroups) {
		LX_BAD_LENGTH("getgroups", (uint64_t)uap->size, (uint64_t)cred->cr_ngroups);
		return (EINVAL);
	}
	return (copyout(cred->cr_groups, uap->list, (size_t)cred->cr_ngroups * sizeof(gid_t)));
}

int
lx_setgroups(struct thread *td, struct lx_setgroups_args *uap)
{
	gid_t *groups;
	int count, error;

	count = uap->size;
	if (count < 0 || count > ngroups_max) {
		LX_BAD_LENGTH("setgroups", (uint64_t)count, (uint64_t)ngroups_max);
		return (EINVAL);
	}
	groups = malloc((size_t)(count + 1) * sizeof(gid_t), M_LXABI, M_WAITOK);
	error = copyin(uap->list, groups, (size_t)count * sizeof(gid_t));
	if (error == 0)
		error = kern_setgroups(td, &count, groups);
	free(groups, M_LXABI);
	return (error);
}

/* FreeBSD has no ids for file access alone: they are the effective ones, and cannot be set apart.
 */
int
lx_setfsuid(struct thread *td, struct lx_setfsuid_args *uap)
{
	td->td_retval[0] = td->td_ucred->cr_uid;
	if (uap->uid != td->td_ucred->cr_uid && uap->uid != (uid_t)-1)
		LX_BAD_VALUE("setfsuid", uap->uid);
	return (0);
}

int
lx_setfsgid(struct thread *td, struct lx_setfsgid_args *uap)
{
	td->td_retval[0] = td->td_ucred->cr_gid;
	if (uap->gid != td->td_ucred->cr_gid && uap->gid != (gid_t)-1)
		LX_BAD_VALUE("setfsgid", uap->gid);
	return (0);
}

int
lx_wait4(struct thread *td, struct lx_wait4_args *uap)
{
	struct rusage ru;
	uint64_t left;
	int error, options, status;

	options = (int)lx_flags_to_bsd(&lx_wait_table, (uint32_t)uap->options, &left);
	if (left != 0 || (options & (WEXITED | WNOWAIT)) != 0) {
		LX_BAD_FLAG("wait4", (uint32_t)uap->options, left);
		return (EINVAL);
	}
	if (uap->pid == INT_MIN)
		return (ESRCH);
	error = kern_wait(td, uap->pid, &status, options, uap->rusage != NULL ? &ru : NULL);
	if (error != 0 || td->td_retval[0] == 0)
		return (error);
	status = lx_wait_status_to_linux(status);
	if (uap->status != NULL)
		error = copyout(&status, uap->status, sizeof(status));
	if (error == 0 && uap->rusage != NULL)
		error = copyout(&ru, uap->rusage, sizeof(ru));
	return (error);
}

int
lx_waitid(struct thread *td, struct lx_waitid_args *uap)
{
	struct lx_siginfo info;
	struct __wrusage wru;
	siginfo_t native;
	uint64_t left;
	int64_t idtype;
	int error, options, status;

	options = (int)lx_flags_to_bsd(&lx_wait_table, (uint32_t)uap->options, &left);
	if (left != 0 || (options & (WEXITED | WUNTRACED | WCONTINUED)) == 0) {
		LX_BAD_FLAG("waitid", (uint32_t)uap->options, left);
		return (EINVAL);
	}
	if (!lx_value_to_bsd(&lx_idtype_table, uap->idtype, &idtype)) {
		LX_BAD_VALUE("waitid", uap->idtype);
		return (EINVAL);
	}
	bzero(&native, sizeof(native));
	error = kern_wait6(td, (idtype_t)idtype, (id_t)uap->id, &status, options, &wru, &native);
	if (error != 0)
		return (error);
	bzero(&info, sizeof(info));
	if (td->td_retval[0] != 0)
		lx_siginfo_out(&native, LX_SIGCHLD, &info);
	else
		bzero(&wru, sizeof(wru));
	td->td_retval[0] = 0;
	if (uap->info != NULL)
		error = copyout(&info, uap->info, sizeof(info));
	if (error == 0 && uap->rusage != NULL)
		error = copyout(&wru.wru_self, uap->rusage, sizeof(wru.wru_self));
	return (error);
}

/* Limits that FreeBSD lacks: what getrlimit says of them, for good. */
static struct lx_rlimit64
fixed_limit(u_int which)
{
	uint64_t value;

	value = which == LX_RLIMIT_NICE || which == LX_RLIMIT_RTPRIO ? 0 : LX_RLIM_INFINITY;
	return ((struct lx_rlimit64){.rlim_cur = value, .rlim_max = value});
}

static void
limit_out(const struct rlimit *from, struct lx_rlimit64 *to)
{
	to->rlim_cur = lx_rlim_to_linux(from->rlim_cur);
	to->rlim_max = lx_rlim_to_linux(from->rlim_max);
}

/* Read, then set, one limit of a process that is held. Either pointer may be NULL. */
static int
limit_of(struct thread *td, struct proc *p, u_int which, const struct lx_rlimit64 *new,
    struct lx_rlimit64 *old)
{
	struct rlimit rl;
	int64_t native;

	if (which >= LX_RLIM_NLIMITS) {
		LX_BAD_VALUE("rlimit", which);
		return (EINVAL);
	}
	if (!lx_value_to_bsd(&lx_rlimit_table, which, &native)) {
		*old = fixed_limit(which);
		if (new == NULL)
			return (0);
		LX_BAD_VALUE("setrlimit", which);
		return (EINVAL);
	}
	PROC_LOCK(p);
	lim_rlimit_proc(p, (int)native, &rl);
	PROC_UNLOCK(p);
	limit_out(&rl, old);
	if (new == NULL)
		return (0);
	if (new->rlim_cur > new->rlim_max) {
		LX_BAD_COMBINATION("setrlimit", new->rlim_cur, new->rlim_max);
		return (EINVAL);
	}
	rl.rlim_cur = lx_rlim_to_bsd(new->rlim_cur);
	rl.rlim_max = lx_rlim_to_bsd(new->rlim_max);
	return (kern_proc_setrlimit(td, p, (u_int)native, &rl));
}

int
lx_getrlimit(struct thread *td, struct lx_getrlimit_args *uap)
{
	struct lx_rlimit64 old;
	int error;

	error = limit_of(td, td->td_proc, uap->which, NULL, &old);
	return (error != 0 ? error : copyout(&old, uap->rlim, sizeof(old)));
}

int
lx_setrlimit(struct thread *td, struct lx_setrlimit_args *uap)
{
	struct lx_rlimit64 new, old;
	int error;

	error = copyin(uap->rlim, &new, sizeof(new));
	return (error != 0 ? error : limit_of(td, td->td_proc, uap->which, &new, &old));
}

int
lx_prlimit64(struct thread *td, struct lx_prlimit64_args *uap)
{
	struct lx_rlimit64 new, old;
	struct proc *p;
	int error;

	error = uap->new_lim != NULL ? copyin(uap->new_lim, &new, sizeof(new)) : 0;
	if (error != 0)
		return (error);
	p = td->td_proc;
	if (uap->pid != 0 && uap->pid != p->p_pid) {
		error = pget(
		    uap->pid, PGET_HOLD | (uap->new_lim != NULL ? PGET_CANDEBUG : PGET_CANSEE), &p);
		if (error != 0)
			return (error);
	}
	error = limit_of(td, p, uap->which, uap->new_lim != NULL ? &new : NULL, &old);
	if (p != td->td_proc)
		PRELE(p);
	if (error == 0 && uap->old_lim != NULL)
		error = copyout(&old, uap->old_lim, sizeof(old));
	return (error);
}

/* Linux answers 1 to 40, for nice 19 to -20. */
int
lx_getpriority(struct thread *td, struct lx_getpriority_args *uap)
{
	int64_t which;
	int error;

	if (!lx_value_to_bsd(&lx_prio_table, uap->which, &which)) {
		LX_BAD_VALUE("getpriority", uap->which);
		return (EINVAL);
	}
	error = kern_getpriority(td, (int)which, uap->who);
	td->td_retval[0] = 20 - td->td_retval[0];
	return (error);
}

static int
set_name(struct thread *td, const char *user)
{
	char name[COMM_SIZE];
	struct proc *p;
	int error;

	error = copyinstr(user, name, sizeof(name), NULL);
	if (error != 0 && error != ENAMETOOLONG)
		return (error);
	name[sizeof(name) - 1] = '\0'; /* Linux cuts */
	p = td->td_proc;
	PROC_LOCK(p);
	strlcpy(td->td_name, name, sizeof(td->td_name));
	if (lx_thread_of(td)->tid == p->p_pid)
		strlcpy(p->p_comm, name, sizeof(p->p_comm));
	PROC_UNLOCK(p);
	return (0);
}

static int
get_name(struct thread *td, void *user)
{
	char name[COMM_SIZE];

	bzero(name, sizeof(name));
	strlcpy(name, td->td_name, sizeof(name));
	return (copyout(name, user, sizeof(name)));
}

static int
own_procctl(struct thread *td, int command, void *data)
{
	return (kern_procctl(td, P_PID, td->td_proc->p_pid, command, data));
}

static int
death_signal(struct thread *td, u_long lx_sig)
{
	int sig;

	sig = lx_sig == 0 ? 0 : lx_sig <= LX_NSIG ? lx_signal_to_bsd((int)lx_sig) : 0;
	if (lx_sig != 0 && sig == 0) {
		SDT_PROBE2(lxabi, , translate, signal, (int)lx_sig, 0);
		return (EINVAL);
	}
	return (own_procctl(td, PROC_PDEATHSIG_CTL, &sig));
}

static int
get_death_signal(struct thread *td, void *user)
{
	int error, sig;

	error = own_procctl(td, PROC_PDEATHSIG_STATUS, &sig);
	if (error != 0)
		return (error);
	sig = lx_signal_to_linux(sig);
	return (copyout(&sig, user, sizeof(sig)));
}

static int
set_dumpable(struct thread *td, u_long value)
{
	int state;

	if (value > 1)
		return (EINVAL);
	state = value != 0 ? PROC_TRACE_CTL_ENABLE : PROC_TRACE_CTL_DISABLE_EXEC;
	return (own_procctl(td, PROC_TRACE_CTL, &state));
}

static int
subreaper(struct thread *td, bool on)
{
	int error;

	error = own_procctl(td, on ? PROC_REAP_ACQUIRE : PROC_REAP_RELEASE, NULL);
	/* being one already, or not, is no error on Linux */
	return (error == EBUSY || (!on && error == EINVAL) ? 0 : error);
}

static int
get_subreaper(struct thread *td, void *user)
{
	struct procctl_reaper_status status;
	int error, value;

	error = own_procctl(td, PROC_REAP_STATUS, &status);
	if (error != 0)
		return (error);
	value = (status.rs_flags & REAPER_STATUS_OWNED) != 0;
	return (copyout(&value, user, sizeof(value)));
}

int
lx_prctl(struct thread *td, struct lx_prctl_args *uap)
{
	int error, value;

	switch (uap->option) {
	case LX_PR_SET_NAME:
		return (set_name(td, (const char *)uap->arg2));
	case LX_PR_GET_NAME:
		return (get_name(td, (void *)uap->arg2));
	case LX_PR_SET_PDEATHSIG:
		return (death_signal(td, uap->arg2));
	case LX_PR_GET_PDEATHSIG:
		return (get_death_signal(td, (void *)uap->arg2));
	case LX_PR_SET_DUMPABLE:
		return (set_dumpable(td, uap->arg2));
	case LX_PR_GET_DUMPABLE:
		error = own_procctl(td, PROC_TRACE_STATUS, &value);
		td->td_retval[0] = value != -1;
		return (error);
	case LX_PR_SET_NO_NEW_PRIVS:
		if (uap->arg2 != 1 || uap->arg3 != 0 || uap->arg4 != 0 || uap->arg5 != 0)
			return (EINVAL);
		value = PROC_NO_NEW_PRIVS_ENABLE;
		return (own_procctl(td, PROC_NO_NEW_PRIVS_CTL, &value));
	case LX_PR_GET_NO_NEW_PRIVS:
		error = own_procctl(td, PROC_NO_NEW_PRIVS_STATUS, &value);
		td->td_retval[0] = value == PROC_NO_NEW_PRIVS_ENABLE;
		return (error);
	case LX_PR_SET_CHILD_SUBREAPER:
		return (subreaper(td, uap->arg2 != 0));
	case LX_PR_GET_CHILD_SUBREAPER:
		return (get_subreaper(td, (void *)uap->arg2));
	case LX_PR_GET_KEEPCAPS:
		return (0);
	case LX_PR_GET_TIMERSLACK:
		td->td_retval[0] = 50000; /* Linux's default, in nanoseconds */
		return (0);
	default:
		LX_BAD_VALUE("prctl", uap->option);
		return (EINVAL);
	}
}

int
lx_arch_prctl(struct thread *td, struct lx_arch_prctl_args *uap)
{
	struct pcb *pcb;
	uint64_t value;

	pcb = td->td_pcb;
	switch (uap->code) {
	case LX_ARCH_SET_GS:
	case LX_ARCH_SET_FS:
		if (uap->addr >= lx_sysvec.sv_maxuser)
			return (EPERM);
		update_pcb_bases(pcb);
		set_pcb_flags(pcb, PCB_FULL_IRET);
		if (uap->code == LX_ARCH_SET_GS)
			pcb->pcb_gsbase = uap->addr;
		else
			pcb->pcb_fsbase = pcb->pcb_tlsbase = uap->addr;
		return (0);
	case LX_ARCH_GET_FS:
	case LX_ARCH_GET_GS:
		update_pcb_bases(pcb);
		value = uap->code == LX_ARCH_GET_FS ? pcb->pcb_fsbase : pcb->pcb_gsbase;
		return (copyout(&value, (void *)uap->addr, sizeof(value)));
	default:
		LX_BAD_VALUE("arch_prctl", uap->code); /* 0x3001 asks for shadow stacks */
		return (EINVAL);
	}
}
