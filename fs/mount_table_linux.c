/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/mount_table.h"

#include <fcntl.h>
#include <poll.h>
#include <string.h>

/* The whole of a proc file, which has no size of its own. */
static errnum
read_all(const char *path, char **out)
{
	cleanup_file FILE *in = fopen(path, "re");
	char *text = NULL;
	size_t size = 0;

	if (in == NULL)
		return last_error();
	if (getdelim(&text, &size, '\0', in) < 0) {
		errnum error = ferror(in) ? last_error() : 0;

		free(text);
		if (error != 0)
			return error;
		text = strdup("");
		if (text == NULL)
			return ENOMEM;
	}
	*out = text;
	return 0;
}

errnum
mount_table_read(mount_row_fn *fn, void *arg)
{
	cleanup_free char *text = NULL;
	errnum error = read_all("/proc/self/mountinfo", &text);

	return error != 0 ? error : mount_table_parse(text, fn, arg);
}

errnum
mount_table_watch(int *fd)
{
	int watch = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);

	if (watch < 0)
		return last_error();
	*fd = watch;
	return 0;
}

errnum
mount_table_wait(int fd, int stop_fd, int ms)
{
	/* proc_pid_mountinfo(5): a change is an exceptional condition */
	struct pollfd fds[] = {{.fd = fd, .events = POLLPRI}, {.fd = stop_fd, .events = POLLIN}};

	for (;;) {
		int n = poll(fds, ARRAY_LEN(fds), ms);

		if (n == 0)
			return ETIMEDOUT;
		if (n < 0) {
			if (errno == EINTR)
				continue;
			return last_error();
		}
		if (fds[1].revents != 0)
			return ECANCELED;
		if (fds[0].revents != 0)
			return 0;
	}
}
