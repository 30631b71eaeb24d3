/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FS_SETGID_H
#define FS_SETGID_H

#include "fs/fuse.h"

#include <stdbool.h>
#include <sys/stat.h>

/*
 * A write, truncation or change of owner clears setuid and setgid bits. The kernel asks us to, by
 * SETATTR, but not for a setgid bit without group execute, which a local file system clears too
 * when a caller who is not in the file's group changes it (Linux: fs/attr.c
 * setattr_should_drop_sgid()).
 */
static inline bool
setgid_is_odd(mode_t mode)
{
	return S_ISREG(mode) && (mode & (S_ISGID | S_IXGRP)) == S_ISGID;
}

/* Clear such a bit of the file open at fd, if the caller is to lose it. */
void setgid_drop(fuse_req_t req, int fd);

/*
 * All that a write clears. For truncations, and for open files whose writes are not to be cached
 * (FOPEN_DIRECT_IO): the kernel asks for nothing then.
 */
void privileges_drop(fuse_req_t req, int fd);

#endif
