/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Caches without a time limit: the system tells of every change below, and the kernel's copies are
 * dropped.
 *
 * coherence*_linux.c does it with fanotify(7) for whole file systems; coherence_none.c never can,
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

/*
 * Whether, at some moment during the call, every change that was done had been heard of: what is
 * asked next of node_changes() and of coherence_lapses() is no older than that. A change is done
 * when the system call that makes it returns. NULL: false.
 */
bool coherence_is_idle(const struct coherence *coherence);
/* How often changes may have been missed; it goes up before anything is taken to be idle again. */
uint32_t coherence_lapses(const struct coherence *coherence);

/* For `status`. */
const char *coherence_name(const struct coherence *coherence);
uint64_t coherence_events(const struct coherence *coherence);

#endif
