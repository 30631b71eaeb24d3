/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * /etc/ld.so.conf, as ldconfig reads it (elf/ldconfig.c parse_conf): which directories, and by
 * which line of which file.
 *
 * '#' starts a comment anywhere; leading blanks go; "include" and blank separated globs (relative
 * to the directory of the file, sorted; no match is nothing); "hwcap …" says nothing any more; any
 * other line is one directory, trailing blanks and slashes removed, with an optional "=libc6"
 * behind.
 */
#ifndef ELFCHECK_LDCONF_H
#define ELFCHECK_LDCONF_H

#include "elfcheck/arena.h"
#include "elfcheck/view.h"

enum {
	LDCONF_MAX_DEPTH = 16, /* of includes: ldconfig itself has no guard */
	LDCONF_MAX_FILES = 1024,
	LDCONF_MAX_DIRS = 4096,
	LDCONF_MAX_FILE = 1 << 20,
};

struct ldconf_dir {
	const char *dir; /* absolute, without trailing slashes */
	const char *file; /* the file that says so, as the program sees it */
	unsigned line; /* from 1 */
};

struct ldconf {
	struct arena *arena; /* borrowed: everything lives there */
	struct ldconf_dir *dirs;
	size_t ndirs;
	size_t cap;
	unsigned files; /* files read */
	bool truncated; /* a limit was hit, or includes go in a circle */
};

/* Read path and what it includes. 0 also when it does not exist: then there are no directories. */
errnum ldconf_read(const struct ec_view *v, const char *path, struct arena *a, struct ldconf *out);

/* One file's text, for a fuzzer: includes are looked up in v, which may be NULL (then skipped). */
void ldconf_parse(const struct ec_view *v, const char *path, char *text, size_t len, int depth,
    struct ldconf *out);

/* The line that named dir, or NULL. */
const struct ldconf_dir *ldconf_find(const struct ldconf *conf, const char *dir);

#endif
