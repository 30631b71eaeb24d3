/* SPDX-License-Identifier: BSD-2-Clause */
/* lxtab auxv --compare, on vectors that no kernel of today gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kmod/lxtab/lxtab.h"
#include "kmod/tables/x86_64/lx_auxv.h"

struct answer {
	errnum error;
	bool differ;
	char *text;
};

/* What the comparison says of a file with these bytes. The caller frees text. */
static struct answer
compare(const void *bytes, size_t len)
{
	char path[] = "/tmp/lx_compare.XXXXXX";
	cleanup_fd int fd = mkstemp(path);
	struct answer a = {.differ = false};
	size_t size = 0;
	struct writer w = {.out = open_memstream(&a.text, &size)};

	assert_true(fd >= 0);
	assert_non_null(w.out);
	assert_true(write(fd, bytes, len) == (ssize_t)len);
	a.error = compare_auxv(path, &w, &a.differ);
	assert_int_equal(fclose(w.out), 0);
	assert_int_equal(unlink(path), 0);
	return a;
}

/* The same of a vector; AT_NULL is added. */
static struct answer
compare_entry(uint64_t number, uint64_t value)
{
	const uint64_t vector[] = {number, value, LX_AT_NULL, 0};

	return compare(vector, sizeof(vector));
}

static void
expect(uint64_t number, uint64_t value, bool differ, const char *line_start)
{
	struct answer a = compare_entry(number, value);

	assert_int_equal(a.error, 0);
	if (strstr(a.text, line_start) == NULL)
		fail_msg("no line \"%s\" in:\n%s", line_start, a.text);
	assert_int_equal(a.differ, differ);
	free(a.text);
}

static void
entries(void **state)
{
	static const char here[] = "mapped";

	(void)state;
	expect(LX_AT_PAGESZ, 4096, false, "same\t6\tAT_PAGESZ\t0x1000");
	expect(LX_AT_RSEQ_ALIGN, 32, false, "lacks\t28\tAT_RSEQ_ALIGN\t0x20");
	expect(99, 7, true, "unknown\t99\t-\t0x7");
	expect((uint64_t)1 << 40, 7, true, "unknown\t1099511627776\t-\t0x7");
	expect(LX_AT_PAGESZ, (uintptr_t)here, true, "type\t6\tAT_PAGESZ");
	expect(LX_AT_PHDR, 5, true, "type\t3\tAT_PHDR\t0x5");
	expect(LX_AT_EXECFN, (uintptr_t)here, false, "same\t31\tAT_EXECFN");
	/* an address may be missing: no interpreter, no vDSO */
	expect(LX_AT_BASE, 0, false, "same\t7\tAT_BASE\t0x0");
	/* what the module gives and this vector has not */
	expect(LX_AT_PAGESZ, 4096, false, "adds\t25\tAT_RANDOM\t-");
}

static void
bad_vectors(void **state)
{
	static const uint64_t no_end[] = {LX_AT_PAGESZ, 4096, LX_AT_UID, 0};
	static const uint64_t half[] = {LX_AT_PAGESZ};
	uint64_t *huge = calloc(4096, sizeof(*huge));
	struct answer a;
	bool differ = false;
	struct writer w = {.out = stdout};

	(void)state;
	assert_non_null(huge);
	memset(huge, 0x55, 4096 * sizeof(*huge));
	a = compare(no_end, sizeof(no_end));
	assert_int_equal(a.error, EINVAL);
	free(a.text);
	a = compare(half, sizeof(half));
	assert_int_equal(a.error, EINVAL);
	free(a.text);
	a = compare("", 0);
	assert_int_equal(a.error, EINVAL);
	free(a.text);
	a = compare(huge, 4096 * sizeof(*huge));
	assert_int_equal(a.error, EINVAL);
	free(a.text);
	free(huge);
	assert_int_equal(compare_auxv("/nonexistent/auxv", &w, &differ), ENOENT);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(entries),
	    cmocka_unit_test(bad_vectors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
