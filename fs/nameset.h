/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A set of names for exclusion only: a name that was added is never said to be absent; one that was
 * not is said to be, but for one in some hundreds. So it needs no memory for the names: two to four
 * bytes each, in a bitmap (a Bloom filter of three probes).
 */
#ifndef FS_NAMESET_H
#define FS_NAMESET_H

#include "common/util.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	NAMESET_MAX = 1 << 16 /* names in one */
};

/* Names that are being gathered; zero-initialized. */
struct nameset_draft {
	uint64_t *hashes;
	size_t count;
	size_t room;
};

/* ENOMEM; EFBIG for one more than NAMESET_MAX. */
errnum nameset_add(struct nameset_draft *draft, const char *name);
/* The draft's memory is given back. It can be used again. */
void nameset_discard(struct nameset_draft *draft);

struct nameset;

/* The set of the names that were added; the draft stays. ENOMEM. Freed with free(3). */
errnum nameset_make(const struct nameset_draft *draft, struct nameset **out);
size_t nameset_count(const struct nameset *set);
/* Bytes of memory. */
size_t nameset_size(const struct nameset *set);
/* False: name was certainly not added. Names are compared byte for byte. */
bool nameset_may_have(const struct nameset *set, const char *name);

#endif
