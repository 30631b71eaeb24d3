/* SPDX-License-Identifier: BSD-2-Clause */
/* Listing: completeness, types, numbers, positions, and what happens under changes. */
#include "tests/posix/rec.h"

#include <dirent.h>
#include <sys/syscall.h>

enum {
	MANY = 3000,
};

/* Record what a listing of path shows, whatever its order. */
static void
show_listing(const char *path)
{
	static unsigned char seen[MANY + 16];
	unsigned long named = 0, twice = 0, odd = 0, wrong_ino = 0, wrong_type = 0;
	struct dirent *de;
	DIR *dir = opendir(path);

	T(dir != NULL ? 0 : -1);
	if (dir == NULL)
		return;
	memset(seen, 0, sizeof(seen));
	while ((errno = 0, de = readdir(dir)) != NULL) {
		struct stat st;

		if (strcmp(de->d_name, "..") == 0)
			continue;
		if (fstatat(dirfd(dir), de->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
			wrong_ino += st.st_ino != de->d_ino;
			wrong_type += de->d_type != DT_UNKNOWN && de->d_type != IFTODT(st.st_mode);
		}
		if (de->d_name[0] == 'n') {
			unsigned long i = strtoul(de->d_name + 1, NULL, 10);

			if (i < MANY) {
				twice += seen[i];
				seen[i] = 1;
				named++;
			}
		} else
			odd++;
	}
	note("listing of %s: %lu named, %lu twice, %lu others, %lu with another number, %lu with "
	     "another type",
	    path, named, twice, odd, wrong_ino, wrong_type);
	T((long)named);
	T((long)twice);
	T((long)odd);
	T((long)wrong_ino);
	T((long)wrong_type);
	(void)closedir(dir);
}

static void
name_of(char *name, size_t size, int i)
{
	(void)snprintf(name, size, "d/n%d", i);
}

static void
fill(int n)
{
	char name[64];

	make_dir("d", 0755, 0);
	for (int i = 0; i < n; i++) {
		int fd;

		name_of(name, sizeof(name), i);
		fd = open(name, O_CREAT | O_WRONLY, 0644);
		(void)close(fd);
	}
}

static void
dirs_listing(void)
{
	char name[64];

	make_dir("empty", 0755, 0);
	show_listing("empty");
	make_dir("all", 0755, 0);
	for (size_t k = 0; k < n_kinds; k++) {
		(void)snprintf(name, sizeof(name), "all/%s", kinds[k]);
		make_kind(kinds[k], name);
	}
	show_listing("all");
	fill(MANY);
	show_listing("d");
	for (int i = 0; i < MANY; i += 3) {
		name_of(name, sizeof(name), i);
		(void)unlink(name);
	}
	show_listing("d");
	for (int i = 0; i < MANY; i++) {
		name_of(name, sizeof(name), i);
		(void)unlink(name);
	}
	show_listing("d");
	T(rmdir("d"));
	T(opendir("d") != NULL ? 0 : -1);
	T(opendir("all/file") != NULL ? 0 : -1);
}

/* Each position given by telldir() leads back to the entry that followed it. */
static void
dirs_positions(void)
{
	enum {
		SOME = 300
	};
	static long at[SOME + 8];
	static char names[SOME + 8][32];
	struct dirent *de;
	int n = 0, wrong = 0;
	DIR *dir;

	fill(SOME);
	dir = opendir("d");
	for (;;) {
		at[n] = telldir(dir);
		de = readdir(dir);
		if (de == NULL)
			break;
		(void)snprintf(names[n++], sizeof(names[0]), "%.31s", de->d_name);
	}
	T(n);
	for (int i = 0; i < n; i++) {
		int j = (i * 7919) % n;

		seekdir(dir, at[j]);
		de = readdir(dir);
		wrong += de == NULL || strcmp(de->d_name, names[j]) != 0;
	}
	T(wrong);
	seekdir(dir, at[n]);
	T(readdir(dir) == NULL);
	/* after closing and opening again the same positions hold */
	(void)closedir(dir);
	dir = opendir("d");
	wrong = 0;
	for (int i = 0; i < n; i += 11) {
		seekdir(dir, at[i]);
		de = readdir(dir);
		wrong += de == NULL || strcmp(de->d_name, names[i]) != 0;
	}
	T(wrong);
	rewinddir(dir);
	n = 0;
	while (readdir(dir) != NULL)
		n++;
	T(n);
	(void)closedir(dir);
}

/* What is there all the time is listed exactly once, whatever else comes and goes. */
static void
dirs_changing(void)
{
	static unsigned char seen[MANY];
	int missing = 0, twice = 0, gone_shown = 0;
	char name[64];
	struct dirent *de;
	int step = 0;
	DIR *dir;

	fill(MANY);
	dir = opendir("d");
	while ((de = readdir(dir)) != NULL) {
		long i = de->d_name[0] == 'n' ? strtol(de->d_name + 1, NULL, 10) : -1;

		if (i >= 0 && i < MANY)
			twice += seen[i]++;
		/* odd ones are removed from the end while the listing goes on; others come */
		if (step < MANY / 2) {
			name_of(name, sizeof(name), MANY - 1 - 2 * step);
			(void)unlink(name);
			(void)snprintf(name, sizeof(name), "d/z%d", step);
			(void)close(open(name, O_CREAT | O_WRONLY, 0644));
			if (step % 5 == 0)
				(void)unlink(name);
			step++;
		}
	}
	for (int i = 0; i < MANY; i += 2)
		missing += seen[i] == 0;
	T(missing);
	T(twice);
	/* a new listing knows nothing of the removed */
	rewinddir(dir);
	while ((de = readdir(dir)) != NULL)
		gone_shown += de->d_name[0] == 'n' && strtol(de->d_name + 1, NULL, 10) % 2 != 0;
	T(gone_shown);
	(void)closedir(dir);
}

/* rm -r by hand: removing each entry as it is listed leaves nothing. */
static void
dirs_removing(void)
{
	struct dirent *de;
	int n = 0;
	DIR *dir;

	fill(MANY);
	dir = opendir("d");
	while ((de = readdir(dir)) != NULL)
		if (de->d_name[0] == 'n') {
			n++;
			(void)unlinkat(dirfd(dir), de->d_name, 0);
		}
	(void)closedir(dir);
	T(n);
	T(rmdir("d"));
}

static void
dirs_after_rename(void)
{
	struct stat a, b;
	char buf[4096];
	int fd;

	fill(20);
	fd = TF(open("d", O_RDONLY | O_DIRECTORY));
	T(rename("d", "e"));
	T(openat(fd, "n1", O_RDONLY) >= 0);
	T(mkdirat(fd, "sub", 0755));
	T(renameat(fd, "n2", fd, "sub/n2"));
	T(unlinkat(fd, "n3", 0));
	T(access("e/sub/n2", F_OK));
	T(access("e/n3", F_OK));
	T(fstat(fd, &a));
	T(stat("e", &b));
	T(a.st_ino == b.st_ino);
	T(stat("e/sub/..", &b));
	T(a.st_ino == b.st_ino);
	show_listing("e");
	T(syscall(SYS_getdents64, fd, buf, (size_t)8)); /* no entry fits */
	(void)close(fd);
	fd = TF(open("e/n1", O_RDONLY));
	T(syscall(SYS_getdents64, fd, buf, sizeof(buf)));
	(void)close(fd);
}

/* Numbers stay the same through renames, links and reopening. */
static void
dirs_numbers(void)
{
	struct stat a, b;
	int fd;

	make_file("f", 0644, 0, "x");
	make_dir("d", 0755, 0);
	T(stat("f", &a));
	T(rename("f", "d/g"));
	T(stat("d/g", &b));
	T(a.st_ino == b.st_ino);
	T(chmod("d/g", 0600));
	T(stat("d/g", &b));
	T(a.st_ino == b.st_ino);
	fd = TF(open("d/g", O_RDWR | O_TRUNC));
	T(fstat(fd, &b));
	T(a.st_ino == b.st_ino);
	(void)close(fd);
	T(stat("d", &a));
	T(rename("d", "d2"));
	T(stat("d2", &b));
	T(a.st_ino == b.st_ino);
	T(stat("d2/.", &b));
	T(a.st_ino == b.st_ino);
	T(stat("d2/g", &b));
	T(a.st_dev == b.st_dev);
	T(a.st_ino != b.st_ino);
}

const struct posix_case cases_dirs[] = {
    {"dirs-listing", dirs_listing},
    {"dirs-positions", dirs_positions},
    {"dirs-changing", dirs_changing},
    {"dirs-removing", dirs_removing},
    {"dirs-after-rename", dirs_after_rename},
    {"dirs-numbers", dirs_numbers},
    {NULL, NULL},
};
