/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The model that the property tests compare with: two trees in memory, and the two-root rule on
 * them, written from the facts (docs/path-rule.md; what a FreeBSD 15.0 kernel answered), not from
 * the implementation. Nothing here makes a system call but model_build(), which lays a tree down.
 */
#ifndef TESTS_PROP_MODEL_H
#define TESTS_PROP_MODEL_H

#include "tests/lib/rng.h"
#include "tworoot/tworoot.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct m_inode;

struct m_dent {
	char *name;
	struct m_inode *inode;
	struct m_dent *next;
};

/* An object of one of the two trees. Freed with the model, not before. */
struct m_inode {
	mode_t mode; /* type and permission bits */
	unsigned nlink; /* names; for directories not kept */
	char *target; /* symlink */
	unsigned char *data; /* file */
	size_t size;
	struct m_dent *entries; /* directory */
	struct m_inode *parent; /* directory: the one above, itself at a top */
	struct m_inode *all; /* the model's chain of everything made */
};

struct model {
	struct m_inode *top[2]; /* by enum tr_half; the compat one may be NULL */
	struct m_inode *all;
	enum tr_rule rule;
	enum tr_links links;
	enum tr_listing listing;
	bool mortal; /* looks up as a user who is bound by search permission */
};

/* A directory of the view, or (for objects that are none) the one half that answers. */
struct m_pair {
	struct m_inode *half[2];
};

void model_release(struct model *m);
struct m_inode *model_new(struct model *m, mode_t mode);
struct m_dent *model_entry(const struct m_inode *dir, const char *name);
void model_link(struct m_inode *dir, const char *name, struct m_inode *inode);
void model_unlink(struct m_inode *dir, const char *name);

/* Fill the model with two random trees. */
void model_random(struct model *m, struct rng *r);
/* A random name: mostly from a small pool, so that the trees clash. */
void model_name(struct rng *r, char *out, size_t size);
/* A random path of up to parts components. */
void model_path(struct rng *r, char *out, size_t size, unsigned parts, bool absolute);
/* An absolute path that mostly leads along names that exist in one tree or the other. */
void model_guided_path(
    const struct model *m, struct rng *r, char *out, size_t size, unsigned parts);

/* Lay a tree down on the real file system below directory fd. errnum. */
errnum model_build(const struct m_inode *top, int fd);
/* Print a tree as shell-like lines. */
void model_print(FILE *out, const char *label, const struct m_inode *dir, int depth);
void model_print_name(FILE *out, const char *name);

/* One step of the view. */
errnum model_step(
    const struct model *m, const struct m_pair *dir, const char *name, struct m_pair *out);

/* Where a walk of the view ended. */
struct m_place {
	struct m_pair at; /* the object; both NULL when the name is free */
	struct m_pair parent;
	char name[256]; /* the last component; "" when it was "." or ".." or the top */
};

enum {
	M_FOLLOW = 1 << 0, /* follow a symlink in the last component */
	M_CREATE = 1 << 1, /* a last component that does not exist is no error: at is empty */
};

/* The whole path in the view, its top as "/". */
errnum model_walk_view(const struct model *m, const char *path, int flags, struct m_place *out);
/* As FreeBSD's kernel of the generation m->rule does. *out is the object. *half is its tree. */
errnum model_walk_kernel(
    const struct model *m, const char *path, bool follow, struct m_inode **out, enum tr_half *half);

#endif
