/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_table.h"

const struct lx_row *
lx_row_of_linux(const struct lx_table *t, int64_t value)
{
	for (unsigned int i = 0; i < t->count; i++) {
		const struct lx_row *r = &t->rows[i];

		if (r->lx == value && r->how != LX_HOW_TO_LINUX && r->how != LX_HOW_NATIVE)
			return r;
	}
	return NULL;
}

const struct lx_row *
lx_row_of_bsd(const struct lx_table *t, int64_t value)
{
	for (unsigned int i = 0; i < t->count; i++) {
		const struct lx_row *r = &t->rows[i];

		if (r->bsd == value &&
		    (r->how == LX_HOW_BOTH || r->how == LX_HOW_TO_LINUX || r->how == LX_HOW_NATIVE))
			return r;
	}
	return NULL;
}

bool
lx_value_to_bsd(const struct lx_table *t, int64_t value, int64_t *out)
{
	const struct lx_row *r = lx_row_of_linux(t, value);

	if (r == NULL || r->bsd_name == NULL)
		return false;
	*out = r->bsd;
	return true;
}

bool
lx_value_to_linux(const struct lx_table *t, int64_t value, int64_t *out)
{
	const struct lx_row *r = lx_row_of_bsd(t, value);

	if (r == NULL || r->lx_name == NULL)
		return false;
	*out = r->lx;
	return true;
}

uint64_t
lx_flags_to_bsd(const struct lx_table *t, uint64_t flags, uint64_t *left)
{
	uint64_t out = 0;
	uint64_t rest = flags;

	for (unsigned int i = 0; i < t->count; i++) {
		const struct lx_row *r = &t->rows[i];
		uint64_t bits = (uint64_t)r->lx;

		if (bits == 0 || (rest & bits) != bits || r->how == LX_HOW_TO_LINUX ||
		    r->how == LX_HOW_NATIVE || r->how == LX_HOW_REFUSE)
			continue;
		rest &= ~bits;
		out |= (uint64_t)r->bsd;
	}
	*left = rest;
	return out;
}

uint64_t
lx_flags_to_linux(const struct lx_table *t, uint64_t flags, uint64_t *left)
{
	uint64_t out = 0;
	uint64_t rest = flags;

	for (unsigned int i = 0; i < t->count; i++) {
		const struct lx_row *r = &t->rows[i];
		uint64_t bits = (uint64_t)r->bsd;

		if (bits == 0 || (rest & bits) != bits ||
		    (r->how != LX_HOW_BOTH && r->how != LX_HOW_TO_LINUX))
			continue;
		rest &= ~bits;
		out |= (uint64_t)r->lx;
	}
	*left = rest;
	return out;
}
