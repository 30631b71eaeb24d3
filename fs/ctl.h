/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * /.compatfs: reachable by name at the top of the view, never listed there.
 *
 *	status    one JSON object: options, counters, caches, version
 *	foreign   one line for each foreign library met
 *	compat/   the compat layer alone
 *	root/     the root layer alone
 */
#ifndef FS_CTL_H
#define FS_CTL_H

#include "fs/fuse.h"
#include "fs/node.h"

#define CTL_NAME ".compatfs"

/* Whether name in node is the control directory, or anything in it. */
bool ctl_is_name(const struct view *view, const struct node *node, const char *name);
errnum ctl_find(struct view *view, struct node *node, const char *name, struct fuse_entry_param *e);
/* Attributes of a control node. */
void ctl_stat(const struct view *view, const struct node *node, struct stat *st);
/* What a control file says now; the caller frees it. */
errnum ctl_text(struct view *view, const struct node *node, char **text, size_t *size);

/*
 * Where files are read without being opened (data=cached), what a control file says is fixed when
 * its name is looked up, which each open does: its size and time of change are known then, and the
 * kernel sees that its pages are of an older text. Here is that text, a copy for the caller to
 * free.
 */
struct ctl_shown;
errnum ctl_shown_new(struct ctl_shown **out);
void ctl_shown_free(struct ctl_shown *shown);
errnum ctl_text_shown(struct view *view, const struct node *node, char **text, size_t *size);

/* Called for each name in the control directory. */
typedef errnum ctl_list_fn(void *arg, const char *name, uint64_t ino, unsigned char type);
errnum ctl_list(const struct view *view, ctl_list_fn *fn, void *arg);

#endif
