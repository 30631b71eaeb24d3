/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Requests by io_uring instead of /dev/fuse (Linux 6.14 and later, where the administrator has
 * turned it on).
 *
 * The kernel has a queue a processor and gives a request to the queue of the processor that its
 * program runs on. So a worker that is bound to this processor is woken there, while the program
 * goes to sleep: a change of tasks, and neither an interrupt to another processor nor one that has
 * to be woken from its idle state first, which costs several times as much.
 *
 * Each worker has a ring of its own, with one entry: a place for one request and its answer. A
 * request that hangs thus keeps its own worker and nothing else. The kernel prefers the entry that
 * was last used, so the second worker of a queue is at work only while the first one is. What is
 * for nobody to answer (FORGET, INTERRUPT) still comes by /dev/fuse.
 *
 * libfuse knows nothing of it: ring_wait() makes a request look as if it had been read from
 * /dev/fuse, and ring_answer() takes from libfuse what it would have written there.
 */
#ifndef FS_RING_H
#define FS_RING_H

#include "fs/fuse.h"

#include "common/util.h"

#include <stdbool.h>
#include <sys/uio.h>

struct rings; /* of a session */
struct ring; /* of a thread */

/*
 * Whether the kernel can. Returns 0 and the rings, to be given to rings_free(); or why not, with
 * *why in words: ENOSYS when there is no such thing here, EPERM when it is turned off.
 */
errnum rings_new(struct rings **rings, const char **why);
/* After all ring_close(). */
void rings_free(struct rings *rings);
/* How many queues must be served before the kernel uses any; one a processor, present or not. */
unsigned int rings_queues(const struct rings *rings);
/* Whether a queue's processor is there; the others' are given to ring_open() with some other one.
 */
bool rings_is_online(const struct rings *rings, unsigned int queue);
/* What the kernel must be told at INIT, so that a payload holds any request. */
size_t rings_payload(const struct rings *rings);
/* Let every ring_wait() return ECANCELED, now and from now on. */
void rings_stop(struct rings *rings);

/*
 * The calling thread's ring, for one queue, or also for all those of absent processors. It is used
 * by this thread alone, which is bound to the queue's processor.
 */
errnum ring_open(struct rings *rings, unsigned int queue, bool absent_too, struct ring **ring);
/* After INIT: offer the entries to the kernel, whose session fuse_fd is. */
errnum ring_register(struct ring *ring, int fuse_fd);
/*
 * Hand the last answer over and wait for a request. *buf then is what libfuse's
 * fuse_session_process_buf() wants, valid until the next call. EINTR: nothing came; ECANCELED:
 * rings_stop(); ENODEV: the session is over.
 */
errnum ring_wait(struct ring *ring, struct fuse_buf *buf);
void ring_close(struct ring *ring);

/*
 * What libfuse would write to /dev/fuse: true when it is the answer to the request that this
 * thread's ring has given out, which then is kept for the next ring_wait(). The operations answer
 * before they return, and have notices sent by other threads: one may have to wait for what this
 * thread has yet to answer.
 */
bool ring_answer(const struct iovec *iov, int count);
/*
 * Where the answer to this thread's request may be built to save a copy; NULL: there is no such
 * place, or it is smaller than size. What the request itself has given (names, data) remains valid,
 * but for the data of a write.
 */
void *ring_answer_room(size_t size);

#endif
