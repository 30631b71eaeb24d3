/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Looking ahead of a walk.
 *
 * A program that walks a tree (find, du, tar, grep -r) lists directory after directory, and between
 * two listings works on what it got, while the daemon has nothing to do. A thread uses that time:
 * it reads the names of the directories that are likely to come next and looks at each, so that the
 * names are in a snapshot, and the layers' entries and inodes in the system's caches, when they are
 * asked for. It answers nothing: everything but the names is looked at again when the kernel asks,
 * and the names, as those of any snapshot, are good until a change is heard of.
 *
 * A walk is recognized by its listing directories that it was told of just before. So `ls`,
 * look-ups and what the kernel has cached start nothing, and where changes are not heard of nothing
 * is done.
 */
#ifndef FS_AHEAD_H
#define FS_AHEAD_H

#include "fs/node.h"

struct ahead;

/*
 * Start its thread, which inherits the caller's affinity. *out is NULL where it would be of no use:
 * with one processor. ENOMEM, EAGAIN.
 */
errnum ahead_new(struct view *view, struct ahead **out);
/*
 * End the thread. EBUSY when it does not come back from a layer: then all that it uses has to stay.
 * ahead may be NULL here and below.
 */
errnum ahead_stop(struct ahead *ahead);
void ahead_free(struct ahead *ahead);

/* The kernel asks for the names of directory node, from the start. */
void ahead_begun(struct ahead *ahead, struct node *node);
/*
 * The kernel is about to be told of nodes in parent, in this order. The
 * caller has references to them. What is not a directory is passed over.
 */
void ahead_told(
    struct ahead *ahead, const struct node *parent, struct node *const *nodes, size_t count);
/* The node is about to be freed. */
void ahead_forget(struct ahead *ahead, struct node *node);

#endif
