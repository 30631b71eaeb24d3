/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From events to what is to be told to the kernel.
 *
 * An event names the file system (fsid), the directory and the object by file handles, and the
 * entry by name. What the handles stand for is not looked up before it is known that it is needed,
 * for most events are of no interest: those of the view's own changes, and those of directories
 * that nobody has looked at.
 */
#include "fs/coherence_linux.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
	EVENTS_MAX = 256, /* before what they have gathered is told to the kernel */
};

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
	return coherence_resolve(coherence, &fid->fsid, handle_in(fid));
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
		coherence_note_lapse(coherence);
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

void
coherence_handle_events(struct coherence *coherence, char *at, const char *end)
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
