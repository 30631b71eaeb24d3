/* SPDX-License-Identifier: BSD-2-Clause */
/* What is open: the table behind opened.h, for opened*.c only. */
#ifndef FS_OPENED_TABLE_H
#define FS_OPENED_TABLE_H

#include "fs/opened.h"
#include "fs/view.h"

#include <pthread.h>

enum {
	OPENED_SHARDS = 16
};

TAILQ_HEAD(opened_list, opened);

/* Oldest first. */
struct opened_queue {
	struct opened_list list;
	unsigned int count;
};

struct opened_shard {
	pthread_mutex_t lock; /* of node->opened and of what it points to, for the shard's nodes */
	pthread_cond_t shared; /* one of them is exclusive no longer */
	struct opened_queue with_fd; /* idle */
	struct opened_queue without; /* idle, with an id only */
	struct opened_queue bare; /* in use, see opened_get_pages() */
} __attribute__((aligned(64)));

struct openeds {
	struct opened_shard shards[OPENED_SHARDS];
	unsigned int backing_count; /* atomic */
};

static inline struct opened_shard *
opened_shard_of(const struct view *view, const struct node *node)
{
	uintptr_t at = (uintptr_t)node;

	return &view->openeds->shards[(at >> 5 ^ at >> 12) % OPENED_SHARDS];
}

/* ---- opened.c; the shard's lock is held ---- */

/* node's, with one more user, once none is exclusive. NULL: no memory. */
struct opened *opened_enter(struct opened_shard *shard, struct node *node);

/* ---- opened_idle.c; the shard's lock is held ---- */

/*
 * opened, which has no users, is one of the idle ones from now on. What is to be freed goes to
 * dead, what is to be closed to *fd, once the lock is released.
 */
void opened_idle_add(
    struct opened_shard *shard, struct opened *opened, struct opened_list *dead, int *fd);
void opened_idle_remove(struct opened_shard *shard, struct opened *opened);
/* Off its node: to be given to opened_bury() once the lock is released. */
void opened_condemn(struct opened *opened, struct opened_list *dead);
/* In use, and bare or not any more. */
void opened_set_bare(struct opened_shard *shard, struct opened *opened, bool bare);

/* ---- the shard's lock is not held ---- */

void opened_bury(struct view *view, struct opened_list *dead);

#endif
