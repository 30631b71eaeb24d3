/* SPDX-License-Identifier: BSD-2-Clause */
/* Socket options: names by level from the tables, and the few values that need translation. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/syscallsubr.h>
#include <sys/ucred.h>
#include <sys/un.h>

#include <netinet/in.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_socket.h"
#include "kmod/tables/x86_64/lx_struct.h"

static const struct lx_table *
table_of(int lx_level)
{
	switch (lx_level) {
	case LX_SOL_SOCKET:
		return (&lx_so_table);
	case LX_IPPROTO_IP:
		return (&lx_ip_table);
	case LX_IPPROTO_TCP:
		return (&lx_tcp_table);
	case LX_IPPROTO_IPV6:
		return (&lx_ipv6_table);
	default:
		return (NULL);
	}
}

/* NULL: unknown or refused, and reported. */
static const struct lx_row *
option_of(int lx_level, int lx_name, int *level)
{
	const struct lx_table *table;
	const struct lx_row *row;

	table = table_of(lx_level);
	row = table != NULL ? lx_row_of_linux(table, lx_name) : NULL;
	if (row == NULL || row->how == LX_HOW_REFUSE) {
		SDT_PROBE2(lxabi, , translate, sockopt, lx_level, lx_name);
		return (NULL);
	}
	*level = lx_level == LX_SOL_SOCKET ? SOL_SOCKET : lx_level;
	return (row);
}

/* A buffer that is too big is cut to the system's limit on Linux, and an error on FreeBSD. */
static int
set_buffer(struct thread *td, int s, int name, const void *user, int length)
{
	int error, limit, value;

	if (length < (int)sizeof(value)) {
		LX_BAD_LENGTH("setsockopt", (uint64_t)length, sizeof(value));
		return (EINVAL);
	}
	error = copyin(user, &value, sizeof(value));
	if (error != 0)
		return (error);
	limit = (int)MIN((uint64_t)sb_max * MCLBYTES / (MSIZE + MCLBYTES), INT_MAX);
	if (value < 1 || value > limit)
		value = value < 1 ? 1 : limit;
	return (kern_setsockopt(td, s, SOL_SOCKET, name, &value, UIO_SYSSPACE, sizeof(value)));
}

int
lx_setsockopt(struct thread *td, struct lx_setsockopt_args *uap)
{
	const struct lx_row *row;
	int level;

	row = option_of(uap->level, uap->name, &level);
	if (row == NULL)
		return (ENOPROTOOPT);
	if (row->how == LX_HOW_DROP)
		return (0);
	if (uap->vallen < 0)
		return (EINVAL);
	if (level == SOL_SOCKET && (row->bsd == SO_SNDBUF || row->bsd == SO_RCVBUF))
		return (set_buffer(td, uap->s, (int)row->bsd, uap->val, uap->vallen));
	return (kern_setsockopt(
	    td, uap->s, level, (int)row->bsd, uap->val, UIO_USERSPACE, (socklen_t)uap->vallen));
}

/* As much of a value as the program has room for, and its length. */
static int
value_out(const void *value, int size, void *user, int *user_length)
{
	int error, room;

	error = copyin(user_length, &room, sizeof(room));
	if (error != 0)
		return (error);
	if (room < 0)
		return (EINVAL);
	size = MIN(size, room);
	error = copyout(value, user, (size_t)size);
	return (error != 0 ? error : copyout(&size, user_length, sizeof(size)));
}

static int
peer_credentials(struct thread *td, const struct lx_getsockopt_args *uap)
{
	struct lx_ucred cred;
	struct xucred xuc;
	socklen_t size;
	int error;

	size = sizeof(xuc);
	error = kern_getsockopt(td, uap->s, SOL_LOCAL, LOCAL_PEERCRED, &xuc, UIO_SYSSPACE, &size);
	if (error != 0)
		return (error);
	cred.pid = xuc.cr_pid;
	cred.uid = xuc.cr_uid;
	cred.gid = xuc.cr_gid;
	return (value_out(&cred, sizeof(cred), uap->val, uap->vallen));
}

/* Options of SOL_SOCKET that are one int: some of them hold a number of FreeBSD's. */
static int
int_option(struct thread *td, const struct lx_getsockopt_args *uap, int name)
{
	socklen_t size;
	int64_t domain;
	int error, value;

	size = sizeof(value);
	error = kern_getsockopt(td, uap->s, SOL_SOCKET, name, &value, UIO_SYSSPACE, &size);
	if (error != 0)
		return (error);
	if (name == SO_ERROR && value != 0) {
		value = lx_errno_to_linux(value);
	} else if (name == SO_DOMAIN) {
		domain = value;
		(void)lx_value_to_linux(&lx_domain_table, value, &domain);
		value = (int)domain;
	} else if (name < 0x1000 || name > 0x1fff) {
		value = value != 0; /* FreeBSD answers with the option's bit, Linux with 1 */
	}
	return (value_out(&value, sizeof(value), uap->val, uap->vallen));
}

int
lx_getsockopt(struct thread *td, struct lx_getsockopt_args *uap)
{
	const struct lx_row *row;
	socklen_t size;
	int error, level, room;

	if (uap->level == LX_SOL_SOCKET && uap->name == LX_SO_PEERCRED)
		return (peer_credentials(td, uap));
	row = option_of(uap->level, uap->name, &level);
	if (row == NULL || row->how == LX_HOW_DROP)
		return (ENOPROTOOPT);
	if (level == SOL_SOCKET && row->bsd != SO_LINGER && row->bsd != SO_RCVTIMEO &&
	    row->bsd != SO_SNDTIMEO)
		return (int_option(td, uap, (int)row->bsd));
	error = copyin(uap->vallen, &room, sizeof(room));
	if (error != 0)
		return (error);
	if (room < 0)
		return (EINVAL);
	size = (socklen_t)room;
	error = kern_getsockopt(td, uap->s, level, (int)row->bsd, uap->val, UIO_USERSPACE, &size);
	return (error != 0 ? error : copyout(&size, uap->vallen, sizeof(size)));
}
