/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/ldcache.h"

#include "elfcheck/slurp.h"

#include <inttypes.h>
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

#define EXT_MAGIC        0xeaa42174U
#define HWCAP_EXTENSION  (1ULL << 62) /* bits above 32 of an entry with a named hwcap */
#define HWCAP_ISA_MASK   0x3ffULL /* at bit 32 */
#define HWCAP_LEGACY_TLS (1ULL << 63)

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

static bool
is_named(uint64_t hwcap)
{
	return ((hwcap >> 32) & ~HWCAP_ISA_MASK) == (HWCAP_EXTENSION >> 32);
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
		if (is_named(out->hwcap))
			out->hwcap_name = hwcap_name(c, (uint32_t)out->hwcap);
	}
}

/* The order of the cache: runs of digits compare as numbers (dl-cache.c _dl_cache_libcmp). */
static int
compare(const char *a, const char *b)
{
	while (*a != '\0') {
		bool da = *a >= '0' && *a <= '9';
		bool db = *b >= '0' && *b <= '9';

		if (da && db) {
			uint32_t va = 0; /* wraps as the loader's does */
			uint32_t vb = 0;

			while (*a >= '0' && *a <= '9')
				va = va * 10 + (uint32_t)(*a++ - '0');
			while (*b >= '0' && *b <= '9')
				vb = vb * 10 + (uint32_t)(*b++ - '0');
			if (va != vb)
				return (int32_t)(va - vb) < 0 ? -1 : 1;
		} else if (da) {
			return 1;
		} else if (db) {
			return -1;
		} else if (*a != *b) {
			return *a < *b ? -1 : 1;
		} else {
			a++;
			b++;
		}
	}
	return *b == '\0' ? 0 : -1;
}

/* The priority of a named hwcap, 1 the best; 0: this machine does not have it. */
static unsigned
priority(const struct ldcache_want *want, const char *name)
{
	for (unsigned i = 0; name != NULL && i < want->nhwcaps; i++)
		if (strcmp(want->hwcaps[i], name) == 0)
			return i + 1;
	return 0;
}

static bool
flags_fit(const struct ldcache_want *want, int32_t flags)
{
	return flags == want->flags || (want->flags_libc5 && flags == 1);
}

/* Whether an entry without a named hwcap is one for this machine. */
static bool
plain_fits(const struct ldcache_want *want, const struct ldcache_entry *e)
{
	if (!want->legacy)
		return e->hwcap == 0;
	if ((e->hwcap & ~(want->hwcap | want->platforms | HWCAP_LEGACY_TLS)) != 0)
		return false;
	if (want->platforms != 0 && (e->hwcap & want->platforms) != 0 &&
	    (e->hwcap & want->platforms) != want->platform)
		return false;
	return want->osversion == 0 || e->osversion <= want->osversion;
}

static bool
pick(const struct ldcache *c, const struct ldcache_want *want, uint32_t first, uint32_t same,
    uint32_t *index)
{
	unsigned best_priority = 0;
	bool found = false;

	for (uint32_t i = first; i < first + same; i++) {
		struct ldcache_entry e;
		bool named;

		ldcache_entry(c, i, &e);
		if (!flags_fit(want, e.flags) || e.path == NULL)
			continue;
		named = want->named && c->entry_size == NEW_ENTRY && is_named(e.hwcap);
		if (named) {
			unsigned p;

			if (want->isa_checked &&
			    (want->isa & 1U << (e.hwcap >> 32 & HWCAP_ISA_MASK & 31)) == 0)
				continue;
			p = priority(want, e.hwcap_name);
			if (p == 0 || (found && p >= best_priority))
				continue;
			best_priority = p;
		} else {
			/* named ones come first: the best of them ends the search */
			if (found && want->named)
				break;
			if (found && e.flags != want->flags)
				continue;
			if (!plain_fits(want, &e))
				continue;
		}
		*index = i;
		found = true;
		if (!named && e.flags == want->flags)
			break;
	}
	return found;
}

bool
ldcache_lookup(const struct ldcache *c, const char *name, const struct ldcache_want *want,
    uint32_t *index, uint32_t *first, uint32_t *same)
{
	struct ldcache exact;
	uint32_t left = 0;
	uint32_t right = c->count;
	struct ldcache_entry e;

	if (!want->named) {
		/* before 2.33 a string behind the end of the file is seen as such in all formats */
		exact = *c;
		exact.limit = c->size - c->strings;
		c = &exact;
	}
	/* the table descends; the same binary search as the loader's, on a half open range */
	while (left < right) {
		uint32_t middle = (left + right - 1) / 2;
		uint32_t end = right;
		int order;

		ldcache_entry(c, middle, &e);
		if (e.name == NULL)
			return false;
		order = compare(name, e.name);
		if (order < 0) {
			left = middle + 1;
			continue;
		}
		if (order > 0) {
			right = middle;
			continue;
		}
		for (right = middle + 1; right < end; right++) {
			ldcache_entry(c, right, &e);
			if (e.name == NULL || compare(name, e.name) != 0)
				break;
		}
		while (middle > 0) {
			ldcache_entry(c, middle - 1, &e);
			if (e.name == NULL || compare(name, e.name) != 0)
				break;
			middle--;
		}
		*first = middle;
		*same = right - middle;
		return pick(c, want, *first, *same, index);
	}
	return false;
}

/* ldconfig's names of the flags' two bytes (elf/cache.c print_entry). */
static const char *
kind_words(int32_t flags, char *buf, size_t cap)
{
	static const char *const types[] = {"libc4", "ELF", "libc5", "libc6"};
	unsigned type = (unsigned)flags & 0xff;
	const char *arch = "";

	switch ((unsigned)flags & 0xff00) {
	case 0x100:
		arch = ",64bit"; /* sparc64 */
		break;
	case 0x200:
		arch = ",IA-64";
		break;
	case 0x300:
		arch = ",x86-64";
		break;
	case 0x400:
		arch = ",64bit"; /* s390x */
		break;
	case 0x500:
		arch = ",64bit"; /* powerpc64 */
		break;
	case 0x600:
		arch = ",N32";
		break;
	case 0x700:
		arch = ",64bit"; /* mips64 */
		break;
	case 0x800:
		arch = ",x32";
		break;
	case 0x900:
		arch = ",hard-float";
		break;
	case 0xa00:
		arch = ",AArch64";
		break;
	case 0xb00:
		arch = ",soft-float";
		break;
	case 0xf00:
		arch = ",soft-float"; /* riscv lp64 */
		break;
	case 0x1000:
		arch = ",double-float";
		break;
	default:
		break;
	}
	(void)snprintf(buf, cap, "%s%s", type < ARRAY_LEN(types) ? types[type] : "unknown", arch);
	return buf;
}

void
ldcache_words(const struct ldcache *c, const struct ldcache_entry *e, char *buf, size_t cap)
{
	static const char *const systems[] = {
	    "Linux", "Hurd", "Solaris", "FreeBSD", "kNetBSD", "Syllable", "Unknown OS"};
	char kind[64];
	char hwcap[96] = "";
	char os[64] = "";

	if (e->hwcap_name != NULL)
		(void)snprintf(hwcap, sizeof(hwcap), ", hwcap: \"%.64s\"", e->hwcap_name);
	else if (e->hwcap != 0)
		(void)snprintf(hwcap, sizeof(hwcap), ", hwcap: %#.16" PRIx64, e->hwcap);
	if (e->osversion != 0) {
		unsigned system = e->osversion >> 24;

		(void)snprintf(os, sizeof(os), ", OS ABI: %s %u.%u.%u",
		    systems[system < 6 ? system : 6], e->osversion >> 16 & 0xff,
		    e->osversion >> 8 & 0xff, e->osversion & 0xff);
	}
	(void)snprintf(buf, cap, "%s%s%s", kind_words(e->flags, kind, sizeof(kind)), hwcap, os);
	(void)c;
}
