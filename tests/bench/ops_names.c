/* SPDX-License-Identifier: BSD-2-Clause */
/* The benchmark's client: names that come and go. */
#include "tests/bench/ops.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

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

static void
make_one(const char *name)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

	if (fd < 0 || close(fd) != 0)
		die(name);
}

static void
remove_one(const char *name)
{
	if (unlink(name) != 0)
		die(name);
}

static void
for_each_name(char **args, struct result *result, void (*one)(const char *name))
{
	char name[32];

	if (chdir(args[0]) != 0)
		die(args[0]);
	result->operations = number(args[1]);
	clock_start();
	for (uint64_t i = 0; i < result->operations; i++) {
		(void)snprintf(name, sizeof(name), "new%u", (unsigned)i);
		one(name);
	}
	clock_stop();
	result->check = entries_here();
}

void
op_create(char **args, struct result *result)
{
	if (mkdir(args[0], 0755) != 0 && errno != EEXIST)
		die(args[0]);
	for_each_name(args, result, make_one);
}

void
op_unlink(char **args, struct result *result)
{
	for_each_name(args, result, remove_one);
}
