/* SPDX-License-Identifier: BSD-2-Clause */
/* The benchmark's client: what is in files. */
#include "tests/bench/ops.h"
#include "tests/lib/rng.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	PAGE = 4096,
	PIECE = 1 << 17,
	MIB = 1 << 20
};

static char buf[MIB];

/* One word of each page: enough to see that it is the right one, and cheap beside reading it. */
static uint64_t
sample(const volatile char *data, size_t size)
{
	uint64_t sum = size;

	for (size_t at = 0; at + sizeof(uint64_t) <= size; at += PAGE)
		sum += *(const volatile uint64_t *)(const volatile void *)(data + at);
	return sum;
}

static int
open_or_die(const char *path, int flags, off_t *size)
{
	int fd = open(path, flags | O_CLOEXEC, 0644);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0)
		die(path);
	if (size != NULL)
		*size = st.st_size;
	return fd;
}

void
op_small(char **args, struct result *result)
{
	struct list list = list_load(args[1]);

	if (chdir(args[0]) != 0)
		die(args[0]);
	clock_start();
	for (size_t i = 0; i < list.n; i++) {
		int fd = open(list.paths[i], O_RDONLY | O_CLOEXEC);
		ssize_t got = fd < 0 ? -1 : read(fd, buf, sizeof(buf));

		if (got < 0)
			die(list.paths[i]);
		(void)close(fd);
		result->check += sample(buf, (size_t)got);
	}
	clock_stop();
	result->operations = list.n;
}

static uint64_t
read_all(int fd, const char *path, uint64_t *pieces)
{
	uint64_t sum = 0;
	ssize_t got;

	while ((got = read(fd, buf, sizeof(buf))) > 0) {
		sum += sample(buf, (size_t)got);
		(*pieces)++;
	}
	if (got < 0)
		die(path);
	return sum;
}

void
op_sequential(char **args, struct result *result)
{
	int fd;

	clock_start();
	fd = open_or_die(args[0], O_RDONLY, NULL);
	result->check = read_all(fd, args[0], &result->operations);
	(void)close(fd);
	clock_stop();
}

void
op_random(char **args, struct result *result)
{
	off_t size;
	struct rng r;
	int fd;

	result->operations = number(args[1]);
	rng_seed(&r, 1);
	clock_start();
	fd = open_or_die(args[0], O_RDONLY, &size);
	for (uint64_t i = 0; i < result->operations; i++) {
		off_t at = (off_t)rng_below(&r, (unsigned)(size / PAGE)) * PAGE;

		if (pread(fd, buf, PAGE, at) != PAGE)
			die(args[0]);
		result->check += sample(buf, PAGE);
	}
	(void)close(fd);
	clock_stop();
}

void
op_mapped(char **args, struct result *result)
{
	off_t size;
	void *map;
	int fd;

	clock_start();
	fd = open_or_die(args[0], O_RDONLY, &size);
	map = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED)
		die(args[0]);
	result->check = sample(map, (size_t)size);
	(void)munmap(map, (size_t)size);
	(void)close(fd);
	clock_stop();
	result->operations = (uint64_t)size / PAGE;
}

/* What is written differs by round, so that the first text cannot pass for the second. */
static void
fill(const char *path, int flags, uint64_t mib, char round, struct result *result)
{
	uint64_t pieces = 0;
	int fd;

	memset(buf, round, PIECE);
	clock_start();
	fd = open_or_die(path, O_WRONLY | flags, NULL);
	for (uint64_t i = 0; i < mib * (MIB / PIECE); i++)
		if (write(fd, buf, PIECE) != PIECE)
			die(path);
	if (fsync(fd) != 0)
		die(path);
	(void)close(fd);
	clock_stop();
	result->operations = mib * (MIB / PIECE);
	fd = open_or_die(path, O_RDONLY, NULL);
	result->check = read_all(fd, path, &pieces);
	(void)close(fd);
}

void
op_write(char **args, struct result *result)
{
	fill(args[0], O_CREAT | O_EXCL, number(args[1]), 1, result);
}

void
op_rewrite(char **args, struct result *result)
{
	fill(args[0], 0, number(args[1]), 2, result);
}
