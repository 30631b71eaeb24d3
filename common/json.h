/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A writer for NDJSON: one flat or nested object a line, "format": 1 first in each.
 *
 *	struct json j;
 *
 *	json_begin(&j, stdout);
 *	json_string(&j, "file", path);
 *	json_array_begin(&j, "notes");
 *	json_string(&j, NULL, "FreeBSD/1");
 *	json_array_end(&j);
 *	json_end(&j);
 *
 * Inside an array the key is NULL. Strings are bytes from file systems: those that are not UTF-8
 * have each bad byte written as the text \xNN, and the object gets "lossy": true at its end. Errors
 * of the stream are the caller's to check (ferror) once at the end.
 */
#ifndef COMMON_JSON_H
#define COMMON_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct json {
	FILE *out;
	bool first; /* no member written yet at this level */
	bool lossy; /* a string of this object was not UTF-8 */
};

/* Start a line's object with "format": 1. */
void json_begin(struct json *j, FILE *out);
/* End the line's object, with "lossy": true when it is due, and the line. */
void json_end(struct json *j);

/* A string member; value NULL writes null. */
void json_string(struct json *j, const char *key, const char *value);
/* The same for len bytes, which may hold NUL. */
void json_bytes(struct json *j, const char *key, const char *value, size_t len);
void json_int(struct json *j, const char *key, int64_t value);
void json_uint(struct json *j, const char *key, uint64_t value);
void json_bool(struct json *j, const char *key, bool value);
void json_null(struct json *j, const char *key);

void json_array_begin(struct json *j, const char *key);
void json_array_end(struct json *j);
void json_object_begin(struct json *j, const char *key);
void json_object_end(struct json *j);

#endif
