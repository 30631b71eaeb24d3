/* SPDX-License-Identifier: BSD-2-Clause */
/* Text that comes from elsewhere (names, above all), as it is shown to people. */
#ifndef COMMON_SHOWN_H
#define COMMON_SHOWN_H

#include <stdio.h>

/*
 * Write text to out, with what could steer a terminal, end the line or part fields (control_at())
 * written as \xNN. Errors of the stream are the caller's to check.
 */
void put_shown(FILE *out, const char *text);

#endif
