/* SPDX-License-Identifier: BSD-2-Clause */
/* Where nodes are: their parents and names, and what moves them. */
#include "fs/node_table.h"
#include "fs/pages.h"

#include <string.h>

/*
 * Set the location of a node whose lock is held. The old parent and name are handed back, to be
 * given up once the lock is released.
 */
static void
relocate(struct node *node, struct node *parent, char *name, enum tr_layer layer,
    struct node **old_parent, char **old_name, int *old_pin)
{
	*old_parent = node->parent;
	*old_name = node->name;
	node_ref(parent);
	node->parent = parent;
	node->name = name;
	node->layer = (uint8_t)layer;
	if (!node->key.dir)
		*old_pin = steal_fd(&node->pin);
}

/*
 * Whether node is parent or above it: a move below has turned the tree over while the view was
 * looking. Without this a climb from either would never end.
 */
static bool
would_cycle(struct view *view, const struct node *node, struct node *parent)
{
	struct node *at = parent;
	bool cycle = false;
	unsigned int steps = 0;

	if (!node->key.dir)
		return false;
	node_ref(at);
	while (at != view->nodes->top && !cycle) {
		char name[NAME_MAX + 1];
		struct node *up;

		/* a second thread may be turning it back at this moment: give up rather than follow
		 * it round */
		cycle = at == node || ++steps > NODE_DEPTH_MAX;
		if (cycle || node_location(view, at, &up, name) != 0)
			break;
		node_unref(view, at, 1);
		at = up;
	}
	node_unref(view, at, 1);
	return cycle;
}

errnum
node_move(struct view *view, struct node *node, struct node *parent, const char *name,
    enum tr_layer layer)
{
	struct node *old_parent;
	char *copy = strdup(name);
	char *old_name;
	int pin = -1;

	if (copy == NULL)
		return ENOMEM;
	if (would_cycle(view, node, parent)) {
		free(copy);
		return ELOOP;
	}
	node_lock(view, node);
	relocate(node, parent, copy, layer, &old_parent, &old_name, &pin);
	node_unlock(view, node);
	node_name_free(node, old_name);
	close_fd(&pin);
	if (old_parent != NULL)
		node_unref(view, old_parent, 1);
	return 0;
}

errnum
node_location(struct view *view, struct node *node, struct node **parent, char name[NAME_MAX + 1])
{
	errnum error = ESTALE;

	node_lock(view, node);
	if (node->parent != NULL && node->name != NULL) {
		node_ref(node->parent);
		*parent = node->parent;
		memcpy(name, node->name, strnlen(node->name, NAME_MAX) + 1);
		name[NAME_MAX] = '\0';
		error = 0;
	}
	node_unlock(view, node);
	return error;
}

void
node_unname(
    struct view *view, struct node *node, const struct node *parent, const char *name, int fd)
{
	struct node *old_parent = NULL;
	char *old_name = NULL;

	node_lock(view, node);
	if (node->parent == parent && node->name != NULL && strcmp(node->name, name) == 0) {
		/* a directory keeps its parent, for "..", and its descriptors */
		old_name = steal_ptr(node->name);
		if (node->key.dir) {
			node->pinned = true;
		} else {
			pages_doubt(node);
			old_parent = steal_ptr(node->parent);
			if (node->pin < 0)
				node->pin = steal_fd(&fd);
		}
	}
	node_unlock(view, node);
	node_name_free(node, old_name);
	close_fd(&fd);
	if (old_parent != NULL)
		node_unref(view, old_parent, 1);
}

/* Put name and a slash before *at, which goes down to start at the least. */
static errnum
prepend(char **at, const char *start, const char *name)
{
	size_t len = strlen(name);

	if ((size_t)(*at - start) < len + 1)
		return ENAMETOOLONG;
	*at -= len;
	memcpy(*at, name, len);
	*--*at = '/';
	return 0;
}

errnum
node_path(struct view *view, struct node *node, const char *name, char **out)
{
	char text[PATH_MAX];
	char *at = text + sizeof(text) - 1;
	errnum error = 0;

	*at = '\0';
	if (name != NULL)
		error = prepend(&at, text, name);
	node_ref(node);
	while (error == 0 && node != view->nodes->top) {
		char part[NAME_MAX + 1];
		struct node *parent;

		error = node_location(view, node, &parent, part);
		if (error != 0)
			break;
		error = prepend(&at, text, part);
		node_unref(view, node, 1);
		node = parent;
	}
	node_unref(view, node, 1);
	if (error != 0)
		return error;
	if (*at == '\0' && prepend(&at, text, "") != 0)
		return ENAMETOOLONG;
	*out = strdup(at);
	return *out == NULL ? ENOMEM : 0;
}
