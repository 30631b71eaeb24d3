/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/unmount.h"
#include "fs/fuse.h"

#include <poll.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/mount.h>
#include <sys/wait.h>

errnum
mount_view(struct fuse_session *session, const char *mountpoint)
{
	return fuse_session_mount(session, mountpoint) == 0 ? 0 : EIO;
}

errnum
unmount_view(const char *mountpoint)
{
	const char *argv[] = {"fusermount3", "-u", "-z", "-q", "--", mountpoint, NULL};
	int status;
	pid_t pid;

	if (umount2(mountpoint, MNT_DETACH) == 0)
		return 0;
	if (errno != EPERM)
		return last_error();
	/* a user's own mount: the setuid helper that made it takes it away */
	if (posix_spawnp(&pid, argv[0], NULL, NULL, (char **)(uintptr_t)argv, environ) != 0)
		return EPERM;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return EPERM;
	return status == 0 ? 0 : EPERM;
}

void
view_cut(struct fuse_session *session, const char *mountpoint)
{
	struct pollfd device = {.fd = fuse_session_fd(session)};

	if (!view_is_ours(mountpoint))
		return;
	/* unmounted: what is there now is not ours */
	if (poll(&device, 1, 0) < 0 || (device.revents & POLLERR) != 0)
		return;
	(void)umount2(mountpoint, MNT_FORCE | MNT_DETACH);
}
