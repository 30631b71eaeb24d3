/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An O_PATH descriptor is turned into what it holds through /proc/self/fd: the link there leads to
 * the object itself and to nothing that has taken its name since.
 */
#include "fs/host.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <linux/magic.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/statfs.h>
#include <sys/uio.h>
#include <sys/xattr.h>

typedef char proc_path[sizeof("/proc/self/fd/") + 3 * sizeof(int)];

static const char *
proc_of(int fd, proc_path path)
{
	(void)snprintf(path, sizeof(proc_path), "/proc/self/fd/%d", fd);
	return path;
}

errnum
host_chmod(int path_fd, mode_t mode)
{
	proc_path path;

	return chmod(proc_of(path_fd, path), mode) == 0 ? 0 : last_error();
}

errnum
host_chown(int path_fd, uid_t uid, gid_t gid)
{
	return fchownat(path_fd, "", uid, gid, AT_EMPTY_PATH) == 0 ? 0 : last_error();
}

errnum
host_utimes(int path_fd, const struct timespec times[2])
{
	proc_path path;

	return utimensat(AT_FDCWD, proc_of(path_fd, path), times, 0) == 0 ? 0 : last_error();
}

int
host_access(int access)
{
	return access;
}

bool
host_takes_old_sizes(void)
{
	return false; /* attributes from before a write are known by fuse_conn.attr_version */
}

bool
host_reads_in_turn(void)
{
	return false;
}

errnum
host_reopen(int path_fd, int flags, int *out)
{
	proc_path path;
	int fd = open(proc_of(path_fd, path), (flags & ~O_NOFOLLOW) | O_CLOEXEC);

	if (fd < 0)
		return last_error();
	*out = fd;
	return 0;
}

/*
 * Directories whose names a look-up compares without regard to case (and which chattr(1) makes such
 * while they are empty), or that have other names once there is a key. tmpfs is asked, too, since
 * it can have the first; one that has no flags (ENOTTY, before Linux 6.6) cannot.
 */
static bool
has_plain_names(int fd, bool may_lack_flags)
{
	int flags = 0;

	if (ioctl(fd, FS_IOC_GETFLAGS, &flags) != 0)
		return may_lack_flags && (errno == ENOTTY || errno == EOPNOTSUPP);
	return (flags & (FS_CASEFOLD_FL | FS_ENCRYPT_FL)) == 0;
}

/*
 * ext4 (whose number is ext2's and ext3's, too) and tmpfs. Left out: XFS, which can ignore case for
 * a whole file system and says so by an ioctl of its own; btrfs, whose subvolumes share a device
 * with nobody but are marked as one file system; overlayfs, FAT and whatever else answers for names
 * that it does not list.
 */
errnum
host_open_names(int dir_fd, int *out)
{
	cleanup_fd int fd = openat(dir_fd, ".", O_RDONLY | O_DIRECTORY | O_NOATIME | O_CLOEXEC);
	struct statfs fs;

	if (fd < 0)
		return last_error();
	if (fstatfs(fd, &fs) != 0)
		return last_error();
	if ((fs.f_type != EXT4_SUPER_MAGIC && fs.f_type != TMPFS_MAGIC) ||
	    !has_plain_names(fd, fs.f_type == TMPFS_MAGIC))
		return ENOTSUP;
	*out = steal_fd(&fd);
	return 0;
}

errnum
host_readlink(int path_fd, char *buf, size_t size, size_t *len)
{
	ssize_t n = readlinkat(path_fd, "", buf, size);

	if (n < 0)
		return last_error();
	*len = (size_t)n;
	return 0;
}

errnum
host_link(int path_fd, int dir_fd, const char *name)
{
	proc_path path;

	return linkat(AT_FDCWD, proc_of(path_fd, path), dir_fd, name, AT_SYMLINK_FOLLOW) == 0
		   ? 0
		   : last_error();
}

errnum
host_mknod(int dir_fd, const char *name, mode_t mode, dev_t device)
{
	return mknodat(dir_fd, name, mode, device) == 0 ? 0 : last_error();
}

errnum
host_rename(
    int old_dir, const char *old_name, int new_dir, const char *new_name, unsigned int flags)
{
	return renameat2(old_dir, old_name, new_dir, new_name, flags) == 0 ? 0 : last_error();
}

errnum
host_fallocate(int fd, int mode, off_t offset, off_t len)
{
	return fallocate(fd, mode, offset, len) == 0 ? 0 : last_error();
}

errnum
host_read_at_hand(int fd, void *buf, size_t size)
{
	const struct iovec all = {buf, size};

	ssize_t n = preadv2(fd, &all, 1, 0, RWF_NOWAIT);

	/* tmpfs, for one, cannot be asked so */
	if (n < 0 && errno == EOPNOTSUPP)
		n = pread(fd, buf, size, 0);
	if (n == (ssize_t)size)
		return 0;
	(void)posix_fadvise(fd, 0, (off_t)size, POSIX_FADV_WILLNEED);
	return EAGAIN;
}

ssize_t
host_pwrite(int fd, const void *buf, size_t size, off_t offset, bool append)
{
	struct iovec iov = {.iov_base = (void *)(uintptr_t)buf, .iov_len = size};

	return append ? pwritev2(fd, &iov, 1, offset, RWF_APPEND) : pwrite(fd, buf, size, offset);
}

errnum
host_getxattr(int path_fd, const char *name, void *value, size_t size, size_t *len)
{
	proc_path path;
	ssize_t n = getxattr(proc_of(path_fd, path), name, value, size);

	if (n < 0)
		return last_error();
	*len = (size_t)n;
	return 0;
}

errnum
host_setxattr(int path_fd, const char *name, const void *value, size_t size, int flags)
{
	proc_path path;

	return setxattr(proc_of(path_fd, path), name, value, size, flags) == 0 ? 0 : last_error();
}

errnum
host_listxattr(int path_fd, char *list, size_t size, size_t *len)
{
	proc_path path;
	ssize_t n = listxattr(proc_of(path_fd, path), list, size);

	if (n < 0)
		return last_error();
	*len = (size_t)n;
	return 0;
}

errnum
host_removexattr(int path_fd, const char *name)
{
	proc_path path;

	return removexattr(proc_of(path_fd, path), name) == 0 ? 0 : last_error();
}
