/* SPDX-License-Identifier: BSD-2-Clause */
/* Internal to node*.c: the table of nodes and its shards. */
#ifndef FS_NODE_TABLE_H
#define FS_NODE_TABLE_H

#include "fs/node.h"

#include <pthread.h>

enum {
	SHARDS = 64,
	FIRST_BUCKETS = 64,
	HALF_BUCKETS = 16384,
	HALF_LOCKS = 64,
	GIVE_BACK_MIN = 20000, /* nodes that are gone before their memory is worth the work */
	SCATTERED_MIN = 100 /* so many that were left then may hold a page each */
};

LIST_HEAD(node_chain, node);

/* A directory's node is also found by each of its halves, for what changes below. */
struct dir_node {
	struct node node;
	LIST_ENTRY(dir_node) by_half[2];
};

LIST_HEAD(half_chain, dir_node);

struct shard {
	pthread_mutex_t lock;
	struct node_chain *buckets;
	size_t bucket_count; /* a power of two */
	size_t count;
}
__attribute__((aligned(64))); /* a cache line each, so that neighbours do not disturb each other */

struct nodes {
	struct shard shards[SHARDS];
	pthread_mutex_t half_locks[HALF_LOCKS];
	struct half_chain halves[2][HALF_BUCKETS];
	struct node *top;
	uint64_t count;
	uint64_t peak; /* the most there were since memory was given back */
	bool scattered; /* many were left then: what they held is given back when they are gone */
};

static inline uint64_t
node_hash(const struct node_key *key)
{
	uint64_t h = key->ino[0] * UINT64_C(0x9e3779b97f4a7c15);

	h ^=
	    (key->ino[1] + ((uint64_t)key->device[0] << 32 | (uint64_t)key->device[1] << 16 |
			       (uint64_t)key->layer << 8 | (uint64_t)key->kind << 1 | key->alone)) *
	    UINT64_C(0xc2b2ae3d27d4eb4f);
	return h ^ h >> 29;
}

static inline struct shard *
node_shard_of(const struct view *view, uint64_t hash)
{
	return &view->nodes->shards[hash % SHARDS];
}

static inline struct node_chain *
node_bucket_of(struct shard *shard, uint64_t hash)
{
	return &shard->buckets[hash / SHARDS & (shard->bucket_count - 1)];
}

/* Where a node's first name is: behind it, in the same block. */
static inline char *
node_first_name(struct node *node)
{
	return (char *)node + (node->key.dir ? sizeof(struct dir_node) : sizeof(struct node));
}

/* Give up a name that node had. */
static inline void
node_name_free(struct node *node, char *name)
{
	if (name != node_first_name(node))
		free(name);
}

/* ---- node.c ---- */

/* A node with its name, or (NULL) without one. NULL: no memory. */
struct node *node_new(const struct node_key *key, const char *name);
/* node, which is in no chain. */
void node_free(struct node *node);

/* ---- node_table.c ---- */

/*
 * As many buckets as count; without memory for it the chains just get longer. The shard's lock is
 * held.
 */
void shard_resize(struct shard *shard, size_t count);

/* ---- node_index.c ---- */

/* A directory's node is known by its halves from now on, or (add false) no longer. */
void node_index(struct nodes *nodes, struct node *node, bool add);

#endif
