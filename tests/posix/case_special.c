/* SPDX-License-Identifier: BSD-2-Clause */
/* Fifos, sockets and devices in use; running programs; statfs; statx. */
#include "tests/posix/rec.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>

static void
fifo_writer(void *arg)
{
	int fd = open(arg, O_WRONLY);

	T(write(fd, "through", 7));
	(void)close(fd);
}

static void
special_fifo(void)
{
	char buf[16];
	int rd, wr;

	T(mkfifo("p", 0644));
	T(open("p", O_WRONLY | O_NONBLOCK));
	rd = TF(open("p", O_RDONLY | O_NONBLOCK));
	T(read(rd, buf, 7));
	wr = TF(open("p", O_WRONLY | O_NONBLOCK));
	T(read(rd, buf, 7));
	in_child(fifo_writer, (void *)(uintptr_t)"p");
	T(read(rd, buf, sizeof(buf)));
	T(memcmp(buf, "through", 7));
	/* two names of one fifo are one fifo */
	T(link("p", "q"));
	in_child(fifo_writer, (void *)(uintptr_t)"q");
	T(read(rd, buf, sizeof(buf)));
	T(unlink("p"));
	T(write(wr, "x", 1));
	T(read(rd, buf, 1));
	T(lseek(rd, 0, SEEK_SET));
	T(ftruncate(wr, 0));
	show_fd("fifo", rd);
	(void)close(rd);
	T(write(wr, "x", 1));
	(void)close(wr);
}

static void
special_socket(void)
{
	struct sockaddr_un sun = {.sun_family = AF_UNIX, .sun_path = "sock"};
	char buf[8];
	int server = socket(AF_UNIX, SOCK_STREAM, 0), client, peer, again;

	T(bind(server, (struct sockaddr *)&sun, sizeof(sun)));
	show("sock");
	T(listen(server, 3));
	client = socket(AF_UNIX, SOCK_STREAM, 0);
	T(connect(client, (struct sockaddr *)&sun, sizeof(sun)));
	peer = TF(accept(server, NULL, NULL));
	T(write(client, "hello", 5));
	T(read(peer, buf, 5));
	T(open("sock", O_RDWR));
	again = socket(AF_UNIX, SOCK_STREAM, 0);
	T(bind(again, (struct sockaddr *)&sun, sizeof(sun)));
	T(chmod("sock", 0600));
	as(OTHER);
	(void)close(client);
	client = socket(AF_UNIX, SOCK_STREAM, 0);
	T(connect(client, (struct sockaddr *)&sun, sizeof(sun)));
	as(0);
	T(rename("sock", "sock2"));
	(void)strcpy(sun.sun_path, "sock2");
	T(connect(client, (struct sockaddr *)&sun, sizeof(sun)));
	T(unlink("sock2"));
	(void)close(client);
	client = socket(AF_UNIX, SOCK_STREAM, 0);
	T(connect(client, (struct sockaddr *)&sun, sizeof(sun)));
	(void)close(client);
	(void)close(server);
	(void)close(again);
	(void)close(peer);
}

static void
special_devices(void)
{
	char buf[8] = "x";
	int fd;

	T(mknod("null", S_IFCHR | 0666, makedev(1, 3)));
	T(mknod("zero", S_IFCHR | 0600, makedev(1, 5)));
	T(mknod("bad", S_IFCHR | 0666, makedev(0, 0)));
	T(mknod("far", S_IFCHR | 0666, makedev(300, 70000)));
	T(mknod("blk", S_IFBLK | 0666, makedev(7, 1)));
	show("null");
	show("zero");
	show("far");
	show("blk");
	fd = TF(open("null", O_RDWR));
	T(write(fd, "gone", 4));
	T(read(fd, buf, 4));
	(void)close(fd);
	fd = TF(open("zero", O_RDONLY));
	T(read(fd, buf, 4));
	T(buf[0]);
	(void)close(fd);
	T(open("far", O_RDONLY));
	as(OTHER);
	T(open("zero", O_RDONLY));
	T(mknod("user", S_IFCHR | 0666, makedev(1, 3)));
	as(0);
	T(mknod("dir", S_IFDIR | 0755, 0));
	T(mknod("lnk", S_IFLNK | 0755, 0));
	T(mknod("what", 0755, 0));
	show("what");
}

static void
copy_program(const char *to)
{
	char buf[65536];
	ssize_t n;
	int in = open("/bin/sleep", O_RDONLY), out = open(to, O_WRONLY | O_CREAT, 0755);

	while ((n = read(in, buf, sizeof(buf))) > 0)
		(void)!write(out, buf, (size_t)n);
	(void)close(in);
	(void)close(out);
	(void)chmod(to, 0755);
}

static void
run_script(void *arg)
{
	(void)execl(arg, arg, (char *)NULL);
	T(-1);
	_exit(errno == EACCES ? 11 : errno == ENOEXEC ? 12 : errno == ENOENT ? 13 : 14);
}

static void
special_exec(void)
{
	int status = 0, fd;
	pid_t pid;

	copy_program("prog");
	pid = fork();
	if (pid == 0) {
		(void)execl("./prog", "prog", "30", (char *)NULL);
		_exit(9);
	}
	for (int i = 0; i < 20; i++)
		nap();
	T(open("prog", O_WRONLY)); /* ETXTBSY */
	T(truncate("prog", 0));
	T(open("prog", O_RDWR | O_TRUNC));
	T(chmod("prog", 0700));
	T(rename("prog", "prog2"));
	T(unlink("prog2"));
	(void)kill(pid, SIGTERM);
	T(waitpid(pid, &status, 0) == pid);
	T(WIFSIGNALED(status) ? WTERMSIG(status) : 0);
	/* open for writing: cannot be run */
	copy_program("prog");
	fd = TF(open("prog", O_WRONLY));
	in_child(run_script, (void *)(uintptr_t)"./prog");
	(void)close(fd);
	make_file("script", 0755, 0, "#!/bin/sh\nexit 5\n");
	in_child(run_script, (void *)(uintptr_t)"./script");
	T(chmod("script", 0644));
	in_child(run_script, (void *)(uintptr_t)"./script");
	make_file("empty", 0755, 0, "");
	in_child(run_script, (void *)(uintptr_t)"./empty");
	make_file("noint", 0755, 0, "#!/no/such/interpreter\n");
	in_child(run_script, (void *)(uintptr_t)"./noint");
	in_child(run_script, (void *)(uintptr_t)"./none");
	in_child(run_script, (void *)(uintptr_t)".");
}

/* A setuid program runs as its owner, when the mount allows it. */
static void
special_setuid(void)
{
	make_file("who", 0755, 0, "#!/bin/sh\nexit 5\n");
	make_dir("d", 0755, 0);
	T(chmod("who", 04755));
	show("who");
}

static void
special_statfs(void)
{
	struct statvfs dir, file;
	struct statx sx;

	make_file("f", 0644, 0, "x");
	T(statvfs(".", &dir));
	T(statvfs("f", &file));
	T(dir.f_bsize > 0);
	T(dir.f_namemax);
	T(dir.f_frsize == file.f_frsize);
	T((long)dir.f_blocks);
	T((long)dir.f_files);
	T(statx(AT_FDCWD, "f", 0, STATX_BASIC_STATS, &sx));
	T(sx.stx_mode);
	T(sx.stx_nlink);
	T((long)sx.stx_size);
	T((long)sx.stx_blocks);
	T(statx(AT_FDCWD, "none", 0, STATX_BASIC_STATS, &sx));
	T(statx(AT_FDCWD, "f/x", 0, STATX_BASIC_STATS, &sx));
	T(ioctl(open("f", O_RDONLY), 0x5401, &sx)); /* TCGETS */
	T(isatty(open("f", O_RDONLY)));
}

const struct posix_case cases_special[] = {
    {"special-fifo", special_fifo},
    {"special-socket", special_socket},
    {"special-devices", special_devices},
    {"special-exec", special_exec},
    {"special-setuid", special_setuid},
    {"special-statfs", special_statfs},
    {NULL, NULL},
};
