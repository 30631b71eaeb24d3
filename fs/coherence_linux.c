/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fanotify(7) in its FID form, and the thread that follows it. Which file systems it is asked for
 * is in coherence_cover_linux.c, what an event says in coherence_event_linux.c, and what the file
 * handles in it stand for in coherence_handle_linux.c.
 */
#include "fs/coherence_linux.h"
#include "fs/thread.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* Debian 12's headers know it; older ones need not. */
#ifndef FAN_REPORT_TARGET_FID
#define FAN_REPORT_TARGET_FID 0x00001000
#endif

enum {
	BUFFER_SIZE = 256 * 1024,
	EVENT_SIZE_MAX = 1024, /* a name and four handles, at most */
	PRIORITY = -10,
	STORM_MS = 2, /* events that come closer than that are read together */
};

errnum
coherence_new(struct view *view, struct coherence **out)
{
	struct coherence *coherence;
	int fd = fanotify_init(FAN_CLASS_NOTIF | FAN_REPORT_DFID_NAME | FAN_REPORT_FID |
				   FAN_REPORT_TARGET_FID | FAN_UNLIMITED_QUEUE | FAN_CLOEXEC |
				   FAN_NONBLOCK,
	    O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return last_error();
	coherence = calloc(1, sizeof(*coherence));
	if (coherence == NULL || pipe2(coherence->stop, O_CLOEXEC) != 0) {
		errnum error = coherence == NULL ? ENOMEM : last_error();

		free(coherence);
		close_fd(&fd);
		return error;
	}
	coherence->view = view;
	coherence->invalidator.view = view;
	coherence->fd = fd;
	coherence->pid = getpid();
	(void)pthread_mutex_init(&coherence->lock, NULL);
	*out = coherence;
	return 0;
}

/* Handle all events that wait. */
static void
read_events(struct coherence *coherence, char *buffer)
{
	ssize_t len = BUFFER_SIZE;

	/* with room left for another event, that was all; on a busy file system this may not be so
	 * before the end */
	while (!__atomic_load_n(&coherence->stopping, __ATOMIC_RELAXED) &&
	       len > BUFFER_SIZE - EVENT_SIZE_MAX &&
	       (len = read(coherence->fd, buffer, BUFFER_SIZE)) > 0)
		coherence_handle_events(coherence, buffer, buffer + len);
}

static int64_t
now_ns(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/*
 * In a storm each event would wake us, at the cost of whoever makes the changes: a little is
 * waited, for more to come. A change that comes alone is not made to wait. False at the end.
 */
static bool
let_gather(const struct coherence *coherence, int64_t *last)
{
	struct pollfd stop = {.fd = coherence->stop[0], .events = POLLIN};
	int64_t since = now_ns() - *last;
	bool goes_on = since > STORM_MS * INT64_C(1000000) || poll(&stop, 1, STORM_MS) <= 0;

	*last = now_ns();
	return goes_on;
}

static void *
follow(void *arg)
{
	struct coherence *coherence = arg;
	struct pollfd fds[] = {
	    {.fd = coherence->fd, .events = POLLIN}, {.fd = coherence->stop[0], .events = POLLIN}};
	cleanup_free char *buffer = malloc(BUFFER_SIZE);
	int64_t last = 0;
	int wait = -1;

	/* how late a change shows should not depend on how busy the machine is; of this thread
	 * only, and without the privilege, as it is */
	(void)setpriority(PRIO_PROCESS, (id_t)gettid(), PRIORITY);
	while (buffer != NULL) {
		if (poll(fds, ARRAY_LEN(fds), wait) < 0 && errno != EINTR)
			break;
		if (fds[1].revents != 0)
			break;
		if (fds[0].revents != 0) {
			/* already while they gather, so that nobody counts a long queue meanwhile;
			 * at the end it stays */
			__atomic_store_n(&coherence->busy, true, __ATOMIC_SEQ_CST);
			if (!let_gather(coherence, &last))
				break;
			read_events(coherence, buffer);
			__atomic_store_n(&coherence->busy, false, __ATOMIC_SEQ_CST);
		}
		wait = invalidate_retry(&coherence->invalidator);
	}
	invalidate_end(&coherence->invalidator);
	return NULL;
}

/*
 * Where the event of a change is that was done before this began. The kernel queues it before the
 * system call that makes the change returns: fs/namei.c calls fsnotify_create(), fsnotify_mkdir(),
 * fsnotify_link() and fsnotify_move() in the functions that make the change, and
 * fanotify_handle_event() puts the event, or the news that one was lost, into the queue at once.
 *
 * - In the queue when its length is asked for: not idle.
 * - Taken out before that, under the queue's lock, which FIONREAD takes after. Its reader has set
 *   busy before it took that lock. So here busy is seen either set: not idle; or as it was cleared
 *   after this event was handled: then node_changes(), or the lapses, have gone up before.
 *
 * So the length first, then busy. (Asking for busy before saves the system call.) An event that is
 * merged with one in the queue is in the queue; one that comes after the length was asked for is of
 * a change that was not done then, and the caller's answer is from before it: the kernel is told of
 * it when it is handled, and that waits for the answer to be in place (coherence.h). Events of the
 * view's own changes may be passed over when they are handled, since node_touch() came before the
 * view's answer. What is left in the queue at the end, or when there is no thread, is never idle.
 */
bool
coherence_is_idle(const struct coherence *coherence)
{
	int waiting = 0;

	return coherence != NULL && !__atomic_load_n(&coherence->busy, __ATOMIC_RELAXED) &&
	       ioctl(coherence->fd, FIONREAD, &waiting) == 0 && waiting == 0 &&
	       !__atomic_load_n(&coherence->busy, __ATOMIC_SEQ_CST);
}

uint32_t
coherence_lapses(const struct coherence *coherence)
{
	return __atomic_load_n(&coherence->lapses, __ATOMIC_SEQ_CST);
}

errnum
coherence_start(struct coherence *coherence)
{
	errnum error = quiet_thread(&coherence->thread, follow, coherence);

	coherence->running = error == 0;
	return error;
}

void
coherence_stop(struct coherence *coherence)
{
	if (coherence == NULL)
		return;
	__atomic_store_n(&coherence->stopping, true, __ATOMIC_RELAXED);
	close_fd(&coherence->stop[1]);
	if (coherence->running)
		(void)pthread_join(coherence->thread, NULL);
	coherence->running = false;
}

void
coherence_free(struct coherence *coherence)
{
	if (coherence == NULL)
		return;
	coherence_stop(coherence);
	close_fd(&coherence->stop[0]);
	close_fd(&coherence->fd);
	coherence_uncover_all(coherence);
	(void)pthread_mutex_destroy(&coherence->lock);
	free(coherence);
}

const char *
coherence_name(const struct coherence *coherence)
{
	return coherence != NULL && coherence->running ? "fanotify" : "timeout";
}

uint64_t
coherence_events(const struct coherence *coherence)
{
	return coherence == NULL ? 0 : __atomic_load_n(&coherence->events, __ATOMIC_RELAXED);
}
