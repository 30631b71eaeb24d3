/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * elfcheck's command line. A command is one struct in its own file (cmd_NAME.c); to add one,
 * declare it here and name it in main.c's table.
 */
#ifndef ELFCHECK_CLI_H
#define ELFCHECK_CLI_H

#include "common/json.h"
#include "common/shown.h"
#include "common/util.h"

enum {
	CLI_FINE = 0,
	CLI_WRONG = 1, /* something is wrong with what was examined */
	CLI_FAILED = 2, /* usage, or it could not be examined */
};

struct cli_command {
	const char *name;
	const char *args; /* as in "[-n] FILE..." */
	const char *summary; /* one line */
	const char *options; /* the lines of --help about options; each ends in a newline */
	/* argv[0] is the command's name; the result is the exit status. */
	int (*run)(int argc, char **argv);
};

extern const struct cli_command cmd_id;
extern const struct cli_command cmd_brand;
extern const struct cli_command cmd_scan;
extern const struct cli_command cmd_why;
extern const struct cli_command cmd_explain;

/* "elfcheck: path: cause" to stderr. */
void cli_warn(const char *path, errnum err);
/* "elfcheck: " and what printf would say, and a newline. */
void cli_warnx(const char *fmt, ...) PRINTF_LIKE(1, 2);
struct option;
/*
 * "elfcheck: --links=x: want view or kernel" to stderr: the option (a letter, or the val of one of
 * longs), its value, and what would be right. Returns CLI_FAILED.
 */
int cli_bad_value(const struct option *longs, int option, const char *value, const char *want);
/* The command's usage to stderr; returns CLI_FAILED. */
int cli_usage(const struct cli_command *cmd);
/* Its help to stdout; returns CLI_FINE. */
int cli_help(const struct cli_command *cmd);
/* flush stdout: an error of it (a full disk, a closed pipe) makes status CLI_FAILED. */
int cli_finish(int status);

/*
 * Open a file to examine it: read only, never blocking on a fifo, never becoming a controlling
 * terminal. EISDIR for a directory, ESPIPE for a fifo or a socket; devices are opened.
 */
errnum cli_open(const char *path, int *fd) MUST_CHECK;

#endif
