/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/libmap.h"

#include "elfcheck/slurp.h"

#include <ctype.h>
#include <dirent.h>
#include <string.h>

enum {
	MAX_CONF = 1 << 20, /* of a file that is read */
	MAX_LINE = 1024, /* rtld's: the rest of a longer line is not looked at */
	MAX_FILES = 256, /* a file is read once, so this bounds includes */
};

static const char everywhere[] = "$DEFAULT$";

struct reading {
	struct libmap *m;
	const struct ec_view *v;
	struct arena *a;
	struct {
		dev_t dev;
		ino_t ino;
	} seen[MAX_FILES];
	size_t nseen;
};

/* Where a constraint's rules are, by the constraint itself or by an object's path. */
static struct libmap_group *
find_group(const struct libmap *m, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash == NULL ? path : slash + 1;

	for (struct libmap_group *g = m->groups; g != NULL; g = g->next) {
		size_t len = strlen(g->object);

		if (g->object[len - 1] == '/') {
			if (strncmp(path, g->object, len) == 0)
				return g;
		} else if (strcmp(strchr(g->object, '/') == NULL ? base : path, g->object) == 0) {
			return g;
		}
	}
	return NULL;
}

static void
add_rule(struct reading *in, const char *object, struct libmap_rule rule)
{
	struct libmap_group *g = find_group(in->m, object);
	struct libmap_rule *copy = arena_alloc(in->a, sizeof(*copy));

	if (g == NULL) {
		g = arena_alloc(in->a, sizeof(*g));
		g->object = object;
		g->rules = NULL;
		g->next = in->m->groups;
		in->m->groups = g;
	}
	*copy = rule;
	copy->next = g->rules;
	g->rules = copy;
}

static bool
ends_line(char c)
{
	return c == '\0' || c == '#' || c == '\n';
}

/* The next word of a line, terminated in place; NULL when there is none. */
static char *
next_word(char **at, char stop)
{
	char *word = *at;
	char *end;

	if (ends_line(*word) || *word == stop)
		return NULL;
	end = word + 1;
	while (!isspace((unsigned char)*end) && !ends_line(*end) && *end != stop)
		end++;
	*at = end;
	while (isspace((unsigned char)**at))
		*(*at)++ = '\0';
	return word;
}

static void read_file(struct reading *in, const char *path);

/* All *.conf files of a directory, in the order in which they are listed. */
static void
read_dir(struct reading *in, const char *path)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	cleanup_dir DIR *dir = NULL;
	struct dirent *de;
	int fd;

	if (ec_view_open(in->v, path, &hit) != 0 || !S_ISDIR(hit.st.st_mode))
		return;
	fd = dup(hit.fd);
	dir = fd < 0 ? NULL : fdopendir(fd);
	if (dir == NULL)
		close_fd(&fd);
	while (dir != NULL && (de = readdir(dir)) != NULL) {
		size_t len = strlen(de->d_name);

		if (len > 5 && strcmp(de->d_name + len - 5, ".conf") == 0)
			read_file(in, arena_printf(in->a, "%s/%s", path, de->d_name));
	}
}

/* "[OBJECT]": the constraint of the lines that follow, or NULL when it is none. */
static const char *
take_constraint(struct reading *in, char *at)
{
	char *object;
	bool closed;

	while (isspace((unsigned char)*at))
		at++;
	object = at;
	while (!ends_line(*at) && *at != ']' && !isspace((unsigned char)*at))
		at++;
	if (at == object)
		return NULL;
	closed = *at == ']';
	if (!closed) {
		while (isspace((unsigned char)*at))
			*at++ = '\0';
		closed = *at == ']';
	}
	if (!closed)
		return NULL;
	*at++ = '\0';
	while (isspace((unsigned char)*at))
		at++;
	return ends_line(*at) ? arena_strdup(in->a, object) : NULL;
}

static void
take_line(struct reading *in, char *at, const char **object, const char *file, unsigned line)
{
	char *from;
	char *to;

	while (isspace((unsigned char)*at))
		at++;
	if (ends_line(*at))
		return;
	if (*at == '[') {
		const char *next = take_constraint(in, at + 1);

		if (next != NULL)
			*object = next;
		return;
	}
	from = next_word(&at, '\0');
	to = from == NULL ? NULL : next_word(&at, '\0');
	if (to == NULL || !ends_line(*at))
		return;
	*at = '\0';
	if (strcmp(from, "includedir") == 0)
		read_dir(in, arena_strdup(in->a, to));
	else if (strcmp(from, "include") == 0)
		read_file(in, arena_strdup(in->a, to));
	else
		add_rule(in, *object,
		    (struct libmap_rule){.from = arena_strdup(in->a, from),
			.to = arena_strdup(in->a, to),
			.file = file,
			.line = line});
}

static void
take_text(struct reading *in, char *text, const char *file)
{
	const char *object = everywhere;
	unsigned line = 0;
	char *next;

	for (; text != NULL && *text != '\0'; text = next) {
		next = strchr(text, '\n');
		if (next != NULL)
			*next++ = '\0';
		if (strlen(text) >= MAX_LINE)
			text[MAX_LINE - 1] = '\0';
		take_line(in, text, &object, file, ++line);
	}
}

static void
read_file(struct reading *in, const char *path)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	cleanup_free char *text = NULL;
	size_t len;

	if (path[0] != '/' || ec_view_open(in->v, path, &hit) != 0 || !S_ISREG(hit.st.st_mode))
		return;
	for (size_t i = 0; i < in->nseen; i++)
		if (in->seen[i].dev == hit.st.st_dev && in->seen[i].ino == hit.st.st_ino)
			return;
	if (in->nseen == MAX_FILES)
		return;
	in->seen[in->nseen].dev = hit.st.st_dev;
	in->seen[in->nseen++].ino = hit.st.st_ino;
	if (slurp_start(hit.fd, &hit.st, MAX_CONF, &text, &len) == 0)
		take_text(in, text, path);
}

void
libmap_read(
    struct libmap *m, const struct ec_view *v, const char *path, const char *text, struct arena *a)
{
	struct reading in = {.m = m, .v = v, .a = a};

	m->groups = NULL;
	read_file(&in, path);
	if (text != NULL) {
		char *copy = arena_strdup(a, text);

		for (char *c = copy; *c != '\0'; c++)
			*c = *c == '=' ? ' ' : *c == ',' ? '\n' : *c;
		take_text(&in, copy, "LD_LIBMAP");
	}
}

static const struct libmap_rule *
find_rule(const struct libmap_group *g, const char *name)
{
	for (const struct libmap_rule *r = g == NULL ? NULL : g->rules; r != NULL; r = r->next)
		if (strcmp(r->from, name) == 0)
			return r;
	return NULL;
}

const struct libmap_rule *
libmap_find(const struct libmap *m, const char *path, const char *name)
{
	const struct libmap_rule *rule = find_rule(find_group(m, path), name);

	return rule != NULL ? rule : find_rule(find_group(m, everywhere), name);
}
