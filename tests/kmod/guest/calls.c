/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Single calls that programs use now and then, by number where a C library would choose another
 * one. Prints the same on every Linux ABI.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "say.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static int
reap(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

/* struct clone_args, as of Linux 5.5 and with room behind it. */
struct block {
	uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid,
	    set_tid_size, cgroup, more[4];
};

static int
clone3(struct block *b, size_t size)
{
	return (int)syscall(SYS_clone3, b, size);
}

static void
on_signal(int sig)
{
	(void)sig;
}

static void
processes(void)
{
	struct block b;
	volatile int tid = 0;
	struct sigaction sa;
	pid_t pid;

	memset(&b, 0, sizeof(b));
	b.exit_signal = SIGCHLD;
	pid = clone3(&b, 64);
	if (pid == 0)
		_exit(21);
	SAY("clone3", pid > 0, reap(pid));

	b.flags = CLONE_PARENT_SETTID;
	b.parent_tid = (uint64_t)(uintptr_t)&tid;
	pid = clone3(&b, sizeof(b));
	if (pid == 0)
		_exit(0);
	SAY("parent's tid", tid == pid, reap(pid));

	/* the child handles nothing, and goes on ignoring */
	signal(SIGUSR1, on_signal);
	signal(SIGUSR2, SIG_IGN);
	memset(&b, 0, sizeof(b));
	b.exit_signal = SIGCHLD;
	b.flags = 0x100000000; /* CLONE_CLEAR_SIGHAND */
	pid = clone3(&b, 88);
	if (pid == 0) {
		sigaction(SIGUSR1, NULL, &sa);
		int bits = sa.sa_handler == SIG_DFL;
		sigaction(SIGUSR2, NULL, &sa);
		_exit(bits | (sa.sa_handler == SIG_IGN) << 1);
	}
	SAY("cleared handlers", pid > 0, reap(pid));

	b.flags = CLONE_SIGHAND;
	result("sighand without vm", clone3(&b, 88));
	b.flags = 0;
	result("too short", clone3(&b, 63));
	b.more[0] = 1;
	result("more than is known", clone3(&b, sizeof(b)));
	b.more[0] = 0;
	b.stack_size = 4096;
	result("size without stack", clone3(&b, 88));
	b.stack_size = 0;
	b.exit_signal = 0x100;
	result("no such signal", clone3(&b, 88));
}

static void
programs(void)
{
	char *args[] = {"true", NULL};
	char *shell[] = {"sh", "-c", "exit 6", NULL};
	int dir = open("/bin", O_RDONLY | O_DIRECTORY);
	int fd = open("/bin/true", O_RDONLY);
	pid_t pid;

	pid = fork();
	if (pid == 0) {
		syscall(SYS_execveat, dir, "true", args, environ, 0);
		_exit(99);
	}
	SAY("execveat below a directory", reap(pid), 0);
	pid = fork();
	if (pid == 0) {
		syscall(SYS_execveat, fd, "", args, environ, AT_EMPTY_PATH);
		_exit(99);
	}
	SAY("execveat of a descriptor", reap(pid), 0);
	pid = fork();
	if (pid == 0) {
		syscall(SYS_execveat, -1, "/bin/sh", shell, environ, 0);
		_exit(99);
	}
	SAY("execveat of a path", reap(pid), 0);
	result("execveat of nothing", syscall(SYS_execveat, dir, "not-here", args, environ, 0));
	result("execveat flags", syscall(SYS_execveat, dir, "true", args, environ, 0x40));
	close(dir);
	close(fd);
}

static void
comparing(void)
{
	int a = open("/dev/null", O_RDONLY);
	int b = a >= 0 ? dup(a) : -1;
	int c = open("/dev/null", O_RDONLY);
	pid_t self = getpid();
	long r;

	SAY("kcmp same file", syscall(SYS_kcmp, self, self, 0, a, b), 0);
	r = syscall(SYS_kcmp, self, self, 0, a, c);
	SAY("kcmp other file", r == 1 || r == 2, 0);
	SAY("kcmp vm", syscall(SYS_kcmp, self, self, 1, 0, 0), 0);
	result("kcmp bad descriptor", syscall(SYS_kcmp, self, self, 0, a, 999));
	result("kcmp bad type", syscall(SYS_kcmp, self, self, 77, 0, 0));
	close(a);
	close(b);
	close(c);
}

static void
memory(void)
{
	char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	result("mlock2", syscall(SYS_mlock2, page, 4096, 0));
	result("mlock2 flags", syscall(SYS_mlock2, page, 4096, 64));
	SAY("membarrier", (syscall(SYS_membarrier, 0, 0, 0) & 1) == 1, 0);
	result("membarrier unregistered", syscall(SYS_membarrier, 8, 0, 0));
	result("membarrier register", syscall(SYS_membarrier, 16, 0, 0));
	result("membarrier private", syscall(SYS_membarrier, 8, 0, 0));
	result("membarrier flags", syscall(SYS_membarrier, 0, 0x100, 0));
	SAY("personality", personality(0xffffffff) & 0xff, 0);
	personality(ADDR_NO_RANDOMIZE);
	SAY("no randomisation", personality(0xffffffff) == ADDR_NO_RANDOMIZE, 0);
	personality(0);
	SAY("again", personality(0xffffffff), 0);
}

static void
polling(void)
{
	struct pollfd p;
	int fds[2];

	(void)!pipe(fds);
	p = (struct pollfd){.fd = fds[1], .events = POLLWRNORM};
	SAY("wrnorm", poll(&p, 1, 0), p.revents);
	p = (struct pollfd){.fd = fds[1], .events = POLLOUT};
	SAY("out", poll(&p, 1, 0), p.revents);
	p = (struct pollfd){.fd = fds[1], .events = POLLOUT | POLLWRNORM};
	SAY("both", poll(&p, 1, 0), p.revents);
	p = (struct pollfd){.fd = fds[0], .events = POLLIN | POLLRDNORM};
	SAY("nothing", poll(&p, 1, 0), p.revents);
	(void)!write(fds[1], "x", 1);
	SAY("in", poll(&p, 1, 0), p.revents);
	p = (struct pollfd){.fd = 999, .events = POLLIN};
	SAY("bad", poll(&p, 1, 0), p.revents);
	close(fds[1]);
	p = (struct pollfd){.fd = fds[0], .events = POLLIN};
	SAY("closed", poll(&p, 1, 0), (p.revents & POLLHUP) != 0);
	close(fds[0]);
}

static void
devices(void)
{
	static const char *const names[] = {"/dev/null", "/dev/zero", "/dev/full"};
	struct stat st;
	pid_t pid;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (stat(names[i], &st) != 0) {
			result(names[i], -1);
			continue;
		}
		printf("%s %d %u:%u\n", names[i], S_ISCHR(st.st_mode), major(st.st_rdev),
		    minor(st.st_rdev));
	}
	fflush(stdout);
	/* daemon(3) wants /dev/null to be the null device */
	pid = fork();
	if (pid == 0) {
		int fds[2];
		char c = 0;

		(void)!pipe(fds);
		pid = fork();
		if (pid == 0) {
			if (daemon(0, 0) == 0)
				(void)!write(fds[1], "d", 1);
			_exit(0);
		}
		close(fds[1]);
		waitpid(pid, NULL, 0);
		_exit(read(fds[0], &c, 1) == 1 && c == 'd' ? 0 : 1);
	}
	SAY("daemon", reap(pid), 0);
}

static void
watching(void)
{
	char buf[4096] __attribute__((aligned(8)));
	char dir[] = "/tmp/watch.XXXXXX";
	char name[PATH_MAX];
	ssize_t got;
	int fd, in, wd;

	if (mkdtemp(dir) == NULL)
		return;
	in = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	SAY("inotify flags", (fcntl(in, F_GETFL) & O_NONBLOCK) != 0, fcntl(in, F_GETFD));
	wd = inotify_add_watch(in, dir, IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_CLOSE_WRITE);
	SAY("watch", wd, 0);
	result("empty queue", read(in, buf, sizeof(buf)));
	snprintf(name, sizeof(name), "%s/file", dir);
	fd = open(name, O_CREAT | O_WRONLY, 0600);
	(void)!write(fd, "x", 1);
	close(fd);
	snprintf(buf, sizeof(buf), "%s/moved", dir);
	(void)rename(name, buf);
	(void)unlink(buf);
	got = read(in, buf, sizeof(buf));
	for (ssize_t at = 0; at < got;) {
		struct inotify_event *e = (struct inotify_event *)(buf + at);

		printf("event %d %x %s\n", e->wd == wd, e->mask, e->len > 0 ? e->name : "");
		at += (ssize_t)sizeof(*e) + e->len;
	}
	fflush(stdout);
	SAY("unwatch", inotify_rm_watch(in, wd), 0);
	got = read(in, buf, sizeof(buf));
	SAY("ignored", got > 0 && ((struct inotify_event *)buf)->mask == IN_IGNORED, 0);
	result("unwatch again", inotify_rm_watch(in, wd));
	result("no file", inotify_add_watch(in, "/nothing/here", IN_CREATE));
	result("no events", inotify_add_watch(in, dir, 0));
	result("not inotify", inotify_add_watch(0, dir, IN_CREATE));
	result("bad flags", inotify_init1(1));
	close(in);
	(void)rmdir(dir);
}

/* Two control messages in one call, and what comes out of them. */
static void
controls(void)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int)) + CMSG_SPACE(sizeof(struct ucred))];
	} control;
	struct iovec iov = {"x", 1};
	struct msghdr msg = {.msg_iov = &iov, .msg_iovlen = 1};
	struct cmsghdr *cm;
	struct ucred cred = {.pid = getpid(), .uid = getuid(), .gid = getgid()};
	char byte;
	int fds[2], on = 1, passed = open("/dev/null", O_RDONLY), rights = 0;

	(void)!socketpair(AF_UNIX, SOCK_DGRAM, 0, fds);
	(void)setsockopt(fds[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof(on));
	memset(&control, 0, sizeof(control));
	msg.msg_control = &control;
	msg.msg_controllen = sizeof(control);
	cm = CMSG_FIRSTHDR(&msg);
	cm->cmsg_level = SOL_SOCKET;
	cm->cmsg_type = SCM_CREDENTIALS;
	cm->cmsg_len = CMSG_LEN(sizeof(cred));
	memcpy(CMSG_DATA(cm), &cred, sizeof(cred));
	cm = CMSG_NXTHDR(&msg, cm);
	cm->cmsg_level = SOL_SOCKET;
	cm->cmsg_type = SCM_RIGHTS;
	cm->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(cm), &passed, sizeof(passed));
	result("two control messages", sendmsg(fds[0], &msg, 0));
	memset(&control, 0, sizeof(control));
	iov.iov_base = &byte;
	result("received", recvmsg(fds[1], &msg, 0));
	for (cm = CMSG_FIRSTHDR(&msg); cm != NULL; cm = CMSG_NXTHDR(&msg, cm))
		rights += cm->cmsg_level == SOL_SOCKET && cm->cmsg_type == SCM_RIGHTS;
	SAY("descriptors", rights, (msg.msg_flags & MSG_CTRUNC) != 0);

	cm = CMSG_FIRSTHDR(&msg);
	msg.msg_controllen = sizeof(*cm);
	cm->cmsg_len = 4;
	result("too short a message", sendmsg(fds[0], &msg, 0));
	cm->cmsg_len = CMSG_LEN(sizeof(int));
	result("longer than all", sendmsg(fds[0], &msg, 0));
}

static void
ranges(void)
{
	for (int fd = 60; fd < 64; fd++)
		(void)dup2(0, fd);
	result("close_range cloexec", syscall(SYS_close_range, 60, 61, 4));
	SAY("cloexec", fcntl(60, F_GETFD), fcntl(62, F_GETFD));
	result("close_range", syscall(SYS_close_range, 60, 63, 0));
	result("closed", fcntl(63, F_GETFD));
	result("close_range flags", syscall(SYS_close_range, 60, 63, 64));
	result("close_range order", syscall(SYS_close_range, 9, 8, 0));
	result("readahead", syscall(SYS_readahead, 999, 0, 10));
}

int
main(void)
{
	processes();
	programs();
	comparing();
	memory();
	polling();
	devices();
	watching();
	controls();
	ranges();
	return 0;
}
