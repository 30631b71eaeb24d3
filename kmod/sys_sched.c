/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Scheduling. Linux's real-time priorities are 1 to 99, FreeBSD's 0 to 31: they are scaled, which
 * keeps their order but not each number.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/cpuset.h>
#include <sys/rtprio.h>
#include <sys/sched.h>
#include <sys/smp.h>
#include <sys/syscallsubr.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_process.h"

static int
priority_in(int lx_priority)
{
	return ((lx_priority - LX_SCHED_PRIO_MIN) * RTP_PRIO_MAX /
		(LX_SCHED_PRIO_MAX - LX_SCHED_PRIO_MIN));
}

static int
priority_out(int priority)
{
	return (howmany(priority * (LX_SCHED_PRIO_MAX - LX_SCHED_PRIO_MIN), RTP_PRIO_MAX) +
		LX_SCHED_PRIO_MIN);
}

/* The kernel's own calls want the process unlocked or locked as they say; all here want it locked.
 */
static int
get_policy(struct thread *td, struct thread *target, int *lx_policy)
{
	int64_t value;
	int error, policy;

	error = kern_sched_getscheduler(td, target, &policy);
	if (error != 0)
		return (error);
	value = 0;
	(void)lx_value_to_linux(&lx_sched_table, policy, &value);
	*lx_policy = (int)value;
	return (0);
}

int
lx_sched_getscheduler(struct thread *td, struct lx_sched_getscheduler_args *uap)
{
	struct thread *target;
	int error, policy;

	if (uap->pid < 0)
		return (EINVAL);
	target = lx_thread_named(td, uap->pid);
	if (target == NULL)
		return (ESRCH);
	error = get_policy(td, target, &policy);
	lx_thread_put(target);
	td->td_retval[0] = error == 0 ? policy : 0;
	return (error);
}

static int
set_policy(struct thread *td, pid_t pid, int lx_policy, bool keep_policy, int lx_priority)
{
	struct sched_param native;
	struct thread *target;
	int64_t policy;
	int error;

	if (pid < 0)
		return (EINVAL);
	lx_policy &= ~LX_SCHED_RESET_ON_FORK;
	target = lx_thread_named(td, pid);
	if (target == NULL)
		return (ESRCH);
	error = keep_policy ? get_policy(td, target, &lx_policy) : 0;
	if (error == 0 && !lx_value_to_bsd(&lx_sched_table, lx_policy, &policy)) {
		LX_BAD_VALUE("scheduling policy", lx_policy);
		error = EINVAL;
	}
	if (error == 0 && policy == SCHED_OTHER) {
		native.sched_priority = 0;
		if (lx_priority != 0)
			error = EINVAL;
	} else if (error == 0) {
		if (lx_priority < LX_SCHED_PRIO_MIN || lx_priority > LX_SCHED_PRIO_MAX)
			error = EINVAL;
		else
			native.sched_priority = priority_in(lx_priority);
	}
	if (error == 0)
		error = kern_sched_setscheduler(td, target, (int)policy, &native);
	lx_thread_put(target);
	return (error);
}

int
lx_sched_setscheduler(struct thread *td, struct lx_sched_setscheduler_args *uap)
{
	int error, priority;

	error = copyin(uap->param, &priority, sizeof(priority));
	return (error != 0 ? error : set_policy(td, uap->pid, uap->policy, false, priority));
}

int
lx_sched_setparam(struct thread *td, struct lx_sched_setparam_args *uap)
{
	int error, priority;

	error = copyin(uap->param, &priority, sizeof(priority));
	return (error != 0 ? error : set_policy(td, uap->pid, 0, true, priority));
}

int
lx_sched_getparam(struct thread *td, struct lx_sched_getparam_args *uap)
{
	struct sched_param native;
	struct thread *target;
	int error, policy, priority;

	if (uap->pid < 0)
		return (EINVAL);
	target = lx_thread_named(td, uap->pid);
	if (target == NULL)
		return (ESRCH);
	error = get_policy(td, target, &policy);
	if (error == 0)
		error = kern_sched_getparam(td, target, &native);
	lx_thread_put(target);
	if (error != 0)
		return (error);
	priority = policy == LX_SCHED_FIFO || policy == LX_SCHED_RR
		       ? priority_out(native.sched_priority)
		       : 0;
	return (copyout(&priority, uap->param, sizeof(priority)));
}

static int
priority_limit(struct thread *td, int policy, int limit)
{
	switch (policy) {
	case LX_SCHED_FIFO:
	case LX_SCHED_RR:
		td->td_retval[0] = limit;
		return (0);
	case LX_SCHED_NORMAL:
	case LX_SCHED_BATCH:
	case LX_SCHED_IDLE:
		td->td_retval[0] = 0;
		return (0);
	default:
		LX_BAD_VALUE("scheduling policy", policy);
		return (EINVAL);
	}
}

int
lx_sched_get_priority_max(struct thread *td, struct lx_sched_get_priority_max_args *uap)
{
	return (priority_limit(td, uap->policy, LX_SCHED_PRIO_MAX));
}

int
lx_sched_get_priority_min(struct thread *td, struct lx_sched_get_priority_min_args *uap)
{
	return (priority_limit(td, uap->policy, LX_SCHED_PRIO_MIN));
}

int
lx_sched_rr_get_interval(struct thread *td, struct lx_sched_rr_get_interval_args *uap)
{
	struct timespec ts;
	struct thread *target;
	int error;

	if (uap->pid < 0)
		return (EINVAL);
	target = lx_thread_named(td, uap->pid);
	if (target == NULL)
		return (ESRCH);
	error = kern_sched_rr_get_interval_td(td, target, &ts);
	lx_thread_put(target);
	return (error != 0 ? error : copyout(&ts, uap->interval, sizeof(ts)));
}

/* Bytes of a CPU mask as Linux sees them here: whole words, enough for the last CPU. */
static size_t
mask_size(void)
{
	return (roundup2(howmany(mp_maxid + 1, NBBY), sizeof(u_long)));
}

/* pid or tid, for cpuset: the caller is -1 there. */
static void
which_thread(struct thread *td, pid_t pid, cpuwhich_t *which, id_t *id)
{
	*which = pid > PID_MAX || pid == 0 ? CPU_WHICH_TID : CPU_WHICH_PID;
	*id = pid == 0 ? td->td_tid : pid;
}

int
lx_sched_getaffinity(struct thread *td, struct lx_sched_getaffinity_args *uap)
{
	cpuwhich_t which;
	cpuset_t mask;
	size_t size;
	id_t id;
	int error;

	size = mask_size();
	if (uap->len < size || uap->len % sizeof(u_long) != 0) {
		LX_BAD_LENGTH("sched_getaffinity", uap->len, size);
		return (EINVAL);
	}
	which_thread(td, uap->pid, &which, &id);
	error = kern_cpuset_getaffinity(td, CPU_LEVEL_WHICH, which, id, sizeof(mask), &mask);
	if (error == 0)
		error = copyout(&mask, uap->mask, size);
	td->td_retval[0] = (register_t)size;
	return (error);
}

int
lx_sched_setaffinity(struct thread *td, struct lx_sched_setaffinity_args *uap)
{
	cpuwhich_t which;
	cpuset_t mask;
	id_t id;
	int error;

	CPU_ZERO(&mask);
	error = copyin(uap->mask, &mask, MIN(uap->len, sizeof(mask)));
	if (error != 0)
		return (error);
	CPU_AND(&mask, &mask, &all_cpus); /* Linux ignores CPUs that are not there */
	if (CPU_EMPTY(&mask))
		return (EINVAL);
	which_thread(td, uap->pid, &which, &id);
	return (kern_cpuset_setaffinity(td, CPU_LEVEL_WHICH, which, id, &mask));
}

int
lx_getcpu(struct thread *td, struct lx_getcpu_args *uap)
{
	u_int cpu, node;
	int error;

	cpu = (u_int)td->td_oncpu;
	node = cpuid_to_pcpu[cpu]->pc_domain;
	error = uap->cpu != NULL ? copyout(&cpu, uap->cpu, sizeof(cpu)) : 0;
	if (error == 0 && uap->node != NULL)
		error = copyout(&node, uap->node, sizeof(node));
	return (error);
}
