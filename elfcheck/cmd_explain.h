/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The parts of the explain command among themselves: cmd_explain.c takes the options and the line,
 * explain_examine.c finds out what the line is about here, explain_print.c says it.
 */
#ifndef ELFCHECK_CMD_EXPLAIN_H
#define ELFCHECK_CMD_EXPLAIN_H

#include "elfcheck/cli.h"
#include "elfcheck/explain.h"
#include "elfcheck/replay.h"

enum {
	EXPLAIN_MAX_ENV = 64,
};

/* One line, where it is looked at, and what came of it. */
struct explain {
	const char *compat;
	const char *root;
	const char *env[EXPLAIN_MAX_ENV + 2];
	size_t nenv;
	const char *cwd;
	bool json;
	enum tr_form form;
	struct tr_roots roots;
	struct ec_session session;
	struct arena arena;
	struct explained line;
	const char *text; /* the line itself */
	const char *program; /* where it is, or NULL */
	struct ec_replay *replay; /* NULL: there is no program to replay */
	bool reproduced; /* the replay gives the very line */
	const char *guessed; /* the variable that made it do so, or NULL */
	/* without the program: the library, asked for by another one */
	const struct ec_need *asked;
};

/* The program of the line as a path: as it is, or where a shell would find it. NULL: it is not. */
const char *explain_find_program(struct explain *x, const char *name);
/* Replay x->program's search, with the variable that gives the line if it takes one. */
void explain_try_replay(struct explain *x);
/* The program is not here: ask for its library from some other program of the tree. */
void explain_ask_for_library(struct explain *x);
/*
 * Whether the library that the search for x->asked comes to is the answer: not when it is too old.
 * Then *newest is the newest version of the kind that it has, or NULL.
 */
bool explain_is_answer(const struct explain *x, const char **newest);

/* All of it on standard output, for programs and for people. */
void explain_put_json(struct explain *x);
void explain_put_text(struct explain *x);

#endif
