/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Going into the background only once the view is usable, and cleaning up after one that was
 * killed.
 *
 *	command ──fork── daemon: mounts, serves; says "ready" when the kernel has greeted it
 *	   └ waits for "ready" (exit 0) or for the daemon's end (its exit status; it has said why)
 *	daemon ──fork── monitor: sleeps until the daemon is gone, then unmounts a dead view
 */
#ifndef FS_DAEMON_H
#define FS_DAEMON_H

#include "fs/view.h"

/* Fork; the command's side does not return. The daemon's side goes on, with a descriptor for
 * daemon_ready(). */
errnum daemon_fork(int *ready_fd);
/* The view is usable: let the command go, and leave the terminal (unless in the foreground:
 * ready_fd -1). When the command is gone already, the daemon ends as by SIGTERM. */
void daemon_ready(struct view *view);

/* Start the monitor of a mount. *fd is to be closed by the daemon's end alone: monitor_done()
 * before it. */
errnum monitor_start(const char *mountpoint, int *fd);
/* The daemon ends well: there is nothing left to clean up. */
void monitor_done(int fd);

#endif
