/* SPDX-License-Identifier: BSD-2-Clause */
/* What fuse_file_info.fh points to. */
#ifndef FS_HANDLE_H
#define FS_HANDLE_H

#include "fs/opened.h"

/* An open file. */
struct handle {
	LIST_ENTRY(handle) link; /* in opened's list, when fd is there from the start */
	struct opened *opened; /* one user of it; NULL: a control file */
	int fd; /* -1: none yet (atomic), see handle_fd() */
	bool listed; /* with opened */
	bool changer; /* of opened */
	bool direct; /* the kernel's pages are not used: see setgid.h */
	bool odd_setgid; /* see setgid.h */
	char *text; /* of a control file: what it said when it was opened */
	size_t text_size;
};

static inline struct handle *
handle_of(uint64_t fh)
{
	return (struct handle *)(uintptr_t)fh;
}

/* A descriptor of the open file for fstat(2), which every one has that is no control file. */
static inline int
handle_stat_fd(const struct handle *handle)
{
	int fd = __atomic_load_n(&handle->fd, __ATOMIC_ACQUIRE);

	return fd >= 0 ? fd : handle->opened->fd;
}

#endif
