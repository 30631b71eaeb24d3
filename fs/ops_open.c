/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Open and release. With passthrough the kernel does the rest (opened.h). Otherwise the kernel's
 * page cache of a file outlives its opens (keep_cache) as long as the backing file is as it was:
 * its version (size, mtime, ctime) is remembered with the node.
 */
#include "fs/ops.h"
#include "fs/backing.h"
#include "fs/coherence.h"
#include "fs/ctl.h"
#include "fs/data.h"
#include "fs/entry.h"
#include "fs/foreign.h"
#include "fs/handle.h"
#include "fs/host.h"
#include "fs/invalidate.h"
#include "fs/pages.h"
#include "fs/place.h"
#include "fs/setgid.h"
#include "fs/version.h"

#include <fcntl.h>

/* The access a backing file needs: FreeBSD also asks with O_EXEC, which reading serves. */
static int
access_of(int flags)
{
	int access = flags & O_ACCMODE;

	return access == O_WRONLY || access == O_RDWR ? access : O_RDONLY;
}

/*
 * Whether the kernel's pages of node are those of st; remembers st's version. *stale: the kernel
 * has seen another one, and may still have its attributes where they are kept without a limit
 * (nobody tells of writes through mmap(2)).
 */
static bool
same_version(struct view *view, struct node *node, const struct stat *st, bool *stale)
{
	uint64_t version = stat_version(st);
	bool same;

	node_lock(view, node);
	same = node->stamp == version;
	*stale = !same && node->stamp != 0 && view->coherence != NULL;
	node->stamp = version;
	node_unlock(view, node);
	return same;
}

/* The flags that the kernel will open a backing file with, as far as they decide whether it can. */
static int
flags_of(int flags)
{
	int wanted = access_of(flags) | (flags & (O_SYNC | O_DSYNC));

#ifdef O_DIRECT
	wanted |= flags & O_DIRECT;
#endif
	return wanted;
}

/*
 * Whether an open needs a descriptor of its own. Passthrough does for writing and for O_DIRECT:
 * when the kernel cannot open the backing file it says EIO, whatever the cause, and so the cause is
 * found out here.
 */
static bool
needs_fd(const struct opened *opened, int flags)
{
	return opened->how != OPENED_BACKING || flags_of(flags) != O_RDONLY;
}

static errnum
open_own(struct view *view, struct node *node, const struct opened *opened, int flags, int *fd)
{
	int access = access_of(flags);
	int wanted = (flags_of(flags) & ~O_ACCMODE) | host_access(access);
	errnum error;

#ifdef O_DIRECT
	/* for the kernel's open only: what we read and write is not aligned */
	if (opened->how != OPENED_BACKING)
		wanted &= ~O_DIRECT;
#endif
	error = opened_open_file(view, node, wanted, fd);
	/* what may be written and not read, by a daemon that is not root */
	if (error == EACCES && (wanted & O_ACCMODE) != access)
		error = node_open(view, node, (wanted & ~O_ACCMODE) | access, fd);
#ifdef O_DIRECT
	if (error == 0 && (wanted & O_DIRECT) != 0)
		(void)fcntl(*fd, F_SETFL, wanted & ~O_DIRECT);
#endif
	return error;
}

/* Everything about an open file that is known once its descriptor, if any, is. */
static errnum
fill(struct view *view, struct handle *handle, struct fuse_file_info *fi, bool seen, bool *stale)
{
	struct opened *opened = handle->opened;
	bool backing = opened->how == OPENED_BACKING;
	bool writes = access_of(fi->flags) != O_RDONLY;
	struct stat st;
	bool same;

	if (writes)
		pages_doubt(opened->node);
	if (handle->fd >= 0 || seen) {
		if (fstat(handle_stat_fd(handle), &st) != 0)
			return last_error();
		same = same_version(view, opened->node, &st, stale);
		fi->keep_cache = same && !backing;
		handle->odd_setgid = setgid_is_odd(st.st_mode);
	}
	/*
	 * The daemon must see the writes: to clear a bit that the kernel leaves, and because an
	 * O_APPEND that fcntl(2) takes away later stays with the kernel's open backing file. Then
	 * only mappings are passed through.
	 */
	handle->direct = backing && writes && (handle->odd_setgid || (fi->flags & O_APPEND) != 0);
	fi->direct_io = handle->direct;
	/*
	 * Nothing can be lost at close when nothing was written. Nor with passthrough on a local
	 * file system, which does nothing at close; otherwise pages that were written to through a
	 * mapping are sent now.
	 */
	fi->noflush = !writes || (backing && key_is_heard(view, &opened->node->key));
	handle->changer =
	    backing ? access_of(fi->flags) == O_RDWR : writes && host_takes_old_sizes();
	if (handle->changer)
		opened_add_changer(view, opened);
	if (handle->changer && backing)
		*stale = true; /* attributes that were to be kept without a limit */
	return 0;
}

/* Whether a file's access time is another one than it was. */
static bool
was_accessed(int fd, const struct stat *before)
{
	struct stat now;

	return fstat(fd, &now) == 0 && (now.st_atim.tv_sec != before->st_atim.tv_sec ||
					   now.st_atim.tv_nsec != before->st_atim.tv_nsec);
}

/*
 * What is known of the kernel's pages is too little: look at the file. When nobody else has it open
 * the kernel is given all of a small one at once, which is cheaper than to be asked. EBUSY: this is
 * not the way.
 */
static errnum
see_pages(struct view *view, struct opened *opened, struct fuse_file_info *fi, bool *stale)
{
	struct node *node = opened->node;
	uint64_t changes = view_changes(view);
	errnum error = opened_need_fd(view, opened);
	bool stored = false;
	struct stat st;

	if (error == 0 && fstat(opened->fd, &st) != 0)
		error = last_error();
	if (error != 0)
		return error;
	pages_note_size(node, &st);
	if (!pages_suit(view, node, fi->flags))
		return EBUSY;
	fi->keep_cache = same_version(view, node, &st, stale);
	if (!fi->keep_cache && opened->exclusive) {
		if (*stale)
			pages_drop(view, node);
		stored = pages_store(view, node, opened->fd, (size_t)st.st_size);
		fi->keep_cache = 1;
		/* when the kernel reads itself it forgets the access time by itself */
		if (stored && !*stale && view->options.rw && was_accessed(opened->fd, &st))
			*stale = true;
	}
	/* the kernel reads no further than to the size that it knows */
	if (!stored && !coherence_is_idle(view->coherence))
		*stale = true;
	if (!pages_know(view, node, changes) && stored)
		pages_drop(view, node);
	return 0;
}

/* An open file that is read through the kernel's pages, without a handle. EBUSY: not this one. */
static errnum
open_pages(struct view *view, struct node *node, struct fuse_file_info *fi, bool *stale)
{
	struct opened *opened;
	bool known;
	errnum error = 0;

	if (!pages_suit(view, node, fi->flags))
		return EBUSY;
	known = pages_are_known(view, node);
	error = opened_get_pages(view, node, !known, &opened);
	if (error != 0)
		return error;
	if (known) {
		count_one(&view->counters.known);
		fi->keep_cache = 1;
	} else {
		error = see_pages(view, opened, fi, stale);
		if (opened->exclusive)
			opened_share(view, opened);
	}
	if (error != 0) {
		opened_put(view, opened);
		return error;
	}
	fi->fh = 0;
	fi->noflush = 1;
	return 0;
}

errnum
file_attach(
    struct view *view, struct node *node, int fd, struct fuse_file_info *fi, int *id, bool *stale)
{
	struct handle *handle = calloc(1, sizeof(*handle));
	bool seen = false;
	errnum error = handle == NULL ? ENOMEM : 0;

	if (error == 0)
		error = opened_get(
		    view, node, data_in_use(view) == DATA_PASSTHROUGH, &handle->opened, &seen);
	if (error == 0 && fd < 0 && needs_fd(handle->opened, fi->flags))
		error = open_own(view, node, handle->opened, fi->flags, &fd);
	if (error == 0) {
		handle->fd = fd;
		error = fill(view, handle, fi, seen, stale);
	}
	if (error != 0) {
		close_fd(&fd);
		if (handle != NULL && handle->opened != NULL)
			opened_put(view, handle->opened);
		free(handle);
		return error;
	}
	if (handle->fd >= 0)
		opened_add_handle(view, handle->opened, handle);
	handle->listed = handle->fd >= 0;
	*id = handle->opened->how == OPENED_BACKING ? handle->opened->id : 0;
	fi->fh = (uint64_t)(uintptr_t)handle;
	return 0;
}

void
file_detach(struct view *view, struct node *node, struct fuse_file_info *fi)
{
	struct handle *handle = handle_of(fi->fh);

	if (handle == NULL) {
		opened_put_pages(view, node);
		return;
	}
	if (handle->opened != NULL) {
		if (handle->changer)
			opened_remove_changer(view, handle->opened);
		if (handle->listed)
			opened_remove_handle(view, handle->opened, handle);
		close_fd(&handle->fd);
		opened_put(view, handle->opened);
	}
	free(handle->text);
	free(handle);
}

/* A control file says what is so now, for as long as it is open. */
static errnum
open_ctl(struct view *view, struct node *node, struct fuse_file_info *fi)
{
	struct handle *handle;
	errnum error;

	if ((fi->flags & O_ACCMODE) != O_RDONLY)
		return EACCES;
	handle = calloc(1, sizeof(*handle));
	if (handle == NULL)
		return ENOMEM;
	handle->fd = -1;
	error = ctl_text(view, node, &handle->text, &handle->text_size);
	if (error != 0) {
		free(handle);
		return error;
	}
	fi->fh = (uint64_t)(uintptr_t)handle;
	fi->direct_io = 1; /* its size is not known before it is read */
	return 0;
}

/* elf=deny: whether node is a foreign library that was fallen through to. */
static bool
is_denied(struct view *view, struct node *node)
{
	struct place place;
	enum ec_brand brand;
	struct stat st;
	bool denied;

	if (view->options.elf != ELF_DENY || place_get(view, node, &place) != 0)
		return false;
	denied = place.half == TR_R && !place.parent->key.alone &&
		 foreign_is_library_name(place.name) &&
		 fstatat(place.fd, place.name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		 foreign_check(view, place.fd, place.name, &st, &brand);
	if (denied)
		foreign_report(view, place.parent, place.name, brand, "denied");
	place_put(view, &place);
	return denied;
}

static errnum
open_object(fuse_req_t req, struct node *node, struct fuse_file_info *fi, int *id, bool *stale)
{
	struct view *view = view_of(req);
	errnum error;

	if (!view->options.rw && access_of(fi->flags) != O_RDONLY)
		return EROFS;
	if (is_denied(view, node))
		return EACCES;
	error = open_pages(view, node, fi, stale);
	return error == EBUSY ? file_attach(view, node, -1, fi, id, stale) : error;
}

void
op_open(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *fi)
{
	struct view *view = view_of(req);
	struct node *node = node_of(view, ino);
	bool stale = false;
	int id = 0;
	errnum error;

	count_one(&view->counters.opens);
	if (data_in_use(view) == DATA_CACHED) {
		(void)fuse_reply_err(req, ENOSYS); /* for this and all to come */
		return;
	}
	error = node->key.kind == NODE_CTL ? open_ctl(view, node, fi)
					   : open_object(req, node, fi, &id, &stale);
	if (stale)
		(void)fuse_lowlevel_notify_inval_inode(view->session, ino, -1, 0);
	if (error != 0)
		(void)fuse_reply_err(req, error);
	else if (backing_reply_open(req, fi, id) != 0)
		file_detach(view, node, fi);
}

void
op_release(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *fi)
{
	struct view *view = view_of(req);

	file_detach(view, node_of(view, ino), fi);
	(void)fuse_reply_err(req, 0);
}
