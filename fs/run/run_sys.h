/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compatrun's one door to the system: run a command inside a private view.
 *
 * main.c knows options only; run_linux.c (namespaces) and run_freebsd.c (mounts and chroot) do the
 * work behind run_view().
 */
#ifndef FS_RUN_RUN_SYS_H
#define FS_RUN_RUN_SYS_H

#include "common/util.h"

#include <stdbool.h>

/* compatrun's own exit statuses, those of env(1) and timeout(1). */
enum {
	RUN_FAILED = 125, /* the view could not be made, or its daemon died */
	RUN_CANNOT = 126, /* the command exists but cannot be run */
	RUN_NOT_FOUND = 127, /* the command does not exist */
};

enum run_mode {
	RUN_SCRATCH, /* a writable private layer over a read-only view */
	RUN_RO, /* the view itself, read-only */
	RUN_RW, /* the view itself, read-write: changes are made in the two trees */
};

struct run_bind {
	char *src; /* as the caller sees it */
	char *dst; /* as the command sees it, absolute */
};

/* What is to be run, and in which view. main owns everything in it. */
struct run_spec {
	const char *compat; /* absolute */
	const char *root; /* absolute */
	const char *options; /* for compatfs -o, or NULL */
	const char *compatfs; /* the daemon's program */
	const char *scratch; /* the directory that keeps the changes, or NULL: they are dropped */
	enum run_mode mode;
	struct run_bind *binds;
	size_t nbinds;
	char *const *argv; /* the command, NULL at the end */
};

/*
 * Make the view, run the command in it, take everything down. Returns a status as wait(2) gives
 * it: the command's own, or exit status RUN_FAILED, RUN_CANNOT or RUN_NOT_FOUND after a message.
 */
int run_view(const struct run_spec *spec);

/* The absolute path of the running program, for the caller to free; NULL if unknown. */
char *run_self_path(void);

#endif
