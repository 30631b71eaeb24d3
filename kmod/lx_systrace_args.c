/* SPDX-License-Identifier: BSD-2-Clause */
/* Arguments of the system calls as DTrace shows them. Generated from syscalls.master by makesyscalls.awk: do not edit. */
#include <sys/param.h>
#include <sys/sysent.h>
#include <sys/sysproto.h>
#include <sys/systm.h>
#include "kmod/lx_proto.h"

/* The arguments of call number, taken from params, as 64-bit values. */
void
lx_systrace_args(int number, void *params, uint64_t *uarg, int *n_args)
{
	int64_t *iarg = (int64_t *)uarg;
	int a = 0;

	switch (number) {
	case 0: { /* read */
		struct read_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->buf;
		uarg[a++] = p->nbyte;
		break;
	}
	case 1: { /* write */
		struct lx_write_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->buf;
		uarg[a++] = p->nbyte;
		break;
	}
	case 2: { /* open */
		struct lx_open_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		iarg[a++] = p->flags;
		uarg[a++] = p->mode;
		break;
	}
	case 3: { /* close */
		struct close_args *p = params;

		iarg[a++] = p->fd;
		break;
	}
	case 4: { /* stat */
		struct lx_stat_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->buf;
		break;
	}
	case 5: { /* fstat */
		struct lx_fstat_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->buf;
		break;
	}
	case 6: { /* lstat */
		struct lx_lstat_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->buf;
		break;
	}
	case 7: { /* poll */
		struct lx_poll_args *p = params;

		uarg[a++] = (uintptr_t)p->fds;
		uarg[a++] = p->nfds;
		iarg[a++] = p->timeout;
		break;
	}
	case 8: { /* lseek */
		struct lx_lseek_args *p = params;

		iarg[a++] = p->fd;
		iarg[a++] = p->offset;
		iarg[a++] = p->whence;
		break;
	}
	case 9: { /* mmap */
		struct lx_mmap_args *p = params;

		uarg[a++] = p->addr;
		uarg[a++] = p->len;
		uarg[a++] = p->prot;
		uarg[a++] = p->flags;
		uarg[a++] = p->fd;
		uarg[a++] = p->offset;
		break;
	}
	case 10: { /* mprotect */
		struct lx_mprotect_args *p = params;

		uarg[a++] = p->addr;
		uarg[a++] = p->len;
		uarg[a++] = p->prot;
		break;
	}
	case 11: { /* munmap */
		struct munmap_args *p = params;

		uarg[a++] = (uintptr_t)p->addr;
		uarg[a++] = p->len;
		break;
	}
	case 12: { /* brk */
		struct lx_brk_args *p = params;

		uarg[a++] = p->addr;
		break;
	}
	case 13: { /* rt_sigaction */
		struct lx_rt_sigaction_args *p = params;

		iarg[a++] = p->sig;
		uarg[a++] = (uintptr_t)p->act;
		uarg[a++] = (uintptr_t)p->oact;
		uarg[a++] = p->sigsetsize;
		break;
	}
	case 14: { /* rt_sigprocmask */
		struct lx_rt_sigprocmask_args *p = params;

		iarg[a++] = p->how;
		uarg[a++] = (uintptr_t)p->set;
		uarg[a++] = (uintptr_t)p->oset;
		uarg[a++] = p->sigsetsize;
		break;
	}
	case 16: { /* ioctl */
		struct lx_ioctl_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = p->cmd;
		uarg[a++] = p->arg;
		break;
	}
	case 17: { /* pread64 */
		struct lx_pread64_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->buf;
		uarg[a++] = p->nbyte;
		iarg[a++] = p->offset;
		break;
	}
	case 18: { /* pwrite64 */
		struct lx_pwrite64_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->buf;
		uarg[a++] = p->nbyte;
		iarg[a++] = p->offset;
		break;
	}
	case 19: { /* readv */
		struct readv_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->iovp;
		uarg[a++] = p->iovcnt;
		break;
	}
	case 20: { /* writev */
		struct lx_writev_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->iovp;
		uarg[a++] = p->iovcnt;
		break;
	}
	case 21: { /* access */
		struct lx_access_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		iarg[a++] = p->amode;
		break;
	}
	case 22: { /* pipe */
		struct lx_pipe_args *p = params;

		uarg[a++] = (uintptr_t)p->fds;
		break;
	}
	case 23: { /* select */
		struct lx_select_args *p = params;

		iarg[a++] = p->nfds;
		uarg[a++] = (uintptr_t)p->readfds;
		uarg[a++] = (uintptr_t)p->writefds;
		uarg[a++] = (uintptr_t)p->exceptfds;
		uarg[a++] = (uintptr_t)p->timeout;
		break;
	}
	case 25: { /* mremap */
		struct lx_mremap_args *p = params;

		uarg[a++] = p->addr;
		uarg[a++] = p->old_len;
		uarg[a++] = p->new_len;
		uarg[a++] = p->flags;
		uarg[a++] = p->new_addr;
		break;
	}
	case 26: { /* msync */
		struct lx_msync_args *p = params;

		uarg[a++] = p->addr;
		uarg[a++] = p->len;
		iarg[a++] = p->flags;
		break;
	}
	case 27: { /* mincore */
		struct lx_mincore_args *p = params;

		uarg[a++] = p->addr;
		uarg[a++] = p->len;
		uarg[a++] = (uintptr_t)p->vec;
		break;
	}
	case 28: { /* madvise */
		struct lx_madvise_args *p = params;

		uarg[a++] = p->addr;
		uarg[a++] = p->len;
		iarg[a++] = p->advice;
		break;
	}
	case 29: { /* shmget */
		struct lx_shmget_args *p = params;

		iarg[a++] = p->key;
		uarg[a++] = p->size;
		iarg[a++] = p->shmflg;
		break;
	}
	case 30: { /* shmat */
		struct lx_shmat_args *p = params;

		iarg[a++] = p->shmid;
		uarg[a++] = (uintptr_t)p->shmaddr;
		iarg[a++] = p->shmflg;
		break;
	}
	case 31: { /* shmctl */
		struct lx_shmctl_args *p = params;

		iarg[a++] = p->shmid;
		iarg[a++] = p->cmd;
		uarg[a++] = (uintptr_t)p->buf;
		break;
	}
	case 32: { /* dup */
		struct dup_args *p = params;

		uarg[a++] = p->fd;
		break;
	}
	case 33: { /* dup2 */
		struct dup2_args *p = params;

		uarg[a++] = p->from;
		uarg[a++] = p->to;
		break;
	}
	case 35: { /* nanosleep */
		struct lx_nanosleep_args *p = params;

		uarg[a++] = (uintptr_t)p->rqtp;
		uarg[a++] = (uintptr_t)p->rmtp;
		break;
	}
	case 36: { /* getitimer */
		struct lx_getitimer_args *p = params;

		iarg[a++] = p->which;
		uarg[a++] = (uintptr_t)p->itv;
		break;
	}
	case 37: { /* alarm */
		struct lx_alarm_args *p = params;

		uarg[a++] = p->secs;
		break;
	}
	case 38: { /* setitimer */
		struct lx_setitimer_args *p = params;

		iarg[a++] = p->which;
		uarg[a++] = (uintptr_t)p->itv;
		uarg[a++] = (uintptr_t)p->oitv;
		break;
	}
	case 40: { /* sendfile */
		struct lx_sendfile_args *p = params;

		iarg[a++] = p->out;
		iarg[a++] = p->in;
		uarg[a++] = (uintptr_t)p->offset;
		uarg[a++] = p->count;
		break;
	}
	case 41: { /* socket */
		struct lx_socket_args *p = params;

		iarg[a++] = p->domain;
		iarg[a++] = p->type;
		iarg[a++] = p->protocol;
		break;
	}
	case 42: { /* connect */
		struct lx_connect_args *p = params;

		iarg[a++] = p->s;
		uarg[a++] = (uintptr_t)p->name;
		iarg[a++] = p->namelen;
		break;
	}
	case 43: { /* accept */
		struct lx_accept_args *p = params;

		iarg[a++] = p->s;
		uarg[a++] = (uintptr_t)p->name;
		uarg[a++] = (uintptr_t)p->namelen;
		break;
	}
	case 44: { /* sendto */
		struct lx_sendto_args *p = params;

		iarg[a++] = p->s;
		uarg[a++] = (uintptr_t)p->buf;
		uarg[a++] = p->len;
		iarg[a++] = p->flags;
		uarg[a++] = (uintptr_t)p->to;
		iarg[a++] = p->tolen;
		break;
	}
	case 45: { /* recvfrom */
		struct lx_recvfrom_args *p = params;

		iarg[a++] = p->s;
		uarg[a++] = (uintptr_t)p->buf;
		uarg[a++] = p->len;
		iarg[a++] = p->flags;
		uarg[a++] = (uintptr_t)p->from;
		uarg[a++] = (uintptr_t)p->fromlen;
		break;
	}
	case 46: { /* sendmsg */
		struct lx_sendmsg_args *p = params;

		iarg[a++] = p->s;
		uarg[a++] = (uintptr_t)p->msg;
		iarg[a++] = p->flags;
		break;
	}
	case 47: { /* recvmsg */
		struct lx_recvmsg_args *p = params;

		iarg[a++] = p->s;
		uarg[a++] = (uintptr_t)p->msg;
		iarg[a++] = p->flags;
		break;
	}
	case 48: { /* shutdown */
		struct lx_shutdown_args *p = params;

		iarg[a++] = p->s;
		iarg[a++] = p->how;
		break;
	}
	case 49: { /* bind */
		struct lx_bind_args *p = params;

		iarg[a++] = p->s;
		uarg[a++] = (uintptr_t)p->name;
		iarg[a++] = p->namelen;
		break;
	}
	case 50: { /* listen */
		struct lx_listen_args *p = params;

		iarg[a++] = p->s;
		iarg[a++] = p->backlog;
		break;
	}
	case 51: { /* getsockname */
		struct lx_getsockname_args *p = params;

		iarg[a++] = p->s;
		uarg[a++] = (uintptr_t)p->name;
		uarg[a++] = (uintptr_t)p->namelen;
		break;
	}
	case 52: { /* getpeername */
		struct lx_getpeername_args *p = params;

		iarg[a++] = p->s;
		uarg[a++] = (uintptr_t)p->name;
		uarg[a++] = (uintptr_t)p->namelen;
		break;
	}
	case 53: { /* socketpair */
		struct lx_socketpair_args *p = params;

		iarg[a++] = p->domain;
		iarg[a++] = p->type;
		iarg[a++] = p->protocol;
		uarg[a++] = (uintptr_t)p->sv;
		break;
	}
	case 54: { /* setsockopt */
		struct lx_setsockopt_args *p = params;

		iarg[a++] = p->s;
		iarg[a++] = p->level;
		iarg[a++] = p->name;
		uarg[a++] = (uintptr_t)p->val;
		iarg[a++] = p->vallen;
		break;
	}
	case 55: { /* getsockopt */
		struct lx_getsockopt_args *p = params;

		iarg[a++] = p->s;
		iarg[a++] = p->level;
		iarg[a++] = p->name;
		uarg[a++] = (uintptr_t)p->val;
		uarg[a++] = (uintptr_t)p->vallen;
		break;
	}
	case 56: { /* clone */
		struct lx_clone_args *p = params;

		uarg[a++] = p->flags;
		uarg[a++] = p->stack;
		uarg[a++] = (uintptr_t)p->parent_tid;
		uarg[a++] = (uintptr_t)p->child_tid;
		uarg[a++] = p->tls;
		break;
	}
	case 59: { /* execve */
		struct lx_execve_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->argv;
		uarg[a++] = (uintptr_t)p->envv;
		break;
	}
	case 60: { /* exit */
		struct lx_exit_args *p = params;

		iarg[a++] = p->status;
		break;
	}
	case 61: { /* wait4 */
		struct lx_wait4_args *p = params;

		iarg[a++] = p->pid;
		uarg[a++] = (uintptr_t)p->status;
		iarg[a++] = p->options;
		uarg[a++] = (uintptr_t)p->rusage;
		break;
	}
	case 62: { /* kill */
		struct lx_kill_args *p = params;

		iarg[a++] = p->pid;
		iarg[a++] = p->sig;
		break;
	}
	case 63: { /* uname */
		struct lx_uname_args *p = params;

		uarg[a++] = (uintptr_t)p->buf;
		break;
	}
	case 64: { /* semget */
		struct semget_args *p = params;

		iarg[a++] = p->key;
		iarg[a++] = p->nsems;
		iarg[a++] = p->semflg;
		break;
	}
	case 65: { /* semop */
		struct semop_args *p = params;

		iarg[a++] = p->semid;
		uarg[a++] = (uintptr_t)p->sops;
		uarg[a++] = p->nsops;
		break;
	}
	case 66: { /* semctl */
		struct lx_semctl_args *p = params;

		iarg[a++] = p->semid;
		iarg[a++] = p->semnum;
		iarg[a++] = p->cmd;
		uarg[a++] = p->arg;
		break;
	}
	case 67: { /* shmdt */
		struct shmdt_args *p = params;

		uarg[a++] = (uintptr_t)p->shmaddr;
		break;
	}
	case 68: { /* msgget */
		struct msgget_args *p = params;

		iarg[a++] = p->key;
		iarg[a++] = p->msgflg;
		break;
	}
	case 69: { /* msgsnd */
		struct lx_msgsnd_args *p = params;

		iarg[a++] = p->msqid;
		uarg[a++] = (uintptr_t)p->msgp;
		uarg[a++] = p->msgsz;
		iarg[a++] = p->msgflg;
		break;
	}
	case 70: { /* msgrcv */
		struct lx_msgrcv_args *p = params;

		iarg[a++] = p->msqid;
		uarg[a++] = (uintptr_t)p->msgp;
		uarg[a++] = p->msgsz;
		iarg[a++] = p->msgtyp;
		iarg[a++] = p->msgflg;
		break;
	}
	case 71: { /* msgctl */
		struct lx_msgctl_args *p = params;

		iarg[a++] = p->msqid;
		iarg[a++] = p->cmd;
		uarg[a++] = (uintptr_t)p->buf;
		break;
	}
	case 72: { /* fcntl */
		struct lx_fcntl_args *p = params;

		iarg[a++] = p->fd;
		iarg[a++] = p->cmd;
		uarg[a++] = p->arg;
		break;
	}
	case 73: { /* flock */
		struct flock_args *p = params;

		iarg[a++] = p->fd;
		iarg[a++] = p->how;
		break;
	}
	case 74: { /* fsync */
		struct fsync_args *p = params;

		iarg[a++] = p->fd;
		break;
	}
	case 75: { /* fdatasync */
		struct lx_fdatasync_args *p = params;

		iarg[a++] = p->fd;
		break;
	}
	case 76: { /* truncate */
		struct lx_truncate_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		iarg[a++] = p->length;
		break;
	}
	case 77: { /* ftruncate */
		struct lx_ftruncate_args *p = params;

		iarg[a++] = p->fd;
		iarg[a++] = p->length;
		break;
	}
	case 78: { /* getdents */
		struct lx_getdents_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->buf;
		uarg[a++] = p->count;
		break;
	}
	case 79: { /* getcwd */
		struct lx_getcwd_args *p = params;

		uarg[a++] = (uintptr_t)p->buf;
		uarg[a++] = p->size;
		break;
	}
	case 80: { /* chdir */
		struct lx_chdir_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		break;
	}
	case 81: { /* fchdir */
		struct fchdir_args *p = params;

		iarg[a++] = p->fd;
		break;
	}
	case 82: { /* rename */
		struct lx_rename_args *p = params;

		uarg[a++] = (uintptr_t)p->from;
		uarg[a++] = (uintptr_t)p->to;
		break;
	}
	case 83: { /* mkdir */
		struct lx_mkdir_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = p->mode;
		break;
	}
	case 84: { /* rmdir */
		struct lx_rmdir_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		break;
	}
	case 85: { /* creat */
		struct lx_creat_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = p->mode;
		break;
	}
	case 86: { /* link */
		struct lx_link_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->to;
		break;
	}
	case 87: { /* unlink */
		struct lx_unlink_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		break;
	}
	case 88: { /* symlink */
		struct lx_symlink_args *p = params;

		uarg[a++] = (uintptr_t)p->contents;
		uarg[a++] = (uintptr_t)p->path;
		break;
	}
	case 89: { /* readlink */
		struct lx_readlink_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->buf;
		iarg[a++] = p->count;
		break;
	}
	case 90: { /* chmod */
		struct lx_chmod_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = p->mode;
		break;
	}
	case 91: { /* fchmod */
		struct fchmod_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = p->mode;
		break;
	}
	case 92: { /* chown */
		struct lx_chown_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = p->uid;
		uarg[a++] = p->gid;
		break;
	}
	case 93: { /* fchown */
		struct fchown_args *p = params;

		iarg[a++] = p->fd;
		iarg[a++] = p->uid;
		iarg[a++] = p->gid;
		break;
	}
	case 94: { /* lchown */
		struct lx_lchown_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = p->uid;
		uarg[a++] = p->gid;
		break;
	}
	case 95: { /* umask */
		struct umask_args *p = params;

		uarg[a++] = p->newmask;
		break;
	}
	case 96: { /* gettimeofday */
		struct gettimeofday_args *p = params;

		uarg[a++] = (uintptr_t)p->tp;
		uarg[a++] = (uintptr_t)p->tzp;
		break;
	}
	case 97: { /* getrlimit */
		struct lx_getrlimit_args *p = params;

		uarg[a++] = p->which;
		uarg[a++] = (uintptr_t)p->rlim;
		break;
	}
	case 98: { /* getrusage */
		struct getrusage_args *p = params;

		iarg[a++] = p->who;
		uarg[a++] = (uintptr_t)p->rusage;
		break;
	}
	case 99: { /* sysinfo */
		struct lx_sysinfo_args *p = params;

		uarg[a++] = (uintptr_t)p->info;
		break;
	}
	case 100: { /* times */
		struct lx_times_args *p = params;

		uarg[a++] = (uintptr_t)p->buf;
		break;
	}
	case 105: { /* setuid */
		struct setuid_args *p = params;

		uarg[a++] = p->uid;
		break;
	}
	case 106: { /* setgid */
		struct setgid_args *p = params;

		uarg[a++] = p->gid;
		break;
	}
	case 109: { /* setpgid */
		struct setpgid_args *p = params;

		iarg[a++] = p->pid;
		iarg[a++] = p->pgid;
		break;
	}
	case 113: { /* setreuid */
		struct setreuid_args *p = params;

		iarg[a++] = p->ruid;
		iarg[a++] = p->euid;
		break;
	}
	case 114: { /* setregid */
		struct setregid_args *p = params;

		iarg[a++] = p->rgid;
		iarg[a++] = p->egid;
		break;
	}
	case 115: { /* getgroups */
		struct lx_getgroups_args *p = params;

		iarg[a++] = p->size;
		uarg[a++] = (uintptr_t)p->list;
		break;
	}
	case 116: { /* setgroups */
		struct lx_setgroups_args *p = params;

		iarg[a++] = p->size;
		uarg[a++] = (uintptr_t)p->list;
		break;
	}
	case 117: { /* setresuid */
		struct setresuid_args *p = params;

		uarg[a++] = p->ruid;
		uarg[a++] = p->euid;
		uarg[a++] = p->suid;
		break;
	}
	case 118: { /* getresuid */
		struct getresuid_args *p = params;

		uarg[a++] = (uintptr_t)p->ruid;
		uarg[a++] = (uintptr_t)p->euid;
		uarg[a++] = (uintptr_t)p->suid;
		break;
	}
	case 119: { /* setresgid */
		struct setresgid_args *p = params;

		uarg[a++] = p->rgid;
		uarg[a++] = p->egid;
		uarg[a++] = p->sgid;
		break;
	}
	case 120: { /* getresgid */
		struct getresgid_args *p = params;

		uarg[a++] = (uintptr_t)p->rgid;
		uarg[a++] = (uintptr_t)p->egid;
		uarg[a++] = (uintptr_t)p->sgid;
		break;
	}
	case 121: { /* getpgid */
		struct getpgid_args *p = params;

		iarg[a++] = p->pid;
		break;
	}
	case 122: { /* setfsuid */
		struct lx_setfsuid_args *p = params;

		uarg[a++] = p->uid;
		break;
	}
	case 123: { /* setfsgid */
		struct lx_setfsgid_args *p = params;

		uarg[a++] = p->gid;
		break;
	}
	case 124: { /* getsid */
		struct lx_getsid_args *p = params;

		iarg[a++] = p->pid;
		break;
	}
	case 127: { /* rt_sigpending */
		struct lx_rt_sigpending_args *p = params;

		uarg[a++] = (uintptr_t)p->set;
		uarg[a++] = p->sigsetsize;
		break;
	}
	case 128: { /* rt_sigtimedwait */
		struct lx_rt_sigtimedwait_args *p = params;

		uarg[a++] = (uintptr_t)p->set;
		uarg[a++] = (uintptr_t)p->info;
		uarg[a++] = (uintptr_t)p->timeout;
		uarg[a++] = p->sigsetsize;
		break;
	}
	case 129: { /* rt_sigqueueinfo */
		struct lx_rt_sigqueueinfo_args *p = params;

		iarg[a++] = p->pid;
		iarg[a++] = p->sig;
		uarg[a++] = (uintptr_t)p->info;
		break;
	}
	case 130: { /* rt_sigsuspend */
		struct lx_rt_sigsuspend_args *p = params;

		uarg[a++] = (uintptr_t)p->set;
		uarg[a++] = p->sigsetsize;
		break;
	}
	case 131: { /* sigaltstack */
		struct lx_sigaltstack_args *p = params;

		uarg[a++] = (uintptr_t)p->ss;
		uarg[a++] = (uintptr_t)p->oss;
		break;
	}
	case 132: { /* utime */
		struct lx_utime_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->times;
		break;
	}
	case 133: { /* mknod */
		struct lx_mknod_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = p->mode;
		uarg[a++] = p->dev;
		break;
	}
	case 135: { /* personality */
		struct lx_personality_args *p = params;

		uarg[a++] = p->persona;
		break;
	}
	case 137: { /* statfs */
		struct lx_statfs_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->buf;
		break;
	}
	case 138: { /* fstatfs */
		struct lx_fstatfs_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->buf;
		break;
	}
	case 140: { /* getpriority */
		struct lx_getpriority_args *p = params;

		iarg[a++] = p->which;
		iarg[a++] = p->who;
		break;
	}
	case 141: { /* setpriority */
		struct setpriority_args *p = params;

		iarg[a++] = p->which;
		iarg[a++] = p->who;
		iarg[a++] = p->prio;
		break;
	}
	case 142: { /* sched_setparam */
		struct lx_sched_setparam_args *p = params;

		iarg[a++] = p->pid;
		uarg[a++] = (uintptr_t)p->param;
		break;
	}
	case 143: { /* sched_getparam */
		struct lx_sched_getparam_args *p = params;

		iarg[a++] = p->pid;
		uarg[a++] = (uintptr_t)p->param;
		break;
	}
	case 144: { /* sched_setscheduler */
		struct lx_sched_setscheduler_args *p = params;

		iarg[a++] = p->pid;
		iarg[a++] = p->policy;
		uarg[a++] = (uintptr_t)p->param;
		break;
	}
	case 145: { /* sched_getscheduler */
		struct lx_sched_getscheduler_args *p = params;

		iarg[a++] = p->pid;
		break;
	}
	case 146: { /* sched_get_priority_max */
		struct lx_sched_get_priority_max_args *p = params;

		iarg[a++] = p->policy;
		break;
	}
	case 147: { /* sched_get_priority_min */
		struct lx_sched_get_priority_min_args *p = params;

		iarg[a++] = p->policy;
		break;
	}
	case 148: { /* sched_rr_get_interval */
		struct lx_sched_rr_get_interval_args *p = params;

		iarg[a++] = p->pid;
		uarg[a++] = (uintptr_t)p->interval;
		break;
	}
	case 149: { /* mlock */
		struct mlock_args *p = params;

		uarg[a++] = (uintptr_t)p->addr;
		uarg[a++] = p->len;
		break;
	}
	case 150: { /* munlock */
		struct munlock_args *p = params;

		uarg[a++] = (uintptr_t)p->addr;
		uarg[a++] = p->len;
		break;
	}
	case 151: { /* mlockall */
		struct mlockall_args *p = params;

		iarg[a++] = p->how;
		break;
	}
	case 157: { /* prctl */
		struct lx_prctl_args *p = params;

		iarg[a++] = p->option;
		uarg[a++] = p->arg2;
		uarg[a++] = p->arg3;
		uarg[a++] = p->arg4;
		uarg[a++] = p->arg5;
		break;
	}
	case 158: { /* arch_prctl */
		struct lx_arch_prctl_args *p = params;

		iarg[a++] = p->code;
		uarg[a++] = p->addr;
		break;
	}
	case 160: { /* setrlimit */
		struct lx_setrlimit_args *p = params;

		uarg[a++] = p->which;
		uarg[a++] = (uintptr_t)p->rlim;
		break;
	}
	case 161: { /* chroot */
		struct chroot_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		break;
	}
	case 163: { /* acct */
		struct acct_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		break;
	}
	case 164: { /* settimeofday */
		struct settimeofday_args *p = params;

		uarg[a++] = (uintptr_t)p->tv;
		uarg[a++] = (uintptr_t)p->tzp;
		break;
	}
	case 167: { /* swapon */
		struct swapon_args *p = params;

		uarg[a++] = (uintptr_t)p->name;
		break;
	}
	case 170: { /* sethostname */
		struct lx_sethostname_args *p = params;

		uarg[a++] = (uintptr_t)p->name;
		iarg[a++] = p->len;
		break;
	}
	case 171: { /* setdomainname */
		struct lx_setdomainname_args *p = params;

		uarg[a++] = (uintptr_t)p->name;
		iarg[a++] = p->len;
		break;
	}
	case 187: { /* readahead */
		struct lx_readahead_args *p = params;

		iarg[a++] = p->fd;
		iarg[a++] = p->offset;
		uarg[a++] = p->count;
		break;
	}
	case 188: { /* setxattr */
		struct lx_setxattr_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->name;
		uarg[a++] = (uintptr_t)p->value;
		uarg[a++] = p->size;
		iarg[a++] = p->flags;
		break;
	}
	case 189: { /* lsetxattr */
		struct lx_lsetxattr_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->name;
		uarg[a++] = (uintptr_t)p->value;
		uarg[a++] = p->size;
		iarg[a++] = p->flags;
		break;
	}
	case 190: { /* fsetxattr */
		struct lx_fsetxattr_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->name;
		uarg[a++] = (uintptr_t)p->value;
		uarg[a++] = p->size;
		iarg[a++] = p->flags;
		break;
	}
	case 191: { /* getxattr */
		struct lx_getxattr_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->name;
		uarg[a++] = (uintptr_t)p->value;
		uarg[a++] = p->size;
		break;
	}
	case 192: { /* lgetxattr */
		struct lx_lgetxattr_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->name;
		uarg[a++] = (uintptr_t)p->value;
		uarg[a++] = p->size;
		break;
	}
	case 193: { /* fgetxattr */
		struct lx_fgetxattr_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->name;
		uarg[a++] = (uintptr_t)p->value;
		uarg[a++] = p->size;
		break;
	}
	case 194: { /* listxattr */
		struct lx_listxattr_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->list;
		uarg[a++] = p->size;
		break;
	}
	case 195: { /* llistxattr */
		struct lx_llistxattr_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->list;
		uarg[a++] = p->size;
		break;
	}
	case 196: { /* flistxattr */
		struct lx_flistxattr_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->list;
		uarg[a++] = p->size;
		break;
	}
	case 197: { /* removexattr */
		struct lx_removexattr_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->name;
		break;
	}
	case 198: { /* lremovexattr */
		struct lx_lremovexattr_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->name;
		break;
	}
	case 199: { /* fremovexattr */
		struct lx_fremovexattr_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->name;
		break;
	}
	case 200: { /* tkill */
		struct lx_tkill_args *p = params;

		iarg[a++] = p->tid;
		iarg[a++] = p->sig;
		break;
	}
	case 201: { /* time */
		struct lx_time_args *p = params;

		uarg[a++] = (uintptr_t)p->t;
		break;
	}
	case 202: { /* futex */
		struct lx_futex_args *p = params;

		uarg[a++] = (uintptr_t)p->uaddr;
		iarg[a++] = p->op;
		uarg[a++] = p->val;
		uarg[a++] = (uintptr_t)p->timeout;
		uarg[a++] = (uintptr_t)p->uaddr2;
		uarg[a++] = p->val3;
		break;
	}
	case 203: { /* sched_setaffinity */
		struct lx_sched_setaffinity_args *p = params;

		iarg[a++] = p->pid;
		uarg[a++] = p->len;
		uarg[a++] = (uintptr_t)p->mask;
		break;
	}
	case 204: { /* sched_getaffinity */
		struct lx_sched_getaffinity_args *p = params;

		iarg[a++] = p->pid;
		uarg[a++] = p->len;
		uarg[a++] = (uintptr_t)p->mask;
		break;
	}
	case 213: { /* epoll_create */
		struct lx_epoll_create_args *p = params;

		iarg[a++] = p->size;
		break;
	}
	case 217: { /* getdents64 */
		struct lx_getdents64_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->buf;
		uarg[a++] = p->count;
		break;
	}
	case 218: { /* set_tid_address */
		struct lx_set_tid_address_args *p = params;

		uarg[a++] = (uintptr_t)p->tidptr;
		break;
	}
	case 220: { /* semtimedop */
		struct lx_semtimedop_args *p = params;

		iarg[a++] = p->semid;
		uarg[a++] = (uintptr_t)p->sops;
		uarg[a++] = p->nsops;
		uarg[a++] = (uintptr_t)p->timeout;
		break;
	}
	case 221: { /* fadvise64 */
		struct lx_fadvise64_args *p = params;

		iarg[a++] = p->fd;
		iarg[a++] = p->offset;
		iarg[a++] = p->len;
		iarg[a++] = p->advice;
		break;
	}
	case 222: { /* timer_create */
		struct lx_timer_create_args *p = params;

		iarg[a++] = p->which;
		uarg[a++] = (uintptr_t)p->evp;
		uarg[a++] = (uintptr_t)p->timerid;
		break;
	}
	case 223: { /* timer_settime */
		struct lx_timer_settime_args *p = params;

		uarg[a++] = p->timerid;
		iarg[a++] = p->flags;
		uarg[a++] = (uintptr_t)p->new_value;
		uarg[a++] = (uintptr_t)p->old_value;
		break;
	}
	case 224: { /* timer_gettime */
		struct lx_timer_gettime_args *p = params;

		uarg[a++] = p->timerid;
		uarg[a++] = (uintptr_t)p->value;
		break;
	}
	case 225: { /* timer_getoverrun */
		struct lx_timer_getoverrun_args *p = params;

		uarg[a++] = p->timerid;
		break;
	}
	case 226: { /* timer_delete */
		struct lx_timer_delete_args *p = params;

		uarg[a++] = p->timerid;
		break;
	}
	case 227: { /* clock_settime */
		struct lx_clock_settime_args *p = params;

		iarg[a++] = p->which;
		uarg[a++] = (uintptr_t)p->tp;
		break;
	}
	case 228: { /* clock_gettime */
		struct lx_clock_gettime_args *p = params;

		iarg[a++] = p->which;
		uarg[a++] = (uintptr_t)p->tp;
		break;
	}
	case 229: { /* clock_getres */
		struct lx_clock_getres_args *p = params;

		iarg[a++] = p->which;
		uarg[a++] = (uintptr_t)p->tp;
		break;
	}
	case 230: { /* clock_nanosleep */
		struct lx_clock_nanosleep_args *p = params;

		iarg[a++] = p->which;
		iarg[a++] = p->flags;
		uarg[a++] = (uintptr_t)p->rqtp;
		uarg[a++] = (uintptr_t)p->rmtp;
		break;
	}
	case 231: { /* exit_group */
		struct lx_exit_group_args *p = params;

		iarg[a++] = p->status;
		break;
	}
	case 232: { /* epoll_wait */
		struct lx_epoll_wait_args *p = params;

		iarg[a++] = p->epfd;
		uarg[a++] = (uintptr_t)p->events;
		iarg[a++] = p->maxevents;
		iarg[a++] = p->timeout;
		break;
	}
	case 233: { /* epoll_ctl */
		struct lx_epoll_ctl_args *p = params;

		iarg[a++] = p->epfd;
		iarg[a++] = p->op;
		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->event;
		break;
	}
	case 234: { /* tgkill */
		struct lx_tgkill_args *p = params;

		iarg[a++] = p->tgid;
		iarg[a++] = p->tid;
		iarg[a++] = p->sig;
		break;
	}
	case 235: { /* utimes */
		struct lx_utimes_args *p = params;

		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->tptr;
		break;
	}
	case 247: { /* waitid */
		struct lx_waitid_args *p = params;

		iarg[a++] = p->idtype;
		iarg[a++] = p->id;
		uarg[a++] = (uintptr_t)p->info;
		iarg[a++] = p->options;
		uarg[a++] = (uintptr_t)p->rusage;
		break;
	}
	case 254: { /* inotify_add_watch */
		struct lx_inotify_add_watch_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = p->mask;
		break;
	}
	case 255: { /* inotify_rm_watch */
		struct lx_inotify_rm_watch_args *p = params;

		iarg[a++] = p->fd;
		iarg[a++] = p->wd;
		break;
	}
	case 257: { /* openat */
		struct lx_openat_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		iarg[a++] = p->flags;
		uarg[a++] = p->mode;
		break;
	}
	case 258: { /* mkdirat */
		struct lx_mkdirat_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = p->mode;
		break;
	}
	case 259: { /* mknodat */
		struct lx_mknodat_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = p->mode;
		uarg[a++] = p->dev;
		break;
	}
	case 260: { /* fchownat */
		struct lx_fchownat_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = p->uid;
		uarg[a++] = p->gid;
		iarg[a++] = p->flags;
		break;
	}
	case 261: { /* futimesat */
		struct lx_futimesat_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->tptr;
		break;
	}
	case 262: { /* newfstatat */
		struct lx_newfstatat_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->buf;
		iarg[a++] = p->flags;
		break;
	}
	case 263: { /* unlinkat */
		struct lx_unlinkat_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		iarg[a++] = p->flags;
		break;
	}
	case 264: { /* renameat */
		struct lx_renameat_args *p = params;

		iarg[a++] = p->olddfd;
		uarg[a++] = (uintptr_t)p->from;
		iarg[a++] = p->newdfd;
		uarg[a++] = (uintptr_t)p->to;
		break;
	}
	case 265: { /* linkat */
		struct lx_linkat_args *p = params;

		iarg[a++] = p->olddfd;
		uarg[a++] = (uintptr_t)p->from;
		iarg[a++] = p->newdfd;
		uarg[a++] = (uintptr_t)p->to;
		iarg[a++] = p->flags;
		break;
	}
	case 266: { /* symlinkat */
		struct lx_symlinkat_args *p = params;

		uarg[a++] = (uintptr_t)p->contents;
		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		break;
	}
	case 267: { /* readlinkat */
		struct lx_readlinkat_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->buf;
		iarg[a++] = p->count;
		break;
	}
	case 268: { /* fchmodat */
		struct lx_fchmodat_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = p->mode;
		break;
	}
	case 269: { /* faccessat */
		struct lx_faccessat_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		iarg[a++] = p->amode;
		break;
	}
	case 270: { /* pselect6 */
		struct lx_pselect6_args *p = params;

		iarg[a++] = p->nfds;
		uarg[a++] = (uintptr_t)p->readfds;
		uarg[a++] = (uintptr_t)p->writefds;
		uarg[a++] = (uintptr_t)p->exceptfds;
		uarg[a++] = (uintptr_t)p->timeout;
		uarg[a++] = (uintptr_t)p->sig;
		break;
	}
	case 271: { /* ppoll */
		struct lx_ppoll_args *p = params;

		uarg[a++] = (uintptr_t)p->fds;
		uarg[a++] = p->nfds;
		uarg[a++] = (uintptr_t)p->timeout;
		uarg[a++] = (uintptr_t)p->set;
		uarg[a++] = p->sigsetsize;
		break;
	}
	case 273: { /* set_robust_list */
		struct lx_set_robust_list_args *p = params;

		uarg[a++] = (uintptr_t)p->head;
		uarg[a++] = p->len;
		break;
	}
	case 274: { /* get_robust_list */
		struct lx_get_robust_list_args *p = params;

		iarg[a++] = p->pid;
		uarg[a++] = (uintptr_t)p->head;
		uarg[a++] = (uintptr_t)p->len;
		break;
	}
	case 277: { /* sync_file_range */
		struct lx_sync_file_range_args *p = params;

		iarg[a++] = p->fd;
		iarg[a++] = p->offset;
		iarg[a++] = p->nbytes;
		uarg[a++] = p->flags;
		break;
	}
	case 280: { /* utimensat */
		struct lx_utimensat_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->times;
		iarg[a++] = p->flags;
		break;
	}
	case 281: { /* epoll_pwait */
		struct lx_epoll_pwait_args *p = params;

		iarg[a++] = p->epfd;
		uarg[a++] = (uintptr_t)p->events;
		iarg[a++] = p->maxevents;
		iarg[a++] = p->timeout;
		uarg[a++] = (uintptr_t)p->set;
		uarg[a++] = p->sigsetsize;
		break;
	}
	case 283: { /* timerfd_create */
		struct lx_timerfd_create_args *p = params;

		iarg[a++] = p->clockid;
		iarg[a++] = p->flags;
		break;
	}
	case 284: { /* eventfd */
		struct lx_eventfd_args *p = params;

		uarg[a++] = p->initval;
		break;
	}
	case 285: { /* fallocate */
		struct lx_fallocate_args *p = params;

		iarg[a++] = p->fd;
		iarg[a++] = p->mode;
		iarg[a++] = p->offset;
		iarg[a++] = p->len;
		break;
	}
	case 286: { /* timerfd_settime */
		struct lx_timerfd_settime_args *p = params;

		iarg[a++] = p->fd;
		iarg[a++] = p->flags;
		uarg[a++] = (uintptr_t)p->new_value;
		uarg[a++] = (uintptr_t)p->old_value;
		break;
	}
	case 287: { /* timerfd_gettime */
		struct lx_timerfd_gettime_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->value;
		break;
	}
	case 288: { /* accept4 */
		struct lx_accept4_args *p = params;

		iarg[a++] = p->s;
		uarg[a++] = (uintptr_t)p->name;
		uarg[a++] = (uintptr_t)p->namelen;
		iarg[a++] = p->flags;
		break;
	}
	case 290: { /* eventfd2 */
		struct lx_eventfd2_args *p = params;

		uarg[a++] = p->initval;
		iarg[a++] = p->flags;
		break;
	}
	case 291: { /* epoll_create1 */
		struct lx_epoll_create1_args *p = params;

		iarg[a++] = p->flags;
		break;
	}
	case 292: { /* dup3 */
		struct lx_dup3_args *p = params;

		iarg[a++] = p->oldfd;
		iarg[a++] = p->newfd;
		iarg[a++] = p->flags;
		break;
	}
	case 293: { /* pipe2 */
		struct lx_pipe2_args *p = params;

		uarg[a++] = (uintptr_t)p->fds;
		iarg[a++] = p->flags;
		break;
	}
	case 294: { /* inotify_init1 */
		struct lx_inotify_init1_args *p = params;

		iarg[a++] = p->flags;
		break;
	}
	case 295: { /* preadv */
		struct lx_preadv_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->iovp;
		uarg[a++] = p->iovcnt;
		uarg[a++] = p->pos_l;
		uarg[a++] = p->pos_h;
		break;
	}
	case 296: { /* pwritev */
		struct lx_pwritev_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->iovp;
		uarg[a++] = p->iovcnt;
		uarg[a++] = p->pos_l;
		uarg[a++] = p->pos_h;
		break;
	}
	case 297: { /* rt_tgsigqueueinfo */
		struct lx_rt_tgsigqueueinfo_args *p = params;

		iarg[a++] = p->tgid;
		iarg[a++] = p->tid;
		iarg[a++] = p->sig;
		uarg[a++] = (uintptr_t)p->info;
		break;
	}
	case 299: { /* recvmmsg */
		struct lx_recvmmsg_args *p = params;

		iarg[a++] = p->s;
		uarg[a++] = (uintptr_t)p->msg;
		uarg[a++] = p->vlen;
		uarg[a++] = p->flags;
		uarg[a++] = (uintptr_t)p->timeout;
		break;
	}
	case 302: { /* prlimit64 */
		struct lx_prlimit64_args *p = params;

		iarg[a++] = p->pid;
		uarg[a++] = p->which;
		uarg[a++] = (uintptr_t)p->new_lim;
		uarg[a++] = (uintptr_t)p->old_lim;
		break;
	}
	case 306: { /* syncfs */
		struct lx_syncfs_args *p = params;

		iarg[a++] = p->fd;
		break;
	}
	case 307: { /* sendmmsg */
		struct lx_sendmmsg_args *p = params;

		iarg[a++] = p->s;
		uarg[a++] = (uintptr_t)p->msg;
		uarg[a++] = p->vlen;
		uarg[a++] = p->flags;
		break;
	}
	case 309: { /* getcpu */
		struct lx_getcpu_args *p = params;

		uarg[a++] = (uintptr_t)p->cpu;
		uarg[a++] = (uintptr_t)p->node;
		uarg[a++] = (uintptr_t)p->cache;
		break;
	}
	case 312: { /* kcmp */
		struct lx_kcmp_args *p = params;

		iarg[a++] = p->pid1;
		iarg[a++] = p->pid2;
		iarg[a++] = p->type;
		uarg[a++] = p->idx1;
		uarg[a++] = p->idx2;
		break;
	}
	case 316: { /* renameat2 */
		struct lx_renameat2_args *p = params;

		iarg[a++] = p->olddfd;
		uarg[a++] = (uintptr_t)p->from;
		iarg[a++] = p->newdfd;
		uarg[a++] = (uintptr_t)p->to;
		uarg[a++] = p->flags;
		break;
	}
	case 318: { /* getrandom */
		struct lx_getrandom_args *p = params;

		uarg[a++] = (uintptr_t)p->buf;
		uarg[a++] = p->count;
		uarg[a++] = p->flags;
		break;
	}
	case 319: { /* memfd_create */
		struct lx_memfd_create_args *p = params;

		uarg[a++] = (uintptr_t)p->name;
		uarg[a++] = p->flags;
		break;
	}
	case 322: { /* execveat */
		struct lx_execveat_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = (uintptr_t)p->argv;
		uarg[a++] = (uintptr_t)p->envv;
		iarg[a++] = p->flags;
		break;
	}
	case 324: { /* membarrier */
		struct membarrier_args *p = params;

		iarg[a++] = p->cmd;
		uarg[a++] = p->flags;
		iarg[a++] = p->cpu_id;
		break;
	}
	case 325: { /* mlock2 */
		struct lx_mlock2_args *p = params;

		uarg[a++] = p->addr;
		uarg[a++] = p->len;
		iarg[a++] = p->flags;
		break;
	}
	case 326: { /* copy_file_range */
		struct lx_copy_file_range_args *p = params;

		iarg[a++] = p->fd_in;
		uarg[a++] = (uintptr_t)p->off_in;
		iarg[a++] = p->fd_out;
		uarg[a++] = (uintptr_t)p->off_out;
		uarg[a++] = p->len;
		uarg[a++] = p->flags;
		break;
	}
	case 327: { /* preadv2 */
		struct lx_preadv2_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->iovp;
		uarg[a++] = p->iovcnt;
		uarg[a++] = p->pos_l;
		uarg[a++] = p->pos_h;
		iarg[a++] = p->flags;
		break;
	}
	case 328: { /* pwritev2 */
		struct lx_pwritev2_args *p = params;

		iarg[a++] = p->fd;
		uarg[a++] = (uintptr_t)p->iovp;
		uarg[a++] = p->iovcnt;
		uarg[a++] = p->pos_l;
		uarg[a++] = p->pos_h;
		iarg[a++] = p->flags;
		break;
	}
	case 332: { /* statx */
		struct lx_statx_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = p->flags;
		uarg[a++] = p->mask;
		uarg[a++] = (uintptr_t)p->buf;
		break;
	}
	case 435: { /* clone3 */
		struct lx_clone3_args *p = params;

		uarg[a++] = (uintptr_t)p->uargs;
		uarg[a++] = p->size;
		break;
	}
	case 436: { /* close_range */
		struct lx_close_range_args *p = params;

		uarg[a++] = p->first;
		uarg[a++] = p->last;
		uarg[a++] = p->flags;
		break;
	}
	case 439: { /* faccessat2 */
		struct lx_faccessat2_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		iarg[a++] = p->amode;
		iarg[a++] = p->flags;
		break;
	}
	case 441: { /* epoll_pwait2 */
		struct lx_epoll_pwait2_args *p = params;

		iarg[a++] = p->epfd;
		uarg[a++] = (uintptr_t)p->events;
		iarg[a++] = p->maxevents;
		uarg[a++] = (uintptr_t)p->timeout;
		uarg[a++] = (uintptr_t)p->set;
		uarg[a++] = p->sigsetsize;
		break;
	}
	case 452: { /* fchmodat2 */
		struct lx_fchmodat2_args *p = params;

		iarg[a++] = p->dfd;
		uarg[a++] = (uintptr_t)p->path;
		uarg[a++] = p->mode;
		uarg[a++] = p->flags;
		break;
	}
	default:
		break;
	}
	*n_args = a;
}

/* The C type of argument ndx of call number. */
void
lx_systrace_entry_setargdesc(int number, int ndx, char *desc, size_t descsz)
{
	const char *p = NULL;

	switch (number) {
	case 0: /* read */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland void *";
			break;
		case 2:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 1: /* write */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const void *";
			break;
		case 2:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 2: /* open */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "lx_mode_t";
			break;
		default:
			break;
		}
		break;
	case 3: /* close */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 4: /* stat */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland struct lx_stat *";
			break;
		default:
			break;
		}
		break;
	case 5: /* fstat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct lx_stat *";
			break;
		default:
			break;
		}
		break;
	case 6: /* lstat */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland struct lx_stat *";
			break;
		default:
			break;
		}
		break;
	case 7: /* poll */
		switch (ndx) {
		case 0:
			p = "userland struct pollfd *";
			break;
		case 1:
			p = "u_int";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 8: /* lseek */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "off_t";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 9: /* mmap */
		switch (ndx) {
		case 0:
			p = "u_long";
			break;
		case 1:
			p = "u_long";
			break;
		case 2:
			p = "u_long";
			break;
		case 3:
			p = "u_long";
			break;
		case 4:
			p = "u_long";
			break;
		case 5:
			p = "u_long";
			break;
		default:
			break;
		}
		break;
	case 10: /* mprotect */
		switch (ndx) {
		case 0:
			p = "u_long";
			break;
		case 1:
			p = "size_t";
			break;
		case 2:
			p = "u_long";
			break;
		default:
			break;
		}
		break;
	case 11: /* munmap */
		switch (ndx) {
		case 0:
			p = "userland void *";
			break;
		case 1:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 12: /* brk */
		switch (ndx) {
		case 0:
			p = "u_long";
			break;
		default:
			break;
		}
		break;
	case 13: /* rt_sigaction */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const struct lx_sigaction *";
			break;
		case 2:
			p = "userland struct lx_sigaction *";
			break;
		case 3:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 14: /* rt_sigprocmask */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const lx_sigset_t *";
			break;
		case 2:
			p = "userland lx_sigset_t *";
			break;
		case 3:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 16: /* ioctl */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "u_int";
			break;
		case 2:
			p = "u_long";
			break;
		default:
			break;
		}
		break;
	case 17: /* pread64 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland void *";
			break;
		case 2:
			p = "size_t";
			break;
		case 3:
			p = "off_t";
			break;
		default:
			break;
		}
		break;
	case 18: /* pwrite64 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const void *";
			break;
		case 2:
			p = "size_t";
			break;
		case 3:
			p = "off_t";
			break;
		default:
			break;
		}
		break;
	case 19: /* readv */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const struct iovec *";
			break;
		case 2:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 20: /* writev */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const struct iovec *";
			break;
		case 2:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 21: /* access */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 22: /* pipe */
		switch (ndx) {
		case 0:
			p = "userland int *";
			break;
		default:
			break;
		}
		break;
	case 23: /* select */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland lx_fd_set *";
			break;
		case 2:
			p = "userland lx_fd_set *";
			break;
		case 3:
			p = "userland lx_fd_set *";
			break;
		case 4:
			p = "userland struct timeval *";
			break;
		default:
			break;
		}
		break;
	case 25: /* mremap */
		switch (ndx) {
		case 0:
			p = "u_long";
			break;
		case 1:
			p = "u_long";
			break;
		case 2:
			p = "u_long";
			break;
		case 3:
			p = "u_long";
			break;
		case 4:
			p = "u_long";
			break;
		default:
			break;
		}
		break;
	case 26: /* msync */
		switch (ndx) {
		case 0:
			p = "u_long";
			break;
		case 1:
			p = "size_t";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 27: /* mincore */
		switch (ndx) {
		case 0:
			p = "u_long";
			break;
		case 1:
			p = "size_t";
			break;
		case 2:
			p = "userland u_char *";
			break;
		default:
			break;
		}
		break;
	case 28: /* madvise */
		switch (ndx) {
		case 0:
			p = "u_long";
			break;
		case 1:
			p = "size_t";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 29: /* shmget */
		switch (ndx) {
		case 0:
			p = "key_t";
			break;
		case 1:
			p = "size_t";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 30: /* shmat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const void *";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 31: /* shmctl */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "userland struct lx_shmid_ds *";
			break;
		default:
			break;
		}
		break;
	case 32: /* dup */
		switch (ndx) {
		case 0:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 33: /* dup2 */
		switch (ndx) {
		case 0:
			p = "u_int";
			break;
		case 1:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 35: /* nanosleep */
		switch (ndx) {
		case 0:
			p = "userland const struct timespec *";
			break;
		case 1:
			p = "userland struct timespec *";
			break;
		default:
			break;
		}
		break;
	case 36: /* getitimer */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct itimerval *";
			break;
		default:
			break;
		}
		break;
	case 37: /* alarm */
		switch (ndx) {
		case 0:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 38: /* setitimer */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const struct itimerval *";
			break;
		case 2:
			p = "userland struct itimerval *";
			break;
		default:
			break;
		}
		break;
	case 40: /* sendfile */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "userland off_t *";
			break;
		case 3:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 41: /* socket */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 42: /* connect */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const void *";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 43: /* accept */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland void *";
			break;
		case 2:
			p = "userland int *";
			break;
		default:
			break;
		}
		break;
	case 44: /* sendto */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const void *";
			break;
		case 2:
			p = "size_t";
			break;
		case 3:
			p = "int";
			break;
		case 4:
			p = "userland const void *";
			break;
		case 5:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 45: /* recvfrom */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland void *";
			break;
		case 2:
			p = "size_t";
			break;
		case 3:
			p = "int";
			break;
		case 4:
			p = "userland void *";
			break;
		case 5:
			p = "userland int *";
			break;
		default:
			break;
		}
		break;
	case 46: /* sendmsg */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const struct lx_msghdr *";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 47: /* recvmsg */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct lx_msghdr *";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 48: /* shutdown */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 49: /* bind */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const void *";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 50: /* listen */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 51: /* getsockname */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland void *";
			break;
		case 2:
			p = "userland int *";
			break;
		default:
			break;
		}
		break;
	case 52: /* getpeername */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland void *";
			break;
		case 2:
			p = "userland int *";
			break;
		default:
			break;
		}
		break;
	case 53: /* socketpair */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "userland int *";
			break;
		default:
			break;
		}
		break;
	case 54: /* setsockopt */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "userland const void *";
			break;
		case 4:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 55: /* getsockopt */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "userland void *";
			break;
		case 4:
			p = "userland int *";
			break;
		default:
			break;
		}
		break;
	case 56: /* clone */
		switch (ndx) {
		case 0:
			p = "u_long";
			break;
		case 1:
			p = "u_long";
			break;
		case 2:
			p = "userland int *";
			break;
		case 3:
			p = "userland int *";
			break;
		case 4:
			p = "u_long";
			break;
		default:
			break;
		}
		break;
	case 59: /* execve */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland char **";
			break;
		case 2:
			p = "userland char **";
			break;
		default:
			break;
		}
		break;
	case 60: /* exit */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 61: /* wait4 */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "userland int *";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "userland struct rusage *";
			break;
		default:
			break;
		}
		break;
	case 62: /* kill */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 63: /* uname */
		switch (ndx) {
		case 0:
			p = "userland struct lx_utsname *";
			break;
		default:
			break;
		}
		break;
	case 64: /* semget */
		switch (ndx) {
		case 0:
			p = "key_t";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 65: /* semop */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct sembuf *";
			break;
		case 2:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 66: /* semctl */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "u_long";
			break;
		default:
			break;
		}
		break;
	case 67: /* shmdt */
		switch (ndx) {
		case 0:
			p = "userland const void *";
			break;
		default:
			break;
		}
		break;
	case 68: /* msgget */
		switch (ndx) {
		case 0:
			p = "key_t";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 69: /* msgsnd */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const void *";
			break;
		case 2:
			p = "size_t";
			break;
		case 3:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 70: /* msgrcv */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland void *";
			break;
		case 2:
			p = "size_t";
			break;
		case 3:
			p = "long";
			break;
		case 4:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 71: /* msgctl */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "userland struct lx_msqid_ds *";
			break;
		default:
			break;
		}
		break;
	case 72: /* fcntl */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "u_long";
			break;
		default:
			break;
		}
		break;
	case 73: /* flock */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 74: /* fsync */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 75: /* fdatasync */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 76: /* truncate */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "off_t";
			break;
		default:
			break;
		}
		break;
	case 77: /* ftruncate */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "off_t";
			break;
		default:
			break;
		}
		break;
	case 78: /* getdents */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland void *";
			break;
		case 2:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 79: /* getcwd */
		switch (ndx) {
		case 0:
			p = "userland char *";
			break;
		case 1:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 80: /* chdir */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 81: /* fchdir */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 82: /* rename */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 83: /* mkdir */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "lx_mode_t";
			break;
		default:
			break;
		}
		break;
	case 84: /* rmdir */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 85: /* creat */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "lx_mode_t";
			break;
		default:
			break;
		}
		break;
	case 86: /* link */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 87: /* unlink */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 88: /* symlink */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 89: /* readlink */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland char *";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 90: /* chmod */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "lx_mode_t";
			break;
		default:
			break;
		}
		break;
	case 91: /* fchmod */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "mode_t";
			break;
		default:
			break;
		}
		break;
	case 92: /* chown */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "uid_t";
			break;
		case 2:
			p = "gid_t";
			break;
		default:
			break;
		}
		break;
	case 93: /* fchown */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 94: /* lchown */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "uid_t";
			break;
		case 2:
			p = "gid_t";
			break;
		default:
			break;
		}
		break;
	case 95: /* umask */
		switch (ndx) {
		case 0:
			p = "mode_t";
			break;
		default:
			break;
		}
		break;
	case 96: /* gettimeofday */
		switch (ndx) {
		case 0:
			p = "userland struct timeval *";
			break;
		case 1:
			p = "userland struct timezone *";
			break;
		default:
			break;
		}
		break;
	case 97: /* getrlimit */
		switch (ndx) {
		case 0:
			p = "u_int";
			break;
		case 1:
			p = "userland struct lx_rlimit64 *";
			break;
		default:
			break;
		}
		break;
	case 98: /* getrusage */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct rusage *";
			break;
		default:
			break;
		}
		break;
	case 99: /* sysinfo */
		switch (ndx) {
		case 0:
			p = "userland struct lx_sysinfo *";
			break;
		default:
			break;
		}
		break;
	case 100: /* times */
		switch (ndx) {
		case 0:
			p = "userland struct lx_tms *";
			break;
		default:
			break;
		}
		break;
	case 105: /* setuid */
		switch (ndx) {
		case 0:
			p = "uid_t";
			break;
		default:
			break;
		}
		break;
	case 106: /* setgid */
		switch (ndx) {
		case 0:
			p = "gid_t";
			break;
		default:
			break;
		}
		break;
	case 109: /* setpgid */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 113: /* setreuid */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 114: /* setregid */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 115: /* getgroups */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland gid_t *";
			break;
		default:
			break;
		}
		break;
	case 116: /* setgroups */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const gid_t *";
			break;
		default:
			break;
		}
		break;
	case 117: /* setresuid */
		switch (ndx) {
		case 0:
			p = "uid_t";
			break;
		case 1:
			p = "uid_t";
			break;
		case 2:
			p = "uid_t";
			break;
		default:
			break;
		}
		break;
	case 118: /* getresuid */
		switch (ndx) {
		case 0:
			p = "userland uid_t *";
			break;
		case 1:
			p = "userland uid_t *";
			break;
		case 2:
			p = "userland uid_t *";
			break;
		default:
			break;
		}
		break;
	case 119: /* setresgid */
		switch (ndx) {
		case 0:
			p = "gid_t";
			break;
		case 1:
			p = "gid_t";
			break;
		case 2:
			p = "gid_t";
			break;
		default:
			break;
		}
		break;
	case 120: /* getresgid */
		switch (ndx) {
		case 0:
			p = "userland gid_t *";
			break;
		case 1:
			p = "userland gid_t *";
			break;
		case 2:
			p = "userland gid_t *";
			break;
		default:
			break;
		}
		break;
	case 121: /* getpgid */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		default:
			break;
		}
		break;
	case 122: /* setfsuid */
		switch (ndx) {
		case 0:
			p = "uid_t";
			break;
		default:
			break;
		}
		break;
	case 123: /* setfsgid */
		switch (ndx) {
		case 0:
			p = "gid_t";
			break;
		default:
			break;
		}
		break;
	case 124: /* getsid */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		default:
			break;
		}
		break;
	case 127: /* rt_sigpending */
		switch (ndx) {
		case 0:
			p = "userland lx_sigset_t *";
			break;
		case 1:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 128: /* rt_sigtimedwait */
		switch (ndx) {
		case 0:
			p = "userland const lx_sigset_t *";
			break;
		case 1:
			p = "userland lx_siginfo_t *";
			break;
		case 2:
			p = "userland const struct timespec *";
			break;
		case 3:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 129: /* rt_sigqueueinfo */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "userland lx_siginfo_t *";
			break;
		default:
			break;
		}
		break;
	case 130: /* rt_sigsuspend */
		switch (ndx) {
		case 0:
			p = "userland const lx_sigset_t *";
			break;
		case 1:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 131: /* sigaltstack */
		switch (ndx) {
		case 0:
			p = "userland const lx_stack_t *";
			break;
		case 1:
			p = "userland lx_stack_t *";
			break;
		default:
			break;
		}
		break;
	case 132: /* utime */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland const struct lx_utimbuf *";
			break;
		default:
			break;
		}
		break;
	case 133: /* mknod */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "lx_mode_t";
			break;
		case 2:
			p = "lx_dev_t";
			break;
		default:
			break;
		}
		break;
	case 135: /* personality */
		switch (ndx) {
		case 0:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 137: /* statfs */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland struct lx_statfs *";
			break;
		default:
			break;
		}
		break;
	case 138: /* fstatfs */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct lx_statfs *";
			break;
		default:
			break;
		}
		break;
	case 140: /* getpriority */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 141: /* setpriority */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 142: /* sched_setparam */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "userland const struct sched_param *";
			break;
		default:
			break;
		}
		break;
	case 143: /* sched_getparam */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "userland struct sched_param *";
			break;
		default:
			break;
		}
		break;
	case 144: /* sched_setscheduler */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "userland const struct sched_param *";
			break;
		default:
			break;
		}
		break;
	case 145: /* sched_getscheduler */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		default:
			break;
		}
		break;
	case 146: /* sched_get_priority_max */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 147: /* sched_get_priority_min */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 148: /* sched_rr_get_interval */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "userland struct timespec *";
			break;
		default:
			break;
		}
		break;
	case 149: /* mlock */
		switch (ndx) {
		case 0:
			p = "userland const void *";
			break;
		case 1:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 150: /* munlock */
		switch (ndx) {
		case 0:
			p = "userland const void *";
			break;
		case 1:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 151: /* mlockall */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 157: /* prctl */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "u_long";
			break;
		case 2:
			p = "u_long";
			break;
		case 3:
			p = "u_long";
			break;
		case 4:
			p = "u_long";
			break;
		default:
			break;
		}
		break;
	case 158: /* arch_prctl */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "u_long";
			break;
		default:
			break;
		}
		break;
	case 160: /* setrlimit */
		switch (ndx) {
		case 0:
			p = "u_int";
			break;
		case 1:
			p = "userland const struct lx_rlimit64 *";
			break;
		default:
			break;
		}
		break;
	case 161: /* chroot */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 163: /* acct */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 164: /* settimeofday */
		switch (ndx) {
		case 0:
			p = "userland const struct timeval *";
			break;
		case 1:
			p = "userland const struct timezone *";
			break;
		default:
			break;
		}
		break;
	case 167: /* swapon */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 170: /* sethostname */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 171: /* setdomainname */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 187: /* readahead */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "off_t";
			break;
		case 2:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 188: /* setxattr */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "userland const void *";
			break;
		case 3:
			p = "size_t";
			break;
		case 4:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 189: /* lsetxattr */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "userland const void *";
			break;
		case 3:
			p = "size_t";
			break;
		case 4:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 190: /* fsetxattr */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "userland const void *";
			break;
		case 3:
			p = "size_t";
			break;
		case 4:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 191: /* getxattr */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "userland void *";
			break;
		case 3:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 192: /* lgetxattr */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "userland void *";
			break;
		case 3:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 193: /* fgetxattr */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "userland void *";
			break;
		case 3:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 194: /* listxattr */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland char *";
			break;
		case 2:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 195: /* llistxattr */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland char *";
			break;
		case 2:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 196: /* flistxattr */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland char *";
			break;
		case 2:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 197: /* removexattr */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 198: /* lremovexattr */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 199: /* fremovexattr */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 200: /* tkill */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 201: /* time */
		switch (ndx) {
		case 0:
			p = "userland long *";
			break;
		default:
			break;
		}
		break;
	case 202: /* futex */
		switch (ndx) {
		case 0:
			p = "userland uint32_t *";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "uint32_t";
			break;
		case 3:
			p = "userland const struct timespec *";
			break;
		case 4:
			p = "userland uint32_t *";
			break;
		case 5:
			p = "uint32_t";
			break;
		default:
			break;
		}
		break;
	case 203: /* sched_setaffinity */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "u_int";
			break;
		case 2:
			p = "userland const u_long *";
			break;
		default:
			break;
		}
		break;
	case 204: /* sched_getaffinity */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "u_int";
			break;
		case 2:
			p = "userland u_long *";
			break;
		default:
			break;
		}
		break;
	case 213: /* epoll_create */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 217: /* getdents64 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland void *";
			break;
		case 2:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 218: /* set_tid_address */
		switch (ndx) {
		case 0:
			p = "userland int *";
			break;
		default:
			break;
		}
		break;
	case 220: /* semtimedop */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct sembuf *";
			break;
		case 2:
			p = "size_t";
			break;
		case 3:
			p = "userland const struct timespec *";
			break;
		default:
			break;
		}
		break;
	case 221: /* fadvise64 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "off_t";
			break;
		case 2:
			p = "off_t";
			break;
		case 3:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 222: /* timer_create */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct lx_sigevent *";
			break;
		case 2:
			p = "userland int *";
			break;
		default:
			break;
		}
		break;
	case 223: /* timer_settime */
		switch (ndx) {
		case 0:
			p = "lx_timer_t";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "userland const struct itimerspec *";
			break;
		case 3:
			p = "userland struct itimerspec *";
			break;
		default:
			break;
		}
		break;
	case 224: /* timer_gettime */
		switch (ndx) {
		case 0:
			p = "lx_timer_t";
			break;
		case 1:
			p = "userland struct itimerspec *";
			break;
		default:
			break;
		}
		break;
	case 225: /* timer_getoverrun */
		switch (ndx) {
		case 0:
			p = "lx_timer_t";
			break;
		default:
			break;
		}
		break;
	case 226: /* timer_delete */
		switch (ndx) {
		case 0:
			p = "lx_timer_t";
			break;
		default:
			break;
		}
		break;
	case 227: /* clock_settime */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const struct timespec *";
			break;
		default:
			break;
		}
		break;
	case 228: /* clock_gettime */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct timespec *";
			break;
		default:
			break;
		}
		break;
	case 229: /* clock_getres */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct timespec *";
			break;
		default:
			break;
		}
		break;
	case 230: /* clock_nanosleep */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "userland const struct timespec *";
			break;
		case 3:
			p = "userland struct timespec *";
			break;
		default:
			break;
		}
		break;
	case 231: /* exit_group */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 232: /* epoll_wait */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct lx_epoll_event *";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 233: /* epoll_ctl */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "userland struct lx_epoll_event *";
			break;
		default:
			break;
		}
		break;
	case 234: /* tgkill */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "pid_t";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 235: /* utimes */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland const struct timeval *";
			break;
		default:
			break;
		}
		break;
	case 247: /* waitid */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "pid_t";
			break;
		case 2:
			p = "userland lx_siginfo_t *";
			break;
		case 3:
			p = "int";
			break;
		case 4:
			p = "userland struct rusage *";
			break;
		default:
			break;
		}
		break;
	case 254: /* inotify_add_watch */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "uint32_t";
			break;
		default:
			break;
		}
		break;
	case 255: /* inotify_rm_watch */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 257: /* openat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "lx_mode_t";
			break;
		default:
			break;
		}
		break;
	case 258: /* mkdirat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "lx_mode_t";
			break;
		default:
			break;
		}
		break;
	case 259: /* mknodat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "lx_mode_t";
			break;
		case 3:
			p = "lx_dev_t";
			break;
		default:
			break;
		}
		break;
	case 260: /* fchownat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "uid_t";
			break;
		case 3:
			p = "gid_t";
			break;
		case 4:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 261: /* futimesat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "userland const struct timeval *";
			break;
		default:
			break;
		}
		break;
	case 262: /* newfstatat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "userland struct lx_stat *";
			break;
		case 3:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 263: /* unlinkat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 264: /* renameat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 265: /* linkat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "userland const char *";
			break;
		case 4:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 266: /* symlinkat */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "userland const char *";
			break;
		default:
			break;
		}
		break;
	case 267: /* readlinkat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "userland char *";
			break;
		case 3:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 268: /* fchmodat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "lx_mode_t";
			break;
		default:
			break;
		}
		break;
	case 269: /* faccessat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 270: /* pselect6 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland lx_fd_set *";
			break;
		case 2:
			p = "userland lx_fd_set *";
			break;
		case 3:
			p = "userland lx_fd_set *";
			break;
		case 4:
			p = "userland struct timespec *";
			break;
		case 5:
			p = "userland const void *";
			break;
		default:
			break;
		}
		break;
	case 271: /* ppoll */
		switch (ndx) {
		case 0:
			p = "userland struct pollfd *";
			break;
		case 1:
			p = "u_int";
			break;
		case 2:
			p = "userland struct timespec *";
			break;
		case 3:
			p = "userland const lx_sigset_t *";
			break;
		case 4:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 273: /* set_robust_list */
		switch (ndx) {
		case 0:
			p = "userland struct lx_robust_list_head *";
			break;
		case 1:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 274: /* get_robust_list */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct lx_robust_list_head **";
			break;
		case 2:
			p = "userland size_t *";
			break;
		default:
			break;
		}
		break;
	case 277: /* sync_file_range */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "off_t";
			break;
		case 2:
			p = "off_t";
			break;
		case 3:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 280: /* utimensat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "userland const struct timespec *";
			break;
		case 3:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 281: /* epoll_pwait */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct lx_epoll_event *";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "int";
			break;
		case 4:
			p = "userland const lx_sigset_t *";
			break;
		case 5:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 283: /* timerfd_create */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 284: /* eventfd */
		switch (ndx) {
		case 0:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 285: /* fallocate */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "off_t";
			break;
		case 3:
			p = "off_t";
			break;
		default:
			break;
		}
		break;
	case 286: /* timerfd_settime */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "userland const struct itimerspec *";
			break;
		case 3:
			p = "userland struct itimerspec *";
			break;
		default:
			break;
		}
		break;
	case 287: /* timerfd_gettime */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct itimerspec *";
			break;
		default:
			break;
		}
		break;
	case 288: /* accept4 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland void *";
			break;
		case 2:
			p = "userland int *";
			break;
		case 3:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 290: /* eventfd2 */
		switch (ndx) {
		case 0:
			p = "u_int";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 291: /* epoll_create1 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 292: /* dup3 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "int";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 293: /* pipe2 */
		switch (ndx) {
		case 0:
			p = "userland int *";
			break;
		case 1:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 294: /* inotify_init1 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 295: /* preadv */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const struct iovec *";
			break;
		case 2:
			p = "u_int";
			break;
		case 3:
			p = "u_long";
			break;
		case 4:
			p = "u_long";
			break;
		default:
			break;
		}
		break;
	case 296: /* pwritev */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const struct iovec *";
			break;
		case 2:
			p = "u_int";
			break;
		case 3:
			p = "u_long";
			break;
		case 4:
			p = "u_long";
			break;
		default:
			break;
		}
		break;
	case 297: /* rt_tgsigqueueinfo */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "pid_t";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "userland lx_siginfo_t *";
			break;
		default:
			break;
		}
		break;
	case 299: /* recvmmsg */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct lx_mmsghdr *";
			break;
		case 2:
			p = "u_int";
			break;
		case 3:
			p = "u_int";
			break;
		case 4:
			p = "userland struct timespec *";
			break;
		default:
			break;
		}
		break;
	case 302: /* prlimit64 */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "u_int";
			break;
		case 2:
			p = "userland const struct lx_rlimit64 *";
			break;
		case 3:
			p = "userland struct lx_rlimit64 *";
			break;
		default:
			break;
		}
		break;
	case 306: /* syncfs */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 307: /* sendmmsg */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct lx_mmsghdr *";
			break;
		case 2:
			p = "u_int";
			break;
		case 3:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 309: /* getcpu */
		switch (ndx) {
		case 0:
			p = "userland u_int *";
			break;
		case 1:
			p = "userland u_int *";
			break;
		case 2:
			p = "userland void *";
			break;
		default:
			break;
		}
		break;
	case 312: /* kcmp */
		switch (ndx) {
		case 0:
			p = "pid_t";
			break;
		case 1:
			p = "pid_t";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "u_long";
			break;
		case 4:
			p = "u_long";
			break;
		default:
			break;
		}
		break;
	case 316: /* renameat2 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "userland const char *";
			break;
		case 4:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 318: /* getrandom */
		switch (ndx) {
		case 0:
			p = "userland void *";
			break;
		case 1:
			p = "size_t";
			break;
		case 2:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 319: /* memfd_create */
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 322: /* execveat */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "userland char **";
			break;
		case 3:
			p = "userland char **";
			break;
		case 4:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 324: /* membarrier */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "u_int";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 325: /* mlock2 */
		switch (ndx) {
		case 0:
			p = "u_long";
			break;
		case 1:
			p = "size_t";
			break;
		case 2:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 326: /* copy_file_range */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland off_t *";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "userland off_t *";
			break;
		case 4:
			p = "size_t";
			break;
		case 5:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 327: /* preadv2 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const struct iovec *";
			break;
		case 2:
			p = "u_int";
			break;
		case 3:
			p = "u_long";
			break;
		case 4:
			p = "u_long";
			break;
		case 5:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 328: /* pwritev2 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const struct iovec *";
			break;
		case 2:
			p = "u_int";
			break;
		case 3:
			p = "u_long";
			break;
		case 4:
			p = "u_long";
			break;
		case 5:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 332: /* statx */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "u_int";
			break;
		case 3:
			p = "u_int";
			break;
		case 4:
			p = "userland struct lx_statx *";
			break;
		default:
			break;
		}
		break;
	case 435: /* clone3 */
		switch (ndx) {
		case 0:
			p = "userland const struct lx_clone_block *";
			break;
		case 1:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 436: /* close_range */
		switch (ndx) {
		case 0:
			p = "u_int";
			break;
		case 1:
			p = "u_int";
			break;
		case 2:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	case 439: /* faccessat2 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "int";
			break;
		default:
			break;
		}
		break;
	case 441: /* epoll_pwait2 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland struct lx_epoll_event *";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "userland const struct timespec *";
			break;
		case 4:
			p = "userland const lx_sigset_t *";
			break;
		case 5:
			p = "size_t";
			break;
		default:
			break;
		}
		break;
	case 452: /* fchmodat2 */
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland const char *";
			break;
		case 2:
			p = "lx_mode_t";
			break;
		case 3:
			p = "u_int";
			break;
		default:
			break;
		}
		break;
	default:
		break;
	}
	if (p != NULL)
		(void)strlcpy(desc, p, descsz);
}

/* The C type of what call number returns: the value and the errno, both int. */
void
lx_systrace_return_setargdesc(int number, int ndx, char *desc, size_t descsz)
{
	if (number >= 0 && number < 472 && (ndx == 0 || ndx == 1))
		(void)strlcpy(desc, "int", descsz);
}
