/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libelfcheck: which system an ELF file is for, and by which evidence.
 *
 * The library reads small bounded pieces with pread(2) and never maps a file: a file that shrinks
 * under the reader gives a short read, not SIGBUS. Errors are errnum (common/util.h).
 */
#ifndef ELFCHECK_ELFCHECK_H
#define ELFCHECK_ELFCHECK_H

#include "common/util.h"

#include <stdbool.h>
#include <stdint.h>

enum ec_brand {
	EC_UNKNOWN,
	EC_LINUX,
	EC_FREEBSD,
	EC_NETBSD,
	EC_OPENBSD,
	EC_DRAGONFLY,
	EC_SOLARIS,
	EC_HURD,
	EC_KFREEBSD,
	EC_ANDROID,
};

/* The rung of the evidence ladder that decided; docs/brands.md lists them in order. */
enum ec_by {
	EC_BY_NONE,
	EC_BY_NOTE,
	EC_BY_OSABI,
	EC_BY_OLD_BRAND,
	EC_BY_INTERP,
	EC_BY_VERNEED,
	EC_BY_NEEDED,
	EC_BY_SYMBOL,
	EC_BY_GO_BUILD,
	EC_BY_FALLBACK,
};

/* The contract's words: "linux", "freebsd", …, "unknown"; "note", …, "none". */
const char *ec_brand_name(enum ec_brand brand);
const char *ec_by_name(enum ec_by by);

/*
 * The brand of the file open at fd, in the order of FreeBSD's kernel (imgact_elf.c get_brandinfo),
 * then by what only a tool can use. No allocation, a few preads: this is what compatfs calls for
 * each library. ENOEXEC when it is no ELF file; a damaged one gets the brand that its readable part
 * shows. EIO, EISDIR, …
 */
errnum ec_brand_fd(int fd, enum ec_brand *brand, enum ec_by *by);

/*
 * Whether a program of brand wanted cannot use a library of brand: true only for a known other
 * system. Android runs on Linux's kernel and is not foreign to it.
 */
bool ec_is_foreign(enum ec_brand brand, enum ec_brand wanted);

#endif
