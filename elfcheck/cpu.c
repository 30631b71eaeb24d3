/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the linkers ask the processor: x86's ISA levels as glibc's sysdeps/x86/get-isa-level.h
 * defines them, and the older names "haswell" and "avx512_1" of sysdeps/x86/cpu-features.c.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/loader.h"

#include <string.h>
#include <sys/utsname.h>
#if defined(__x86_64__) || defined(__i386__)
#include "elfcheck/cpu_words.h"

#include <cpuid.h>
#endif
#ifdef __FreeBSD__
#include <sys/sysctl.h>
#endif

unsigned
ec_version_parts(const char *s, unsigned part[3])
{
	unsigned n = 0;

	/* not scanf(3): it is most of what starting takes in this file */
	while (n < 3 && *s >= '0' && *s <= '9') {
		for (part[n] = 0; *s >= '0' && *s <= '9'; s++)
			part[n] = part[n] > EC_VERSION_MAX ? part[n]
							   : part[n] * 10 + (unsigned)(*s - '0');
		n++;
		if (*s != '.')
			break;
		s++;
	}
	return n;
}

uint32_t
ec_kernel_version(const char *release)
{
	unsigned part[3] = {0, 0, 0};

	if (release == NULL || ec_version_parts(release, part) < 2)
		return 0;
	for (int i = 0; i < 3; i++)
		if (part[i] > 255)
			part[i] = 255;
	return part[0] << 16 | part[1] << 8 | part[2];
}

/* The Linux version that a Linux program is told on this machine. */
static uint32_t
kernel_now(void)
{
#ifdef __FreeBSD__
	char release[64] = "";
	size_t len = sizeof(release) - 1;

	if (sysctlbyname("compat.linux.osrelease", release, &len, NULL, 0) != 0)
		return 0;
	return ec_kernel_version(release);
#else
	struct utsname u;

	return uname(&u) == 0 ? ec_kernel_version(u.release) : 0;
#endif
}

#if defined(__x86_64__) || defined(__i386__)

static bool
all(unsigned word, unsigned bits)
{
	return (word & bits) == bits;
}

/* What the system saves on a context switch (XCR0). */
static uint64_t
saved_state(const struct ec_cpu_words *l)
{
	unsigned low;
	unsigned high;

	if ((l->ecx1 & bit_OSXSAVE) == 0)
		return 0;
	__asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
	return (uint64_t)high << 32 | low;
}

static void
detect(struct ec_cpu *cpu)
{
	const unsigned lzcnt = 1U << 5; /* of leaf 0x80000001's ecx */
	const unsigned lahf = 1U << 0;
	struct ec_cpu_words l;
	uint64_t saved;
	bool ymm;
	bool zmm;
	bool avx512;

	ec_cpu_words_read(&l);
	cpu->intel = l.intel;
	saved = saved_state(&l);
	ymm = (saved & 0x6) == 0x6;
	zmm = (saved & 0xe6) == 0xe6;
	cpu->haswell = ymm && all(l.ebx7, bit_AVX2 | bit_BMI | bit_BMI2) &&
		       all(l.ecx1, bit_FMA | bit_MOVBE | bit_POPCNT) && all(l.ecx81, lzcnt);
	avx512 = zmm && all(l.ebx7, bit_AVX512CD | bit_AVX512BW | bit_AVX512DQ | bit_AVX512VL);
	cpu->avx512_1 = avx512 && (l.ebx7 & bit_AVX512ER) == 0;
	if (!all(l.edx1, bit_CMOV | bit_CMPXCHG8B | bit_FXSAVE | bit_MMX | bit_SSE | bit_SSE2))
		return;
	cpu->isa |= 1U << 0;
	if (!all(l.ecx1,
		bit_CMPXCHG16B | bit_POPCNT | bit_SSE3 | bit_SSSE3 | bit_SSE4_1 | bit_SSE4_2) ||
	    !all(l.ecx81, lahf))
		return;
	cpu->isa |= 1U << 1;
	if (!ymm || !all(l.ecx1, bit_AVX | bit_F16C | bit_FMA | bit_MOVBE) ||
	    !all(l.ebx7, bit_AVX2) || !all(l.ecx81, lzcnt))
		return;
	cpu->isa |= 1U << 2;
	if (avx512 && all(l.ebx7, bit_AVX512F))
		cpu->isa |= 1U << 3;
}

#else

static void
detect(struct ec_cpu *cpu)
{
	(void)cpu;
}

#endif

void
ec_cpu_detect(struct ec_cpu *cpu)
{
	static const struct {
		const char *name;
		uint16_t machine;
		const char *platform;
	} known[] = {
	    {"x86_64", EC_EM_X86_64, "x86_64"},
	    {"amd64", EC_EM_X86_64, "x86_64"},
	    {"aarch64", EC_EM_AARCH64, "aarch64"},
	    {"arm64", EC_EM_AARCH64, "aarch64"},
	    {"i686", EC_EM_386, "i686"},
	    {"i386", EC_EM_386, "i686"},
	    {"riscv64", EC_EM_RISCV, NULL},
	    {"armv7l", EC_EM_ARM, "v7l"},
	};
	struct utsname u;

	memset(cpu, 0, sizeof(*cpu));
	cpu->kernel = kernel_now();
	if (uname(&u) == 0)
		for (size_t i = 0; i < ARRAY_LEN(known); i++)
			if (strcmp(known[i].name, u.machine) == 0) {
				cpu->machine = known[i].machine;
				cpu->platform = known[i].platform;
			}
	detect(cpu);
}
