/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/nameset.h"

#include <string.h>

enum {
	FIRST_ROOM = 64,
	BITS_A_NAME = 16, /* at least; up to twice that, since sizes are powers of two */
	WORD_BITS = 64,
	PROBES = 3
};

struct nameset {
	size_t count;
	uint64_t mask; /* bits less one */
	uint64_t words[];
};

/* Eight bytes at a time, each mixed in by a multiplication whose high bits are folded down. */
static uint64_t
hash_of(const char *name)
{
	size_t left = strlen(name);
	uint64_t h = left * UINT64_C(0x9e3779b97f4a7c15);

	while (left > 0) {
		size_t size = left < sizeof(uint64_t) ? left : sizeof(uint64_t);
		uint64_t piece = 0;

		memcpy(&piece, name, size);
		h = (h ^ piece) * UINT64_C(0xd6e8feb86659fd93);
		h ^= h >> 32;
		name += size;
		left -= size;
	}
	h *= UINT64_C(0xd6e8feb86659fd93);
	return h ^ h >> 29;
}

/* The probes are steps of an odd width, from one hash. */
static uint64_t
bit_of(const struct nameset *set, uint64_t hash, unsigned int probe)
{
	return (hash + probe * (hash >> 32 | 1)) & set->mask;
}

errnum
nameset_add(struct nameset_draft *draft, const char *name)
{
	if (draft->count == NAMESET_MAX)
		return EFBIG;
	if (draft->count == draft->room) {
		size_t room = draft->room == 0 ? FIRST_ROOM : draft->room * 2;
		uint64_t *hashes = realloc(draft->hashes, room * sizeof(*hashes));

		if (hashes == NULL)
			return ENOMEM;
		draft->hashes = hashes;
		draft->room = room;
	}
	draft->hashes[draft->count++] = hash_of(name);
	return 0;
}

void
nameset_discard(struct nameset_draft *draft)
{
	free(draft->hashes);
	*draft = (struct nameset_draft){0};
}

errnum
nameset_make(const struct nameset_draft *draft, struct nameset **out)
{
	uint64_t bits = WORD_BITS;
	struct nameset *set;

	while (bits < draft->count * BITS_A_NAME)
		bits *= 2;
	set = calloc(1, sizeof(*set) + bits / WORD_BITS * sizeof(uint64_t));
	if (set == NULL)
		return ENOMEM;
	set->count = draft->count;
	set->mask = bits - 1;
	for (size_t i = 0; i < draft->count; i++) {
		for (unsigned int p = 0; p < PROBES; p++) {
			uint64_t bit = bit_of(set, draft->hashes[i], p);

			set->words[bit / WORD_BITS] |= UINT64_C(1) << bit % WORD_BITS;
		}
	}
	*out = set;
	return 0;
}

size_t
nameset_count(const struct nameset *set)
{
	return set->count;
}

size_t
nameset_size(const struct nameset *set)
{
	return sizeof(*set) + (set->mask + 1) / WORD_BITS * sizeof(uint64_t);
}

bool
nameset_may_have(const struct nameset *set, const char *name)
{
	uint64_t hash = hash_of(name);

	for (unsigned int p = 0; p < PROBES; p++) {
		uint64_t bit = bit_of(set, hash, p);

		if ((set->words[bit / WORD_BITS] & UINT64_C(1) << bit % WORD_BITS) == 0)
			return false;
	}
	return true;
}
