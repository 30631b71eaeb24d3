/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The caller's permission where the kernel cannot check it. It knows one mode for a directory: the
 * front half's. What a merged directory gives from its root half is checked here, by mode, owner,
 * groups and ACL.
 *
 * Below a merged directory whose root half not everybody may search ("restricted") a name is
 * answered for each caller anew (no time to live), but a name's node never depends on who asks:
 * when a dentry changes its node, the kernel drops it together with what is mounted on or below it.
 */
#ifndef FS_ACCESS_H
#define FS_ACCESS_H

#include "fs/dirfd.h"
#include "fs/fuse.h"

#include <stdbool.h>
#include <sys/stat.h>

bool access_in_group(fuse_req_t req, gid_t gid);
/* Whether the caller may do all of want (R_OK, W_OK, X_OK) with the object at path_fd, whose
 * attributes are st. */
bool access_permits(fuse_req_t req, int path_fd, const struct stat *st, int want);
/* Whether the caller may take the object st out of the directory dir: its w and x, and its sticky
 * bit. */
bool access_may_remove(fuse_req_t req, int dir_fd, const struct stat *dir, const struct stat *st);
/*
 * Whether the caller may not go through the root half of node (pair is node's, open): for want of
 * permission there, or in a merged directory above it.
 */
bool access_is_barred(fuse_req_t req, struct node *node, const struct pair *pair);

#endif
