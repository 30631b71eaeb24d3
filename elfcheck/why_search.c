/* SPDX-License-Identifier: BSD-2-Clause */
/* The search for one name, for people: in short a line for each place, or every file. */
#include "elfcheck/why.h"

#include <string.h>

/* How a file came to be looked at, in words. */
const char *
why_way(enum ec_via via, const char *where)
{
	if (where != NULL)
		return where;
	switch (via) {
	case EC_VIA_PRELOAD:
		return "LD_PRELOAD";
	case EC_VIA_LOADED:
		return "loaded already";
	case EC_VIA_DIRECT:
		return "by its path";
	case EC_VIA_NONE:
	case EC_VIA_RPATH:
	case EC_VIA_LD_LIBRARY_PATH:
	case EC_VIA_RUNPATH:
	case EC_VIA_CACHE:
	case EC_VIA_DEFAULT:
	default:
		return ec_via_name(via) == NULL ? "" : ec_via_name(via);
	}
}

void
why_put_way(FILE *out, enum ec_via via, const char *where)
{
	(void)fputs("  (", out);
	put_shown(out, why_way(via, where));
	(void)putc(')', out);
}

/* A path with its backing file, when that is another. */
void
why_put_file(FILE *out, const struct ec_replay *r, const char *name, const struct ec_path *p)
{
	put_shown(out, name);
	if (p == NULL || p->error != 0)
		return;
	if (r->s->view.roots->path[TR_C] != NULL)
		(void)fprintf(out, "  [%s layer", tr_layer_name(p->layer));
	if (p->source != NULL && strcmp(p->source, name) != 0) {
		(void)fputs(r->s->view.roots->path[TR_C] != NULL ? ": " : "  [", out);
		put_shown(out, p->source);
		(void)putc(']', out);
	} else if (r->s->view.roots->path[TR_C] != NULL) {
		(void)putc(']', out);
	}
}

static bool
in_hwcaps(const char *path)
{
	return strstr(path, "/glibc-hwcaps/") != NULL || strstr(path, "/tls/") != NULL ||
	       strstr(path, "/x86_64/") != NULL || strstr(path, "/haswell/") != NULL ||
	       strstr(path, "/avx512_1/") != NULL;
}

/* Every file that was considered, in order. */
static void
put_every(FILE *out, const struct ec_replay *r, const struct ec_need *n)
{
	if (n->ncandidates > 0)
		(void)fputs("  looked at, in this order:\n", out);
	for (size_t i = 0; i < n->ncandidates; i++) {
		const struct ec_candidate *c = &n->candidates[i];

		(void)fputs("    ", out);
		why_put_file(out, r, c->name, c->path);
		why_put_way(out, c->via, c->where);
		(void)fputs(": ", out);
		put_shown(out, c->verdict == EC_ACCEPT ? "taken"
			       : c->absent             ? "not there"
						       : c->reason);
		if (c->verdict == EC_SKIP && !c->absent)
			(void)fputs("; passed over", out);
		else if (c->verdict == EC_FATAL)
			(void)fputs("; the search ends here", out);
		(void)putc('\n', out);
	}
}

/* A heading, once. */
static void
put_title(FILE *out, const char **title)
{
	if (*title != NULL)
		(void)fputs(*title, out);
	*title = NULL;
}

static bool
same_place(const struct ec_candidate *a, const struct ec_candidate *b)
{
	return a->via == b->via &&
	       strcmp(why_way(a->via, a->where), why_way(b->via, b->where)) == 0;
}

/*
 * The candidates from i on that are of one place and were not there: a line with their directories,
 * but for those for certain processors. Returns the next one; *title goes before the first line.
 */
static size_t
put_absent(
    FILE *out, const struct ec_replay *r, const struct ec_need *n, size_t i, const char **title)
{
	const struct ec_candidate *first = &n->candidates[i];
	bool any = false;

	for (;
	    i < n->ncandidates && n->candidates[i].absent && same_place(first, &n->candidates[i]);
	    i++) {
		const char *name = n->candidates[i].name;

		if (in_hwcaps(name))
			continue;
		if (!any) {
			put_title(out, title);
			(void)fputs("    ", out);
			put_shown(out, why_way(first->via, first->where));
			(void)fputs(": not in", out);
			any = true;
		}
		(void)putc(' ', out);
		put_shown(out, strchr(name, '/') == NULL ? "." : ec_dirname(r->a, name));
	}
	if (any)
		(void)putc('\n', out);
	return i;
}

/*
 * The search in short: a line for each place with the directories that do not have the name, and
 * one for each file that was passed over. What was taken, or ended it, was shown before.
 */
static void
put_search(FILE *out, const struct ec_replay *r, const struct ec_need *n)
{
	bool cache_told = n->cache_used || r->profile->kind != EC_LOADER_GLIBC;
	const char *title =
	    n->picked != NULL ? "  before it, in this order:\n" : "  looked for, in this order:\n";

	for (size_t i = 0; i < n->ncandidates;) {
		const struct ec_candidate *c = &n->candidates[i];

		if (c->via == EC_VIA_DIRECT || (c->path != NULL && c->path == n->picked)) {
			i++;
			continue;
		}
		if (c->via == EC_VIA_DEFAULT && !cache_told) {
			put_title(out, &title);
			(void)fprintf(out, "    ld.so.cache: %s\n",
			    r->s->cache_error == 0 ? "not in it" : "there is none");
			cache_told = true;
		}
		if (c->absent) {
			i = put_absent(out, r, n, i, &title);
			continue;
		}
		put_title(out, &title);
		(void)fputs("    ", out);
		put_shown(out, why_way(c->via, c->where));
		(void)fputs(": ", out);
		why_put_file(out, r, c->name, c->path);
		(void)fputs(": ", out);
		put_shown(out, c->reason == NULL ? "taken" : c->reason);
		(void)fputs(c->verdict == EC_SKIP ? "; passed over\n" : "\n", out);
		i++;
	}
}

void
why_put_candidates(FILE *out, const struct ec_replay *r, const struct ec_need *n, bool every)
{
	if (every)
		put_every(out, r, n);
	else
		put_search(out, r, n);
}
