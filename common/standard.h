/* SPDX-License-Identifier: BSD-2-Clause */
/* Standard input, output and error at a program's beginning and end. */
#ifndef COMMON_STANDARD_H
#define COMMON_STANDARD_H

#include "common/util.h"

/*
 * A standard descriptor that is closed would be given to the next file that is opened: answers
 * would be written into that file, and a daemon that lets go of the three would lose it. /dev/null
 * takes its place, read only: reading finds the end, and writing fails as it would have. First
 * thing in main().
 */
void standard_hold(void);

/* Write out what is still kept of standard output. 0, or why not all that was printed got there. */
errnum standard_finish(void);

#endif
