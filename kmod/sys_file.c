/* SPDX-License-Identifier: BSD-2-Clause */
/* Descriptors: open, fcntl, dup, pipe, reading and writing, sendfile and its like. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/capsicum.h>
#include <sys/fcntl.h>
#include <sys/file.h>
#include <sys/filedesc.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscallsubr.h>
#include <sys/ttycom.h>
#include <sys/uio.h>
#include <sys/unistd.h>
#include <sys/vnode.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_file.h"
#include "kmod/tables/x86_64/lx_struct.h"

#define COPY_CHUNK (64 * 1024)

int
lx_at_flags(const char *what, int flags, int allowed, int *out)
{
	uint64_t left;

	*out = (int)lx_flags_to_bsd(&lx_at_table, (uint32_t)flags, &left);
	left |= (uint32_t)(flags & ~allowed);
	if (left != 0) {
		LX_BAD_FLAG(what, (uint32_t)flags, left);
		return (EINVAL);
	}
	return (0);
}

/* On Linux a session leader without a terminal gets the one it opens, unless it says O_NOCTTY. */
static void
adopt_terminal(struct thread *td, int fd)
{
	struct proc *p;
	bool wants;

	p = td->td_proc;
	PROC_LOCK(p);
	wants = SESS_LEADER(p) && (p->p_flag & P_CONTROLT) == 0;
	PROC_UNLOCK(p);
	if (wants)
		(void)kern_ioctl(td, fd, TIOCSCTTY, NULL);
}

static int
do_open(struct thread *td, int dfd, const char *path, int flags, int mode)
{
	uint64_t left;
	int error, native;

	native = (int)lx_flags_to_bsd(&lx_open_table, (uint32_t)flags & ~LX_O_ACCMODE, &left);
	if ((left & LX_O_TMPFILE & ~LX_O_DIRECTORY) != 0) {
		LX_BAD_FLAG("open", (uint32_t)flags, left);
		return (EOPNOTSUPP);
	}
	if (left != 0)
		LX_BAD_FLAG("open", (uint32_t)flags, left); /* Linux ignores unknown bits */
	native |= (flags & LX_O_ACCMODE) == LX_O_ACCMODE ? O_RDONLY : flags & LX_O_ACCMODE;
	if ((native & O_PATH) != 0)
		native &= O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

	error = kern_openat(td, dfd, path, UIO_USERSPACE, native, mode & ALLPERMS);
	if (error == EMLINK)
		error = ELOOP;
	if (error == 0 && (native & (O_NOCTTY | O_PATH)) == 0)
		adopt_terminal(td, (int)td->td_retval[0]);
	return (error);
}

int
lx_open(struct thread *td, struct lx_open_args *uap)
{
	return (do_open(td, AT_FDCWD, uap->path, uap->flags, uap->mode));
}

int
lx_openat(struct thread *td, struct lx_openat_args *uap)
{
	return (do_open(td, uap->dfd, uap->path, uap->flags, uap->mode));
}

int
lx_creat(struct thread *td, struct lx_creat_args *uap)
{
	return (do_open(td, AT_FDCWD, uap->path, LX_O_CREAT | LX_O_WRONLY | LX_O_TRUNC, uap->mode));
}

/* Linux knows no ENOBUFS from a full socket buffer. */
static int
write_error(int error)
{
	return (error == ENOBUFS ? EAGAIN : error);
}

int
lx_write(struct thread *td, struct lx_write_args *uap)
{
	struct write_args native = {.fd = uap->fd, .buf = uap->buf, .nbyte = uap->nbyte};

	return (write_error(sys_write(td, &native)));
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
	return (write_error(error));
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
	return (write_error(error));
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

static int
make_pipe(struct thread *td, int *user, int flags)
{
	int error, fds[2];

	error = kern_pipe(td, fds, flags, NULL, NULL);
	if (error != 0) {
		LX_RESOURCE("pipe", error);
		return (error);
	}
	error = copyout(fds, user, sizeof(fds));
	if (error != 0) {
		(void)kern_close(td, fds[0]);
		(void)kern_close(td, fds[1]);
	}
	td->td_retval[0] = 0;
	return (error);
}

int
lx_pipe(struct thread *td, struct lx_pipe_args *uap)
{
	return (make_pipe(td, uap->fds, 0));
}

int
lx_pipe2(struct thread *td, struct lx_pipe2_args *uap)
{
	uint64_t left;
	int flags;

	flags = (int)lx_flags_to_bsd(&lx_open_table, (uint32_t)uap->flags, &left);
	if (left != 0 || (flags & ~(O_CLOEXEC | O_NONBLOCK)) != 0) {
		LX_BAD_FLAG("pipe2", (uint32_t)uap->flags, left);
		return (EINVAL);
	}
	return (make_pipe(td, uap->fds, flags));
}

int
lx_dup3(struct thread *td, struct lx_dup3_args *uap)
{
	if ((uap->flags & ~LX_O_CLOEXEC) != 0 || uap->oldfd == uap->newfd) {
		LX_BAD_COMBINATION("dup3", (uint32_t)uap->flags, LX_O_CLOEXEC);
		return (EINVAL);
	}
	return (kern_dup(
	    td, FDDUP_FIXED, uap->flags != 0 ? FDDUP_FLAG_CLOEXEC : 0, uap->oldfd, uap->newfd));
}

int
lx_close_range(struct thread *td, struct lx_close_range_args *uap)
{
	uint64_t left;
	int flags;

	flags = (int)lx_flags_to_bsd(&lx_close_range_table, uap->flags, &left);
	if (left != 0) {
		LX_BAD_FLAG("close_range", uap->flags, left);
		return (EINVAL);
	}
	return (kern_close_range(td, flags, uap->first, uap->last));
}

static int
lock_in(const void *user, struct flock *fl)
{
	struct lx_flock lfl;
	int64_t type;
	int error;

	error = copyin(user, &lfl, sizeof(lfl));
	if (error != 0)
		return (error);
	if (!lx_value_to_bsd(&lx_flock_table, lfl.l_type, &type)) {
		LX_BAD_VALUE("l_type", lfl.l_type);
		return (EINVAL);
	}
	bzero(fl, sizeof(*fl));
	fl->l_type = (short)type;
	fl->l_whence = lfl.l_whence;
	fl->l_start = lfl.l_start;
	fl->l_len = lfl.l_len;
	fl->l_pid = lfl.l_pid;
	return (0);
}

static int
lock_out(const struct flock *fl, void *user)
{
	struct lx_flock lfl;
	int64_t type;

	type = fl->l_type;
	(void)lx_value_to_linux(&lx_flock_table, fl->l_type, &type);
	bzero(&lfl, sizeof(lfl));
	lfl.l_type = (int16_t)type;
	lfl.l_whence = fl->l_whence;
	lfl.l_start = fl->l_start;
	lfl.l_len = fl->l_len;
	lfl.l_pid = fl->l_pid;
	return (copyout(&lfl, user, sizeof(lfl)));
}

static int
fcntl_lock(struct thread *td, int fd, int cmd, void *user)
{
	struct flock fl;
	int error;

	error = lock_in(user, &fl);
	if (error == 0)
		error = kern_fcntl(td, fd, cmd, (intptr_t)&fl);
	if (error == 0 && cmd == F_GETLK)
		error = lock_out(&fl, user);
	return (error);
}

int
lx_fcntl(struct thread *td, struct lx_fcntl_args *uap)
{
	uint64_t left;
	int64_t cmd;
	int error;

	if (!lx_value_to_bsd(&lx_fcntl_table, uap->cmd, &cmd)) {
		LX_BAD_VALUE("fcntl", uap->cmd);
		return (EINVAL);
	}
	switch (cmd) {
	case F_GETLK:
	case F_SETLK:
	case F_SETLKW:
		return (fcntl_lock(td, uap->fd, (int)cmd, (void *)uap->arg));
	case F_SETFL:
		/* what cannot be changed is ignored on both sides; access mode included */
		return (kern_fcntl(td, uap->fd, F_SETFL,
		    (intptr_t)lx_flags_to_bsd(
			&lx_open_table, uap->arg & ~(u_long)LX_O_ACCMODE, &left)));
	case F_GETFL:
		error = kern_fcntl(td, uap->fd, F_GETFL, 0);
		if (error == 0)
			td->td_retval[0] = (register_t)lx_flags_to_linux(
					       &lx_open_table, (uint64_t)td->td_retval[0], &left) |
					   LX_O_LARGEFILE;
		return (error);
	default:
		return (kern_fcntl(td, uap->fd, (int)cmd, (intptr_t)uap->arg));
	}
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

int
lx_memfd_create(struct thread *td, struct lx_memfd_create_args *uap)
{
	char name[NAME_MAX + 1], *full;
	uint64_t left;
	int error, flags;

	flags = (int)lx_flags_to_bsd(&lx_memfd_table, uap->flags, &left);
	if (left != 0) {
		LX_BAD_FLAG("memfd_create", uap->flags, left);
		return (EINVAL);
	}
	error = copyinstr(uap->name, name, sizeof(name) - sizeof("memfd:"), NULL);
	if (error != 0)
		return (error == ENAMETOOLONG ? EINVAL : error);
	full = malloc(sizeof(name) + sizeof("memfd:"), M_LXABI, M_WAITOK);
	(void)snprintf(full, sizeof(name) + sizeof("memfd:"), "memfd:%s", name);
	error = kern_shm_open2(td, SHM_ANON, O_RDWR | ((flags & MFD_CLOEXEC) != 0 ? O_CLOEXEC : 0),
	    0, SHM_GROW_ON_WRITE | ((flags & MFD_ALLOW_SEALING) != 0 ? SHM_ALLOW_SEALING : 0), NULL,
	    full, NULL);
	free(full, M_LXABI);
	return (error);
}

/*
 * sendfile to anything: through a buffer. The file's own position moves by what was written, which
 * is less than what was read when the target is full.
 */
struct transfer {
	int in;
	int out;
	off_t offset; /* -1: the file's own position */
	char *buffer;
};

static int
move_chunk(struct thread *td, struct transfer *t, size_t want, size_t *moved)
{
	struct iovec iov;
	struct uio uio;
	size_t got;
	int error;

	*moved = 0;
	iov = (struct iovec){.iov_base = t->buffer, .iov_len = want};
	uio = (struct uio){
	    .uio_iov = &iov,
	    .uio_iovcnt = 1,
	    .uio_resid = (ssize_t)want,
	    .uio_segflg = UIO_SYSSPACE,
	    .uio_td = td,
	};
	error =
	    t->offset >= 0 ? kern_preadv(td, t->in, &uio, t->offset) : kern_readv(td, t->in, &uio);
	if (error != 0)
		return (error);
	got = (size_t)td->td_retval[0];
	if (got == 0)
		return (0);

	iov = (struct iovec){.iov_base = t->buffer, .iov_len = got};
	uio = (struct uio){
	    .uio_iov = &iov,
	    .uio_iovcnt = 1,
	    .uio_resid = (ssize_t)got,
	    .uio_segflg = UIO_SYSSPACE,
	    .uio_td = td,
	};
	error = write_error(kern_writev(td, t->out, &uio));
	if (error == 0)
		*moved = (size_t)td->td_retval[0];
	if (t->offset >= 0)
		t->offset += (off_t)*moved;
	else if (*moved < got)
		(void)kern_lseek(td, t->in, (off_t)*moved - (off_t)got, SEEK_CUR);
	return (error);
}

/* Linux wants something mappable on the reading side: a file, not a pipe or socket. */
static int
check_source(struct thread *td, int fd)
{
	struct file *fp;
	int error;

	error = fget_read(td, fd, &cap_read_rights, &fp);
	if (error != 0)
		return (error);
	if (fp->f_type != DTYPE_VNODE && fp->f_type != DTYPE_SHM)
		error = EINVAL;
	fdrop(fp, td);
	return (error);
}

int
lx_sendfile(struct thread *td, struct lx_sendfile_args *uap)
{
	struct transfer t = {.in = uap->in, .out = uap->out, .offset = -1};
	size_t done, moved, want;
	int error;

	error = check_source(td, uap->in);
	if (error == 0 && uap->offset != NULL) {
		error = copyin(uap->offset, &t.offset, sizeof(t.offset));
		if (error == 0 && t.offset < 0)
			error = EINVAL;
	}
	if (error != 0)
		return (error);
	t.buffer = malloc(COPY_CHUNK, M_LXABI, M_WAITOK);
	done = 0;
	while (done < uap->count) {
		want = MIN(uap->count - done, (size_t)COPY_CHUNK);
		error = move_chunk(td, &t, want, &moved);
		done += moved;
		if (error != 0 || moved < want)
			break;
	}
	free(t.buffer, M_LXABI);
	if (done > 0)
		error = 0;
	if (error == 0 && uap->offset != NULL)
		error = copyout(&t.offset, uap->offset, sizeof(t.offset));
	td->td_retval[0] = (register_t)done;
	return (error);
}

int
lx_copy_file_range(struct thread *td, struct lx_copy_file_range_args *uap)
{
	off_t in, out;
	int error;

	if (uap->flags != 0) {
		LX_BAD_FLAG("copy_file_range", uap->flags, uap->flags);
		return (EINVAL);
	}
	error = uap->off_in != NULL ? copyin(uap->off_in, &in, sizeof(in)) : 0;
	if (error == 0 && uap->off_out != NULL)
		error = copyin(uap->off_out, &out, sizeof(out));
	if (error == 0)
		error = kern_copy_file_range(td, uap->fd_in, uap->off_in != NULL ? &in : NULL,
		    uap->fd_out, uap->off_out != NULL ? &out : NULL, uap->len, 0);
	if (error == 0 && uap->off_in != NULL)
		error = copyout(&in, uap->off_in, sizeof(in));
	if (error == 0 && uap->off_out != NULL)
		error = copyout(&out, uap->off_out, sizeof(out));
	return (error);
}
