/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/why.h"
void why_text(FILE *out, const struct ec_replay *r, const struct why_other *other, int verbose) {(void)out;(void)r;(void)other;(void)verbose;}
