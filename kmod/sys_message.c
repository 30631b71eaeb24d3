/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sending and receiving on sockets, with control messages. A control message has a 16-byte header
 * on both sides when its data begins, but the length is 8 bytes on Linux and 4 on FreeBSD; what is
 * passed in them are descriptors (alike), credentials and time stamps.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/mbuf.h>
#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/syscallsubr.h>
#include <sys/uio.h>

#include "kmod/lx.h"
#include "kmod/lx_sockaddr.h"
#include "kmod/tables/lx_socket.h"
#include "kmod/tables/x86_64/lx_struct.h"

#define CONTROL_MAX  MCLBYTES /* of one call's control data, as in FreeBSD */
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

static int
send_error(int error)
{
	return (error == ENOBUFS ? EAGAIN : error);
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
	return (send_error(kern_sendit(
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

/* A native control message's length of a Linux one with size bytes of data; an error if it has none. */
static int
control_size(const struct lx_cmsghdr *from, size_t size, int *type, size_t *native_size)
{
	int64_t value;

	if (from->cmsg_level != LX_SOL_SOCKET ||
	    !lx_value_to_bsd(&lx_scm_table, from->cmsg_type, &value) ||
	    (value != SCM_RIGHTS && value != SCM_CREDS)) {
		LX_BAD_VALUE("control message", from->cmsg_type);
		return (EINVAL);
	}
	if (value == SCM_CREDS && size != sizeof(struct lx_ucred)) {
		LX_BAD_LENGTH("SCM_CREDENTIALS", size, sizeof(struct lx_ucred));
		return (EINVAL);
	}
	*type = (int)value;
	/* the kernel writes the sender's credentials itself; all it wants is the room */
	*native_size = value == SCM_CREDS ? sizeof(struct cmsgcred) : size;
	return (0);
}

/*
 * Translate a call's control data from buf to the native form at to, or only count its bytes when
 * to is NULL.
 */
static int
controls_translate(const char *buf, size_t length, char *to, size_t *total)
{
	struct lx_cmsghdr cm;
	struct cmsghdr *native;
	size_t at, native_size, size;
	int error, type;

	*total = 0;
	for (at = 0; at + sizeof(cm) <= length; at += roundup2(size, 8)) {
		memcpy(&cm, buf + at, sizeof(cm));
		size = cm.cmsg_len;
		if (size < sizeof(cm) || size > length - at) {
			LX_BAD_LENGTH("cmsg_len", size, length - at);
			return (EINVAL);
		}
		error = control_size(&cm, size - sizeof(cm), &type, &native_size);
		if (error != 0)
			return (error);
		if (to != NULL) {
			native = (struct cmsghdr *)(to + *total);
			native->cmsg_len = (socklen_t)CMSG_LEN(native_size);
			native->cmsg_level = SOL_SOCKET;
			native->cmsg_type = type;
			if (type == SCM_RIGHTS)
				memcpy(CMSG_DATA(native), buf + at + sizeof(cm), size - sizeof(cm));
		}
		*total += CMSG_SPACE(native_size);
	}
	return (0);
}

/*
 * All of a call's control data, in one mbuf: protocols look at the first of a chain only. *control
 * is NULL when there is none.
 */
static int
controls_in(uint64_t user, uint64_t length, struct mbuf **control)
{
	struct mbuf *m;
	char *buf;
	size_t total;
	int error;

	*control = NULL;
	if (user == 0 || length == 0)
		return (0);
	if (length > CONTROL_MAX) {
		LX_BAD_LENGTH("msg_controllen", length, CONTROL_MAX);
		return (ENOBUFS);
	}
	buf = malloc(length, M_LXABI, M_WAITOK);
	error = copyin((void *)(uintptr_t)user, buf, length);
	if (error == 0)
		error = controls_translate(buf, length, NULL, &total);
	if (error == 0 && total > CONTROL_MAX) {
		LX_BAD_LENGTH("native control data", total, CONTROL_MAX);
		error = ENOBUFS;
	}
	if (error == 0 && total > 0) {
		m = m_get2((int)total, M_WAITOK, MT_CONTROL, 0);
		bzero(mtod(m, char *), total);
		(void)controls_translate(buf, length, mtod(m, char *), &total);
		m->m_len = (int)total;
		*control = m;
	}
	free(buf, M_LXABI);
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
		error = controls_in(lm.msg_control, lm.msg_controllen, &control);
	if (error == 0) /* takes the mbufs */
		error = kern_sendit(
		    td, s, &msg, lx_msg_flags("sendmsg", flags), control, UIO_USERSPACE);
	free(msg.msg_iov, M_IOV);
	return (send_error(error));
}

int
lx_sendmsg(struct thread *td, struct lx_sendmsg_args *uap)
{
	return (do_sendmsg(td, uap->s, uap->msg, uap->flags));
}

/* Descriptors that the program has no room to learn about must not stay open. */
static void
close_rights(struct thread *td, struct cmsghdr *cm)
{
	const int *fds;
	size_t i, count;

	if (cm->cmsg_level != SOL_SOCKET || cm->cmsg_type != SCM_RIGHTS)
		return;
	fds = (const int *)CMSG_DATA(cm);
	count = (cm->cmsg_len - CMSG_LEN(0)) / sizeof(int);
	for (i = 0; i < count; i++)
		(void)kern_close(td, fds[i]);
}

/* Where control data goes: user address, room, and what has been written. */
struct control_out {
	uint64_t user;
	uint64_t room;
	uint64_t used;
	bool truncated;
};

/* One native control message to user memory. Its data, size bytes, is translated if need be. */
static int
control_out_one(struct cmsghdr *cm, struct control_out *out)
{
	struct lx_cmsghdr head;
	struct lx_ucred cred;
	const struct cmsgcred *native;
	const void *data;
	int64_t type;
	size_t size, space;
	int error;

	data = CMSG_DATA(cm);
	size = cm->cmsg_len - CMSG_LEN(0);
	if (cm->cmsg_level != SOL_SOCKET ||
	    !lx_value_to_linux(&lx_scm_table, cm->cmsg_type, &type)) {
		LX_BAD_VALUE("control message of FreeBSD's", cm->cmsg_type);
		return (0);
	}
	if (cm->cmsg_type == SCM_CREDS) {
		if (size < sizeof(*native))
			return (0);
		native = data;
		cred.pid = native->cmcred_pid;
		cred.uid = native->cmcred_uid;
		cred.gid = native->cmcred_gid;
		data = &cred;
		size = sizeof(cred);
	}
	space = sizeof(head) + roundup2(size, 8);
	if (out->used + sizeof(head) + size > out->room) {
		out->truncated = true;
		return (ENOSPC);
	}
	head.cmsg_len = sizeof(head) + size;
	head.cmsg_level = LX_SOL_SOCKET;
	head.cmsg_type = (int)type;
	error = copyout(&head, (void *)(uintptr_t)(out->user + out->used), sizeof(head));
	if (error == 0)
		error =
		    copyout(data, (void *)(uintptr_t)(out->user + out->used + sizeof(head)), size);
	if (error == 0)
		out->used = MIN(out->used + space, out->room);
	return (error);
}

/* All that was received; frees nothing. ENOSPC is no error to the caller, only MSG_CTRUNC. */
static int
controls_out(struct thread *td, struct mbuf *chain, struct control_out *out)
{
	struct cmsghdr *cm;
	struct mbuf *m;
	size_t at, left;
	int error;

	error = 0;
	for (m = chain; m != NULL; m = m->m_next) {
		for (at = 0; at + sizeof(*cm) <= (size_t)m->m_len; at += _ALIGN(cm->cmsg_len)) {
			cm = (struct cmsghdr *)(mtod(m, char *) + at);
			left = (size_t)m->m_len - at;
			if (cm->cmsg_len < CMSG_LEN(0) || cm->cmsg_len > left)
				break;
			if (error == 0)
				error = control_out_one(cm, out);
			if (error != 0)
				close_rights(td, cm);
		}
	}
	return (error == ENOSPC ? 0 : error);
}

static int
do_recvmsg(struct thread *td, int s, struct lx_msghdr *user, int flags)
{
	struct sockaddr_storage ss;
	struct control_out out;
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

	out = (struct control_out){.user = lm.msg_control, .room = lm.msg_controllen};
	error = controls_out(td, control, &out);
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
