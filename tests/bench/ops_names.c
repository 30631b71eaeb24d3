/* SPDX-License-Identifier: BSD-2-Clause */
/* The benchmark's client: names that come and go. */
#include "tests/bench/ops.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static void
enter(const char *dir)
{
	if (chdir(dir) != 0)
		die(dir);
}

/* What is really there afterwards. */
static uint64_t
entries_here(void)
{
	DIR *dir = opendir(".");
	const struct dirent *e;
	uint64_t n = 0;

	if (dir == NULL)
		die("opendir");
	while ((e = readdir(dir)) != NULL)
		n += e->d_name[0] == 'n';
	(void)closedir(dir);
	return n;
}

void
op_create(char **args, struct result *result)
{
	char name[32];

	enter(args[0]);
	result->operations = number(args[1]);
	clock_start();
	for (uint64_t i = 0; i < result->operations; i++) {
		int fd;

		(void)snprintf(name, sizeof(name), "new%u", (unsigned)i);
		fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
		if (fd < 0 || close(fd) != 0)
			die(name);
	}
	clock_stop();
	result->check = entries_here();
}

void
op_unlink(char **args, struct result *result)
{
	char name[32];

	enter(args[0]);
	result->operations = number(args[1]);
	clock_start();
	for (uint64_t i = 0; i < result->operations; i++) {
		(void)snprintf(name, sizeof(name), "new%u", (unsigned)i);
		if (unlink(name) != 0)
			die(name);
	}
	clock_stop();
	result->check = entries_here();
}
