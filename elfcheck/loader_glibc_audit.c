/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Auditors: LD_AUDIT, and from 2.32 on DT_AUDIT and DT_DEPAUDIT of the program (elf/rtld.c
 * load_auditors). Each is opened as dlmopen(3) does into a namespace of its own, so that nothing
 * of the program is loaded there yet, and needs the function la_version. One that fails is left out
 * with a warning.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/loader_glibc.h"

#include <string.h>

enum {
	MAX_NAME = 4096, /* rtld.c: longer elements are dropped */
};

/* Whether one of a namespace's objects defines la_version. */
static bool
is_auditor(struct ec_replay *r, unsigned ns)
{
	for (size_t i = 0; i < r->nmaps; i++) {
		cleanup_hit struct ec_hit hit = EC_HIT_NONE;
		const struct ec_map *m = r->maps[i];
		struct ec_reader reader;
		struct ec_dyn dyn;

		if (m->ns != ns || m->linker || m->path == NULL)
			continue;
		if (ec_view_open(&r->s->view, m->path->path, &hit) == 0 &&
		    ec_open(&reader, hit.fd) == 0 && ec_dyn_read(&reader, &dyn) &&
		    ec_sym_defined(&reader, &dyn, "la_version"))
			return true;
	}
	return false;
}

/* The linker's words for an auditor that is left out, or NULL. */
static const char *
complaint(struct ec_replay *r, struct glibc_search *q)
{
	struct glibc_walk w = {.ns = q->ns, .quiet = true};
	struct glibc_failure why;
	size_t first = r->nmaps;
	const char *words = NULL;

	q->n->map = glibc_map(q, &why);
	if (q->n->map == NULL) {
		if (why.words == NULL)
			ec_replay_error(r, NULL);
		return why.words;
	}
	glibc_walk_from(r, q->n->map, &w);
	if (w.failed)
		return w.first.words;
	if (ec_check_versions_dlopen(r, q->ns, first, &words))
		return words;
	if (glibc_isa_misfit(r, q->ns, first) != NULL)
		return "CPU ISA level is lower than required";
	if (!is_auditor(r, q->ns))
		return "undefined symbol: la_version";
	return NULL;
}

static void
load_auditor(struct ec_replay *r, const char *name, const char *where)
{
	struct glibc_search q = {
	    .r = r, .name = name, .secure = true, .judge_flags = EC_JUDGE_DLOPEN};
	const char *words;

	q.ns = ++r->namespaces;
	q.n = ec_replay_need(r, name, NULL);
	q.n->role = EC_ROLE_AUDITOR;
	q.n->audit = true;
	q.n->optional = true;
	q.n->listed = where;
	words = complaint(r, &q);
	q.n->where =
	    q.n->where == NULL ? where : arena_printf(r->a, "%s, found by %s", where, q.n->where);
	if (q.n->map != NULL)
		q.n->via = EC_VIA_PRELOAD;
	if (words == NULL)
		return;
	if (q.n->status == EC_STATUS_OK)
		q.n->status = EC_STATUS_BAD;
	q.n->map = NULL;
	q.n->message = arena_printf(r->a,
	    "ERROR: ld.so: object '%s' cannot be loaded as audit interface: %s; ignored.", name,
	    words);
	ec_replay_warning(r, q.n->message);
}

static void
load_list(struct ec_replay *r, const char *list, const char *where)
{
	while (list != NULL && *list != '\0') {
		size_t len = strcspn(list, ":");
		const char *name = arena_strndup(r->a, list, len);

		if (len < MAX_NAME && glibc_name_is_valid(r, name))
			load_auditor(r, name, where);
		list += len;
		if (*list != '\0')
			list++;
	}
}

/* The last entry of a tag in the program's dynamic section. */
static const char *
program_tag(const struct ec_replay *r, uint64_t tag)
{
	const struct ec_obj *obj = r->maps[0]->obj;

	for (uint32_t i = obj->nextras; i-- > 0;)
		if (obj->extras[i].tag == tag)
			return ec_str(obj, obj->extras[i].name);
	return NULL;
}

void
glibc_auditors(struct ec_replay *r)
{
	load_list(r, ec_session_env(r->s, "LD_AUDIT"), "LD_AUDIT");
	if (r->profile->version != 0 && r->profile->version < EC_VERSION(2, 32, 0))
		return;
	load_list(r, program_tag(r, EC_DT_AUDIT), arena_printf(r->a, "DT_AUDIT of %s", r->program));
	load_list(
	    r, program_tag(r, EC_DT_DEPAUDIT), arena_printf(r->a, "DT_DEPAUDIT of %s", r->program));
}
