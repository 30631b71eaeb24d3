/* SPDX-License-Identifier: BSD-2-Clause */
/* elfcheck explain: a pasted error line, what it means, and what it is about here. */
#include "elfcheck/cmd_explain.h"

#include <getopt.h>
#include <string.h>

enum {
	OPT_JSON = 256,
	OPT_LINKS,
	OPT_CWD,
};

static const struct option long_options[] = {
    {"compat", required_argument, NULL, 'c'},
    {"root", required_argument, NULL, 'r'},
    {"env", required_argument, NULL, 'E'},
    {"json", no_argument, NULL, OPT_JSON},
    {"links", required_argument, NULL, OPT_LINKS},
    {"cwd", required_argument, NULL, OPT_CWD},
    {NULL, 0, NULL, 0},
};

static int
explain_line(struct explain *x, const char *program)
{
	if (!explain_parse(x->text, &x->arena, &x->line)) {
		cli_warnx("%s: no line of glibc, musl, a kernel or FreeBSD's rtld is known in it",
		    x->text);
		return CLI_FAILED;
	}
	if (program != NULL) {
		x->program = program;
		if (ec_session_path(&x->session, program)->error != 0) {
			cli_warn(program, ec_session_path(&x->session, program)->error);
			return CLI_FAILED;
		}
	} else {
		x->program = explain_find_program(x, x->line.program);
		if (x->program == NULL && x->line.needed_by != NULL)
			x->program = explain_find_program(x, x->line.needed_by);
	}
	if (x->program != NULL)
		explain_try_replay(x);
	else
		explain_ask_for_library(x);
	if (x->json)
		explain_put_json(x);
	else
		explain_put_text(x);
	return CLI_FINE;
}

/* A login shell's message starts with a dash ("-bash: …"), which is no option. */
static void
drop_dashes(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (argv[i][0] == '-' && strstr(argv[i], ": ") != NULL)
			while (argv[i][0] == '-')
				argv[i]++;
}

/* NULL: taken; else what the option's value has to be, in words ("": there is no such option). */
static const char *
take_option(struct explain *x, int option, const char *arg)
{
	switch (option) {
	case 'c':
		x->compat = arg;
		return NULL;
	case 'r':
		x->root = arg;
		return NULL;
	case 'E':
		if (*arg == '=' || strchr(arg, '=') == NULL || x->nenv == EXPLAIN_MAX_ENV)
			return "NAME=VALUE, and no more than 64 of them";
		x->env[x->nenv++] = arg;
		return NULL;
	case OPT_JSON:
		x->json = true;
		return NULL;
	case OPT_CWD:
		x->cwd = arg;
		return *arg == '/' ? NULL : "an absolute path";
	case OPT_LINKS:
		x->form = strcmp(arg, "kernel") == 0 ? TR_KERNEL : TR_VIEW;
		return x->form == TR_KERNEL || strcmp(arg, "view") == 0 ? NULL : "view or kernel";
	default:
		return "";
	}
}

static int
run(int argc, char **argv)
{
	struct explain x = {.form = TR_VIEW};
	const char *bad = NULL;
	int option;
	int status;
	errnum error;

	optind = 1;
	drop_dashes(argc, argv);
	while ((option = getopt_long(argc, argv, "c:r:E:", long_options, NULL)) != -1) {
		const char *want = take_option(&x, option, optarg);

		if (want != NULL)
			return *want == '\0' ? cli_usage(&cmd_explain)
					     : cli_bad_value(long_options, option, optarg, want);
	}
	if (argc - optind < 1 || argc - optind > 2)
		return cli_usage(&cmd_explain);
	error = tr_roots_open(&x.roots, x.compat, x.root == NULL ? "/" : x.root, &bad);
	if (error != 0) {
		cli_warn(bad, error);
		return CLI_FAILED;
	}
	ec_session_init(&x.session, &x.roots, x.form);
	x.session.view.cwd = x.cwd;
	x.session.env = x.env;
	x.text = argv[optind];
	status = explain_line(&x, argc - optind == 2 ? argv[optind + 1] : NULL);
	ec_session_release(&x.session);
	arena_release(&x.arena);
	tr_roots_close(&x.roots);
	return status;
}

const struct cli_command cmd_explain = {
    .name = "explain",
    .args = "[-c COMPAT] [-r ROOT] [OPTION]... 'ERROR LINE' [PROGRAM]",
    .summary = "what a pasted error message means, and what to do",
    .options = "  -c DIR            the compat tree, looked at first (default: none)\n"
	       "  -r DIR            the root tree (default: /)\n"
	       "  -E VAR=VALUE      the program's environment\n"
	       "  --cwd=DIR         the program's working directory\n"
	       "  --links=view|kernel  how absolute symlinks are followed (default: view)\n"
	       "  --json            as JSON: the line, then what `why --json` says\n",
    .run = run,
};
