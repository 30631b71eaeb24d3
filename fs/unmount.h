/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FS_UNMOUNT_H
#define FS_UNMOUNT_H

#include "common/util.h"

/* Take a view away whatever is still in it: unmount_linux.c, unmount_bsd.c. EPERM, EINVAL (not
 * mounted), … */
errnum unmount_view(const char *mountpoint);

#endif
