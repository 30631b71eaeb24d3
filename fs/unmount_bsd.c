/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/unmount.h"

#include <sys/param.h>
#include <sys/mount.h>

errnum
unmount_view(const char *mountpoint)
{
	return unmount(mountpoint, MNT_FORCE) == 0 ? 0 : last_error();
}
