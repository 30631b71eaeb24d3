/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stress DIR: many processes create, rename, link, write, map, read, list and remove below DIR,
 * each file holding a text that tells its own name's owner and its content from a number, so that a
 * lost, mixed-up or truncated file is seen.
 *
 *	PROCS=24 STRESS_SECONDS=10 SEED=n
 *
 * Each process owns a directory, in which it knows exactly what has to be there, and takes part in
 * a shared one, in which anything may vanish at any time but nothing may ever be wrong. Exit status
 * 1 when something was lost or wrong.
 */
#include "tests/lib/rng.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

enum {
	FILES = 40, /* names in the own directory */
	SHARED = 60, /* names in the shared one */
	MAX_SIZE = 200000,
};

struct worker {
	struct rng rng;
	int id;
	unsigned version[FILES]; /* content of own file i; 0: it is not there */
	size_t size[FILES];
	bool linked[FILES]; /* has a second name, lI */
	unsigned long ops, counter;
};

static unsigned long problems;

#define PROBLEM(...) \
	do { \
		(void)fprintf(stderr, "PROBLEM: " __VA_ARGS__); \
		(void)fputc('\n', stderr); \
		problems++; \
	} while (0)

/* The content of a file is a function of a tag: byte b of it. */
static unsigned char
byte_of(unsigned tag, size_t b)
{
	return (unsigned char)((tag * 2654435761U + b * 131U + b / 4093U) >> 3);
}

static unsigned char *
content(unsigned tag, size_t size)
{
	static unsigned char buf[MAX_SIZE];

	for (size_t b = 0; b < size; b++)
		buf[b] = byte_of(tag, b);
	return buf;
}

static bool
same_as(unsigned tag, const unsigned char *got, size_t from, size_t size)
{
	for (size_t b = 0; b < size; b++)
		if (got[b] != byte_of(tag, from + b))
			return false;
	return true;
}

static void
own_name(char *out, size_t size, int i, bool link)
{
	(void)snprintf(out, size, "%c%d", link ? 'l' : 'f', i);
}

static void
op_write(struct worker *w, int dir, int i)
{
	unsigned tag = (unsigned)w->id * 1000003U + (unsigned)++w->counter;
	size_t size = rng_below(&w->rng, rng_chance(&w->rng, 10) ? MAX_SIZE : 9000) + 1;
	bool mapped = rng_chance(&w->rng, 25);
	const unsigned char *data = content(tag, size);
	char name[32];
	int fd;

	own_name(name, sizeof(name), i, false);
	fd = openat(dir, name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0) {
		PROBLEM("worker %d: create %s: %s", w->id, name, strerror(errno));
		return;
	}
	if (mapped) {
		unsigned char *map;

		if (ftruncate(fd, (off_t)size) != 0)
			PROBLEM("worker %d: ftruncate %s: %s", w->id, name, strerror(errno));
		map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		if (map == MAP_FAILED) {
			PROBLEM("worker %d: mmap %s: %s", w->id, name, strerror(errno));
		} else {
			memcpy(map, data, size);
			if (rng_chance(&w->rng, 50) && msync(map, size, MS_SYNC) != 0)
				PROBLEM("worker %d: msync: %s", w->id, strerror(errno));
			(void)munmap(map, size);
		}
	} else {
		for (size_t done = 0; done < size;) {
			ssize_t n = write(fd, data + done, size - done);

			if (n <= 0) {
				PROBLEM("worker %d: write %s: %s", w->id, name, strerror(errno));
				break;
			}
			done += (size_t)n;
		}
	}
	if (rng_chance(&w->rng, 5) && fsync(fd) != 0)
		PROBLEM("worker %d: fsync: %s", w->id, strerror(errno));
	(void)close(fd);
	w->version[i] = tag;
	w->size[i] = size;
}

static void
check_content(struct worker *w, int dir, const char *name, unsigned tag, size_t size)
{
	static unsigned char buf[MAX_SIZE + 10];
	struct stat st;
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		PROBLEM("worker %d: %s is lost: %s", w->id, name, strerror(errno));
		return;
	}
	if (fstat(fd, &st) != 0 || (size_t)st.st_size != size)
		PROBLEM("worker %d: %s has size %lld, not %zu", w->id, name, (long long)st.st_size,
		    size);
	if (rng_chance(&w->rng, 50)) {
		size_t done = 0;
		ssize_t n = 0;

		while (done < sizeof(buf) && (n = read(fd, buf + done, sizeof(buf) - done)) > 0)
			done += (size_t)n;
		if (n < 0)
			PROBLEM("worker %d: read %s: %s", w->id, name, strerror(errno));
		else if (done != size || !same_as(tag, buf, 0, size))
			PROBLEM("worker %d: %s: wrong content (read, %zu of %zu)", w->id, name,
			    done, size);
	} else if (st.st_size > 0) {
		unsigned char *map = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);

		if (map == MAP_FAILED)
			PROBLEM("worker %d: mmap %s: %s", w->id, name, strerror(errno));
		else if (!same_as(tag, map, 0, size))
			PROBLEM("worker %d: %s: wrong content (mmap)", w->id, name);
		if (map != MAP_FAILED)
			(void)munmap(map, size);
	}
	(void)close(fd);
}

static void
op_rename(struct worker *w, int dir, int i, int j)
{
	char from[32], to[32];

	if (i == j || w->linked[i] || w->linked[j])
		return;
	own_name(from, sizeof(from), i, false);
	own_name(to, sizeof(to), j, false);
	if (renameat(dir, from, dir, to) != 0) {
		PROBLEM("worker %d: rename %s %s: %s", w->id, from, to, strerror(errno));
		return;
	}
	w->version[j] = w->version[i];
	w->size[j] = w->size[i];
	w->version[i] = 0;
}

static void
op_link(struct worker *w, int dir, int i)
{
	char from[32], to[32];
	int error;

	own_name(from, sizeof(from), i, false);
	own_name(to, sizeof(to), i, true);
	if (w->linked[i]) {
		if (unlinkat(dir, to, 0) != 0)
			PROBLEM("worker %d: unlink %s: %s", w->id, to, strerror(errno));
		w->linked[i] = false;
		return;
	}
	error = linkat(dir, from, dir, to, 0);
	if (error != 0)
		PROBLEM("worker %d: link %s: %s", w->id, from, strerror(errno));
	w->linked[i] = error == 0;
}

static void
op_append(struct worker *w, int dir, int i)
{
	size_t more = 1 + rng_below(&w->rng, 3000);
	unsigned char *data;
	char name[32];
	int fd;

	if (w->size[i] + more > MAX_SIZE)
		return;
	own_name(name, sizeof(name), i, false);
	data = content(w->version[i], w->size[i] + more);
	fd = openat(dir, name, O_WRONLY | O_APPEND | O_CLOEXEC);
	if (fd < 0 || write(fd, data + w->size[i], more) != (ssize_t)more)
		PROBLEM("worker %d: append to %s: %s", w->id, name, strerror(errno));
	else
		w->size[i] += more;
	if (fd >= 0)
		(void)close(fd);
}

static void
op_unlink(struct worker *w, int dir, int i)
{
	char name[32];

	own_name(name, sizeof(name), i, false);
	if (w->linked[i])
		op_link(w, dir, i);
	if (unlinkat(dir, name, 0) != 0)
		PROBLEM("worker %d: unlink %s: %s", w->id, name, strerror(errno));
	w->version[i] = 0;
	if (faccessat(dir, name, F_OK, 0) == 0)
		PROBLEM("worker %d: %s is there after unlink", w->id, name);
}

/* The listing of the own directory is exactly what is known to be there. */
static void
op_list(struct worker *w, const char *path)
{
	unsigned seen[FILES] = {0}, links[FILES] = {0};
	struct dirent *de;
	DIR *d = opendir(path);

	if (d == NULL) {
		PROBLEM("worker %d: opendir: %s", w->id, strerror(errno));
		return;
	}
	while ((de = readdir(d)) != NULL) {
		int i = de->d_name[0] != '.' ? (int)strtol(de->d_name + 1, NULL, 10) : -1;

		if (i >= 0 && i < FILES && de->d_name[0] == 'f')
			seen[i]++;
		else if (i >= 0 && i < FILES && de->d_name[0] == 'l')
			links[i]++;
	}
	(void)closedir(d);
	for (int i = 0; i < FILES; i++) {
		if (seen[i] != (w->version[i] != 0))
			PROBLEM("worker %d: f%d listed %u times, there: %d", w->id, i, seen[i],
			    w->version[i] != 0);
		if (links[i] != w->linked[i])
			PROBLEM("worker %d: l%d listed %u times, there: %d", w->id, i, links[i],
			    w->linked[i]);
	}
}

/* In the shared directory each name holds a text that says what it is: "NAME TAG" and padding. */
static void
op_shared(struct worker *w, int dir)
{
	static char buf[5000], want[5000];
	unsigned n = rng_below(&w->rng, SHARED);
	char name[32], temp[32];
	struct stat st;
	int fd;

	(void)snprintf(name, sizeof(name), "s%u", n);
	switch (rng_below(&w->rng, 7)) {
	case 0:
	case 1: /* a whole new file comes by rename */
		(void)snprintf(temp, sizeof(temp), "t%d", w->id);
		fd = openat(dir, temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
		if (fd < 0) {
			PROBLEM("worker %d: create shared: %s", w->id, strerror(errno));
			return;
		}
		memset(buf, 'a' + (int)(n % 26), sizeof(buf));
		(void)snprintf(buf, sizeof(buf), "s%u\n", n);
		if (write(fd, buf, sizeof(buf)) != (ssize_t)sizeof(buf))
			PROBLEM("worker %d: write shared: %s", w->id, strerror(errno));
		(void)close(fd);
		if (renameat(dir, temp, dir, name) != 0)
			PROBLEM("worker %d: rename shared: %s", w->id, strerror(errno));
		break;
	case 2:
		if (unlinkat(dir, name, 0) != 0 && errno != ENOENT)
			PROBLEM("worker %d: unlink shared: %s", w->id, strerror(errno));
		break;
	case 3:
		if (fstatat(dir, name, &st, 0) == 0) {
			if (st.st_size != (off_t)sizeof(buf))
				PROBLEM("worker %d: shared %s of size %lld", w->id, name,
				    (long long)st.st_size);
		} else if (errno != ENOENT)
			PROBLEM("worker %d: stat shared: %s", w->id, strerror(errno));
		break;
	case 4: /* directories come and go */
		(void)snprintf(temp, sizeof(temp), "d%u", n % 7);
		if (mkdirat(dir, temp, 0755) != 0 && errno != EEXIST)
			PROBLEM("worker %d: mkdir shared: %s", w->id, strerror(errno));
		(void)snprintf(want, sizeof(want), "d%u", (n + 1) % 7);
		if (renameat(dir, temp, dir, want) != 0 && errno != ENOENT && errno != ENOTEMPTY)
			PROBLEM(
			    "worker %d: rename of shared directories: %s", w->id, strerror(errno));
		if (unlinkat(dir, want, AT_REMOVEDIR) != 0 && errno != ENOENT && errno != ENOTEMPTY)
			PROBLEM("worker %d: rmdir shared: %s", w->id, strerror(errno));
		break;
	default:
		fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
		if (fd < 0) {
			if (errno != ENOENT)
				PROBLEM("worker %d: open shared: %s", w->id, strerror(errno));
			return;
		}
		memset(want, 'a' + (int)(n % 26), sizeof(want));
		(void)snprintf(want, sizeof(want), "s%u\n", n);
		if (read(fd, buf, sizeof(buf)) != (ssize_t)sizeof(buf) ||
		    memcmp(buf, want, sizeof(buf)) != 0)
			PROBLEM("worker %d: shared %s has wrong content", w->id, name);
		(void)close(fd);
	}
}

static void
one_operation(struct worker *w, int own, int shared, const char *path)
{
	int i = (int)rng_below(&w->rng, FILES);
	unsigned what = rng_below(&w->rng, 100);
	char name[32];

	own_name(name, sizeof(name), i, w->linked[i] && rng_chance(&w->rng, 50));
	if (what < 30)
		op_shared(w, shared);
	else if (what < 34)
		op_list(w, path);
	else if (w->version[i] == 0)
		op_write(w, own, i);
	else if (what < 55)
		check_content(w, own, name, w->version[i], w->size[i]);
	else if (what < 65)
		op_write(w, own, i);
	else if (what < 75)
		op_rename(w, own, i, (int)rng_below(&w->rng, FILES));
	else if (what < 83)
		op_link(w, own, i);
	else if (what < 91)
		op_append(w, own, i);
	else
		op_unlink(w, own, i);
	w->ops++;
}

static unsigned long
work(int id, const char *top, uint64_t seed, unsigned seconds)
{
	static struct worker w;
	char path[PATH_MAX], shared_path[PATH_MAX];
	time_t end = time(NULL) + (time_t)seconds;
	int own, shared;

	w.id = id;
	rng_seed(&w.rng, seed + (uint64_t)id);
	(void)snprintf(path, sizeof(path), "%s/own%d", top, id);
	(void)snprintf(shared_path, sizeof(shared_path), "%s/shared", top);
	if (mkdir(path, 0755) != 0)
		PROBLEM("%s: %s", path, strerror(errno));
	own = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	shared = open(shared_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (own < 0 || shared < 0) {
		PROBLEM("%s: %s", top, strerror(errno));
		return 0;
	}
	while (time(NULL) < end && problems < 10)
		one_operation(&w, own, shared, path);
	/* nothing lost at the end, then all removed */
	op_list(&w, path);
	for (int i = 0; i < FILES; i++) {
		char name[32];

		if (w.version[i] == 0)
			continue;
		own_name(name, sizeof(name), i, false);
		check_content(&w, own, name, w.version[i], w.size[i]);
		op_unlink(&w, own, i);
	}
	(void)close(own);
	(void)close(shared);
	if (rmdir(path) != 0)
		PROBLEM("worker %d: rmdir %s: %s", id, path, strerror(errno));
	return w.ops;
}

int
main(int argc, char **argv)
{
	unsigned procs = (unsigned)env_number("PROCS", 24);
	unsigned seconds = (unsigned)env_number("STRESS_SECONDS", 10);
	uint64_t seed = env_seed();
	char path[PATH_MAX];
	unsigned long total = 0, bad = 0, ops;
	int report[2], status;

	if (argc != 2 || pipe(report) != 0) {
		(void)fprintf(stderr, "usage: stress DIR\n");
		return 2;
	}
	(void)snprintf(path, sizeof(path), "%s/shared", argv[1]);
	if (mkdir(path, 0755) != 0 && errno != EEXIST) {
		perror(path);
		return 2;
	}
	for (unsigned id = 0; id < procs; id++)
		if (fork() == 0) {
			ops = work((int)id, argv[1], seed, seconds);
			if (write(report[1], &ops, sizeof(ops)) != (ssize_t)sizeof(ops))
				_exit(3);
			_exit(problems != 0);
		}
	(void)close(report[1]);
	while (read(report[0], &ops, sizeof(ops)) == (ssize_t)sizeof(ops))
		total += ops;
	for (unsigned id = 0; id < procs; id++)
		if (wait(&status) < 0 || status != 0)
			bad++;
	(void)printf("# seed %llu: %u processes, %lu operations, %lu of them met problems\n",
	    (unsigned long long)seed, procs, total, bad);
	return bad == 0 ? 0 : 1;
}
