/* SPDX-License-Identifier: BSD-2-Clause */
/* Sockets: creating, naming, connecting, accepting. Data goes through sys_message.c. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/fcntl.h>
#include <sys/file.h>
#include <sys/protosw.h>
#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/syscallsubr.h>
#include <sys/un.h>

#include <netinet/in.h>

#include "kmod/lx.h"
#include "kmod/lx_sockaddr.h"
#include "kmod/tables/lx_socket.h"
#include "kmod/tables/x86_64/lx_struct.h"

#define OLD_SIN6_SIZE 24 /* sockaddr_in6 before it had a scope */

/* sun_path: a path that ends at a NUL or at the end of the address. */
static int
unix_in(const char *raw, int length, struct sockaddr_storage *out)
{
	struct sockaddr_un *sun;
	const char *path;
	size_t room, used;

	sun = (struct sockaddr_un *)out;
	path = raw + offsetof(struct lx_sockaddr_un, sun_path);
	room = (size_t)length - offsetof(struct lx_sockaddr_un, sun_path);
	if (room > 0 && path[0] == '\0') {
		LX_BAD_VALUE("abstract socket name", (int64_t)room);
		return (EINVAL);
	}
	used = strnlen(path, room);
	if (used >= sizeof(sun->sun_path)) {
		LX_BAD_LENGTH("sun_path", used, sizeof(sun->sun_path) - 1);
		return (ENAMETOOLONG);
	}
	memcpy(sun->sun_path, path, used);
	sun->sun_len = (uint8_t)(offsetof(struct sockaddr_un, sun_path) + used + 1);
	return (0);
}

int
lx_sockaddr_in(const void *user, int length, struct sockaddr_storage *out)
{
	char raw[sizeof(struct sockaddr_storage)];
	uint16_t family;
	int64_t native;
	int error;

	if (length < (int)sizeof(family) || length > (int)sizeof(raw)) {
		LX_BAD_LENGTH("socket address", (uint64_t)length, sizeof(raw));
		return (EINVAL);
	}
	error = copyin(user, raw, (size_t)length);
	if (error != 0) {
		LX_BAD_FAULT("socket address", (uintptr_t)user, (uint64_t)length);
		return (error);
	}
	memcpy(&family, raw, sizeof(family));
	if (!lx_value_to_bsd(&lx_domain_table, family, &native)) {
		LX_BAD_VALUE("address family", family);
		return (EAFNOSUPPORT);
	}
	bzero(out, sizeof(*out));
	out->ss_family = (sa_family_t)native;
	switch (native) {
	case AF_UNIX:
		return (unix_in(raw, length, out));
	case AF_INET:
		if (length < (int)sizeof(struct sockaddr_in))
			return (EINVAL);
		length = sizeof(struct sockaddr_in);
		break;
	case AF_INET6:
		if (length < OLD_SIN6_SIZE)
			return (EINVAL);
		length = MIN(length, (int)sizeof(struct sockaddr_in6));
		break;
	default:
		break;
	}
	memcpy((char *)out + sizeof(family), raw + sizeof(family), (size_t)length - sizeof(family));
	out->ss_len = (uint8_t)length;
	if (native == AF_INET6)
		out->ss_len = sizeof(struct sockaddr_in6);
	return (0);
}

int
lx_sockaddr_out(const struct sockaddr_storage *from, void *user, int room, int *length)
{
	char raw[sizeof(struct sockaddr_storage)];
	const struct sockaddr_un *sun;
	uint16_t family;
	int64_t value;
	size_t size, used;

	bzero(raw, sizeof(raw));
	value = 0;
	if (!lx_value_to_linux(&lx_domain_table, from->ss_family, &value))
		LX_BAD_VALUE("address family of FreeBSD's", from->ss_family);
	family = (uint16_t)value;
	size = MIN(MAX(from->ss_len, sizeof(family)), sizeof(raw));
	memcpy(raw, from, size);
	if (from->ss_family == AF_UNIX) {
		/* Linux: no path, no bytes of one; else with its NUL */
		sun = (const struct sockaddr_un *)from;
		used = size > offsetof(struct sockaddr_un, sun_path)
			   ? strnlen(sun->sun_path, size - offsetof(struct sockaddr_un, sun_path))
			   : 0;
		size = used == 0 ? sizeof(family)
				 : offsetof(struct lx_sockaddr_un, sun_path) + used + 1;
		if (used != 0)
			raw[size - 1] = '\0';
	}
	memcpy(raw, &family, sizeof(family));
	*length = (int)size;
	return (copyout(raw, user, MIN(size, (size_t)room)));
}

int
lx_sockaddr_copyout(const struct sockaddr_storage *from, void *user, int *user_length)
{
	int error, length, room;

	if (user == NULL)
		return (0);
	error = copyin(user_length, &room, sizeof(room));
	if (error != 0)
		return (error);
	if (room < 0) {
		LX_BAD_LENGTH("socket address", (uint64_t)room, 0);
		return (EINVAL);
	}
	error = lx_sockaddr_out(from, user, room, &length);
	return (error != 0 ? error : copyout(&length, user_length, sizeof(length)));
}

/* Domain, type with its flags, protocol: as socket and socketpair take them. */
static int
kind_in(int domain, int type, int *native_domain, int *native_type)
{
	uint64_t left;
	int64_t value;

	if (!lx_value_to_bsd(&lx_domain_table, domain, &value)) {
		LX_BAD_VALUE("socket domain", domain);
		return (EAFNOSUPPORT);
	}
	*native_domain = (int)value;
	if (!lx_value_to_bsd(&lx_sock_type_table, type & LX_SOCK_TYPE_MASK, &value)) {
		LX_BAD_VALUE("socket type", type);
		return (EINVAL);
	}
	*native_type = (int)value | (int)lx_flags_to_bsd(&lx_sock_flags_table,
					(uint32_t)type & ~LX_SOCK_TYPE_MASK, &left);
	if (left != 0) {
		LX_BAD_FLAG("socket", (uint32_t)type, left);
		return (EINVAL);
	}
	return (0);
}

/* Linux's IPv6 sockets speak IPv4, too, unless told otherwise. */
static void
allow_mapped(struct thread *td, int fd)
{
	int off;

	off = 0;
	(void)kern_setsockopt(td, fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, UIO_SYSSPACE, sizeof(off));
}

int
lx_socket(struct thread *td, struct lx_socket_args *uap)
{
	register_t fd;
	int domain, error, type;

	error = kind_in(uap->domain, uap->type, &domain, &type);
	if (error == 0)
		error = kern_socket(td, domain, type, uap->protocol);
	if (error == 0 && domain == AF_INET6) {
		fd = td->td_retval[0];
		allow_mapped(td, (int)fd);
		td->td_retval[0] = fd;
	}
	return (error);
}

int
lx_socketpair(struct thread *td, struct lx_socketpair_args *uap)
{
	int domain, error, fds[2], protocol, type;

	error = kind_in(uap->domain, uap->type, &domain, &type);
	if (error != 0)
		return (error);
	protocol = uap->protocol;
	if (domain == AF_UNIX && protocol == LX_AF_UNIX)
		protocol = 0; /* Linux takes the family's number for its protocol */
	error = kern_socketpair(td, domain, type, protocol, fds);
	if (error != 0)
		return (error);
	error = copyout(fds, uap->sv, sizeof(fds));
	if (error != 0) {
		(void)kern_close(td, fds[0]);
		(void)kern_close(td, fds[1]);
	}
	return (error);
}

int
lx_bind(struct thread *td, struct lx_bind_args *uap)
{
	struct sockaddr_storage ss;
	int error;

	error = lx_sockaddr_in(uap->name, uap->namelen, &ss);
	return (error != 0 ? error : kern_bindat(td, AT_FDCWD, uap->s, (struct sockaddr *)&ss));
}

int
lx_connect(struct thread *td, struct lx_connect_args *uap)
{
	struct sockaddr_storage ss;
	int error;

	error = lx_sockaddr_in(uap->name, uap->namelen, &ss);
	return (error != 0 ? error : kern_connectat(td, AT_FDCWD, uap->s, (struct sockaddr *)&ss));
}

int
lx_listen(struct thread *td, struct lx_listen_args *uap)
{
	return (kern_listen(td, uap->s, uap->backlog));
}

static int
do_accept(struct thread *td, int s, void *name, int *namelen, int lx_flags)
{
	struct sockaddr_storage ss;
	struct file *fp;
	uint64_t left;
	int error, fd, flags;

	flags = (int)lx_flags_to_bsd(&lx_sock_flags_table, (uint32_t)lx_flags, &left);
	if (left != 0) {
		LX_BAD_FLAG("accept4", (uint32_t)lx_flags, left);
		return (EINVAL);
	}
	bzero(&ss, sizeof(ss));
	ss.ss_len = sizeof(ss);
	error = kern_accept4(td, s, (struct sockaddr *)&ss, flags, &fp);
	if (error != 0)
		return (error);
	fd = (int)td->td_retval[0];
	error = lx_sockaddr_copyout(&ss, name, namelen);
	fdrop(fp, td);
	if (error != 0) {
		(void)kern_close(td, fd);
		return (error);
	}
	td->td_retval[0] = fd;
	return (0);
}

int
lx_accept(struct thread *td, struct lx_accept_args *uap)
{
	return (do_accept(td, uap->s, uap->name, uap->namelen, 0));
}

int
lx_accept4(struct thread *td, struct lx_accept4_args *uap)
{
	return (do_accept(td, uap->s, uap->name, uap->namelen, uap->flags));
}

int
lx_getsockname(struct thread *td, struct lx_getsockname_args *uap)
{
	struct sockaddr_storage ss;
	int error;

	bzero(&ss, sizeof(ss));
	ss.ss_len = sizeof(ss);
	error = kern_getsockname(td, uap->s, (struct sockaddr *)&ss);
	return (error != 0 ? error : lx_sockaddr_copyout(&ss, uap->name, uap->namelen));
}

int
lx_getpeername(struct thread *td, struct lx_getpeername_args *uap)
{
	struct sockaddr_storage ss;
	int error;

	bzero(&ss, sizeof(ss));
	ss.ss_len = sizeof(ss);
	error = kern_getpeername(td, uap->s, (struct sockaddr *)&ss);
	return (error != 0 ? error : lx_sockaddr_copyout(&ss, uap->name, uap->namelen));
}

int
lx_shutdown(struct thread *td, struct lx_shutdown_args *uap)
{
	return (kern_shutdown(td, uap->s, uap->how));
}
