/* SPDX-License-Identifier: BSD-2-Clause */
/* Nodes found by their identity, made and given up. */
#include "fs/node_table.h"
#include "fs/ahead.h"
#include "fs/dirfd.h"
#include "fs/opened.h"
#include "fs/snapshot.h"

#include <string.h>

static bool
same_key(const struct node_key *a, const struct node_key *b)
{
	return a->ino[0] == b->ino[0] && a->ino[1] == b->ino[1] && a->device[0] == b->device[0] &&
	       a->device[1] == b->device[1] && a->layer == b->layer && a->kind == b->kind &&
	       a->dir == b->dir && a->alone == b->alone && a->top == b->top;
}

void
node_lock(struct view *view, const struct node *node)
{
	(void)pthread_mutex_lock(&node_shard_of(view, node_hash(&node->key))->lock);
}

void
node_unlock(struct view *view, const struct node *node)
{
	(void)pthread_mutex_unlock(&node_shard_of(view, node_hash(&node->key))->lock);
}

static struct node *
find_locked(struct shard *shard, const struct node_key *key, uint64_t hash)
{
	struct node *node;

	LIST_FOREACH (node, node_bucket_of(shard, hash), chain)
		if (same_key(&node->key, key))
			return node;
	return NULL;
}

struct node *
node_new(const struct node_key *key, const char *name)
{
	size_t size = key->dir ? sizeof(struct dir_node) : sizeof(struct node);
	size_t len = name != NULL ? strlen(name) + 1 : 0;
	struct node *node = malloc(size + len);

	if (node == NULL)
		return NULL;
	memset(node, 0, size);
	node->key = *key;
	node->refs = 1;
	if (name != NULL) {
		node->name = node_first_name(node);
		memcpy(node->name, name, len);
	}
	if (!key->dir) {
		node->pin = -1;
	}
	return node;
}

void
node_free(struct node *node)
{
	if (!node->key.dir) {
		close_fd(&node->pin);
		if (node->opened != NULL)
			opened_discard(node->opened);
	}
	node_name_free(node, node->name);
	free(node);
}

struct node *
node_of(const struct view *view, uint64_t nodeid)
{
	return nodeid == 1 ? view->nodes->top : (struct node *)(uintptr_t)nodeid;
}

uint64_t
node_id(const struct view *view, const struct node *node)
{
	return node == view->nodes->top ? 1 : (uint64_t)(uintptr_t)node;
}

static void
count_up(struct nodes *nodes)
{
	uint64_t count = __atomic_add_fetch(&nodes->count, 1, __ATOMIC_RELAXED);

	/* a hint: of two threads that are here at once, the lower may win */
	if (count > __atomic_load_n(&nodes->peak, __ATOMIC_RELAXED))
		__atomic_store_n(&nodes->peak, count, __ATOMIC_RELAXED);
}

/*
 * Make a node with a key that is not in the table. The shard's lock is held. NULL without memory.
 */
static struct node *
insert_locked(struct view *view, struct shard *shard, const struct node_key *key, uint64_t hash,
    struct node *parent, const char *name, enum tr_layer layer)
{
	struct node *node = node_new(key, name);

	if (node == NULL)
		return NULL;
	node->layer = (uint8_t)layer;
	node_ref(parent);
	node->parent = parent;
	LIST_INSERT_HEAD(node_bucket_of(shard, hash), node, chain);
	if (++shard->count > shard->bucket_count)
		shard_resize(shard, shard->bucket_count * 2);
	count_up(view->nodes);
	/* before anybody else finds it: no change of what they are told may be missed */
	node_index(view->nodes, node, true);
	return node;
}

/* Whether a node, whose lock is held, has this place. */
static bool
is_at(const struct node *node, const struct node *parent, const char *name)
{
	return node->parent == parent && node->name != NULL && strcmp(node->name, name) == 0;
}

/* Whether a node, whose lock is held, is where it was found; then its layer is brought up to date.
 */
static bool
is_located(struct node *node, const struct node *parent, const char *name, enum tr_layer layer)
{
	if (!is_at(node, parent, name))
		return false;
	node->layer = (uint8_t)layer;
	return true;
}

errnum
node_get(struct view *view, const struct node_key *key, struct node *parent, const char *name,
    enum tr_layer layer, struct node **out)
{
	uint64_t hash = node_hash(key);
	struct shard *shard = node_shard_of(view, hash);
	struct node *node;
	bool located = true;
	errnum error = 0;

	(void)pthread_mutex_lock(&shard->lock);
	node = find_locked(shard, key, hash);
	if (node != NULL) {
		node_ref(node);
		located = is_located(node, parent, name, layer);
	} else {
		node = insert_locked(view, shard, key, hash, parent, name, layer);
	}
	(void)pthread_mutex_unlock(&shard->lock);
	if (node == NULL)
		return ENOMEM;
	if (!located)
		error = node_move(view, node, parent, name, layer);
	if (error != 0)
		node_unref(view, node, 1);
	else
		*out = node;
	return error;
}

struct node *
node_find(struct view *view, const struct node_key *key)
{
	uint64_t hash = node_hash(key);
	struct shard *shard = node_shard_of(view, hash);
	struct node *node;

	(void)pthread_mutex_lock(&shard->lock);
	node = find_locked(shard, key, hash);
	if (node != NULL)
		node_ref(node);
	(void)pthread_mutex_unlock(&shard->lock);
	return node;
}

bool
node_is_known(
    struct view *view, const struct node_key *key, const struct node *parent, const char *name)
{
	uint64_t hash = node_hash(key);
	struct shard *shard = node_shard_of(view, hash);
	const struct node *node;
	bool known;

	(void)pthread_mutex_lock(&shard->lock);
	node = find_locked(shard, key, hash);
	known = node != NULL && is_at(node, parent, name) && !node_is_changing(node);
	(void)pthread_mutex_unlock(&shard->lock);
	return known;
}

void
node_ref(struct node *node)
{
	__atomic_add_fetch(&node->refs, 1, __ATOMIC_RELAXED);
}

bool
node_ref_unless_dead(struct node *node)
{
	uint64_t refs = __atomic_load_n(&node->refs, __ATOMIC_RELAXED);

	while (refs != 0)
		if (__atomic_compare_exchange_n(
			&node->refs, &refs, refs + 1, true, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
			return true;
	return false;
}

bool
node_has_others(const struct node *node)
{
	return __atomic_load_n(&node->refs, __ATOMIC_ACQUIRE) > 1;
}

/* Drop count references. True when the node is now out of the table and the caller's to free. */
static bool
drop(struct view *view, struct node *node, uint64_t count)
{
	uint64_t refs = __atomic_load_n(&node->refs, __ATOMIC_RELAXED);
	uint64_t hash;
	struct shard *shard;
	bool gone;

	/* Not to zero: no lock. To zero: under the lock, so that no look-up can find the node
	 * meanwhile. */
	while (refs > count)
		if (__atomic_compare_exchange_n(
			&node->refs, &refs, refs - count, true, __ATOMIC_RELEASE, __ATOMIC_RELAXED))
			return false;
	if (node == view->nodes->top)
		return false; /* the kernel may forget the top when it unmounts */
	hash = node_hash(&node->key);
	shard = node_shard_of(view, hash);
	(void)pthread_mutex_lock(&shard->lock);
	gone = __atomic_sub_fetch(&node->refs, count, __ATOMIC_ACQ_REL) == 0;
	if (gone) {
		LIST_REMOVE(node, chain);
		shard->count--;
		__atomic_sub_fetch(&view->nodes->count, 1, __ATOMIC_RELAXED);
	}
	(void)pthread_mutex_unlock(&shard->lock);
	return gone;
}

void
node_unref(struct view *view, struct node *node, uint64_t count)
{
	/* Freeing a node gives up its parent: a loop, since trees can be deep. */
	while (node != NULL && drop(view, node, count)) {
		struct node *parent = node->parent;

		if (node->key.dir) {
			node_index(view->nodes, node, false);
			dirfds_forget(view->dirfds, node);
			snapshots_forget(view->snapshots, node);
			ahead_forget(view->ahead, node);
		} else if (__atomic_load_n(&node->opened, __ATOMIC_ACQUIRE) != NULL) {
			opened_forget(view, node);
		}
		node_free(node);
		node = parent;
		count = 1;
	}
}
