/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * glibc's search, replayed: elf/rtld.c (preloads), elf/dl-deps.c (breadth first, auxiliary
 * filters), elf/dl-load.c _dl_map_object() (the order of the places) and open_path() (directories,
 * their subdirectories, and what is remembered about them).
 *
 * errno is followed through all of it, because the last error of the search is printed.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/right.h"

#include <string.h>

enum {
	DIR_UNKNOWN,
	DIR_MISSING,
	DIR_THERE,
	SECURE_NAME_LIMIT = 255, /* rtld.c: longer names are dropped in setuid programs */
	SECURE_PATH_LIMIT = 4096, /* rtld.c: longer elements of LD_PRELOAD are dropped */
	MAX_OBJECTS = 16384,
};

/* One search for one name. */
struct search {
	struct ec_replay *r;
	struct ec_need *n;
	struct ec_map *loader; /* who asks */
	const char *name;
	int judge_flags;
	bool secure_preload;
	bool other_class;
	struct ec_need *rest; /* only the right file for this one is a find */
};

enum outcome {
	OUT_NONE, /* go on with the next place */
	OUT_FOUND,
	OUT_FATAL,
};

/* ---- directories ---- */

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
	memset(d->status, len > 0 && name[0] == '/' ? DIR_UNKNOWN : DIR_THERE, n);
	d->next = r->all_dirs;
	r->all_dirs = d;
	return d;
}

static void
tokens_of(struct ec_replay *r, const struct ec_map *m, struct ec_tokens *t)
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

	tokens_of(r, m, &tokens);
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

static bool
has_rpath(struct ec_replay *r, struct ec_map *m)
{
	/* the program's RPATH is dropped when it has RUNPATH; for others the caller looked already
	 */
	if (m->program && m->obj != NULL && m->obj->runpath != 0)
		return false;
	return has_path(r, m, &m->rpath, m->obj == NULL ? 0 : m->obj->rpath);
}

static bool
has_runpath(struct ec_replay *r, struct ec_map *m)
{
	return has_path(r, m, &m->runpath, m->obj == NULL ? 0 : m->obj->runpath);
}

/* ---- one file ---- */

/*
 * The linker's line for a fatal file. errval's text goes behind it; file is what the message names.
 */
static const char *
error_line(struct ec_replay *r, const char *file, const char *words, errnum errval, bool dlopened)
{
	char number[24];
	const char *tail = errval == 0 ? "" : ec_glibc_strerror(errval, number, sizeof(number));
	const char *gap = errval == 0 ? "" : ": ";
	const char *colon = *file == '\0' ? "" : ": ";

	if (dlopened) /* dlerror(3): libc's strerror is there by then */
		return arena_printf(r->a, "%s%s%s%s%s", file, colon, words, gap,
		    errval == 0 ? "" : strerror(errval));
	return arena_printf(r->a, "%s: error while loading shared libraries: %s%s%s%s%s",
	    r->program, file, colon, words, gap, tail);
}

static void
refuse(struct search *q, const struct ec_candidate *c, const struct ec_judgement *j)
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
static enum outcome
try_file(
    struct search *q, const char *name, enum ec_via via, const char *where, struct ec_judgement *j)
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
		return OUT_NONE;
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
	if (q->secure_preload && r->secure && (c->path->file->mode & S_ISUID) == 0 &&
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
		return OUT_NONE;
	q->n->picked = c->path;
	q->n->picked_name = c->name;
	q->n->via = via;
	q->n->where = where;
	if (j->verdict == EC_FATAL)
		refuse(q, c, j);
	return j->verdict == EC_FATAL ? OUT_FATAL : OUT_FOUND;
}

/* stat(2) of a directory that gave no file, as open_path() does once per directory. */
static uint8_t
look_at_dir(struct ec_replay *r, const char *dir)
{
	size_t len = strlen(dir);
	errnum error;

	if (len == 1) /* "/": up to 2.36 the slash is cut off, and stat("") fails */
		error = r->profile->notdir_continues ? 0 : ENOENT;
	else
		error = ec_session_dir(r->s, arena_strndup(r->a, dir, len - 1));
	if (error == 0)
		return DIR_THERE;
	if (error != ENOTDIR)
		r->last_errno = error;
	return DIR_MISSING;
}

/* Search a list of directories (open_path). */
static enum outcome
try_list(struct search *q, struct ec_search_list *list, enum ec_via via, const char *where,
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
			enum outcome outcome;

			if (d->status[k] == DIR_MISSING)
				continue;
			dir = *p->subdirs[k] == '\0'
				  ? d->name
				  : arena_printf(r->a, "%s%s", d->name, p->subdirs[k]);
			outcome =
			    try_file(q, arena_printf(r->a, "%s%s", dir, q->name), via, where, j);
			if (outcome == OUT_FATAL && !j->by_name)
				return outcome;
			if (d->status[k] == DIR_UNKNOWN)
				d->status[k] =
				    outcome != OUT_NONE ? DIR_THERE : look_at_dir(r, dir);
			if (outcome != OUT_NONE)
				return outcome;
			here = here || d->status[k] != DIR_MISSING;
		}
		if (here && r->last_errno != ENOENT && r->last_errno != EACCES &&
		    !(p->notdir_continues && r->last_errno == ENOTDIR))
			return OUT_NONE;
		any = any || here;
	}
	if (!any && forget)
		list->none = true;
	return OUT_NONE;
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

static enum outcome
try_rpaths(struct search *q, struct ec_judgement *j)
{
	struct ec_replay *r = q->r;
	struct ec_map *program = r->maps[0];
	enum outcome outcome = OUT_NONE;
	bool did_program = false;

	if (q->loader->obj != NULL && q->loader->obj->runpath != 0)
		return OUT_NONE;
	for (struct ec_map *m = q->loader; m != NULL; m = m->loader) {
		/* an object with RUNPATH up the chain keeps its RPATH out only if it is asked
		 * itself: elf_get_dynamic_info() drops RPATH where there is RUNPATH */
		if (m->obj != NULL && m->obj->runpath != 0)
			continue;
		if (!has_rpath(r, m))
			continue;
		outcome = try_list(q, &m->rpath, EC_VIA_RPATH,
		    arena_printf(r->a, "RPATH of %s", m->shown), true, j);
		if (outcome != OUT_NONE)
			return outcome;
		did_program = did_program || m == program;
	}
	if (!did_program && has_rpath(r, program))
		outcome = try_list(q, &program->rpath, EC_VIA_RPATH,
		    arena_printf(r->a, "RPATH of %s", program->shown), true, j);
	return outcome;
}

static enum outcome
try_cache(struct search *q, struct ec_judgement *j)
{
	struct ec_replay *r = q->r;
	const struct ec_map *m = q->loader;
	const struct ldcache *cache = ec_session_cache(r->s, r->profile->elf_data == EC_MSB);
	struct ldcache_entry e;
	uint32_t index;
	uint32_t first;
	uint32_t same;
	const char *where;

	if (q->secure_preload && r->secure)
		return OUT_NONE;
	if (!r->cache_tried && r->s->cache_open_error != 0)
		r->last_errno = r->s->cache_open_error;
	r->cache_tried = true;
	if (cache == NULL ||
	    !ldcache_lookup(cache, q->name, &r->profile->want, &index, &first, &same))
		return OUT_NONE;
	ldcache_entry(cache, index, &e);
	q->n->cache_index = index;
	q->n->cache_used = true;
	where = same == 1 ? "ld.so.cache"
			  : arena_printf(r->a, "ld.so.cache, entry %u of %u",
				(unsigned)(index - first + 1), (unsigned)same);
	if (m->obj != NULL && (m->obj->flags_1 & EC_DF_1_NODEFLIB) != 0 &&
	    is_system_path(r->profile, e.path)) {
		struct ec_candidate *c = ec_need_candidate(r, q->n, e.path, EC_VIA_CACHE, where);

		c->verdict = EC_SKIP;
		c->reason =
		    arena_printf(r->a, "not used: %s is linked with -z nodefaultlib", m->shown);
		return OUT_NONE;
	}
	return try_file(q, e.path, EC_VIA_CACHE, where, j);
}

static enum outcome
search_places(struct search *q, struct ec_judgement *j)
{
	struct ec_replay *r = q->r;
	const struct ec_map *m = q->loader;
	enum outcome outcome = try_rpaths(q, j);

	if (outcome == OUT_NONE && !r->env_path.none)
		outcome =
		    try_list(q, &r->env_path, EC_VIA_LD_LIBRARY_PATH, "LD_LIBRARY_PATH", false, j);
	if (outcome == OUT_NONE && has_runpath(r, q->loader))
		outcome = try_list(q, &q->loader->runpath, EC_VIA_RUNPATH,
		    arena_printf(r->a, "RUNPATH of %s", q->loader->shown), true, j);
	if (outcome == OUT_NONE)
		outcome = try_cache(q, j);
	if (outcome == OUT_NONE && (m->obj == NULL || (m->obj->flags_1 & EC_DF_1_NODEFLIB) == 0))
		outcome = try_list(q, &r->system, EC_VIA_DEFAULT, "default directory", false, j);
	return outcome;
}

/* ---- one name ---- */

static struct ec_map *
already_loaded(struct ec_replay *r, const char *name)
{
	for (size_t i = 0; i < r->nmaps; i++) {
		struct ec_map *m = r->maps[i];

		if (ec_map_answers(m, name))
			return m;
		if (m->soname != NULL && strcmp(m->soname, name) == 0) {
			ec_map_add_name(r, m, name);
			return m;
		}
	}
	return NULL;
}

static struct ec_map *
same_file(struct ec_replay *r, const struct ec_file *file)
{
	for (size_t i = 0; i < r->nmaps; i++) {
		struct ec_map *m = r->maps[i];

		/* the program and the linker were mapped by the kernel: their files are not known
		 */
		if (!m->program && !m->linker && m->path != NULL && m->path->file == file)
			return m;
	}
	return NULL;
}

/* The directory that $ORIGIN of a library is: of the name it was found by, made absolute. */
static const char *
origin_of(struct ec_replay *r, const char *name)
{
	const char *cwd;

	if (name[0] == '/')
		return ec_dirname(r->a, name);
	cwd = r->s->view.cwd == NULL || r->s->view.cwd[1] == '\0' ? "" : r->s->view.cwd;
	return ec_dirname(r->a, arena_printf(r->a, "%s/%s", cwd, name));
}

/*
 * Look one name up and map it (_dl_map_object). Returns the object, or NULL with the linker's words
 * in *words, the file it names in *file and errno's number in *errval. words is NULL when the
 * linker dies without any.
 */
static struct ec_map *
map_object(struct search *q, const char **file, const char **words, errnum *errval)
{
	struct ec_replay *r = q->r;
	struct ec_judgement j = {.verdict = EC_SKIP};
	enum outcome outcome;
	struct ec_map *m = already_loaded(r, q->name);

	*errval = 0;
	*file = q->name;
	if (m != NULL) {
		q->n->via = EC_VIA_LOADED;
		q->n->picked = m->path;
		q->n->picked_name = m->shown;
		return m;
	}
	if (strchr(q->name, '/') != NULL) {
		struct ec_tokens tokens;

		tokens_of(r, q->loader, &tokens);
		outcome = try_file(q, ec_expand(&tokens, q->name, r->a), EC_VIA_DIRECT, NULL, &j);
	} else {
		outcome = search_places(q, &j);
	}
	if (outcome == OUT_NONE) {
		q->n->status = EC_STATUS_MISSING;
		*words = "cannot open shared object file";
		*errval = r->last_errno;
		if (q->other_class) {
			*words = r->profile->elf_class == EC_CLASS32
				     ? "wrong ELF class: ELFCLASS64"
				     : "wrong ELF class: ELFCLASS32";
			*errval = 0;
		}
		return NULL;
	}
	/* fatal in the mapping comes after the question whether this file is loaded already */
	if (outcome == OUT_FOUND || j.by_name) {
		m = same_file(r, q->n->picked->file);
		if (m != NULL) {
			ec_map_add_name(r, m, q->name);
			q->n->status = EC_STATUS_OK;
			q->n->message = NULL;
			return m;
		}
	}
	if (outcome == OUT_FATAL) {
		*file = j.by_name ? q->name : q->n->picked_name;
		*words = j.crash ? NULL : j.reason;
		*errval = j.errval;
		return NULL;
	}
	m = ec_replay_map(r, q->n->picked_name, q->n->picked, q->loader);
	m->origin = origin_of(r, m->name);
	ec_map_add_name(r, m, q->name);
	return m;
}

/* ---- preloads ---- */

static void
preload(struct ec_replay *r, const char *name, const char *where)
{
	struct search q = {.r = r, .name = name, .loader = r->maps[0], .secure_preload = true};
	const char *words;
	const char *file;
	errnum errval;
	struct ec_map *m;

	q.n = ec_replay_need(r, name, NULL);
	q.n->optional = true;
	m = map_object(&q, &file, &words, &errval);
	q.n->map = m;
	if (m != NULL) {
		m->preloaded = true;
		if (q.n->via != EC_VIA_LOADED) {
			q.n->where = q.n->where == NULL
					 ? where
					 : arena_printf(r->a, "%s, found by %s", where, q.n->where);
			q.n->via = EC_VIA_PRELOAD;
		}
		return;
	}
	if (words == NULL) {
		ec_replay_error(r, NULL);
		return;
	}
	q.n->message = arena_printf(r->a,
	    "ERROR: ld.so: object '%s' from %s cannot be preloaded (%s): ignored.", name, where,
	    words);
	ec_replay_warning(r, q.n->message);
}

static bool
name_is_valid(const struct ec_replay *r, const char *name)
{
	if (r->secure && (strlen(name) >= SECURE_NAME_LIMIT || strchr(name, '/') != NULL))
		return false;
	return *name != '\0';
}

static void
preload_variable(struct ec_replay *r)
{
	const char *p = ec_session_env(r->s, "LD_PRELOAD");

	while (p != NULL && *p != '\0') {
		size_t len = strcspn(p, " :");

		if (len > 0 && len < SECURE_PATH_LIMIT) {
			const char *name = arena_strndup(r->a, p, len);

			if (name_is_valid(r, name))
				preload(r, name, "LD_PRELOAD");
		}
		p += len;
		if (*p != '\0')
			p++;
	}
}

/*
 * Comments become blanks, as rtld.c has it: each search for '#' starts at the top again, but looks
 * at no more bytes than are left behind the last comment, so that later comments can be missed.
 */
static void
blank_comments(char *text, size_t rest)
{
	while (rest > 0) {
		char *c = memchr(text, '#', rest);

		if (c == NULL)
			break;
		rest -= (size_t)(c - text);
		do
			*c = ' ';
		while (--rest > 0 && *++c != '\n');
	}
}

static void
preload_file(struct ec_replay *r)
{
	static const char path[] = "/etc/ld.so.preload";
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	char text[65536];
	ssize_t n;
	char *p = text;
	char *name;

	r->last_errno = ec_view_open(&r->s->view, path, &hit);
	if (r->last_errno != 0 || !S_ISREG(hit.st.st_mode))
		return;
	n = pread(hit.fd, text, sizeof(text) - 1, 0);
	if (n <= 0)
		return;
	text[n] = '\0';
	blank_comments(text, (size_t)n);
	while ((name = strsep(&p, ": \t\n")) != NULL)
		if (*name != '\0')
			preload(r, arena_strdup(r->a, name), path);
}

/* ---- the whole ---- */

static void
start(struct ec_replay *r)
{
	const struct ec_profile *p = r->profile;
	const char *path = r->secure ? NULL : ec_session_env(r->s, "LD_LIBRARY_PATH");
	struct ec_map *m;

	r->system.dirs = arena_alloc(r->a, (p->ndirs + 1) * sizeof(*r->system.dirs));
	r->system.known = true;
	for (size_t i = 0; i < p->ndirs; i++)
		r->system.dirs[r->system.n++] = directory(r, p->dirs[i], strlen(p->dirs[i]));
	if (path != NULL && *path != '\0')
		split_dirs(r, path, ":;", r->maps[0], &r->env_path);
	else
		r->env_path.none = true;
	/* the linker itself is in the list, by its path and its SONAME */
	m = ec_replay_map(r, p->path, ec_session_path(r->s, p->path), NULL);
	m->linker = true;
	if (p->machine == EC_EM_X86_64 || p->machine == EC_EM_AARCH64) {
		m = ec_replay_map(r, "linux-vdso.so.1", NULL, NULL);
		m->soname = "linux-vdso.so.1";
		m->linker = true;
	}
}

/* A growing list that the walk inserts into: auxiliary filters go before the object itself. */
struct queue {
	struct ec_map **maps;
	size_t n;
	size_t cap;
};

static void
queue_insert(struct ec_replay *r, struct queue *q, size_t at, struct ec_map *m)
{
	q->maps = arena_grow(r->a, q->maps, q->n, &q->cap, sizeof(*q->maps));
	memmove(&q->maps[at + 1], &q->maps[at], (q->n - at) * sizeof(*q->maps));
	q->maps[at] = m;
	q->n++;
	m->queued = true;
}

/* One DT_NEEDED of m. */
static void
load_needed(
    struct ec_replay *r, struct queue *todo, struct ec_map *m, const char *name, bool dlopened)
{
	struct search q = {.r = r, .loader = m};
	struct ec_tokens tokens;
	const char *words;
	const char *file;
	errnum errval;

	tokens_of(r, m, &tokens);
	q.judge_flags = dlopened ? EC_JUDGE_DLOPEN : 0;
	q.n = ec_replay_need(r, name, m);
	q.name = name;
	if (ec_has_tokens(name)) {
		if (r->secure) {
			q.n->status = EC_STATUS_BAD;
			q.n->message = error_line(
			    r, name, "DST not allowed in SUID/SGID programs", 0, dlopened);
			ec_replay_error(r, q.n->message);
			return;
		}
		q.name = ec_expand(&tokens, name, r->a);
	}
	q.n->map = map_object(&q, &file, &words, &errval);
	if (q.n->map == NULL) {
		q.n->message =
		    words == NULL ? q.n->message : error_line(r, file, words, errval, dlopened);
		ec_replay_error(r, words == NULL ? NULL : q.n->message);
		if (words == NULL && r->first_error == NULL)
			q.n->crash = true;
		return;
	}
	if (!q.n->map->queued && !q.n->map->linker)
		queue_insert(r, todo, todo->n, q.n->map);
}

static void
walk(struct ec_replay *r, struct queue *todo, bool dlopened)
{
	for (size_t i = 0; i < todo->n && r->nmaps < MAX_OBJECTS; i++) {
		struct ec_map *m = todo->maps[i];

		if (m->done || m->obj == NULL)
			continue;
		m->done = true;
		for (uint32_t k = 0; k < m->obj->nneeded; k++)
			load_needed(r, todo, m, ec_str(m->obj, m->obj->needed[k]), dlopened);
	}
}

/* The line for a dlopen(3) that fails, with its search as a need of the program. */
static void
dlopen_one(struct ec_replay *r, const char *name)
{
	struct search q = {.r = r, .loader = r->maps[0], .name = name};
	struct queue todo = {NULL, 0, 0};
	const char *words;
	const char *file;
	errnum errval;
	struct ec_map *m;

	q.judge_flags = EC_JUDGE_DLOPEN;
	q.n = ec_replay_need(r, name, r->maps[0]);
	q.n->dlopened = true;
	m = map_object(&q, &file, &words, &errval);
	q.n->map = m;
	if (m == NULL) {
		if (words != NULL)
			q.n->message = error_line(r, file, words, errval, true);
		ec_replay_error(r, words == NULL ? NULL : q.n->message);
		return;
	}
	if (m->queued)
		return;
	m->loader = NULL; /* __RTLD_CALLMAP: the caller is no parent */
	queue_insert(r, &todo, 0, m);
	walk(r, &todo, true);
}

void
ec_run_glibc(struct ec_replay *r, const char *const *dlopens)
{
	struct queue todo = {NULL, 0, 0};

	start(r);
	preload_variable(r);
	preload_file(r);
	queue_insert(r, &todo, 0, r->maps[0]);
	for (size_t i = 0; i < r->nmaps; i++)
		if (!r->maps[i]->program && !r->maps[i]->linker)
			queue_insert(r, &todo, todo.n, r->maps[i]);
	r->last_errno = 0; /* _dl_map_object_deps() clears it */
	walk(r, &todo, false);
	ec_check_versions(r);
	r->starts = !r->fails;
	for (; dlopens != NULL && *dlopens != NULL; dlopens++)
		dlopen_one(r, *dlopens);
}

struct ec_path *
ec_glibc_rest(struct ec_replay *r, struct ec_need *n)
{
	struct ec_need *scratch = arena_alloc(r->a, sizeof(*scratch));
	struct ec_map *loader = n->by != NULL ? n->by : r->maps[0];
	struct search q = {.r = r, .n = scratch, .loader = loader, .name = n->name, .rest = n};
	struct ec_judgement j = {.verdict = EC_SKIP};
	errnum before = r->last_errno;
	enum outcome outcome;

	if (strchr(n->name, '/') != NULL || loader->linker)
		return NULL;
	outcome = search_places(&q, &j);
	r->last_errno = before;
	return outcome == OUT_FOUND ? scratch->picked : NULL;
}
