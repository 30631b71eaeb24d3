/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as a pasted line. What is taken out of it is a part of it. */
#include "tests/fuzz/fuzz.h"

#include "elfcheck/explain.h"

#include <stdlib.h>
#include <string.h>

static void
must_be_part(const char *line, const char *text)
{
	if (text != NULL && (*text == '\0' || strstr(line, text) == NULL))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {NULL};
	struct explained e;
	char *line = malloc(size + 1);

	if (line == NULL)
		abort();
	memcpy(line, data, size);
	line[size] = '\0';
	if (explain_parse(line, &arena, &e)) {
		must_be_part(line, e.program);
		must_be_part(line, e.file);
		must_be_part(line, e.needed_by);
		if (e.symbol != NULL && strstr(line, e.symbol) == NULL)
			abort();
		if (e.who == NULL || e.cause == EXPLAIN_NONE || *explain_meaning(e.cause) == '\0' ||
		    *explain_cause_name(e.cause) == '\0' || explain_advice(e.cause)[0] == NULL)
			abort();
	}
	arena_release(&arena);
	free(line);
	return 0;
}
