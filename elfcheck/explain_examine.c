/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a pasted line is about here. With the program at hand its search is replayed: as it would be
 * now, and, when that does not give the line, with LD_LIBRARY_PATH set to the directory of the file
 * that the line names, which is how most such lines come about.
 */
#include "elfcheck/cmd_explain.h"

#include <ctype.h>
#include <string.h>

const char *
explain_find_program(struct explain *x, const char *name)
{
	static const char *const dirs[] = {"/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin",
	    "/usr/sbin", "/sbin", "/usr/libexec", "/opt/bin"};

	if (name == NULL || *name == '\0')
		return NULL;
	if (strchr(name, '/') != NULL)
		return ec_session_path(&x->session, name)->error == 0 ? name : NULL;
	for (size_t i = 0; i < ARRAY_LEN(dirs); i++) {
		const char *path = arena_printf(&x->session.arena, "%s/%s", dirs[i], name);

		if (ec_session_path(&x->session, path)->error == 0)
			return path;
	}
	return NULL;
}

/* Whether an error of the replay is the line, whatever was in front of it (a shell, a time). */
static bool
is_line(const struct explain *x, const struct ec_replay *r)
{
	for (size_t i = 0; i < r->nerrors; i++) {
		const char *tail = strstr(r->errors[i], ": ");

		if (strstr(x->text, r->errors[i]) != NULL ||
		    (tail != NULL && strstr(x->text, tail + 2) != NULL))
			return true;
	}
	for (size_t i = 0; i < r->nwarnings; i++)
		if (strstr(x->text, r->warnings[i]) != NULL)
			return true;
	return false;
}

static struct ec_replay *
replay(struct explain *x)
{
	struct ec_replay *r = arena_alloc(&x->arena, sizeof(*r));
	const char *dlopens[2] = {NULL, NULL};

	/* a line of dlopen(3) names no program: the library is what is asked for */
	if (x->line.program == NULL && x->line.file != NULL && strcmp(x->line.who, "musl") != 0)
		dlopens[0] = x->line.file;
	if (ec_replay_run(&x->session, x->program, dlopens, &x->arena, r) != 0)
		return NULL;
	ec_conclude(r, !x->json);
	return r;
}

void
explain_try_replay(struct explain *x)
{
	const char *dir;

	x->replay = replay(x);
	if (x->replay == NULL)
		return;
	x->reproduced = is_line(x, x->replay);
	if (x->reproduced || x->line.file == NULL || strchr(x->line.file, '/') == NULL ||
	    ec_session_env(&x->session, "LD_LIBRARY_PATH") != NULL || x->nenv >= EXPLAIN_MAX_ENV)
		return;
	dir = ec_dirname(&x->session.arena, x->line.file);
	x->guessed = arena_printf(&x->session.arena, "LD_LIBRARY_PATH=%s", dir);
	x->env[x->nenv] = x->guessed;
	x->replay = replay(x);
	x->reproduced = x->replay != NULL && is_line(x, x->replay);
	if (x->reproduced)
		return;
	x->env[x->nenv] = NULL;
	x->guessed = NULL;
	x->replay = replay(x);
}

void
explain_ask_for_library(struct explain *x)
{
	static const char *const others[] = {
	    "/bin/sh", "/usr/bin/env", "/bin/bash", "/bin/busybox"};
	struct ec_replay *r = arena_alloc(&x->arena, sizeof(*r));
	const char *slash;
	const char *dlopens[2] = {NULL, NULL};

	if (x->line.file == NULL)
		return;
	slash = strrchr(x->line.file, '/');
	dlopens[0] = slash == NULL ? x->line.file : slash + 1;
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		if (ec_session_path(&x->session, others[i])->error != 0 ||
		    ec_replay_run(&x->session, others[i], dlopens, &x->arena, r) != 0 ||
		    r->is_static)
			continue;
		ec_conclude(r, !x->json);
		for (size_t k = 0; k < r->nneeds; k++)
			if (r->needs[k]->dlopened)
				x->asked = r->needs[k];
		return;
	}
}

/* Which of two version names is newer: runs of digits compare as numbers. */
static bool
is_newer(const char *a, const char *b)
{
	while (*a != '\0' && *b != '\0') {
		if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
			char *end_a;
			char *end_b;
			unsigned long va = strtoul(a, &end_a, 10);
			unsigned long vb = strtoul(b, &end_b, 10);

			if (va != vb)
				return va > vb;
			a = end_a;
			b = end_b;
		} else if (*a != *b) {
			return *a > *b;
		} else {
			a++;
			b++;
		}
	}
	return *a != '\0';
}

/*
 * For a version that is missing: whether the library that is found has it, and what the newest of
 * that kind is (GLIBC_2.36 where GLIBC_2.38 is asked for); NULL: there is none.
 */
static bool
has_version(const struct explain *x, const struct ec_obj *obj, const char **newest)
{
	size_t kind = strcspn(x->line.symbol, "0123456789");

	*newest = NULL;
	for (uint32_t i = 0; i < obj->ndefs; i++) {
		const char *name = ec_str(obj, obj->defs[i].name);

		if (strcmp(name, x->line.symbol) == 0)
			return true;
		if (kind > 0 && strncmp(name, x->line.symbol, kind) == 0 &&
		    isdigit((unsigned char)name[kind]) &&
		    (*newest == NULL || is_newer(name, *newest)))
			*newest = name;
	}
	return false;
}

bool
explain_is_answer(const struct explain *x, const char **newest)
{
	const struct ec_need *n = x->asked;

	*newest = NULL;
	if (n->status != EC_STATUS_OK || n->picked_name == NULL || n->picked->file == NULL)
		return false;
	return x->line.cause != EXPLAIN_VERSION || x->line.symbol == NULL ||
	       n->picked->file->obj == NULL || has_version(x, n->picked->file->obj, newest);
}
