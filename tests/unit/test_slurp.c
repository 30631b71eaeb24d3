/* SPDX-License-Identifier: BSD-2-Clause */
/* The bounded reader: limits, files that are not what their size said, what cannot be read. */
#include "elfcheck/slurp.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int
file_of(size_t len)
{
	char path[] = "/tmp/test_slurp.XXXXXX";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(unlink(path), 0);
	for (size_t i = 0; i < len; i++) {
		char c = (char)('a' + i % 26);

		assert_int_equal(pwrite(fd, &c, 1, (off_t)i), 1);
	}
	return fd;
}

static void
check_whole(int fd, const struct stat *st, size_t limit, size_t len)
{
	char *bytes = NULL;
	size_t got = 0;

	assert_int_equal(slurp_file(fd, st, limit, &bytes, &got), 0);
	assert_int_equal(got, len);
	assert_int_equal(bytes[len], '\0');
	for (size_t i = 0; i < len; i++)
		assert_int_equal(bytes[i], 'a' + i % 26);
	free(bytes);
}

static void
test_sizes(void **state)
{
	static const size_t sizes[] = {0, 1, 4095, 4096, 4097, 20000};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		int fd = file_of(sizes[i]);
		struct stat st;

		assert_int_equal(fstat(fd, &st), 0);
		check_whole(fd, &st, 1 << 20, sizes[i]);
		check_whole(fd, NULL, 1 << 20, sizes[i]);
		check_whole(fd, &st, sizes[i], sizes[i]); /* exactly the limit */
		check_whole(fd, NULL, sizes[i], sizes[i]);
		(void)close(fd);
	}
}

static void
test_limit(void **state)
{
	int fd = file_of(5000);
	char *bytes = NULL;
	struct stat st;
	size_t got = 0;

	(void)state;
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(slurp_file(fd, &st, 4999, &bytes, &got), EFBIG);
	assert_int_equal(slurp_file(fd, NULL, 4999, &bytes, &got), EFBIG);
	assert_int_equal(slurp_file(fd, NULL, 0, &bytes, &got), EFBIG);
	assert_null(bytes);
	assert_int_equal(slurp_start(fd, &st, 4999, &bytes, &got), 0);
	assert_int_equal(got, 4999);
	assert_int_equal(bytes[4999], '\0');
	free(bytes);
	(void)close(fd);
}

/* The size is what it was when somebody looked. */
static void
test_size_that_is_wrong(void **state)
{
	int fd = file_of(5000);
	struct stat st;

	(void)state;
	assert_int_equal(fstat(fd, &st), 0);
	st.st_size = 3;
	check_whole(fd, &st, 1 << 20, 5000);
	st.st_size = 100000;
	check_whole(fd, &st, 1 << 20, 5000);
	st.st_size = 0;
	check_whole(fd, &st, 1 << 20, 5000);
	(void)close(fd);
}

static void
test_at(void **state)
{
	int fd = file_of(100);
	char buf[32];
	size_t got;

	(void)state;
	assert_int_equal(slurp_at(fd, 26, buf, sizeof(buf), &got), 0);
	assert_int_equal(got, sizeof(buf));
	assert_memory_equal(buf, "abcdefghijklmnopqrstuvwxyzabcdef", sizeof(buf));
	assert_int_equal(slurp_at(fd, 90, buf, sizeof(buf), &got), 0);
	assert_int_equal(got, 10);
	assert_int_equal(slurp_at(fd, 1000, buf, sizeof(buf), &got), 0);
	assert_int_equal(got, 0);
	assert_int_equal(slurp_at(fd, UINT64_MAX - 3, buf, sizeof(buf), &got), EINVAL);
	assert_int_equal(got, 0);
	(void)close(fd);
}

static void
test_what_cannot_be_read(void **state)
{
	int fd = open("/", O_RDONLY | O_CLOEXEC);
	char *bytes = NULL;
	int ends[2];
	size_t got;
	char c;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(slurp_file(fd, NULL, 100, &bytes, &got), EISDIR);
	(void)close(fd);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(slurp_at(ends[0], 0, &c, 1, &got), ESPIPE);
	(void)close(ends[0]);
	(void)close(ends[1]);
	assert_int_equal(slurp_at(-1, 0, &c, 1, &got), EBADF);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sizes),
	    cmocka_unit_test(test_limit),
	    cmocka_unit_test(test_size_that_is_wrong),
	    cmocka_unit_test(test_at),
	    cmocka_unit_test(test_what_cannot_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
