/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How the kernel reaches the data of files (compatfs(8), data=): what was asked for, and what of it
 * can be.
 *
 * passthrough: OPEN is answered with a registered backing file (opened.h, backing.h). Reads, writes
 * and mappings are those of the backing file system; an open costs a round trip.
 *
 * auto: passthrough where it can be, but for small files that are only read (pages.h); else
 * buffered.
 *
 * cached: OPEN is answered with ENOSYS, and the kernel never sends one again, nor RELEASE. Reads
 * come without a handle and fill the kernel's pages of the view. Opening costs nothing, a mapping
 * twice the memory. A file that is removed below while it is in use can no longer be read beyond
 * what was read already. For views that are not written to.
 *
 * buffered: OPEN opens, and reads and writes go through the daemon and the kernel's pages.
 *
 * The kernel knows "no OPEN" for a whole mount only (fs/fuse/file.c fuse_file_open()), so one view
 * cannot have cached for some files and passthrough for others.
 */
#ifndef FS_DATA_H
#define FS_DATA_H

#include "fs/view.h"

/* Within INIT: ask the kernel for what the options want. */
void data_init(struct view *view);

/* What is in use; for every request after INIT. */
enum data_mode data_in_use(struct view *view);

/* The word of an option's value. */
const char *data_name(enum data_mode mode);

#endif
