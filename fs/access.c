/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/access.h"
#include "common/util.h"
#include "fs/acl.h"
#include "fs/ops.h"

enum {
	GROUPS_FEW = 32, /* enough for nearly everybody */
	GROUPS_MAX = 65536, /* Linux' NGROUPS_MAX */
};

static bool
has_group(const gid_t *groups, int count, int room, gid_t gid)
{
	for (int i = 0; i < count && i < room; i++)
		if (groups[i] == gid)
			return true;
	return false;
}

bool
access_in_group(fuse_req_t req, gid_t gid)
{
	gid_t few[GROUPS_FEW];
	cleanup_free gid_t *many = NULL;
	int count;

	if (fuse_req_ctx(req)->gid == gid)
		return true;
	count = fuse_req_getgroups(req, GROUPS_FEW, few);
	if (count <= GROUPS_FEW)
		return has_group(few, count, GROUPS_FEW, gid);
	many = calloc(GROUPS_MAX, sizeof(*many));
	count = many == NULL ? 0 : fuse_req_getgroups(req, GROUPS_MAX, many);
	return has_group(many, count, GROUPS_MAX, gid);
}

static bool
caller_in_group(void *arg, gid_t gid)
{
	return access_in_group(arg, gid);
}

bool
access_permits(fuse_req_t req, int path_fd, const struct stat *st, int want)
{
	struct acl_caller caller = {
	    .uid = fuse_req_ctx(req)->uid, .arg = req, .in_group = caller_in_group};
	mode_t bits = st->st_mode & 07;
	bool yes;

	if (caller.uid == 0)
		return true;
	if (acl_permits(path_fd, st, &caller, want, &yes) == 0)
		return yes;
	if (caller.uid == st->st_uid)
		bits = st->st_mode >> 6 & 07;
	else if ((st->st_mode >> 3 & 07) != bits && access_in_group(req, st->st_gid))
		bits = st->st_mode >> 3 & 07;
	return ((mode_t)want & ~bits) == 0; /* R_OK, W_OK and X_OK are the mode's own bits */
}

bool
access_may_remove(fuse_req_t req, int dir_fd, const struct stat *dir, const struct stat *st)
{
	uid_t uid = fuse_req_ctx(req)->uid;

	if (!access_permits(req, dir_fd, dir, W_OK | X_OK))
		return false;
	return (dir->st_mode & S_ISVTX) == 0 || uid == 0 || uid == dir->st_uid || uid == st->st_uid;
}

/* Whether the caller may not search the root half of the directory that pair is open on. */
static bool
is_barred_here(fuse_req_t req, const struct pair *pair)
{
	return pair->restricted && !access_permits(req, pair->dir.fd[TR_R], &pair->root_st, X_OK);
}

bool
access_is_barred(fuse_req_t req, struct node *node, const struct pair *pair)
{
	struct view *view = view_of(req);
	bool barred = is_barred_here(req, pair);

	if (fuse_req_ctx(req)->uid == 0)
		return false;
	node_ref(node);
	while (!barred && node->key.layer == TR_BOTH && node_is_restricted(node)) {
		char name[NAME_MAX + 1];
		struct node *parent;
		struct pair above;

		if (node_location(view, node, &parent, name) != 0)
			break;
		node_unref(view, node, 1);
		node = parent;
		if (pair_get(view, node, &above) != 0)
			break;
		barred = is_barred_here(req, &above);
		pair_put(&above);
	}
	node_unref(view, node, 1);
	return barred;
}
