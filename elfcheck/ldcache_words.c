/* SPDX-License-Identifier: BSD-2-Clause */
/* An entry of ld.so.cache in ldconfig's words. */
#include "elfcheck/ldcache.h"

#include <inttypes.h>

/* ldconfig's names of the flags' two bytes (elf/cache.c print_entry). */
static const char *
kind_words(int32_t flags, char *buf, size_t cap)
{
	static const char *const types[] = {"libc4", "ELF", "libc5", "libc6"};
	unsigned type = (unsigned)flags & 0xff;
	const char *arch = "";

	switch ((unsigned)flags & 0xff00) {
	case 0x100:
		arch = ",64bit"; /* sparc64 */
		break;
	case 0x200:
		arch = ",IA-64";
		break;
	case 0x300:
		arch = ",x86-64";
		break;
	case 0x400:
		arch = ",64bit"; /* s390x */
		break;
	case 0x500:
		arch = ",64bit"; /* powerpc64 */
		break;
	case 0x600:
		arch = ",N32";
		break;
	case 0x700:
		arch = ",64bit"; /* mips64 */
		break;
	case 0x800:
		arch = ",x32";
		break;
	case 0x900:
		arch = ",hard-float";
		break;
	case 0xa00:
		arch = ",AArch64";
		break;
	case 0xb00:
		arch = ",soft-float";
		break;
	case 0xf00:
		arch = ",soft-float"; /* riscv lp64 */
		break;
	case 0x1000:
		arch = ",double-float";
		break;
	default:
		break;
	}
	(void)snprintf(buf, cap, "%s%s", type < ARRAY_LEN(types) ? types[type] : "unknown", arch);
	return buf;
}

void
ldcache_words(const struct ldcache *c, const struct ldcache_entry *e, char *buf, size_t cap)
{
	static const char *const systems[] = {
	    "Linux", "Hurd", "Solaris", "FreeBSD", "kNetBSD", "Syllable", "Unknown OS"};
	char kind[64];
	char hwcap[96] = "";
	char os[64] = "";

	if (e->hwcap_name != NULL)
		(void)snprintf(hwcap, sizeof(hwcap), ", hwcap: \"%.64s\"", e->hwcap_name);
	else if (e->hwcap != 0)
		(void)snprintf(hwcap, sizeof(hwcap), ", hwcap: %#.16" PRIx64, e->hwcap);
	if (e->osversion != 0) {
		unsigned system = e->osversion >> 24;

		(void)snprintf(os, sizeof(os), ", OS ABI: %s %u.%u.%u",
		    systems[system < 6 ? system : 6], e->osversion >> 16 & 0xff,
		    e->osversion >> 8 & 0xff, e->osversion & 0xff);
	}
	(void)snprintf(buf, cap, "%s%s%s", kind_words(e->flags, kind, sizeof(kind)), hwcap, os);
	(void)c;
}
