/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * x86's cpuid words that the linkers look at. The instruction traps under a hypervisor (ten
 * microseconds each), and a libc that has run it already may say what it got.
 */
#ifndef ELFCHECK_CPU_WORDS_H
#define ELFCHECK_CPU_WORDS_H

#include <stdbool.h>

struct ec_cpu_words {
	bool intel; /* the vendor */
	unsigned ecx1; /* of leaf 1, and so on; 0 where the processor has no such leaf */
	unsigned edx1;
	unsigned ebx7;
	unsigned ecx81; /* leaf 0x80000001 */
};

/* Fill *out from this processor. */
void ec_cpu_words_read(struct ec_cpu_words *out);

#endif
