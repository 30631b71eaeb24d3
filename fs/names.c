/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/names.h"
#include "fs/access.h"
#include "fs/ctl.h"
#include "fs/entry.h"
#include "fs/inos.h"
#include "fs/ops.h"

#include <string.h>
#include <unistd.h>

/* FreeBSD up to 13 shows the real root where a program lists "/". */
bool
names_are_roots(const struct view *view, const struct node *node)
{
	return view->options.rule == TR_LEGACY && view->options.listing == TR_LISTING_COMPAT &&
	       node_id(view, node) == 1;
}

/* Whether all that may change the names of node is heard of. */
bool
names_are_heard(const struct view *view, const struct node *node)
{
	return node->key.kind != NODE_OBJECT || key_is_heard(view, &node->key);
}

struct taking {
	struct view *view;
	struct node *node;
	struct tr_dir shown;
	struct snapshot *into;
};

static errnum
take_name(void *arg, const struct tr_listed *listed)
{
	const struct taking *taking = arg;
	const struct node *node = taking->node;

	if (node_id(taking->view, node) == 1 && strcmp(listed->name, CTL_NAME) == 0)
		return 0;
	return snapshot_add(taking->into, listed->name,
	    inos_number(node->key.device[listed->half], listed->ino), listed->type,
	    (uint8_t)listed->half);
}

static errnum
take_ctl(void *arg, const char *name, uint64_t ino, unsigned char type)
{
	return snapshot_add(arg, name, ino, type, TR_C);
}

static errnum
take_names(void *arg, struct snapshot *into)
{
	struct taking *taking = arg;

	count_one(&taking->view->counters.listings);
	if (taking->node->key.kind == NODE_HOLE)
		return 0;
	if (taking->node->key.kind == NODE_CTL)
		return ctl_list(taking->view, take_ctl, into);
	taking->into = into;
	return tr_list(&taking->shown, taking->view->options.listing, take_name, taking);
}

/* Whether the names of the root half are left out for this caller, who may not list it. */
static bool
is_root_barred(fuse_req_t req, struct node *node, const struct pair *pair)
{
	return tr_listing_merges(&pair->dir, view_of(req)->options.listing) &&
	       (!access_permits(req, pair->dir.fd[TR_R], &pair->root_st, R_OK) ||
		   access_is_barred(req, node, pair));
}

/* Whether the names of node depend on who lists it. pair is NULL for control directories and holes.
 */
bool
names_depend_on_caller(const struct view *view, const struct node *node, const struct pair *pair)
{
	return pair != NULL && tr_listing_merges(&pair->dir, view->options.listing) &&
	       (pair->restricted || node_is_restricted(node) ||
		   (pair->root_st.st_mode & 0444) != 0444);
}

/* What is wanted of the names of node. */
static struct snapshot_wish
wish_for(struct taking *taking)
{
	return (struct snapshot_wish){.node = taking->node,
	    .heard = names_are_heard(taking->view, taking->node),
	    .take = take_names,
	    .arg = taking};
}

errnum
names_get(
    fuse_req_t req, struct node *node, const struct pair *pair, off_t offset, struct snapshot **out)
{
	struct view *view = view_of(req);
	struct taking taking = {.view = view, .node = node, .shown = {{-1, -1}}};
	struct snapshot_wish wish = wish_for(&taking);

	wish.from_start = offset == 0;
	if (pair != NULL) {
		taking.shown = pair->dir;
		if (names_are_roots(view, node)) {
			taking.shown.fd[TR_C] = -1;
		} else if (is_root_barred(req, node, pair)) {
			taking.shown.fd[TR_R] = -1;
			wish.variant = 1;
		}
	}
	return snapshots_get(view->snapshots, &wish, out);
}

errnum
names_get_ahead(
    struct view *view, struct node *node, const struct pair *pair, struct snapshot **out)
{
	struct taking taking = {.view = view, .node = node, .shown = pair->dir};
	struct snapshot_wish wish = wish_for(&taking);

	wish.from_start = true;
	wish.ahead = true;
	return snapshots_get(view->snapshots, &wish, out);
}
