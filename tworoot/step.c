/* SPDX-License-Identifier: BSD-2-Clause */
#include "tworoot/tworoot.h"

#include <fcntl.h>

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif

errnum
tr_stat_plain(const struct tr_rules *rules, const struct tr_dir *dir, enum tr_half half,
    const char *name, struct stat *st)
{
	(void)rules;
	return fstatat(dir->fd[half], name, st, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : last_error();
}

errnum
tr_step(
    const struct tr_rules *rules, const struct tr_dir *dir, const char *name, struct tr_entry *out)
{
	tr_stat_fn *examine = rules->stat != NULL ? rules->stat : tr_stat_plain;
	errnum err[2] = {ENOENT, ENOENT};
	enum tr_layer layer = TR_NONE;
	mode_t mode[2] = {0, 0};
	struct tr_entry found;
	errnum error;

	for (int h = TR_C; h <= TR_R; h++) {
		if (h == TR_R && !tr_root_matters(rules->rule, err[TR_C], mode[TR_C]))
			break;
		if (dir->fd[h] < 0)
			continue;
		err[h] = examine(rules, dir, (enum tr_half)h, name, &found.st[h]);
		if (err[h] == 0)
			mode[h] = found.st[h].st_mode;
	}
	if (dir->fd[TR_R] < 0 && err[TR_C] != 0)
		return err[TR_C]; /* nothing to fall back to */
	error = tr_decide(rules->rule, err[TR_C], mode[TR_C], err[TR_R], mode[TR_R], &layer);
	if (error != 0)
		return error;
	out->layer = layer;
	for (int h = TR_C; h <= TR_R; h++)
		if ((layer & (1U << h)) != 0)
			out->st[h] = found.st[h];
	return 0;
}

enum tr_half
tr_create_half(const struct tr_dir *dir)
{
	return dir->fd[TR_C] >= 0 ? TR_C : TR_R;
}

errnum
tr_open_dir(const struct tr_dir *dir, enum tr_layer layer, const char *name, struct tr_dir *out)
{
	struct tr_dir opened = {{-1, -1}};

	for (int h = TR_C; h <= TR_R; h++) {
		if ((layer & (1U << h)) == 0)
			continue;
		opened.fd[h] =
		    openat(dir->fd[h], name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (opened.fd[h] < 0) {
			errnum error = last_error();

			tr_close_dir(&opened);
			return error;
		}
	}
	*out = opened;
	return 0;
}

void
tr_close_dir(struct tr_dir *dir)
{
	close_fd(&dir->fd[TR_C]);
	close_fd(&dir->fd[TR_R]);
}
