/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The right file for a name whose search failed: the first acceptable one in the search itself, had
 * it gone on; else any in the compat tree (found by one scan, whose list is kept for later names);
 * else the package that brings it.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/right.h"
#include "elfcheck/walk.h"

#include <pthread.h>
#include <string.h>

enum {
	MAX_INDEX = 200000, /* libraries of a tree that are remembered */
};

bool
ec_is_right(struct ec_replay *r, struct ec_need *n, struct ec_path *p)
{
	struct ec_judgement j;

	if (p->error != 0 || p->file == NULL || p->file->obj == NULL || !p->file->obj->is_elf)
		return false;
	if (p->file->obj->head.machine != r->profile->machine ||
	    p->file->obj->raw[ECE_CLASS] != r->profile->elf_class)
		return false;
	ec_judge(r->profile, p->file->obj, p->file->read_error, 0, r->a, &j);
	if (j.verdict != EC_ACCEPT || ec_is_foreign(ec_session_brand(r->s, p), ec_replay_wants(r)))
		return false;
	if (!ec_isa_fits(r, p->file->obj))
		return false;
	if (n->version == NULL)
		return true;
	for (uint32_t i = 0; i < p->file->obj->ndefs; i++)
		if (strcmp(ec_str(p->file->obj, p->file->obj->defs[i].name), n->version) == 0)
			return true;
	return false;
}

static void
add(struct ec_replay *r, struct ec_need *n, const char *path, const char *source)
{
	for (size_t i = 0; i < n->nright; i++)
		if (n->right[i].source != NULL && strcmp(n->right[i].source, source) == 0)
			return;
	if (n->nright == ARRAY_LEN(n->right))
		return;
	n->right[n->nright++] = (struct ec_right){
	    .path = path, .source = source, .package = ec_package_of_path(r, path)};
}

/* ---- the scan ---- */

struct scan {
	struct ec_session *s;
	pthread_mutex_t lock;
	size_t prefix; /* length of the tree's path */
	size_t seen;
	bool progress;
	const char *tree;
};

static void
scan_file(void *arg, int dirfd, const char *dir, const char *name)
{
	struct scan *scan = arg;
	struct ec_session *s = scan->s;

	(void)dirfd;
	(void)pthread_mutex_lock(&scan->lock);
	scan->seen++;
	if (strncmp(name, "lib", 3) == 0 && strstr(name, ".so") != NULL && s->nindex < MAX_INDEX) {
		s->index =
		    arena_grow(&s->arena, s->index, s->nindex, &s->index_cap, sizeof(*s->index));
		s->index[s->nindex++] = arena_printf(&s->arena, "%s/%s", dir + scan->prefix, name);
	}
	(void)pthread_mutex_unlock(&scan->lock);
}

static void
scan_error(void *arg, const char *path, errnum err)
{
	(void)arg;
	(void)path;
	(void)err;
}

static void
scan_tick(void *arg)
{
	struct scan *scan = arg;

	if (!scan->progress)
		return;
	(void)pthread_mutex_lock(&scan->lock);
	(void)fprintf(stderr, "\relfcheck: looking through %s: %zu files", scan->tree, scan->seen);
	(void)fflush(stderr);
	(void)pthread_mutex_unlock(&scan->lock);
}

static int
by_text(const void *a, const void *b)
{
	const char *x = *(const char *const *)a;
	const char *y = *(const char *const *)b;
	size_t lx = strlen(x);
	size_t ly = strlen(y);

	return lx != ly ? (lx < ly ? -1 : 1) : strcmp(x, y);
}

/* List the libraries of the compat tree (with one root: of that one's library folders). */
static void
make_index(struct ec_session *s, bool progress)
{
	static const char *const folders[] = {"lib", "lib64", "lib32", "usr/lib", "usr/lib64",
	    "usr/lib32", "usr/local/lib", "usr/libexec", "opt", "usr/local/share"};
	static const struct walk_ops ops = {
	    .file = scan_file, .error = scan_error, .tick = scan_tick};
	const struct tr_roots *roots = s->view.roots;
	bool two = roots->path[TR_C] != NULL;
	const char *tree = roots->path[two ? TR_C : TR_R];
	struct walk_options options = {.jobs = 0, .one_fs = true};
	struct scan scan = {.s = s, .tree = tree, .progress = progress && isatty(2) != 0};
	char *tops[ARRAY_LEN(folders)];
	size_t n = 0;

	s->indexed = true;
	scan.prefix = strcmp(tree, "/") == 0 ? 0 : strlen(tree);
	(void)pthread_mutex_init(&scan.lock, NULL);
	if (two) {
		tops[n++] = arena_strdup(&s->arena, tree);
	} else {
		for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
			char *top = arena_printf(
			    &s->arena, "%s/%s", scan.prefix == 0 ? "" : tree, folders[i]);
			struct stat st;

			/* /lib is often a link to usr/lib, which comes later in the list */
			if (lstat(top, &st) == 0 && S_ISDIR(st.st_mode))
				tops[n++] = top;
		}
	}
	if (n > 0 && walk_trees(&options, tops, n, &ops, &scan) != 0)
		s->nindex = 0; /* then there is no answer from a scan */
	if (scan.progress)
		(void)fputs("\r\033[K", stderr);
	(void)pthread_mutex_destroy(&scan.lock);
	if (s->nindex > 0)
		qsort(s->index, s->nindex, sizeof(*s->index), by_text);
}

/* Whether a file of that name may be a library of soname: "libX11.so.6.4.0" for "libX11.so.6". */
static bool
may_be(const char *base, const char *soname)
{
	size_t len = strlen(soname);

	return strncmp(base, soname, len) == 0 && (base[len] == '\0' || base[len] == '.');
}

static void
look_in_index(struct ec_replay *r, struct ec_need *n, const char *soname)
{
	struct ec_session *s = r->s;

	for (size_t i = 0; i < s->nindex && n->nright < 2; i++) {
		const char *base = strrchr(s->index[i], '/');
		struct ec_path *p;

		if (base == NULL || !may_be(base + 1, soname))
			continue;
		p = ec_session_path(s, s->index[i]);
		if (ec_is_right(r, n, p))
			add(r, n, s->index[i], ec_path_source(p));
	}
}

void
ec_find_right(struct ec_replay *r, struct ec_need *n, bool progress)
{
	const char *slash = strrchr(n->name, '/');
	const char *soname = slash == NULL ? n->name : slash + 1;
	struct ec_path *p = NULL;

	if (strchr(n->name, '$') != NULL ||
	    (n->role == EC_ROLE_AUDITOR && n->status == EC_STATUS_BAD))
		return;
	if (n->optional && n->via == EC_VIA_NONE && n->picked == NULL &&
	    strchr(n->name, '/') != NULL)
		return;
	if (r->profile->kind == EC_LOADER_GLIBC)
		p = ec_glibc_rest(r, n);
	if (p != NULL)
		add(r, n, p->path, ec_path_source(p));
	if (n->nright == 0) {
		if (!r->s->indexed)
			make_index(r->s, progress);
		look_in_index(r, n, soname);
	}
	if (n->nright == 0 && n->version == NULL) {
		const char *package = ec_package_of_soname(r, soname);

		if (package != NULL)
			n->right[n->nright++] = (struct ec_right){.package = package};
	}
}
