/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The answer to a failed search: which file would have been right, from which package, and what to
 * type.
 */
#ifndef ELFCHECK_RIGHT_H
#define ELFCHECK_RIGHT_H

#include "elfcheck/replay.h"

/* The brand that objects must have: the linker's system. */
enum ec_brand ec_replay_wants(const struct ec_replay *r);

/* Fill n->right: first from the search itself, then from a scan of the compat tree, then a package. */
void ec_find_right(struct ec_replay *r, struct ec_need *n, bool progress);
/* Fill n->fix for what is wrong with n. */
void ec_find_fixes(struct ec_replay *r, struct ec_need *n);

/*
 * The package that owns path (as the program sees it), or the one that would bring a library of
 * soname, by the databases in the compat tree (dpkg, rpm); NULL: unknown.
 */
const char *ec_package_of_path(struct ec_replay *r, const char *path);
const char *ec_package_of_soname(struct ec_replay *r, const char *soname);

#endif
