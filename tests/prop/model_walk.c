/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The two forms of the rule on the trees in memory.
 *
 * A path is kept as text still to do; a symlink puts its target in front of it. The view walks with
 * a stack of pairs, so that ".." is the directory one came from; the kernel's form walks one tree
 * and uses the parent pointers.
 */
#include "tests/prop/model.h"

#include <limits.h>
#include <string.h>

enum {
	TODO_MAX = 64 * 1024,
	STACK_MAX = 512,
};

static bool
may_search(const struct model *m, const struct m_inode *dir)
{
	return !m->mortal || (dir->mode & S_IXOTH) != 0;
}

static errnum
look(const struct model *m, const struct m_inode *dir, const char *name, struct m_inode **out)
{
	struct m_dent *dent;

	if (strlen(name) > 255)
		return ENAMETOOLONG;
	if (!may_search(m, dir))
		return EACCES;
	dent = model_entry(dir, name);
	if (dent == NULL)
		return ENOENT;
	*out = dent->inode;
	return 0;
}

errnum
model_step(const struct model *m, const struct m_pair *dir, const char *name, struct m_pair *out)
{
	struct m_inode *c = NULL, *r = NULL;
	errnum ce = dir->half[TR_C] != NULL ? look(m, dir->half[TR_C], name, &c) : ENOENT;
	errnum re = dir->half[TR_R] != NULL ? look(m, dir->half[TR_R], name, &r) : ENOENT;

	if (ce == 0) {
		bool pair = S_ISDIR(c->mode) && re == 0 && S_ISDIR(r->mode);

		*out = (struct m_pair){{c, pair ? r : NULL}};
		return 0;
	}
	if (ce != ENOENT && m->rule != TR_LEGACY)
		return ce;
	/* With nothing to fall back to, compat's answer stands. */
	if (dir->half[TR_R] == NULL)
		return ce;
	if (re != 0)
		return re;
	*out = (struct m_pair){{NULL, r}};
	return 0;
}

/* Take the next component off *todo. False when nothing but slashes is left. */
static bool
next_component(char **todo, char *name, size_t size, bool *last, bool *slash)
{
	char *p = *todo, *end;
	size_t len;

	while (*p == '/')
		p++;
	if (*p == '\0') {
		*todo = p;
		return false;
	}
	end = p + strcspn(p, "/");
	len = (size_t)(end - p);
	if (len >= size)
		len = size - 1;
	memcpy(name, p, len);
	name[len] = '\0';
	*slash = *end == '/';
	*last = end[strspn(end, "/")] == '\0';
	*todo = end;
	return true;
}

/* Put target in front of what is still to do. */
static char *
splice(const char *target, const char *rest)
{
	char *todo = NULL;

	if (asprintf(&todo, "%s%s", target, rest) < 0)
		abort();
	return todo;
}

static const struct m_inode *
front(const struct m_pair *pair)
{
	return pair->half[TR_C] != NULL ? pair->half[TR_C] : pair->half[TR_R];
}

/* A component that was found is at most 255 bytes long. */
static void
set_name(struct m_place *out, const char *name)
{
	size_t len = strlen(name);

	if (len >= sizeof(out->name))
		abort();
	memcpy(out->name, name, len + 1);
}

errnum
model_walk_view(const struct model *m, const char *path, int flags, struct m_place *out)
{
	static struct m_pair stack[STACK_MAX]; /* one thread; too large for some stacks */
	const struct m_pair top = {{m->top[TR_C], m->top[TR_R]}};
	cleanup_free char *owned = splice(path, "");
	char *todo = owned;
	char name[512];
	size_t depth = 0;
	unsigned links = 0;
	bool last, slash;

	if (*path == '\0')
		return ENOENT;
	if (strlen(path) >= PATH_MAX)
		return ENAMETOOLONG;
	stack[0] = top;
	*out = (struct m_place){.at = top, .parent = top};
	while (next_component(&todo, name, sizeof(name), &last, &slash)) {
		const struct m_pair dir = stack[depth];
		struct m_pair found = {{NULL, NULL}};
		errnum error;

		out->name[0] = '\0';
		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
			if (!may_search(m, front(&dir)))
				return EACCES;
			if (name[1] == '.' && depth > 0)
				depth--;
			out->at = stack[depth];
			continue;
		}
		error = model_step(m, &dir, name, &found);
		if (error == ENOENT && last && (flags & M_CREATE) != 0) {
			out->at = (struct m_pair){{NULL, NULL}};
			out->parent = dir;
			set_name(out, name);
			return slash ? ENOENT : 0;
		}
		if (error != 0)
			return error;
		if (S_ISLNK(front(&found)->mode) && (!last || slash || (flags & M_FOLLOW) != 0)) {
			const char *target = front(&found)->target;
			char *spliced;

			if (links++ >= 40)
				return ELOOP;
			spliced = splice(target, todo);
			free(owned);
			owned = todo = spliced;
			if (target[0] == '/') {
				if (m->links == TR_LINKS_KERNEL) {
					stack[0] = (struct m_pair){{NULL, m->top[TR_R]}};
				}
				depth = 0;
				out->at = stack[0];
			}
			continue;
		}
		if (!S_ISDIR(front(&found)->mode)) {
			if (!last || slash)
				return ENOTDIR;
		} else {
			if (++depth >= STACK_MAX)
				abort();
			stack[depth] = found;
		}
		out->at = found;
		out->parent = dir;
		set_name(out, name);
	}
	return 0;
}

/*
 * The target of a link with the rest of the path behind it, as FreeBSD's namei() has it in its
 * buffer of 1024 bytes. Up to 13 the slashes before the rest are one, and the last byte stays
 * unused; later they are as they came, and those at the end of the path are gone before it begins.
 * NULL: too long.
 */
static char *
kernel_splice(enum tr_rule rule, const char *target, const char *rest)
{
	cleanup_free char *measured = NULL;
	size_t len;

	if (rule == TR_LEGACY) {
		while (rest[0] == '/' && rest[1] == '/')
			rest++;
		measured = splice(target, strcmp(rest, "/") == 0 ? "" : rest);
		return strlen(measured) + 1 < 1024 ? splice(target, rest) : NULL;
	}
	measured = splice("", rest);
	for (len = strlen(measured); len > 0 && measured[len - 1] == '/'; len--)
		;
	return strlen(target) + len + 1 <= 1024 ? splice(target, rest) : NULL;
}

struct kwalk {
	struct m_inode *root; /* where an absolute path starts and ".." stops */
	enum tr_half half;
	bool restarted; /* an absolute link was followed, or it is the second try */
	unsigned links;
};

static errnum
kernel_pass(
    const struct model *m, struct kwalk *k, const char *path, bool follow, struct m_inode **out)
{
	cleanup_free char *owned = splice(path, "");
	struct m_inode *dir = k->root;
	char *todo = owned;
	char name[512];
	bool last, slash;

	*out = dir;
	while (next_component(&todo, name, sizeof(name), &last, &slash)) {
		struct m_inode *found = NULL;
		errnum error;

		if (strlen(name) > 255)
			return ENAMETOOLONG;
		if (!may_search(m, dir))
			return EACCES;
		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
			if (name[1] == '.' && dir != k->root)
				dir = dir->parent;
			*out = dir;
			continue;
		}
		error = look(m, dir, name, &found);
		if (error != 0)
			return error;
		if (S_ISLNK(found->mode) && (!last || slash || follow)) {
			char *spliced;

			if (k->links++ >= 32)
				return ELOOP;
			spliced = kernel_splice(m->rule, found->target, todo);
			if (spliced == NULL)
				return ENAMETOOLONG;
			free(owned);
			owned = todo = spliced;
			if (found->target[0] == '/') {
				k->root = m->top[TR_R];
				k->half = TR_R;
				k->restarted = true;
				dir = k->root;
				*out = dir;
			}
			continue;
		}
		if (!S_ISDIR(found->mode)) {
			if (!last || slash)
				return ENOTDIR;
		} else {
			dir = found;
		}
		*out = found;
	}
	return 0;
}

/* Up to FreeBSD 13: a probe below the prefix that does not follow the last link, then one walk. */
static errnum
legacy(
    const struct model *m, const char *path, bool follow, struct m_inode **out, enum tr_half *half)
{
	struct kwalk probe = {.root = m->top[TR_C], .half = TR_C};
	struct kwalk real = {.root = m->top[TR_R], .half = TR_R};
	errnum error = kernel_pass(m, &probe, path, false, out);

	if (error == 0 && *out != m->top[TR_C])
		real = (struct kwalk){.root = m->top[TR_C], .half = TR_C};
	error = kernel_pass(m, &real, path, follow, out);
	*half = real.half;
	return error;
}

errnum
model_walk_kernel(
    const struct model *m, const char *path, bool follow, struct m_inode **out, enum tr_half *half)
{
	struct kwalk pass = {.root = m->top[TR_C], .half = TR_C};
	errnum error;

	if (*path == '\0')
		return ENOENT;
	if (strlen(path) >= 1024)
		return ENAMETOOLONG;
	if (m->rule == TR_LEGACY)
		return legacy(m, path, follow, out, half);
	error = kernel_pass(m, &pass, path, follow, out);
	if (error == ENOENT && !pass.restarted) {
		pass = (struct kwalk){.root = m->top[TR_R], .half = TR_R, .restarted = true};
		error = kernel_pass(m, &pass, path, follow, out);
	}
	*half = pass.half;
	return error;
}
