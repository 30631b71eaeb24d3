/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as a whole file: reader, parsed object, ladder, verdicts. */
#include "tests/fuzz/fuzz.h"

#include "elfcheck/brand.h"
#include "elfcheck/verdict.h"

#include <stdlib.h>

void
fuzz_one_file(const uint8_t *data, size_t size)
{
	struct ec_kernel_verdict verdict;
	struct ec_evidence evidence;
	struct ec_obj *obj;
	struct ec_reader r;
	enum ec_brand brand;
	enum ec_by by;
	char words[64];

	if (ec_open_mem(&r, data, size) == 0) {
		ec_brand_decide(&r, &brand, &by);
		ec_brand_evidence(&r, &evidence);
		if (evidence.brand != brand || evidence.by != by)
			abort();
		for (int k = EC_KERNEL_14; k <= EC_KERNEL_MAIN; k++)
			ec_kernel_judge(&r, (enum ec_kernel)k, -1, &verdict);
	}
	if (ec_obj_read_mem(data, size, &obj) != 0)
		abort();
	for (uint32_t i = 0; i < obj->nnotes; i++)
		ec_note_words(&r, &obj->notes[i], words, sizeof(words));
	(void)ec_glibc_judge(obj);
	(void)ec_musl_judge(obj);
	ec_obj_free(obj);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_one_file(data, size);
	return 0;
}
