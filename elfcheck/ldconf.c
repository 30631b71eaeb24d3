/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/ldconf.h"

#include "elfcheck/slurp.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\f' || c == '\r' || c == '\v';
}

static void
include_file(const struct ec_view *v, const char *path, int depth, struct ldconf *out)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	cleanup_free char *text = NULL;
	size_t len;

	if (depth > LDCONF_MAX_DEPTH || out->files >= LDCONF_MAX_FILES) {
		out->truncated = true;
		return;
	}
	if (ec_view_open(v, path, &hit) != 0 || !S_ISREG(hit.st.st_mode))
		return;
	out->files++;
	if (slurp_start(hit.fd, &hit.st, LDCONF_MAX_FILE, &text, &len) == 0)
		ldconf_parse(v, arena_strdup(out->arena, path), text, len, depth, out);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in directory dir that match one component of a pattern, sorted. */
static size_t
matches(const struct ec_view *v, const char *dir, const char *pattern, char ***out)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	cleanup_dir DIR *d = NULL;
	cleanup_free char **names = NULL;
	const struct dirent *e;
	size_t n = 0;
	size_t cap = 0;

	if (ec_view_open(v, dir, &hit) != 0 || !S_ISDIR(hit.st.st_mode))
		return 0;
	d = fdopendir(hit.fd);
	if (d == NULL)
		return 0;
	(void)steal_fd(&hit.fd);
	while ((e = readdir(d)) != NULL && n < LDCONF_MAX_FILES) {
		if (fnmatch(pattern, e->d_name, FNM_PERIOD) != 0)
			continue;
		if (n == cap) {
			char **wider;

			cap = cap == 0 ? 16 : cap * 2;
			wider = realloc(names, cap * sizeof(*names));
			if (wider == NULL)
				break;
			names = wider;
		}
		names[n] = strdup(e->d_name);
		if (names[n] == NULL)
			break;
		n++;
	}
	if (n > 0)
		qsort(names, n, sizeof(*names), by_name);
	*out = steal_ptr(names);
	return n;
}

/* Include every file that pattern (absolute) names; done is how much of it is a literal path. */
static void
include_glob(
    const struct ec_view *v, const char *pattern, size_t done, int depth, struct ldconf *out)
{
	const char *part = pattern + done;
	size_t literal = done;
	const char *end;
	const char *dir;
	const char *component;
	cleanup_free char **names = NULL;
	size_t n;

	/* go on to the first component with a wildcard in it */
	for (;;) {
		while (*part == '/')
			part++;
		end = part + strcspn(part, "/");
		if (part == end) {
			include_file(v, pattern, depth, out);
			return;
		}
		if (strcspn(part, "*?[\\") < (size_t)(end - part))
			break;
		part = end;
		literal = (size_t)(part - pattern);
	}
	dir = arena_strndup(out->arena, pattern, literal == 0 ? 1 : literal);
	component = arena_strndup(out->arena, part, (size_t)(end - part));
	n = matches(v, dir, component, &names);
	for (size_t i = 0; i < n; i++) {
		cleanup_free char *name = names[i];
		cleanup_free char *next = NULL;

		if (out->files < LDCONF_MAX_FILES &&
		    asprintf(&next, "%s%s%s%s", dir, literal == 0 ? "" : "/", name, end) >= 0)
			include_glob(v, next, strlen(next) - strlen(end), depth, out);
	}
}

static void
include_line(const struct ec_view *v, const char *path, char *globs, int depth, struct ldconf *out)
{
	char *glob;

	if (v == NULL)
		return;
	while ((glob = strsep(&globs, " \t\f\r\v")) != NULL) {
		cleanup_free char *full = NULL;
		const char *slash = strrchr(path, '/');

		if (*glob == '\0')
			continue;
		if (*glob == '/')
			full = strdup(glob);
		else if (asprintf(&full, "%.*s/%s", slash == NULL ? 0 : (int)(slash - path), path,
			     glob) < 0)
			full = NULL;
		if (full != NULL)
			include_glob(v, full, 0, depth + 1, out);
	}
}

static void
directory_line(const char *path, unsigned line, char *dir, struct ldconf *out)
{
	char *suffix = strrchr(dir, '=');
	size_t len;

	if (suffix != NULL && strncasecmp(suffix, "=libc", 5) == 0)
		*suffix = '\0';
	len = strlen(dir);
	while (len > 0 && is_blank(dir[len - 1]))
		len--;
	while (len > 1 && dir[len - 1] == '/')
		len--;
	dir[len] = '\0';
	if (dir[0] != '/') /* ldconfig: "relative path used", and goes on without it */
		return;
	if (out->ndirs >= LDCONF_MAX_DIRS) {
		out->truncated = true;
		return;
	}
	out->dirs = arena_grow(out->arena, out->dirs, out->ndirs, &out->cap, sizeof(*out->dirs));
	out->dirs[out->ndirs++] =
	    (struct ldconf_dir){.dir = arena_strdup(out->arena, dir), .file = path, .line = line};
}

void
ldconf_parse(const struct ec_view *v, const char *path, char *text, size_t len, int depth,
    struct ldconf *out)
{
	char *next = text;
	unsigned number = 0;

	text[len] = '\0';
	while (next != NULL && next < text + len) {
		char *line = next;
		char *end = memchr(line, '\n', (size_t)(text + len - line));
		size_t left;

		number++;
		next = end == NULL ? NULL : end + 1;
		if (end != NULL)
			*end = '\0';
		line[strcspn(line, "#")] = '\0';
		while (is_blank(*line))
			line++;
		left = strlen(line);
		if (left == 0)
			continue;
		if (strncmp(line, "include", 7) == 0 && is_blank(line[7]))
			include_line(v, path, line + 8, depth, out);
		else if (strncasecmp(line, "hwcap", 5) == 0 && is_blank(line[5]))
			continue;
		else
			directory_line(path, number, line, out);
	}
}

errnum
ldconf_read(const struct ec_view *v, const char *path, struct arena *a, struct ldconf *out)
{
	*out = (struct ldconf){.arena = a};
	include_file(v, path, 0, out);
	return 0;
}

const struct ldconf_dir *
ldconf_find(const struct ldconf *conf, const char *dir)
{
	for (size_t i = 0; i < conf->ndirs; i++)
		if (strcmp(conf->dirs[i].dir, dir) == 0)
			return &conf->dirs[i];
	return NULL;
}
