/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The two-root rule: how a path is looked up in a compat tree first and in a root tree second.
 *
 * This is the only implementation of the rule in the project; compatfs, compatrun, elfcheck and the
 * tests use it. It knows nothing of FUSE. Everything happens relative to descriptors of the two
 * trees, one component at a time, and a symlink is never followed by the system on our behalf, so
 * that no look-up can leave the two trees.
 *
 * Two forms of the rule stand side by side:
 *
 *   the view     what a compatfs mount can show. A directory is a pair (its compat half or none,
 *                its root half or none); a name is looked up in the compat half, then in the root
 *                half; two directories make a pair again; anything else in compat wins. tr_step()
 *                is one step.
 *   the kernel   what FreeBSD does: the whole path in compat, and after ENOENT the whole path again
 *                in root. An absolute symlink goes on from the real root and switches the second
 *                try off. Mirrors sys/kern/vfs_lookup.c namei() and, for TR_LEGACY,
 *                kern_alternate_path().
 *
 * docs/path-rule.md explains both and lists where they differ. Errors are errnum (common/util.h).
 */
#ifndef TWOROOT_TWOROOT_H
#define TWOROOT_TWOROOT_H

#include "common/util.h"

#include <sys/types.h>
#include <sys/stat.h>

#include <stdbool.h>

/* Which of the two trees; the index of a half. */
enum tr_half {
	TR_C = 0, /* compat */
	TR_R = 1, /* root */
};

/* Where an object of the view lives: a mask of the halves that answer. */
enum tr_layer {
	TR_NONE = 0,
	TR_COMPAT = 1 << TR_C,
	TR_ROOT = 1 << TR_R,
	TR_BOTH = TR_COMPAT | TR_ROOT, /* directories only */
};

/* The kernel generation that is followed where they differ. */
enum tr_rule {
	TR_ALTROOT, /* FreeBSD 14 and later: only ENOENT falls back */
	TR_LEGACY, /* up to 13: any error falls back */
};

/* What an absolute symlink target means. */
enum tr_links {
	TR_LINKS_ASIS, /* the text as it is: resolved in whatever is "/" for the reader */
	TR_LINKS_INSIDE, /* from the top of the view, wherever that is mounted */
	TR_LINKS_KERNEL, /* in the root tree only, as FreeBSD 14 and 15 do */
};

/* What readdir shows of a directory that both trees have. */
enum tr_listing {
	TR_LISTING_COMPAT, /* the compat one only, as the kernel */
	TR_LISTING_UNION, /* both; compat wins a name */
};

/* "none", "compat", "root" or "both": the words of the contract. */
const char *tr_layer_name(enum tr_layer layer);

/*
 * A directory as a pair of open descriptors (O_PATH will do); -1 where a half does not exist.
 * The struct does not own them unless a function says so.
 */
struct tr_dir {
	int fd[2];
};

struct tr_rules; /* below */

/*
 * How a name in one half is examined: lstat(2) of name below dir->fd[half]. A caller that must not
 * touch some names (mounts that may hang) or that hides some puts its own function in struct
 * tr_rules; it may answer ENOENT for a name that is to be taken for absent. Returns errnum.
 */
typedef errnum tr_stat_fn(const struct tr_rules *rules, const struct tr_dir *dir, enum tr_half half,
    const char *name, struct stat *st);

/* The plain lstat(2), the default. */
tr_stat_fn tr_stat_plain;

/* The parameters of one view. */
struct tr_rules {
	enum tr_rule rule;
	enum tr_links links;
	tr_stat_fn *stat; /* NULL: tr_stat_plain */
	void *arg; /* for stat */
};

/* What one step found. st[h] is valid for each half in layer. */
struct tr_entry {
	enum tr_layer layer;
	struct stat st[2];
};

/* The half that speaks for the object: compat where it takes part. */
static inline enum tr_half
tr_front(enum tr_layer layer)
{
	return (layer & TR_COMPAT) != 0 ? TR_C : TR_R;
}

/*
 * The decision itself, without any system call: which layers make up an object, given what each
 * half answered (errnum and, when 0, its mode). A half that does not exist answers ENOENT. Returns
 * 0 and sets *layer, or the error that the view gives.
 */
errnum tr_decide(enum tr_rule rule, errnum compat_err, mode_t compat_mode, errnum root_err,
    mode_t root_mode, enum tr_layer *layer);

/* Whether the root half has to be asked at all, once the compat half has answered. */
bool tr_root_matters(enum tr_rule rule, errnum compat_err, mode_t compat_mode);

/*
 * One step of the view: look name up in the pair dir. name is one component, not "." or "..".
 * At most one system call a half. ENOENT, ENAMETOOLONG, ENOTDIR, EACCES, EIO, … as lstat(2).
 */
errnum tr_step(
    const struct tr_rules *rules, const struct tr_dir *dir, const char *name, struct tr_entry *out);

/*
 * The halves of dir in which a new name is to be made: compat if the directory exists there, else
 * root.
 */
enum tr_half tr_create_half(const struct tr_dir *dir);

/* Open the halves of directory name that layer names, as O_PATH, into *out, which then owns them.
 */
errnum tr_open_dir(
    const struct tr_dir *dir, enum tr_layer layer, const char *name, struct tr_dir *out);
void tr_close_dir(struct tr_dir *dir);

/* ---- directories ---- */

struct tr_listed {
	const char *name; /* borrowed for the call; never "." or ".." */
	ino_t ino; /* the file system's own d_ino: of what a mount point covers, for instance */
	unsigned char type; /* DT_*, DT_UNKNOWN where the system does not say */
	enum tr_half half;
};

/* Called for each name; an errnum other than 0 ends the listing and is its result. */
typedef errnum tr_list_fn(void *arg, const struct tr_listed *listed);

/*
 * List the pair dir as listing says: the front half alone, or both with compat winning a name.
 * O(n log n) at worst in the names of the compat half.
 */
errnum tr_list(const struct tr_dir *dir, enum tr_listing listing, tr_list_fn *fn, void *arg);

/* Whether a listing of dir has names from both halves. */
bool tr_listing_merges(const struct tr_dir *dir, enum tr_listing listing);

/* ---- whole paths ---- */

/* The two trees. compat may be NULL (one root: then both forms of the rule are the plain look-up).
 */
struct tr_roots {
	struct tr_dir top; /* owned */
	char *path[2]; /* absolute, without a trailing slash but for "/"; NULL without that half;
			  owned */
	struct tr_rules rules;
};

/*
 * Open the trees at compat (or NULL) and root. The rules are all defaults (TR_ALTROOT,
 * TR_LINKS_ASIS). On failure *bad is the path that failed. ENOENT, ENOTDIR, EACCES, …
 */
errnum tr_roots_open(
    struct tr_roots *roots, const char *compat, const char *root, const char **bad);
void tr_roots_close(struct tr_roots *roots);

enum tr_form {
	TR_VIEW, /* as inside the view, with its top as "/" */
	TR_KERNEL, /* as FreeBSD's kernel does for a Linux program */
};

enum tr_event {
	TR_EV_HIT, /* a component was found in layer */
	TR_EV_MISS, /* a component was not found in layer: error says why */
	TR_EV_LINK, /* a symlink with text target is followed */
	TR_EV_TO_ROOT, /* an absolute target: on in the root tree, no second try */
	TR_EV_RESTART, /* the whole path again, in the root tree */
};

struct tr_trace {
	enum tr_event event;
	enum tr_layer
	    layer; /* HIT: where; MISS: the half that was asked; LINK: the half it is in */
	const char *source; /* the backing path that was examined */
	const char *target; /* LINK, TO_ROOT: the text of the link */
	errnum error; /* MISS */
};

typedef void tr_trace_fn(void *arg, const struct tr_trace *trace);

enum {
	TR_NOFOLLOW = 1 << 0, /* do not follow a symlink in the last component */
	TR_OPEN = 1 << 1, /* open what is found, O_RDONLY | O_NONBLOCK, into out->fd */
};

struct tr_found {
	enum tr_layer layer;
	struct stat st; /* of the half that speaks for it */
	char *path; /* where it is in the view, without symlinks; owned */
	char *source; /* its backing path (for both: the compat one); owned */
	int fd; /* with TR_OPEN, else -1; owned */
};

/*
 * Look a whole path up. A relative path starts at the top. At most 40 symlinks in the view, 32 in
 * the kernel's form (its MAXSYMLINKS), then ELOOP; ENAMETOOLONG as the system of that form says.
 * trace may be NULL. On success the caller owns *out and releases it with tr_found_release().
 */
errnum tr_walk(const struct tr_roots *roots, enum tr_form form, const char *path, int flags,
    struct tr_found *out, tr_trace_fn *trace, void *arg);
void tr_found_release(struct tr_found *found);

#endif
