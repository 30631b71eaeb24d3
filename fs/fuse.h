/* SPDX-License-Identifier: BSD-2-Clause */
/* libfuse's low-level API, at the one version that all files use; what newer ones have is probed by
 * meson. */
#ifndef FS_FUSE_H
#define FS_FUSE_H

#define FUSE_USE_VERSION 312
#include <fuse_lowlevel.h>

#endif
