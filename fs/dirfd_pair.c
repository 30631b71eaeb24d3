/* SPDX-License-Identifier: BSD-2-Clause */
/* From a directory to its halves, open; and what is known of the root one of two. */
#include "fs/acl.h"
#include "fs/dirfd_cache.h"
#include "fs/entry.h"
#include "fs/inos.h"

#include <fcntl.h>

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif

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
	while (!node->key.top && (at = dirfd_ref(view, node, half)) == NULL) {
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
			error = dirfd_remember(view, rung->node, half, fd, &next);
		dirfd_unref(at);
		at = next;
	}
	for (size_t i = 0; i < ladder.count; i++)
		node_unref(view, ladder.rungs[i].node, 1);
	free(ladder.rungs);
	if (error == 0)
		*out = at;
	else
		dirfd_unref(at);
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
	struct dirfd *d = is_top ? NULL : dirfd_ref(view, node, TR_R);
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
	dirfd_unref(d);
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
	dirfd_unref(pair->ref[TR_C]);
	dirfd_unref(pair->ref[TR_R]);
}
