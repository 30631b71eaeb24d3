/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Passthrough: the kernel reads, writes and maps a backing file by itself. backing_linux.c,
 * backing_none.c.
 *
 * A backing file is registered with the kernel, which gives a number for it, and an open file is
 * answered with that number. The kernel opens the registered path again for each such open, with
 * the flags that the user gave and with the registering process' privilege (fs/backing-file.c). So
 * what is registered needs no access mode: an O_PATH descriptor does, and serves readers and
 * writers alike; and it may be closed afterwards.
 */
#ifndef FS_BACKING_H
#define FS_BACKING_H

#include "common/util.h"
#include "fs/fuse.h"

struct view;

/*
 * Register the regular file that fd holds: a number above 0. EPERM: not the privilege for it, or
 * not agreed on; ELOOP: on a file system that is stacked itself; ENOTSUP: not on this system.
 */
errnum backing_open(struct view *view, int fd, int *id);
/* The number is not given to any more opens; those that have it are not touched. */
void backing_close(struct view *view, int id);

/* As fuse_reply_open() and fuse_reply_create(); id 0: the usual way. keep_cache is not allowed with
 * another id. */
int backing_reply_open(fuse_req_t req, const struct fuse_file_info *fi, int id);
int backing_reply_create(
    fuse_req_t req, const struct fuse_entry_param *e, const struct fuse_file_info *fi, int id);

#endif
