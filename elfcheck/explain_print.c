/* SPDX-License-Identifier: BSD-2-Clause */
/* What a pasted line means, and what came of looking at what it is about. */
#include "elfcheck/brand.h"
#include "elfcheck/cmd_explain.h"
#include "elfcheck/right.h"
#include "elfcheck/why.h"

#include <string.h>

enum {
	WIDTH = 78,
};

/* A text that comes from elsewhere (NULL: none) between two of our own. */
static void
put_in(const char *before, const char *text, const char *behind)
{
	(void)fputs(before, stdout);
	if (text != NULL)
		put_shown(stdout, text);
	(void)fputs(behind, stdout);
}

/* What came of it, for people. */
static void
put_asked(const struct explain *x)
{
	const struct ec_need *n = x->asked;
	const char *newest;

	if (!explain_is_answer(x, &newest)) {
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

void
explain_put_json(struct explain *x)
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
	if (x->asked != NULL && explain_is_answer(x, &newest))
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

void
explain_put_text(struct explain *x)
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
