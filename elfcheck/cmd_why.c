/* SPDX-License-Identifier: BSD-2-Clause */
/* elfcheck why: replay the runtime linker's search for one or more programs. */
#include "elfcheck/why.h"

#include <getopt.h>
#include <string.h>

enum format {
	FORMAT_TEXT,
	FORMAT_JSON,
	FORMAT_DOT,
};

enum {
	OPT_DLOPEN = 256,
	OPT_DOT,
	OPT_JSON,
	OPT_LOADER,
	OPT_RULE,
	OPT_LINKS,
	OPT_STDIN0,
	OPT_CWD,
	OPT_HWCAPS,
	OPT_KERNEL,
	OPT_SECURE,
	OUTPUT_BUFFER = 128 * 1024,
};

struct list {
	const char **items; /* NULL-terminated; NULL: none */
	size_t n;
	size_t cap;
};

struct why {
	const char *compat;
	const char *root;
	enum format format;
	enum tr_form form;
	enum tr_rule rule;
	bool stdin0;
	int verbose;
	struct list dlopens;
	struct list env;
	struct list hwcaps;
	struct tr_roots roots;
	struct ec_session session;
	struct ec_session *other; /* the other look-up; NULL with one root */
	struct arena arena; /* for one program */
	struct arena lists; /* for the command */
	int status;
};

/* Room for one item more and the NULL behind it. */
static void
make_room(struct why *w, struct list *list)
{
	list->items = arena_grow(&w->lists, list->items, list->n == 0 ? 0 : list->n + 1, &list->cap,
	    sizeof(*list->items));
}

static void
add(struct why *w, struct list *list, const char *item)
{
	make_room(w, list);
	list->items[list->n++] = item;
}

static const struct option long_options[] = {
    {"compat", required_argument, NULL, 'c'},
    {"root", required_argument, NULL, 'r'},
    {"env", required_argument, NULL, 'E'},
    {"verbose", no_argument, NULL, 'v'},
    {"dlopen", required_argument, NULL, OPT_DLOPEN},
    {"dot", no_argument, NULL, OPT_DOT},
    {"json", no_argument, NULL, OPT_JSON},
    {"loader", required_argument, NULL, OPT_LOADER},
    {"rule", required_argument, NULL, OPT_RULE},
    {"links", required_argument, NULL, OPT_LINKS},
    {"stdin0", no_argument, NULL, OPT_STDIN0},
    {"cwd", required_argument, NULL, OPT_CWD},
    {"hwcaps", required_argument, NULL, OPT_HWCAPS},
    {"kernel", required_argument, NULL, OPT_KERNEL},
    {"secure", no_argument, NULL, OPT_SECURE},
    {NULL, 0, NULL, 0},
};

static bool
set_links(struct why *w, const char *text)
{
	if (strcmp(text, "kernel") == 0)
		w->form = TR_KERNEL;
	else if (strcmp(text, "view") == 0 || strcmp(text, "asis") == 0 ||
		 strcmp(text, "inside") == 0)
		w->form = TR_VIEW;
	else
		return false;
	return true;
}

static bool
set_rule(struct why *w, const char *text)
{
	if (strcmp(text, "altroot") == 0)
		w->rule = TR_ALTROOT;
	else if (strcmp(text, "legacy") == 0)
		w->rule = TR_LEGACY;
	else
		return false;
	return true;
}

static void
set_hwcaps(struct why *w, char *text)
{
	char *name;

	make_room(w, &w->hwcaps); /* a list without names is one, too */
	while ((name = strsep(&text, ":")) != NULL)
		if (*name != '\0')
			add(w, &w->hwcaps, name);
	w->session.hwcaps = w->hwcaps.items;
}

/* What the value of an option has to be, in words. */
static const char *
wanted(int option)
{
	switch (option) {
	case 'E':
		return "NAME=VALUE";
	case OPT_LOADER:
		return "auto, glibc, musl or freebsd, and :VERSION behind the last three";
	case OPT_RULE:
		return "altroot or legacy";
	case OPT_LINKS:
		return "view or kernel";
	case OPT_CWD:
		return "an absolute path";
	case OPT_KERNEL:
		return "a version such as 5.15.0";
	default:
		return "another value";
	}
}

/* One option; false: it is wrong, and a message was printed. */
static bool
take_option(struct why *w, int option, char *arg)
{
	bool good = true;

	switch (option) {
	case 'c':
		w->compat = arg;
		break;
	case 'r':
		w->root = arg;
		break;
	case 'E':
		good = *arg != '=' && strchr(arg, '=') != NULL;
		if (good)
			add(w, &w->env, arg);
		break;
	case 'v':
		w->verbose++;
		break;
	case OPT_DLOPEN:
		add(w, &w->dlopens, arg);
		break;
	case OPT_DOT:
		w->format = FORMAT_DOT;
		break;
	case OPT_JSON:
		w->format = FORMAT_JSON;
		break;
	case OPT_LOADER:
		good = ec_loader_parse(arg, &w->session.choice);
		break;
	case OPT_RULE:
		good = set_rule(w, arg);
		break;
	case OPT_LINKS:
		good = set_links(w, arg);
		break;
	case OPT_STDIN0:
		w->stdin0 = true;
		break;
	case OPT_CWD:
		good = *arg == '/';
		w->session.view.cwd = arg;
		break;
	case OPT_HWCAPS:
		set_hwcaps(w, arg);
		break;
	case OPT_KERNEL:
		w->session.cpu.kernel = ec_kernel_version(arg);
		good = w->session.cpu.kernel != 0;
		break;
	case OPT_SECURE:
		w->session.secure = true;
		break;
	default:
		return false;
	}
	if (!good)
		(void)cli_bad_value(long_options, option, arg, wanted(option));
	return good;
}

/* What the two look-ups have for one name. */
static const char *
answer(const struct ec_need *n)
{
	if (n->map == NULL || n->picked == NULL || n->picked->error != 0)
		return "none";
	return ec_path_source(n->picked);
}

static void
compare(struct why *w, const struct ec_replay *r, const char *program, struct arena *a,
    struct why_other *out)
{
	struct ec_replay *o = arena_alloc(a, sizeof(*o));
	errnum error;

	memset(out, 0, sizeof(*out));
	if (w->other == NULL)
		return;
	out->there = true;
	out->form = w->form == TR_KERNEL ? "view" : "kernel";
	error = ec_replay_run(w->other, program, w->dlopens.items, a, o);
	if (error != 0) {
		out->fails = true;
		out->first_error = arena_printf(a, "%s: %s", program, strerror(error));
	} else {
		out->fails = o->fails;
		out->first_error = o->first_error;
	}
	out->differs = out->fails != r->fails;
	for (size_t i = 0; i < r->nneeds && out->name == NULL; i++) {
		const struct ec_need *n = r->needs[i];

		for (size_t k = 0; !n->again && k < o->nneeds; k++) {
			if (o->needs[k]->again || strcmp(o->needs[k]->name, n->name) != 0)
				continue;
			if (strcmp(answer(n), answer(o->needs[k])) != 0) {
				out->differs = true;
				out->name = n->name;
				out->here = answer(n);
				out->other = answer(o->needs[k]);
			}
			break;
		}
	}
}

static void
raise_status(struct why *w, int status)
{
	if (status > w->status)
		w->status = status;
}

static void
one_program(struct why *w, const char *program)
{
	struct why_other other;
	struct ec_replay r;
	errnum error;

	arena_reset(&w->arena);
	error = ec_replay_run(&w->session, program, w->dlopens.items, &w->arena, &r);
	if (error == ENOEXEC && r.program_path->file->note != NULL) {
		cli_warnx("%s: not an ELF program, but %s", program, r.program_path->file->note);
		raise_status(w, CLI_FAILED);
		return;
	}
	if (error != 0) {
		cli_warn(program, error);
		raise_status(w, CLI_FAILED);
		return;
	}
	ec_conclude(&r, w->format == FORMAT_TEXT);
	compare(w, &r, program, &w->arena, &other);
	if (r.fails)
		raise_status(w, CLI_WRONG);
	switch (w->format) {
	case FORMAT_JSON:
		why_json(stdout, &r, &other);
		break;
	case FORMAT_DOT:
		why_dot(stdout, &r);
		break;
	case FORMAT_TEXT:
	default:
		why_text(stdout, &r, &other, w->verbose);
		break;
	}
}

static void
programs_from_stdin(struct why *w)
{
	cleanup_free char *line = NULL;
	size_t cap = 0;

	while (getdelim(&line, &cap, '\0', stdin) > 0)
		one_program(w, line);
}

static int
run_all(struct why *w, int argc, char **argv)
{
	const char *bad = NULL;
	errnum error = tr_roots_open(&w->roots, w->compat, w->root == NULL ? "/" : w->root, &bad);
	const char *cwd = w->session.view.cwd;

	if (error != 0) {
		cli_warn(bad, error);
		return CLI_FAILED;
	}
	w->roots.rules.rule = w->rule;
	ec_view_init(&w->session.view, &w->roots, w->form);
	w->session.view.cwd = cwd;
	w->session.env = w->env.items;
	if (w->compat != NULL) {
		w->other = arena_alloc(&w->lists, sizeof(*w->other));
		*w->other = w->session;
		w->other->view.form = w->form == TR_KERNEL ? TR_VIEW : TR_KERNEL;
	}
	for (int i = 0; i < argc; i++)
		one_program(w, argv[i]);
	if (w->stdin0)
		programs_from_stdin(w);
	ec_session_release(&w->session);
	if (w->other != NULL)
		ec_session_release(w->other);
	arena_release(&w->arena);
	arena_release(&w->lists);
	tr_roots_close(&w->roots);
	return w->status;
}

static int
run(int argc, char **argv)
{
	struct why w = {.form = TR_VIEW};
	int option;

	ec_cpu_detect(&w.session.cpu);
	(void)setvbuf(stdout, NULL, _IOFBF, OUTPUT_BUFFER);
	optind = 1;
	while ((option = getopt_long(argc, argv, "c:r:E:v", long_options, NULL)) != -1)
		if (!take_option(&w, option, optarg)) {
			arena_release(&w.lists);
			return option == '?' ? cli_usage(&cmd_why) : CLI_FAILED;
		}
	if (optind == argc && !w.stdin0) {
		arena_release(&w.lists);
		return cli_usage(&cmd_why);
	}
	return run_all(&w, argc - optind, argv + optind);
}

const struct cli_command cmd_why = {
    .name = "why",
    .args = "[-c COMPAT] [-r ROOT] [OPTION]... PROGRAM...",
    .summary = "which libraries a program's runtime linker would load, and why it fails",
    .options =
	"  -c DIR            the compat tree, looked at first (default: none)\n"
	"  -r DIR            the root tree (default: /)\n"
	"  --dlopen NAME     then dlopen(3) NAME, as a plugin would be\n"
	"  -E VAR=VALUE      the program's environment (LD_LIBRARY_PATH, LD_PRELOAD); elfcheck's "
	"own is "
	"not used\n"
	"  --loader=KIND     auto, glibc, glibc:VERSION, musl, freebsd (default: auto, from the "
	"linker's file)\n"
	"  --links=view|kernel  how absolute symlinks are followed (default: view)\n"
	"  --rule=altroot|legacy  FreeBSD 14 and later, or up to 13\n"
	"  --cwd=DIR         the program's working directory\n"
	"  --hwcaps=A:B      glibc-hwcaps names of the machine, instead of this CPU's\n"
	"  --kernel=VERSION  the Linux version that programs see\n"
	"  --secure          as for a setuid program\n"
	"  --stdin0          more programs on standard input, each ended by a NUL\n"
	"  -v                show every file that was considered\n"
	"  --json            one JSON object a line: the whole, then each needed object\n"
	"  --dot             a graph for Graphviz\n",
    .run = run,
};
