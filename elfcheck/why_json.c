/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/why.h"

#include <string.h>

static const char *
layer_of(const struct ec_path *p)
{
	return p == NULL || p->error != 0 ? NULL : tr_layer_name(p->layer);
}

static const char *
source_of(const struct ec_path *p)
{
	return p == NULL || p->error != 0 ? NULL : ec_path_source(p);
}

static void
put_strings(struct json *j, const char *key, const char *const *strings, size_t n)
{
	json_array_begin(j, key);
	for (size_t i = 0; i < n; i++)
		json_string(j, NULL, strings[i]);
	json_array_end(j);
}

static void
put_other(struct json *j, const struct why_other *other)
{
	if (!other->there)
		return;
	json_object_begin(j, "other_lookup");
	json_string(j, "links", other->form);
	json_string(j, "verdict", other->fails ? "fails" : "ok");
	json_string(j, "first_error", other->first_error);
	json_bool(j, "differs", other->differs);
	if (other->name != NULL) {
		json_string(j, "name", other->name);
		json_string(j, "here", other->here);
		json_string(j, "there", other->other);
	}
	json_object_end(j);
}

static void
put_scripts(struct json *j, const struct ec_replay *r)
{
	if (r->nscripts == 0)
		return;
	json_array_begin(j, "scripts");
	for (size_t i = 0; i < r->nscripts; i++) {
		json_object_begin(j, NULL);
		json_string(j, "path", r->scripts[i].path);
		json_string(j, "interpreter", r->scripts[i].interpreter);
		json_string(j, "argument", r->scripts[i].argument);
		json_object_end(j);
	}
	json_array_end(j);
	json_string(j, "runs", r->program);
}

static void
put_whole(FILE *out, const struct ec_replay *r, const struct why_other *other)
{
	struct json j;

	json_begin(&j, out);
	json_string(&j, "program", r->asked);
	put_scripts(&j, r);
	json_object_begin(&j, "loader");
	json_string(
	    &j, "kind", r->is_static || r->no_loader ? "none" : ec_loader_name(r->profile->kind));
	json_string(&j, "version", r->is_static ? NULL : r->profile->version_text);
	json_string(&j, "path", r->interp);
	json_object_end(&j);
	json_string(&j, "verdict", r->fails ? "fails" : "ok");
	json_string(&j, "first_error", r->first_error);
	if (r->nerrors > 1)
		put_strings(&j, "errors", r->errors, r->nerrors);
	if (r->nwarnings > 0)
		put_strings(&j, "warnings", r->warnings, r->nwarnings);
	if (r->cannot != NULL)
		json_string(&j, "cannot", r->cannot);
	if (r->no_proc)
		json_bool(&j, "no_proc", true);
	if (r->nfix > 0)
		put_strings(&j, "fix", r->fix, r->nfix);
	put_other(&j, other);
	json_end(&j);
}

static void
put_candidates(struct json *j, const struct ec_need *n)
{
	json_array_begin(j, "candidates");
	for (size_t i = 0; i < n->ncandidates; i++) {
		const struct ec_candidate *c = &n->candidates[i];

		json_object_begin(j, NULL);
		json_string(j, "path", c->name);
		json_string(j, "layer", layer_of(c->path));
		json_string(j, "source", source_of(c->path));
		json_string(j, "verdict", ec_verdict_name(c->verdict));
		json_string(j, "reason", c->reason);
		json_string(j, "via", ec_via_name(c->via));
		if (c->where != NULL)
			json_string(j, "where", c->where);
		json_object_end(j);
	}
	json_array_end(j);
}

static void
put_need(FILE *out, const struct ec_need *n)
{
	bool found = n->picked_name != NULL;
	struct json j;

	json_begin(&j, out);
	json_string(&j, "name", n->name);
	json_string(&j, "needed_by", n->by == NULL ? NULL : n->by->shown);
	json_string(&j, "path", found ? n->picked_name : NULL);
	json_string(&j, "layer", found ? layer_of(n->picked) : NULL);
	json_string(&j, "source", found ? source_of(n->picked) : NULL);
	json_string(&j, "via", ec_via_name(n->via));
	if (n->where != NULL)
		json_string(&j, "where", n->where);
	if (n->role != EC_ROLE_NEEDED)
		json_string(&j, "role", ec_role_name(n->role));
	if (n->mapped != NULL) {
		json_string(&j, "mapped", n->mapped);
		json_string(&j, "mapped_by", n->mapped_by);
	}
	if (n->audit)
		json_bool(&j, "audit", true);
	json_string(&j, "status", ec_status_name(n->status));
	json_string(&j, "message", n->message);
	if (found && n->map != NULL && strcmp(n->map->shown, n->picked_name) != 0)
		json_string(&j, "loaded_as", n->map->shown);
	if (n->status != EC_STATUS_OK && n->picked != NULL && n->picked->file != NULL &&
	    n->picked->file->brand_known)
		json_string(&j, "brand", ec_brand_name(n->picked->file->brand));
	put_candidates(&j, n);
	json_array_begin(&j, "right");
	for (size_t i = 0; i < n->nright; i++) {
		json_object_begin(&j, NULL);
		json_string(&j, "path", n->right[i].path);
		json_string(&j, "source", n->right[i].source);
		if (n->right[i].package != NULL)
			json_string(&j, "package", n->right[i].package);
		json_object_end(&j);
	}
	json_array_end(&j);
	put_strings(&j, "fix", n->fix, n->nfix);
	json_end(&j);
}

void
why_json(FILE *out, const struct ec_replay *r, const struct why_other *other)
{
	put_whole(out, r, other);
	for (size_t i = 0; i < r->nneeds; i++)
		if (!r->needs[i]->again)
			put_need(out, r->needs[i]);
}
