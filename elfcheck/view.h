/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where a replay looks files up: the two trees, the form of the rule, and the program's working
 * directory. Every look-up of `why` goes through here, so that a path is what the program sees and
 * the source is where it came from. With one root "/" a look-up is one open(2).
 */
#ifndef ELFCHECK_VIEW_H
#define ELFCHECK_VIEW_H

#include "tworoot/tworoot.h"

#include <stdbool.h>

struct ec_view {
	const struct tr_roots *roots; /* borrowed */
	enum tr_form form;
	bool plain; /* one root, and it is "/": the system's own look-up is the view's */
	const char
	    *cwd; /* what relative paths start from, absolute; NULL: "/" or, plain, our own */
};

struct ec_hit {
	int fd; /* O_RDONLY | O_NONBLOCK; owned */
	enum tr_layer layer;
	struct stat st;
	char *path; /* in the view, without symlinks; NULL when plain; owned */
	char *source; /* backing path; NULL when plain: as path; owned */
};

/* Set the view up on roots that stay open. compat may be missing. */
void ec_view_init(struct ec_view *v, const struct tr_roots *roots, enum tr_form form);

/* Open path as the program would. The caller releases *out. Errors as open(2). */
errnum ec_view_open(const struct ec_view *v, const char *path, struct ec_hit *out) MUST_CHECK;
void ec_hit_release(struct ec_hit *hit);

/* Whether path is a directory in the view; else the error of stat(2), or ENOTDIR. */
errnum ec_view_is_dir(const struct ec_view *v, const char *path) MUST_CHECK;

/* The path without symlinks in the view (malloc'ed), and its source. Either may be NULL. */
errnum ec_view_resolve(
    const struct ec_view *v, const char *path, char **real, char **source) MUST_CHECK;

static inline void
cleanup_hit_(struct ec_hit *hit)
{
	ec_hit_release(hit);
}
#define cleanup_hit __attribute__((cleanup(cleanup_hit_)))
#define EC_HIT_NONE {.fd = -1}

#endif
