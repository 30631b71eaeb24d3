/* SPDX-License-Identifier: BSD-2-Clause */
/* From a node to its backing object: by name in its parent's directory, or by its pinned
 * descriptor. */
#ifndef FS_PLACE_H
#define FS_PLACE_H

#include "fs/dirfd.h"
#include "fs/node.h"

/* A name in an open backing directory. */
struct place {
	struct node *parent; /* with a reference */
	struct pair pair; /* of the parent */
	enum tr_half half; /* where the object is */
	int fd; /* of that half's directory; borrowed from pair */
	char name[NAME_MAX + 1];
};

/* Where the object of node's front half is found by name. ESTALE when it has no name any more. */
errnum place_get(struct view *view, struct node *node, struct place *place);
void place_put(struct view *view, struct place *place);

/* Whether st is the object that key stands for (in its front half). */
bool key_is(const struct view *view, const struct node_key *key, const struct stat *st);

/* The attributes of node as the view shows them. ESTALE when it is gone from below. */
errnum node_stat(struct view *view, struct node *node, struct stat *st);
/*
 * Where both halves of a directory are listed, a change in either is one of the listing: times of
 * the later.
 */
void node_merge_times(const struct view *view, const struct node_key *key, struct stat *st,
    const struct stat *root_st);
/* Turn a backing object's attributes into the view's. */
void node_dress(const struct view *view, const struct node_key *key, struct stat *st);

/* An O_PATH descriptor of node's front half, owned by the caller. */
errnum node_open_path(struct view *view, struct node *node, int *fd);
/* A descriptor for I/O, open with flags (access mode, O_TRUNC, …). */
errnum node_open(struct view *view, struct node *node, int flags, int *fd);

#endif
