/* SPDX-License-Identifier: BSD-2-Clause */
/* What an entry's hwcap is made of: a name of glibc-hwcaps with an ISA level, or legacy bits. */
#ifndef ELFCHECK_LDCACHE_HWCAP_H
#define ELFCHECK_LDCACHE_HWCAP_H

#include <stdbool.h>
#include <stdint.h>

#define HWCAP_EXTENSION  (1ULL << 62) /* bits above 32 of an entry with a named hwcap */
#define HWCAP_ISA_MASK   0x3ffULL /* at bit 32 */
#define HWCAP_LEGACY_TLS (1ULL << 63)

/* Whether it is a name; not so where an entry has no hwcap (0). */
static inline bool
hwcap_is_named(uint64_t hwcap)
{
	return ((hwcap >> 32) & ~HWCAP_ISA_MASK) == (HWCAP_EXTENSION >> 32);
}

#endif
