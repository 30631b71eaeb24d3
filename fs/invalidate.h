/* SPDX-License-Identifier: BSD-2-Clause */
/* Make the kernel drop what it remembers of something that has changed below the view. */
#ifndef FS_INVALIDATE_H
#define FS_INVALIDATE_H

#include "fs/node.h"

#include <time.h>

enum {
	RETRIES_MAX = 256,
	GATHERED_MAX = 32
};

/* Objects that the kernel did not have when they were invalidated, but has references to: it gets
 * them with an answer on its way, or is about to say that it has forgotten them. */
struct invalidator {
	struct view *view;
	struct {
		struct node *node;
		int64_t due_ms;
		int tries;
		bool data;
	} retries[RETRIES_MAX];
	size_t count;
	/* inodes that a run of events is about: told to the kernel once for all of them */
	struct {
		struct node *node;
		bool data;
	} gathered[GATHERED_MAX];
	size_t gathered_count;
};

/*
 * Whether a change of the object with this key was heard of since view_changes() was changes. To be
 * asked once its node is in the table: a change that is heard of later finds the node.
 */
bool key_has_changed(const struct view *view, const struct node_key *key, uint64_t changes);

/* The file with this key may have changed unheard until now: for key_has_changed(). */
void key_note_change(struct view *view, const struct node_key *key);

static inline uint64_t
view_changes(const struct view *view)
{
	return __atomic_load_n(&view->changes, __ATOMIC_SEQ_CST);
}

/*
 * name in the backing directory (device, ino) was made, removed or replaced. by_us: the view itself
 * did it, and the kernel knows, unless the directory is shown in more than one place.
 */
void invalidate_name(
    struct invalidator *inv, uint16_t device, uint64_t ino, const char *name, bool by_us);
/* The object (device, ino) has other attributes, or (data) other contents. by_us: directories only.
 */
void invalidate_object(
    struct invalidator *inv, uint16_t device, uint64_t ino, bool is_dir, bool data, bool by_us);
/* Anything may have changed: all names, or attributes and contents too. */
void invalidate_names(struct view *view);
void invalidate_all(struct invalidator *inv);

/* Both only gather the inodes: tell the kernel now. */
void invalidate_gathered(struct invalidator *inv);

/* Do what is due; returns how long until the next, in ms, or -1. */
int invalidate_retry(struct invalidator *inv);
void invalidate_end(struct invalidator *inv);

#endif
