/* SPDX-License-Identifier: BSD-2-Clause */
/* POSIX timers, which FreeBSD has as well: what differs is how the event is described. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/signal.h>
#include <sys/syscallsubr.h>
#include <sys/time.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_time.h"

/* struct sigevent as the kernel has it: 64 bytes. */
struct lx_sigevent {
	uint64_t value;
	int32_t signo;
	int32_t notify;
	int32_t tid;
	int32_t pad[11];
};
_Static_assert(sizeof(struct lx_sigevent) == 64, "sigevent");

enum {
	LX_SIGEV_SIGNAL = 0,
	LX_SIGEV_NONE = 1,
	LX_SIGEV_THREAD_ID = 4,
};

/* A thread of this process, by the program's number for it; FreeBSD wants its own. */
static int
own_thread(struct thread *td, int tid, int *native)
{
	struct thread *target;

	target = lx_thread_find(td->td_proc->p_pid, tid);
	if (target == NULL)
		return (EINVAL);
	*native = target->td_tid;
	lx_thread_put(target);
	return (0);
}

static int
event_in(struct thread *td, const struct lx_sigevent *user, struct sigevent *ev)
{
	struct lx_sigevent from;
	int error;

	error = copyin(user, &from, sizeof(from));
	if (error != 0)
		return (error);
	bzero(ev, sizeof(*ev));
	ev->sigev_value.sival_ptr = (void *)(uintptr_t)from.value;
	switch (from.notify) {
	case LX_SIGEV_NONE:
		ev->sigev_notify = SIGEV_NONE;
		return (0);
	case LX_SIGEV_SIGNAL:
		ev->sigev_notify = SIGEV_SIGNAL;
		break;
	case LX_SIGEV_THREAD_ID:
		ev->sigev_notify = SIGEV_THREAD_ID;
		error = own_thread(td, from.tid, &ev->sigev_notify_thread_id);
		if (error != 0)
			return (error);
		break;
	default:
		LX_BAD_VALUE("sigev_notify", from.notify);
		return (EINVAL);
	}
	ev->sigev_signo =
	    from.signo > 0 && from.signo <= LX_NSIG ? lx_signal_to_bsd(from.signo) : 0;
	if (ev->sigev_signo == 0) {
		SDT_PROBE2(lxabi, , translate, signal, from.signo, 0);
		return (EINVAL);
	}
	return (0);
}

int
lx_timer_create(struct thread *td, struct lx_timer_create_args *uap)
{
	struct sigevent ev;
	clockid_t clock;
	int error, id;

	error = lx_clock_to_bsd(uap->which, &clock);
	if (error == 0 && uap->evp != NULL)
		error = event_in(td, uap->evp, &ev);
	/* FreeBSD has timers on two clocks */
	if (error == 0 && clock == CLOCK_UPTIME)
		clock = CLOCK_MONOTONIC;
	if (error == 0)
		error = kern_ktimer_create(td, clock, uap->evp != NULL ? &ev : NULL, &id, -1);
	if (error != 0)
		return (error);
	error = copyout(&id, uap->timerid, sizeof(id));
	if (error != 0)
		(void)kern_ktimer_delete(td, id);
	return (error);
}

int
lx_timer_settime(struct thread *td, struct lx_timer_settime_args *uap)
{
	struct itimerspec new, old;
	uint64_t left;
	int error, flags;

	flags = (int)lx_flags_to_bsd(&lx_timer_table, (uint32_t)uap->flags, &left);
	if (left != 0)
		LX_BAD_FLAG("timer_settime", (uint32_t)uap->flags, left); /* Linux ignores them */
	error = copyin(uap->new_value, &new, sizeof(new));
	if (error == 0)
		error = kern_ktimer_settime(
		    td, uap->timerid, flags, &new, uap->old_value != NULL ? &old : NULL);
	if (error == 0 && uap->old_value != NULL)
		error = copyout(&old, uap->old_value, sizeof(old));
	return (error);
}

int
lx_timer_gettime(struct thread *td, struct lx_timer_gettime_args *uap)
{
	struct itimerspec value;
	int error;

	error = kern_ktimer_gettime(td, uap->timerid, &value);
	return (error != 0 ? error : copyout(&value, uap->value, sizeof(value)));
}

int
lx_timer_getoverrun(struct thread *td, struct lx_timer_getoverrun_args *uap)
{
	return (kern_ktimer_getoverrun(td, uap->timerid));
}

int
lx_timer_delete(struct thread *td, struct lx_timer_delete_args *uap)
{
	return (kern_ktimer_delete(td, uap->timerid));
}
