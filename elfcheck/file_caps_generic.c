/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/file_caps.h"

void
file_caps_save(int fd, struct file_caps *caps)
{
	(void)fd;
	caps->len = 0;
}

bool
file_caps_restore(int fd, const struct file_caps *caps)
{
	(void)fd;
	return caps->len == 0;
}
