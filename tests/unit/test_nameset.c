/* SPDX-License-Identifier: BSD-2-Clause */
/* The set that can only exclude, against what was really added to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fs/nameset.h"

#include <errno.h>
#include <stdio.h>

enum {
	NAME_MAX_HERE = 255,
	ROUNDS = 300,
	OTHERS = 20000
};

static uint64_t state;

static uint64_t
next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

/* A name of any bytes but 0 and '/', of a length that is more often short. */
static void
random_name(char name[NAME_MAX_HERE + 1])
{
	size_t len = 1 + next() % (next() % 4 == 0 ? NAME_MAX_HERE : 12);

	for (size_t i = 0; i < len; i++) {
		name[i] = (char)(1 + next() % 255);
		if (name[i] == '/')
			name[i] = 'x';
	}
	name[len] = '\0';
}

static struct nameset *
made(struct nameset_draft *draft)
{
	struct nameset *set;

	assert_int_equal(nameset_make(draft, &set), 0);
	nameset_discard(draft);
	return set;
}

static void
test_empty(void **arg)
{
	struct nameset_draft draft = {0};
	struct nameset *set = made(&draft);

	(void)arg;
	assert_int_equal(nameset_count(set), 0);
	assert_false(nameset_may_have(set, "a"));
	assert_false(nameset_may_have(set, ""));
	free(set);
}

static void
test_neighbours(void **arg)
{
	static const char *const in[] = {"a", "ab", "abcdefgh", "abcdefghi", "abcdefgh1", "A"};
	static const char *const out[] = {
	    "b", "abc", "abcdefg", "bbcdefgh", "abcdefghj", "abcdefgh12", "B", "aB"};
	struct nameset_draft draft = {0};
	struct nameset *set;

	(void)arg;
	for (size_t i = 0; i < ARRAY_LEN(in); i++)
		assert_int_equal(nameset_add(&draft, in[i]), 0);
	set = made(&draft);
	for (size_t i = 0; i < ARRAY_LEN(in); i++)
		assert_true(nameset_may_have(set, in[i]));
	for (size_t i = 0; i < ARRAY_LEN(out); i++)
		assert_false(nameset_may_have(set, out[i]));
	free(set);
}

/* Whatever was added is never excluded. */
static void
test_never_wrong(void **arg)
{
	(void)arg;
	state = 1;
	for (unsigned int round = 0; round < ROUNDS; round++) {
		size_t count = next() % 200;
		struct nameset_draft draft = {0};
		struct nameset *set;
		uint64_t begin = state;
		char name[NAME_MAX_HERE + 1];

		for (size_t i = 0; i < count; i++) {
			random_name(name);
			assert_int_equal(nameset_add(&draft, name), 0);
		}
		set = made(&draft);
		assert_int_equal(nameset_count(set), count);
		state = begin;
		for (size_t i = 0; i < count; i++) {
			random_name(name);
			assert_true(nameset_may_have(set, name));
		}
		free(set);
	}
}

/* Of names as programs make them, that differ by little, hardly any is taken for another. */
static void
test_seldom_in_doubt(void **arg)
{
	static const char *const forms[][2] = {
	    {"", ""}, {"file-", ".c"}, {"lib", ".so.1"}, {"00000000", ""}, {"n1234.", ""}};

	(void)arg;
	for (size_t f = 0; f < ARRAY_LEN(forms); f++) {
		for (unsigned int count = 1; count <= NAMESET_MAX; count *= 16) {
			struct nameset_draft draft = {0};
			struct nameset *set;
			unsigned int doubts = 0;
			char name[32];

			for (unsigned int i = 0; i < count; i++) {
				(void)snprintf(
				    name, sizeof(name), "%s%u%s", forms[f][0], i, forms[f][1]);
				assert_int_equal(nameset_add(&draft, name), 0);
			}
			set = made(&draft);
			assert_true(nameset_size(set) <= 4U * count + 64);
			for (unsigned int i = 0; i < OTHERS; i++) {
				(void)snprintf(name, sizeof(name), "%s%u%s", forms[f][0], count + i,
				    forms[f][1]);
				doubts += nameset_may_have(set, name);
			}
			assert_in_range(doubts, 0, OTHERS / 50);
			free(set);
		}
	}
}

static void
test_not_too_many(void **arg)
{
	struct nameset_draft draft = {0};

	(void)arg;
	for (unsigned int i = 0; i < NAMESET_MAX; i++)
		assert_int_equal(nameset_add(&draft, "n"), 0);
	assert_int_equal(nameset_add(&draft, "n"), EFBIG);
	nameset_discard(&draft);
	assert_int_equal(nameset_add(&draft, "n"), 0);
	nameset_discard(&draft);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_empty),
	    cmocka_unit_test(test_neighbours),
	    cmocka_unit_test(test_never_wrong),
	    cmocka_unit_test(test_seldom_in_doubt),
	    cmocka_unit_test(test_not_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
