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

/* A directory's node is known by its halves from now on, or (add false) no longer. */
void node_index(struct nodes *nodes, struct node *node, bool add);

#endif
