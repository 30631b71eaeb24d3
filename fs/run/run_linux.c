/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compatrun on Linux. Four processes:
 *
 *   supervisor  the caller's child: outside of all namespaces; passes signals and the status on
 *     daemon    compatfs, in its own copy of the outside's mounts (so that ROOT=/ goes on meaning
 *               the outside) and, for an unprivileged caller, in a user namespace
 *       init    pid 1 of a pid namespace, in a mount namespace of its own, where the view is
 *               mounted and becomes "/"
 *         the command
 *
 * We mount FUSE ourselves: /dev/fuse is opened in the user namespace that the mount belongs to (the
 * kernel insists on that), init mounts it in its namespace, and the daemon gets the descriptor as
 * the mount point /dev/fd/N. So the daemon never sees its own mount, nothing has to be unmounted,
 * and when init is gone the kernel tells the daemon to end.
 *
 * The ends are tied together so that nothing stays: the supervisor's death closes the control
 * socket, which ends init, and init's end takes the command and the mounts; the daemon's death
 * kills init. A read-only daemon also dies with the supervisor; a writing one may first bring home
 * what it was given.
 *
 * Terminal: everything but the daemon is in the caller's process group, so that ^C and ^Z reach
 * the command as if it had been run directly. Signals from the terminal are therefore not passed
 * on; those that a process sent to the supervisor are.
 */
#include "fs/run/run_linux.h"
#include "fs/run/say.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* What the supervisor holds. */
struct supervisor {
	int sigfd;
	int ctl;
	int log; /* what the daemon says */
	pid_t daemon;
	bool daemon_ended;
	bool daemon_ended_by_us;
	bool daemon_spoke;
	bool ready;
	bool have_status;
	int daemon_status;
	int status;
};

/* Pass what the daemon says to stderr; false at its end. */
static bool
pass_log(struct supervisor *sup)
{
	char text[4096];
	ssize_t n = read(sup->log, text, sizeof(text));

	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	if (n == 0)
		return false;
	sup->daemon_spoke = true;
	if (write(STDERR_FILENO, text, (size_t)n) < 0)
		return true; /* nobody listens; the daemon must not block on us */
	return true;
}

/* Take what init says; false when there is nothing more for now. */
static bool
on_ctl(struct supervisor *sup)
{
	struct ctl_msg m;
	ssize_t n = sup->ctl < 0 ? 0 : recv(sup->ctl, &m, sizeof(m), MSG_DONTWAIT);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return false;
	if (n != (ssize_t)sizeof(m)) {
		close_fd(&sup->ctl);
		return false;
	}
	switch (m.type) {
	case CTL_READY:
		sup->ready = true;
		break;
	case CTL_STOPPED:
		(void)raise(SIGSTOP); /* until whoever sees it continues us */
		break;
	case CTL_STATUS:
		sup->have_status = true;
		sup->status = m.value;
		break;
	case CTL_SIGNAL:
	default:
		break;
	}
	return true;
}

/* Once it has ended, and been waited for, its number may be another's. */
static void
end_daemon(struct supervisor *sup, int sig)
{
	if (sup->daemon_ended)
		return;
	sup->daemon_ended_by_us = true;
	(void)kill(sup->daemon, sig);
}

static void
on_signal(struct supervisor *sup)
{
	struct signalfd_siginfo info;

	if (read(sup->sigfd, &info, sizeof(info)) != (ssize_t)sizeof(info))
		return;
	if (info.ssi_signo == SIGCHLD) {
		if (waitpid(sup->daemon, &sup->daemon_status, WNOHANG) == sup->daemon)
			sup->daemon_ended = true;
		return;
	}
	/*
	 * si_code above 0: from the kernel, that is, the terminal, which told the command, too. But
	 * a hang-up it tells the session's leader only, and that may be us.
	 */
	if (info.ssi_code > 0 && info.ssi_signo != SIGHUP)
		return;
	/* What init said before the signal came counts first: the command may be running. */
	while (on_ctl(sup))
		;
	if (sup->have_status) {
		/* The command has ended already: whoever cannot wait for the rest hurries it. */
		if (info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT ||
		    info.ssi_signo == SIGHUP) {
			end_daemon(sup, SIGTERM);
		}
	} else if (sup->ready) {
		ctl_send(sup->ctl, CTL_SIGNAL, (int)info.ssi_signo);
	} else if (info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT ||
		   info.ssi_signo == SIGHUP || info.ssi_signo == SIGQUIT) {
		/* Not started yet: closing the socket ends init. */
		sup->have_status = true;
		sup->status = (int)info.ssi_signo;
		close_fd(&sup->ctl);
	}
}

/* Look after both until init and the daemon have ended. */
static void
supervise(struct supervisor *sup, bool writing)
{
	int patience = -1;

	/* The daemon's end is the end: it outlives init, and its log ends with it. */
	while (!sup->daemon_ended || sup->log >= 0) {
		struct pollfd fds[] = {
		    {.fd = sup->sigfd, .events = POLLIN},
		    {.fd = sup->ctl, .events = POLLIN},
		    {.fd = sup->log, .events = POLLIN},
		};
		int n = poll(fds, ARRAY_LEN(fds), patience);

		if (n < 0 && errno != EINTR)
			break;
		if (n == 0) {
			/* A read-only daemon that does not notice the end has nothing to lose. */
			end_daemon(sup, SIGKILL);
			patience = -1;
			continue;
		}
		if (n < 0)
			continue;
		if (fds[0].revents != 0)
			on_signal(sup);
		if (fds[1].revents != 0)
			(void)on_ctl(sup);
		if (fds[2].revents != 0 && !pass_log(sup))
			close_fd(&sup->log);
		if ((sup->have_status || sup->ctl < 0) && patience < 0 && !writing)
			patience = 5000;
	}
	while (on_ctl(sup))
		;
}

/* What to return, and what to say if it was the daemon's fault. */
static int
verdict(const struct supervisor *sup, const struct run_spec *spec)
{
	/*
	 * A status from a view that has crashed means nothing: the command may have died of it
	 * (SIGBUS), and what it wrote may be lost.
	 */
	const bool crashed = WIFSIGNALED(sup->daemon_status) && !sup->daemon_ended_by_us;

	if (sup->have_status && !crashed)
		return sup->status;
	if (WIFSIGNALED(sup->daemon_status))
		say("%s: the view's daemon was killed by signal %d (%s)", spec->compatfs,
		    WTERMSIG(sup->daemon_status), strsignal(WTERMSIG(sup->daemon_status)));
	else if (sup->ready)
		say("%s: the view's daemon ended with status %d", spec->compatfs,
		    WEXITSTATUS(sup->daemon_status));
	else if (!sup->daemon_spoke)
		say("%s: the view's daemon ended with status %d before the view was ready",
		    spec->compatfs, WEXITSTATUS(sup->daemon_status));
	return RUN_FAILED << 8;
}

/* Block what is to be passed on; signals that report a fault of our own stay. */
static void
block_signals(sigset_t *mask, sigset_t *old)
{
	static const int open[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS};

	(void)sigfillset(mask);
	for (size_t i = 0; i < ARRAY_LEN(open); i++)
		(void)sigdelset(mask, open[i]);
	(void)sigprocmask(SIG_BLOCK, mask, old);
}

/*
 * The terminal that we are the foreground of, or -1. A shell inside makes its own process group
 * the foreground, and in a pid namespace it cannot name ours to give it back.
 */
static int
open_foreground(bool *has_tty)
{
	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);

	*has_tty = tty >= 0;
	if (tty >= 0 && tcgetpgrp(tty) != getpgrp())
		close_fd(&tty);
	return tty;
}

static void
take_foreground(int tty)
{
	if (tty < 0)
		return;
	(void)tcsetpgrp(tty, getpgrp()); /* with SIGTTOU blocked, we may */
	(void)close(tty);
}

void
release_stdio(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null < 0)
		return;
	(void)dup2(null, STDIN_FILENO);
	(void)dup2(null, STDOUT_FILENO);
	(void)close(null);
}

char *
run_self_path(void)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (n <= 0)
		return NULL;
	path[n] = '\0';
	return strdup(path);
}

int
run_view(const struct run_spec *spec)
{
	struct supervisor sup = {.sigfd = -1, .ctl = -1, .log = -1};
	struct run_ctx ctx = {
	    .spec = spec,
	    .supervisor = getpid(),
	    .uid = geteuid(),
	    .gid = getegid(),
	    .ctl = -1,
	    .go = -1,
	    .fuse = -1,
	    .cwd = realpath(".", NULL),
	};
	int ctl[2];
	int log[2];
	int tty = open_foreground(&ctx.has_tty);
	sigset_t mask;

	/* init becomes our child when the daemon ends before it; we wait for both. */
	(void)prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	ctx.old_umask = umask(0);
	(void)umask(ctx.old_umask);
	block_signals(&mask, &ctx.old_mask);
	sup.sigfd = signalfd(-1, &mask, SFD_CLOEXEC);
	if (sup.sigfd < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ctl) != 0 ||
	    pipe2(log, O_CLOEXEC) != 0) {
		say_err(last_error(), "start");
		return RUN_FAILED << 8;
	}
	sup.daemon = fork();
	if (sup.daemon < 0) {
		say_err(last_error(), "fork");
		return RUN_FAILED << 8;
	}
	if (sup.daemon == 0) {
		(void)close(ctl[0]);
		(void)close(log[0]);
		(void)close(sup.sigfd);
		ctx.ctl = ctl[1];
		daemon_main(&ctx, log[1]);
	}
	(void)close(ctl[1]);
	(void)close(log[1]);
	release_stdio();
	sup.ctl = ctl[0];
	sup.log = log[0];
	supervise(&sup, spec->mode == RUN_RW);
	while (waitpid(-1, NULL, 0) >= 0 || errno == EINTR)
		;
	take_foreground(tty);
	free(ctx.cwd);
	close_fd(&sup.ctl);
	close_fd(&sup.sigfd);
	return verdict(&sup, spec);
}
