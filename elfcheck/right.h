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

/* Fill n->right: first from the search itself, then from a scan of the compat tree, then a package.
 */
void ec_find_right(struct ec_replay *r, struct ec_need *n, bool progress);
/* Whether p would do for n: acceptable, of the right system, with the version that is needed. */
bool ec_is_right(struct ec_replay *r, struct ec_need *n, struct ec_path *p);
/* glibc's search for n, had it gone on behind what stopped it: the first right file, or NULL. */
struct ec_path *ec_glibc_rest(struct ec_replay *r, struct ec_need *n);
/*
 * When path, by the kernel's rule, meets an absolute symlink of the compat tree: what to do about
 * it, in words; else NULL.
 */
const char *ec_absolute_link(struct ec_replay *r, const char *path);
/* The GNU_UNIQUE and IFUNC symbols of a file, the first of them by name, or NULL. In r's arena. */
const char *ec_gnu_symbols(struct ec_replay *r, const struct ec_path *path);
/* Fill n->fix for what is wrong with n. */
void ec_find_fixes(struct ec_replay *r, struct ec_need *n);

/*
 * The package that owns path (as the program sees it), or the one that would bring a library of
 * soname, by the databases in the compat tree (dpkg, rpm); NULL: unknown.
 */
const char *ec_package_of_path(struct ec_replay *r, const char *path);
const char *ec_package_of_soname(struct ec_replay *r, const char *soname);

#endif
