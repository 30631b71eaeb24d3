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
