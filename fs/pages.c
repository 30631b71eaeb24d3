/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/pages.h"
#include "fs/coherence.h"
#include "fs/data.h"
#include "fs/entry.h"
#include "fs/fuse.h"
#include "fs/host.h"
#include "fs/invalidate.h"

#include <fcntl.h>

enum {
	KNOWN = 1 << 0, /* see above */
	SMALL = 1 << 1, /* when its attributes were last read */
};

/* What an open has to honour that one of a page cannot. */
static int
special_flags(void)
{
	int flags = O_SYNC | O_DSYNC | O_TRUNC | O_APPEND;

#ifdef O_DIRECT
	flags |= O_DIRECT;
#endif
#ifdef O_NOATIME
	flags |= O_NOATIME;
#endif
	return flags;
}

bool
pages_suit(struct view *view, const struct node *node, int flags)
{
	enum data_mode mode = data_in_use(view);

	if ((flags & O_ACCMODE) != O_RDONLY || (flags & special_flags()) != 0 || view->options.hold)
		return false;
	if (mode == DATA_PASSTHROUGH &&
	    (view->options.data != DATA_AUTO ||
		(__atomic_load_n(&node->pages, __ATOMIC_RELAXED) & SMALL) == 0))
		return false;
	return key_is_heard(view, &node->key);
}

bool
pages_are_known(const struct view *view, const struct node *node)
{
	/* in this order: a change that was heard of before nothing waited has cleared it */
	return (__atomic_load_n(&node->pages, __ATOMIC_RELAXED) & KNOWN) != 0 &&
	       coherence_is_idle(view->coherence) &&
	       (__atomic_load_n(&node->pages, __ATOMIC_SEQ_CST) & KNOWN) != 0;
}

bool
pages_know(struct view *view, struct node *node, uint64_t changes)
{
	(void)__atomic_or_fetch(&node->pages, KNOWN, __ATOMIC_SEQ_CST);
	/* whoever hears of a change notes it first, and then clears */
	if (!key_has_changed(view, &node->key, changes))
		return true;
	pages_doubt(node);
	return false;
}

bool
pages_store(struct view *view, const struct node *node, int fd, size_t size)
{
	cleanup_free void *contents = NULL;
	struct fuse_bufvec data = FUSE_BUFVEC_INIT(size);

	if (size == 0 || size > PAGES_SMALL)
		return false;
	contents = malloc(size);
	if (contents == NULL || host_read_at_hand(fd, contents, size) != 0)
		return false;
	data.buf[0].mem = contents;
	/* what the kernel does not take it will ask for */
	(void)fuse_lowlevel_notify_store(view->session, node_id(view, node), 0, &data, 0);
	return true;
}

void
pages_drop(struct view *view, const struct node *node)
{
	(void)fuse_lowlevel_notify_inval_inode(view->session, node_id(view, node), 0, 0);
}

void
pages_doubt(struct node *node)
{
	if (!node->key.dir)
		(void)__atomic_and_fetch(&node->pages, (uint8_t)~KNOWN, __ATOMIC_SEQ_CST);
}

void
pages_note_size(struct node *node, const struct stat *st)
{
	bool small = S_ISREG(st->st_mode) && st->st_size <= PAGES_SMALL;

	if (node->key.dir ||
	    small == ((__atomic_load_n(&node->pages, __ATOMIC_RELAXED) & SMALL) != 0))
		return;
	if (small)
		(void)__atomic_or_fetch(&node->pages, SMALL, __ATOMIC_RELAXED);
	else
		(void)__atomic_and_fetch(&node->pages, (uint8_t)~SMALL, __ATOMIC_RELAXED);
}
