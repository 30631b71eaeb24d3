/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A bump allocator for what lives and dies together: the strings and lists of one replay, or of the
 * whole run. Nothing is freed alone; arena_reset() forgets everything and keeps one chunk.
 *
 * Only the elfcheck command uses it, never the part that fs/ links: when memory is out the command
 * ends with exit status 2 and says so. (Sizes from files are bounded before they come here.)
 */
#ifndef ELFCHECK_ARENA_H
#define ELFCHECK_ARENA_H

#include "common/util.h"

#include <stdbool.h>
#include <stdint.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *head;
};

/* n zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *a, size_t n);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_strdup(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3)
    __attribute__((nonnull(2)));
void arena_reset(struct arena *a);
void arena_release(struct arena *a);

/*
 * Room for one more in a growing array: when *len reached *cap, the array moves to a new place of
 * twice the size. Returns the array.
 */
void *arena_grow(struct arena *a, void *array, size_t len, size_t *cap, size_t item);

#endif
