/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/access.h"
#include "common/util.h"

enum {
	GROUPS_MAX = 65536
}; /* Linux' NGROUPS_MAX */

bool
access_in_group(fuse_req_t req, gid_t gid)
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

bool
access_permits(fuse_req_t req, const struct stat *st, int want)
{
	uid_t uid = fuse_req_ctx(req)->uid;
	mode_t bits = st->st_mode & 07;

	if (uid == 0)
		return true;
	if (uid == st->st_uid)
		bits = st->st_mode >> 6 & 07;
	else if ((st->st_mode >> 3 & 07) != bits && access_in_group(req, st->st_gid))
		bits = st->st_mode >> 3 & 07;
	return ((mode_t)want & ~bits) == 0; /* R_OK, W_OK and X_OK are the mode's own bits */
}

bool
access_may_remove(fuse_req_t req, const struct stat *dir, const struct stat *st)
{
	uid_t uid = fuse_req_ctx(req)->uid;

	if (!access_permits(req, dir, W_OK | X_OK))
		return false;
	return (dir->st_mode & S_ISVTX) == 0 || uid == 0 || uid == dir->st_uid || uid == st->st_uid;
}
