/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FS_UNMOUNT_H
#define FS_UNMOUNT_H

#include "common/util.h"

#include <stdbool.h>
#include <string.h>

struct fuse_session;

/* Whether the daemon mounts the view itself; else it is handed a mounted one as /dev/fd/N. */
static inline bool
view_is_ours(const char *mountpoint)
{
	return strncmp(mountpoint, "/dev/fd/", 8) != 0;
}

/*
 * Mount the view; libfuse and the system's mount program say what went wrong. When this returns 0,
 * the mount is in the mount table, unless the system shows it only once the daemon answers. EIO.
 */
errnum mount_view(struct fuse_session *session, const char *mountpoint);

/* Take a view away whatever is still in it: unmount_linux.c, unmount_bsd.c. EPERM, EINVAL (not
 * mounted), … */
errnum unmount_view(const char *mountpoint);

/*
 * The session is over and nobody answers any more: end the connection, where that can be done. Who
 * still waits for an answer gets an error, and lets go of the locks that a notice may wait for in
 * the kernel. Nothing when the view is unmounted already, or when somebody else has mounted it.
 */
void view_cut(struct fuse_session *session, const char *mountpoint);

#endif
