/* SPDX-License-Identifier: BSD-2-Clause */
/* Which operation moves which time stamp, of the object and of its directory. */
#include "tests/posix/rec.h"

#include <sys/mman.h>
#include <sys/xattr.h>

static struct stat mark_object, mark_dir;

static int
later(struct timespec a, struct timespec b)
{
	return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec;
}

/* atime is told only where asked: what a cached read does to it is the mount option's business. */
static void
moved(const char *what, const char *path, const struct stat *before, bool atime)
{
	struct stat st;

	if (lstat(path, &st) != 0) {
		note("%s %s: gone", what, path);
		return;
	}
	note("after %s", what);
	if (atime)
		T(later(st.st_atim, before->st_atim));
	T(later(st.st_mtim, before->st_mtim));
	T(later(st.st_ctim, before->st_ctim));
}

#define STAMPS(call) \
	do { \
		nap(); \
		(void)lstat("d/x", &mark_object); \
		(void)stat("d", &mark_dir); \
		nap(); \
		T(call); \
		moved(#call, "d/x", &mark_object, false); \
		moved(#call, "d", &mark_dir, false); \
	} while (0)

static void
times_file(void)
{
	char buf[8];
	int fd;

	make_dir("d", 0755, 0);
	make_dir("d2", 0755, 0);
	make_file("d/x", 0644, 0, "content");
	fd = open("d/x", O_RDWR);
	STAMPS(chmod("d/x", 0600));
	STAMPS(chmod("d/x", 0600));
	STAMPS(chown("d/x", 5, 5));
	STAMPS(chown("d/x", (uid_t)-1, (gid_t)-1));
	STAMPS(lchown("d/x", 6, (gid_t)-1));
	STAMPS(truncate("d/x", 3));
	STAMPS(truncate("d/x", 3));
	STAMPS(ftruncate(fd, 10));
	STAMPS(ftruncate(fd, 10));
	STAMPS(write(fd, "abc", 3));
	STAMPS(write(fd, "", 0));
	STAMPS(pwrite(fd, "abc", 3, 100));
	STAMPS(pread(fd, buf, 1, 0));
	STAMPS(fallocate(fd, 0, 0, 8192));
	STAMPS(fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, 16384));
	STAMPS(fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 4096));
	STAMPS(fsync(fd));
	STAMPS(close(open("d/x", O_WRONLY)));
	STAMPS(close(open("d/x", O_WRONLY | O_TRUNC)));
	STAMPS(close(open("d/x", O_WRONLY | O_TRUNC)));
	STAMPS(close(open("d/x", O_WRONLY | O_CREAT, 0644)));
	STAMPS(setxattr("d/x", "user.a", "b", 1, 0));
	STAMPS(getxattr("d/x", "user.a", buf, 8));
	STAMPS(removexattr("d/x", "user.a"));
	STAMPS(link("d/x", "d/y"));
	STAMPS(unlink("d/y"));
	STAMPS(link("d/x", "d2/y"));
	STAMPS(rename("d2/y", "d2/z"));
	STAMPS(rename("d2/z", "d/z"));
	STAMPS(rename("d/z", "d2/z"));
	STAMPS(rename("d/x", "d/x"));
	STAMPS(access("d/x", R_OK));
	STAMPS(utimensat(AT_FDCWD, "d/x", NULL, 0));
	STAMPS(
	    utimensat(AT_FDCWD, "d/x", (struct timespec[2]){{0, UTIME_OMIT}, {0, UTIME_OMIT}}, 0));
	STAMPS(
	    utimensat(AT_FDCWD, "d/x", (struct timespec[2]){{0, UTIME_NOW}, {0, UTIME_OMIT}}, 0));
	STAMPS(
	    utimensat(AT_FDCWD, "d/x", (struct timespec[2]){{0, UTIME_OMIT}, {0, UTIME_NOW}}, 0));
	(void)close(fd);
}

static void
times_failing(void)
{
	make_dir("d", 0755, 0);
	make_file("d/x", 0644, 0, "content");
	make_dir("d/full", 0755, 0);
	make_file("d/full/f", 0644, 0, "content");
	as(OTHER);
	STAMPS(chmod("d/x", 0600));
	STAMPS(chown("d/x", OTHER, OTHER));
	STAMPS(truncate("d/x", 3));
	STAMPS(unlink("d/x"));
	STAMPS(mkdir("d/x", 0755));
	STAMPS(mkdir("d/y", 0755));
	STAMPS(rename("d/x", "d/y"));
	STAMPS(link("d/x", "d/y"));
	STAMPS(utimensat(AT_FDCWD, "d/x", NULL, 0));
	as(0);
	STAMPS(mkdir("d/x", 0755));
	STAMPS(link("d/full/f", "d/x"));
	STAMPS(symlink("y", "d/x"));
	STAMPS(mkfifo("d/x", 0644));
	STAMPS(rmdir("d/full"));
	STAMPS(rename("d/full", "d/x"));
	STAMPS(open("d/x", O_CREAT | O_EXCL | O_WRONLY, 0644));
}

static void
times_dir(void)
{
	make_dir("d", 0755, 0);
	STAMPS(mkdir("d/x", 0755));
	STAMPS(mkdir("d/x/sub", 0755));
	STAMPS(rmdir("d/x/sub"));
	STAMPS(chmod("d/x", 0700));
	STAMPS(close(open("d/x/f", O_CREAT | O_WRONLY, 0644)));
	STAMPS(close(open("d/x/f", O_CREAT | O_WRONLY, 0644)));
	STAMPS(symlink("t", "d/x/l"));
	STAMPS(mkfifo("d/x/p", 0644));
	STAMPS(mknod("d/x/s", S_IFSOCK | 0644, 0));
	STAMPS(link("d/x/f", "d/x/f2"));
	STAMPS(rename("d/x/f", "d/x/f3"));
	STAMPS(rename("d/x/f2", "d/f2"));
	STAMPS(renameat2(AT_FDCWD, "d/f2", AT_FDCWD, "d/x/f3", RENAME_EXCHANGE));
	STAMPS(unlink("d/x/l"));
	STAMPS(truncate("d/x/f3", 10));
	STAMPS(rename("d/x", "d/y"));
	STAMPS(rename("d/y", "d/x"));
}

static void
times_set(void)
{
	static const struct timespec values[] = {{0, 0}, {1, 1}, {1, 999999999}, {2147483647, 5},
	    {2147483648, 5}, {4294967296, 1}, {-1, 0}, {-1, 999999999}, {-2147483648, 0},
	    {1700000000, 123456789}, {0, 1000000000}, {0, -1}};
	static const char *const what[] = {"file", "dir", "fifo", "dangling"};
	struct stat st;

	for (size_t w = 0; w < ARRAY_LEN(what); w++) {
		make_kind(what[w], "o");
		for (size_t v = 0; v < ARRAY_LEN(values); v++) {
			const struct timespec ts[2] = {
			    values[v], values[(v + 1) % ARRAY_LEN(values)]};

			note(
			    "%s %lld.%ld", what[w], (long long)values[v].tv_sec, values[v].tv_nsec);
			T(utimensat(AT_FDCWD, "o", ts, AT_SYMLINK_NOFOLLOW));
			T(lstat("o", &st));
			T(st.st_atim.tv_sec & 0xffffffffffL);
			T(st.st_atim.tv_nsec);
			T(st.st_mtim.tv_sec & 0xffffffffffL);
			T(st.st_mtim.tv_nsec);
		}
		wipe("o");
	}
	make_file("u", 0664, OWNER, "x");
	for (int who = 0; who < 4; who++) {
		static const uid_t ids[] = {OWNER, PRIMARY, MEMBER, OTHER};

		note("as %u", ids[who]);
		as(ids[who]);
		T(utimensat(AT_FDCWD, "u", NULL, 0));
		T(utimensat(AT_FDCWD, "u", (struct timespec[2]){{5, 0}, {5, 0}}, 0));
		T(utimensat(
		    AT_FDCWD, "u", (struct timespec[2]){{0, UTIME_NOW}, {0, UTIME_NOW}}, 0));
		T(utimensat(
		    AT_FDCWD, "u", (struct timespec[2]){{0, UTIME_NOW}, {0, UTIME_OMIT}}, 0));
		as(0);
	}
}

/* A first read after a change updates atime (relatime). */
static void
times_atime(void)
{
	char buf[8];
	int fd;

	make_dir("d", 0755, 0);
	make_file("d/x", 0644, 0, "content");
	nap();
	(void)lstat("d/x", &mark_object);
	nap();
	fd = open("d/x", O_RDONLY);
	T(read(fd, buf, sizeof(buf)));
	moved("read", "d/x", &mark_object, true);
	(void)close(fd);
}

/* A write that is only in a mapping shows in mtime after msync. */
static void
times_mmap(void)
{
	char *map;
	int fd;

	make_dir("d", 0755, 0);
	make_file("d/x", 0644, 0, "content");
	fd = open("d/x", O_RDWR);
	map = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	T(map != MAP_FAILED);
	if (map == MAP_FAILED)
		return;
	nap();
	(void)lstat("d/x", &mark_object);
	nap();
	map[0] = 'C';
	T(msync(map, 4096, MS_SYNC));
	moved("msync", "d/x", &mark_object, false);
	(void)munmap(map, 4096);
	(void)close(fd);
	show_content("d/x");
}

const struct posix_case cases_times[] = {
    {"times-file", times_file},
    {"times-failing", times_failing},
    {"times-dir", times_dir},
    {"times-set", times_set},
    {"times-atime", times_atime},
    {"times-mmap", times_mmap},
    {NULL, NULL},
};
