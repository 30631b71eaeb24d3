/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * epoll on kqueue. A descriptor that is watched has a read filter, a write filter, or both; the
 * program's 64 bits of data travel in the filters' udata, the events it asked for in one of the
 * words that kqueue passes through. Two events of one descriptor are merged into one where they are
 * found in the same call.
 *
 * Whether a descriptor is being watched is asked by a change that changes nothing (EV_KEEPUDATA
 * alone): ENOENT when it is not. A descriptor watched for nothing has a disabled read filter.
 *
 * Unlike Linux: EPOLLEXCLUSIVE wakes all, EPOLLPRI is not there, and an end of file is EPOLLIN with
 * EPOLLRDHUP for pipes, too.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/capsicum.h>
#include <sys/event.h>
#include <sys/fcntl.h>
#include <sys/file.h>
#include <sys/filedesc.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/syscallsubr.h>
#include <sys/vnode.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_poll.h"
#include "kmod/tables/x86_64/lx_struct.h"

#define EVENTS_MAX   4096 /* told in one call */
#define WANTED       2 /* of kevent.ext: passed through as it is (kqueue(2)) */
#define READ_EVENTS  (LX_EPOLLIN | LX_EPOLLRDNORM | LX_EPOLLRDHUP | LX_EPOLLRDBAND | LX_EPOLLPRI)
#define WRITE_EVENTS (LX_EPOLLOUT | LX_EPOLLWRNORM | LX_EPOLLWRBAND)

static int
create(struct thread *td, int flags)
{
	if ((flags & ~LX_EPOLL_CLOEXEC) != 0) {
		LX_BAD_FLAG("epoll_create1", (uint32_t)flags, (uint32_t)flags & ~LX_EPOLL_CLOEXEC);
		return (EINVAL);
	}
	return (kern_kqueue(td, flags != 0 ? O_CLOEXEC : 0, NULL));
}

int
lx_epoll_create(struct thread *td, struct lx_epoll_create_args *uap)
{
	if (uap->size <= 0) {
		LX_BAD_LENGTH("epoll_create", (uint64_t)uap->size, 1);
		return (EINVAL);
	}
	return (create(td, 0));
}

int
lx_epoll_create1(struct thread *td, struct lx_epoll_create1_args *uap)
{
	return (create(td, uap->flags));
}

/* The kqueue behind a descriptor, held. */
static int
get_kqueue(struct thread *td, int fd, struct file **fp)
{
	int error;

	error = fget(td, fd, &cap_no_rights, fp);
	if (error == 0 && (*fp)->f_type != DTYPE_KQUEUE) {
		fdrop(*fp, td);
		error = EINVAL;
	}
	return (error);
}

/* Linux watches no files and directories: they never block. */
static int
check_target(struct thread *td, int fd)
{
	struct file *fp;
	int error;

	error = fget(td, fd, &cap_event_rights, &fp);
	if (error != 0)
		return (error);
	if (fp->f_type == DTYPE_VNODE &&
	    (fp->f_vnode->v_type == VREG || fp->f_vnode->v_type == VDIR))
		error = EPERM;
	fdrop(fp, td);
	return (error);
}

static int
change(struct thread *td, int epfd, int fd, short filter, u_short flags,
    const struct lx_epoll_event *event)
{
	struct kevent kev;

	EV_SET(&kev, fd, filter, flags, 0, 0, NULL);
	if (event != NULL) {
		kev.udata = (void *)(uintptr_t)event->data;
		kev.ext[WANTED] = event->events;
	}
	return (kqfd_register(epfd, &kev, td, M_WAITOK));
}

static bool
is_watched(struct thread *td, int epfd, int fd, short filter)
{
	return (change(td, epfd, fd, filter, EV_KEEPUDATA, NULL) == 0);
}

/* Make the filters of fd what event says, whatever they were. */
static int
watch(struct thread *td, int epfd, int fd, const struct lx_epoll_event *event)
{
	u_short flags;
	int error;
	bool read, write;

	flags = EV_ADD | EV_ENABLE;
	if ((event->events & LX_EPOLLET) != 0)
		flags |= EV_CLEAR;
	if ((event->events & LX_EPOLLONESHOT) != 0)
		flags |= EV_DISPATCH;
	read = (event->events & READ_EVENTS) != 0;
	write = (event->events & WRITE_EVENTS) != 0;

	/* a changed EV_CLEAR or EV_DISPATCH takes a new filter */
	(void)change(td, epfd, fd, EVFILT_READ, EV_DELETE, NULL);
	(void)change(td, epfd, fd, EVFILT_WRITE, EV_DELETE, NULL);
	error = 0;
	if (write)
		error = change(td, epfd, fd, EVFILT_WRITE, flags, event);
	if (error == 0 && (read || !write))
		error =
		    change(td, epfd, fd, EVFILT_READ, read ? flags : EV_ADD | EV_DISABLE, event);
	if (error != 0)
		(void)change(td, epfd, fd, EVFILT_WRITE, EV_DELETE, NULL);
	return (error);
}

int
lx_epoll_ctl(struct thread *td, struct lx_epoll_ctl_args *uap)
{
	struct lx_epoll_event event;
	struct file *fp;
	int error;
	bool known;

	bzero(&event, sizeof(event));
	if (uap->op != LX_EPOLL_CTL_DEL) {
		error = copyin(uap->event, &event, sizeof(event));
		if (error != 0)
			return (error);
	}
	error = get_kqueue(td, uap->epfd, &fp);
	if (error != 0)
		return (error);
	fdrop(fp, td);
	if (uap->fd == uap->epfd)
		return (EINVAL);
	error = check_target(td, uap->fd);
	if (error != 0)
		return (error);
	known = is_watched(td, uap->epfd, uap->fd, EVFILT_READ) ||
		is_watched(td, uap->epfd, uap->fd, EVFILT_WRITE);
	switch (uap->op) {
	case LX_EPOLL_CTL_ADD:
		return (known ? EEXIST : watch(td, uap->epfd, uap->fd, &event));
	case LX_EPOLL_CTL_MOD:
		return (known ? watch(td, uap->epfd, uap->fd, &event) : ENOENT);
	case LX_EPOLL_CTL_DEL:
		if (!known)
			return (ENOENT);
		(void)change(td, uap->epfd, uap->fd, EVFILT_READ, EV_DELETE, NULL);
		(void)change(td, uap->epfd, uap->fd, EVFILT_WRITE, EV_DELETE, NULL);
		return (0);
	default:
		LX_BAD_VALUE("epoll_ctl", uap->op);
		return (EINVAL);
	}
}

/* What a wait collects: events, and the descriptor that each is of. */
struct collected {
	struct lx_epoll_event *events;
	uintptr_t *fds;
	int count;
	int room;
};

static uint32_t
events_of(const struct kevent *kev)
{
	uint32_t events;

	if (kev->filter == EVFILT_READ) {
		events = LX_EPOLLIN | LX_EPOLLRDNORM;
		if ((kev->flags & EV_EOF) != 0)
			events |= LX_EPOLLRDHUP;
	} else {
		events = LX_EPOLLOUT | LX_EPOLLWRNORM;
		if ((kev->flags & EV_EOF) != 0)
			events |= LX_EPOLLHUP;
	}
	/* at an end of file fflags holds the socket's error */
	if ((kev->flags & EV_ERROR) != 0 || ((kev->flags & EV_EOF) != 0 && kev->fflags != 0))
		events |= LX_EPOLLERR;
	return (events & ((uint32_t)kev->ext[WANTED] | LX_EPOLLERR | LX_EPOLLHUP));
}

static int
collect(void *arg, struct kevent *kevs, int count)
{
	struct collected *c;
	int i, slot;

	c = arg;
	for (i = 0; i < count; i++) {
		/* only among the latest: a full search would be quadratic */
		for (slot = MAX(c->count - 16, 0); slot < c->count; slot++) {
			if (c->fds[slot] == kevs[i].ident)
				break;
		}
		if (slot == c->count) {
			KASSERT(c->count < c->room, ("lxabi: more events than asked for"));
			c->fds[slot] = kevs[i].ident;
			c->events[slot].events = 0;
			c->events[slot].data = (uintptr_t)kevs[i].udata;
			c->count++;
		}
		c->events[slot].events |= events_of(&kevs[i]);
	}
	return (0);
}

static int
temporary_mask(struct thread *td, const lx_sigset_t *user, size_t size)
{
	sigset_t set;
	int error;

	if (user == NULL)
		return (0);
	error = lx_copyin_sigset(user, size, &set);
	if (error == 0)
		error = kern_sigprocmask(td, SIG_SETMASK, &set, &td->td_oldsigmask, 0);
	if (error == 0) {
		td->td_pflags |= TDP_OLDMASK; /* put back on return to user mode */
		ast_sched(td, TDA_SIGSUSPEND);
	}
	return (error);
}

static int
do_wait(struct thread *td, int epfd, struct lx_epoll_event *user, int room, struct timespec *ts)
{
	struct collected c;
	struct kevent_copyops ops = {
	    .arg = &c,
	    .k_copyout = collect,
	    .kevent_size = sizeof(struct kevent),
	};
	struct file *fp;
	int error;

	if (room <= 0) {
		LX_BAD_LENGTH("epoll_wait", (uint64_t)room, 1);
		return (EINVAL);
	}
	error = get_kqueue(td, epfd, &fp);
	if (error != 0)
		return (error);
	c = (struct collected){.room = MIN(room, EVENTS_MAX)};
	c.events = mallocarray((size_t)c.room, sizeof(*c.events), M_LXABI, M_WAITOK);
	c.fds = mallocarray((size_t)c.room, sizeof(*c.fds), M_LXABI, M_WAITOK);
	error = kern_kevent_fp(td, fp, 0, c.room, &ops, ts);
	fdrop(fp, td);
	/* bounded: count never passes room */
	if (error == 0)
		error = copyout(c.events, user, (size_t)c.count * sizeof(*c.events));
	if (error == 0)
		td->td_retval[0] = c.count;
	free(c.fds, M_LXABI);
	free(c.events, M_LXABI);
	return (error);
}

static int
wait_ms(struct thread *td, int epfd, struct lx_epoll_event *user, int room, int timeout)
{
	struct timespec ts;

	if (timeout < 0)
		return (do_wait(td, epfd, user, room, NULL));
	ts.tv_sec = timeout / 1000;
	ts.tv_nsec = timeout % 1000 * 1000000;
	return (do_wait(td, epfd, user, room, &ts));
}

int
lx_epoll_wait(struct thread *td, struct lx_epoll_wait_args *uap)
{
	return (wait_ms(td, uap->epfd, uap->events, uap->maxevents, uap->timeout));
}

int
lx_epoll_pwait(struct thread *td, struct lx_epoll_pwait_args *uap)
{
	int error;

	error = temporary_mask(td, uap->set, uap->sigsetsize);
	return (
	    error != 0 ? error : wait_ms(td, uap->epfd, uap->events, uap->maxevents, uap->timeout));
}

int
lx_epoll_pwait2(struct thread *td, struct lx_epoll_pwait2_args *uap)
{
	struct timespec ts;
	int error;

	error = uap->timeout != NULL ? lx_copyin_timespec(uap->timeout, &ts) : 0;
	if (error == 0)
		error = temporary_mask(td, uap->set, uap->sigsetsize);
	if (error != 0)
		return (error);
	return (
	    do_wait(td, uap->epfd, uap->events, uap->maxevents, uap->timeout != NULL ? &ts : NULL));
}
