/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Listings. The names are read once, when the directory is opened or rewound, and offsets count
 * them: what changes meanwhile can neither repeat nor drop a name, and no layer's own offsets
 * matter.
 */
#include "fs/ops.h"
#include "fs/access.h"
#include "fs/ctl.h"
#include "fs/dirfd.h"
#include "fs/entry.h"
#include "fs/foreign.h"
#include "fs/inos.h"
#include "fs/place.h"
#include "fs/stat_hook.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

enum {
	TICK_MS = 20, /* longer than the tick of a clock that stamps files: changes are heard of */
	COARSE_MS = 2000, /* longer than the coarsest stamps, FAT's */
};

/* One name of a snapshot. */
struct listed {
	uint64_t ino; /* the view's, as far as readdir alone can tell */
	uint8_t type;
	uint8_t half;
	char name[];
};

struct dir_handle {
	pthread_mutex_t lock; /* two threads may share an open directory */
	char *arena; /* the snapshot's struct listed, one after the other */
	size_t used;
	size_t room;
	size_t *index;
	size_t count;
	size_t index_room;
	bool taken; /* there is a snapshot: only when the kernel asks for names, for it may have
		       them */
	bool read; /* something was read since the snapshot was taken */
};

static struct dir_handle *
dir_of(const struct fuse_file_info *fi)
{
	return (struct dir_handle *)(uintptr_t)fi->fh;
}

static errnum
make_room(void **block, size_t *room, size_t need, size_t unit)
{
	size_t more = *room == 0 ? 64 : *room;
	void *bigger;

	if (need <= *room)
		return 0;
	while (more < need)
		more *= 2;
	bigger = realloc(*block, more * unit);
	if (bigger == NULL)
		return ENOMEM;
	*block = bigger;
	*room = more;
	return 0;
}

static errnum
add(struct dir_handle *dir, const char *name, uint64_t ino, uint8_t type, uint8_t half)
{
	size_t len = strlen(name) + 1;
	/* keep each record aligned for its ino */
	size_t size = (sizeof(struct listed) + len + 7) & ~(size_t)7;
	void *arena = dir->arena;
	void *index = dir->index;
	struct listed *listed;
	errnum error = make_room(&arena, &dir->room, dir->used + size, 1);

	dir->arena = arena;
	if (error == 0)
		error = make_room(&index, &dir->index_room, dir->count + 1, sizeof(*dir->index));
	dir->index = index;
	if (error != 0)
		return error;
	listed = (struct listed *)(void *)(dir->arena + dir->used);
	listed->ino = ino;
	listed->type = type;
	listed->half = half;
	memcpy(listed->name, name, len);
	dir->index[dir->count++] = dir->used;
	dir->used += size;
	return 0;
}

static const struct listed *
at(const struct dir_handle *dir, size_t i)
{
	return (const struct listed *)(const void *)(dir->arena + dir->index[i]);
}

struct taking {
	struct dir_handle *dir;
	struct view *view;
	struct node *node;
};

static errnum
take_name(void *arg, const struct tr_listed *listed)
{
	const struct taking *taking = arg;
	const struct node *node = taking->node;

	if (node_id(taking->view, node) == 1 && strcmp(listed->name, CTL_NAME) == 0)
		return 0;
	return add(taking->dir, listed->name,
	    inos_number(node->key.device[listed->half], listed->ino), listed->type,
	    (uint8_t)listed->half);
}

static errnum
take_ctl(void *arg, const char *name, uint64_t ino, unsigned char type)
{
	return add(arg, name, ino, type, TR_C);
}

/* FreeBSD up to 13 shows the real root where a program lists "/". */
static bool
lists_root_only(const struct view *view, const struct node *node)
{
	return view->options.rule == TR_LEGACY && view->options.listing == TR_LISTING_COMPAT &&
	       node_id(view, node) == 1;
}

static errnum
snapshot(fuse_req_t req, struct node *node, struct dir_handle *dir)
{
	struct view *view = view_of(req);
	struct taking taking = {.dir = dir, .view = view, .node = node};
	uint64_t own = node_ino(&node->key);
	uint64_t up = own;
	struct node *parent;
	struct pair pair;
	char name[NAME_MAX + 1];
	errnum error;

	dir->used = 0;
	dir->count = 0;
	dir->taken = true;
	dir->read = false;
	count_one(&view->counters.listings);
	if (node_id(view, node) != 1 && node_location(view, node, &parent, name) == 0) {
		up = node_ino(&parent->key);
		node_unref(view, parent, 1);
	}
	error = add(dir, ".", own, DT_DIR, TR_C);
	if (error == 0)
		error = add(dir, "..", up, DT_DIR, TR_C);
	if (error != 0 || node->key.kind == NODE_HOLE)
		return error;
	if (node->key.kind == NODE_CTL)
		return ctl_list(view, take_ctl, dir);
	error = pair_get(view, node, &pair);
	if (error != 0)
		return error;
	if (lists_root_only(view, node)) {
		struct tr_dir only = {{-1, pair.dir.fd[TR_R]}};

		error = tr_list(&only, view->options.listing, take_name, &taking);
	} else {
		struct tr_dir shown = pair.dir;

		/* the names of the root half are for those who may list it */
		if (tr_listing_merges(&shown, view->options.listing) &&
		    (!access_permits(req, pair.dir.fd[TR_R], &pair.root_st, R_OK) ||
			access_is_barred(req, node, &pair)))
			shown.fd[TR_R] = -1;
		error = tr_list(&shown, view->options.listing, take_name, &taking);
	}
	pair_put(&pair);
	return error;
}

static void
dir_free(struct dir_handle *dir)
{
	(void)pthread_mutex_destroy(&dir->lock);
	free(dir->arena);
	free(dir->index);
	free(dir);
}

/*
 * Whether the kernel may keep the listing, and check the directory's mtime (of a merged one, the
 * later of the two) instead of reading it again: not one that changed so recently that the next
 * change might not move the mtime; and where elf=hide makes a listing depend on contents, only if
 * their changes are heard of.
 */
static bool
may_keep(struct view *view, struct node *node)
{
	bool heard = key_timeout(view, &node->key) == VIEW_FOREVER;
	struct timespec now;
	struct stat st;
	int64_t age_ms;

	if (node->key.kind != NODE_OBJECT || lists_root_only(view, node) ||
	    node_is_restricted(node) || (view->options.elf == ELF_HIDE && !heard))
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
	struct node *node = node_of(view, ino);
	struct dir_handle *dir = calloc(1, sizeof(*dir));

	if (dir == NULL) {
		(void)fuse_reply_err(req, ENOMEM);
		return;
	}
	(void)pthread_mutex_init(&dir->lock, NULL);
	fi->cache_readdir = may_keep(view, node);
	fi->keep_cache = fi->cache_readdir;
	fi->fh = (uint64_t)(uintptr_t)dir;
	if (fuse_reply_open(req, fi) != 0)
		dir_free(dir);
}

void
op_releasedir(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *fi)
{
	(void)ino;
	dir_free(dir_of(fi));
	(void)fuse_reply_err(req, 0);
}

/* What a listing is being written into. */
struct page {
	fuse_req_t req;
	struct view *view;
	struct node *node;
	const struct pair *pair; /* NULL for control directories and holes */
	char *bytes;
	size_t size;
	size_t used;
	bool plus;
};

/* Whether the type and number that readdir gave are the view's: not where something is mounted, or
 * may be hidden. */
static bool
is_plain(const struct page *page, const struct listed *listed)
{
	uint64_t id;

	if (page->pair == NULL)
		return true;
	if (listed->type == DT_UNKNOWN || listed->type == DT_DIR)
		return false;
	if (page->view->options.elf == ELF_HIDE && listed->half == TR_R &&
	    foreign_is_library_name(listed->name))
		return false;
	return view_mount_kind(page->view, page->node, (enum tr_half)listed->half, listed->name,
		   &id) == MOUNT_NONE;
}

static bool
is_slow(const struct page *page, const struct listed *listed)
{
	uint64_t id;

	return page->pair != NULL &&
	       view_mount_kind(page->view, page->node, (enum tr_half)listed->half, listed->name,
		   &id) == MOUNT_SLOW;
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

/* Write one entry with its attributes, which is a look-up that the kernel counts. */
static bool
put_looked(struct page *page, const struct listed *listed, size_t next)
{
	struct fuse_entry_param e = {0};
	size_t left = page->size - page->used;
	errnum error = page->pair == NULL
			   ? entry_find(page->req, page->node, listed->name, &e)
			   : entry_find_in(page->req, page->node, page->pair, listed->name, &e);
	size_t size;

	if (error == ENOENT)
		return true; /* gone since, or hidden */
	if (error != 0)
		return put_name(page, listed->name, listed->ino, listed->type, next);
	size = fuse_add_direntry_plus(
	    page->req, page->bytes + page->used, left, listed->name, &e, (off_t)next);
	if (size > left) {
		node_unref(page->view, node_of(page->view, e.ino), 1);
		return false;
	}
	page->used += size;
	return true;
}

static bool
put_listed(struct page *page, const struct listed *listed, size_t i)
{
	struct tr_entry entry;
	struct node_key key;

	if (i < 2 || is_slow(page, listed))
		return put_name(page, listed->name, listed->ino, listed->type, i + 1);
	if (page->plus)
		return put_looked(page, listed, i + 1);
	if (is_plain(page, listed))
		return put_name(page, listed->name, listed->ino, listed->type, i + 1);
	if (entry_look(page->req, page->node, page->pair, listed->name, &entry) != 0)
		return true; /* gone since, or hidden */
	key = node_key_of(page->view, page->node, &entry);
	return put_name(page, listed->name, node_ino(&key),
	    (uint8_t)(entry.st[tr_front(entry.layer)].st_mode >> 12), i + 1);
}

static void
reply_page(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset,
    const struct fuse_file_info *fi, bool plus)
{
	struct view *view = view_of(req);
	struct node *node = node_of(view, ino);
	struct dir_handle *dir = dir_of(fi);
	cleanup_free char *bytes = malloc(size);
	struct page page = {
	    .req = req, .view = view, .node = node, .bytes = bytes, .size = size, .plus = plus};
	bool layers = node->key.kind == NODE_OBJECT;
	struct pair pair;
	errnum error = bytes == NULL ? ENOMEM : 0;

	(void)pthread_mutex_lock(&dir->lock);
	if (error == 0 && (!dir->taken || (offset == 0 && dir->read)))
		error = snapshot(req, node, dir); /* rewinddir(3) */
	if (error == 0 && layers) {
		error = pair_get(view, node, &pair);
		page.pair = error == 0 ? &pair : NULL;
	}
	if (error == 0) {
		dir->read = true;
		for (size_t i = (size_t)offset; i < dir->count; i++)
			if (!put_listed(&page, at(dir, i), i))
				break;
	}
	if (page.pair != NULL)
		pair_put(&pair);
	(void)pthread_mutex_unlock(&dir->lock);
	if (error != 0)
		(void)fuse_reply_err(req, error);
	else
		(void)fuse_reply_buf(req, bytes, page.used);
}

void
op_readdir(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *fi)
{
	reply_page(req, ino, size, offset, fi, false);
}

void
op_readdirplus(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *fi)
{
	reply_page(req, ino, size, offset, fi, true);
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
