/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lxtab: prints the module's tables. One struct report a subject (reports.c names them all); a
 * report hands its rows to a writer, which makes tab-separated columns or JSON of them.
 */
#ifndef KMOD_LXTAB_LXTAB_H
#define KMOD_LXTAB_LXTAB_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "common/util.h"

enum {
	MAX_COLUMNS = 6
};

/* Where rows go. Columns are set once a report. */
struct writer {
	FILE *out;
	bool json;
	const char *table; /* JSON: the member "table" */
	const char *columns[MAX_COLUMNS]; /* names; NULL ends them */
};

enum cell_kind {
	CELL_NONE,
	CELL_TEXT,
	CELL_NUMBER,
	CELL_HEX
};

struct cell {
	enum cell_kind kind;
	const char *text;
	int64_t number;
};

/* Borrowed: a cell lives no longer than its text. */
struct cell cell_none(void);
struct cell cell_text(const char *text); /* NULL: nothing */
struct cell cell_number(int64_t number);
struct cell cell_hex(uint64_t number);

/* Start a report: prints the header line, unless it is JSON. columns as in struct writer. */
void writer_begin(struct writer *w, const char *table, const char *const *columns);
/* One row, as many cells as there are columns. */
void writer_row(struct writer *w, const struct cell *cells);

/* The columns of a translation table. */
extern const char *const translation_columns[];

struct report {
	const char *name;
	const char *what;
	void (*print)(struct writer *w);
};

extern const struct report reports[];
extern const unsigned int report_count;

/* The rows of a subject's translation table (kmod/tables/lx_tables.h). */
struct lx_table;
void print_table(const struct lx_table *t, struct writer *w);

/*
 * Compare a real aux vector, read from path (/proc/self/auxv), with the module's. *differ: there is
 * something that the table does not account for. An errno when the vector cannot be read.
 */
errnum compare_auxv(const char *path, struct writer *w, bool *differ);

#endif
