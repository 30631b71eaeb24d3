/* SPDX-License-Identifier: BSD-2-Clause */
/* New names: made in compat if the parent directory exists there, else in root, as the caller. */
#include "fs/ops.h"
#include "fs/backing.h"
#include "fs/creds.h"
#include "fs/ctl.h"
#include "fs/entry.h"
#include "fs/host.h"
#include "fs/pages.h"
#include "fs/place.h"

#include <fcntl.h>
#include <string.h>

/* Where a new name goes, and the caller's identity while it is made. */
struct making {
	fuse_req_t req;
	struct view *view;
	struct node *parent;
	const char *name;
	struct pair pair;
	enum tr_half half;
	int fd; /* of the half's directory; borrowed from pair */
	struct creds creds;
};

static errnum
making_begin(fuse_req_t req, fuse_ino_t parent, const char *name, struct making *m)
{
	struct view *view = view_of(req);
	const struct fuse_ctx *ctx = fuse_req_ctx(req);
	errnum error;

	*m = (struct making){
	    .req = req, .view = view, .parent = node_of(view, parent), .name = name};
	count_one(&view->counters.makes);
	if (!view->options.rw)
		return EROFS;
	if (m->parent->key.kind != NODE_OBJECT || ctl_is_name(view, m->parent, name))
		return EPERM;
	error = pair_get(view, m->parent, &m->pair);
	if (error != 0)
		return error;
	m->half = tr_create_half(&m->pair.dir);
	m->fd = m->pair.dir.fd[m->half];
	creds_enter(&m->creds, ctx->uid, ctx->gid, view->own_umask ? ctx->umask : 0);
	return 0;
}

/* Back to the daemon's identity. error is what the making gave; a new object is handed over to the
 * caller. */
static errnum
making_made(struct making *m, errnum error)
{
	creds_leave(&m->creds);
	node_touch(m->view, m->parent, m->half);
	return error != 0 ? error : creds_give(&m->creds, m->fd, m->name);
}

/* What was made, for the kernel. A directory may have a second half now. */
static errnum
making_entry(struct making *m, struct fuse_entry_param *e)
{
	struct tr_entry entry = {.layer = (enum tr_layer)(1U << m->half)};
	uint64_t changes = view_changes(m->view);

	if (fstatat(m->fd, m->name, &entry.st[m->half], AT_SYMLINK_NOFOLLOW) != 0)
		return last_error();
	if (S_ISDIR(entry.st[m->half].st_mode)) {
		errnum error = entry_look(m->req, m->parent, &m->pair, m->name, &entry);

		if (error != 0)
			return error;
	}
	return entry_fill(m->view, m->parent, m->name, &entry, changes, e);
}

static void
making_reply(fuse_req_t req, struct making *m, errnum error)
{
	struct fuse_entry_param e = {0};

	error = making_made(m, error);
	if (error == 0)
		error = making_entry(m, &e);
	pair_put(&m->pair);
	if (error != 0)
		(void)fuse_reply_err(req, error);
	else
		entry_reply(req, m->view, &e);
}

void
op_mknod(fuse_req_t req, fuse_ino_t parent, const char *name, mode_t mode, dev_t rdev)
{
	struct making m;
	errnum error = making_begin(req, parent, name, &m);

	if (error != 0) {
		(void)fuse_reply_err(req, error);
		return;
	}
	error = host_mknod(m.fd, name, creds_mode(&m.creds, mode), rdev);
	making_reply(req, &m, error);
}

void
op_mkdir(fuse_req_t req, fuse_ino_t parent, const char *name, mode_t mode)
{
	struct making m;
	errnum error = making_begin(req, parent, name, &m);

	if (error != 0) {
		(void)fuse_reply_err(req, error);
		return;
	}
	error = mkdirat(m.fd, name, creds_mode(&m.creds, mode)) == 0 ? 0 : last_error();
	making_reply(req, &m, error);
}

void
op_symlink(fuse_req_t req, const char *target, fuse_ino_t parent, const char *name)
{
	struct making m;
	errnum error = making_begin(req, parent, name, &m);

	if (error != 0) {
		(void)fuse_reply_err(req, error);
		return;
	}
	error = symlinkat(target, m.fd, name) == 0 ? 0 : last_error();
	making_reply(req, &m, error);
}

/* Where only root may link what a descriptor holds: by its name, and what came of it is checked. */
static errnum
link_by_name(struct view *view, struct node *node, int dir_fd, const char *name)
{
	struct place place;
	struct stat st;
	errnum error = place_get(view, node, &place);

	if (error != 0)
		return error;
	error = linkat(place.fd, place.name, dir_fd, name, 0) == 0 ? 0 : last_error();
	place_put(view, &place);
	if (error == 0 && (fstatat(dir_fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
			      !key_is(view, &node->key, &st))) {
		(void)unlinkat(dir_fd, name, 0);
		error = ESTALE;
	}
	return error;
}

void
op_link(fuse_req_t req, fuse_ino_t ino, fuse_ino_t new_parent, const char *new_name)
{
	struct view *view = view_of(req);
	struct node *node = node_of(view, ino);
	struct fuse_entry_param e = {0};
	cleanup_fd int source = -1;
	struct making m;
	errnum error = node->key.kind != NODE_OBJECT ? EPERM : node_open_path(view, node, &source);

	if (error == 0)
		error = making_begin(req, new_parent, new_name, &m);
	if (error != 0) {
		(void)fuse_reply_err(req, error);
		return;
	}
	/* the object keeps its owner, so nothing is given away */
	error = host_link(source, m.fd, new_name);
	if (error == ENOTSUP)
		error = link_by_name(view, node, m.fd, new_name);
	creds_leave(&m.creds);
	node_touch(view, m.parent, m.half);
	if (error == 0)
		error = making_entry(&m, &e);
	pair_put(&m.pair);
	if (error != 0)
		(void)fuse_reply_err(req, error);
	else
		entry_reply(req, view, &e);
}

/*
 * The flags that a backing file is opened with. O_APPEND is left out: the kernel also writes dirty
 * pages back by any open file, to where they belong. O_DIRECT too: buffers come through FUSE
 * unaligned.
 */
static int
backing_flags(int flags)
{
#ifdef O_DIRECT
	flags &= ~O_DIRECT;
#endif
	return flags & ~(O_APPEND | O_NOFOLLOW);
}

/* Whether the view shows an object under the name, which a hidden library is not. */
static bool
is_shown(struct making *m)
{
	struct tr_entry entry;

	return entry_look(m->req, m->parent, &m->pair, m->name, &entry) == 0;
}

void
op_create(
    fuse_req_t req, fuse_ino_t parent, const char *name, mode_t mode, struct fuse_file_info *fi)
{
	struct fuse_entry_param e = {0};
	cleanup_fd int fd = -1;
	struct making m;
	bool stale = false;
	int id = 0;
	errnum error = making_begin(req, parent, name, &m);

	if (error != 0) {
		(void)fuse_reply_err(req, error);
		return;
	}
	/*
	 * The kernel has found nothing under the name and has checked nothing but the directory: an
	 * object that is there after all must not be opened with our privilege. ESTALE makes the
	 * kernel look again.
	 */
	error = creds_create(&m.creds, m.fd, name,
	    backing_flags(fi->flags) | O_CREAT | O_EXCL | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY |
		O_CLOEXEC,
	    creds_mode(&m.creds, mode & 07777), &fd);
	creds_leave(&m.creds);
	node_touch(m.view, m.parent, m.half);
	if (error == EEXIST && (fi->flags & O_EXCL) == 0 && is_shown(&m))
		error = ESTALE;
	if (error == 0) {
		struct tr_entry entry = {.layer = (enum tr_layer)(1U << m.half)};
		uint64_t changes = view_changes(m.view);

		error = fstat(fd, &entry.st[m.half]) == 0 ? 0 : last_error();
		if (error == 0)
			error = entry_fill(m.view, m.parent, name, &entry, changes, &e);
	}
	pair_put(&m.pair);
	if (error == 0) {
		struct node *node = node_of(m.view, e.ino);

		pages_doubt(node); /* of another file with the same number, once */
		error = file_attach(m.view, node, steal_fd(&fd), fi, &id, &stale);
		if (node_is_changing(node))
			e.attr_timeout = 0;
		if (error != 0)
			node_unref(m.view, node, 1);
	}
	if (error != 0) {
		(void)fuse_reply_err(req, error);
	} else if (backing_reply_create(req, &e, fi, id) != 0) {
		file_detach(m.view, node_of(m.view, e.ino), fi);
		node_unref(m.view, node_of(m.view, e.ino), 1);
	}
}
