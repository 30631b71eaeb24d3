/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_futex.h"

LX_TABLE(lx_futex_table, "futex", LX_FORM_NUMBER, "futex operations", LX_FUTEX_ROWS);
LX_TABLE(lx_futex_flags_table, "futex.flags", LX_FORM_FLAGS, "flags of a futex operation",
    LX_FUTEX_FLAGS_ROWS);
LX_TABLE(lx_futex_word_table, "futex.word", LX_FORM_FLAGS, "bits of a robust futex's word",
    LX_FUTEX_WORD_ROWS);
