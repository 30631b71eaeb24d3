/* SPDX-License-Identifier: BSD-2-Clause */
/* Contents: holes, truncation, mappings, allocation, copies, and two views of one file. */
#include "tests/posix/rec.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/uio.h>

static void
data_sparse(void)
{
	static const off_t at[] = {0, 1, 4095, 4096, 65536, 1048576 + 17, 1L << 32, (1L << 40) + 3};
	int fd = TF(open("f", O_RDWR | O_CREAT | O_EXCL, 0644));
	char buf[16];

	for (size_t i = 0; i < ARRAY_LEN(at); i++) {
		T(pwrite(fd, "data", 4, at[i]));
		show("f");
		T(pread(fd, buf, sizeof(buf), at[i] - (at[i] > 2 ? 2 : 0)));
		T(lseek(fd, 0, SEEK_END));
	}
	for (off_t o = 0; o < 1L << 33; o = o * 3 + 100) {
		T(lseek(fd, o, SEEK_DATA));
		T(lseek(fd, o, SEEK_HOLE));
	}
	T(lseek(fd, 1L << 41, SEEK_DATA));
	T(lseek(fd, 1L << 41, SEEK_HOLE));
	T(lseek(fd, -1, SEEK_SET));
	T(lseek(fd, -1, SEEK_DATA));
	T(lseek(fd, 5, 77));
	T(lseek(fd, -5, SEEK_END));
	T(read(fd, buf, 16));
	T(read(fd, buf, 16));
	T(pread(fd, buf, 16, -1));
	T(pwrite(fd, buf, 1, -1));
	(void)close(fd);
}

static void
data_truncate(void)
{
	static const off_t sizes[] = {
	    0, 1, 10, 4095, 4096, 4097, 100000, 5, 131072, 131071, 0, 1L << 35, 3, -1};
	int fd;

	make_file("f", 0644, 0, "0123456789abcdef");
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		note("to %lld", (long long)sizes[i]);
		T(truncate("f", sizes[i]));
		show("f");
		if (sizes[i] < 1000000)
			show_content("f");
	}
	fd = TF(open("f", O_RDWR));
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		T(ftruncate(fd, sizes[i]));
		T(pwrite(fd, "end", 3, 20));
		show_fd("f", fd);
	}
	(void)close(fd);
	fd = TF(open("f", O_RDONLY));
	T(ftruncate(fd, 3));
	(void)close(fd);
	/* what was cut off must not come back */
	make_file("g", 0644, 0, "secret secret secret");
	T(truncate("g", 3));
	T(truncate("g", 20));
	show_content("g");
}

static void
touch_beyond(void *map)
{
	volatile char *p = map;

	T(p[2 * 4096]);
}

static void
data_mmap(void)
{
	char *shared, *private;
	char buf[32];
	int fd = TF(open("f", O_RDWR | O_CREAT, 0644));

	T(ftruncate(fd, 5000));
	shared = mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	private = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	T(shared != MAP_FAILED);
	T(private != MAP_FAILED);
	if (shared == MAP_FAILED || private == MAP_FAILED)
		return;
	memcpy(shared + 100, "shared", 6);
	T(pread(fd, buf, 6, 100));
	T(memcmp(buf, "shared", 6));
	memcpy(private + 200, "private", 7);
	T(pread(fd, buf, 7, 200));
	T(buf[0]);
	T(pwrite(fd, "written", 7, 300));
	T(memcmp(shared + 300, "written", 7));
	T(memcmp(private + 300, "written", 7) != 0); /* its page was copied before */
	T(msync(shared, 4096, MS_SYNC));
	show_content("f");
	in_child(touch_beyond, shared);
	T(ftruncate(fd, 3 * 4096));
	T(shared[2 * 4096]);
	T(munmap(shared, 3 * 4096));
	T(munmap(private, 4096));
	(void)close(fd);
	show_content("f");
	/* mapping rights follow the descriptor */
	fd = TF(open("f", O_RDONLY));
	T(mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) != MAP_FAILED);
	T(mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0) != MAP_FAILED);
	T(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, fd, 0) != MAP_FAILED);
	(void)close(fd);
}

static void
child_writes(void *arg)
{
	char *map = arg;
	int fd = open("f", O_WRONLY);

	T(pwrite(fd, "child", 5, 10));
	memcpy(map + 4096, "mapped", 6);
	(void)close(fd);
}

static void
data_coherence(void)
{
	char buf[32] = "";
	char *map;
	int a = TF(open("f", O_RDWR | O_CREAT, 0644)), b;

	T(ftruncate(a, 8192));
	b = TF(open("f", O_RDWR));
	map = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, a, 0);
	T(pread(b, buf, 5, 10));
	in_child(child_writes, map);
	T(pread(b, buf, 5, 10));
	T(memcmp(buf, "child", 5));
	T(memcmp(map + 10, "child", 5));
	T(pread(b, buf, 6, 4096));
	T(memcmp(buf, "mapped", 6));
	T(write(a, "from a", 6));
	T(read(b, buf, 6));
	T(memcmp(buf, "from a", 6));
	T(truncate("f", 3));
	T(pread(b, buf, 6, 0));
	T(lseek(b, 0, SEEK_END));
	(void)close(a);
	(void)close(b);
	show_content("f");
}

static void
data_fallocate(void)
{
	static const int modes[] = {0, FALLOC_FL_KEEP_SIZE,
	    FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, FALLOC_FL_PUNCH_HOLE, FALLOC_FL_ZERO_RANGE,
	    FALLOC_FL_ZERO_RANGE | FALLOC_FL_KEEP_SIZE, 1 << 12};
	static const off_t ranges[][2] = {
	    {0, 10}, {5, 100}, {4096, 4096}, {0, 0}, {-1, 5}, {3, -1}, {20000, 100}};

	for (size_t m = 0; m < ARRAY_LEN(modes); m++)
		for (size_t r = 0; r < ARRAY_LEN(ranges); r++) {
			int fd = open("f", O_RDWR | O_CREAT | O_TRUNC, 0644);
			char block[9000];

			memset(block, 'b', sizeof(block));
			(void)!write(fd, block, sizeof(block));
			note("mode %#x, %lld + %lld", (unsigned)modes[m], (long long)ranges[r][0],
			    (long long)ranges[r][1]);
			T(fallocate(fd, modes[m], ranges[r][0], ranges[r][1]));
			(void)close(fd);
			show("f");
			show_content("f");
		}
	{
		int fd = open("f", O_RDONLY);

		T(fallocate(fd, 0, 0, 10));
		T(posix_fallocate(fd, 0, 10));
		(void)close(fd);
	}
}

static void
data_copy(void)
{
	int a, b;
	off_t from, to;

	make_file("src", 0644, 0, "the quick brown fox jumps over the lazy dog");
	a = TF(open("src", O_RDWR));
	b = TF(open("dst", O_RDWR | O_CREAT, 0644));
	T(copy_file_range(a, NULL, b, NULL, 10, 0));
	T(lseek(a, 0, SEEK_CUR));
	T(lseek(b, 0, SEEK_CUR));
	show_content("dst");
	from = 4;
	to = 100;
	T(copy_file_range(a, &from, b, &to, 1000, 0));
	T(from);
	T(to);
	show("dst");
	show_content("dst");
	from = 1000;
	T(copy_file_range(a, &from, b, &to, 10, 0));
	T(copy_file_range(a, NULL, b, NULL, 10, 1));
	from = 0;
	to = 2;
	T(copy_file_range(a, &from, a, &to, 10, 0));
	to = 20;
	T(copy_file_range(a, &from, a, &to, 10, 0));
	show_content("src");
	T(lseek(a, 0, SEEK_SET));
	T(sendfile(b, a, NULL, 100));
	show_content("dst");
	(void)close(b);
	b = TF(open("dst", O_RDONLY));
	T(copy_file_range(a, NULL, b, NULL, 10, 0));
	(void)close(b);
	b = TF(open("dst", O_WRONLY | O_APPEND));
	T(copy_file_range(a, NULL, b, NULL, 10, 0));
	(void)close(b);
	(void)close(a);
}

static void
data_large(void)
{
	static char block[1000003];
	int fd = TF(open("f", O_RDWR | O_CREAT, 0644));
	struct iovec iov[64];

	for (size_t i = 0; i < sizeof(block); i++)
		block[i] = (char)(i * 7 + i / 4096);
	for (int i = 0; i < 5; i++)
		T(write(fd, block, sizeof(block)));
	show_content("f");
	for (size_t i = 0; i < ARRAY_LEN(iov); i++)
		iov[i] = (struct iovec){block + i * 1000, i * 37};
	T(pwritev(fd, iov, ARRAY_LEN(iov), 12345));
	show_content("f");
	T(preadv(fd, iov, ARRAY_LEN(iov), 54321));
	T(write(fd, block, 1000003));
	T(posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED));
	T(readahead(fd, 0, 100000));
	T(fdatasync(fd));
	T(sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE));
	(void)close(fd);
	show_content("f");
}

const struct posix_case cases_data[] = {
    {"data-sparse", data_sparse},
    {"data-truncate", data_truncate},
    {"data-mmap", data_mmap},
    {"data-coherence", data_coherence},
    {"data-fallocate", data_fallocate},
    {"data-copy", data_copy},
    {"data-large", data_large},
    {NULL, NULL},
};
