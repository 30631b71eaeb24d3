/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The names of directories, as they were at one time, shared by all who list them.
 *
 * Neither an open directory nor a reader owns one. A place in a listing is a number that is made of
 * the name before it alone, and a snapshot is sorted by these numbers. So a reader goes on from its
 * place in any snapshot of the directory, an older or a later one, and gets each name that was
 * there all the time once: which neither counting the names nor the layers' own offsets would give.
 *
 * What is kept is bounded: the snapshots that nobody has asked for longest go first. One is also
 * dropped when each of its readers has come to the end, and when its directory is forgotten.
 */
#ifndef FS_SNAPSHOT_H
#define FS_SNAPSHOT_H

#include "fs/node.h"

struct snapshot;
struct snapshots;

/* One name. */
struct listed {
	uint64_t ino; /* the view's, as far as readdir alone can tell */
	uint8_t type;
	uint8_t half;
	char name[];
};

enum {
	/* The place after a name is at least this; those below are the caller's own, for "." and
	 * "..". */
	SNAPSHOT_FIRST_PLACE = 3,
	SNAPSHOT_VARIANTS = 2 /* of one directory, for different callers */
};

/* room: bytes that may be kept. The last one taken is kept even when it alone is larger. */
errnum snapshots_new(size_t room, struct snapshots **out);
void snapshots_free(struct snapshots *snapshots);
/* How many bytes are kept now. */
size_t snapshots_size(struct snapshots *snapshots);
/*
 * Drop what was taken ahead two sweeps ago, and not read since. True when much less is kept now
 * than some time since the last sweep: memory is worth to be given back to the system.
 */
bool snapshots_sweep(struct snapshots *snapshots);
/* The node is about to be freed. */
void snapshots_forget(struct snapshots *snapshots, struct node *node);

/* Add a name to a snapshot that is being taken. ENOMEM; EOVERFLOW for more than 2³⁰ names. */
errnum snapshot_add(
    struct snapshot *snapshot, const char *name, uint64_t ino, uint8_t type, uint8_t half);

/* What is wanted of a snapshot. */
struct snapshot_wish {
	struct node *node;
	unsigned int variant; /* below SNAPSHOT_VARIANTS */
	bool from_start; /* a new listing, which must not be older than the request */
	bool ahead; /* for a later reader from the start: this is none */
	bool heard; /* changes of the directory move node->changes: no change, no new snapshot */
	errnum (*take)(void *arg, struct snapshot *into);
	void *arg;
};

/*
 * A snapshot that serves the wish, until snapshot_put(). While one is being taken, others who want
 * the same wait for it.
 */
errnum snapshots_get(
    struct snapshots *snapshots, const struct snapshot_wish *wish, struct snapshot **out);
void snapshot_put(struct snapshots *snapshots, struct snapshot *snapshot);

/*
 * A reader of the snapshot has come to its end. True when all that this and other readers were told
 * meanwhile came from this snapshot, and the directory has not changed since it was taken, as far
 * as that is heard of: then the kernel may keep what it was told.
 */
bool snapshot_finish(struct snapshots *snapshots, struct snapshot *snapshot);

/* Whether the directory has not changed since the names were read, as far as that is heard of. */
bool snapshot_is_current(const struct snapshot *snapshot);

/* The index of the first name after a place, and the name and the place after it by index. */
size_t snapshot_find(const struct snapshot *snapshot, uint64_t place);
size_t snapshot_count(const struct snapshot *snapshot);
const struct listed *snapshot_at(const struct snapshot *snapshot, size_t i, uint64_t *place);

#endif
