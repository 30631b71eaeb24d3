/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What those who would run or load a file say of it, judged by its header and notes alone:
 * FreeBSD's kernel, and glibc's and musl's loader of the file's own class and machine.
 *
 * docs/brands.md has the rules in words.
 */
#ifndef ELFCHECK_VERDICT_H
#define ELFCHECK_VERDICT_H

#include "elfcheck/elf_read.h"
#include "elfcheck/elfcheck.h"

/* Which FreeBSD kernel: they differ in when a note still counts (imgact_elf.c parse_notes). */
enum ec_kernel {
	/* up to 14: the name must end before the segment does; the note itself may reach past it */
	EC_KERNEL_14,
	/*
	 * as seen in 15.0-RELEASE-p1: so must the descriptor, so that a note which ends its segment
	 * is not seen. Most Linux programs' ABI tag is such a note.
	 */
	EC_KERNEL_15_0,
	/* later: the note must lie inside its segment */
	EC_KERNEL_MAIN,
};

struct ec_kernel_verdict {
	enum ec_brand brand; /* EC_UNKNOWN: not run */
	enum ec_by by;
	char message[96]; /* why not, in the kernel's words where it has some; else empty */
};

/*
 * As which brand a FreeBSD kernel for the file's machine, with the Linux modules loaded, would run
 * the file (get_brandinfo and the checks before it). fallback: what kern.elf{32,64}.fallback_brand
 * is set to, -1 for not set.
 */
void ec_kernel_judge(
    struct ec_reader *r, enum ec_kernel kernel, int fallback, struct ec_kernel_verdict *out);

/*
 * How many ABI versions a glibc loader knows with OS ABI GNU, by machine (LIBC_ABI_MAX of
 * libc-abis); absolute: 2.28 and later.
 */
unsigned ec_glibc_abis(uint16_t machine, bool absolute);

/* NULL: it would take the file as far as the header goes; else its error text, without a file name.
 */
const char *ec_glibc_judge(const struct ec_obj *obj);
const char *ec_musl_judge(const struct ec_obj *obj);

#endif
