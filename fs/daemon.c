/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/daemon.h"
#include "fs/log.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <syslog.h>

/* Wait for the daemon's word, then leave with what it came to. */
static _Noreturn void
command_side(int fd, pid_t daemon)
{
	int status = 0;
	char word;
	ssize_t n;

	do
		n = read(fd, &word, 1);
	while (n < 0 && errno == EINTR);
	if (n == 1)
		_exit(0);
	if (waitpid(daemon, &status, 0) == daemon && WIFEXITED(status) && WEXITSTATUS(status) != 0)
		_exit(WEXITSTATUS(status));
	_exit(1);
}

errnum
daemon_fork(int *ready_fd)
{
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return last_error();
	pid = fork();
	if (pid < 0) {
		errnum error = last_error();

		close_fd(&ends[0]);
		close_fd(&ends[1]);
		return error;
	}
	if (pid > 0) {
		close_fd(&ends[1]);
		command_side(ends[0], pid);
	}
	close_fd(&ends[0]);
	(void)setsid();
	*ready_fd = ends[1];
	return 0;
}

void
daemon_ready(struct view *view)
{
	int null;

	if (view->ready_fd < 0)
		return;
	openlog("compatfs", LOG_PID, LOG_DAEMON);
	view->log->to_syslog = true;
	(void)chdir("/");
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null >= 0) {
		(void)dup2(null, STDIN_FILENO);
		(void)dup2(null, STDOUT_FILENO);
		(void)dup2(null, STDERR_FILENO);
		if (null > STDERR_FILENO)
			(void)close(null);
	}
	/* ended while it waited, the command has said that there is no view */
	if (write(view->ready_fd, "r", 1) != 1)
		(void)kill(getpid(), SIGTERM);
	close_fd(&view->ready_fd);
}
