/* SPDX-License-Identifier: BSD-2-Clause */
/* The names of a directory as the view shows them, by snapshots (snapshot.h). */
#ifndef FS_NAMES_H
#define FS_NAMES_H

#include "fs/dirfd.h"
#include "fs/fuse.h"
#include "fs/snapshot.h"

/* FreeBSD up to 13 shows the real root where a program lists "/". */
bool names_are_roots(const struct view *view, const struct node *node);
/* Whether all that may change the names of node is heard of. */
bool names_are_heard(const struct view *view, const struct node *node);
/* Whether the names of node depend on who lists it. pair is NULL for control directories and holes.
 */
bool names_depend_on_caller(
    const struct view *view, const struct node *node, const struct pair *pair);

/* The names of node, for a reader at offset, until snapshot_put(). Errors as openat(2), readdir(3),
 * ENOMEM. */
errnum names_get(fuse_req_t req, struct node *node, const struct pair *pair, off_t offset,
    struct snapshot **out);
/* The same for nobody yet: the next reader from the start gets these if no change is heard of
 * meanwhile. */
errnum names_get_ahead(
    struct view *view, struct node *node, const struct pair *pair, struct snapshot **out);

#endif
