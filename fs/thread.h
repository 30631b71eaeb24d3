/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FS_THREAD_H
#define FS_THREAD_H

#include "common/util.h"

#include <pthread.h>
#ifdef HAVE_PTHREAD_NP_H
#include <pthread_np.h> /* pthread_timedjoin_np() */
#endif
#include <signal.h>
#include <stdbool.h>
#include <time.h>

/* pthread_create(3) of a thread that takes no signals: they are for the one that serves the
 * session. */
static inline errnum
quiet_thread(pthread_t *thread, void *(*start)(void *), void *arg)
{
	sigset_t all;
	sigset_t old;
	errnum error;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_BLOCK, &all, &old);
	error = pthread_create(thread, NULL, start, arg);
	(void)pthread_sigmask(SIG_SETMASK, &old, NULL);
	return error;
}

/* Some seconds from now, for thread_joined(). */
static inline struct timespec
thread_deadline(unsigned int seconds)
{
	struct timespec until;

	(void)clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += (time_t)seconds;
	return until;
}

/*
 * Wait for a thread's end. False: it has not come by then. One that waits for what hangs never
 * ends.
 */
static inline bool
thread_joined(pthread_t thread, const struct timespec *until)
{
	return pthread_timedjoin_np(thread, NULL, until) == 0;
}

#endif
