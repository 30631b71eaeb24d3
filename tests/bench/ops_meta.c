/* SPDX-License-Identifier: BSD-2-Clause */
/* The benchmark's client: names and attributes. */
#include "tests/bench/ops.h"
#include "tests/lib/rng.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	THREADS_MAX = 64
};

struct storm {
	const struct list *list;
	uint64_t n, seed, sizes;
	pthread_t id;
};

static void *
stat_storm(void *arg)
{
	struct storm *storm = arg;
	uint64_t sizes = 0;
	struct stat st;
	struct rng r;

	rng_seed(&r, storm->seed);
	for (uint64_t i = 0; i < storm->n; i++) {
		const char *path = storm->list->paths[rng_below(&r, (unsigned)storm->list->n)];

		if (fstatat(AT_FDCWD, path, &st, AT_SYMLINK_NOFOLLOW) != 0)
			die(path);
		sizes += (uint64_t)st.st_size;
	}
	storm->sizes = sizes;
	return NULL;
}

void
op_stat(char **args, struct result *result)
{
	struct list list = list_load(args[1]);
	uint64_t n = number(args[2]), threads = number(args[3]);
	struct storm storms[THREADS_MAX];

	if (threads < 1 || threads > THREADS_MAX) {
		errno = ERANGE;
		die(args[3]);
	}
	if (chdir(args[0]) != 0)
		die(args[0]);
	clock_start();
	for (uint64_t t = 0; t < threads; t++) {
		storms[t] = (struct storm){.list = &list, .n = n / threads, .seed = t + 1};
		errno = pthread_create(&storms[t].id, NULL, stat_storm, &storms[t]);
		if (errno != 0)
			die("pthread_create");
	}
	for (uint64_t t = 0; t < threads; t++) {
		(void)pthread_join(storms[t].id, NULL);
		result->operations += storms[t].n;
		result->check += storms[t].sizes;
	}
	clock_stop();
}

/* A directory's entries and the attributes of each. */
void
op_list(char **args, struct result *result)
{
	const struct dirent *e;
	struct stat st;
	DIR *dir;
	int fd;

	clock_start();
	fd = open(args[0], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	dir = fd >= 0 ? fdopendir(fd) : NULL;
	if (dir == NULL)
		die(args[0]);
	while ((e = readdir(dir)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		if (fstatat(fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
			die(e->d_name);
		result->operations++;
		result->check += mix((uint64_t)st.st_size, e->d_name, strlen(e->d_name));
	}
	(void)closedir(dir);
	clock_stop();
}

/* As a runtime linker looks for libraries: each name in each directory of its path. */
void
op_missing(char **args, struct result *result)
{
	uint64_t n = number(args[2]), passes = number(args[3]);
	char path[4096];

	if (chdir(args[0]) != 0)
		die(args[0]);
	clock_start();
	for (uint64_t pass = 0; pass < passes; pass++) {
		for (uint64_t i = 0; i < n; i++) {
			for (char **dir = args + 4; *dir != NULL; dir++) {
				(void)snprintf(path, sizeof(path), "%s/lib%s-%u.so.1", *dir,
				    args[1], (unsigned)i);
				if (open(path, O_RDONLY | O_CLOEXEC) >= 0 || errno != ENOENT)
					die(path);
				result->operations++;
			}
		}
	}
	clock_stop();
	result->check = result->operations;
}
