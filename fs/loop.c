/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/loop.h"

#include <pthread.h>
#ifdef HAVE_PTHREAD_NP_H
#include <pthread_np.h> /* pthread_timedjoin_np() */
#endif
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/queue.h>
#include <time.h>

enum {
	BASE_MIN = 2, /* one can wait while the other works */
	BASE_MAX = 8,
	TICK_MS = 5, /* without anything finished, before more threads are made */
	END_SECONDS = 1, /* for a thread to end */
	QUIET_TICKS = 200, /* with a thread to spare, before the supervisor sleeps again */
};

struct worker {
	LIST_ENTRY(worker) link;
	pthread_t thread;
	struct loop *loop;
	struct fuse_buf buf;
	bool done; /* under the lock: to be joined */
};

struct loop {
	struct fuse_session *session;
	unsigned int base;
	unsigned int max;
	pthread_mutex_t lock; /* of the list and the count */
	LIST_HEAD(, worker) workers;
	unsigned int count;
	unsigned int waiting; /* atomic: workers that wait for a request */
	uint64_t finished; /* atomic: requests that are done */
	bool awake; /* atomic: the supervisor looks by itself */
	int wake[2]; /* a pipe, written to when nobody waits while it sleeps, and when a worker ends
		      */
	sigset_t awaited; /* the signal mask while the supervisor sleeps: a signal cannot come in
			     between */
};

static void
wake_supervisor(const struct loop *loop)
{
	(void)write(loop->wake[1], "w", 1); /* full: it is awake */
}

/* The last waiting worker has got something to do. */
static void
note_busy(struct loop *loop)
{
	if (__atomic_sub_fetch(&loop->waiting, 1, __ATOMIC_ACQ_REL) == 0 &&
	    !__atomic_exchange_n(&loop->awake, true, __ATOMIC_ACQ_REL))
		wake_supervisor(loop);
}

static bool
is_spare(struct loop *loop)
{
	return __atomic_load_n(&loop->waiting, __ATOMIC_ACQUIRE) >= loop->base;
}

static void *
serve_requests(void *arg)
{
	struct worker *worker = arg;
	struct loop *loop = worker->loop;
	bool spare = false;

	while (!fuse_session_exited(loop->session) && !spare) {
		int res;

		__atomic_add_fetch(&loop->waiting, 1, __ATOMIC_ACQ_REL);
		/* cancelled here and nowhere else, when the session ends by a signal */
		(void)pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL);
		res = fuse_session_receive_buf(loop->session, &worker->buf);
		(void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
		note_busy(loop);
		if (res == -EINTR)
			continue;
		if (res <= 0) {
			/* 0: unmounted; libfuse has marked the session in either case */
			if (res < 0)
				fuse_session_exit(loop->session);
			break;
		}
		fuse_session_process_buf(loop->session, &worker->buf);
		__atomic_add_fetch(&loop->finished, 1, __ATOMIC_RELEASE);
		spare = is_spare(loop);
	}
	(void)pthread_mutex_lock(&loop->lock);
	worker->done = true;
	(void)pthread_mutex_unlock(&loop->lock);
	wake_supervisor(loop);
	return NULL;
}

/* With all signals blocked, as they are in the supervisor but while it sleeps. */
static errnum
add_worker(struct loop *loop)
{
	struct worker *worker = calloc(1, sizeof(*worker));
	errnum error;

	if (worker == NULL)
		return ENOMEM;
	worker->loop = loop;
	(void)pthread_mutex_lock(&loop->lock);
	error = pthread_create(&worker->thread, NULL, serve_requests, worker);
	if (error == 0) {
		LIST_INSERT_HEAD(&loop->workers, worker, link);
		loop->count++;
	}
	(void)pthread_mutex_unlock(&loop->lock);
	if (error != 0)
		free(worker);
	return error;
}

/* Whether a thread has ended by then. One on a mount that hangs never does. */
static bool
joined(pthread_t thread, const struct timespec *until)
{
	return pthread_timedjoin_np(thread, NULL, until) == 0;
}

/* Join those that have ended, or all. Returns how many could not be. */
static unsigned int
reap(struct loop *loop, bool all)
{
	struct worker *worker;
	struct worker *next;
	unsigned int stuck = 0;
	struct timespec until;

	(void)clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += END_SECONDS;

	(void)pthread_mutex_lock(&loop->lock);
	for (worker = LIST_FIRST(&loop->workers); worker != NULL; worker = next) {
		next = LIST_NEXT(worker, link);
		if (!worker->done && !all)
			continue;
		LIST_REMOVE(worker, link);
		loop->count--;
		(void)pthread_mutex_unlock(&loop->lock);
		if (all)
			(void)pthread_cancel(worker->thread);
		if (joined(worker->thread, &until)) {
			free(worker->buf.mem);
			free(worker);
		} else {
			stuck++;
		}
		(void)pthread_mutex_lock(&loop->lock);
		next = all ? LIST_FIRST(&loop->workers) : next;
	}
	(void)pthread_mutex_unlock(&loop->lock);
	return stuck;
}

/* Sleep until woken, or for ms (-1: no limit). True when that time has passed and nothing has
 * happened. */
static bool
timed_out(const struct loop *loop, int ms)
{
	struct timespec limit = {.tv_nsec = (long)ms * 1000000};
	struct pollfd fd = {.fd = loop->wake[0], .events = POLLIN};
	char words[64];
	int n = ppoll(&fd, 1, ms < 0 ? NULL : &limit, &loop->awaited);

	if (n > 0)
		(void)read(loop->wake[0], words, sizeof(words));
	return n == 0;
}

/* Look after the workers while all of them may be busy; back to sleep when there have been some to
 * spare for a while. */
static void
watch_busy(struct loop *loop)
{
	unsigned int quiet = 0;

	while (!fuse_session_exited(loop->session) && quiet < QUIET_TICKS) {
		uint64_t finished = __atomic_load_n(&loop->finished, __ATOMIC_ACQUIRE);

		if (!timed_out(loop, TICK_MS)) {
			(void)reap(loop, false);
			continue;
		}
		if (__atomic_load_n(&loop->waiting, __ATOMIC_ACQUIRE) > 0) {
			quiet++;
			continue;
		}
		quiet = 0;
		if (__atomic_load_n(&loop->finished, __ATOMIC_ACQUIRE) != finished)
			continue;
		for (unsigned int i = 0; i < loop->base && loop->count < loop->max; i++)
			if (add_worker(loop) != 0)
				break; /* those there are go on */
	}
	__atomic_store_n(&loop->awake, false, __ATOMIC_RELEASE);
	/* nobody will say so again if all have become busy in between */
	if (__atomic_load_n(&loop->waiting, __ATOMIC_ACQUIRE) == 0 &&
	    !__atomic_exchange_n(&loop->awake, true, __ATOMIC_ACQ_REL))
		wake_supervisor(loop);
}

errnum
loop_run(struct fuse_session *session, unsigned int base, unsigned int max_threads)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	struct loop *loop = calloc(1, sizeof(*loop)); /* a stuck thread outlives this call */
	sigset_t all;
	errnum error = 0;

	if (loop == NULL)
		return ENOMEM;
	loop->session = session;
	loop->base = base;
	loop->max = max_threads;

	if (base == 0) {
		loop->base = BASE_MIN;
		if (processors > BASE_MIN)
			loop->base = processors < BASE_MAX ? (unsigned int)processors : BASE_MAX;
	}
	if (loop->base > loop->max)
		loop->base = loop->max;
	(void)pthread_mutex_init(&loop->lock, NULL);
	if (pipe2(loop->wake, O_CLOEXEC | O_NONBLOCK) != 0) {
		error = last_error();
		free(loop);
		return error;
	}
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_BLOCK, &all, &loop->awaited);
	LIST_INIT(&loop->workers);
	while (loop->count < loop->base && error == 0)
		error = add_worker(loop);
	if (loop->count > 0)
		error = 0;
	while (!fuse_session_exited(session) && loop->count > 0) {
		(void)timed_out(loop, -1); /* also by a signal, which may have ended the session */
		(void)reap(loop, false);
		if (!fuse_session_exited(session) &&
		    __atomic_load_n(&loop->awake, __ATOMIC_ACQUIRE))
			watch_busy(loop);
	}
	if (reap(loop, true) > 0)
		return EBUSY; /* they still use what is here */
	close_fd(&loop->wake[0]);
	close_fd(&loop->wake[1]);
	(void)pthread_sigmask(SIG_SETMASK, &loop->awaited, NULL);
	(void)pthread_mutex_destroy(&loop->lock);
	free(loop);
	return error;
}
