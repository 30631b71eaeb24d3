/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/yield_group.h"
#include "common/util.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* proc_sched_autogroup_set_nice() takes a number. */
static bool
set_nice(int fd, const char *nice)
{
	return write(fd, nice, 1) == 1;
}

int
yield_group_open(void)
{
	cleanup_fd int fd =
	    getsid(0) == getpid() ? open("/proc/self/autogroup", O_RDWR | O_CLOEXEC) : -1;
	char text[64];
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
	int nice;

	if (n <= 0)
		return -1;
	text[n] = '\0';
	if (sscanf(text, "/autogroup-%*d nice %d", &nice) != 1 || nice != 0)
		return -1;
	/* without the privilege there is no second time within a tenth of a second */
	for (int i = 0; i < 2; i++)
		if (!set_nice(fd, "0"))
			return -1;
	return steal_fd(&fd);
}

void
yield_group_lower(int fd, bool lower)
{
	if (fd >= 0)
		(void)set_nice(fd, lower ? "5" : "0");
}
