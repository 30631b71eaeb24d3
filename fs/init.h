/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Features of the kernel that are agreed on in INIT, the first message, whether libfuse knows them
 * or not: init_custom.c completes libfuse's exchange, init_none.c is for systems that have none of
 * them.
 */
#ifndef FS_INIT_H
#define FS_INIT_H

#include "common/util.h"

#include <stdbool.h>
#include <stdint.h>

struct view;

enum init_feature {
	INIT_PASSTHROUGH, /* FUSE_PASSTHROUGH: opens that lead to a backing file in the kernel */
	INIT_KILLPRIV_V2, /* FUSE_HANDLE_KILLPRIV_V2: the daemon clears setuid bits when told to */
	INIT_OVER_IO_URING, /* FUSE_OVER_IO_URING: requests through io_uring */
	INIT_PARALLEL_DIROPS, /* look-ups in one directory at the same time; see init_custom.c */
	INIT_FEATURES
};

/* What has been offered and asked for; part of the view, zero at first. */
struct init {
	uint64_t offered; /* by the kernel, once INIT is read */
	uint64_t unique; /* of INIT */
	unsigned int wanted; /* bit = enum init_feature; written while INIT is served */
	unsigned int stage; /* atomic */
};

/* Put ourselves between libfuse and the kernel where that is needed: after the session is mounted,
 * before it is served. EINVAL, ENOMEM. */
errnum init_attach(struct view *view);

/* What of this the program was built with, in words, for --version. */
const char *init_means(void);

/* In op_init() only: ask for a feature. False when the kernel does not have it. */
bool init_want(struct view *view, enum init_feature feature);

/* Whether a feature was agreed on; good once INIT is answered, so in every operation but INIT. */
bool init_has(const struct view *view, enum init_feature feature);

#endif
