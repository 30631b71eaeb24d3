/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Version needs against version definitions, as glibc checks them once all objects are mapped
 * (elf/dl-version.c _dl_check_map_versions). All that is missing is printed, then the linker exits
 * with status 1.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/replay.h"

#include <string.h>

static struct ec_map *
find_needed(struct ec_replay *r, const char *file)
{
	for (size_t i = 0; i < r->nmaps; i++)
		if (ec_map_answers(r->maps[i], file))
			return r->maps[i];
	return NULL;
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
missing(
    struct ec_replay *r, const struct ec_map *m, const struct ec_map *library, const char *version)
{
	struct ec_need *n = need_of(r, m, library);
	const char *line = arena_printf(r->a, "%s: %s: version `%s' not found (required by %s)",
	    r->program, library->shown, version, m->shown);

	ec_replay_error(r, line);
	if (n == NULL)
		return;
	n->status = EC_STATUS_BAD;
	n->message = line;
	n->version = version;
}

static void
check_one(struct ec_replay *r, const struct ec_map *m)
{
	const struct ec_obj *obj = m->obj;
	bool relr_named = false;
	bool wants_libc = false;
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
			library = find_needed(r, file);
		}
		if (library == NULL || library->obj == NULL)
			continue;
		if (!library->obj->has_verdef) {
			ec_replay_warning(
			    r, arena_printf(r->a,
				   "%s: %s: no version information available (required by %s)",
				   r->program, library->shown, m->shown));
			continue;
		}
		if (defines(library->obj, version, obj->needs[i].hash))
			continue;
		if (weak)
			ec_replay_warning(
			    r, arena_printf(r->a,
				   "%s: %s: weak version `%s' not found (required by %s)",
				   r->program, library->shown, version, m->shown));
		else
			missing(r, m, library, version);
	}
	for (uint32_t i = 0; i < obj->nneeded; i++)
		wants_libc = wants_libc || strncmp(ec_str(obj, obj->needed[i]), "libc.so.", 8) == 0;
	if (obj->has_relr && obj->nneeds > 0 && !relr_named && wants_libc &&
	    (r->profile->version == 0 || r->profile->version >= EC_VERSION(2, 36, 0)))
		ec_replay_error(r, arena_printf(r->a,
				       "%s: error while loading shared libraries: %s: "
				       "DT_RELR without GLIBC_ABI_DT_RELR dependency",
				       r->program, m->shown));
}

void
ec_check_versions(struct ec_replay *r)
{
	for (size_t i = 0; i < r->nmaps; i++)
		if (!r->maps[i]->linker && r->maps[i]->obj != NULL)
			check_one(r, r->maps[i]);
}
