/* SPDX-License-Identifier: BSD-2-Clause */
/* How the guest programs print what is compared with the same run on Linux. After _GNU_SOURCE. */
#ifndef TESTS_KMOD_GUEST_SAY_H
#define TESTS_KMOD_GUEST_SAY_H

#include <errno.h>
#include <stdio.h>
#include <string.h>

static inline void
say(const char *what, long a, long b)
{
	printf("%s %ld %ld\n", what, a, b);
	fflush(stdout);
}

/* The second value is looked at after the first one's call. */
#define SAY(what, call, value) \
	do { \
		long called_ = (call); \
\
		say(what, called_, (value)); \
	} while (0)

/* A result together with the errno it left. */
static inline void
result(const char *what, long value)
{
	printf("%s %ld %s\n", what, value, value == -1 ? strerrorname_np(errno) : "-");
	fflush(stdout);
}

#endif
