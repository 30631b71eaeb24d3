/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How a translation table is written down, and the few ways to look something up in one.
 *
 * Each subject has one list of rows in its header (lx_errno.h, lx_signal.h, ...), and everything
 * else comes from that list: the constants LX_NAME with Linux's numbers, the table that is searched
 * and that lxtab prints, and (in the tests and in lx_check.c) the proof against the real headers of
 * both systems. A list is a macro that takes six others, one for each kind of row:
 *
 *	B(native, number, linux, number, note)	translated both ways
 *	O(native, number, linux, number, note)	FreeBSD to Linux only (an approximation, say)
 *	I(native, number, linux, number, note)	Linux to FreeBSD only
 *	D(linux, number, note)			Linux only: accepted, and without effect
 *	R(linux, number, note)			Linux only: refused
 *	N(native, number, note)			FreeBSD only: no Linux value for it
 *
 * Names are the bare tokens of the systems' headers. Each Linux name has one row of the kinds B, I,
 * D or R, which defines LX_NAME; a row of kind O points to such a name.
 *
 * The tables need no kernel header: the module, lxtab and the tests compile the same files. What
 * only one architecture has is in a folder of its name.
 */
#ifndef KMOD_TABLES_LX_TABLE_H
#define KMOD_TABLES_LX_TABLE_H

#include "kmod/tables/lx_types.h"

enum lx_how {
	LX_HOW_BOTH,
	LX_HOW_TO_LINUX,
	LX_HOW_TO_BSD,
	LX_HOW_DROP,
	LX_HOW_REFUSE,
	LX_HOW_NATIVE,
};

struct lx_row {
	const char *bsd_name; /* NULL: FreeBSD has none */
	const char *lx_name; /* NULL: Linux has none */
	int64_t bsd;
	int64_t lx;
	const char *note;
	uint8_t how; /* enum lx_how */
};

enum lx_form {
	LX_FORM_NUMBER, /* one value at a time */
	LX_FORM_FLAGS, /* bits that are or-ed together; rows of several bits come first */
};

struct lx_table {
	const char *name; /* as lxtab has it */
	const char *what; /* one line for lxtab list */
	const struct lx_row *rows;
	uint16_t count;
	uint8_t form; /* enum lx_form */
};

/* Expansions of a list: the constants ... */
#define LX_CONST_B(bn, bv, ln, lv, note) LX_##ln = (lv),
#define LX_CONST_O(bn, bv, ln, lv, note)
#define LX_CONST_I(bn, bv, ln, lv, note) LX_##ln = (lv),
#define LX_CONST_D(ln, lv, note)         LX_##ln = (lv),
#define LX_CONST_R(ln, lv, note)         LX_##ln = (lv),
#define LX_CONST_N(bn, bv, note)
/* Numbers above INT_MAX are an extension of both compilers, and standard in C23. */
#define LX_CONSTANTS(ROWS) \
	__extension__ enum { \
		ROWS(LX_CONST_B, LX_CONST_O, LX_CONST_I, LX_CONST_D, LX_CONST_R, LX_CONST_N) \
	}

/* ... and the table. */
#define LX_ROW_B(bn, bv, ln, lv, note) {#bn, #ln, (bv), (lv), note, LX_HOW_BOTH},
#define LX_ROW_O(bn, bv, ln, lv, note) {#bn, #ln, (bv), (lv), note, LX_HOW_TO_LINUX},
#define LX_ROW_I(bn, bv, ln, lv, note) {#bn, #ln, (bv), (lv), note, LX_HOW_TO_BSD},
#define LX_ROW_D(ln, lv, note)         {NULL, #ln, 0, (lv), note, LX_HOW_DROP},
#define LX_ROW_R(ln, lv, note)         {NULL, #ln, 0, (lv), note, LX_HOW_REFUSE},
#define LX_ROW_N(bn, bv, note)         {#bn, NULL, (bv), 0, note, LX_HOW_NATIVE},
#define LX_TABLE(symbol, title, form_, text, ROWS) \
	static const struct lx_row symbol##_rows[] = { \
	    ROWS(LX_ROW_B, LX_ROW_O, LX_ROW_I, LX_ROW_D, LX_ROW_R, LX_ROW_N)}; \
	const struct lx_table symbol = {title, text, symbol##_rows, LX_COUNT(symbol##_rows), form_}

/*
 * The row that says what Linux's value means (kinds B, I, D, R), or that says what FreeBSD's value
 * becomes (kinds B, O, N); NULL when the table has none.
 */
const struct lx_row *lx_row_of_linux(const struct lx_table *t, int64_t value);
const struct lx_row *lx_row_of_bsd(const struct lx_table *t, int64_t value);

/*
 * Translate one value. True and *out when there is a counterpart; false, and *out left alone, when
 * there is none or the table does not know the value.
 */
bool lx_value_to_bsd(const struct lx_table *t, int64_t value, int64_t *out);
bool lx_value_to_linux(const struct lx_table *t, int64_t value, int64_t *out);

/*
 * Translate a word of flags. Bits that are refused, and bits that the table does not know, are
 * returned in *left (0: all is well), for the caller to answer EINVAL to or to report; those that
 * are accepted without effect vanish. In the other direction *left has what Linux has no bit for.
 */
uint64_t lx_flags_to_bsd(const struct lx_table *t, uint64_t flags, uint64_t *left);
uint64_t lx_flags_to_linux(const struct lx_table *t, uint64_t flags, uint64_t *left);

#endif
