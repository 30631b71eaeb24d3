/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A bounded cache of O_PATH descriptors of backing directories.
 *
 * Everything is reached relative to a directory's descriptor. They are opened when first needed, by
 * name from the nearest ancestor that has one, compared with the directory's identity, kept while
 * there is room, and closed by a clock hand when there is not. One that is in use stays open for
 * its user.
 */
#ifndef FS_DIRFD_H
#define FS_DIRFD_H

#include "fs/node.h"

struct dirfds;

/* At most max cached descriptors (those of pinned directories and those in use come on top). */
errnum dirfds_new(unsigned int max, struct dirfds **out);
void dirfds_free(struct dirfds *dirfds);
/* How many are cached now. */
unsigned int dirfds_count(const struct dirfds *dirfds);
/*
 * Close those of directories on other mounts than the layers' own that were not used since the last
 * sweep: an open descriptor keeps a mount from being unmounted.
 */
void dirfds_sweep(struct view *view);
/* The node is about to be freed: its descriptors leave the cache. */
void dirfds_forget(struct dirfds *dirfds, struct node *node);

/* A directory's halves, open for use until pair_put(). */
struct pair {
	struct tr_dir dir;
	struct dirfd *ref[2];
	struct stat root_st; /* of the root half, when there are two */
	bool restricted; /* two halves, and not everybody may search the root one, or it has an ACL
			  */
};

/*
 * Open the halves of directory node. A half that is gone from below is left out; ESTALE when none
 * is left. ENOTDIR for a node that is no directory of the layers; EMFILE, EACCES, … as openat(2).
 */
errnum pair_get(struct view *view, struct node *node, struct pair *pair);
void pair_put(struct pair *pair);

struct absent;
/*
 * What is known to be absent in an open half of node, for as long as pair is. NULL for the top of a
 * layer alone, below /.compatfs, where nobody looks for what is not there.
 */
struct absent *pair_absent(
    struct view *view, const struct node *node, const struct pair *pair, enum tr_half half);

/*
 * Whether what the root half of merged directory node lets whom do may have changed since it was
 * last looked at: its mode, owner or ACL.
 */
bool dirfd_rights_changed(struct view *view, struct node *node);

/* fstat(2) of a half of node whose descriptor is open already. ENOENT when it is not. */
errnum dirfd_stat(struct view *view, struct node *node, enum tr_half half, struct stat *st);

#endif
