/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program as execve(2) takes it: an ELF file is replayed itself, for a script what runs it.
 */
#include "elfcheck/replay.h"

#include <string.h>

/* What cannot be run for a script, in the words of who tries: execve(2) by a shell, or env(1). */
static void
script_fails(struct ec_replay *r, const char *interpreter, errnum error, const char *line)
{
	static const struct ec_profile none = {.kind = EC_LOADER_AUTO, .path = ""};

	r->program = r->asked;
	r->program_path = ec_session_path(r->s, r->asked);
	r->profile = &none;
	r->no_loader = true;
	r->starts = false;
	r->nneeds = 0; /* (of env) */
	r->interp = interpreter;
	r->interp_error = error;
	r->cannot =
	    arena_printf(r->a, "%s, which its first line names: %s", interpreter, strerror(error));
	ec_replay_error(r, line);
}

/* Where a shell or env(1) would find a command. */
static const char *
in_path(struct ec_session *s, const char *command, struct arena *a)
{
	const char *list = ec_session_env(s, "PATH");

	if (strchr(command, '/') != NULL)
		return command;
	if (list == NULL)
		list = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
	while (*list != '\0') {
		size_t len = strcspn(list, ":");
		const char *path = arena_printf(a, "%.*s/%s", (int)len, list, command);
		const struct ec_path *p = ec_session_path(s, path);

		if (p->error == 0 && S_ISREG(p->file->mode) && (p->file->mode & 0111) != 0)
			return path;
		list += len;
		if (*list == ':')
			list++;
	}
	return NULL;
}

errnum
ec_replay_run(struct ec_session *s, const char *program, const char *const *dlopens,
    struct arena *a, struct ec_replay *out)
{
	struct ec_script steps[EC_SCRIPTS_MAX];
	const char *asked = program;
	const char *command = NULL;
	size_t n = 0;
	size_t depth = 0; /* of scripts in one execve(2): FreeBSD's kernel allows one */
	errnum error;

	for (;;) {
		error = ec_replay_elf(s, program, command == NULL ? dlopens : NULL, a, out);
		out->asked = asked;
		memcpy(out->scripts, steps, n * sizeof(*steps));
		out->nscripts = n;
		if (command != NULL && error == 0 && !out->fails) { /* env starts: what it runs */
			const char *found = in_path(s, command, a);

			program = found;
			if (found == NULL) {
				script_fails(out, command, ENOENT,
				    arena_printf(a, "%s: '%s': %s", steps[n - 1].interpreter,
					command, strerror(ENOENT)));
				return 0;
			}
			command = NULL;
			depth = 0;
			continue;
		}
		if (error == 0 || (n == 0 && error != ENOEXEC))
			return error;
		if (error == ENOEXEC && n < EC_SCRIPTS_MAX &&
		    !(s->view.form == TR_KERNEL && depth > 0) &&
		    ec_script_read(&s->view, program, a, &steps[n])) {
			program = steps[n].interpreter;
			command = ec_script_env_command(&steps[n], a);
			n++;
			depth++;
			continue;
		}
		if (n == 0)
			return error;
		script_fails(
		    out, program, error, arena_printf(a, "%s: %s", asked, strerror(error)));
		return 0;
	}
}
