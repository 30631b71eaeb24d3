/* SPDX-License-Identifier: BSD-2-Clause */
/* Clocks, sleeping, interval timers. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/resourcevar.h>
#include <sys/syscallsubr.h>
#include <sys/time.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_time.h"
#include "kmod/tables/x86_64/lx_auxv.h"
#include "kmod/tables/x86_64/lx_struct.h"

int
lx_clock_to_bsd(int lx_clock, clockid_t *clock)
{
	int64_t value;

	if (!lx_value_to_bsd(&lx_clock_table, lx_clock, &value)) {
		LX_BAD_VALUE("clock", lx_clock);
		return (EINVAL);
	}
	*clock = (clockid_t)value;
	return (0);
}

int
lx_copyin_timespec(const struct timespec *user, struct timespec *ts)
{
	int error;

	error = copyin(user, ts, sizeof(*ts));
	if (error != 0) {
		LX_BAD_FAULT("timespec", (uintptr_t)user, sizeof(*ts));
		return (error);
	}
	if (ts->tv_sec < 0 || !timespecvalid_interval(ts)) {
		LX_BAD_LENGTH("tv_nsec", (uint64_t)ts->tv_nsec, 999999999);
		return (EINVAL);
	}
	return (0);
}

/* The clock of another process or thread, by id. */
static int
cpu_clock(struct thread *td, const struct lx_cpu_clock *cpu, struct timespec *ts)
{
	struct thread *target;
	int error;

	target = lx_thread_named(td, cpu->id);
	if (target == NULL)
		return (EINVAL);
	error = target == td ? 0 : p_cansee(td, target->td_proc);
	if (error == 0 && cpu->thread)
		kern_thread_cputime(target == td ? NULL : target, ts);
	else if (error == 0)
		kern_process_cputime(target->td_proc, ts);
	lx_thread_put(target);
	return (error != 0 ? EINVAL : 0);
}

static int
get_time(struct thread *td, int which, struct timespec *ts)
{
	struct lx_cpu_clock cpu;
	clockid_t clock;
	int error;

	if (lx_cpu_clock(which, &cpu))
		return (cpu_clock(td, &cpu, ts));
	error = lx_clock_to_bsd(which, &clock);
	return (error != 0 ? error : kern_clock_gettime(td, clock, ts));
}

int
lx_clock_gettime(struct thread *td, struct lx_clock_gettime_args *uap)
{
	struct timespec ts;
	int error;

	error = get_time(td, uap->which, &ts);
	return (error != 0 ? error : copyout(&ts, uap->tp, sizeof(ts)));
}

int
lx_clock_settime(struct thread *td, struct lx_clock_settime_args *uap)
{
	struct timespec ts;
	clockid_t clock;
	int error;

	error = lx_clock_to_bsd(uap->which, &clock);
	if (error == 0)
		error = lx_copyin_timespec(uap->tp, &ts);
	return (error != 0 ? error : kern_clock_settime(td, clock, &ts));
}

int
lx_clock_getres(struct thread *td, struct lx_clock_getres_args *uap)
{
	struct lx_cpu_clock cpu;
	struct timespec ts;
	clockid_t clock;
	int error;

	error = 0;
	if (lx_cpu_clock(uap->which, &cpu))
		clock = CLOCK_PROCESS_CPUTIME_ID;
	else
		error = lx_clock_to_bsd(uap->which, &clock);
	if (error == 0)
		error = kern_clock_getres(td, clock, &ts);
	if (error != 0 || uap->tp == NULL)
		return (error);
	return (copyout(&ts, uap->tp, sizeof(ts)));
}

static int
do_sleep(struct thread *td, clockid_t clock, int flags, const struct timespec *want,
    struct timespec *left)
{
	struct timespec rqt, rmt;
	int error, other;

	error = lx_copyin_timespec(want, &rqt);
	if (error != 0)
		return (error);
	error = kern_clock_nanosleep(td, clock, flags, &rqt, &rmt);
	if (error == EINTR && left != NULL && (flags & TIMER_ABSTIME) == 0) {
		other = copyout(&rmt, left, sizeof(rmt));
		if (other != 0)
			error = other;
	}
	return (error);
}

int
lx_nanosleep(struct thread *td, struct lx_nanosleep_args *uap)
{
	return (do_sleep(td, CLOCK_UPTIME, 0, uap->rqtp, uap->rmtp));
}

int
lx_clock_nanosleep(struct thread *td, struct lx_clock_nanosleep_args *uap)
{
	clockid_t clock;
	uint64_t left;
	int error, flags;

	flags = (int)lx_flags_to_bsd(&lx_timer_table, (uint32_t)uap->flags, &left);
	if (left != 0) {
		LX_BAD_FLAG("clock_nanosleep", (uint32_t)uap->flags, left);
		return (EINVAL);
	}
	error = lx_clock_to_bsd(uap->which, &clock);
	/* a thread cannot sleep on its own CPU time */
	if (error == 0 && uap->which == LX_CLOCK_THREAD_CPUTIME_ID)
		error = EINVAL;
	return (error != 0 ? error : do_sleep(td, clock, flags, uap->rqtp, uap->rmtp));
}

int
lx_time(struct thread *td, struct lx_time_args *uap)
{
	struct timeval tv;
	long now;

	microtime(&tv);
	now = tv.tv_sec;
	td->td_retval[0] = now;
	return (uap->t != NULL ? copyout(&now, uap->t, sizeof(now)) : 0);
}

static int64_t
ticks_of(const struct timeval *tv)
{
	return (tv->tv_sec * LX_CLKTCK + tv->tv_usec * LX_CLKTCK / 1000000);
}

int
lx_times(struct thread *td, struct lx_times_args *uap)
{
	struct timeval ctv, cstv, now, stv, utv;
	struct lx_tms tms;
	struct proc *p;

	p = td->td_proc;
	if (uap->buf != NULL) {
		PROC_LOCK(p);
		PROC_STATLOCK(p);
		calcru(p, &utv, &stv);
		PROC_STATUNLOCK(p);
		calccru(p, &ctv, &cstv);
		PROC_UNLOCK(p);
		tms.tms_utime = ticks_of(&utv);
		tms.tms_stime = ticks_of(&stv);
		tms.tms_cutime = ticks_of(&ctv);
		tms.tms_cstime = ticks_of(&cstv);
		if (copyout(&tms, uap->buf, sizeof(tms)) != 0)
			return (EFAULT);
	}
	microuptime(&now);
	td->td_retval[0] = ticks_of(&now);
	return (0);
}

int
lx_getitimer(struct thread *td, struct lx_getitimer_args *uap)
{
	struct itimerval it;
	int error;

	error = kern_getitimer(td, (u_int)uap->which, &it);
	return (error != 0 ? error : copyout(&it, uap->itv, sizeof(it)));
}

int
lx_setitimer(struct thread *td, struct lx_setitimer_args *uap)
{
	struct itimerval it, old;
	int error;

	bzero(&it, sizeof(it)); /* no new value: stop */
	error = uap->itv != NULL ? copyin(uap->itv, &it, sizeof(it)) : 0;
	if (error == 0)
		error = kern_setitimer(td, (u_int)uap->which, &it, &old);
	if (error != 0 || uap->oitv == NULL)
		return (error);
	return (copyout(&old, uap->oitv, sizeof(old)));
}

int
lx_alarm(struct thread *td, struct lx_alarm_args *uap)
{
	struct itimerval it, old;
	int error;

	bzero(&it, sizeof(it));
	it.it_value.tv_sec = MIN(uap->secs, INT32_MAX / 2);
	error = kern_setitimer(td, ITIMER_REAL, &it, &old);
	if (error != 0)
		return (error);
	/* a rest counts as a second, so that a running alarm never answers 0 */
	td->td_retval[0] = old.it_value.tv_sec + (old.it_value.tv_usec >= 500000);
	if (td->td_retval[0] == 0 && old.it_value.tv_usec != 0)
		td->td_retval[0] = 1;
	return (0);
}
