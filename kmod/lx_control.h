/* SPDX-License-Identifier: BSD-2-Clause */
/* Control messages of sockets between user memory in Linux's form and the kernel in FreeBSD's. */
#ifndef KMOD_LX_CONTROL_H
#define KMOD_LX_CONTROL_H

#include "kmod/tables/lx_types.h"

struct mbuf;
struct thread;

/*
 * All of a call's control data, length bytes at user, in one mbuf: protocols look at the first of a
 * chain only. *control is NULL when there is none; the caller owns it. EFAULT, EINVAL, ENOBUFS.
 */
int lx_controls_in(uint64_t user, uint64_t length, struct mbuf **control);

/* Where control data goes: user address, room, and what has been written. */
struct lx_control_out {
	uint64_t user;
	uint64_t room;
	uint64_t used;
	bool truncated; /* there was no room for all: MSG_CTRUNC */
};

/* All that was received; frees nothing. What there is no room for is no error. EFAULT. */
int lx_controls_out(struct thread *td, struct mbuf *chain, struct lx_control_out *out);

#endif
