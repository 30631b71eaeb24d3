/* SPDX-License-Identifier: BSD-2-Clause */
#include "tworoot/tworoot.h"

#include <fcntl.h>

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif

/* Open one tree: its real path, and a descriptor of its top. */
static errnum
open_tree(const char *path, char **real, int *fd)
{
	cleanup_free char *resolved = realpath(path, NULL);
	int top;

	if (resolved == NULL)
		return last_error();
	top = open(resolved, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (top < 0)
		return last_error();
	*real = steal_ptr(resolved);
	*fd = top;
	return 0;
}

errnum
tr_roots_open(struct tr_roots *roots, const char *compat, const char *root, const char **bad)
{
	const char *given[2] = {compat, root};
	struct tr_roots opened = {.top = {{-1, -1}}};

	for (int h = TR_C; h <= TR_R; h++) {
		errnum error;

		if (given[h] == NULL)
			continue;
		error = open_tree(given[h], &opened.path[h], &opened.top.fd[h]);
		if (error != 0) {
			tr_roots_close(&opened);
			*bad = given[h];
			return error;
		}
	}
	*roots = opened;
	return 0;
}

void
tr_roots_close(struct tr_roots *roots)
{
	tr_close_dir(&roots->top);
	for (int h = TR_C; h <= TR_R; h++) {
		free(roots->path[h]);
		roots->path[h] = NULL;
	}
}
