/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FS_THREAD_H
#define FS_THREAD_H

#include "common/util.h"

#include <pthread.h>
#include <signal.h>

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

#endif
