/* SPDX-License-Identifier: BSD-2-Clause */
/* What readlink answers: the `links` option. */
#ifndef FS_LINKS_H
#define FS_LINKS_H

#include "fs/node.h"

/*
 * Rewrite the absolute target of the symlink at path (a path in the view) as the option says; a
 * relative target, and any under TR_LINKS_ASIS, stays. The caller frees *out. ENAMETOOLONG when it
 * no longer fits PATH_MAX.
 */
errnum links_rewrite(enum tr_links links, const char *path, const char *target, char **out);

#endif
