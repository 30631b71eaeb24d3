/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/loop_worker.h"
#include "fs/ring.h"

#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum {
	BASE_MIN = 2, /* one can wait while the other works */
	BASE_MAX = 8,
	RING_BASE = 2, /* for each queue, as above; 4 take a tenth more time with many programs */
	TICK_MS = 5, /* without anything finished, before more threads are made */
	QUIET_TICKS = 200, /* with a thread to spare, before the supervisor sleeps again */
};

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
		if (crew_is_watched(loop, &loop->crews[i]) && is_all_busy(&loop->crews[i]))
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

		if (crew_is_watched(loop, crew) && is_all_busy(crew) && finished == seen[i])
			for (unsigned int n = 0; n < crew->base && loop->count < loop->max; n++)
				if (loop_add_worker(loop, crew, false, false) != 0)
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
			(void)loop_reap(loop, false);
			continue;
		}
		quiet = is_any_all_busy(loop) ? 0 : quiet + 1;
		help_stuck(loop, seen);
	}
	free(seen);
	__atomic_store_n(&loop->awake, false, __ATOMIC_RELEASE);
	/* nobody will say so again if all have become busy in between */
	if (is_any_all_busy(loop))
		loop_wake(loop);
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
			    loop_add_worker(loop, &loop->crews[i], true, first) != 0) {
				loop_set_gate(loop, GATE_SHUT);
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
		loop_set_gate(loop, GATE_SHUT);
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
	/* by the device the worker that is woken is on another processor anyway */
	loop->yield = view->rings != NULL ? yield_new() : NULL;
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
	yield_free(loop->yield);
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
		loop_set_gate(loop, GATE_SHUT);
	while (readers < loop->crews[0].base && error == 0) {
		error = loop_add_worker(loop, &loop->crews[0], true, false);
		readers += error == 0;
	}
	if (readers > 0)
		error = 0;
	while (!fuse_session_exited(loop->session) && readers > 0 && loop->count > 0) {
		(void)timed_out(loop, -1); /* also by a signal, which may have ended the session */
		(void)loop_reap(loop, false);
		if (!fuse_session_exited(loop->session) &&
		    __atomic_load_n(&loop->awake, __ATOMIC_ACQUIRE))
			watch_busy(loop);
	}
	yield_stop(loop->yield); /* who is cancelled does not leave it */
	loop_set_gate(loop, GATE_SHUT);
	if (view->rings != NULL)
		rings_stop(view->rings);
	if (loop_reap(loop, true) > 0)
		return EBUSY; /* they still use what is here */
	(void)pthread_sigmask(SIG_SETMASK, &loop->awaited, NULL);
	loop_free(loop);
	return error;
}
