/* SPDX-License-Identifier: BSD-2-Clause */
/* What is said again to a kernel that did not have the inode. This is the kernel, and the only node. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fs/clock.h"
#include "fs/dirfd.h"
#include "fs/fuse.h"
#include "fs/invalidate.h"
#include "fs/pages.h"

#include <poll.h>

enum {
	FIRST_MS = 20 /* when it is tried again, after an event */
};

static struct view view;
static struct node node;

static struct {
	bool has_inode;
	unsigned int told; /* times */
	bool data; /* what it was told last */
} kernel;

int
fuse_lowlevel_notify_inval_inode(struct fuse_session *se, fuse_ino_t ino, off_t off, off_t len)
{
	(void)se;
	(void)ino;
	(void)len;
	kernel.told++;
	kernel.data = off >= 0;
	return kernel.has_inode ? 0 : -ENOENT;
}

int
fuse_lowlevel_notify_inval_entry(
    struct fuse_session *se, fuse_ino_t parent, const char *name, size_t namelen)
{
	(void)se;
	(void)parent;
	(void)name;
	(void)namelen;
	return 0;
}

int
fuse_session_fd(struct fuse_session *se)
{
	(void)se;
	return -1;
}

struct node *
node_of(const struct view *v, uint64_t nodeid)
{
	(void)v;
	(void)nodeid;
	return &node;
}

uint64_t
node_id(const struct view *v, const struct node *n)
{
	(void)v;
	(void)n;
	return 2;
}

void
node_ref(struct node *n)
{
	n->refs++;
}

void
node_unref(struct view *v, struct node *n, uint64_t count)
{
	(void)v;
	n->refs -= count;
}

bool
node_has_others(const struct node *n)
{
	return n->refs > 1;
}

struct node *
node_find(struct view *v, const struct node_key *key)
{
	(void)v;
	(void)key;
	if (node.refs == 0)
		return NULL;
	node_ref(&node);
	return &node;
}

size_t
nodes_of_directory(struct view *v, uint16_t device, uint64_t ino, struct node **list, size_t max)
{
	(void)v;
	(void)device;
	(void)ino;
	(void)list;
	(void)max;
	return 0;
}

void
nodes_each(struct view *v, void (*fn)(void *arg, struct node *n), void *arg)
{
	(void)v;
	(void)fn;
	(void)arg;
}

errnum
node_location(struct view *v, struct node *n, struct node **parent, char name[NAME_MAX + 1])
{
	(void)v;
	(void)n;
	(void)parent;
	(void)name;
	return ESTALE;
}

void
nodes_changed(struct view *v, uint16_t device, uint64_t ino)
{
	(void)v;
	(void)device;
	(void)ino;
}

bool
dirfd_rights_changed(struct view *v, struct node *n)
{
	(void)v;
	(void)n;
	return false;
}

void
pages_doubt(struct node *n)
{
	(void)n;
}

/* An event of the file, handled. */
static void
event(struct invalidator *inv, bool data)
{
	invalidate_object(inv, 1, 1, false, data, false);
	invalidate_gathered(inv);
}

/* The file's answer is on its way: the kernel has a reference, and no inode. */
static struct invalidator *
start(void)
{
	static struct invalidator inv;

	inv = (struct invalidator){.view = &view};
	memset(&node, 0, sizeof(node));
	node.refs = 1;
	memset(&kernel, 0, sizeof(kernel));
	return &inv;
}

/* Do what is due once something is. Returns what invalidate_retry() does. */
static int
next(struct invalidator *inv)
{
	int wait = invalidate_retry(inv);

	if (wait > 0)
		(void)poll(NULL, 0, wait);
	return wait < 0 ? wait : invalidate_retry(inv);
}

/* Until nothing is to be said any more, and the kernel has been told as often at most. */
static void
finish(struct invalidator *inv, unsigned int times)
{
	unsigned int before = kernel.told;

	while (next(inv) >= 0)
		assert_true(kernel.told <= before + times);
	assert_true(kernel.told <= before + times);
}

static void
said_until_it_has_it(void **state)
{
	struct invalidator *inv = start();

	(void)state;
	event(inv, true);
	assert_int_equal(kernel.told, 1);
	while (kernel.told < 3)
		assert_true(next(inv) >= 0);
	kernel.has_inode = true;
	finish(inv, 1);
	assert_int_equal(kernel.told, 4);
	assert_true(kernel.data);
	assert_int_equal(node.refs, 1);
}

static void
not_said_of_what_is_forgotten(void **state)
{
	struct invalidator *inv = start();

	(void)state;
	event(inv, true);
	node.refs--;
	finish(inv, 0);
	assert_int_equal(node.refs, 0);
}

/* Two that wait of one file are not each other's reason to wait. */
static void
forgotten_after_more_than_one_event(void **state)
{
	struct invalidator *inv = start();

	(void)state;
	event(inv, true);
	event(inv, false);
	event(inv, true);
	node.refs--;
	finish(inv, 0);
	assert_int_equal(node.refs, 0);
}

/* Attributes in one event and contents in another: both are said, at once. */
static void
events_are_one(void **state)
{
	struct invalidator *inv = start();

	(void)state;
	event(inv, true);
	event(inv, false);
	kernel.has_inode = true;
	finish(inv, 1);
	assert_true(kernel.data);
	assert_int_equal(node.refs, 1);

	inv = start();
	event(inv, false);
	event(inv, true);
	kernel.has_inode = true;
	finish(inv, 1);
	assert_true(kernel.data);
	assert_int_equal(node.refs, 1);
}

/* However long one has been waiting, what is new of it is said soon. */
static void
an_event_is_said_soon(void **state)
{
	struct invalidator *inv = start();

	(void)state;
	event(inv, true);
	while (kernel.told < 3)
		assert_true(next(inv) >= 0);
	event(inv, true);
	assert_in_range(invalidate_retry(inv), 0, FIRST_MS);
	invalidate_end(inv);
	assert_int_equal(node.refs, 1);
}

/* One after the other does not put it off. */
static void
events_do_not_put_it_off(void **state)
{
	struct invalidator *inv = start();

	(void)state;
	event(inv, true);
	for (int i = 0; i < 400 && (i == 0 || !kernel.data); i++) {
		event(inv, false);
		(void)poll(NULL, 0, FIRST_MS / 5);
		(void)invalidate_retry(inv);
	}
	assert_true(kernel.data);
	invalidate_end(inv);
	assert_int_equal(node.refs, 1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(said_until_it_has_it),
	    cmocka_unit_test(not_said_of_what_is_forgotten),
	    cmocka_unit_test(forgotten_after_more_than_one_event),
	    cmocka_unit_test(events_are_one),
	    cmocka_unit_test(an_event_is_said_soon),
	    cmocka_unit_test(events_do_not_put_it_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
