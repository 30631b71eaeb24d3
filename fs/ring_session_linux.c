/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether there are rings, and what is known before each thread makes its own. */
#include "fs/ring_session_linux.h"
#include "fs/cpus.h"

#include <fcntl.h>
#include <unistd.h>

static errnum
is_turned_on(const char **why)
{
	int fuse_fd = open("/dev/fuse", O_RDWR | O_CLOEXEC); /* loads the module */
	FILE *file = fopen("/sys/module/fuse/parameters/enable_uring", "re");
	int word;

	close_fd(&fuse_fd);
	if (file == NULL) {
		*why = "the kernel has no FUSE over io_uring";
		return ENOSYS;
	}
	word = fgetc(file);
	(void)fclose(file);
	if (word == 'Y')
		return 0;
	*why = "turned off; echo Y >/sys/module/fuse/parameters/enable_uring turns it on";
	return EPERM;
}

errnum
rings_make_uring(struct io_uring *uring, unsigned int entries)
{
	unsigned int flags =
	    IORING_SETUP_SQE128 | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;

	return -io_uring_queue_init(entries, uring, flags);
}

errnum
rings_new(struct rings **out, const char **why)
{
	struct io_uring uring;
	struct rings *rings;
	errnum error = is_turned_on(why);

	if (error != 0)
		return error;
	error = rings_make_uring(&uring, 2);
	if (error != 0) {
		*why = "no io_uring for this process";
		return error;
	}
	io_uring_queue_exit(&uring);
	*why = "out of memory or descriptors";
	rings = calloc(1, sizeof(*rings));
	if (rings == NULL)
		return ENOMEM;
	rings->queues = cpus_possible();
	rings->online = calloc(rings->queues + 1, 1);
	if (rings->queues == 0 || rings->online == NULL || pipe2(rings->stop, O_CLOEXEC) != 0) {
		error = last_error();
		free(rings->online);
		free(rings);
		return error;
	}
	cpus_mark_online(rings->online, rings->queues);
	*out = rings;
	return 0;
}

void
rings_free(struct rings *rings)
{
	if (rings == NULL)
		return;
	close_fd(&rings->stop[0]);
	close_fd(&rings->stop[1]);
	free(rings->online);
	free(rings);
}

unsigned int
rings_queues(const struct rings *rings)
{
	return rings->queues;
}

bool
rings_is_online(const struct rings *rings, unsigned int queue)
{
	return rings->online[queue] != 0;
}

size_t
rings_payload(const struct rings *rings)
{
	(void)rings;
	return RINGS_PAYLOAD;
}

void
rings_stop(struct rings *rings)
{
	close_fd(&rings->stop[1]);
}
