/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stat, statx, statfs.
 *
 * A device's number is another one on Linux (tables/lx_device.h). All that stat tells of the device
 * is the number that devfs gave it, which is one of its inodes for as long as the device is there;
 * its name is looked up by it.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/conf.h>
#include <sys/syscallsubr.h>

#include <fs/devfs/devfs_int.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_device.h"
#include "kmod/tables/lx_file.h"
#include "kmod/tables/x86_64/lx_struct.h"

struct device {
	uint32_t major_number;
	uint32_t minor_number;
};

static struct device
device_of_number(dev_t dev)
{
	/* "no device" is 0 on Linux */
	if (dev == NODEV)
		return ((struct device){0, 0});
	return ((struct device){(uint32_t)major(dev), (uint32_t)minor(dev)});
}

/* st_rdev of a file: Linux's number if it has one for this device. */
static struct device
device_of_file(const struct stat *st)
{
	struct device d;
	struct cdev_priv *cdp;

	d = device_of_number(st->st_rdev);
	if (!S_ISCHR(st->st_mode))
		return (d);
	dev_lock();
	TAILQ_FOREACH (cdp, &cdevp_list, cdp_list) {
		if (cdp->cdp_inode == st->st_rdev) {
			(void)lx_device_of(cdp->cdp_c.si_name, &d.major_number, &d.minor_number);
			break;
		}
	}
	dev_unlock();
	return (d);
}

/* Linux's 64-bit form. */
static uint64_t
device_out(struct device d)
{
	uint32_t major_, minor_;

	major_ = d.major_number;
	minor_ = d.minor_number;
	return ((minor_ & 0xff) | (uint64_t)(major_ & 0xfff) << 8 |
		(uint64_t)(minor_ & ~0xffu) << 12 | (uint64_t)(major_ & ~0xfffu) << 32);
}

static int
stat_out(const struct stat *from, struct lx_stat *user)
{
	struct lx_stat to;

	bzero(&to, sizeof(to));
	to.st_dev = device_out(device_of_number(from->st_dev));
	to.st_ino = from->st_ino;
	to.st_nlink = from->st_nlink;
	to.st_mode = from->st_mode;
	to.st_uid = from->st_uid;
	to.st_gid = from->st_gid;
	to.st_rdev = device_out(device_of_file(from));
	to.st_size = from->st_size;
	to.st_blksize = from->st_blksize;
	to.st_blocks = from->st_blocks;
	to.st_atim.tv_sec = from->st_atim.tv_sec;
	to.st_atim.tv_nsec = from->st_atim.tv_nsec;
	to.st_mtim.tv_sec = from->st_mtim.tv_sec;
	to.st_mtim.tv_nsec = from->st_mtim.tv_nsec;
	to.st_ctim.tv_sec = from->st_ctim.tv_sec;
	to.st_ctim.tv_nsec = from->st_ctim.tv_nsec;
	return (copyout(&to, user, sizeof(to)));
}

/*
 * AT_EMPTY_PATH with an empty (or, since Linux 6.11, no) path means the descriptor itself, of
 * whatever kind it is; FreeBSD's look-up knows that for vnodes only.
 */
static int
stat_in(struct thread *td, int dfd, const char *path, int flags, struct stat *st)
{
	int first;

	if ((flags & AT_EMPTY_PATH) != 0 && dfd != AT_FDCWD) {
		first = path == NULL ? 0 : fubyte(path);
		if (first == 0)
			return (kern_fstat(td, dfd, st));
	}
	return (kern_statat(td, flags, dfd, path, UIO_USERSPACE, st));
}

static int
do_stat(struct thread *td, int dfd, const char *path, int flags, struct lx_stat *user)
{
	struct stat st;
	int error;

	error = stat_in(td, dfd, path, flags, &st);
	return (error != 0 ? error : stat_out(&st, user));
}

int
lx_stat(struct thread *td, struct lx_stat_args *uap)
{
	return (do_stat(td, AT_FDCWD, uap->path, 0, uap->buf));
}

int
lx_lstat(struct thread *td, struct lx_lstat_args *uap)
{
	return (do_stat(td, AT_FDCWD, uap->path, AT_SYMLINK_NOFOLLOW, uap->buf));
}

int
lx_fstat(struct thread *td, struct lx_fstat_args *uap)
{
	struct stat st;
	int error;

	error = kern_fstat(td, uap->fd, &st);
	return (error != 0 ? error : stat_out(&st, uap->buf));
}

int
lx_newfstatat(struct thread *td, struct lx_newfstatat_args *uap)
{
	int error, flags;

	error = lx_at_flags("newfstatat", uap->flags,
	    LX_AT_SYMLINK_NOFOLLOW | LX_AT_EMPTY_PATH | LX_AT_NO_AUTOMOUNT, &flags);
	return (error != 0 ? error : do_stat(td, uap->dfd, uap->path, flags, uap->buf));
}

static struct lx_statx_timestamp
timestamp(const struct timespec *ts)
{
	return ((struct lx_statx_timestamp){
	    .tv_sec = ts->tv_sec,
	    .tv_nsec = (uint32_t)ts->tv_nsec,
	});
}

static void
attributes(const struct stat *from, struct lx_statx *to)
{
	to->stx_attributes_mask =
	    LX_STATX_ATTR_APPEND | LX_STATX_ATTR_IMMUTABLE | LX_STATX_ATTR_NODUMP;
	if ((from->st_flags & (UF_APPEND | SF_APPEND)) != 0)
		to->stx_attributes |= LX_STATX_ATTR_APPEND;
	if ((from->st_flags & (UF_IMMUTABLE | SF_IMMUTABLE)) != 0)
		to->stx_attributes |= LX_STATX_ATTR_IMMUTABLE;
	if ((from->st_flags & UF_NODUMP) != 0)
		to->stx_attributes |= LX_STATX_ATTR_NODUMP;
}

int
lx_statx(struct thread *td, struct lx_statx_args *uap)
{
	struct lx_statx to;
	struct device device;
	struct stat st;
	int error, flags;

	if ((uap->mask & (u_int)LX_STATX_RESERVED) != 0) {
		LX_BAD_COMBINATION("statx", uap->mask, (u_int)~LX_STATX_RESERVED);
		return (EINVAL);
	}
	error = lx_at_flags("statx", (int)uap->flags,
	    LX_AT_SYMLINK_NOFOLLOW | LX_AT_EMPTY_PATH | LX_AT_NO_AUTOMOUNT |
		LX_AT_STATX_FORCE_SYNC | LX_AT_STATX_DONT_SYNC,
	    &flags);
	if (error == 0)
		error = stat_in(td, uap->dfd, uap->path, flags, &st);
	if (error != 0)
		return (error);
	bzero(&to, sizeof(to));
	to.stx_mask = LX_STATX_BASIC_STATS;
	to.stx_blksize = (uint32_t)st.st_blksize;
	to.stx_nlink = (uint32_t)st.st_nlink;
	to.stx_uid = st.st_uid;
	to.stx_gid = st.st_gid;
	to.stx_mode = st.st_mode;
	to.stx_ino = st.st_ino;
	to.stx_size = (uint64_t)st.st_size;
	to.stx_blocks = (uint64_t)st.st_blocks;
	to.stx_atime = timestamp(&st.st_atim);
	to.stx_ctime = timestamp(&st.st_ctim);
	to.stx_mtime = timestamp(&st.st_mtim);
	/* a file system that does not know it says -1 */
	if (st.st_birthtim.tv_sec != -1) {
		to.stx_mask |= LX_STATX_BTIME;
		to.stx_btime = timestamp(&st.st_birthtim);
	}
	device = device_of_file(&st);
	to.stx_rdev_major = device.major_number;
	to.stx_rdev_minor = device.minor_number;
	device = device_of_number(st.st_dev);
	to.stx_dev_major = device.major_number;
	to.stx_dev_minor = device.minor_number;
	attributes(&st, &to);
	return (copyout(&to, uap->buf, sizeof(to)));
}

static int
statfs_out(const struct statfs *from, struct lx_statfs *user)
{
	struct lx_statfs to;
	uint64_t left;

	bzero(&to, sizeof(to));
	to.f_type = lx_fs_magic_of(from->f_fstypename);
	to.f_bsize = (int64_t)from->f_bsize;
	to.f_blocks = from->f_blocks;
	to.f_bfree = from->f_bfree;
	to.f_bavail = from->f_bavail > 0 ? (uint64_t)from->f_bavail : 0;
	to.f_files = from->f_files;
	to.f_ffree = from->f_ffree > 0 ? (uint64_t)from->f_ffree : 0;
	to.f_fsid[0] = from->f_fsid.val[0];
	to.f_fsid[1] = from->f_fsid.val[1];
	to.f_namelen = from->f_namemax;
	to.f_frsize = (int64_t)from->f_bsize;
	to.f_flags =
	    (int64_t)lx_flags_to_linux(&lx_statfs_flags_table, from->f_flags, &left) | LX_ST_VALID;
	return (copyout(&to, user, sizeof(to)));
}

int
lx_statfs(struct thread *td, struct lx_statfs_args *uap)
{
	struct statfs *sf;
	int error;

	sf = malloc(sizeof(*sf), M_LXABI, M_WAITOK);
	error = kern_statfs(td, uap->path, UIO_USERSPACE, sf);
	if (error == 0)
		error = statfs_out(sf, uap->buf);
	free(sf, M_LXABI);
	return (error);
}

int
lx_fstatfs(struct thread *td, struct lx_fstatfs_args *uap)
{
	struct statfs *sf;
	int error;

	sf = malloc(sizeof(*sf), M_LXABI, M_WAITOK);
	error = kern_fstatfs(td, uap->fd, sf);
	if (error == 0)
		error = statfs_out(sf, uap->buf);
	free(sf, M_LXABI);
	return (error);
}
