/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux' file-system identity is a thread's own (setfsuid(2)), and so is its umask once it no
 * longer shares its file-system state (unshare(2) CLONE_FS). SECBIT_NO_SETUID_FIXUP keeps the
 * capabilities that let root make a file where the caller's supplementary groups, which the daemon
 * does not know, would let the caller.
 */
#include "fs/creds.h"

#include <fcntl.h>
#include <linux/securebits.h>
#include <sched.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/stat.h>

void
creds_init(void)
{
	int bits = prctl(PR_GET_SECUREBITS);

	/* Without the privilege there is but one caller: the user who mounted the view. */
	if (bits >= 0)
		(void)prctl(PR_SET_SECUREBITS, bits | SECBIT_NO_SETUID_FIXUP);
	(void)umask(0);
}

/* What the kernel keeps for each thread, and nobody but creds_enter() changes. */
struct identity {
	bool known;
	bool own_fs;
	mode_t mask;
	uid_t uid;
	gid_t gid;
};

static struct identity
identity_new(void)
{
	struct identity own = {.known = true, .uid = geteuid(), .gid = getegid()};

	own.own_fs = unshare(CLONE_FS) == 0;
	if (own.own_fs)
		(void)umask(own.mask);
	return own;
}

void
creds_enter(struct creds *creds, uid_t uid, gid_t gid, mode_t mask)
{
	static _Thread_local struct identity own;

	if (!own.known)
		own = identity_new();
	if (own.own_fs && own.mask != mask)
		(void)umask(own.mask = mask);
	/* where unshare() is forbidden, a default ACL does not keep the umask away */
	creds->mask = own.own_fs ? 0 : mask;
	creds->uid = own.uid;
	creds->gid = own.gid;
	creds->changed = uid != creds->uid || gid != creds->gid;
	if (creds->changed) {
		(void)setfsgid(gid);
		(void)setfsuid(uid);
	}
}

mode_t
creds_mode(const struct creds *creds, mode_t mode)
{
	return mode & ~creds->mask;
}

void
creds_leave(const struct creds *creds)
{
	if (creds->changed) {
		(void)setfsuid(creds->uid);
		(void)setfsgid(creds->gid);
	}
}

errnum
creds_give(const struct creds *creds, int dir_fd, const char *name)
{
	(void)creds;
	(void)dir_fd;
	(void)name;
	return 0;
}

errnum
creds_create(
    const struct creds *creds, int dir_fd, const char *name, int flags, mode_t mode, int *out)
{
	int fd = openat(dir_fd, name, flags | O_CREAT, mode);

	(void)creds; /* the kernel knows it */
	if (fd < 0)
		return last_error();
	*out = fd;
	return 0;
}
