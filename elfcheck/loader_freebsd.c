/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD's rtld, replayed: libexec/rtld-elf/rtld.c find_library(), search_library_path(),
 * gethints(). The first file that exists is taken, whatever it is. libmap.conf is not read.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/replay.h"

#include <string.h>

enum {
	MAX_OBJECTS = 16384,
	HINTS_WORDS = 32, /* of struct elfhints_hdr */
};

#define HINTS_MAGIC 0x746e6845U

/* The directories of ld-elf.so.hints, or NULL. */
static const char *
read_hints(struct ec_replay *r)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	bool narrow =
	    r->profile->elf_class == EC_CLASS32 && strstr(r->profile->path, "ld-elf32") != NULL;
	uint32_t w[HINTS_WORDS];
	char text[16384];
	uint64_t at;
	ssize_t n;

	if (ec_view_open(&r->s->view,
		narrow ? "/var/run/ld-elf32.so.hints" : "/var/run/ld-elf.so.hints", &hit) != 0)
		return NULL;
	if (pread(hit.fd, w, sizeof(w), 0) != (ssize_t)sizeof(w) || w[0] != HINTS_MAGIC ||
	    w[1] != 1)
		return NULL;
	at = (uint64_t)w[2] + w[4]; /* strtab + dirlist */
	if (w[5] >= sizeof(text) || at > INT32_MAX)
		return NULL;
	n = pread(hit.fd, text, w[5], (off_t)at);
	return n <= 0 ? NULL : arena_strndup(r->a, text, strnlen(text, (size_t)n));
}

static bool
search(struct ec_replay *r, struct ec_need *n, const char *origin, const char *path,
    enum ec_via via, const char *where)
{
	while (path != NULL && *path != '\0') {
		size_t len = strcspn(path, ":;");

		if (len > 0) {
			const char *dir = arena_strndup(r->a, path, len);
			struct ec_tokens t = {.origin = origin,
			    .lib = "lib",
			    .platform = NULL,
			    .profile = r->profile};
			struct ec_candidate *c = ec_need_candidate(r, n,
			    arena_printf(r->a, "%s/%s", ec_expand(&t, dir, r->a), n->name), via,
			    where);

			c->path = ec_session_path(r->s, c->name);
			if (c->path->error == 0) {
				n->picked = c->path;
				n->picked_name = c->name;
				n->via = via;
				n->where = where;
				return true;
			}
			c->verdict = EC_SKIP;
			c->absent = true;
			c->reason = strerror(c->path->error);
		}
		path += len;
		if (*path != '\0')
			path++;
	}
	return false;
}

static const char *
path_of(const struct ec_map *m, bool runpath)
{
	if (m->obj == NULL)
		return NULL;
	return ec_str(m->obj, runpath ? m->obj->runpath : m->obj->rpath);
}

static bool
find_library(struct ec_replay *r, struct ec_need *n, struct ec_map *by)
{
	const struct ec_map *program = r->maps[0];
	const char *env = r->secure ? NULL : ec_session_env(r->s, "LD_LIBRARY_PATH");
	bool no_default = by->obj != NULL && (by->obj->flags_1 & EC_DF_1_NODEFLIB) != 0;
	const char *of = arena_printf(r->a, "RPATH of %s", by->shown);

	if (path_of(by, true) == NULL) {
		if (search(r, n, by->origin, path_of(by, false), EC_VIA_RPATH, of) ||
		    (program != NULL && by != program &&
			search(r, n, program->origin, path_of(program, false), EC_VIA_RPATH,
			    arena_printf(r->a, "RPATH of %s", program->shown))))
			return true;
	}
	if (search(r, n, NULL, env, EC_VIA_LD_LIBRARY_PATH, "LD_LIBRARY_PATH"))
		return true;
	if (search(r, n, by->origin, path_of(by, true), EC_VIA_RUNPATH,
		arena_printf(r->a, "RUNPATH of %s", by->shown)))
		return true;
	if (search(r, n, NULL, r->system_path, EC_VIA_CACHE, "ld-elf.so.hints"))
		return true;
	return !no_default &&
	       search(r, n, NULL,
		   r->profile->path != NULL && strstr(r->profile->path, "ld-elf32") != NULL
		       ? "/lib32:/usr/lib32"
		       : "/lib:/usr/lib",
		   EC_VIA_DEFAULT, "default directory");
}

static struct ec_map *
loaded(struct ec_replay *r, const struct ec_need *n)
{
	for (size_t i = 0; i < r->nmaps; i++) {
		struct ec_map *m = r->maps[i];

		if (ec_map_answers(m, n->name) ||
		    (m->soname != NULL && strcmp(m->soname, n->name) == 0))
			return m;
	}
	return NULL;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static void
load(struct ec_replay *r, const char *name, struct ec_map *by)
{
	struct ec_need *n = ec_replay_need(r, name, by);
	struct ec_judgement j;

	n->map = loaded(r, n);
	if (n->map != NULL) {
		n->via = EC_VIA_LOADED;
		n->picked = n->map->path;
		n->picked_name = n->map->shown;
		return;
	}
	if (strchr(name, '/') != NULL) {
		struct ec_candidate *c = ec_need_candidate(r, n, name, EC_VIA_DIRECT, NULL);

		c->path = ec_session_path(r->s, name);
		if (c->path->error == 0) {
			n->picked = c->path;
			n->picked_name = name;
			n->via = EC_VIA_DIRECT;
		} else {
			c->verdict = EC_FATAL;
			c->absent = true;
			c->reason = strerror(c->path->error);
		}
	} else {
		(void)find_library(r, n, by);
	}
	if (n->picked == NULL) {
		n->status = EC_STATUS_MISSING;
		n->message = arena_printf(r->a,
		    "ld-elf.so.1: Shared object \"%s\" not found, required by \"%s\"", name,
		    base_name(by->shown));
		ec_replay_error(r, n->message);
		return;
	}
	for (size_t i = 0; i < r->nmaps; i++)
		if (r->maps[i]->path != NULL && r->maps[i]->path->file == n->picked->file) {
			n->map = r->maps[i];
			ec_map_add_name(r, n->map, name);
			return;
		}
	ec_judge_freebsd(r->profile, n->picked->file->obj, n->picked->file->read_error, &j);
	if (j.verdict != EC_ACCEPT) {
		struct ec_candidate *c = &n->candidates[n->ncandidates - 1];

		c->verdict = EC_FATAL;
		c->reason = j.reason;
		n->status = EC_STATUS_BAD;
		n->message = arena_printf(r->a, "ld-elf.so.1: %s: %s", n->picked_name, j.reason);
		ec_replay_error(r, n->message);
		return;
	}
	n->map = ec_replay_map(r, n->picked_name, n->picked, by);
	n->map->origin = ec_dirname(r->a, n->map->name);
	ec_map_add_name(r, n->map, name);
}

void
ec_run_freebsd(struct ec_replay *r, const char *const *dlopens)
{
	struct ec_map *linker =
	    ec_replay_map(r, r->profile->path, ec_session_path(r->s, r->profile->path), NULL);

	linker->linker = true;
	r->system_path = read_hints(r);
	for (size_t i = 0; i < r->nmaps && i < MAX_OBJECTS; i++) {
		struct ec_map *m = r->maps[i];

		if (m->linker || m->obj == NULL)
			continue;
		for (uint32_t k = 0; k < m->obj->nneeded; k++)
			load(r, ec_str(m->obj, m->obj->needed[k]), m);
	}
	r->starts = !r->fails;
	for (; dlopens != NULL && *dlopens != NULL; dlopens++)
		load(r, *dlopens, r->maps[0]);
}
