/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The input is the inside of a note segment (bit 2 of its first byte: of two) in an otherwise sound
 * file whose class and byte order its first byte gives, so that the fuzzer need not find a header.
 */
#include "tests/fuzz/fuzz.h"

#include "elfcheck/brand.h"
#include "elfcheck/verdict.h"
#include "tests/elf/builder.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum {
		ROOM = 40000
	};
	struct eb_spec spec = {.notes = {{"x", 0, {0}, 0, 0}, {"x", 0, {0}, 0, 1}}};
	struct ec_kernel_verdict verdict;
	struct ec_note_iter it;
	struct ec_note note;
	struct ec_evidence e;
	struct ec_reader r;
	uint8_t *bytes;
	size_t built;
	size_t at;

	if (size < 2 || size > ROOM)
		return 0;
	spec.is32 = data[0] & 1;
	spec.big = data[0] & 2;
	spec.note_align = data[0] & 8 ? 8 : 4;
	spec.note_tail = (unsigned)size - 1;
	if (data[0] & 4)
		spec.notes[1].owner = NULL;
	bytes = eb_build(&spec, &built);
	if (ec_open_mem(&r, bytes, built) != 0)
		abort();
	ec_note_begin(&it);
	while (ec_note_next(&r, &it, &note)) {
		at = (size_t)note.seg_offset;
		memcpy(bytes + at, data + 1, size - 1);
		it.at = it.end; /* this segment's first note led here; on to the next segment */
	}
	if (ec_open_mem(&r, bytes, built) != 0)
		abort();
	ec_brand_evidence(&r, &e);
	for (int k = EC_KERNEL_14; k <= EC_KERNEL_MAIN; k++)
		ec_kernel_judge(&r, (enum ec_kernel)k, 3, &verdict);
	ec_note_begin(&it);
	while (ec_note_next(&r, &it, &note))
		if (note.seg_offset > note.offset || note.desc_offset + note.desc_len > built)
			abort();
	free(bytes);
	return 0;
}
