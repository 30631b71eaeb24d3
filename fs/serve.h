/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FS_SERVE_H
#define FS_SERVE_H

#include "fs/fuse.h"
#include "fs/view.h"

/*
 * Mount view, whose layers are open and whose mount point is checked, and serve it until it is
 * unmounted or a signal ends it. In the background unless cmd says otherwise; then the command's
 * process does not return. What fails before the view is usable is said on stderr and returned.
 */
errnum serve(struct view *view, struct fuse_args *args, const struct fuse_cmdline_opts *cmd);

#endif
