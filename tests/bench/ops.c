/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The inner loops of the benchmark, one a call: prints nanoseconds per operation.
 *
 *	ops walk DIR            list everything below DIR and look at each object
 *	ops stat LIST N T       N random fstatat() of the paths in file LIST, by T threads
 *	ops neg DIR N           one missing name in DIR, N times
 *	ops negnew DIR N        N missing names in DIR, once each
 *	ops small LIST          open, read 4 KiB, close each of the paths in LIST
 *	ops seq FILE            read FILE in pieces of 1 MiB
 *	ops rand FILE N         N random reads of 4 KiB
 *	ops mmap FILE           touch each page of a mapping
 *	ops write FILE MB       write MB MiB in pieces of 128 KiB, then fsync
 *	ops create DIR N        make N empty files
 *	ops unlink DIR N        remove them
 *	ops exec PATH N         run PATH N times
 */
#include "tests/lib/rng.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum {
	MIB = 1 << 20,
};

static char buf[MIB];

static void
die(const char *what)
{
	(void)fprintf(stderr, "ops: %s: %s\n", what, strerror(errno));
	exit(1);
}

static double
now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

struct list {
	char **paths;
	size_t n;
};

static struct list
load(const char *path)
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
				die("memory");
			list.paths = more;
		}
		list.paths[list.n++] = line;
		line = NULL;
		size = 0;
	}
	free(line);
	(void)fclose(f);
	if (list.n == 0)
		die("empty list");
	return list;
}

static unsigned long
walk(char *dir)
{
	char *argv[] = {dir, NULL};
	FTS *fts = fts_open(argv, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	unsigned long n = 0;
	FTSENT *e;

	if (fts == NULL)
		die(dir);
	while ((e = fts_read(fts)) != NULL) {
		if (e->fts_info == FTS_ERR || e->fts_info == FTS_DNR || e->fts_info == FTS_NS) {
			errno = e->fts_errno;
			die(e->fts_path);
		}
		n++;
	}
	(void)fts_close(fts);
	return n;
}

struct job {
	const struct list *list;
	unsigned long n;
	uint64_t seed;
};

static void *
stat_storm(void *arg)
{
	const struct job *job = arg;
	struct stat st;
	struct rng r;

	rng_seed(&r, job->seed);
	for (unsigned long i = 0; i < job->n; i++)
		if (fstatat(AT_FDCWD, job->list->paths[rng_below(&r, (unsigned)job->list->n)], &st,
			AT_SYMLINK_NOFOLLOW) != 0)
			die("stat");
	return NULL;
}

static unsigned long
stats(const struct list *list, unsigned long n, unsigned threads)
{
	pthread_t id[16];
	struct job job[16];

	if (threads > 16)
		threads = 16;
	for (unsigned t = 0; t < threads; t++) {
		job[t] = (struct job){list, n / threads, t + 1};
		if (pthread_create(&id[t], NULL, stat_storm, &job[t]) != 0)
			die("thread");
	}
	for (unsigned t = 0; t < threads; t++)
		(void)pthread_join(id[t], NULL);
	return n;
}

static unsigned long
missing(const char *dir, unsigned long n, bool fresh)
{
	char path[4096];
	struct stat st;

	for (unsigned long i = 0; i < n; i++) {
		(void)snprintf(path, sizeof(path), "%s/missing%lu", dir, fresh ? i : 0);
		if (stat(path, &st) == 0)
			die("it is there");
	}
	return n;
}

static unsigned long
small(const struct list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		int fd = open(list->paths[i], O_RDONLY | O_CLOEXEC);

		if (fd < 0 || read(fd, buf, 4096) < 0)
			die(list->paths[i]);
		(void)close(fd);
	}
	return list->n;
}

static unsigned long
sequential(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	unsigned long n = 0;
	ssize_t got;

	if (fd < 0)
		die(path);
	do {
		got = read(fd, buf, sizeof(buf));
		n += got > 0;
	} while (got > 0);
	if (got < 0)
		die(path);
	(void)close(fd);
	return n;
}

static unsigned long
random_reads(const char *path, unsigned long n)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	struct rng r;

	rng_seed(&r, 1);
	if (fd < 0 || fstat(fd, &st) != 0)
		die(path);
	for (unsigned long i = 0; i < n; i++)
		if (pread(fd, buf, 4096,
			(off_t)rng_below(&r, (unsigned)(st.st_size / 4096)) * 4096) != 4096)
			die("pread");
	(void)close(fd);
	return n;
}

static unsigned long
mapped(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	unsigned long pages;
	volatile char *map;
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0)
		die(path);
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED)
		die("mmap");
	pages = (unsigned long)st.st_size / 4096;
	for (unsigned long p = 0; p < pages; p++)
		(void)map[p * 4096];
	(void)munmap((void *)(uintptr_t)map, (size_t)st.st_size);
	(void)close(fd);
	return pages;
}

static unsigned long
writing(const char *path, unsigned long mib)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0)
		die(path);
	for (unsigned long i = 0; i < mib * 8; i++)
		if (write(fd, buf, MIB / 8) != MIB / 8)
			die("write");
	if (fsync(fd) != 0)
		die("fsync");
	(void)close(fd);
	return mib;
}

static unsigned long
creating(const char *dir, unsigned long n, bool remove_them)
{
	char path[4096];

	for (unsigned long i = 0; i < n; i++) {
		int fd;

		(void)snprintf(path, sizeof(path), "%s/new%lu", dir, i);
		if (remove_them) {
			if (unlink(path) != 0)
				die(path);
			continue;
		}
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
		if (fd < 0)
			die(path);
		(void)close(fd);
	}
	return n;
}

/* FreeBSD's headers leave it to the program. */
extern char **environ; /* NOLINT(readability-redundant-declaration) */

static unsigned long
executing(char *path, unsigned long n)
{
	char *argv[] = {path, NULL};

	for (unsigned long i = 0; i < n; i++) {
		int status;
		pid_t pid;

		errno = posix_spawn(&pid, path, NULL, NULL, argv, environ);
		if (errno != 0 || waitpid(pid, &status, 0) != pid || status != 0)
			die(path);
	}
	return n;
}

int
main(int argc, char **argv)
{
	const char *what = argc > 2 ? argv[1] : "";
	char *where = argc > 2 ? argv[2] : NULL;
	unsigned long n = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;
	unsigned threads = argc > 4 ? (unsigned)strtoul(argv[4], NULL, 10) : 1;
	struct list list = {NULL, 0};
	double start;

	if (strcmp(what, "stat") == 0 || strcmp(what, "small") == 0)
		list = load(where);
	start = now();
	if (strcmp(what, "walk") == 0)
		n = walk(where);
	else if (strcmp(what, "stat") == 0)
		n = stats(&list, n, threads);
	else if (strcmp(what, "neg") == 0 || strcmp(what, "negnew") == 0)
		n = missing(where, n, what[3] != '\0');
	else if (strcmp(what, "small") == 0)
		n = small(&list);
	else if (strcmp(what, "seq") == 0)
		n = sequential(where);
	else if (strcmp(what, "rand") == 0)
		n = random_reads(where, n);
	else if (strcmp(what, "mmap") == 0)
		n = mapped(where);
	else if (strcmp(what, "write") == 0)
		n = writing(where, n);
	else if (strcmp(what, "create") == 0 || strcmp(what, "unlink") == 0)
		n = creating(where, n, what[0] == 'u');
	else if (strcmp(what, "exec") == 0)
		n = executing(where, n);
	else {
		(void)fprintf(stderr, "usage: see the top of ops.c\n");
		return 2;
	}
	(void)printf("%.1f\n", (now() - start) / (double)(n > 0 ? n : 1));
	return 0;
}
