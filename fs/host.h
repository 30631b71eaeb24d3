/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the systems do differently with an object that is held by an O_PATH descriptor, or with
 * xattrs: host_linux.c, host_bsd.c. All give errnum; ENOTSUP for what the system lacks.
 */
#ifndef FS_HOST_H
#define FS_HOST_H

#include "common/util.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/stat.h>

errnum host_chmod(int path_fd, mode_t mode);
errnum host_chown(int path_fd, uid_t uid, gid_t gid);
/* times as utimensat(2), UTIME_NOW and UTIME_OMIT included */
errnum host_utimes(int path_fd, const struct timespec times[2]);
/* The access (O_RDONLY, O_WRONLY, O_RDWR) that the kernel needs of a backing file which a program
 * opens with access. */
int host_access(int access);
/*
 * Whether the kernel, which appends at the size that it has last heard, may hear of one from before
 * a write of its own: FreeBSD's fusefs takes the attributes of a LOOKUP that was sent after the
 * write had begun and answered before it was done (fuse_vnop_lookup(): last_local_modify is when a
 * write begins). A size that is not kept is asked for again before the next write, with the vnode
 * locked.
 */
bool host_takes_old_sizes(void);
/*
 * Whether several reads of a file at once (FUSE_ASYNC_READ) are not to be asked for: with them
 * FreeBSD's fusefs changes what it remembers of a file's attributes, its size among them, under a
 * shared lock (bug 291064).
 */
bool host_reads_in_turn(void);
/* Open for I/O what path_fd holds. */
errnum host_reopen(int path_fd, int flags, int *out);
errnum host_readlink(int path_fd, char *buf, size_t size, size_t *len);
/*
 * Open a directory to read its names, unseen: its access time stays. ENOTSUP unless its file system
 * is known to list exactly the names that look-ups find, byte for byte.
 */
errnum host_open_names(int dir_fd, int *out);
/* Give what path_fd holds another name. ENOTSUP where the daemon may not by descriptor. */
errnum host_link(int path_fd, int dir_fd, const char *name);
/* mknodat(2) for regular files, fifos, sockets and devices. ENAMETOOLONG for a socket's name of
 * over 100 bytes where sockets are made by binding them. */
errnum host_mknod(int dir_fd, const char *name, mode_t mode, dev_t device);

/* flags as renameat2(2) on Linux; EINVAL for one that the system lacks */
errnum host_rename(
    int old_dir, const char *old_name, int new_dir, const char *new_name, unsigned int flags);
errnum host_fallocate(int fd, int mode, off_t offset, off_t len);
/*
 * The first size bytes of a file, if the system has all of them in memory. EAGAIN: it has not, or
 * cannot tell; and begins to read them, as far as it can do that by itself.
 */
errnum host_read_at_hand(int fd, void *buf, size_t size);
/* pwrite(2), or at the end of the file whatever its size is now (append) where the system can. */
ssize_t host_pwrite(int fd, const void *buf, size_t size, off_t offset, bool append);

/* Names with their prefix ("user.", …). A size of 0 asks for the size. */
errnum host_getxattr(int path_fd, const char *name, void *value, size_t size, size_t *len);
errnum host_setxattr(int path_fd, const char *name, const void *value, size_t size, int flags);
errnum host_listxattr(int path_fd, char *list, size_t size, size_t *len);
errnum host_removexattr(int path_fd, const char *name);

#endif
