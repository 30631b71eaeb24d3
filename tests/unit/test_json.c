/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/json.h"

/* What one call to body writes. The caller frees it. */
static char *
line_of(void (*body)(struct json *))
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	struct json j;

	assert_non_null(out);
	json_begin(&j, out);
	body(&j);
	json_end(&j);
	assert_int_equal(fclose(out), 0);
	return text;
}

static void
expect(void (*body)(struct json *), const char *want)
{
	char *got = line_of(body);

	assert_string_equal(got, want);
	free(got);
}

static void
body_nested(struct json *j)
{
	json_string(j, "a", "x");
	json_array_begin(j, "l");
	json_int(j, NULL, -1);
	json_object_begin(j, NULL);
	json_bool(j, "t", true);
	json_object_end(j);
	json_array_end(j);
	json_string(j, "n", NULL);
}

static void
test_nested(void **state)
{
	(void)state;
	expect(body_nested,
	    "{\"format\": 1, \"a\": \"x\", \"l\": [-1, {\"t\": true}], \"n\": null}\n");
}

static void
body_escapes(struct json *j)
{
	json_string(j, "s", "q\" b\\ n\n t\t c\x01 d\x7f u\xc3\xa4");
}

static void
test_escapes(void **state)
{
	(void)state;
	expect(body_escapes,
	    "{\"format\": 1, \"s\": \"q\\\" b\\\\ n\\n t\\t c\\u0001 d\\u007f u\xc3\xa4\"}\n");
}

static void
body_lossy(struct json *j)
{
	/* a lone byte, an overlong slash, a surrogate, a cut sequence */
	json_string(j, "s", "\xff|\xc0\xaf|\xed\xa0\x80|\xe2\x82");
}

static void
test_lossy(void **state)
{
	(void)state;
	expect(body_lossy, "{\"format\": 1, \"s\": "
			   "\"\\\\xff|\\\\xc0\\\\xaf|\\\\xed\\\\xa0\\\\x80|\\\\xe2\\\\x82\", "
			   "\"lossy\": true}\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nested),
	    cmocka_unit_test(test_escapes),
	    cmocka_unit_test(test_lossy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
