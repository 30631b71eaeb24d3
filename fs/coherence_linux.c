/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fanotify(7) in its FID form: an event names the file system (fsid), the directory and the object
 * by file handles, and the entry by name.
 *
 * The handles of the common file systems have the inode number in them, at a place that is found
 * out when the file system is covered. Others are opened, once each, and what they stand for is
 * remembered: it never changes. Neither is done before it is known that the number is needed, for
 * most events are of no interest: those of the view's own changes, and those of directories that
 * nobody has looked at.
 */
#include "fs/coherence.h"
#include "fs/inos.h"
#include "fs/invalidate.h"
#include "fs/mounts.h"
#include "fs/thread.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <time.h>

/* Debian 12's headers know these; older ones need not. */
#ifndef FAN_REPORT_TARGET_FID
#define FAN_REPORT_TARGET_FID 0x00001000
#endif

enum {
	COVERED_MAX = 64, /* file systems */
	CACHE_SIZE = 4096,
	HANDLE_MAX = 32, /* bytes of a handle that is remembered; ext4 has 8, XFS 12, btrfs 20 */
	BUFFER_SIZE = 256 * 1024,
	EVENT_SIZE_MAX = 1024, /* a name and four handles, at most */
	PRIORITY = -10,
	STORM_MS = 2, /* events that come closer than that are read together */
	EVENTS_MAX = 256, /* before what they have gathered is told to the kernel */
};

/* Where a handle has its inode number. */
struct handle_form {
	int type;
	uint8_t size; /* of the handle, in bytes; 0: no known form */
	uint8_t at; /* of the number in it */
	uint8_t width;
};

struct covered {
	fsid_t fsid;
	uint16_t device;
	int mount_fd; /* any directory of it, for open_by_handle_at(2) */
	struct handle_form form;
};

struct cached_handle {
	uint64_t ino; /* 0: free */
	uint16_t device;
	uint8_t size;
	int type;
	unsigned char bytes[HANDLE_MAX];
};

struct coherence {
	struct view *view;
	int fd; /* the fanotify group */
	int stop[2];
	pthread_t thread;
	pid_t pid; /* ours, which events of the view's own changes have */
	bool running;
	bool stopping; /* atomic */
	bool busy; /* atomic: events are being read, or handled */
	uint32_t lapses; /* atomic: see coherence_lapses() */
	pthread_mutex_t lock; /* of covered */
	struct covered covered[COVERED_MAX];
	size_t covered_count;
	uint64_t events;
	struct cached_handle cache[CACHE_SIZE]; /* the thread's own */
	struct invalidator invalidator;
};

/* What is written through a mapping is heard of when that ends, and its file is closed. */
static const uint64_t CONTENTS = FAN_MODIFY | FAN_CLOSE_WRITE;
static const uint64_t WATCHED =
    FAN_CREATE | FAN_DELETE | FAN_MOVED_FROM | FAN_MOVED_TO | FAN_ATTRIB | CONTENTS | FAN_ONDIR;

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

/* File systems that change only through this kernel, so that it can tell of all changes. */
static bool
is_local(long type)
{
	static const long local[] = {EXT4_SUPER_MAGIC, XFS_SUPER_MAGIC, BTRFS_SUPER_MAGIC,
	    TMPFS_MAGIC, F2FS_SUPER_MAGIC, 0x2fc12fc1 /* zfs */, (long)0xca451a4e /* bcachefs */,
	    OVERLAYFS_SUPER_MAGIC, MSDOS_SUPER_MAGIC, REISERFS_SUPER_MAGIC, 0x3153464a /* jfs */,
	    NILFS_SUPER_MAGIC};

	for (size_t i = 0; i < ARRAY_LEN(local); i++)
		if (local[i] == type)
			return true;
	return false;
}

/* File systems that never change at all. */
static bool
is_constant(long type)
{
	return type == SQUASHFS_MAGIC || type == ISOFS_SUPER_MAGIC ||
	       type == EROFS_SUPER_MAGIC_V1 || type == CRAMFS_MAGIC;
}

static uint64_t
number_in(const struct handle_form *form, const unsigned char *bytes)
{
	uint32_t narrow;
	uint64_t wide;

	if (form->width == sizeof(narrow)) {
		memcpy(&narrow, bytes + form->at, sizeof(narrow));
		return narrow;
	}
	memcpy(&wide, bytes + form->at, sizeof(wide));
	return wide;
}

static bool
has_form(const struct handle_form *form, const struct file_handle *handle)
{
	return form->size != 0 && form->size == handle->handle_bytes &&
	       form->type == handle->handle_type;
}

/*
 * The form of a file system's handles, if it is one of the known ones: ext4 and others with 32-bit
 * numbers, tmpfs, XFS. It is believed only if the handle of the directory fd has that directory's
 * number there.
 */
static struct handle_form
form_of(int fd, ino_t ino)
{
	static const struct handle_form forms[] = {{1, 8, 0, 4}, {1, 12, 4, 8}, {0x81, 12, 0, 8}};
	union {
		struct file_handle handle;
		unsigned char room[sizeof(struct file_handle) + MAX_HANDLE_SZ];
	} of = {.handle = {.handle_bytes = MAX_HANDLE_SZ}};
	int mount_id;

	if (name_to_handle_at(fd, "", &of.handle, &mount_id, AT_EMPTY_PATH) == 0)
		for (size_t i = 0; i < ARRAY_LEN(forms); i++)
			if (has_form(&forms[i], &of.handle) &&
			    number_in(&forms[i], of.handle.f_handle) == ino)
				return forms[i];
	return (struct handle_form){0};
}

static bool
add_covered(struct coherence *coherence, uint16_t device, const struct statfs *fs, int mount_fd,
    struct handle_form form)
{
	bool added = false;

	(void)pthread_mutex_lock(&coherence->lock);
	if (coherence->covered_count < COVERED_MAX) {
		struct covered *c = &coherence->covered[coherence->covered_count++];

		memcpy(&c->fsid, &fs->f_fsid, sizeof(c->fsid));
		c->device = device;
		c->mount_fd = mount_fd;
		c->form = form;
		added = true;
	}
	(void)pthread_mutex_unlock(&coherence->lock);
	return added;
}

/*
 * Replace a directory's descriptor by one of the same directory in a mount of its own that nobody
 * sees: ours would keep the mount that it was opened in from being unmounted. Where there is no
 * open_tree(2), it does.
 */
static void
unpin(int *fd)
{
	cleanup_fd int tree =
	    open_tree(*fd, "", AT_EMPTY_PATH | OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
	int own = tree < 0 ? -1 : openat(tree, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (own >= 0) {
		close_fd(fd);
		*fd = own;
	}
}

/* Changes may have been missed. Before busy goes away; and before a file system that was let go of
 * can be covered again. */
static void
note_lapse(struct coherence *coherence)
{
	__atomic_add_fetch(&coherence->lapses, 1, __ATOMIC_SEQ_CST);
}

void
coherence_forget_gone(struct coherence *coherence)
{
	struct inos *inos = coherence->view->inos;

	(void)pthread_mutex_lock(&coherence->lock);
	for (size_t i = 0; i < coherence->covered_count;) {
		struct covered *c = &coherence->covered[i];

		if (mounts_has_device(inos_dev(inos, c->device))) {
			i++;
			continue;
		}
		note_lapse(coherence);
		inos_uncover(inos, c->device);
		close_fd(&c->mount_fd);
		*c = coherence->covered[--coherence->covered_count];
	}
	(void)pthread_mutex_unlock(&coherence->lock);
}

bool
coherence_cover(struct coherence *coherence, uint16_t device, int dir_fd, const char *name)
{
	/* a directory of it can be opened; a single file that is mounted keeps the time-out */
	cleanup_fd int fd = openat(
	    dir_fd, name[0] != '\0' ? name : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;
	struct statfs fs;

	if (fd < 0 || fstatfs(fd, &fs) != 0 || fstat(fd, &st) != 0 ||
	    inos_device(coherence->view->inos, st.st_dev) != device)
		return false;
	if (is_constant((long)fs.f_type))
		return true;
	if (!is_local((long)fs.f_type) ||
	    fanotify_mark(coherence->fd, FAN_MARK_ADD | FAN_MARK_FILESYSTEM, WATCHED, fd, NULL) !=
		0)
		return false;
	unpin(&fd);
	if (!add_covered(coherence, device, &fs, fd, form_of(fd, st.st_ino)))
		return false;
	(void)steal_fd(&fd);
	return true;
}

/* ---- events ---- */

/* One object of an event, as far as it is known. */
struct object {
	bool known;
	uint16_t device;
	uint64_t ino;
};

/* The file system of an event; its descriptor is good while the lock is held. */
static const struct covered *
covered_by_fsid(const struct coherence *coherence, const void *fsid)
{
	for (size_t i = 0; i < coherence->covered_count; i++)
		if (memcmp(&coherence->covered[i].fsid, fsid, sizeof(fsid_t)) == 0)
			return &coherence->covered[i];
	return NULL;
}

static struct cached_handle *
slot_of(struct coherence *coherence, uint16_t device, const struct file_handle *handle)
{
	uint64_t hash = device + (uint64_t)(unsigned int)handle->handle_type * 31;

	for (unsigned int i = 0; i < handle->handle_bytes; i++)
		hash = (hash ^ handle->f_handle[i]) * UINT64_C(0x100000001b3);
	return &coherence->cache[(hash >> 20) % CACHE_SIZE];
}

/* What a handle stands for. Not known: it is gone, and then its own removal is an event, too. The
 * lock is held. */
static struct object
resolve_locked(struct coherence *coherence, const void *fsid, struct file_handle *handle)
{
	const struct covered *covered = covered_by_fsid(coherence, fsid);
	struct object object = {.known = false};
	bool cacheable = handle->handle_bytes <= HANDLE_MAX;
	struct cached_handle *slot;
	struct stat st;
	int fd;

	if (covered == NULL)
		return object;
	if (has_form(&covered->form, handle))
		return (struct object){
		    true, covered->device, number_in(&covered->form, handle->f_handle)};
	slot = slot_of(coherence, covered->device, handle);
	if (cacheable && slot->ino != 0 && slot->device == covered->device &&
	    slot->size == handle->handle_bytes && slot->type == handle->handle_type &&
	    memcmp(slot->bytes, handle->f_handle, slot->size) == 0)
		return (struct object){true, slot->device, slot->ino};
	fd = open_by_handle_at(covered->mount_fd, handle, O_PATH | O_CLOEXEC);
	if (fd < 0) {
		if (errno != ESTALE) /* not gone: no descriptor, no memory */
			note_lapse(coherence);
		return object;
	}
	if (fstat(fd, &st) == 0)
		object = (struct object){true, covered->device, st.st_ino};
	else
		note_lapse(coherence);
	(void)close(fd);
	if (object.known && cacheable) {
		*slot = (struct cached_handle){.ino = object.ino,
		    .device = object.device,
		    .size = (uint8_t)handle->handle_bytes,
		    .type = handle->handle_type};
		memcpy(slot->bytes, handle->f_handle, handle->handle_bytes);
	}
	return object;
}

static struct object
resolve(struct coherence *coherence, const void *fsid, struct file_handle *handle)
{
	struct object object;

	(void)pthread_mutex_lock(&coherence->lock);
	object = resolve_locked(coherence, fsid, handle);
	(void)pthread_mutex_unlock(&coherence->lock);
	return object;
}

/* The records of an event, which are not resolved yet: the directory with a name in it, and the
 * object itself. */
struct told {
	struct fanotify_event_info_fid *dir;
	struct fanotify_event_info_fid *object;
	const char *name; /* in dir; NULL for an event of the directory itself */
};

static struct file_handle *
handle_in(struct fanotify_event_info_fid *fid)
{
	return (struct file_handle *)(void *)fid->handle;
}

static struct object
resolved(struct coherence *coherence, struct fanotify_event_info_fid *fid)
{
	if (fid == NULL)
		return (struct object){.known = false};
	return resolve(coherence, &fid->fsid, handle_in(fid));
}

static struct told
read_records(const struct fanotify_event_metadata *event, char *start)
{
	char *at = start + event->metadata_len;
	char *end = start + event->event_len;
	struct told told = {.name = NULL};

	while (end - at >= (ptrdiff_t)sizeof(struct fanotify_event_info_fid)) {
		struct fanotify_event_info_fid *fid = (struct fanotify_event_info_fid *)(void *)at;

		if (fid->hdr.len == 0 || fid->hdr.len > end - at)
			break;
		switch (fid->hdr.info_type) {
		case FAN_EVENT_INFO_TYPE_DFID_NAME:
			told.dir = fid;
			told.name =
			    (const char *)handle_in(fid)->f_handle + handle_in(fid)->handle_bytes;
			if (strcmp(told.name, ".") == 0)
				told.name = NULL;
			break;
		case FAN_EVENT_INFO_TYPE_DFID:
			told.dir = fid;
			break;
		case FAN_EVENT_INFO_TYPE_FID:
			told.object = fid;
			break;
		default:
			break;
		}
		at += fid->hdr.len;
	}
	return told;
}

/* Whether an event is one of a name: a library's contents decide whether its name is hidden. */
static bool
is_of_name(const struct coherence *coherence, uint64_t mask, const char *name)
{
	if (name == NULL)
		return false;
	return (mask & (FAN_CREATE | FAN_DELETE | FAN_MOVED_FROM | FAN_MOVED_TO)) != 0 ||
	       (coherence->view->options.elf == ELF_HIDE && strstr(name, ".so") != NULL);
}

static void
handle_event(struct coherence *coherence, const struct fanotify_event_metadata *event, char *start)
{
	struct invalidator *inv = &coherence->invalidator;
	bool by_us = event->pid == coherence->pid;
	bool is_dir = (event->mask & FAN_ONDIR) != 0;
	bool attributes = (event->mask & (FAN_ATTRIB | CONTENTS)) != 0;
	struct told told;

	if ((event->mask & FAN_Q_OVERFLOW) != 0) {
		note_lapse(coherence);
		invalidate_all(inv);
		return;
	}
	/* a file is one node, so the kernel knows all that the view does to it */
	if (by_us && !is_dir)
		attributes = false;
	told = read_records(event, start);
	if (is_of_name(coherence, event->mask, told.name)) {
		struct object dir = resolved(coherence, told.dir);

		if (dir.known)
			invalidate_name(inv, dir.device, dir.ino, told.name, by_us);
	}
	if (attributes) {
		/* without a name, the directory is the object */
		struct object object = resolved(
		    coherence, told.object == NULL && told.name == NULL ? told.dir : told.object);

		if (object.known)
			invalidate_object(inv, object.device, object.ino, is_dir,
			    (event->mask & CONTENTS) != 0, by_us);
	}
}

/* The event at the start of what was read, if it is whole. Events are aligned for their records,
 * not for the 64 bits in their heads. */
static bool
event_at(const char *at, const char *end, struct fanotify_event_metadata *event)
{
	if (end - at < (ptrdiff_t)sizeof(*event))
		return false;
	memcpy(event, at, sizeof(*event));
	return event->event_len >= sizeof(*event) && (ptrdiff_t)event->event_len <= end - at;
}

static void
handle_events(struct coherence *coherence, char *at, const char *end)
{
	struct fanotify_event_metadata event;
	unsigned int count = 0;

	for (; event_at(at, end, &event); at += event.event_len) {
		__atomic_add_fetch(&coherence->events, 1, __ATOMIC_RELAXED);
		handle_event(coherence, &event, at);
		if (event.fd >= 0)
			(void)close(event.fd);
		if (++count % EVENTS_MAX == 0)
			invalidate_gathered(&coherence->invalidator);
	}
	invalidate_gathered(&coherence->invalidator);
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
		handle_events(coherence, buffer, buffer + len);
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
	for (size_t i = 0; i < coherence->covered_count; i++)
		close_fd(&coherence->covered[i].mount_fd);
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
