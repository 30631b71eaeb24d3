/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/cpus.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum {
	CPUS_MAX = 8192,
	MODEST = 5,
};

/* "0-3,8" as the kernel writes it: marks those in set, when there is one. Returns one more than the
 * last. */
static unsigned int
read_cpus(const char *path, unsigned char *set, unsigned int limit)
{
	FILE *file = fopen(path, "re");
	unsigned int first;
	unsigned int end = 0;

	if (file == NULL)
		return 0;
	while (fscanf(file, "%u", &first) == 1) {
		unsigned int last = first;
		int c = fgetc(file);

		if (c == '-') {
			if (fscanf(file, "%u", &last) != 1)
				break;
			c = fgetc(file);
		}
		for (unsigned int i = first; set != NULL && i <= last && i < limit; i++)
			set[i] = 1;
		end = last + 1;
		if (c != ',')
			break;
	}
	(void)fclose(file);
	return end;
}

unsigned int
cpus_possible(void)
{
	unsigned char *set = calloc(CPUS_MAX, 1);
	unsigned int count = 0;

	if (set == NULL)
		return 0;
	(void)read_cpus("/sys/devices/system/cpu/possible", set, CPUS_MAX);
	for (unsigned int i = 0; i < CPUS_MAX; i++)
		count += set[i];
	free(set);
	return count;
}

void
cpus_mark_online(unsigned char *set, unsigned int limit)
{
	(void)read_cpus("/sys/devices/system/cpu/online", set, limit);
}

unsigned int
cpus_usable(void)
{
	cpu_set_t *set = CPU_ALLOC(CPUS_MAX);
	size_t size = CPU_ALLOC_SIZE(CPUS_MAX);
	int count = 0;

	if (set != NULL && sched_getaffinity(0, size, set) == 0)
		count = CPU_COUNT_S(size, set);
	CPU_FREE(set);
	return count > 0 ? (unsigned int)count : 1;
}

void
cpus_be_modest(void)
{
	/* of the thread, not of the process, here */
	(void)setpriority(PRIO_PROCESS, 0, MODEST);
}
