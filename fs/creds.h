/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * New objects belong to the caller, not to the daemon: creds_linux.c, creds_generic.c.
 *
 * The kernel has checked the caller's permission (default_permissions) before it asks, so the
 * daemon only has to make the object under the right name, with the right group in setgid
 * directories and the right default ACL.
 */
#ifndef FS_CREDS_H
#define FS_CREDS_H

#include "common/util.h"

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

struct creds {
	uid_t uid;
	gid_t gid;
	bool changed;
	mode_t mask; /* still to be applied */
	time_t since; /* when the request began, where new objects are given away */
};

/* Once, before any thread is made: allow what creds_enter() needs. */
void creds_init(void);
/* Act as uid and gid in this thread, with umask mask for default ACLs where the system can. */
void creds_enter(struct creds *creds, uid_t uid, gid_t gid, mode_t mask);
/* The mode to make an object with: without what the umask takes, where only we can apply it. */
mode_t creds_mode(const struct creds *creds, mode_t mode);
void creds_leave(const struct creds *creds);
/*
 * Where creds_enter() cannot change the identity: give the new object name to the caller now. EPERM
 * when it is not the new object any more. Nothing to do elsewhere.
 */
errnum creds_give(const struct creds *creds, int dir_fd, const char *name);
/*
 * openat(2) with O_CREAT and O_EXCL: *out is open to a new file of the caller's. EEXIST when the
 * name is taken.
 */
errnum creds_create(
    const struct creds *creds, int dir_fd, const char *name, int flags, mode_t mode, int *out);

#endif
