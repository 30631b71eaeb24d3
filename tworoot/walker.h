/* SPDX-License-Identifier: BSD-2-Clause */
/* Internal to tworoot: one pass of a whole-path look-up. forms.c puts the passes together. */
#ifndef TWOROOT_WALKER_H
#define TWOROOT_WALKER_H

#include "tworoot/tworoot.h"

#include <limits.h>

/*
 * A walk stands in one directory of one region. The region is the set of halves that take part:
 * both in the view, one at a time in the kernel's form, root alone once an absolute link has led
 * there.
 */
struct walker {
	const struct tr_roots *roots;
	tr_trace_fn *trace;
	void *arg;
	unsigned int max_links;
	size_t max_path;
	size_t max_spliced; /* of a link's target with what follows it */
	bool one_slash; /* there, between the two, whatever the path has; else as it has it */
	bool abs_to_root; /* an absolute link goes on in the root tree alone */

	enum tr_layer region;
	bool switched; /* an absolute link has led to the root tree */
	unsigned int links; /* followed so far */
	struct tr_dir cur; /* owned */
	char *at; /* path of cur from the top of the region, "/" first; owned */
	char *rest; /* what is left to walk; owned */

	/* the object found: name below cur, or cur itself when name is empty */
	char name[NAME_MAX + 1];
	struct tr_entry entry;
};

/*
 * Walk path from the top of region. Fills name and entry. The walker is to be released whatever
 * comes back.
 */
errnum walker_run(struct walker *w, enum tr_layer region, const char *path, int flags);
/* Forget a pass, so that another can begin; keeps the parameters. */
void walker_reset(struct walker *w);
/* Backing path of name below the walk's directory in half, or of that directory itself for "".
 * Owned by the caller. */
errnum walker_source(const struct walker *w, enum tr_half half, const char *name, char **out);

#endif
