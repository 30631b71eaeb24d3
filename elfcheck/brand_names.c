/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The names that tell systems apart, as tables. Only names that one system alone uses are here:
 * librt.so.1, libgcc_s.so.1 or libc.so (musl, OpenBSD and Android) say nothing and are left out.
 */
#include "elfcheck/brand.h"

#include <stdio.h>
#include <string.h>

const char *
ec_brand_name(enum ec_brand brand)
{
	static const char *const names[] = {
	    [EC_UNKNOWN] = "unknown",
	    [EC_LINUX] = "linux",
	    [EC_FREEBSD] = "freebsd",
	    [EC_NETBSD] = "netbsd",
	    [EC_OPENBSD] = "openbsd",
	    [EC_DRAGONFLY] = "dragonfly",
	    [EC_SOLARIS] = "solaris",
	    [EC_HURD] = "hurd",
	    [EC_KFREEBSD] = "kfreebsd",
	    [EC_ANDROID] = "android",
	};

	return (unsigned)brand < ARRAY_LEN(names) ? names[brand] : "unknown";
}

const char *
ec_by_name(enum ec_by by)
{
	static const char *const names[] = {
	    [EC_BY_NONE] = "none",
	    [EC_BY_NOTE] = "note",
	    [EC_BY_OSABI] = "osabi",
	    [EC_BY_OLD_BRAND] = "old_brand",
	    [EC_BY_INTERP] = "interp",
	    [EC_BY_VERNEED] = "verneed",
	    [EC_BY_NEEDED] = "needed",
	    [EC_BY_SYMBOL] = "symbol",
	    [EC_BY_GO_BUILD] = "go_build",
	    [EC_BY_FALLBACK] = "fallback",
	};

	return (unsigned)by < ARRAY_LEN(names) ? names[by] : "none";
}

static bool
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

enum ec_brand
ec_brand_of_osabi(uint8_t osabi)
{
	switch (osabi) {
	case EC_OSABI_NETBSD:
		return EC_NETBSD;
	case EC_OSABI_GNU:
		return EC_LINUX;
	case EC_OSABI_HURD:
		return EC_HURD;
	case EC_OSABI_SOLARIS:
		return EC_SOLARIS;
	case EC_OSABI_FREEBSD:
		return EC_FREEBSD;
	case EC_OSABI_OPENBSD:
		return EC_OPENBSD;
	default:
		return EC_UNKNOWN;
	}
}

/*
 * By the last component, so that a Nix or Guix store path or a bundled loader counts too, except
 * for the names that several systems use: those by the whole path.
 */
enum ec_brand
ec_brand_of_interp(const char *path, uint16_t machine)
{
	static const struct {
		const char *prefix; /* of the last component */
		enum ec_brand brand;
	} last[] = {
	    {"ld-linux", EC_LINUX}, /* ld-linux-x86-64.so.2, ld-linux.so.2, … */
	    {"ld-musl-", EC_LINUX},
	    {"ld-uClibc", EC_LINUX},
	    {"ld64-uClibc", EC_LINUX},
	    {"ld64.so.", EC_LINUX}, /* s390x, ppc64 */
	    {"ld-kfreebsd", EC_KFREEBSD},
	    {"ld-x86-64.so.1", EC_HURD},
	    {"ld-elf.so.2", EC_DRAGONFLY},
	    {"ld-elf.so.1", EC_FREEBSD},
	    {"ld-elf32.so.1", EC_FREEBSD},
	    {"ld.elf_so", EC_NETBSD},
	    {"linker64", EC_ANDROID},
	};
	static const struct {
		const char *path;
		enum ec_brand brand;
	} whole[] = {
	    {"/usr/libexec/ld.so", EC_OPENBSD},
	    {"/usr/lib/ld.so.1", EC_SOLARIS},
	    {"/lib/amd64/ld.so.1", EC_SOLARIS},
	    {"/usr/lib/amd64/ld.so.1", EC_SOLARIS},
	    {"/lib/64/ld.so.1", EC_SOLARIS},
	    {"/usr/lib/64/ld.so.1", EC_SOLARIS},
	    {"/lib/sparcv9/ld.so.1", EC_SOLARIS},
	    {"/usr/lib/sparcv9/ld.so.1", EC_SOLARIS},
	    {"/system/bin/linker", EC_ANDROID},
	    {"/system/bin/bootstrap/linker", EC_ANDROID},
	    {"/lib64/ld.so.1", EC_LINUX},
	    {"/lib32/ld.so.1", EC_LINUX},
	    {"/libo32/ld.so.1", EC_LINUX},
	};
	const char *base = strrchr(path, '/');

	base = base == NULL ? path : base + 1;
	for (size_t i = 0; i < ARRAY_LEN(last); i++)
		if (starts(base, last[i].prefix))
			return last[i].brand;
	for (size_t i = 0; i < ARRAY_LEN(whole); i++)
		if (strcmp(path, whole[i].path) == 0)
			return whole[i].brand;
	/* glibc of the older ports; on i386 it may be the Hurd, kFreeBSD or Solaris, on SPARC
	 * Solaris */
	if (strcmp(path, "/lib/ld.so.1") == 0)
		switch (machine) {
		case EC_EM_PPC:
		case EC_EM_MIPS:
		case EC_EM_S390:
		case EC_EM_68K:
		case EC_EM_PARISC:
			return EC_LINUX;
		default:
			break;
		}
	return EC_UNKNOWN;
}

enum ec_brand
ec_brand_of_version(const char *version, const char *file)
{
	if (starts(version, "FBSD_1.") || starts(version, "FBSDprivate_1."))
		return EC_FREEBSD;
	if (starts(version, "GLIBC_")) {
		if (file != NULL && strcmp(file, "libc.so.0.3") == 0)
			return EC_HURD;
		if (file != NULL && strcmp(file, "libc.so.0.1") == 0)
			return EC_KFREEBSD;
		return EC_LINUX;
	}
	/* not SUNWprivate_1.1, which OpenJDK's libraries have everywhere */
	if (starts(version, "SUNW_") || starts(version, "ILLUMOS_"))
		return EC_SOLARIS;
	if (strcmp(version, "LIBC") == 0 || starts(version, "LIBC_"))
		return EC_ANDROID; /* bionic */
	if (version[0] == 'D' && version[1] == 'F' && version[2] >= '1' && version[2] <= '9' &&
	    strchr(version, '.') != NULL)
		return EC_DRAGONFLY; /* DF402.1 */
	return EC_UNKNOWN;
}

/* NAME.so.N.M with digits only: OpenBSD's libraries, and a.out's before. */
static bool
is_openbsd_libc(const char *soname)
{
	const char *p;

	if (!starts(soname, "libc.so."))
		return false;
	p = soname + strlen("libc.so.");
	p += strspn(p, "0123456789");
	return p > soname + strlen("libc.so.") + 1 && p[0] == '.' && p[1] != '\0' &&
	       p[1 + strspn(p + 1, "0123456789")] == '\0';
}

enum ec_brand
ec_brand_of_soname(const char *soname)
{
	static const struct {
		const char *name;
		enum ec_brand brand;
	} exact[] = {
	    {"libc.so.7", EC_FREEBSD},
	    {"libthr.so.3", EC_FREEBSD},
	    {"libsys.so.7", EC_FREEBSD},
	    {"libm.so.5", EC_FREEBSD},
	    {"libc.so.6", EC_LINUX},
	    {"libm.so.6", EC_LINUX},
	    {"libpthread.so.0", EC_LINUX},
	    {"libdl.so.2", EC_LINUX},
	    {"libc.so.6.1", EC_LINUX}, /* alpha, ia64 */
	    {"libc.so.0", EC_LINUX}, /* uClibc */
	    {"libuClibc-0.9.33.2.so", EC_LINUX},
	    {"libc.so.0.3", EC_HURD},
	    {"libmachuser.so.1", EC_HURD},
	    {"libhurduser.so.0.3", EC_HURD},
	    {"libc.so.0.1", EC_KFREEBSD},
	    {"libc.so.12", EC_NETBSD},
	    {"libc.so.8", EC_DRAGONFLY},
	    {"libc.so.1", EC_SOLARIS},
	    {"libsocket.so.1", EC_SOLARIS},
	    {"libnsl.so.2", EC_UNKNOWN}, /* glibc's and others': says nothing */
	    {"libsendfile.so", EC_SOLARIS},
	    {"libsendfile.so.1", EC_SOLARIS},
	    {"liblog.so", EC_ANDROID},
	    {"libandroid.so", EC_ANDROID},
	};
	static const struct {
		const char *prefix;
		enum ec_brand brand;
	} prefixes[] = {
	    {"ld-linux", EC_LINUX},
	    {"ld64.so.", EC_LINUX},
	    {"libc.musl-", EC_LINUX},
	    {"ld-musl-", EC_LINUX},
	    {"ld-uClibc", EC_LINUX},
	    {"ld-elf.so.1", EC_FREEBSD},
	    {"ld-elf.so.2", EC_DRAGONFLY},
	    {"ld.elf_so", EC_NETBSD},
	    {"ld-kfreebsd", EC_KFREEBSD},
	};

	for (size_t i = 0; i < ARRAY_LEN(exact); i++)
		if (strcmp(soname, exact[i].name) == 0)
			return exact[i].brand;
	for (size_t i = 0; i < ARRAY_LEN(prefixes); i++)
		if (starts(soname, prefixes[i].prefix))
			return prefixes[i].brand;
	return is_openbsd_libc(soname) ? EC_OPENBSD : EC_UNKNOWN;
}

enum ec_brand
ec_brand_of_note(const struct ec_reader *r, const struct ec_note *note)
{
	static const struct {
		const char *owner;
		uint32_t type;
		uint32_t descsz;
		enum ec_brand brand;
	} owners[] = {
	    {"FreeBSD", EC_NT_FREEBSD_ABI, 4, EC_FREEBSD},
	    {"NetBSD", EC_NT_NETBSD_IDENT, 4, EC_NETBSD},
	    {"OpenBSD", EC_NT_OPENBSD_IDENT, 4, EC_OPENBSD},
	    {"DragonFly", EC_NT_DRAGONFLY_ABI, 4, EC_DRAGONFLY},
	    {"Android", EC_NT_ANDROID_IDENT, 0, EC_ANDROID}, /* 4 bytes, or 132 with NDK names */
	};

	if (ec_note_is(note, "GNU", EC_NT_GNU_ABI_TAG) && note->descsz == 16 &&
	    note->desc_len >= 16)
		switch (ec_u32(r, note->desc)) {
		case EC_GNU_ABI_LINUX:
			return EC_LINUX;
		case EC_GNU_ABI_HURD:
			return EC_HURD;
		case EC_GNU_ABI_SOLARIS:
			return EC_SOLARIS;
		case EC_GNU_ABI_KFREEBSD:
			return EC_KFREEBSD;
		case EC_GNU_ABI_NETBSD:
			return EC_NETBSD;
		default:
			return EC_UNKNOWN;
		}
	for (size_t i = 0; i < ARRAY_LEN(owners); i++)
		if (ec_note_is(note, owners[i].owner, owners[i].type) &&
		    (owners[i].descsz == 0 || owners[i].descsz == note->descsz))
			return owners[i].brand;
	if (strcmp(note->name, "Linux") == 0 && note->namesz == sizeof("Linux"))
		return EC_LINUX; /* kernel modules and the vDSO: any type */
	return EC_UNKNOWN;
}

void
ec_note_words(const struct ec_reader *r, const struct ec_note *note, char *buf, size_t cap)
{
	static const char *const abi[] = {
	    "linux", "hurd", "solaris", "kfreebsd", "netbsd", "syllable"};
	char name[sizeof(note->name)];
	uint32_t w = note->desc_len >= 4 ? ec_u32(r, note->desc) : 0;

	memcpy(name, note->name, sizeof(name));
	for (char *c = name; *c != '\0'; c++)
		if (*c < 0x20 || *c > 0x7e)
			*c = '?';
	if (ec_note_is(note, "GNU", EC_NT_GNU_ABI_TAG) && note->desc_len >= 16)
		(void)snprintf(buf, cap, "GNU/1 %s %u.%u.%u", w < ARRAY_LEN(abi) ? abi[w] : "?",
		    ec_u32(r, note->desc + 4), ec_u32(r, note->desc + 8),
		    ec_u32(r, note->desc + 12));
	else if (ec_note_is(note, "GNU", EC_NT_GNU_BUILD_ID))
		(void)snprintf(buf, cap, "GNU/3 build-id");
	else if (ec_note_is(note, "GNU", EC_NT_GNU_PROPERTY))
		(void)snprintf(buf, cap, "GNU/5 property");
	else if (ec_note_is(note, "Go", EC_NT_GO_BUILD_ID))
		(void)snprintf(buf, cap, "Go/4 build-id");
	else if (note->descsz == 4 && note->desc_len == 4)
		(void)snprintf(buf, cap, "%s/%u %u", name, note->type, w);
	else
		(void)snprintf(buf, cap, "%s/%u", name, note->type);
}

const char *
ec_machine_name(uint16_t machine)
{
	static const struct {
		uint16_t machine;
		const char *name;
	} names[] = {
	    {EC_EM_SPARC, "sparc"},
	    {EC_EM_386, "i386"},
	    {EC_EM_68K, "m68k"},
	    {EC_EM_MIPS, "mips"},
	    {EC_EM_PARISC, "parisc"},
	    {EC_EM_SPARC32PLUS, "sparc32plus"},
	    {EC_EM_PPC, "powerpc"},
	    {EC_EM_PPC64, "powerpc64"},
	    {EC_EM_S390, "s390"},
	    {EC_EM_ARM, "arm"},
	    {EC_EM_SH, "sh"},
	    {EC_EM_SPARCV9, "sparcv9"},
	    {EC_EM_IA64, "ia64"},
	    {EC_EM_X86_64, "x86_64"},
	    {EC_EM_AARCH64, "aarch64"},
	    {EC_EM_RISCV, "riscv"},
	    {EC_EM_BPF, "bpf"},
	    {EC_EM_LOONGARCH, "loongarch"},
	    {EC_EM_ALPHA, "alpha"},
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (names[i].machine == machine)
			return names[i].name;
	return NULL;
}

const char *
ec_osabi_name(uint8_t osabi)
{
	static const char *const names[] = {"SVR4", "HP-UX", "NetBSD", "Linux", "Hurd", "86Open",
	    "Solaris", "AIX", "IRIX", "FreeBSD", "Tru64", "Modesto", "OpenBSD", "OpenVMS", "NSK",
	    "AROS", "FenixOS", "CloudABI", "OpenVOS"};

	switch (osabi) {
	case EC_OSABI_ARM_AEABI:
		return "ARM EABI";
	case EC_OSABI_ARM:
		return "ARM";
	case EC_OSABI_STANDALONE:
		return "standalone";
	default:
		return osabi < ARRAY_LEN(names) ? names[osabi] : NULL;
	}
}

const char *
ec_type_name(uint16_t type)
{
	static const char *const names[] = {"NONE", "REL", "EXEC", "DYN", "CORE"};

	return type < ARRAY_LEN(names) ? names[type] : NULL;
}
