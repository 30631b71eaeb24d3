/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is mounted below the two layers, known from the system's mount table and not by touching the
 * mounts.
 *
 * A look-up must never touch the view's own mount (it would wait for itself) nor, without being
 * asked to, one that may hang. So the mount points below each layer form a tree of names; a
 * directory of the view knows where in that tree it stands, and asks it before it looks at a name
 * below it. Nearly all directories have no mount below them and stand nowhere.
 *
 * The tree is rebuilt when the system says that its mount table has changed, and generation goes
 * up.
 */
#ifndef FS_MOUNTS_H
#define FS_MOUNTS_H

#include "common/util.h"
#include "tworoot/tworoot.h"

#include <stdbool.h>
#include <stdint.h>

enum mount_kind {
	MOUNT_NONE, /* not a mount point */
	MOUNT_PLAIN, /* passed through */
	MOUNT_SLOW, /* passed through, but only touched when somebody asks for it: FUSE, network */
	MOUNT_HOLE, /* not passed through: kernel pseudo file systems and views; an empty directory
		     */
};

/* One name on the way to a mount point. */
struct mount_node;

struct mounts;

/*
 * paths[] are the real paths of the two layers (NULL without that half). With pass_pseudo the
 * kernel's pseudo file systems are passed through too; views never are.
 */
errnum mounts_new(char *const paths[2], bool pass_pseudo, struct mounts **out);
void mounts_free(struct mounts *mounts);

/*
 * Read the system's table again; the tree and its generation change only when mounts below the
 * layers did. ENOENT, ENOMEM, …: the old tree stays. One caller at a time.
 */
errnum mounts_refresh(struct mounts *mounts);

/* Build the tree from a table in the form of Linux' /proc/PID/mountinfo: for tests. */
errnum mounts_refresh_from(struct mounts *mounts, const char *mountinfo);

/*
 * Wait until the table has changed (0), stop_fd is readable (ECANCELED), or ms have passed
 * (ETIMEDOUT). ENOTSUP: look at it now and then.
 */
errnum mounts_wait(struct mounts *mounts, int stop_fd, int ms);

/* Goes up with each change of the tree. */
uint32_t mounts_generation(const struct mounts *mounts);

/*
 * Between these two calls the tree does not change and its nodes are valid.
 */
void mounts_lock(struct mounts *mounts);
void mounts_unlock(struct mounts *mounts);

/* The top of a layer's tree, and from a node the next one by name: NULL when no mount is below. */
const struct mount_node *mounts_top(const struct mounts *mounts, enum tr_half half);
const struct mount_node *mount_node_child(const struct mount_node *node, const char *name);

enum mount_kind mount_node_kind(const struct mount_node *node);
/* A number for a hole, different for each. */
uint64_t mount_node_id(const struct mount_node *node);
/* Whether some mount point is below the node. */
bool mount_node_has_children(const struct mount_node *node);

/* Whether exactly this real path is a mount point in the system's table, and of which type (or
 * NULL). */
bool mounts_is_mounted(const char *path, char *type, size_t size);

/* The device of what is mounted on this real path last. ENOENT when nothing is. */
errnum mounts_device(const char *path, dev_t *dev);
/* Whether a device is mounted anywhere. True when the table cannot be read. */
bool mounts_has_device(dev_t dev);

#endif
