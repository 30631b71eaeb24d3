/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/walk.h"

#include "elfcheck/pseudo_fs.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum {
	MAX_JOBS = 64,
	MAX_PATH = 64 << 10, /* deeper trees are an error: there may be a loop of mounts */
	OPEN_PIECE = 2048, /* of a longer path that is opened at once; PATH_MAX is 4096 or 1024 */
	TICK_NS = 200 * 1000 * 1000,
};

struct item {
	struct item *next;
	dev_t dev; /* of the parent, to notice mounts */
	bool root;
	char path[];
};

struct walk {
	const struct walk_options *opt;
	const struct walk_ops *ops;
	void *arg;
	pthread_mutex_t lock;
	pthread_cond_t work; /* for idle workers */
	pthread_cond_t ended; /* for the caller */
	struct item *stack; /* under lock, as what follows */
	size_t open_items; /* on the stack or in a worker's hands */
	unsigned idle;
	unsigned running;
};

char *
walk_path(const char *dir, const char *name)
{
	size_t dlen = strlen(dir);
	size_t nlen = strlen(name);
	bool slash = dlen > 0 && dir[dlen - 1] != '/';
	char *path = malloc(dlen + nlen + 2);

	if (path == NULL)
		return NULL;
	memcpy(path, dir, dlen);
	if (slash)
		path[dlen++] = '/';
	memcpy(path + dlen, name, nlen);
	path[dlen + nlen] = '\0';
	return path;
}

/* Put a directory on the stack. */
static void
push(struct walk *w, const char *dir, const char *name, dev_t dev, bool root)
{
	size_t dlen = strlen(dir);
	size_t nlen = strlen(name);
	struct item *it;

	if (dlen + nlen + 2 > MAX_PATH) {
		w->ops->error(w->arg, dir, ENAMETOOLONG);
		return;
	}
	it = malloc(sizeof(*it) + dlen + nlen + 2);
	if (it == NULL) {
		w->ops->error(w->arg, dir, ENOMEM);
		return;
	}
	memcpy(it->path, dir, dlen);
	if (dlen > 0 && dir[dlen - 1] != '/' && nlen > 0)
		it->path[dlen++] = '/';
	memcpy(it->path + dlen, name, nlen);
	it->path[dlen + nlen] = '\0';
	it->dev = dev;
	it->root = root;
	(void)pthread_mutex_lock(&w->lock);
	it->next = w->stack;
	w->stack = it;
	w->open_items++;
	if (w->idle > 0)
		(void)pthread_cond_signal(&w->work);
	(void)pthread_mutex_unlock(&w->lock);
}

/* Open a directory by a path of any length, piece by piece where it is longer than the system
 * takes. */
static errnum
open_dir(const char *path, int last_flags, int *out)
{
	const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK;
	cleanup_fd int at = -1;
	char piece[OPEN_PIECE];
	size_t left = strlen(path);

	while (left >= OPEN_PIECE) {
		size_t n = OPEN_PIECE - 1;
		int fd;

		while (n > 0 && path[n] != '/')
			n--;
		if (n == 0)
			return ENAMETOOLONG;
		memcpy(piece, path, n);
		piece[n] = '\0';
		fd = openat(at < 0 ? AT_FDCWD : at, piece, flags);
		if (fd < 0)
			return last_error();
		close_fd(&at);
		at = fd;
		while (path[n] == '/')
			n++;
		path += n;
		left -= n;
	}
	*out = openat(at < 0 ? AT_FDCWD : at, *path == '\0' ? "." : path, flags | last_flags);
	return *out < 0 ? last_error() : 0;
}

enum kind {
	KIND_OTHER,
	KIND_FILE,
	KIND_DIR
};

static enum kind
entry_kind(int dirfd, const struct dirent *de)
{
	struct stat st;

	switch (de->d_type) {
	case DT_REG:
		return KIND_FILE;
	case DT_DIR:
		return KIND_DIR;
	case DT_UNKNOWN:
		if (fstatat(dirfd, de->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
			return KIND_OTHER;
		return S_ISREG(st.st_mode)   ? KIND_FILE
		       : S_ISDIR(st.st_mode) ? KIND_DIR
					     : KIND_OTHER;
	default:
		return KIND_OTHER;
	}
}

/* A directory vanished or was replaced while the walk was on its way: nobody's mistake. */
static bool
is_race(const struct item *it, errnum err)
{
	return !it->root && (err == ENOENT || err == ENOTDIR || err == ELOOP || err == EMLINK);
}

static void
walk_dir(struct walk *w, const struct item *it)
{
	cleanup_dir DIR *dir = NULL;
	struct dirent *de;
	struct stat st;
	int fd = -1;
	errnum err = open_dir(it->path, it->root ? 0 : O_NOFOLLOW, &fd);

	if (err == 0 && (fstat(fd, &st) != 0 || (dir = fdopendir(fd)) == NULL)) {
		err = last_error();
		close_fd(&fd);
	}
	if (err != 0) {
		if (!is_race(it, err))
			w->ops->error(w->arg, it->path, err);
		return;
	}
	if (!it->root && st.st_dev != it->dev && (w->opt->one_fs || is_pseudo_fs(fd)))
		return;
	while (errno = 0, (de = readdir(dir)) != NULL) {
		if (strcmp(de->d_name, ".") == 0 || strcmp(de->d_name, "..") == 0)
			continue;
		switch (entry_kind(fd, de)) {
		case KIND_FILE:
			w->ops->file(w->arg, fd, it->path, de->d_name);
			break;
		case KIND_DIR:
			push(w, it->path, de->d_name, st.st_dev, false);
			break;
		case KIND_OTHER:
			break;
		}
	}
	if (errno != 0)
		w->ops->error(w->arg, it->path, last_error());
}

static void *
work(void *arg)
{
	struct walk *w = arg;

	(void)pthread_mutex_lock(&w->lock);
	while (w->open_items > 0) {
		struct item *it = w->stack;

		if (it == NULL) {
			w->idle++;
			(void)pthread_cond_wait(&w->work, &w->lock);
			w->idle--;
			continue;
		}
		w->stack = it->next;
		(void)pthread_mutex_unlock(&w->lock);
		walk_dir(w, it);
		free(it);
		(void)pthread_mutex_lock(&w->lock);
		w->open_items--;
	}
	w->running--;
	(void)pthread_cond_broadcast(&w->work);
	(void)pthread_cond_signal(&w->ended);
	(void)pthread_mutex_unlock(&w->lock);
	return NULL;
}

unsigned
walk_jobs(const struct walk_options *opt)
{
	long n = (long)opt->jobs;

	if (n == 0)
		n = sysconf(_SC_NPROCESSORS_ONLN);
	if (n < 1)
		n = 1;
	return n > MAX_JOBS ? MAX_JOBS : (unsigned)n;
}

/* Roots are looked at here, so that a wrong one is told in the order given. */
static void
push_roots(struct walk *w, char *const *roots, size_t n)
{
	for (size_t i = n; i-- > 0;) {
		struct stat st;

		if (stat(roots[i], &st) != 0)
			w->ops->error(w->arg, roots[i], last_error());
		else if (S_ISDIR(st.st_mode))
			push(w, roots[i], "", st.st_dev, true);
		else
			w->ops->file(w->arg, AT_FDCWD, "", roots[i]);
	}
}

/* Wait for the workers, with a tick now and then. */
static void
wait_and_tick(struct walk *w)
{
	(void)pthread_mutex_lock(&w->lock);
	while (w->running > 0) {
		struct timespec until;

		(void)clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += TICK_NS;
		if (until.tv_nsec >= 1000000000L) {
			until.tv_nsec -= 1000000000L;
			until.tv_sec++;
		}
		if (pthread_cond_timedwait(&w->ended, &w->lock, &until) == ETIMEDOUT &&
		    w->ops->tick != NULL) {
			(void)pthread_mutex_unlock(&w->lock);
			w->ops->tick(w->arg);
			(void)pthread_mutex_lock(&w->lock);
		}
	}
	(void)pthread_mutex_unlock(&w->lock);
}

errnum
walk_trees(const struct walk_options *opt, char *const *roots, size_t n, const struct walk_ops *ops,
    void *arg)
{
	struct walk w = {
	    .opt = opt,
	    .ops = ops,
	    .arg = arg,
	    .lock = PTHREAD_MUTEX_INITIALIZER,
	    .work = PTHREAD_COND_INITIALIZER,
	    .ended = PTHREAD_COND_INITIALIZER,
	};
	pthread_t threads[MAX_JOBS];
	unsigned jobs = walk_jobs(opt);
	unsigned started = 0;
	errnum err = 0;

	push_roots(&w, roots, n);
	(void)pthread_mutex_lock(&w.lock);
	while (started < jobs) {
		err = pthread_create(&threads[started], NULL, work, &w);
		if (err != 0)
			break;
		started++;
	}
	w.running = started;
	(void)pthread_mutex_unlock(&w.lock);
	wait_and_tick(&w);
	for (unsigned i = 0; i < started; i++)
		(void)pthread_join(threads[i], NULL);
	while (w.stack != NULL) { /* no worker could be had */
		struct item *next = w.stack->next;

		free(w.stack);
		w.stack = next;
	}
	(void)pthread_cond_destroy(&w.ended);
	(void)pthread_cond_destroy(&w.work);
	(void)pthread_mutex_destroy(&w.lock);
	return started > 0 ? 0 : err;
}
