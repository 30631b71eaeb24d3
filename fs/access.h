/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The caller's permission where the kernel cannot check it. It knows one mode for a directory: the
 * front half's. What a merged directory gives from its root half is checked here, by mode bits,
 * owner and groups.
 */
#ifndef FS_ACCESS_H
#define FS_ACCESS_H

#include "fs/fuse.h"

#include <stdbool.h>
#include <sys/stat.h>

bool access_in_group(fuse_req_t req, gid_t gid);
/* Whether the caller may do all of want (R_OK, W_OK, X_OK) with an object of these attributes. */
bool access_permits(fuse_req_t req, const struct stat *st, int want);
/* Whether the caller may take the object st out of the directory dir: its w and x, and its sticky
 * bit. */
bool access_may_remove(fuse_req_t req, const struct stat *dir, const struct stat *st);

#endif
