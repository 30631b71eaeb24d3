/* SPDX-License-Identifier: BSD-2-Clause */
/* The machine's processors. */
#ifndef FS_CPUS_H
#define FS_CPUS_H

/*
 * How many there may ever be, as Linux' lists in /sys have them: FUSE over io_uring has a queue for
 * each. 0: cannot be told.
 */
unsigned int cpus_possible(void);

/* Sets those bytes of set, which has limit of them, whose processor is online to 1. */
void cpus_mark_online(unsigned char *set, unsigned int limit);

/* How many the calling thread may use; at least 1. */
unsigned int cpus_usable(void);

/* Let others have the processor first, as nice(1) would: the calling thread alone, where that is
 * possible. */
void cpus_be_modest(void);

#endif
