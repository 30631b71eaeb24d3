/* SPDX-License-Identifier: BSD-2-Clause */
/* The cache: what is in it, and what has to leave. */
#include "fs/dirfd_cache.h"

errnum
dirfds_new(unsigned int max, struct dirfds **out)
{
	struct dirfds *dirfds = calloc(1, sizeof(*dirfds));

	if (dirfds == NULL)
		return ENOMEM;
	(void)pthread_mutex_init(&dirfds->lock, NULL);
	TAILQ_INIT(&dirfds->list);
	dirfds->max = max;
	*out = dirfds;
	return 0;
}

void
dirfds_free(struct dirfds *dirfds)
{
	struct dirfd *d;

	if (dirfds == NULL)
		return;
	while ((d = TAILQ_FIRST(&dirfds->list)) != NULL) {
		TAILQ_REMOVE(&dirfds->list, d, link);
		dirfd_unref(d);
	}
	for (int h = TR_C; h <= TR_R; h++)
		absent_end(&dirfds->top_absent[h]);
	(void)pthread_mutex_destroy(&dirfds->lock);
	free(dirfds);
}

unsigned int
dirfds_count(const struct dirfds *dirfds)
{
	return __atomic_load_n(&dirfds->count, __ATOMIC_RELAXED);
}

static void
off_list(struct dirfds *dirfds, struct dirfd *d)
{
	TAILQ_REMOVE(&dirfds->list, d, link);
	__atomic_sub_fetch(&dirfds->count, 1, __ATOMIC_RELAXED);
	d->owner = NULL;
}

void
dirfds_forget(struct dirfds *dirfds, struct node *node)
{
	if (node->dirfds[TR_C] == NULL && node->dirfds[TR_R] == NULL)
		return;
	(void)pthread_mutex_lock(&dirfds->lock);
	for (int h = TR_C; h <= TR_R; h++)
		if (node->dirfds[h] != NULL)
			off_list(dirfds, node->dirfds[h]);
	(void)pthread_mutex_unlock(&dirfds->lock);
	for (int h = TR_C; h <= TR_R; h++)
		dirfd_unref(steal_ptr(node->dirfds[h]));
}

/* Take d off its owner and the list, unless it was used since it was last looked at. The cache's
 * lock is held. */
static bool
take_idle(struct view *view, struct dirfd *d)
{
	struct node *owner = d->owner;
	bool idle;

	node_lock(view, owner);
	idle = !__atomic_exchange_n(&d->hot, false, __ATOMIC_RELAXED) && !owner->pinned;
	if (idle) {
		owner->dirfds[d->half] = NULL;
		off_list(view->dirfds, d);
	}
	node_unlock(view, owner);
	return idle;
}

void
dirfds_sweep(struct view *view)
{
	const struct node *top = node_of(view, 1);
	struct dirfd *next;

	(void)pthread_mutex_lock(&view->dirfds->lock);
	for (struct dirfd *d = TAILQ_FIRST(&view->dirfds->list); d != NULL; d = next) {
		next = TAILQ_NEXT(d, link);
		if (d->owner->key.device[d->half] != top->key.device[d->half] && take_idle(view, d))
			dirfd_unref(d);
	}
	(void)pthread_mutex_unlock(&view->dirfds->lock);
}

/* Close what has not been used for longest, until there is room for one more. */
static void
evict(struct view *view)
{
	struct dirfds *dirfds = view->dirfds;
	/* twice round at the most: the first round takes the heat away */
	unsigned int steps = 2 * dirfds->count;

	while (dirfds->count >= dirfds->max && steps-- > 0) {
		struct dirfd *d = TAILQ_LAST(&dirfds->list, dirfd_list);

		TAILQ_REMOVE(&dirfds->list, d, link);
		TAILQ_INSERT_HEAD(&dirfds->list, d, link);
		if (take_idle(view, d))
			dirfd_unref(d);
	}
}

errnum
dirfd_stat(struct view *view, struct node *node, enum tr_half half, struct stat *st)
{
	struct dirfd *d =
	    node->key.dir && node->key.kind == NODE_OBJECT ? dirfd_ref(view, node, half) : NULL;
	errnum error = d == NULL ? ENOENT : 0;

	if (error == 0 && fstat(d->fd, st) != 0)
		error = last_error();
	dirfd_unref(d);
	return error;
}

errnum
dirfd_remember(struct view *view, struct node *node, enum tr_half half, int fd, struct dirfd **out)
{
	struct dirfd *fresh = malloc(sizeof(*fresh));
	struct dirfd *d;

	if (fresh == NULL) {
		close_fd(&fd);
		return ENOMEM;
	}
	*fresh = (struct dirfd){.owner = node, .half = half, .fd = fd, .refs = 2, .hot = true};
	(void)pthread_mutex_lock(&view->dirfds->lock);
	evict(view);
	node_lock(view, node);
	d = node->dirfds[half];
	if (d == NULL) {
		d = node->dirfds[half] = fresh;
		TAILQ_INSERT_HEAD(&view->dirfds->list, d, link);
		__atomic_add_fetch(&view->dirfds->count, 1, __ATOMIC_RELAXED);
		fresh = NULL;
	} else {
		__atomic_add_fetch(&d->refs, 1, __ATOMIC_RELAXED);
	}
	node_unlock(view, node);
	(void)pthread_mutex_unlock(&view->dirfds->lock);
	if (fresh != NULL) {
		close_fd(&fresh->fd);
		free(fresh);
	}
	*out = d;
	return 0;
}
