/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls that act on names: directories, links, permissions, times. The look-up is the kernel's. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/fcntl.h>
#include <sys/stat.h>
#include <sys/syscallsubr.h>
#include <sys/vnode.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_file.h"
#include "kmod/tables/x86_64/lx_struct.h"

int
lx_access(struct thread *td, struct lx_access_args *uap)
{
	if ((uap->amode & ~7) != 0)
		return (EINVAL);
	return (kern_accessat(td, AT_FDCWD, uap->path, UIO_USERSPACE, 0, uap->amode));
}

int
lx_faccessat(struct thread *td, struct lx_faccessat_args *uap)
{
	if ((uap->amode & ~7) != 0)
		return (EINVAL);
	return (kern_accessat(td, uap->dfd, uap->path, UIO_USERSPACE, 0, uap->amode));
}

int
lx_faccessat2(struct thread *td, struct lx_faccessat2_args *uap)
{
	int error, flags;

	if ((uap->amode & ~7) != 0)
		return (EINVAL);
	error = lx_at_flags("faccessat2", uap->flags & ~LX_AT_EACCESS,
	    LX_AT_SYMLINK_NOFOLLOW | LX_AT_EMPTY_PATH, &flags);
	if (error != 0)
		return (error);
	if ((uap->flags & LX_AT_EACCESS) != 0)
		flags |= AT_EACCESS;
	return (kern_accessat(td, uap->dfd, uap->path, UIO_USERSPACE, flags, uap->amode));
}

int
lx_chdir(struct thread *td, struct lx_chdir_args *uap)
{
	return (kern_chdir(td, uap->path, UIO_USERSPACE));
}

/* Linux counts the NUL, and says ERANGE when the buffer is too small. */
int
lx_getcwd(struct thread *td, struct lx_getcwd_args *uap)
{
	char *buf, *path;
	size_t length;
	int error;

	buf = malloc(MAXPATHLEN, M_LXABI, M_WAITOK);
	length = MAXPATHLEN;
	error = vn_getcwd(buf, &path, &length);
	if (error == ENOMEM)
		error = ERANGE;
	if (error == 0) {
		length = strlen(path) + 1;
		if (length > uap->size) {
			LX_BAD_LENGTH("getcwd", uap->size, length);
			error = ERANGE;
		}
	}
	if (error == 0)
		error = copyout(path, uap->buf, length);
	if (error == 0)
		td->td_retval[0] = (register_t)length;
	free(buf, M_LXABI);
	return (error);
}

int
lx_mkdir(struct thread *td, struct lx_mkdir_args *uap)
{
	return (kern_mkdirat(td, AT_FDCWD, uap->path, UIO_USERSPACE, uap->mode));
}

int
lx_mkdirat(struct thread *td, struct lx_mkdirat_args *uap)
{
	return (kern_mkdirat(td, uap->dfd, uap->path, UIO_USERSPACE, uap->mode));
}

int
lx_rmdir(struct thread *td, struct lx_rmdir_args *uap)
{
	return (kern_frmdirat(td, AT_FDCWD, uap->path, FD_NONE, UIO_USERSPACE, 0));
}

static int
do_unlink(struct thread *td, int dfd, const char *path)
{
	struct stat st;
	int error;

	error = kern_funlinkat(td, dfd, path, FD_NONE, UIO_USERSPACE, 0, 0);
	if (error == EPERM &&
	    kern_statat(td, AT_SYMLINK_NOFOLLOW, dfd, path, UIO_USERSPACE, &st) == 0 &&
	    S_ISDIR(st.st_mode))
		error = EISDIR;
	return (error);
}

int
lx_unlink(struct thread *td, struct lx_unlink_args *uap)
{
	return (do_unlink(td, AT_FDCWD, uap->path));
}

int
lx_unlinkat(struct thread *td, struct lx_unlinkat_args *uap)
{
	if ((uap->flags & ~LX_AT_REMOVEDIR) != 0) {
		LX_BAD_FLAG(
		    "unlinkat", (uint32_t)uap->flags, (uint32_t)uap->flags & ~LX_AT_REMOVEDIR);
		return (EINVAL);
	}
	if (uap->flags != 0)
		return (kern_frmdirat(td, uap->dfd, uap->path, FD_NONE, UIO_USERSPACE, 0));
	return (do_unlink(td, uap->dfd, uap->path));
}

int
lx_rename(struct thread *td, struct lx_rename_args *uap)
{
	return (kern_renameat(td, AT_FDCWD, uap->from, AT_FDCWD, uap->to, UIO_USERSPACE));
}

int
lx_renameat(struct thread *td, struct lx_renameat_args *uap)
{
	return (kern_renameat(td, uap->olddfd, uap->from, uap->newdfd, uap->to, UIO_USERSPACE));
}

/* RENAME_NOREPLACE and the others need a file system's help that FreeBSD's do not give. */
int
lx_renameat2(struct thread *td, struct lx_renameat2_args *uap)
{
	if (uap->flags != 0) {
		LX_BAD_FLAG("renameat2", uap->flags, uap->flags);
		return (EINVAL);
	}
	return (kern_renameat(td, uap->olddfd, uap->from, uap->newdfd, uap->to, UIO_USERSPACE));
}

int
lx_link(struct thread *td, struct lx_link_args *uap)
{
	return (kern_linkat(td, AT_FDCWD, AT_FDCWD, uap->path, uap->to, UIO_USERSPACE, 0));
}

int
lx_linkat(struct thread *td, struct lx_linkat_args *uap)
{
	int error, flags;

	error = lx_at_flags("linkat", uap->flags, LX_AT_SYMLINK_FOLLOW | LX_AT_EMPTY_PATH, &flags);
	if (error != 0)
		return (error);
	return (
	    kern_linkat(td, uap->olddfd, uap->newdfd, uap->from, uap->to, UIO_USERSPACE, flags));
}

int
lx_symlink(struct thread *td, struct lx_symlink_args *uap)
{
	return (kern_symlinkat(td, uap->contents, AT_FDCWD, uap->path, UIO_USERSPACE));
}

int
lx_symlinkat(struct thread *td, struct lx_symlinkat_args *uap)
{
	return (kern_symlinkat(td, uap->contents, uap->dfd, uap->path, UIO_USERSPACE));
}

static int
do_readlink(struct thread *td, int dfd, const char *path, char *buf, int count)
{
	if (count <= 0) {
		LX_BAD_LENGTH("readlink", (uint64_t)count, 1);
		return (EINVAL);
	}
	return (kern_readlinkat(td, dfd, path, UIO_USERSPACE, buf, UIO_USERSPACE, (size_t)count));
}

int
lx_readlink(struct thread *td, struct lx_readlink_args *uap)
{
	return (do_readlink(td, AT_FDCWD, uap->path, uap->buf, uap->count));
}

int
lx_readlinkat(struct thread *td, struct lx_readlinkat_args *uap)
{
	return (do_readlink(td, uap->dfd, uap->path, uap->buf, uap->count));
}

int
lx_chmod(struct thread *td, struct lx_chmod_args *uap)
{
	return (kern_fchmodat(td, AT_FDCWD, uap->path, UIO_USERSPACE, uap->mode, 0));
}

int
lx_fchmodat(struct thread *td, struct lx_fchmodat_args *uap)
{
	return (kern_fchmodat(td, uap->dfd, uap->path, UIO_USERSPACE, uap->mode, 0));
}

int
lx_fchmodat2(struct thread *td, struct lx_fchmodat2_args *uap)
{
	int error, flags;

	error = lx_at_flags(
	    "fchmodat2", (int)uap->flags, LX_AT_SYMLINK_NOFOLLOW | LX_AT_EMPTY_PATH, &flags);
	if (error != 0)
		return (error);
	return (kern_fchmodat(td, uap->dfd, uap->path, UIO_USERSPACE, uap->mode, flags));
}

int
lx_chown(struct thread *td, struct lx_chown_args *uap)
{
	return (
	    kern_fchownat(td, AT_FDCWD, uap->path, UIO_USERSPACE, (int)uap->uid, (int)uap->gid, 0));
}

int
lx_lchown(struct thread *td, struct lx_lchown_args *uap)
{
	return (kern_fchownat(td, AT_FDCWD, uap->path, UIO_USERSPACE, (int)uap->uid, (int)uap->gid,
	    AT_SYMLINK_NOFOLLOW));
}

int
lx_fchownat(struct thread *td, struct lx_fchownat_args *uap)
{
	int error, flags;

	error =
	    lx_at_flags("fchownat", uap->flags, LX_AT_SYMLINK_NOFOLLOW | LX_AT_EMPTY_PATH, &flags);
	if (error != 0)
		return (error);
	return (kern_fchownat(
	    td, uap->dfd, uap->path, UIO_USERSPACE, (int)uap->uid, (int)uap->gid, flags));
}

/* Linux packs a 12-bit major and a 20-bit minor into 32 bits. */
static dev_t
device_in(lx_dev_t dev)
{
	return (makedev(dev >> 8 & 0xfff, (dev & 0xff) | (dev >> 12 & 0xfff00)));
}

static int
do_mknod(struct thread *td, int dfd, const char *path, int mode, lx_dev_t dev)
{
	int error, fd;

	switch (mode & S_IFMT) {
	case S_IFIFO:
		return (kern_mkfifoat(td, dfd, path, UIO_USERSPACE, mode & ALLPERMS));
	case S_IFCHR:
	case S_IFBLK:
		return (kern_mknodat(td, dfd, path, UIO_USERSPACE, mode, device_in(dev)));
	case 0:
	case S_IFREG:
		error = kern_openat(
		    td, dfd, path, UIO_USERSPACE, O_WRONLY | O_CREAT | O_EXCL, mode & ALLPERMS);
		if (error == 0) {
			fd = (int)td->td_retval[0];
			td->td_retval[0] = 0;
			error = kern_close(td, fd);
		}
		return (error);
	case S_IFDIR:
		return (EPERM);
	default:
		LX_BAD_VALUE("mknod", mode);
		return (EOPNOTSUPP);
	}
}

int
lx_mknod(struct thread *td, struct lx_mknod_args *uap)
{
	return (do_mknod(td, AT_FDCWD, uap->path, uap->mode, uap->dev));
}

int
lx_mknodat(struct thread *td, struct lx_mknodat_args *uap)
{
	return (do_mknod(td, uap->dfd, uap->path, uap->mode, uap->dev));
}

int
lx_utime(struct thread *td, struct lx_utime_args *uap)
{
	struct lx_utimbuf times;
	struct timeval tv[2];
	int error;

	if (uap->times == NULL)
		return (kern_utimesat(td, AT_FDCWD, uap->path, UIO_USERSPACE, NULL, UIO_SYSSPACE));
	error = copyin(uap->times, &times, sizeof(times));
	if (error != 0)
		return (error);
	tv[0] = (struct timeval){.tv_sec = times.actime};
	tv[1] = (struct timeval){.tv_sec = times.modtime};
	return (kern_utimesat(td, AT_FDCWD, uap->path, UIO_USERSPACE, tv, UIO_SYSSPACE));
}

int
lx_utimes(struct thread *td, struct lx_utimes_args *uap)
{
	return (kern_utimesat(td, AT_FDCWD, uap->path, UIO_USERSPACE, uap->tptr, UIO_USERSPACE));
}

int
lx_futimesat(struct thread *td, struct lx_futimesat_args *uap)
{
	return (kern_utimesat(td, uap->dfd, uap->path, UIO_USERSPACE, uap->tptr, UIO_USERSPACE));
}

/* tv_nsec's special values differ. */
static void
special_time(struct timespec *ts)
{
	if (ts->tv_nsec == LX_UTIME_NOW)
		ts->tv_nsec = UTIME_NOW;
	else if (ts->tv_nsec == LX_UTIME_OMIT)
		ts->tv_nsec = UTIME_OMIT;
	else if (ts->tv_nsec < 0)
		ts->tv_nsec = 1000000000; /* FreeBSD's specials are no Linux values: EINVAL */
}

int
lx_utimensat(struct thread *td, struct lx_utimensat_args *uap)
{
	struct timespec ts[2], *times;
	int error, flags;

	error =
	    lx_at_flags("utimensat", uap->flags, LX_AT_SYMLINK_NOFOLLOW | LX_AT_EMPTY_PATH, &flags);
	if (error != 0)
		return (error);
	times = NULL;
	if (uap->times != NULL) {
		error = copyin(uap->times, ts, sizeof(ts));
		if (error != 0)
			return (error);
		special_time(&ts[0]);
		special_time(&ts[1]);
		times = ts;
		if (ts[0].tv_nsec == UTIME_OMIT && ts[1].tv_nsec == UTIME_OMIT)
			return (0);
	}
	if (uap->path == NULL && uap->dfd != AT_FDCWD)
		return (kern_futimens(td, uap->dfd, times, UIO_SYSSPACE));
	return (kern_utimensat(td, uap->dfd, uap->path, UIO_USERSPACE, times, UIO_SYSSPACE, flags));
}
