/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The answer for people: first whether the program starts and what the linker would print, then for
 * each name that went wrong the file, the way it was found, the right one and what to type.
 */
#include "elfcheck/why.h"

#include <string.h>

enum {
	MAX_WIDTH = 60,
};

/* A text from a file, made harmless, between two of our own. */
static void
put_in(FILE *out, const char *before, const char *text, const char *behind)
{
	(void)fputs(before, out);
	put_shown(out, text);
	(void)fputs(behind, out);
}

static void
put_reason(FILE *out, const struct ec_replay *r, const struct ec_need *n)
{
	const struct ec_file *f = n->picked == NULL ? NULL : n->picked->file;

	switch (n->status) {
	case EC_STATUS_FOREIGN:
		(void)fprintf(out, "a file for %s (by its %s)",
		    f == NULL ? "another system" : ec_brand_name(f->brand),
		    f == NULL ? "brand" : ec_by_name(f->by));
		break;
	case EC_STATUS_MISSING:
		for (size_t i = 0; i < n->ncandidates; i++)
			if (!n->candidates[i].absent) {
				(void)fputs("nothing usable found", out);
				return;
			}
		(void)fputs("not found", out);
		break;
	case EC_STATUS_BAD:
		if (n->version != NULL)
			put_in(out, "too old: it has no version ", n->version, "");
		else if (n->isa)
			(void)fputs("for a newer processor than this one", out);
		else if (n->role == EC_ROLE_AUDITOR)
			(void)fputs("left out", out);
		else if (f != NULL && f->note != NULL)
			(void)fprintf(out, "it is %s", f->note);
		else
			(void)fputs("damaged, or not a library for this program", out);
		break;
	case EC_STATUS_OK:
	default:
		(void)fputs("fine", out);
		break;
	}
	(void)r;
}

static void
put_problem(FILE *out, const struct ec_replay *r, const struct ec_need *n, bool every)
{
	(void)putc('\n', out);
	put_shown(out, n->name);
	if (n->role == EC_ROLE_AUDITOR) {
		(void)fputs(", an auditor", out);
	} else if (n->by != NULL) {
		(void)fputs(n->role == EC_ROLE_FILTER ? ", filtee of "
			    : n->dlopened             ? ", for dlopen(3) by "
						      : ", needed by ",
		    out);
		put_shown(out, n->by->shown);
	} else {
		(void)fputs(", to be preloaded", out);
	}
	(void)fputs(": ", out);
	put_reason(out, r, n);
	(void)putc('\n', out);
	if (n->message != NULL && n->message != r->first_error) {
		(void)fputs("  says    ", out);
		put_shown(out, n->message);
		(void)putc('\n', out);
	}
	if (n->mapped != NULL) {
		(void)fputs("  renamed ", out);
		put_shown(out, n->mapped);
		(void)fputs(" by ", out);
		put_shown(out, n->mapped_by);
		(void)putc('\n', out);
	}
	if (n->picked_name != NULL) {
		(void)fputs("  found   ", out);
		why_put_file(out, r, n->picked_name, n->picked);
		put_in(out, "\n  through ", why_way(n->via, n->where), "\n");
	}
	for (size_t i = 0; i < n->nright; i++) {
		(void)fputs("  right   ", out);
		if (n->right[i].path != NULL) {
			put_shown(out, n->right[i].path);
			if (n->right[i].source != NULL &&
			    strcmp(n->right[i].source, n->right[i].path) != 0) {
				(void)fputs("  [", out);
				put_shown(out, n->right[i].source);
				(void)putc(']', out);
			}
		}
		if (n->right[i].package != NULL)
			put_in(out, n->right[i].path == NULL ? "package " : "  package ",
			    n->right[i].package, "");
		(void)putc('\n', out);
	}
	for (size_t i = 0; i < n->nfix; i++) {
		(void)fputs(i == 0 ? "  to do   " : "  or      ", out);
		put_shown(out, n->fix[i]);
		(void)putc('\n', out);
	}
	why_put_candidates(out, r, n, every);
}

static void
put_fine(FILE *out, const struct ec_replay *r, bool every)
{
	int width = 0;

	for (size_t i = 0; i < r->nneeds; i++) {
		int len = (int)strlen(r->needs[i]->name);

		if (!r->needs[i]->again && ec_need_is_fine(r->needs[i]) && len > width &&
		    len <= MAX_WIDTH)
			width = len;
	}
	for (size_t i = 0; i < r->nneeds; i++) {
		const struct ec_need *n = r->needs[i];

		if (n->again || !ec_need_is_fine(n))
			continue;
		put_in(out, "  ", n->name, "  ");
		for (int pad = width - (int)strlen(n->name); pad > 0; pad--)
			(void)putc(' ', out);
		if (n->status != EC_STATUS_OK) {
			(void)fputs("not there, and need not be (auxiliary filter)\n", out);
			continue;
		}
		why_put_file(out, r, n->picked_name == NULL ? "" : n->picked_name, n->picked);
		why_put_way(out, n->via, n->where);
		(void)putc('\n', out);
		if (every)
			why_put_candidates(out, r, n, true);
	}
}

static void
put_other(FILE *out, const struct why_other *other)
{
	if (!other->there || !other->differs)
		return;
	(void)fprintf(out, "\nthe two look-ups differ: by the %s (--links=%s) it %s\n",
	    strcmp(other->form, "kernel") == 0 ? "kernel's rule" : "view", other->form,
	    other->fails ? "fails" : "starts");
	if (other->first_error != NULL) {
		(void)fputs("  ", out);
		put_shown(out, other->first_error);
		(void)putc('\n', out);
	}
	if (other->name != NULL) {
		(void)fputs("  ", out);
		put_shown(out, other->name);
		(void)fputs(" is here ", out);
		put_shown(out, other->here);
		(void)fputs(", there ", out);
		put_shown(out, other->other);
		(void)putc('\n', out);
	}
	if (other->fails)
		(void)fprintf(out, "  to do   see why --links=%s\n", other->form);
}

static void
put_loader(FILE *out, const struct ec_replay *r)
{
	const struct ec_profile *p = r->profile;

	if (r->no_loader || r->is_static) {
		(void)fputs(r->is_static ? "static" : "no interpreter", out);
		return;
	}
	(void)fprintf(out, "%s%s%s", ec_loader_name(p->kind), p->version_text == NULL ? "" : " ",
	    p->version_text == NULL ? "" : p->version_text);
	(void)fputs(", ", out);
	put_shown(out, p->path);
}

/* A script, and who runs it. */
static void
put_scripts(FILE *out, const struct ec_replay *r)
{
	for (size_t i = 0; i < r->nscripts; i++) {
		put_shown(out, r->scripts[i].path);
		(void)fputs(" is a script, run by ", out);
		put_shown(out, r->scripts[i].interpreter);
		if (r->scripts[i].argument != NULL) {
			(void)putc(' ', out);
			put_shown(out, r->scripts[i].argument);
		}
		(void)putc('\n', out);
	}
}

void
why_text(FILE *out, const struct ec_replay *r, const struct why_other *other, int verbose)
{
	size_t fine = 0;
	size_t wrong = 0;

	for (size_t i = 0; i < r->nneeds; i++)
		if (!r->needs[i]->again) {
			if (ec_need_is_fine(r->needs[i]))
				fine++;
			else
				wrong++;
		}
	put_scripts(out, r);
	put_shown(out, r->program);
	if (r->is_static && !r->fails) {
		(void)fputs(" is static: it needs no runtime linker\n", out);
		put_other(out, other);
		return;
	}
	if (!r->fails) {
		(void)fprintf(out, ": starts, %zu librar%s (", fine, fine == 1 ? "y" : "ies");
		put_loader(out, r);
		(void)fputs(")\n", out);
	} else {
		(void)fputs(
		    r->starts ? ": starts, but dlopen(3) fails (" : ": does not start (", out);
		put_loader(out, r);
		(void)fputs(")\n", out);
		if (r->first_error != NULL) {
			(void)fputs("  ", out);
			put_shown(out, r->first_error);
			(void)putc('\n', out);
		} else {
			(void)fputs("  (the linker prints nothing: it dies of a signal)\n", out);
		}
	}
	if (r->cannot != NULL && (r->first_error == NULL || r->interp == NULL ||
				     strstr(r->first_error, r->interp) == NULL)) {
		(void)fputs("  ", out);
		put_shown(out, r->cannot);
		(void)putc('\n', out);
	}
	for (size_t i = 0; i < r->nfix; i++) {
		(void)fputs(i == 0 ? "  to do   " : "  or      ", out);
		put_shown(out, r->fix[i]);
		(void)putc('\n', out);
	}
	for (size_t i = 0; i < r->nwarnings; i++) {
		(void)fputs("  warns: ", out);
		put_shown(out, r->warnings[i]);
		(void)putc('\n', out);
	}
	if ((wrong == 0 && r->interp_error == 0) || verbose > 0)
		put_fine(out, r, verbose > 0);
	for (size_t i = 0; i < r->nneeds; i++)
		if (!r->needs[i]->again && !ec_need_is_fine(r->needs[i]))
			put_problem(out, r, r->needs[i], verbose > 0);
	if (wrong > 0 && fine > 0 && verbose == 0)
		(void)fprintf(out, "\n%zu other librar%s fine (-v shows %s)\n", fine,
		    fine == 1 ? "y is" : "ies are", fine == 1 ? "it" : "them");
	put_other(out, other);
}
