/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/cpu_words.h"

#if defined(__x86_64__) || defined(__i386__)

#include <cpuid.h>

void
ec_cpu_words_read(struct ec_cpu_words *out)
{
	unsigned a;
	unsigned b;
	unsigned c;
	unsigned d;

	*out = (struct ec_cpu_words){.intel = false};
	if (__get_cpuid(0, &a, &b, &c, &d))
		out->intel = b == signature_INTEL_ebx && c == signature_INTEL_ecx &&
			     d == signature_INTEL_edx;
	if (__get_cpuid(1, &a, &b, &c, &d)) {
		out->ecx1 = c;
		out->edx1 = d;
	}
	if (__get_cpuid_count(7, 0, &a, &b, &c, &d))
		out->ebx7 = b;
	if (__get_cpuid(0x80000001U, &a, &b, &c, &d))
		out->ecx81 = c;
}

#else

void
ec_cpu_words_read(struct ec_cpu_words *out)
{
	*out = (struct ec_cpu_words){.intel = false};
}

#endif
