/* SPDX-License-Identifier: BSD-2-Clause */
/* LD_PRELOAD and /etc/ld.so.preload, as elf/rtld.c reads them. */
#include "elfcheck/loader_glibc.h"

#include <string.h>

enum {
	SECURE_NAME_LIMIT = 255, /* rtld.c: longer names are dropped in setuid programs */
	SECURE_PATH_LIMIT = 4096, /* rtld.c: longer elements of LD_PRELOAD are dropped */
};

static void
preload(struct ec_replay *r, const char *name, const char *where)
{
	struct glibc_search q = {.r = r, .name = name, .loader = r->maps[0], .secure = true};
	struct glibc_failure why;
	struct ec_map *m;

	q.n = ec_replay_need(r, name, NULL);
	q.n->optional = true;
	q.n->listed = where;
	m = glibc_map(&q, &why);
	q.n->map = m;
	if (m != NULL) {
		m->preloaded = true;
		if (q.n->via != EC_VIA_LOADED) {
			q.n->where = q.n->where == NULL
					 ? where
					 : arena_printf(r->a, "%s, found by %s", where, q.n->where);
			q.n->via = EC_VIA_PRELOAD;
		}
		return;
	}
	if (why.words == NULL) {
		ec_replay_error(r, NULL);
		return;
	}
	q.n->message = arena_printf(r->a,
	    "ERROR: ld.so: object '%s' from %s cannot be preloaded (%s): ignored.", name, where,
	    why.words);
	ec_replay_warning(r, q.n->message);
}

bool
glibc_name_is_valid(const struct ec_replay *r, const char *name)
{
	if (r->secure && (strlen(name) >= SECURE_NAME_LIMIT || strchr(name, '/') != NULL))
		return false;
	return *name != '\0';
}

static void
preload_variable(struct ec_replay *r)
{
	const char *p = ec_session_env(r->s, "LD_PRELOAD");

	while (p != NULL && *p != '\0') {
		size_t len = strcspn(p, " :");

		if (len > 0 && len < SECURE_PATH_LIMIT) {
			const char *name = arena_strndup(r->a, p, len);

			if (glibc_name_is_valid(r, name))
				preload(r, name, "LD_PRELOAD");
		}
		p += len;
		if (*p != '\0')
			p++;
	}
}

/*
 * Comments become blanks, as rtld.c has it: each search for '#' starts at the top again, but looks
 * at no more bytes than are left behind the last comment, so that later comments can be missed.
 */
static void
blank_comments(char *text, size_t rest)
{
	while (rest > 0) {
		char *c = memchr(text, '#', rest);

		if (c == NULL)
			break;
		rest -= (size_t)(c - text);
		do
			*c = ' ';
		while (--rest > 0 && *++c != '\n');
	}
}

static void
preload_file(struct ec_replay *r)
{
	static const char path[] = "/etc/ld.so.preload";
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	char text[65536];
	ssize_t n;
	char *p = text;
	char *name;

	r->last_errno = ec_view_open(&r->s->view, path, &hit);
	if (r->last_errno != 0 || !S_ISREG(hit.st.st_mode))
		return;
	n = pread(hit.fd, text, sizeof(text) - 1, 0);
	if (n <= 0)
		return;
	text[n] = '\0';
	blank_comments(text, (size_t)n);
	while ((name = strsep(&p, ": \t\n")) != NULL)
		if (*name != '\0')
			preload(r, arena_strdup(r->a, name), path);
}

void
glibc_preloads(struct ec_replay *r)
{
	preload_variable(r);
	preload_file(r);
}
