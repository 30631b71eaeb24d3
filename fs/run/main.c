/* SPDX-License-Identifier: BSD-2-Clause */
/* compatrun: options. What is done with them is in run_linux.c and run_freebsd.c. */
#include "common/standard.h"
#include "fs/run/run_sys.h"
#include "fs/run/say.h"

#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

static const char help_text[] =
    "usage: compatrun [-c COMPAT] [-r ROOT] [-o MOUNT-OPTIONS] [--ro | --rw | --scratch[=DIR]]\n"
    "                 [--bind SRC:DST]... [--] COMMAND [ARG]...\n"
    "\n"
    "Run COMMAND with a private view as its \"/\": each path is looked up in COMPAT first, then "
    "in\n"
    "ROOT. Everything is taken down again when COMMAND ends.\n"
    "\n"
    "  -c, --compat=DIR     the first tree (default /compat/linux)\n"
    "  -r, --root=DIR       the second tree (default /)\n"
    "  -o, --options=LIST   mount options of compatfs: listing, rule, links, elf, ...\n"
    "      --scratch[=DIR]  COMMAND may write anything; the changes are dropped at the end, or\n"
    "                       kept in DIR (default: --scratch)\n"
    "      --ro             COMMAND sees a read-only view\n"
    "      --rw             COMMAND changes the two trees themselves\n"
    "      --bind SRC:DST   SRC of the outside is DST inside; in names a colon is \\: and a\n"
    "                       backslash \\\\\n"
    "  -h, --help           this text\n"
    "  -V, --version        the version\n"
    "\n"
    "Exit status: COMMAND's; 125 compatrun itself failed; 126 COMMAND cannot be run;\n"
    "127 COMMAND not found.\n";

static noreturn void
bad_usage(void)
{
	say("'compatrun --help' tells the options");
	exit(RUN_FAILED);
}

/* DIR as an absolute path without symlinks; a message and exit if it is no directory. */
static char *
directory(const char *dir, const char *which)
{
	char *path = realpath(dir, NULL);
	struct stat st;

	if (path == NULL) {
		say_err(last_error(), "%s: %s", which, dir);
		exit(RUN_FAILED);
	}
	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
		say_err(ENOTDIR, "%s: %s", which, dir);
		exit(RUN_FAILED);
	}
	return path;
}

/* Append more to the comma list *list. */
static void
add_options(char **list, const char *more)
{
	char *joined = NULL;

	if (asprintf(&joined, "%s%s%s", *list != NULL ? *list : "", *list != NULL ? "," : "",
		more) < 0) {
		say_err(ENOMEM, "-o");
		exit(RUN_FAILED);
	}
	free(*list);
	*list = joined;
}

/*
 * "SRC:DST"; a colon in a name is written "\:", and a backslash "\\", or SRC could not end in one.
 * Before anything else a backslash is itself.
 */
static void
add_bind(struct run_spec *spec, const char *text)
{
	struct run_bind *grown = realloc(spec->binds, (spec->nbinds + 1) * sizeof(*grown));
	struct run_bind *bind;
	char *half[2] = {strdup(text), strdup(text)};
	size_t used[2] = {0, 0};
	int which = 0;

	if (grown == NULL || half[0] == NULL || half[1] == NULL) {
		say_err(ENOMEM, "--bind");
		exit(RUN_FAILED);
	}
	spec->binds = grown;
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == ':' && which == 0) {
			which = 1;
			continue;
		}
		if (p[0] == '\\' && (p[1] == ':' || p[1] == '\\'))
			p++;
		half[which][used[which]++] = *p;
	}
	half[0][used[0]] = '\0';
	half[1][used[1]] = '\0';
	if (which == 0 || used[0] == 0 || half[1][0] != '/') {
		say("--bind %s: SRC:DST is wanted, DST an absolute path", text);
		bad_usage();
	}
	if (strspn(half[1], "/") == used[1]) {
		say("--bind %s: \"/\" is the view itself; use -c and -r", text);
		bad_usage();
	}
	bind = &grown[spec->nbinds++];
	bind->src = half[0];
	bind->dst = half[1];
}

/* The directory part of an absolute path, name appended; NULL when nothing runnable is there. */
static char *
beside(const char *self, const char *name)
{
	const char *slash = self != NULL ? strrchr(self, '/') : NULL;
	char *path = NULL;

	if (slash == NULL || asprintf(&path, "%.*s/%s", (int)(slash - self), self, name) < 0)
		return NULL;
	if (access(path, X_OK) == 0)
		return path;
	free(path);
	return NULL;
}

/* Where compatfs is: $COMPATFS, beside compatrun, where it was installed, or in PATH. */
static char *
find_compatfs(void)
{
	const char *env = getenv("COMPATFS");
	cleanup_free char *self = run_self_path();
	cleanup_free char *installed = NULL;
	char *path;

	if (env != NULL && env[0] != '\0')
		return strdup(env);
	path = beside(self, "compatfs");
	if (path != NULL)
		return path;
	if (asprintf(&installed, "%s/compatfs", COMPATFS_BINDIR) >= 0 &&
	    access(installed, X_OK) == 0)
		return steal_ptr(installed);
	return strdup("compatfs");
}

/* End as the command ended: with its status, or by the signal that it died of. */
static noreturn void
end_like(int status)
{
	if (WIFSIGNALED(status)) {
		const struct rlimit no_core = {0, 0};
		int sig = WTERMSIG(status);
		sigset_t set;

		/* The command has dumped core if it was to; a second one would tell nothing. */
		(void)setrlimit(RLIMIT_CORE, &no_core);
		(void)signal(sig, SIG_DFL);
		(void)sigemptyset(&set);
		(void)sigaddset(&set, sig);
		(void)raise(sig);
		(void)sigprocmask(SIG_UNBLOCK, &set, NULL);
		exit(128 + sig);
	}
	exit(WEXITSTATUS(status));
}

/* End what was only to say something. */
static noreturn void
end_said(void)
{
	errnum error = standard_finish();

	if (error != 0)
		say_err(error, "standard output");
	exit(error == 0 ? 0 : RUN_FAILED);
}

int
main(int argc, char *argv[])
{
	enum {
		OPT_RO = 256,
		OPT_RW,
		OPT_SCRATCH,
		OPT_BIND
	};
	static const struct option longopts[] = {
	    {"compat", required_argument, NULL, 'c'},
	    {"root", required_argument, NULL, 'r'},
	    {"options", required_argument, NULL, 'o'},
	    {"ro", no_argument, NULL, OPT_RO},
	    {"rw", no_argument, NULL, OPT_RW},
	    {"scratch", optional_argument, NULL, OPT_SCRATCH},
	    {"bind", required_argument, NULL, OPT_BIND},
	    {"help", no_argument, NULL, 'h'},
	    {"version", no_argument, NULL, 'V'},
	    {NULL, 0, NULL, 0},
	};
	struct run_spec spec = {.mode = RUN_SCRATCH};
	const char *compat = "/compat/linux";
	const char *root = "/";
	char *options = NULL;
	int modes = 0;
	int opt;

	standard_hold();
	while ((opt = getopt_long(argc, argv, "+c:r:o:hV", longopts, NULL)) != -1) {
		switch (opt) {
		case 'c':
			compat = optarg;
			break;
		case 'r':
			root = optarg;
			break;
		case 'o':
			add_options(&options, optarg);
			break;
		case OPT_RO:
			spec.mode = RUN_RO;
			modes |= 1 << RUN_RO;
			break;
		case OPT_RW:
			spec.mode = RUN_RW;
			modes |= 1 << RUN_RW;
			break;
		case OPT_SCRATCH:
			spec.mode = RUN_SCRATCH;
			modes |= 1 << RUN_SCRATCH;
			if (optarg != NULL)
				spec.scratch = optarg;
			break;
		case OPT_BIND:
			add_bind(&spec, optarg);
			break;
		case 'h':
			(void)fputs(help_text, stdout);
			end_said();
		case 'V':
			(void)puts("compatrun " COMPATFS_VERSION);
			end_said();
		default:
			bad_usage();
		}
	}
	if ((modes & (modes - 1)) != 0) {
		say("only one of --ro, --rw and --scratch can be had");
		bad_usage();
	}
	if (optind >= argc) {
		say("COMMAND is missing");
		bad_usage();
	}
	if (spec.scratch != NULL && spec.scratch[0] == '\0') {
		say("--scratch=: the directory's name is missing");
		bad_usage();
	}
	spec.compat = directory(compat, "COMPAT");
	spec.root = directory(root, "ROOT");
	spec.options = options;
	spec.argv = argv + optind;
	spec.compatfs = find_compatfs();
	if (spec.compatfs == NULL) {
		say_err(ENOMEM, "compatfs");
		exit(RUN_FAILED);
	}
	end_like(run_view(&spec));
}
