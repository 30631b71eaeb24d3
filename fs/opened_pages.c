/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Users that have no handle: reads with data=cached, and open files that are read through the
 * kernel's pages.
 */
#include "fs/opened_table.h"

#include <fcntl.h>

errnum
opened_need_fd(struct view *view, struct opened *opened)
{
	struct opened_shard *shard = opened_shard_of(view, opened->node);
	cleanup_fd int own = -1;
	errnum error;
	bool there;

	(void)pthread_mutex_lock(&shard->lock);
	there = opened->fd >= 0;
	(void)pthread_mutex_unlock(&shard->lock);
	if (there)
		return 0;
	error = opened_open_file(view, opened->node, O_RDONLY, &own);
	if (error != 0)
		return error;
	(void)pthread_mutex_lock(&shard->lock);
	if (opened->fd < 0) {
		opened->fd = steal_fd(&own);
		opened->readable = true;
		opened_set_bare(shard, opened, false);
	}
	(void)pthread_mutex_unlock(&shard->lock);
	return 0;
}

errnum
opened_get_reader(struct view *view, struct node *node, struct opened **out)
{
	struct opened_shard *shard = opened_shard_of(view, node);
	struct opened *opened;
	errnum error;

	(void)pthread_mutex_lock(&shard->lock);
	opened = opened_enter(shard, node);
	(void)pthread_mutex_unlock(&shard->lock);
	if (opened == NULL)
		return ENOMEM;
	error = opened_need_fd(view, opened);
	if (error != 0)
		opened_put(view, opened);
	else
		*out = opened;
	return error;
}

errnum
opened_get_pages(struct view *view, struct node *node, bool alone, struct opened **out)
{
	struct opened_shard *shard = opened_shard_of(view, node);
	struct opened *opened;
	int unreadable = -1;
	bool ours;

	(void)pthread_mutex_lock(&shard->lock);
	opened = opened_enter(shard, node);
	/* not when somebody is at work to have it another way, with this descriptor */
	ours = opened != NULL && (opened->users == 1 || opened->how == OPENED_PAGES);
	if (ours) {
		if (opened->users == 1 && !opened->readable)
			unreadable = steal_fd(&opened->fd);
		opened->how = OPENED_PAGES;
		if (alone && opened->users == 1)
			opened->exclusive = true;
		/* an exclusive one gets its descriptor now, or goes */
		if (opened->fd < 0 && !opened->exclusive)
			opened_set_bare(shard, opened, true);
	}
	(void)pthread_mutex_unlock(&shard->lock);
	close_fd(&unreadable);
	if (opened == NULL)
		return ENOMEM;
	if (!ours) {
		opened_put(view, opened);
		return EBUSY;
	}
	*out = opened;
	return 0;
}

void
opened_share(struct view *view, struct opened *opened)
{
	struct opened_shard *shard = opened_shard_of(view, opened->node);

	(void)pthread_mutex_lock(&shard->lock);
	opened->exclusive = false;
	(void)pthread_cond_broadcast(&shard->shared);
	(void)pthread_mutex_unlock(&shard->lock);
}

void
opened_put_pages(struct view *view, struct node *node)
{
	/* its own use keeps it */
	opened_put(view, __atomic_load_n(&node->opened, __ATOMIC_ACQUIRE));
}
