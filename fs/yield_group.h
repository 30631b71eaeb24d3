/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Giving way between sessions. Linux may schedule each session as a group of its own (autogroup,
 * kernel/sched/autogroup.c), and then nobody sees from another session that a worker is SCHED_IDLE:
 * groups are weighed against each other. So while workers are lowered (yield.h) the daemon's group
 * gets a nice value too. Not a large one: the thread that raises all again is in the group as well,
 * and must not wait long when others come.
 */
#ifndef FS_YIELD_GROUP_H
#define FS_YIELD_GROUP_H

#include <stdbool.h>

/*
 * A descriptor for the calling process' group; -1 where there is none, where the group is not the
 * daemon's own (it does not lead its session), where somebody has given it a nice value already, or
 * where it may not be changed at any time (that takes CAP_SYS_ADMIN).
 */
int yield_group_open(void);

/* fd may be -1. */
void yield_group_lower(int fd, bool lower);

#endif
