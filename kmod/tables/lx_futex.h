/* SPDX-License-Identifier: BSD-2-Clause */
/* futex: operations and the flags that are or-ed into them. FreeBSD's umtx has no numbers like
 * these. */
#ifndef KMOD_TABLES_LX_FUTEX_H
#define KMOD_TABLES_LX_FUTEX_H

#include "kmod/tables/lx_table.h"

#define LX_FUTEX_ROWS(B, O, I, D, R, N) \
	D(FUTEX_WAIT, 0, "umtx's sleep queues") \
	D(FUTEX_WAKE, 1, "umtx's sleep queues") \
	R(FUTEX_FD, 2, "gone from Linux 2.6.26") \
	D(FUTEX_REQUEUE, 3, "umtx's sleep queues") \
	D(FUTEX_CMP_REQUEUE, 4, "umtx's sleep queues") \
	D(FUTEX_WAKE_OP, 5, "umtx's sleep queues") \
	R(FUTEX_LOCK_PI, 6, \
	    "priority inheritance: not written yet; ENOSYS is what glibc expects then") \
	R(FUTEX_UNLOCK_PI, 7, "priority inheritance") \
	R(FUTEX_TRYLOCK_PI, 8, "priority inheritance") \
	D(FUTEX_WAIT_BITSET, 9, "umtx's sleep queues") \
	D(FUTEX_WAKE_BITSET, 10, "umtx's sleep queues") \
	R(FUTEX_WAIT_REQUEUE_PI, 11, "priority inheritance") \
	R(FUTEX_CMP_REQUEUE_PI, 12, "priority inheritance") \
	R(FUTEX_LOCK_PI2, 13, "priority inheritance")

#define LX_FUTEX_FLAGS_ROWS(B, O, I, D, R, N) \
	D(FUTEX_PRIVATE_FLAG, 128, "keyed by address space") \
	D(FUTEX_CLOCK_REALTIME, 256, "the timeout's clock")

/* bits of the word itself, for robust lists */
#define LX_FUTEX_WORD_ROWS(B, O, I, D, R, N) \
	D(FUTEX_WAITERS, 0x80000000, "") \
	D(FUTEX_OWNER_DIED, 0x40000000, "") \
	D(FUTEX_TID_MASK, 0x3fffffff, "")

/* FUTEX_WAKE_OP's third value: operation and comparison of a word, and an argument of each */
#define LX_FUTEX_OP_ROWS(B, O, I, D, R, N) \
	D(FUTEX_OP_SET, 0, "the argument") \
	D(FUTEX_OP_ADD, 1, "the word plus the argument") \
	D(FUTEX_OP_OR, 2, "") \
	D(FUTEX_OP_ANDN, 3, "without the argument's bits") \
	D(FUTEX_OP_XOR, 4, "") \
	D(FUTEX_OP_OPARG_SHIFT, 8, "or-ed in: the argument is the number of a bit")

#define LX_FUTEX_CMP_ROWS(B, O, I, D, R, N) \
	D(FUTEX_OP_CMP_EQ, 0, "") \
	D(FUTEX_OP_CMP_NE, 1, "") \
	D(FUTEX_OP_CMP_LT, 2, "") \
	D(FUTEX_OP_CMP_LE, 3, "") \
	D(FUTEX_OP_CMP_GT, 4, "") \
	D(FUTEX_OP_CMP_GE, 5, "")

LX_CONSTANTS(LX_FUTEX_ROWS);
LX_CONSTANTS(LX_FUTEX_FLAGS_ROWS);
LX_CONSTANTS(LX_FUTEX_WORD_ROWS);
LX_CONSTANTS(LX_FUTEX_OP_ROWS);
LX_CONSTANTS(LX_FUTEX_CMP_ROWS);

extern const struct lx_table lx_futex_table;
extern const struct lx_table lx_futex_flags_table;
extern const struct lx_table lx_futex_word_table;
extern const struct lx_table lx_futex_op_table;
extern const struct lx_table lx_futex_cmp_table;

/*
 * What FUTEX_WAKE_OP makes of the word old, and whether its comparison holds for it (the words are
 * compared as signed numbers). False: Linux knows no such operation, and *new or *answer is left
 * alone. An argument that is the number of a bit is taken modulo 32, as Linux does.
 */
bool lx_futex_op_apply(uint32_t encoded, uint32_t old, uint32_t *new);
bool lx_futex_op_holds(uint32_t encoded, uint32_t old, bool *answer);

#endif
