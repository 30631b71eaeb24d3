/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/rpm_header.h"

#include <string.h>

enum {
	INTRO = 8, /* il and dl */
	ENTRY = 16,
	TAG_NAME = 1000,
	TAG_OLDFILENAMES = 1027, /* whole paths, before rpm 4 */
	TAG_DIRINDEXES = 1116, /* of each file: its directory's place in DIRNAMES */
	TAG_BASENAMES = 1117,
	TAG_DIRNAMES = 1118, /* with a trailing slash */
	TYPE_INT32 = 4,
	TYPE_STRING = 6,
	TYPE_STRING_ARRAY = 8,
};

static uint32_t
u32(const void *at)
{
	const uint8_t *p = at;

	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

bool
rpm_header_open(struct rpm_header *h, const void *bytes, size_t len)
{
	const uint8_t *p = bytes;

	if (len < INTRO)
		return false;
	h->nentries = u32(p);
	h->data_len = u32(p + 4);
	len -= INTRO;
	if (h->nentries > len / ENTRY || h->data_len > len - (size_t)h->nentries * ENTRY)
		return false;
	h->entries = p + INTRO;
	h->data = (const char *)h->entries + (size_t)h->nentries * ENTRY;
	return true;
}

/* What a tag of that type has: from *at to the end of the data at most, count items. */
struct items {
	const char *at;
	size_t left; /* bytes */
	uint32_t count;
};

static bool
find(const struct rpm_header *h, uint32_t tag, uint32_t type, struct items *out)
{
	for (uint32_t i = 0; i < h->nentries; i++) {
		const uint8_t *e = h->entries + (size_t)i * ENTRY;
		uint32_t off = u32(e + 8);

		if (u32(e) != tag)
			continue;
		if (u32(e + 4) != type || off >= h->data_len)
			return false;
		out->at = h->data + off;
		out->left = h->data_len - off;
		out->count = u32(e + 12);
		return true;
	}
	return false;
}

/* The next string of an array, or NULL when there is none that ends. */
static const char *
next_string(struct items *s)
{
	const char *string = s->at;
	const char *end = s->count == 0 ? NULL : memchr(s->at, '\0', s->left);

	if (end == NULL)
		return NULL;
	s->count--;
	s->left -= (size_t)(end - s->at) + 1;
	s->at = end + 1;
	return string;
}

/* String number i of an array (a copy, so that each search starts at the front). */
static const char *
string_at(struct items s, uint32_t i)
{
	const char *string = next_string(&s);

	while (string != NULL && i-- > 0)
		string = next_string(&s);
	return string;
}

const char *
rpm_header_name(const struct rpm_header *h)
{
	struct items s;
	const char *name = find(h, TAG_NAME, TYPE_STRING, &s) ? next_string(&s) : NULL;

	return name == NULL || *name == '\0' ? NULL : name;
}

static bool
has_old_file(const struct rpm_header *h, const char *path)
{
	struct items names;
	const char *name;

	if (!find(h, TAG_OLDFILENAMES, TYPE_STRING_ARRAY, &names))
		return false;
	while ((name = next_string(&names)) != NULL)
		if (strcmp(name, path) == 0)
			return true;
	return false;
}

bool
rpm_header_has_file(const struct rpm_header *h, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct items bases;
	struct items dirs;
	struct items indexes;
	const char *base;
	size_t dir_len;

	if (slash == NULL)
		return false;
	dir_len = (size_t)(slash - path) + 1;
	if (!find(h, TAG_BASENAMES, TYPE_STRING_ARRAY, &bases) ||
	    !find(h, TAG_DIRNAMES, TYPE_STRING_ARRAY, &dirs) ||
	    !find(h, TAG_DIRINDEXES, TYPE_INT32, &indexes))
		return has_old_file(h, path);
	for (uint32_t i = 0; (base = next_string(&bases)) != NULL; i++) {
		const char *dir;

		if (i >= indexes.count || indexes.left / 4 <= i)
			return false;
		if (strcmp(base, slash + 1) != 0)
			continue;
		dir = string_at(dirs, u32(indexes.at + (size_t)i * 4));
		if (dir != NULL && strlen(dir) == dir_len && memcmp(dir, path, dir_len) == 0)
			return true;
	}
	return false;
}
