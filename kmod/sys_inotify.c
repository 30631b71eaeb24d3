/* SPDX-License-Identifier: BSD-2-Clause */
/* inotify is FreeBSD's own: masks, events and the records that are read have Linux's form. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/fcntl.h>
#include <sys/inotify.h>
#include <sys/specialfd.h>
#include <sys/syscallsubr.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_file.h"

static int
make_inotify(struct thread *td, int lx_flags)
{
	struct specialfd_inotify si;
	uint64_t left;

	si.flags = (int)lx_flags_to_bsd(&lx_inotify_init_table, (uint32_t)lx_flags, &left);
	if (left != 0) {
		LX_BAD_FLAG("inotify_init1", (uint32_t)lx_flags, left);
		return (EINVAL);
	}
	return (kern_specialfd(td, SPECIALFD_INOTIFY, &si));
}

int
lx_inotify_init(struct thread *td, struct lx_inotify_init_args *uap __unused)
{
	return (make_inotify(td, 0));
}

int
lx_inotify_init1(struct thread *td, struct lx_inotify_init1_args *uap)
{
	return (make_inotify(td, uap->flags));
}

int
lx_inotify_add_watch(struct thread *td, struct lx_inotify_add_watch_args *uap)
{
	uint64_t left;
	uint32_t mask;

	mask = (uint32_t)lx_flags_to_bsd(&lx_inotify_table, uap->mask, &left);
	if (left != 0)
		LX_BAD_FLAG("inotify_add_watch", uap->mask, left); /* Linux ignores unknown bits */
	/* those that are only told ask for nothing */
	mask &= ~(uint32_t)(IN_Q_OVERFLOW | IN_IGNORED | IN_ISDIR);
	return (kern_inotify_add_watch(uap->fd, AT_FDCWD, uap->path, mask, td));
}

int
lx_inotify_rm_watch(struct thread *td, struct lx_inotify_rm_watch_args *uap)
{
	return (kern_inotify_rm_watch(uap->fd, (uint32_t)uap->wd, td));
}
