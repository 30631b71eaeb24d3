/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What file handles stand for.
 *
 * The handles of the common file systems have the inode number in them, at a place that is found
 * out when the file system is covered. Others are opened, once each, and what they stand for is
 * remembered: it never changes.
 */
#include "fs/coherence_linux.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

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
 * It is one of the known ones: ext4 and others with 32-bit numbers, tmpfs, XFS. It is believed only
 * if the handle of the directory fd has that directory's number there.
 */
struct handle_form
coherence_form_of(int fd, ino_t ino)
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

/* The lock is held. */
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
			coherence_note_lapse(coherence);
		return object;
	}
	if (fstat(fd, &st) == 0)
		object = (struct object){true, covered->device, st.st_ino};
	else
		coherence_note_lapse(coherence);
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

struct object
coherence_resolve(struct coherence *coherence, const void *fsid, struct file_handle *handle)
{
	struct object object;

	(void)pthread_mutex_lock(&coherence->lock);
	object = resolve_locked(coherence, fsid, handle);
	(void)pthread_mutex_unlock(&coherence->lock);
	return object;
}
