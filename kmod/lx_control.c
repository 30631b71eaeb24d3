/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A control message has a 16-byte header on both sides when its data begins, but the length is 8
 * bytes on Linux and 4 on FreeBSD; what is passed in them are descriptors (alike), credentials and
 * time stamps.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/mbuf.h>
#include <sys/socket.h>
#include <sys/syscallsubr.h>

#include "kmod/lx.h"
#include "kmod/lx_control.h"
#include "kmod/tables/lx_socket.h"
#include "kmod/tables/x86_64/lx_struct.h"

#define CONTROL_MAX MCLBYTES /* of one call's control data, as in FreeBSD */

/* A native control message's length of a Linux one with size bytes of data; an error if it has
 * none. */
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

int
lx_controls_in(uint64_t user, uint64_t length, struct mbuf **control)
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

/* One native control message to user memory. Its data, size bytes, is translated if need be. */
static int
control_out_one(struct cmsghdr *cm, struct lx_control_out *out)
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

int
lx_controls_out(struct thread *td, struct mbuf *chain, struct lx_control_out *out)
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
