/* SPDX-License-Identifier: BSD-2-Clause */
/* Linux' processors, as its lists in /sys have them. */
#ifndef FS_CPUS_H
#define FS_CPUS_H

/* How many there may ever be: FUSE over io_uring has a queue for each. 0: cannot be told. */
unsigned int cpus_possible(void);

/* Sets those bytes of set, which has limit of them, whose processor is online to 1. */
void cpus_mark_online(unsigned char *set, unsigned int limit);

#endif
