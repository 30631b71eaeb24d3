/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/daemon.h"
#include "fs/mounts.h"
#include "fs/unmount.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <time.h>

enum {
	/* The daemon's end of the pipe may be closed before its /dev/fuse is, and a kernel that
	 * remembers attributes answers stat(2) from them for a while. */
	LOOKS = 100,
	LOOK_MILLISECONDS = 50,
};

/* Keep what a sleeping process needs: nothing but the pipe. */
static void
let_go(int keep)
{
	long max = sysconf(_SC_OPEN_MAX);

	(void)setsid();
	(void)chdir("/");
	for (int fd = 0; fd < (max > 0 && max < 65536 ? max : 65536); fd++)
		if (fd != keep)
			(void)close(fd);
	(void)open("/dev/null", O_RDWR);
	(void)dup(0);
	(void)dup(0);
	(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGTERM, SIG_IGN);
	(void)signal(SIGHUP, SIG_IGN);
}

/* Whether an answer says that nobody is behind the mount. */
static bool
says_dead(int result)
{
	return result != 0 && (errno == ENOTCONN || errno == ENXIO);
}

/*
 * statvfs(2) is what Linux always asks the daemon for. FreeBSD makes answers up for the top of a
 * view, so that it can be unmounted, but not for what is in it.
 */
static bool
is_dead(const char *mountpoint)
{
	cleanup_free char *below = NULL;
	struct statvfs vfs;
	struct stat st;

	if (says_dead(statvfs(mountpoint, &vfs)))
		return true;
	if (asprintf(&below, "%s/.compatfs", mountpoint) < 0) {
		below = NULL;
		return false;
	}
	return says_dead(lstat(below, &st));
}

static _Noreturn void
monitor(int fd, const char *mountpoint)
{
	const struct timespec pause = {.tv_nsec = LOOK_MILLISECONDS * 1000000L};
	char word;
	ssize_t n;

	do
		n = read(fd, &word, 1);
	while (n < 0 && errno == EINTR);
	/* no word: killed. A view whose daemon is gone answers ENOTCONN; another's that took its
	 * place does not. */
	for (int i = 0; n == 0 && i < LOOKS; i++) {
		if (is_dead(mountpoint)) {
			(void)unmount_view(mountpoint);
			break;
		}
		(void)nanosleep(&pause, NULL);
	}
	_exit(0);
}

errnum
monitor_start(const char *mountpoint, int *fd)
{
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return last_error();
	pid = fork();
	if (pid == 0) {
		/* a child of nobody, so that the daemon has none to wait for */
		if (fork() != 0)
			_exit(0);
		let_go(ends[0]);
		monitor(ends[0], mountpoint);
	}
	if (pid > 0)
		while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
			continue;
	close_fd(&ends[0]);
	if (pid < 0) {
		errnum error = last_error();

		close_fd(&ends[1]);
		return error;
	}
	*fd = ends[1];
	return 0;
}

void
monitor_done(int fd)
{
	if (fd >= 0) {
		(void)write(fd, "d", 1);
		(void)close(fd);
	}
}
