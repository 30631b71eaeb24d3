/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A libfuse that does not know of backing files has no place for the number in what it makes of a
 * fuse_file_info. Its answers are plain bytes, though, and so the two that need it are written
 * here, as the kernel reads them: struct fuse_open_out, after a struct fuse_entry_out for CREATE.
 */
#include "fs/backing.h"
#include "fs/fuse_abi.h"
#include "fs/view.h"

#include <string.h>

errnum
backing_open(struct view *view, int fd, int *id)
{
	struct abi_backing_map map = {.fd = fd};
	int number;

	if (!init_has(view, INIT_PASSTHROUGH))
		return EPERM;
	number = ioctl(fuse_session_fd(view->session), ABI_BACKING_OPEN, &map);
	if (number < 0)
		return last_error();
	*id = number;
	return 0;
}

void
backing_close(struct view *view, int id)
{
	uint32_t number = (uint32_t)id;

	/* what can fail is a connection that has ended, and with it all numbers */
	(void)ioctl(fuse_session_fd(view->session), ABI_BACKING_CLOSE, &number);
}

#ifdef HAVE_FUSE_BACKING_ID

int
backing_reply_open(fuse_req_t req, const struct fuse_file_info *fi, int id)
{
	struct fuse_file_info with = *fi;

	with.backing_id = id;
	return fuse_reply_open(req, &with);
}

int
backing_reply_create(
    fuse_req_t req, const struct fuse_entry_param *e, const struct fuse_file_info *fi, int id)
{
	struct fuse_file_info with = *fi;

	with.backing_id = id;
	return fuse_reply_create(req, e, &with);
}

#else

static struct fuse_open_out
open_out(const struct fuse_file_info *fi, int id)
{
	struct fuse_open_out out = {.fh = fi->fh, .open_flags = ABI_FOPEN_PASSTHROUGH};

	if (fi->direct_io)
		out.open_flags |= FOPEN_DIRECT_IO;
	if (fi->noflush)
		out.open_flags |= FOPEN_NOFLUSH;
	ABI_BACKING_ID(&out) = (uint32_t)id;
	return out;
}

/* A time-out in the protocol's form; ours are between 0 and VIEW_FOREVER or a billion seconds. */
static void
split_seconds(double seconds, uint64_t *whole, uint32_t *nanoseconds)
{
	*whole = (uint64_t)seconds;
	*nanoseconds = (uint32_t)((seconds - (double)*whole) * 1e9);
}

static struct fuse_entry_out
entry_out(const struct fuse_entry_param *e)
{
	const struct stat *st = &e->attr;
	struct fuse_entry_out out = {.nodeid = e->ino, .generation = e->generation};

	split_seconds(e->entry_timeout, &out.entry_valid, &out.entry_valid_nsec);
	split_seconds(e->attr_timeout, &out.attr_valid, &out.attr_valid_nsec);
	out.attr = (struct fuse_attr){
	    .ino = st->st_ino,
	    .size = (uint64_t)st->st_size,
	    .blocks = (uint64_t)st->st_blocks,
	    .atime = (uint64_t)st->st_atim.tv_sec,
	    .mtime = (uint64_t)st->st_mtim.tv_sec,
	    .ctime = (uint64_t)st->st_ctim.tv_sec,
	    .atimensec = (uint32_t)st->st_atim.tv_nsec,
	    .mtimensec = (uint32_t)st->st_mtim.tv_nsec,
	    .ctimensec = (uint32_t)st->st_ctim.tv_nsec,
	    .mode = st->st_mode,
	    .nlink = (uint32_t)st->st_nlink,
	    .uid = st->st_uid,
	    .gid = st->st_gid,
	    .rdev = (uint32_t)st->st_rdev,
	    .blksize = (uint32_t)st->st_blksize,
	};
	return out;
}

int
backing_reply_open(fuse_req_t req, const struct fuse_file_info *fi, int id)
{
	struct fuse_open_out out;

	if (id == 0)
		return fuse_reply_open(req, fi);
	out = open_out(fi, id);
	return fuse_reply_buf(req, (const char *)&out, sizeof(out));
}

int
backing_reply_create(
    fuse_req_t req, const struct fuse_entry_param *e, const struct fuse_file_info *fi, int id)
{
	struct {
		struct fuse_entry_out entry;
		struct fuse_open_out open;
	} out;

	if (id == 0)
		return fuse_reply_create(req, e, fi);
	out.entry = entry_out(e);
	out.open = open_out(fi, id);
	return fuse_reply_buf(req, (const char *)&out, sizeof(out));
}

#endif
