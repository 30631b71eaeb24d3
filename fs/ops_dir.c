/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Listings. Names come from snapshots that all readers share (snapshot.h); an open directory holds
 * nothing. Where all changes are heard of, it is not even asked for: the kernel opens directories
 * by itself, and keeps what it reads until it is told of a change.
 */
#include "fs/ops.h"
#include "fs/ahead.h"
#include "fs/ctl.h"
#include "fs/dirfd.h"
#include "fs/entry.h"
#include "fs/foreign.h"
#include "fs/inos.h"
#include "fs/names.h"
#include "fs/place.h"
#include "fs/ring.h"
#include "fs/stat_hook.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>

enum {
	TICK_MS = 20, /* longer than the tick of a clock that stamps files: changes are heard of */
	COARSE_MS = 2000, /* longer than the coarsest stamps, FAT's */
	ENTRY_MIN = 128 /* bytes of the shortest entry with attributes, or less */
};

/* ---- opening ---- */

/*
 * Whether the kernel may keep the listing, and check the directory's mtime (of a merged one, the
 * later of the two) instead of reading it again: not one that changed so recently that the next
 * change might not move the mtime; and where elf=hide makes a listing depend on contents, only if
 * their changes are heard of.
 */
static bool
may_keep(struct view *view, struct node *node)
{
	bool heard = names_are_heard(view, node);
	struct timespec now;
	struct stat st;
	struct pair pair;
	int64_t age_ms;
	bool depends;

	if (node->key.kind != NODE_OBJECT || names_are_roots(view, node) ||
	    (view->options.elf == ELF_HIDE && !heard) || pair_get(view, node, &pair) != 0)
		return false;
	depends = names_depend_on_caller(view, node, &pair);
	pair_put(&pair);
	if (depends)
		return false;
	if (node_stat(view, node, &st) != 0 || clock_gettime(CLOCK_REALTIME, &now) != 0)
		return false;
	age_ms = ((int64_t)now.tv_sec - st.st_mtim.tv_sec) * 1000 +
		 (now.tv_nsec - st.st_mtim.tv_nsec) / 1000000;
	return age_ms > (heard ? TICK_MS : COARSE_MS);
}

void
op_opendir(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *fi)
{
	struct view *view = view_of(req);

	count_one(&view->counters.opendirs);
	if (view->no_opendir) {
		/* the kernel asks no more; see keep_or_drop() for what must not be kept */
		(void)fuse_reply_err(req, ENOSYS);
		return;
	}
	fi->cache_readdir = may_keep(view, node_of(view, ino));
	fi->keep_cache = fi->cache_readdir;
	(void)fuse_reply_open(req, fi);
}

void
op_releasedir(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *fi)
{
	(void)ino;
	(void)fi;
	(void)fuse_reply_err(req, 0);
}

/*
 * The kernel is about to be told that a listing is at its end, and keeps it from then on where it
 * opens directories by itself. All that it was told of it has arrived, since it has asked for more.
 * So what must not be kept can be dropped now, page by page: the kernel finds its copy incomplete
 * and asks again next time. What changes later is dropped when the change is heard of.
 */
static void
keep_or_drop(struct view *view, struct node *node, const struct pair *pair, struct snapshot *names)
{
	bool whole = snapshot_finish(view->snapshots, names);

	if (view->no_opendir &&
	    !(whole && names_are_heard(view, node) && !names_depend_on_caller(view, node, pair)))
		(void)fuse_lowlevel_notify_inval_inode(view->session, node_id(view, node), 0, 0);
}

/* ---- reading ---- */

/* What a listing is being written into. */
struct page {
	fuse_req_t req;
	struct view *view;
	struct node *node;
	const struct pair *pair; /* NULL for control directories and holes */
	const struct snapshot *names;
	bool heard; /* changes of the directory move node->changes */
	bool depends; /* the names depend on who lists them */
	char *bytes;
	bool borrowed; /* the bytes: the answer is built where it is to go */
	size_t size;
	size_t used;
	struct node **looked; /* those that the kernel will count a look-up of */
	size_t looked_count;
	bool plus;
};

/* What is mounted on a name. */
static enum mount_kind
mounted_on(const struct page *page, const struct listed *listed)
{
	uint64_t id;

	if (page->pair == NULL)
		return MOUNT_NONE;
	return view_mount_kind(
	    page->view, page->node, (enum tr_half)listed->half, listed->name, &id);
}

/* Whether the type and number that readdir gave are the view's: not where something is mounted, or
 * may be hidden. */
static bool
is_plain(const struct page *page, const struct listed *listed, enum mount_kind mounted)
{
	if (page->pair == NULL)
		return true;
	if (listed->type == DT_UNKNOWN || listed->type == DT_DIR)
		return false;
	if (page->view->options.elf == ELF_HIDE && listed->half == TR_R &&
	    foreign_is_library_name(listed->name))
		return false;
	return mounted == MOUNT_NONE;
}

/* Whether no change of the directory is heard of since its names were read. */
static bool
is_current(const struct page *page)
{
	return page->heard && snapshot_is_current(page->names);
}

/*
 * Whether the kernel has a name and its attributes already: then it need not be told of them, and
 * the layers not be asked. Should it have dropped the name, it asks for it.
 */
static bool
is_known(const struct page *page, const struct listed *listed, enum mount_kind mounted)
{
	struct node_key key = {.kind = NODE_OBJECT};

	if (page->pair == NULL || page->depends || !is_current(page) ||
	    !is_plain(page, listed, mounted) ||
	    (listed->type == DT_LNK && page->view->options.links != TR_LINKS_ASIS))
		return false;
	key.device[0] = page->node->key.device[listed->half];
	return inos_own(listed->ino, &key.ino[0]) &&
	       node_is_known(page->view, &key, page->node, listed->name);
}

/* Write one entry without attributes. False when the page is full. */
static bool
put_name(struct page *page, const char *name, uint64_t ino, uint8_t type, size_t next)
{
	struct fuse_entry_param e = {.attr = {.st_ino = (ino_t)ino, .st_mode = (mode_t)type << 12}};
	size_t left = page->size - page->used;
	size_t size;

	if (page->plus)
		size = fuse_add_direntry_plus(
		    page->req, page->bytes + page->used, left, name, &e, (off_t)next);
	else
		size = fuse_add_direntry(
		    page->req, page->bytes + page->used, left, name, &e.attr, (off_t)next);
	if (size > left)
		return false;
	page->used += size;
	return true;
}

/*
 * Look a name up. One that only the root half had is not looked for in the compat half as long as
 * no change of the directory is heard of; for one that is heard of later the kernel drops the name,
 * and waits with that until it has taken in what it is told here.
 */
static errnum
look_up(struct page *page, const struct listed *listed, struct fuse_entry_param *e)
{
	struct pair root_only;

	if (page->pair == NULL)
		return entry_find(page->req, page->node, listed->name, e);
	if (listed->half != TR_R ||
	    !tr_listing_merges(&page->pair->dir, page->view->options.listing) || !is_current(page))
		return entry_find_in(page->req, page->node, page->pair, listed->name, e);
	root_only = *page->pair;
	root_only.dir.fd[TR_C] = -1;
	return entry_find_in(page->req, page->node, &root_only, listed->name, e);
}

/* Write one entry with its attributes, which is a look-up that the kernel counts. */
static bool
put_looked(struct page *page, const struct listed *listed, size_t next)
{
	struct fuse_entry_param e = {0};
	size_t left = page->size - page->used;
	errnum error;

	if (fuse_add_direntry_plus(page->req, NULL, 0, listed->name, NULL, 0) > left)
		return false;
	error = look_up(page, listed, &e);
	if (error == ENOENT)
		return true; /* gone since, or hidden */
	if (error != 0)
		return put_name(page, listed->name, listed->ino, listed->type, next);
	page->used += fuse_add_direntry_plus(
	    page->req, page->bytes + page->used, left, listed->name, &e, (off_t)next);
	page->looked[page->looked_count++] = node_of(page->view, e.ino);
	return true;
}

static bool
put_listed(struct page *page, const struct listed *listed, size_t next)
{
	enum mount_kind mounted = mounted_on(page, listed);
	struct tr_entry entry;
	struct node_key key;

	if (mounted == MOUNT_SLOW || (page->plus && is_known(page, listed, mounted)))
		return put_name(page, listed->name, listed->ino, listed->type, next);
	if (page->plus)
		return put_looked(page, listed, next);
	if (is_plain(page, listed, mounted))
		return put_name(page, listed->name, listed->ino, listed->type, next);
	if (entry_look(page->req, page->node, page->pair, listed->name, &entry) != 0)
		return true; /* gone since, or hidden */
	key = node_key_of(page->view, page->node, &entry);
	return put_name(page, listed->name, node_ino(&key),
	    (uint8_t)(entry.st[tr_front(entry.layer)].st_mode >> 12), next);
}

/* The number of the directory above. */
static uint64_t
ino_above(struct view *view, struct node *node)
{
	uint64_t ino = node_ino(&node->key);
	struct node *parent;
	char name[NAME_MAX + 1];

	if (node_id(view, node) != 1 && node_location(view, node, &parent, name) == 0) {
		ino = node_ino(&parent->key);
		node_unref(view, parent, 1);
	}
	return ino;
}

/* Fill a page from the place offset on. False when there was nothing more to be put. */
static bool
fill(struct page *page, const struct snapshot *names, off_t offset)
{
	size_t count = snapshot_count(names);

	/* the places after "." and ".." are 1 and 2 */
	if (offset < 1 && !put_name(page, ".", node_ino(&page->node->key), DT_DIR, 1))
		return true;
	if (offset < 2 && !put_name(page, "..", ino_above(page->view, page->node), DT_DIR, 2))
		return true;
	for (size_t i = snapshot_find(names, (uint64_t)offset); i < count; i++) {
		uint64_t place;
		const struct listed *listed = snapshot_at(names, i, &place);

		if (!put_listed(page, listed, place))
			return true;
	}
	return page->used > 0;
}

static errnum
page_new(fuse_req_t req, fuse_ino_t ino, size_t size, bool plus, struct page *page)
{
	struct view *view = view_of(req);
	char *room = ring_answer_room(size);

	*page = (struct page){.req = req,
	    .view = view,
	    .node = node_of(view, ino),
	    .bytes = room != NULL ? room : malloc(size),
	    .borrowed = room != NULL,
	    .size = size,
	    .looked = plus ? calloc(size / ENTRY_MIN + 1, sizeof(struct node *)) : NULL,
	    .plus = plus};
	return page->bytes == NULL || (plus && page->looked == NULL) ? ENOMEM : 0;
}

static void
page_free(struct page *page)
{
	if (!page->borrowed)
		free(page->bytes);
	free(page->looked);
}

static errnum
page_fill(fuse_req_t req, struct page *page, off_t offset)
{
	struct view *view = page->view;
	struct snapshot *names;
	struct pair pair;
	errnum error;

	if (page->node->key.kind == NODE_OBJECT) {
		error = pair_get(view, page->node, &pair);
		if (error != 0)
			return error;
		page->pair = &pair;
	}
	error = names_get(req, page->node, page->pair, offset, &names);
	if (error == 0) {
		page->names = names;
		page->heard = names_are_heard(view, page->node);
		page->depends = names_depend_on_caller(view, page->node, page->pair);
		if (!fill(page, names, offset))
			keep_or_drop(view, page->node, page->pair, names);
		snapshot_put(view->snapshots, names);
	}
	if (page->pair != NULL)
		pair_put(&pair);
	page->pair = NULL;
	return error;
}

static void
reply_page(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, bool plus)
{
	struct view *view = view_of(req);
	struct page page;
	errnum error = page_new(req, ino, size, plus, &page);

	count_one(&view->counters.readdirs);
	if (offset == 0)
		ahead_begun(view->ahead, node_of(view, ino));
	if (error == 0)
		error = page_fill(req, &page, offset);
	if (error == 0)
		ahead_told(view->ahead, page.node, page.looked, page.looked_count);
	if (error != 0)
		(void)fuse_reply_err(req, error);
	else if (fuse_reply_buf(req, page.bytes, page.used) != 0)
		/* an interrupted request is not answered: nothing was counted */
		for (size_t i = 0; i < page.looked_count; i++)
			node_unref(page.view, page.looked[i], 1);
	page_free(&page);
}

void
op_readdir(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *fi)
{
	(void)fi;
	reply_page(req, ino, size, offset, false);
}

void
op_readdirplus(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *fi)
{
	(void)fi;
	reply_page(req, ino, size, offset, true);
}

void
op_fsyncdir(fuse_req_t req, fuse_ino_t ino, int datasync, struct fuse_file_info *fi)
{
	struct view *view = view_of(req);
	struct node *node = node_of(view, ino);
	cleanup_fd int path = -1;
	cleanup_fd int fd = -1;
	errnum error = 0;

	(void)fi;
	(void)datasync;
	if (node->key.kind == NODE_OBJECT)
		error = node_open_path(view, node, &path);
	if (path >= 0) {
		fd = openat(path, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		error = fd >= 0 && fsync(fd) == 0 ? 0 : last_error();
	}
	(void)fuse_reply_err(req, error);
}
