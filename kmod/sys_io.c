/* SPDX-License-Identifier: BSD-2-Clause */
/* Reading and writing, and what is said about the contents of a file: size, advice, writing back.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/capsicum.h>
#include <sys/fcntl.h>
#include <sys/file.h>
#include <sys/filedesc.h>
#include <sys/syscallsubr.h>
#include <sys/sysproto.h>
#include <sys/uio.h>
#include <sys/unistd.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_file.h"

int
lx_write(struct thread *td, struct lx_write_args *uap)
{
	struct write_args native = {.fd = uap->fd, .buf = uap->buf, .nbyte = uap->nbyte};

	return (lx_write_error(sys_write(td, &native)));
}

int
lx_writev(struct thread *td, struct lx_writev_args *uap)
{
	struct uio *uio;
	int error;

	error = copyinuio(uap->iovp, uap->iovcnt, &uio);
	if (error != 0)
		return (error);
	error = kern_writev(td, uap->fd, uio);
	freeuio(uio);
	return (lx_write_error(error));
}

int
lx_pread64(struct thread *td, struct lx_pread64_args *uap)
{
	return (kern_pread(td, uap->fd, uap->buf, uap->nbyte, uap->offset));
}

int
lx_pwrite64(struct thread *td, struct lx_pwrite64_args *uap)
{
	return (kern_pwrite(td, uap->fd, uap->buf, uap->nbyte, uap->offset));
}

static int
read_vector(struct thread *td, int fd, const struct iovec *iov, u_int count, off_t offset)
{
	struct uio *uio;
	int error;

	error = copyinuio(iov, count, &uio);
	if (error != 0)
		return (error);
	error = offset == -1 ? kern_readv(td, fd, uio) : kern_preadv(td, fd, uio, offset);
	freeuio(uio);
	return (error);
}

static int
write_vector(struct thread *td, int fd, const struct iovec *iov, u_int count, off_t offset)
{
	struct uio *uio;
	int error;

	error = copyinuio(iov, count, &uio);
	if (error != 0)
		return (error);
	error = offset == -1 ? kern_writev(td, fd, uio) : kern_pwritev(td, fd, uio, offset);
	freeuio(uio);
	return (lx_write_error(error));
}

/* The offset comes in halves, of which a 64-bit program fills the lower only. */
int
lx_preadv(struct thread *td, struct lx_preadv_args *uap)
{
	if ((off_t)uap->pos_l < 0)
		return (EINVAL);
	return (read_vector(td, uap->fd, uap->iovp, uap->iovcnt, (off_t)uap->pos_l));
}

int
lx_pwritev(struct thread *td, struct lx_pwritev_args *uap)
{
	if ((off_t)uap->pos_l < 0)
		return (EINVAL);
	return (write_vector(td, uap->fd, uap->iovp, uap->iovcnt, (off_t)uap->pos_l));
}

/* None of RWF_* is there; -1 as offset means the file's own. */
int
lx_preadv2(struct thread *td, struct lx_preadv2_args *uap)
{
	if (uap->flags != 0) {
		LX_BAD_FLAG("preadv2", (uint32_t)uap->flags, (uint32_t)uap->flags);
		return (EOPNOTSUPP);
	}
	if ((off_t)uap->pos_l < -1)
		return (EINVAL);
	return (read_vector(td, uap->fd, uap->iovp, uap->iovcnt, (off_t)uap->pos_l));
}

int
lx_pwritev2(struct thread *td, struct lx_pwritev2_args *uap)
{
	if (uap->flags != 0) {
		LX_BAD_FLAG("pwritev2", (uint32_t)uap->flags, (uint32_t)uap->flags);
		return (EOPNOTSUPP);
	}
	if ((off_t)uap->pos_l < -1)
		return (EINVAL);
	return (write_vector(td, uap->fd, uap->iovp, uap->iovcnt, (off_t)uap->pos_l));
}

/* SEEK_SET to SEEK_HOLE have the same numbers on both sides. */
int
lx_lseek(struct thread *td, struct lx_lseek_args *uap)
{
	if (uap->whence < SEEK_SET || uap->whence > SEEK_HOLE) {
		LX_BAD_VALUE("lseek", uap->whence);
		return (EINVAL);
	}
	return (kern_lseek(td, uap->fd, uap->offset, uap->whence));
}

int
lx_fdatasync(struct thread *td, struct lx_fdatasync_args *uap)
{
	return (kern_fsync(td, uap->fd, false));
}

/* One file system is what is asked for; writing back everything includes it. */
int
lx_syncfs(struct thread *td, struct lx_syncfs_args *uap)
{
	struct file *fp;
	int error;

	error = fget(td, uap->fd, &cap_no_rights, &fp);
	if (error != 0)
		return (error);
	fdrop(fp, td);
	return (kern_sync(td));
}

int
lx_sync_file_range(struct thread *td, struct lx_sync_file_range_args *uap)
{
	if ((uap->flags & ~7u) != 0 || uap->offset < 0 || uap->nbytes < 0) {
		LX_BAD_COMBINATION("sync_file_range", uap->flags, 7);
		return (EINVAL);
	}
	return (kern_fsync(td, uap->fd, false));
}

int
lx_truncate(struct thread *td, struct lx_truncate_args *uap)
{
	return (kern_truncate(td, uap->path, UIO_USERSPACE, uap->length));
}

int
lx_ftruncate(struct thread *td, struct lx_ftruncate_args *uap)
{
	return (kern_ftruncate(td, uap->fd, uap->length));
}

int
lx_fadvise64(struct thread *td, struct lx_fadvise64_args *uap)
{
	int64_t advice;

	if (!lx_value_to_bsd(&lx_fadvise_table, uap->advice, &advice)) {
		LX_BAD_VALUE("fadvise64", uap->advice);
		return (EINVAL);
	}
	return (kern_posix_fadvise(td, uap->fd, uap->offset, uap->len, (int)advice));
}

/* Advice only: it tells of no error but those of the descriptor. */
int
lx_readahead(struct thread *td, struct lx_readahead_args *uap)
{
	if (uap->offset < 0)
		return (EINVAL);
	return (kern_posix_fadvise(td, uap->fd, uap->offset,
	    (off_t)MIN(uap->count, (size_t)(OFF_MAX - uap->offset)), POSIX_FADV_WILLNEED));
}

int
lx_fallocate(struct thread *td, struct lx_fallocate_args *uap)
{
	if (uap->mode != 0) {
		LX_BAD_FLAG("fallocate", (uint32_t)uap->mode, (uint32_t)uap->mode);
		return (EOPNOTSUPP);
	}
	return (kern_posix_fallocate(td, uap->fd, uap->offset, uap->len));
}
