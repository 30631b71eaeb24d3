/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef ELFCHECK_PSEUDO_FS_H
#define ELFCHECK_PSEUDO_FS_H

#include <stdbool.h>

/*
 * Whether what is open at fd is on a file system whose files are the kernel's talk and no programs:
 * proc, sysfs, devfs, … False when it cannot be told.
 */
bool is_pseudo_fs(int fd);

#endif
