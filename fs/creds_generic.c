/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * No identity of a thread's own: the object is made as the daemon and then given away. BSD file
 * systems give every new object its directory's group, whoever makes it, so only the owner is
 * changed.
 *
 * Between the two the caller may move the new object away and put another's in its place, of which
 * he must not become the owner: a hard link to the password file, say. So the object is held by a
 * descriptor, and given away only when it can be no other than the one that was made: the daemon's
 * own, with no second name, and not older than the request.
 */
#include "fs/creds.h"
#include "fs/host.h"

#include <fcntl.h>
#include <sys/stat.h>

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif

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
	creds->since = creds->changed ? time(NULL) : 0;
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

static bool
is_new(const struct creds *creds, const struct stat *st)
{
	if (st->st_uid != geteuid() || (!S_ISDIR(st->st_mode) && st->st_nlink != 1))
		return false;
#ifdef HAVE_ST_BIRTHTIM
	/* file systems without births say -1 or 0; one second for clocks that are read differently
	 */
	if (st->st_birthtim.tv_sec > 0 && st->st_birthtim.tv_sec < creds->since - 1)
		return false;
#endif
	return true;
}

errnum
creds_give(const struct creds *creds, int dir_fd, const char *name)
{
	cleanup_fd int fd = -1;
	struct stat st;

	if (!creds->changed)
		return 0;
	fd = openat(dir_fd, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) != 0)
		return last_error();
	return is_new(creds, &st) ? host_chown(fd, creds->uid, (gid_t)-1) : EPERM;
}

errnum
creds_create(
    const struct creds *creds, int dir_fd, const char *name, int flags, mode_t mode, int *out)
{
	int how = (flags & ~O_ACCMODE) | host_access(flags & O_ACCMODE);
	cleanup_fd int fd = openat(dir_fd, name, how | O_CREAT | O_EXCL, mode);

	if (fd < 0 || (creds->changed && fchown(fd, creds->uid, (gid_t)-1) != 0))
		return last_error();
	*out = steal_fd(&fd);
	return 0;
}
