/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A parallel walk over directory trees, for scans.
 *
 * Workers take directories from one stack; symbolic links are not followed (but for the roots
 * themselves), kernel pseudo file systems below a root (proc, sysfs, …) are passed by. Files come
 * in no particular order.
 */
#ifndef ELFCHECK_WALK_H
#define ELFCHECK_WALK_H

#include "common/util.h"

#include <stdbool.h>

struct walk_ops {
	/*
	 * A regular file: name below the directory open at dirfd (borrowed, AT_FDCWD for a root
	 * that is a file), whose path is dir ("" for such a root). Called by many workers at once;
	 * worker counts from 0.
	 */
	void (*file)(void *arg, int dirfd, const char *dir, const char *name);
	/* What could not be read. Called by many workers at once. */
	void (*error)(void *arg, const char *path, errnum err);
	/* From the calling thread, about five times a second; may be NULL. */
	void (*tick)(void *arg);
};

struct walk_options {
	unsigned jobs; /* workers; 0 takes as many as there are processors */
	bool one_fs; /* stay on the file system of each root */
};

/* How many workers walk_trees will use. */
unsigned walk_jobs(const struct walk_options *opt);

/* Walk the n roots. ENOMEM or EAGAIN when not even one worker could be had; the rest goes to error.
 */
errnum walk_trees(const struct walk_options *opt, char *const *roots, size_t n,
    const struct walk_ops *ops, void *arg) MUST_CHECK;

/* dir and name as one path, which the caller frees; NULL without memory. */
char *walk_path(const char *dir, const char *name);

#endif
