/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * No identity of a thread's own: the object is made as the daemon and then given away. BSD file
 * systems give every new object its directory's group, whoever makes it, so only the owner is
 * changed.
 */
#include "fs/creds.h"

#include <fcntl.h>
#include <sys/stat.h>

void
creds_init(void)
{
	(void)umask(0); /* the kernel has applied the caller's */
}

void
creds_enter(struct creds *creds, uid_t uid, gid_t gid, mode_t mask)
{
	creds->mask = mask;
	creds->uid = uid;
	creds->gid = gid;
	creds->changed = geteuid() == 0 && uid != 0;
}

mode_t
creds_mode(const struct creds *creds, mode_t mode)
{
	return mode & ~creds->mask;
}

void
creds_leave(const struct creds *creds)
{
	(void)creds;
}

errnum
creds_give(const struct creds *creds, int dir_fd, const char *name)
{
	if (!creds->changed)
		return 0;
	return fchownat(dir_fd, name, creds->uid, (gid_t)-1, AT_SYMLINK_NOFOLLOW) == 0
		   ? 0
		   : last_error();
}
