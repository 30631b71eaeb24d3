/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Locks: the store's, for all but the contents of snapshots, which never change once taken. Names
 * are read with no lock held.
 */
#include "fs/clock.h"
#include "fs/snapshot_parts.h"

#include <pthread.h>

enum {
	BUCKETS = 4096,
	UNREAD_SWEEPS = 2,
	MUCH = 512 << 10, /* bytes */
	GIVEN_UP_MS = 5000 /* a reader that has not come to the end by then is taken not to want to
			    */
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
	uint8_t unread; /* sweeps until it is dropped: it was taken ahead, and nobody has begun */
};

LIST_HEAD(listing_chain, listing);

struct snapshots {
	pthread_mutex_t lock;
	pthread_cond_t taken;
	size_t room;
	size_t size;
	size_t peak; /* the largest size since the last sweep that gave memory back */
	uint64_t clock;
	TAILQ_HEAD(listing_list, listing) list;
	struct listing_chain buckets[BUCKETS];
};

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
		snapshots->size -= snapshot_size(old) + sizeof(*listing);
	if (snapshot != NULL)
		snapshots->size += snapshot_size(snapshot) + sizeof(*listing);
	if (snapshots->size > snapshots->peak)
		snapshots->peak = snapshots->size;
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

bool
snapshots_sweep(struct snapshots *snapshots)
{
	struct listing *listing;
	struct listing *next;
	bool fell;

	(void)pthread_mutex_lock(&snapshots->lock);
	for (listing = TAILQ_FIRST(&snapshots->list); listing != NULL; listing = next) {
		next = TAILQ_NEXT(listing, link);
		if (listing->unread == 0 || listing->users > 0)
			continue;
		listing->unread--;
		if (listing->unread == 0)
			drop(snapshots, listing);
	}
	fell = snapshots->peak - snapshots->size >= MUCH;
	if (fell)
		snapshots->peak = snapshots->size;
	(void)pthread_mutex_unlock(&snapshots->lock);
	return fell;
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
	snapshot_seal(s);
	*out = s;
	return 0;
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
	if (listing->unfinished > 0 && clock_ms() - listing->begun_ms > GIVEN_UP_MS)
		listing->unfinished = 0;
	fresh->whole = wish->from_start && listing->unfinished == 0;
	listing->unread = wish->ahead && listing->unfinished == 0 ? UNREAD_SWEEPS : 0;
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
		if (!wish->ahead)
			listing->unread = 0;
		if (wish->from_start && !wish->ahead) {
			listing->unfinished++;
			listing->begun_ms = clock_ms();
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
snapshot_is_current(const struct snapshot *snapshot)
{
	return snapshot->changes == node_changes(snapshot->node);
}

bool
snapshot_finish(struct snapshots *snapshots, struct snapshot *snapshot)
{
	struct listing *listing;
	bool whole;

	(void)pthread_mutex_lock(&snapshots->lock);
	whole = snapshot->whole && snapshot_is_current(snapshot);
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
