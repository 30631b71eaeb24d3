/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/yield.h"

struct yield *
yield_new(void)
{
	return NULL;
}

void
yield_stop(struct yield *yield)
{
	(void)yield;
}

void
yield_free(struct yield *yield)
{
	(void)yield;
}

struct yielder *
yield_join(struct yield *yield)
{
	(void)yield;
	return NULL;
}

void
yield_leave(struct yield *yield, struct yielder *yielder)
{
	(void)yield;
	(void)yielder;
}

void
yield_note(struct yield *yield, struct yielder *yielder)
{
	(void)yield;
	(void)yielder;
}
