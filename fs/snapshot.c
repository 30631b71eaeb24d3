/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A place is 31 bits of a hash of the name, so that programs with a 32-bit off_t can hold it. Names
 * of one snapshot whose places meet get neighbouring ones, in the order of the names.
 *
 * Locks: the store's, for all but the contents of snapshots, which never change once taken. Names
 * are read with no lock held.
 */
#include "fs/snapshot.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

enum {
	BUCKETS = 4096,
	NAMES_MAX = 1 << 30,
	PLACES = 0x7f000000, /* below 2³¹, with space for neighbours */
	GIVEN_UP_MS = 5000 /* a reader that has not come to the end by then is taken not to want to
			    */
};

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

/* A directory of which there is a snapshot, or will be. */
struct listing {
	LIST_ENTRY(listing) chain;
	TAILQ_ENTRY(listing) link; /* the last used first */
	struct node *node;
	unsigned int variant;
	struct snapshot *snapshot; /* with a reference; NULL while the first is being taken */
	unsigned int users; /* threads that take one or wait for it */
	unsigned int unfinished; /* readers that have begun, less those that came to the end */
	int64_t begun_ms; /* when the last one began */
	bool taking;
};

LIST_HEAD(listing_chain, listing);

struct snapshots {
	pthread_mutex_t lock;
	pthread_cond_t taken;
	size_t room;
	size_t size;
	uint64_t clock;
	TAILQ_HEAD(listing_list, listing) list;
	struct listing_chain buckets[BUCKETS];
};

/* ---- one snapshot ---- */

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

/* Everything is in: sort it, give each name a place of its own, and the memory's rest back. */
static void
seal(struct snapshot *s)
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

static size_t
size_of(const struct snapshot *s)
{
	return sizeof(*s) + sizeof(struct listing) + s->room + s->spots_room * sizeof(*s->spots);
}

static void
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

/* ---- the store ---- */

errnum
snapshots_new(size_t room, struct snapshots **out)
{
	struct snapshots *snapshots = calloc(1, sizeof(*snapshots));

	if (snapshots == NULL)
		return ENOMEM;
	(void)pthread_mutex_init(&snapshots->lock, NULL);
	(void)pthread_cond_init(&snapshots->taken, NULL);
	TAILQ_INIT(&snapshots->list);
	snapshots->room = room;
	*out = snapshots;
	return 0;
}

static struct listing_chain *
bucket_of(struct snapshots *snapshots, const struct node *node, unsigned int variant)
{
	uint64_t h = ((uint64_t)(uintptr_t)node + variant) * UINT64_C(0x9e3779b97f4a7c15);

	return &snapshots->buckets[(h >> 40) % BUCKETS];
}

/* Drop a reference to a snapshot; the lock is held. The last is the caller's to free. */
static struct snapshot *
unref(struct snapshot *snapshot)
{
	return snapshot != NULL && --snapshot->refs == 0 ? snapshot : NULL;
}

/* Put another snapshot, or none, into a listing. Returns what is to be freed. */
static struct snapshot *
replace(struct snapshots *snapshots, struct listing *listing, struct snapshot *snapshot)
{
	struct snapshot *old = listing->snapshot;

	if (old != NULL)
		snapshots->size -= size_of(old);
	if (snapshot != NULL)
		snapshots->size += size_of(snapshot);
	listing->snapshot = snapshot;
	return unref(old);
}

/* Take a listing that nobody uses out of the store. The lock is held. */
static void
drop(struct snapshots *snapshots, struct listing *listing)
{
	LIST_REMOVE(listing, chain);
	TAILQ_REMOVE(&snapshots->list, listing, link);
	snapshot_free(replace(snapshots, listing, NULL));
	free(listing);
}

void
snapshots_free(struct snapshots *snapshots)
{
	struct listing *listing;

	if (snapshots == NULL)
		return;
	while ((listing = TAILQ_FIRST(&snapshots->list)) != NULL)
		drop(snapshots, listing);
	(void)pthread_cond_destroy(&snapshots->taken);
	(void)pthread_mutex_destroy(&snapshots->lock);
	free(snapshots);
}

size_t
snapshots_size(struct snapshots *snapshots)
{
	size_t size;

	(void)pthread_mutex_lock(&snapshots->lock);
	size = snapshots->size;
	(void)pthread_mutex_unlock(&snapshots->lock);
	return size;
}

static struct listing *
find(struct snapshots *snapshots, const struct node *node, unsigned int variant)
{
	struct listing *listing;

	LIST_FOREACH (listing, bucket_of(snapshots, node, variant), chain)
		if (listing->node == node && listing->variant == variant)
			return listing;
	return NULL;
}

void
snapshots_forget(struct snapshots *snapshots, struct node *node)
{
	if (!__atomic_load_n(&node->listed, __ATOMIC_RELAXED))
		return;
	(void)pthread_mutex_lock(&snapshots->lock);
	for (unsigned int variant = 0; variant < SNAPSHOT_VARIANTS; variant++) {
		struct listing *listing = find(snapshots, node, variant);

		if (listing != NULL)
			drop(snapshots, listing);
	}
	(void)pthread_mutex_unlock(&snapshots->lock);
}

static struct listing *
find_or_make(struct snapshots *snapshots, const struct snapshot_wish *wish)
{
	struct listing *listing = find(snapshots, wish->node, wish->variant);

	if (listing != NULL) {
		TAILQ_REMOVE(&snapshots->list, listing, link);
	} else {
		listing = calloc(1, sizeof(*listing));
		if (listing == NULL)
			return NULL;
		listing->node = wish->node;
		listing->variant = wish->variant;
		LIST_INSERT_HEAD(bucket_of(snapshots, wish->node, wish->variant), listing, chain);
		__atomic_store_n(&wish->node->listed, true, __ATOMIC_RELAXED);
	}
	TAILQ_INSERT_HEAD(&snapshots->list, listing, link);
	return listing;
}

/* Make room: from the end of the list, but for what is in use and for the first. */
static void
evict(struct snapshots *snapshots)
{
	struct listing *listing = TAILQ_LAST(&snapshots->list, listing_list);

	while (snapshots->size > snapshots->room && listing != NULL &&
	       listing != TAILQ_FIRST(&snapshots->list)) {
		struct listing *before = TAILQ_PREV(listing, listing_list, link);

		if (listing->users == 0)
			drop(snapshots, listing);
		listing = before;
	}
}

static bool
serves(const struct snapshot *s, const struct snapshot_wish *wish, uint64_t arrival)
{
	if (s == NULL)
		return false;
	return !wish->from_start || s->begun > arrival ||
	       (wish->heard && s->changes == node_changes(wish->node));
}

/* Take a snapshot. The lock is not held. */
static errnum
take(const struct snapshot_wish *wish, uint64_t now, struct snapshot **out)
{
	struct snapshot *s = calloc(1, sizeof(*s));
	errnum error;

	if (s == NULL)
		return ENOMEM;
	s->node = wish->node;
	s->variant = wish->variant;
	s->begun = now;
	s->refs = 1;
	s->changes = node_changes(wish->node); /* before the first name is read */
	error = wish->take(wish->arg, s);
	if (error != 0) {
		snapshot_free(s);
		return error;
	}
	seal(s);
	*out = s;
	return 0;
}

static int64_t
now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Have one taken while the lock is released, and put it in the place of the last. */
static errnum
renew(struct snapshots *snapshots, struct listing *listing, const struct snapshot_wish *wish)
{
	uint64_t now = ++snapshots->clock;
	struct snapshot *fresh = NULL;
	errnum error;

	listing->taking = true;
	(void)pthread_mutex_unlock(&snapshots->lock);
	error = take(wish, now, &fresh);
	(void)pthread_mutex_lock(&snapshots->lock);
	listing->taking = false;
	(void)pthread_cond_broadcast(&snapshots->taken);
	if (error != 0)
		return error;
	if (listing->unfinished > 0 && now_ms() - listing->begun_ms > GIVEN_UP_MS)
		listing->unfinished = 0;
	fresh->whole = wish->from_start && listing->unfinished == 0;
	snapshot_free(replace(snapshots, listing, fresh));
	return 0;
}

errnum
snapshots_get(struct snapshots *snapshots, const struct snapshot_wish *wish, struct snapshot **out)
{
	struct listing *listing;
	uint64_t arrival;
	errnum error = 0;

	(void)pthread_mutex_lock(&snapshots->lock);
	arrival = snapshots->clock;
	listing = find_or_make(snapshots, wish);
	if (listing == NULL) {
		(void)pthread_mutex_unlock(&snapshots->lock);
		return ENOMEM;
	}
	listing->users++;
	while (error == 0 && !serves(listing->snapshot, wish, arrival)) {
		if (listing->taking)
			(void)pthread_cond_wait(&snapshots->taken, &snapshots->lock);
		else
			error = renew(snapshots, listing, wish);
	}
	listing->users--;
	if (error == 0) {
		*out = listing->snapshot;
		(*out)->refs++;
		if (wish->from_start) {
			listing->unfinished++;
			listing->begun_ms = now_ms();
		}
	} else if (listing->users == 0 && listing->snapshot == NULL) {
		drop(snapshots, listing);
	}
	evict(snapshots);
	(void)pthread_mutex_unlock(&snapshots->lock);
	return error;
}

void
snapshot_put(struct snapshots *snapshots, struct snapshot *snapshot)
{
	(void)pthread_mutex_lock(&snapshots->lock);
	snapshot = unref(snapshot);
	(void)pthread_mutex_unlock(&snapshots->lock);
	snapshot_free(snapshot);
}

bool
snapshot_finish(struct snapshots *snapshots, struct snapshot *snapshot)
{
	struct listing *listing;
	bool whole;

	(void)pthread_mutex_lock(&snapshots->lock);
	whole = snapshot->whole && snapshot->changes == node_changes(snapshot->node);
	listing = find(snapshots, snapshot->node, snapshot->variant);
	if (listing != NULL) {
		if (listing->unfinished > 0)
			listing->unfinished--;
		if (listing->unfinished == 0 && listing->users == 0)
			drop(snapshots, listing);
	}
	(void)pthread_mutex_unlock(&snapshots->lock);
	return whole;
}
