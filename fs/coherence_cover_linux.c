/* SPDX-License-Identifier: BSD-2-Clause */
/* Which file systems changes are heard of on. */
#include "fs/coherence_linux.h"
#include "fs/inos.h"
#include "fs/mounts.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>

static const uint64_t WATCHED =
    FAN_CREATE | FAN_DELETE | FAN_MOVED_FROM | FAN_MOVED_TO | FAN_ATTRIB | CONTENTS | FAN_ONDIR;

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
		coherence_note_lapse(coherence);
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
	if (!add_covered(coherence, device, &fs, fd, coherence_form_of(fd, st.st_ino)))
		return false;
	(void)steal_fd(&fd);
	return true;
}

void
coherence_uncover_all(struct coherence *coherence)
{
	for (size_t i = 0; i < coherence->covered_count; i++)
		close_fd(&coherence->covered[i].mount_fd);
}
