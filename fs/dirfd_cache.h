/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Internal to dirfd*.c: dirfd.c is the cache, dirfd_pair.c opens what is not in it.
 *
 * Locks: the cache's lock may be held while a node's shard lock is taken, never the other way
 * round. A dirfd on the cache's list has an owner that lives: a node takes its descriptors off the
 * list before it is freed.
 */
#ifndef FS_DIRFD_CACHE_H
#define FS_DIRFD_CACHE_H

#include "fs/absent.h"
#include "fs/dirfd.h"

#include <pthread.h>

/* What is known of the root half of a merged directory. */
struct root_half {
	struct stat st;
	uint32_t changes; /* node->changes before it was looked at */
	bool known;
	bool has_acl;
};

struct dirfd {
	TAILQ_ENTRY(dirfd) link;
	struct node *owner; /* NULL once it is off the list */
	enum tr_half half;
	int fd;
	uint32_t refs; /* atomic: one of the owner, one of each user */
	struct root_half root; /* under the cache's lock */
	struct absent absent;
	bool hot; /* used since the clock hand came by; only a hint */
};

struct dirfds {
	pthread_mutex_t lock;
	struct root_half top; /* of the view's top, which has no dirfd */
	struct absent top_absent[2]; /* the same */
	TAILQ_HEAD(dirfd_list, dirfd) list;
	unsigned int count;
	unsigned int max;
};

/* A reference is no more. NULL is fine. */
static inline void
dirfd_unref(struct dirfd *d)
{
	if (d != NULL && __atomic_sub_fetch(&d->refs, 1, __ATOMIC_ACQ_REL) == 0) {
		close_fd(&d->fd);
		absent_end(&d->absent);
		free(d);
	}
}

/* The node's own descriptor of half, with a reference, or NULL. */
static inline struct dirfd *
dirfd_ref(struct view *view, struct node *node, enum tr_half half)
{
	struct dirfd *d;

	node_lock(view, node);
	d = node->dirfds[half];
	if (d != NULL) {
		__atomic_add_fetch(&d->refs, 1, __ATOMIC_RELAXED);
		__atomic_store_n(&d->hot, true, __ATOMIC_RELAXED);
	}
	node_unlock(view, node);
	return d;
}

/*
 * Put an open descriptor into the cache as node's, with a reference for the caller; another
 * thread's of the same wins. Takes fd over, whatever becomes of it. ENOMEM.
 */
errnum dirfd_remember(
    struct view *view, struct node *node, enum tr_half half, int fd, struct dirfd **out);

#endif
