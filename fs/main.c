/* SPDX-License-Identifier: BSD-2-Clause */
/* compatfs: command line, checks before anything is mounted, and the life of the session. */
#include "common/standard.h"
#include "fs/creds.h"
#include "fs/daemon.h"
#include "fs/log.h"
#include "fs/mounts.h"
#include "fs/ops.h"
#include "fs/options.h"
#include "fs/ring.h"
#include "fs/serve.h"
#include "fs/unmount.h"
#include "fs/where.h"

#include <err.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

enum {
	EXIT_USAGE = 2
};

static void
help(void)
{
	(void)fputs("usage: compatfs [options] COMPAT MOUNTPOINT\n"
		    "       " WHERE_USAGE "\n"
		    "\n"
		    "Mount a view in which each path is looked up in COMPAT first, then in the "
		    "root layer.\n"
		    "\n"
		    "Options, as -o NAME=VALUE or --NAME=VALUE:\n",
	    stdout);
	options_help(stdout);
	(void)fputs("\nlibfuse's options:\n", stdout);
	fuse_cmdline_help();
	fuse_lowlevel_help();
}

/*
 * libfuse's messages in our form, before the session has threads; it writes a line in pieces, and
 * the function gets nothing of ours, hence the static. Its debug output (-d) stays as it is.
 */
static void PRINTF_LIKE(2, 0)
    libfuse_says(enum fuse_log_level level, const char *format, va_list ap)
{
	static bool within_line;
	char text[1024];
	const char *start = text;

	(void)vsnprintf(text, sizeof(text), format, ap);
	if (level < FUSE_LOG_INFO && !within_line) {
		(void)fputs("compatfs: ", stderr);
		if (strncmp(start, "fuse: ", 6) == 0)
			start += 6;
	}
	(void)fputs(start, stderr);
	within_line = text[0] != '\0' && text[strlen(text) - 1] != '\n';
}

static void
version(void)
{
	struct rings *rings = NULL;
	const char *why;

	(void)printf("compatfs %s\nlibfuse %s, built against %d.%d\npassthrough: %s\n",
	    COMPATFS_VERSION, fuse_pkgversion(), FUSE_MAJOR_VERSION, FUSE_MINOR_VERSION,
	    init_means());
	if (rings_new(&rings, &why) == 0)
		(void)printf("io_uring: yes\n");
	else
		(void)printf("io_uring: no: %s\n", why);
	rings_free(rings);
}

/* Whether path is dir or below it; both are real paths. */
static bool
is_within(const char *path, const char *dir)
{
	size_t len = strcmp(dir, "/") == 0 ? 0 : strlen(dir);

	return strncmp(path, dir, len) == 0 && (path[len] == '\0' || path[len] == '/');
}

/* The mount point as a real path. "/dev/fd/N" is libfuse's word for a mount that somebody else has
 * made. */
static errnum
check_mountpoint(const struct view *view, const char *given, char **real)
{
	cleanup_free char *path = NULL;
	char type[64];
	struct stat st;

	if (!view_is_ours(given)) {
		*real = strdup(given);
		return *real != NULL ? 0 : ENOMEM;
	}
	path = realpath(given, NULL);
	if (path == NULL || stat(path, &st) != 0) {
		errnum error = last_error();

		if (error == ENOTCONN)
			warnx("%s: a mount whose daemon is gone; umount it first", given);
		else
			warn("%s", given);
		return error;
	}
	if (!S_ISDIR(st.st_mode)) {
		warnx("%s: not a directory", given);
		return ENOTDIR;
	}
	if (is_within(path, view->roots.path[TR_C])) {
		warnx("%s: mount point is inside COMPAT (%s)", given, view->roots.path[TR_C]);
		return EINVAL;
	}
	if (strcmp(path, "/") != 0 && mounts_is_mounted(path, type, sizeof(type))) {
		warnx("%s: in use: %s is mounted there", given, type);
		return EBUSY;
	}
	*real = steal_ptr(path);
	return 0;
}

static errnum
open_layers(const struct cli *cli, struct view *view)
{
	const char *bad = NULL;
	errnum error = tr_roots_open(&view->roots, cli->compat, cli->root, &bad);
	const struct tr_dir *top = &view->roots.top;
	struct stat st[2];

	if (error != 0) {
		warnc(error, "%s", bad);
		return error;
	}
	for (int h = TR_C; h <= TR_R; h++) {
		/* readable at all? an O_PATH descriptor does not tell */
		if (fstat(top->fd[h], &st[h]) != 0 ||
		    faccessat(top->fd[h], ".", R_OK | X_OK, AT_EACCESS) != 0) {
			error = last_error();
			warnc(error, "%s", view->roots.path[h]);
			return error;
		}
	}
	if (st[TR_C].st_dev == st[TR_R].st_dev && st[TR_C].st_ino == st[TR_R].st_ino) {
		warnx("%s: COMPAT and the root layer are the same directory", cli->compat);
		return EINVAL;
	}
	view->options = cli->view;
	view->roots.rules.rule = cli->view.rule;
	view->roots.rules.links = cli->view.links;
	return 0;
}

/* -o KEY=VALUE for libfuse, VALUE with its commas and backslashes escaped. */
static errnum
add_option(struct fuse_args *args, const char *key, const char *value)
{
	cleanup_free char *plain = NULL;
	char *escaped = NULL;
	errnum error;

	if (asprintf(&plain, "%s%s", key, value) < 0) {
		plain = NULL;
		return ENOMEM;
	}
	if (fuse_opt_add_opt_escaped(&escaped, plain) != 0)
		return ENOMEM;
	error =
	    fuse_opt_add_arg(args, "-o") != 0 || fuse_opt_add_arg(args, escaped) != 0 ? ENOMEM : 0;
	free(escaped);
	return error;
}

/* The kernel checks permissions as on a local file system, for everybody when root mounts. */
static errnum
add_defaults(struct fuse_args *args, const struct view *view)
{
	errnum error = add_option(args, "fsname=", view->roots.path[TR_C]);

	if (error == 0)
		error = add_option(args, "subtype=", "compatfs");
	if (error == 0)
		error = add_option(args, "", "default_permissions");
	if (error == 0 && geteuid() == 0)
		error = add_option(args, "", "allow_other");
	if (error == 0)
		error = add_option(args, "", view->options.rw ? "rw" : "ro");
	return error;
}

static int
run(struct fuse_args *args, struct cli *cli)
{
	struct log log = {.name = "compatfs"};
	struct view view = {.log = &log, .ready_fd = -1};
	struct fuse_cmdline_opts cmd = {0};
	errnum error = EINVAL;

	if (fuse_parse_cmdline(args, &cmd) != 0) {
		free(cmd.mountpoint);
		return EXIT_USAGE;
	}
	if (cli->compat == NULL || cmd.mountpoint == NULL) {
		warnx("%s missing; see compatfs --help",
		    cli->compat == NULL ? "COMPAT" : "MOUNTPOINT");
	} else {
		error = open_layers(cli, &view);
		if (error == 0)
			error = check_mountpoint(&view, cmd.mountpoint, &view.mountpoint);
		if (error == 0)
			error = add_defaults(args, &view);
		if (error == 0)
			error = serve(&view, args, &cmd);
	}
	tr_roots_close(&view.roots);
	free(view.mountpoint);
	free(cmd.mountpoint);
	return error == 0 ? 0 : EXIT_USAGE;
}

static int
mount_main(int argc, char **argv)
{
	struct fuse_args args = FUSE_ARGS_INIT(argc, argv);
	struct cli cli = {0};
	int status = EXIT_USAGE;

	if (options_parse(&args, &cli) == 0)
		status = run(&args, &cli);
	options_release(&cli);
	fuse_opt_free_args(&args);
	return status;
}

/* Whether the command line asks for help or the version, wherever in it; then that is printed. */
static bool
is_answered(int argc, char **argv, bool where)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--help") == 0) {
			if (where)
				(void)fputs("usage: " WHERE_USAGE "\n", stdout);
			else
				help();
			return true;
		}
		if (strcmp(argv[i], "-V") == 0 || strcmp(argv[i], "--version") == 0) {
			version();
			return true;
		}
	}
	return false;
}

int
main(int argc, char **argv)
{
	bool where = argc > 1 && strcmp(argv[1], "where") == 0;
	int status = 0;
	errnum error;

	standard_hold();
	fuse_set_log_func(libfuse_says);
	if (!is_answered(argc, argv, where))
		status = where ? where_main(argc - 1, argv + 1) : mount_main(argc, argv);
	error = standard_finish();
	if (error != 0) {
		warnc(error, "standard output");
		status = EXIT_USAGE;
	}
	return status;
}
