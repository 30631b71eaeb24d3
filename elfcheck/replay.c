/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/elf_defs.h"
#include "elfcheck/replay.h"
#include "elfcheck/verdict.h"

#include <string.h>

/* A version as printf takes it. */
#define KERNEL_WORDS(v) (v) >> 16, (v) >> 8 & 0xff, (v) & 0xff

const char *
ec_via_name(enum ec_via via)
{
	static const char *const names[] = {
	    [EC_VIA_NONE] = NULL,
	    [EC_VIA_PRELOAD] = "preload",
	    [EC_VIA_LOADED] = "loaded",
	    [EC_VIA_RPATH] = "rpath",
	    [EC_VIA_LD_LIBRARY_PATH] = "ld_library_path",
	    [EC_VIA_RUNPATH] = "runpath",
	    [EC_VIA_CACHE] = "cache",
	    [EC_VIA_DEFAULT] = "default",
	    [EC_VIA_DIRECT] = "direct",
	};

	return (size_t)via < ARRAY_LEN(names) ? names[via] : NULL;
}

const char *
ec_status_name(enum ec_status status)
{
	static const char *const names[] = {
	    [EC_STATUS_OK] = "ok",
	    [EC_STATUS_FOREIGN] = "foreign",
	    [EC_STATUS_MISSING] = "missing",
	    [EC_STATUS_BAD] = "bad",
	};

	return (size_t)status < ARRAY_LEN(names) ? names[status] : "bad";
}

const char *
ec_role_name(enum ec_role role)
{
	static const char *const names[] = {
	    [EC_ROLE_NEEDED] = NULL,
	    [EC_ROLE_FILTER] = "filter",
	    [EC_ROLE_AUXILIARY] = "auxiliary",
	    [EC_ROLE_AUDITOR] = "auditor",
	};

	return (size_t)role < ARRAY_LEN(names) ? names[role] : NULL;
}

bool
ec_need_is_fine(const struct ec_need *n)
{
	return n->status == EC_STATUS_OK || (n->status == EC_STATUS_MISSING &&
						n->role == EC_ROLE_AUXILIARY && n->message == NULL);
}

void
ec_replay_error(struct ec_replay *r, const char *line)
{
	r->fails = true;
	if (line == NULL)
		return;
	r->errors = arena_grow(r->a, r->errors, r->nerrors, &r->errors_cap, sizeof(*r->errors));
	r->errors[r->nerrors++] = line;
	if (r->first_error == NULL)
		r->first_error = line;
}

void
ec_replay_warning(struct ec_replay *r, const char *line)
{
	r->warnings =
	    arena_grow(r->a, r->warnings, r->nwarnings, &r->warnings_cap, sizeof(*r->warnings));
	r->warnings[r->nwarnings++] = line;
}

const char *
ec_dirname(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return slash == path ? "/" : arena_strndup(a, path, (size_t)(slash - path));
}

struct ec_map *
ec_replay_map(struct ec_replay *r, const char *name, struct ec_path *path, struct ec_map *loader)
{
	struct ec_map *m = arena_alloc(r->a, sizeof(*m));

	m->name = name;
	m->shown = name;
	m->path = path;
	m->loader = loader;
	m->depth = loader == NULL ? 0 : loader->depth + 1;
	if (path != NULL && path->file != NULL)
		m->obj = path->file->obj;
	if (m->obj != NULL)
		m->soname = ec_str(m->obj, m->obj->soname);
	r->maps = arena_grow(r->a, r->maps, r->nmaps, &r->maps_cap, sizeof(*r->maps));
	r->maps[r->nmaps++] = m;
	return m;
}

struct ec_need *
ec_replay_need(struct ec_replay *r, const char *name, struct ec_map *by)
{
	struct ec_need *n = arena_alloc(r->a, sizeof(*n));

	n->name = name;
	n->by = by;
	r->needs = arena_grow(r->a, r->needs, r->nneeds, &r->needs_cap, sizeof(*r->needs));
	r->needs[r->nneeds++] = n;
	return n;
}

/* A request that an earlier one of the same name answers as well is only an edge of the graph. */
static void
mark_repeats(struct ec_replay *r)
{
	for (size_t i = 0; i < r->nneeds; i++)
		for (size_t k = 0; k < i && !r->needs[i]->again; k++)
			r->needs[i]->again = r->needs[k]->map == r->needs[i]->map &&
					     (r->needs[i]->map != NULL || !r->needs[i]->optional) &&
					     r->needs[k]->optional == r->needs[i]->optional &&
					     r->needs[k]->audit == r->needs[i]->audit &&
					     strcmp(r->needs[k]->name, r->needs[i]->name) == 0;
}

struct ec_candidate *
ec_need_candidate(
    struct ec_replay *r, struct ec_need *n, const char *name, enum ec_via via, const char *where)
{
	struct ec_candidate *c;

	n->candidates =
	    arena_grow(r->a, n->candidates, n->ncandidates, &n->cap, sizeof(*n->candidates));
	c = &n->candidates[n->ncandidates++];
	*c = (struct ec_candidate){.name = name, .via = via, .where = where};
	return c;
}

void
ec_map_add_name(struct ec_replay *r, struct ec_map *m, const char *name)
{
	for (size_t i = 0; i < m->nnames; i++)
		if (strcmp(m->names[i], name) == 0)
			return;
	m->names = arena_grow(r->a, m->names, m->nnames, &m->names_cap, sizeof(*m->names));
	m->names[m->nnames++] = name;
}

bool
ec_map_answers(const struct ec_map *m, const char *name)
{
	/* most are paths, asked for by a SONAME: not worth a call */
	if (m->name[0] == name[0] && strcmp(m->name, name) == 0)
		return true;
	for (size_t i = 0; i < m->nnames; i++)
		if (m->names[i][0] == name[0] && strcmp(m->names[i], name) == 0)
			return true;
	return false;
}

const char *
ec_conf_words(struct ec_replay *r, const char *dir)
{
	const struct ldconf *conf = ec_session_conf(r->s);
	const char *caps = strstr(dir, "/glibc-hwcaps/");
	const struct ldconf_dir *line;

	if (caps != NULL)
		dir = arena_strndup(r->a, dir, (size_t)(caps - dir));
	line = ldconf_find(conf, dir);
	if (line != NULL)
		return arena_printf(r->a, "line %u of %s", line->line, line->file);
	for (size_t i = 0; i < r->profile->ndirs; i++) {
		const char *d = r->profile->dirs[i];

		if (strlen(d) == strlen(dir) + 1 && strncmp(d, dir, strlen(dir)) == 0)
			return "a default directory of ldconfig";
	}
	/* the same directory by another name (a link such as /lib -> usr/lib) */
	for (size_t i = 0; i < conf->ndirs; i++) {
		cleanup_free char *a = NULL;
		cleanup_free char *b = NULL;

		if (ec_view_resolve(&r->s->view, conf->dirs[i].dir, &a, NULL) == 0 &&
		    ec_view_resolve(&r->s->view, dir, &b, NULL) == 0 && strcmp(a, b) == 0)
			return arena_printf(r->a, "line %u of %s (%s)", conf->dirs[i].line,
			    conf->dirs[i].file, conf->dirs[i].dir);
	}
	return NULL;
}

/* Whether the program gets AT_SECURE when this user starts it. */
static bool
is_setuid(const struct ec_hit *hit)
{
	return ((hit->st.st_mode & S_ISUID) != 0 && hit->st.st_uid != geteuid()) ||
	       ((hit->st.st_mode & S_ISGID) != 0 && hit->st.st_gid != getegid());
}

/* The profile of an interpreter, detected once per session. */
static void
find_profile(struct ec_replay *r, const struct ec_obj *obj)
{
	struct ec_session *s = r->s;
	const struct ec_profile *p;
	errnum error;

	for (size_t i = 0; i < s->nprofiles; i++) {
		p = s->profiles[i].profile;
		if (p->machine == obj->head.machine &&
		    p->elf_class == (obj->head.is64 ? EC_CLASS64 : EC_CLASS32) &&
		    (r->interp == NULL || strcmp(p->path, r->interp) == 0)) {
			r->profile = p;
			r->interp_error = s->profiles[i].error;
			return;
		}
	}
	p = ec_profile_for(
	    &s->view, &s->cpu, &s->choice, s->hwcaps, r->interp, obj, &s->arena, &error);
	if (s->nprofiles < ARRAY_LEN(s->profiles)) {
		s->profiles[s->nprofiles].profile = p;
		s->profiles[s->nprofiles++].error = error;
	}
	r->profile = p;
	r->interp_error = error;
}

/* Whether any path of the program has a token in it: finding $ORIGIN takes a few system calls. */
static bool
wants_origin(const struct ec_replay *r, const struct ec_obj *obj)
{
	const char *texts[] = {ec_str(obj, obj->rpath), ec_str(obj, obj->runpath),
	    ec_session_env(r->s, "LD_LIBRARY_PATH")};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (texts[i] != NULL && strchr(texts[i], '$') != NULL)
			return true;
	for (uint32_t i = 0; i < obj->nneeded; i++)
		if (strchr(ec_str(obj, obj->needed[i]), '$') != NULL)
			return true;
	for (uint32_t i = 0; i < obj->nextras; i++)
		if (strchr(ec_str(obj, obj->extras[i].name), '$') != NULL)
			return true;
	return false;
}

/* $ORIGIN of the program: where the kernel says that it is, through /proc. */
static const char *
program_origin(struct ec_replay *r)
{
	cleanup_free char *real = NULL;

	if (r->profile->kind != EC_LOADER_FREEBSD && ec_session_dir(r->s, "/proc/self") != 0) {
		r->no_proc = true;
		return r->secure ? NULL : ec_session_env(r->s, "LD_ORIGIN_PATH");
	}
	if (ec_view_resolve(&r->s->view, r->program, &real, NULL) != 0)
		return NULL;
	return ec_dirname(r->a, real);
}

/*
 * Up to 2.35 glibc's linker compares the kernel with the oldest one that it was built for, which is
 * in its own ABI tag, before anything else.
 */
static bool
is_too_old(struct ec_replay *r)
{
	const struct ec_profile *p = r->profile;
	const struct ec_path *linker = ec_session_path(r->s, p->path);

	if (p->kind != EC_LOADER_GLIBC || !p->abi_tag || p->kernel == 0 || linker->error != 0 ||
	    linker->file->obj == NULL)
		return false;
	return p->kernel < ec_abi_tag_kernel(linker->file->obj, p->elf_data == EC_MSB);
}

static void
run_engine(struct ec_replay *r, const char *const *dlopens)
{
	switch (r->profile->kind) {
	case EC_LOADER_MUSL:
		ec_run_musl(r, dlopens);
		break;
	case EC_LOADER_FREEBSD:
		ec_run_freebsd(r, dlopens);
		break;
	case EC_LOADER_GLIBC:
	case EC_LOADER_AUTO:
	default:
		ec_run_glibc(r, dlopens);
		break;
	}
}

/*
 * By the kernel's rule the program has to be one that FreeBSD's kernel knows the system of, or it
 * is not run at all (imgact_elf.c). Judged as by a kernel without a fallback brand.
 */
static void
ask_kernel(struct ec_replay *r)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	struct ec_kernel_verdict verdict;
	struct ec_reader reader;

	if (r->s->view.form != TR_KERNEL || ec_view_open(&r->s->view, r->program, &hit) != 0 ||
	    ec_open(&reader, hit.fd) != 0)
		return;
	ec_kernel_judge(&reader, EC_KERNEL_MAIN, -1, &verdict);
	if (verdict.brand != EC_UNKNOWN)
		return;
	if (strncmp(verdict.message, "ELF binary type", 15) != 0) {
		ec_replay_error(r, arena_printf(r->a, "%s: %s", r->program, strerror(ENOEXEC)));
		r->cannot = arena_strdup(r->a, verdict.message);
		return;
	}
	ec_replay_error(r, arena_strdup(r->a, verdict.message));
	if (ec_is_foreign(ec_session_brand(r->s, r->program_path), EC_LINUX))
		return; /* it is not for Linux: no brand would help */
	r->fix[r->nfix++] = arena_printf(r->a, "brand the program:  elfcheck brand -t Linux %s",
	    ec_path_source(r->program_path));
	r->fix[r->nfix++] = "or for all such programs:  sysctl kern.elf64.fallback_brand=3";
}

errnum
ec_replay_elf(struct ec_session *s, const char *program, const char *const *dlopens,
    struct arena *a, struct ec_replay *out)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	struct ec_replay *r = out;
	const struct ec_obj *obj;
	struct ec_map *m;
	errnum error;

	*r = (struct ec_replay){.s = s, .a = a, .asked = program, .program = program};
	r->program_path = ec_session_path(s, program);
	if (r->program_path->error != 0)
		return r->program_path->error;
	if (r->program_path->file->read_error != 0)
		return r->program_path->file->read_error;
	obj = r->program_path->file->obj;
	if (!obj->is_elf || !obj->head.decoded)
		return ENOEXEC;
	if ((r->program_path->file->mode & (S_ISUID | S_ISGID)) != 0 &&
	    ec_view_open(&s->view, program, &hit) == 0)
		r->secure = is_setuid(&hit);
	r->secure = r->secure || s->secure;
	r->interp = ec_str(obj, obj->interp);
	find_profile(r, obj);
	m = ec_replay_map(
	    r, r->profile->kind == EC_LOADER_GLIBC ? "" : program, r->program_path, NULL);
	m->shown = program;
	m->program = true;
	ask_kernel(r);
	if (r->interp == NULL && (obj->head.type == EC_ET_EXEC || obj->nneeded == 0)) {
		r->is_static = true;
		return 0;
	}
	if (r->interp != NULL && r->interp_error != 0) {
		/* what execve(2) says, in the words of FreeBSD's kernel and of the shells */
		error = r->interp_error;
		ec_replay_error(r, r->s->view.form == TR_KERNEL
				       ? arena_printf(a, "ELF interpreter %s not found, error %d",
					     r->interp, error)
				       : arena_printf(a, "%s: %s", program, strerror(error)));
		if (r->profile->kind == EC_LOADER_GLIBC || r->profile->kind == EC_LOADER_MUSL)
			r->cannot =
			    arena_printf(a, "its interpreter %s: %s", r->interp, strerror(error));
	}
	if (is_too_old(r)) {
		ec_replay_error(r, "FATAL: kernel too old");
		r->cannot = arena_printf(a,
		    "%s was built for Linux %u.%u.%u and later, the kernel says %u.%u.%u",
		    r->profile->path,
		    KERNEL_WORDS(ec_abi_tag_kernel(ec_session_path(s, r->profile->path)->file->obj,
			r->profile->elf_data == EC_MSB)),
		    KERNEL_WORDS(r->profile->kernel));
		r->fix[r->nfix++] = "let programs see a newer kernel (FreeBSD):  sysctl "
				    "compat.linux.osrelease=5.15.0";
	}
	if (wants_origin(r, obj))
		m->origin = program_origin(r);
	run_engine(r, dlopens);
	mark_repeats(r);
	return 0;
}
