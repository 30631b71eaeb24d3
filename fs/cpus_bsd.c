/* SPDX-License-Identifier: BSD-2-Clause */
/* There are no rings here, which is what the lists are for. */
#include "fs/cpus.h"

#include <unistd.h>

unsigned int
cpus_usable(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	return count > 0 ? (unsigned int)count : 1;
}

void
cpus_be_modest(void)
{
	/* nice(3) is the whole process' */
}
