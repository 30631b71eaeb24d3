/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Dynamic string tokens: $ORIGIN, $LIB, $PLATFORM, with or without braces.
 * Mirrors glibc's elf/dl-load.c is_dst(), _dl_dst_substitute() and is_trusted_path_normalize().
 */
#include "elfcheck/loader.h"

#include <ctype.h>
#include <string.h>

enum token {
	TOKEN_NONE,
	TOKEN_ORIGIN,
	TOKEN_PLATFORM,
	TOKEN_LIB,
};

/* The token at s, just behind its '$'; *len is its length with braces. */
static enum token
token_at(const char *s, size_t *len)
{
	static const struct {
		const char *name;
		enum token token;
	} known[] = {
	    {"ORIGIN", TOKEN_ORIGIN},
	    {"PLATFORM", TOKEN_PLATFORM},
	    {"LIB", TOKEN_LIB},
	};
	bool curly = *s == '{';

	if (curly)
		s++;
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		size_t n = strlen(known[i].name);
		unsigned char after;

		if (strncmp(s, known[i].name, n) != 0)
			continue;
		after = (unsigned char)s[n];
		if ((curly && after != '}') || isalnum(after) || after == '_')
			continue;
		*len = curly ? n + 2 : n;
		return known[i].token;
	}
	return TOKEN_NONE;
}

bool
ec_has_tokens(const char *s)
{
	size_t len;

	for (s = strchr(s, '$'); s != NULL; s = strchr(s + 1, '$'))
		if (token_at(s + 1, &len) != TOKEN_NONE)
			return true;
	return false;
}

/* path with ".", ".." and double slashes taken out and one at the end, if that lies in a default
 * directory; else NULL. */
static const char *
trusted(const struct ec_profile *p, const char *path, struct arena *a)
{
	size_t len = strlen(path);
	char *flat = arena_alloc(a, len + 2);
	char *w = flat;

	if (len == 0)
		return NULL;
	while (*path != '\0') {
		if (path[0] == '/') {
			if (path[1] == '.' && path[2] == '.' &&
			    (path[3] == '/' || path[3] == '\0')) {
				while (w > flat) {
					w--;
					if (*w == '/')
						break;
				}
				path += 3;
				continue;
			}
			if (path[1] == '.' && (path[2] == '/' || path[2] == '\0')) {
				path += 2;
				continue;
			}
			if (w > flat && w[-1] == '/') {
				path++;
				continue;
			}
		}
		*w++ = *path++;
	}
	if (w == flat || w[-1] != '/')
		*w++ = '/';
	*w = '\0';
	for (size_t i = 0; i < p->ndirs; i++)
		if (strncmp(flat, p->dirs[i], strlen(p->dirs[i])) == 0)
			return flat;
	return NULL;
}

/* What $ORIGIN at s (just behind the '$') of the whole string start is, or NULL. In setuid programs
 * only the first component may be one. */
static const char *
origin_at(const struct ec_tokens *t, const char *start, const char *s, size_t len)
{
	if (!t->secure)
		return t->origin;
	return s == start + 1 && (s[len] == '\0' || s[len] == '/') ? t->origin : NULL;
}

const char *
ec_expand(const struct ec_tokens *t, const char *s, struct arena *a)
{
	const char *start = s;
	bool check = false;
	size_t cap = 1;
	char *out;
	char *w;

	if (!ec_has_tokens(s))
		return s;
	for (const char *q = s; *q != '\0'; q++) {
		cap++;
		if (*q == '$')
			cap += (t->origin == NULL ? 0 : strlen(t->origin)) +
			       (t->lib == NULL ? 0 : strlen(t->lib)) +
			       (t->platform == NULL ? 0 : strlen(t->platform));
	}
	out = w = arena_alloc(a, cap);
	while (*s != '\0') {
		const char *text = NULL;
		enum token token;
		size_t len = 0;

		if (*s != '$') {
			*w++ = *s++;
			continue;
		}
		s++;
		token = token_at(s, &len);
		switch (token) {
		case TOKEN_ORIGIN:
			text = origin_at(t, start, s, len);
			check = t->secure && t->main;
			break;
		case TOKEN_PLATFORM:
			text = t->platform;
			break;
		case TOKEN_LIB:
			text = t->lib;
			break;
		case TOKEN_NONE:
		default:
			*w++ = '$';
			continue;
		}
		if (text == NULL)
			return "";
		w = stpcpy(w, text);
		s += len;
	}
	*w = '\0';
	if (check) {
		const char *flat = trusted(t->profile, out, a);

		if (flat == NULL)
			return "";
		/* a correction that came between two versions, and to some older ones later */
		if (t->profile->version == 0 || t->profile->version >= EC_VERSION(2, 41, 0))
			return flat;
	}
	return out;
}
