/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * glibc's search, replayed: elf/rtld.c (preloads), elf/dl-deps.c (breadth first, auxiliary
 * glibc's start of a program, replayed: elf/rtld.c (preloads), elf/dl-deps.c (breadth first, with
 * filters), elf/dl-open.c for plugins. One name at a time: loader_glibc_search.c.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/loader_glibc.h"

#include <string.h>

enum {
	SECURE_NAME_LIMIT = 255, /* rtld.c: longer names are dropped in setuid programs */
	SECURE_PATH_LIMIT = 4096, /* rtld.c: longer elements of LD_PRELOAD are dropped */
	MAX_OBJECTS = 16384,
	MAX_COPIES = 32, /* of one file: then the real linker is at it for ever */
};

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

/* ---- preloads ---- */

static void
preload(struct ec_replay *r, const char *name, const char *where)
{
	struct glibc_search q = {.r = r, .name = name, .loader = r->maps[0], .secure = true};
	struct glibc_failure why;
	struct ec_map *m;

	q.n = ec_replay_need(r, name, NULL);
	q.n->optional = true;
	q.n->listed = where;
	m = glibc_map(&q, &why);
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
	if (why.words == NULL) {
		ec_replay_error(r, NULL);
		return;
	}
	q.n->message = arena_printf(r->a,
	    "ERROR: ld.so: object '%s' from %s cannot be preloaded (%s): ignored.", name, where,
	    why.words);
	ec_replay_warning(r, q.n->message);
}

bool
glibc_name_is_valid(const struct ec_replay *r, const char *name)
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

			if (glibc_name_is_valid(r, name))
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

/* ---- what is there from the start ---- */

/* The linker itself and the vDSO are there from the start. */
static void
map_system(struct ec_replay *r)
{
	const struct ec_profile *p = r->profile;
	struct ec_map *m = ec_replay_map(r, p->path, ec_session_path(r->s, p->path), NULL);

	m->linker = true;
	if (p->machine == EC_EM_X86_64 || p->machine == EC_EM_AARCH64) {
		m = ec_replay_map(r, "linux-vdso.so.1", NULL, NULL);
		m->soname = "linux-vdso.so.1";
		m->linker = true;
	}
}

/* ---- the walk over what is needed ---- */

/* The list of _dl_map_object_deps(): objects, and whether their needs were loaded. */
struct entry {
	struct ec_map *map;
	bool done;
};

struct list {
	struct ec_replay *r;
	struct glibc_walk *w;
	struct entry *entries;
	size_t n;
	size_t cap;
	size_t steps;
	bool endless; /* filters can send the real linker round for ever */
	bool asserts; /* up to 2.31 the program has to be the first of the list */
};

static void
insert(struct list *l, size_t at, struct ec_map *m)
{
	l->entries = arena_grow(l->r->a, l->entries, l->n, &l->cap, sizeof(*l->entries));
	memmove(&l->entries[at + 1], &l->entries[at], (l->n - at) * sizeof(*l->entries));
	l->entries[at] = (struct entry){.map = m};
	l->n++;
	m->queued = true;
}

/*
 * What goes before the program is not found any more: a namespace's list is entered at the program.
 * So such a filtee is mapped again when it is asked for again; when it asks for itself, without
 * end.
 */
static void
hide(struct list *l, struct ec_map *m)
{
	struct ec_replay *r = l->r;
	size_t copies = 0;

	m->hidden = true;
	if (!l->w->failed && r->profile->version != 0 && r->profile->version < EC_VERSION(2, 32, 0))
		l->asserts = true;
	for (size_t i = 0; i < r->nmaps; i++)
		copies += r->maps[i]->path == m->path;
	if (copies < MAX_COPIES)
		return;
	l->endless = true;
	ec_replay_error(r, NULL);
}

/*
 * A filtee goes before the object that names it. One that stands behind it is moved there, and is
 * then looked at once more; one that stands before it stays. Returns where the object is then.
 */
static size_t
insert_filtee(struct list *l, size_t at, struct ec_map *m)
{
	const struct ec_map *by = l->entries[at].map;

	if (!m->queued) {
		if (by->program || by->hidden)
			hide(l, m);
		insert(l, at, m);
		return at + 1;
	}
	for (size_t i = at + 1; i < l->n; i++) {
		if (l->entries[i].map != m)
			continue;
		if (by->program || by->hidden)
			hide(l, m);
		memmove(&l->entries[at + 1], &l->entries[at], (i - at) * sizeof(*l->entries));
		l->entries[at] = (struct entry){.map = m};
		return at + 1;
	}
	return at;
}

static void
add_dependency(struct ec_replay *r, struct ec_map *m, struct ec_map *dep)
{
	m->deps = arena_grow(r->a, m->deps, m->ndeps, &m->deps_cap, sizeof(*m->deps));
	m->deps[m->ndeps++] = dep;
}

/* A failure that ends the start, or the dlopen(3). */
static void
fail(struct list *l, struct ec_need *n, const struct glibc_failure *why)
{
	struct ec_replay *r = l->r;

	if (why->words != NULL)
		n->message = error_line(
		    r, why->file, why->words, why->errval, l->w->dlopened || l->w->quiet);
	else if (r->first_error == NULL)
		n->crash = true;
	if (!l->w->failed)
		l->w->first = *why;
	l->w->failed = true;
	if (!l->w->quiet || why->words == NULL)
		ec_replay_error(r, why->words == NULL ? NULL : n->message);
}

/* A failure that is told where it occurs, before the list is looked at again. */
static void
fail_at_once(struct list *l, struct ec_need *n, const struct glibc_failure *why)
{
	if (!l->w->failed)
		l->asserts = false;
	fail(l, n, why);
}

/*
 * The name of a request with its tokens expanded (expand_dst); NULL when there is nothing to load
 * for it. What cannot be expanded is passed over, but for an auxiliary filtee, of all things.
 */
static const char *
expand_name(struct list *l, struct ec_map *m, struct ec_need *n, uint64_t tag)
{
	struct ec_replay *r = l->r;
	struct glibc_failure why = {.file = n->name};
	struct ec_tokens tokens;
	const char *name;

	if (!ec_has_tokens(n->name))
		return n->name;
	if (r->secure) {
		n->status = EC_STATUS_BAD;
		why.words = "DST not allowed in SUID/SGID programs";
		fail_at_once(l, n, &why);
		return NULL;
	}
	glibc_tokens(r, m, &tokens);
	name = ec_expand(&tokens, n->name, r->a);
	if (*name != '\0')
		return name;
	n->optional = true;
	n->status = EC_STATUS_MISSING;
	n->message = "passed over: a token in its name has no value here";
	if (tag == EC_DT_AUXILIARY) {
		n->status = EC_STATUS_BAD;
		why.words = "empty dynamic string token substitution";
		fail_at_once(l, n, &why);
	}
	return NULL;
}

/* One DT_NEEDED, DT_FILTER or DT_AUXILIARY of the object at *at. */
static void
load_one(struct list *l, size_t *at, uint64_t tag, const char *name)
{
	struct ec_replay *r = l->r;
	struct ec_map *m = l->entries[*at].map;
	struct glibc_search q = {.r = r, .loader = m, .ns = l->w->ns};
	struct glibc_failure why;

	q.judge_flags = l->w->dlopened || l->w->quiet ? EC_JUDGE_DLOPEN : 0;
	q.n = ec_replay_need(r, name, m);
	if (tag != EC_DT_NEEDED)
		q.n->role = tag == EC_DT_FILTER ? EC_ROLE_FILTER : EC_ROLE_AUXILIARY;
	q.n->audit = l->w->ns != 0;
	q.n->optional = tag == EC_DT_AUXILIARY || l->w->quiet;
	q.name = expand_name(l, m, q.n, tag);
	if (q.name == NULL)
		return;
	q.n->map = glibc_map(&q, &why);
	if (q.n->map == NULL) {
		if (why.words != NULL && tag == EC_DT_AUXILIARY)
			q.n->message = NULL;
		else
			fail(l, q.n, &why);
		return;
	}
	add_dependency(r, m, q.n->map);
	if (q.n->map->linker)
		return;
	if (tag != EC_DT_NEEDED)
		*at = insert_filtee(l, *at, q.n->map);
	else if (!q.n->map->queued)
		insert(l, l->n, q.n->map);
}

/* What is shown to the end for a program is over with the first failure for an auditor. */
static bool
given_up(const struct list *l)
{
	return l->endless || (l->w->quiet && l->w->failed);
}

/* All requests of one object, in the order of its dynamic section. */
static void
load_all(struct list *l, size_t at)
{
	const struct ec_obj *obj = l->entries[at].map->obj;
	uint32_t extra = 0;

	for (uint32_t k = 0; k <= obj->nneeded && !given_up(l); k++) {
		for (; extra < obj->nextras && obj->extras[extra].before == k; extra++) {
			uint64_t tag = obj->extras[extra].tag;

			if ((tag == EC_DT_FILTER || tag == EC_DT_AUXILIARY) && !given_up(l))
				load_one(l, &at, tag, ec_str(obj, obj->extras[extra].name));
		}
		if (k < obj->nneeded && !given_up(l))
			load_one(l, &at, EC_DT_NEEDED, ec_str(obj, obj->needed[k]));
	}
}

static void
walk(struct list *l)
{
	size_t i = 0;

	while (i < l->n && l->r->nmaps < MAX_OBJECTS && l->steps++ < MAX_OBJECTS && !given_up(l)) {
		struct ec_map *m = l->entries[i].map;

		l->entries[i].done = true;
		/* one that was moved is looked at again, which finds nothing new */
		if (!m->done && m->obj != NULL) {
			m->done = true;
			load_all(l, i);
		}
		while (i < l->n && l->entries[i].done)
			i++;
	}
}

/*
 * Up to 2.31 a filtee in front of the program ends the process, before any error of the walk is
 * told. The line number is that of 2.31.
 */
static void
assert_first(struct list *l, const char *earlier, size_t nerrors)
{
	struct ec_replay *r = l->r;
	const char *line = arena_printf(r->a,
	    "Inconsistency detected by ld.so: dl-deps.c:%s _dl_map_object_deps: Assertion "
	    "`map->l_searchlist.r_list[0] == map' failed!",
	    r->profile->version == EC_VERSION(2, 31, 0) ? " 553:" : "");

	if (!l->asserts)
		return;
	r->first_error = earlier;
	r->nerrors = nerrors;
	ec_replay_error(r, line);
}

void
glibc_walk_from(struct ec_replay *r, struct ec_map *m, struct glibc_walk *w)
{
	struct list l = {.r = r, .w = w};

	insert(&l, 0, m);
	walk(&l);
}

/* ---- the whole ---- */

/* An object that was built for a newer processor: what is said, and of which request. */
static void
isa_fails(struct ec_replay *r, struct ec_map *m)
{
	static const char words[] = "CPU ISA level is lower than required";
	const char *line = arena_printf(r->a, "%s: %s", m->shown, words);

	if (!r->fails) /* else the linker did not come so far */
		ec_replay_error(r, line);
	for (size_t i = 0; i < r->nneeds; i++) {
		struct ec_need *n = r->needs[i];

		if (n->map != m || n->status != EC_STATUS_OK || n->via == EC_VIA_LOADED)
			continue;
		n->status = EC_STATUS_BAD;
		n->message = line;
		n->isa = true;
		return;
	}
}

/* A dlopen(3) by the program, with its search as a need of it. */
static void
dlopen_one(struct ec_replay *r, const char *name)
{
	struct glibc_search q = {.r = r, .loader = r->maps[0], .name = name};
	struct glibc_walk w = {.dlopened = true};
	struct glibc_failure why;
	size_t first = r->nmaps;
	struct ec_map *m;

	q.judge_flags = EC_JUDGE_DLOPEN;
	q.n = ec_replay_need(r, name, r->maps[0]);
	q.n->dlopened = true;
	m = glibc_map(&q, &why);
	q.n->map = m;
	if (m == NULL) {
		if (why.words != NULL)
			q.n->message = error_line(r, why.file, why.words, why.errval, true);
		ec_replay_error(r, why.words == NULL ? NULL : q.n->message);
		return;
	}
	if (m->queued)
		return;
	m->loader = NULL; /* __RTLD_CALLMAP: the caller is no parent */
	glibc_walk_from(r, m, &w);
	if (w.failed)
		return;
	if (!ec_check_versions_dlopen(r, 0, first, NULL)) {
		m = glibc_isa_misfit(r, 0, first);
		if (m != NULL)
			isa_fails(r, m);
	}
}

void
ec_run_glibc(struct ec_replay *r, const char *const *dlopens)
{
	struct glibc_walk w = {.ns = 0};
	struct list l = {.r = r, .w = &w};
	struct ec_map *misfit;
	const char *earlier;
	size_t nerrors;

	glibc_lists(r);
	map_system(r);
	glibc_auditors(r);
	preload_variable(r);
	preload_file(r);
	insert(&l, 0, r->maps[0]);
	for (size_t i = 0; i < r->nmaps; i++)
		if (r->maps[i]->ns == 0 && !r->maps[i]->program && !r->maps[i]->linker)
			insert(&l, l.n, r->maps[i]);
	r->last_errno = 0; /* _dl_map_object_deps() clears it */
	nerrors = r->nerrors;
	earlier = r->first_error;
	walk(&l);
	assert_first(&l, earlier, nerrors);
	if (!l.asserts)
		ec_check_versions(r);
	misfit = glibc_isa_misfit(r, 0, 0);
	if (misfit != NULL)
		isa_fails(r, misfit);
	r->starts = !r->fails;
	for (; dlopens != NULL && *dlopens != NULL; dlopens++)
		dlopen_one(r, *dlopens);
}
