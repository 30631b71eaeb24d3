/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernel's FUSE protocol (Linux: <linux/fuse.h>), with what has come to it after the headers
 * that are installed. The numbers are the kernel's interface and never change; each name is taken
 * from the header where that has it.
 */
#ifndef FS_FUSE_ABI_H
#define FS_FUSE_ABI_H

#include <linux/fuse.h>
#include <stdint.h>
#include <sys/ioctl.h>

/* Flags of INIT; those from bit 32 on travel in flags2. */
#ifndef FUSE_PASSTHROUGH
#define FUSE_PASSTHROUGH (UINT64_C(1) << 37)
#endif
#ifndef FUSE_OVER_IO_URING
#define FUSE_OVER_IO_URING (UINT64_C(1) << 41)
#endif

/* INIT's answer: how many file systems may be stacked, this one included, for passthrough. */
#ifdef HAVE_FUSE_MAX_STACK_DEPTH
#define ABI_MAX_STACK_DEPTH(out) ((out)->max_stack_depth)
#else
#define ABI_MAX_STACK_DEPTH(out) ((out)->unused[0])
#endif

/* A backing file is registered, and let go of: ioctl(2) on the device. */
struct abi_backing_map {
	int32_t fd;
	uint32_t flags;
	uint64_t padding;
};
#define ABI_BACKING_OPEN  _IOW(229, 1, struct abi_backing_map)
#define ABI_BACKING_CLOSE _IOW(229, 2, uint32_t)

/* The answer to OPEN and CREATE with the number of a backing file. */
#define ABI_FOPEN_PASSTHROUGH (1U << 7)
#ifdef HAVE_FUSE_OPEN_BACKING_ID
#define ABI_BACKING_ID(out) (*(uint32_t *)&(out)->backing_id)
#else
#define ABI_BACKING_ID(out) ((out)->padding)
#endif

#endif
