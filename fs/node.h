/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The objects that the kernel knows of. A node's address is its FUSE nodeid; the top of the view is
 * FUSE_ROOT_ID.
 *
 * Identity. A file is (device, inode), whatever layer it is found in and whatever its name: hard
 * links are one node, also across the layers. A directory is the pair of its halves. A node keeps
 * no descriptor: it is found again by its parent's descriptors and its name (the last name it was
 * looked up by), and what is found is compared with its identity. When its last known name goes
 * away through the view, the node pins an O_PATH descriptor for as long as the kernel remembers it.
 *
 * Life. refs counts the kernel's look-ups, the nodes whose parent this is, and operations at work.
 * The table is sharded by identity; a shard's lock guards its chains and the names, parents and
 * descriptors of its nodes. No function holds two shard locks, nor one across a system call that
 * can block on a file system.
 */
#ifndef FS_NODE_H
#define FS_NODE_H

#include "fs/view.h"

#include <limits.h>
#include <sys/queue.h>

struct dirfd;
struct handle;

enum node_kind {
	NODE_OBJECT, /* file or directory of the layers */
	NODE_HOLE, /* a mount point that is not passed through */
	NODE_CTL, /* /.compatfs and what is in it, less compat/ and root/ */
};

/*
 * The identity of a node. Unused halves are zero; those of a symlink whose target is rewritten hold
 * its directory's number, since the target depends on it.
 */
struct node_key {
	uint64_t ino[2];
	uint16_t device[2];
	uint8_t layer; /* directories: which halves there are; files: 0 */
	uint8_t kind; /* enum node_kind */
	bool dir;
	bool alone; /* below /.compatfs/compat or /.compatfs/root: one layer shown by itself */
	bool top; /* the top of the view or of a layer alone: its descriptors are the view's */
};

struct node {
	LIST_ENTRY(node) chain;
	struct node_key key;
	uint64_t refs; /* atomic */
	struct node *parent; /* NULL at the top, and once the name is gone */
	char *name; /* in this very block when it fits there; NULL once it is gone */
	union {
		struct dirfd *dirfds[2]; /* directories; NULL when not open */
		struct {
			struct opened *opened; /* what of it is open; see opened.h */
			int pin; /* O_PATH descriptor once the name is gone, else -1 */
		};
	};
	union {
		uint64_t stamp; /* files: the version that the kernel's page cache holds; see
				   ops_open.c */
		struct { /* directories, atomic */
			uint32_t changes; /* goes up with each change that is heard of: of names, or
					     of the directory itself */
			uint8_t ahead; /* see ahead.c */
		};
	};
	uint32_t mount_state; /* atomic: generation << 1 | whether a mount point is below; see
				 stat_hook.c */
	union {
		bool pinned; /* a directory whose name no longer leads to it: its dirfds are not
				evicted */
		uint8_t pages; /* files, atomic: see pages.h */
	};
	uint8_t layer; /* files: where it was last found */
	bool restricted; /* atomic: below a merged directory that is; see access.h */
	union {
		bool listed; /* atomic: directories: there may be a snapshot of it */
		bool changing; /* atomic: files: attributes are not to be kept, see opened.h */
	};
};

errnum nodes_new(struct view *view, struct nodes **out);
/* Frees every node, whatever its count: for the end. */
void nodes_free(struct nodes *nodes);
uint64_t nodes_count(const struct nodes *nodes);
/*
 * Make tables smaller when most nodes are gone. To be called now and then. True: memory is worth to
 * be given back to the system.
 */
bool nodes_give_back(struct nodes *nodes);

/* The node of a nodeid, and back. */
struct node *node_of(const struct view *view, uint64_t nodeid);
uint64_t node_id(const struct view *view, const struct node *node);

/*
 * The node with this identity, made when there is none, with one more reference. It was just found
 * as name in parent, which becomes its location.
 */
errnum node_get(struct view *view, const struct node_key *key, struct node *parent,
    const char *name, enum tr_layer layer, struct node **out);
/* The same without making one: NULL when it is not known. */
struct node *node_find(struct view *view, const struct node_key *key);

/*
 * All directories of the view that have the backing directory (device, ino) as a half, at most max,
 * each with one more reference. Returns how many.
 */
size_t nodes_of_directory(
    struct view *view, uint16_t device, uint64_t ino, struct node **list, size_t max);

/* Call fn for each node but the top, with a reference held and no lock. Nodes that come meanwhile
 * may be left out. */
void nodes_each(struct view *view, void (*fn)(void *arg, struct node *node), void *arg);

void node_ref(struct node *node);
/* The same for who has none: false when the node is on its way out. */
bool node_ref_unless_dead(struct node *node);
void node_unref(struct view *view, struct node *node, uint64_t count);
/* Whether anybody but the caller, who has one reference, has another: the kernel, above all. */
bool node_has_others(const struct node *node);

/* No chain of directories is followed further up than this: more is a loop, or meant to look like
 * one. */
enum {
	NODE_DEPTH_MAX = 1 << 16
};

/* Where a node is: its parent with a reference (or NULL), and its name. ESTALE when its name is
 * gone. */
errnum node_location(
    struct view *view, struct node *node, struct node **parent, char name[NAME_MAX + 1]);

/* The node is now name in parent, in layer. */
errnum node_move(struct view *view, struct node *node, struct node *parent, const char *name,
    enum tr_layer layer);
/* The node has no name in the view any more, if it was name in parent. fd is its O_PATH descriptor
 * (or -1), taken over. */
void node_unname(
    struct view *view, struct node *node, const struct node *parent, const char *name, int fd);

/*
 * The path of a node from the top of the view ("/" there), with name below it unless that is NULL.
 * The caller frees it. ESTALE when it has no name any more.
 */
errnum node_path(struct view *view, struct node *node, const char *name, char **out);

/* The key of an object that a step found below parent. */
struct node_key node_key_of(
    const struct view *view, const struct node *parent, const struct tr_entry *entry);

/* The view's inode number. */
uint64_t node_ino(const struct node_key *key);

/* Whether the object of half is a part of it: a directory's halves, or all that a file has. */
static inline bool
key_has_part(const struct node_key *key, enum tr_half half)
{
	return key->dir ? (key->layer & (1U << half)) != 0 : half == TR_C;
}

static inline bool
node_has_half(const struct node *node, enum tr_half half)
{
	return (node->key.layer & (1U << half)) != 0;
}

static inline bool
node_is_restricted(const struct node *node)
{
	return __atomic_load_n(&node->restricted, __ATOMIC_RELAXED);
}

/* Names in a directory have changed, or its own attributes: nothing that was found out about it
 * before holds any more. */
static inline void
node_changed(struct node *node)
{
	__atomic_add_fetch(&node->changes, 1, __ATOMIC_SEQ_CST);
}

static inline uint32_t
node_changes(const struct node *node)
{
	return __atomic_load_n(&node->changes, __ATOMIC_SEQ_CST);
}

/* The same for all directories of the view over the backing directory (device, ino). */
void nodes_changed(struct view *view, uint16_t device, uint64_t ino);
/* The view itself has changed half of directory node, or names in it. */
void node_touch(struct view *view, const struct node *node, enum tr_half half);

static inline bool
node_is_changing(const struct node *node)
{
	return !node->key.dir && __atomic_load_n(&node->changing, __ATOMIC_ACQUIRE);
}

/* Whether a file is known, by this name in this directory, and is not being written to. */
bool node_is_known(
    struct view *view, const struct node_key *key, const struct node *parent, const char *name);

/* Guard a node's mutable fields. Never two at a time. */
void node_lock(struct view *view, const struct node *node);
void node_unlock(struct view *view, const struct node *node);

#endif
