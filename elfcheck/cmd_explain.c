/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * elfcheck explain: a pasted error line, what it means, and what it is about here.
 *
 * The line alone gives the cause. With the program at hand its search is replayed: as it would be
 * now, and, when that does not give the line, with LD_LIBRARY_PATH set to the directory of the file
 * that the line names, which is how most such lines come about.
 */
#include "elfcheck/brand.h"
#include "elfcheck/explain.h"
#include "elfcheck/right.h"
#include "elfcheck/why.h"

#include <ctype.h>
#include <getopt.h>
#include <string.h>

enum {
	MAX_ENV = 64,
	WIDTH = 78,
	OPT_JSON = 256,
	OPT_LINKS,
	OPT_CWD,
};

struct explain {
	const char *compat;
	const char *root;
	const char *env[MAX_ENV + 2];
	size_t nenv;
	const char *cwd;
	bool json;
	enum tr_form form;
	struct tr_roots roots;
	struct ec_session session;
	struct arena arena;
	struct explained line;
	const char *text; /* the line itself */
	const char *program; /* where it is, or NULL */
	struct ec_replay *replay; /* NULL: there is no program to replay */
	bool reproduced; /* the replay gives the very line */
	const char *guessed; /* the variable that made it do so, or NULL */
	const struct ec_need
	    *asked; /* without the program: the library, asked for by another one */
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

/* The program of the line as a path: as it is, or where a shell would find it. */
static const char *
find_program(struct explain *x, const char *name)
{
	static const char *const dirs[] = {"/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin",
	    "/usr/sbin", "/sbin", "/usr/libexec", "/opt/bin"};

	if (name == NULL || *name == '\0')
		return NULL;
	if (strchr(name, '/') != NULL)
		return ec_session_path(&x->session, name)->error == 0 ? name : NULL;
	for (size_t i = 0; i < ARRAY_LEN(dirs); i++) {
		const char *path = arena_printf(&x->session.arena, "%s/%s", dirs[i], name);

		if (ec_session_path(&x->session, path)->error == 0)
			return path;
	}
	return NULL;
}

/* Whether an error of the replay is the line, whatever was in front of it (a shell, a time). */
static bool
is_line(const struct explain *x, const struct ec_replay *r)
{
	for (size_t i = 0; i < r->nerrors; i++) {
		const char *tail = strstr(r->errors[i], ": ");

		if (strstr(x->text, r->errors[i]) != NULL ||
		    (tail != NULL && strstr(x->text, tail + 2) != NULL))
			return true;
	}
	for (size_t i = 0; i < r->nwarnings; i++)
		if (strstr(x->text, r->warnings[i]) != NULL)
			return true;
	return false;
}

static struct ec_replay *
replay(struct explain *x)
{
	struct ec_replay *r = arena_alloc(&x->arena, sizeof(*r));
	const char *dlopens[2] = {NULL, NULL};

	/* a line of dlopen(3) names no program: the library is what is asked for */
	if (x->line.program == NULL && x->line.file != NULL && strcmp(x->line.who, "musl") != 0)
		dlopens[0] = x->line.file;
	if (ec_replay_run(&x->session, x->program, dlopens, &x->arena, r) != 0)
		return NULL;
	ec_conclude(r, !x->json);
	return r;
}

static void
try_replay(struct explain *x)
{
	const char *dir;

	x->replay = replay(x);
	if (x->replay == NULL)
		return;
	x->reproduced = is_line(x, x->replay);
	if (x->reproduced || x->line.file == NULL || strchr(x->line.file, '/') == NULL ||
	    ec_session_env(&x->session, "LD_LIBRARY_PATH") != NULL || x->nenv >= MAX_ENV)
		return;
	dir = ec_dirname(&x->session.arena, x->line.file);
	x->guessed = arena_printf(&x->session.arena, "LD_LIBRARY_PATH=%s", dir);
	x->env[x->nenv] = x->guessed;
	x->replay = replay(x);
	x->reproduced = x->replay != NULL && is_line(x, x->replay);
	if (x->reproduced)
		return;
	x->env[x->nenv] = NULL;
	x->guessed = NULL;
	x->replay = replay(x);
}

/* The program is not here: ask for its library from some other program of the tree. */
static void
ask_for_library(struct explain *x)
{
	static const char *const others[] = {
	    "/bin/sh", "/usr/bin/env", "/bin/bash", "/bin/busybox"};
	struct ec_replay *r = arena_alloc(&x->arena, sizeof(*r));
	const char *slash;
	const char *dlopens[2] = {NULL, NULL};

	if (x->line.file == NULL)
		return;
	slash = strrchr(x->line.file, '/');
	dlopens[0] = slash == NULL ? x->line.file : slash + 1;
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		if (ec_session_path(&x->session, others[i])->error != 0 ||
		    ec_replay_run(&x->session, others[i], dlopens, &x->arena, r) != 0 ||
		    r->is_static)
			continue;
		ec_conclude(r, !x->json);
		for (size_t k = 0; k < r->nneeds; k++)
			if (r->needs[k]->dlopened)
				x->asked = r->needs[k];
		return;
	}
}

/* A text that comes from elsewhere (NULL: none) between two of our own. */
static void
put_in(const char *before, const char *text, const char *behind)
{
	(void)fputs(before, stdout);
	if (text != NULL)
		cli_put_path(stdout, text);
	(void)fputs(behind, stdout);
}

/* Which of two version names is newer: runs of digits compare as numbers. */
static bool
is_newer(const char *a, const char *b)
{
	while (*a != '\0' && *b != '\0') {
		if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
			char *end_a;
			char *end_b;
			unsigned long va = strtoul(a, &end_a, 10);
			unsigned long vb = strtoul(b, &end_b, 10);

			if (va != vb)
				return va > vb;
			a = end_a;
			b = end_b;
		} else if (*a != *b) {
			return *a > *b;
		} else {
			a++;
			b++;
		}
	}
	return *a != '\0';
}

/*
 * For a version that is missing: whether the library that is found has it, and what the newest of
 * that kind is (GLIBC_2.36 where GLIBC_2.38 is asked for); NULL: there is none.
 */
static bool
has_version(const struct explain *x, const struct ec_obj *obj, const char **newest)
{
	size_t kind = strcspn(x->line.symbol, "0123456789");

	*newest = NULL;
	for (uint32_t i = 0; i < obj->ndefs; i++) {
		const char *name = ec_str(obj, obj->defs[i].name);

		if (strcmp(name, x->line.symbol) == 0)
			return true;
		if (kind > 0 && strncmp(name, x->line.symbol, kind) == 0 &&
		    isdigit((unsigned char)name[kind]) &&
		    (*newest == NULL || is_newer(name, *newest)))
			*newest = name;
	}
	return false;
}

/* Whether the library that the search comes to is the answer: not when it is too old. */
static bool
is_answer(const struct explain *x, const char **newest)
{
	const struct ec_need *n = x->asked;

	*newest = NULL;
	if (n->status != EC_STATUS_OK || n->picked_name == NULL || n->picked->file == NULL)
		return false;
	return x->line.cause != EXPLAIN_VERSION || x->line.symbol == NULL ||
	       n->picked->file->obj == NULL || has_version(x, n->picked->file->obj, newest);
}

/* What came of it, for people. */
static void
put_asked(const struct explain *x)
{
	const struct ec_need *n = x->asked;
	const char *newest;

	if (!is_answer(x, &newest)) {
		if (newest != NULL) {
			put_in("\nhere it is ", ec_path_source(n->picked), "");
			put_in(", and the newest that it has is ", newest, "\n");
		}
	} else {
		put_in("\nright:  ", n->picked_name, "");
		put_in("  [", ec_path_source(n->picked), "]\n");
	}
	for (size_t i = 0; i < n->nright; i++) {
		put_in(i == 0 ? "\nright:  " : "        ", n->right[i].path, "");
		if (n->right[i].source != NULL)
			put_in("  [", n->right[i].source, "]");
		if (n->right[i].package != NULL)
			put_in("  package ", n->right[i].package, "");
		(void)putchar('\n');
	}
}

static const char *
brand_words(struct explain *x, const char *path)
{
	struct ec_path *p = ec_session_path(&x->session, path);
	enum ec_brand brand;

	if (p->error != 0)
		return arena_printf(&x->arena, "%s: %s", path, strerror(p->error));
	if (p->file->note != NULL)
		return arena_printf(&x->arena, "%s is %s", path, p->file->note);
	brand = ec_session_brand(&x->session, p);
	if (brand == EC_UNKNOWN)
		return arena_printf(&x->arena, "%s does not say which system it is for", path);
	return arena_printf(&x->arena, "%s is for %s (by its %s)", path, ec_brand_name(brand),
	    ec_by_name(p->file->by));
}

/* For an interpreter that is not found: the absolute link on the way to it, and its repair. */
static const char *
link_words(struct explain *x)
{
	struct ec_replay r = {.s = &x->session, .a = &x->arena};

	if (x->line.cause != EXPLAIN_INTERPRETER || x->line.file == NULL || x->line.file[0] != '/')
		return NULL;
	return ec_absolute_link(&r, x->line.file);
}

static void
put_json(struct explain *x)
{
	const char *newest;
	struct json j;

	json_begin(&j, stdout);
	json_string(&j, "line", x->text);
	json_string(&j, "cause", explain_cause_name(x->line.cause));
	json_string(&j, "said_by", x->line.who);
	json_string(&j, "program", x->line.program);
	json_string(&j, "file", x->line.file);
	json_string(&j, "symbol", x->line.symbol);
	json_string(&j, "needed_by", x->line.needed_by);
	json_string(&j, "meaning", explain_meaning(x->line.cause));
	json_array_begin(&j, "advice");
	if (link_words(x) != NULL)
		json_string(&j, NULL, link_words(x));
	for (const char *const *a = explain_advice(x->line.cause); *a != NULL; a++)
		json_string(&j, NULL, *a);
	json_array_end(&j);
	json_string(&j, "examined", x->program);
	json_bool(&j, "reproduced", x->reproduced);
	json_string(&j, "with", x->guessed);
	json_array_begin(&j, "right");
	for (size_t i = 0; x->asked != NULL && i < x->asked->nright; i++)
		json_string(&j, NULL, x->asked->right[i].source);
	if (x->asked != NULL && is_answer(x, &newest))
		json_string(&j, NULL, ec_path_source(x->asked->picked));
	json_array_end(&j);
	json_end(&j);
	if (x->replay != NULL) {
		struct why_other none = {.there = false};

		why_json(stdout, x->replay, &none);
	}
}

/* A paragraph, broken into lines that fit a terminal. */
static void
put_wrapped(const char *text)
{
	size_t column = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, " ");

		if (column > 0 && column + 1 + len > WIDTH) {
			(void)putchar('\n');
			column = 0;
		}
		(void)printf("%s%.*s", column == 0 ? "  " : " ", (int)len, text);
		column += (column == 0 ? 2 : 1) + len;
		text += len + strspn(text + len, " ");
	}
	(void)putchar('\n');
}

static void
put_text(struct explain *x)
{
	struct why_other none = {.there = false};

	(void)printf("This is a line of %s. It means:\n", x->line.who);
	put_wrapped(explain_meaning(x->line.cause));
	if (x->replay != NULL && x->guessed != NULL)
		put_in("\nIt comes about here with ", x->guessed,
		    ", so unset that for Linux programs:\n\n");
	else if (x->replay != NULL && x->reproduced)
		(void)printf("\nIt is the same here:\n\n");
	else if (x->replay != NULL)
		(void)printf(
		    "\nHere it would not come to that line now (another environment? give it "
		    "with -E VAR=VALUE):\n\n");
	if (x->replay != NULL)
		why_text(stdout, x->replay, &none, 0);
	if (x->replay == NULL || !x->reproduced) {
		const char *link = link_words(x);

		if (x->program != NULL)
			put_in("\n", brand_words(x, x->program), "\n");
		if (x->line.file != NULL && x->line.file[0] == '/')
			put_in("\n", brand_words(x, x->line.file), "\n");
		if (x->asked != NULL)
			put_asked(x);
		if (link != NULL)
			(void)printf("\nto do:  %s\n", link);
		/* (the first advice is the general one for what link says) */
		for (const char *const *a = explain_advice(x->line.cause) + (link != NULL);
		    *a != NULL; a++)
			(void)printf("%s%s\n",
			    a == explain_advice(x->line.cause) ? "\nto do:  " : "        ", *a);
	}
}

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
		x->program = find_program(x, x->line.program);
		if (x->program == NULL && x->line.needed_by != NULL)
			x->program = find_program(x, x->line.needed_by);
	}
	if (x->program != NULL)
		try_replay(x);
	else
		ask_for_library(x);
	if (x->json)
		put_json(x);
	else
		put_text(x);
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
		if (*arg == '=' || strchr(arg, '=') == NULL || x->nenv == MAX_ENV)
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
