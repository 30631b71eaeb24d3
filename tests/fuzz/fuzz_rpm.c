/* SPDX-License-Identifier: BSD-2-Clause */
/* A package's header of rpm's database from any bytes: the name, and files looked for in it. */
#include "tests/fuzz/fuzz.h"

#include "elfcheck/rpm_header.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *bytes = malloc(size == 0 ? 1 : size); /* its end is the end of what may be read */
	struct rpm_header h;
	const char *name;

	if (bytes == NULL)
		abort();
	if (size > 0)
		memcpy(bytes, data, size);
	if (rpm_header_open(&h, bytes, size)) {
		name = rpm_header_name(&h);
		if (name != NULL && (*name == '\0' || name < (const char *)bytes ||
					name + strlen(name) >= (const char *)bytes + size))
			abort();
		(void)rpm_header_has_file(&h, "/usr/lib64/libbad.so.1");
		(void)rpm_header_has_file(&h, "/opt/libbad.so.1");
		(void)rpm_header_has_file(&h, "/x");
		(void)rpm_header_has_file(&h, "");
	}
	free(bytes);
	return 0;
}
