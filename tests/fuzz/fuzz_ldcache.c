/* SPDX-License-Identifier: BSD-2-Clause */
/* ld.so.cache from any bytes: parsed, every entry shown, and names looked up in it. */
#include "tests/fuzz/fuzz.h"

#include "elfcheck/ldcache.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const hwcaps[] = {"x86-64-v3", "x86-64-v2"};
	struct ldcache_want want = {.flags = 0x303,
	    .named = true,
	    .hwcaps = hwcaps,
	    .nhwcaps = 2,
	    .isa = 7,
	    .isa_checked = true};
	char *bytes = malloc(size + 1);
	struct ldcache_entry e;
	struct ldcache c;
	uint32_t index;
	uint32_t first;
	uint32_t same;
	char words[128];

	if (bytes == NULL)
		abort();
	memcpy(bytes, data, size);
	if (ldcache_parse(bytes, size, (size & 1) != 0, &c) != 0) {
		free(bytes);
		return 0;
	}
	for (uint32_t i = 0; i < c.count; i++) {
		ldcache_entry(&c, i, &e);
		ldcache_words(&c, &e, words, sizeof(words));
		if ((e.name != NULL && strlen(e.name) > size) ||
		    (e.path != NULL && strlen(e.path) > size))
			abort();
	}
	for (int old = 0; old < 2; old++) {
		want.named = old == 0;
		want.legacy = old == 1;
		if (ldcache_lookup(&c, "libc.so.6", &want, &index, &first, &same) &&
		    (index < first || index - first >= same || index >= c.count))
			abort();
		if (c.count > 0) {
			ldcache_entry(&c, c.count / 2, &e);
			if (e.name != NULL)
				(void)ldcache_lookup(&c, e.name, &want, &index, &first, &same);
		}
	}
	ldcache_release(&c);
	return 0;
}
