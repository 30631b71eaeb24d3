/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * musl's search, replayed: ldso/dynlink.c load_library(), path_open(), fixup_rpath(), load_deps().
 *
 * LD_LIBRARY_PATH comes before any RPATH; RPATH and RUNPATH are one thing and are inherited; the
 * first file that opens wins, whatever it is; names such as libc.* and libm.* are musl itself. All
 * failures are printed, and the program is not started when there was one.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/replay.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

enum {
	BUFFER = 2 * 255 + 2, /* load_library's buf */
	MAX_OBJECTS = 16384,
};

struct musl {
	struct ec_replay *r;
	struct ec_map *linker;
	const char *env_path;
};

/* "libc.", "libpthread.", … are the linker itself. */
static bool
is_reserved(const char *name)
{
	static const char *const reserved[] = {
	    "c.", "pthread.", "rt.", "m.", "dl.", "util.", "xnet."};

	if (strncmp(name, "lib", 3) != 0)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(reserved); i++)
		if (strncmp(name + 3, reserved[i], strlen(reserved[i])) == 0)
			return true;
	return false;
}

/* Expand an object's RPATH once; false: errno is set and the search ends. */
static const char *
rpath_of(struct musl *q, struct ec_map *m)
{
	struct ec_replay *r = q->r;
	const char *text;
	const char *origin;
	char *out;
	char *w;
	size_t n = 1;
	size_t len;

	if (m->rpath_done)
		return m->rpath_text;
	m->rpath_done = true;
	text = m->obj == NULL
		   ? NULL
		   : ec_str(m->obj, m->obj->runpath != 0 ? m->obj->runpath : m->obj->rpath);
	if (text == NULL)
		return NULL;
	for (const char *d = strchr(text, '$'); d != NULL; d = strchr(d + 1, '$')) {
		if (strncmp(d, "$ORIGIN", 7) != 0 && strncmp(d, "${ORIGIN}", 9) != 0)
			return NULL; /* any other token drops the whole RPATH */
		n++;
	}
	if (n == 1)
		return m->rpath_text = text;
	if (m->program) {
		if (r->secure)
			return NULL;
		if (m->origin == NULL) {
			r->last_errno = ENOENT; /* of reading /proc/self/exe */
			return NULL;
		}
		origin = strcmp(m->origin, "/") == 0 ? "" : m->origin;
	} else {
		const char *slash = strrchr(m->name, '/');

		origin =
		    slash == NULL ? "." : arena_strndup(r->a, m->name, (size_t)(slash - m->name));
	}
	if (r->secure && *origin != '/')
		return NULL;
	len = strlen(origin);
	out = w = arena_alloc(r->a, strlen(text) + n * len + 1);
	while (*text != '\0') {
		if (*text != '$') {
			*w++ = *text++;
			continue;
		}
		w = stpcpy(w, origin);
		text += text[1] == '{' ? 9 : 7;
	}
	return m->rpath_text = out;
}

/* path_open(): the first name that opens. 0 found, -1 go on, -2 the search ends. */
static int
search(struct musl *q, struct ec_need *n, const char *path, enum ec_via via, const char *where)
{
	struct ec_replay *r = q->r;

	for (;;) {
		struct ec_candidate *c;
		size_t len;

		path += strspn(path, ":\n");
		len = strcspn(path, ":\n");
		if (len == 0)
			return -1;
		if (len + 1 + strlen(n->name) < BUFFER) {
			c = ec_need_candidate(r, n,
			    arena_printf(r->a, "%.*s/%s", (int)len, path, n->name), via, where);
			c->path = ec_session_path(r->s, c->name);
			if (c->path->error == 0) {
				n->picked = c->path;
				n->picked_name = c->name;
				n->via = via;
				n->where = where;
				return 0;
			}
			r->last_errno = c->path->error;
			c->verdict = EC_SKIP;
			c->reason = ec_musl_strerror(r->last_errno);
			c->absent = r->last_errno == ENOENT || r->last_errno == ENOTDIR;
			if (!c->absent && r->last_errno != EACCES &&
			    r->last_errno != ENAMETOOLONG) {
				c->verdict = EC_FATAL;
				return -2;
			}
		}
		path += len;
	}
}

/* /etc/ld-musl-ARCH.path below the linker's prefix, or the built-in list. */
static void
read_system_path(struct musl *q)
{
	struct ec_replay *r = q->r;
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	const char *name = r->profile->path;
	const char *base = strrchr(name, '/');
	const char *before = base;
	const char *arch;
	char text[16384];
	ssize_t n;
	errnum error;

	if (r->system_path != NULL)
		return;
	while (before != NULL && before > name && before[-1] != '/')
		before--;
	if (before != NULL && before > name)
		before--;
	arch = base != NULL && strncmp(base, "/ld-musl-", 9) == 0 ? base + 9 : "";
	error = ec_view_open(&r->s->view,
	    arena_printf(r->a, "%.*s/etc/ld-musl-%.*s.path",
		before == NULL ? 0 : (int)(before - name), name, (int)strcspn(arch, "."), arch),
	    &hit);
	if (error == ENOENT) {
		r->last_errno = ENOENT;
		r->system_path = "/lib:/usr/local/lib:/usr/lib";
		return;
	}
	r->system_path = "";
	if (error != 0) {
		r->last_errno = error;
		return;
	}
	n = pread(hit.fd, text, sizeof(text) - 1, 0);
	if (n > 0)
		r->system_path = arena_strndup(r->a, text, (size_t)n);
}

static struct ec_map *
self(struct musl *q, struct ec_need *n)
{
	n->via = EC_VIA_LOADED;
	n->where = "musl itself";
	n->picked = q->linker->path;
	n->picked_name = q->linker->shown;
	return q->linker;
}

static int
look_up(struct musl *q, struct ec_need *n, struct ec_map *by)
{
	struct ec_replay *r = q->r;
	int state = -1;

	if (strlen(n->name) > NAME_MAX)
		return -2;
	if (q->env_path != NULL)
		state = search(q, n, q->env_path, EC_VIA_LD_LIBRARY_PATH, "LD_LIBRARY_PATH");
	for (struct ec_map *m = by; state == -1 && m != NULL; m = m->loader) {
		const char *rpath = rpath_of(q, m);

		if (rpath != NULL)
			state = search(q, n, rpath,
			    m->obj->runpath != 0 ? EC_VIA_RUNPATH : EC_VIA_RPATH,
			    arena_printf(r->a, "%s of %s",
				m->obj->runpath != 0 ? "RUNPATH" : "RPATH", m->shown));
	}
	if (state == -1) {
		read_system_path(q);
		state = search(q, n, r->system_path, EC_VIA_DEFAULT, "default directory");
	}
	return state;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static struct ec_map *
load(struct musl *q, struct ec_need *n, struct ec_map *by)
{
	struct ec_replay *r = q->r;
	const struct ec_obj *obj;
	struct ec_judgement j;
	const char *soname;
	struct ec_map *m;
	bool plain = strchr(n->name, '/') == NULL;

	if (*n->name == '\0') {
		r->last_errno = EINVAL;
		return NULL;
	}
	if (is_reserved(n->name) || strcmp(n->name, q->linker->name) == 0)
		return self(q, n);
	if (plain) {
		for (size_t i = 1; i < r->nmaps; i++) {
			m = r->maps[i];
			if (m->shortname != NULL && strcmp(m->shortname, n->name) == 0) {
				n->via = EC_VIA_LOADED;
				n->picked = m->path;
				n->picked_name = m->shown;
				return m;
			}
		}
		if (look_up(q, n, by) != 0)
			return NULL;
	} else {
		struct ec_candidate *c = ec_need_candidate(r, n, n->name, EC_VIA_DIRECT, NULL);

		c->path = ec_session_path(r->s, n->name);
		if (c->path->error != 0) {
			r->last_errno = c->path->error;
			c->verdict = EC_FATAL;
			c->absent = c->path->error == ENOENT;
			c->reason = ec_musl_strerror(r->last_errno);
			return NULL;
		}
		n->picked = c->path;
		n->picked_name = n->name;
		n->via = EC_VIA_DIRECT;
	}
	for (size_t i = 1; i < r->nmaps; i++) {
		m = r->maps[i];
		if (!m->linker && m->path->file == n->picked->file) {
			if (m->shortname == NULL && plain)
				m->shortname = base_name(m->name);
			return m;
		}
	}
	obj = ec_session_forced(r->s, n->picked, r->profile->elf_class, r->profile->elf_data);
	ec_judge_musl(obj, n->picked->file->read_error, &j);
	if (j.verdict != EC_ACCEPT) {
		struct ec_candidate *c = &n->candidates[n->ncandidates - 1];

		c->verdict = EC_FATAL;
		c->reason = j.reason;
		n->status = EC_STATUS_BAD;
		n->crash = j.crash;
		r->last_errno = j.errval;
		return NULL;
	}
	/* a libc under another name is replaced by musl */
	soname = ec_str(obj, obj->soname);
	if (soname != NULL &&
	    (strncmp(soname, "libc.so", 7) == 0 || strncmp(soname, "libc.musl-", 10) == 0))
		return self(q, n);
	m = ec_replay_map(r, n->picked_name, n->picked, by);
	m->obj = obj;
	if (plain)
		m->shortname = base_name(m->name);
	return m;
}

static void
load_needed(struct musl *q, struct ec_map *m)
{
	struct ec_replay *r = q->r;

	for (uint32_t i = 0; i < m->obj->nneeded; i++) {
		struct ec_need *n = ec_replay_need(r, ec_str(m->obj, m->obj->needed[i]), m);

		n->map = load(q, n, m);
		if (n->map != NULL)
			continue;
		if (n->status == EC_STATUS_OK)
			n->status = EC_STATUS_MISSING;
		if (n->crash) {
			n->message = "the file is cut off: the linker dies of SIGBUS";
			ec_replay_error(r, NULL);
			continue;
		}
		n->message =
		    arena_printf(r->a, "Error loading shared library %s: %s (needed by %s)",
			n->name, ec_musl_strerror(r->last_errno), m->shown);
		ec_replay_error(r, n->message);
	}
}

void
ec_run_musl(struct ec_replay *r, const char *const *dlopens)
{
	struct musl q = {.r = r};
	const char *list = NULL;
	size_t first;

	q.linker =
	    ec_replay_map(r, r->profile->path, ec_session_path(r->s, r->profile->path), NULL);
	q.linker->linker = true;
	if (!r->secure) {
		q.env_path = ec_session_env(r->s, "LD_LIBRARY_PATH");
		list = ec_session_env(r->s, "LD_PRELOAD");
	}
	while (list != NULL && *list != '\0') {
		size_t len = 0;
		struct ec_need *n;

		while (isspace((unsigned char)*list) || *list == ':')
			list++;
		while (list[len] != '\0' && !isspace((unsigned char)list[len]) && list[len] != ':')
			len++;
		n = ec_replay_need(r, arena_strndup(r->a, list, len), NULL);
		n->optional = true;
		n->listed = "LD_PRELOAD";
		n->map = load(&q, n, NULL);
		if (n->map == NULL && n->status == EC_STATUS_OK)
			n->status = EC_STATUS_MISSING;
		if (n->map != NULL && n->via != EC_VIA_LOADED)
			n->via = EC_VIA_PRELOAD;
		list += len;
	}
	load_needed(&q, r->maps[0]);
	for (size_t i = 1; i < r->nmaps && i < MAX_OBJECTS; i++)
		if (!r->maps[i]->linker && r->maps[i]->obj != NULL)
			load_needed(&q, r->maps[i]);
	r->starts = !r->fails;
	for (; dlopens != NULL && *dlopens != NULL; dlopens++) {
		struct ec_need *n = ec_replay_need(r, *dlopens, r->maps[0]);

		n->dlopened = true;
		first = r->nmaps;
		n->map = load(&q, n, r->maps[0]);
		if (n->map == NULL) {
			if (n->status == EC_STATUS_OK)
				n->status = EC_STATUS_MISSING;
			n->message = arena_printf(r->a, "Error loading shared library %s: %s",
			    n->name, ec_musl_strerror(r->last_errno));
			ec_replay_error(r, n->message);
			continue;
		}
		for (size_t i = first; i < r->nmaps; i++)
			load_needed(&q, r->maps[i]);
	}
}
