/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/arena.h"

#include <err.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

struct arena_chunk {
	struct arena_chunk *next;
	size_t size;
	size_t used;
	alignas(max_align_t) char bytes[];
};

enum {
	CHUNK = 32 * 1024,
	ALIGN = alignof(max_align_t),
};

static struct arena_chunk *
new_chunk(size_t n)
{
	size_t size = n > CHUNK ? n : CHUNK;
	struct arena_chunk *c = malloc(sizeof(*c) + size);

	if (c == NULL)
		err(2, "out of memory");
	c->next = NULL;
	c->size = size;
	c->used = 0;
	return c;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	struct arena_chunk *c = a->head;
	void *p;

	if (n > SIZE_MAX / 2)
		errx(2, "out of memory");
	n = (n + ALIGN - 1) / ALIGN * ALIGN;
	if (c == NULL || c->size - c->used < n) {
		struct arena_chunk *fresh = new_chunk(n);

		if (c != NULL && n > CHUNK / 4) {
			/* a big one goes behind, so that the rest of the open chunk is still used
			 */
			fresh->next = c->next;
			c->next = fresh;
		} else {
			fresh->next = c;
			a->head = fresh;
		}
		c = fresh;
	}
	p = c->bytes + c->used;
	c->used += n;
	memset(p, 0, n);
	return p;
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_alloc(a, n + 1);

	memcpy(copy, s, n);
	return copy;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	char brief[256]; /* nearly everything fits: formatting twice is what takes the time */
	va_list args;
	va_list again;
	char *s;
	int n;

	va_start(args, fmt);
	va_copy(again, args);
	n = vsnprintf(brief, sizeof(brief), fmt, args);
	va_end(args);
	s = arena_alloc(a, n < 0 ? 1 : (size_t)n + 1);
	if (n >= (int)sizeof(brief))
		(void)vsnprintf(s, (size_t)n + 1, fmt, again);
	else if (n > 0)
		memcpy(s, brief, (size_t)n);
	va_end(again);
	return s;
}

void
arena_reset(struct arena *a)
{
	struct arena_chunk *keep = a->head;

	if (keep == NULL)
		return;
	while (keep->next != NULL) {
		struct arena_chunk *c = keep->next;

		keep->next = c->next;
		free(c);
	}
	if (keep->size > CHUNK) {
		free(keep);
		a->head = NULL;
		return;
	}
	keep->used = 0;
}

void
arena_release(struct arena *a)
{
	while (a->head != NULL) {
		struct arena_chunk *c = a->head;

		a->head = c->next;
		free(c);
	}
}

void *
arena_grow(struct arena *a, void *array, size_t len, size_t *cap, size_t item)
{
	void *wider;

	if (len < *cap)
		return array;
	*cap = *cap == 0 ? 8 : *cap * 2;
	wider = arena_alloc(a, *cap * item);
	if (len > 0)
		memcpy(wider, array, len * item);
	return wider;
}
