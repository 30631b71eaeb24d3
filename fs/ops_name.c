/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Names that go or change. The object acted on is the one that the view shows under the name, where
 * it is; its descriptor is pinned first, because who has it open still has it afterwards.
 */
#include "fs/ops.h"
#include "fs/access.h"
#include "fs/ctl.h"
#include "fs/entry.h"
#include "fs/host.h"
#include "fs/notice.h"
#include "fs/place.h"
#include "fs/stat_hook.h"

#include <fcntl.h>
#include <string.h>

#ifndef RENAME_EXCHANGE
#define RENAME_EXCHANGE 2U
#endif

/* An object under a name, on its way to another or to none. */
struct named {
	struct node *parent;
	const char *name;
	const struct pair *pair;
	struct tr_entry entry;
	enum tr_half half;
	struct node *node; /* with a reference; NULL when the kernel does not know it */
	int pin; /* O_PATH descriptor of a file's node */
};

/* goes: the object is to lose the name, if it can. */
static errnum
named_find(fuse_req_t req, struct node *parent, const struct pair *pair, const char *name,
    bool goes, struct named *named)
{
	struct view *view = view_of(req);
	struct node_key key;
	errnum error;

	*named = (struct named){.parent = parent, .name = name, .pair = pair, .pin = -1};
	error = goes ? entry_look_pinned(req, parent, pair, name, &named->entry, &named->pin)
		     : entry_look(req, parent, pair, name, &named->entry);
	if (error != 0)
		return error;
	named->half = tr_front(named->entry.layer);
	if (stat_is_hole(&named->entry.st[named->half]))
		return EBUSY; /* it is a mount point */
	key = node_key_of(view, parent, &named->entry);
	named->node = node_find(view, &key);
	return 0;
}

/* The kernel has checked the caller against the front half; a merged directory's root half has a
 * mode of its own. */
static errnum
named_may_go(fuse_req_t req, const struct named *named)
{
	const struct pair *pair = named->pair;

	if (named->half != TR_R || pair->dir.fd[TR_C] < 0)
		return 0;
	return access_may_remove(req, pair->dir.fd[TR_R], &pair->root_st, &named->entry.st[TR_R])
		   ? 0
		   : EACCES;
}

/* A directory is held by its descriptors in the cache, where node_unname() keeps them. */
static void
named_pin_directory(struct view *view, const struct named *named)
{
	struct pair own;

	if (named->node != NULL && named->node->key.dir && pair_get(view, named->node, &own) == 0)
		pair_put(&own);
}

/* The name is gone. */
static void
named_gone(struct view *view, struct named *named)
{
	if (named->node != NULL)
		node_unname(view, named->node, named->parent, named->name, steal_fd(&named->pin));
}

static void
named_release(struct view *view, struct named *named)
{
	if (named->node != NULL)
		node_unref(view, named->node, 1);
	close_fd(&named->pin);
}

static errnum
may_change(const struct view *view, const struct node *parent, const char *name)
{
	if (!view->options.rw)
		return EROFS;
	if (parent->key.kind != NODE_OBJECT || ctl_is_name(view, parent, name))
		return EPERM;
	return 0;
}

static errnum
remove_name(fuse_req_t req, struct node *parent, const char *name, int flags)
{
	struct view *view = view_of(req);
	struct named named;
	struct pair pair;
	errnum error = may_change(view, parent, name);

	count_one(&view->counters.removes);
	if (error == 0)
		error = pair_get(view, parent, &pair);
	if (error != 0)
		return error;
	error = named_find(req, parent, &pair, name, flags != AT_REMOVEDIR, &named);
	if (error == 0)
		error = named_may_go(req, &named);
	if (error == 0) {
		named_pin_directory(view, &named);
		error = unlinkat(pair.dir.fd[named.half], name, flags) == 0 ? 0 : last_error();
		node_touch(view, parent, named.half);
		if (error == 0)
			named_gone(view, &named);
	}
	named_release(view, &named);
	pair_put(&pair);
	return error;
}

void
op_unlink(fuse_req_t req, fuse_ino_t parent, const char *name)
{
	struct view *view = view_of(req);

	(void)fuse_reply_err(req, remove_name(req, node_of(view, parent), name, 0));
}

void
op_rmdir(fuse_req_t req, fuse_ino_t parent, const char *name)
{
	struct view *view = view_of(req);

	(void)fuse_reply_err(req, remove_name(req, node_of(view, parent), name, AT_REMOVEDIR));
}

/*
 * An object has arrived under a new name. A file, and a directory of one half that stays of that
 * half alone, is the same node there. A merged directory has left its root half behind, and one
 * that changed layers or meets a second half is another pair: the kernel is told to look the new
 * name up again. True when it must be.
 */
static bool
named_arrived(fuse_req_t req, struct named *from, struct node *parent, const struct pair *pair,
    const char *name, enum tr_half half)
{
	struct view *view = view_of(req);
	struct tr_entry now;
	struct node_key key;

	if (from->node == NULL)
		return false;
	if (!from->node->key.dir)
		return node_move(view, from->node, parent, name, (enum tr_layer)(1U << half)) != 0;
	if (entry_look(req, parent, pair, name, &now) == 0) {
		key = node_key_of(view, parent, &now);
		if (key.layer == from->node->key.layer &&
		    key.ino[half] == from->node->key.ino[half] &&
		    key.device[half] == from->node->key.device[half] && key.layer != TR_BOTH)
			return node_move(view, from->node, parent, name, now.layer) != 0;
	}
	named_gone(view, from);
	return true;
}

/* What a rename leaves to be said to the kernel. */
struct stale {
	bool old_name;
	bool new_name;
};

static errnum
rename_in(fuse_req_t req, struct node *parent, const struct pair *pair, const char *name,
    struct node *new_parent, const struct pair *new_pair, const char *new_name, unsigned int flags,
    struct stale *stale)
{
	struct view *view = view_of(req);
	bool exchange = (flags & RENAME_EXCHANGE) != 0;
	enum tr_half target = tr_create_half(&new_pair->dir);
	struct named old;
	struct named there;
	bool replaces;
	/* a file that moves is found again under its new name */
	errnum error = named_find(req, parent, pair, name, false, &old);

	if (error != 0)
		return error;
	error = named_find(req, new_parent, new_pair, new_name, !exchange, &there);
	if (error == 0 && exchange)
		target = there.half;
	if (error == ENOENT && !exchange)
		error = 0;
	replaces = there.entry.layer != TR_NONE && there.half == target;
	if (error == 0)
		error = named_may_go(req, &old);
	if (error == 0 && replaces)
		error = named_may_go(req, &there);
	if (error == 0) {
		named_pin_directory(view, &old);
		if (replaces)
			named_pin_directory(view, &there);
		error = host_rename(
		    pair->dir.fd[old.half], name, new_pair->dir.fd[target], new_name, flags);
		node_touch(view, parent, old.half);
		node_touch(view, new_parent, target);
		if (error == 0 && replaces && !exchange)
			named_gone(view, &there);
		if (error == 0)
			stale->new_name =
			    named_arrived(req, &old, new_parent, new_pair, new_name, target);
		if (error == 0 && exchange)
			stale->old_name = named_arrived(req, &there, parent, pair, name, old.half);
	}
	named_release(view, &there);
	named_release(view, &old);
	return error;
}

void
op_rename(fuse_req_t req, fuse_ino_t parent, const char *name, fuse_ino_t new_parent,
    const char *new_name, unsigned int flags)
{
	struct view *view = view_of(req);
	struct node *from = node_of(view, parent);
	struct node *to = node_of(view, new_parent);
	struct stale stale = {false, false};
	struct pair new_pair;
	struct pair pair;
	errnum error = may_change(view, from, name);

	count_one(&view->counters.renames);
	if (error == 0)
		error = may_change(view, to, new_name);
	if (error == 0)
		error = pair_get(view, from, &pair);
	if (error == 0) {
		error = pair_get(view, to, &new_pair);
		if (error == 0) {
			error = rename_in(
			    req, from, &pair, name, to, &new_pair, new_name, flags, &stale);
			pair_put(&new_pair);
		}
		pair_put(&pair);
	}
	/* these wait until the kernel has its answer and lets go of the directories */
	if (stale.new_name)
		notices_name(view->notices, view->session, new_parent, new_name);
	if (stale.old_name)
		notices_name(view->notices, view->session, parent, name);
	(void)fuse_reply_err(req, error);
}
