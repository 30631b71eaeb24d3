/* SPDX-License-Identifier: BSD-2-Clause */
/* System V shared memory. Detaching is FreeBSD's own shmdt. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscallsubr.h>
#include <sys/sysproto.h>

#include "kmod/lx.h"
#include "kmod/lx_ipc.h"
#include "kmod/tables/lx_ipc.h"

int
lx_shmget(struct thread *td, struct lx_shmget_args *uap)
{
	struct shmget_args native = {.key = uap->key, .size = uap->size};
	uint64_t left;
	int flags;

	flags = uap->shmflg & (ACCESSPERMS | IPC_CREAT | IPC_EXCL);
	(void)lx_flags_to_bsd(&lx_shmget_table, (uint32_t)(uap->shmflg & ~flags), &left);
	if (left != 0) {
		LX_BAD_FLAG("shmget", (uint32_t)uap->shmflg, left);
		if ((left & LX_SHM_HUGETLB) != 0)
			return (EINVAL);
	}
	native.shmflg = flags;
	return (sys_shmget(td, &native));
}

int
lx_shmat(struct thread *td, struct lx_shmat_args *uap)
{
	uint64_t left;
	int flags;

	flags = (int)lx_flags_to_bsd(&lx_shmat_table, (uint32_t)uap->shmflg, &left);
	if (left != 0) {
		LX_BAD_FLAG("shmat", (uint32_t)uap->shmflg, left);
		if ((left & LX_SHM_EXEC) != 0)
			return (EACCES);
	}
	return (kern_shmat(td, uap->shmid, uap->shmaddr, flags));
}

static int
ds_out(const struct shmid_ds *from, void *user)
{
	struct lx_shmid_ds to;

	bzero(&to, sizeof(to));
	to.shm_perm = lx_ipc_perm_out(&from->shm_perm);
	to.shm_segsz = from->shm_segsz;
	to.shm_atime = from->shm_atime;
	to.shm_dtime = from->shm_dtime;
	to.shm_ctime = from->shm_ctime;
	to.shm_cpid = from->shm_cpid;
	to.shm_lpid = from->shm_lpid;
	to.shm_nattch = from->shm_nattch;
	return (copyout(&to, user, sizeof(to)));
}

static int
limits_out(const struct shminfo *from, void *user)
{
	struct lx_shminfo to;

	bzero(&to, sizeof(to));
	to.shmmax = from->shmmax;
	to.shmmin = from->shmmin;
	to.shmmni = from->shmmni;
	to.shmseg = from->shmseg;
	to.shmall = from->shmall;
	return (copyout(&to, user, sizeof(to)));
}

static int
usage_out(const struct shm_info *from, void *user)
{
	struct lx_shm_info to;

	bzero(&to, sizeof(to));
	to.used_ids = from->used_ids;
	to.shm_tot = from->shm_tot;
	to.shm_rss = from->shm_rss;
	to.shm_swp = from->shm_swp;
	to.swap_attempts = from->swap_attempts;
	to.swap_successes = from->swap_successes;
	return (copyout(&to, user, sizeof(to)));
}

int
lx_shmctl(struct thread *td, struct lx_shmctl_args *uap)
{
	union {
		struct shmid_ds ds;
		struct shminfo limits;
		struct shm_info usage;
	} native;
	struct lx_shmid_ds ds;
	int64_t value;
	int cmd, error;

	if (uap->cmd == IPC_INFO) {
		cmd = IPC_INFO;
	} else if (lx_value_to_bsd(&lx_shmctl_table, uap->cmd, &value)) {
		cmd = (int)value;
	} else {
		LX_BAD_VALUE("shmctl", uap->cmd);
		return (EINVAL);
	}
	bzero(&native, sizeof(native));
	if (cmd == IPC_SET) {
		error = copyin(uap->buf, &ds, sizeof(ds));
		if (error != 0)
			return (error);
		lx_ipc_perm_in(&ds.shm_perm, &native.ds.shm_perm);
	}
	error = kern_shmctl(td, uap->shmid, cmd, &native, NULL);
	if (error != 0)
		return (error);
	switch (cmd) {
	case IPC_STAT:
	case SHM_STAT:
		return (ds_out(&native.ds, uap->buf));
	case IPC_INFO:
		return (limits_out(&native.limits, uap->buf));
	case SHM_INFO:
		return (usage_out(&native.usage, uap->buf));
	default:
		return (0);
	}
}
