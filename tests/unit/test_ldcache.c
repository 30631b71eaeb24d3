/* SPDX-License-Identifier: BSD-2-Clause */
/* ld.so.cache: formats, bogus offsets, order, named and legacy hwcaps. */
#include "elfcheck/ldcache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum {
	MAX = 4096,
};

/* A cache under construction, in the new format. */
struct maker {
	char bytes[MAX];
	size_t strings;
	uint32_t count;
	uint32_t most;
};

static void
put32(struct maker *m, size_t at, uint32_t v)
{
	memcpy(m->bytes + at, &v, sizeof(v)); /* the tests run on the byte order they write */
}

static void
start(struct maker *m, uint32_t most)
{
	memset(m, 0, sizeof(*m));
	memcpy(m->bytes, "glibc-ld.so.cache1.1", 20);
	m->most = most;
	put32(m, 20, most);
	m->strings = 48 + 24 * (size_t)most;
}

static uint32_t
string(struct maker *m, const char *s)
{
	uint32_t at = (uint32_t)m->strings;

	memcpy(m->bytes + at, s, strlen(s) + 1);
	m->strings += strlen(s) + 1;
	return at;
}

static void
entry(struct maker *m, const char *name, const char *path, uint32_t flags, uint64_t hwcap)
{
	size_t at = 48 + 24 * (size_t)m->count++;

	put32(m, at, flags);
	put32(m, at + 4, string(m, name));
	put32(m, at + 8, string(m, path));
	memcpy(m->bytes + at + 16, &hwcap, sizeof(hwcap));
}

static void
finish(struct maker *m, struct ldcache *c)
{
	char *copy = malloc(m->strings + 1);

	memcpy(copy, m->bytes, m->strings);
	assert_int_equal(ldcache_parse(copy, m->strings, false, c), 0);
}

static const char *
look(const struct ldcache *c, const char *name, const struct ldcache_want *want)
{
	struct ldcache_entry e;
	uint32_t index;
	uint32_t first;
	uint32_t same;

	if (!ldcache_lookup(c, name, want, &index, &first, &same))
		return NULL;
	ldcache_entry(c, index, &e);
	return e.path;
}

static const struct ldcache_want newest = {.flags = 0x303, .named = true};
static const struct ldcache_want older = {.flags = 0x303, .legacy = true, .hwcap = 2};

static void
numbers_compare_as_numbers(void **state)
{
	struct maker m;
	struct ldcache c;

	(void)state;
	start(&m, 4);
	entry(&m, "libx.so.10", "/a", 0x303, 0);
	entry(&m, "libx.so.9", "/b", 0x303, 0);
	entry(&m, "libx.so.01", "/c", 0x303, 0);
	entry(&m, "liba.so", "/d", 0x303, 0);
	finish(&m, &c);
	assert_string_equal(look(&c, "libx.so.10", &newest), "/a");
	assert_string_equal(look(&c, "libx.so.9", &newest), "/b");
	assert_string_equal(look(&c, "libx.so.1", &newest), "/c"); /* as glibc has it */
	assert_string_equal(look(&c, "liba.so", &newest), "/d");
	assert_null(look(&c, "libb.so", &newest));
	ldcache_release(&c);
}

static void
first_entry_with_the_right_flags_wins(void **state)
{
	struct maker m;
	struct ldcache c;

	(void)state;
	start(&m, 3);
	entry(&m, "libx.so.1", "/32", 0x3, 0);
	entry(&m, "libx.so.1", "/first", 0x303, 0);
	entry(&m, "libx.so.1", "/second", 0x303, 0);
	finish(&m, &c);
	assert_string_equal(look(&c, "libx.so.1", &newest), "/first");
	ldcache_release(&c);
}

static void
legacy_bits_count_up_to_2_36(void **state)
{
	struct maker m;
	struct ldcache c;

	(void)state;
	start(&m, 3);
	entry(&m, "libx.so.1", "/unknown-bit", 0x303, 1U << 20);
	entry(&m, "libx.so.1", "/known-bit", 0x303, 2);
	entry(&m, "libx.so.1", "/plain", 0x303, 0);
	finish(&m, &c);
	assert_string_equal(look(&c, "libx.so.1", &older), "/known-bit");
	assert_string_equal(look(&c, "libx.so.1", &newest), "/plain");
	ldcache_release(&c);
}

static void
kernel_of_an_entry_counts_up_to_2_35(void **state)
{
	struct ldcache_want want = older;
	struct maker m;
	struct ldcache c;

	(void)state;
	start(&m, 2);
	entry(&m, "libx.so.1", "/new", 0x303, 0);
	entry(&m, "libx.so.1", "/old", 0x303, 0);
	put32(&m, 48 + 12, 0x060000);
	finish(&m, &c);
	assert_string_equal(look(&c, "libx.so.1", &want), "/new");
	want.osversion = 0x050a00;
	assert_string_equal(look(&c, "libx.so.1", &want), "/old");
	ldcache_release(&c);
}

static void
bogus_offsets_are_no_strings(void **state)
{
	struct ldcache_entry e;
	struct maker m;
	struct ldcache c;

	(void)state;
	start(&m, 1);
	entry(&m, "libx.so.1", "/a", 0x303, 0);
	put32(&m, 48 + 8, 0xfffffff0U);
	finish(&m, &c);
	ldcache_entry(&c, 0, &e);
	assert_string_equal(e.name, "libx.so.1");
	assert_null(e.path);
	assert_null(look(&c, "libx.so.1", &newest));
	ldcache_release(&c);
}

static void
refuses_what_the_loader_ignores(void **state)
{
	static const char *const bad[] = {"", "ld.so-1.7.0", "glibc-ld.so.cache1.1",
	    "glibc-ld.so.cache1.1\377\377\377\377aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		char *copy = malloc(strlen(bad[i]) + 1);
		struct ldcache c;

		memcpy(copy, bad[i], strlen(bad[i]) + 1);
		assert_int_equal(ldcache_parse(copy, strlen(bad[i]), false, &c), EINVAL);
		free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_compare_as_numbers),
	    cmocka_unit_test(first_entry_with_the_right_flags_wins),
	    cmocka_unit_test(legacy_bits_count_up_to_2_36),
	    cmocka_unit_test(kernel_of_an_entry_counts_up_to_2_35),
	    cmocka_unit_test(bogus_offsets_are_no_strings),
	    cmocka_unit_test(refuses_what_the_loader_ignores),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
