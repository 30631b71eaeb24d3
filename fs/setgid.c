/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/setgid.h"
#include "fs/access.h"

void
setgid_drop(fuse_req_t req, int fd)
{
	struct stat st;

	if (fuse_req_ctx(req)->uid != 0 && fstat(fd, &st) == 0 && setgid_is_odd(st.st_mode) &&
	    !access_in_group(req, st.st_gid))
		(void)fchmod(fd, st.st_mode & 07777 & ~(mode_t)S_ISGID);
}

void
privileges_drop(fuse_req_t req, int fd)
{
	struct stat st;
	mode_t lost = 0;

	/* our own write has taken care of file capabilities */
	if (fuse_req_ctx(req)->uid == 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	lost |= st.st_mode & S_ISUID;
	if ((st.st_mode & S_IXGRP) != 0 || !access_in_group(req, st.st_gid))
		lost |= st.st_mode & S_ISGID;
	if (lost != 0)
		(void)fchmod(fd, st.st_mode & 07777 & ~lost);
}
