/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Small files through the kernel's pages.
 *
 * With passthrough an open of the view is one of the backing file, too: the daemon opens and
 * registers it, and the kernel opens it again and closes it. For a file that is read once from its
 * beginning to its end that costs more than all the rest; for a large or a mapped one it is nothing
 * beside what it saves. So with data=auto an open for reading of a file of at most PAGES_SMALL is
 * answered "through your pages" (FOPEN_KEEP_CACHE). When the kernel's pages are known to hold what
 * is in the file, that takes no system call: nothing is opened before the kernel asks for a page
 * that it has not. The same goes for all files with data=buffered.
 *
 * What is known. node->pages says that node->stamp, the version that the pages are of (ops_open.c),
 * was the file's when it was last looked at, and that no change was heard of since. It is set after
 * an fstat() during which no change was heard of (key_has_changed()), and cleared by every event of
 * the file (invalidate.c), before the kernel is told to drop its pages; by every open of the view
 * that may write, since what passthrough writes is not in the pages; and when a name of the file
 * goes, since its number may come back as another file's. It counts only where changes are heard
 * of, and while none waits to be (coherence_is_idle()). So what a program reads is no older than
 * its open(2), as with passthrough, but for what nobody hears of: writes below through a mapping,
 * before it is gone and the file closed.
 *
 * What is open. While such open files are there, all others of the file go through the pages too
 * (opened.h). An open file without a descriptor gets one after some seconds (openeds_sweep()). One
 * whose name goes through the view is found by its pin. Only where its name goes below in the first
 * seconds, and the kernel does not have all of its pages, does a read fail: ESTALE.
 */
#ifndef FS_PAGES_H
#define FS_PAGES_H

#include "fs/node.h"

enum {
	PAGES_SMALL = 64 * 1024 /* bytes */
};

/* Whether an open of node with these flags (open(2)) is to be answered with pages, if it can be. */
bool pages_suit(struct view *view, const struct node *node, int flags);

/*
 * Whether the kernel's pages of node, if it has any, are those of the file, at some moment during
 * the call.
 */
bool pages_are_known(const struct view *view, const struct node *node);

/*
 * node->stamp is the file's version as of an fstat(2), and so are the pages; changes is
 * view_changes() from before it. False: or they may be older.
 */
bool pages_know(struct view *view, struct node *node, uint64_t changes);

/*
 * Give the kernel all that is in node's file, of size bytes, open as fd, if that is at hand; which
 * saves it from asking. Nobody may have the file open. Whether it was.
 */
bool pages_store(struct view *view, const struct node *node, int fd, size_t size);
/* Have it drop them. */
void pages_drop(struct view *view, const struct node *node);

/* The file may have changed. */
void pages_doubt(struct node *node);

/* The file's attributes were read: how large is it? */
void pages_note_size(struct node *node, const struct stat *st);

#endif
