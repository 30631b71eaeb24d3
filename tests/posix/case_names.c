/* SPDX-License-Identifier: BSD-2-Clause */
/* Names and paths: every path operation against every kind of obstacle. */
#include "tests/posix/rec.h"

#include <sys/statvfs.h>
#include <sys/xattr.h>

static void
drop(int fd)
{
	if (fd >= 0)
		(void)close(fd);
}

/* Every operation that takes a path, on p; what succeeds is undone. */
static void
each_operation(const char *p)
{
	struct stat st;
	struct statvfs sv;
	char buf[PATH_MAX];

	T(stat(p, &st));
	T(lstat(p, &st));
	T(access(p, F_OK));
	T(readlink(p, buf, sizeof(buf)));
	T(statvfs(p, &sv));
	T(getxattr(p, "user.none", buf, 1));
	drop(TF(open(p, O_RDONLY | O_NONBLOCK)));
	drop(TF(open(p, O_RDONLY | O_DIRECTORY)));
	drop(TF(open(p, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)));
	drop(TF(open(p, O_PATH | O_NOFOLLOW)));
	T(chmod(p, 0755));
	T(chown(p, 0, 0));
	T(lchown(p, 0, 0));
	T(truncate(p, 5));
	T(utimensat(AT_FDCWD, p, NULL, 0));
	T(utimensat(AT_FDCWD, p, NULL, AT_SYMLINK_NOFOLLOW));
	T(chdir(p) == 0 ? fchdir(200) : -1);
}

static void
each_creation(const char *p)
{
	int fd = TF(open(p, O_WRONLY | O_CREAT | O_EXCL, 0644));

	if (fd >= 0) {
		(void)close(fd);
		(void)unlink(p);
	}
	if (T(mkdir(p, 0755)) == 0)
		(void)rmdir(p);
	if (T(mkfifo(p, 0644)) == 0)
		(void)unlink(p);
	if (T(mknod(p, S_IFSOCK | 0644, 0)) == 0)
		(void)unlink(p);
	if (T(mknod(p, S_IFREG | 0644, 0)) == 0)
		(void)unlink(p);
	if (T(symlink("target", p)) == 0)
		(void)unlink(p);
	if (T(link("source", p)) == 0)
		(void)unlink(p);
	if (T(rename("source", p)) == 0)
		(void)rename(p, "source");
	if (T(rename("srcdir", p)) == 0)
		(void)rename(p, "srcdir");
}

static void
each_removal(const char *p)
{
	T(rmdir(p));
	T(unlink(p));
	T(rename(p, "moved"));
	T(link(p, "linked"));
}

static void
prepare(void)
{
	/* the way back for chdir() */
	int here = open(".", O_RDONLY | O_DIRECTORY);

	(void)dup2(here, 200);
	(void)close(here);
	make_file("source", 0644, 0, "source");
	make_dir("srcdir", 0755, 0);
}

static void
names_obstacles(void)
{
	char path[128];

	prepare();
	for (size_t k = 0; k < n_kinds; k++) {
		make_kind(kinds[k], kinds[k]);
		for (int form = 0; form < 5; form++) {
			static const char *const tails[] = {"/x", "/", "/.", "/..", "/x/y"};

			(void)snprintf(path, sizeof(path), "%s%s", kinds[k], tails[form]);
			note("%s", path);
			each_operation(path);
			each_creation(path);
			if (form != 1 && form != 2 && form != 3)
				each_removal(path);
		}
		note("trailing slash of %s", kinds[k]);
		(void)snprintf(path, sizeof(path), "%s/", kinds[k]);
		T(unlink(path));
		if (strcmp(kinds[k], "dir") != 0)
			T(rmdir(path));
		show(kinds[k]);
	}
	for (int form = 0; form < 4; form++) {
		static const char *const paths[] = {"none", "none/x", "none/", "none/../source"};

		note("%s", paths[form]);
		each_operation(paths[form]);
		each_removal(paths[form]);
		if (form != 0)
			each_creation(paths[form]);
	}
	note("odd");
	each_operation("");
	each_creation("");
	T(rmdir("."));
	T(rmdir("srcdir/."));
	T(rmdir("srcdir/.."));
	T(unlink("."));
	T(rename(".", "x"));
	T(rename("srcdir/..", "x"));
	T(rename("srcdir", "."));
}

static void
names_existing(void)
{
	prepare();
	for (size_t k = 0; k < n_kinds; k++) {
		note("over %s", kinds[k]);
		make_kind(kinds[k], "there");
		each_operation("there");
		drop(TF(open("there", O_WRONLY | O_CREAT | O_EXCL, 0644)));
		T(mkdir("there", 0755));
		T(mkfifo("there", 0644));
		T(mknod("there", S_IFREG | 0644, 0));
		T(symlink("a", "there"));
		T(link("source", "there"));
		show("there");
		wipe("there");
		wipe("no-such-target");
	}
}

static void
names_length(void)
{
	static char name[300], path[PATH_MAX + 64];

	prepare();
	for (size_t len = 254; len <= 257; len++) {
		memset(name, 'n', len);
		name[len] = '\0';
		note("a name of %zu", len);
		each_operation(name);
		each_creation(name);
		each_removal(name);
		if (len <= 255) {
			make_file(name, 0644, 0, "x");
			each_operation(name);
			T(rename(name, "short"));
			T(rename("short", name));
			each_removal(name);
			wipe("moved");
			wipe("linked");
		}
	}
	for (size_t len = PATH_MAX - 3; len <= PATH_MAX + 1; len++) {
		struct stat st;

		long_path(path, len);
		note("a path of %zu", len);
		T(stat(path, &st));
		T(chmod(path, 0755));
		T(rename(path, "x"));
		memcpy(path + len - 6, "source", 6);
		path[len] = '\0';
		if (path[len - 7] != '/')
			path[len - 7] = '/';
		T(stat(path, &st));
		T(link(path, "ln"));
		T(unlink("ln"));
		memset(name, 'q', 3);
		each_creation(path);
	}
	for (size_t len = 1; len < PATH_MAX + 2; len = len < 4000 ? len * 3 : len + 47) {
		char back[PATH_MAX + 64];

		memset(path, 't', len);
		path[len] = '\0';
		note("a link target of %zu", len);
		T(symlink(path, "sl"));
		show("sl");
		T(readlink("sl", back, sizeof(back)));
		T(readlink("sl", back, 10));
		wipe("sl");
	}
}

static void
names_deep(void)
{
	char name[201];
	int depth = 0;

	/* deeper than PATH_MAX, one directory at a time */
	prepare();
	memset(name, 'd', 200);
	name[200] = '\0';
	for (; depth < 40; depth++) {
		if (T(mkdir(name, 0755)) != 0 || T(chdir(name)) != 0)
			break;
	}
	make_file("bottom", 0644, 0, "deep");
	show("bottom");
	show_content("bottom");
	T(rename("bottom", "bottom2"));
	T(link("bottom2", "bottom3"));
	T(unlink("bottom2"));
	T(unlink("bottom3"));
	for (; depth > 0; depth--) {
		T(chdir(".."));
		T(rmdir(name));
	}
}

static void
names_loops(void)
{
	char a[32], b[32];

	prepare();
	T(symlink("l1", "l2"));
	T(symlink("l2", "l1"));
	T(symlink("self", "self"));
	T(symlink("self/x", "into"));
	each_operation("l1");
	each_operation("self/x");
	each_operation("into");
	each_creation("self/x");
	each_removal("self/x");
	drop(TF(open("l1", O_CREAT | O_WRONLY, 0644)));
	make_file("end", 0644, 0, "end");
	for (int i = 0; i < 45; i++) {
		struct stat st;

		(void)snprintf(a, sizeof(a), i == 0 ? "end" : "chain%d", i - 1);
		(void)snprintf(b, sizeof(b), "chain%d", i);
		T(symlink(a, b));
		/*
		 * Linux counts the links of a walk on when it walks again (RCU walk given up, as a
		 * rename anywhere can make it), so that on a busy machine a chain of 21 to 40 may
		 * be ELOOP on any file system.
		 */
		if (i + 1 > 20 && i + 1 <= 40)
			continue;
		note("a chain of %d", i + 1);
		T(stat(b, &st));
		drop(TF(open(b, O_RDONLY)));
	}
	T(symlink(".", "dot"));
	T(symlink("..", "up"));
	T(symlink("srcdir/", "slash"));
	T(symlink("source/", "bad"));
	each_operation("dot/dot/dot/source");
	each_operation("slash");
	each_operation("bad");
	each_operation("srcdir/../source");
}

static void
names_bytes(void)
{
	static const char *const odd[] = {" ", "\n", "\x01", "\xff\xfe", "a\tb", "\\", "\"", "'",
	    "*", "...", "..a", "-", "\xc3\xa4\xe2\x82\xac", "con", "a:b", "a;b|c&d", ".compatfs2",
	    "."
	    "x"};
	prepare();
	for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
		note("odd name %zu", i);
		make_file(odd[i], 0644, 0, odd[i]);
		show(odd[i]);
		show_content(odd[i]);
		T(rename(odd[i], "plain"));
		T(rename("plain", odd[i]));
		T(unlink(odd[i]));
		each_creation(odd[i]);
	}
}

const struct posix_case cases_names[] = {
    {"names-obstacles", names_obstacles},
    {"names-existing", names_existing},
    {"names-length", names_length},
    {"names-deep", names_deep},
    {"names-loops", names_loops},
    {"names-bytes", names_bytes},
    {NULL, NULL},
};
