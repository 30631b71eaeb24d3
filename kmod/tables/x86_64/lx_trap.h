/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Processor traps of x86-64: FreeBSD's number (x86/trap.h), the vector that Linux shows in the
 * signal frame (sc_trapno), and the signal and si_code that Linux sends where FreeBSD's differ.
 *
 * The row of the trap number counts (ksi_trapno). The layer in FreeBSD's tree fills sc_trapno from
 * ksi_code, which is another thing; and it turns every SIGBUS of a page fault into SIGSEGV, also
 * that of a read behind the end of a mapped file, which is SIGBUS on Linux.
 */
#ifndef KMOD_TABLES_X86_64_LX_TRAP_H
#define KMOD_TABLES_X86_64_LX_TRAP_H

#include "kmod/tables/lx_types.h"

enum {
	LX_TRAP_UNKNOWN = 255, /* the vector of a signal that no trap made */
	LX_CODE_KEEP = -0x7000, /* si_code: translate what FreeBSD says */
};

struct lx_trap {
	const char *bsd_name;
	const char *lx_name;
	int bsd;
	int vector;
	int signal; /* Linux's; 0: translate what FreeBSD says */
	int code; /* Linux's si_code, or LX_CODE_KEEP */
	const char *note;
};

extern const struct lx_trap lx_traps[];
extern const unsigned int lx_trap_count;

/* The vector of FreeBSD's trap number, LX_TRAP_UNKNOWN when no program can cause it. */
int lx_trap_vector(int bsd_trap);

/*
 * The Linux signal and si_code for FreeBSD's signal and si_code that trap bsd_trap made. For a
 * signal that no trap made (bsd_trap 0) this is plain translation; *signal is 0 when Linux has
 * none.
 */
void lx_trap_signal(int bsd_trap, int bsd_signal, int bsd_code, int *signal, int *code);

#endif
