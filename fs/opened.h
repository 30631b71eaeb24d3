/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is open of a file's node, or was lately: one for all of its users, who are the open files
 * (handle.h, or without a handle: pages.h) and, where the kernel opens nothing (data=cached), the
 * reads in progress.
 *
 * How the kernel reaches the data is one decision for all open files of an inode: by the backing
 * file itself, and then by the same registered one, or through its pages of the view (the kernel's
 * fs/fuse/iomode.c; it answers a mixture with EIO). The first user decides, and the last one's end
 * ends it. The kernel ends its own use before it sends RELEASE, so what is counted here is never
 * less than what the kernel has.
 *
 * Registering is a third of the cost of an open, and so a file stays registered for some seconds
 * after its last user: opened_get() then needs no system call. That holds only where changes below
 * are heard of, so that the kernel has forgotten a name that leads elsewhere now; for other files
 * each open looks at the name again. Nobody's right to open a file is decided here: the kernel
 * checks each open of the view against the attributes (default_permissions) before it asks.
 *
 * While some open files are there the kernel may not keep the attributes of their file, and asks
 * for them each time (node->changing); these open files are the changers. Where the kernel opens
 * the backing file, those that may be mapped and written to: a mapping is the backing file's own,
 * and nobody, the kernel's view of it included, hears of what is written through it. Where
 * host_takes_old_sizes(), all that may be written to.
 *
 * A registered file keeps its blocks when it is unlinked, and its mount. So the idle ones are few,
 * the oldest go first, and all go after some seconds (openeds_sweep()) or with their node.
 */
#ifndef FS_OPENED_H
#define FS_OPENED_H

#include "common/util.h"
#include "fs/node.h"

#include <sys/queue.h>

struct handle;
struct openeds;

enum opened_how {
	OPENED_UNDECIDED, /* no open files */
	OPENED_BACKING, /* passthrough */
	OPENED_PAGES, /* through the kernel's pages of the view */
};

struct opened {
	TAILQ_ENTRY(opened) link; /* among the idle ones, while it has no users; or the bare ones */
	struct node *node;
	unsigned int users;
	enum opened_how how; /* does not change while there are open files */
	int fd; /* of the file, never for writing: that would keep it from being executed below. -1:
		   none yet; set once while there are users */
	bool readable; /* fd is not O_PATH: always where how is OPENED_PAGES */
	bool bare; /* open by opened_get_pages(), with no descriptor yet */
	bool exclusive; /* whoever wants to be another user waits; changed by the only one */
	int id; /* of backing.h; 0: none */
	int64_t since; /* seconds: idle, or bare */
	unsigned int changers; /* users, see above */
	LIST_HEAD(, handle) handles; /* those with a descriptor of their own */
};

errnum openeds_new(struct openeds **out);
void openeds_free(struct openeds *openeds);

/*
 * One more user, for an open file. pass: by the backing file if that can be; an open file that is
 * there already has decided. *seen: the file has just been looked at, not remembered. ESTALE when
 * node's name leads elsewhere; EMFILE, ENOMEM, ….
 */
errnum opened_get(struct view *view, struct node *node, bool pass, struct opened **out, bool *seen);
/* One more user, for a read: fd is open for reading. */
errnum opened_get_reader(struct view *view, struct node *node, struct opened **out);
/*
 * One more user, for an open file that reads the kernel's pages and has no handle (pages.h); it
 * need not have a descriptor before it reads something that the kernel has not, and gets one after
 * some seconds. alone: if it is the first it is to be the only one until opened_share();
 * opened->exclusive tells. EBUSY: the file is open by the backing file.
 */
errnum opened_get_pages(struct view *view, struct node *node, bool alone, struct opened **out);
void opened_share(struct view *view, struct opened *opened);
/* Such a user's fd, open for reading from now on. */
errnum opened_need_fd(struct view *view, struct opened *opened);
/* Such a user of node's is no more. */
void opened_put_pages(struct view *view, struct node *node);
void opened_put(struct view *view, struct opened *opened);

/* A user is a changer from now on, or no longer. */
void opened_add_changer(struct view *view, struct opened *opened);
void opened_remove_changer(struct view *view, struct opened *opened);

/* An open file has got a descriptor of its own, or is about to close it. */
void opened_add_handle(struct view *view, struct opened *opened, struct handle *handle);
void opened_remove_handle(struct view *view, struct opened *opened, struct handle *handle);

/* A duplicate of any descriptor there is of an open file of node. ESTALE when there is none. */
errnum opened_spare_fd(struct view *view, struct node *node, int *fd);

/* node, which has no users, is about to be freed. */
void opened_forget(struct view *view, struct node *node);
/* The same at the end, whatever its users, when the session is gone. */
void opened_discard(struct opened *opened);

enum {
	OPENED_PATH = -1 /* in place of flags: node_open_path() */
};

/*
 * A descriptor of node's file, as node_open() with these flags makes it. When there is none left
 * what is idle is closed, and it is tried again.
 */
errnum opened_open_file(struct view *view, struct node *node, int flags, int *fd);

/* Close what has been idle for some seconds; or (all) everything idle. */
void openeds_sweep(struct view *view, bool all);

/* For `status`: how many registered backing files there are. */
unsigned int openeds_backing_count(const struct openeds *openeds);

#endif
