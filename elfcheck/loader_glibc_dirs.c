/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * glibc's lists of directories: taken apart as elf/dl-load.c fillin_rpath() does, each directory
 * once for all lists, with what was found out about it and its subdirectories.
 */
#include "elfcheck/loader_glibc.h"

#include <string.h>

static struct ec_search_dir *
directory(struct ec_replay *r, const char *name, size_t len)
{
	size_t n = r->profile->nsubdirs;
	struct ec_search_dir *d;

	for (d = r->all_dirs; d != NULL; d = d->next)
		if (strlen(d->name) == len && memcmp(d->name, name, len) == 0)
			return d;
	d = arena_alloc(r->a, sizeof(*d));
	d->name = arena_strndup(r->a, name, len);
	d->status = arena_alloc(r->a, n);
	/* relative directories are never remembered as missing */
	memset(d->status, len > 0 && name[0] == '/' ? GLIBC_DIR_UNKNOWN : GLIBC_DIR_THERE, n);
	d->next = r->all_dirs;
	r->all_dirs = d;
	return d;
}

void
glibc_tokens(struct ec_replay *r, const struct ec_map *m, struct ec_tokens *t)
{
	t->origin = m->origin;
	t->lib = r->profile->lib;
	t->platform = r->profile->platform;
	t->secure = r->secure;
	t->main = m->program;
	t->profile = r->profile;
}

/* Take a list of directories apart, as fillin_rpath() does. */
static void
split_dirs(struct ec_replay *r, const char *text, const char *separators, const struct ec_map *m,
    struct ec_search_list *out)
{
	size_t cap = 2;
	struct ec_tokens tokens;

	glibc_tokens(r, m, &tokens);
	for (const char *p = text; *p != '\0'; p++)
		cap += strchr(separators, *p) != NULL;
	out->dirs = arena_alloc(r->a, cap * sizeof(*out->dirs));
	out->known = true;
	for (const char *p = text;;) {
		size_t len = strcspn(p, separators);
		const char *dir = arena_strndup(r->a, p, len);
		bool dup = false;

		if (len > 0) {
			size_t l;
			char *slashed;

			dir = ec_expand(&tokens, dir, r->a);
			l = strlen(dir);
			if (l == 0)
				goto next;
			while (l > 1 && dir[l - 1] == '/')
				l--;
			slashed = arena_alloc(r->a, l + 2);
			memcpy(slashed, dir, l);
			if (slashed[l - 1] != '/')
				slashed[l] = '/';
			dir = slashed;
		}
		out->dirs[out->n] = directory(r, dir, strlen(dir));
		for (size_t i = 0; i < out->n; i++)
			dup = dup || out->dirs[i] == out->dirs[out->n];
		if (!dup)
			out->n++;
	next:
		if (p[len] == '\0')
			break;
		p += len + 1;
	}
	out->none = out->n == 0;
}

/* Whether there is anything to search in an object's RPATH or RUNPATH. */
static bool
has_path(struct ec_replay *r, struct ec_map *m, struct ec_search_list *list, ec_ref ref)
{
	const char *text;

	if (list->none)
		return false;
	if (list->known)
		return true;
	text = m->obj == NULL ? NULL : ec_str(m->obj, ref);
	if (text == NULL || *text == '\0') {
		list->none = true;
		return false;
	}
	split_dirs(r, text, ":", m, list);
	return !list->none;
}

bool
glibc_has_rpath(struct ec_replay *r, struct ec_map *m)
{
	/* the program's RPATH is dropped when it has RUNPATH; for others the caller looked already
	 */
	if (m->program && m->obj != NULL && m->obj->runpath != 0)
		return false;
	return has_path(r, m, &m->rpath, m->obj == NULL ? 0 : m->obj->rpath);
}

bool
glibc_has_runpath(struct ec_replay *r, struct ec_map *m)
{
	return has_path(r, m, &m->runpath, m->obj == NULL ? 0 : m->obj->runpath);
}

/* The lists that all searches share: the default directories and LD_LIBRARY_PATH. */
void
glibc_lists(struct ec_replay *r)
{
	const struct ec_profile *p = r->profile;
	const char *path = r->secure ? NULL : ec_session_env(r->s, "LD_LIBRARY_PATH");

	r->system.dirs = arena_alloc(r->a, (p->ndirs + 1) * sizeof(*r->system.dirs));
	r->system.known = true;
	for (size_t i = 0; i < p->ndirs; i++)
		r->system.dirs[r->system.n++] = directory(r, p->dirs[i], strlen(p->dirs[i]));
	if (path != NULL && *path != '\0')
		split_dirs(r, path, ":;", r->maps[0], &r->env_path);
	else
		r->env_path.none = true;
}
