/* SPDX-License-Identifier: BSD-2-Clause */
#include "common/json.h"

#include <inttypes.h>
#include <string.h>

/* Length of the UTF-8 sequence at s (left bytes long), or 0 when it is not one (RFC 3629, table 3-7
 * of Unicode). */
static size_t
utf8_len(const unsigned char *s, size_t left)
{
	unsigned char lo = 0x80;
	unsigned char hi = 0xbf;
	size_t n;

	if (s[0] < 0x80)
		return 1;
	if (s[0] >= 0xc2 && s[0] <= 0xdf)
		n = 2;
	else if (s[0] >= 0xe0 && s[0] <= 0xef)
		n = 3;
	else if (s[0] >= 0xf0 && s[0] <= 0xf4)
		n = 4;
	else
		return 0;
	if (left < n)
		return 0;
	if (s[0] == 0xe0)
		lo = 0xa0; /* no overlong forms */
	else if (s[0] == 0xed)
		hi = 0x9f; /* no surrogates */
	else if (s[0] == 0xf0)
		lo = 0x90;
	else if (s[0] == 0xf4)
		hi = 0x8f;
	if (s[1] < lo || s[1] > hi)
		return 0;
	for (size_t i = 2; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

/* How many bytes at s stand for themselves: printable ASCII without the two that JSON escapes. */
static size_t
plain_run(const unsigned char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] >= 0x20 && s[n] < 0x7f && s[n] != '"' && s[n] != '\\')
		n++;
	return n;
}

static void
put_quoted(struct json *j, const char *bytes, size_t len)
{
	const unsigned char *s = (const unsigned char *)bytes;

	(void)putc('"', j->out);
	for (size_t i = 0; i < len;) {
		size_t plain = plain_run(s + i, len - i);
		size_t n;

		if (plain > 0) {
			/* of that length: NOLINTNEXTLINE(clang-analyzer-unix*) */
			(void)fwrite(s + i, 1, plain, j->out);
			i += plain;
			continue;
		}
		n = utf8_len(s + i, len - i);
		if (n == 0) {
			/* the text \xNN, with its backslash escaped for JSON */
			(void)fprintf(j->out, "\\\\x%02x", s[i]);
			j->lossy = true;
			i++;
			continue;
		}
		if (n > 1) {
			/* of that length: NOLINTNEXTLINE(clang-analyzer-unix*) */
			(void)fwrite(s + i, 1, n, j->out);
		} else if (s[i] == '"' || s[i] == '\\') {
			(void)putc('\\', j->out);
			(void)putc(s[i], j->out);
		} else if (s[i] == '\n') {
			(void)fputs("\\n", j->out);
		} else if (s[i] == '\t') {
			(void)fputs("\\t", j->out);
		} else if (s[i] < 0x20 || s[i] == 0x7f) {
			(void)fprintf(j->out, "\\u%04x", s[i]);
		} else {
			(void)putc(s[i], j->out);
		}
		i += n;
	}
	(void)putc('"', j->out);
}

static void
put_key(struct json *j, const char *key)
{
	if (!j->first)
		(void)fputs(", ", j->out);
	j->first = false;
	if (key != NULL) {
		(void)putc('"', j->out);
		(void)fputs(key, j->out);
		(void)fputs("\": ", j->out);
	}
}

void
json_begin(struct json *j, FILE *out)
{
	j->out = out;
	j->first = true;
	j->lossy = false;
	(void)putc('{', out);
	json_int(j, "format", 1);
}

void
json_end(struct json *j)
{
	if (j->lossy)
		json_bool(j, "lossy", true);
	(void)fputs("}\n", j->out);
}

void
json_bytes(struct json *j, const char *key, const char *value, size_t len)
{
	put_key(j, key);
	put_quoted(j, value, len);
}

void
json_string(struct json *j, const char *key, const char *value)
{
	if (value == NULL)
		json_null(j, key);
	else
		json_bytes(j, key, value, strlen(value));
}

void
json_int(struct json *j, const char *key, int64_t value)
{
	put_key(j, key);
	(void)fprintf(j->out, "%" PRId64, value);
}

void
json_uint(struct json *j, const char *key, uint64_t value)
{
	put_key(j, key);
	(void)fprintf(j->out, "%" PRIu64, value);
}

void
json_bool(struct json *j, const char *key, bool value)
{
	put_key(j, key);
	(void)fputs(value ? "true" : "false", j->out);
}

void
json_null(struct json *j, const char *key)
{
	put_key(j, key);
	(void)fputs("null", j->out);
}

void
json_array_begin(struct json *j, const char *key)
{
	put_key(j, key);
	(void)putc('[', j->out);
	j->first = true;
}

void
json_array_end(struct json *j)
{
	(void)putc(']', j->out);
	j->first = false;
}

void
json_object_begin(struct json *j, const char *key)
{
	put_key(j, key);
	(void)putc('{', j->out);
	j->first = true;
}

void
json_object_end(struct json *j)
{
	(void)putc('}', j->out);
	j->first = false;
}
