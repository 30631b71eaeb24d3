/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FUSE over io_uring as Linux speaks it (protocol 7.42): what a header of 6.14 says, for those that
 * are older. The kernel's layout is fixed; see its
 * Documentation/filesystems/fuse/fuse-io-uring.rst.
 */
#ifndef FS_FUSE_RING_H
#define FS_FUSE_RING_H

#include "fs/fuse_abi.h"

enum {
	RING_HEAD_SIZE = 128, /* room for either head, and for an operation's first argument */
};

/* A request's or an answer's fixed part; the rest is in the payload. */
struct ring_message {
	union {
		struct fuse_in_header in;
		struct fuse_out_header out;
		char room[RING_HEAD_SIZE];
	} head;
	char argument[RING_HEAD_SIZE]; /* of a request; an answer's is in the payload */
	struct {
		uint64_t flags;
		uint64_t commit_id; /* to be given back with the answer */
		uint32_t payload_size;
		uint32_t padding;
		uint64_t reserved;
	} entry;
};

/* sqe->cmd_op */
enum {
	RING_REGISTER = 1, /* an entry, and fetch its first request */
	RING_COMMIT_AND_FETCH = 2, /* an answer, and fetch the next request */
};

/* sqe->cmd */
struct ring_command {
	uint64_t flags;
	uint64_t commit_id;
	uint16_t queue;
	uint8_t padding[6];
};

#endif
