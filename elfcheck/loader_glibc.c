/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * glibc's start of a program, replayed: elf/rtld.c, and elf/dl-open.c for plugins. Its parts are
 * in the other loader_glibc_*.c; loader_glibc.h names them.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/loader_glibc.h"

#include <string.h>

const char *
glibc_error_line(
    struct ec_replay *r, const char *file, const char *words, errnum errval, bool dlopened)
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
			q.n->message = glibc_error_line(r, why.file, why.words, why.errval, true);
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
	struct ec_map *misfit;

	glibc_lists(r);
	map_system(r);
	glibc_auditors(r);
	glibc_preloads(r);
	if (glibc_walk_program(r))
		ec_check_versions(r);
	misfit = glibc_isa_misfit(r, 0, 0);
	if (misfit != NULL)
		isa_fails(r, misfit);
	r->starts = !r->fails;
	for (; dlopens != NULL && *dlopens != NULL; dlopens++)
		dlopen_one(r, *dlopens);
}
