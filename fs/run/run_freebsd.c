/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compatrun on FreeBSD: mounts below a directory of our own, chroot(2), and everything undone at
 * the end. Needs root, since mount and chroot do.
 *
 *   front     the caller's child: passes signals on and takes the keeper's status
 *     keeper  makes the mounts, runs the command, reaps what it leaves, undoes the mounts
 *       the command, in the chroot
 *
 * The keeper outlives a front that is killed: it asks the kernel for a signal then
 * (PROC_PDEATHSIG_CTL), ends the command and cleans up. As a reaper (PROC_REAP_ACQUIRE) it finds
 * every descendant of the command, however it tried to get away.
 */
#include "fs/run/mounts_freebsd.h"
#include "fs/run/run_sys.h"
#include "fs/run/say.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/types.h>
#include <sys/procctl.h>
#include <sys/sysctl.h>
#include <sys/wait.h>

enum {
	FRONT_IS_GONE = SIGIO, /* nobody sends us this one otherwise */
};

static const int handled[] = {SIGCHLD, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2,
    SIGCONT, SIGWINCH, SIGPIPE, SIGINFO, FRONT_IS_GONE};

struct signals {
	sigset_t set; /* all handled ones */
	sigset_t mask; /* the caller's, and its actions */
	struct sigaction actions[ARRAY_LEN(handled)];
};

/* Never runs: the signals are blocked. */
static void
on_signal(int sig)
{
	(void)sig;
}

/*
 * From now on signals are waited for, not taken. FreeBSD drops one whose action is to be ignored,
 * by default too (SIGCHLD, SIGIO, …), even when it is blocked and waited for: those get a handler.
 * Of the others, what the caller ignores stays so.
 */
static void
hold_signals(struct signals *held)
{
	struct sigaction action = {.sa_handler = on_signal};

	(void)sigemptyset(&held->set);
	(void)sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < ARRAY_LEN(handled); i++)
		(void)sigaddset(&held->set, handled[i]);
	(void)sigprocmask(SIG_BLOCK, &held->set, &held->mask);
	for (size_t i = 0; i < ARRAY_LEN(handled); i++) {
		bool ours = handled[i] == SIGCHLD || handled[i] == FRONT_IS_GONE;

		(void)sigaction(handled[i], NULL, &held->actions[i]);
		if (ours || held->actions[i].sa_handler == SIG_DFL)
			(void)sigaction(handled[i], &action, NULL);
	}
}

/* For the command, as the caller had them. One that has come meanwhile is taken now. */
static void
release_signals(const struct signals *held)
{
	for (size_t i = 0; i < ARRAY_LEN(handled); i++)
		(void)sigaction(handled[i], &held->actions[i], NULL);
	(void)sigprocmask(SIG_SETMASK, &held->mask, NULL);
}

/* Whether a process sent it: the terminal's signals have reached the command already. */
static bool
is_sent(const siginfo_t *info)
{
	return info->si_code == SI_USER || info->si_code == SI_QUEUE || info->si_code == SI_LWP ||
	       info->si_signo == SIGHUP;
}

static __attribute__((noreturn)) void
exec_command(const struct run_spec *spec, const struct made *made, const struct signals *held)
{
	char cwd[PATH_MAX];
	const char *there = getcwd(cwd, sizeof(cwd));
	char *const *argv = spec->argv;
	errnum err;

	if (chroot(made->root) != 0) {
		say_err(last_error(), "%s: chroot", made->root);
		_exit(RUN_FAILED);
	}
	if ((there == NULL || chdir(there) != 0) && chdir("/") != 0) {
		say_err(last_error(), "/");
		_exit(RUN_FAILED);
	}
	release_signals(held);
	(void)execvp(argv[0], argv);
	err = last_error();
	say_err(err, "%s", argv[0]);
	_exit(err == ENOENT ? RUN_NOT_FOUND : RUN_CANNOT);
}

/* Wait for the command; what else has ended is reaped on the way. */
static int
watch(pid_t command, const sigset_t *set)
{
	for (;;) {
		siginfo_t info;
		int status;
		pid_t pid;

		if (sigwaitinfo(set, &info) < 0)
			continue;
		switch (info.si_signo) {
		case SIGCHLD:
			while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
				if (pid == command)
					return status;
			}
			break;
		case FRONT_IS_GONE:
			return SIGKILL;
		default:
			if (is_sent(&info))
				(void)kill(command, info.si_signo);
			break;
		}
	}
}

/* End every descendant that is left. */
static void
end_all(void)
{
	struct procctl_reaper_kill all = {.rk_sig = SIGKILL};

	while (procctl(P_PID, 0, PROC_REAP_KILL, &all) == 0 && all.rk_killed > 0) {
		while (waitpid(-1, NULL, 0) > 0)
			;
	}
}

static __attribute__((noreturn)) void
keeper_main(const struct run_spec *spec, pid_t front, int result, const struct signals *held)
{
	struct made made = {.base = NULL};
	int gone = FRONT_IS_GONE;
	int status = RUN_FAILED << 8;
	pid_t command;

	(void)procctl(P_PID, 0, PROC_PDEATHSIG_CTL, &gone);
	if (getppid() != front)
		_exit(RUN_FAILED);
	if (make_view(spec, &made) == 0) {
		/* From here on: the view's daemon is not to be among those that are ended. */
		(void)procctl(P_PID, 0, PROC_REAP_ACQUIRE, NULL);
		command = fork();
		if (command == 0)
			exec_command(spec, &made, held);
		if (command < 0)
			say_err(last_error(), "fork");
		else
			status = watch(command, &held->set);
		end_all();
	}
	unmake(&made);
	if (write(result, &status, sizeof(status)) < 0)
		_exit(RUN_FAILED);
	_exit(0);
}

char *
run_self_path(void)
{
	const int mib[] = {CTL_KERN, KERN_PROC, KERN_PROC_PATHNAME, -1};
	char path[PATH_MAX];
	size_t len = sizeof(path);

	if (sysctl(mib, ARRAY_LEN(mib), path, &len, NULL, 0) != 0)
		return NULL;
	return strdup(path);
}

int
run_view(const struct run_spec *spec)
{
	const pid_t front = getpid();
	int status = RUN_FAILED << 8;
	struct signals held;
	int result[2];
	pid_t keeper;

	if (geteuid() != 0) {
		say("on FreeBSD compatrun needs root: it mounts and changes the root directory");
		return RUN_FAILED << 8;
	}
	hold_signals(&held);
	if (pipe2(result, O_CLOEXEC) != 0) {
		say_err(last_error(), "pipe");
		return RUN_FAILED << 8;
	}
	keeper = fork();
	if (keeper < 0) {
		say_err(last_error(), "fork");
		return RUN_FAILED << 8;
	}
	if (keeper == 0) {
		(void)close(result[0]);
		keeper_main(spec, front, result[1], &held);
	}
	(void)close(result[1]);
	for (;;) {
		siginfo_t info;

		if (sigwaitinfo(&held.set, &info) < 0)
			continue;
		if (info.si_signo == SIGCHLD) {
			if (waitpid(keeper, NULL, WNOHANG) == keeper)
				break;
		} else if (is_sent(&info)) {
			(void)kill(keeper, info.si_signo);
		}
	}
	if (read(result[0], &status, sizeof(status)) != (ssize_t)sizeof(status))
		say("the process that keeps the view was killed; mounts below /var/run/compatrun.* "
		    "may be left");
	(void)close(result[0]);
	return status;
}
