/* SPDX-License-Identifier: BSD-2-Clause */
/* Which entry of ld.so.cache a loader takes: search_cache() in elf/dl-cache.c. */
#include "elfcheck/ldcache.h"

#include "elfcheck/ldcache_hwcap.h"

#include <string.h>

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
		named = want->named && hwcap_is_named(e.hwcap);
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
