/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/setgid.h"
#include "common/util.h"

enum {
	GROUPS_MAX = 65536
}; /* Linux' NGROUPS_MAX */

static bool
is_in_group(fuse_req_t req, gid_t gid)
{
	cleanup_free gid_t *groups = NULL;
	int count;

	if (fuse_req_ctx(req)->gid == gid)
		return true;
	groups = calloc(GROUPS_MAX, sizeof(*groups));
	count = groups == NULL ? 0 : fuse_req_getgroups(req, GROUPS_MAX, groups);
	for (int i = 0; i < count && i < GROUPS_MAX; i++)
		if (groups[i] == gid)
			return true;
	return false;
}

void
setgid_drop(fuse_req_t req, int fd)
{
	struct stat st;

	if (fuse_req_ctx(req)->uid != 0 && fstat(fd, &st) == 0 && setgid_is_odd(st.st_mode) &&
	    !is_in_group(req, st.st_gid))
		(void)fchmod(fd, st.st_mode & 07777 & ~(mode_t)S_ISGID);
}
