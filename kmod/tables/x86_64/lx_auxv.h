/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The aux vector of a Linux program on x86-64, in the order in which Linux writes it: what each
 * entry is, what kind of value it has, and where the module takes it from. The module walks lx_auxv
 * and fills in what is marked as given; lxtab compares the table with a real vector.
 *
 * FreeBSD's numbers are another set from 15 up; its name is told where the meaning is the same, and
 * the module must not use its number.
 */
#ifndef KMOD_TABLES_X86_64_LX_AUXV_H
#define KMOD_TABLES_X86_64_LX_AUXV_H

#include "kmod/tables/lx_types.h"

enum lx_aux_form {
	LX_AUX_NUMBER,
	LX_AUX_BITS, /* a number that is a set of flags */
	LX_AUX_ADDRESS, /* of code or tables */
	LX_AUX_STRING, /* address of a NUL-terminated string */
	LX_AUX_BYTES, /* address of bytes */
};

struct lx_aux {
	const char *lx_name;
	int lx;
	const char *bsd_name; /* NULL: FreeBSD has none */
	int bsd;
	uint8_t form; /* enum lx_aux_form */
	bool given; /* the module gives it */
	const char *how;
};

enum {
	LX_AT_NULL = 0,
	LX_AT_EXECFD = 2,
	LX_AT_PHDR = 3,
	LX_AT_PHENT = 4,
	LX_AT_PHNUM = 5,
	LX_AT_PAGESZ = 6,
	LX_AT_BASE = 7,
	LX_AT_FLAGS = 8,
	LX_AT_ENTRY = 9,
	LX_AT_UID = 11,
	LX_AT_EUID = 12,
	LX_AT_GID = 13,
	LX_AT_EGID = 14,
	LX_AT_PLATFORM = 15,
	LX_AT_HWCAP = 16,
	LX_AT_CLKTCK = 17,
	LX_AT_SECURE = 23,
	LX_AT_BASE_PLATFORM = 24,
	LX_AT_RANDOM = 25,
	LX_AT_HWCAP2 = 26,
	LX_AT_RSEQ_FEATURE_SIZE = 27,
	LX_AT_RSEQ_ALIGN = 28,
	LX_AT_HWCAP3 = 29,
	LX_AT_HWCAP4 = 30,
	LX_AT_EXECFN = 31,
	LX_AT_SYSINFO_EHDR = 33,
	LX_AT_MINSIGSTKSZ = 51,

	LX_HWCAP2_RING3MWAIT = 1,
	LX_HWCAP2_FSGSBASE = 2,
	LX_CLKTCK = 100, /* USER_HZ: what times(2) counts in, whatever hz is */
};

extern const struct lx_aux lx_auxv[];
extern const unsigned int lx_auxv_count;

/* How many entries the module writes at most, AT_NULL included. */
unsigned int lx_auxv_given(void);
/* The entry of a number, or NULL. */
const struct lx_aux *lx_auxv_find(int lx);

#endif
