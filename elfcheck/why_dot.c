/* SPDX-License-Identifier: BSD-2-Clause */
/* The replay as a Graphviz graph: objects as nodes, layers as colours, what is wrong in red. */
#include "elfcheck/why.h"

#include <string.h>

static void
quoted(FILE *out, const char *text)
{
	(void)putc('"', out);
	for (const char *c = text; *c != '\0';) {
		size_t control = control_at(c);

		if (*c == '"' || *c == '\\')
			(void)putc('\\', out);
		if (control == 0)
			(void)putc(*c++, out);
		for (; control > 0; control--)
			(void)fprintf(out, "\\\\x%02x", (unsigned char)*c++);
	}
	(void)putc('"', out);
}

static const char *
fill(const struct ec_path *p)
{
	if (p == NULL || p->error != 0)
		return "white";
	switch (p->layer) {
	case TR_COMPAT:
		return "lightblue";
	case TR_ROOT:
		return "lightyellow";
	case TR_BOTH:
	case TR_NONE:
	default:
		return "white";
	}
}

static const char *
wrong(enum ec_status status)
{
	switch (status) {
	case EC_STATUS_FOREIGN:
		return "red";
	case EC_STATUS_BAD:
		return "orangered";
	case EC_STATUS_MISSING:
		return "gray";
	case EC_STATUS_OK:
	default:
		return "black";
	}
}

/* The name of the node that a request leads to. */
static const char *
target(const struct ec_need *n)
{
	if (n->map != NULL)
		return n->map->shown;
	return n->picked_name != NULL ? n->picked_name : n->name;
}

static void
node(FILE *out, const char *name, const char *label, const struct ec_path *path, const char *border,
    bool dashed)
{
	(void)fputs("\t", out);
	quoted(out, name);
	(void)fputs(" [label=", out);
	quoted(out, label);
	(void)fprintf(out, ", style=\"filled%s\", fillcolor=%s, color=%s%s];\n",
	    dashed ? ",dashed" : "", strcmp(border, "red") == 0 ? "lightpink" : fill(path), border,
	    strcmp(border, "black") == 0 ? "" : ", penwidth=2");
}

void
why_dot(FILE *out, const struct ec_replay *r)
{
	(void)fputs("digraph why {\n\trankdir=LR;\n\tnode [shape=box, fontname=\"sans\"];\n", out);
	(void)fputs("\tlabel=", out);
	quoted(out, r->first_error != NULL ? r->first_error : r->fails ? "fails" : "starts");
	(void)fputs(";\n", out);
	node(out, r->program, r->program, r->program_path, r->fails ? "orangered" : "black", false);
	for (size_t i = 0; i < r->nneeds; i++) {
		const struct ec_need *n = r->needs[i];

		if (n->again || n->via == EC_VIA_LOADED || (n->map != NULL && n->map->linker))
			continue;
		node(out, target(n), n->picked_name != NULL ? n->picked_name : n->name, n->picked,
		    wrong(n->status), n->status == EC_STATUS_MISSING);
	}
	for (size_t i = 0; i < r->nneeds; i++) {
		const struct ec_need *n = r->needs[i];
		const char *label = n->via == EC_VIA_LOADED ? NULL : ec_via_name(n->via);

		if (n->map != NULL && n->map->linker)
			continue;
		(void)fputs("\t", out);
		quoted(out, n->by == NULL ? r->program : n->by->shown);
		(void)fputs(" -> ", out);
		quoted(out, target(n));
		(void)fprintf(out, " [color=%s", wrong(n->status));
		if (n->by == NULL)
			(void)fputs(", style=dotted", out);
		else if (n->role != EC_ROLE_NEEDED)
			(void)fputs(", style=dashed", out);
		if (n->role != EC_ROLE_NEEDED)
			label = ec_role_name(n->role);
		if (label != NULL && !n->again)
			(void)fprintf(out, ", label=\"%s\"", label);
		(void)fputs("];\n", out);
	}
	(void)fputs("}\n", out);
}
