/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/place.h"
#include "fs/host.h"
#include "fs/inos.h"
#include "fs/opened.h"
#include "fs/stat_hook.h"

#include <fcntl.h>
#include <string.h>

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif

bool
key_is(const struct view *view, const struct node_key *key, const struct stat *st)
{
	int front = key->dir ? (int)tr_front((enum tr_layer)key->layer) : 0;

	/*
	 * An overlay over the view keeps our dentries for good and answers ESTALE for ever when one
	 * of them turns invalid: for it the file that took another's place is that file, changed.
	 */
	if (view->options.hold && !key->dir)
		return !S_ISDIR(st->st_mode);
	return st->st_ino == key->ino[front] && S_ISDIR(st->st_mode) == key->dir &&
	       inos_device(view->inos, st->st_dev) == key->device[front];
}

errnum
place_get(struct view *view, struct node *node, struct place *place)
{
	errnum error = node_location(view, node, &place->parent, place->name);

	if (error != 0)
		return error;
	if (node->key.dir) {
		place->half = tr_front((enum tr_layer)node->key.layer);
	} else {
		node_lock(view, node);
		place->half = tr_front((enum tr_layer)node->layer);
		node_unlock(view, node);
	}
	error = pair_get(view, place->parent, &place->pair);
	if (error == 0 && place->pair.dir.fd[place->half] < 0) {
		pair_put(&place->pair);
		error = ESTALE;
	}
	if (error != 0) {
		node_unref(view, place->parent, 1);
		return error;
	}
	place->fd = place->pair.dir.fd[place->half];
	return 0;
}

void
place_put(struct view *view, struct place *place)
{
	pair_put(&place->pair);
	node_unref(view, place->parent, 1);
}

void
node_dress(const struct view *view, const struct node_key *key, struct stat *st)
{
	st->st_ino = (ino_t)node_ino(key);
	/*
	 * A merged directory's link count cannot be known without reading both halves; 1 is what
	 * file systems say that do not count, and find(1) knows it.
	 */
	if (key->dir && key->layer == TR_BOTH && view->options.listing == TR_LISTING_UNION)
		st->st_nlink = 1;
	/*
	 * In a user namespace that maps one user, everybody else's files would have owners without
	 * a meaning, and the kernel refuses to write or to copy what has those.
	 */
	if (view->options.own_all) {
		st->st_uid = geteuid();
		st->st_gid = getegid();
	}
}

static bool
is_later(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

static bool
is_merged(const struct view *view, const struct node_key *key)
{
	return key->dir && key->layer == TR_BOTH && view->options.listing == TR_LISTING_UNION;
}

void
node_merge_times(const struct view *view, const struct node_key *key, struct stat *st,
    const struct stat *root_st)
{
	if (!is_merged(view, key))
		return;
	if (is_later(&root_st->st_mtim, &st->st_mtim))
		st->st_mtim = root_st->st_mtim;
	if (is_later(&root_st->st_ctim, &st->st_ctim))
		st->st_ctim = root_st->st_ctim;
}

/* The root half's times of a merged directory, if it can be had. */
static void
stat_root_half(struct view *view, struct node *node, struct stat *st)
{
	struct pair pair;

	if (!is_merged(view, &node->key) || pair_get(view, node, &pair) != 0)
		return;
	if (pair.dir.fd[TR_C] >= 0 && pair.dir.fd[TR_R] >= 0)
		node_merge_times(view, &node->key, st, &pair.root_st);
	pair_put(&pair);
}

/* A duplicate of the descriptor that a nameless file has pinned, or of one that somebody has it
 * open by. */
static errnum
spare_fd(struct view *view, struct node *node, bool opened_too, int *fd)
{
	errnum error = ESTALE;

	if (node->key.dir)
		return ESTALE;
	node_lock(view, node);
	if (node->pin >= 0) {
		int copy = fcntl(node->pin, F_DUPFD_CLOEXEC, 0);

		error = copy < 0 ? last_error() : 0;
		if (copy >= 0)
			*fd = copy;
	}
	node_unlock(view, node);
	if (error == ESTALE && opened_too)
		error = opened_spare_fd(view, node, fd);
	return error;
}

static errnum
stat_by_name(struct view *view, struct node *node, struct stat *st)
{
	struct place place;
	errnum error = place_get(view, node, &place);

	if (error != 0)
		return error;
	if (fstatat(place.fd, place.name, st, AT_SYMLINK_NOFOLLOW) != 0)
		error = errno == ENOENT || errno == ENOTDIR ? ESTALE : last_error();
	else if (!key_is(view, &node->key, st))
		error = ESTALE;
	place_put(view, &place);
	return error;
}

errnum
node_stat(struct view *view, struct node *node, struct stat *st)
{
	errnum error;

	if (node->key.kind == NODE_HOLE) {
		stat_make_hole(st, node->key.ino[0]);
		error = 0;
	} else if (node->key.top) {
		int fd = view->roots.top.fd[tr_front((enum tr_layer)node->key.layer)];

		error = fstat(fd, st) == 0 ? 0 : last_error();
	} else if (dirfd_stat(view, node, tr_front((enum tr_layer)node->key.layer), st) != 0) {
		error = stat_by_name(view, node, st);
	} else {
		error = 0;
	}
	if (error == ESTALE && node->key.dir) {
		struct pair pair;

		if (pair_get(view, node, &pair) == 0) {
			int fd = pair.dir.fd[tr_front((enum tr_layer)node->key.layer)];

			if (fd >= 0)
				error = fstat(fd, st) == 0 ? 0 : last_error();
			pair_put(&pair);
		}
	} else if (error == ESTALE) {
		cleanup_fd int fd = -1;

		if (spare_fd(view, node, true, &fd) == 0)
			error = fstat(fd, st) == 0 ? 0 : last_error();
	}
	if (error == ESTALE && view->options.hold)
		error = ENOENT;
	if (error == 0) {
		stat_root_half(view, node, st);
		node_dress(view, &node->key, st);
	}
	return error;
}

errnum
node_open_path(struct view *view, struct node *node, int *fd)
{
	struct place place;
	struct stat st;
	errnum error;

	if (node->key.dir) {
		struct pair pair;
		int copy;

		error = pair_get(view, node, &pair);
		if (error != 0)
			return error;
		copy = pair.dir.fd[tr_front((enum tr_layer)node->key.layer)];
		copy = copy < 0 ? (errno = ESTALE, -1) : fcntl(copy, F_DUPFD_CLOEXEC, 0);
		error = copy < 0 ? last_error() : 0;
		pair_put(&pair);
		if (error == 0)
			*fd = copy;
		return error;
	}
	error = place_get(view, node, &place);
	if (error == 0) {
		cleanup_fd int opened =
		    openat(place.fd, place.name, O_PATH | O_NOFOLLOW | O_CLOEXEC);

		if (opened < 0 || fstat(opened, &st) != 0)
			error = errno == ENOENT || errno == ENOTDIR ? ESTALE : last_error();
		else if (!key_is(view, &node->key, &st))
			error = ESTALE;
		else
			*fd = steal_fd(&opened);
		place_put(view, &place);
	}
	if (error == ESTALE)
		error = spare_fd(view, node, false, fd);
	return error;
}

/* Opening failed since the name leads to nothing, or to a symlink (EMLINK: FreeBSD). */
static bool
is_other(errnum error)
{
	return error == ENOENT || error == ENOTDIR || error == ELOOP || error == EMLINK;
}

/*
 * Open name and compare what was opened. O_NONBLOCK: never wait for a fifo that has taken the
 * file's place; but a lease on the file (fcntl(2) F_SETLEASE) then gives EAGAIN instead of being
 * waited for.
 */
static errnum
open_by_name(
    const struct view *view, const struct node *node, const struct place *place, int flags, int *fd)
{
	cleanup_fd int opened =
	    openat(place->fd, place->name, flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;

	if (opened < 0)
		return is_other(errno) ? ESTALE : last_error();
	if (fstat(opened, &st) != 0)
		return last_error();
	if (!key_is(view, &node->key, &st))
		return ESTALE;
	*fd = steal_fd(&opened);
	return 0;
}

errnum
node_open(struct view *view, struct node *node, int flags, int *fd)
{
	cleanup_fd int path = -1;
	struct place place;
	struct stat st;
	errnum error = place_get(view, node, &place);

	if (error == 0) {
		error = open_by_name(view, node, &place, flags, fd);
		place_put(view, &place);
	}
	if (error != ESTALE && error != EAGAIN)
		return error;
	/* by its own descriptor: nameless, or leased and to be waited for */
	error = node_open_path(view, node, &path);
	if (error == 0 && fstat(path, &st) != 0)
		error = last_error();
	if (error == 0)
		error = host_reopen(path, S_ISREG(st.st_mode) ? flags : flags | O_NONBLOCK, fd);
	if (error == ESTALE && view->options.hold)
		error = ENOENT;
	return error;
}
