/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where a directory stands in the tree of mount points is found by its names, from the top down,
 * and only when it may have one below: a node remembers that it has none, for the generation of the
 * tree that said so.
 */
#include "fs/stat_hook.h"
#include "fs/absent.h"

#include <fcntl.h>
#include <string.h>

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif

/* No device has this number; holes are recognized by it. */
static const dev_t HOLE_DEVICE = (dev_t)-1;

/* The number of our own mount among the holes; those of the mount table count from 1. */
#define OWN_HOLE (UINT64_C(1) << 41)

bool
stat_is_hole(const struct stat *st)
{
	return st->st_dev == HOLE_DEVICE;
}

void
stat_make_hole(struct stat *st, uint64_t id)
{
	memset(st, 0, sizeof(*st));
	st->st_dev = HOLE_DEVICE;
	st->st_ino = (ino_t)id;
	st->st_mode = S_IFDIR | 0555;
	st->st_nlink = 2;
}

/* Names from a node up to the top, bottom first. */
struct climb {
	char (*names)[NAME_MAX + 1];
	size_t count;
	size_t room;
};

static errnum
climb_add(struct climb *climb)
{
	if (climb->count == NODE_DEPTH_MAX)
		return ELOOP;
	if (climb->count == climb->room) {
		size_t room = climb->room == 0 ? 16 : climb->room * 2;
		void *names = realloc(climb->names, room * sizeof(*climb->names));

		if (names == NULL)
			return ENOMEM;
		climb->names = names;
		climb->room = room;
	}
	climb->count++;
	return 0;
}

static uint32_t
state_of(const struct node *node)
{
	return __atomic_load_n(&node->mount_state, __ATOMIC_RELAXED);
}

/*
 * The names that lead to node from the top of a layer. False: an ancestor has no mount below it, or
 * is not to be found by name any more, and so neither has node.
 */
static bool
climb_up(struct view *view, struct node *node, uint32_t generation, struct climb *climb)
{
	struct node *at = node;
	bool reached;

	node_ref(at);
	for (;;) {
		struct node *parent;

		reached = at->key.top;
		if (reached || state_of(at) == generation << 1)
			break;
		if (climb_add(climb) != 0 ||
		    node_location(view, at, &parent, climb->names[climb->count - 1]) != 0)
			break;
		node_unref(view, at, 1);
		at = parent;
	}
	node_unref(view, at, 1);
	return reached;
}

static const struct mount_node *
descend(const struct view *view, enum tr_half half, const struct climb *climb)
{
	const struct mount_node *at = mounts_top(view->mounts, half);

	for (size_t i = climb->count; i > 0 && at != NULL; i--)
		at = mount_node_child(at, climb->names[i - 1]);
	return at;
}

enum mount_kind
view_mount_kind(
    struct view *view, struct node *node, enum tr_half half, const char *name, uint64_t *id)
{
	uint32_t generation = mounts_generation(view->mounts);
	enum mount_kind kind = MOUNT_NONE;
	struct climb climb = {0};
	bool below;

	if (state_of(node) == generation << 1)
		return MOUNT_NONE;
	below = climb_up(view, node, generation, &climb);
	mounts_lock(view->mounts);
	if (below) {
		const struct mount_node *at = descend(view, half, &climb);
		const struct mount_node *other = descend(view, half == TR_C ? TR_R : TR_C, &climb);
		const struct mount_node *found = mount_node_child(at, name);

		kind = mount_node_kind(found);
		if (kind == MOUNT_HOLE)
			*id = mount_node_id(found);
		below = mount_node_has_children(at) || mount_node_has_children(other);
	}
	/* what is remembered must be about the tree that was asked */
	if (mounts_generation(view->mounts) == generation)
		__atomic_store_n(&node->mount_state, generation << 1 | below, __ATOMIC_RELAXED);
	mounts_unlock(view->mounts);
	free(climb.names);
	return kind;
}

/*
 * lstat(2), and hold on to what it was: the name is walked to once instead of twice. Without a
 * descriptor to spare it is looked at all the same.
 */
static errnum
stat_and_pin(const struct tr_rules *rules, const struct tr_dir *dir, enum tr_half half,
    const char *name, int *pin, struct stat *st)
{
	cleanup_fd int fd = openat(dir->fd[half], name, O_PATH | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return errno == ENOENT ? ENOENT : tr_stat_plain(rules, dir, half, name, st);
	if (fstat(fd, st) != 0)
		return last_error();
	*pin = steal_fd(&fd);
	return 0;
}

static errnum
stat_unless_hole(const struct tr_rules *rules, const struct tr_dir *dir, enum tr_half half,
    const char *name, struct stat *st)
{
	struct stat_ctx *ctx = rules->arg;
	struct absent_half known = {.absent = pair_absent(ctx->view, ctx->node, ctx->pair, half),
	    .node = ctx->node,
	    .half = half,
	    .fd = dir->fd[half]};
	enum absent_answer answer;
	uint64_t id;
	errnum error;

	if (view_mount_kind(ctx->view, ctx->node, half, name, &id) == MOUNT_HOLE) {
		stat_make_hole(st, id);
		return 0;
	}
	answer = absent_ask(ctx->view, &known, name, &ctx->idle);
	if (answer == ABSENT_CERTAIN) {
		count_one(&ctx->view->counters.absent);
		return ENOENT;
	}
	error = ctx->pins != NULL ? stat_and_pin(rules, dir, half, name, &ctx->pins[half], st)
				  : tr_stat_plain(rules, dir, half, name, st);
	if (error == ENOENT && answer == ABSENT_UNKNOWN)
		absent_missed(ctx->view, &known);
	/*
	 * Our own mount, under a name that the mount table has not told us (a directory above it
	 * was renamed). It has answered itself; it must not be gone into.
	 */
	if (error == 0 && st->st_dev == ctx->view->own_dev && ctx->view->own_dev != 0)
		stat_make_hole(st, OWN_HOLE);
	return error;
}

struct tr_rules
view_rules(struct view *view, struct node *node, const struct pair *pair, struct stat_ctx *ctx)
{
	struct tr_rules rules = view->roots.rules;

	*ctx = (struct stat_ctx){.view = view, .node = node, .pair = pair};
	rules.stat = stat_unless_hole;
	rules.arg = ctx;
	return rules;
}

void
view_rules_pin(struct stat_ctx *ctx, int pins[2])
{
	ctx->pins = pins;
}
