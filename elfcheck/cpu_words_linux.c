/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/cpu_words.h"

#include <cpuid.h>
#include <stddef.h>
#include <sys/platform/x86.h>

/* The processor's own words, not what glibc's tunables have left of them. */
static const unsigned *
words(unsigned leaf)
{
	static const unsigned none[4];
	const struct cpuid_feature *f = __x86_get_cpuid_feature_leaf(leaf);

	return f == NULL ? none : f->cpuid_array;
}

void
ec_cpu_words_read(struct ec_cpu_words *out)
{
	enum {
		EBX = 1,
		ECX,
		EDX
	};
	unsigned max;
	unsigned b;
	unsigned c;
	unsigned d;

	__cpuid(0, max, b, c, d); /* glibc does not pass the vendor on */
	(void)max;
	out->intel =
	    b == signature_INTEL_ebx && c == signature_INTEL_ecx && d == signature_INTEL_edx;
	out->ecx1 = words(CPUID_INDEX_1)[ECX];
	out->edx1 = words(CPUID_INDEX_1)[EDX];
	out->ebx7 = words(CPUID_INDEX_7)[EBX];
	out->ecx81 = words(CPUID_INDEX_80000001)[ECX];
}
