/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The threads that serve a session.
 *
 * The kernel wakes waiting threads in turn, so more of them than processors only move the work
 * about: with one client libfuse's pool of ten needs about twice the time of two threads. But a
 * thread whose request waits (a cold disk, a mount that hangs) serves nobody. So there is a worker
 * a processor, and a supervisor that adds more whenever none has finished anything for some
 * milliseconds; the extra ones leave when they are idle.
 */
#ifndef FS_LOOP_H
#define FS_LOOP_H

#include "fs/fuse.h"
#include "fs/view.h"

/*
 * Serve until the session is unmounted or a signal ends it (fuse_set_signal_handlers). At most
 * max_threads. Returns 0, or why no thread could be had.
 */
errnum loop_run(struct view *view, unsigned int base, unsigned int max_threads);

/* How many threads rings (ring.h) need at least. */
unsigned int loop_ring_threads(const struct rings *rings);

#endif
