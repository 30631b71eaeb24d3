/* SPDX-License-Identifier: BSD-2-Clause */
/* Internal to ring*_linux.c: what all rings of a session share. */
#ifndef FS_RING_SESSION_LINUX_H
#define FS_RING_SESSION_LINUX_H

#include "fs/ring.h"

#include <liburing.h>

enum {
	RINGS_PAYLOAD = 1 << 20, /* as much as a request can have on other transports, too */
};

struct rings {
	unsigned int queues;
	unsigned char *online; /* a byte a queue */
	int stop[2];
};

/*
 * Only the thread that made it uses a ring, and takes what has come when it asks for it. As
 * io_uring_queue_init(3).
 */
errnum rings_make_uring(struct io_uring *uring, unsigned int entries);

#endif
