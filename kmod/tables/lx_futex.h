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

LX_CONSTANTS(LX_FUTEX_ROWS);
LX_CONSTANTS(LX_FUTEX_FLAGS_ROWS);
LX_CONSTANTS(LX_FUTEX_WORD_ROWS);

extern const struct lx_table lx_futex_table;
extern const struct lx_table lx_futex_flags_table;
extern const struct lx_table lx_futex_word_table;

#endif
