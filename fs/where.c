/* SPDX-License-Identifier: BSD-2-Clause */
/* The answer first, one line a path; with -v the steps that led to it, and the kernel's answer
 * where it differs. */
#include "fs/where.h"
#include "common/shown.h"
#include "fs/foreign.h"
#include "fs/mounts.h"
#include "fs/options.h"

#include <fcntl.h>
#include <string.h>

/* One path's answer in one form of the rule. */
struct answer {
	errnum error;
	const char *hidden; /* why the view shows nothing although something is there */
	struct tr_found found;
};

struct asking {
	const struct cli *cli;
	struct tr_roots roots;
	struct mounts *mounts;
};

/* Steps are kept as text lines and printed below the answer, or as JSON objects within it. */
struct steps {
	FILE *out;
	struct json *json;
};

static void
trace_text(FILE *out, const struct tr_trace *t)
{
	switch (t->event) {
	case TR_EV_HIT:
		(void)fprintf(out, "  %-6s ", tr_layer_name(t->layer));
		put_shown(out, t->source);
		break;
	case TR_EV_MISS:
		(void)fprintf(out, "  %-6s ", "miss");
		put_shown(out, t->source);
		(void)fprintf(out, ": %s", strerror(t->error));
		break;
	case TR_EV_LINK:
		(void)fprintf(out, "  %-6s ", "link");
		put_shown(out, t->source);
		(void)fputs(" -> ", out);
		put_shown(out, t->target);
		break;
	case TR_EV_TO_ROOT:
		(void)fprintf(out, "  %-6s on in the root layer alone: absolute target ", "root");
		put_shown(out, t->target);
		break;
	case TR_EV_RESTART:
		(void)fprintf(out, "  %-6s the whole path again in the root layer", "again");
		break;
	}
	(void)fputc('\n', out);
}

static void
trace_json(struct json *j, const struct tr_trace *t)
{
	static const char *const events[] = {[TR_EV_HIT] = "hit",
	    [TR_EV_MISS] = "miss",
	    [TR_EV_LINK] = "link",
	    [TR_EV_TO_ROOT] = "to_root",
	    [TR_EV_RESTART] = "restart"};

	json_object_begin(j, NULL);
	json_string(j, "event", events[t->event]);
	json_string(j, "layer", tr_layer_name(t->layer));
	json_string(j, "source", t->source);
	if (t->target != NULL)
		json_string(j, "target", t->target);
	if (t->error != 0)
		json_string(j, "error", strerror(t->error));
	json_object_end(j);
}

static void
trace_step(void *arg, const struct tr_trace *t)
{
	struct steps *steps = arg;

	if (steps->json != NULL)
		trace_json(steps->json, t);
	else
		trace_text(steps->out, t);
}

/* What a mount of the view would not show of what the rule finds: what is below a hole, and hidden
 * libraries. */
static const char *
hidden_by(const struct asking *a, const struct tr_found *found)
{
	enum tr_half half = tr_front(found->layer);
	const struct mount_node *at = mounts_top(a->mounts, half);
	cleanup_free char *path = strdup(found->path);
	const char *base = strrchr(found->path, '/') + 1;
	char *next = path;
	char *name;

	while (path != NULL && at != NULL && (name = strsep(&next, "/")) != NULL) {
		if (mount_node_kind(at) == MOUNT_HOLE)
			return "in a mount that a view does not pass through";
		if (name[0] != '\0')
			at = mount_node_child(at, name);
	}
	if (a->cli->view.elf == ELF_HIDE && found->layer == TR_ROOT && S_ISREG(found->st.st_mode) &&
	    foreign_is_library_name(base)) {
		cleanup_fd int fd =
		    open(found->source, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
		enum ec_brand brand;
		enum ec_by by;

		if (fd >= 0 && ec_brand_fd(fd, &brand, &by) == 0 && ec_is_foreign(brand, EC_LINUX))
			return "a foreign library that elf=hide hides";
	}
	return NULL;
}

static void
ask(const struct asking *a, enum tr_form form, const char *path, struct answer *answer,
    struct steps *steps)
{
	*answer = (struct answer){.found = {.fd = -1}};
	answer->error = tr_walk(&a->roots, form, path, TR_NOFOLLOW, &answer->found,
	    steps != NULL ? trace_step : NULL, steps);
	if (answer->error == 0 && form == TR_VIEW) {
		answer->hidden = hidden_by(a, &answer->found);
		if (answer->hidden != NULL)
			answer->error = ENOENT;
	}
}

static bool
same_answer(const struct answer *a, const struct answer *b)
{
	if (a->error != 0 || b->error != 0)
		return a->error == b->error;
	return strcmp(a->found.source, b->found.source) == 0;
}

static const char *
layer_of(const struct answer *answer)
{
	return answer->error == 0 ? tr_layer_name(answer->found.layer) : "none";
}

static const char *
source_of(const struct answer *answer)
{
	return answer->error == 0 ? answer->found.source : NULL;
}

static errnum
print_text(const struct asking *a, const char *path, bool *found)
{
	char *text = NULL;
	size_t size = 0;
	struct steps steps = {.out = open_memstream(&text, &size)};
	struct answer view;
	struct answer kernel;

	if (steps.out == NULL)
		return last_error();
	ask(a, TR_VIEW, path, &view, a->cli->verbose ? &steps : NULL);
	ask(a, TR_KERNEL, path, &kernel, NULL);
	(void)printf("%s\t", layer_of(&view));
	put_shown(stdout, view.error == 0 ? view.found.source : "-");
	(void)putchar('\t');
	put_shown(stdout, path);
	(void)putchar('\n');
	*found = view.error == 0;
	if (fclose(steps.out) == 0 && a->cli->verbose) {
		(void)fputs(text, stdout);
		if (view.hidden != NULL)
			(void)printf("  hidden: %s\n", view.hidden);
		if (view.error != 0)
			(void)printf("  the view: %s\n", strerror(view.error));
		if (!same_answer(&view, &kernel)) {
			(void)printf("  the kernel's rule differs: %s ", layer_of(&kernel));
			put_shown(stdout,
			    kernel.error == 0 ? kernel.found.source : strerror(kernel.error));
			(void)putchar('\n');
		}
	}
	free(text);
	tr_found_release(&view.found);
	tr_found_release(&kernel.found);
	return 0;
}

static errnum
print_json(const struct asking *a, const char *path, bool *found)
{
	struct steps steps = {0};
	struct answer view;
	struct answer kernel;
	struct json j;

	json_begin(&j, stdout);
	json_string(&j, "path", path);
	if (a->cli->verbose) {
		json_array_begin(&j, "steps");
		steps.json = &j;
	}
	ask(a, TR_VIEW, path, &view, a->cli->verbose ? &steps : NULL);
	if (a->cli->verbose)
		json_array_end(&j);
	ask(a, TR_KERNEL, path, &kernel, NULL);
	json_string(&j, "layer", layer_of(&view));
	json_string(&j, "source", source_of(&view));
	if (view.error != 0)
		json_string(&j, "error", strerror(view.error));
	if (view.hidden != NULL)
		json_string(&j, "hidden", view.hidden);
	json_object_begin(&j, "kernel");
	json_string(&j, "layer", layer_of(&kernel));
	json_string(&j, "source", source_of(&kernel));
	if (kernel.error != 0)
		json_string(&j, "error", strerror(kernel.error));
	json_object_end(&j);
	json_bool(&j, "differs", !same_answer(&view, &kernel));
	json_end(&j);
	*found = view.error == 0;
	tr_found_release(&view.found);
	tr_found_release(&kernel.found);
	return 0;
}

/* The words that are where's alone; the rest goes through the mount's own option parsers. */
static errnum
split_args(int argc, char **argv, struct cli *cli, struct fuse_args *args)
{
	bool options_end = false;

	for (int i = 0; i < argc; i++) {
		if (!options_end && strcmp(argv[i], "-v") == 0) {
			cli->verbose = true;
		} else if (!options_end && strcmp(argv[i], "--json") == 0) {
			cli->json = true;
		} else {
			options_end = options_end || strcmp(argv[i], "--") == 0;
			if (fuse_opt_add_arg(args, argv[i]) != 0)
				return ENOMEM;
		}
	}
	return 0;
}

/* The words that are no options, in their order. The strings are owned. */
struct words {
	char **word;
	int count;
};

static int
take_word(void *data, const char *arg, int key, struct fuse_args *out)
{
	struct words *words = data;

	(void)out;
	if (key != FUSE_OPT_KEY_NONOPT)
		return 1;
	words->word[words->count] = strdup(arg);
	return words->word[words->count++] != NULL ? 0 : -1;
}

/*
 * Take the paths out of args; what is left must be libfuse's own, as for a mount. libfuse says what
 * it does not know.
 */
static errnum
take_paths(struct fuse_args *args, struct words *words)
{
	static const struct fuse_opt none[] = {FUSE_OPT_END};
	static const struct fuse_lowlevel_ops no_ops;
	struct fuse_cmdline_opts cmd = {0};
	struct fuse_session *session;

	words->word = calloc((size_t)args->argc, sizeof(*words->word));
	if (words->word == NULL)
		return ENOMEM;
	if (fuse_opt_parse(args, words, none, take_word) != 0)
		return EINVAL;
	/* it stays behind although nothing is left behind it */
	if (strcmp(args->argv[args->argc - 1], "--") == 0) {
		args->argc--;
		free(steal_ptr(args->argv[args->argc]));
	}
	if (fuse_parse_cmdline(args, &cmd) != 0)
		return EINVAL;
	free(cmd.mountpoint);
	session = fuse_session_new(args, &no_ops, sizeof(no_ops), NULL);
	if (session == NULL)
		return EINVAL;
	fuse_session_destroy(session);
	return 0;
}

static void
words_release(struct words *words)
{
	for (int i = 0; i < words->count; i++)
		free(words->word[i]);
	free(words->word);
}

/* On stderr, in order with the answers before it. */
static void
complain(const char *path, errnum error)
{
	(void)fflush(stdout);
	(void)fputs("compatfs: ", stderr);
	put_shown(stderr, path);
	(void)fprintf(stderr, ": %s\n", strerror(error));
}

static int
ask_all(const struct cli *cli, const struct words *paths)
{
	struct asking a = {.cli = cli};
	const char *bad = NULL;
	int status = 0;
	errnum error = tr_roots_open(&a.roots, cli->compat, cli->root, &bad);

	if (error != 0) {
		complain(bad, error);
		return 2;
	}
	a.roots.rules.rule = cli->view.rule;
	a.roots.rules.links = cli->view.links;
	error = mounts_new(a.roots.path, cli->view.pass_pseudo, &a.mounts);
	if (error == 0)
		error = mounts_refresh(a.mounts);
	for (int i = 0; i < paths->count && error == 0; i++) {
		bool found = false;

		error = (cli->json ? print_json : print_text)(&a, paths->word[i], &found);
		if (error == 0 && !found)
			status = 1;
	}
	if (error != 0)
		complain(cli->compat, error);
	mounts_free(a.mounts);
	tr_roots_close(&a.roots);
	return error == 0 ? status : 2;
}

static int
usage(void)
{
	(void)fputs("usage: " WHERE_USAGE "\n", stderr);
	return 2;
}

int
where_main(int argc, char **argv)
{
	struct fuse_args args = FUSE_ARGS_INIT(0, NULL);
	struct cli cli = {0};
	struct words paths = {0};
	int status = 2;

	if (split_args(argc, argv, &cli, &args) == 0 && options_parse(&args, &cli) == 0 &&
	    take_paths(&args, &paths) == 0)
		status = cli.compat == NULL || paths.count == 0 ? usage() : ask_all(&cli, &paths);
	words_release(&paths);
	options_release(&cli);
	fuse_opt_free_args(&args);
	return status;
}
