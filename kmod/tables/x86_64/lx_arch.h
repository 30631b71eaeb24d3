/* SPDX-License-Identifier: BSD-2-Clause */
/* What only x86-64 has: arch_prctl. */
#ifndef KMOD_TABLES_X86_64_LX_ARCH_H
#define KMOD_TABLES_X86_64_LX_ARCH_H

#include "kmod/tables/lx_table.h"

#define LX_ARCH_PRCTL_ROWS(B, O, I, D, R, N) \
	I(AMD64_SET_GSBASE, 131, ARCH_SET_GS, 0x1001, "above the program's addresses: EPERM") \
	I(AMD64_SET_FSBASE, 129, ARCH_SET_FS, 0x1002, "above the program's addresses: EPERM") \
	I(AMD64_GET_FSBASE, 128, ARCH_GET_FS, 0x1003, "") \
	I(AMD64_GET_GSBASE, 130, ARCH_GET_GS, 0x1004, "") \
	R(ARCH_GET_CPUID, 0x1011, "") \
	R(ARCH_SET_CPUID, 0x1012, "") \
	R(ARCH_GET_XCOMP_SUPP, 0x1021, "AMX") \
	R(ARCH_GET_XCOMP_PERM, 0x1022, "AMX") \
	R(ARCH_REQ_XCOMP_PERM, 0x1023, "AMX") \
	R(ARCH_SHSTK_ENABLE, 0x5001, "shadow stacks; glibc goes on without") \
	R(ARCH_SHSTK_STATUS, 0x5005, "shadow stacks; glibc goes on without")

LX_CONSTANTS(LX_ARCH_PRCTL_ROWS);

extern const struct lx_table lx_arch_prctl_table;

#endif
