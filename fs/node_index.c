/* SPDX-License-Identifier: BSD-2-Clause */
/* Nodes found otherwise than by their key: directories by a half, for what changes below, and all
 * there are. */
#include "fs/node_table.h"

static size_t
half_bucket(uint16_t device, uint64_t ino)
{
	return (size_t)((ino + ((uint64_t)device << 48)) * UINT64_C(0x9e3779b97f4a7c15) >> 40) %
	       HALF_BUCKETS;
}

void
node_index(struct nodes *nodes, struct node *node, bool add)
{
	struct dir_node *dir = (struct dir_node *)node;

	if (!node->key.dir || node->key.kind != NODE_OBJECT)
		return;
	for (int h = TR_C; h <= TR_R; h++) {
		size_t bucket = half_bucket(node->key.device[h], node->key.ino[h]);
		pthread_mutex_t *lock = &nodes->half_locks[bucket % HALF_LOCKS];

		if (!node_has_half(node, (enum tr_half)h))
			continue;
		(void)pthread_mutex_lock(lock);
		if (add)
			LIST_INSERT_HEAD(&nodes->halves[h][bucket], dir, by_half[h]);
		else
			LIST_REMOVE(dir, by_half[h]);
		(void)pthread_mutex_unlock(lock);
	}
}

size_t
nodes_of_directory(struct view *view, uint16_t device, uint64_t ino, struct node **list, size_t max)
{
	struct nodes *nodes = view->nodes;
	size_t bucket = half_bucket(device, ino);
	pthread_mutex_t *lock = &nodes->half_locks[bucket % HALF_LOCKS];
	struct dir_node *dir;
	size_t count = 0;

	(void)pthread_mutex_lock(lock);
	for (int h = TR_C; h <= TR_R; h++) {
		LIST_FOREACH (dir, &nodes->halves[h][bucket], by_half[h]) {
			const struct node_key *key = &dir->node.key;

			if (count < max && key->ino[h] == ino && key->device[h] == device &&
			    node_ref_unless_dead(&dir->node))
				list[count++] = &dir->node;
		}
	}
	(void)pthread_mutex_unlock(lock);
	return count;
}

void
nodes_changed(struct view *view, uint16_t device, uint64_t ino)
{
	size_t bucket = half_bucket(device, ino);
	pthread_mutex_t *lock = &view->nodes->half_locks[bucket % HALF_LOCKS];
	struct dir_node *dir;

	(void)pthread_mutex_lock(lock);
	for (int h = TR_C; h <= TR_R; h++)
		LIST_FOREACH (dir, &view->nodes->halves[h][bucket], by_half[h])
			if (dir->node.key.ino[h] == ino && dir->node.key.device[h] == device)
				node_changed(&dir->node);
	(void)pthread_mutex_unlock(lock);
}

void
node_touch(struct view *view, const struct node *node, enum tr_half half)
{
	if (node->key.kind == NODE_OBJECT)
		nodes_changed(view, node->key.device[half], node->key.ino[half]);
}

void
nodes_each(struct view *view, void (*fn)(void *arg, struct node *node), void *arg)
{
	for (int i = 0; i < SHARDS; i++) {
		struct shard *shard = &view->nodes->shards[i];
		struct node **list = NULL;
		struct node *node;
		size_t count = 0;

		(void)pthread_mutex_lock(&shard->lock);
		if (shard->count > 0)
			list = calloc(shard->count, sizeof(struct node *));
		for (size_t b = 0; list != NULL && b < shard->bucket_count; b++) {
			LIST_FOREACH (node, &shard->buckets[b], chain) {
				node_ref(node);
				list[count++] = node;
			}
		}
		(void)pthread_mutex_unlock(&shard->lock);
		for (size_t n = 0; n < count; n++) {
			fn(arg, list[n]);
			node_unref(view, list[n], 1);
		}
		free(list);
	}
}
