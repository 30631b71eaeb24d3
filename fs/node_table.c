/* SPDX-License-Identifier: BSD-2-Clause */
/* The table of nodes as a whole: from its making to its end, and its size. */
#include "fs/node_table.h"
#include "fs/inos.h"

#include <string.h>

void
shard_resize(struct shard *shard, size_t count)
{
	size_t old_count = shard->bucket_count;
	struct node_chain *old = shard->buckets;
	struct node_chain *buckets = calloc(count, sizeof(*buckets));

	if (buckets == NULL)
		return;
	shard->buckets = buckets;
	shard->bucket_count = count;
	for (size_t i = 0; i < old_count; i++) {
		struct node *node;

		while ((node = LIST_FIRST(&old[i])) != NULL) {
			LIST_REMOVE(node, chain);
			LIST_INSERT_HEAD(node_bucket_of(shard, node_hash(&node->key)), node, chain);
		}
	}
	free(old);
}

errnum
nodes_new(struct view *view, struct nodes **out)
{
	struct nodes *nodes = aligned_alloc(64, sizeof(*nodes));
	struct node_key key = {.dir = true, .kind = NODE_OBJECT, .top = true};

	if (nodes == NULL)
		return ENOMEM;
	memset(nodes, 0, sizeof(*nodes));
	for (int i = 0; i < HALF_LOCKS; i++)
		(void)pthread_mutex_init(&nodes->half_locks[i], NULL);
	for (int i = 0; i < SHARDS; i++) {
		struct shard *shard = &nodes->shards[i];

		(void)pthread_mutex_init(&shard->lock, NULL);
		shard->bucket_count = FIRST_BUCKETS;
		shard->buckets = calloc(FIRST_BUCKETS, sizeof(*shard->buckets));
		if (shard->buckets == NULL) {
			nodes_free(nodes);
			return ENOMEM;
		}
	}
	for (int h = TR_C; h <= TR_R; h++) {
		struct stat st;

		if (view->roots.top.fd[h] < 0 || fstat(view->roots.top.fd[h], &st) != 0)
			continue;
		key.layer |= (uint8_t)(1U << h);
		key.device[h] = inos_device(view->inos, st.st_dev);
		key.ino[h] = st.st_ino;
	}
	/* The top is in no chain: nothing is found to be it by name. */
	nodes->top = node_new(&key, NULL);
	if (nodes->top == NULL) {
		nodes_free(nodes);
		return ENOMEM;
	}
	nodes->count = 1;
	node_index(nodes, nodes->top, true);
	*out = nodes;
	return 0;
}

void
nodes_free(struct nodes *nodes)
{
	if (nodes == NULL)
		return;
	for (int i = 0; i < SHARDS; i++) {
		struct shard *shard = &nodes->shards[i];

		for (size_t b = 0; shard->buckets != NULL && b < shard->bucket_count; b++) {
			struct node *node;

			while ((node = LIST_FIRST(&shard->buckets[b])) != NULL) {
				LIST_REMOVE(node, chain);
				node_free(node);
			}
		}
		free(shard->buckets);
		(void)pthread_mutex_destroy(&shard->lock);
	}
	if (nodes->top != NULL)
		node_free(nodes->top);
	for (int i = 0; i < HALF_LOCKS; i++)
		(void)pthread_mutex_destroy(&nodes->half_locks[i]);
	free(nodes);
}

uint64_t
nodes_count(const struct nodes *nodes)
{
	return __atomic_load_n(&nodes->count, __ATOMIC_RELAXED);
}

bool
nodes_give_back(struct nodes *nodes)
{
	uint64_t count = nodes_count(nodes);
	uint64_t peak = __atomic_load_n(&nodes->peak, __ATOMIC_RELAXED);

	if (count > peak / 2 || (peak - count < GIVE_BACK_MIN && !nodes->scattered))
		return false;
	__atomic_store_n(&nodes->peak, count, __ATOMIC_RELAXED);
	nodes->scattered = count > SCATTERED_MIN;
	for (int i = 0; i < SHARDS; i++) {
		struct shard *shard = &nodes->shards[i];
		size_t buckets;

		(void)pthread_mutex_lock(&shard->lock);
		for (buckets = FIRST_BUCKETS; buckets < shard->count; buckets *= 2)
			;
		if (buckets < shard->bucket_count)
			shard_resize(shard, buckets);
		(void)pthread_mutex_unlock(&shard->lock);
	}
	return true;
}
