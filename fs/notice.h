/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the kernel is to be told of a name once it has its answer. It holds a directory's lock until
 * the answer of a change in it has come, and a notice about a name there waits for this lock. The
 * worker that makes the change cannot send it: by a ring its answer goes out only when it comes
 * back for the next request, and by then it may have been given one that waits for the same lock.
 * So a thread of its own does, which is made when there first is something to say.
 */
#ifndef FS_NOTICE_H
#define FS_NOTICE_H

#include "fs/fuse.h"

#include "common/util.h"

struct notices; /* of a session */

/* Returns 0, and *out for notices_free(); ENOMEM. */
errnum notices_new(struct notices **out);
/*
 * The session is over, and nothing that the kernel waits for is left to be answered: see
 * view_cut(). What has not been said is dropped. NULL is fine.
 */
void notices_free(struct notices *notices);
/* How many have been queued and not been said yet: one that is being said counts. NULL: none. */
unsigned int notices_waiting(const struct notices *notices);
/*
 * Have the kernel look name up again in the directory parent; soon, and after the answer to the
 * request that is being worked on if that needs the directory's lock. Without memory or a thread
 * nothing is said: the kernel then knows the name as it was until it forgets it.
 */
void notices_name(
    struct notices *notices, struct fuse_session *session, fuse_ino_t parent, const char *name);

#endif
