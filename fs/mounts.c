/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/mounts.h"
#include "fs/mount_table.h"

#include <pthread.h>
#include <string.h>
#include <sys/queue.h>

struct mount_node {
	LIST_ENTRY(mount_node) sibling;
	LIST_HEAD(mount_children, mount_node) children;
	enum mount_kind kind;
	uint64_t id;
	char name[];
};

struct mounts {
	pthread_rwlock_t lock;
	struct mount_node *top[2];
	uint32_t generation;
	uint64_t signature;
	const char *paths[2]; /* borrowed from the roots, which live as long */
	bool pass_pseudo;
	int watch; /* -1 where the system has none */
};

static struct mount_node *
node_new(const char *name, size_t len)
{
	struct mount_node *node = calloc(1, sizeof(*node) + len + 1);

	if (node == NULL)
		return NULL;
	LIST_INIT(&node->children);
	memcpy(node->name, name, len);
	return node;
}

static void node_free(struct mount_node *node);

/* The tree is as deep as the longest path in the mount table, which PATH_MAX bounds. */
static void
drop_children(struct mount_node *node)
{
	struct mount_node *child;

	while ((child = LIST_FIRST(&node->children)) != NULL) {
		LIST_REMOVE(child, sibling);
		node_free(child);
	}
}

static void
node_free(struct mount_node *node)
{
	if (node == NULL)
		return;
	drop_children(node);
	free(node);
}

static struct mount_node *
child_of(const struct mount_node *node, const char *name, size_t len)
{
	struct mount_node *child;

	LIST_FOREACH (child, &node->children, sibling)
		if (strncmp(child->name, name, len) == 0 && child->name[len] == '\0')
			return child;
	return NULL;
}

/* What a new tree is built with. */
struct build {
	const struct mounts *mounts;
	struct mount_node *top[2];
	uint64_t next_id;
	uint64_t signature; /* of all that went in, in order */
};

static enum mount_kind
kind_of(const struct build *build, const char *type)
{
	if (strcmp(type, "fuse.compatfs") == 0 || strcmp(type, "fusefs.compatfs") == 0)
		return MOUNT_HOLE;
	if (mount_type_is_pseudo(type))
		return build->mounts->pass_pseudo ? MOUNT_PLAIN : MOUNT_HOLE;
	return mount_type_is_slow(type) ? MOUNT_SLOW : MOUNT_PLAIN;
}

/* The part of path below layer, or NULL when it is not below it. */
static const char *
below(const char *path, const char *layer)
{
	size_t len = strcmp(layer, "/") == 0 ? 0 : strlen(layer);

	if (strncmp(path, layer, len) != 0 || path[len] != '/' || path[len + 1] == '\0')
		return NULL;
	return path + len + 1;
}

/* FNV-1a, the NUL included. */
static void
sign(struct build *build, const char *text)
{
	do
		build->signature =
		    (build->signature ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	while (*text++ != '\0');
}

static errnum
add_row(void *arg, const struct mount_row *row)
{
	struct build *build = arg;

	for (int h = TR_C; h <= TR_R; h++) {
		const char *rest = build->mounts->paths[h] == NULL
				       ? NULL
				       : below(row->path, build->mounts->paths[h]);
		struct mount_node *node = build->top[h];

		if (rest == NULL)
			continue;
		sign(build, row->path);
		sign(build, row->type);
		while (rest[0] != '\0') {
			size_t len = strcspn(rest, "/");
			struct mount_node *child = child_of(node, rest, len);

			if (child == NULL) {
				child = node_new(rest, len);
				if (child == NULL)
					return ENOMEM;
				LIST_INSERT_HEAD(&node->children, child, sibling);
			}
			node = child;
			rest += len;
			rest += strspn(rest, "/");
		}
		/* what was mounted below it before is covered now */
		drop_children(node);
		node->kind = kind_of(build, row->type);
		node->id = ++build->next_id;
	}
	return 0;
}

/* Build with whichever reader; swap the trees only when all went well. */
static errnum
rebuild(struct mounts *mounts, char *text)
{
	struct build build = {.mounts = mounts};
	errnum error = ENOMEM;

	build.top[TR_C] = node_new("", 0);
	build.top[TR_R] = node_new("", 0);
	if (build.top[TR_C] != NULL && build.top[TR_R] != NULL)
		error = text != NULL ? mount_table_parse(text, add_row, &build)
				     : mount_table_read(add_row, &build);
	if (error == 0 && (mounts->generation == 0 || build.signature != mounts->signature)) {
		(void)pthread_rwlock_wrlock(&mounts->lock);
		mounts->signature = build.signature;
		for (int h = TR_C; h <= TR_R; h++) {
			struct mount_node *old = mounts->top[h];

			mounts->top[h] = build.top[h];
			build.top[h] = old;
		}
		__atomic_add_fetch(&mounts->generation, 1, __ATOMIC_RELEASE);
		(void)pthread_rwlock_unlock(&mounts->lock);
	}
	node_free(build.top[TR_C]);
	node_free(build.top[TR_R]);
	return error;
}

errnum
mounts_refresh(struct mounts *mounts)
{
	return rebuild(mounts, NULL);
}

errnum
mounts_refresh_from(struct mounts *mounts, const char *mountinfo)
{
	cleanup_free char *text = strdup(mountinfo);

	return text == NULL ? ENOMEM : rebuild(mounts, text);
}

errnum
mounts_new(char *const paths[2], bool pass_pseudo, struct mounts **out)
{
	struct mounts *mounts = calloc(1, sizeof(*mounts));

	if (mounts == NULL)
		return ENOMEM;
	(void)pthread_rwlock_init(&mounts->lock, NULL);
	mounts->paths[TR_C] = paths[TR_C];
	mounts->paths[TR_R] = paths[TR_R];
	mounts->pass_pseudo = pass_pseudo;
	mounts->watch = -1;
	mounts->top[TR_C] = node_new("", 0);
	mounts->top[TR_R] = node_new("", 0);
	if (mounts->top[TR_C] == NULL || mounts->top[TR_R] == NULL) {
		mounts_free(mounts);
		return ENOMEM;
	}
	(void)mount_table_watch(&mounts->watch); /* without it: mounts_wait() says ENOTSUP */
	*out = mounts;
	return 0;
}

void
mounts_free(struct mounts *mounts)
{
	if (mounts == NULL)
		return;
	node_free(mounts->top[TR_C]);
	node_free(mounts->top[TR_R]);
	close_fd(&mounts->watch);
	(void)pthread_rwlock_destroy(&mounts->lock);
	free(mounts);
}

errnum
mounts_wait(struct mounts *mounts, int stop_fd, int ms)
{
	return mounts->watch < 0 ? ENOTSUP : mount_table_wait(mounts->watch, stop_fd, ms);
}

uint32_t
mounts_generation(const struct mounts *mounts)
{
	return __atomic_load_n(&mounts->generation, __ATOMIC_ACQUIRE);
}

void
mounts_lock(struct mounts *mounts)
{
	(void)pthread_rwlock_rdlock(&mounts->lock);
}

void
mounts_unlock(struct mounts *mounts)
{
	(void)pthread_rwlock_unlock(&mounts->lock);
}

const struct mount_node *
mounts_top(const struct mounts *mounts, enum tr_half half)
{
	return mounts->top[half];
}

const struct mount_node *
mount_node_child(const struct mount_node *node, const char *name)
{
	return node == NULL ? NULL : child_of(node, name, strlen(name));
}

enum mount_kind
mount_node_kind(const struct mount_node *node)
{
	return node == NULL ? MOUNT_NONE : node->kind;
}

uint64_t
mount_node_id(const struct mount_node *node)
{
	return node->id;
}

bool
mount_node_has_children(const struct mount_node *node)
{
	return node != NULL && !LIST_EMPTY(&node->children);
}

struct wanted {
	const char *path;
	char *type;
	size_t size;
	bool found;
	dev_t dev;
};

static errnum
match_row(void *arg, const struct mount_row *row)
{
	struct wanted *wanted = arg;

	if (strcmp(row->path, wanted->path) == 0) {
		wanted->found = true;
		wanted->dev = row->dev;
		if (wanted->type != NULL)
			(void)snprintf(wanted->type, wanted->size, "%s", row->type);
	}
	return 0;
}

bool
mounts_is_mounted(const char *path, char *type, size_t size)
{
	struct wanted wanted = {.path = path, .type = type, .size = size};

	return mount_table_read(match_row, &wanted) == 0 && wanted.found;
}

errnum
mounts_device(const char *path, dev_t *dev)
{
	struct wanted wanted = {.path = path};
	errnum error = mount_table_read(match_row, &wanted);

	if (error == 0 && !wanted.found)
		error = ENOENT;
	if (error == 0)
		*dev = wanted.dev;
	return error;
}

static errnum
match_device(void *arg, const struct mount_row *row)
{
	struct wanted *wanted = arg;

	wanted->found = wanted->found || row->dev == wanted->dev;
	return 0;
}

bool
mounts_has_device(dev_t dev)
{
	struct wanted wanted = {.dev = dev};

	return mount_table_read(match_device, &wanted) != 0 || wanted.found;
}
