/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/loop_worker.h"
#include "fs/init.h"
#include "fs/log.h"
#include "fs/ring.h"
#include "fs/thread.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	END_SECONDS = 1, /* for a thread to end */
	FORGET_MS = 2, /* between two looks for what need not be answered; see serve_device() */
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

void
loop_wake(struct loop *loop)
{
	if (!__atomic_load_n(&loop->awake, __ATOMIC_ACQUIRE) &&
	    !__atomic_exchange_n(&loop->awake, true, __ATOMIC_ACQ_REL))
		wake_supervisor(loop);
}

static void
note_finished(struct worker *worker)
{
	__atomic_add_fetch(&worker->crew->finished, 1, __ATOMIC_RELEASE);
	yield_note(worker->loop->yield, worker->yielder);
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

bool
crew_is_watched(struct loop *loop, const struct crew *crew)
{
	return crew->base > 0 && (crew == loop->crews) != is_gate(loop, GATE_OPEN);
}

/* The last waiting worker has got something to do. */
static void
note_busy(struct loop *loop, struct crew *crew)
{
	if (__atomic_sub_fetch(&crew->waiting, 1, __ATOMIC_ACQ_REL) == 0 &&
	    crew_is_watched(loop, crew))
		loop_wake(loop);
}

void
loop_set_gate(struct loop *loop, enum gate gate)
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
	static const struct timespec some_ms = {.tv_nsec = FORGET_MS * 1000000L};
	struct loop *loop = worker->loop;
	struct crew *crew = worker->crew;
	bool spare = false;

	while (!fuse_session_exited(loop->session) && !spare) {
		int res;

		note_waiting(crew);
		/*
		 * Cancelled here and nowhere else, when the session ends by a signal. Nothing whose
		 * address is taken may be on the stack then: AddressSanitizer would find its marks.
		 */
		(void)pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL);
		if (is_gate(loop, GATE_OPEN))
			(void)nanosleep(&some_ms, NULL);
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
		note_finished(worker);
		if (is_gate(loop, GATE_CLOSED)) /* that was INIT */
			loop_set_gate(
			    loop, init_has(loop->view, INIT_OVER_IO_URING) ? GATE_OPEN : GATE_SHUT);
		spare = is_spare(crew);
	}
}

/* Not inlined: what it has on its stack would be on that of serve_device(), too. */
static void __attribute__((noinline))
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
				note_finished(worker);
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
	if (worker->crew == loop->crews) {
		serve_device(worker);
	} else {
		worker->yielder = yield_join(loop->yield);
		serve_ring(worker);
		yield_leave(loop->yield, worker->yielder);
	}
	(void)pthread_mutex_lock(&loop->lock);
	worker->done = true;
	(void)pthread_mutex_unlock(&loop->lock);
	wake_supervisor(loop);
	return NULL;
}

errnum
loop_add_worker(struct loop *loop, struct crew *crew, bool needed, bool first)
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

unsigned int
loop_reap(struct loop *loop, bool all)
{
	struct worker *worker;
	struct worker *next;
	unsigned int stuck = 0;
	const struct timespec until = thread_deadline(END_SECONDS);

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
		if (thread_joined(worker->thread, &until)) {
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
