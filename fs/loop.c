/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/loop.h"
#include "fs/init.h"
#include "fs/log.h"
#include "fs/ring.h"

#include <pthread.h>
#ifdef HAVE_PTHREAD_NP_H
#include <pthread_np.h> /* pthread_timedjoin_np() */
#endif
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/queue.h>
#include <time.h>

enum {
	BASE_MIN = 2, /* one can wait while the other works */
	BASE_MAX = 8,
	RING_BASE = 2, /* for each queue, as above; 4 take a tenth more time with many programs */
	TICK_MS = 5, /* without anything finished, before more threads are made */
	END_SECONDS = 1, /* for a thread to end */
	QUIET_TICKS = 200, /* with a thread to spare, before the supervisor sleeps again */
	FORGET_MS = 2, /* between two looks for what need not be answered; see serve_device() */
};

/* Threads that take from one source: the device, or a queue of the rings. */
struct crew {
	_Alignas(64) unsigned int waiting; /* atomic: workers that wait for a request */
	uint64_t finished; /* atomic: requests that are done */
	unsigned int base; /* so many wait when all is well; 0: there is no such crew */
};

/* Whether the rings are used is known when INIT is answered; their threads wait for it. */
enum gate {
	GATE_CLOSED,
	GATE_OPEN,
	GATE_SHUT, /* for good */
};

struct worker {
	LIST_ENTRY(worker) link;
	pthread_t thread;
	struct loop *loop;
	struct crew *crew;
	struct fuse_buf buf; /* of the device; a ring has its own */
	bool first; /* of all rings' */
	bool needed; /* one of those that were made at the start */
	bool done; /* under the lock: to be joined */
};

struct loop {
	struct view *view;
	struct fuse_session *session;
	struct crew *crews; /* the device's, and one a queue that is used */
	unsigned int crew_count;
	unsigned int max;
	pthread_mutex_t lock; /* of all to the next blank line */
	LIST_HEAD(, worker) workers;
	unsigned int count;
	enum gate gate;
	unsigned int opened; /* rings */
	unsigned int failed;
	pthread_cond_t changed; /* the three above */

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

static void
note_waiting(struct crew *crew)
{
	__atomic_add_fetch(&crew->waiting, 1, __ATOMIC_ACQ_REL);
}

static void
wake_once(struct loop *loop)
{
	if (!__atomic_load_n(&loop->awake, __ATOMIC_ACQUIRE) &&
	    !__atomic_exchange_n(&loop->awake, true, __ATOMIC_ACQ_REL))
		wake_supervisor(loop);
}

static void
note_finished(struct crew *crew)
{
	__atomic_add_fetch(&crew->finished, 1, __ATOMIC_RELEASE);
}

static bool
is_spare(const struct crew *crew)
{
	return __atomic_load_n(&crew->waiting, __ATOMIC_ACQUIRE) >= crew->base;
}

static bool
is_gate(struct loop *loop, enum gate gate)
{
	return __atomic_load_n(&loop->gate, __ATOMIC_ACQUIRE) == gate;
}

/* Whether somebody waits for what a crew does: not for the device's beside rings. The queue of an
 * absent processor has no crew. */
static bool
is_watched(struct loop *loop, const struct crew *crew)
{
	return crew->base > 0 && (crew == loop->crews) != is_gate(loop, GATE_OPEN);
}

/* The last waiting worker has got something to do. */
static void
note_busy(struct loop *loop, struct crew *crew)
{
	if (__atomic_sub_fetch(&crew->waiting, 1, __ATOMIC_ACQ_REL) == 0 && is_watched(loop, crew))
		wake_once(loop);
}

static void
set_gate(struct loop *loop, enum gate gate)
{
	(void)pthread_mutex_lock(&loop->lock);
	if (loop->gate == GATE_CLOSED)
		__atomic_store_n(&loop->gate, gate, __ATOMIC_RELEASE);
	(void)pthread_cond_broadcast(&loop->changed);
	(void)pthread_mutex_unlock(&loop->lock);
}

/* The kernel does not want them after all. */
static void
give_up_rings(struct loop *loop)
{
	(void)pthread_mutex_lock(&loop->lock);
	__atomic_store_n(&loop->gate, GATE_SHUT, __ATOMIC_RELEASE);
	loop->view->by_rings = false;
	(void)pthread_mutex_unlock(&loop->lock);
}

/* The worker is done with its ring's making. True when the ring is to be used. */
static bool
pass_gate(struct loop *loop, bool opened)
{
	bool open;

	(void)pthread_mutex_lock(&loop->lock);
	if (opened)
		loop->opened++;
	else
		loop->failed++;
	(void)pthread_cond_broadcast(&loop->changed);
	while (opened && loop->gate == GATE_CLOSED)
		(void)pthread_cond_wait(&loop->changed, &loop->lock);
	open = opened && loop->gate == GATE_OPEN;
	(void)pthread_mutex_unlock(&loop->lock);
	return open;
}

/*
 * Where rings are in use only what needs no answer comes by the device, forgets above all. One
 * thread takes them, some milliseconds' worth at a time: to be woken for each would cost the
 * program that causes them more than all the rest.
 */
static void
serve_device(struct worker *worker)
{
	struct loop *loop = worker->loop;
	struct crew *crew = worker->crew;
	bool spare = false;

	while (!fuse_session_exited(loop->session) && !spare) {
		int res;

		note_waiting(crew);
		/* cancelled here and nowhere else, when the session ends by a signal */
		(void)pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL);
		if (is_gate(loop, GATE_OPEN))
			(void)nanosleep(&(struct timespec){.tv_nsec = FORGET_MS * 1000000L}, NULL);
		res = fuse_session_receive_buf(loop->session, &worker->buf);
		(void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
		note_busy(loop, crew);
		if (res == -EINTR)
			continue;
		if (res <= 0) {
			/* 0: unmounted; libfuse has marked the session in either case */
			if (res < 0)
				fuse_session_exit(loop->session);
			break;
		}
		fuse_session_process_buf(loop->session, &worker->buf);
		note_finished(crew);
		if (is_gate(loop, GATE_CLOSED)) /* that was INIT */
			set_gate(
			    loop, init_has(loop->view, INIT_OVER_IO_URING) ? GATE_OPEN : GATE_SHUT);
		spare = is_spare(crew);
	}
}

static void
serve_ring(struct worker *worker)
{
	struct loop *loop = worker->loop;
	struct crew *crew = worker->crew;
	struct ring *ring = NULL;
	bool served = false;
	unsigned int queue = (unsigned int)(crew - loop->crews) - 1;
	errnum error = ring_open(loop->view->rings, queue, worker->first, &ring);

	if (pass_gate(loop, error == 0)) {
		error = ring_register(ring, fuse_session_fd(loop->session));
		while (error == 0 && !fuse_session_exited(loop->session)) {
			struct fuse_buf buf;

			note_waiting(crew);
			error = ring_wait(ring, &buf);
			note_busy(loop, crew);
			if (error == EINTR) {
				error = 0;
			} else if (error == 0) {
				fuse_session_process_buf(loop->session, &buf);
				note_finished(crew);
				served = true;
			}
		}
		if (error == EOPNOTSUPP && !served) {
			/* turned off between INIT and its answer */
			give_up_rings(loop);
			ring_close(ring);
			return;
		}
		if (error != ECANCELED && error != ENODEV && error != 0)
			log_error(loop->view->log, "io_uring: %s", strerror(error));
		/* no one else would serve its queue, or answer what may be in it */
		if (worker->needed || served)
			fuse_session_exit(loop->session);
	}
	ring_close(ring);
}

static void *
serve_requests(void *arg)
{
	struct worker *worker = arg;
	struct loop *loop = worker->loop;

	(void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
	if (worker->crew == loop->crews)
		serve_device(worker);
	else
		serve_ring(worker);
	(void)pthread_mutex_lock(&loop->lock);
	worker->done = true;
	(void)pthread_mutex_unlock(&loop->lock);
	wake_supervisor(loop);
	return NULL;
}

/* With all signals blocked, as they are in the supervisor but while it sleeps. */
static errnum
add_worker(struct loop *loop, struct crew *crew, bool needed, bool first)
{
	struct worker *worker = calloc(1, sizeof(*worker));
	errnum error;

	if (worker == NULL)
		return ENOMEM;
	worker->loop = loop;
	worker->crew = crew;
	worker->needed = needed;
	worker->first = first;
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
	/* all first: those that can end do so while others are waited for */
	LIST_FOREACH (worker, &loop->workers, link)
		if (all)
			(void)pthread_cancel(worker->thread);
	for (worker = LIST_FIRST(&loop->workers); worker != NULL; worker = next) {
		next = LIST_NEXT(worker, link);
		if (!worker->done && !all)
			continue;
		LIST_REMOVE(worker, link);
		loop->count--;
		(void)pthread_mutex_unlock(&loop->lock);
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

static bool
is_all_busy(struct crew *crew)
{
	return __atomic_load_n(&crew->waiting, __ATOMIC_ACQUIRE) == 0;
}

static bool
is_any_all_busy(struct loop *loop)
{
	for (unsigned int i = 0; i < loop->crew_count; i++)
		if (is_watched(loop, &loop->crews[i]) && is_all_busy(&loop->crews[i]))
			return true;
	return false;
}

/* More workers for those crews that have done nothing since the last look; seen has their counts.
 */
static void
help_stuck(struct loop *loop, uint64_t *seen)
{
	for (unsigned int i = 0; i < loop->crew_count; i++) {
		struct crew *crew = &loop->crews[i];
		uint64_t finished = __atomic_load_n(&crew->finished, __ATOMIC_ACQUIRE);

		if (is_watched(loop, crew) && is_all_busy(crew) && finished == seen[i])
			for (unsigned int n = 0; n < crew->base && loop->count < loop->max; n++)
				if (add_worker(loop, crew, false, false) != 0)
					break; /* those there are go on */
		seen[i] = finished;
	}
}

/* Look after the workers while all of a crew may be busy; back to sleep when there have been some
 * to spare for a while. */
static void
watch_busy(struct loop *loop)
{
	uint64_t *seen = calloc(loop->crew_count, sizeof(*seen));
	unsigned int quiet = 0;

	while (seen != NULL && !fuse_session_exited(loop->session) && quiet < QUIET_TICKS) {
		if (!timed_out(loop, TICK_MS)) {
			(void)reap(loop, false);
			continue;
		}
		quiet = is_any_all_busy(loop) ? 0 : quiet + 1;
		help_stuck(loop, seen);
	}
	free(seen);
	__atomic_store_n(&loop->awake, false, __ATOMIC_RELEASE);
	/* nobody will say so again if all have become busy in between */
	if (is_any_all_busy(loop))
		wake_once(loop);
}

static unsigned int
device_base(unsigned int base)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (base != 0)
		return base;
	if (processors <= BASE_MIN)
		return BASE_MIN;
	return processors < BASE_MAX ? (unsigned int)processors : BASE_MAX;
}

unsigned int
loop_ring_threads(const struct rings *rings)
{
	unsigned int threads = 0;

	for (unsigned int i = 0; i < rings_queues(rings); i++)
		threads += rings_is_online(rings, i) ? RING_BASE : 0;
	return threads;
}

/*
 * All of the rings, or none: once the kernel is told of them it gives nothing to anybody before all
 * its queues are served.
 */
static void
make_rings(struct loop *loop)
{
	unsigned int needed = 0;
	bool first = true;

	for (unsigned int i = 1; i < loop->crew_count; i++) {
		if (!rings_is_online(loop->view->rings, i - 1))
			continue;
		loop->crews[i].base = RING_BASE;
		for (unsigned int n = 0; n < RING_BASE; n++) {
			needed++;
			if (loop->count >= loop->max ||
			    add_worker(loop, &loop->crews[i], true, first) != 0) {
				set_gate(loop, GATE_SHUT);
				return;
			}
			first = false;
		}
	}
	(void)pthread_mutex_lock(&loop->lock);
	while (loop->opened < needed && loop->failed == 0)
		(void)pthread_cond_wait(&loop->changed, &loop->lock);
	(void)pthread_mutex_unlock(&loop->lock);
	if (loop->failed > 0)
		set_gate(loop, GATE_SHUT);
	else
		loop->view->rings_ready = true;
}

static errnum
loop_new(struct view *view, unsigned int base, unsigned int max_threads, struct loop **out)
{
	struct loop *loop = calloc(1, sizeof(*loop));
	errnum error = 0;

	if (loop == NULL)
		return ENOMEM;
	loop->crew_count = 1 + (view->rings != NULL ? rings_queues(view->rings) : 0);
	loop->crews = aligned_alloc(_Alignof(struct crew), loop->crew_count * sizeof(*loop->crews));
	if (loop->crews == NULL)
		error = ENOMEM;
	else if (pipe2(loop->wake, O_CLOEXEC | O_NONBLOCK) != 0)
		error = last_error();
	if (error != 0) {
		free(loop->crews);
		free(loop);
		return error;
	}
	memset(loop->crews, 0, loop->crew_count * sizeof(*loop->crews));
	loop->view = view;
	loop->session = view->session;
	loop->max = max_threads;
	loop->crews[0].base = device_base(base);
	if (loop->crews[0].base > max_threads)
		loop->crews[0].base = max_threads;
	(void)pthread_mutex_init(&loop->lock, NULL);
	(void)pthread_cond_init(&loop->changed, NULL);
	LIST_INIT(&loop->workers);
	*out = loop;
	return 0;
}

static void
loop_free(struct loop *loop)
{
	close_fd(&loop->wake[0]);
	close_fd(&loop->wake[1]);
	(void)pthread_cond_destroy(&loop->changed);
	(void)pthread_mutex_destroy(&loop->lock);
	free(loop->crews);
	free(loop);
}

errnum
loop_run(struct view *view, unsigned int base, unsigned int max_threads)
{
	struct loop *loop; /* a stuck thread outlives this call */
	sigset_t all;
	errnum error = loop_new(view, base, max_threads, &loop);
	unsigned int readers = 0;

	if (error != 0)
		return error;
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_BLOCK, &all, &loop->awaited);
	if (view->rings != NULL)
		make_rings(loop);
	else
		set_gate(loop, GATE_SHUT);
	while (readers < loop->crews[0].base && error == 0) {
		error = add_worker(loop, &loop->crews[0], true, false);
		readers += error == 0;
	}
	if (readers > 0)
		error = 0;
	while (!fuse_session_exited(loop->session) && readers > 0 && loop->count > 0) {
		(void)timed_out(loop, -1); /* also by a signal, which may have ended the session */
		(void)reap(loop, false);
		if (!fuse_session_exited(loop->session) &&
		    __atomic_load_n(&loop->awake, __ATOMIC_ACQUIRE))
			watch_busy(loop);
	}
	set_gate(loop, GATE_SHUT);
	if (view->rings != NULL)
		rings_stop(view->rings);
	if (reap(loop, true) > 0)
		return EBUSY; /* they still use what is here */
	(void)pthread_sigmask(SIG_SETMASK, &loop->awaited, NULL);
	loop_free(loop);
	return error;
}
