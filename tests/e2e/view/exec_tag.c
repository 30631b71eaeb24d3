/* SPDX-License-Identifier: BSD-2-Clause */
/* A static program that says which of two it is, and what it was given: for the exec tests. */
#include <stdio.h>

int
main(int argc, char **argv)
{
	(void)printf("%s", TAG);
	for (int i = 1; i < argc; i++)
		(void)printf(" %s", argv[i]);
	(void)printf("\n");
	return 0;
}
