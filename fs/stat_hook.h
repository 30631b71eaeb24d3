/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How the view looks at a name: lstat(2), but never through a mount point that is not passed
 * through. Such a hole answers as an empty directory without being touched. Nor is a half touched
 * that is known not to have the name (absent.h).
 */
#ifndef FS_STAT_HOOK_H
#define FS_STAT_HOOK_H

#include "fs/dirfd.h"
#include "fs/mounts.h"
#include "fs/node.h"

/* For struct tr_rules: whose directory is looked into, for one name. */
struct stat_ctx {
	struct view *view;
	struct node *node;
	const struct pair *pair; /* of node */
	bool idle; /* see absent_ask() */
	int *pins; /* of both halves; NULL: names are only looked at */
};

/*
 * The view's rules for one look-up in node; pair is node's, open. ctx is filled and must live as
 * long as the rules.
 */
struct tr_rules view_rules(
    struct view *view, struct node *node, const struct pair *pair, struct stat_ctx *ctx);

/*
 * Have them open what they look at, too: pins[half] becomes an O_PATH descriptor of what the half
 * has, to be closed by the caller, or stays as it is.
 */
void view_rules_pin(struct stat_ctx *ctx, int pins[2]);

/* What is mounted on name below node in half. *id is the hole's number. */
enum mount_kind view_mount_kind(
    struct view *view, struct node *node, enum tr_half half, const char *name, uint64_t *id);

/* Whether st stands for a hole, and how to make one. */
bool stat_is_hole(const struct stat *st);
void stat_make_hole(struct stat *st, uint64_t id);

#endif
