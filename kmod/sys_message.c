/* SPDX-License-Identifier: BSD-2-Clause */
/* Sending and receiving on sockets; control messages are lx_control.c's. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/mbuf.h>
#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/syscallsubr.h>
#include <sys/uio.h>

#include "kmod/lx.h"
#include "kmod/lx_control.h"
#include "kmod/lx_sockaddr.h"
#include "kmod/tables/lx_socket.h"
#include "kmod/tables/x86_64/lx_struct.h"

#define MESSAGES_MAX 1024 /* of recvmmsg and sendmmsg, as in Linux */

int
lx_msg_flags(const char *what, int flags)
{
	uint64_t left;
	int native;

	native = (int)lx_flags_to_bsd(&lx_msg_table, (uint32_t)flags, &left);
	if (left != 0)
		LX_BAD_FLAG(what, (uint32_t)flags, left);
	return (native);
}

int
lx_sendto(struct thread *td, struct lx_sendto_args *uap)
{
	struct sockaddr_storage ss;
	struct msghdr msg;
	struct iovec iov;
	int error;

	bzero(&msg, sizeof(msg));
	if (uap->to != NULL) {
		error = lx_sockaddr_in(uap->to, uap->tolen, &ss);
		if (error != 0)
			return (error);
		msg.msg_name = &ss;
		msg.msg_namelen = ss.ss_len;
	}
	iov.iov_base = __DECONST(void *, uap->buf);
	iov.iov_len = uap->len;
	msg.msg_iov = &iov;
	msg.msg_iovlen = 1;
	return (lx_write_error(kern_sendit(
	    td, uap->s, &msg, lx_msg_flags("sendto", uap->flags), NULL, UIO_USERSPACE)));
}

int
lx_recvfrom(struct thread *td, struct lx_recvfrom_args *uap)
{
	struct sockaddr_storage ss;
	struct msghdr msg;
	struct iovec iov;
	int error;

	bzero(&msg, sizeof(msg));
	bzero(&ss, sizeof(ss));
	if (uap->from != NULL) {
		msg.msg_name = &ss;
		msg.msg_namelen = sizeof(ss);
	}
	iov.iov_base = uap->buf;
	iov.iov_len = uap->len;
	msg.msg_iov = &iov;
	msg.msg_iovlen = 1;
	msg.msg_flags = lx_msg_flags("recvfrom", uap->flags);
	error = kern_recvit(td, uap->s, &msg, UIO_SYSSPACE, NULL);
	if (error == 0 && uap->from != NULL) {
		if (msg.msg_namelen == 0) {
			/* a connected stream socket tells no address */
			error = uap->fromlen != NULL
				    ? copyout(&msg.msg_namelen, uap->fromlen, sizeof(int))
				    : 0;
		} else {
			error = lx_sockaddr_copyout(&ss, uap->from, uap->fromlen);
		}
	}
	return (error);
}

static int
header_in(const void *user, struct lx_msghdr *lm, struct msghdr *msg)
{
	int error;

	error = copyin(user, lm, sizeof(*lm));
	if (error != 0) {
		LX_BAD_FAULT("msghdr", (uintptr_t)user, sizeof(*lm));
		return (error);
	}
	if (lm->msg_iovlen > UIO_MAXIOV) {
		LX_BAD_LENGTH("msg_iovlen", lm->msg_iovlen, UIO_MAXIOV);
		return (EMSGSIZE);
	}
	bzero(msg, sizeof(*msg));
	error = copyiniov(
	    (struct iovec *)(uintptr_t)lm->msg_iov, (u_int)lm->msg_iovlen, &msg->msg_iov, EMSGSIZE);
	msg->msg_iovlen = (int)lm->msg_iovlen;
	return (error);
}

static int
do_sendmsg(struct thread *td, int s, const void *user, int flags)
{
	struct sockaddr_storage ss;
	struct lx_msghdr lm;
	struct msghdr msg;
	struct mbuf *control;
	int error;

	error = header_in(user, &lm, &msg);
	if (error != 0)
		return (error);
	if (lm.msg_name != 0 && lm.msg_namelen != 0) {
		error = lx_sockaddr_in((void *)(uintptr_t)lm.msg_name, lm.msg_namelen, &ss);
		msg.msg_name = &ss;
		msg.msg_namelen = ss.ss_len;
	}
	control = NULL;
	if (error == 0)
		error = lx_controls_in(lm.msg_control, lm.msg_controllen, &control);
	if (error == 0) /* takes the mbufs */
		error = kern_sendit(
		    td, s, &msg, lx_msg_flags("sendmsg", flags), control, UIO_USERSPACE);
	free(msg.msg_iov, M_IOV);
	return (lx_write_error(error));
}

int
lx_sendmsg(struct thread *td, struct lx_sendmsg_args *uap)
{
	return (do_sendmsg(td, uap->s, uap->msg, uap->flags));
}

static int
do_recvmsg(struct thread *td, int s, struct lx_msghdr *user, int flags)
{
	struct sockaddr_storage ss;
	struct lx_control_out out;
	struct lx_msghdr lm;
	struct msghdr msg;
	struct mbuf *control;
	uint64_t left;
	register_t result;
	int error;

	error = header_in(user, &lm, &msg);
	if (error != 0)
		return (error);
	bzero(&ss, sizeof(ss));
	if (lm.msg_name != 0) {
		msg.msg_name = &ss;
		msg.msg_namelen = sizeof(ss);
	}
	msg.msg_flags = lx_msg_flags("recvmsg", flags);
	control = NULL;
	error = kern_recvit(td, s, &msg, UIO_SYSSPACE, lm.msg_control != 0 ? &control : NULL);
	free(msg.msg_iov, M_IOV);
	if (error != 0)
		return (error);
	result = td->td_retval[0];

	out = (struct lx_control_out){.user = lm.msg_control, .room = lm.msg_controllen};
	error = lx_controls_out(td, control, &out);
	m_freem(control);
	if (error == 0 && lm.msg_name != 0) {
		if (msg.msg_namelen == 0)
			lm.msg_namelen = 0;
		else
			error = lx_sockaddr_out(&ss, (void *)(uintptr_t)lm.msg_name,
			    MAX(lm.msg_namelen, 0), &lm.msg_namelen);
	}
	if (error != 0)
		return (error);
	lm.msg_controllen = out.used;
	lm.msg_flags = (uint32_t)lx_flags_to_linux(&lx_msg_table,
	    (uint32_t)msg.msg_flags & (MSG_OOB | MSG_TRUNC | MSG_CTRUNC | MSG_EOR), &left);
	if (out.truncated)
		lm.msg_flags |= LX_MSG_CTRUNC;
	td->td_retval[0] = result;
	return (copyout(&lm, user, sizeof(lm)));
}

int
lx_recvmsg(struct thread *td, struct lx_recvmsg_args *uap)
{
	return (do_recvmsg(td, uap->s, uap->msg, uap->flags));
}

/* Several messages in one call: an error after the first is not told, as the count is. */
int
lx_sendmmsg(struct thread *td, struct lx_sendmmsg_args *uap)
{
	u_int i, sent;
	int error;

	error = 0;
	for (i = 0; i < MIN(uap->vlen, MESSAGES_MAX); i++) {
		error = do_sendmsg(td, uap->s, &uap->msg[i].msg_hdr, (int)uap->flags);
		if (error != 0)
			break;
		sent = (u_int)td->td_retval[0];
		error = copyout(&sent, &uap->msg[i].msg_len, sizeof(sent));
		if (error != 0)
			break;
	}
	td->td_retval[0] = i;
	return (i > 0 ? 0 : error);
}

/* As on Linux the timeout is looked at between messages only. */
int
lx_recvmmsg(struct thread *td, struct lx_recvmmsg_args *uap)
{
	struct timespec end, now;
	u_int got, i;
	int error, flags;

	error = 0;
	if (uap->timeout != NULL) {
		error = lx_copyin_timespec(uap->timeout, &end);
		if (error != 0)
			return (error);
		nanouptime(&now);
		timespecadd(&now, &end, &end);
	}
	flags = (int)uap->flags & ~LX_MSG_WAITFORONE;
	for (i = 0; i < MIN(uap->vlen, MESSAGES_MAX); i++) {
		error = do_recvmsg(td, uap->s, &uap->msg[i].msg_hdr, flags);
		if (error != 0)
			break;
		got = (u_int)td->td_retval[0];
		error = copyout(&got, &uap->msg[i].msg_len, sizeof(got));
		if (error != 0)
			break;
		if ((uap->flags & LX_MSG_WAITFORONE) != 0)
			flags |= LX_MSG_DONTWAIT;
		if (uap->timeout != NULL) {
			nanouptime(&now);
			if (timespeccmp(&now, &end, >=)) {
				i++;
				break;
			}
		}
	}
	td->td_retval[0] = i;
	return (i > 0 ? 0 : error);
}
