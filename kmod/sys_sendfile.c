/* SPDX-License-Identifier: BSD-2-Clause */
/* sendfile and copy_file_range. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/capsicum.h>
#include <sys/file.h>
#include <sys/syscallsubr.h>
#include <sys/uio.h>
#include <sys/unistd.h>

#include "kmod/lx.h"

#define COPY_CHUNK (64 * 1024)

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
	error = lx_write_error(kern_writev(td, t->out, &uio));
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
