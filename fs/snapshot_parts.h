/* SPDX-License-Identifier: BSD-2-Clause */
/* Internal to snapshot.c, which makes and reads one, and snapshots.c, which keeps them. */
#ifndef FS_SNAPSHOT_PARTS_H
#define FS_SNAPSHOT_PARTS_H

#include "fs/snapshot.h"

/* A name's record in the arena, and its place. */
struct spot {
	uint32_t place;
	uint32_t at; /* in units of 8 bytes */
};

struct snapshot {
	char *arena; /* struct listed, one after the other, aligned to 8 */
	size_t used;
	size_t room;
	struct spot *spots; /* sorted by place once it is taken */
	size_t count;
	size_t spots_room;
	const struct node *node; /* the directory's, which lives while anybody reads */
	unsigned int variant;
	uint64_t begun; /* the store's clock when taking it began */
	uint32_t changes; /* node->changes then */
	unsigned int refs; /* under the store's lock */
	bool whole; /* no reader that began with an older one can have come into it */
};

/* Everything is in: sorts it, gives each name a place of its own, and the memory's rest back. */
void snapshot_seal(struct snapshot *s);

/* How much memory it takes, in bytes. */
size_t snapshot_size(const struct snapshot *s);

void snapshot_free(struct snapshot *s);

#endif
