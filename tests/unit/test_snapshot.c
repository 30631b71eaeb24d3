/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fs/snapshot.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum {
	ROOM = 1 << 16
};

/* A directory that has the names n<first>, n<first + step>, … below end. */
struct directory {
	struct node node;
	unsigned int first;
	unsigned int end;
	unsigned int step;
	unsigned int taken; /* how often its names were read */
	unsigned int sleep_us;
};

static errnum
take(void *arg, struct snapshot *into)
{
	struct directory *dir = arg;
	errnum error = 0;

	dir->taken++;
	if (dir->sleep_us > 0)
		(void)usleep(dir->sleep_us);
	for (unsigned int i = dir->first; i < dir->end && error == 0; i += dir->step) {
		char name[32];

		(void)snprintf(name, sizeof(name), "n%u", i);
		error = snapshot_add(into, name, i, 8, 0);
	}
	return error;
}

static struct snapshot *
get(struct snapshots *store, struct directory *dir, bool from_start, bool heard)
{
	struct snapshot_wish wish = {
	    .node = &dir->node, .from_start = from_start, .heard = heard, .take = take, .arg = dir};
	struct snapshot *snapshot;

	assert_int_equal(snapshots_get(store, &wish, &snapshot), 0);
	return snapshot;
}

static struct snapshots *
store_new(void)
{
	struct snapshots *store;

	assert_int_equal(snapshots_new(ROOM, &store), 0);
	return store;
}

static void
forget(struct snapshots *store, struct directory *dir)
{
	snapshots_forget(store, &dir->node);
}

/* Every name has a place of its own that 31 bits hold, and is found from the place before it. */
static void
test_places(void **state)
{
	struct snapshots *store = store_new();
	struct directory dir = {.end = 50000, .step = 1};
	struct snapshot *s = get(store, &dir, true, true);
	uint64_t last = SNAPSHOT_FIRST_PLACE - 1;

	(void)state;
	assert_int_equal(snapshot_count(s), 50000);
	assert_int_equal(snapshot_find(s, 0), 0);
	for (size_t i = 0; i < snapshot_count(s); i++) {
		uint64_t place;

		assert_non_null(snapshot_at(s, i, &place));
		assert_true(place > last && place <= INT32_MAX);
		assert_int_equal(snapshot_find(s, place), i + 1);
		last = place;
	}
	snapshot_put(store, s);
	forget(store, &dir);
	assert_int_equal(snapshots_size(store), 0);
	snapshots_free(store);
}

/* A reader that meets another snapshot at each step gets what is always there once, in a directory
 * where every other name comes and goes. */
static void
test_goes_on_elsewhere(void **state)
{
	struct snapshots *store = store_new();
	struct directory dir = {.end = 4000, .step = 2};
	unsigned char *seen = calloc(4000, 1);
	uint64_t place = 0;
	bool more = true;

	(void)state;
	assert_non_null(seen);
	for (unsigned int round = 0; more; round++) {
		struct snapshot *s;

		dir.step = round % 2 + 1;
		forget(store, &dir);
		s = get(store, &dir, false, true);
		more = snapshot_find(s, place) < snapshot_count(s);
		for (unsigned int n = 0; n < 51; n++) {
			size_t i = snapshot_find(s, place);

			if (i < snapshot_count(s))
				seen[snapshot_at(s, i, &place)->ino]++;
		}
		snapshot_put(store, s);
	}
	for (unsigned int i = 0; i < 4000; i++)
		assert_in_range(seen[i], i % 2 == 0 ? 1 : 0, 1);
	free(seen);
	snapshots_free(store);
}

/* Names are read again when they may have changed, and when nobody tells that they have not. */
static void
test_fresh(void **state)
{
	struct snapshots *store = store_new();
	struct directory dir = {.end = 10, .step = 1};

	(void)state;
	snapshot_put(store, get(store, &dir, true, true));
	snapshot_put(store, get(store, &dir, true, true));
	assert_int_equal(dir.taken, 1);
	node_changed(&dir.node);
	snapshot_put(store, get(store, &dir, false, true)); /* who is in the middle goes on */
	assert_int_equal(dir.taken, 1);
	snapshot_put(store, get(store, &dir, true, true));
	assert_int_equal(dir.taken, 2);
	snapshot_put(store, get(store, &dir, true, false));
	assert_int_equal(dir.taken, 3);
	snapshots_free(store);
}

/* What is kept is bounded, and dropped once it was read to the end. */
static void
test_bounded(void **state)
{
	struct snapshots *store = store_new();
	struct directory *dirs = calloc(200, sizeof(*dirs));
	struct directory large = {.end = 10000, .step = 1};

	(void)state;
	assert_non_null(dirs);
	for (unsigned int i = 0; i < 200; i++) {
		dirs[i] = (struct directory){.end = 50, .step = 1};
		snapshot_put(store, get(store, &dirs[i], true, true));
		assert_true(snapshots_size(store) <= ROOM);
	}
	assert_true(snapshots_size(store) > ROOM / 2);
	snapshot_put(store, get(store, &large, true, true));
	assert_true(snapshots_size(store) > ROOM); /* by itself */
	snapshot_put(store, get(store, &dirs[0], true, true));
	assert_true(snapshots_size(store) <= ROOM);
	forget(store, &dirs[0]);
	forget(store, &large);
	assert_int_equal(snapshots_size(store), 0);
	for (unsigned int i = 0; i < 200; i++) {
		struct snapshot *s = get(store, &dirs[i], true, true);

		assert_true(snapshot_finish(store, s));
		snapshot_put(store, s);
	}
	assert_int_equal(snapshots_size(store), 0);
	free(dirs);
	snapshots_free(store);
}

/* The kernel may keep a listing that came from one snapshot which still holds. */
static void
test_kept(void **state)
{
	struct snapshots *store = store_new();
	struct directory dir = {.end = 10, .step = 1};
	struct snapshot *first;
	struct snapshot *second;

	(void)state;
	first = get(store, &dir, true, true);
	node_changed(&dir.node);
	assert_false(snapshot_finish(store, first));
	snapshot_put(store, first);

	first = get(store, &dir, true, true);
	node_changed(&dir.node);
	second = get(store, &dir, true, true); /* the first reader may go on in this one */
	assert_false(snapshot_finish(store, second));
	snapshot_put(store, second);
	assert_false(snapshot_finish(store, first));
	snapshot_put(store, first);

	first = get(store, &dir, false, true); /* its start was another snapshot */
	assert_false(snapshot_finish(store, first));
	snapshot_put(store, first);

	first = get(store, &dir, true, true);
	second = get(store, &dir, true, true);
	assert_ptr_equal(first, second);
	assert_true(snapshot_finish(store, first));
	assert_true(snapshot_finish(store, second));
	snapshot_put(store, first);
	snapshot_put(store, second);
	snapshots_free(store);
}

static errnum
take_fails(void *arg, struct snapshot *into)
{
	(void)arg;
	(void)into;
	return EACCES;
}

static void
test_failure(void **state)
{
	struct snapshots *store = store_new();
	struct directory dir = {.end = 10, .step = 1};
	struct snapshot_wish wish = {
	    .node = &dir.node, .from_start = true, .take = take_fails, .arg = &dir};
	struct snapshot *s;

	(void)state;
	assert_int_equal(snapshots_get(store, &wish, &s), EACCES);
	assert_int_equal(snapshots_size(store), 0);
	snapshot_put(store, get(store, &dir, true, true));
	snapshots_free(store);
}

struct reader {
	struct snapshots *store;
	struct directory *dir;
	bool heard;
	pthread_t thread;
};

static void *
read_once(void *arg)
{
	struct reader *reader = arg;
	struct snapshot *s = get(reader->store, reader->dir, true, reader->heard);

	assert_int_equal(snapshot_count(s), 1000);
	snapshot_put(reader->store, s);
	return NULL;
}

static unsigned int
read_at_once(bool heard)
{
	struct snapshots *store = store_new();
	struct directory dir = {.end = 1000, .step = 1, .sleep_us = 20000};
	struct reader readers[16];

	for (size_t i = 0; i < ARRAY_LEN(readers); i++) {
		readers[i] = (struct reader){.store = store, .dir = &dir, .heard = heard};
		assert_int_equal(
		    pthread_create(&readers[i].thread, NULL, read_once, &readers[i]), 0);
	}
	for (size_t i = 0; i < ARRAY_LEN(readers); i++)
		assert_int_equal(pthread_join(readers[i].thread, NULL), 0);
	snapshots_free(store);
	return dir.taken;
}

/* Many readers of one directory: its names are read by one thread at a time. */
static void
test_shared(void **state)
{
	(void)state;
	assert_int_equal(read_at_once(true), 1);
	assert_in_range(read_at_once(false), 1, 16);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_places),
	    cmocka_unit_test(test_goes_on_elsewhere),
	    cmocka_unit_test(test_fresh),
	    cmocka_unit_test(test_bounded),
	    cmocka_unit_test(test_kept),
	    cmocka_unit_test(test_failure),
	    cmocka_unit_test(test_shared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
