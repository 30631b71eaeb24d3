/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/lxtab/lxtab.h"

#include <inttypes.h>

#include "common/json.h"

struct cell
cell_none(void)
{
	return (struct cell){.kind = CELL_NONE};
}

struct cell
cell_text(const char *text)
{
	return (struct cell){.kind = text != NULL ? CELL_TEXT : CELL_NONE, .text = text};
}

struct cell
cell_number(int64_t number)
{
	return (struct cell){.kind = CELL_NUMBER, .number = number};
}

struct cell
cell_hex(uint64_t number)
{
	return (struct cell){.kind = CELL_HEX, .number = (int64_t)number};
}

static void
put_cell(FILE *out, const struct cell *c)
{
	switch (c->kind) {
	case CELL_TEXT:
		(void)fputs(c->text, out);
		break;
	case CELL_NUMBER:
		(void)fprintf(out, "%" PRId64, c->number);
		break;
	case CELL_HEX:
		(void)fprintf(out, "0x%" PRIx64, (uint64_t)c->number);
		break;
	case CELL_NONE:
	default:
		(void)fputc('-', out);
		break;
	}
}

static void
json_cell(struct json *j, const char *key, const struct cell *c)
{
	switch (c->kind) {
	case CELL_TEXT:
		json_string(j, key, c->text);
		break;
	case CELL_NUMBER:
		json_int(j, key, c->number);
		break;
	case CELL_HEX:
		json_uint(j, key, (uint64_t)c->number);
		break;
	case CELL_NONE:
	default:
		json_null(j, key);
		break;
	}
}

void
writer_begin(struct writer *w, const char *table, const char *const *columns)
{
	w->table = table;
	for (int i = 0; i < MAX_COLUMNS; i++)
		w->columns[i] = NULL;
	for (int i = 0; i < MAX_COLUMNS && columns[i] != NULL; i++) {
		w->columns[i] = columns[i];
		if (!w->json)
			(void)fprintf(w->out, "%s%s", i > 0 ? "\t" : "", columns[i]);
	}
	if (!w->json)
		(void)fputc('\n', w->out);
}

void
writer_row(struct writer *w, const struct cell *cells)
{
	struct json j;

	if (w->json) {
		json_begin(&j, w->out);
		json_string(&j, "table", w->table);
	}
	for (int i = 0; i < MAX_COLUMNS && w->columns[i] != NULL; i++) {
		if (w->json) {
			json_cell(&j, w->columns[i], &cells[i]);
			continue;
		}
		if (i > 0)
			(void)fputc('\t', w->out);
		put_cell(w->out, &cells[i]);
	}
	if (w->json)
		json_end(&j);
	else
		(void)fputc('\n', w->out);
}
