/* SPDX-License-Identifier: BSD-2-Clause */
/* Ids, waiting, limits, kcmp. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/resourcevar.h>
#include <sys/syscallsubr.h>
#include <sys/ucred.h>
#include <sys/wait.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_process.h"
#include "kmod/tables/x86_64/lx_struct.h"

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

int
lx_kcmp(struct thread *td, struct lx_kcmp_args *uap)
{
	int64_t type;

	if (!lx_value_to_bsd(&lx_kcmp_table, uap->type, &type)) {
		LX_BAD_VALUE("kcmp", uap->type);
		return (EINVAL);
	}
	/* the results, 0 to 3, mean the same */
	return (kern_kcmp(td, uap->pid1, uap->pid2, (int)type, uap->idx1, uap->idx2));
}
