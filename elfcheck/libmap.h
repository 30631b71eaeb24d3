/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD's libmap.conf: names of libraries that stand for others, for all objects or for those of
 * a constraint. Mirrors libexec/rtld-elf/libmap.c. With LD_LIBMAP of the program's environment,
 * which comes last.
 */
#ifndef ELFCHECK_LIBMAP_H
#define ELFCHECK_LIBMAP_H

#include "elfcheck/arena.h"
#include "elfcheck/view.h"

struct libmap_rule {
	struct libmap_rule *next; /* the one before it: later rules win */
	const char *from;
	const char *to;
	const char *file; /* where it stands; "LD_LIBMAP" */
	unsigned line;
};

/* A constraint: "[/usr/bin/app]", "[/usr/local/]", "[app]", or the default one. */
struct libmap_group {
	struct libmap_group *next;
	const char *object;
	struct libmap_rule *rules;
};

struct libmap {
	struct libmap_group *groups;
};

/*
 * Read path ("/etc/libmap.conf") with what it includes, then text (LD_LIBMAP, where '=' stands for
 * a blank and ',' for a line's end; NULL: none). What cannot be read is passed over, as rtld does.
 */
void libmap_read(
    struct libmap *m, const struct ec_view *v, const char *path, const char *text, struct arena *a);

/* What name is replaced by for the object at path, or NULL. */
const struct libmap_rule *libmap_find(const struct libmap *m, const char *path, const char *name);

#endif
