/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/ring.h"

errnum
rings_new(struct rings **rings, const char **why)
{
	(void)rings;
	*why = NO_RINGS_WHY;
	return ENOSYS;
}

void
rings_free(struct rings *rings)
{
	(void)rings;
}

unsigned int
rings_queues(const struct rings *rings)
{
	(void)rings;
	return 0;
}

bool
rings_is_online(const struct rings *rings, unsigned int queue)
{
	(void)rings;
	(void)queue;
	return false;
}

size_t
rings_payload(const struct rings *rings)
{
	(void)rings;
	return 0;
}

void
rings_stop(struct rings *rings)
{
	(void)rings;
}

errnum
ring_open(struct rings *rings, unsigned int queue, bool absent_too, struct ring **ring)
{
	(void)rings;
	(void)queue;
	(void)absent_too;
	(void)ring;
	return ENOSYS;
}

errnum
ring_register(struct ring *ring, int fuse_fd)
{
	(void)ring;
	(void)fuse_fd;
	return ENOSYS;
}

errnum
ring_wait(struct ring *ring, struct fuse_buf *buf)
{
	(void)ring;
	(void)buf;
	return ENOSYS;
}

void
ring_close(struct ring *ring)
{
	(void)ring;
}

bool
ring_answer(const struct iovec *iov, int count)
{
	(void)iov;
	(void)count;
	return false;
}

void *
ring_answer_room(size_t size)
{
	(void)size;
	return NULL;
}
