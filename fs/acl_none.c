/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/acl.h"

bool
acl_is_there(int path_fd)
{
	(void)path_fd;
	return false;
}

errnum
acl_permits(
    int path_fd, const struct stat *st, const struct acl_caller *caller, int want, bool *yes)
{
	(void)path_fd;
	(void)st;
	(void)caller;
	(void)want;
	(void)yes;
	return ENOTSUP;
}
