/* SPDX-License-Identifier: BSD-2-Clause */
/* System V IPC: flags and commands. Semaphores' commands have other numbers on each side. */
#ifndef KMOD_TABLES_LX_IPC_H
#define KMOD_TABLES_LX_IPC_H

#include "kmod/tables/lx_table.h"

/* of the get calls; the lower nine bits are a mode */
#define LX_IPC_ROWS(B, O, I, D, R, N) \
	B(IPC_CREAT, 01000, IPC_CREAT, 01000, "") \
	B(IPC_EXCL, 02000, IPC_EXCL, 02000, "") \
	B(IPC_NOWAIT, 04000, IPC_NOWAIT, 04000, "msgsnd, msgrcv, semop; shmget's SHM_HUGETLB")

/* of shmget, besides */
#define LX_SHMGET_ROWS(B, O, I, D, R, N) \
	R(SHM_HUGETLB, 04000, "superpages come by themselves in FreeBSD") \
	D(SHM_NORESERVE, 010000, "no reservation to do without")

#define LX_SHMAT_ROWS(B, O, I, D, R, N) \
	B(SHM_RDONLY, 010000, SHM_RDONLY, 010000, "") \
	B(SHM_RND, 020000, SHM_RND, 020000, "") \
	B(SHM_REMAP, 040000, SHM_REMAP, 040000, "") \
	R(SHM_EXEC, 0100000, "System V memory is not executable in FreeBSD")

#define LX_MSGRCV_ROWS(B, O, I, D, R, N) \
	B(IPC_NOWAIT, 04000, IPC_NOWAIT, 04000, "") \
	B(MSG_NOERROR, 010000, MSG_NOERROR, 010000, "") \
	R(MSG_EXCEPT, 020000, "") \
	R(MSG_COPY, 040000, "for checkpoints")

#define LX_SHMCTL_ROWS(B, O, I, D, R, N) \
	B(IPC_RMID, 0, IPC_RMID, 0, "") \
	B(IPC_SET, 1, IPC_SET, 1, "") \
	B(IPC_STAT, 2, IPC_STAT, 2, "") \
	D(IPC_INFO, 3, "the limits") \
	B(SHM_LOCK, 11, SHM_LOCK, 11, "FreeBSD answers EINVAL") \
	B(SHM_UNLOCK, 12, SHM_UNLOCK, 12, "FreeBSD answers EINVAL") \
	B(SHM_STAT, 13, SHM_STAT, 13, "by index") \
	B(SHM_INFO, 14, SHM_INFO, 14, "") \
	R(SHM_STAT_ANY, 15, "without a check of permissions")

#define LX_SEMCTL_ROWS(B, O, I, D, R, N) \
	B(IPC_RMID, 0, IPC_RMID, 0, "") \
	B(IPC_SET, 1, IPC_SET, 1, "") \
	B(IPC_STAT, 2, IPC_STAT, 2, "") \
	D(IPC_INFO, 3, "the limits") \
	B(GETPID, 4, GETPID, 11, "") \
	B(GETVAL, 5, GETVAL, 12, "") \
	B(GETALL, 6, GETALL, 13, "") \
	B(GETNCNT, 3, GETNCNT, 14, "") \
	B(GETZCNT, 7, GETZCNT, 15, "") \
	B(SETVAL, 8, SETVAL, 16, "") \
	B(SETALL, 9, SETALL, 17, "") \
	B(SEM_STAT, 10, SEM_STAT, 18, "by index") \
	D(SEM_INFO, 19, "the limits") \
	R(SEM_STAT_ANY, 20, "without a check of permissions")

#define LX_MSGCTL_ROWS(B, O, I, D, R, N) \
	B(IPC_RMID, 0, IPC_RMID, 0, "") \
	B(IPC_SET, 1, IPC_SET, 1, "") \
	B(IPC_STAT, 2, IPC_STAT, 2, "") \
	R(IPC_INFO, 3, "") \
	R(MSG_STAT, 11, "FreeBSD finds a queue by its identifier only") \
	R(MSG_INFO, 12, "") \
	R(MSG_STAT_ANY, 13, "")

LX_CONSTANTS(LX_SHMGET_ROWS);
LX_CONSTANTS(LX_SHMAT_ROWS);
LX_CONSTANTS(LX_MSGRCV_ROWS);
LX_CONSTANTS(LX_SEMCTL_ROWS);
enum {
	LX_SHM_STAT = 13,
	LX_SHM_INFO = 14,
	LX_IPC_CREAT = 01000,
	LX_IPC_EXCL = 02000,
};

extern const struct lx_table lx_ipc_table;
extern const struct lx_table lx_shmget_table;
extern const struct lx_table lx_shmat_table;
extern const struct lx_table lx_msgrcv_table;
extern const struct lx_table lx_shmctl_table;
extern const struct lx_table lx_semctl_table;
extern const struct lx_table lx_msgctl_table;

#endif
