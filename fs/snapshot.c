/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A place is 31 bits of a hash of the name, so that programs with a 32-bit off_t can hold it. Names
 * of one snapshot whose places meet get neighbouring ones, in the order of the names.
 */
#include "fs/snapshot_parts.h"

#include <string.h>

enum {
	NAMES_MAX = 1 << 30,
	PLACES = 0x7f000000 /* below 2³¹, with space for neighbours */
};

static errnum
make_room(void **block, size_t *room, size_t need, size_t unit)
{
	size_t more = *room == 0 ? 64 : *room;
	void *bigger;

	if (need <= *room)
		return 0;
	while (more < need)
		more *= 2;
	bigger = realloc(*block, more * unit);
	if (bigger == NULL)
		return ENOMEM;
	*block = bigger;
	*room = more;
	return 0;
}

static uint32_t
place_of(const char *name)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *name != '\0'; name++)
		h = (h ^ (unsigned char)*name) * UINT64_C(0x100000001b3);
	h = (h ^ h >> 32) * UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)((h >> 32) * (PLACES - SNAPSHOT_FIRST_PLACE) >> 32) + SNAPSHOT_FIRST_PLACE;
}

errnum
snapshot_add(struct snapshot *s, const char *name, uint64_t ino, uint8_t type, uint8_t half)
{
	size_t len = strlen(name) + 1;
	/* keep each record aligned for its ino */
	size_t size = (sizeof(struct listed) + len + 7) & ~(size_t)7;
	void *arena = s->arena;
	void *spots = s->spots;
	struct listed *listed;
	errnum error = s->count == NAMES_MAX ? EOVERFLOW : 0;

	if (error == 0)
		error = make_room(&arena, &s->room, s->used + size, 1);
	s->arena = arena;
	if (error == 0)
		error = make_room(&spots, &s->spots_room, s->count + 1, sizeof(*s->spots));
	s->spots = spots;
	if (error != 0)
		return error;
	listed = (struct listed *)(void *)(s->arena + s->used);
	listed->ino = ino;
	listed->type = type;
	listed->half = half;
	memcpy(listed->name, name, len);
	s->spots[s->count++] = (struct spot){place_of(name), (uint32_t)(s->used / 8)};
	s->used += size;
	return 0;
}

static const struct listed *
record(const struct snapshot *s, size_t i)
{
	return (const struct listed *)(const void *)(s->arena + (size_t)s->spots[i].at * 8);
}

static int
by_place(const void *a, const void *b)
{
	const struct spot *x = a;
	const struct spot *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

/* Sort names whose places meet, of which there are few, by name. */
static void
sort_names(struct snapshot *s, size_t first, size_t end)
{
	for (size_t i = first + 1; i < end; i++) {
		struct spot spot = s->spots[i];
		const char *name = record(s, i)->name;
		size_t to = i;

		for (; to > first && strcmp(record(s, to - 1)->name, name) > 0; to--)
			s->spots[to] = s->spots[to - 1];
		s->spots[to] = spot;
	}
}

void
snapshot_seal(struct snapshot *s)
{
	void *smaller;

	if (s->count > 0)
		qsort(s->spots, s->count, sizeof(*s->spots), by_place);
	for (size_t i = 0, end; i < s->count; i = end) {
		for (end = i + 1; end < s->count && s->spots[end].place == s->spots[i].place; end++)
			;
		sort_names(s, i, end);
	}
	for (size_t i = 1; i < s->count; i++)
		if (s->spots[i].place <= s->spots[i - 1].place)
			s->spots[i].place = s->spots[i - 1].place + 1;
	if (s->used > 0 && (smaller = realloc(s->arena, s->used)) != NULL) {
		s->arena = smaller;
		s->room = s->used;
	}
	if (s->count > 0 && (smaller = realloc(s->spots, s->count * sizeof(*s->spots))) != NULL) {
		s->spots = smaller;
		s->spots_room = s->count;
	}
}

size_t
snapshot_size(const struct snapshot *s)
{
	return sizeof(*s) + s->room + s->spots_room * sizeof(*s->spots);
}

void
snapshot_free(struct snapshot *s)
{
	if (s == NULL)
		return;
	free(s->arena);
	free(s->spots);
	free(s);
}

size_t
snapshot_count(const struct snapshot *s)
{
	return s->count;
}

size_t
snapshot_find(const struct snapshot *s, uint64_t place)
{
	size_t low = 0;
	size_t high = s->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->spots[mid].place <= place)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct listed *
snapshot_at(const struct snapshot *s, size_t i, uint64_t *place)
{
	*place = s->spots[i].place;
	return record(s, i);
}
