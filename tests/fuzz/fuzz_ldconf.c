/* SPDX-License-Identifier: BSD-2-Clause */
/* One ld.so.conf file from any bytes; includes are not followed. Tokens of each line are expanded.
 */
#include "tests/fuzz/fuzz.h"

#include "elfcheck/ldconf.h"
#include "elfcheck/loader.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *dirs[] = {"/lib/", "/usr/lib/"};
	struct ec_profile profile = {.dirs = dirs, .ndirs = 2};
	struct ec_tokens tokens = {.origin = "/opt/bin",
	    .lib = "lib64",
	    .platform = "x86_64",
	    .secure = (size & 1) != 0,
	    .main = (size & 2) != 0,
	    .profile = &profile};
	struct arena arena = {NULL};
	struct ldconf conf = {.arena = &arena};
	char *text = malloc(size + 1);

	if (text == NULL)
		abort();
	memcpy(text, data, size);
	ldconf_parse(NULL, "/etc/ld.so.conf", text, size, 0, &conf);
	for (size_t i = 0; i < conf.ndirs; i++) {
		const char *out = ec_expand(&tokens, conf.dirs[i].dir, &arena);

		if (conf.dirs[i].dir[0] != '/' || conf.dirs[i].line == 0 ||
		    strlen(out) > 16 * (size + 1))
			abort();
	}
	arena_release(&arena);
	free(text);
	return 0;
}
