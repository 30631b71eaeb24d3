/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Locks: the cache's lock may be held while a node's shard lock is taken, never the other way
 * round. A dirfd on the cache's list has an owner that lives: a node takes its descriptors off the
 * list before it is freed.
 */
#include "fs/dirfd.h"
#include "fs/absent.h"
#include "fs/acl.h"
#include "fs/entry.h"
#include "fs/inos.h"

#include <fcntl.h>
#include <pthread.h>
#include <string.h>

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif

/* What is known of the root half of a merged directory. */
struct root_half {
	struct stat st;
	uint32_t changes; /* node->changes before it was looked at */
	bool known;
	bool has_acl;
};

struct dirfd {
	TAILQ_ENTRY(dirfd) link;
	struct node *owner; /* NULL once it is off the list */
	enum tr_half half;
	int fd;
	uint32_t refs; /* atomic: one of the owner, one of each user */
	struct root_half root; /* under the cache's lock */
	struct absent absent;
	bool hot; /* used since the clock hand came by; only a hint */
};

struct dirfds {
	pthread_mutex_t lock;
	struct root_half top; /* of the view's top, which has no dirfd */
	struct absent top_absent[2]; /* the same */
	TAILQ_HEAD(dirfd_list, dirfd) list;
	unsigned int count;
	unsigned int max;
};

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

static void
unref(struct dirfd *d)
{
	if (d != NULL && __atomic_sub_fetch(&d->refs, 1, __ATOMIC_ACQ_REL) == 0) {
		close_fd(&d->fd);
		absent_end(&d->absent);
		free(d);
	}
}

void
dirfds_free(struct dirfds *dirfds)
{
	struct dirfd *d;

	if (dirfds == NULL)
		return;
	while ((d = TAILQ_FIRST(&dirfds->list)) != NULL) {
		TAILQ_REMOVE(&dirfds->list, d, link);
		unref(d);
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
		unref(steal_ptr(node->dirfds[h]));
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
			unref(d);
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
			unref(d);
	}
}

/* The node's own descriptor of half, with a reference, or NULL. */
static struct dirfd *
cached(struct view *view, struct node *node, enum tr_half half)
{
	struct dirfd *d;

	node_lock(view, node);
	d = node->dirfds[half];
	if (d != NULL) {
		__atomic_add_fetch(&d->refs, 1, __ATOMIC_RELAXED);
		__atomic_store_n(&d->hot, true, __ATOMIC_RELAXED);
	}
	node_unlock(view, node);
	return d;
}

errnum
dirfd_stat(struct view *view, struct node *node, enum tr_half half, struct stat *st)
{
	struct dirfd *d =
	    node->key.dir && node->key.kind == NODE_OBJECT ? cached(view, node, half) : NULL;
	errnum error = d == NULL ? ENOENT : 0;

	if (error == 0 && fstat(d->fd, st) != 0)
		error = last_error();
	unref(d);
	return error;
}

/* Put an open descriptor into the cache as node's; another thread's of the same wins. Takes fd
 * over. */
static errnum
remember(struct view *view, struct node *node, enum tr_half half, int fd, struct dirfd **out)
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

/* Open name below parent_fd and compare it with node's half. */
static errnum
open_half(const struct view *view, const struct node *node, enum tr_half half, int parent_fd,
    const char *name, int *out)
{
	cleanup_fd int fd = openat(parent_fd, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == ELOOP ? ESTALE
									     : last_error();
	if (fstat(fd, &st) != 0)
		return last_error();
	if (st.st_ino != node->key.ino[half] ||
	    inos_device(view->inos, st.st_dev) != node->key.device[half])
		return ESTALE;
	*out = steal_fd(&fd);
	return 0;
}

/* A directory to be opened on the way down, with the name it has in the one above it. */
struct rung {
	struct node *node;
	char name[NAME_MAX + 1];
};

struct ladder {
	struct rung *rungs; /* the lowest first */
	size_t count;
	size_t room;
};

static errnum
ladder_add(struct ladder *ladder, struct node *node)
{
	if (ladder->count == NODE_DEPTH_MAX)
		return ELOOP;
	if (ladder->count == ladder->room) {
		size_t room = ladder->room == 0 ? 4 : ladder->room * 2;
		struct rung *rungs = realloc(ladder->rungs, room * sizeof(*rungs));

		if (rungs == NULL)
			return ENOMEM;
		ladder->rungs = rungs;
		ladder->room = room;
	}
	ladder->rungs[ladder->count++].node = node;
	return 0;
}

/*
 * The descriptor of node's half: its own, or opened from the nearest ancestor that has one. On
 * success *out is NULL for the top of a layer, whose descriptor belongs to the view, and a
 * reference otherwise.
 */
static errnum
open_by_names(struct view *view, struct node *node, enum tr_half half, struct dirfd **out)
{
	struct ladder ladder = {0};
	struct dirfd *at = NULL;
	errnum error = 0;

	/* up: each rung holds a reference to its node */
	node_ref(node);
	while (!node->key.top && (at = cached(view, node, half)) == NULL) {
		struct node *parent;

		error = ladder_add(&ladder, node);
		if (error != 0)
			break;
		error = node_location(view, node, &parent, ladder.rungs[ladder.count - 1].name);
		if (error != 0) {
			ladder.count--;
			break;
		}
		node = parent;
	}
	node_unref(view, node, 1);
	/* down */
	for (size_t i = ladder.count; i > 0 && error == 0; i--) {
		struct rung *rung = &ladder.rungs[i - 1];
		int above = at != NULL ? at->fd : view->roots.top.fd[half];
		struct dirfd *next = NULL;
		int fd = -1;

		error = open_half(view, rung->node, half, above, rung->name, &fd);
		if (error == 0)
			error = remember(view, rung->node, half, fd, &next);
		unref(at);
		at = next;
	}
	for (size_t i = 0; i < ladder.count; i++)
		node_unref(view, ladder.rungs[i].node, 1);
	free(ladder.rungs);
	if (error == 0)
		*out = at;
	else
		unref(at);
	return error;
}

/*
 * Look at the root half of a merged directory. Where its changes are heard of, once is enough until
 * there is one; elsewhere its mode is looked at each time, and whether it has an ACL when its
 * change time says that it may have got one.
 */
static errnum
look_at_root(struct view *view, const struct node *node, struct pair *pair)
{
	struct dirfds *dirfds = view->dirfds;
	struct dirfd *d = pair->ref[TR_R];
	struct root_half *cache = d != NULL ? &d->root : &dirfds->top;
	bool heard = key_is_heard(view, &node->key);
	struct root_half now = {.changes = node_changes(node), .known = true};
	struct root_half old;

	(void)pthread_mutex_lock(&dirfds->lock);
	old = *cache;
	(void)pthread_mutex_unlock(&dirfds->lock);
	if (!heard || !old.known || old.changes != now.changes) {
		if (fstat(pair->dir.fd[TR_R], &now.st) != 0)
			return last_error();
		now.has_acl = old.known && old.st.st_ctim.tv_sec == now.st.st_ctim.tv_sec &&
				      old.st.st_ctim.tv_nsec == now.st.st_ctim.tv_nsec
				  ? old.has_acl
				  : acl_is_there(pair->dir.fd[TR_R]);
		(void)pthread_mutex_lock(&dirfds->lock);
		*cache = now;
		(void)pthread_mutex_unlock(&dirfds->lock);
		old = now;
	}
	pair->root_st = old.st;
	pair->restricted = (old.st.st_mode & 0111) != 0111 || old.has_acl;
	return 0;
}

bool
dirfd_rights_changed(struct view *view, struct node *node)
{
	struct dirfds *dirfds = view->dirfds;
	bool is_top = node == node_of(view, 1);
	struct dirfd *d = is_top ? NULL : cached(view, node, TR_R);
	int fd = is_top ? view->roots.top.fd[TR_R] : -1;
	struct root_half old = {.known = false};
	struct stat st;
	bool changed = true;

	if (d != NULL)
		fd = d->fd;
	(void)pthread_mutex_lock(&dirfds->lock);
	if (fd >= 0)
		old = is_top ? dirfds->top : d->root;
	(void)pthread_mutex_unlock(&dirfds->lock);
	if (old.known && fstat(fd, &st) == 0)
		changed = st.st_mode != old.st.st_mode || st.st_uid != old.st.st_uid ||
			  st.st_gid != old.st.st_gid || old.has_acl || acl_is_there(fd);
	unref(d);
	return changed;
}

errnum
pair_get(struct view *view, struct node *node, struct pair *pair)
{
	errnum error = ESTALE;

	pair->dir.fd[TR_C] = pair->dir.fd[TR_R] = -1;
	pair->ref[TR_C] = pair->ref[TR_R] = NULL;
	pair->restricted = false;
	if (!node->key.dir || node->key.kind != NODE_OBJECT)
		return ENOTDIR;
	for (int h = TR_C; h <= TR_R; h++) {
		errnum half_error;

		if (!node_has_half(node, (enum tr_half)h))
			continue;
		half_error = open_by_names(view, node, (enum tr_half)h, &pair->ref[h]);
		if (half_error == 0)
			pair->dir.fd[h] =
			    pair->ref[h] != NULL ? pair->ref[h]->fd : view->roots.top.fd[h];
		else if (half_error != ESTALE)
			error = half_error;
	}
	if (error != ESTALE || (pair->dir.fd[TR_C] < 0 && pair->dir.fd[TR_R] < 0)) {
		pair_put(pair);
		return error;
	}
	if (pair->dir.fd[TR_C] >= 0 && pair->dir.fd[TR_R] >= 0) {
		error = look_at_root(view, node, pair);
		if (error != 0)
			pair_put(pair);
		return error;
	}
	return 0;
}

struct absent *
pair_absent(struct view *view, const struct node *node, const struct pair *pair, enum tr_half half)
{
	if (pair->ref[half] != NULL)
		return &pair->ref[half]->absent;
	return node == node_of(view, 1) ? &view->dirfds->top_absent[half] : NULL;
}

void
pair_put(struct pair *pair)
{
	unref(pair->ref[TR_C]);
	unref(pair->ref[TR_R]);
}
