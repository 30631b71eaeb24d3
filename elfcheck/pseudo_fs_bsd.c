/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/pseudo_fs.h"

#include "common/util.h"

#include <sys/param.h>
#include <sys/mount.h>

#include <string.h>

bool
is_pseudo_fs(int fd)
{
	static const char *const types[] = {
	    "procfs", "linprocfs", "linsysfs", "devfs", "fdescfs", "mqueuefs"};
	struct statfs fs;

	if (fstatfs(fd, &fs) != 0)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (strcmp(fs.f_fstypename, types[i]) == 0)
			return true;
	return false;
}
