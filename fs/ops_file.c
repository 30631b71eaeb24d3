/* SPDX-License-Identifier: BSD-2-Clause */
/* What is done with open files: ops_open.c opens them. */
#include "fs/ops.h"
#include "fs/ctl.h"
#include "fs/data.h"
#include "fs/handle.h"
#include "fs/host.h"
#include "fs/ring.h"
#include "fs/setgid.h"

#include <fcntl.h>
#include <string.h>

/*
 * A descriptor for what the kernel still asks for: an open file of passthrough that is only read
 * has none until then. It is opened by its opened's, which is the file whatever has become of its
 * name.
 */
static errnum
handle_fd(struct handle *handle, int *out)
{
	int fd = __atomic_load_n(&handle->fd, __ATOMIC_ACQUIRE);
	int none = -1;
	errnum error;

	if (fd < 0) {
		error = host_reopen(handle->opened->fd, O_RDONLY, &fd);
		if (error != 0)
			return error;
		if (!__atomic_compare_exchange_n(
			&handle->fd, &none, fd, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
			(void)close(fd); /* another request has been faster */
			fd = none;
		}
	}
	*out = fd;
	return 0;
}

/* The descriptor for one request: the open file's, or one of its node's where it has no handle. */
struct source {
	int fd;
	struct opened *reader;
};

static errnum
source_get(
    struct view *view, fuse_ino_t ino, const struct fuse_file_info *fi, struct source *source)
{
	struct node *node = node_of(view, ino);
	errnum error;

	*source = (struct source){.fd = -1};
	if (node->key.kind == NODE_CTL)
		return EINVAL; /* no file */
	if (fi->fh != 0)
		return handle_fd(handle_of(fi->fh), &source->fd);
	error = opened_get_reader(view, node, &source->reader);
	if (error == 0)
		source->fd = source->reader->fd;
	return error;
}

static void
source_put(struct view *view, const struct source *source)
{
	if (source->reader != NULL)
		opened_put(view, source->reader);
}

static void
reply_text(fuse_req_t req, const char *text, size_t text_size, size_t size, off_t offset)
{
	size_t at = (uint64_t)offset < text_size ? (size_t)offset : text_size;
	size_t left = text_size - at;

	(void)fuse_reply_buf(req, text + at, left < size ? left : size);
}

/* An open control file. Its text is copied: RELEASE, which frees it, can come as soon as the answer
 * is out, and whoever sends that may look at what it has sent once more. */
static void
read_open_ctl(fuse_req_t req, const struct handle *handle, size_t size, off_t offset)
{
	cleanup_free char *text = malloc(handle->text_size + 1);

	if (text == NULL) {
		(void)fuse_reply_err(req, ENOMEM);
		return;
	}
	memcpy(text, handle->text, handle->text_size);
	reply_text(req, text, handle->text_size, size, offset);
}

/* With data=cached a control file is read without having been opened. */
static void
read_ctl(fuse_req_t req, const struct node *node, size_t size, off_t offset)
{
	cleanup_free char *text = NULL;
	size_t text_size;
	errnum error = ctl_text_shown(view_of(req), node, &text, &text_size);

	if (error != 0)
		(void)fuse_reply_err(req, error);
	else
		reply_text(req, text, text_size, size, offset);
}

void
op_read(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *fi)
{
	struct view *view = view_of(req);
	struct node *node = node_of(view, ino);
	struct handle *handle = handle_of(fi->fh);
	struct fuse_bufvec out = FUSE_BUFVEC_INIT(size);
	struct source source;
	char *room;
	errnum error;

	count_one(&view->counters.reads);
	if (handle != NULL && handle->text != NULL) {
		read_open_ctl(req, handle, size, offset);
		return;
	}
	if (node->key.kind == NODE_CTL) {
		read_ctl(req, node, size, offset);
		return;
	}
	error = source_get(view, ino, fi, &source);
	if (error != 0) {
		(void)fuse_reply_err(req, error);
		return;
	}
	room = ring_answer_room(size);
	if (room != NULL) {
		ssize_t n = pread(source.fd, room, size, offset);

		if (n < 0)
			(void)fuse_reply_err(req, last_error());
		else
			(void)fuse_reply_buf(req, room, (size_t)n);
	} else {
		out.buf[0].flags = FUSE_BUF_IS_FD | FUSE_BUF_FD_SEEK;
		out.buf[0].fd = source.fd;
		out.buf[0].pos = offset;
		(void)fuse_reply_data(req, &out, 0);
	}
	source_put(view, &source);
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
	if (handle->direct && n > 0)
		privileges_drop(req, handle->fd);
	else if (handle->odd_setgid && n > 0)
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
	int fd = handle == NULL ? -1 : __atomic_load_n(&handle->fd, __ATOMIC_ACQUIRE);
	int copy;

	(void)ino;
	if (handle == NULL) {
		/* nothing is written; where no file has a handle, do not ask again */
		(void)fuse_reply_err(req, data_in_use(view_of(req)) == DATA_CACHED ? ENOSYS : 0);
		return;
	}
	if (fd < 0) {
		(void)fuse_reply_err(req, 0);
		return;
	}
	/* closing a duplicate is what makes network file systems report a failed write */
	copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	(void)fuse_reply_err(req, copy >= 0 && close(copy) == 0 ? 0 : last_error());
}

void
op_fsync(fuse_req_t req, fuse_ino_t ino, int datasync, struct fuse_file_info *fi)
{
	struct view *view = view_of(req);
	struct source source;
	errnum error = source_get(view, ino, fi, &source);

	if (error == 0) {
		if ((datasync != 0 ? fdatasync(source.fd) : fsync(source.fd)) != 0)
			error = last_error();
		source_put(view, &source);
	}
	(void)fuse_reply_err(req, error);
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
	struct view *view = view_of(req);
	struct source source;
	errnum error = source_get(view, ino, fi, &source);
	off_t at = -1;

	if (error == 0) {
		at = lseek(source.fd, offset, whence);
		error = at < 0 ? last_error() : 0;
		source_put(view, &source);
	}
	if (error != 0)
		(void)fuse_reply_err(req, error);
	else
		(void)fuse_reply_lseek(req, at);
}

void
op_copy_file_range(fuse_req_t req, fuse_ino_t ino_in, off_t off_in, struct fuse_file_info *fi_in,
    fuse_ino_t ino_out, off_t off_out, struct fuse_file_info *fi_out, size_t len, int flags)
{
	struct view *view = view_of(req);
	struct source source;
	errnum error = source_get(view, ino_in, fi_in, &source);
	ssize_t n = -1;

	(void)ino_out;
	if (error == 0) {
		n = copy_file_range(source.fd, &off_in, handle_of(fi_out->fh)->fd, &off_out, len,
		    (unsigned int)flags);
		error = n < 0 ? last_error() : 0;
		source_put(view, &source);
	}
	if (error != 0)
		(void)fuse_reply_err(req, error);
	else
		(void)fuse_reply_write(req, (size_t)n);
}
