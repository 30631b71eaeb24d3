/* SPDX-License-Identifier: BSD-2-Clause */
/* open(2): every mixture of flags on every kind of target, and what the descriptor then does. */
#include "tests/posix/rec.h"

#include <sys/uio.h>

static void
try_open(const char *path, int flags, const char *label)
{
	char buf[64];
	int fd;

	note("open %s %s %#x", path, label, (unsigned)flags);
	fd = TF(open(path, flags, 0640));
	if (fd < 0)
		return;
	show_fd("opened", fd);
	T(fcntl(fd, F_GETFL) & ~O_LARGEFILE & 0xfffff);
	T(read(fd, buf, 4));
	T(write(fd, "WW", 2));
	T(lseek(fd, 0, SEEK_CUR));
	T(ftruncate(fd, 6));
	T(fchmod(fd, 0600));
	T(fsync(fd));
	T(close(fd));
}

static void
open_matrix(void)
{
	static const int modes[] = {O_RDONLY, O_WRONLY, O_RDWR, O_WRONLY | O_RDWR};
	static const int extra[] = {0, O_CREAT, O_CREAT | O_EXCL, O_TRUNC, O_APPEND,
	    O_CREAT | O_TRUNC, O_DIRECTORY, O_NOFOLLOW, O_CREAT | O_NOFOLLOW, O_CREAT | O_DIRECTORY,
	    O_PATH, O_PATH | O_NOFOLLOW, O_PATH | O_DIRECTORY, O_SYNC, O_DSYNC, O_NOATIME, O_NOCTTY,
	    O_TRUNC | O_APPEND, O_CREAT | O_EXCL | O_TRUNC, O_DIRECTORY | O_NOFOLLOW,
	    O_CREAT | O_APPEND};

	for (size_t k = 0; k <= n_kinds; k++) {
		const char *kind = k < n_kinds ? kinds[k] : "absent";

		if (strcmp(kind, "block") == 0)
			continue;
		for (size_t m = 0; m < ARRAY_LEN(modes); m++)
			for (size_t e = 0; e < ARRAY_LEN(extra); e++) {
				if (k < n_kinds)
					make_kind(kind, "t");
				try_open("t", modes[m] | extra[e] | O_NONBLOCK, kind);
				show("t");
				show("linktarget");
				show("no-such-target");
				wipe("t");
				wipe("linktarget");
				wipe("no-such-target");
			}
	}
}

static void
open_as_user(void)
{
	static const int flags[] = {O_RDONLY, O_WRONLY, O_RDWR, O_WRONLY | O_TRUNC,
	    O_RDONLY | O_TRUNC, O_WRONLY | O_APPEND, O_RDONLY | O_NOATIME, O_WRONLY | O_CREAT,
	    O_WRONLY | O_CREAT | O_EXCL, O_PATH};
	static const mode_t modes[] = {0400, 0200, 0600, 0444, 0222, 0666, 0};

	for (size_t m = 0; m < ARRAY_LEN(modes); m++)
		for (size_t f = 0; f < ARRAY_LEN(flags); f++)
			for (int owner = 0; owner < 2; owner++) {
				wipe("w");
				make_dir("w", 0777, 0);
				make_file("w/f", modes[m], owner != 0 ? OTHER : OWNER, "content");
				as(OTHER);
				try_open("w/f", flags[f], "as other");
				as(0);
				show("w/f");
			}
	/* a file created without any permission is still open for its creator */
	for (size_t m = 0; m < ARRAY_LEN(modes); m++) {
		int fd;

		as(OTHER);
		fd = TF(open("w/new", O_RDWR | O_CREAT | O_EXCL, modes[m]));
		T(write(fd, "x", 1));
		(void)close(fd);
		as(0);
		show("w/new");
		wipe("w/new");
	}
}

static void
open_append(void)
{
	int a, b;
	struct iovec iov[2] = {{(char[]){"one"}, 3}, {(char[]){"two!"}, 4}};

	make_file("f", 0644, 0, "0123456789");
	a = TF(open("f", O_WRONLY | O_APPEND));
	b = TF(open("f", O_WRONLY | O_APPEND));
	T(write(a, "aa", 2));
	T(write(b, "bb", 2));
	T(write(a, "cc", 2));
	T(lseek(a, 0, SEEK_SET));
	T(write(a, "dd", 2));
	T(lseek(a, 0, SEEK_CUR));
	T(pwrite(a, "ee", 2, 0)); /* appends on Linux */
	T(writev(b, iov, 2));
	show("f");
	show_content("f");
	T(fcntl(a, F_SETFL, 0));
	T(lseek(a, 0, SEEK_SET));
	T(write(a, "ZZ", 2));
	T(fcntl(b, F_SETFL, 0));
	T(pwrite(b, "YY", 2, 4));
	T(fcntl(b, F_SETFL, O_APPEND));
	T(write(b, "XX", 2));
	show_content("f");
	/* truncated by someone else between two appends */
	T(truncate("f", 3));
	T(write(b, "after", 5));
	show("f");
	show_content("f");
}

static void
open_unlinked(void)
{
	char buf[64];
	int fd, again;

	make_file("f", 0644, OWNER, "still here");
	fd = TF(open("f", O_RDWR));
	T(unlink("f"));
	show_fd("unlinked", fd);
	T(pread(fd, buf, sizeof(buf), 0));
	T(write(fd, "more", 4));
	T(ftruncate(fd, 100));
	T(fchmod(fd, 0600));
	T(fchown(fd, OTHER, OTHER));
	T(futimens(fd, (struct timespec[2]){{1, 1}, {2, 2}}));
	show_fd("changed", fd);
	T(fsync(fd));
	again = TF(open("f", O_RDWR | O_CREAT | O_EXCL, 0600));
	show_fd("a new one of that name", again);
	T(pread(fd, buf, sizeof(buf), 0));
	(void)close(again);
	(void)close(fd);

	/* replaced by rename while open */
	make_file("g", 0644, 0, "old");
	make_file("h", 0644, 0, "newer");
	fd = TF(open("g", O_RDONLY));
	T(rename("h", "g"));
	show_fd("replaced", fd);
	T(read(fd, buf, sizeof(buf)));
	show_content("g");
	(void)close(fd);

	/* one of two names goes */
	T(link("g", "g2"));
	fd = TF(open("g", O_RDONLY));
	T(unlink("g"));
	show_fd("one name left", fd);
	T(unlink("g2"));
	show_fd("no name left", fd);
	(void)close(fd);

	/* a directory that is gone */
	T(mkdir("d", 0755));
	fd = TF(open("d", O_RDONLY | O_DIRECTORY));
	T(rmdir("d"));
	T(openat(fd, "x", O_CREAT | O_WRONLY, 0644));
	T(mkdirat(fd, "x", 0755));
	T(fchmod(fd, 0700));
	T(faccessat(fd, "x", F_OK, 0));
	(void)close(fd);
}

static void
open_tmpfile(void)
{
	char proc[64];
	int fd;

	T(mkdir("d", 0755));
	fd = TF(open("d", O_TMPFILE | O_RDWR, 0640));
	if (fd < 0)
		return;
	show_fd("nameless", fd);
	T(write(fd, "data", 4));
	(void)snprintf(proc, sizeof(proc), "/proc/self/fd/%d", fd);
	T(linkat(AT_FDCWD, proc, AT_FDCWD, "d/named", AT_SYMLINK_FOLLOW));
	show("d/named");
	show_content("d/named");
	(void)close(fd);
	fd = TF(open("d", O_TMPFILE | O_RDWR | O_EXCL, 0640));
	(void)snprintf(proc, sizeof(proc), "/proc/self/fd/%d", fd);
	T(linkat(AT_FDCWD, proc, AT_FDCWD, "d/named2", AT_SYMLINK_FOLLOW));
	(void)close(fd);
	T(open("d", O_TMPFILE | O_RDONLY, 0640));
	T(open("d/named", O_TMPFILE | O_RDWR, 0640));
	as(OTHER);
	T(open("d", O_TMPFILE | O_RDWR, 0640));
	as(0);
}

static void
open_direct(void)
{
	cleanup_free char *raw = malloc(3 * 4096);
	char *buf = (char *)(((uintptr_t)raw + 4095U) & ~(uintptr_t)4095U);
	int fd;

	memset(buf, 'd', 4096);
	fd = TF(open("f", O_RDWR | O_CREAT | O_DIRECT, 0644));
	if (fd < 0)
		return;
	T(pwrite(fd, buf, 4096, 0));
	T(pwrite(fd, buf, 4096, 8192));
	memset(buf, 0, 4096);
	T(pread(fd, buf, 4096, 0));
	T(buf[0]);
	T(buf[4095]);
	T(pread(fd, buf, 4096, 4096));
	T(buf[0]);
	T(pread(fd, buf, 4096, 12288));
	(void)close(fd);
	show("f");
	show_content("f");
}

static void
open_through_proc(void)
{
	char proc[64], buf[16];
	int fd, again;

	make_file("f", 0644, 0, "content");
	fd = TF(open("f", O_PATH));
	(void)snprintf(proc, sizeof(proc), "/proc/self/fd/%d", fd);
	T(read(fd, buf, 1));
	show_fd("O_PATH", fd);
	again = TF(open(proc, O_RDWR));
	T(read(again, buf, 7));
	(void)close(again);
	T(rename("f", "g"));
	again = TF(open(proc, O_RDWR));
	T(write(again, "X", 1));
	(void)close(again);
	T(fchownat(fd, "", 0, 77, AT_EMPTY_PATH));
	T(linkat(fd, "", AT_FDCWD, "h", AT_EMPTY_PATH));
	show("g");
	show("h");
	show_content("h");
	(void)close(fd);
}

const struct posix_case cases_open[] = {
    {"open-matrix", open_matrix},
    {"open-as-user", open_as_user},
    {"open-append", open_append},
    {"open-unlinked", open_unlinked},
    {"open-tmpfile", open_tmpfile},
    {"open-direct", open_direct},
    {"open-through-proc", open_through_proc},
    {NULL, NULL},
};
