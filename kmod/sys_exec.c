/* SPDX-License-Identifier: BSD-2-Clause */
/* New programs, and the end of threads and processes. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/fcntl.h>
#include <sys/imgact.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/syscallsubr.h>
#include <sys/umtxvar.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_file.h"

/* Run the file at path, or, without a path, the one behind fd. */
static int
run(struct thread *td, const char *path, int fd, char **argv, char **envv)
{
	struct image_args args;
	struct vmspace *oldvmspace;
	int error;

	error = pre_execve(td, &oldvmspace);
	if (error != 0)
		return (error);
	error = exec_copyin_args(&args, path, argv, envv);
	if (error == 0) {
		args.fd = fd;
		error = kern_execve(td, &args, NULL, oldvmspace);
	}
	post_execve(td, error, oldvmspace);
	return (error);
}

int
lx_execve(struct thread *td, struct lx_execve_args *uap)
{
	return (run(td, uap->path, -1, uap->argv, uap->envv));
}

/*
 * FreeBSD runs a path or a descriptor. A path below a directory's descriptor is opened first; the
 * descriptor closes itself when the program starts, so an interpreter of a script does not find the
 * script by it (nor does it on Linux when the directory's descriptor is one that closes).
 */
int
lx_execveat(struct thread *td, struct lx_execveat_args *uap)
{
	int error, fd, first, flags;

	error =
	    lx_at_flags("execveat", uap->flags, LX_AT_EMPTY_PATH | LX_AT_SYMLINK_NOFOLLOW, &flags);
	if (error != 0)
		return (error);
	first = fubyte(uap->path);
	if (first == -1)
		return (EFAULT);
	if (first == '\0' && (uap->flags & LX_AT_EMPTY_PATH) != 0 && uap->dfd != AT_FDCWD)
		return (run(td, NULL, uap->dfd, uap->argv, uap->envv));
	if ((first == '/' || uap->dfd == AT_FDCWD) && (uap->flags & LX_AT_SYMLINK_NOFOLLOW) == 0)
		return (run(td, uap->path, -1, uap->argv, uap->envv));
	flags = O_EXEC | O_CLOEXEC;
	if ((uap->flags & LX_AT_SYMLINK_NOFOLLOW) != 0)
		flags |= O_NOFOLLOW;
	error = kern_openat(td, uap->dfd, uap->path, UIO_USERSPACE, flags, 0);
	if (error != 0)
		return (error == EMLINK ? ELOOP : error);
	fd = (int)td->td_retval[0];
	error = run(td, NULL, fd, uap->argv, uap->envv);
	if (error != EJUSTRETURN)
		(void)kern_close(td, fd);
	return (error);
}

/* One thread ends; the last one takes the process with it. */
int
lx_exit(struct thread *td, struct lx_exit_args *uap)
{
	lx_thread_farewell(td);
	umtx_thread_exit(td);
	(void)kern_thr_exit(td); /* returns for the last thread */
	exit1(td, uap->status & 0xff, 0);
	/* NOTREACHED */
}

int
lx_exit_group(struct thread *td, struct lx_exit_group_args *uap)
{
	exit1(td, uap->status & 0xff, 0);
	/* NOTREACHED */
}
