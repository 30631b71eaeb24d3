/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What follows from a finished search: which objects are of another system, in which words, and
 * which line of the configuration led to a cache entry. Right files and fixes: right_file.c,
 * fixes.c.
 */
#include "elfcheck/right.h"

#include <string.h>

/* The brand that objects must have: the linker's system. */
enum ec_brand
ec_replay_wants(const struct ec_replay *r)
{
	return r->profile->kind == EC_LOADER_FREEBSD ? EC_FREEBSD : EC_LINUX;
}

static void
mark_foreign(struct ec_replay *r, struct ec_need *n)
{
	struct ec_path *p = n->picked;
	enum ec_brand brand;

	if (p == NULL || p->file == NULL || n->again || n->via == EC_VIA_LOADED)
		return;
	if (n->status == EC_STATUS_OK && !ec_file_suspect(p->file))
		return;
	brand = ec_session_brand(r->s, p);
	if (!ec_is_foreign(brand, ec_replay_wants(r)))
		return;
	if (n->status == EC_STATUS_OK || n->status == EC_STATUS_BAD)
		n->status = EC_STATUS_FOREIGN;
}

/* A missing name for which a foreign file was passed over is still missing; its reason says why. */
static void
name_conf_line(struct ec_replay *r, struct ec_need *n)
{
	const char *dir;
	const char *words;

	if (!n->cache_used)
		return;
	for (size_t i = 0; i < n->ncandidates; i++) {
		struct ec_candidate *c = &n->candidates[i];

		if (c->via != EC_VIA_CACHE)
			continue;
		dir = ec_dirname(r->a, c->name);
		words = ec_conf_words(r, dir);
		if (words == NULL)
			words = "a directory that ld.so.conf does not name (any more)";
		c->where = arena_printf(r->a, "%s, from %s", c->where, words);
		if (n->via == EC_VIA_CACHE && n->picked == c->path)
			n->where = c->where;
	}
}

/* A missing interpreter: another one in the tree, an absolute link, or a package. */
static void
fix_interpreter(struct ec_replay *r)
{
	const char *link;
	const char *package;
	const char *soname;

	if (r->interp == NULL || r->interp_error == 0)
		return;
	link = r->interp[0] == '/' ? ec_absolute_link(r, r->interp) : NULL;
	if (link != NULL)
		r->fix[r->nfix++] = link;
	soname = strrchr(r->interp, '/');
	package = ec_package_of_path(r, r->interp);
	if (package == NULL && soname != NULL && !r->no_loader)
		package = ec_package_of_soname(r, soname + 1);
	if (package != NULL)
		r->fix[r->nfix++] = arena_printf(r->a, "install %s again", package);
	else if (r->no_loader && link == NULL)
		r->fix[r->nfix++] = arena_printf(r->a,
		    "install the package that has %s, or correct the first line of %s", r->interp,
		    r->asked);
	else if (link == NULL)
		r->fix[r->nfix++] = arena_printf(r->a,
		    "install the package with the runtime linker %s (Debian: libc6; RHEL: glibc; "
		    "Alpine: "
		    "musl), or set the tree up where programs look (compat.linux.emul_path)",
		    r->interp);
}

void
ec_conclude(struct ec_replay *r, bool progress)
{
	fix_interpreter(r);
	for (size_t i = 0; i < r->nneeds; i++) {
		struct ec_need *n = r->needs[i];

		mark_foreign(r, n);
		if (n->status == EC_STATUS_OK || n->again)
			continue;
		name_conf_line(r, n);
		if (ec_need_is_fine(n))
			continue;
		ec_find_right(r, n, progress);
		ec_find_fixes(r, n);
	}
}
