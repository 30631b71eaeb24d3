/* SPDX-License-Identifier: BSD-2-Clause */
#include "common/standard.h"
#include "elfcheck/cli.h"

#include <fcntl.h>
#include <getopt.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

static const struct cli_command *const commands[] = {
    &cmd_id,
    &cmd_why,
    &cmd_explain,
    &cmd_brand,
    &cmd_scan,
};

void
cli_warn(const char *path, errnum err)
{
	cli_warnx("%s: %s", path, strerror(err));
}

void
cli_warnx(const char *fmt, ...)
{
	va_list ap;
	char *text = NULL;
	size_t len = 0;
	FILE *out;

	if (fmt == NULL) /* never; UBSan's instrumentation makes gcc warn of it below otherwise */
		return;
	out = open_memstream(&text, &len);
	(void)fflush(stdout); /* keep the order of answers and complaints on a terminal */
	(void)fputs("elfcheck: ", stderr);
	va_start(ap, fmt);
	(void)vfprintf(out != NULL ? out : stderr, fmt, ap);
	va_end(ap);
	if (out != NULL && fclose(out) == 0)
		put_shown(stderr, text);
	free(text);
	(void)putc('\n', stderr);
}

int
cli_bad_value(const struct option *longs, int option, const char *value, const char *want)
{
	if (option < 256) {
		cli_warnx("-%c %s: want %s", option, value, want);
		return CLI_FAILED;
	}
	while (longs->name != NULL && longs->val != option)
		longs++;
	cli_warnx("--%s=%s: want %s", longs->name == NULL ? "?" : longs->name, value, want);
	return CLI_FAILED;
}

int
cli_usage(const struct cli_command *cmd)
{
	(void)fprintf(stderr, "usage: elfcheck %s %s\n", cmd->name, cmd->args);
	return CLI_FAILED;
}

int
cli_help(const struct cli_command *cmd)
{
	(void)printf("usage: elfcheck %s %s\n%s\n", cmd->name, cmd->args, cmd->summary);
	if (cmd->options != NULL && cmd->options[0] != '\0')
		(void)printf("\n%s", cmd->options);
	return cli_finish(CLI_FINE);
}

int
cli_finish(int status)
{
	errnum error = standard_finish();

	if (error == 0)
		return status;
	cli_warn("standard output", error);
	return CLI_FAILED;
}

errnum
cli_open(const char *path, int *fd)
{
	int opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;
	errnum err = 0;

	if (opened < 0)
		return last_error();
	if (fstat(opened, &st) != 0)
		err = last_error();
	else if (S_ISDIR(st.st_mode))
		err = EISDIR;
	else if (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode))
		err = ESPIPE;
	if (err != 0) {
		close_fd(&opened);
		return err;
	}
	*fd = opened;
	return 0;
}

static int
usage(FILE *out)
{
	(void)fputs("usage: elfcheck COMMAND [ARGUMENT]...\n"
		    "       elfcheck COMMAND --help\n"
		    "       elfcheck --version\n\n",
	    out);
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		(void)fprintf(out, "  elfcheck %-8s %s\n", commands[i]->name, commands[i]->summary);
	(void)fputs(
	    "\nExit status: 0 fine, 1 something is wrong with what was examined, 2 usage or "
	    "it could not be examined.\n",
	    out);
	return out == stdout ? cli_finish(CLI_FINE) : CLI_FAILED;
}

int
main(int argc, char **argv)
{
	char title[32];

	standard_hold();
	if (argc < 2)
		return usage(stderr);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return usage(stdout);
	if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
		(void)printf("elfcheck %s\n", COMPATFS_VERSION);
		return cli_finish(CLI_FINE);
	}
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		if (strcmp(argv[1], commands[i]->name) != 0)
			continue;
		for (int k = 2; k < argc && strcmp(argv[k], "--") != 0; k++) {
			if (strcmp(argv[k], "--help") == 0)
				return cli_help(commands[i]);
			if (strcmp(argv[k], "--version") == 0) {
				(void)printf("elfcheck %s\n", COMPATFS_VERSION);
				return cli_finish(CLI_FINE);
			}
		}
		/* getopt(3) says who complains by argv[0] */
		(void)snprintf(title, sizeof(title), "elfcheck: %s", commands[i]->name);
		argv[1] = title;
		return cli_finish(commands[i]->run(argc - 1, argv + 1));
	}
	cli_warnx("%s: no such command", argv[1]);
	return usage(stderr);
}
