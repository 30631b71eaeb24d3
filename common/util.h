/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The project's vocabulary: the few words that every file uses.
 *
 *   errnum      what a function that can fail returns: 0, or a positive errno value, as pthreads
 *               and FreeBSD's kernel do. Results go through out-parameters, which are written on
 *               success only.
 *   cleanup_*   variable attributes that release a local when it goes out of scope; steal_fd() and
 *               steal_ptr() hand such a local to someone else.
 *
 * docs/conventions.md tells the whole of it.
 */
#ifndef COMMON_UTIL_H
#define COMMON_UTIL_H

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* 0, or a positive errno value. */
typedef int errnum;

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))
#define MUST_CHECK              __attribute__((warn_unused_result))

/* The errno of a call that just failed; never 0, so that a failure cannot be read as success. */
static inline errnum
last_error(void)
{
	return errno != 0 ? errno : EIO;
}

/* Close *fd unless it is negative, keep errno, and leave -1 behind. */
static inline void
close_fd(int *fd)
{
	if (*fd >= 0) {
		int saved = errno;

		(void)close(*fd);
		errno = saved;
		*fd = -1;
	}
}

/* Take the descriptor out of *fd, which the caller of this now owns. */
static inline int
steal_fd(int *fd)
{
	int taken = *fd;

	*fd = -1;
	return taken;
}

static inline void *
steal_ptr_(void *pp)
{
	void **slot = pp;
	void *taken = *slot;

	*slot = NULL;
	return taken;
}

/* Take the pointer out of variable p, which the caller of this now owns. */
#define steal_ptr(p) ((__typeof__(p))steal_ptr_(&(p)))

static inline void
cleanup_free_(void *pp)
{
	void **slot = pp;

	free(*slot);
}

static inline void
cleanup_file_(FILE **f)
{
	if (*f != NULL)
		(void)fclose(*f);
}

static inline void
cleanup_dir_(DIR **d)
{
	if (*d != NULL)
		(void)closedir(*d);
}

#define cleanup_free __attribute__((cleanup(cleanup_free_)))
#define cleanup_fd   __attribute__((cleanup(close_fd)))
#define cleanup_file __attribute__((cleanup(cleanup_file_)))
#define cleanup_dir  __attribute__((cleanup(cleanup_dir_)))

#endif
