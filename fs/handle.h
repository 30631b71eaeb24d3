/* SPDX-License-Identifier: BSD-2-Clause */
/* What fuse_file_info.fh points to. */
#ifndef FS_HANDLE_H
#define FS_HANDLE_H

#include "fs/node.h"

/* An open file. */
struct handle {
	LIST_ENTRY(handle) link; /* in the node's list, under its lock */
	struct node *node; /* the kernel's look-up keeps it */
	int fd;
	bool odd_setgid; /* see setgid.h */
	char *text; /* of a control file: what it said when it was opened */
	size_t text_size;
};

static inline struct handle *
handle_of(uint64_t fh)
{
	return (struct handle *)(uintptr_t)fh;
}

#endif
