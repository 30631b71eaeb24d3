/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/notice.h"
#include "fs/thread.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <sys/queue.h>

struct notice {
	TAILQ_ENTRY(notice) link;
	struct fuse_session *session;
	fuse_ino_t parent;
	size_t len;
	char name[];
};

struct notices {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	TAILQ_HEAD(, notice) queue;
	pthread_t thread;
	bool running;
	bool stopping;
	unsigned int waiting; /* atomic */
};

errnum
notices_new(struct notices **out)
{
	struct notices *notices = calloc(1, sizeof(*notices));

	if (notices == NULL)
		return ENOMEM;
	(void)pthread_mutex_init(&notices->lock, NULL);
	(void)pthread_cond_init(&notices->changed, NULL);
	TAILQ_INIT(&notices->queue);
	*out = notices;
	return 0;
}

/* With the lock, which is let go of while the kernel is told. */
static void
say_first(struct notices *notices)
{
	struct notice *notice = TAILQ_FIRST(&notices->queue);

	TAILQ_REMOVE(&notices->queue, notice, link);
	(void)pthread_mutex_unlock(&notices->lock);
	(void)fuse_lowlevel_notify_inval_entry(
	    notice->session, notice->parent, notice->name, notice->len);
	free(notice);
	(void)pthread_mutex_lock(&notices->lock);
	__atomic_sub_fetch(&notices->waiting, 1, __ATOMIC_RELEASE);
}

static void *
say_all(void *arg)
{
	struct notices *notices = arg;

	(void)pthread_mutex_lock(&notices->lock);
	while (!notices->stopping) {
		if (TAILQ_EMPTY(&notices->queue))
			(void)pthread_cond_wait(&notices->changed, &notices->lock);
		else
			say_first(notices);
	}
	(void)pthread_mutex_unlock(&notices->lock);
	return NULL;
}

void
notices_free(struct notices *notices)
{
	struct notice *notice;

	if (notices == NULL)
		return;
	(void)pthread_mutex_lock(&notices->lock);
	notices->stopping = true;
	(void)pthread_cond_signal(&notices->changed);
	(void)pthread_mutex_unlock(&notices->lock);
	if (notices->running)
		(void)pthread_join(notices->thread, NULL);
	while ((notice = TAILQ_FIRST(&notices->queue)) != NULL) {
		TAILQ_REMOVE(&notices->queue, notice, link);
		free(notice);
	}
	(void)pthread_cond_destroy(&notices->changed);
	(void)pthread_mutex_destroy(&notices->lock);
	free(notices);
}

unsigned int
notices_waiting(const struct notices *notices)
{
	return notices == NULL ? 0 : __atomic_load_n(&notices->waiting, __ATOMIC_ACQUIRE);
}

void
notices_name(
    struct notices *notices, struct fuse_session *session, fuse_ino_t parent, const char *name)
{
	size_t len = strlen(name);
	struct notice *notice = malloc(sizeof(*notice) + len + 1);

	if (notice == NULL)
		return;
	notice->session = session;
	notice->parent = parent;
	notice->len = len;
	memcpy(notice->name, name, len + 1);
	(void)pthread_mutex_lock(&notices->lock);
	if (!notices->running)
		notices->running = quiet_thread(&notices->thread, say_all, notices) == 0;
	if (notices->running) {
		TAILQ_INSERT_TAIL(&notices->queue, notice, link);
		__atomic_add_fetch(&notices->waiting, 1, __ATOMIC_RELAXED);
	} else {
		free(notice);
	}
	(void)pthread_cond_signal(&notices->changed);
	(void)pthread_mutex_unlock(&notices->lock);
}
