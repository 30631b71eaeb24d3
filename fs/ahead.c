/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The queue is a stack, as a walk is depth first: what was told last comes first. It holds no
 * references: a node that is about to be freed leaves it. The thread has one reference, to the node
 * it is at.
 *
 * The lock is held for the queue's sake only, never across a system call, and no other is taken
 * under it.
 */
#include "fs/ahead.h"
#include "fs/clock.h"
#include "fs/cpus.h"
#include "fs/names.h"
#include "fs/stat_hook.h"
#include "fs/thread.h"

#include <fcntl.h>
#include <string.h>
#include <time.h>

enum {
	QUEUE_MAX = 512,
	TOLD_MS = 2000, /* a walk is told of what it lists no longer ago than that */
	STEP_MS = 100, /* of work after a walk's last listing: it may have ended */
	END_SECONDS = 2 /* for the thread to come back from a system call, or it hangs */
};

/* node->ahead, which is written under the lock */
enum {
	AHEAD_NONE,
	AHEAD_QUEUED,
	AHEAD_TAKEN /* out of the queue, by the thread, and not listed since */
};

struct waiting {
	struct node *node;
	const struct node *parent; /* to be compared only: it may be gone */
};

struct ahead {
	struct view *view;
	pthread_mutex_t lock;
	pthread_cond_t changed; /* there is something to do, or an end */
	pthread_t thread;
	bool idle; /* the thread waits */
	bool stopping;
	int64_t told_ms; /* when the queue was added to */
	int64_t walked_ms; /* atomic: when a walk last began a directory */
	const struct node *at; /* atomic: what the thread is at; NULL once the walk is there too */
	size_t count;
	struct waiting queue[QUEUE_MAX]; /* the next one last */
};

static uint8_t
state_of(const struct node *node)
{
	return __atomic_load_n(&node->ahead, __ATOMIC_RELAXED);
}

static void
set_state(struct node *node, uint8_t state)
{
	__atomic_store_n(&node->ahead, state, __ATOMIC_RELAXED);
}

static void
set_at(struct ahead *ahead, const struct node *node)
{
	__atomic_store_n(&ahead->at, node, __ATOMIC_RELAXED);
}

static bool
is_walking(const struct ahead *ahead)
{
	return clock_ms() - __atomic_load_n(&ahead->walked_ms, __ATOMIC_RELAXED) < STEP_MS;
}

/* ---- the thread ---- */

/*
 * Look at a name in the halves that have it, as tr_step() will. Nothing is done with what is seen.
 */
static void
look_at(struct view *view, struct node *node, const struct pair *pair, const struct listed *listed)
{
	struct stat st = {.st_mode = S_IFDIR};
	uint64_t id;

	for (int h = listed->half; h <= TR_R && S_ISDIR(st.st_mode); h++)
		if (pair->dir.fd[h] >= 0 &&
		    (view_mount_kind(view, node, (enum tr_half)h, listed->name, &id) !=
			    MOUNT_NONE ||
			fstatat(pair->dir.fd[h], listed->name, &st, AT_SYMLINK_NOFOLLOW) != 0))
			return;
}

/* Look at the names of a directory, until the walk is there itself, or nowhere any more. */
static void
look_into(struct ahead *ahead, struct node *node)
{
	struct view *view = ahead->view;
	struct snapshot *names;
	struct pair pair;

	if (pair_get(view, node, &pair) != 0)
		return;
	if (!names_depend_on_caller(view, node, &pair) &&
	    names_get_ahead(view, node, &pair, &names) == 0) {
		size_t count = snapshot_count(names);

		count_one(&view->counters.ahead);
		for (size_t i = 0; i < count; i++) {
			uint64_t place;

			if (__atomic_load_n(&ahead->at, __ATOMIC_RELAXED) == NULL ||
			    !is_walking(ahead))
				break;
			look_at(view, node, &pair, snapshot_at(names, i, &place));
		}
		snapshot_put(view->snapshots, names);
	}
	pair_put(&pair);
}

/* The next directory, with a reference, or NULL. The lock is held. */
static struct node *
take_next(struct ahead *ahead)
{
	while (ahead->count > 0 && is_walking(ahead)) {
		struct node *node = ahead->queue[--ahead->count].node;

		set_state(node, AHEAD_TAKEN);
		if (node_ref_unless_dead(node))
			return node;
	}
	return NULL;
}

static void *
look_ahead(void *arg)
{
	struct ahead *ahead = arg;

	cpus_be_modest();
	(void)pthread_mutex_lock(&ahead->lock);
	while (!ahead->stopping) {
		struct node *node = take_next(ahead);

		if (node == NULL) {
			ahead->idle = true;
			(void)pthread_cond_wait(&ahead->changed, &ahead->lock);
			ahead->idle = false;
			continue;
		}
		set_at(ahead, node);
		(void)pthread_mutex_unlock(&ahead->lock);
		look_into(ahead, node);
		node_unref(ahead->view, node, 1);
		(void)pthread_mutex_lock(&ahead->lock);
		set_at(ahead, NULL);
	}
	(void)pthread_mutex_unlock(&ahead->lock);
	return NULL;
}

errnum
ahead_new(struct view *view, struct ahead **out)
{
	struct ahead *ahead;
	errnum error;

	*out = NULL;
	if (cpus_usable() < 2)
		return 0;
	ahead = calloc(1, sizeof(*ahead));
	if (ahead == NULL)
		return ENOMEM;
	ahead->view = view;
	ahead->walked_ms = INT64_MIN / 2;
	(void)pthread_mutex_init(&ahead->lock, NULL);
	(void)pthread_cond_init(&ahead->changed, NULL);
	error = quiet_thread(&ahead->thread, look_ahead, ahead);
	if (error != 0)
		ahead_free(ahead);
	else
		*out = ahead;
	return error;
}

errnum
ahead_stop(struct ahead *ahead)
{
	struct timespec until;

	if (ahead == NULL)
		return 0;
	(void)pthread_mutex_lock(&ahead->lock);
	ahead->stopping = true;
	set_at(ahead, NULL);
	(void)pthread_cond_signal(&ahead->changed);
	(void)pthread_mutex_unlock(&ahead->lock);
	until = thread_deadline(END_SECONDS);
	return thread_joined(ahead->thread, &until) ? 0 : EBUSY;
}

void
ahead_free(struct ahead *ahead)
{
	if (ahead == NULL)
		return;
	(void)pthread_cond_destroy(&ahead->changed);
	(void)pthread_mutex_destroy(&ahead->lock);
	free(ahead);
}

/* ---- the queue ---- */

/* Take the places from first to end out of the queue. The lock is held, here and below. */
static void
leave(struct ahead *ahead, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		set_state(ahead->queue[i].node, AHEAD_NONE);
	memmove(&ahead->queue[first], &ahead->queue[end],
	    (ahead->count - end) * sizeof(ahead->queue[0]));
	ahead->count -= end - first;
}

static void
leave_node(struct ahead *ahead, struct node *node)
{
	for (size_t i = ahead->count; i > 0; i--)
		if (ahead->queue[i - 1].node == node) {
			leave(ahead, i - 1, i);
			return;
		}
}

static void
wake(struct ahead *ahead)
{
	if (ahead->idle && ahead->count > 0 && is_walking(ahead)) {
		ahead->idle = false; /* once is enough */
		(void)pthread_cond_signal(&ahead->changed);
	}
}

void
ahead_forget(struct ahead *ahead, struct node *node)
{
	/* nobody can queue it any more: that takes a reference */
	if (ahead == NULL || state_of(node) != AHEAD_QUEUED)
		return;
	(void)pthread_mutex_lock(&ahead->lock);
	leave_node(ahead, node);
	(void)pthread_mutex_unlock(&ahead->lock);
}

void
ahead_begun(struct ahead *ahead, struct node *node)
{
	int64_t now;

	if (ahead == NULL || state_of(node) == AHEAD_NONE)
		return;
	now = clock_ms();
	(void)pthread_mutex_lock(&ahead->lock);
	if (node->ahead == AHEAD_QUEUED)
		leave_node(ahead, node);
	set_state(node, AHEAD_NONE);
	if (ahead->at == node)
		set_at(ahead, NULL);
	if (now - ahead->told_ms < TOLD_MS) {
		__atomic_store_n(&ahead->walked_ms, now, __ATOMIC_RELAXED);
		wake(ahead);
	} else {
		leave(ahead, 0, ahead->count);
	}
	(void)pthread_mutex_unlock(&ahead->lock);
}

/*
 * Whether node is worth a place in the queue: a directory on the same file systems as the one that
 * it is in, which can be read, or the walk would not be here.
 */
static bool
is_wanted(const struct ahead *ahead, const struct node *parent, const struct node *node)
{
	if (!node->key.dir || node->key.kind != NODE_OBJECT || state_of(node) == AHEAD_QUEUED ||
	    !names_are_heard(ahead->view, node))
		return false;
	for (int h = TR_C; h <= TR_R; h++)
		if (node_has_half(node, (enum tr_half)h) &&
		    node->key.device[h] != parent->key.device[h])
			return false;
	return true;
}

/*
 * Put node into the place *at, from where on others move up. When there is no room the lowest goes:
 * a walk comes to it last.
 */
static void
enter(struct ahead *ahead, size_t *at, struct node *node, const struct node *parent)
{
	if (ahead->count == QUEUE_MAX) {
		if (*at == 0)
			return;
		leave(ahead, 0, 1);
		--*at;
	}
	memmove(&ahead->queue[*at + 1], &ahead->queue[*at],
	    (ahead->count - *at) * sizeof(ahead->queue[0]));
	ahead->queue[*at] = (struct waiting){node, parent};
	ahead->count++;
	set_state(node, AHEAD_QUEUED);
}

void
ahead_told(struct ahead *ahead, const struct node *parent, struct node *const *nodes, size_t count)
{
	size_t at;

	while (ahead != NULL && count > 0 && !is_wanted(ahead, parent, nodes[0])) {
		nodes++;
		count--;
	}
	if (ahead == NULL || count == 0)
		return;
	(void)pthread_mutex_lock(&ahead->lock);
	ahead->told_ms = clock_ms();
	/* below those of the same directory that were told of before */
	for (at = ahead->count; at > 0 && ahead->queue[at - 1].parent == parent; at--)
		continue;
	for (size_t i = 0; i < count; i++)
		if (is_wanted(ahead, parent, nodes[i]))
			enter(ahead, &at, nodes[i], parent);
	wake(ahead);
	(void)pthread_mutex_unlock(&ahead->lock);
}
