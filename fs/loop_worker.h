/* SPDX-License-Identifier: BSD-2-Clause */
/* Internal to loop*.c: loop.c is the supervisor, loop_worker.c what the threads do. */
#ifndef FS_LOOP_WORKER_H
#define FS_LOOP_WORKER_H

#include "fs/loop.h"
#include "fs/yield.h"

#include <pthread.h>
#include <signal.h>
#include <sys/queue.h>

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
	struct yielder *yielder; /* of one that has a ring, or NULL */
	struct fuse_buf buf; /* of the device; a ring has its own */
	bool first; /* of all rings' */
	bool needed; /* one of those that were made at the start */
	bool done; /* under the lock: to be joined */
};

struct loop {
	struct view *view;
	struct fuse_session *session;
	struct yield *yield; /* or NULL */
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

/* Has the supervisor look by itself, if it does not yet. */
void loop_wake(struct loop *loop);

/* Whether somebody waits for what a crew does: not for the device's beside rings. The queue of an
 * absent processor has no crew. */
bool crew_is_watched(struct loop *loop, const struct crew *crew);

/* From GATE_CLOSED only. */
void loop_set_gate(struct loop *loop, enum gate gate);

/* With all signals blocked, as they are in the supervisor but while it sleeps. EAGAIN, ENOMEM. */
errnum loop_add_worker(struct loop *loop, struct crew *crew, bool needed, bool first);

/* Join those that have ended, or all. Returns how many could not be. */
unsigned int loop_reap(struct loop *loop, bool all);

#endif
