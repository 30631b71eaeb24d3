/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/view.h"

#include <fcntl.h>
#include <string.h>

void
ec_view_init(struct ec_view *v, const struct tr_roots *roots, enum tr_form form)
{
	v->roots = roots;
	v->form = form;
	v->plain = roots->path[TR_C] == NULL && roots->path[TR_R] != NULL &&
		   strcmp(roots->path[TR_R], "/") == 0;
	v->cwd = NULL;
}

/* path made absolute in the view, in *joined (malloc'ed) when that took something. */
static errnum
absolute(const struct ec_view *v, const char *path, char **joined, const char **out)
{
	if (path[0] == '/' || v->cwd == NULL) {
		*out = path;
		return 0;
	}
	if (path[0] == '\0')
		return ENOENT;
	if (asprintf(joined, "%s/%s", v->cwd, path) < 0) {
		*joined = NULL;
		return ENOMEM;
	}
	*out = *joined;
	return 0;
}

static errnum
walk(const struct ec_view *v, const char *path, int flags, struct tr_found *out)
{
	/* a relative path starts at the top of the view there */
	return tr_walk(v->roots, v->form, path, flags, out, NULL, NULL);
}

errnum
ec_view_open(const struct ec_view *v, const char *path, struct ec_hit *out)
{
	cleanup_free char *joined = NULL;
	struct tr_found found;
	errnum error = absolute(v, path, &joined, &path);

	if (error != 0)
		return error;
	if (v->plain) {
		cleanup_fd int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

		if (fd < 0 || fstat(fd, &out->st) != 0)
			return last_error();
		out->fd = steal_fd(&fd);
		out->layer = TR_ROOT;
		out->path = NULL;
		out->source = NULL;
		return 0;
	}
	error = walk(v, path, TR_OPEN, &found);
	if (error != 0)
		return error;
	out->fd = steal_fd(&found.fd);
	out->layer = found.layer;
	out->st = found.st;
	out->path = steal_ptr(found.path);
	out->source = steal_ptr(found.source);
	tr_found_release(&found);
	return 0;
}

void
ec_hit_release(struct ec_hit *hit)
{
	close_fd(&hit->fd);
	free(hit->path);
	free(hit->source);
	hit->path = NULL;
	hit->source = NULL;
}

errnum
ec_view_is_dir(const struct ec_view *v, const char *path)
{
	cleanup_free char *joined = NULL;
	struct tr_found found;
	struct stat st;
	errnum error = absolute(v, path, &joined, &path);

	if (error != 0)
		return error;
	if (v->plain) {
		if (stat(path, &st) != 0)
			return last_error();
		return S_ISDIR(st.st_mode) ? 0 : ENOTDIR;
	}
	error = walk(v, path, 0, &found);
	if (error != 0)
		return error;
	error = S_ISDIR(found.st.st_mode) ? 0 : ENOTDIR;
	tr_found_release(&found);
	return error;
}

errnum
ec_view_resolve(const struct ec_view *v, const char *path, char **real, char **source)
{
	cleanup_free char *joined = NULL;
	struct tr_found found;
	errnum error = absolute(v, path, &joined, &path);

	if (error != 0)
		return error;
	if (v->plain) {
		cleanup_free char *full = realpath(path, NULL);

		if (full == NULL)
			return last_error();
		if (source != NULL) {
			*source = strdup(full);
			if (*source == NULL)
				return ENOMEM;
		}
		if (real != NULL)
			*real = steal_ptr(full);
		return 0;
	}
	error = walk(v, path, 0, &found);
	if (error != 0)
		return error;
	if (real != NULL)
		*real = steal_ptr(found.path);
	if (source != NULL)
		*source = steal_ptr(found.source);
	tr_found_release(&found);
	return 0;
}
