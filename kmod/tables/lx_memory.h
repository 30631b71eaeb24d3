/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory: protection, mmap, madvise, msync, mremap, mlockall. */
#ifndef KMOD_TABLES_LX_MEMORY_H
#define KMOD_TABLES_LX_MEMORY_H

#include "kmod/tables/lx_table.h"

#define LX_PROT_ROWS(B, O, I, D, R, N) \
	B(PROT_READ, 1, PROT_READ, 1, "") \
	B(PROT_WRITE, 2, PROT_WRITE, 2, "") \
	B(PROT_EXEC, 4, PROT_EXEC, 4, "") \
	D(PROT_SEM, 8, "atomics always work") \
	R(PROT_GROWSDOWN, 0x01000000, "mprotect of a stack's guard; no counterpart") \
	R(PROT_GROWSUP, 0x02000000, "no such stack on x86")

LX_CONSTANTS(LX_PROT_ROWS);

/* The low four bits are a number on Linux (MAP_TYPE): SHARED, PRIVATE, SHARED_VALIDATE. */
#define LX_MMAP_ROWS(B, O, I, D, R, N) \
	I(MAP_SHARED, 0x1, MAP_SHARED_VALIDATE, 0x3, \
	    "as MAP_SHARED, but unknown flags are EOPNOTSUPP") \
	B(MAP_SHARED, 0x1, MAP_SHARED, 0x1, "") \
	B(MAP_PRIVATE, 0x2, MAP_PRIVATE, 0x2, "") \
	R(MAP_DROPPABLE, 0x8, "memory that may be thrown away; since Linux 6.11") \
	I(MAP_FIXED, 0x10, MAP_FIXED_NOREPLACE, 0x100000, \
	    "with MAP_EXCL; FreeBSD's ENOMEM is Linux's EEXIST") \
	B(MAP_FIXED, 0x10, MAP_FIXED, 0x10, "") \
	B(MAP_ANON, 0x1000, MAP_ANONYMOUS, 0x20, "the descriptor becomes -1, the offset 0") \
	B(MAP_32BIT, 0x80000, MAP_32BIT, 0x40, "") \
	R(MAP_ABOVE4G, 0x80, "") \
	D(MAP_GROWSDOWN, 0x100, "never relied upon by glibc; FreeBSD's MAP_STACK differs") \
	D(MAP_DENYWRITE, 0x800, "without effect in Linux too") \
	D(MAP_EXECUTABLE, 0x1000, "without effect in Linux too") \
	D(MAP_LOCKED, 0x2000, "") \
	D(MAP_NORESERVE, 0x4000, "") \
	D(MAP_POPULATE, 0x8000, "a hint") \
	D(MAP_NONBLOCK, 0x10000, "a hint") \
	D(MAP_STACK, 0x20000, "without effect in Linux too") \
	D(MAP_HUGETLB, 0x40000, "FreeBSD uses superpages by itself") \
	D(MAP_SYNC, 0x80000, "only with MAP_SHARED_VALIDATE, where it is EOPNOTSUPP") \
	N(MAP_NOSYNC, 0x800, "") \
	N(MAP_STACK, 0x400, "grows; Linux's MAP_STACK does not") \
	N(MAP_NOCORE, 0x20000, "") \
	N(MAP_PREFAULT_READ, 0x40000, "") \
	N(MAP_GUARD, 0x2000, "") \
	N(MAP_EXCL, 0x4000, "")

LX_CONSTANTS(LX_MMAP_ROWS);
enum {
	LX_MAP_TYPE = 0xf
};

/* Advice. What is dropped is advice only; what is refused changes what a program sees. */
#define LX_MADVISE_ROWS(B, O, I, D, R, N) \
	B(MADV_NORMAL, 0, MADV_NORMAL, 0, "") \
	B(MADV_RANDOM, 1, MADV_RANDOM, 1, "") \
	B(MADV_SEQUENTIAL, 2, MADV_SEQUENTIAL, 2, "") \
	B(MADV_WILLNEED, 3, MADV_WILLNEED, 3, "") \
	I(MADV_DONTNEED, 4, MADV_DONTNEED, 4, \
	    "Linux gives zeroes back: the module must drop the pages") \
	B(MADV_FREE, 5, MADV_FREE, 8, "") \
	R(MADV_REMOVE, 9, "makes a hole in the file") \
	R(MADV_DONTFORK, 10, "minherit(INHERIT_NONE), by the module") \
	R(MADV_DOFORK, 11, "minherit(INHERIT_COPY), by the module") \
	D(MADV_MERGEABLE, 12, "") \
	D(MADV_UNMERGEABLE, 13, "") \
	D(MADV_HUGEPAGE, 14, "FreeBSD uses superpages by itself") \
	D(MADV_NOHUGEPAGE, 15, "") \
	B(MADV_NOCORE, 8, MADV_DONTDUMP, 16, "") \
	B(MADV_CORE, 9, MADV_DODUMP, 17, "") \
	R(MADV_WIPEONFORK, 18, "minherit(INHERIT_ZERO), by the module") \
	R(MADV_KEEPONFORK, 19, "minherit(INHERIT_COPY), by the module") \
	D(MADV_COLD, 20, "") \
	D(MADV_PAGEOUT, 21, "") \
	R(MADV_POPULATE_READ, 22, "") \
	R(MADV_POPULATE_WRITE, 23, "") \
	R(MADV_DONTNEED_LOCKED, 24, "") \
	R(MADV_COLLAPSE, 25, "") \
	R(MADV_HWPOISON, 100, "testing of Linux's kernel") \
	R(MADV_SOFT_OFFLINE, 101, "testing of Linux's kernel") \
	R(MADV_GUARD_INSTALL, 102, "since Linux 6.13; EINVAL lets glibc fall back to mprotect") \
	R(MADV_GUARD_REMOVE, 103, "since Linux 6.13") \
	N(MADV_NOSYNC, 6, "") \
	N(MADV_AUTOSYNC, 7, "") \
	N(MADV_PROTECT, 10, "")

LX_CONSTANTS(LX_MADVISE_ROWS);

/* MS_SYNC is 0 on FreeBSD, so that it needs no bit. */
#define LX_MSYNC_ROWS(B, O, I, D, R, N) \
	B(MS_ASYNC, 1, MS_ASYNC, 1, "") \
	B(MS_INVALIDATE, 2, MS_INVALIDATE, 2, "") \
	B(MS_SYNC, 0, MS_SYNC, 4, "")

LX_CONSTANTS(LX_MSYNC_ROWS);

#define LX_MREMAP_ROWS(B, O, I, D, R, N) \
	R(MREMAP_MAYMOVE, 1, "the module's own: FreeBSD has no mremap") \
	R(MREMAP_FIXED, 2, "the module's own") \
	R(MREMAP_DONTUNMAP, 4, "")

LX_CONSTANTS(LX_MREMAP_ROWS);

#define LX_MLOCKALL_ROWS(B, O, I, D, R, N) \
	B(MCL_CURRENT, 1, MCL_CURRENT, 1, "") \
	B(MCL_FUTURE, 2, MCL_FUTURE, 2, "") \
	R(MCL_ONFAULT, 4, "")

#define LX_MLOCK2_ROWS(B, O, I, D, R, N) R(MLOCK_ONFAULT, 1, "FreeBSD locks what is there, or all")

LX_CONSTANTS(LX_MLOCKALL_ROWS);
LX_CONSTANTS(LX_MLOCK2_ROWS);

extern const struct lx_table lx_prot_table;
extern const struct lx_table lx_mmap_table;
extern const struct lx_table lx_madvise_table;
extern const struct lx_table lx_msync_table;
extern const struct lx_table lx_mremap_table;
extern const struct lx_table lx_mlockall_table;
extern const struct lx_table lx_mlock2_table;

#endif
