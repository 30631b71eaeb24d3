/* SPDX-License-Identifier: BSD-2-Clause */
/* compatrun's messages: one line each, written at once so that lines of two processes never mix. */
#ifndef FS_RUN_SAY_H
#define FS_RUN_SAY_H

#include "common/util.h"

/* "compatrun: " and the text on stderr. */
void say(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* The same, with ": " and what err means. */
void say_err(errnum err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The same for a failed mount(2), whose errno values mean other things than their usual texts. */
void say_mount(errnum err, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
