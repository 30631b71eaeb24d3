/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_futex.h"

LX_TABLE(lx_futex_table, "futex", LX_FORM_NUMBER, "futex operations", LX_FUTEX_ROWS);
LX_TABLE(lx_futex_flags_table, "futex.flags", LX_FORM_FLAGS, "flags of a futex operation",
    LX_FUTEX_FLAGS_ROWS);
LX_TABLE(lx_futex_word_table, "futex.word", LX_FORM_FLAGS, "bits of a robust futex's word",
    LX_FUTEX_WORD_ROWS);
LX_TABLE(lx_futex_op_table, "futex.op", LX_FORM_NUMBER, "FUTEX_WAKE_OP: what happens to the word",
    LX_FUTEX_OP_ROWS);
LX_TABLE(lx_futex_cmp_table, "futex.cmp", LX_FORM_NUMBER, "FUTEX_WAKE_OP: comparisons",
    LX_FUTEX_CMP_ROWS);

/* Bits 31 to 28 operation, 27 to 24 comparison, 23 to 12 and 11 to 0 their arguments, signed. */
static int32_t
signed_12(uint32_t value)
{
	return (int32_t)((value & 0xfff) ^ 0x800) - 0x800;
}

bool
lx_futex_op_apply(uint32_t encoded, uint32_t old, uint32_t *new)
{
	uint32_t argument = (uint32_t)signed_12(encoded >> 12);
	uint32_t operation = encoded >> 28;

	if ((operation & LX_FUTEX_OP_OPARG_SHIFT) != 0)
		argument = 1u << (argument & 31);
	switch (operation & ~(uint32_t)LX_FUTEX_OP_OPARG_SHIFT) {
	case LX_FUTEX_OP_SET:
		*new = argument;
		return true;
	case LX_FUTEX_OP_ADD:
		*new = old + argument;
		return true;
	case LX_FUTEX_OP_OR:
		*new = old | argument;
		return true;
	case LX_FUTEX_OP_ANDN:
		*new = old & ~argument;
		return true;
	case LX_FUTEX_OP_XOR:
		*new = old ^ argument;
		return true;
	default:
		return false;
	}
}

bool
lx_futex_op_holds(uint32_t encoded, uint32_t old, bool *answer)
{
	int32_t argument = signed_12(encoded);
	int32_t word = (int32_t)old;

	switch (encoded >> 24 & 0xf) {
	case LX_FUTEX_OP_CMP_EQ:
		*answer = word == argument;
		return true;
	case LX_FUTEX_OP_CMP_NE:
		*answer = word != argument;
		return true;
	case LX_FUTEX_OP_CMP_LT:
		*answer = word < argument;
		return true;
	case LX_FUTEX_OP_CMP_LE:
		*answer = word <= argument;
		return true;
	case LX_FUTEX_OP_CMP_GT:
		*answer = word > argument;
		return true;
	case LX_FUTEX_OP_CMP_GE:
		*answer = word >= argument;
		return true;
	default:
		return false;
	}
}
