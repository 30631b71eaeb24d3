/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/node_table.h"
#include "fs/ahead.h"
#include "fs/dirfd.h"
#include "fs/inos.h"
#include "fs/opened.h"
#include "fs/snapshot.h"
#include "fs/stat_hook.h"

#include <string.h>

static uint64_t
hash_of(const struct node_key *key)
{
	uint64_t h = key->ino[0] * UINT64_C(0x9e3779b97f4a7c15);

	h ^=
	    (key->ino[1] + ((uint64_t)key->device[0] << 32 | (uint64_t)key->device[1] << 16 |
			       (uint64_t)key->layer << 8 | (uint64_t)key->kind << 1 | key->alone)) *
	    UINT64_C(0xc2b2ae3d27d4eb4f);
	return h ^ h >> 29;
}

static bool
same_key(const struct node_key *a, const struct node_key *b)
{
	return a->ino[0] == b->ino[0] && a->ino[1] == b->ino[1] && a->device[0] == b->device[0] &&
	       a->device[1] == b->device[1] && a->layer == b->layer && a->kind == b->kind &&
	       a->dir == b->dir && a->alone == b->alone && a->top == b->top;
}

static struct shard *
shard_of(const struct view *view, uint64_t hash)
{
	return &view->nodes->shards[hash % SHARDS];
}

static struct node_chain *
bucket_of(struct shard *shard, uint64_t hash)
{
	return &shard->buckets[hash / SHARDS & (shard->bucket_count - 1)];
}

void
node_lock(struct view *view, const struct node *node)
{
	(void)pthread_mutex_lock(&shard_of(view, hash_of(&node->key))->lock);
}

void
node_unlock(struct view *view, const struct node *node)
{
	(void)pthread_mutex_unlock(&shard_of(view, hash_of(&node->key))->lock);
}

/* As many buckets as count; without memory for it the chains just get longer. */
static void
resize(struct shard *shard, size_t count)
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
			LIST_INSERT_HEAD(bucket_of(shard, hash_of(&node->key)), node, chain);
		}
	}
	free(old);
}

static struct node *
find_locked(struct shard *shard, const struct node_key *key, uint64_t hash)
{
	struct node *node;

	LIST_FOREACH (node, bucket_of(shard, hash), chain)
		if (same_key(&node->key, key))
			return node;
	return NULL;
}

/* A node with its name, or (NULL) without one. */
static struct node *
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

static void
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

/* Make a node with a key that is not in the table. The shard's lock is held. NULL without memory. */
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
	LIST_INSERT_HEAD(bucket_of(shard, hash), node, chain);
	if (++shard->count > shard->bucket_count)
		resize(shard, shard->bucket_count * 2);
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
	uint64_t hash = hash_of(key);
	struct shard *shard = shard_of(view, hash);
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
	uint64_t hash = hash_of(key);
	struct shard *shard = shard_of(view, hash);
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
	uint64_t hash = hash_of(key);
	struct shard *shard = shard_of(view, hash);
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
	hash = hash_of(&node->key);
	shard = shard_of(view, hash);
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
			resize(shard, buckets);
		(void)pthread_mutex_unlock(&shard->lock);
	}
	return true;
}

struct node_key
node_key_of(const struct view *view, const struct node *parent, const struct tr_entry *entry)
{
	enum tr_half front = tr_front(entry->layer);
	struct node_key key = {.kind = NODE_OBJECT, .alone = parent->key.alone};

	key.dir = S_ISDIR(entry->st[front].st_mode);
	if (!key.dir) {
		key.alone = false; /* a file is one object, however it is reached */
		key.device[0] = inos_device(view->inos, entry->st[front].st_dev);
		key.ino[0] = entry->st[front].st_ino;
		if (S_ISLNK(entry->st[front].st_mode) && view->options.links != TR_LINKS_ASIS) {
			/* what its target is rewritten to depends on where it stands */
			key.ino[1] = node_ino(&parent->key);
			key.device[1] = 1;
		}
		return key;
	}
	for (int h = TR_C; h <= TR_R; h++) {
		if ((entry->layer & (1U << h)) == 0 || stat_is_hole(&entry->st[h]))
			continue;
		key.layer |= (uint8_t)(1U << h);
		key.device[h] = inos_device(view->inos, entry->st[h].st_dev);
		key.ino[h] = entry->st[h].st_ino;
	}
	if (key.layer == 0) { /* nothing but holes */
		key.kind = NODE_HOLE;
		key.device[0] = INO_DEVICE_HOLE;
		key.ino[0] = entry->st[front].st_ino;
	}
	return key;
}

uint64_t
node_ino(const struct node_key *key)
{
	int front =
	    key->dir && key->kind == NODE_OBJECT ? (int)tr_front((enum tr_layer)key->layer) : 0;

	return inos_number(key->device[front], key->ino[front]) | (key->alone ? INO_ALONE : 0);
}
