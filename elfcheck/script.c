/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/script.h"

#include "elfcheck/slurp.h"

#include <string.h>

enum {
	MAX_LINE = 256, /* Linux' BINPRM_BUF_SIZE; FreeBSD takes a page */
};

static const char blanks[] = " \t";

bool
ec_script_read(const struct ec_view *v, const char *path, struct arena *a, struct ec_script *out)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	char line[MAX_LINE + 1];
	size_t len;
	char *end;
	char *at;

	if (ec_view_open(v, path, &hit) != 0 || !S_ISREG(hit.st.st_mode) ||
	    slurp_at(hit.fd, 0, line, MAX_LINE, &len) != 0 || len < 2 || line[0] != '#' ||
	    line[1] != '!')
		return false;
	line[len] = '\0';
	end = line + strcspn(line, "\n");
	if (*end == '\0' && len == MAX_LINE &&
	    strpbrk(line + 2 + strspn(line + 2, blanks), blanks) == NULL)
		return false; /* the interpreter's name may be cut off */
	*end = '\0';
	while (end > line + 2 && strchr(blanks, end[-1]) != NULL)
		*--end = '\0';
	at = line + 2 + strspn(line + 2, blanks);
	if (*at == '\0')
		return false;
	out->path = path;
	out->interpreter = arena_strndup(a, at, strcspn(at, blanks));
	at += strcspn(at, blanks);
	at += strspn(at, blanks);
	out->argument = *at == '\0' ? NULL : arena_strdup(a, at);
	return true;
}

const char *
ec_script_env_command(const struct ec_script *script, struct arena *a)
{
	const char *slash = strrchr(script->interpreter, '/');
	const char *at = script->argument;
	bool split = false;

	if (at == NULL || strcmp(slash == NULL ? script->interpreter : slash + 1, "env") != 0)
		return NULL;
	if (strncmp(at, "-S", 2) == 0) {
		split = true;
		at += 2;
		at += strspn(at, blanks);
	}
	if (!split) /* all of it is one argument, blanks and all */
		return *at == '-' || strchr(at, '=') != NULL ? NULL : at;
	while (*at != '\0' && *at != '-') {
		size_t len = strcspn(at, blanks);

		if (memchr(at, '=', len) == NULL)
			return arena_strndup(a, at, len);
		at += len;
		at += strspn(at, blanks);
	}
	return NULL;
}
