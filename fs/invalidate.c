/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/invalidate.h"
#include "fs/clock.h"
#include "fs/dirfd.h"
#include "fs/fuse.h"
#include "fs/pages.h"

#include <string.h>

enum {
	NODES_MAX = 16,
	TRIES_MAX = 200 /* of an inode; some minutes */
};

/*
 * When an inode that the kernel did not have is tried again. An answer on its way is there by the
 * first, as a rule; but it is taken in by the program that has asked, which may not be given a
 * processor for longer. So the last goes on until the kernel has it, or has forgotten it.
 */
static int
retry_after(int tries)
{
	static const int ms[] = {20, 200, 900};

	return ms[tries < (int)ARRAY_LEN(ms) ? tries : (int)ARRAY_LEN(ms) - 1];
}

/* libfuse returns negated errno values. Offset -1: attributes only. */
static bool
notify_inode(struct view *view, const struct node *node, bool data)
{
	return fuse_lowlevel_notify_inval_inode(
		   view->session, node_id(view, node), data ? 0 : -1, 0) != -ENOENT;
}

static void
retry_later(struct invalidator *inv, struct node *node, bool data)
{
	int64_t due_ms = clock_ms() + retry_after(0);

	if (!node_has_others(node))
		return; /* nor will it get one: an answer's reference is there before it goes out */
	/* once for a node: two would be each other's reason to wait, with the kernel long done */
	for (size_t i = 0; i < inv->count; i++) {
		if (inv->retries[i].node != node)
			continue;
		if (inv->retries[i].due_ms > due_ms)
			inv->retries[i].due_ms = due_ms;
		inv->retries[i].tries = 0;
		inv->retries[i].data |= data;
		return;
	}
	if (inv->count == RETRIES_MAX)
		return; /* the first ones are due within 20 ms: a storm of unknown inodes is no
			   reader's */
	node_ref(node);
	inv->retries[inv->count].node = node;
	inv->retries[inv->count].due_ms = due_ms;
	inv->retries[inv->count].tries = 0;
	inv->retries[inv->count].data = data;
	inv->count++;
}

int
invalidate_retry(struct invalidator *inv)
{
	int64_t now = inv->count > 0 ? clock_ms() : 0;
	int64_t next = INT64_MAX;
	size_t kept = 0;

	for (size_t i = 0; i < inv->count; i++) {
		struct node *node = inv->retries[i].node;

		if (inv->retries[i].due_ms <= now) {
			if (!node_has_others(node) || inv->retries[i].tries == TRIES_MAX ||
			    notify_inode(inv->view, node, inv->retries[i].data)) {
				node_unref(inv->view, node, 1);
				continue;
			}
			inv->retries[i].due_ms = now + retry_after(++inv->retries[i].tries);
		}
		if (inv->retries[i].due_ms < next)
			next = inv->retries[i].due_ms;
		inv->retries[kept++] = inv->retries[i];
	}
	inv->count = kept;
	if (kept == 0)
		return -1;
	return next > now ? (int)(next - now) : 0;
}

void
invalidate_end(struct invalidator *inv)
{
	invalidate_gathered(inv);
	for (size_t i = 0; i < inv->count; i++)
		node_unref(inv->view, inv->retries[i].node, 1);
	inv->count = 0;
}

void
invalidate_gathered(struct invalidator *inv)
{
	for (size_t i = 0; i < inv->gathered_count; i++) {
		struct node *node = inv->gathered[i].node;

		if (!notify_inode(inv->view, node, inv->gathered[i].data))
			retry_later(inv, node, inv->gathered[i].data);
		node_unref(inv->view, node, 1);
	}
	inv->gathered_count = 0;
}

/* Have a node's inode invalidated soon. Takes the reference over. */
static void
gather(struct invalidator *inv, struct node *node, bool data)
{
	for (size_t i = 0; i < inv->gathered_count; i++) {
		if (inv->gathered[i].node != node)
			continue;
		inv->gathered[i].data |= data;
		node_unref(inv->view, node, 1);
		return;
	}
	if (inv->gathered_count == GATHERED_MAX)
		invalidate_gathered(inv);
	inv->gathered[inv->gathered_count].node = node;
	inv->gathered[inv->gathered_count++].data = data;
}

/* A directory of the view has changed; count is in how many places it is shown. */
static void
directory(struct invalidator *inv, struct node *node, size_t count, const char *name, bool data,
    bool by_us)
{
	if (by_us && count == 1) { /* known to the kernel, and noted when it was done */
		node_unref(inv->view, node, 1);
		return;
	}
	node_changed(node); /* before the kernel is told: see keep_or_drop() in ops_dir.c */
	if (name != NULL)
		(void)fuse_lowlevel_notify_inval_entry(
		    inv->view->session, node_id(inv->view, node), name, strlen(name));
	gather(inv, node, data);
}

static size_t
changed_slot(uint16_t device, uint64_t ino)
{
	return (size_t)((ino + ((uint64_t)device << 48)) * UINT64_C(0x9e3779b97f4a7c15) >> 32) %
	       VIEW_CHANGED_AT;
}

/* The object (device, ino) has changed: before its node is looked for. */
static void
note(struct view *view, uint16_t device, uint64_t ino)
{
	uint64_t now = __atomic_add_fetch(&view->changes, 1, __ATOMIC_SEQ_CST);

	__atomic_store_n(&view->changed_at[changed_slot(device, ino)], now, __ATOMIC_SEQ_CST);
}

static void
note_all(struct view *view)
{
	uint64_t now = __atomic_add_fetch(&view->changes, 1, __ATOMIC_SEQ_CST);

	for (size_t i = 0; i < VIEW_CHANGED_AT; i++)
		__atomic_store_n(&view->changed_at[i], now, __ATOMIC_SEQ_CST);
}

void
key_note_change(struct view *view, const struct node_key *key)
{
	note(view, key->device[0], key->ino[0]);
}

bool
key_has_changed(const struct view *view, const struct node_key *key, uint64_t changes)
{
	for (int h = TR_C; h <= TR_R; h++) {
		size_t slot = changed_slot(key->device[h], key->ino[h]);

		if (key_has_part(key, (enum tr_half)h) &&
		    __atomic_load_n(&view->changed_at[slot], __ATOMIC_SEQ_CST) > changes)
			return true;
	}
	return false;
}

/*
 * The view's directories that show one below, with references. Those that list has no room for are
 * marked changed at the least.
 */
static size_t
directories_of(struct view *view, uint16_t device, uint64_t ino, struct node *list[NODES_MAX])
{
	size_t count = nodes_of_directory(view, device, ino, list, NODES_MAX);

	if (count == NODES_MAX)
		nodes_changed(view, device, ino);
	return count;
}

void
invalidate_name(
    struct invalidator *inv, uint16_t device, uint64_t ino, const char *name, bool by_us)
{
	struct node *list[NODES_MAX];
	size_t count;

	note(inv->view, device, ino);
	count = directories_of(inv->view, device, ino, list);
	for (size_t i = 0; i < count; i++)
		/* its mtime, and a listing that is kept */
		directory(inv, list[i], count, name, true, by_us);
}

void
invalidate_object(
    struct invalidator *inv, uint16_t device, uint64_t ino, bool is_dir, bool data, bool by_us)
{
	struct node_key key = {.kind = NODE_OBJECT, .device = {device}, .ino = {ino}};
	struct node *list[NODES_MAX];
	struct node *node;
	size_t count;

	note(inv->view, device, ino);
	if (!is_dir) {
		node = node_find(inv->view, &key);
		if (node != NULL) {
			pages_doubt(node);
			gather(inv, node, data);
		}
		return;
	}
	count = directories_of(inv->view, device, ino, list);
	for (size_t i = 0; i < count; i++) {
		/* what is behind a root half, and its names, are not for everybody any more? */
		bool rights = list[i]->key.layer == TR_BOTH && list[i]->key.ino[TR_R] == ino &&
			      list[i]->key.device[TR_R] == device &&
			      dirfd_rights_changed(inv->view, list[i]);

		directory(inv, list[i], count, NULL, data || rights, by_us);
		if (rights)
			invalidate_names(inv->view);
	}
}

/* FUSE_NOTIFY_INC_EPOCH (protocol 7.44): every dentry is looked up again. No libfuse of ours has a
 * function for it. */
static bool
next_epoch(struct view *view)
{
	struct {
		uint32_t len;
		int32_t error;
		uint64_t unique;
	} notice = {sizeof(notice), 8, 0};

	return write(fuse_session_fd(view->session), &notice, sizeof(notice)) ==
	       (ssize_t)sizeof(notice);
}

static void
forget_name(void *arg, struct node *node)
{
	struct view *view = arg;
	struct node *parent;
	char name[NAME_MAX + 1];

	if (node_location(view, node, &parent, name) == 0) {
		(void)fuse_lowlevel_notify_inval_entry(
		    view->session, node_id(view, parent), name, strlen(name));
		node_unref(view, parent, 1);
	}
}

void
invalidate_names(struct view *view)
{
	/*
	 * Without epochs, names that were absent can only be forgotten together with their
	 * directories: dropping a directory's own entry drops what is below it.
	 */
	if (!next_epoch(view))
		nodes_each(view, forget_name, view);
}

static void
forget_contents(void *arg, struct node *node)
{
	if (node->key.dir)
		node_changed(node);
	pages_doubt(node);
	(void)notify_inode(arg, node, true);
}

void
invalidate_all(struct invalidator *inv)
{
	note_all(inv->view);
	invalidate_names(inv->view);
	forget_contents(inv->view, node_of(inv->view, 1)); /* which is in no chain */
	nodes_each(inv->view, forget_contents, inv->view);
}
