/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Property test of the mounted view: random pairs of trees, then random operations inside a
 * read-write view of them, for random options. Each answer, and from time to time the whole view
 * and both backing trees, is compared with the model.
 *
 *	COMPATFS=binary; SEED=n reproduces; CASES=n mounts; OPS=n operations in each
 */
#include "tests/prop/model.h"

#include <fcntl.h>
#include <ftw.h>
#include <linux/magic.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/statfs.h>
#include <sys/wait.h>

struct bench {
	char base[64], compat[96], root[96], mnt[96];
	struct model m;
	struct rng r;
	uint64_t seed;
	pid_t daemon;
	int back[2]; /* the backing tops */
	unsigned long ops, checks, failed;
	FILE *log; /* what was done, told when something is wrong */
	char *log_text;
	size_t log_size;
};

#define MARK ".heard" /* no name of the model */

static const char *const rule_names[] = {"altroot", "legacy"};
static const char *const links_names[] = {"asis", "inside", "kernel"};
static const char *const listing_names[] = {"compat", "union"};

static void
die(const char *what)
{
	perror(what);
	exit(2);
}

static void
fail(struct bench *b, const char *what, const char *path, const char *want, const char *got)
{
	b->failed++;
	(void)fflush(b->log);
	(void)fprintf(stderr, "\nDIFFERENT after %lu operations: %s ", b->ops, what);
	model_print_name(stderr, path);
	(void)fprintf(stderr, "\n  model: %s\n  view:  %s\n", want, got);
	(void)fprintf(stderr, "  listing=%s rule=%s links=%s\n  reproduce: SEED=%llu CASES=1\n",
	    listing_names[b->m.listing], rule_names[b->m.rule], links_names[b->m.links],
	    (unsigned long long)b->seed);
	(void)fprintf(stderr, "what was done last:\n%s",
	    b->log_size > 2500 ? b->log_text + b->log_size - 2500 : b->log_text);
	model_print(stderr, "compat (model)", b->m.top[TR_C], 0);
	model_print(stderr, "root (model)", b->m.top[TR_R], 0);
}

static void
told(struct bench *b, const char *op, const char *p, const char *q, errnum error)
{
	(void)fprintf(b->log, "  %s ", op);
	model_print_name(b->log, p);
	(void)fputc(' ', b->log);
	model_print_name(b->log, q);
	(void)fprintf(b->log, " = %s\n", error == 0 ? "ok" : strerrorname_np(error));
}

enum {
	PATIENCE_MS = 120000
};

/* Wait until ready() holds, which a busy machine may take its time for. */
static void
until(struct bench *b, bool (*ready)(const struct bench *), const char *what)
{
	for (int i = 0; !ready(b); i++) {
		if (i == PATIENCE_MS) {
			errno = ETIMEDOUT;
			die(what);
		}
		(void)usleep(1000);
	}
}

static bool
mark_shows(const struct bench *b)
{
	(void)b;
	return access("/" MARK, F_OK) == 0;
}

static bool
mark_is_gone(const struct bench *b)
{
	(void)b;
	return access("/" MARK, F_OK) != 0 && errno == ENOENT;
}

/*
 * Wait until the view has heard of all changes so far. They are heard of in order; what those that
 * came together have gathered is told to the kernel after the last of them, hence two.
 */
static void
hear_all(struct bench *b)
{
	int fd = mark_is_gone(b)
		     ? openat(b->back[TR_C], MARK, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600)
		     : -1;

	if (fd < 0)
		die(MARK);
	(void)close(fd);
	until(b, mark_shows, "a new name to show");
	if (unlinkat(b->back[TR_C], MARK, 0) != 0)
		die(MARK);
	until(b, mark_is_gone, "a name to go");
}

static bool
all_is_told(const struct bench *b)
{
	static const char word[] = "\"notices_waiting\": ";
	char text[8192];
	cleanup_fd int fd = open("/.compatfs/status", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
	const char *at;

	(void)b;
	text[n > 0 ? n : 0] = '\0';
	at = strstr(text, word);
	if (at == NULL)
		die("status");
	return at[sizeof(word) - 1] == '0';
}

/* Compare the result of an operation. */
static void
answer(struct bench *b, const char *op, const char *p, const char *q, errnum want, int rc)
{
	errnum got = rc < 0 ? last_error() : 0;

	b->ops++;
	told(b, op, p, q, got);
	/*
	 * With links=kernel an absolute link leads into /.compatfs/root, where the root tree's
	 * directories are other objects than in the view proper. What is changed there shows here
	 * as any change behind the mount does: a moment later.
	 */
	if (got == 0 && b->m.links == TR_LINKS_KERNEL && strstr(op, "stat") == NULL)
		hear_all(b);
	if (want != got)
		fail(b, op, p, want == 0 ? "ok" : strerrorname_np(want),
		    got == 0 ? "ok" : strerrorname_np(got));
}

static struct m_inode *
front(const struct m_pair *pair)
{
	return pair->half[TR_C] != NULL ? pair->half[TR_C] : pair->half[TR_R];
}

static struct m_inode *
create_in(const struct m_place *place)
{
	return front(&place->parent);
}

/* The directory that holds the front half of what was found. */
static struct m_inode *
holder(const struct m_place *place)
{
	return place->parent.half[place->at.half[TR_C] != NULL ? TR_C : TR_R];
}

static bool
is_dir(const struct m_place *place)
{
	return S_ISDIR(front(&place->at)->mode);
}

static bool
exists(const struct m_place *place)
{
	return front(&place->at) != NULL;
}

/* Make a file longer, with zeros. */
static void
grow(struct m_inode *file, size_t size)
{
	unsigned char *data = realloc(file->data, size);

	if (data == NULL)
		abort();
	memset(data + file->size, 0, size - file->size);
	file->data = data;
	file->size = size;
}

/* ---- the operations ---- */

static void
op_write(struct bench *b, const char *p)
{
	bool excl = rng_chance(&b->r, 25), trunc = rng_chance(&b->r, 25);
	unsigned char data[64];
	size_t len = 1 + rng_below(&b->r, sizeof(data)), at = rng_below(&b->r, 100);
	struct m_place place = {.name = ""};
	struct m_inode *file;
	errnum want = model_walk_view(&b->m, p, M_CREATE | (excl ? 0 : M_FOLLOW), &place);
	int fd;

	if (want == 0 && exists(&place))
		want = excl ? EEXIST : is_dir(&place) ? EISDIR : 0;
	fd = open(
	    p, O_RDWR | O_CREAT | (excl ? O_EXCL : 0) | (trunc ? O_TRUNC : 0) | O_CLOEXEC, 0640);
	answer(b, excl ? "create" : "open O_CREAT", p, "", want, fd);
	if (want != 0 || fd < 0) {
		close_fd(&fd);
		return;
	}
	if (!exists(&place)) {
		file = model_new(&b->m, S_IFREG | 0640);
		model_link(create_in(&place), place.name, file);
	} else {
		file = front(&place.at);
	}
	if (trunc)
		file->size = 0;
	for (size_t i = 0; i < len; i++)
		data[i] = (unsigned char)rng_below(&b->r, 256);
	if (pwrite(fd, data, len, (off_t)at) != (ssize_t)len)
		fail(b, "pwrite", p, "all", "less");
	if (at + len > file->size) {
		grow(file, at + len);
	}
	memcpy(file->data + at, data, len);
	(void)close(fd);
}

static void
op_make(struct bench *b, const char *p)
{
	bool dir = rng_chance(&b->r, 60);
	struct m_place place = {.name = ""};
	errnum want = model_walk_view(&b->m, p, M_CREATE, &place);
	char target[300] = "";
	struct m_inode *made;

	if (want == 0 && exists(&place))
		want = EEXIST;
	if (dir) {
		answer(b, "mkdir", p, "", want, mkdir(p, 0751));
	} else {
		model_name(&b->r, target, sizeof(target));
		answer(b, "symlink at", p, target, want, symlink(target, p));
	}
	if (want != 0)
		return;
	made = model_new(&b->m, dir ? S_IFDIR | 0751 : S_IFLNK | 0777);
	if (!dir && (made->target = strdup(target)) == NULL)
		abort();
	model_link(create_in(&place), place.name, made);
}

static void
op_remove(struct bench *b, const char *p)
{
	bool dir = rng_chance(&b->r, 50);
	struct m_place place = {.name = ""};
	errnum want = model_walk_view(&b->m, p, 0, &place);

	if (want == 0 && place.name[0] == '\0')
		return; /* the top */
	if (want == 0)
		want = !dir && is_dir(&place) ? EISDIR : dir && !is_dir(&place) ? ENOTDIR : 0;
	if (want == 0 && dir && front(&place.at)->entries != NULL)
		want = ENOTEMPTY;
	answer(b, dir ? "rmdir" : "unlink", p, "", want, dir ? rmdir(p) : unlink(p));
	if (want == 0)
		model_unlink(holder(&place), place.name);
}

static void
op_link(struct bench *b, const char *p, const char *q)
{
	struct m_place from = {.name = ""}, to = {.name = ""};
	errnum want = model_walk_view(&b->m, p, 0, &from);

	if (want == 0)
		want = model_walk_view(&b->m, q, M_CREATE, &to);
	if (want == 0)
		want = exists(&to) ? EEXIST : is_dir(&from) ? EPERM : 0;
	answer(b, "link", p, q, want, link(p, q));
	if (want == 0)
		model_link(create_in(&to), to.name, front(&from.at));
}

/* Whether dir is one of the halves of pair, or below it. */
static bool
is_below(const struct m_inode *dir, const struct m_pair *pair)
{
	for (; dir != NULL; dir = dir->parent) {
		if (dir == pair->half[TR_C] || dir == pair->half[TR_R])
			return true;
		if (dir == dir->parent)
			break;
	}
	return false;
}

static bool
leads_into(const struct m_place *place, const struct m_pair *pair)
{
	return is_below(place->parent.half[TR_C], pair) || is_below(place->parent.half[TR_R], pair);
}

/* What the system and then the two trees say to a rename. */
static errnum
rename_error(const struct m_place *from, const struct m_place *to, unsigned flags)
{
	bool swap = (flags & RENAME_EXCHANGE) != 0;
	const struct m_inode *target;
	const struct m_dent *there;

	if ((flags & RENAME_NOREPLACE) != 0 && exists(to))
		return EEXIST;
	if (swap && !exists(to))
		return ENOENT;
	if (is_dir(from) && leads_into(to, &from->at))
		return EINVAL;
	if (exists(to) && is_dir(to) && leads_into(from, &to->at))
		return swap ? EINVAL : ENOTEMPTY;
	if (!exists(to) || front(&from->at) == front(&to->at) || swap)
		return 0;
	if (is_dir(from) != is_dir(to))
		return is_dir(from) ? ENOTDIR : EISDIR;
	/* what is replaced is what the target's own half has */
	target = front(&to->parent);
	there = model_entry(target, to->name);
	return is_dir(from) && there != NULL && there->inode->entries != NULL ? ENOTEMPTY : 0;
}

static void
op_rename(struct bench *b, const char *p, const char *q)
{
	static const unsigned all_flags[] = {0, 0, 0, RENAME_NOREPLACE, RENAME_EXCHANGE};
	unsigned flags = all_flags[rng_below(&b->r, ARRAY_LEN(all_flags))];
	struct m_place from = {.name = ""}, to = {.name = ""};
	struct m_inode *moved, *replaced, *target;
	errnum want = model_walk_view(&b->m, p, 0, &from);

	/* Linux finds both parents first; which error comes first is then its business */
	if (want != 0 || from.name[0] == '\0' || model_walk_view(&b->m, q, M_CREATE, &to) != 0 ||
	    to.name[0] == '\0')
		return;
	want = rename_error(&from, &to, flags);
	answer(b,
	    flags == 0                  ? "rename"
	    : flags == RENAME_NOREPLACE ? "rename-new"
					: "exchange",
	    p, q, want, renameat2(AT_FDCWD, p, AT_FDCWD, q, flags));
	if (want != 0 || (exists(&to) && front(&from.at) == front(&to.at)))
		return;
	moved = front(&from.at);
	if ((flags & RENAME_EXCHANGE) != 0) {
		replaced = front(&to.at);
		target = holder(&to);
		model_unlink(target, to.name);
		model_unlink(holder(&from), from.name);
		model_link(target, to.name, moved);
		model_link(holder(&from), from.name, replaced);
	} else {
		target = create_in(&to);
		model_unlink(holder(&from), from.name);
		if (model_entry(target, to.name) != NULL)
			model_unlink(target, to.name);
		model_link(target, to.name, moved);
	}
	/* A pair that came of it is told to the kernel right after the answer. */
	if (is_dir(&from))
		until(b, all_is_told, "what a rename leaves to be told");
}

static void
op_change(struct bench *b, const char *p)
{
	struct m_place place = {.name = ""};
	errnum want = model_walk_view(&b->m, p, M_FOLLOW, &place);
	mode_t mode = 0400U | (rng_below(&b->r, 512) & 0777U);
	size_t size = rng_below(&b->r, 150);
	struct m_inode *inode = want == 0 ? front(&place.at) : NULL;

	if (rng_chance(&b->r, 50)) {
		answer(b, "chmod", p, "", want, chmod(p, mode));
		if (want == 0)
			inode->mode = (inode->mode & S_IFMT) | mode;
		return;
	}
	if (want == 0 && S_ISDIR(inode->mode))
		want = EISDIR;
	answer(b, "truncate", p, "", want, truncate(p, (off_t)size));
	if (want != 0)
		return;
	if (size > inode->size)
		grow(inode, size);
	inode->size = size;
}

static void
check_stat(struct bench *b, const char *p, bool follow)
{
	struct m_place place = {.name = ""};
	errnum want = model_walk_view(&b->m, p, follow ? M_FOLLOW : 0, &place);
	const struct m_inode *inode;
	char w[100], g[100];
	struct stat st;
	int rc = follow ? stat(p, &st) : lstat(p, &st);

	answer(b, follow ? "stat" : "lstat", p, "", want, rc);
	if (want != 0 || rc != 0)
		return;
	inode = front(&place.at);
	(void)snprintf(w, sizeof(w), "%o, %u links, %zu bytes", inode->mode,
	    S_ISDIR(inode->mode) ? 0 : inode->nlink, S_ISREG(inode->mode) ? inode->size : 0);
	(void)snprintf(g, sizeof(g), "%o, %u links, %zu bytes", st.st_mode,
	    S_ISDIR(st.st_mode) ? 0 : (unsigned)st.st_nlink,
	    S_ISREG(st.st_mode) ? (size_t)st.st_size : 0);
	if (strcmp(w, g) != 0)
		fail(b, "attributes of", p, w, g);
}

/* ---- whole trees ---- */

static void
check_file(struct bench *b, int fd, const struct m_inode *inode, const char *name)
{
	unsigned char buf[4096];
	ssize_t n = read(fd, buf, sizeof(buf));

	if (n != (ssize_t)inode->size ||
	    memcmp(buf, inode->data != NULL ? inode->data : buf, inode->size) != 0)
		fail(b, "content of", name, "the model's", "another");
}

/* Directory fd holds exactly what the model's pair shows (or has, for a backing tree). */
static void
check_dir(
    struct bench *b, int fd, const struct m_pair *pair, const char *name, bool view, int depth)
{
	const struct m_inode *shown[2] = {pair->half[TR_C],
	    b->m.listing == TR_LISTING_UNION || pair->half[TR_C] == NULL || !view ? pair->half[TR_R]
										  : NULL};
	unsigned listed = 0, there = 0;
	/* up to FreeBSD 13 a program that lists "/" sees the real root */
	bool root_only =
	    view && depth == 0 && b->m.rule == TR_LEGACY && b->m.listing == TR_LISTING_COMPAT;
	int listing = fd >= 0 ? openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	DIR *dir = listing >= 0 ? fdopendir(listing) : NULL;
	struct dirent *de;

	if (dir == NULL) {
		close_fd(&listing);
		fail(b, "opendir", name, "ok", strerrorname_np(errno));
		return;
	}
	if (root_only) {
		shown[TR_C] = NULL;
		shown[TR_R] = pair->half[TR_R];
	}
	for (int h = TR_C; h <= TR_R; h++)
		for (const struct m_dent *d = shown[h] != NULL ? shown[h]->entries : NULL;
		    d != NULL; d = d->next)
			there += h == TR_C || shown[TR_C] == NULL ||
				 model_entry(shown[TR_C], d->name) == NULL;
	while (b->failed == 0 && (de = readdir(dir)) != NULL) {
		struct m_pair found;
		cleanup_fd int sub = -1;

		if (strcmp(de->d_name, ".") == 0 || strcmp(de->d_name, "..") == 0)
			continue;
		listed++;
		if (model_step(&b->m, pair, de->d_name, &found) != 0) {
			fail(b, "listed in", name, "absent", de->d_name);
			break;
		}
		b->checks++;
		if (!root_only && de->d_type != DT_UNKNOWN &&
		    de->d_type != IFTODT(front(&found)->mode))
			fail(b, "type of", de->d_name, "the model's", "another");
		if (S_ISLNK(front(&found)->mode))
			continue;
		sub = openat(fd, de->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
		if (sub < 0)
			fail(b, "open", de->d_name, "ok", strerrorname_np(errno));
		else if (S_ISDIR(front(&found)->mode) && depth < 30)
			check_dir(b, sub, &found, de->d_name, view, depth + 1);
		else if (S_ISREG(front(&found)->mode))
			check_file(b, sub, front(&found), de->d_name);
	}
	(void)closedir(dir);
	if (b->failed == 0 && listed != there) {
		char w[32], g[32];

		(void)snprintf(w, sizeof(w), "%u names", there);
		(void)snprintf(g, sizeof(g), "%u names", listed);
		fail(b, view ? "listing of" : "backing listing of", name, w, g);
	}
}

static void
check_all(struct bench *b)
{
	const struct m_pair top = {{b->m.top[TR_C], b->m.top[TR_R]}};
	cleanup_fd int fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	check_dir(b, fd, &top, "/", true, 0);
	for (int h = TR_C; h <= TR_R && b->failed == 0; h++) {
		struct m_pair one = {{NULL, NULL}};

		one.half[h] = b->m.top[h];
		check_dir(b, b->back[h], &one, h == TR_C ? "compat" : "root", false, 0);
	}
}

/* A path that an operation may act on: it ends in a name. */
static void
named_path(struct bench *b, char *out, size_t size)
{
	for (;;) {
		const char *last;

		if (rng_chance(&b->r, 85))
			model_guided_path(&b->m, &b->r, out, size, 4);
		else
			model_path(&b->r, out, size, 4, true);
		last = strrchr(out, '/') + 1;
		if (last[0] != '\0' && strcmp(last, ".") != 0 && strcmp(last, "..") != 0 &&
		    strlen(out) < 4000)
			return;
	}
}

static void
one_operation(struct bench *b)
{
	static char p[4200], q[4200];
	unsigned what = rng_below(&b->r, 100);

	named_path(b, p, sizeof(p));
	named_path(b, q, sizeof(q));
	if (what < 30)
		check_stat(b, p, rng_chance(&b->r, 50));
	else if (what < 50)
		op_write(b, p);
	else if (what < 60)
		op_make(b, p);
	else if (what < 70)
		op_remove(b, p);
	else if (what < 78)
		op_link(b, p, q);
	else if (what < 92)
		op_rename(b, p, q);
	else
		op_change(b, p);
}

/* ---- mounting ---- */

static void
mount_view(struct bench *b)
{
	char options[512];
	struct stat before, now;

	(void)snprintf(options, sizeof(options),
	    "root=%s,rw,allow_other,default_permissions,listing=%s,rule=%s,links=%s", b->root,
	    listing_names[b->m.listing], rule_names[b->m.rule], links_names[b->m.links]);
	(void)stat(b->mnt, &before);
	b->daemon = fork();
	if (b->daemon == 0) {
		const char *program = getenv("COMPATFS");

		if (program != NULL)
			(void)execl(
			    program, program, "-f", "-o", options, b->compat, b->mnt, (char *)NULL);
		die("COMPATFS");
	}
	for (int i = 0; i < PATIENCE_MS / 10; i++) {
		if (stat(b->mnt, &now) == 0 && now.st_dev != before.st_dev)
			return;
		(void)usleep(10000);
	}
	die("no mount");
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

/*
 * Targets without a trailing slash: creating through such a link is the host's special case. And
 * an absolute target of a view that rewrites them has ".." at its beginning only: further on it may
 * climb above the top of what it was rewritten into, which the text alone does not tell
 * (docs/path-rule.md).
 */
static void
plain_targets(struct model *m)
{
	for (struct m_inode *i = m->all; i != NULL; i = i->all) {
		bool leading = true;

		if (i->target == NULL)
			continue;
		for (size_t n = strlen(i->target); n > 1 && i->target[n - 1] == '/'; n--)
			i->target[n - 1] = '\0';
		if (i->target[0] != '/' || m->links == TR_LINKS_ASIS)
			continue;
		for (char *c = i->target; *c != '\0';) {
			size_t len = strcspn(c, "/");

			if (len == 2 && strncmp(c, "..", 2) == 0 && !leading)
				c[0] = c[1] = 'b';
			else if (len > 0 && strncmp(c, "..", len) != 0)
				leading = false;
			c += len;
			c += strspn(c, "/");
		}
	}
}

static void
lay_down(struct bench *b, enum tr_half h, const char *path)
{
	errnum error;

	if (mkdir(path, 0755) != 0)
		die(path);
	b->back[h] = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	error = model_build(b->m.top[h], b->back[h]);
	if (error != 0) {
		errno = error;
		die("building the tree");
	}
}

static int
inside(struct bench *b, uint64_t ops)
{
	if (chroot(b->mnt) != 0 || chdir("/") != 0)
		die("chroot");
	check_all(b);
	for (uint64_t i = 0; i < ops && b->failed == 0; i++) {
		one_operation(b);
		if (i % 40 == 39)
			check_all(b);
	}
	(void)fprintf(stdout,
	    "# seed %llu listing=%s rule=%s links=%s: %lu operations, %lu objects "
	    "compared\n",
	    (unsigned long long)b->seed, listing_names[b->m.listing], rule_names[b->m.rule],
	    links_names[b->m.links], b->ops, b->checks);
	(void)fflush(stdout);
	return b->failed == 0 ? 0 : 1;
}

static bool
one_case(struct bench *b, uint64_t seed, uint64_t ops)
{
	int status = -1, daemon_status = -1;
	pid_t pid;

	b->seed = seed;
	rng_seed(&b->r, seed);
	b->m = (struct model){.rule = (enum tr_rule)rng_below(&b->r, 2),
	    .links = (enum tr_links)rng_below(&b->r, 3),
	    .listing = (enum tr_listing)rng_below(&b->r, 2)};
	model_random(&b->m, &b->r);
	plain_targets(&b->m);
	lay_down(b, TR_C, b->compat);
	lay_down(b, TR_R, b->root);
	mount_view(b);
	(void)fflush(NULL);
	pid = fork();
	if (pid == 0)
		_exit(inside(b, ops));
	(void)waitpid(pid, &status, 0);
	if (umount2(b->mnt, 0) != 0 && umount2(b->mnt, MNT_DETACH) != 0)
		die("umount");
	(void)waitpid(b->daemon, &daemon_status, 0);
	if (daemon_status != 0)
		(void)fprintf(stderr, "the daemon ended with status %x\n", (unsigned)daemon_status);
	for (int h = TR_C; h <= TR_R; h++)
		close_fd(&b->back[h]);
	(void)nftw(b->compat, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	(void)nftw(b->root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	model_release(&b->m);
	return status == 0 && daemon_status == 0;
}

int
main(void)
{
	struct bench b = {.base = "/var/tmp/prop_view.XXXXXX"};
	uint64_t seed = env_seed();
	uint64_t cases = env_number("CASES", 12), ops = env_number("OPS", 600);
	unsigned passed = 0, failed = 0;
	struct statfs fs;

	if (geteuid() != 0 || getenv("COMPATFS") == NULL) {
		(void)fprintf(stderr, "prop_view: needs root, and COMPATFS=\n");
		return getenv("CI") != NULL ? 1 : 77;
	}
	/* a container's; changes in it are not heard of, and each would wait for a time-out */
	if (statfs("/var/tmp", &fs) == 0 && fs.f_type == OVERLAYFS_SUPER_MAGIC)
		(void)strcpy(b.base, "/dev/shm/prop_view.XXXXXX");
	if (mkdtemp(b.base) == NULL || chmod(b.base, 0755) != 0)
		die(b.base);
	(void)snprintf(b.compat, sizeof(b.compat), "%s/compat", b.base);
	(void)snprintf(b.root, sizeof(b.root), "%s/root", b.base);
	(void)snprintf(b.mnt, sizeof(b.mnt), "%s/mnt", b.base);
	if (mkdir(b.mnt, 0755) != 0)
		die(b.mnt);
	(void)umask(0);
	for (uint64_t i = 0; i < cases && failed == 0; i++) {
		b.log = open_memstream(&b.log_text, &b.log_size);
		if (one_case(&b, seed + i, ops))
			passed++;
		else
			failed++;
		(void)fclose(b.log);
		free(steal_ptr(b.log_text));
	}
	(void)rmdir(b.mnt);
	(void)rmdir(b.base);
	(void)printf("%u passed, %u failed\n", passed, failed);
	return failed == 0 ? 0 : 1;
}
