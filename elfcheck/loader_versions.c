/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Version needs against version definitions, as glibc checks them once all objects are mapped
 * (elf/dl-version.c _dl_check_map_versions). All that is missing is printed, then the linker exits
 * with status 1.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/replay.h"

#include <string.h>

/* One check of a namespace's objects. */
struct check {
	struct ec_replay *r;
	unsigned ns;
	bool dlopened; /* without warnings, and the first missing one ends it */
	const char **words; /* then: where it goes, or NULL */
	bool failed;
	bool lost; /* the linker has stopped itself */
};

/*
 * The object that file is: among those of the namespace's list, and for the program among all that
 * it brought. *lost: there is one, but where the linker does not look, which stops itself then.
 */
static struct ec_map *
find_needed(const struct check *c, const struct ec_map *by, const char *file, bool *lost)
{
	struct ec_map *hidden = NULL;

	for (size_t i = 0; i < c->r->nmaps; i++) {
		struct ec_map *m = c->r->maps[i];

		if (m->ns != c->ns || !ec_map_answers(m, file))
			continue;
		if (!m->hidden)
			return m;
		hidden = m;
	}
	*lost = hidden != NULL && !by->program;
	return *lost ? NULL : hidden;
}

/* Both the hash and the name have to be the same, as in match_symbol(). */
static bool
defines(const struct ec_obj *obj, const char *version, uint32_t hash)
{
	for (uint32_t i = 0; i < obj->ndefs; i++)
		if (obj->defs[i].hash == hash && obj->defs[i].name != 0 &&
		    strcmp(ec_str(obj, obj->defs[i].name), version) == 0)
			return true;
	return false;
}

/* The request by which m came to library, so that the answer can be shown there. */
static struct ec_need *
need_of(struct ec_replay *r, const struct ec_map *m, const struct ec_map *library)
{
	struct ec_need *any = NULL;

	for (size_t i = 0; i < r->nneeds; i++) {
		struct ec_need *n = r->needs[i];

		if (n->map != library || n->status != EC_STATUS_OK)
			continue;
		if (n->by == m)
			return n;
		if (any == NULL)
			any = n;
	}
	return any;
}

static void
missing(struct check *c, const struct ec_map *m, const struct ec_map *library, const char *version)
{
	struct ec_replay *r = c->r;
	struct ec_need *n = need_of(r, m, library);
	const char *words =
	    arena_printf(r->a, "version `%s' not found (required by %s)", version, m->shown);
	const char *line;

	if (c->failed && c->dlopened)
		return;
	c->failed = true;
	if (c->words != NULL) {
		*c->words = words;
		return;
	}
	line = c->dlopened ? arena_printf(r->a, "%s: %s", library->shown, words)
			   : arena_printf(r->a, "%s: %s: %s", r->program, library->shown, words);
	ec_replay_error(r, line);
	if (n == NULL)
		return;
	n->status = EC_STATUS_BAD;
	n->message = line;
	n->version = version;
}

static void
warn(struct check *c, const struct ec_map *m, const struct ec_map *library, const char *words)
{
	if (!c->dlopened)
		ec_replay_warning(c->r, arena_printf(c->r->a, "%s: %s: %s (required by %s)",
					    c->r->program, library->shown, words, m->shown));
}

/* DT_RELR has to be announced by a version need (dl-version.c, 2.36 and later). */
static void
check_relr(struct check *c, const struct ec_map *m, bool named)
{
	const struct ec_obj *obj = m->obj;
	struct ec_replay *r = c->r;
	bool wants_libc = false;

	for (uint32_t i = 0; i < obj->nneeded; i++)
		wants_libc = wants_libc || strncmp(ec_str(obj, obj->needed[i]), "libc.so.", 8) == 0;
	if (!obj->has_relr || obj->nneeds == 0 || named || !wants_libc || c->dlopened ||
	    (r->profile->version != 0 && r->profile->version < EC_VERSION(2, 36, 0)))
		return;
	ec_replay_error(r, arena_printf(r->a,
			       "%s: error while loading shared libraries: %s: "
			       "DT_RELR without GLIBC_ABI_DT_RELR dependency",
			       r->program, m->shown));
}

static void
check_one(struct check *c, const struct ec_map *m)
{
	const struct ec_obj *obj = m->obj;
	struct ec_replay *r = c->r;
	bool relr_named = false;
	const struct ec_map *library = NULL;
	ec_ref library_of = 0; /* the file name that it was found for: most follow each other */

	for (uint32_t i = 0; i < obj->nneeds; i++) {
		const char *file = ec_str(obj, obj->needs[i].file);
		const char *version = ec_str(obj, obj->needs[i].name);
		bool weak = (obj->needs[i].flags & EC_VER_FLG_WEAK) != 0;

		if (file == NULL || version == NULL)
			continue;
		relr_named = relr_named || strcmp(version, "GLIBC_ABI_DT_RELR") == 0;
		if (obj->needs[i].file != library_of) {
			library_of = obj->needs[i].file;
			library = find_needed(c, m, file, &c->lost);
		}
		if (c->lost) {
			ec_replay_error(r, "Inconsistency detected by ld.so: dl-version.c: "
					   "_dl_check_map_versions: "
					   "Assertion `needed != NULL' failed!");
			return;
		}
		if (library == NULL || library->obj == NULL)
			continue;
		if (!library->obj->has_verdef)
			warn(c, m, library, "no version information available");
		else if (defines(library->obj, version, obj->needs[i].hash))
			continue;
		else if (weak)
			warn(c, m, library,
			    arena_printf(r->a, "weak version `%s' not found", version));
		else
			missing(c, m, library, version);
	}
	check_relr(c, m, relr_named);
}

static void
check_from(struct check *c, size_t first)
{
	for (size_t i = first; i < c->r->nmaps && !c->lost; i++) {
		const struct ec_map *m = c->r->maps[i];

		if (m->ns == c->ns && !m->hidden && !m->linker && m->obj != NULL)
			check_one(c, m);
	}
}

void
ec_check_versions(struct ec_replay *r)
{
	struct check c = {.r = r};

	check_from(&c, 0);
}

bool
ec_check_versions_dlopen(struct ec_replay *r, unsigned ns, size_t first, const char **words)
{
	struct check c = {.r = r, .ns = ns, .dlopened = true, .words = words};

	check_from(&c, first);
	return c.failed;
}
