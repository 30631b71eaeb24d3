/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * glibc's ld.so.cache: the old format (ld.so-1.7.0), the new one (glibc-ld.so.cache1.1), the old
 * with the new one inside (compat), and the extension directory with glibc-hwcaps names.
 *
 * The formats are those of glibc's sysdeps/generic/dl-cache.h; the look-up mirrors search_cache()
 * of elf/dl-cache.c (2.33 and later, 2.37 without the legacy masks) and its form before 2.33.
 * Nothing in the file is believed: every offset is checked, and the bytes are followed by a NUL of
 * our own.
 */
#ifndef ELFCHECK_LDCACHE_H
#define ELFCHECK_LDCACHE_H

#include "common/util.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

enum ldcache_format {
	LDCACHE_OLD,
	LDCACHE_COMPAT,
	LDCACHE_NEW,
};

enum {
	LDCACHE_MAX_SIZE = 64 << 20,
};

struct ldcache {
	enum ldcache_format format;
	char *bytes; /* owned; bytes[size] is NUL */
	size_t size;
	bool big; /* big endian */
	uint32_t count;
	size_t entries; /* offset of the first entry */
	size_t entry_size; /* 12 or 24 */
	size_t strings; /* what string offsets are relative to */
	size_t limit; /* the loader's own bound for a string offset */
	size_t hwcaps; /* offset of the table of glibc-hwcaps names, 0 when there is none */
	uint32_t nhwcaps;
	const char *generator; /* borrowed from bytes, not terminated; NULL when there is none */
	size_t generator_len;
};

struct ldcache_entry {
	int32_t flags;
	const char *name; /* NULL: the offset is bogus */
	const char *path; /* the same */
	uint32_t osversion;
	uint64_t hwcap;
	const char *hwcap_name; /* "x86-64-v3", or NULL */
};

/*
 * Parse len bytes at bytes (malloc'ed, with room for one more byte; taken over on success).
 * big: the byte order that the loader expects. EINVAL: no cache in any format, or one that the
 * loader would ignore.
 */
errnum ldcache_parse(char *bytes, size_t len, bool big, struct ldcache *out) MUST_CHECK;
/*
 * Read the cache open at fd and parse it; st is what fstat(2) said of it, or NULL. EFBIG: larger
 * than LDCACHE_MAX_SIZE.
 */
errnum ldcache_read(int fd, const struct stat *st, bool big, struct ldcache *out) MUST_CHECK;
void ldcache_release(struct ldcache *c);

/* Entry i (< count). */
void ldcache_entry(const struct ldcache *c, uint32_t i, struct ldcache_entry *out);

/* What the loader that asks is like. */
struct ldcache_want {
	int32_t flags; /* the flags word of its kind of library */
	bool flags_libc5; /* 1 (an old ELF library) is accepted too */
	bool named; /* 2.33 and later: glibc-hwcaps entries */
	bool legacy; /* up to 2.36: hwcap bits */
	uint64_t hwcap; /* legacy bits that this machine has, the platform's one not among them */
	uint64_t platform; /* legacy: the platform's bit; 0: it has none */
	uint64_t platforms; /* legacy: all platform bits; 0: they are not looked at */
	uint32_t osversion; /* up to 2.35: the kernel, as 0xVVMMPP; 0: not looked at */
	unsigned isa; /* x86: ISA levels that this machine has, bit n for level n */
	bool isa_checked;
	/* glibc-hwcaps subdirectories, the best first */
	const char *const *hwcaps;
	unsigned nhwcaps;
};

/*
 * The one entry that the loader takes for name, or false. *index is its number; *same how many
 * entries have the name (in the cache's own sense: runs of digits compare as numbers), *first the
 * first of them.
 */
bool ldcache_lookup(const struct ldcache *c, const char *name, const struct ldcache_want *want,
    uint32_t *index, uint32_t *first, uint32_t *same);

/* The words that `ldconfig -p` has for an entry, as "libc6,x86-64, hwcap: \"x86-64-v3\"". */
void ldcache_words(const struct ldcache *c, const struct ldcache_entry *e, char *buf, size_t cap);

#endif
