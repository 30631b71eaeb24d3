/* SPDX-License-Identifier: BSD-2-Clause */
/* flock(2), record locks, open-file-description locks and leases, between processes. */
#include "tests/posix/rec.h"

#include <sys/file.h>
#include <sys/wait.h>

static const char *path = "f";

static void
try_flock(void *arg)
{
	int fd = open(path, O_RDWR);

	T(flock(fd, *(int *)arg | LOCK_NB));
	(void)close(fd);
}

static void
locks_flock(void)
{
	int kindsof[] = {LOCK_SH, LOCK_EX};
	int a, b;

	make_file(path, 0644, 0, "0123456789");
	a = TF(open(path, O_RDWR));
	b = TF(open(path, O_RDONLY));
	for (int held = 0; held < 2; held++)
		for (int want = 0; want < 2; want++) {
			note("held %d, wanted %d", held, want);
			T(flock(a, kindsof[held]));
			T(flock(b, kindsof[want] | LOCK_NB));
			in_child(try_flock, &kindsof[want]);
			T(flock(a, LOCK_UN));
			in_child(try_flock, &kindsof[want]);
			T(flock(b, LOCK_UN));
			in_child(try_flock, &kindsof[want]);
		}
	/* a duplicate shares the lock; it goes with the last one */
	{
		int c = dup(a);

		T(flock(a, LOCK_EX));
		(void)close(a);
		in_child(try_flock, &kindsof[1]);
		(void)close(c);
		in_child(try_flock, &kindsof[1]);
	}
	(void)close(b);
	/* under another name of the same object */
	T(link(path, "g"));
	a = TF(open("g", O_RDWR));
	T(flock(a, LOCK_EX));
	in_child(try_flock, &kindsof[1]);
	(void)close(a);
	a = TF(open(".", O_RDONLY | O_DIRECTORY));
	T(flock(a, LOCK_EX | LOCK_NB));
	(void)close(a);
}

struct range {
	short type;
	off_t start, len;
	int cmd;
};

static void
try_range(void *arg)
{
	const struct range *r = arg;
	struct flock fl = {.l_type = r->type, .l_start = r->start, .l_len = r->len};
	int fd = open(path, O_RDWR);

	T(fcntl(fd, r->cmd, &fl));
	if (r->cmd == F_GETLK) {
		T(fl.l_type);
		if (fl.l_type != F_UNLCK) {
			T(fl.l_start);
			T(fl.l_len);
			T(fl.l_pid == getppid());
		}
	}
	(void)close(fd);
}

static void
locks_ranges(void)
{
	static const struct range wanted[] = {
	    {F_RDLCK, 0, 10, F_SETLK},
	    {F_WRLCK, 0, 10, F_SETLK},
	    {F_WRLCK, 0, 100, F_SETLK},
	    {F_RDLCK, 95, 10, F_SETLK},
	    {F_WRLCK, 200, 0, F_SETLK},
	    {F_WRLCK, 0, 0, F_GETLK},
	    {F_RDLCK, 0, 0, F_GETLK},
	    {F_WRLCK, 150, 1, F_GETLK},
	};
	static const struct range held[] = {
	    {F_RDLCK, 0, 100, 0},
	    {F_WRLCK, 0, 100, 0},
	    {F_WRLCK, 100, 0, 0},
	    {F_RDLCK, 5, 1, 0},
	};
	int fd;

	make_file(path, 0644, 0, "0123456789");
	fd = TF(open(path, O_RDWR));
	for (size_t h = 0; h < ARRAY_LEN(held); h++) {
		struct flock fl = {
		    .l_type = held[h].type, .l_start = held[h].start, .l_len = held[h].len};

		for (size_t w = 0; w < ARRAY_LEN(wanted); w++) {
			struct range r = wanted[w];
			int other;

			note("held %zu, wanted %zu", h, w);
			fl.l_type = held[h].type;
			T(fcntl(fd, F_SETLK, &fl));
			in_child(try_range, &r);
			/* part of it given back */
			fl.l_type = F_UNLCK;
			T(fcntl(fd, F_SETLK, &fl));
			in_child(try_range, &r);
			/* closing any descriptor of the file drops a process' record locks */
			fl.l_type = held[h].type;
			T(fcntl(fd, F_SETLK, &fl));
			other = open(path, O_RDONLY);
			(void)close(other);
			in_child(try_range, &r);
			fl.l_type = F_UNLCK;
			T(fcntl(fd, F_SETLK, &fl));
		}
	}
	{
		struct flock bad = {.l_type = F_WRLCK, .l_start = -5, .l_len = 3};

		T(fcntl(fd, F_SETLK, &bad));
		bad = (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_END, .l_len = 0};
		T(fcntl(fd, F_SETLK, &bad));
		bad = (struct flock){
		    .l_type = F_WRLCK, .l_whence = SEEK_CUR, .l_start = 5, .l_len = -5};
		T(fcntl(fd, F_SETLK, &bad));
	}
	(void)close(fd);
	fd = TF(open(path, O_RDONLY));
	{
		struct flock fl = {.l_type = F_WRLCK};

		T(fcntl(fd, F_SETLK, &fl));
		fl.l_type = F_RDLCK;
		T(fcntl(fd, F_SETLK, &fl));
	}
	(void)close(fd);
}

static void
locks_ofd(void)
{
	struct flock fl = {.l_type = F_WRLCK, .l_len = 10};
	struct range r = {F_WRLCK, 5, 1, F_SETLK};
	int a, b;

	make_file(path, 0644, 0, "0123456789");
	a = TF(open(path, O_RDWR));
	b = TF(open(path, O_RDWR));
	T(fcntl(a, F_OFD_SETLK, &fl));
	T(fcntl(b, F_OFD_SETLK, &fl));
	in_child(try_range, &r);
	(void)close(b); /* other descriptions do not matter */
	in_child(try_range, &r);
	(void)close(a);
	in_child(try_range, &r);
}

/* A waiter gets the lock when the holder gives it up. */
static void
locks_waiting(void)
{
	int ready[2];
	char c = 0;
	pid_t pid;
	int status = -1;
	int fd;

	make_file(path, 0644, 0, "x");
	fd = open(path, O_RDWR);
	T(flock(fd, LOCK_EX));
	if (pipe(ready) != 0)
		return;
	pid = fork();
	if (pid == 0) {
		int mine = open(path, O_RDWR);

		(void)!write(ready[1], "r", 1);
		_exit(flock(mine, LOCK_EX) == 0 ? 7 : 8);
	}
	T(read(ready[0], &c, 1));
	nap();
	T(waitpid(pid, &status, WNOHANG) == 0);
	T(flock(fd, LOCK_UN));
	T(waitpid(pid, &status, 0) == pid);
	T(WEXITSTATUS(status));
	/* and a record lock, the holder being killed */
	pid = fork();
	if (pid == 0) {
		struct flock fl = {.l_type = F_WRLCK};
		int mine = open(path, O_RDWR);

		(void)fcntl(mine, F_SETLK, &fl);
		(void)!write(ready[1], "r", 1);
		(void)pause();
		_exit(0);
	}
	T(read(ready[0], &c, 1));
	{
		struct flock fl = {.l_type = F_WRLCK};

		T(fcntl(fd, F_SETLK, &fl));
		(void)kill(pid, 9);
		fl.l_type = F_WRLCK;
		T(fcntl(fd, F_SETLKW, &fl));
	}
	T(waitpid(pid, &status, 0) == pid);
	(void)close(fd);
}

const struct posix_case cases_locks[] = {
    {"locks-flock", locks_flock},
    {"locks-ranges", locks_ranges},
    {"locks-ofd", locks_ofd},
    {"locks-waiting", locks_waiting},
    {NULL, NULL},
};
