/* SPDX-License-Identifier: BSD-2-Clause */
/* The benchmark's client: the table of operations and what they share. See ops.h. */
#include "tests/bench/ops.h"
#include "common/util.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct timespec started, stopped;

static const struct {
	const char *name;
	op_fn *fn;
	int least; /* words after the name */
	const char *words;
} operations[] = {
    {"stat", op_stat, 4, "TOP LIST N THREADS     N random fstatat() of LIST's paths"},
    {"list", op_list, 1, "DIR                 its entries and the attributes of each"},
    {"missing", op_missing, 5,
	"TOP SALT N PASSES DIR...  opens N names that are not there in each DIR"},
    {"small", op_small, 2, "TOP LIST           open, read, close each of LIST's paths"},
    {"sequential", op_sequential, 1, "FILE          read it in pieces of 1 MiB"},
    {"random", op_random, 2, "FILE N            N reads of 4 KiB"},
    {"mapped", op_mapped, 1, "FILE              touch each page of a mapping"},
    {"write", op_write, 2, "FILE MIB           write a new file, then fsync"},
    {"rewrite", op_rewrite, 2, "FILE MIB         write over it in place, then fsync"},
    {"create", op_create, 2, "DIR N             make N empty files, and DIR"},
    {"unlink", op_unlink, 2, "DIR N             remove them"},
    {"run", op_run, 4, "ROOT lines|bytes N PROGRAM ARG...  run a program N times, ROOT as its /"},
};

void
die(const char *what)
{
	(void)fprintf(stderr, "ops: %s: %s\n", what, strerror(errno));
	exit(1);
}

static _Noreturn void
usage(void)
{
	for (size_t i = 0; i < ARRAY_LEN(operations); i++)
		(void)fprintf(stderr, "%s ops %s %s\n", i == 0 ? "usage:" : "      ",
		    operations[i].name, operations[i].words);
	exit(2);
}

void
clock_start(void)
{
	(void)clock_gettime(CLOCK_MONOTONIC, &started);
}

void
clock_stop(void)
{
	(void)clock_gettime(CLOCK_MONOTONIC, &stopped);
}

uint64_t
number(const char *word)
{
	char *end;
	uint64_t value;

	errno = 0;
	value = strtoull(word, &end, 10);
	if (errno != 0 || end == word || *end != '\0')
		usage();
	return value;
}

struct list
list_load(const char *path)
{
	struct list list = {NULL, 0};
	size_t room = 0, size = 0;
	char *line = NULL, **more;
	ssize_t len;
	FILE *f = fopen(path, "re");

	if (f == NULL)
		die(path);
	while ((len = getline(&line, &size, f)) > 0) {
		line[len - 1] = '\0';
		if (list.n == room) {
			room = room * 2 + 64;
			more = realloc(list.paths, room * sizeof(*list.paths));
			if (more == NULL)
				die(path);
			list.paths = more;
		}
		list.paths[list.n++] = line;
		line = NULL;
		size = 0;
	}
	free(line);
	(void)fclose(f);
	if (list.n == 0) {
		errno = EINVAL;
		die(path);
	}
	return list;
}

uint64_t
mix(uint64_t sum, const void *data, size_t size)
{
	const unsigned char *bytes = data;

	for (size_t i = 0; i < size; i++)
		sum = (sum ^ bytes[i]) * UINT64_C(0x100000001b3);
	return sum;
}

int
main(int argc, char **argv)
{
	struct result result = {0, 0};
	int64_t ns;

	for (size_t i = 0; argc > 1 && i < ARRAY_LEN(operations); i++) {
		if (strcmp(operations[i].name, argv[1]) != 0)
			continue;
		if (argc - 2 < operations[i].least)
			usage();
		operations[i].fn(argv + 2, &result);
		ns = (int64_t)(stopped.tv_sec - started.tv_sec) * 1000000000 + stopped.tv_nsec -
		     started.tv_nsec;
		(void)printf(
		    "%" PRId64 " %" PRIu64 " %" PRIu64 "\n", ns, result.operations, result.check);
		return 0;
	}
	usage();
}
