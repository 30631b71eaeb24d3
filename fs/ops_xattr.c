/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Extended attributes of the layers, and the view's own: user.compatfs.layer, .source and .brand.
 * The own ones are not listed, so that no copying tool carries them away, and cannot be set.
 */
#include "fs/ops.h"
#include "fs/foreign.h"
#include "fs/host.h"
#include "fs/place.h"

#include <fcntl.h>
#include <string.h>

#ifndef ENODATA
#define ENODATA ENOATTR
#endif

#define OWN_PREFIX "user.compatfs."

static errnum
own_layer(struct view *view, struct node *node, char **out)
{
	enum tr_layer layer = (enum tr_layer)node->key.layer;

	if (!node->key.dir) {
		node_lock(view, node);
		layer = (enum tr_layer)node->layer;
		node_unlock(view, node);
	}
	*out = strdup(tr_layer_name(layer));
	return *out == NULL ? ENOMEM : 0;
}

/* The part of a path in the view that is a path in a layer. */
static const char *
within_layer(const char *path)
{
	static const char *const alone[] = {"/.compatfs/compat", "/.compatfs/root"};

	for (size_t i = 0; i < ARRAY_LEN(alone); i++) {
		size_t len = strlen(alone[i]);

		if (strncmp(path, alone[i], len) == 0 && (path[len] == '/' || path[len] == '\0'))
			return path + len;
	}
	return strcmp(path, "/") == 0 ? "" : path;
}

static errnum
own_source(struct view *view, struct node *node, char **out)
{
	enum tr_half half = tr_front((enum tr_layer)node->key.layer);
	cleanup_free char *path = NULL;
	const char *layer;
	const char *rest;
	errnum error = node_path(view, node, NULL, &path);

	if (error != 0)
		return ENODATA; /* it has no name any more */
	if (!node->key.dir) {
		node_lock(view, node);
		half = tr_front((enum tr_layer)node->layer);
		node_unlock(view, node);
	}
	layer = view->roots.path[half];
	rest = within_layer(path);
	if (rest[0] != '\0' && strcmp(layer, "/") == 0)
		layer = "";
	return asprintf(out, "%s%s", layer, rest) < 0 ? ENOMEM : 0;
}

static errnum
own_brand(struct view *view, struct node *node, char **out)
{
	cleanup_fd int path = -1;
	cleanup_fd int fd = -1;
	enum ec_brand brand;
	enum ec_by by;
	struct stat st;

	if (node->key.dir || node_open_path(view, node, &path) != 0 || fstat(path, &st) != 0 ||
	    !S_ISREG(st.st_mode) || host_reopen(path, O_RDONLY | O_NONBLOCK, &fd) != 0 ||
	    ec_brand_fd(fd, &brand, &by) != 0)
		return ENODATA;
	*out = strdup(ec_brand_name(brand));
	return *out == NULL ? ENOMEM : 0;
}

static errnum
own_value(struct view *view, struct node *node, const char *name, char **out)
{
	const char *which = name + strlen(OWN_PREFIX);

	if (node->key.kind != NODE_OBJECT)
		return ENODATA;
	if (strcmp(which, "layer") == 0)
		return own_layer(view, node, out);
	if (strcmp(which, "source") == 0)
		return own_source(view, node, out);
	if (strcmp(which, "brand") == 0)
		return own_brand(view, node, out);
	return ENODATA;
}

static bool
is_own(const char *name)
{
	return strncmp(name, OWN_PREFIX, strlen(OWN_PREFIX)) == 0;
}

/* Answer with a value of len bytes, or with its size when that is what was asked for. */
static void
reply_value(fuse_req_t req, const char *value, size_t len, size_t size)
{
	if (size == 0)
		(void)fuse_reply_xattr(req, len);
	else if (len > size)
		(void)fuse_reply_err(req, ERANGE);
	else
		(void)fuse_reply_buf(req, value, len);
}

void
op_getxattr(fuse_req_t req, fuse_ino_t ino, const char *name, size_t size)
{
	struct view *view = view_of(req);
	struct node *node = node_of(view, ino);
	cleanup_free char *value = NULL;
	cleanup_fd int fd = -1;
	size_t len = 0;
	errnum error = 0;

	count_one(&view->counters.xattrs);
	if (is_own(name)) {
		error = own_value(view, node, name, &value);
		len = value != NULL ? strlen(value) : 0;
	} else if (node->key.kind != NODE_OBJECT) {
		error = ENODATA;
	} else {
		value = size > 0 ? malloc(size) : NULL;
		if (size > 0 && value == NULL)
			error = ENOMEM;
		if (error == 0)
			error = node_open_path(view, node, &fd);
		if (error == 0)
			error = host_getxattr(fd, name, value, size, &len);
	}
	if (error != 0)
		(void)fuse_reply_err(req, error);
	else
		reply_value(req, value, len, size);
}

/* Linux shows the names of trusted attributes to the privileged only; the size asked for before may
 * be larger. */
static size_t
without_trusted(char *list, size_t len)
{
	size_t kept = 0;

	for (size_t at = 0; at < len;) {
		size_t size = strnlen(list + at, len - at - 1) + 1;

		if (strncmp(list + at, "trusted.", 8) != 0) {
			memmove(list + kept, list + at, size);
			kept += size;
		}
		at += size;
	}
	return kept;
}

void
op_listxattr(fuse_req_t req, fuse_ino_t ino, size_t size)
{
	struct view *view = view_of(req);
	struct node *node = node_of(view, ino);
	cleanup_free char *list = size > 0 ? malloc(size) : NULL;
	cleanup_fd int fd = -1;
	size_t len = 0;
	errnum error = size > 0 && list == NULL ? ENOMEM : 0;

	count_one(&view->counters.xattrs);
	if (error == 0 && node->key.kind == NODE_OBJECT) {
		error = node_open_path(view, node, &fd);
		if (error == 0)
			error = host_listxattr(fd, list, size, &len);
		if (error == 0 && size > 0 && fuse_req_ctx(req)->uid != 0)
			len = without_trusted(list, len);
	}
	if (error != 0)
		(void)fuse_reply_err(req, error);
	else
		reply_value(req, list, len, size);
}

/* An O_PATH descriptor of node, if its attribute name may be set or removed. */
static errnum
open_to_set(struct view *view, struct node *node, const char *name, int *fd)
{
	count_one(&view->counters.xattrs);
	if (!view->options.rw)
		return EROFS;
	if (is_own(name) || node->key.kind != NODE_OBJECT)
		return EPERM;
	return node_open_path(view, node, fd);
}

/* It may have been a directory's ACL. */
static void
changed(struct view *view, const struct node *node)
{
	if (node->key.dir)
		node_touch(view, node, tr_front((enum tr_layer)node->key.layer));
}

void
op_setxattr(
    fuse_req_t req, fuse_ino_t ino, const char *name, const char *value, size_t size, int flags)
{
	struct view *view = view_of(req);
	struct node *node = node_of(view, ino);
	cleanup_fd int fd = -1;
	errnum error = open_to_set(view, node, name, &fd);

	if (error == 0)
		error = host_setxattr(fd, name, value, size, flags);
	changed(view, node);
	(void)fuse_reply_err(req, error);
}

void
op_removexattr(fuse_req_t req, fuse_ino_t ino, const char *name)
{
	struct view *view = view_of(req);
	struct node *node = node_of(view, ino);
	cleanup_fd int fd = -1;
	errnum error = open_to_set(view, node, name, &fd);

	if (error == 0)
		error = host_removexattr(fd, name);
	changed(view, node);
	(void)fuse_reply_err(req, error);
}
