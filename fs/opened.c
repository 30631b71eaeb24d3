/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/backing.h"
#include "fs/entry.h"
#include "fs/handle.h"
#include "fs/invalidate.h"
#include "fs/opened_table.h"
#include "fs/place.h"

#include <fcntl.h>

struct opened *
opened_enter(struct opened_shard *shard, struct node *node)
{
	struct opened *opened;

	/* whatever comes of it meanwhile, node->opened is looked at again */
	while (node->opened != NULL && node->opened->exclusive)
		(void)pthread_cond_wait(&shard->shared, &shard->lock);
	opened = node->opened;
	if (opened == NULL) {
		opened = calloc(1, sizeof(*opened));
		if (opened == NULL)
			return NULL;
		opened->node = node;
		opened->fd = -1;
		LIST_INIT(&opened->handles);
		node->opened = opened;
	} else if (opened->users == 0) {
		opened_idle_remove(shard, opened);
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
	struct opened_shard *shard = opened_shard_of(view, node);
	struct opened_list dead = TAILQ_HEAD_INITIALIZER(dead);
	cleanup_fd int fd = -1;

	(void)pthread_mutex_lock(&shard->lock);
	if (--opened->users == 0) {
		opened->how = OPENED_UNDECIDED;
		opened_set_bare(shard, opened, false);
		/* with cache=hold the name may come to lead to another file, with the same node */
		if ((opened->fd < 0 && opened->id == 0) || view->options.hold)
			opened_condemn(opened, &dead);
		else
			opened_idle_add(shard, opened, &dead, &fd);
	}
	(void)pthread_mutex_unlock(&shard->lock);
	opened_bury(view, &dead);
	node_unref(view, node, 1);
}

static errnum
open_once(struct view *view, struct node *node, int flags, int *fd)
{
	return flags == OPENED_PATH ? node_open_path(view, node, fd)
				    : node_open(view, node, flags, fd);
}

errnum
opened_open_file(struct view *view, struct node *node, int flags, int *fd)
{
	errnum error = open_once(view, node, flags, fd);

	if (error != EMFILE)
		return error;
	openeds_sweep(view, true);
	return open_once(view, node, flags, fd);
}

/* What an open file has found out while the lock was not held, unless another has been faster. */
static void
settle(struct view *view, struct opened *opened, int *fd, int *id)
{
	if (opened->how == OPENED_UNDECIDED) {
		if (opened->id == 0 && *id != 0) {
			opened->id = *id;
			*id = 0;
			__atomic_add_fetch(&view->openeds->backing_count, 1, __ATOMIC_RELAXED);
		}
		opened->how = opened->id != 0 ? OPENED_BACKING : OPENED_PAGES;
	}
	if (opened->fd < 0 && opened->how == OPENED_BACKING) {
		opened->fd = steal_fd(fd);
		opened->readable = false;
	}
}

/* Open and register node's file, as far as that is not done. The lock is not held. */
static errnum
prepare(struct view *view, struct opened *opened, int fd, int id)
{
	struct opened_shard *shard = opened_shard_of(view, opened->node);
	cleanup_fd int own = -1;
	int own_id = 0;
	errnum error = 0;

	if (fd < 0) {
		error = opened_open_file(view, opened->node, OPENED_PATH, &own);
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
	struct opened_shard *shard = opened_shard_of(view, node);
	struct opened *opened;
	bool ready;
	int fd = -1;
	int id = 0;
	errnum error = 0;

	(void)pthread_mutex_lock(&shard->lock);
	opened = opened_enter(shard, node);
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
	    !key_is_heard(view, &node->key)) {
		cleanup_fd int now = -1;

		error = opened_open_file(view, node, OPENED_PATH, &now);
		*seen = true;
	}
	if (error != 0)
		opened_put(view, opened);
	else
		*out = opened;
	return error;
}

static void
count_changers(struct view *view, struct opened *opened, unsigned int by)
{
	struct opened_shard *shard = opened_shard_of(view, opened->node);

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
	struct opened_shard *shard = opened_shard_of(view, opened->node);

	(void)pthread_mutex_lock(&shard->lock);
	LIST_INSERT_HEAD(&opened->handles, handle, link);
	(void)pthread_mutex_unlock(&shard->lock);
}

void
opened_remove_handle(struct view *view, struct opened *opened, struct handle *handle)
{
	struct opened_shard *shard = opened_shard_of(view, opened->node);

	(void)pthread_mutex_lock(&shard->lock);
	LIST_REMOVE(handle, link);
	(void)pthread_mutex_unlock(&shard->lock);
}

errnum
opened_spare_fd(struct view *view, struct node *node, int *fd)
{
	struct opened_shard *shard = opened_shard_of(view, node);
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
