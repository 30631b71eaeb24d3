/* SPDX-License-Identifier: BSD-2-Clause */
/* Who may do what: each operation, for each caller, over the permission bits. */
#include "tests/posix/rec.h"

#include <dirent.h>
#include <sys/xattr.h>
#include <utime.h>

static const uid_t callers[] = {0, OWNER, PRIMARY, MEMBER, OTHER};

static void
close_if(int fd)
{
	if (fd >= 0)
		(void)close(fd);
}

/* All operations on d/f (a file), d/e (an empty directory), d itself, and a new name. */
static void
all_operations(void)
{
	struct stat st;
	char buf[16];
	DIR *dir;

	T(stat("d/f", &st));
	T(lstat("d/f", &st));
	T(access("d/f", R_OK));
	T(faccessat(AT_FDCWD, "d/f", R_OK, AT_EACCESS));
	T(faccessat(AT_FDCWD, "d/f", W_OK, AT_EACCESS));
	T(faccessat(AT_FDCWD, "d/f", X_OK, AT_EACCESS));
	T(faccessat(AT_FDCWD, "d", R_OK | W_OK | X_OK, AT_EACCESS));
	close_if(TF(open("d/f", O_RDONLY)));
	close_if(TF(open("d/f", O_WRONLY)));
	close_if(TF(open("d/f", O_RDWR)));
	close_if(TF(open("d/f", O_RDONLY | O_TRUNC)));
	close_if(TF(open("d/f", O_WRONLY | O_CREAT, 0644)));
	close_if(TF(open("d/f", O_PATH)));
	T(truncate("d/f", 3));
	T(utimensat(AT_FDCWD, "d/f", NULL, 0));
	T(utimensat(AT_FDCWD, "d/f", (struct timespec[2]){{1, 2}, {3, 4}}, 0));
	T(getxattr("d/f", "user.k", buf, sizeof(buf)));
	T(setxattr("d/f", "user.k", "v", 1, 0));
	T(removexattr("d/f", "user.k"));
	T((dir = opendir("d")) != NULL ? 0 : -1);
	if (dir != NULL)
		(void)closedir(dir);
	close_if(TF(open("d/new", O_WRONLY | O_CREAT | O_EXCL, 0666)));
	T(unlink("d/new"));
	T(mkdir("d/nd", 0777));
	T(rmdir("d/nd"));
	T(symlink("x", "d/sl"));
	T(unlink("d/sl"));
	T(mkfifo("d/ff", 0666));
	T(unlink("d/ff"));
	T(mknod("d/ms", S_IFSOCK | 0666, 0));
	T(unlink("d/ms"));
	T(link("d/f", "d/f2"));
	T(unlink("d/f2"));
	T(rename("d/f", "d/g"));
	T(rename("d/g", "d/f"));
	T(rename("d/f", "out/f"));
	T(rename("out/f", "d/f"));
	T(rename("d/e", "out/e"));
	T(rename("out/e", "d/e"));
	T(chdir("d") == 0 ? chdir("..") : -1);
}

static void
set_up(mode_t dmode, mode_t fmode)
{
	wipe("d");
	wipe("out");
	make_dir("out", 0777, 0);
	make_dir("d", 0700, OWNER);
	make_file("d/f", fmode, OWNER, "content");
	(void)setxattr("d/f", "user.k", "v", 1, 0);
	make_dir("d/e", 0755, OWNER);
	(void)chmod("d", dmode);
}

static void
perm_dir_matrix(void)
{
	static const mode_t modes[] = {0000, 0100, 0200, 0300, 0400, 0500, 0600, 0700, 0010, 0020,
	    0030, 0050, 0070, 0001, 0003, 0005, 0007, 0770, 0707, 0077, 0111, 0555, 0777, 01777};

	for (size_t m = 0; m < ARRAY_LEN(modes); m++)
		for (size_t c = 0; c < ARRAY_LEN(callers); c++) {
			note("directory %04o of %u, as %u", modes[m], OWNER, callers[c]);
			set_up(modes[m], 0644);
			as(callers[c]);
			all_operations();
			as(0);
		}
}

static void
perm_file_matrix(void)
{
	static const mode_t modes[] = {0000, 0100, 0200, 0400, 0600, 0700, 0040, 0060, 0020, 0070,
	    0004, 0002, 0006, 0007, 0077, 0707, 0770, 0666, 0777, 0444};

	for (size_t m = 0; m < ARRAY_LEN(modes); m++)
		for (size_t c = 0; c < ARRAY_LEN(callers); c++) {
			note("file %04o of %u, as %u", modes[m], OWNER, callers[c]);
			set_up(0777, modes[m]);
			as(callers[c]);
			all_operations();
			as(0);
		}
}

static void
perm_path_prefix(void)
{
	struct stat st;

	/* search permission on each directory of a path, whoever asks */
	for (mode_t bit = 0; bit < 8; bit++)
		for (size_t c = 0; c < ARRAY_LEN(callers); c++) {
			wipe("a");
			make_dir("a", 0755, 0);
			make_dir("a/b", (mode_t)(bit << 6 | bit << 3 | bit), OWNER);
			make_dir("a/b/c", 0777, OWNER);
			make_file("a/b/c/f", 0666, OWNER, "x");
			note("a/b %03o, as %u", bit << 6 | bit << 3 | bit, callers[c]);
			as(callers[c]);
			T(stat("a/b/c/f", &st));
			T(stat("a/b/c/none", &st));
			T(stat("a/b/none/f", &st));
			T(stat("a/b/.", &st));
			T(stat("a/b/..", &st));
			T(stat("a/b/", &st));
			close_if(TF(open("a/b/c/new", O_CREAT | O_WRONLY, 0644)));
			T(rename("a/b/c/f", "a/b/c/g"));
			T(unlink("a/b/c/g"));
			as(0);
		}
}

static void
perm_sticky(void)
{
	static const char *const some[] = {"file", "dir", "fifo", "dangling"};

	for (size_t k = 0; k < ARRAY_LEN(some); k++)
		for (size_t dir_owner = 0; dir_owner < ARRAY_LEN(callers); dir_owner++)
			for (size_t owner = 0; owner < ARRAY_LEN(callers); owner++)
				for (size_t c = 0; c < ARRAY_LEN(callers); c++) {
					wipe("s");
					wipe("o");
					make_dir("o", 0777, 0);
					make_dir("s", 01777, callers[dir_owner]);
					make_kind(some[k], "s/x");
					make_kind(some[k], "o/y");
					T(lchown("s/x", callers[owner], callers[owner]));
					T(lchown("o/y", callers[c], callers[c]));
					note("%s of %u in sticky directory of %u, as %u", some[k],
					    callers[owner], callers[dir_owner], callers[c]);
					as(callers[c]);
					T(rename("s/x", "s/z"));
					T(rename("s/z", "s/x"));
					T(rename("o/y", "s/x"));
					T(rename("s/x", "o/x"));
					T(rename("o/x", "s/x"));
					T(strcmp(some[k], "dir") == 0 ? rmdir("s/x")
								      : unlink("s/x"));
					as(0);
				}
}

static void
perm_chmod(void)
{
	static const mode_t modes[] = {0, 0644, 01644, 02644, 04755, 02755, 06755, 07777, 01777};
	static const char *const what[] = {"file", "dir", "fifo", "sock", "char"};

	for (size_t w = 0; w < ARRAY_LEN(what); w++)
		for (size_t c = 0; c < ARRAY_LEN(callers); c++)
			for (size_t m = 0; m < ARRAY_LEN(modes); m++)
				for (int foreign = 0; foreign < 2; foreign++) {
					wipe("x");
					make_kind(what[w], "x");
					T(chown("x", callers[c], foreign != 0 ? 77 : callers[c]));
					note("chmod %s %04o as %u", what[w], modes[m], callers[c]);
					as(callers[c]);
					T(chmod("x", modes[m]));
					show("x");
					as(OTHER);
					T(chmod("x", 0600));
					as(0);
					show("x");
				}
}

static void
perm_chown(void)
{
	static const uid_t ids[] = {0, OWNER, PRIMARY, MEMBER, OTHER, 77, (uid_t)-1};
	static const char *const what[] = {"file", "dir", "fifo", "dangling"};

	for (size_t w = 0; w < ARRAY_LEN(what); w++)
		for (size_t c = 0; c < ARRAY_LEN(callers); c++)
			for (size_t u = 0; u < ARRAY_LEN(ids); u++)
				for (size_t g = 0; g < ARRAY_LEN(ids); g++) {
					wipe("x");
					make_kind(what[w], "x");
					T(lchown("x", callers[c], OWNER));
					if (w != 3)
						T(chmod("x", 06755));
					note("lchown %s of %u to %d:%d", what[w], callers[c],
					    (int)ids[u], (int)ids[g]);
					as(callers[c]);
					T(lchown("x", ids[u], ids[g]));
					as(0);
					show("x");
				}
}

static void
perm_kill_suid(void)
{
	static const mode_t modes[] = {04755, 02755, 02745, 06777, 06666};

	for (size_t m = 0; m < ARRAY_LEN(modes); m++)
		for (size_t c = 0; c < ARRAY_LEN(callers); c++)
			for (int how = 0; how < 5; how++) {
				int fd;

				wipe("x");
				make_file("x", 0666, OWNER, "content");
				T(chmod("x", modes[m] | 0666U));
				note("setuid bits %04o, way %d, as %u", modes[m], how, callers[c]);
				as(callers[c]);
				fd = TF(open("x", O_RDWR));
				if (fd >= 0) {
					if (how == 0)
						T(write(fd, "new", 3));
					else if (how == 1)
						T(ftruncate(fd, 2));
					else if (how == 2)
						T(truncate("x", 2));
					else if (how == 3)
						T(fallocate(fd, 0, 0, 4096));
					else
						T(write(fd, "", 0));
					show_fd("x before close", fd);
					(void)close(fd);
				}
				as(0);
				show("x");
			}
}

static void
perm_setgid_dir(void)
{
	for (mode_t dm = 0; dm < 2; dm++)
		for (size_t c = 0; c < ARRAY_LEN(callers); c++) {
			wipe("sg");
			make_dir("sg", 0777, 0);
			T(chown("sg", 0, 77));
			T(chmod("sg", dm != 0 ? 02777 : 0777));
			note("in %s directory as %u", dm != 0 ? "setgid" : "plain", callers[c]);
			as(callers[c]);
			close_if(TF(open("sg/f", O_CREAT | O_WRONLY, 0644)));
			close_if(TF(open("sg/f2", O_CREAT | O_WRONLY, 02775)));
			T(mkdir("sg/d", 0755));
			T(mkfifo("sg/p", 0644));
			T(mknod("sg/s", S_IFSOCK | 0644, 0));
			T(symlink("x", "sg/l"));
			show("sg/f");
			show("sg/f2");
			show("sg/d");
			show("sg/p");
			show("sg/s");
			show("sg/l");
			as(0);
		}
}

static void
perm_umask(void)
{
	static const mode_t masks[] = {0, 022, 027, 077, 0777, 0111};

	for (size_t m = 0; m < ARRAY_LEN(masks); m++) {
		note("umask %03o", masks[m]);
		wipe("u");
		make_dir("u", 0777, 0);
		(void)umask(masks[m]);
		as(OTHER);
		close_if(TF(open("u/f", O_CREAT | O_WRONLY, 0666)));
		close_if(TF(open("u/g", O_CREAT | O_WRONLY, 07777)));
		T(mkdir("u/d", 07777));
		T(mkfifo("u/p", 0666));
		T(mknod("u/s", S_IFSOCK | 0777, 0));
		T(mknod("u/r", S_IFREG | 0777, 0));
		T(mknod("u/c", S_IFCHR | 0777, 259));
		as(0);
		show("u/f");
		show("u/g");
		show("u/d");
		show("u/p");
		show("u/s");
		show("u/r");
		(void)umask(0);
	}
}

const struct posix_case cases_perm[] = {
    {"perm-dir-matrix", perm_dir_matrix},
    {"perm-file-matrix", perm_file_matrix},
    {"perm-path-prefix", perm_path_prefix},
    {"perm-sticky", perm_sticky},
    {"perm-chmod", perm_chmod},
    {"perm-chown", perm_chown},
    {"perm-kill-suid", perm_kill_suid},
    {"perm-setgid-dir", perm_setgid_dir},
    {"perm-umask", perm_umask},
    {NULL, NULL},
};
