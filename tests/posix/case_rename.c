/* SPDX-License-Identifier: BSD-2-Clause */
/* rename(2), renameat2(2), link(2), unlink(2), rmdir(2): every kind onto every kind. */
#include "tests/posix/rec.h"

static void
show_all(void)
{
	show("a/x");
	show("b/y");
	show("a/y");
	show("a/x2");
}

static void
rename_matrix(void)
{
	static const char *const targets[] = {
	    "absent", "file", "dir", "fulldir", "fifo", "link", "dangling", "same"};
	static const unsigned flags[] = {
	    0, RENAME_NOREPLACE, RENAME_EXCHANGE, RENAME_NOREPLACE | RENAME_EXCHANGE, 1U << 7};

	for (size_t k = 0; k < n_kinds; k++)
		for (size_t t = 0; t < ARRAY_LEN(targets); t++)
			for (size_t f = 0; f < ARRAY_LEN(flags); f++)
				for (int far = 0; far < 2; far++) {
					const char *to = far != 0 ? "b/y" : "a/y";

					if (strcmp(kinds[k], "block") == 0)
						continue;
					note("%s onto %s, flags %u, %s", kinds[k], targets[t],
					    flags[f], to);
					wipe("a");
					wipe("b");
					make_dir("a", 0755, 0);
					make_dir("b", 0755, 0);
					make_kind(kinds[k], "a/x");
					if (strcmp(targets[t], "fulldir") == 0) {
						make_dir(to, 0755, 0);
						(void)mkdir(far != 0 ? "b/y/sub" : "a/y/sub", 0755);
					} else if (strcmp(targets[t], "same") == 0) {
						if (strcmp(kinds[k], "dir") == 0)
							to = "a/x";
						else
							T(link("a/x", to));
					} else if (t != 0)
						make_kind(targets[t], to);
					T(renameat2(AT_FDCWD, "a/x", AT_FDCWD, to, flags[f]));
					show_all();
				}
}

static void
rename_dirs(void)
{
	struct stat st;

	make_dir("d", 0755, 0);
	make_dir("d/sub", 0755, 0);
	make_dir("d/sub/deep", 0755, 0);
	make_file("d/sub/deep/f", 0644, 0, "deep");
	T(rename("d", "d/sub"));
	T(rename("d", "d/sub/new"));
	T(rename("d", "d"));
	T(rename("d/sub", "d"));
	T(rename("d", "e"));
	show_content("e/sub/deep/f");
	T(stat("d", &st));
	T(rename("e/sub/deep", "deep"));
	show_content("deep/f");
	T(stat("deep/..", &st));
	T(access("deep/../e", F_OK));
	T(rename("deep", "e/sub/deep"));
	/* a directory that is somebody's cwd */
	T(chdir("e/sub"));
	T(rename("../../e", "../../g"));
	T(access("deep/f", F_OK));
	T(access("../../g", F_OK));
	T(chdir("../.."));
	T(rmdir("g"));
	T(rmdir("g/sub/deep"));
	T(unlink("g/sub/deep/f"));
	T(rmdir("g/sub/deep"));
	T(rmdir("g/sub"));
	T(unlink("g"));
	T(rmdir("g"));
	T(rmdir("g"));
}

/* Moving a directory of another owner changes its "..": needs write permission on it. */
static void
rename_owner(void)
{
	static const mode_t modes[] = {0755, 0777, 0555, 0700};

	for (size_t m = 0; m < ARRAY_LEN(modes); m++)
		for (int who = 0; who < 2; who++) {
			wipe("p");
			wipe("q");
			make_dir("p", 0777, 0);
			make_dir("q", 0777, 0);
			make_dir("p/d", modes[m], OWNER);
			note("directory %04o, as %s", modes[m], who != 0 ? "owner" : "other");
			as(who != 0 ? OWNER : OTHER);
			T(rename("p/d", "p/e"));
			T(rename("p/e", "p/d"));
			T(rename("p/d", "q/d"));
			as(0);
		}
}

static void
link_matrix(void)
{
	struct stat a, b;

	for (size_t k = 0; k < n_kinds; k++) {
		wipe("one");
		wipe("two");
		make_kind(kinds[k], "one");
		note("hard link of %s", kinds[k]);
		if (T(link("one", "two")) == 0) {
			T(lstat("one", &a));
			T(lstat("two", &b));
			T(a.st_ino == b.st_ino);
			T(a.st_dev == b.st_dev);
			show("one");
			T(linkat(AT_FDCWD, "one", AT_FDCWD, "three", AT_SYMLINK_FOLLOW));
			show("three");
			if (strcmp(kinds[k], "file") == 0) {
				T(chmod("two", 0611));
				T(chown("one", 5, 6));
				T(truncate("two", 3));
				show("one");
				show_content("one");
			}
			T(unlink("one"));
			show("two");
			T(lstat("two", &b));
			T(a.st_ino == b.st_ino);
			T(unlink("two"));
			wipe("three");
		}
		wipe("no-such-target");
	}
	note("many names");
	make_file("m", 0644, 0, "many");
	for (int i = 0; i < 50; i++) {
		char name[32];

		(void)snprintf(name, sizeof(name), "m%d", i);
		T(link("m", name));
		show(name);
	}
	T(rename("m1", "m2")); /* the same object: nothing happens */
	show("m1");
	for (int i = 0; i < 50; i += 2) {
		char name[32];

		(void)snprintf(name, sizeof(name), "m%d", i);
		T(unlink(name));
	}
	show("m");
}

/* fs.protected_hardlinks and friends are the kernel's; the view must not add to them. */
static void
link_as_user(void)
{
	static const mode_t modes[] = {0644, 0600, 0666, 04755, 02755};

	make_dir("t", 0777, 0);
	for (size_t m = 0; m < ARRAY_LEN(modes); m++)
		for (int own = 0; own < 2; own++) {
			wipe("t/f");
			wipe("t/l");
			make_file("t/f", modes[m], own != 0 ? OTHER : OWNER, "x");
			(void)chmod("t/f", modes[m]);
			note("link to %04o, %s", modes[m], own != 0 ? "own" : "foreign");
			as(OTHER);
			T(link("t/f", "t/l"));
			as(0);
			show("t/f");
		}
}

const struct posix_case cases_rename[] = {
    {"rename-matrix", rename_matrix},
    {"rename-dirs", rename_dirs},
    {"rename-owner", rename_owner},
    {"link-matrix", link_matrix},
    {"link-as-user", link_as_user},
    {NULL, NULL},
};
