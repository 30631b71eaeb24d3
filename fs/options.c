/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/options.h"

#include <err.h>
#include <string.h>

struct choice {
	const char *word;
	int value;
};

static const struct choice listings[] = {
    {"compat", TR_LISTING_COMPAT}, {"union", TR_LISTING_UNION}, {NULL, 0}};
static const struct choice rules[] = {{"altroot", TR_ALTROOT}, {"legacy", TR_LEGACY}, {NULL, 0}};
static const struct choice linkses[] = {
    {"asis", TR_LINKS_ASIS}, {"inside", TR_LINKS_INSIDE}, {"kernel", TR_LINKS_KERNEL}, {NULL, 0}};
static const struct choice elfs[] = {
    {"off", ELF_OFF}, {"log", ELF_LOG}, {"hide", ELF_HIDE}, {"deny", ELF_DENY}, {NULL, 0}};
static const struct choice pseudos[] = {{"empty", 0}, {"pass", 1}, {NULL, 0}};
static const struct choice datas[] = {{"auto", DATA_AUTO}, {"passthrough", DATA_PASSTHROUGH},
    {"cached", DATA_CACHED}, {"buffered", DATA_BUFFERED}, {NULL, 0}};
static const struct choice transports[] = {
    {"auto", TRANSPORT_AUTO}, {"dev", TRANSPORT_DEV}, {"uring", TRANSPORT_URING}, {NULL, 0}};
static const struct choice owners[] = {{"real", 0}, {"self", 1}, {NULL, 0}};

enum {
	/*
	 * A request on a mount that hangs keeps its thread for as long as it hangs. Threads are
	 * made when all are busy, so a high limit costs nothing and keeps the rest of the view
	 * alive.
	 */
	THREADS = 500,
	MAX_THREADS = 100000
};

enum {
	WORD_LISTING,
	WORD_RULE,
	WORD_LINKS,
	WORD_ELF,
	WORD_PSEUDO,
	WORD_OWNER,
	WORD_DATA,
	WORD_TRANSPORT,
	WORD_CACHE,
	WORD_THREADS
};

/* The options with a word to choose; one row each. */
static const struct {
	const char *name;
	const struct choice *choices;
	const char *help;
} chosen[] = {
    [WORD_LISTING] = {"listing", listings,
	"what a directory shows that both layers have: compat (default) or union"},
    [WORD_RULE] = {"rule", rules,
	"which kernels are followed: altroot (14 and later, default) or legacy"},
    [WORD_LINKS] = {"links", linkses, "absolute symlink targets: asis (default), inside or kernel"},
    [WORD_ELF] = {"elf", elfs,
	"foreign ELF libraries in the root layer: off, log (default), hide or deny"},
    [WORD_PSEUDO] = {"pseudo", pseudos,
	"the host's /proc, /sys, /dev, …: empty (default) directories, or pass"},
    [WORD_OWNER] = {"owner", owners,
	"whose everything is: real (default), or self: the user's who mounts the view"},
    [WORD_DATA] = {"data", datas,
	"how files are read: auto (default), passthrough, cached or buffered"},
    [WORD_TRANSPORT] = {"transport", transports,
	"how requests come: auto (default), dev: read from /dev/fuse, or uring: by io_uring"},
};

enum {
	KEY_RO,
	KEY_RW,
	KEY_JSON,
	KEY_VERBOSE
};

#define WORD(name, i) \
	{name "=%s", offsetof(struct cli, words) + (i) * sizeof(char *), 1}, \
	    {"--" name "=%s", offsetof(struct cli, words) + (i) * sizeof(char *), 1}

static const struct fuse_opt table[] = {
    {"root=%s", offsetof(struct cli, root), 1},
    {"--root=%s", offsetof(struct cli, root), 1},
    WORD("listing", WORD_LISTING),
    WORD("rule", WORD_RULE),
    WORD("links", WORD_LINKS),
    WORD("elf", WORD_ELF),
    WORD("pseudo", WORD_PSEUDO),
    WORD("owner", WORD_OWNER),
    WORD("data", WORD_DATA),
    WORD("transport", WORD_TRANSPORT),
    WORD("cache", WORD_CACHE),
    WORD("max_threads", WORD_THREADS), /* libfuse's, but it takes any number for one */
    FUSE_OPT_KEY("ro", KEY_RO),
    FUSE_OPT_KEY("--ro", KEY_RO),
    FUSE_OPT_KEY("rw", KEY_RW),
    FUSE_OPT_KEY("--rw", KEY_RW),
    FUSE_OPT_END,
};

static int
take(void *data, const char *arg, int key, struct fuse_args *out)
{
	struct cli *cli = data;

	(void)out;
	switch (key) {
	case KEY_RO:
	case KEY_RW:
		cli->view.rw = key == KEY_RW;
		return 0;
	case FUSE_OPT_KEY_NONOPT:
		if (cli->compat != NULL)
			return 1; /* the mount point, for libfuse */
		cli->compat = strdup(arg);
		return cli->compat != NULL ? 0 : -1;
	default:
		return 1;
	}
}

static errnum
choose(const char *name, const struct choice *choices, const char *word, int *value)
{
	for (const struct choice *c = choices; c->word != NULL; c++) {
		if (strcmp(c->word, word) == 0) {
			*value = c->value;
			return 0;
		}
	}
	(void)fprintf(stderr, "compatfs: %s=%s: no such value; one of:", name, word);
	for (const struct choice *c = choices; c->word != NULL; c++)
		(void)fprintf(stderr, " %s", c->word);
	(void)fputc('\n', stderr);
	return EINVAL;
}

/* cache=SECONDS, auto: what suits the machine, or hold: names for good, attributes for a second. */
static errnum
cache_time(const char *word, struct view_options *options)
{
	double *seconds = &options->timeout;
	char *end;

	if (strcmp(word, "auto") == 0)
		return 0;
	options->coherent = false;
	options->hold = strcmp(word, "hold") == 0;
	if (options->hold)
		return 0;
	errno = 0;
	*seconds = strtod(word, &end);
	if (errno == 0 && end != word && *end == '\0' && *seconds >= 0 && *seconds <= 1e9)
		return 0;
	warnx("cache=%s: neither auto, hold nor a number of seconds", word);
	return EINVAL;
}

/* max_threads=N */
static errnum
thread_count(const char *word, struct view_options *options)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(word, &end, 10);
	if (errno == 0 && end != word && *end == '\0' && n >= 1 && n <= MAX_THREADS) {
		options->threads = (unsigned int)n;
		return 0;
	}
	warnx("max_threads=%s: not a number from 1 to %d", word, MAX_THREADS);
	return EINVAL;
}

errnum
options_parse(struct fuse_args *args, struct cli *cli)
{
	int values[ARRAY_LEN(chosen)] = {[WORD_LISTING] = TR_LISTING_COMPAT,
	    [WORD_RULE] = TR_ALTROOT,
	    [WORD_LINKS] = TR_LINKS_ASIS,
	    [WORD_ELF] = ELF_LOG};
	errnum error = 0;

	cli->view.timeout = 1.0;
	cli->view.threads = THREADS;
	cli->view.coherent = true;
	if (fuse_opt_parse(args, cli, table, take) != 0)
		return EINVAL; /* libfuse has said why */
	for (size_t i = 0; i < ARRAY_LEN(chosen) && error == 0; i++)
		if (cli->words[i] != NULL)
			error =
			    choose(chosen[i].name, chosen[i].choices, cli->words[i], &values[i]);
	if (error == 0 && cli->words[WORD_CACHE] != NULL)
		error = cache_time(cli->words[WORD_CACHE], &cli->view);
	if (error == 0 && cli->words[WORD_THREADS] != NULL)
		error = thread_count(cli->words[WORD_THREADS], &cli->view);
	if (error != 0)
		return error;
	cli->view.listing = (enum tr_listing)values[WORD_LISTING];
	cli->view.rule = (enum tr_rule)values[WORD_RULE];
	cli->view.links = (enum tr_links)values[WORD_LINKS];
	cli->view.elf = (enum elf_policy)values[WORD_ELF];
	cli->view.transport = (enum transport)values[WORD_TRANSPORT];
	cli->view.pass_pseudo = values[WORD_PSEUDO] != 0;
	cli->view.own_all = values[WORD_OWNER] != 0;
	cli->view.data = (enum data_mode)values[WORD_DATA];
	if (cli->view.data == DATA_CACHED && cli->view.rw) {
		warnx("data=cached is for views that are not written to: not with rw");
		return EINVAL;
	}
	if (cli->root == NULL && (cli->root = strdup("/")) == NULL)
		return ENOMEM;
	return 0;
}

void
options_release(struct cli *cli)
{
	free(steal_ptr(cli->root));
	free(steal_ptr(cli->compat));
	for (size_t i = 0; i < ARRAY_LEN(cli->words); i++)
		free(steal_ptr(cli->words[i]));
}

static const char *
word_of(const struct choice *choices, int value)
{
	for (const struct choice *c = choices; c->word != NULL; c++)
		if (c->value == value)
			return c->word;
	return "?";
}

void
options_to_json(const struct view_options *options, struct json *j)
{
	json_bool(j, "rw", options->rw);
	json_string(j, "listing", word_of(listings, (int)options->listing));
	json_string(j, "rule", word_of(rules, (int)options->rule));
	json_string(j, "links", word_of(linkses, (int)options->links));
	json_string(j, "elf", word_of(elfs, (int)options->elf));
	json_string(j, "pseudo", word_of(pseudos, options->pass_pseudo));
	json_string(j, "data", word_of(datas, (int)options->data));
	json_string(j, "transport", word_of(transports, (int)options->transport));
	json_string(j, "owner", word_of(owners, options->own_all));
}

void
options_help(FILE *out)
{
	(void)fprintf(out, "    %-22s %s\n", "root=DIR", "the second layer (default: /)");
	(void)fprintf(
	    out, "    %-22s %s\n", "ro, rw", "a view is read-only (default) unless asked");
	for (size_t i = 0; i < ARRAY_LEN(chosen); i++) {
		char name[32];

		(void)snprintf(name, sizeof(name), "%s=WORD", chosen[i].name);
		(void)fprintf(out, "    %-22s %s\n", name, chosen[i].help);
	}
	(void)fprintf(out, "    %-22s %s\n", "cache=auto|hold|SECONDS",
	    "how long the kernel keeps names and attributes (default: auto)");
}
