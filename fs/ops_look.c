/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/ops.h"
#include "fs/ctl.h"
#include "fs/entry.h"
#include "fs/handle.h"
#include "fs/host.h"
#include "fs/invalidate.h"
#include "fs/links.h"
#include "fs/pages.h"
#include "fs/place.h"
#include "fs/setgid.h"

#include <fcntl.h>
#include <string.h>
#include <sys/statvfs.h>

void
op_lookup(fuse_req_t req, fuse_ino_t parent, const char *name)
{
	struct view *view = view_of(req);
	struct fuse_entry_param e = {0};
	errnum error = entry_find(req, node_of(view, parent), name, &e);

	count_one(&view->counters.lookups);
	if (error == ENOENT) {
		/* nodeid 0: the kernel may remember that there is nothing */
		count_one(&view->counters.misses);
		e.ino = 0;

		error = 0;
	}
	if (error != 0)
		(void)fuse_reply_err(req, error);
	else
		entry_reply(req, view, &e);
}

void
op_forget(fuse_req_t req, fuse_ino_t ino, uint64_t nlookup)
{
	struct view *view = view_of(req);

	count_one(&view->counters.forgets);
	node_unref(view, node_of(view, ino), nlookup);
	fuse_reply_none(req);
}

void
op_forget_multi(fuse_req_t req, size_t count, struct fuse_forget_data *forgets)
{
	struct view *view = view_of(req);

	for (size_t i = 0; i < count; i++) {
		count_one(&view->counters.forgets);
		node_unref(view, node_of(view, forgets[i].ino), forgets[i].nlookup);
	}
	fuse_reply_none(req);
}

static errnum
stat_any(struct view *view, struct node *node, const struct fuse_file_info *fi, struct stat *st)
{
	if (node->key.kind == NODE_CTL) {
		ctl_stat(view, node, st);
		return 0;
	}
	if (fi != NULL && fi->fh != 0 && !node->key.dir) {
		if (fstat(handle_stat_fd(handle_of(fi->fh)), st) != 0)
			return last_error();
		node_dress(view, &node->key, st);
		return 0;
	}
	return node_stat(view, node, st);
}

static void
reply_attr(fuse_req_t req, struct node *node, const struct fuse_file_info *fi)
{
	struct view *view = view_of(req);
	struct stat st;
	errnum error = stat_any(view, node, fi, &st);

	if (error != 0) {
		(void)fuse_reply_err(req, error);
		return;
	}
	pages_note_size(node, &st);
	(void)fuse_reply_attr(req, &st, node_is_changing(node) ? 0 : key_timeout(view, &node->key));
}

void
op_getattr(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *fi)
{
	count_one(&view_of(req)->counters.getattrs);
	reply_attr(req, node_of(view_of(req), ino), fi);
}

static void
times_to_set(const struct stat *attr, int to_set, struct timespec times[2])
{
	times[0] = attr->st_atim;
	times[1] = attr->st_mtim;
	if ((to_set & FUSE_SET_ATTR_ATIME_NOW) != 0)
		times[0].tv_nsec = UTIME_NOW;
	else if ((to_set & FUSE_SET_ATTR_ATIME) == 0)
		times[0].tv_nsec = UTIME_OMIT;
	if ((to_set & FUSE_SET_ATTR_MTIME_NOW) != 0)
		times[1].tv_nsec = UTIME_NOW;
	else if ((to_set & FUSE_SET_ATTR_MTIME) == 0)
		times[1].tv_nsec = UTIME_OMIT;
}

static errnum
set_size(fuse_req_t req, struct node *node, const struct fuse_file_info *fi, off_t size)
{
	cleanup_fd int opened = -1;
	int fd;

	if (fi != NULL && fi->fh != 0) {
		fd = handle_of(fi->fh)->fd;
	} else {
		errnum error = node_open(view_of(req), node, O_WRONLY, &opened);

		if (error != 0)
			return error;
		fd = opened;
	}
	if (ftruncate(fd, size) != 0)
		return last_error();
	key_note_change(view_of(req), &node->key); /* see pages_store() */
	privileges_drop(req, fd);
	return 0;
}

/*
 * Owner before mode: changing the owner clears setuid bits, which the kernel asks for in the same
 * request when it wants them kept. Before a write to a file with such bits the kernel asks for
 * nothing to be set (FUSE_HANDLE_KILLPRIV_V2), which changing the owner to what it is does here.
 */
static errnum
set_all(fuse_req_t req, struct node *node, const struct stat *attr, int to_set,
    const struct fuse_file_info *fi)
{
	struct view *view = view_of(req);
	cleanup_fd int fd = -1;
	errnum error = 0;

	if (to_set == 0 || (to_set & ~FUSE_SET_ATTR_SIZE) != 0)
		error = node_open_path(view, node, &fd);
	/* nothing to set is chown(-1, -1), which moves the change time */
	if (error == 0 && (to_set == 0 || (to_set & (FUSE_SET_ATTR_UID | FUSE_SET_ATTR_GID)) != 0))
		error = host_chown(fd, (to_set & FUSE_SET_ATTR_UID) != 0 ? attr->st_uid : (uid_t)-1,
		    (to_set & FUSE_SET_ATTR_GID) != 0 ? attr->st_gid : (gid_t)-1);
	if (error == 0 && (to_set & FUSE_SET_ATTR_MODE) != 0)
		error = host_chmod(fd, attr->st_mode & 07777);
	if (error == 0 && (to_set & FUSE_SET_ATTR_SIZE) != 0)
		error = set_size(req, node, fi, attr->st_size);
	if (error == 0 && (to_set & (FUSE_SET_ATTR_ATIME | FUSE_SET_ATTR_MTIME |
					FUSE_SET_ATTR_ATIME_NOW | FUSE_SET_ATTR_MTIME_NOW)) != 0) {
		struct timespec times[2];

		times_to_set(attr, to_set, times);
		error = host_utimes(fd, times);
	}
	return error;
}

void
op_setattr(fuse_req_t req, fuse_ino_t ino, struct stat *attr, int to_set, struct fuse_file_info *fi)
{
	struct view *view = view_of(req);
	struct node *node = node_of(view, ino);
	errnum error = EPERM;

	count_one(&view->counters.setattrs);
	if (!view->options.rw)
		error = EROFS;
	else if (node->key.kind == NODE_OBJECT)
		error = set_all(req, node, attr, to_set, fi);
	if (node->key.dir)
		node_touch(view, node, tr_front((enum tr_layer)node->key.layer));

	if (error != 0)
		(void)fuse_reply_err(req, error);
	else
		reply_attr(req, node, fi);
}

void
op_readlink(fuse_req_t req, fuse_ino_t ino)
{
	struct view *view = view_of(req);
	struct node *node = node_of(view, ino);
	cleanup_free char *path = NULL;
	cleanup_free char *rewritten = NULL;
	cleanup_fd int fd = -1;
	char target[PATH_MAX + 1];
	size_t len;
	errnum error = node_open_path(view, node, &fd);

	count_one(&view->counters.readlinks);
	if (error == 0)
		error = host_readlink(fd, target, PATH_MAX, &len);
	if (error == 0) {
		target[len] = '\0';
		if (view->options.links == TR_LINKS_ASIS) {
			(void)fuse_reply_readlink(req, target);
			return;
		}
		error = node_path(view, node, NULL, &path);
	}
	if (error == 0)
		error = links_rewrite(view->options.links, path, target, &rewritten);
	if (error != 0)
		(void)fuse_reply_err(req, error);
	else
		(void)fuse_reply_readlink(req, rewritten);
}

void
op_statfs(fuse_req_t req, fuse_ino_t ino)
{
	struct view *view = view_of(req);
	struct node *node = node_of(view, ino);
	cleanup_fd int fd = -1;
	struct statvfs st;
	errnum error;

	if (node->key.kind != NODE_OBJECT)
		node = node_of(view, 1);
	error = node_open_path(view, node, &fd);
	if (error == 0 && fstatvfs(fd, &st) != 0)
		error = last_error();
	if (error != 0)
		(void)fuse_reply_err(req, error);
	else
		(void)fuse_reply_statfs(req, &st);
}
