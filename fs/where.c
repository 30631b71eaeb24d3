/* SPDX-License-Identifier: BSD-2-Clause */
/* The answer first, one line a path; with -v the steps that led to it, and the kernel's answer
 * where it differs. */
#include "fs/where.h"
#include "fs/foreign.h"
#include "fs/mounts.h"
#include "fs/options.h"

#include <err.h>
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
		(void)fprintf(out, "  %-6s %s\n", tr_layer_name(t->layer), t->source);
		break;
	case TR_EV_MISS:
		(void)fprintf(out, "  %-6s %s: %s\n", "miss", t->source, strerror(t->error));
		break;
	case TR_EV_LINK:
		(void)fprintf(out, "  %-6s %s -> %s\n", "link", t->source, t->target);
		break;
	case TR_EV_TO_ROOT:
		(void)fprintf(out, "  %-6s on in the root layer alone: absolute target %s\n",
		    "root", t->target);
		break;
	case TR_EV_RESTART:
		(void)fprintf(out, "  %-6s the whole path again in the root layer\n", "again");
		break;
	}
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
	(void)printf(
	    "%s\t%s\t%s\n", layer_of(&view), view.error == 0 ? view.found.source : "-", path);
	*found = view.error == 0;
	if (fclose(steps.out) == 0 && a->cli->verbose) {
		(void)fputs(text, stdout);
		if (view.hidden != NULL)
			(void)printf("  hidden: %s\n", view.hidden);
		if (view.error != 0)
			(void)printf("  the view: %s\n", strerror(view.error));
		if (!same_answer(&view, &kernel))
			(void)printf("  the kernel's rule differs: %s %s\n", layer_of(&kernel),
			    kernel.error == 0 ? kernel.found.source : strerror(kernel.error));
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

/* The words that are where's alone; the rest goes through the mount's own option parser. */
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

static int
ask_all(const struct cli *cli, int argc, char **argv)
{
	struct asking a = {.cli = cli};
	const char *bad = NULL;
	int status = 0;
	errnum error = tr_roots_open(&a.roots, cli->compat, cli->root, &bad);

	if (error != 0) {
		warnc(error, "%s", bad);
		return 2;
	}
	a.roots.rules.rule = cli->view.rule;
	a.roots.rules.links = cli->view.links;
	error = mounts_new(a.roots.path, cli->view.pass_pseudo, &a.mounts);
	if (error == 0)
		error = mounts_refresh(a.mounts);
	for (int i = 0; i < argc && error == 0; i++) {
		bool found = false;

		error = (cli->json ? print_json : print_text)(&a, argv[i], &found);
		if (error == 0 && !found)
			status = 1;
	}
	if (error != 0)
		warnc(error, "%s", cli->compat);
	mounts_free(a.mounts);
	tr_roots_close(&a.roots);
	return error == 0 ? status : 2;
}

static int
usage(FILE *out)
{
	(void)fputs("usage: compatfs where [-v] [--json] [-o OPTIONS] COMPAT PATH...\n", out);
	return out == stdout ? 0 : 2;
}

int
where_main(int argc, char **argv)
{
	struct fuse_args args = FUSE_ARGS_INIT(0, NULL);
	struct cli cli = {0};
	int first = 1;
	int status = 2;

	if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
		return usage(stdout);
	if (split_args(argc, argv, &cli, &args) == 0 && options_parse(&args, &cli) == 0) {
		if (first < args.argc && strcmp(args.argv[first], "--") == 0)
			first++;
		if (cli.compat == NULL || first >= args.argc)
			status = usage(stderr);
		else if (args.argv[first][0] == '-' && strcmp(args.argv[first - 1], "--") != 0)
			warnx("where: %s %s: unknown option", args.argv[first],
			    first + 1 < args.argc ? args.argv[first + 1] : "");
		else
			status = ask_all(&cli, args.argc - first, args.argv + first);
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		warn("standard output");
		status = 2;
	}
	options_release(&cli);
	fuse_opt_free_args(&args);
	return status;
}
