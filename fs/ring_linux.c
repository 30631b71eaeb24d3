/* SPDX-License-Identifier: BSD-2-Clause */
/* A thread's ring: its entry, requests and answers. */
#include "fs/fuse_ring.h"
#include "fs/ring_session_linux.h"

#include <poll.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/queue.h>

enum {
	PAGE = 4096,
	COPY = 128 << 10, /* the largest request but for writes: an attribute of 64 KiB */
};

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

/* A place for one request. Mapped memory: a page with the message, the payload, room for a copy. */
struct entry {
	SLIST_ENTRY(entry) link;
	struct ring *ring;
	struct ring_message *message;
	char *payload;
	char *copy;
	struct iovec parts[2]; /* for the registration */
	uint16_t queue;
	bool answered;
	uint64_t unique; /* of the request */
};

struct ring {
	struct rings *rings;
	struct io_uring uring;
	int fuse_fd;
	SLIST_HEAD(, entry) entries;
	struct entry *given; /* its request is being worked on */
};

/* An answer reaches us from below libfuse, which passes on nothing of ours: whose thread it is
 * tells. */
static _Thread_local struct ring *mine;

/*
 * What a thread does before it answers comes before what any other does about a later request. With
 * read() and write() ThreadSanitizer knows; of rings it has to be told.
 */
static void
order_after(struct rings *rings)
{
#ifdef __SANITIZE_THREAD__
	__tsan_acquire(rings);
#endif
	(void)rings;
}

static void
order_before(struct rings *rings)
{
#ifdef __SANITIZE_THREAD__
	__tsan_release(rings);
#endif
	(void)rings;
}

/* Also where the kernel's limits keep us from it, as a worker without a home it still works. */
static void
bind_to(unsigned int processor)
{
	size_t size = CPU_ALLOC_SIZE(processor + 1);
	cpu_set_t *set = CPU_ALLOC(processor + 1);

	if (set == NULL)
		return;
	CPU_ZERO_S(size, set);
	CPU_SET_S(processor, size, set);
	(void)sched_setaffinity(0, size, set);
	CPU_FREE(set);
}

static errnum
add_entry(struct ring *ring, unsigned int queue)
{
	struct entry *entry = calloc(1, sizeof(*entry));
	char *memory;

	if (entry == NULL)
		return ENOMEM;
	/* only what is touched becomes memory */
	memory = mmap(NULL, PAGE + RINGS_PAYLOAD + COPY, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (memory == MAP_FAILED) {
		errnum error = last_error();

		free(entry);
		return error;
	}
	entry->ring = ring;
	entry->message = (struct ring_message *)(void *)memory;
	entry->payload = memory + PAGE;
	entry->copy = entry->payload + RINGS_PAYLOAD;
	entry->queue = (uint16_t)queue;
	entry->parts[0] = (struct iovec){entry->message, sizeof(*entry->message)};
	entry->parts[1] = (struct iovec){entry->payload, RINGS_PAYLOAD};
	SLIST_INSERT_HEAD(&ring->entries, entry, link);
	return 0;
}

errnum
ring_open(struct rings *rings, unsigned int queue, bool absent_too, struct ring **out)
{
	struct ring *ring = calloc(1, sizeof(*ring));
	unsigned int entries = 2; /* for the stop and the queue */
	errnum error;

	if (ring == NULL)
		return ENOMEM;
	ring->rings = rings;
	SLIST_INIT(&ring->entries);
	for (unsigned int i = 0; absent_too && i < rings->queues; i++)
		entries += !rings->online[i];
	error = rings_make_uring(&ring->uring, entries);
	if (error != 0) {
		free(ring);
		return error;
	}
	bind_to(queue);
	error = add_entry(ring, queue);
	for (unsigned int i = 0; absent_too && i < rings->queues && error == 0; i++)
		if (!rings->online[i])
			error = add_entry(ring, i);
	if (error != 0) {
		ring_close(ring);
		return error;
	}
	*out = ring;
	return 0;
}

void
ring_close(struct ring *ring)
{
	struct entry *entry;

	if (ring == NULL)
		return;
	if (mine == ring)
		mine = NULL;
	io_uring_queue_exit(&ring->uring);
	while ((entry = SLIST_FIRST(&ring->entries)) != NULL) {
		SLIST_REMOVE_HEAD(&ring->entries, link);
		(void)munmap(entry->message, PAGE + RINGS_PAYLOAD + COPY);
		free(entry);
	}
	free(ring);
}

/* There is room for one of each entry, so the first try does. */
static struct io_uring_sqe *
new_submission(struct io_uring *uring)
{
	struct io_uring_sqe *sqe;

	while ((sqe = io_uring_get_sqe(uring)) == NULL)
		(void)io_uring_submit(uring);
	memset(sqe, 0, 2 * sizeof(*sqe)); /* IORING_SETUP_SQE128 */
	return sqe;
}

static struct io_uring_sqe *
new_command(struct entry *entry, uint32_t what, uint64_t commit_id)
{
	struct io_uring_sqe *sqe = new_submission(&entry->ring->uring);
	struct ring_command command = {.commit_id = commit_id, .queue = entry->queue};

	sqe->opcode = IORING_OP_URING_CMD;
	sqe->fd = entry->ring->fuse_fd;
	sqe->cmd_op = what;
	sqe->user_data = (uint64_t)(uintptr_t)entry;
	memcpy(sqe->cmd, &command, sizeof(command));
	return sqe;
}

errnum
ring_register(struct ring *ring, int fuse_fd)
{
	struct io_uring_sqe *sqe = new_submission(&ring->uring);
	struct entry *entry;
	int n;

	ring->fuse_fd = fuse_fd;
	(void)io_uring_register_ring_fd(&ring->uring); /* saves a look-up of it each time */
	io_uring_prep_poll_add(sqe, ring->rings->stop[0], POLLIN);
	SLIST_FOREACH (entry, &ring->entries, link) {
		sqe = new_command(entry, RING_REGISTER, 0);
		sqe->addr = (uint64_t)(uintptr_t)entry->parts;
		sqe->len = ARRAY_LEN(entry->parts);
	}
	mine = ring;
	n = io_uring_submit(&ring->uring);
	return n < 0 ? -n : 0;
}

/* As if it had been read from /dev/fuse: head, argument and payload in one. */
static errnum
take_request(struct entry *entry, struct fuse_buf *buf)
{
	const struct ring_message *message = entry->message;
	size_t payload = message->entry.payload_size;
	size_t len = message->head.in.len;
	size_t head = sizeof(message->head.in);
	char *start;

	if (payload > RINGS_PAYLOAD || len < head + payload ||
	    len - head - payload > RING_HEAD_SIZE)
		return EPROTO;
	entry->unique = message->head.in.unique;
	entry->answered = false;
	if (message->head.in.opcode == FUSE_WRITE || len > COPY) {
		/* before the data, which stay where they are; nothing of them is needed for the
		 * answer
		 */
		start = entry->payload - (len - payload);
	} else {
		start = entry->copy;
		memcpy(start + len - payload, entry->payload, payload);
	}
	memcpy(start, &message->head.in, head);
	memcpy(start + head, message->argument, len - head - payload);
	*buf = (struct fuse_buf){.mem = start, .size = len};
	entry->ring->given = entry;
	return 0;
}

/* Each request needs an answer, or its program waits for ever. */
static void
commit_given(struct ring *ring)
{
	struct entry *entry = ring->given;
	struct ring_message *message;

	if (entry == NULL)
		return;
	message = entry->message;
	if (!entry->answered) {
		message->head.out = (struct fuse_out_header){
		    .len = sizeof(message->head.out), .error = -EIO, .unique = entry->unique};
		message->entry.payload_size = 0;
	}
	(void)new_command(entry, RING_COMMIT_AND_FETCH, message->entry.commit_id);
	ring->given = NULL;
}

errnum
ring_wait(struct ring *ring, struct fuse_buf *buf)
{
	struct io_uring_cqe *cqe;
	struct entry *entry;
	int n;

	commit_given(ring);
	order_before(ring->rings);
	/*
	 * In two system calls: the program that this answers runs as soon as the first is over
	 * (yield.h), and its next request, which is there when it sleeps, finds a worker that was
	 * interrupted and not one that sleeps. To put one to sleep and to wake it costs more than
	 * the second call.
	 */
	n = io_uring_submit(&ring->uring);
	if (n >= 0)
		n = io_uring_submit_and_wait(&ring->uring, 1);
	if (n == -EAGAIN || n == -EBUSY)
		return EINTR; /* short of memory: what was to be submitted still is */
	if (n < 0)
		return -n;
	if (io_uring_peek_cqe(&ring->uring, &cqe) != 0)
		return EINTR;
	entry = io_uring_cqe_get_data(cqe);
	n = cqe->res;
	io_uring_cqe_seen(&ring->uring, cqe);
	if (entry == NULL)
		return ECANCELED;
	if (n < 0)
		return n == -ENOTCONN || n == -ECANCELED ? ENODEV : -n;
	order_after(ring->rings);
	return take_request(entry, buf);
}

bool
ring_answer(const struct iovec *iov, int count)
{
	const struct fuse_out_header *out = iov[0].iov_base;
	struct entry *entry = mine != NULL ? mine->given : NULL;
	size_t used = 0;

	if (entry == NULL || iov[0].iov_len < sizeof(*out) || out->unique != entry->unique)
		return false;
	for (int i = 0; i < count; i++) {
		/* libfuse puts the header into a part of its own */
		if (i == 0)
			continue;
		if (iov[i].iov_len > RINGS_PAYLOAD - used)
			return true; /* not answered: EIO */
		if (iov[i].iov_base != entry->payload + used) /* ring_answer_room() */
			memmove(entry->payload + used, iov[i].iov_base, iov[i].iov_len);
		used += iov[i].iov_len;
	}
	memcpy(&entry->message->head.out, out, sizeof(*out));
	entry->message->entry.payload_size = (uint32_t)used;
	entry->answered = true;
	return true;
}

void *
ring_answer_room(size_t size)
{
	struct entry *entry = mine != NULL ? mine->given : NULL;

	return entry != NULL && size <= RINGS_PAYLOAD ? entry->payload : NULL;
}
