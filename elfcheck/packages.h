/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files about packages share: the tree whose databases count. */
#ifndef ELFCHECK_PACKAGES_H
#define ELFCHECK_PACKAGES_H

#include "elfcheck/replay.h"

/* The compat tree alone (or the only one): no path of it leads to the other one. */
struct ec_tree {
	struct ec_replay *r; /* borrowed: its arena has the answers */
	struct tr_roots roots; /* owned */
	struct ec_view view;
};

/* Open it; false when there is none. */
bool ec_tree_open(struct ec_replay *r, struct ec_tree *t);
void ec_tree_close(struct ec_tree *t);

/*
 * Ask rpm's database in the tree which package "provides" the capability what, or has the "file"
 * what. NULL when none does, when there is no such database, or when it is not known: then
 * r->package_note says why, unless something was said before.
 */
const char *ec_rpm_package(const struct ec_tree *t, const char *question, const char *what);

#endif
