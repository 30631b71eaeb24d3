/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The first process of the command's pid namespace: builds the view, starts the command, reaps what
 * the command leaves behind, and hands its status out. When it ends, the kernel ends every process
 * of the namespace and with the last one go the mounts.
 *
 * All signals stay blocked here. Those for the command come as messages on the control socket,
 * whose end of file means that the supervisor is gone and everything has to go.
 */
#include "fs/run/run_linux.h"
#include "fs/run/say.h"

#include <poll.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

void
ctl_send(int ctl, enum ctl_type type, int value)
{
	const struct ctl_msg m = {type, value};

	while (send(ctl, &m, sizeof(m), MSG_NOSIGNAL) < 0 && errno == EINTR)
		;
}

/* In the new process: become the command. */
static __attribute__((noreturn)) void
exec_command(const struct run_ctx *ctx)
{
	char *const *argv = ctx->spec->argv;
	errnum err;

	/*
	 * Without a terminal nobody but us sends to the whole process group: in a group of its own
	 * the command gets what is sent to ours once, through the supervisor, not twice.
	 */
	if (!ctx->has_tty)
		(void)setpgid(0, 0);
	(void)umask(ctx->old_umask);
	(void)sigprocmask(SIG_SETMASK, &ctx->old_mask, NULL);
	(void)execvp(argv[0], argv);
	err = last_error();
	if (err == ENOENT && strchr(argv[0], '/') != NULL && access(argv[0], F_OK) == 0) {
		/* execve(2) says ENOENT for the interpreter, too. */
		say("%s: it exists in the view, but its ELF or #! interpreter does not", argv[0]);
		_exit(RUN_CANNOT);
	}
	say_err(err, "%s", argv[0]);
	_exit(err == ENOENT ? RUN_NOT_FOUND : RUN_CANNOT);
}

/*
 * Reap every process that has ended; true when the command was among them. When the command has
 * been stopped, the supervisor stops, too: not before, or a shell would take the terminal back
 * from a command that still reads from it, and not at all when the command does not stop.
 */
static bool
reap(const struct run_ctx *ctx, pid_t command, int *status)
{
	bool ended = false;
	int st;

	for (;;) {
		pid_t pid = waitpid(-1, &st, WNOHANG | WUNTRACED);

		if (pid <= 0)
			return ended;
		if (pid != command)
			continue;
		if (WIFSTOPPED(st)) {
			ctl_send(ctx->ctl, CTL_STOPPED, WSTOPSIG(st));
		} else {
			*status = st;
			ended = true;
		}
	}
}

/* Wait until the command ends or the supervisor does. */
static int
watch(const struct run_ctx *ctx, int sigfd, pid_t command)
{
	struct pollfd fds[] = {{.fd = sigfd, .events = POLLIN}, {.fd = ctx->ctl, .events = POLLIN}};
	int status;

	for (;;) {
		struct signalfd_siginfo info;
		struct ctl_msg m;
		ssize_t n;

		if (poll(fds, ARRAY_LEN(fds), -1) < 0 && errno != EINTR)
			return RUN_FAILED << 8;
		if ((fds[0].revents & POLLIN) != 0) {
			/* One SIGCHLD may stand for many ends; the others are not for us. */
			n = read(sigfd, &info, sizeof(info));
			if (n > 0 && reap(ctx, command, &status))
				return status;
		}
		if ((fds[1].revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
			n = recv(ctx->ctl, &m, sizeof(m), MSG_DONTWAIT);
			if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
				_exit(RUN_FAILED);
			if (n == (ssize_t)sizeof(m) && m.type == CTL_SIGNAL)
				(void)kill(command, m.value);
		}
	}
}

void
init_main(struct run_ctx *ctx)
{
	bool told = true;
	int status = RUN_FAILED << 8;
	int sigfd = -1;
	pid_t command;
	sigset_t chld;

	/* If whoever made us is gone already, the write to ctx->go will find out. */
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	(void)umask(0);
	if (root_enter(ctx, &told) != 0) {
		/* Without a status the supervisor looks at how the daemon ended. */
		if (told)
			ctl_send(ctx->ctl, CTL_STATUS, RUN_FAILED << 8);
		_exit(RUN_FAILED);
	}
	/* Asked to end while the view was being made: the command is not to start at all. */
	if (recv(ctx->ctl, &told, sizeof(told), MSG_PEEK | MSG_DONTWAIT) == 0)
		_exit(RUN_FAILED);
	/* Before the command can have done anything: from here on signals are the command's. */
	ctl_send(ctx->ctl, CTL_READY, 0);
	(void)sigemptyset(&chld);
	(void)sigaddset(&chld, SIGCHLD);
	sigfd = signalfd(-1, &chld, SFD_CLOEXEC);
	command = sigfd < 0 ? -1 : fork();
	if (command == 0)
		exec_command(ctx);
	if (command < 0) {
		say_err(last_error(), "start of the command");
	} else {
		release_stdio();
		status = watch(ctx, sigfd, command);
	}
	ctl_send(ctx->ctl, CTL_STATUS, status);
	_exit(0);
}
