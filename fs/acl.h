/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A directory's POSIX ACL, as far as the view must know it: acl_linux.c. Elsewhere (acl_none.c)
 * there are only modes; FreeBSD's fusefs does not carry ACLs either.
 */
#ifndef FS_ACL_H
#define FS_ACL_H

#include "common/util.h"

#include <stdbool.h>
#include <sys/stat.h>

enum {
	ACL_SIZE_MAX = 8192
};

/* Who asks. */
struct acl_caller {
	uid_t uid;
	void *arg;
	bool (*in_group)(void *arg, gid_t gid);
};

/* Whether the object has an ACL that says more than its mode. */
bool acl_is_there(int path_fd);

/*
 * Whether the ACL of the object with attributes st gives all of want (R_OK, W_OK, X_OK) to the
 * caller (acl(5), "access check algorithm"). ENODATA when there is none.
 */
errnum acl_permits(
    int path_fd, const struct stat *st, const struct acl_caller *caller, int want, bool *yes);

#endif
