/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FS_VERSION_H
#define FS_VERSION_H

#include <stdint.h>
#include <sys/stat.h>

/* A number that changes when a file does, by its size, mtime or ctime; never 0. */
static inline uint64_t
stat_version(const struct stat *st)
{
	uint64_t v = (uint64_t)st->st_size;

	v = v * 31 + (uint64_t)st->st_mtim.tv_sec;
	v = v * 1000003 + (uint64_t)st->st_mtim.tv_nsec;
	v = v * 31 + (uint64_t)st->st_ctim.tv_sec;
	v = v * 1000003 + (uint64_t)st->st_ctim.tv_nsec;
	return v | 1;
}

#endif
