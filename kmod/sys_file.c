/* SPDX-License-Identifier: BSD-2-Clause */
/* Descriptors: open, pipe, dup, close_range, fcntl, memfd_create. */
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
