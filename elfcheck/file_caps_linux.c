/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/file_caps.h"

#include <sys/types.h>
#include <sys/xattr.h>

static const char name[] = "security.capability";

void
file_caps_save(int fd, struct file_caps *caps)
{
	ssize_t n = fgetxattr(fd, name, caps->value, sizeof(caps->value));

	caps->len = n > 0 ? (size_t)n : 0;
}

bool
file_caps_restore(int fd, const struct file_caps *caps)
{
	return caps->len == 0 || fsetxattr(fd, name, caps->value, caps->len, 0) == 0;
}
