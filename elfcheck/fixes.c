/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What to type, by cause. A foreign library is never to be rebranded: that only turns a clear error
 * into a crash.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/right.h"

#include <string.h>

static void
fix(struct ec_need *n, const char *text)
{
	for (size_t i = 0; i < n->nfix; i++)
		if (strcmp(n->fix[i], text) == 0)
			return;
	if (n->nfix < ARRAY_LEN(n->fix))
		n->fix[n->nfix++] = text;
}

static const char *
tree(const struct ec_replay *r)
{
	const struct tr_roots *roots = r->s->view.roots;

	return roots->path[roots->path[TR_C] != NULL ? TR_C : TR_R];
}

/* The backing path of a file of the tree, as a person would edit it. */
static const char *
in_tree(struct ec_replay *r, const char *path)
{
	return strcmp(tree(r), "/") == 0 ? path : arena_printf(r->a, "%s%s", tree(r), path);
}

static const char *
ldconfig(struct ec_replay *r)
{
	if (strcmp(tree(r), "/") == 0)
		return "ldconfig";
	return arena_printf(
	    r->a, "chroot %s /sbin/ldconfig   (or, from Linux: ldconfig -r %s)", tree(r), tree(r));
}

/* The elements of a search path without those that are dir. */
static const char *
without(struct ec_replay *r, const char *list, const char *dir)
{
	const char *out = "";

	while (list != NULL && *list != '\0') {
		size_t len = strcspn(list, ":;");
		size_t trimmed = len;

		while (trimmed > 1 && list[trimmed - 1] == '/')
			trimmed--;
		if (strlen(dir) != trimmed || strncmp(list, dir, trimmed) != 0)
			out = arena_printf(
			    r->a, "%s%s%.*s", out, *out == '\0' ? "" : ":", (int)len, list);
		list += len;
		if (*list != '\0')
			list++;
	}
	return out;
}

static void
fix_env(struct ec_replay *r, struct ec_need *n, const char *dir)
{
	const char *rest = without(r, ec_session_env(r->s, "LD_LIBRARY_PATH"), dir);

	if (*rest == '\0')
		fix(n,
		    arena_printf(r->a,
			"start it without LD_LIBRARY_PATH:  env -u LD_LIBRARY_PATH %s", r->asked));
	else
		fix(n,
		    arena_printf(r->a, "drop %s from LD_LIBRARY_PATH:  env LD_LIBRARY_PATH=%s %s",
			dir, rest, r->asked));
}

static void
fix_cache(struct ec_replay *r, struct ec_need *n, const char *dir)
{
	const struct ldconf_dir *line = ldconf_find(ec_session_conf(r->s), dir);

	if (line != NULL)
		fix(n, arena_printf(r->a, "delete line %u (%s) of %s, then:  %s", line->line,
			   line->dir, in_tree(r, line->file), ldconfig(r)));
	else
		fix(n, arena_printf(r->a, "write the cache anew:  %s", ldconfig(r)));
}

/* The way by which the wrong file was found. */
static void
fix_way(struct ec_replay *r, struct ec_need *n)
{
	const char *dir = n->picked_name == NULL ? NULL : ec_dirname(r->a, n->picked_name);
	const char *caps = dir == NULL ? NULL : strstr(dir, "/glibc-hwcaps/");

	if (dir == NULL)
		return;
	if (caps != NULL)
		dir = arena_strndup(r->a, dir, (size_t)(caps - dir));
	switch (n->via) {
	case EC_VIA_LD_LIBRARY_PATH:
		fix_env(r, n, dir);
		break;
	case EC_VIA_CACHE:
		if (r->profile->kind == EC_LOADER_GLIBC)
			fix_cache(r, n, dir);
		break;
	case EC_VIA_RPATH:
	case EC_VIA_RUNPATH:
		if (n->by != NULL && n->by->path != NULL)
			fix(n, arena_printf(r->a,
				   "take %s out of the search path in %s:  "
				   "patchelf --remove-rpath %s",
				   dir, n->by->shown, ec_path_source(n->by->path)));
		break;
	case EC_VIA_DEFAULT:
		if (r->profile->kind == EC_LOADER_MUSL)
			fix(n, arena_printf(r->a,
				   "give musl a list without %s:  printf '/lib\\n/usr/lib\\n' > "
				   "%s/etc/ld-musl-x86_64.path",
				   dir, strcmp(tree(r), "/") == 0 ? "" : tree(r)));
		break;
	case EC_VIA_PRELOAD: /* fix_left_out() has it */
	case EC_VIA_NONE:
	case EC_VIA_LOADED:
	case EC_VIA_DIRECT:
	default:
		break;
	}
}

/* How to get a library that is nowhere. */
static void
fix_install(struct ec_replay *r, struct ec_need *n)
{
	const char *slash = strrchr(n->name, '/');
	const char *soname = slash == NULL ? n->name : slash + 1;
	const char *in = strcmp(tree(r), "/") == 0 ? "" : arena_printf(r->a, "chroot %s ", tree(r));
	const char *package = n->nright > 0 ? n->right[0].package : NULL;

	if (package != NULL && n->right[0].path == NULL) {
		fix(n, arena_printf(r->a, "install %s in %s", package, tree(r)));
		return;
	}
	if (n->nright > 0)
		return;
	if (r->package_note != NULL)
		fix(n, r->package_note);
	if (ec_session_dir(r->s, "/var/lib/dpkg") == 0)
		fix(n, arena_printf(r->a, "find and install its package:  %sapt-file search %s", in,
			   soname));
	else if (ec_session_dir(r->s, "/var/lib/rpm") == 0 ||
		 ec_session_dir(r->s, "/usr/lib/sysimage/rpm") == 0)
		fix(n, arena_printf(r->a, "find and install its package:  %sdnf provides '*/%s'",
			   in, soname));
	else
		fix(n, arena_printf(r->a,
			   "install the package that has %s in %s (which one is not known here)",
			   soname, tree(r)));
}

/* The right file is in the tree, but the search does not come to it. */
static void
fix_reach(struct ec_replay *r, struct ec_need *n)
{
	const char *dir;

	if (n->nright == 0 || n->right[0].path == NULL || n->status == EC_STATUS_FOREIGN)
		return;
	dir = ec_dirname(r->a, n->right[0].path);
	if (r->profile->kind == EC_LOADER_GLIBC && ldconf_find(ec_session_conf(r->s), dir) != NULL)
		fix(n, arena_printf(r->a, "the cache is out of date:  %s", ldconfig(r)));
	else
		fix(n, arena_printf(
			   r->a, "let it be found:  env LD_LIBRARY_PATH=%s %s", dir, r->asked));
}

/* Candidates that were there and passed over, with what helps each of them. */
static void
fix_skipped(struct ec_replay *r, struct ec_need *n)
{
	for (size_t i = 0; i < n->ncandidates; i++) {
		const struct ec_candidate *c = &n->candidates[i];
		const char *source;

		if (c->absent || c->verdict != EC_SKIP || c->reason == NULL)
			continue;
		source = c->path == NULL ? c->name : ec_path_source(c->path);
		if (strstr(c->reason, "ABI tag needs Linux") != NULL) {
			fix(n,
			    arena_printf(r->a, "let programs see a newer kernel (FreeBSD):  sysctl "
					       "compat.linux.osrelease=5.15.0"));
			fix(n, arena_printf(r->a,
				   "or drop the note, if the library does run on this kernel:  "
				   "objcopy "
				   "--remove-section=.note.ABI-tag %s",
				   source));
		} else if (strstr(c->reason, "wrong ELF class") != NULL) {
			fix(n, arena_printf(r->a,
				   "%s is for programs of the other word size: install "
				   "the %s-bit package as well",
				   source, r->profile->elf_class == EC_CLASS64 ? "64" : "32"));
		}
	}
}

static void
fix_bad(struct ec_replay *r, struct ec_need *n)
{
	const struct ec_file *f = n->picked == NULL ? NULL : n->picked->file;
	const char *source = n->picked == NULL ? n->name : ec_path_source(n->picked);
	const char *package;

	if (n->version != NULL) {
		bool libc = strncmp(n->version, "GLIBC_", 6) == 0;

		fix(n, libc ? arena_printf(r->a,
				  "%s was built for glibc %s or later, the tree has %s: update the "
				  "tree, "
				  "or take a build for an older system",
				  n->by == NULL ? r->program : n->by->shown, n->version + 6,
				  r->profile->version_text == NULL ? "an older one"
								   : r->profile->version_text)
			    : arena_printf(r->a, "update %s: it has no %s", source, n->version));
		return;
	}
	if (f == NULL || n->role == EC_ROLE_AUDITOR)
		return;
	if (n->isa) {
		fix(n,
		    arena_printf(r->a,
			"%s was built for a newer processor (x86-64-v2, v3 or v4) than this one: "
			"take a build for the baseline x86-64",
			source));
		return;
	}
	if (f->obj != NULL && f->obj->is_elf && f->obj->raw[ECE_OSABI] == EC_OSABI_GNU &&
	    r->profile->version != 0 && r->profile->version < EC_VERSION(2, 10, 0)) {
		const char *names = ec_gnu_symbols(r, n->picked);

		fix(n,
		    arena_printf(r->a,
			"it has GNU_UNIQUE or IFUNC symbols%s%s%s, which need glibc 2.11: update "
			"the tree, or build the library with -fno-gnu-unique",
			names == NULL ? "" : " (", names == NULL ? "" : names,
			names == NULL ? "" : ")"));
		return;
	}
	package = n->picked == NULL ? NULL : ec_package_of_path(r, n->picked->path);
	if (package != NULL)
		fix(n, arena_printf(
			   r->a, "install %s again: its file %s is damaged", package, source));
	else
		fix(n, arena_printf(r->a, "replace %s%s%s", source,
			   f->note == NULL ? "" : ": it is ", f->note == NULL ? "" : f->note));
}

/* ---- absolute links that the kernel follows in the root tree ---- */

struct link_watch {
	struct ec_replay *r;
	const char *link; /* source of the last symlink */
	const char *target;
	bool to_root;
};

static void
watch_links(void *arg, const struct tr_trace *t)
{
	struct link_watch *w = arg;

	if (w->to_root)
		return;
	if (t->event == TR_EV_LINK) {
		w->link = arena_strdup(w->r->a, t->source == NULL ? "" : t->source);
		w->target = arena_strdup(w->r->a, t->target == NULL ? "" : t->target);
	}
	w->to_root = t->event == TR_EV_TO_ROOT;
}

const char *
ec_absolute_link(struct ec_replay *r, const char *path)
{
	const struct tr_roots *roots = r->s->view.roots;
	struct link_watch w = {.r = r};
	struct tr_found found;
	const char *up = "";
	const char *rest;

	if (roots->path[TR_C] == NULL)
		return NULL;
	if (tr_walk(roots, TR_KERNEL, path, 0, &found, watch_links, &w) == 0)
		tr_found_release(&found);
	if (!w.to_root || w.link == NULL ||
	    strncmp(w.link, roots->path[TR_C], strlen(roots->path[TR_C])) != 0)
		return NULL;
	/* one ".." for each directory between the link and the top of the tree */
	rest = w.link + strlen(roots->path[TR_C]);
	for (const char *s = strchr(rest, '/'); s != NULL && strchr(s + 1, '/') != NULL;
	    s = strchr(s + 1, '/'))
		up = arena_printf(r->a, "%s../", up);
	return arena_printf(r->a,
	    "%s is an absolute link (to %s), which the kernel follows in / and not in %s; make it "
	    "relative:  ln -sfn %s%s %s",
	    w.link, w.target, roots->path[TR_C], up, w.target + 1, w.link);
}

static void
fix_links(struct ec_replay *r, struct ec_need *n)
{
	if (r->s->view.form != TR_KERNEL)
		return;
	for (size_t i = 0; i < n->ncandidates; i++) {
		const char *text;

		if (!n->candidates[i].absent || n->candidates[i].name[0] != '/')
			continue;
		text = ec_absolute_link(r, n->candidates[i].name);
		if (text != NULL)
			fix(n, text);
	}
}

/* A preload or an auditor is no part of the program: it can be left out. */
static void
fix_left_out(struct ec_replay *r, struct ec_need *n)
{
	if (n->listed == NULL)
		return;
	if (n->role == EC_ROLE_AUDITOR && strncmp(n->listed, "DT_", 3) == 0)
		fix(n, arena_printf(r->a, "the program names it itself (%s), and starts without it",
			   n->listed));
	else
		fix(n, arena_printf(r->a, "take %s out of %s", n->name,
			   n->listed[0] == '/' ? in_tree(r, n->listed) : n->listed));
}

/* $ORIGIN of a program is read from /proc. */
static void
fix_proc(struct ec_replay *r, struct ec_need *n)
{
	if (!r->no_proc || r->secure)
		return;
	fix(n,
	    arena_printf(r->a,
		"$ORIGIN has no value without /proc:  mount -t linprocfs linprocfs %s   (FreeBSD)",
		in_tree(r, "/proc")));
}

static void
fix_map(struct ec_replay *r, struct ec_need *n)
{
	if (n->mapped != NULL)
		fix(n, arena_printf(r->a, "%s puts %s in the place of %s: correct it there",
			   n->mapped_by, n->mapped, n->name));
}

void
ec_find_fixes(struct ec_replay *r, struct ec_need *n)
{
	if (n->audit && n->role != EC_ROLE_AUDITOR)
		return; /* what an auditor needs: its own fix is enough */
	fix_left_out(r, n);
	fix_map(r, n);
	switch (n->status) {
	case EC_STATUS_FOREIGN:
		fix_way(r, n);
		if (n->nright == 0 || n->right[0].path == NULL)
			fix_install(r, n);
		break;
	case EC_STATUS_MISSING:
		fix_proc(r, n);
		fix_links(r, n);
		fix_skipped(r, n);
		fix_reach(r, n);
		fix_install(r, n);
		break;
	case EC_STATUS_BAD:
		fix_bad(r, n);
		if (n->version == NULL && !n->isa)
			fix_way(r, n);
		break;
	case EC_STATUS_OK:
	default:
		break;
	}
}
