/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD's rtld, replayed: libexec/rtld-elf/rtld.c find_library(), search_library_path(),
 * gethints(), load_preload_objects(). Names go through libmap.conf first; then the first file that
 * exists is taken, whatever it is.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/libmap.h"
#include "elfcheck/replay.h"

#include <string.h>

enum {
	MAX_OBJECTS = 16384,
	HINTS_WORDS = 32, /* of struct elfhints_hdr */
};

#define HINTS_MAGIC 0x746e6845U

struct rtld {
	struct ec_replay *r;
	struct libmap map;
	bool map_off; /* LD_LIBMAP_DISABLE */
	const char *standard; /* the default directories */
	const char *hints;
};

/* The linker for 32-bit programs of a 64-bit system has files of its own. */
static bool
is_narrow(const struct ec_replay *r)
{
	return r->profile->path != NULL && strstr(r->profile->path, "ld-elf32") != NULL;
}

/* The value of LD_name, or LD_32_name; NULL for setuid programs. */
static const char *
variable(const struct ec_replay *r, const char *name)
{
	return r->secure ? NULL
			 : ec_session_env(r->s,
			       arena_printf(r->a, "%s%s", is_narrow(r) ? "LD_32_" : "LD_", name));
}

/* The directories of ld-elf.so.hints, or NULL. */
static const char *
read_hints(struct ec_replay *r)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	bool narrow = is_narrow(r);
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
search(struct ec_replay *r, struct ec_need *n, const char *name, const char *origin,
    const char *path, enum ec_via via, const char *where)
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
			    arena_printf(r->a, "%s/%s", ec_expand(&t, dir, r->a), name), via,
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

/* A list of directories without those of another one (-z nodefaultlib). */
static const char *
list_without(struct ec_replay *r, const char *list, const char *drop)
{
	const char *out = "";

	while (list != NULL && *list != '\0') {
		size_t len = strcspn(list, ":");
		bool keep = true;

		for (const char *d = drop; *d != '\0'; d += strcspn(d, ":"), d += *d == ':')
			keep = keep && (strcspn(d, ":") != len || strncmp(d, list, len) != 0);
		if (keep && len > 0)
			out = arena_printf(
			    r->a, "%s%s%.*s", out, *out == '\0' ? "" : ":", (int)len, list);
		list += len;
		if (*list == ':')
			list++;
	}
	return out;
}

/* by is NULL for a preload: nobody's paths are searched then. */
static bool
find_library(const struct rtld *t, struct ec_need *n, const struct ec_map *by, const char *name)
{
	struct ec_replay *r = t->r;
	const struct ec_map *program = r->maps[0];
	const char *env = variable(r, "LIBRARY_PATH");
	const char *origin = by == NULL ? NULL : by->origin;
	const char *runpath = by == NULL ? NULL : path_of(by, true);
	bool no_default =
	    by != NULL && by->obj != NULL && (by->obj->flags_1 & EC_DF_1_NODEFLIB) != 0;

	if (by != NULL && runpath == NULL &&
	    (search(r, n, name, origin, path_of(by, false), EC_VIA_RPATH,
		 arena_printf(r->a, "RPATH of %s", by->shown)) ||
		(by != program &&
		    search(r, n, name, program->origin, path_of(program, false), EC_VIA_RPATH,
			arena_printf(r->a, "RPATH of %s", program->shown)))))
		return true;
	if (search(r, n, name, NULL, env, EC_VIA_LD_LIBRARY_PATH, "LD_LIBRARY_PATH"))
		return true;
	if (runpath != NULL && search(r, n, name, origin, runpath, EC_VIA_RUNPATH,
				   arena_printf(r->a, "RUNPATH of %s", by->shown)))
		return true;
	if (search(r, n, name, NULL, no_default ? list_without(r, t->hints, t->standard) : t->hints,
		EC_VIA_CACHE, is_narrow(r) ? "ld-elf32.so.hints" : "ld-elf.so.hints"))
		return true;
	return !no_default &&
	       search(r, n, name, NULL, t->standard, EC_VIA_DEFAULT, "default directory");
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

/* The name that libmap.conf has for the one that was asked for. */
static const char *
mapped_name(const struct rtld *t, struct ec_need *n, const struct ec_map *by)
{
	const struct libmap_rule *rule =
	    t->map_off || by == NULL ? NULL : libmap_find(&t->map, by->shown, n->name);

	if (rule == NULL)
		return n->name;
	n->mapped = rule->to;
	n->mapped_by = strcmp(rule->file, "LD_LIBMAP") == 0
			   ? rule->file
			   : arena_printf(t->r->a, "line %u of %s", rule->line, rule->file);
	return rule->to;
}

/* A name with a slash is one file. */
static void
open_path(const struct rtld *t, struct ec_need *n, const struct ec_map *by, const char *name)
{
	struct ec_replay *r = t->r;
	struct ec_tokens tokens = {
	    .origin = by == NULL ? NULL : by->origin, .lib = "lib", .profile = r->profile};
	const char *path = ec_expand(&tokens, name, r->a);
	struct ec_candidate *c = ec_need_candidate(r, n, path, EC_VIA_DIRECT, NULL);

	c->path = ec_session_path(r->s, path);
	if (c->path->error == 0) {
		n->picked = c->path;
		n->picked_name = path;
		n->via = EC_VIA_DIRECT;
		return;
	}
	c->verdict = EC_FATAL;
	c->absent = true;
	c->reason = strerror(c->path->error);
	n->status = EC_STATUS_MISSING;
	n->message = arena_printf(r->a, "ld-elf.so.1: Cannot open \"%s\"", path);
}

static void
fail(struct ec_replay *r, struct ec_need *n, enum ec_status status, const char *message)
{
	n->status = status;
	n->message = message;
	ec_replay_error(r, message);
}

static void
load(const struct rtld *t, const char *asked, struct ec_map *by, bool dlopened)
{
	struct ec_replay *r = t->r;
	struct ec_need *n = ec_replay_need(r, asked, by);
	struct ec_judgement j;
	const char *name;

	n->dlopened = dlopened;
	n->listed = by == NULL ? "LD_PRELOAD" : NULL;
	n->map = loaded(r, n);
	if (n->map != NULL) {
		n->via = EC_VIA_LOADED;
		n->picked = n->map->path;
		n->picked_name = n->map->shown;
		return;
	}
	name = mapped_name(t, n, by);
	if (strchr(name, '/') != NULL)
		open_path(t, n, by, name);
	else
		(void)find_library(t, n, by, name);
	if (n->picked == NULL) {
		const char *message = n->message;

		if (message == NULL && by != NULL)
			message = arena_printf(r->a,
			    "ld-elf.so.1: Shared object \"%s\" not found, required by \"%s\"", name,
			    base_name(by->shown));
		else if (message == NULL)
			message =
			    arena_printf(r->a, "ld-elf.so.1: Shared object \"%s\" not found", name);
		fail(r, n, EC_STATUS_MISSING, message);
		return;
	}
	for (size_t i = 0; i < r->nmaps; i++)
		if (r->maps[i]->path != NULL && r->maps[i]->path->file == n->picked->file) {
			n->map = r->maps[i];
			ec_map_add_name(r, n->map, asked);
			return;
		}
	ec_judge_freebsd(r->profile, n->picked->file->obj, n->picked->file->read_error, &j);
	if (j.verdict != EC_ACCEPT) {
		struct ec_candidate *c = &n->candidates[n->ncandidates - 1];

		c->verdict = EC_FATAL;
		c->reason = j.reason;
		fail(r, n, EC_STATUS_BAD,
		    arena_printf(r->a, "ld-elf.so.1: %s: %s", n->picked_name, j.reason));
		return;
	}
	n->map = ec_replay_map(r, n->picked_name, n->picked, by);
	n->map->origin = ec_dirname(r->a, n->map->name);
	ec_map_add_name(r, n->map, asked);
	if (by == NULL && n->via != EC_VIA_LOADED) {
		n->where = "LD_PRELOAD";
		n->via = EC_VIA_PRELOAD;
	}
}

/* A preload that is not found ends the start, unlike with glibc. */
static void
preload_variable(const struct rtld *t)
{
	static const char separators[] = " \t:;";
	const char *p = variable(t->r, "PRELOAD");

	while (p != NULL && *p != '\0') {
		size_t len = strcspn(p, separators);

		if (len > 0)
			load(t, arena_strndup(t->r->a, p, len), NULL, false);
		p += len;
		p += strspn(p, separators);
	}
}

/* What the objects from index first on need, and what is loaded for them. */
static void
load_needed(const struct rtld *t, size_t first)
{
	struct ec_replay *r = t->r;

	for (size_t i = first; i < r->nmaps && i < MAX_OBJECTS; i++) {
		struct ec_map *m = r->maps[i];

		if (m->linker || m->obj == NULL)
			continue;
		for (uint32_t k = 0; k < m->obj->nneeded; k++)
			load(t, ec_str(m->obj, m->obj->needed[k]), m, false);
	}
}

void
ec_run_freebsd(struct ec_replay *r, const char *const *dlopens)
{
	struct ec_map *linker =
	    ec_replay_map(r, r->profile->path, ec_session_path(r->s, r->profile->path), NULL);
	struct rtld t = {.r = r};

	linker->linker = true;
	t.standard = is_narrow(r) ? "/lib32:/usr/lib32" : "/lib:/usr/lib";
	t.hints = read_hints(r);
	t.map_off = variable(r, "LIBMAP_DISABLE") != NULL;
	if (!t.map_off)
		libmap_read(&t.map, &r->s->view,
		    is_narrow(r) ? "/etc/libmap32.conf" : "/etc/libmap.conf", variable(r, "LIBMAP"),
		    r->a);
	preload_variable(&t);
	load_needed(&t, 0);
	r->starts = !r->fails;
	for (; dlopens != NULL && *dlopens != NULL; dlopens++) {
		size_t first = r->nmaps;

		load(&t, *dlopens, r->maps[0], true);
		load_needed(&t, first);
	}
}
