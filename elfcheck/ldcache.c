/* SPDX-License-Identifier: BSD-2-Clause */
/* ld.so.cache is taken apart: its formats, its extensions, its entries. */
#include "elfcheck/ldcache.h"

#include "elfcheck/ldcache_hwcap.h"
#include "elfcheck/slurp.h"

#include <string.h>

static const char old_magic[] = "ld.so-1.7.0";
static const char new_magic[] = "glibc-ld.so.cache1.1";

enum {
	OLD_HEADER = 16, /* 11 bytes of magic, one of padding, u32 nlibs */
	OLD_ENTRY = 12, /* i32 flags, u32 key, u32 value */
	NEW_HEADER = 48,
	NEW_ENTRY = 24, /* …, u32 osversion, u64 hwcap */
	NEW_NLIBS = 20, /* offsets in the new header */
	NEW_FLAGS = 28,
	NEW_EXTENSION = 32,
	EXT_HEADER = 8, /* u32 magic, u32 count */
	EXT_SECTION = 16, /* u32 tag, flags, offset, size */
	EXT_TAG_GENERATOR = 0,
	EXT_TAG_HWCAPS = 1,
	EXT_MAX_SECTIONS = 64,
};

#define EXT_MAGIC 0xeaa42174U

static uint32_t
u32_at(const struct ldcache *c, size_t off)
{
	const unsigned char *p = (const unsigned char *)c->bytes + off;

	if (c->big)
		return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static uint64_t
u64_at(const struct ldcache *c, size_t off)
{
	uint64_t a = u32_at(c, off);
	uint64_t b = u32_at(c, off + 4);

	return c->big ? a << 32 | b : b << 32 | a;
}

/* A string at offset off of the string table; NULL when the loader would not look at it. */
static const char *
string_at(const struct ldcache *c, uint32_t off)
{
	if (off >= c->limit)
		return NULL;
	if (c->strings + off >= c->size) /* a cut off compat cache: the rest of the page is zeros */
		return c->bytes + c->size;
	return c->bytes + c->strings + off; /* ends at the latest at our own NUL */
}

static void
read_extensions(struct ldcache *c, size_t header)
{
	size_t at = u32_at(c, header + NEW_EXTENSION);
	uint32_t n;

	/* relative to the whole file in a new cache; ldconfig writes it so in a compat one too */
	if (at == 0 || at % 4 != 0 || at > c->size || c->size - at < EXT_HEADER)
		return;
	if (u32_at(c, at) != EXT_MAGIC)
		return;
	n = u32_at(c, at + 4);
	if (n > EXT_MAX_SECTIONS || (c->size - at - EXT_HEADER) / EXT_SECTION < n)
		return;
	for (uint32_t i = 0; i < n; i++) {
		size_t section = at + EXT_HEADER + i * (size_t)EXT_SECTION;
		uint32_t tag = u32_at(c, section);
		uint32_t off = u32_at(c, section + 8);
		uint32_t size = u32_at(c, section + 12);

		if (off > c->size || c->size - off < size)
			continue;
		if (tag == EXT_TAG_GENERATOR) {
			c->generator = c->bytes + off;
			c->generator_len = strnlen(c->generator, size);
		} else if (tag == EXT_TAG_HWCAPS && off % 4 == 0 && size % 4 == 0) {
			c->hwcaps = off;
			c->nhwcaps = size / 4;
		}
	}
}

/* Take the new header at offset header; false when the loader would ignore the whole cache. */
static bool
take_new(struct ldcache *c, size_t header)
{
	unsigned order = (unsigned char)c->bytes[header + NEW_FLAGS] & 3;

	/* 0: written before 2.33, which says nothing; 1: invalid; 2: little; 3: big endian */
	if (order == 1 || (order != 0 && (order == 3) != c->big))
		return false;
	c->count = u32_at(c, header + NEW_NLIBS);
	c->entries = header + NEW_HEADER;
	c->entry_size = NEW_ENTRY;
	c->strings = header;
	c->limit = c->size;
	read_extensions(c, header);
	return true;
}

errnum
ldcache_parse(char *bytes, size_t len, bool big, struct ldcache *out)
{
	struct ldcache c = {.bytes = bytes, .size = len, .big = big};
	size_t inner;

	bytes[len] = '\0';
	if (len >= NEW_HEADER && memcmp(bytes, new_magic, sizeof(new_magic) - 1) == 0) {
		c.format = LDCACHE_NEW;
		if ((len - NEW_HEADER) / NEW_ENTRY < u32_at(&c, NEW_NLIBS) || !take_new(&c, 0))
			return EINVAL;
		*out = c;
		return 0;
	}
	if (len < OLD_HEADER || memcmp(bytes, old_magic, sizeof(old_magic) - 1) != 0)
		return EINVAL;
	c.format = LDCACHE_OLD;
	c.count = u32_at(&c, 12);
	if ((len - OLD_HEADER) / OLD_ENTRY < c.count)
		return EINVAL;
	c.entries = OLD_HEADER;
	c.entry_size = OLD_ENTRY;
	c.strings = OLD_HEADER + (size_t)c.count * OLD_ENTRY;
	c.limit = len - c.strings;
	inner = (c.strings + 7) / 8 * 8;
	if (inner + NEW_HEADER <= len &&
	    memcmp(bytes + inner, new_magic, sizeof(new_magic) - 1) == 0) {
		c.format = LDCACHE_COMPAT;
		if (!take_new(&c, inner))
			return EINVAL;
		/* the loader does not check this table's length; we do */
		if ((len - c.entries) / NEW_ENTRY < c.count)
			c.count = (uint32_t)((len - c.entries) / NEW_ENTRY);
	}
	*out = c;
	return 0;
}

errnum
ldcache_read(int fd, const struct stat *st, bool big, struct ldcache *out)
{
	cleanup_free char *bytes = NULL;
	size_t len;
	errnum error = slurp_file(fd, st, LDCACHE_MAX_SIZE, &bytes, &len);

	if (error == 0)
		error = ldcache_parse(bytes, len, big, out);
	if (error == 0)
		(void)steal_ptr(bytes);
	return error;
}

void
ldcache_release(struct ldcache *c)
{
	free(c->bytes);
	memset(c, 0, sizeof(*c));
}

/* Name i of the table of glibc-hwcaps names: offsets from the start of the file. */
static const char *
hwcap_name(const struct ldcache *c, uint32_t i)
{
	uint32_t off;

	if (i >= c->nhwcaps)
		return NULL;
	off = u32_at(c, c->hwcaps + 4 * (size_t)i);
	return off < c->size ? c->bytes + off : NULL;
}

void
ldcache_entry(const struct ldcache *c, uint32_t i, struct ldcache_entry *out)
{
	size_t at = c->entries + i * c->entry_size;

	out->flags = (int32_t)u32_at(c, at);
	out->name = string_at(c, u32_at(c, at + 4));
	out->path = string_at(c, u32_at(c, at + 8));
	out->osversion = 0;
	out->hwcap = 0;
	out->hwcap_name = NULL;
	if (c->entry_size == NEW_ENTRY) {
		out->osversion = u32_at(c, at + 12);
		out->hwcap = u64_at(c, at + 16);
		if (hwcap_is_named(out->hwcap))
			out->hwcap_name = hwcap_name(c, (uint32_t)out->hwcap);
	}
}
