/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Open files. The kernel's page cache of a file outlives its opens (keep_cache) as long as the
 * backing file is as it was: its version (size, mtime, ctime) is remembered with the node.
 */
#include "fs/ops.h"
#include "fs/ctl.h"
#include "fs/foreign.h"
#include "fs/handle.h"
#include "fs/host.h"
#include "fs/place.h"
#include "fs/setgid.h"
#include "fs/version.h"

#include <fcntl.h>
#include <string.h>

errnum
file_attach(struct view *view, struct node *node, int fd, struct fuse_file_info *fi)
{
	struct handle *handle = calloc(1, sizeof(*handle));

	if (handle == NULL) {
		close_fd(&fd);
		return ENOMEM;
	}
	handle->node = node;
	handle->fd = fd;
	node_lock(view, node);
	LIST_INSERT_HEAD(&node->handles, handle, link);
	node_unlock(view, node);
	fi->fh = (uint64_t)(uintptr_t)handle;
	/* nothing can be lost at close when nothing was written */
	fi->noflush = (fi->flags & O_ACCMODE) == O_RDONLY;
	return 0;
}

void
file_detach(struct view *view, struct fuse_file_info *fi)
{
	struct handle *handle = handle_of(fi->fh);

	if (handle->fd >= 0) {
		node_lock(view, handle->node);
		LIST_REMOVE(handle, link);
		node_unlock(view, handle->node);
		close_fd(&handle->fd);
	}
	free(handle->text);
	free(handle);
}

/* A control file says what is so now, for as long as it is open. */
static errnum
open_ctl(struct view *view, struct node *node, struct fuse_file_info *fi)
{
	struct handle *handle;
	errnum error;

	if ((fi->flags & O_ACCMODE) != O_RDONLY)
		return EACCES;
	handle = calloc(1, sizeof(*handle));
	if (handle == NULL)
		return ENOMEM;
	handle->node = node;
	handle->fd = -1;
	error = ctl_text(view, node, &handle->text, &handle->text_size);
	if (error != 0) {
		free(handle);
		return error;
	}
	fi->fh = (uint64_t)(uintptr_t)handle;
	fi->direct_io = 1; /* its size is not known before it is read */
	return 0;
}

/* elf=deny: whether node is a foreign library that was fallen through to. */
static bool
is_denied(struct view *view, struct node *node)
{
	struct place place;
	enum ec_brand brand;
	struct stat st;
	bool denied;

	if (view->options.elf != ELF_DENY || place_get(view, node, &place) != 0)
		return false;
	denied = place.half == TR_R && !place.parent->key.alone &&
		 foreign_is_library_name(place.name) &&
		 fstatat(place.fd, place.name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		 foreign_check(view, place.fd, place.name, &st, &brand);
	if (denied)
		foreign_report(view, place.parent, place.name, brand, "denied");
	place_put(view, &place);
	return denied;
}

/*
 * Whether the kernel's pages of node are those of st; remembers st's version. *stale: the kernel
 * has seen another one, and may still have its attributes where they are kept without a limit
 * (nobody tells of writes through mmap(2)).
 */
static bool
same_version(struct view *view, struct node *node, const struct stat *st, bool *stale)
{
	uint64_t version = stat_version(st);
	bool same;

	node_lock(view, node);
	same = node->stamp == version;
	*stale = !same && node->stamp != 0 && view->coherence != NULL;
	node->stamp = version;
	node_unlock(view, node);
	return same;
}

/* The access a backing file needs: FreeBSD also asks with O_EXEC, which reading serves. */
static int
access_of(int flags)
{
	int access = flags & O_ACCMODE;

	return access == O_WRONLY || access == O_RDWR ? access : O_RDONLY;
}

static errnum
open_object(fuse_req_t req, struct node *node, struct fuse_file_info *fi, bool *stale)
{
	struct view *view = view_of(req);
	int flags = access_of(fi->flags) | (fi->flags & (O_SYNC | O_DSYNC));
	struct stat st;
	errnum error;
	int fd;

	if (!view->options.rw && access_of(fi->flags) != O_RDONLY)
		return EROFS;
	if (is_denied(view, node))
		return EACCES;
	error = node_open(view, node, flags, &fd);
	if (error != 0)
		return error;
	if (fstat(fd, &st) != 0) {
		error = last_error();
		close_fd(&fd);
		return error;
	}
	fi->keep_cache = same_version(view, node, &st, stale);
	error = file_attach(view, node, fd, fi);
	if (error == 0)
		handle_of(fi->fh)->odd_setgid = setgid_is_odd(st.st_mode);
	return error;
}

void
op_open(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *fi)
{
	struct view *view = view_of(req);
	struct node *node = node_of(view, ino);
	bool stale = false;
	errnum error;

	count_one(&view->counters.opens);
	error = node->key.kind == NODE_CTL ? open_ctl(view, node, fi)
					   : open_object(req, node, fi, &stale);
	if (error != 0)
		(void)fuse_reply_err(req, error);
	else if (fuse_reply_open(req, fi) != 0)
		file_detach(view, fi);
	if (stale)
		(void)fuse_lowlevel_notify_inval_inode(view->session, ino, -1, 0);
}

void
op_release(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *fi)
{
	(void)ino;
	file_detach(view_of(req), fi);
	(void)fuse_reply_err(req, 0);
}

void
op_read(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *fi)
{
	struct handle *handle = handle_of(fi->fh);
	struct fuse_bufvec out = FUSE_BUFVEC_INIT(size);

	(void)ino;
	count_one(&view_of(req)->counters.reads);
	if (handle->text != NULL) {
		size_t at =
		    (uint64_t)offset < handle->text_size ? (size_t)offset : handle->text_size;
		size_t left = handle->text_size - at;

		(void)fuse_reply_buf(req, handle->text + at, left < size ? left : size);
		return;
	}
	out.buf[0].flags = FUSE_BUF_IS_FD | FUSE_BUF_FD_SEEK;
	out.buf[0].fd = handle->fd;
	out.buf[0].pos = offset;
	(void)fuse_reply_data(req, &out, FUSE_BUF_SPLICE_MOVE);
}

/* Through memory, to the end of the file as it is now. */
static ssize_t
append(const struct handle *handle, struct fuse_bufvec *in, off_t offset)
{
	size_t size = fuse_buf_size(in);
	cleanup_free char *copy = malloc(size);
	struct fuse_bufvec flat = FUSE_BUFVEC_INIT(size);
	ssize_t n;

	if (copy == NULL)
		return -ENOMEM;
	flat.buf[0].mem = copy;
	n = fuse_buf_copy(&flat, in, 0);
	if (n < 0)
		return n;
	n = host_pwrite(handle->fd, copy, (size_t)n, offset, true);
	return n >= 0 ? n : -last_error();
}

void
op_write_buf(
    fuse_req_t req, fuse_ino_t ino, struct fuse_bufvec *in, off_t offset, struct fuse_file_info *fi)
{
	const struct handle *handle = handle_of(fi->fh);
	struct fuse_bufvec out = FUSE_BUFVEC_INIT(fuse_buf_size(in));
	ssize_t n;

	(void)ino;
	count_one(&view_of(req)->counters.writes);
	/* the flags are the open file's as they are now: fcntl(2) may have changed them */
	if ((fi->flags & O_APPEND) != 0 && !fi->writepage) {
		n = append(handle, in, offset);
	} else {
		out.buf[0].flags = FUSE_BUF_IS_FD | FUSE_BUF_FD_SEEK;
		out.buf[0].fd = handle->fd;
		out.buf[0].pos = offset;
		n = fuse_buf_copy(&out, in, 0);
	}
	if (handle->odd_setgid && n > 0)
		setgid_drop(req, handle->fd);
	/* libfuse's own functions return negated errno values */
	if (n < 0)
		(void)fuse_reply_err(req, (errnum)-n);
	else
		(void)fuse_reply_write(req, (size_t)n);
}

void
op_flush(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *fi)
{
	const struct handle *handle = handle_of(fi->fh);
	int copy;

	(void)ino;
	if (handle->fd < 0) {
		(void)fuse_reply_err(req, 0);
		return;
	}
	/* closing a duplicate is what makes network file systems report a failed write */
	copy = fcntl(handle->fd, F_DUPFD_CLOEXEC, 0);
	(void)fuse_reply_err(req, copy >= 0 && close(copy) == 0 ? 0 : last_error());
}

void
op_fsync(fuse_req_t req, fuse_ino_t ino, int datasync, struct fuse_file_info *fi)
{
	const struct handle *handle = handle_of(fi->fh);
	int result = 0;

	(void)ino;
	if (handle->fd >= 0)
		result = datasync != 0 ? fdatasync(handle->fd) : fsync(handle->fd);
	(void)fuse_reply_err(req, result == 0 ? 0 : last_error());
}

void
op_fallocate(
    fuse_req_t req, fuse_ino_t ino, int mode, off_t offset, off_t len, struct fuse_file_info *fi)
{
	const struct handle *handle = handle_of(fi->fh);
	errnum error = host_fallocate(handle->fd, mode, offset, len);

	(void)ino;
	if (handle->odd_setgid && error == 0)
		setgid_drop(req, handle->fd);
	(void)fuse_reply_err(req, error);
}

void
op_lseek(fuse_req_t req, fuse_ino_t ino, off_t offset, int whence, struct fuse_file_info *fi)
{
	off_t at = lseek(handle_of(fi->fh)->fd, offset, whence);

	(void)ino;
	if (at < 0)
		(void)fuse_reply_err(req, last_error());
	else
		(void)fuse_reply_lseek(req, at);
}

void
op_copy_file_range(fuse_req_t req, fuse_ino_t ino_in, off_t off_in, struct fuse_file_info *fi_in,
    fuse_ino_t ino_out, off_t off_out, struct fuse_file_info *fi_out, size_t len, int flags)
{
	ssize_t n = copy_file_range(handle_of(fi_in->fh)->fd, &off_in, handle_of(fi_out->fh)->fd,
	    &off_out, len, (unsigned int)flags);

	(void)ino_in;
	(void)ino_out;
	if (n < 0)
		(void)fuse_reply_err(req, last_error());
	else
		(void)fuse_reply_write(req, (size_t)n);
}
