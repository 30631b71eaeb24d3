/* SPDX-License-Identifier: BSD-2-Clause */
/* System V semaphores. semget and semop are FreeBSD's own. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <sys/syscallsubr.h>

#include "kmod/lx.h"
#include "kmod/lx_ipc.h"
#include "kmod/tables/lx_ipc.h"

int
lx_semtimedop(struct thread *td, struct lx_semtimedop_args *uap)
{
	struct timespec ts;
	int error;

	if (uap->timeout == NULL)
		return (kern_semop(td, uap->semid, uap->sops, uap->nsops, NULL));
	error = lx_copyin_timespec(uap->timeout, &ts);
	return (error != 0 ? error : kern_semop(td, uap->semid, uap->sops, uap->nsops, &ts));
}

static int
limits_out(struct thread *td, void *user)
{
	struct lx_seminfo to = {
	    .semmap = seminfo.semmni, /* Linux has no map and tells something of this size */
	    .semmni = seminfo.semmni,
	    .semmns = seminfo.semmns,
	    .semmnu = seminfo.semmnu,
	    .semmsl = seminfo.semmsl,
	    .semopm = seminfo.semopm,
	    .semume = seminfo.semume,
	    .semusz = seminfo.semusz,
	    .semvmx = seminfo.semvmx,
	    .semaem = seminfo.semaem,
	};
	int error;

	error = copyout(&to, user, sizeof(to));
	td->td_retval[0] = error == 0 ? seminfo.semmni - 1 : 0; /* the last index there is */
	return (error);
}

static int
ds_out(const struct semid_ds *from, void *user)
{
	struct lx_semid_ds to;

	bzero(&to, sizeof(to));
	to.sem_perm = lx_ipc_perm_out(&from->sem_perm);
	to.sem_otime = from->sem_otime;
	to.sem_ctime = from->sem_ctime;
	to.sem_nsems = from->sem_nsems;
	return (copyout(&to, user, sizeof(to)));
}

int
lx_semctl(struct thread *td, struct lx_semctl_args *uap)
{
	struct lx_semid_ds lx_ds;
	struct semid_ds ds;
	union semun arg;
	register_t result;
	int64_t cmd;
	int error;

	if (uap->cmd == IPC_INFO || uap->cmd == LX_SEM_INFO)
		return (limits_out(td, (void *)uap->arg));
	if (!lx_value_to_bsd(&lx_semctl_table, uap->cmd, &cmd)) {
		LX_BAD_VALUE("semctl", uap->cmd);
		return (EINVAL);
	}
	bzero(&ds, sizeof(ds));
	bzero(&arg, sizeof(arg));
	switch (cmd) {
	case SETVAL:
		arg.val = (int)uap->arg;
		break;
	case GETALL:
	case SETALL:
		arg.array = (u_short *)uap->arg; /* the kernel copies as many as the set has */
		break;
	case IPC_SET:
		error = copyin((void *)uap->arg, &lx_ds, sizeof(lx_ds));
		if (error != 0)
			return (error);
		lx_ipc_perm_in(&lx_ds.sem_perm, &ds.sem_perm);
		/* FALLTHROUGH */
	default:
		arg.buf = &ds;
		break;
	}
	error = kern_semctl(td, uap->semid, uap->semnum, (int)cmd, &arg, &result);
	if (error != 0)
		return (error);
	td->td_retval[0] = result;
	if (cmd == IPC_STAT || cmd == SEM_STAT)
		error = ds_out(&ds, (void *)uap->arg);
	return (error);
}
