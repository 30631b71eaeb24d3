/* SPDX-License-Identifier: BSD-2-Clause */
/* Descriptors that are no files: eventfd and timerfd, which FreeBSD has as well. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/specialfd.h>
#include <sys/syscallsubr.h>
#include <sys/timerfd.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_poll.h"
#include "kmod/tables/lx_time.h"

static int
make_eventfd(struct thread *td, u_int value, int lx_flags)
{
	struct specialfd_eventfd ae;
	uint64_t left;

	ae.initval = value;
	ae.flags = (int)lx_flags_to_bsd(&lx_eventfd_table, (uint32_t)lx_flags, &left);
	if (left != 0) {
		LX_BAD_FLAG("eventfd2", (uint32_t)lx_flags, left);
		return (EINVAL);
	}
	return (kern_specialfd(td, SPECIALFD_EVENTFD, &ae));
}

int
lx_eventfd(struct thread *td, struct lx_eventfd_args *uap)
{
	return (make_eventfd(td, uap->initval, 0));
}

int
lx_eventfd2(struct thread *td, struct lx_eventfd2_args *uap)
{
	return (make_eventfd(td, uap->initval, uap->flags));
}

static int
timerfd_flags(const char *what, int lx_flags, int *flags)
{
	uint64_t left;

	*flags = (int)lx_flags_to_bsd(&lx_timerfd_table, (uint32_t)lx_flags, &left);
	if (left != 0) {
		LX_BAD_FLAG(what, (uint32_t)lx_flags, left);
		return (EINVAL);
	}
	return (0);
}

int
lx_timerfd_create(struct thread *td, struct lx_timerfd_create_args *uap)
{
	clockid_t clock;
	int error, flags;

	error = lx_clock_to_bsd(uap->clockid, &clock);
	if (error == 0)
		error = timerfd_flags("timerfd_create", uap->flags, &flags);
	return (error != 0 ? error : kern_timerfd_create(td, clock, flags));
}

int
lx_timerfd_settime(struct thread *td, struct lx_timerfd_settime_args *uap)
{
	struct itimerspec new, old;
	int error, flags;

	error = copyin(uap->new_value, &new, sizeof(new));
	if (error == 0)
		error = timerfd_flags("timerfd_settime", uap->flags, &flags);
	if (error == 0)
		error = kern_timerfd_settime(td, uap->fd, flags, &new, &old);
	if (error == 0 && uap->old_value != NULL)
		error = copyout(&old, uap->old_value, sizeof(old));
	return (error);
}

int
lx_timerfd_gettime(struct thread *td, struct lx_timerfd_gettime_args *uap)
{
	struct itimerspec value;
	int error;

	error = kern_timerfd_gettime(td, uap->fd, &value);
	return (error != 0 ? error : copyout(&value, uap->value, sizeof(value)));
}
