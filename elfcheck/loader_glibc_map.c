/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * glibc's look-up of one name, replayed (elf/dl-load.c _dl_map_object()): it is loaded already, or
 * is searched for, and what is found may be a file that is loaded (_dl_map_object_from_fd()).
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/loader_glibc.h"

#include <string.h>

static struct ec_map *
already_loaded(struct ec_replay *r, unsigned ns, const char *name)
{
	for (size_t i = 0; i < r->nmaps; i++) {
		struct ec_map *m = r->maps[i];

		if (m->ns != ns || m->hidden)
			continue;
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
same_file(struct ec_replay *r, unsigned ns, const struct ec_file *file)
{
	for (size_t i = 0; i < r->nmaps; i++) {
		struct ec_map *m = r->maps[i];

		/* the program and the linker were mapped by the kernel: their files are not known
		 */
		if (m->ns == ns && !m->hidden && !m->program && !m->linker && m->path != NULL &&
		    m->path->file == file)
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
 * The linker once more, which other namespaces do not get anew (dl-load.c
 * _dl_map_object_from_fd()).
 */
static struct ec_map *
the_linker(struct glibc_search *q)
{
	struct ec_replay *r = q->r;

	for (size_t i = 0; q->ns != 0 && i < r->nmaps; i++) {
		struct ec_map *m = r->maps[i];

		if (m->ns == 0 && m->linker && m->path != NULL && m->path->error == 0 &&
		    (m->path->file == q->n->picked->file || ec_map_answers(m, q->name)))
			return m;
	}
	return NULL;
}

/* What is printed when no place has a usable file. */
static void
not_found(struct glibc_search *q, struct glibc_failure *why)
{
	struct ec_replay *r = q->r;

	q->n->status = EC_STATUS_MISSING;
	why->words = "cannot open shared object file";
	why->errval = r->last_errno;
	if (q->other_class) {
		why->words = r->profile->elf_class == EC_CLASS32 ? "wrong ELF class: ELFCLASS64"
								 : "wrong ELF class: ELFCLASS32";
		why->errval = 0;
	}
}

struct ec_map *
glibc_map(struct glibc_search *q, struct glibc_failure *why)
{
	struct ec_replay *r = q->r;
	struct ec_judgement j = {.verdict = EC_SKIP};
	enum glibc_outcome outcome;
	struct ec_map *m = already_loaded(r, q->ns, q->name);

	why->errval = 0;
	why->file = q->name;
	if (m != NULL) {
		q->n->via = EC_VIA_LOADED;
		q->n->picked = m->path;
		q->n->picked_name = m->shown;
		return m;
	}
	if (strchr(q->name, '/') != NULL) {
		struct ec_tokens tokens;

		glibc_tokens(r, q->loader != NULL ? q->loader : r->maps[0], &tokens);
		outcome =
		    glibc_try_file(q, ec_expand(&tokens, q->name, r->a), EC_VIA_DIRECT, NULL, &j);
	} else {
		outcome = glibc_search_places(q, &j);
	}
	if (outcome == GLIBC_NONE) {
		not_found(q, why);
		return NULL;
	}
	/* fatal in the mapping comes after the question whether this file is loaded already */
	if (outcome == GLIBC_FOUND || j.by_name) {
		m = same_file(r, q->ns, q->n->picked->file);
		if (m == NULL)
			m = the_linker(q);
		if (m != NULL) {
			ec_map_add_name(r, m, q->name);
			q->n->status = EC_STATUS_OK;
			q->n->message = NULL;
			return m;
		}
	}
	if (outcome == GLIBC_FATAL) {
		why->file = j.by_name ? q->name : q->n->picked_name;
		why->words = j.crash ? NULL : j.reason;
		why->errval = j.errval;
		return NULL;
	}
	m = ec_replay_map(r, q->n->picked_name, q->n->picked, q->loader);
	m->ns = q->ns;
	m->origin = origin_of(r, m->name);
	ec_map_add_name(r, m, q->name);
	return m;
}
