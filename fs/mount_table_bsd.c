/* SPDX-License-Identifier: BSD-2-Clause */
/* getfsstat(2) for the table, kqueue's EVFILT_FS for its changes. */
#include "fs/mount_table.h"

#include <sys/param.h>
#include <sys/event.h>
#include <sys/mount.h>
#include <sys/ucred.h>

errnum
mount_table_read(mount_row_fn *fn, void *arg)
{
	cleanup_free struct statfs *list = NULL;
	int room = getfsstat(NULL, 0, MNT_NOWAIT);
	int count;

	if (room < 0)
		return last_error();
	room += 16; /* mounts that come in between */
	list = calloc((size_t)room, sizeof(*list));
	if (list == NULL)
		return ENOMEM;
	count = getfsstat(list, (long)((size_t)room * sizeof(*list)), MNT_NOWAIT);
	if (count < 0)
		return last_error();
	for (int i = 0; i < count; i++) {
		struct mount_row row = {.path = list[i].f_mntonname,
		    .type = list[i].f_fstypename,
		    .dev = (dev_t)list[i].f_fsid.val[0]};
		errnum error = fn(arg, &row);

		if (error != 0)
			return error;
	}
	return 0;
}

errnum
mount_table_watch(int *fd)
{
	struct kevent change;
	int queue = kqueue();

	if (queue < 0)
		return last_error();
	EV_SET(&change, 0, EVFILT_FS, EV_ADD | EV_CLEAR, 0, 0, NULL);
	if (kevent(queue, &change, 1, NULL, 0, NULL) < 0) {
		errnum error = last_error();

		close_fd(&queue);
		return error;
	}
	*fd = queue;
	return 0;
}

errnum
mount_table_wait(int fd, int stop_fd, int ms)
{
	struct kevent change;
	struct kevent got;
	struct timespec limit = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000};

	EV_SET(&change, (uintptr_t)stop_fd, EVFILT_READ, EV_ADD, 0, 0, NULL);
	for (;;) {
		int n = kevent(fd, &change, 1, &got, 1, &limit);

		if (n == 0)
			return ETIMEDOUT;
		if (n < 0 && errno != EINTR)
			return last_error();
		if (n == 1)
			return got.filter == EVFILT_READ ? ECANCELED : 0;
	}
}
