/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * glibc's search for a file, replayed: the files in a list of directories (elf/dl-load.c
 * open_verify() and open_path()), and the order of the places (_dl_map_object()). The lists:
 * loader_glibc_dirs.c.
 *
 * errno is followed through all of it, because the last error of the search is printed.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/loader_glibc.h"

#include <string.h>

/* ---- one file ---- */

static void
refuse(struct glibc_search *q, const struct ec_candidate *c, const struct ec_judgement *j)
{
	struct ec_need *n = q->n;

	n->status = EC_STATUS_BAD;
	n->picked = c->path;
	n->picked_name = c->name;
	n->via = c->via;
	n->where = c->where;
	n->crash = j->crash;
	n->message = j->reason;
}

/* Try one file (open_verify). */
enum glibc_outcome
glibc_try_file(struct glibc_search *q, const char *name, enum ec_via via, const char *where,
    struct ec_judgement *j)
{
	struct ec_replay *r = q->r;
	struct ec_candidate *c = ec_need_candidate(r, q->n, name, via, where);

	c->path = ec_session_path(r->s, name);
	if (c->path->error != 0) {
		r->last_errno = c->path->error;
		c->verdict = EC_SKIP;
		c->absent = c->path->error == ENOENT || c->path->error == ENOTDIR;
		c->reason = strerror(c->path->error);
		memset(j, 0, sizeof(*j));
		j->verdict = EC_SKIP;
		return GLIBC_NONE;
	}
	r->last_errno = 0;
	ec_judge(
	    r->profile, c->path->file->obj, c->path->file->read_error, q->judge_flags, r->a, j);
	/* a check of the mapping comes later, when the search is over: for the search it is a find
	 */
	if (j->verdict == EC_SKIP) {
		q->other_class = q->other_class || j->other_class;
		r->last_errno = ENOENT;
	}
	/* that is looked at between opening and mapping */
	if (q->secure && r->secure && (c->path->file->mode & S_ISUID) == 0 &&
	    (j->verdict == EC_ACCEPT || (j->verdict == EC_FATAL && j->by_name))) {
		j->verdict = EC_SKIP;
		j->reason = "not setuid itself, which a setuid program's preload has to be";
		r->last_errno = ENOENT;
	}
	if (q->rest != NULL && !ec_is_right(r, q->rest, c->path))
		j->verdict = EC_SKIP;
	c->verdict = j->verdict;
	c->reason = j->reason;
	if (j->verdict == EC_SKIP)
		return GLIBC_NONE;
	q->n->picked = c->path;
	q->n->picked_name = c->name;
	q->n->via = via;
	q->n->where = where;
	if (j->verdict == EC_FATAL)
		refuse(q, c, j);
	return j->verdict == EC_FATAL ? GLIBC_FATAL : GLIBC_FOUND;
}

/* stat(2) of a directory that gave no file, as open_path() does once per directory. */
static uint8_t
look_at_dir(struct ec_replay *r, const char *dir)
{
	size_t len = strlen(dir);
	errnum error;

	if (len == 1) /* "/": up to 2.37 the slash is cut off, and stat("") fails */
		error = r->profile->slash_is_dir ? 0 : ENOENT;
	else
		error = ec_session_dir(r->s, arena_strndup(r->a, dir, len - 1));
	if (error == 0)
		return GLIBC_DIR_THERE;
	if (error != ENOTDIR)
		r->last_errno = error;
	return GLIBC_DIR_MISSING;
}

/* Search a list of directories (open_path). */
static enum glibc_outcome
try_list(struct glibc_search *q, struct ec_search_list *list, enum ec_via via, const char *where,
    bool forget, struct ec_judgement *j)
{
	struct ec_replay *r = q->r;
	const struct ec_profile *p = r->profile;
	bool any = false;

	for (size_t i = 0; i < list->n; i++) {
		struct ec_search_dir *d = list->dirs[i];
		bool here = false;

		for (size_t k = 0; k < p->nsubdirs; k++) {
			const char *dir;
			enum glibc_outcome outcome;

			if (d->status[k] == GLIBC_DIR_MISSING)
				continue;
			dir = *p->subdirs[k] == '\0'
				  ? d->name
				  : arena_printf(r->a, "%s%s", d->name, p->subdirs[k]);
			outcome = glibc_try_file(
			    q, arena_printf(r->a, "%s%s", dir, q->name), via, where, j);
			if (outcome == GLIBC_FATAL && !j->by_name)
				return outcome;
			if (d->status[k] == GLIBC_DIR_UNKNOWN)
				d->status[k] =
				    outcome != GLIBC_NONE ? GLIBC_DIR_THERE : look_at_dir(r, dir);
			if (outcome != GLIBC_NONE)
				return outcome;
			here = here || d->status[k] != GLIBC_DIR_MISSING;
		}
		if (here && r->last_errno != ENOENT && r->last_errno != EACCES &&
		    !(p->notdir_continues && r->last_errno == ENOTDIR))
			return GLIBC_NONE;
		any = any || here;
	}
	if (!any && forget)
		list->none = true;
	return GLIBC_NONE;
}

/* ---- the places, in order ---- */

static bool
is_system_path(const struct ec_profile *p, const char *path)
{
	for (size_t i = 0; i < p->ndirs; i++)
		if (strncmp(path, p->dirs[i], strlen(p->dirs[i])) == 0)
			return true;
	return false;
}

static bool
before(const struct ec_replay *r, unsigned version)
{
	return r->profile->version != 0 && r->profile->version < version;
}

/* Whether the asker is linked with -z nodefaultlib; the linker itself is not. */
static bool
no_default(const struct ec_map *loader)
{
	return loader != NULL && loader->obj != NULL &&
	       (loader->obj->flags_1 & EC_DF_1_NODEFLIB) != 0;
}

static enum glibc_outcome
try_rpaths(struct glibc_search *q, struct ec_judgement *j)
{
	struct ec_replay *r = q->r;
	struct ec_map *program = r->maps[0];
	enum glibc_outcome outcome = GLIBC_NONE;
	bool did_program = false;

	if (q->loader != NULL && q->loader->obj != NULL && q->loader->obj->runpath != 0)
		return GLIBC_NONE;
	for (struct ec_map *m = q->loader; m != NULL; m = m->loader) {
		/* an object with RUNPATH up the chain keeps its RPATH out only if it is asked
		 * itself: elf_get_dynamic_info() drops RPATH where there is RUNPATH */
		if (m->obj != NULL && m->obj->runpath != 0)
			continue;
		if (!glibc_has_rpath(r, m))
			continue;
		outcome = try_list(q, &m->rpath, EC_VIA_RPATH,
		    arena_printf(r->a, "RPATH of %s", m->shown), true, j);
		if (outcome != GLIBC_NONE)
			return outcome;
		did_program = did_program || m == program;
	}
	if (!did_program && glibc_has_rpath(r, program))
		outcome = try_list(q, &program->rpath, EC_VIA_RPATH,
		    arena_printf(r->a, "RPATH of %s", program->shown), true, j);
	/* auditors and what they need: the program's RUNPATH too, from 2.35 on */
	if (outcome == GLIBC_NONE && q->n->audit && !before(r, EC_VERSION(2, 35, 0)) &&
	    glibc_has_runpath(r, program))
		outcome = try_list(q, &program->runpath, EC_VIA_RUNPATH,
		    arena_printf(r->a, "RUNPATH of %s", program->shown), false, j);
	return outcome;
}

static enum glibc_outcome
try_cache(struct glibc_search *q, struct ec_judgement *j)
{
	struct ec_replay *r = q->r;
	const struct ldcache *cache = ec_session_cache(r->s, r->profile->elf_data == EC_MSB);
	struct ldcache_entry e;
	uint32_t index;
	uint32_t first;
	uint32_t same;
	const char *where;

	if (q->secure && r->secure)
		return GLIBC_NONE;
	if (!r->cache_tried && r->s->cache_open_error != 0)
		r->last_errno = r->s->cache_open_error;
	r->cache_tried = true;
	if (cache == NULL ||
	    !ldcache_lookup(cache, q->name, &r->profile->want, &index, &first, &same))
		return GLIBC_NONE;
	ldcache_entry(cache, index, &e);
	q->n->cache_index = index;
	q->n->cache_used = true;
	where = same == 1 ? "ld.so.cache"
			  : arena_printf(r->a, "ld.so.cache, entry %u of %u",
				(unsigned)(index - first + 1), (unsigned)same);
	if (no_default(q->loader) && is_system_path(r->profile, e.path)) {
		struct ec_candidate *c = ec_need_candidate(r, q->n, e.path, EC_VIA_CACHE, where);

		c->verdict = EC_SKIP;
		c->reason = arena_printf(
		    r->a, "not used: %s is linked with -z nodefaultlib", q->loader->shown);
		return GLIBC_NONE;
	}
	return glibc_try_file(q, e.path, EC_VIA_CACHE, where, j);
}

enum glibc_outcome
glibc_search_places(struct glibc_search *q, struct ec_judgement *j)
{
	struct ec_replay *r = q->r;
	enum glibc_outcome outcome = try_rpaths(q, j);

	if (outcome == GLIBC_NONE && !r->env_path.none)
		outcome =
		    try_list(q, &r->env_path, EC_VIA_LD_LIBRARY_PATH, "LD_LIBRARY_PATH", false, j);
	if (outcome == GLIBC_NONE && q->loader != NULL && glibc_has_runpath(r, q->loader))
		outcome = try_list(q, &q->loader->runpath, EC_VIA_RUNPATH,
		    arena_printf(r->a, "RUNPATH of %s", q->loader->shown), true, j);
	if (outcome == GLIBC_NONE)
		outcome = try_cache(q, j);
	if (outcome == GLIBC_NONE && !no_default(q->loader))
		outcome = try_list(q, &r->system, EC_VIA_DEFAULT, "default directory", false, j);
	return outcome;
}

struct ec_path *
ec_glibc_rest(struct ec_replay *r, struct ec_need *n)
{
	struct ec_need *scratch = arena_alloc(r->a, sizeof(*scratch));
	struct ec_map *loader = n->by != NULL ? n->by : r->maps[0];
	struct glibc_search q = {
	    .r = r, .n = scratch, .loader = loader, .name = n->name, .rest = n};
	struct ec_judgement j = {.verdict = EC_SKIP};
	errnum before = r->last_errno;
	enum glibc_outcome outcome;

	if (strchr(n->name, '/') != NULL || loader->linker)
		return NULL;
	scratch->audit = n->audit;
	outcome = glibc_search_places(&q, &j);
	r->last_errno = before;
	return outcome == GLIBC_FOUND ? scratch->picked : NULL;
}
