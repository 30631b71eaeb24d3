/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/posix/rec.h"

#include <ftw.h>
#include <grp.h>
#include <stdarg.h>
#include <sys/socket.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>

/* The record is stdout: each line is written at once, so that children keep the order. */
static void
line(const char *fmt, ...)
{
	char text[2048];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text) - 1, fmt, ap);
	va_end(ap);
	if (n >= (int)sizeof(text) - 1)
		n = (int)sizeof(text) - 2;
	for (int i = 0; i < n; i++)
		if (text[i] == '\n')
			text[i] = ' ';
	text[n] = '\n';
	if (write(STDOUT_FILENO, text, (size_t)n + 1) != n + 1)
		_exit(99);
}

static void
fatal(const char *what, const char *path)
{
	line("FATAL: %s %.100s: %s", what, path, strerror(errno));
	_exit(98);
}

long
rec_call(const char *text, long result)
{
	int saved = errno;

	if (result < 0)
		line(
		    "%s = %s", text, strerrorname_np(saved) != NULL ? strerrorname_np(saved) : "?");
	else
		line("%s = %ld", text, result);
	errno = saved;
	return result;
}

int
rec_fd(const char *text, int fd)
{
	(void)rec_call(text, fd < 0 ? -1 : 0);
	return fd;
}

void
note(const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	line("# %s", text);
}

static void
show_stat(const char *label, const struct stat *st)
{
	if (S_ISDIR(st->st_mode)) /* sizes and counts of directories are the file system's */
		line("%s: dir %04o %u:%u", label, st->st_mode & 07777U, st->st_uid, st->st_gid);
	else
		line("%s: %06o %u:%u links %lu size %lld rdev %u:%u", label, st->st_mode,
		    st->st_uid, st->st_gid, (unsigned long)st->st_nlink, (long long)st->st_size,
		    major(st->st_rdev), minor(st->st_rdev));
}

void
show(const char *path)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		line("%.100s: %s", path, strerrorname_np(errno));
	else
		show_stat(path, &st);
}

void
show_fd(const char *label, int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		line("%s: %s", label, strerrorname_np(errno));
	else
		show_stat(label, &st);
}

void
show_content(const char *path)
{
	unsigned long sum = 5381;
	char buf[65536];
	ssize_t n, total = 0;
	cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0) {
		line("content of %.100s: %s", path, strerrorname_np(errno));
		return;
	}
	while ((n = read(fd, buf, sizeof(buf))) > 0) {
		for (ssize_t i = 0; i < n; i++)
			sum = sum * 33U + (unsigned char)buf[i];
		total += n;
	}
	line("content of %.100s: %zd bytes, sum %lx%s", path, total, sum, n < 0 ? ", error" : "");
}

void
as(uid_t who)
{
	gid_t groups[] = {OWNER};
	gid_t gid = who == PRIMARY ? OWNER : who;

	if (geteuid() != 0 && seteuid(0) != 0)
		fatal("seteuid", "0");
	if (setgroups(who == MEMBER ? 1 : 0, groups) != 0 || setegid(gid) != 0 || seteuid(who) != 0)
		fatal("becoming", "user");
}

void
make_file(const char *path, mode_t mode, uid_t owner, const char *content)
{
	cleanup_fd int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 || write(fd, content, strlen(content)) != (ssize_t)strlen(content) ||
	    fchown(fd, owner, owner) != 0 || fchmod(fd, mode) != 0)
		fatal("make_file", path);
}

void
make_dir(const char *path, mode_t mode, uid_t owner)
{
	if (mkdir(path, 0700) != 0 || chown(path, owner, owner) != 0 || chmod(path, mode) != 0)
		fatal("make_dir", path);
}

const char *const kinds[] = {"file", "dir", "fifo", "sock", "char", "block", "link", "dangling"};
const size_t n_kinds = ARRAY_LEN(kinds);

void
make_kind(const char *kind, const char *path)
{
	struct sockaddr_un sun = {.sun_family = AF_UNIX};
	cleanup_fd int fd = -1;
	int rc = 0;

	if (strcmp(kind, "file") == 0) {
		make_file(path, 0644, 0, "content");
	} else if (strcmp(kind, "dir") == 0) {
		make_dir(path, 0755, 0);
	} else if (strcmp(kind, "fifo") == 0) {
		rc = mkfifo(path, 0644);
	} else if (strcmp(kind, "sock") == 0) {
		fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
		(void)snprintf(sun.sun_path, sizeof(sun.sun_path), "%s", path);
		rc = bind(fd, (struct sockaddr *)&sun, sizeof(sun));
	} else if (strcmp(kind, "char") == 0) {
		rc = mknod(path, S_IFCHR | 0644, makedev(1, 3));
	} else if (strcmp(kind, "block") == 0) {
		rc = mknod(path, S_IFBLK | 0644, makedev(7, 200));
	} else if (strcmp(kind, "link") == 0) {
		rc = symlink("linktarget", path);
		if (access("linktarget", F_OK) != 0)
			make_file("linktarget", 0644, 0, "target");
	} else if (strcmp(kind, "dangling") == 0) {
		rc = symlink("no-such-target", path);
	}
	if (rc != 0)
		fatal(kind, path);
}

static int
wipe_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void
wipe(const char *path)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return;
	if (!S_ISDIR(st.st_mode))
		(void)unlink(path);
	else
		(void)nftw(path, wipe_one, 16, FTW_DEPTH | FTW_PHYS);
	if (lstat(path, &st) == 0)
		fatal("wipe", path);
}

void
nap(void)
{
	const struct timespec t = {.tv_nsec = 12 * 1000 * 1000};

	(void)nanosleep(&t, NULL);
}

void
long_path(char *buf, size_t len)
{
	size_t i = 0;

	while (i + 2 <= len) {
		buf[i++] = '.';
		buf[i++] = '/';
	}
	if (i < len)
		buf[i++] = '.';
	buf[i] = '\0';
}

void
in_child(void (*fn)(void *), void *arg)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		fn(arg);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		fatal("fork", "");
	if (WIFSIGNALED(status))
		line("child: signal %d", WTERMSIG(status));
	else
		line("child: exit %d", WEXITSTATUS(status));
}
