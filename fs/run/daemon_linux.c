/* SPDX-License-Identifier: BSD-2-Clause */
/* The supervisor's child: makes the namespaces, starts init in them, becomes the daemon. */
#include "fs/run/run_linux.h"
#include "fs/run/say.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A descriptor for the child that it keeps across exec. */
static void
keep_on_exec(int fd)
{
	(void)fcntl(fd, F_SETFD, 0);
}

static __attribute__((noreturn)) void
exec_daemon(struct run_ctx *ctx, int log)
{
	const struct run_spec *spec = ctx->spec;
	cleanup_free char *options = NULL;
	cleanup_free char *root = NULL;
	char mountpoint[32];
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int n;

	/*
	 * Out of the terminal's reach: ^C and ^Z are for the command. Not setsid(): a session's
	 * leader takes the first terminal that it opens for its own, and a view has terminals.
	 */
	(void)setpgid(0, 0);
	(void)dup2(null >= 0 ? null : log, STDIN_FILENO);
	(void)dup2(log, STDOUT_FILENO);
	(void)dup2(log, STDERR_FILENO);
	if (spec->mode != RUN_RW) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
		if (getppid() != ctx->supervisor)
			_exit(RUN_FAILED);
	}
	(void)snprintf(mountpoint, sizeof(mountpoint), "/dev/fd/%d", ctx->fuse);
	/*
	 * One user is all that our user namespace has: everything in the view is that one's. And an
	 * overlay cannot follow names that come and go below it.
	 */
	n = asprintf(&options, "%s%s%s%s%s", spec->mode == RUN_RW ? "rw" : "ro",
	    ctx->user_ns ? ",owner=self" : "", spec->mode == RUN_SCRATCH ? ",cache=hold" : "",
	    spec->options != NULL ? "," : "", spec->options != NULL ? spec->options : "");
	if (n < 0 || asprintf(&root, "--root=%s", spec->root) < 0)
		_exit(RUN_FAILED);
	keep_on_exec(ctx->fuse);
	(void)umask(ctx->old_umask);
	(void)sigprocmask(SIG_SETMASK, &ctx->old_mask, NULL);
	(void)execlp(spec->compatfs, "compatfs", "-f", "-o", options, root, spec->compat,
	    mountpoint, (char *)NULL);
	say_err(last_error(), "%s: the view's daemon cannot be run", spec->compatfs);
	_exit(RUN_FAILED);
}

/* It has been said why: the supervisor need not. */
static __attribute__((noreturn)) void
daemon_give_up(const struct run_ctx *ctx)
{
	ctl_send(ctx->ctl, CTL_STATUS, RUN_FAILED << 8);
	_exit(RUN_FAILED);
}

void
daemon_main(struct run_ctx *ctx, int log)
{
	int go[2];
	char byte;
	long pid;

	if (ns_enter(ctx) != 0 || ns_open_fuse(ctx) != 0)
		daemon_give_up(ctx);
	if (pipe2(go, O_CLOEXEC) != 0) {
		say_err(last_error(), "pipe");
		daemon_give_up(ctx);
	}
	/* Plain clone: a process that went through unshare(CLONE_NEWPID) may have no threads. */
	pid = syscall(SYS_clone, CLONE_NEWNS | CLONE_NEWPID | SIGCHLD, NULL, NULL, NULL, 0);
	if (pid < 0) {
		say_err(last_error(), "pid namespace");
		daemon_give_up(ctx);
	}
	if (pid == 0) {
		(void)close(go[0]);
		(void)close(log);
		ctx->go = go[1];
		init_main(ctx);
	}
	(void)close(go[1]);
	close_fd(&ctx->ctl);
	/* Nothing comes if init failed; it has said why. */
	if (read(go[0], &byte, 1) != 1)
		_exit(RUN_FAILED);
	(void)close(go[0]);
	exec_daemon(ctx, log);
}
