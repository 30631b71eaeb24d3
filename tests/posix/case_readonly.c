/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A read-only mount: what would change something is refused with EROFS, in the order of errors that
 * a read-only mount of the plain file system has. The tree is prepared by the test: f, d/, d/f,
 * l -> f, p (a fifo), null (a device), x (a program).
 */
#include "tests/posix/rec.h"

#include <sys/xattr.h>

static void
drop(int fd)
{
	if (fd >= 0)
		(void)close(fd);
}

static void
each(const char *p)
{
	char buf[64];

	note("read-only: %s", p);
	drop(TF(open(p, O_RDONLY | O_NONBLOCK)));
	drop(TF(open(p, O_WRONLY | O_NONBLOCK)));
	drop(TF(open(p, O_RDWR | O_NONBLOCK)));
	drop(TF(open(p, O_RDONLY | O_TRUNC | O_NONBLOCK)));
	drop(TF(open(p, O_RDONLY | O_CREAT | O_NONBLOCK, 0644)));
	drop(TF(open(p, O_WRONLY | O_CREAT | O_NONBLOCK, 0644)));
	drop(TF(open(p, O_WRONLY | O_CREAT | O_EXCL | O_NONBLOCK, 0644)));
	drop(TF(open(p, O_RDONLY | O_APPEND | O_NONBLOCK)));
	T(access(p, R_OK));
	T(access(p, W_OK));
	T(access(p, X_OK));
	T(chmod(p, 0600));
	T(chown(p, 1, 1));
	T(lchown(p, 1, 1));
	T(truncate(p, 0));
	T(utimensat(AT_FDCWD, p, NULL, 0));
	T(utimensat(AT_FDCWD, p, NULL, AT_SYMLINK_NOFOLLOW));
	T(setxattr(p, "user.a", "x", 1, 0));
	T(removexattr(p, "user.a"));
	T(getxattr(p, "user.none", buf, sizeof(buf)));
	T(mkdir(p, 0755));
	T(mkfifo(p, 0644));
	T(mknod(p, S_IFSOCK | 0644, 0));
	T(symlink("x", p));
	T(link("f", p));
	T(link(p, "d/new"));
	T(rename(p, "d/new"));
	T(rename("f", p));
	T(rename(p, p));
	T(unlink(p));
	T(rmdir(p));
	show(p);
}

static void
readonly_all(void)
{
	static const char *const paths[] = {"f", "d", "d/f", "l", "p", "null", "x", "none",
	    "none/x", "f/x", "d/none", "d/", "f/", "none/", "."};

	for (int who = 0; who < 2; who++) {
		for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
			as(who != 0 ? OTHER : 0);
			each(paths[i]);
			as(0);
		}
	}
	T(open("d", O_TMPFILE | O_RDWR, 0644) >= 0 ? 0 : -1);
}

const struct posix_case cases_readonly[] = {
    {"readonly", readonly_all},
    {NULL, NULL},
};
