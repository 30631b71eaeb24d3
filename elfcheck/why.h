/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How a replay is shown: as JSON for programs, as text for people, as a Graphviz graph.
 */
#ifndef ELFCHECK_WHY_H
#define ELFCHECK_WHY_H

#include "elfcheck/cli.h"
#include "elfcheck/replay.h"

/* The other look-up's answer (view against kernel), when there are two roots. */
struct why_other {
	bool there;
	const char *form; /* "kernel" or "view" */
	bool fails;
	const char *first_error;
	bool differs; /* another verdict, or another file for some name */
	const char *name; /* the first name that differs, or NULL */
	const char *here; /* its source in this look-up, or "none" */
	const char *other; /* and in the other */
};

void why_json(FILE *out, const struct ec_replay *r, const struct why_other *other);
void why_text(FILE *out, const struct ec_replay *r, const struct why_other *other, int verbose);
void why_dot(FILE *out, const struct ec_replay *r);

/* ---- parts of the text ---- */

/* How a file came to be looked at, in words. */
const char *why_way(enum ec_via via, const char *where);
/* The same in brackets. */
void why_put_way(FILE *out, enum ec_via via, const char *where);
/* A path with its backing file, when that is another. */
void why_put_file(FILE *out, const struct ec_replay *r, const char *name, const struct ec_path *p);
/* The search for n: in short, or every file that was considered. */
void why_put_candidates(FILE *out, const struct ec_replay *r, const struct ec_need *n, bool every);

#endif
