/* SPDX-License-Identifier: BSD-2-Clause */
/* The benchmark's client: whole programs, with what they print as the check. */
#include "tests/bench/ops.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <stdlib.h>
#include <unistd.h>

/* FreeBSD's headers leave it to the program. */
extern char **environ; /* NOLINT(readability-redundant-declaration) */

static char buf[1 << 16];

/* A program's output; lines are summed up, since directories have no order. */
struct output {
	bool lines;
	uint64_t line, check;
};

static void
take(struct output *output, const char *data, size_t size)
{
	if (!output->lines) {
		output->check += size;
		return;
	}
	while (size > 0) {
		const char *end = memchr(data, '\n', size);
		size_t n = end != NULL ? (size_t)(end - data) + 1 : size;

		output->line = mix(output->line, data, n);
		if (end != NULL) {
			output->check += output->line;
			output->line = 0;
		}
		data += n;
		size -= n;
	}
}

static void
run_once(char **argv, struct output *output)
{
	posix_spawn_file_actions_t actions;
	int ends[2], status;
	ssize_t got;
	pid_t pid;

	if (pipe(ends) != 0 || fcntl(ends[0], F_SETFD, FD_CLOEXEC) != 0)
		die("pipe");
	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	(void)posix_spawn_file_actions_addclose(&actions, ends[1]);
	errno = posix_spawn(&pid, argv[0], &actions, NULL, argv, environ);
	(void)posix_spawn_file_actions_destroy(&actions);
	if (errno != 0)
		die(argv[0]);
	(void)close(ends[1]);
	while ((got = read(ends[0], buf, sizeof(buf))) > 0)
		take(output, buf, (size_t)got);
	(void)close(ends[0]);
	if (waitpid(pid, &status, 0) != pid)
		die("waitpid");
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		(void)fprintf(stderr, "ops: %s: %s %d\n", argv[0],
		    WIFEXITED(status) ? "exit status" : "signal",
		    WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
		exit(1);
	}
}

void
op_run(char **args, struct result *result)
{
	struct output output = {.lines = strcmp(args[1], "lines") == 0};

	result->operations = number(args[2]);
	if (strcmp(args[0], "/") != 0 && (chroot(args[0]) != 0 || chdir("/") != 0))
		die(args[0]);
	clock_start();
	for (uint64_t i = 0; i < result->operations; i++)
		run_once(args + 3, &output);
	clock_stop();
	result->check = output.check;
}
