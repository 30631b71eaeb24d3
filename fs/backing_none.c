/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/backing.h"

errnum
backing_open(struct view *view, int fd, int *id)
{
	(void)view;
	(void)fd;
	(void)id;
	return ENOTSUP;
}

void
backing_close(struct view *view, int id)
{
	(void)view;
	(void)id;
}

int
backing_reply_open(fuse_req_t req, const struct fuse_file_info *fi, int id)
{
	(void)id;
	return fuse_reply_open(req, fi);
}

int
backing_reply_create(
    fuse_req_t req, const struct fuse_entry_param *e, const struct fuse_file_info *fi, int id)
{
	(void)id;
	return fuse_reply_create(req, e, fi);
}
