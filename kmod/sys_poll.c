/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * poll and select. Linux writes the time that is left back into the timeout of select, pselect6 and
 * ppoll (the C libraries hide it again for the latter two).
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/poll.h>
#include <sys/selinfo.h>
#include <sys/syscallsubr.h>
#include <sys/time.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_poll.h"
#include "kmod/tables/x86_64/lx_struct.h"

/* What is left of ts, which began at start; never negative. */
static void
remaining(const struct timespec *start, struct timespec *ts)
{
	struct timespec now;

	nanouptime(&now);
	timespecsub(&now, start, &now);
	if (timespeccmp(&now, ts, >=))
		timespecclear(ts);
	else
		timespecsub(ts, &now, ts);
}

/*
 * FreeBSD has one bit for POLLOUT and POLLWRNORM. A program that asked for one of them is told of
 * that one: wanted has the bits as they came.
 */
static short
revents_out(short revents, short wanted)
{
	uint64_t left, out;

	out = lx_flags_to_linux(&lx_poll_table, (uint16_t)revents, &left);
	if ((out & LX_POLLOUT) != 0)
		out = (out & ~(uint64_t)LX_POLLOUT) |
		      ((uint16_t)wanted & (LX_POLLOUT | LX_POLLWRNORM));
	return ((short)out);
}

static int
do_poll(struct thread *td, struct pollfd *user, u_int count, struct timespec *ts, sigset_t *set)
{
	struct pollfd *fds;
	short *wanted;
	uint64_t left;
	u_int i;
	int error;

	if (kern_poll_maxfds(count)) {
		LX_BAD_LENGTH("poll", count, 0);
		return (EINVAL);
	}
	fds = mallocarray(count + 1, sizeof(*fds), M_LXABI, M_WAITOK);
	wanted = mallocarray(count + 1, sizeof(*wanted), M_LXABI, M_WAITOK);
	error = copyin(user, fds, count * sizeof(*fds));
	for (i = 0; error == 0 && i < count; i++) {
		wanted[i] = fds[i].events;
		fds[i].events =
		    (short)lx_flags_to_bsd(&lx_poll_table, (uint16_t)fds[i].events, &left);
		if (left != 0)
			LX_BAD_FLAG("poll", (uint16_t)fds[i].events, left);
	}
	if (error == 0)
		error = kern_poll_kfds(td, fds, count, ts, set);
	/* Linux writes revents and nothing else */
	for (i = 0; error == 0 && i < count; i++) {
		fds[i].revents = revents_out(fds[i].revents, wanted[i]);
		error = copyout(&fds[i].revents, &user[i].revents, sizeof(fds[i].revents));
	}
	free(wanted, M_LXABI);
	free(fds, M_LXABI);
	return (error);
}

int
lx_poll(struct thread *td, struct lx_poll_args *uap)
{
	struct timespec ts;

	if (uap->timeout < 0)
		return (do_poll(td, uap->fds, uap->nfds, NULL, NULL));
	ts.tv_sec = uap->timeout / 1000;
	ts.tv_nsec = uap->timeout % 1000 * 1000000;
	return (do_poll(td, uap->fds, uap->nfds, &ts, NULL));
}

int
lx_ppoll(struct thread *td, struct lx_ppoll_args *uap)
{
	struct timespec start, ts, want;
	sigset_t set;
	int error;

	error = uap->set != NULL ? lx_copyin_sigset(uap->set, uap->sigsetsize, &set) : 0;
	if (error == 0 && uap->timeout != NULL)
		error = lx_copyin_timespec(uap->timeout, &want);
	if (error != 0)
		return (error);
	nanouptime(&start);
	ts = want;
	error = do_poll(td, uap->fds, uap->nfds, uap->timeout != NULL ? &ts : NULL,
	    uap->set != NULL ? &set : NULL);
	if (uap->timeout != NULL) {
		remaining(&start, &want);
		(void)copyout(&want, uap->timeout, sizeof(want)); /* Linux ignores a failure */
	}
	return (error);
}

int
lx_select(struct thread *td, struct lx_select_args *uap)
{
	struct timespec start, want;
	struct timeval tv;
	int error;

	if (uap->timeout != NULL) {
		error = copyin(uap->timeout, &tv, sizeof(tv));
		if (error != 0)
			return (error);
		if (tv.tv_sec < 0 || tv.tv_usec < 0)
			return (EINVAL);
		/* Linux takes any number of microseconds */
		tv.tv_sec += tv.tv_usec / 1000000;
		tv.tv_usec %= 1000000;
		TIMEVAL_TO_TIMESPEC(&tv, &want);
		nanouptime(&start);
	}
	error = kern_select(td, uap->nfds, (fd_set *)uap->readfds, (fd_set *)uap->writefds,
	    (fd_set *)uap->exceptfds, uap->timeout != NULL ? &tv : NULL, sizeof(u_long) * NBBY);
	if (uap->timeout != NULL) {
		remaining(&start, &want);
		TIMESPEC_TO_TIMEVAL(&tv, &want);
		(void)copyout(&tv, uap->timeout, sizeof(tv));
	}
	return (error);
}

int
lx_pselect6(struct thread *td, struct lx_pselect6_args *uap)
{
	struct lx_sigset_arg arg;
	struct timespec start, want;
	struct timeval tv;
	sigset_t set, *setp;
	int error;

	setp = NULL;
	if (uap->sig != NULL) {
		error = copyin(uap->sig, &arg, sizeof(arg));
		if (error == 0 && arg.set != 0) {
			error = lx_copyin_sigset((lx_sigset_t *)(uintptr_t)arg.set, arg.size, &set);
			setp = &set;
		}
		if (error != 0)
			return (error);
	}
	if (uap->timeout != NULL) {
		error = lx_copyin_timespec(uap->timeout, &want);
		if (error != 0)
			return (error);
		TIMESPEC_TO_TIMEVAL(&tv, &want);
		nanouptime(&start);
	}
	error = kern_pselect(td, uap->nfds, (fd_set *)uap->readfds, (fd_set *)uap->writefds,
	    (fd_set *)uap->exceptfds, uap->timeout != NULL ? &tv : NULL, setp,
	    sizeof(u_long) * NBBY);
	if (uap->timeout != NULL) {
		remaining(&start, &want);
		(void)copyout(&want, uap->timeout, sizeof(want));
	}
	return (error);
}
