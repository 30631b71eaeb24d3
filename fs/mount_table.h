/* SPDX-License-Identifier: BSD-2-Clause */
/* The system's mount table, behind one interface: mount_table_linux.c, mount_table_bsd.c. */
#ifndef FS_MOUNT_TABLE_H
#define FS_MOUNT_TABLE_H

#include "common/util.h"

#include <stdbool.h>
#include <sys/types.h>

struct mount_row {
	const char *path; /* mount point, as the daemon's root sees it */
	const char *type; /* "ext4", "fuse.compatfs", "linprocfs", … */
	dev_t dev; /* st_dev of what is in it */
};

/* Called for each mount, in the order of mounting; a later one covers an earlier one at the same
 * path. */
typedef errnum mount_row_fn(void *arg, const struct mount_row *row);

errnum mount_table_read(mount_row_fn *fn, void *arg);
/* The same from a text in the form of Linux' mountinfo, on any system. EINVAL for a line that is
 * none. */
errnum mount_table_parse(char *text, mount_row_fn *fn, void *arg);

/* A descriptor and a way to wait on it for changes. ENOTSUP where the system has none. */
errnum mount_table_watch(int *fd);
/* 0: changed. ECANCELED: stop_fd is readable. ETIMEDOUT after ms. */
errnum mount_table_wait(int fd, int stop_fd, int ms);

/* The kernel's own trees: nothing in them is a file that somebody stored. */
bool mount_type_is_pseudo(const char *type);
/* File systems whose server may be gone: FUSE, network. */
bool mount_type_is_slow(const char *type);

#endif
