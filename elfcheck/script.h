/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Scripts: what execve(2) runs for a file that starts with "#!" (Linux' fs/binfmt_script.c,
 * FreeBSD's sys/kern/imgact_shell.c), and what env(1) runs then.
 */
#ifndef ELFCHECK_SCRIPT_H
#define ELFCHECK_SCRIPT_H

#include "elfcheck/arena.h"
#include "elfcheck/view.h"

enum {
	EC_SCRIPTS_MAX = 5, /* Linux follows as many; FreeBSD only the first */
};

struct ec_script {
	const char *path; /* the script, as the program sees it */
	const char *interpreter;
	const char *argument; /* the rest of the line, one argument; NULL: none */
};

/* Whether path is a script; its interpreter then. Strings live in a. */
bool ec_script_read(
    const struct ec_view *v, const char *path, struct arena *a, struct ec_script *out);

/*
 * The command that env(1) would run for the script, or NULL: its interpreter is no env, or the line
 * gives it options other than -S.
 */
const char *ec_script_env_command(const struct ec_script *script, struct arena *a);

#endif
