/* SPDX-License-Identifier: BSD-2-Clause */
/* System V messages. msgget is FreeBSD's own. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/msg.h>
#include <sys/stat.h>
#include <sys/syscallsubr.h>

#include "kmod/lx.h"
#include "kmod/lx_ipc.h"
#include "kmod/tables/lx_ipc.h"

/* In user memory a message is its type, a long, and the text behind it. */
int
lx_msgsnd(struct thread *td, struct lx_msgsnd_args *uap)
{
	long type;
	int error;

	error = copyin(uap->msgp, &type, sizeof(type));
	if (error != 0)
		return (error);
	if (type < 1 || uap->msgsz > INT_MAX) {
		LX_BAD_LENGTH("msgsnd", uap->msgsz, INT_MAX);
		return (EINVAL);
	}
	return (kern_msgsnd(td, uap->msqid, (const char *)uap->msgp + sizeof(type), uap->msgsz,
	    uap->msgflg & IPC_NOWAIT, type));
}

int
lx_msgrcv(struct thread *td, struct lx_msgrcv_args *uap)
{
	uint64_t left;
	long type;
	int error, flags;

	flags = (int)lx_flags_to_bsd(&lx_msgrcv_table, (uint32_t)uap->msgflg, &left);
	if ((left & (LX_MSG_EXCEPT | LX_MSG_COPY)) != 0) {
		LX_BAD_FLAG("msgrcv", (uint32_t)uap->msgflg, left);
		return (EINVAL);
	}
	if (uap->msgsz > INT_MAX) {
		LX_BAD_LENGTH("msgrcv", uap->msgsz, INT_MAX);
		return (EINVAL);
	}
	error = kern_msgrcv(td, uap->msqid, (char *)uap->msgp + sizeof(type), uap->msgsz,
	    uap->msgtyp, flags, &type);
	return (error != 0 ? error : copyout(&type, uap->msgp, sizeof(type)));
}

static int
ds_out(const struct msqid_ds *from, void *user)
{
	struct lx_msqid_ds to;

	bzero(&to, sizeof(to));
	to.msg_perm = lx_ipc_perm_out(&from->msg_perm);
	to.msg_stime = from->msg_stime;
	to.msg_rtime = from->msg_rtime;
	to.msg_ctime = from->msg_ctime;
	to.msg_cbytes = from->msg_cbytes;
	to.msg_qnum = from->msg_qnum;
	to.msg_qbytes = from->msg_qbytes;
	to.msg_lspid = from->msg_lspid;
	to.msg_lrpid = from->msg_lrpid;
	return (copyout(&to, user, sizeof(to)));
}

int
lx_msgctl(struct thread *td, struct lx_msgctl_args *uap)
{
	struct lx_msqid_ds lx_ds;
	struct msqid_ds ds;
	int64_t cmd;
	int error;

	if (!lx_value_to_bsd(&lx_msgctl_table, uap->cmd, &cmd)) {
		LX_BAD_VALUE("msgctl", uap->cmd);
		return (EINVAL);
	}
	bzero(&ds, sizeof(ds));
	if (cmd == IPC_SET) {
		error = copyin(uap->buf, &lx_ds, sizeof(lx_ds));
		if (error != 0)
			return (error);
		lx_ipc_perm_in(&lx_ds.msg_perm, &ds.msg_perm);
		ds.msg_qbytes = lx_ds.msg_qbytes;
	}
	error = kern_msgctl(td, uap->msqid, (int)cmd, &ds);
	if (error == 0 && cmd == IPC_STAT)
		error = ds_out(&ds, uap->buf);
	return (error);
}
