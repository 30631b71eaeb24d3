/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/entry.h"
#include "fs/access.h"
#include "fs/coherence.h"
#include "fs/ctl.h"
#include "fs/foreign.h"
#include "fs/inos.h"
#include "fs/ops.h"
#include "fs/pages.h"
#include "fs/place.h"
#include "fs/stat_hook.h"

/* Whether the elf policy makes name absent. */
static bool
is_hidden(struct view *view, struct node *node, const struct pair *pair, const char *name,
    const struct tr_entry *entry)
{
	enum ec_brand brand;

	/* what one layer shows by itself was not fallen through to */
	if (view->options.elf == ELF_OFF || entry->layer != TR_ROOT || node->key.alone ||
	    !S_ISREG(entry->st[TR_R].st_mode) || !foreign_is_library_name(name))
		return false;
	if (!foreign_check(view, pair->dir.fd[TR_R], name, &entry->st[TR_R], &brand))
		return false;
	if (view->options.elf == ELF_LOG)
		foreign_report(view, node, name, brand, "logged");
	else if (view->options.elf == ELF_HIDE)
		foreign_report(view, node, name, brand, "hidden");
	return view->options.elf == ELF_HIDE;
}

/* A file system that is seen for the first time: can its changes be heard of? */
static void
cover(struct view *view, const struct pair *pair, const char *name, const struct tr_entry *entry)
{
	for (int h = TR_C; h <= TR_R; h++) {
		const struct stat *st = &entry->st[h];
		uint16_t device;

		if ((entry->layer & (1U << h)) == 0 || stat_is_hole(st))
			continue;
		device = inos_device(view->inos, st->st_dev);
		if (inos_claim(view->inos, device) &&
		    coherence_cover(view->coherence, device, pair->dir.fd[h], name))
			inos_set_covered(view->inos, device);
	}
}

/* A symlink with its place in its key: each of its names is a node, and changes of the one are not
 * told to the others. */
static bool
key_has_place(const struct node_key *key)
{
	return key->kind == NODE_OBJECT && !key->dir && key->device[1] != 0;
}

bool
key_is_heard(const struct view *view, const struct node_key *key)
{
	if (view->coherence == NULL || key->kind != NODE_OBJECT || key_has_place(key))
		return false;
	for (int h = TR_C; h <= TR_R; h++)
		if (key_has_part(key, (enum tr_half)h) &&
		    !inos_is_covered(view->inos, key->device[h]))
			return false;
	return true;
}

double
key_timeout(const struct view *view, const struct node_key *key)
{
	if (key_has_place(key))
		return 0;
	/* read without being opened: see ctl.h */
	if (key->kind == NODE_CTL && __atomic_load_n(&view->data, __ATOMIC_ACQUIRE) == DATA_CACHED)
		return 0;
	return key_is_heard(view, key) ? VIEW_FOREVER : view->options.timeout;
}

/* How long the kernel may keep a name of a directory, or that there is none. */
static double
name_timeout(const struct view *view, const struct node_key *key)
{
	return view->options.hold ? VIEW_FOREVER : key_timeout(view, key);
}

/* Whether what the root half gives depends on the caller. */
static bool
pair_is_restricted(const struct node *node, const struct pair *pair)
{
	return pair->restricted || (node->key.layer == TR_BOTH && node_is_restricted(node));
}

static errnum
look(fuse_req_t req, struct node *node, const struct pair *pair, const char *name, int *pins,
    struct tr_entry *entry)
{
	struct view *view = view_of(req);
	struct stat_ctx ctx;
	struct tr_rules rules = view_rules(view, node, pair, &ctx);
	errnum error;

	if (pins != NULL)
		view_rules_pin(&ctx, pins);
	error = tr_step(&rules, &pair->dir, name, entry);

	/* whatever the root half says, even that it has no such name, is for those who may search
	 * it */
	if ((error == 0 ? entry->layer == TR_ROOT : error == ENOENT) &&
	    pair_is_restricted(node, pair) && access_is_barred(req, node, pair))
		return EACCES;
	if (error == 0 && view->coherence != NULL)
		cover(view, pair, name, entry);
	if (error == 0 && is_hidden(view, node, pair, name, entry))
		error = ENOENT;
	return error;
}

errnum
entry_look(fuse_req_t req, struct node *node, const struct pair *pair, const char *name,
    struct tr_entry *entry)
{
	return look(req, node, pair, name, NULL, entry);
}

errnum
entry_look_pinned(fuse_req_t req, struct node *node, const struct pair *pair, const char *name,
    struct tr_entry *entry, int *pin)
{
	int pins[2] = {-1, -1};
	errnum error = look(req, node, pair, name, pins, entry);

	*pin = -1;
	if (error == 0 && !S_ISDIR(entry->st[tr_front(entry->layer)].st_mode))
		*pin = steal_fd(&pins[tr_front(entry->layer)]);
	close_fd(&pins[TR_C]);
	close_fd(&pins[TR_R]);
	return error;
}

void
entry_dress(
    const struct view *view, struct node *node, const struct stat *st, struct fuse_entry_param *e)
{
	pages_note_size(node, st);
	e->ino = node_id(view, node);
	e->generation = 1;
	e->attr = *st;
	e->attr_timeout = node_is_changing(node) ? 0 : key_timeout(view, &node->key);
	e->entry_timeout = view->options.timeout;
	node_dress(view, &node->key, &e->attr);
}

errnum
entry_fill(struct view *view, struct node *parent, const char *name, const struct tr_entry *entry,
    uint64_t changes, struct fuse_entry_param *e)
{
	struct node_key key = node_key_of(view, parent, entry);
	enum tr_half front =
	    key.dir && key.layer != 0 ? tr_front((enum tr_layer)key.layer) : tr_front(entry->layer);
	struct node *node;
	errnum error = node_get(view, &key, parent, name, entry->layer, &node);

	if (error != 0)
		return error;
	entry_dress(view, node, &entry->st[front], e);
	if (entry->layer == TR_BOTH && key.layer == TR_BOTH)
		node_merge_times(view, &key, &e->attr, &entry->st[TR_R]);
	e->entry_timeout = name_timeout(view, &parent->key);
	if (key_has_changed(view, &key, changes))
		e->attr_timeout = 0; /* they may have changed since they were read, unheard */
	return 0;
}

/*
 * What is in node depends on the caller from now on. The kernel may have its names from before.
 */
static void
restrict_node(struct view *view, struct node *node)
{
	if (!__atomic_exchange_n(&node->restricted, true, __ATOMIC_RELAXED) && node->key.dir &&
	    view->no_opendir)
		(void)fuse_lowlevel_notify_inval_inode(view->session, node_id(view, node), 0, 0);
}

errnum
entry_find_in(fuse_req_t req, struct node *node, const struct pair *pair, const char *name,
    struct fuse_entry_param *e)
{
	struct view *view = view_of(req);
	uint64_t changes = view_changes(view);
	struct tr_entry entry;
	errnum error = entry_look(req, node, pair, name, &entry);

	if (error == 0)
		error = entry_fill(view, node, name, &entry, changes, e);
	if (pair_is_restricted(node, pair)) {
		e->entry_timeout = 0; /* another caller may get another answer */
		if (error == 0)
			restrict_node(view, node_of(view, e->ino));
	}
	return error;
}

errnum
entry_find(fuse_req_t req, struct node *node, const char *name, struct fuse_entry_param *e)
{
	struct view *view = view_of(req);
	struct pair pair;
	errnum error;

	if (ctl_is_name(view, node, name))
		return ctl_find(view, node, name, e);
	if (node->key.kind == NODE_HOLE)
		return ENOENT;
	error = pair_get(view, node, &pair);
	if (error != 0)
		return error;
	/* also of a name that is not there */
	e->entry_timeout = name_timeout(view, &node->key);
	error = entry_find_in(req, node, &pair, name, e);
	pair_put(&pair);
	return error;
}

void
entry_reply(fuse_req_t req, struct view *view, const struct fuse_entry_param *e)
{
	/* an interrupted request is not answered: the kernel has not counted the look-up */
	if (fuse_reply_entry(req, e) != 0 && e->ino != 0)
		node_unref(view, node_of(view, e->ino), 1);
}
