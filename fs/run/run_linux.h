/* SPDX-License-Identifier: BSD-2-Clause */
/* What the Linux half's files share. The design is told on top of run_linux.c. */
#ifndef FS_RUN_RUN_LINUX_H
#define FS_RUN_RUN_LINUX_H

#include "fs/run/run_sys.h"

#include <signal.h>
#include <sys/types.h>

/* A message on the control socket between supervisor and init. */
struct ctl_msg {
	enum ctl_type {
		CTL_READY, /* init: the view is up, the command is about to start */
		CTL_STOPPED, /* init: the command has been stopped */
		CTL_STATUS, /* init: value is the command's wait(2) status */
		CTL_SIGNAL, /* supervisor: send the command signal value */
	} type;
	int value;
};

/* What the three processes inherit. Every descriptor is close-on-exec. */
struct run_ctx {
	const struct run_spec *spec;
	sigset_t old_mask; /* the caller's, for those that exec */
	mode_t old_umask; /* likewise */
	pid_t supervisor;
	bool has_tty; /* there is a controlling terminal */
	bool user_ns; /* a user namespace was made */
	uid_t uid; /* the caller's effective ids */
	gid_t gid;
	int ctl; /* this process's end of the control socket */
	int go; /* init writes a byte: the view's file system is mounted, start the daemon */
	int fuse; /* /dev/fuse */
	char *cwd; /* the caller's working directory, or NULL */
};

/* ---- ns_linux.c ---- */

/*
 * A private mount namespace for the calling process, inside a new user namespace when the caller
 * may not mount otherwise; the caller keeps its ids in it. Sets ctx->user_ns. Mounts made later
 * outside still arrive, nothing goes out. A message and the errno on failure.
 */
errnum ns_enter(struct run_ctx *ctx);

/* Open /dev/fuse into ctx->fuse. A message that tells what is missing and the errno on failure. */
errnum ns_open_fuse(struct run_ctx *ctx);

/* ---- root_linux.c ---- */

/*
 * In init: mount the view and what stands over it and make it "/" of this process. On success
 * nothing of the outside's tree is mounted any more. *told is set when the failure has had its
 * message already; otherwise the daemon is to blame.
 */
errnum root_enter(const struct run_ctx *ctx, bool *told);

/* ---- layer_linux.c ---- */

/* One mount point that the view must have. */
struct wanted {
	const char *path;
	bool dir;
};

bool is_dir(int fd);

/* Make the directory name in base, unless it is there, and open it. A message on failure. */
errnum make_dir(int base, const char *name, int *fd);

/* Make path below dir, with the directories on the way; its last part a directory or a file. */
errnum make_path(int dir, const char *path, bool want_dir);

/*
 * Put into skel (-1: nowhere) what the view lacks of the mount points wanted; *missing names the
 * last such one, or is NULL. A message on failure.
 */
errnum fill_skel(const struct wanted *wanted, size_t n, int view, int skel, const char **missing);

/* Make base/keep with upper and work: in base, or in the directory keep_dir unless that is -1. */
errnum make_keep(const struct run_ctx *ctx, int base, int keep_dir);

/*
 * Lay the overlay of base/keep, base/view and, with skel, base/skel on base/root and open its top.
 * A message on failure.
 */
errnum mount_overlay(const struct run_ctx *ctx, int base, bool skel, int *top);

/* ---- dirs_linux.c ---- */

/*
 * Mount /proc, /dev, /sys and /tmp below the directory root of the new tree, all of which exist.
 * own_tmp: a private /tmp. The outside must still be reachable under its own names. A message and
 * the errno on failure.
 */
errnum dirs_mount(int root, bool own_tmp);

/*
 * Open path (absolute or not, as a process with "/" at root would resolve it) with O_PATH and
 * flags. ENOENT, ELOOP, … as open(2).
 */
errnum open_inside(int root, const char *path, int flags, int *fd);

/* Bind the tree at descriptor src onto the object at descriptor dst. Returns errnum. */
errnum bind_fd(int src, int dst);

/* "/proc/self/fd/N", the name of an open object for calls that want a path. */
struct fd_path {
	char text[32];
};
struct fd_path fd_path(int fd);

/* ---- daemon_linux.c ---- */

/* What the supervisor's child does, with log for what it and the daemon say; it does not return. */
void daemon_main(struct run_ctx *ctx, int log) __attribute__((noreturn));

/* ---- init_linux.c ---- */

/* What the first process of the pid namespace does; it does not return. */
void init_main(struct run_ctx *ctx) __attribute__((noreturn));

/* Send m on the control socket; a lost peer is not an error here. */
void ctl_send(int ctl, enum ctl_type type, int value);

/* ---- run_linux.c ---- */

/* Let go of stdin and stdout, so that their ends are the command's to close. */
void release_stdio(void);

#endif
