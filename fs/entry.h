/* SPDX-License-Identifier: BSD-2-Clause */
/* A name in a directory of the view: the rule and the elf policy, and the answer the kernel gets.
 */
#ifndef FS_ENTRY_H
#define FS_ENTRY_H

#include "fs/dirfd.h"
#include "fs/fuse.h"
#include "fs/invalidate.h"
#include "fs/node.h"

/*
 * What name in directory node stands for, to the caller of req. pair is node's, open. A foreign
 * library that the policy hides is ENOENT like any name that is not there.
 */
errnum entry_look(fuse_req_t req, struct node *node, const struct pair *pair, const char *name,
    struct tr_entry *entry);

/*
 * The same for who is about to take the name away: *pin is an O_PATH descriptor of the very object
 * that was found, to be closed by the caller; or -1 for a directory, or where none can be had.
 */
errnum entry_look_pinned(fuse_req_t req, struct node *node, const struct pair *pair,
    const char *name, struct tr_entry *entry, int *pin);

/*
 * The kernel's answer for an entry that was looked up; it holds one reference to the node e->ino.
 * changes is view_changes() from before the look-up.
 */
errnum entry_fill(struct view *view, struct node *parent, const char *name,
    const struct tr_entry *entry, uint64_t changes, struct fuse_entry_param *e);

/* Whether changes of a node with this key are heard of, whatever of it changes and wherever. */
bool key_is_heard(const struct view *view, const struct node_key *key);

/*
 * How long the kernel may keep the attributes of a node with this key, and the names of a directory
 * with it. A long time does not mean that changes are heard of: cache=SECONDS may be longer than
 * any.
 */
double key_timeout(const struct view *view, const struct node_key *key);

/* Both in one, control files included. */
errnum entry_find(fuse_req_t req, struct node *node, const char *name, struct fuse_entry_param *e);
errnum entry_find_in(fuse_req_t req, struct node *node, const struct pair *pair, const char *name,
    struct fuse_entry_param *e);

/* Attributes and times of an answer, once its node is known. */
void entry_dress(
    const struct view *view, struct node *node, const struct stat *st, struct fuse_entry_param *e);

/* Send an answer; when the kernel does not take it, the reference is given back. */
void entry_reply(fuse_req_t req, struct view *view, const struct fuse_entry_param *e);

#endif
