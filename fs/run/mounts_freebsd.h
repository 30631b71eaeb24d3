/* SPDX-License-Identifier: BSD-2-Clause */
/* The mounts that compatrun makes on FreeBSD, and their undoing in reverse order. */
#ifndef FS_RUN_MOUNTS_FREEBSD_H
#define FS_RUN_MOUNTS_FREEBSD_H

#include "fs/run/run_sys.h"

/* What has been made and has to go again. */
struct made {
	char *base; /* our directory, or NULL */
	char *root; /* base/view: the command's "/" */
	char *mounts[64]; /* mount points in the order of mounting */
	size_t nmounts;
	char *dirs[8]; /* directories of ours, in the order of making */
	size_t ndirs;
};

/*
 * Mount the view with everything over it at made->root. A message and the errno on failure; what
 * was made until then is in made, for unmake().
 */
errnum make_view(const struct run_spec *spec, struct made *made);

/* Unmount and remove all of made; says what cannot be. */
void unmake(struct made *made);

#endif
