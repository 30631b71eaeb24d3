/* SPDX-License-Identifier: BSD-2-Clause */
/* bench_walk DIR: the bare walk that `elfcheck scan` is measured against: one thread, 64 bytes of
 * each regular file, nothing else. Prints the number of files and of those that start with ELF's
 * magic. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static unsigned long files;
static unsigned long elfs;

static void
walk(int dirfd, const char *name)
{
	int fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *de;

	if (dir == NULL)
		return;
	while ((de = readdir(dir)) != NULL) {
		char buf[64];
		int f;

		if (strcmp(de->d_name, ".") == 0 || strcmp(de->d_name, "..") == 0)
			continue;
		if (de->d_type == DT_DIR) {
			walk(fd, de->d_name); /* as deep as the tree: this is a benchmark */
			continue;
		}
		if (de->d_type != DT_REG)
			continue;
		f = openat(fd, de->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
		if (f < 0)
			continue;
		files++;
		if (read(f, buf, sizeof(buf)) >= 4 && memcmp(buf, "\177ELF", 4) == 0)
			elfs++;
		(void)close(f);
	}
	(void)closedir(dir);
}

int
main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	walk(AT_FDCWD, argv[1]);
	(void)printf("%lu files, %lu ELF\n", files, elfs);
	return 0;
}
