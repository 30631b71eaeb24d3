/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libfuse runs mount_fusefs(8) in the background and does not hear what came of it: a failure would
 * leave the daemon waiting for a request for ever. So mount_fusefs inherits a pipe, whose end tells
 * that it has ended, and the mount table tells how. The kernel does not wait for the daemon while
 * it mounts (sys/fs/fuse: fuse_vfsop_mount() sends INIT and returns, fuse_vfsop_statfs() makes an
 * answer up until INIT's has come); should one do, the daemon is let go on after a while.
 */
#include "fs/unmount.h"
#include "fs/fuse.h"
#include "fs/mounts.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/param.h>
#include <sys/mount.h>

enum {
	MOUNT_MILLISECONDS = 5000
};

errnum
mount_view(struct fuse_session *session, const char *mountpoint)
{
	bool ours = view_is_ours(mountpoint); /* else somebody has mounted it */
	cleanup_fd int read_end = -1;
	cleanup_fd int write_end = -1;
	struct pollfd ended;
	int ends[2];

	if (pipe(ends) != 0)
		return last_error();
	read_end = ends[0];
	write_end = ends[1]; /* the one descriptor of the daemon's that a program it runs keeps */
	(void)fcntl(read_end, F_SETFD, FD_CLOEXEC);
	if (fuse_session_mount(session, mountpoint) != 0)
		return EIO;
	close_fd(&write_end);
	ended = (struct pollfd){.fd = read_end, .events = POLLIN};
	if (!ours || poll(&ended, 1, MOUNT_MILLISECONDS) <= 0)
		return 0;
	return mounts_is_mounted(mountpoint, NULL, 0) ? 0 : EIO;
}

errnum
unmount_view(const char *mountpoint)
{
	return unmount(mountpoint, MNT_FORCE) == 0 ? 0 : last_error();
}

/* No notices wait for locks here: fusefs takes none for them that a request holds. */
void
view_cut(struct fuse_session *session, const char *mountpoint)
{
	(void)session;
	(void)mountpoint;
}
