/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * All that an object needs, breadth first, with filters: elf/dl-deps.c. One name at a time is
 * loader_glibc_map.c's.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/loader_glibc.h"

#include <string.h>

enum {
	MAX_OBJECTS = 16384,
	MAX_COPIES = 32, /* of one file: then the real linker is at it for ever */
};

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
		n->message = glibc_error_line(
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

bool
glibc_walk_program(struct ec_replay *r)
{
	struct glibc_walk w = {.ns = 0};
	struct list l = {.r = r, .w = &w};
	const char *earlier = r->first_error;
	size_t nerrors = r->nerrors;

	insert(&l, 0, r->maps[0]);
	for (size_t i = 0; i < r->nmaps; i++)
		if (r->maps[i]->ns == 0 && !r->maps[i]->program && !r->maps[i]->linker)
			insert(&l, l.n, r->maps[i]);
	r->last_errno = 0; /* _dl_map_object_deps() clears it */
	walk(&l);
	assert_first(&l, earlier, nerrors);
	return !l.asserts;
}
