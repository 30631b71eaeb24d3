/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/opened.h"
#include "fs/backing.h"
#include "fs/entry.h"
#include "fs/handle.h"
#include "fs/invalidate.h"
#include "fs/place.h"
#include "fs/view.h"

#include <fcntl.h>
#include <pthread.h>
#include <time.h>

enum {
	SHARDS = 16,
	IDLE_FDS = 64 / SHARDS, /* idle ones that keep their descriptor, in each shard */
	IDLE_IDS = 4096 / SHARDS, /* registered ones without: they cost the kernel memory only */
	IDLE_SECONDS = 3,
};

TAILQ_HEAD(opened_list, opened);

/* Idle ones, oldest first. */
struct idle {
	struct opened_list list;
	unsigned int count;
};

struct shard {
	pthread_mutex_t lock; /* of node->opened and of what it points to, for the shard's nodes */
	struct idle with_fd;
	struct idle without; /* id only */
} __attribute__((aligned(64)));

struct openeds {
	struct shard shards[SHARDS];
	unsigned int backing_count; /* atomic */
};

static struct shard *
shard_of(const struct view *view, const struct node *node)
{
	uintptr_t at = (uintptr_t)node;

	return &view->openeds->shards[(at >> 5 ^ at >> 12) % SHARDS];
}

static int64_t
now_seconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return now.tv_sec;
}

errnum
openeds_new(struct openeds **out)
{
	struct openeds *openeds = aligned_alloc(64, sizeof(*openeds));

	if (openeds == NULL)
		return ENOMEM;
	openeds->backing_count = 0;
	for (int i = 0; i < SHARDS; i++) {
		struct shard *shard = &openeds->shards[i];

		(void)pthread_mutex_init(&shard->lock, NULL);
		TAILQ_INIT(&shard->with_fd.list);
		TAILQ_INIT(&shard->without.list);
		shard->with_fd.count = 0;
		shard->without.count = 0;
	}
	*out = openeds;
	return 0;
}

void
openeds_free(struct openeds *openeds)
{
	if (openeds == NULL)
		return;
	for (int i = 0; i < SHARDS; i++)
		(void)pthread_mutex_destroy(&openeds->shards[i].lock);
	free(openeds);
}

unsigned int
openeds_backing_count(const struct openeds *openeds)
{
	return __atomic_load_n(&openeds->backing_count, __ATOMIC_RELAXED);
}

/* ---- idle ones; the shard's lock is held ---- */

static struct idle *
idle_of(struct shard *shard, const struct opened *opened)
{
	return opened->fd >= 0 ? &shard->with_fd : &shard->without;
}

static void
idle_add(struct idle *idle, struct opened *opened)
{
	TAILQ_INSERT_TAIL(&idle->list, opened, link);
	idle->count++;
}

static void
idle_remove(struct idle *idle, struct opened *opened)
{
	TAILQ_REMOVE(&idle->list, opened, link);
	idle->count--;
}

/* Off its node: to be closed and freed once the lock is released. */
static void
condemn(struct opened *opened, struct opened_list *dead)
{
	/* the last thing done to the node, which may be freed without the lock from then on */
	__atomic_store_n(&opened->node->opened, NULL, __ATOMIC_RELEASE);
	TAILQ_INSERT_TAIL(dead, opened, link);
}

static void
bury(struct view *view, struct opened_list *dead)
{
	struct opened *opened;

	while ((opened = TAILQ_FIRST(dead)) != NULL) {
		TAILQ_REMOVE(dead, opened, link);
		if (opened->id != 0) {
			backing_close(view, opened->id);
			__atomic_sub_fetch(&view->openeds->backing_count, 1, __ATOMIC_RELAXED);
		}
		opened_discard(opened);
	}
}

/* No more idle ones than there may be. *fd is one to be closed: at most one at a time becomes idle.
 */
static void
trim(struct shard *shard, struct opened_list *dead, int *fd)
{
	if (shard->with_fd.count > IDLE_FDS) {
		struct opened *oldest = TAILQ_FIRST(&shard->with_fd.list);

		idle_remove(&shard->with_fd, oldest);
		if (oldest->id != 0) {
			*fd = steal_fd(&oldest->fd);
			idle_add(&shard->without, oldest);
		} else {
			condemn(oldest, dead);
		}
	}
	if (shard->without.count > IDLE_IDS) {
		struct opened *oldest = TAILQ_FIRST(&shard->without.list);

		idle_remove(&shard->without, oldest);
		condemn(oldest, dead);
	}
}

static void
expire(struct idle *idle, int64_t before, struct opened_list *dead)
{
	struct opened *oldest;

	while ((oldest = TAILQ_FIRST(&idle->list)) != NULL && oldest->idle_since < before) {
		idle_remove(idle, oldest);
		condemn(oldest, dead);
	}
}

void
openeds_sweep(struct view *view, bool all)
{
	int64_t before = all ? INT64_MAX : now_seconds() - IDLE_SECONDS;

	for (int i = 0; i < SHARDS; i++) {
		struct shard *shard = &view->openeds->shards[i];
		struct opened_list dead = TAILQ_HEAD_INITIALIZER(dead);

		(void)pthread_mutex_lock(&shard->lock);
		expire(&shard->with_fd, before, &dead);
		expire(&shard->without, before, &dead);
		(void)pthread_mutex_unlock(&shard->lock);
		bury(view, &dead);
	}
}

/* ---- users ---- */

/* node's, with one more user. The lock is held. NULL: no memory. */
static struct opened *
enter(struct shard *shard, struct node *node)
{
	struct opened *opened = node->opened;

	if (opened == NULL) {
		opened = calloc(1, sizeof(*opened));
		if (opened == NULL)
			return NULL;
		opened->node = node;
		opened->fd = -1;
		LIST_INIT(&opened->handles);
		node->opened = opened;
	} else if (opened->users == 0) {
		idle_remove(idle_of(shard, opened), opened);
	}
	opened->users++;
	/* the kernel may forget the node as soon as its answer is out, and its user is not done */
	node_ref(node);
	return opened;
}

void
opened_put(struct view *view, struct opened *opened)
{
	struct node *node = opened->node;
	struct shard *shard = shard_of(view, node);
	struct opened_list dead = TAILQ_HEAD_INITIALIZER(dead);
	cleanup_fd int fd = -1;

	(void)pthread_mutex_lock(&shard->lock);
	if (--opened->users == 0) {
		opened->how = OPENED_UNDECIDED;
		/* with cache=hold the name may come to lead to another file, with the same node */
		if ((opened->fd < 0 && opened->id == 0) || view->options.hold) {
			condemn(opened, &dead);
		} else {
			opened->idle_since = now_seconds();
			idle_add(idle_of(shard, opened), opened);
			trim(shard, &dead, &fd);
		}
	}
	(void)pthread_mutex_unlock(&shard->lock);
	bury(view, &dead);
	node_unref(view, node, 1);
}

void
opened_forget(struct view *view, struct node *node)
{
	struct shard *shard = shard_of(view, node);
	struct opened_list dead = TAILQ_HEAD_INITIALIZER(dead);

	(void)pthread_mutex_lock(&shard->lock);
	if (node->opened != NULL) {
		idle_remove(idle_of(shard, node->opened), node->opened);
		condemn(node->opened, &dead);
	}
	(void)pthread_mutex_unlock(&shard->lock);
	bury(view, &dead);
}

void
opened_discard(struct opened *opened)
{
	close_fd(&opened->fd);
	free(opened);
}

/* An O_PATH descriptor of node's file, or one for reading; room is made for it when there is none.
 */
static errnum
open_some(struct view *view, struct node *node, bool for_reading, int *fd)
{
	errnum error =
	    for_reading ? node_open(view, node, O_RDONLY, fd) : node_open_path(view, node, fd);

	if (error != EMFILE)
		return error;
	openeds_sweep(view, true);
	return for_reading ? node_open(view, node, O_RDONLY, fd) : node_open_path(view, node, fd);
}

/* What an open file has found out while the lock was not held, unless another has been faster. */
static void
settle(struct view *view, struct opened *opened, int *fd, int *id)
{
	if (opened->fd < 0)
		opened->fd = steal_fd(fd);
	if (opened->how == OPENED_UNDECIDED) {
		if (opened->id == 0 && *id != 0) {
			opened->id = *id;
			*id = 0;
			__atomic_add_fetch(&view->openeds->backing_count, 1, __ATOMIC_RELAXED);
		}
		opened->how = opened->id != 0 ? OPENED_BACKING : OPENED_PAGES;
	}
}

/* Open and register node's file, as far as that is not done. The lock is not held. */
static errnum
prepare(struct view *view, struct opened *opened, int fd, int id)
{
	struct shard *shard = shard_of(view, opened->node);
	cleanup_fd int own = -1;
	int own_id = 0;
	errnum error = 0;

	if (fd < 0) {
		error = open_some(view, opened->node, false, &own);
		fd = own;
	}
	if (error != 0)
		return error;
	/* whatever keeps it from being registered: there is another way */
	if (id == 0 && backing_open(view, fd, &own_id) != 0)
		own_id = 0;
	(void)pthread_mutex_lock(&shard->lock);
	settle(view, opened, &own, &own_id);
	(void)pthread_mutex_unlock(&shard->lock);
	if (own_id != 0)
		backing_close(view, own_id);
	return 0;
}

errnum
opened_get(struct view *view, struct node *node, bool pass, struct opened **out, bool *seen)
{
	struct shard *shard = shard_of(view, node);
	struct opened *opened;
	bool ready;
	int fd = -1;
	int id = 0;
	errnum error = 0;

	(void)pthread_mutex_lock(&shard->lock);
	opened = enter(shard, node);
	if (opened != NULL) {
		fd = opened->fd;
		id = opened->id;
		if (opened->how == OPENED_UNDECIDED && !pass)
			opened->how = OPENED_PAGES;
		else if (opened->how == OPENED_UNDECIDED && fd >= 0 && id != 0)
			opened->how = OPENED_BACKING;
	}
	ready = opened != NULL && opened->how != OPENED_UNDECIDED;
	(void)pthread_mutex_unlock(&shard->lock);
	if (opened == NULL)
		return ENOMEM;
	*seen = false;
	if (!ready) {
		*seen = fd < 0;
		error = prepare(view, opened, fd, id);
	}
	/* only where changes are heard of does its name still lead to it for certain */
	if (error == 0 && !*seen && opened->how == OPENED_BACKING &&
	    key_timeout(view, &node->key) < VIEW_FOREVER) {
		cleanup_fd int now = -1;

		error = open_some(view, node, false, &now);
		*seen = true;
	}
	if (error != 0)
		opened_put(view, opened);
	else
		*out = opened;
	return error;
}

errnum
opened_get_reader(struct view *view, struct node *node, struct opened **out)
{
	struct shard *shard = shard_of(view, node);
	struct opened *opened;
	cleanup_fd int own = -1;
	int fd = -1;
	errnum error = 0;

	(void)pthread_mutex_lock(&shard->lock);
	opened = enter(shard, node);
	if (opened != NULL)
		fd = opened->fd;
	(void)pthread_mutex_unlock(&shard->lock);
	if (opened == NULL)
		return ENOMEM;
	if (fd < 0) {
		error = open_some(view, node, true, &own);
		if (error != 0) {
			opened_put(view, opened);
			return error;
		}
		(void)pthread_mutex_lock(&shard->lock);
		if (opened->fd < 0)
			opened->fd = steal_fd(&own);
		(void)pthread_mutex_unlock(&shard->lock);
	}
	*out = opened;
	return 0;
}

static void
count_changers(struct view *view, struct opened *opened, unsigned int by)
{
	struct shard *shard = shard_of(view, opened->node);

	(void)pthread_mutex_lock(&shard->lock);
	opened->changers += by;
	__atomic_store_n(&opened->node->changing, opened->changers > 0, __ATOMIC_RELEASE);
	(void)pthread_mutex_unlock(&shard->lock);
}

void
opened_add_changer(struct view *view, struct opened *opened)
{
	count_changers(view, opened, 1);
}

void
opened_remove_changer(struct view *view, struct opened *opened)
{
	/* first: an answer with older attributes that finds it changing no more finds this */
	key_note_change(view, &opened->node->key);
	count_changers(view, opened, (unsigned int)-1);
}

void
opened_add_handle(struct view *view, struct opened *opened, struct handle *handle)
{
	struct shard *shard = shard_of(view, opened->node);

	(void)pthread_mutex_lock(&shard->lock);
	LIST_INSERT_HEAD(&opened->handles, handle, link);
	(void)pthread_mutex_unlock(&shard->lock);
}

void
opened_remove_handle(struct view *view, struct opened *opened, struct handle *handle)
{
	struct shard *shard = shard_of(view, opened->node);

	(void)pthread_mutex_lock(&shard->lock);
	LIST_REMOVE(handle, link);
	(void)pthread_mutex_unlock(&shard->lock);
}

errnum
opened_spare_fd(struct view *view, struct node *node, int *fd)
{
	struct shard *shard = shard_of(view, node);
	errnum error = ESTALE;
	int source = -1;

	(void)pthread_mutex_lock(&shard->lock);
	if (node->opened != NULL && node->opened->users > 0) {
		if (node->opened->fd >= 0)
			source = node->opened->fd;
		else if (!LIST_EMPTY(&node->opened->handles))
			source = LIST_FIRST(&node->opened->handles)->fd;
	}
	if (source >= 0) {
		int copy = fcntl(source, F_DUPFD_CLOEXEC, 0);

		error = copy < 0 ? last_error() : 0;
		if (copy >= 0)
			*fd = copy;
	}
	(void)pthread_mutex_unlock(&shard->lock);
	return error;
}
