/* SPDX-License-Identifier: BSD-2-Clause */
/* Socket addresses between user memory in Linux's form and the kernel in FreeBSD's. */
#ifndef KMOD_LX_SOCKADDR_H
#define KMOD_LX_SOCKADDR_H

#include <sys/param.h>
#include <sys/socket.h>

/*
 * Take an address of length bytes in. The result is as long as its ss_len says. EINVAL,
 * EAFNOSUPPORT, ENAMETOOLONG, EFAULT.
 */
int lx_sockaddr_in(const void *user, int length, struct sockaddr_storage *out);

/*
 * Put an address out: as much as fits into room bytes; *length becomes the length it really has on
 * Linux. EFAULT.
 */
int lx_sockaddr_out(const struct sockaddr_storage *from, void *user, int room, int *length);

/* The same with the room read from, and the length written to, user memory. NULL user: nothing. */
int lx_sockaddr_copyout(const struct sockaddr_storage *from, void *user, int *user_length);

/* MSG_* of a call; what has no counterpart is dropped and reported. */
int lx_msg_flags(const char *what, int flags);

#endif
