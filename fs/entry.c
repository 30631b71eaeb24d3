/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/entry.h"
#include "fs/ctl.h"
#include "fs/foreign.h"
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

errnum
entry_look(struct view *view, struct node *node, const struct pair *pair, const char *name,
    struct tr_entry *entry)
{
	struct stat_ctx ctx;
	struct tr_rules rules = view_rules(view, node, &ctx);
	errnum error = tr_step(&rules, &pair->dir, name, entry);

	if (error == 0 && is_hidden(view, node, pair, name, entry))
		error = ENOENT;
	return error;
}

void
entry_dress(const struct view *view, const struct node *node, const struct stat *st,
    struct fuse_entry_param *e)
{
	e->ino = node_id(view, node);
	e->generation = 1;
	e->attr = *st;
	e->attr_timeout = view->options.timeout;
	e->entry_timeout = view->options.timeout;
	node_dress(view, &node->key, &e->attr);
}

errnum
entry_fill(struct view *view, struct node *parent, const char *name, const struct tr_entry *entry,
    struct fuse_entry_param *e)
{
	struct node_key key = node_key_of(view, parent, entry);
	enum tr_half front =
	    key.dir && key.layer != 0 ? tr_front((enum tr_layer)key.layer) : tr_front(entry->layer);
	struct node *node;
	errnum error = node_get(view, &key, parent, name, entry->layer, &node);

	if (error == 0)
		entry_dress(view, node, &entry->st[front], e);
	return error;
}

errnum
entry_find_in(struct view *view, struct node *node, const struct pair *pair, const char *name,
    struct fuse_entry_param *e)
{
	struct tr_entry entry;
	errnum error = entry_look(view, node, pair, name, &entry);

	return error != 0 ? error : entry_fill(view, node, name, &entry, e);
}

errnum
entry_find(struct view *view, struct node *node, const char *name, struct fuse_entry_param *e)
{
	struct pair pair;
	errnum error;

	if (ctl_is_name(view, node, name))
		return ctl_find(view, node, name, e);
	if (node->key.kind == NODE_HOLE)
		return ENOENT;
	error = pair_get(view, node, &pair);
	if (error != 0)
		return error;
	error = entry_find_in(view, node, &pair, name, e);
	pair_put(view, &pair);
	return error;
}

void
entry_reply(fuse_req_t req, struct view *view, const struct fuse_entry_param *e)
{
	/* an interrupted request is not answered: the kernel has not counted the look-up */
	if (fuse_reply_entry(req, e) != 0 && e->ino != 0)
		node_unref(view, node_of(view, e->ino), 1);
}
