/* SPDX-License-Identifier: BSD-2-Clause */
/* Open files that nobody uses any more, and those that should have a descriptor by now. */
#include "fs/backing.h"
#include "fs/opened_table.h"
#include "fs/place.h"

#include <time.h>

enum {
	IDLE_FDS = 64 / OPENED_SHARDS, /* idle ones that keep their descriptor, in each shard */
	IDLE_IDS =
	    4096 / OPENED_SHARDS, /* registered ones without: they cost the kernel memory only */
	IDLE_SECONDS = 3,
	BARE_SECONDS = 1,
};

static int64_t
now_seconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return now.tv_sec;
}

static void
queue_init(struct opened_queue *queue)
{
	TAILQ_INIT(&queue->list);
	queue->count = 0;
}

static void
queue_add(struct opened_queue *queue, struct opened *opened)
{
	TAILQ_INSERT_TAIL(&queue->list, opened, link);
	queue->count++;
}

static void
queue_remove(struct opened_queue *queue, struct opened *opened)
{
	TAILQ_REMOVE(&queue->list, opened, link);
	queue->count--;
}

errnum
openeds_new(struct openeds **out)
{
	struct openeds *openeds = aligned_alloc(64, sizeof(*openeds));

	if (openeds == NULL)
		return ENOMEM;
	openeds->backing_count = 0;
	for (int i = 0; i < OPENED_SHARDS; i++) {
		struct opened_shard *shard = &openeds->shards[i];

		(void)pthread_mutex_init(&shard->lock, NULL);
		(void)pthread_cond_init(&shard->shared, NULL);
		queue_init(&shard->with_fd);
		queue_init(&shard->without);
		queue_init(&shard->bare);
	}
	*out = openeds;
	return 0;
}

void
openeds_free(struct openeds *openeds)
{
	if (openeds == NULL)
		return;
	for (int i = 0; i < OPENED_SHARDS; i++) {
		(void)pthread_cond_destroy(&openeds->shards[i].shared);
		(void)pthread_mutex_destroy(&openeds->shards[i].lock);
	}
	free(openeds);
}

unsigned int
openeds_backing_count(const struct openeds *openeds)
{
	return __atomic_load_n(&openeds->backing_count, __ATOMIC_RELAXED);
}

static struct opened_queue *
idle_of(struct opened_shard *shard, const struct opened *opened)
{
	return opened->fd >= 0 ? &shard->with_fd : &shard->without;
}

void
opened_idle_remove(struct opened_shard *shard, struct opened *opened)
{
	queue_remove(idle_of(shard, opened), opened);
}

void
opened_condemn(struct opened *opened, struct opened_list *dead)
{
	/* the last thing done to the node, which may be freed without the lock from then on */
	__atomic_store_n(&opened->node->opened, NULL, __ATOMIC_RELEASE);
	TAILQ_INSERT_TAIL(dead, opened, link);
}

/* No more idle ones than there may be: at most one at a time becomes idle. */
static void
trim(struct opened_shard *shard, struct opened_list *dead, int *fd)
{
	if (shard->with_fd.count > IDLE_FDS) {
		struct opened *oldest = TAILQ_FIRST(&shard->with_fd.list);

		queue_remove(&shard->with_fd, oldest);
		if (oldest->id != 0) {
			*fd = steal_fd(&oldest->fd);
			queue_add(&shard->without, oldest);
		} else {
			opened_condemn(oldest, dead);
		}
	}
	if (shard->without.count > IDLE_IDS) {
		struct opened *oldest = TAILQ_FIRST(&shard->without.list);

		queue_remove(&shard->without, oldest);
		opened_condemn(oldest, dead);
	}
}

void
opened_idle_add(
    struct opened_shard *shard, struct opened *opened, struct opened_list *dead, int *fd)
{
	opened->since = now_seconds();
	queue_add(idle_of(shard, opened), opened);
	trim(shard, dead, fd);
}

void
opened_set_bare(struct opened_shard *shard, struct opened *opened, bool bare)
{
	if (opened->bare == bare)
		return;
	opened->bare = bare;
	if (bare) {
		opened->since = now_seconds();
		queue_add(&shard->bare, opened);
	} else {
		queue_remove(&shard->bare, opened);
	}
}

void
opened_discard(struct opened *opened)
{
	close_fd(&opened->fd);
	free(opened);
}

void
opened_bury(struct view *view, struct opened_list *dead)
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

void
opened_forget(struct view *view, struct node *node)
{
	struct opened_shard *shard = opened_shard_of(view, node);
	struct opened_list dead = TAILQ_HEAD_INITIALIZER(dead);

	(void)pthread_mutex_lock(&shard->lock);
	if (node->opened != NULL) {
		opened_idle_remove(shard, node->opened);
		opened_condemn(node->opened, &dead);
	}
	(void)pthread_mutex_unlock(&shard->lock);
	opened_bury(view, &dead);
}

static void
expire(struct opened_queue *idle, int64_t before, struct opened_list *dead)
{
	struct opened *oldest;

	while ((oldest = TAILQ_FIRST(&idle->list)) != NULL && oldest->since < before) {
		queue_remove(idle, oldest);
		opened_condemn(oldest, dead);
	}
}

/* Those that have been bare for a while get a descriptor, as far as they still can. */
static void
dress_bare(struct view *view, struct opened_shard *shard)
{
	int64_t before = now_seconds() - BARE_SECONDS;

	for (;;) {
		struct opened *opened;

		(void)pthread_mutex_lock(&shard->lock);
		opened = TAILQ_FIRST(&shard->bare.list);
		if (opened != NULL && opened->since < before) {
			(void)opened_enter(shard, opened->node);
			opened_set_bare(shard, opened, false);
		} else {
			opened = NULL;
		}
		(void)pthread_mutex_unlock(&shard->lock);
		if (opened == NULL)
			return;
		(void)opened_need_fd(view, opened);
		opened_put(view, opened);
	}
}

void
openeds_sweep(struct view *view, bool all)
{
	int64_t before = all ? INT64_MAX : now_seconds() - IDLE_SECONDS;

	for (int i = 0; i < OPENED_SHARDS; i++) {
		struct opened_shard *shard = &view->openeds->shards[i];
		struct opened_list dead = TAILQ_HEAD_INITIALIZER(dead);

		(void)pthread_mutex_lock(&shard->lock);
		expire(&shard->with_fd, before, &dead);
		expire(&shard->without, before, &dead);
		(void)pthread_mutex_unlock(&shard->lock);
		opened_bury(view, &dead);
		if (!all)
			dress_bare(view, shard);
	}
}
