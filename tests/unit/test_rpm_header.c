/* SPDX-License-Identifier: BSD-2-Clause */
/* Headers of rpm's databases: names and files, and what is cut off or points elsewhere. */
#include "elfcheck/rpm_header.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A header under construction. */
struct build {
	uint8_t entries[16 * 16];
	uint8_t data[1024];
	uint32_t nentries;
	uint32_t len;
};

static void
put32(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)(v >> 24);
	p[1] = (uint8_t)(v >> 16);
	p[2] = (uint8_t)(v >> 8);
	p[3] = (uint8_t)v;
}

static void
add(struct build *b, uint32_t tag, uint32_t type, uint32_t count, const void *data, size_t len)
{
	uint8_t *e = b->entries + (size_t)16 * b->nentries++;

	put32(e, tag);
	put32(e + 4, type);
	put32(e + 8, b->len);
	put32(e + 12, count);
	memcpy(b->data + b->len, data, len);
	b->len += (uint32_t)len;
}

/* The bytes, in a block of exactly their size. */
static uint8_t *
finish(const struct build *b, size_t *len)
{
	uint8_t *p;

	*len = 8 + (size_t)16 * b->nentries + b->len;
	p = malloc(*len);
	assert_non_null(p);
	put32(p, b->nentries);
	put32(p + 4, b->len);
	memcpy(p + 8, b->entries, (size_t)16 * b->nentries);
	memcpy(p + 8 + (size_t)16 * b->nentries, b->data, b->len);
	return p;
}

#define TEXT(s) s, sizeof(s)

static void
fill(struct build *b)
{
	uint8_t indexes[12];

	memset(b, 0, sizeof(*b));
	put32(indexes, 1);
	put32(indexes + 4, 0);
	put32(indexes + 8, 9); /* there is no such directory */
	add(b, 1000, 6, 1, TEXT("foo-libs"));
	add(b, 1117, 8, 3, TEXT("liba.so\0liba.so\0lost"));
	add(b, 1118, 8, 2, TEXT("/usr/lib64/\0/opt/"));
	add(b, 1116, 4, 3, indexes, sizeof(indexes));
}

static void
test_name_and_files(void **state)
{
	struct rpm_header h;
	struct build b;
	uint8_t *bytes;
	size_t len;

	(void)state;
	fill(&b);
	bytes = finish(&b, &len);
	assert_true(rpm_header_open(&h, bytes, len));
	assert_string_equal(rpm_header_name(&h), "foo-libs");
	assert_true(rpm_header_has_file(&h, "/usr/lib64/liba.so"));
	assert_true(rpm_header_has_file(&h, "/opt/liba.so"));
	assert_false(rpm_header_has_file(&h, "/usr/lib/liba.so"));
	assert_false(rpm_header_has_file(&h, "/opt/liba"));
	assert_false(rpm_header_has_file(&h, "/opt/lost"));
	assert_false(rpm_header_has_file(&h, "liba.so"));
	assert_false(rpm_header_has_file(&h, ""));
	free(bytes);
}

static void
test_old_names(void **state)
{
	struct rpm_header h;
	struct build b = {.nentries = 0};
	uint8_t *bytes;
	size_t len;

	(void)state;
	add(&b, 1027, 8, 2, TEXT("/bin/a\0/bin/b"));
	bytes = finish(&b, &len);
	assert_true(rpm_header_open(&h, bytes, len));
	assert_null(rpm_header_name(&h));
	assert_true(rpm_header_has_file(&h, "/bin/b"));
	assert_false(rpm_header_has_file(&h, "/bin/c"));
	free(bytes);
}

static void
test_damage(void **state)
{
	struct rpm_header h;
	struct build b;
	uint8_t *bytes;
	size_t len;

	(void)state;
	fill(&b);
	bytes = finish(&b, &len);
	for (size_t cut = 0; cut < len; cut++)
		assert_false(rpm_header_open(&h, bytes, cut));
	free(bytes);

	fill(&b);
	put32(b.entries + 4, 4); /* a name that is no string */
	bytes = finish(&b, &len);
	assert_true(rpm_header_open(&h, bytes, len));
	assert_null(rpm_header_name(&h));
	free(bytes);

	fill(&b);
	put32(b.entries + 8, b.len); /* behind the data */
	put32(b.entries + 3 * 16 + 12, UINT32_MAX); /* more files than there are */
	bytes = finish(&b, &len);
	assert_true(rpm_header_open(&h, bytes, len));
	assert_null(rpm_header_name(&h));
	assert_true(rpm_header_has_file(&h, "/opt/liba.so"));
	free(bytes);

	memset(&b, 0, sizeof(b));
	add(&b, 1000, 6, 1, "name", 4); /* without an end */
	bytes = finish(&b, &len);
	assert_true(rpm_header_open(&h, bytes, len));
	assert_null(rpm_header_name(&h));
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_name_and_files),
	    cmocka_unit_test(test_old_names),
	    cmocka_unit_test(test_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
