/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Property test of tworoot: random pairs of trees, random paths, both forms of the rule, both
 * generations, all link modes, as root and as a user bound by permissions; every answer is compared
 * with the model's.
 *
 *	SEED=n   reproduce; CASES=n   pairs of trees (each gets LOOKUPS look-ups)
 */
#include "tests/prop/model.h"

#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <string.h>

enum {
	LOOKUPS = 40,
	NOBODY = 65534,
};

struct bench {
	char base[64]; /* temporary directory */
	struct model model;
	struct tr_roots roots;
	uint64_t seed;
	bool nested; /* compat lies below root, as /compat/linux does */
	unsigned long checked;
	unsigned long found[4]; /* by enum tr_layer, so that the mix can be seen */
	unsigned long failed;
};

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static void
die(const char *what)
{
	perror(what);
	exit(2);
}

static void
lay_down(const struct m_inode *top, const char *path)
{
	cleanup_fd int fd = -1;
	errnum error;

	if (mkdir(path, 0755) != 0 && errno != EEXIST)
		die(path);
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		die(path);
	error = model_build(top, fd);
	if (error != 0) {
		errno = error;
		die("building the tree");
	}
}

/* The path of an object of a tree, by searching for it: slow, simple, and independent of the walk.
 */
static bool
locate(const struct m_inode *dir, const struct m_inode *wanted, char *out, size_t size)
{
	size_t len = strlen(out);

	if (dir == wanted)
		return true;
	for (const struct m_dent *dent = dir->entries; dent != NULL; dent = dent->next) {
		(void)snprintf(out + len, size - len, "/%s", dent->name);
		if (dent->inode == wanted)
			return true;
		if (S_ISDIR(dent->inode->mode) && locate(dent->inode, wanted, out, size))
			return true;
		out[len] = '\0';
	}
	return false;
}

static const char *const rule_names[] = {"altroot", "legacy"};
static const char *const links_names[] = {"asis", "inside", "kernel"};

static void
report(struct bench *b, enum tr_form form, const char *path, int flags, const char *want,
    const char *got)
{
	b->failed++;
	if (b->failed > 5)
		return;
	(void)fprintf(stderr, "\nDIFFERENT: %s form, rule=%s links=%s%s%s%s, path ",
	    form == TR_VIEW ? "view" : "kernel", rule_names[b->model.rule],
	    links_names[b->model.links], (flags & TR_NOFOLLOW) != 0 ? ", not following" : "",
	    b->model.mortal ? ", as nobody" : "", b->nested ? ", compat below root" : "");
	model_print_name(stderr, path);
	(void)fprintf(stderr, "\n  model: %s\n  tworoot: %s\n  reproduce: SEED=%llu CASES=1\n",
	    want, got, (unsigned long long)b->seed);
	model_print(stderr, "compat", b->model.top[TR_C], 0);
	model_print(stderr, "root", b->model.top[TR_R], 0);
}

/* What the model answers, as text; the text that the library's answer must have. */
static void
expected(struct bench *b, enum tr_form form, const char *path, int flags, char *out, size_t size)
{
	const struct m_inode *front;
	struct m_place place = {.name = ""};
	enum tr_half half = TR_C;
	enum tr_layer layer;
	char source[8192];
	errnum error;

	if (form == TR_VIEW) {
		error = model_walk_view(
		    &b->model, path, (flags & TR_NOFOLLOW) != 0 ? 0 : M_FOLLOW, &place);
		layer = (enum tr_layer)((place.at.half[TR_C] != NULL ? TR_COMPAT : 0) |
					(place.at.half[TR_R] != NULL ? TR_ROOT : 0));
		half = tr_front(layer);
		front = place.at.half[half];
	} else {
		struct m_inode *object = NULL;

		error =
		    model_walk_kernel(&b->model, path, (flags & TR_NOFOLLOW) == 0, &object, &half);
		layer = half == TR_C ? TR_COMPAT : TR_ROOT;
		front = object;
	}
	if (error != 0 || front == NULL) {
		(void)snprintf(out, size, "%s", strerror(error));
		return;
	}
	(void)snprintf(source, sizeof(source), "%s", b->roots.path[half]);
	if (!locate(b->model.top[half], front, source, sizeof(source)))
		abort();
	(void)snprintf(out, size, "%s %o %s", tr_layer_name(layer), front->mode, source);
}

static enum tr_layer
answered(struct bench *b, enum tr_form form, const char *path, int flags, char *out, size_t size)
{
	struct tr_found found;
	enum tr_layer layer;
	struct stat st;
	errnum error = tr_walk(&b->roots, form, path, flags, &found, NULL, NULL);

	if (error != 0) {
		(void)snprintf(out, size, "%s", strerror(error));
		return TR_NONE;
	}
	layer = found.layer;
	(void)snprintf(out, size, "%s %o %s", tr_layer_name(layer), found.st.st_mode, found.source);
	/* The source must be the very object that was examined. */
	if (!b->model.mortal && strlen(found.source) < PATH_MAX &&
	    (lstat(found.source, &st) != 0 || st.st_ino != found.st.st_ino))
		(void)snprintf(out, size, "source %s is another object", found.source);
	tr_found_release(&found);
	return layer;
}

static void
one_lookup(struct bench *b, struct rng *r, enum tr_form form)
{
	char path[6000], want[9000], got[9000];
	int flags = rng_chance(r, 40) ? TR_NOFOLLOW : 0;
	enum tr_layer layer;

	if (rng_chance(r, 80))
		model_guided_path(&b->model, r, path, 4096, 4);
	else
		model_path(r, path, sizeof(path), 5, true);
	if (rng_chance(r, 1)) /* near and over the longest path of either system */
		for (size_t len = strlen(path); len < 900 + rng_below(r, 3500); len += 2)
			(void)memcpy(path + len, "/.", 3);
	if (b->nested && rng_chance(r, 20)) {
		char inner[sizeof(path)];

		(void)snprintf(inner, sizeof(inner), "/compat/linux%s", path);
		inner[sizeof(path) - 1] = '\0';
		(void)memcpy(path, inner, sizeof(path));
	}
	expected(b, form, path, flags, want, sizeof(want));
	layer = answered(b, form, path, flags, got, sizeof(got));
	b->found[layer]++;
	b->checked++;
	if (strcmp(want, got) != 0)
		report(b, form, path, flags, want, got);
}

static void
one_pair(struct bench *b, uint64_t seed)
{
	char compat[128], root[128];
	const char *bad;
	struct rng r;

	rng_seed(&r, seed);
	b->seed = seed;
	b->model = (struct model){.rule = TR_ALTROOT};
	model_random(&b->model, &r);
	b->nested = rng_chance(&r, 25);
	(void)snprintf(root, sizeof(root), "%s/root", b->base);
	(void)snprintf(
	    compat, sizeof(compat), "%s/%s", b->base, b->nested ? "root/compat/linux" : "compat");
	if (b->nested) {
		struct m_inode *dir = model_new(&b->model, S_IFDIR | 0755);

		/* laid down as a part of root */
		model_link(dir, "linux", b->model.top[TR_C]);
		model_link(b->model.top[TR_R], "compat", dir);
	}
	lay_down(b->model.top[TR_R], root);
	if (!b->nested)
		lay_down(b->model.top[TR_C], compat);
	if (tr_roots_open(&b->roots, compat, root, &bad) != 0)
		die(bad);
	for (int i = 0; i < LOOKUPS; i++) {
		b->model.mortal = geteuid() == 0 && rng_chance(&r, 30);
		b->model.rule = rng_chance(&r, 50) ? TR_LEGACY : TR_ALTROOT;
		b->model.links = (enum tr_links)rng_below(&r, 3);
		b->roots.rules.rule = b->model.rule;
		b->roots.rules.links = b->model.links;
		if (b->model.mortal && seteuid(NOBODY) != 0)
			die("seteuid");
		one_lookup(b, &r, rng_chance(&r, 50) ? TR_VIEW : TR_KERNEL);
		if (b->model.mortal && seteuid(0) != 0)
			die("seteuid");
	}
	tr_roots_close(&b->roots);
	model_release(&b->model);
	(void)nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	(void)nftw(compat, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int
main(void)
{
	struct bench b = {.base = ""};
	uint64_t seed = env_seed();
	uint64_t cases = env_number("CASES", 1500);
	const char *tmp = getenv("TMPDIR");

	(void)snprintf(b.base, sizeof(b.base), "%s/prop_walk.XXXXXX",
	    tmp != NULL && strlen(tmp) < 40 ? tmp : "/tmp");
	if (mkdtemp(b.base) == NULL || chmod(b.base, 0755) != 0)
		die(b.base);
	(void)umask(0);
	for (uint64_t i = 0; i < cases && b.failed == 0; i++)
		one_pair(&b, seed + i);
	(void)rmdir(b.base);
	(void)printf("# seed %llu: %lu look-ups: %lu compat, %lu root, %lu both, %lu errors\n",
	    (unsigned long long)seed, b.checked, b.found[TR_COMPAT], b.found[TR_ROOT],
	    b.found[TR_BOTH], b.found[TR_NONE]);
	(void)printf("%lu passed, %lu failed\n", b.checked - b.failed, b.failed);
	return b.failed == 0 ? 0 : 1;
}
