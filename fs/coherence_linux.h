/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Internal to coherence*_linux.c: the thread that follows changes, what it follows them on, and
 * what it knows of the objects that they are of. The design is told in coherence_linux.c.
 */
#ifndef FS_COHERENCE_LINUX_H
#define FS_COHERENCE_LINUX_H

#include "fs/coherence.h"
#include "fs/invalidate.h"

#include <pthread.h>
#include <sys/fanotify.h>
#include <sys/statfs.h>

struct file_handle;

enum {
	COVERED_MAX = 64, /* file systems */
	CACHE_SIZE = 4096,
	HANDLE_MAX = 32, /* bytes of a handle that is remembered; ext4 has 8, XFS 12, btrfs 20 */

	/* What is written through a mapping is heard of when that ends, and its file is closed. */
	CONTENTS = FAN_MODIFY | FAN_CLOSE_WRITE,
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

/* Changes may have been missed. Before busy goes away; and before a file system that was let go of
 * can be covered again. */
static inline void
coherence_note_lapse(struct coherence *coherence)
{
	__atomic_add_fetch(&coherence->lapses, 1, __ATOMIC_SEQ_CST);
}

/* ---- coherence_cover_linux.c ---- */

/* The end: let go of all file systems. */
void coherence_uncover_all(struct coherence *coherence);

/* ---- coherence_handle_linux.c ---- */

/* One object of an event, as far as it is known. */
struct object {
	bool known;
	uint16_t device;
	uint64_t ino;
};

/* The form of the handles of the file system that directory fd, with number ino, is on. */
struct handle_form coherence_form_of(int fd, ino_t ino);

/*
 * What a handle of file system fsid stands for; for the thread. Not known: it is gone, and then its
 * own removal is an event, too; or it was let go of; or, and that is noted as a lapse, it could not
 * be found out.
 */
struct object coherence_resolve(
    struct coherence *coherence, const void *fsid, struct file_handle *handle);

/* ---- coherence_event_linux.c ---- */

/* Handle what was read: the events from at to end. */
void coherence_handle_events(struct coherence *coherence, char *at, const char *end);

#endif
