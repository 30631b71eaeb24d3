/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Caches without a time limit: the system tells of every change below, and the kernel's copies are
 * dropped.
 *
 * coherence_linux.c does it with fanotify(7) for whole file systems; coherence_none.c never can,
 * and then entries and attributes time out. A file system is covered when its device is first seen;
 * what is on one that is not (network, FUSE, or no privilege) keeps the short time-out.
 *
 * How a change cannot be missed. An event is read after the change; names are invalidated under the
 * directory's lock in the kernel, which every look-up of the name holds until its answer is in
 * place. For attributes, an answer about an object that was made while a change of that object was
 * heard of is sent without a time to live (invalidate.h), and an inode that the kernel did not have
 * yet is invalidated again a little later.
 */
#ifndef FS_COHERENCE_H
#define FS_COHERENCE_H

#include "fs/view.h"

struct coherence;

/* ENOTSUP, EPERM, … where there is none: the view works with time-outs. */
errnum coherence_new(struct view *view, struct coherence **out);
/* Follow changes from now on; call once the session is mounted. */
errnum coherence_start(struct coherence *coherence);
/* Follow no more. NULL is fine here and below. */
void coherence_stop(struct coherence *coherence);
void coherence_free(struct coherence *coherence);

/*
 * Have the file system covered that name in dir_fd ("" for dir_fd itself) is on, whose index is
 * device. Returns whether it is, from now on.
 */
bool coherence_cover(struct coherence *coherence, uint16_t device, int dir_fd, const char *name);

/* The mount table has changed: let go of file systems that are no longer mounted. */
void coherence_forget_gone(struct coherence *coherence);

/* For `status`. */
const char *coherence_name(const struct coherence *coherence);
uint64_t coherence_events(const struct coherence *coherence);

#endif
