/* SPDX-License-Identifier: BSD-2-Clause */
#include "common/shown.h"

#include "common/util.h"

void
put_shown(FILE *out, const char *text)
{
	const char *c = text;

	while (*c != '\0') {
		const char *clean = c;

		while (*c != '\0' && control_at(c) == 0)
			c++;
		if (c > clean)
			(void)fwrite(clean, 1, (size_t)(c - clean), out);
		for (size_t n = control_at(c); n > 0; n--)
			(void)fprintf(out, "\\x%02x", (unsigned char)*c++);
	}
}
