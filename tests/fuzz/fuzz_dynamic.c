/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A sound library whose dynamic section, string, version and symbol tables the input overwrites:
 * pairs of (place, value) after a first byte for class, byte order and hash table.
 */
#include "tests/fuzz/fuzz.h"

#include "elfcheck/brand.h"
#include "tests/elf/builder.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct eb_spec spec = {
	    .needed = {"libfoo.so.1", "libbar.so.2"},
	    .soname = "libmine.so.2",
	    .runpath = "$ORIGIN",
	    .needs = {{"libfoo.so.1", "FOO_1", 0}, {"libbar.so.2", "BAR_2", 0}},
	    .defs = {{NULL, "MINE_1", 0}, {NULL, "MINE_2", 0}},
	    .syms = {{"puts", 1, 2, false}, {"mine", 1, 2, true}, {"yours", 1, 2, true}},
	};
	struct ec_evidence e;
	struct ec_obj *obj;
	struct ec_reader r;
	struct ec_dyn dyn;
	uint8_t *bytes;
	size_t built;
	size_t start;

	if (size < 2)
		return 0;
	spec.is32 = data[0] & 1;
	spec.big = data[0] & 2;
	spec.sysv_hash = data[0] & 4;
	bytes = eb_build(&spec, &built);
	start = spec.is32 ? 52 + 7 * 32 : 64 + 7 * 56; /* leave the headers alone */
	for (size_t i = 1; i + 2 < size; i += 3) {
		size_t at = start + (((size_t)data[i] << 8 | data[i + 1]) % (built - start));

		bytes[at] = data[i + 2];
	}
	if (ec_open_mem(&r, bytes, built) != 0)
		abort();
	ec_brand_evidence(&r, &e);
	if (ec_dyn_read(&r, &dyn)) {
		(void)ec_sym_defined(&r, &dyn, "mine");
		(void)ec_sym_defined(&r, &dyn, "nobody");
	}
	if (ec_obj_read_mem(bytes, built, &obj) != 0)
		abort();
	for (uint32_t i = 0; i < obj->nneeded; i++)
		if (strlen(ec_str(obj, obj->needed[i])) >= EC_MAX_STRING)
			abort();
	ec_obj_free(obj);
	free(bytes);
	return 0;
}
