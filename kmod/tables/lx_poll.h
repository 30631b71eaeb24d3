/* SPDX-License-Identifier: BSD-2-Clause */
/* poll, epoll, eventfd. */
#ifndef KMOD_TABLES_LX_POLL_H
#define KMOD_TABLES_LX_POLL_H

#include "kmod/tables/lx_table.h"

/* FreeBSD's WRNORM is POLLOUT itself: it goes out as POLLOUT, and comes in as either. */
#define LX_POLL_ROWS(B, O, I, D, R, N) \
	B(POLLIN, 0x1, POLLIN, 0x1, "") \
	B(POLLPRI, 0x2, POLLPRI, 0x2, "") \
	B(POLLOUT, 0x4, POLLOUT, 0x4, "") \
	B(POLLERR, 0x8, POLLERR, 0x8, "") \
	B(POLLHUP, 0x10, POLLHUP, 0x10, "") \
	B(POLLNVAL, 0x20, POLLNVAL, 0x20, "") \
	B(POLLRDNORM, 0x40, POLLRDNORM, 0x40, "") \
	B(POLLRDBAND, 0x80, POLLRDBAND, 0x80, "") \
	I(POLLWRNORM, 0x4, POLLWRNORM, 0x100, "is POLLOUT in FreeBSD") \
	B(POLLWRBAND, 0x100, POLLWRBAND, 0x200, "") \
	D(POLLMSG, 0x400, "never set by Linux") \
	D(POLLREMOVE, 0x1000, "never set by Linux") \
	B(POLLRDHUP, 0x4000, POLLRDHUP, 0x2000, "")

LX_CONSTANTS(LX_POLL_ROWS);

/* epoll events carry the numbers of poll, and these above them. The native side is kqueue's. */
#define LX_EPOLL_ROWS(B, O, I, D, R, N) \
	I(EV_CLEAR, 0x20, EPOLLET, 0x80000000, "") \
	I(EV_DISPATCH, 0x80, EPOLLONESHOT, 0x40000000, "") \
	D(EPOLLWAKEUP, 0x20000000, "keeps the machine awake") \
	D(EPOLLEXCLUSIVE, 0x10000000, "wakes one waiter; more may wake here") \
	R(EPOLLIN, 0x1, "EVFILT_READ") \
	R(EPOLLPRI, 0x2, "no counterpart") \
	R(EPOLLOUT, 0x4, "EVFILT_WRITE") \
	R(EPOLLERR, 0x8, "EV_ERROR, and EV_EOF with an error") \
	R(EPOLLHUP, 0x10, "EV_EOF") \
	R(EPOLLRDNORM, 0x40, "EVFILT_READ") \
	R(EPOLLRDBAND, 0x80, "no counterpart") \
	R(EPOLLWRNORM, 0x100, "EVFILT_WRITE") \
	R(EPOLLWRBAND, 0x200, "no counterpart") \
	R(EPOLLMSG, 0x400, "never set by Linux") \
	R(EPOLLRDHUP, 0x2000, "EV_EOF of EVFILT_READ")

LX_CONSTANTS(LX_EPOLL_ROWS);

#define LX_EPOLL_CTL_ROWS(B, O, I, D, R, N) \
	I(EV_ADD, 0x1, EPOLL_CTL_ADD, 1, "EEXIST when it is there") \
	I(EV_DELETE, 0x2, EPOLL_CTL_DEL, 2, "ENOENT when it is not") \
	I(EV_ADD, 0x1, EPOLL_CTL_MOD, 3, "ENOENT when it is not there")

LX_CONSTANTS(LX_EPOLL_CTL_ROWS);
enum {
	LX_EPOLL_CLOEXEC = 0x80000
};

#define LX_EVENTFD_ROWS(B, O, I, D, R, N) \
	B(EFD_SEMAPHORE, 0x1, EFD_SEMAPHORE, 0x1, "") \
	B(EFD_NONBLOCK, 0x4, EFD_NONBLOCK, 0x800, "") \
	B(EFD_CLOEXEC, 0x100000, EFD_CLOEXEC, 0x80000, "")

LX_CONSTANTS(LX_EVENTFD_ROWS);

extern const struct lx_table lx_poll_table;
extern const struct lx_table lx_epoll_table;
extern const struct lx_table lx_epoll_ctl_table;
extern const struct lx_table lx_eventfd_table;

#endif
