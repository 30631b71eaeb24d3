/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The numbers of the ELF format that the reader needs, under our own names: <elf.h> differs between
 * systems (FreeBSD's has no GNU property types, musl's no FreeBSD notes), and a program that
 * includes it as well must not clash. Numbers from the gABI, and from FreeBSD's sys/elf_common.h.
 */
#ifndef ELFCHECK_ELF_DEFS_H
#define ELFCHECK_ELF_DEFS_H

enum {
	ECE_CLASS = 4, /* indexes of e_ident */
	ECE_DATA = 5,
	ECE_VERSION = 6,
	ECE_OSABI = 7,
	ECE_ABIVERSION = 8,
	ECE_PAD = 9,
	ECE_NIDENT = 16,
};

enum {
	EC_CLASS32 = 1,
	EC_CLASS64 = 2,
	EC_LSB = 1,
	EC_MSB = 2,
};

enum {
	EC_EHDR32_SIZE = 52,
	EC_EHDR64_SIZE = 64,
	EC_PHDR32_SIZE = 32,
	EC_PHDR64_SIZE = 56,
	EC_SHDR32_SIZE = 40,
	EC_SHDR64_SIZE = 64,
	EC_SYM32_SIZE = 16,
	EC_SYM64_SIZE = 24,
	EC_NHDR_SIZE = 12,
	EC_VERNEED_SIZE = 16,
	EC_VERNAUX_SIZE = 16,
	EC_VERDEF_SIZE = 20,
	EC_VERDAUX_SIZE = 8,
};

enum {
	EC_OSABI_NONE = 0,
	EC_OSABI_HPUX = 1,
	EC_OSABI_NETBSD = 2,
	EC_OSABI_GNU = 3,
	EC_OSABI_HURD = 4,
	EC_OSABI_SOLARIS = 6,
	EC_OSABI_FREEBSD = 9,
	EC_OSABI_OPENBSD = 12,
	EC_OSABI_ARM_AEABI = 64,
	EC_OSABI_ARM = 97,
	EC_OSABI_STANDALONE = 255,
};

enum {
	EC_ET_NONE = 0,
	EC_ET_REL = 1,
	EC_ET_EXEC = 2,
	EC_ET_DYN = 3,
	EC_ET_CORE = 4,
};

enum {
	EC_EM_SPARC = 2,
	EC_EM_386 = 3,
	EC_EM_68K = 4,
	EC_EM_MIPS = 8,
	EC_EM_PARISC = 15,
	EC_EM_SPARC32PLUS = 18,
	EC_EM_PPC = 20,
	EC_EM_PPC64 = 21,
	EC_EM_S390 = 22,
	EC_EM_ARM = 40,
	EC_EM_SH = 42,
	EC_EM_SPARCV9 = 43,
	EC_EM_IA64 = 50,
	EC_EM_X86_64 = 62,
	EC_EM_AARCH64 = 183,
	EC_EM_RISCV = 243,
	EC_EM_BPF = 247,
	EC_EM_LOONGARCH = 258,
	EC_EM_ALPHA = 0x9026,
};

enum {
	EC_PT_LOAD = 1,
	EC_PT_DYNAMIC = 2,
	EC_PT_INTERP = 3,
	EC_PT_NOTE = 4,
	EC_PT_GNU_STACK = 0x6474e551,
	EC_PT_GNU_PROPERTY = 0x6474e553,
	EC_PF_X = 1,
	EC_PF_W = 2,
	EC_PF_R = 4,
};

enum {
	EC_SHT_PROGBITS = 1,
	EC_SHT_STRTAB = 3,
	EC_SHT_NOTE = 7,
	EC_SHT_NOBITS = 8,
};

enum {
	EC_DT_NULL = 0,
	EC_DT_NEEDED = 1,
	EC_DT_HASH = 4,
	EC_DT_STRTAB = 5,
	EC_DT_SYMTAB = 6,
	EC_DT_STRSZ = 10,
	EC_DT_SONAME = 14,
	EC_DT_RPATH = 15,
	EC_DT_RUNPATH = 29,
	EC_DT_FLAGS = 30,
	EC_DT_RELRSZ = 35,
	EC_DT_RELR = 36,
	EC_DT_GNU_HASH = 0x6ffffef5,
	EC_DT_DEPAUDIT = 0x6ffffefb,
	EC_DT_AUDIT = 0x6ffffefc,
	EC_DT_VERSYM = 0x6ffffff0,
	EC_DT_FLAGS_1 = 0x6ffffffb,
	EC_DT_VERDEF = 0x6ffffffc,
	EC_DT_VERDEFNUM = 0x6ffffffd,
	EC_DT_VERNEED = 0x6ffffffe,
	EC_DT_VERNEEDNUM = 0x6fffffff,
	EC_DT_AUXILIARY = 0x7ffffffd,
	EC_DT_FILTER = 0x7fffffff,
};

enum {
	EC_DF_ORIGIN = 0x1,
	EC_DF_STATIC_TLS = 0x10,
	EC_DF_1_NODELETE = 0x8,
	EC_DF_1_INITFIRST = 0x20,
	EC_DF_1_NOOPEN = 0x40,
	EC_DF_1_ORIGIN = 0x80,
	EC_DF_1_NODEFLIB = 0x800,
	EC_DF_1_PIE = 0x08000000,
	EC_VER_FLG_BASE = 0x1,
	EC_VER_FLG_WEAK = 0x2,
};

enum {
	EC_STB_LOCAL = 0,
	EC_STB_GLOBAL = 1,
	EC_STB_WEAK = 2,
	EC_STB_GNU_UNIQUE = 10,
	EC_STT_GNU_IFUNC = 10,
};

/* Note types, by owner. */
enum {
	EC_NT_GNU_ABI_TAG = 1,
	EC_NT_GNU_BUILD_ID = 3,
	EC_NT_GNU_PROPERTY = 5,
	EC_NT_FREEBSD_ABI = 1,
	EC_NT_FREEBSD_NOINIT = 2,
	EC_NT_FREEBSD_ARCH = 3,
	EC_NT_FREEBSD_FEATURES = 4,
	EC_NT_NETBSD_IDENT = 1,
	EC_NT_OPENBSD_IDENT = 1,
	EC_NT_DRAGONFLY_ABI = 1,
	EC_NT_ANDROID_IDENT = 1,
	EC_NT_GO_BUILD_ID = 4,
};

/* Types of GNU properties, and of x86's bits in them. */
enum {
	EC_PROPERTY_HEADER = 8, /* u32 type, u32 size */
};
#define EC_PROPERTY_X86_ISA_1_NEEDED 0xc0008002U

/* First word of GNU's ABI tag. */
enum {
	EC_GNU_ABI_LINUX = 0,
	EC_GNU_ABI_HURD = 1,
	EC_GNU_ABI_SOLARIS = 2,
	EC_GNU_ABI_KFREEBSD = 3,
	EC_GNU_ABI_NETBSD = 4,
};

#endif
