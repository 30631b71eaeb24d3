/* SPDX-License-Identifier: BSD-2-Clause */
/* Argument structs and prototypes of the system calls. Generated from syscalls.master by makesyscalls.awk: do not edit. */
#ifndef KMOD_LX_PROTO_H
#define KMOD_LX_PROTO_H

#include <sys/types.h>
#include <sys/sysproto.h>

#include <bsm/audit_kevents.h>

#include "kmod/tables/lx_types.h"

struct thread;
struct iovec;
struct itimerspec;
struct itimerval;
struct lx_clone_block;
struct lx_epoll_event;
struct lx_mmsghdr;
struct lx_msghdr;
struct lx_msqid_ds;
struct lx_rlimit64;
struct lx_robust_list_head;
struct lx_shmid_ds;
struct lx_sigaction;
struct lx_sigevent;
struct lx_stat;
struct lx_statfs;
struct lx_statx;
struct lx_sysinfo;
struct lx_tms;
struct lx_utimbuf;
struct lx_utsname;
struct pollfd;
struct rusage;
struct sched_param;
struct sembuf;
struct timespec;
struct timeval;
struct timezone;

/* Each argument fills a register; these are little-endian machines. */
#define LX_PAD_(t) (sizeof(syscallarg_t) <= sizeof(t) ? 0 : sizeof(syscallarg_t) - sizeof(t))

struct lx_write_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	const void *buf;
	char buf_pad_[LX_PAD_(const void *)];
	size_t nbyte;
	char nbyte_pad_[LX_PAD_(size_t)];
};
struct lx_open_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
	lx_mode_t mode;
	char mode_pad_[LX_PAD_(lx_mode_t)];
};
struct lx_stat_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	struct lx_stat *buf;
	char buf_pad_[LX_PAD_(struct lx_stat *)];
};
struct lx_fstat_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	struct lx_stat *buf;
	char buf_pad_[LX_PAD_(struct lx_stat *)];
};
struct lx_lstat_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	struct lx_stat *buf;
	char buf_pad_[LX_PAD_(struct lx_stat *)];
};
struct lx_poll_args {
	struct pollfd *fds;
	char fds_pad_[LX_PAD_(struct pollfd *)];
	u_int nfds;
	char nfds_pad_[LX_PAD_(u_int)];
	int timeout;
	char timeout_pad_[LX_PAD_(int)];
};
struct lx_lseek_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	off_t offset;
	char offset_pad_[LX_PAD_(off_t)];
	int whence;
	char whence_pad_[LX_PAD_(int)];
};
struct lx_mmap_args {
	u_long addr;
	char addr_pad_[LX_PAD_(u_long)];
	u_long len;
	char len_pad_[LX_PAD_(u_long)];
	u_long prot;
	char prot_pad_[LX_PAD_(u_long)];
	u_long flags;
	char flags_pad_[LX_PAD_(u_long)];
	u_long fd;
	char fd_pad_[LX_PAD_(u_long)];
	u_long offset;
	char offset_pad_[LX_PAD_(u_long)];
};
struct lx_mprotect_args {
	u_long addr;
	char addr_pad_[LX_PAD_(u_long)];
	size_t len;
	char len_pad_[LX_PAD_(size_t)];
	u_long prot;
	char prot_pad_[LX_PAD_(u_long)];
};
struct lx_brk_args {
	u_long addr;
	char addr_pad_[LX_PAD_(u_long)];
};
struct lx_rt_sigaction_args {
	int sig;
	char sig_pad_[LX_PAD_(int)];
	const struct lx_sigaction *act;
	char act_pad_[LX_PAD_(const struct lx_sigaction *)];
	struct lx_sigaction *oact;
	char oact_pad_[LX_PAD_(struct lx_sigaction *)];
	size_t sigsetsize;
	char sigsetsize_pad_[LX_PAD_(size_t)];
};
struct lx_rt_sigprocmask_args {
	int how;
	char how_pad_[LX_PAD_(int)];
	const lx_sigset_t *set;
	char set_pad_[LX_PAD_(const lx_sigset_t *)];
	lx_sigset_t *oset;
	char oset_pad_[LX_PAD_(lx_sigset_t *)];
	size_t sigsetsize;
	char sigsetsize_pad_[LX_PAD_(size_t)];
};
struct lx_rt_sigreturn_args {
	syscallarg_t dummy;
};
struct lx_ioctl_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	u_int cmd;
	char cmd_pad_[LX_PAD_(u_int)];
	u_long arg;
	char arg_pad_[LX_PAD_(u_long)];
};
struct lx_pread64_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	void *buf;
	char buf_pad_[LX_PAD_(void *)];
	size_t nbyte;
	char nbyte_pad_[LX_PAD_(size_t)];
	off_t offset;
	char offset_pad_[LX_PAD_(off_t)];
};
struct lx_pwrite64_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	const void *buf;
	char buf_pad_[LX_PAD_(const void *)];
	size_t nbyte;
	char nbyte_pad_[LX_PAD_(size_t)];
	off_t offset;
	char offset_pad_[LX_PAD_(off_t)];
};
struct lx_writev_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	const struct iovec *iovp;
	char iovp_pad_[LX_PAD_(const struct iovec *)];
	u_int iovcnt;
	char iovcnt_pad_[LX_PAD_(u_int)];
};
struct lx_access_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	int amode;
	char amode_pad_[LX_PAD_(int)];
};
struct lx_pipe_args {
	int *fds;
	char fds_pad_[LX_PAD_(int *)];
};
struct lx_select_args {
	int nfds;
	char nfds_pad_[LX_PAD_(int)];
	lx_fd_set *readfds;
	char readfds_pad_[LX_PAD_(lx_fd_set *)];
	lx_fd_set *writefds;
	char writefds_pad_[LX_PAD_(lx_fd_set *)];
	lx_fd_set *exceptfds;
	char exceptfds_pad_[LX_PAD_(lx_fd_set *)];
	struct timeval *timeout;
	char timeout_pad_[LX_PAD_(struct timeval *)];
};
struct lx_mremap_args {
	u_long addr;
	char addr_pad_[LX_PAD_(u_long)];
	u_long old_len;
	char old_len_pad_[LX_PAD_(u_long)];
	u_long new_len;
	char new_len_pad_[LX_PAD_(u_long)];
	u_long flags;
	char flags_pad_[LX_PAD_(u_long)];
	u_long new_addr;
	char new_addr_pad_[LX_PAD_(u_long)];
};
struct lx_msync_args {
	u_long addr;
	char addr_pad_[LX_PAD_(u_long)];
	size_t len;
	char len_pad_[LX_PAD_(size_t)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_mincore_args {
	u_long addr;
	char addr_pad_[LX_PAD_(u_long)];
	size_t len;
	char len_pad_[LX_PAD_(size_t)];
	u_char *vec;
	char vec_pad_[LX_PAD_(u_char *)];
};
struct lx_madvise_args {
	u_long addr;
	char addr_pad_[LX_PAD_(u_long)];
	size_t len;
	char len_pad_[LX_PAD_(size_t)];
	int advice;
	char advice_pad_[LX_PAD_(int)];
};
struct lx_shmget_args {
	key_t key;
	char key_pad_[LX_PAD_(key_t)];
	size_t size;
	char size_pad_[LX_PAD_(size_t)];
	int shmflg;
	char shmflg_pad_[LX_PAD_(int)];
};
struct lx_shmat_args {
	int shmid;
	char shmid_pad_[LX_PAD_(int)];
	const void *shmaddr;
	char shmaddr_pad_[LX_PAD_(const void *)];
	int shmflg;
	char shmflg_pad_[LX_PAD_(int)];
};
struct lx_shmctl_args {
	int shmid;
	char shmid_pad_[LX_PAD_(int)];
	int cmd;
	char cmd_pad_[LX_PAD_(int)];
	struct lx_shmid_ds *buf;
	char buf_pad_[LX_PAD_(struct lx_shmid_ds *)];
};
struct lx_pause_args {
	syscallarg_t dummy;
};
struct lx_nanosleep_args {
	const struct timespec *rqtp;
	char rqtp_pad_[LX_PAD_(const struct timespec *)];
	struct timespec *rmtp;
	char rmtp_pad_[LX_PAD_(struct timespec *)];
};
struct lx_getitimer_args {
	int which;
	char which_pad_[LX_PAD_(int)];
	struct itimerval *itv;
	char itv_pad_[LX_PAD_(struct itimerval *)];
};
struct lx_alarm_args {
	u_int secs;
	char secs_pad_[LX_PAD_(u_int)];
};
struct lx_setitimer_args {
	int which;
	char which_pad_[LX_PAD_(int)];
	const struct itimerval *itv;
	char itv_pad_[LX_PAD_(const struct itimerval *)];
	struct itimerval *oitv;
	char oitv_pad_[LX_PAD_(struct itimerval *)];
};
struct lx_getpid_args {
	syscallarg_t dummy;
};
struct lx_sendfile_args {
	int out;
	char out_pad_[LX_PAD_(int)];
	int in;
	char in_pad_[LX_PAD_(int)];
	off_t *offset;
	char offset_pad_[LX_PAD_(off_t *)];
	size_t count;
	char count_pad_[LX_PAD_(size_t)];
};
struct lx_socket_args {
	int domain;
	char domain_pad_[LX_PAD_(int)];
	int type;
	char type_pad_[LX_PAD_(int)];
	int protocol;
	char protocol_pad_[LX_PAD_(int)];
};
struct lx_connect_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	const void *name;
	char name_pad_[LX_PAD_(const void *)];
	int namelen;
	char namelen_pad_[LX_PAD_(int)];
};
struct lx_accept_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	void *name;
	char name_pad_[LX_PAD_(void *)];
	int *namelen;
	char namelen_pad_[LX_PAD_(int *)];
};
struct lx_sendto_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	const void *buf;
	char buf_pad_[LX_PAD_(const void *)];
	size_t len;
	char len_pad_[LX_PAD_(size_t)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
	const void *to;
	char to_pad_[LX_PAD_(const void *)];
	int tolen;
	char tolen_pad_[LX_PAD_(int)];
};
struct lx_recvfrom_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	void *buf;
	char buf_pad_[LX_PAD_(void *)];
	size_t len;
	char len_pad_[LX_PAD_(size_t)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
	void *from;
	char from_pad_[LX_PAD_(void *)];
	int *fromlen;
	char fromlen_pad_[LX_PAD_(int *)];
};
struct lx_sendmsg_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	const struct lx_msghdr *msg;
	char msg_pad_[LX_PAD_(const struct lx_msghdr *)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_recvmsg_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	struct lx_msghdr *msg;
	char msg_pad_[LX_PAD_(struct lx_msghdr *)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_shutdown_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	int how;
	char how_pad_[LX_PAD_(int)];
};
struct lx_bind_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	const void *name;
	char name_pad_[LX_PAD_(const void *)];
	int namelen;
	char namelen_pad_[LX_PAD_(int)];
};
struct lx_listen_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	int backlog;
	char backlog_pad_[LX_PAD_(int)];
};
struct lx_getsockname_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	void *name;
	char name_pad_[LX_PAD_(void *)];
	int *namelen;
	char namelen_pad_[LX_PAD_(int *)];
};
struct lx_getpeername_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	void *name;
	char name_pad_[LX_PAD_(void *)];
	int *namelen;
	char namelen_pad_[LX_PAD_(int *)];
};
struct lx_socketpair_args {
	int domain;
	char domain_pad_[LX_PAD_(int)];
	int type;
	char type_pad_[LX_PAD_(int)];
	int protocol;
	char protocol_pad_[LX_PAD_(int)];
	int *sv;
	char sv_pad_[LX_PAD_(int *)];
};
struct lx_setsockopt_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	int level;
	char level_pad_[LX_PAD_(int)];
	int name;
	char name_pad_[LX_PAD_(int)];
	const void *val;
	char val_pad_[LX_PAD_(const void *)];
	int vallen;
	char vallen_pad_[LX_PAD_(int)];
};
struct lx_getsockopt_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	int level;
	char level_pad_[LX_PAD_(int)];
	int name;
	char name_pad_[LX_PAD_(int)];
	void *val;
	char val_pad_[LX_PAD_(void *)];
	int *vallen;
	char vallen_pad_[LX_PAD_(int *)];
};
struct lx_clone_args {
	u_long flags;
	char flags_pad_[LX_PAD_(u_long)];
	u_long stack;
	char stack_pad_[LX_PAD_(u_long)];
	int *parent_tid;
	char parent_tid_pad_[LX_PAD_(int *)];
	int *child_tid;
	char child_tid_pad_[LX_PAD_(int *)];
	u_long tls;
	char tls_pad_[LX_PAD_(u_long)];
};
struct lx_fork_args {
	syscallarg_t dummy;
};
struct lx_vfork_args {
	syscallarg_t dummy;
};
struct lx_execve_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	char **argv;
	char argv_pad_[LX_PAD_(char **)];
	char **envv;
	char envv_pad_[LX_PAD_(char **)];
};
struct lx_exit_args {
	int status;
	char status_pad_[LX_PAD_(int)];
};
struct lx_wait4_args {
	pid_t pid;
	char pid_pad_[LX_PAD_(pid_t)];
	int *status;
	char status_pad_[LX_PAD_(int *)];
	int options;
	char options_pad_[LX_PAD_(int)];
	struct rusage *rusage;
	char rusage_pad_[LX_PAD_(struct rusage *)];
};
struct lx_kill_args {
	pid_t pid;
	char pid_pad_[LX_PAD_(pid_t)];
	int sig;
	char sig_pad_[LX_PAD_(int)];
};
struct lx_uname_args {
	struct lx_utsname *buf;
	char buf_pad_[LX_PAD_(struct lx_utsname *)];
};
struct lx_semctl_args {
	int semid;
	char semid_pad_[LX_PAD_(int)];
	int semnum;
	char semnum_pad_[LX_PAD_(int)];
	int cmd;
	char cmd_pad_[LX_PAD_(int)];
	u_long arg;
	char arg_pad_[LX_PAD_(u_long)];
};
struct lx_msgsnd_args {
	int msqid;
	char msqid_pad_[LX_PAD_(int)];
	const void *msgp;
	char msgp_pad_[LX_PAD_(const void *)];
	size_t msgsz;
	char msgsz_pad_[LX_PAD_(size_t)];
	int msgflg;
	char msgflg_pad_[LX_PAD_(int)];
};
struct lx_msgrcv_args {
	int msqid;
	char msqid_pad_[LX_PAD_(int)];
	void *msgp;
	char msgp_pad_[LX_PAD_(void *)];
	size_t msgsz;
	char msgsz_pad_[LX_PAD_(size_t)];
	long msgtyp;
	char msgtyp_pad_[LX_PAD_(long)];
	int msgflg;
	char msgflg_pad_[LX_PAD_(int)];
};
struct lx_msgctl_args {
	int msqid;
	char msqid_pad_[LX_PAD_(int)];
	int cmd;
	char cmd_pad_[LX_PAD_(int)];
	struct lx_msqid_ds *buf;
	char buf_pad_[LX_PAD_(struct lx_msqid_ds *)];
};
struct lx_fcntl_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	int cmd;
	char cmd_pad_[LX_PAD_(int)];
	u_long arg;
	char arg_pad_[LX_PAD_(u_long)];
};
struct lx_fdatasync_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
};
struct lx_truncate_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	off_t length;
	char length_pad_[LX_PAD_(off_t)];
};
struct lx_ftruncate_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	off_t length;
	char length_pad_[LX_PAD_(off_t)];
};
struct lx_getdents_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	void *buf;
	char buf_pad_[LX_PAD_(void *)];
	u_int count;
	char count_pad_[LX_PAD_(u_int)];
};
struct lx_getcwd_args {
	char *buf;
	char buf_pad_[LX_PAD_(char *)];
	size_t size;
	char size_pad_[LX_PAD_(size_t)];
};
struct lx_chdir_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
};
struct lx_rename_args {
	const char *from;
	char from_pad_[LX_PAD_(const char *)];
	const char *to;
	char to_pad_[LX_PAD_(const char *)];
};
struct lx_mkdir_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	lx_mode_t mode;
	char mode_pad_[LX_PAD_(lx_mode_t)];
};
struct lx_rmdir_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
};
struct lx_creat_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	lx_mode_t mode;
	char mode_pad_[LX_PAD_(lx_mode_t)];
};
struct lx_link_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	const char *to;
	char to_pad_[LX_PAD_(const char *)];
};
struct lx_unlink_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
};
struct lx_symlink_args {
	const char *contents;
	char contents_pad_[LX_PAD_(const char *)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
};
struct lx_readlink_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	char *buf;
	char buf_pad_[LX_PAD_(char *)];
	int count;
	char count_pad_[LX_PAD_(int)];
};
struct lx_chmod_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	lx_mode_t mode;
	char mode_pad_[LX_PAD_(lx_mode_t)];
};
struct lx_chown_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	uid_t uid;
	char uid_pad_[LX_PAD_(uid_t)];
	gid_t gid;
	char gid_pad_[LX_PAD_(gid_t)];
};
struct lx_lchown_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	uid_t uid;
	char uid_pad_[LX_PAD_(uid_t)];
	gid_t gid;
	char gid_pad_[LX_PAD_(gid_t)];
};
struct lx_getrlimit_args {
	u_int which;
	char which_pad_[LX_PAD_(u_int)];
	struct lx_rlimit64 *rlim;
	char rlim_pad_[LX_PAD_(struct lx_rlimit64 *)];
};
struct lx_sysinfo_args {
	struct lx_sysinfo *info;
	char info_pad_[LX_PAD_(struct lx_sysinfo *)];
};
struct lx_times_args {
	struct lx_tms *buf;
	char buf_pad_[LX_PAD_(struct lx_tms *)];
};
struct lx_getuid_args {
	syscallarg_t dummy;
};
struct lx_getgid_args {
	syscallarg_t dummy;
};
struct lx_getppid_args {
	syscallarg_t dummy;
};
struct lx_getgroups_args {
	int size;
	char size_pad_[LX_PAD_(int)];
	gid_t *list;
	char list_pad_[LX_PAD_(gid_t *)];
};
struct lx_setgroups_args {
	int size;
	char size_pad_[LX_PAD_(int)];
	const gid_t *list;
	char list_pad_[LX_PAD_(const gid_t *)];
};
struct lx_setfsuid_args {
	uid_t uid;
	char uid_pad_[LX_PAD_(uid_t)];
};
struct lx_setfsgid_args {
	gid_t gid;
	char gid_pad_[LX_PAD_(gid_t)];
};
struct lx_getsid_args {
	pid_t pid;
	char pid_pad_[LX_PAD_(pid_t)];
};
struct lx_rt_sigpending_args {
	lx_sigset_t *set;
	char set_pad_[LX_PAD_(lx_sigset_t *)];
	size_t sigsetsize;
	char sigsetsize_pad_[LX_PAD_(size_t)];
};
struct lx_rt_sigtimedwait_args {
	const lx_sigset_t *set;
	char set_pad_[LX_PAD_(const lx_sigset_t *)];
	lx_siginfo_t *info;
	char info_pad_[LX_PAD_(lx_siginfo_t *)];
	const struct timespec *timeout;
	char timeout_pad_[LX_PAD_(const struct timespec *)];
	size_t sigsetsize;
	char sigsetsize_pad_[LX_PAD_(size_t)];
};
struct lx_rt_sigqueueinfo_args {
	pid_t pid;
	char pid_pad_[LX_PAD_(pid_t)];
	int sig;
	char sig_pad_[LX_PAD_(int)];
	lx_siginfo_t *info;
	char info_pad_[LX_PAD_(lx_siginfo_t *)];
};
struct lx_rt_sigsuspend_args {
	const lx_sigset_t *set;
	char set_pad_[LX_PAD_(const lx_sigset_t *)];
	size_t sigsetsize;
	char sigsetsize_pad_[LX_PAD_(size_t)];
};
struct lx_sigaltstack_args {
	const lx_stack_t *ss;
	char ss_pad_[LX_PAD_(const lx_stack_t *)];
	lx_stack_t *oss;
	char oss_pad_[LX_PAD_(lx_stack_t *)];
};
struct lx_utime_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	const struct lx_utimbuf *times;
	char times_pad_[LX_PAD_(const struct lx_utimbuf *)];
};
struct lx_mknod_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	lx_mode_t mode;
	char mode_pad_[LX_PAD_(lx_mode_t)];
	lx_dev_t dev;
	char dev_pad_[LX_PAD_(lx_dev_t)];
};
struct lx_personality_args {
	u_int persona;
	char persona_pad_[LX_PAD_(u_int)];
};
struct lx_statfs_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	struct lx_statfs *buf;
	char buf_pad_[LX_PAD_(struct lx_statfs *)];
};
struct lx_fstatfs_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	struct lx_statfs *buf;
	char buf_pad_[LX_PAD_(struct lx_statfs *)];
};
struct lx_getpriority_args {
	int which;
	char which_pad_[LX_PAD_(int)];
	int who;
	char who_pad_[LX_PAD_(int)];
};
struct lx_sched_setparam_args {
	pid_t pid;
	char pid_pad_[LX_PAD_(pid_t)];
	const struct sched_param *param;
	char param_pad_[LX_PAD_(const struct sched_param *)];
};
struct lx_sched_getparam_args {
	pid_t pid;
	char pid_pad_[LX_PAD_(pid_t)];
	struct sched_param *param;
	char param_pad_[LX_PAD_(struct sched_param *)];
};
struct lx_sched_setscheduler_args {
	pid_t pid;
	char pid_pad_[LX_PAD_(pid_t)];
	int policy;
	char policy_pad_[LX_PAD_(int)];
	const struct sched_param *param;
	char param_pad_[LX_PAD_(const struct sched_param *)];
};
struct lx_sched_getscheduler_args {
	pid_t pid;
	char pid_pad_[LX_PAD_(pid_t)];
};
struct lx_sched_get_priority_max_args {
	int policy;
	char policy_pad_[LX_PAD_(int)];
};
struct lx_sched_get_priority_min_args {
	int policy;
	char policy_pad_[LX_PAD_(int)];
};
struct lx_sched_rr_get_interval_args {
	pid_t pid;
	char pid_pad_[LX_PAD_(pid_t)];
	struct timespec *interval;
	char interval_pad_[LX_PAD_(struct timespec *)];
};
struct lx_prctl_args {
	int option;
	char option_pad_[LX_PAD_(int)];
	u_long arg2;
	char arg2_pad_[LX_PAD_(u_long)];
	u_long arg3;
	char arg3_pad_[LX_PAD_(u_long)];
	u_long arg4;
	char arg4_pad_[LX_PAD_(u_long)];
	u_long arg5;
	char arg5_pad_[LX_PAD_(u_long)];
};
struct lx_arch_prctl_args {
	int code;
	char code_pad_[LX_PAD_(int)];
	u_long addr;
	char addr_pad_[LX_PAD_(u_long)];
};
struct lx_setrlimit_args {
	u_int which;
	char which_pad_[LX_PAD_(u_int)];
	const struct lx_rlimit64 *rlim;
	char rlim_pad_[LX_PAD_(const struct lx_rlimit64 *)];
};
struct lx_sethostname_args {
	const char *name;
	char name_pad_[LX_PAD_(const char *)];
	int len;
	char len_pad_[LX_PAD_(int)];
};
struct lx_setdomainname_args {
	const char *name;
	char name_pad_[LX_PAD_(const char *)];
	int len;
	char len_pad_[LX_PAD_(int)];
};
struct lx_gettid_args {
	syscallarg_t dummy;
};
struct lx_readahead_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	off_t offset;
	char offset_pad_[LX_PAD_(off_t)];
	size_t count;
	char count_pad_[LX_PAD_(size_t)];
};
struct lx_setxattr_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	const char *name;
	char name_pad_[LX_PAD_(const char *)];
	const void *value;
	char value_pad_[LX_PAD_(const void *)];
	size_t size;
	char size_pad_[LX_PAD_(size_t)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_lsetxattr_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	const char *name;
	char name_pad_[LX_PAD_(const char *)];
	const void *value;
	char value_pad_[LX_PAD_(const void *)];
	size_t size;
	char size_pad_[LX_PAD_(size_t)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_fsetxattr_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	const char *name;
	char name_pad_[LX_PAD_(const char *)];
	const void *value;
	char value_pad_[LX_PAD_(const void *)];
	size_t size;
	char size_pad_[LX_PAD_(size_t)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_getxattr_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	const char *name;
	char name_pad_[LX_PAD_(const char *)];
	void *value;
	char value_pad_[LX_PAD_(void *)];
	size_t size;
	char size_pad_[LX_PAD_(size_t)];
};
struct lx_lgetxattr_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	const char *name;
	char name_pad_[LX_PAD_(const char *)];
	void *value;
	char value_pad_[LX_PAD_(void *)];
	size_t size;
	char size_pad_[LX_PAD_(size_t)];
};
struct lx_fgetxattr_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	const char *name;
	char name_pad_[LX_PAD_(const char *)];
	void *value;
	char value_pad_[LX_PAD_(void *)];
	size_t size;
	char size_pad_[LX_PAD_(size_t)];
};
struct lx_listxattr_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	char *list;
	char list_pad_[LX_PAD_(char *)];
	size_t size;
	char size_pad_[LX_PAD_(size_t)];
};
struct lx_llistxattr_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	char *list;
	char list_pad_[LX_PAD_(char *)];
	size_t size;
	char size_pad_[LX_PAD_(size_t)];
};
struct lx_flistxattr_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	char *list;
	char list_pad_[LX_PAD_(char *)];
	size_t size;
	char size_pad_[LX_PAD_(size_t)];
};
struct lx_removexattr_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	const char *name;
	char name_pad_[LX_PAD_(const char *)];
};
struct lx_lremovexattr_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	const char *name;
	char name_pad_[LX_PAD_(const char *)];
};
struct lx_fremovexattr_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	const char *name;
	char name_pad_[LX_PAD_(const char *)];
};
struct lx_tkill_args {
	pid_t tid;
	char tid_pad_[LX_PAD_(pid_t)];
	int sig;
	char sig_pad_[LX_PAD_(int)];
};
struct lx_time_args {
	long *t;
	char t_pad_[LX_PAD_(long *)];
};
struct lx_futex_args {
	uint32_t *uaddr;
	char uaddr_pad_[LX_PAD_(uint32_t *)];
	int op;
	char op_pad_[LX_PAD_(int)];
	uint32_t val;
	char val_pad_[LX_PAD_(uint32_t)];
	const struct timespec *timeout;
	char timeout_pad_[LX_PAD_(const struct timespec *)];
	uint32_t *uaddr2;
	char uaddr2_pad_[LX_PAD_(uint32_t *)];
	uint32_t val3;
	char val3_pad_[LX_PAD_(uint32_t)];
};
struct lx_sched_setaffinity_args {
	pid_t pid;
	char pid_pad_[LX_PAD_(pid_t)];
	u_int len;
	char len_pad_[LX_PAD_(u_int)];
	const u_long *mask;
	char mask_pad_[LX_PAD_(const u_long *)];
};
struct lx_sched_getaffinity_args {
	pid_t pid;
	char pid_pad_[LX_PAD_(pid_t)];
	u_int len;
	char len_pad_[LX_PAD_(u_int)];
	u_long *mask;
	char mask_pad_[LX_PAD_(u_long *)];
};
struct lx_epoll_create_args {
	int size;
	char size_pad_[LX_PAD_(int)];
};
struct lx_getdents64_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	void *buf;
	char buf_pad_[LX_PAD_(void *)];
	u_int count;
	char count_pad_[LX_PAD_(u_int)];
};
struct lx_set_tid_address_args {
	int *tidptr;
	char tidptr_pad_[LX_PAD_(int *)];
};
struct lx_semtimedop_args {
	int semid;
	char semid_pad_[LX_PAD_(int)];
	struct sembuf *sops;
	char sops_pad_[LX_PAD_(struct sembuf *)];
	size_t nsops;
	char nsops_pad_[LX_PAD_(size_t)];
	const struct timespec *timeout;
	char timeout_pad_[LX_PAD_(const struct timespec *)];
};
struct lx_fadvise64_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	off_t offset;
	char offset_pad_[LX_PAD_(off_t)];
	off_t len;
	char len_pad_[LX_PAD_(off_t)];
	int advice;
	char advice_pad_[LX_PAD_(int)];
};
struct lx_timer_create_args {
	int which;
	char which_pad_[LX_PAD_(int)];
	struct lx_sigevent *evp;
	char evp_pad_[LX_PAD_(struct lx_sigevent *)];
	int *timerid;
	char timerid_pad_[LX_PAD_(int *)];
};
struct lx_timer_settime_args {
	lx_timer_t timerid;
	char timerid_pad_[LX_PAD_(lx_timer_t)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
	const struct itimerspec *new_value;
	char new_value_pad_[LX_PAD_(const struct itimerspec *)];
	struct itimerspec *old_value;
	char old_value_pad_[LX_PAD_(struct itimerspec *)];
};
struct lx_timer_gettime_args {
	lx_timer_t timerid;
	char timerid_pad_[LX_PAD_(lx_timer_t)];
	struct itimerspec *value;
	char value_pad_[LX_PAD_(struct itimerspec *)];
};
struct lx_timer_getoverrun_args {
	lx_timer_t timerid;
	char timerid_pad_[LX_PAD_(lx_timer_t)];
};
struct lx_timer_delete_args {
	lx_timer_t timerid;
	char timerid_pad_[LX_PAD_(lx_timer_t)];
};
struct lx_clock_settime_args {
	int which;
	char which_pad_[LX_PAD_(int)];
	const struct timespec *tp;
	char tp_pad_[LX_PAD_(const struct timespec *)];
};
struct lx_clock_gettime_args {
	int which;
	char which_pad_[LX_PAD_(int)];
	struct timespec *tp;
	char tp_pad_[LX_PAD_(struct timespec *)];
};
struct lx_clock_getres_args {
	int which;
	char which_pad_[LX_PAD_(int)];
	struct timespec *tp;
	char tp_pad_[LX_PAD_(struct timespec *)];
};
struct lx_clock_nanosleep_args {
	int which;
	char which_pad_[LX_PAD_(int)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
	const struct timespec *rqtp;
	char rqtp_pad_[LX_PAD_(const struct timespec *)];
	struct timespec *rmtp;
	char rmtp_pad_[LX_PAD_(struct timespec *)];
};
struct lx_exit_group_args {
	int status;
	char status_pad_[LX_PAD_(int)];
};
struct lx_epoll_wait_args {
	int epfd;
	char epfd_pad_[LX_PAD_(int)];
	struct lx_epoll_event *events;
	char events_pad_[LX_PAD_(struct lx_epoll_event *)];
	int maxevents;
	char maxevents_pad_[LX_PAD_(int)];
	int timeout;
	char timeout_pad_[LX_PAD_(int)];
};
struct lx_epoll_ctl_args {
	int epfd;
	char epfd_pad_[LX_PAD_(int)];
	int op;
	char op_pad_[LX_PAD_(int)];
	int fd;
	char fd_pad_[LX_PAD_(int)];
	struct lx_epoll_event *event;
	char event_pad_[LX_PAD_(struct lx_epoll_event *)];
};
struct lx_tgkill_args {
	pid_t tgid;
	char tgid_pad_[LX_PAD_(pid_t)];
	pid_t tid;
	char tid_pad_[LX_PAD_(pid_t)];
	int sig;
	char sig_pad_[LX_PAD_(int)];
};
struct lx_utimes_args {
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	const struct timeval *tptr;
	char tptr_pad_[LX_PAD_(const struct timeval *)];
};
struct lx_waitid_args {
	int idtype;
	char idtype_pad_[LX_PAD_(int)];
	pid_t id;
	char id_pad_[LX_PAD_(pid_t)];
	lx_siginfo_t *info;
	char info_pad_[LX_PAD_(lx_siginfo_t *)];
	int options;
	char options_pad_[LX_PAD_(int)];
	struct rusage *rusage;
	char rusage_pad_[LX_PAD_(struct rusage *)];
};
struct lx_inotify_init_args {
	syscallarg_t dummy;
};
struct lx_inotify_add_watch_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	uint32_t mask;
	char mask_pad_[LX_PAD_(uint32_t)];
};
struct lx_inotify_rm_watch_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	int wd;
	char wd_pad_[LX_PAD_(int)];
};
struct lx_openat_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
	lx_mode_t mode;
	char mode_pad_[LX_PAD_(lx_mode_t)];
};
struct lx_mkdirat_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	lx_mode_t mode;
	char mode_pad_[LX_PAD_(lx_mode_t)];
};
struct lx_mknodat_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	lx_mode_t mode;
	char mode_pad_[LX_PAD_(lx_mode_t)];
	lx_dev_t dev;
	char dev_pad_[LX_PAD_(lx_dev_t)];
};
struct lx_fchownat_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	uid_t uid;
	char uid_pad_[LX_PAD_(uid_t)];
	gid_t gid;
	char gid_pad_[LX_PAD_(gid_t)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_futimesat_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	const struct timeval *tptr;
	char tptr_pad_[LX_PAD_(const struct timeval *)];
};
struct lx_newfstatat_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	struct lx_stat *buf;
	char buf_pad_[LX_PAD_(struct lx_stat *)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_unlinkat_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_renameat_args {
	int olddfd;
	char olddfd_pad_[LX_PAD_(int)];
	const char *from;
	char from_pad_[LX_PAD_(const char *)];
	int newdfd;
	char newdfd_pad_[LX_PAD_(int)];
	const char *to;
	char to_pad_[LX_PAD_(const char *)];
};
struct lx_linkat_args {
	int olddfd;
	char olddfd_pad_[LX_PAD_(int)];
	const char *from;
	char from_pad_[LX_PAD_(const char *)];
	int newdfd;
	char newdfd_pad_[LX_PAD_(int)];
	const char *to;
	char to_pad_[LX_PAD_(const char *)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_symlinkat_args {
	const char *contents;
	char contents_pad_[LX_PAD_(const char *)];
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
};
struct lx_readlinkat_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	char *buf;
	char buf_pad_[LX_PAD_(char *)];
	int count;
	char count_pad_[LX_PAD_(int)];
};
struct lx_fchmodat_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	lx_mode_t mode;
	char mode_pad_[LX_PAD_(lx_mode_t)];
};
struct lx_faccessat_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	int amode;
	char amode_pad_[LX_PAD_(int)];
};
struct lx_pselect6_args {
	int nfds;
	char nfds_pad_[LX_PAD_(int)];
	lx_fd_set *readfds;
	char readfds_pad_[LX_PAD_(lx_fd_set *)];
	lx_fd_set *writefds;
	char writefds_pad_[LX_PAD_(lx_fd_set *)];
	lx_fd_set *exceptfds;
	char exceptfds_pad_[LX_PAD_(lx_fd_set *)];
	struct timespec *timeout;
	char timeout_pad_[LX_PAD_(struct timespec *)];
	const void *sig;
	char sig_pad_[LX_PAD_(const void *)];
};
struct lx_ppoll_args {
	struct pollfd *fds;
	char fds_pad_[LX_PAD_(struct pollfd *)];
	u_int nfds;
	char nfds_pad_[LX_PAD_(u_int)];
	struct timespec *timeout;
	char timeout_pad_[LX_PAD_(struct timespec *)];
	const lx_sigset_t *set;
	char set_pad_[LX_PAD_(const lx_sigset_t *)];
	size_t sigsetsize;
	char sigsetsize_pad_[LX_PAD_(size_t)];
};
struct lx_set_robust_list_args {
	struct lx_robust_list_head *head;
	char head_pad_[LX_PAD_(struct lx_robust_list_head *)];
	size_t len;
	char len_pad_[LX_PAD_(size_t)];
};
struct lx_get_robust_list_args {
	int pid;
	char pid_pad_[LX_PAD_(int)];
	struct lx_robust_list_head **head;
	char head_pad_[LX_PAD_(struct lx_robust_list_head **)];
	size_t *len;
	char len_pad_[LX_PAD_(size_t *)];
};
struct lx_sync_file_range_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	off_t offset;
	char offset_pad_[LX_PAD_(off_t)];
	off_t nbytes;
	char nbytes_pad_[LX_PAD_(off_t)];
	u_int flags;
	char flags_pad_[LX_PAD_(u_int)];
};
struct lx_utimensat_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	const struct timespec *times;
	char times_pad_[LX_PAD_(const struct timespec *)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_epoll_pwait_args {
	int epfd;
	char epfd_pad_[LX_PAD_(int)];
	struct lx_epoll_event *events;
	char events_pad_[LX_PAD_(struct lx_epoll_event *)];
	int maxevents;
	char maxevents_pad_[LX_PAD_(int)];
	int timeout;
	char timeout_pad_[LX_PAD_(int)];
	const lx_sigset_t *set;
	char set_pad_[LX_PAD_(const lx_sigset_t *)];
	size_t sigsetsize;
	char sigsetsize_pad_[LX_PAD_(size_t)];
};
struct lx_timerfd_create_args {
	int clockid;
	char clockid_pad_[LX_PAD_(int)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_eventfd_args {
	u_int initval;
	char initval_pad_[LX_PAD_(u_int)];
};
struct lx_fallocate_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	int mode;
	char mode_pad_[LX_PAD_(int)];
	off_t offset;
	char offset_pad_[LX_PAD_(off_t)];
	off_t len;
	char len_pad_[LX_PAD_(off_t)];
};
struct lx_timerfd_settime_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
	const struct itimerspec *new_value;
	char new_value_pad_[LX_PAD_(const struct itimerspec *)];
	struct itimerspec *old_value;
	char old_value_pad_[LX_PAD_(struct itimerspec *)];
};
struct lx_timerfd_gettime_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	struct itimerspec *value;
	char value_pad_[LX_PAD_(struct itimerspec *)];
};
struct lx_accept4_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	void *name;
	char name_pad_[LX_PAD_(void *)];
	int *namelen;
	char namelen_pad_[LX_PAD_(int *)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_eventfd2_args {
	u_int initval;
	char initval_pad_[LX_PAD_(u_int)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_epoll_create1_args {
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_dup3_args {
	int oldfd;
	char oldfd_pad_[LX_PAD_(int)];
	int newfd;
	char newfd_pad_[LX_PAD_(int)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_pipe2_args {
	int *fds;
	char fds_pad_[LX_PAD_(int *)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_inotify_init1_args {
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_preadv_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	const struct iovec *iovp;
	char iovp_pad_[LX_PAD_(const struct iovec *)];
	u_int iovcnt;
	char iovcnt_pad_[LX_PAD_(u_int)];
	u_long pos_l;
	char pos_l_pad_[LX_PAD_(u_long)];
	u_long pos_h;
	char pos_h_pad_[LX_PAD_(u_long)];
};
struct lx_pwritev_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	const struct iovec *iovp;
	char iovp_pad_[LX_PAD_(const struct iovec *)];
	u_int iovcnt;
	char iovcnt_pad_[LX_PAD_(u_int)];
	u_long pos_l;
	char pos_l_pad_[LX_PAD_(u_long)];
	u_long pos_h;
	char pos_h_pad_[LX_PAD_(u_long)];
};
struct lx_rt_tgsigqueueinfo_args {
	pid_t tgid;
	char tgid_pad_[LX_PAD_(pid_t)];
	pid_t tid;
	char tid_pad_[LX_PAD_(pid_t)];
	int sig;
	char sig_pad_[LX_PAD_(int)];
	lx_siginfo_t *info;
	char info_pad_[LX_PAD_(lx_siginfo_t *)];
};
struct lx_recvmmsg_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	struct lx_mmsghdr *msg;
	char msg_pad_[LX_PAD_(struct lx_mmsghdr *)];
	u_int vlen;
	char vlen_pad_[LX_PAD_(u_int)];
	u_int flags;
	char flags_pad_[LX_PAD_(u_int)];
	struct timespec *timeout;
	char timeout_pad_[LX_PAD_(struct timespec *)];
};
struct lx_prlimit64_args {
	pid_t pid;
	char pid_pad_[LX_PAD_(pid_t)];
	u_int which;
	char which_pad_[LX_PAD_(u_int)];
	const struct lx_rlimit64 *new_lim;
	char new_lim_pad_[LX_PAD_(const struct lx_rlimit64 *)];
	struct lx_rlimit64 *old_lim;
	char old_lim_pad_[LX_PAD_(struct lx_rlimit64 *)];
};
struct lx_syncfs_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
};
struct lx_sendmmsg_args {
	int s;
	char s_pad_[LX_PAD_(int)];
	struct lx_mmsghdr *msg;
	char msg_pad_[LX_PAD_(struct lx_mmsghdr *)];
	u_int vlen;
	char vlen_pad_[LX_PAD_(u_int)];
	u_int flags;
	char flags_pad_[LX_PAD_(u_int)];
};
struct lx_getcpu_args {
	u_int *cpu;
	char cpu_pad_[LX_PAD_(u_int *)];
	u_int *node;
	char node_pad_[LX_PAD_(u_int *)];
	void *cache;
	char cache_pad_[LX_PAD_(void *)];
};
struct lx_kcmp_args {
	pid_t pid1;
	char pid1_pad_[LX_PAD_(pid_t)];
	pid_t pid2;
	char pid2_pad_[LX_PAD_(pid_t)];
	int type;
	char type_pad_[LX_PAD_(int)];
	u_long idx1;
	char idx1_pad_[LX_PAD_(u_long)];
	u_long idx2;
	char idx2_pad_[LX_PAD_(u_long)];
};
struct lx_renameat2_args {
	int olddfd;
	char olddfd_pad_[LX_PAD_(int)];
	const char *from;
	char from_pad_[LX_PAD_(const char *)];
	int newdfd;
	char newdfd_pad_[LX_PAD_(int)];
	const char *to;
	char to_pad_[LX_PAD_(const char *)];
	u_int flags;
	char flags_pad_[LX_PAD_(u_int)];
};
struct lx_getrandom_args {
	void *buf;
	char buf_pad_[LX_PAD_(void *)];
	size_t count;
	char count_pad_[LX_PAD_(size_t)];
	u_int flags;
	char flags_pad_[LX_PAD_(u_int)];
};
struct lx_memfd_create_args {
	const char *name;
	char name_pad_[LX_PAD_(const char *)];
	u_int flags;
	char flags_pad_[LX_PAD_(u_int)];
};
struct lx_execveat_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	char **argv;
	char argv_pad_[LX_PAD_(char **)];
	char **envv;
	char envv_pad_[LX_PAD_(char **)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_mlock2_args {
	u_long addr;
	char addr_pad_[LX_PAD_(u_long)];
	size_t len;
	char len_pad_[LX_PAD_(size_t)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_copy_file_range_args {
	int fd_in;
	char fd_in_pad_[LX_PAD_(int)];
	off_t *off_in;
	char off_in_pad_[LX_PAD_(off_t *)];
	int fd_out;
	char fd_out_pad_[LX_PAD_(int)];
	off_t *off_out;
	char off_out_pad_[LX_PAD_(off_t *)];
	size_t len;
	char len_pad_[LX_PAD_(size_t)];
	u_int flags;
	char flags_pad_[LX_PAD_(u_int)];
};
struct lx_preadv2_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	const struct iovec *iovp;
	char iovp_pad_[LX_PAD_(const struct iovec *)];
	u_int iovcnt;
	char iovcnt_pad_[LX_PAD_(u_int)];
	u_long pos_l;
	char pos_l_pad_[LX_PAD_(u_long)];
	u_long pos_h;
	char pos_h_pad_[LX_PAD_(u_long)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_pwritev2_args {
	int fd;
	char fd_pad_[LX_PAD_(int)];
	const struct iovec *iovp;
	char iovp_pad_[LX_PAD_(const struct iovec *)];
	u_int iovcnt;
	char iovcnt_pad_[LX_PAD_(u_int)];
	u_long pos_l;
	char pos_l_pad_[LX_PAD_(u_long)];
	u_long pos_h;
	char pos_h_pad_[LX_PAD_(u_long)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_statx_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	u_int flags;
	char flags_pad_[LX_PAD_(u_int)];
	u_int mask;
	char mask_pad_[LX_PAD_(u_int)];
	struct lx_statx *buf;
	char buf_pad_[LX_PAD_(struct lx_statx *)];
};
struct lx_clone3_args {
	const struct lx_clone_block *uargs;
	char uargs_pad_[LX_PAD_(const struct lx_clone_block *)];
	size_t size;
	char size_pad_[LX_PAD_(size_t)];
};
struct lx_close_range_args {
	u_int first;
	char first_pad_[LX_PAD_(u_int)];
	u_int last;
	char last_pad_[LX_PAD_(u_int)];
	u_int flags;
	char flags_pad_[LX_PAD_(u_int)];
};
struct lx_faccessat2_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	int amode;
	char amode_pad_[LX_PAD_(int)];
	int flags;
	char flags_pad_[LX_PAD_(int)];
};
struct lx_epoll_pwait2_args {
	int epfd;
	char epfd_pad_[LX_PAD_(int)];
	struct lx_epoll_event *events;
	char events_pad_[LX_PAD_(struct lx_epoll_event *)];
	int maxevents;
	char maxevents_pad_[LX_PAD_(int)];
	const struct timespec *timeout;
	char timeout_pad_[LX_PAD_(const struct timespec *)];
	const lx_sigset_t *set;
	char set_pad_[LX_PAD_(const lx_sigset_t *)];
	size_t sigsetsize;
	char sigsetsize_pad_[LX_PAD_(size_t)];
};
struct lx_fchmodat2_args {
	int dfd;
	char dfd_pad_[LX_PAD_(int)];
	const char *path;
	char path_pad_[LX_PAD_(const char *)];
	lx_mode_t mode;
	char mode_pad_[LX_PAD_(lx_mode_t)];
	u_int flags;
	char flags_pad_[LX_PAD_(u_int)];
};

int lx_write(struct thread *, struct lx_write_args *);
int lx_open(struct thread *, struct lx_open_args *);
int lx_stat(struct thread *, struct lx_stat_args *);
int lx_fstat(struct thread *, struct lx_fstat_args *);
int lx_lstat(struct thread *, struct lx_lstat_args *);
int lx_poll(struct thread *, struct lx_poll_args *);
int lx_lseek(struct thread *, struct lx_lseek_args *);
int lx_mmap(struct thread *, struct lx_mmap_args *);
int lx_mprotect(struct thread *, struct lx_mprotect_args *);
int lx_brk(struct thread *, struct lx_brk_args *);
int lx_rt_sigaction(struct thread *, struct lx_rt_sigaction_args *);
int lx_rt_sigprocmask(struct thread *, struct lx_rt_sigprocmask_args *);
int lx_rt_sigreturn(struct thread *, struct lx_rt_sigreturn_args *);
int lx_ioctl(struct thread *, struct lx_ioctl_args *);
int lx_pread64(struct thread *, struct lx_pread64_args *);
int lx_pwrite64(struct thread *, struct lx_pwrite64_args *);
int lx_writev(struct thread *, struct lx_writev_args *);
int lx_access(struct thread *, struct lx_access_args *);
int lx_pipe(struct thread *, struct lx_pipe_args *);
int lx_select(struct thread *, struct lx_select_args *);
int lx_mremap(struct thread *, struct lx_mremap_args *);
int lx_msync(struct thread *, struct lx_msync_args *);
int lx_mincore(struct thread *, struct lx_mincore_args *);
int lx_madvise(struct thread *, struct lx_madvise_args *);
int lx_shmget(struct thread *, struct lx_shmget_args *);
int lx_shmat(struct thread *, struct lx_shmat_args *);
int lx_shmctl(struct thread *, struct lx_shmctl_args *);
int lx_pause(struct thread *, struct lx_pause_args *);
int lx_nanosleep(struct thread *, struct lx_nanosleep_args *);
int lx_getitimer(struct thread *, struct lx_getitimer_args *);
int lx_alarm(struct thread *, struct lx_alarm_args *);
int lx_setitimer(struct thread *, struct lx_setitimer_args *);
int lx_getpid(struct thread *, struct lx_getpid_args *);
int lx_sendfile(struct thread *, struct lx_sendfile_args *);
int lx_socket(struct thread *, struct lx_socket_args *);
int lx_connect(struct thread *, struct lx_connect_args *);
int lx_accept(struct thread *, struct lx_accept_args *);
int lx_sendto(struct thread *, struct lx_sendto_args *);
int lx_recvfrom(struct thread *, struct lx_recvfrom_args *);
int lx_sendmsg(struct thread *, struct lx_sendmsg_args *);
int lx_recvmsg(struct thread *, struct lx_recvmsg_args *);
int lx_shutdown(struct thread *, struct lx_shutdown_args *);
int lx_bind(struct thread *, struct lx_bind_args *);
int lx_listen(struct thread *, struct lx_listen_args *);
int lx_getsockname(struct thread *, struct lx_getsockname_args *);
int lx_getpeername(struct thread *, struct lx_getpeername_args *);
int lx_socketpair(struct thread *, struct lx_socketpair_args *);
int lx_setsockopt(struct thread *, struct lx_setsockopt_args *);
int lx_getsockopt(struct thread *, struct lx_getsockopt_args *);
int lx_clone(struct thread *, struct lx_clone_args *);
int lx_fork(struct thread *, struct lx_fork_args *);
int lx_vfork(struct thread *, struct lx_vfork_args *);
int lx_execve(struct thread *, struct lx_execve_args *);
int lx_exit(struct thread *, struct lx_exit_args *);
int lx_wait4(struct thread *, struct lx_wait4_args *);
int lx_kill(struct thread *, struct lx_kill_args *);
int lx_uname(struct thread *, struct lx_uname_args *);
int lx_semctl(struct thread *, struct lx_semctl_args *);
int lx_msgsnd(struct thread *, struct lx_msgsnd_args *);
int lx_msgrcv(struct thread *, struct lx_msgrcv_args *);
int lx_msgctl(struct thread *, struct lx_msgctl_args *);
int lx_fcntl(struct thread *, struct lx_fcntl_args *);
int lx_fdatasync(struct thread *, struct lx_fdatasync_args *);
int lx_truncate(struct thread *, struct lx_truncate_args *);
int lx_ftruncate(struct thread *, struct lx_ftruncate_args *);
int lx_getdents(struct thread *, struct lx_getdents_args *);
int lx_getcwd(struct thread *, struct lx_getcwd_args *);
int lx_chdir(struct thread *, struct lx_chdir_args *);
int lx_rename(struct thread *, struct lx_rename_args *);
int lx_mkdir(struct thread *, struct lx_mkdir_args *);
int lx_rmdir(struct thread *, struct lx_rmdir_args *);
int lx_creat(struct thread *, struct lx_creat_args *);
int lx_link(struct thread *, struct lx_link_args *);
int lx_unlink(struct thread *, struct lx_unlink_args *);
int lx_symlink(struct thread *, struct lx_symlink_args *);
int lx_readlink(struct thread *, struct lx_readlink_args *);
int lx_chmod(struct thread *, struct lx_chmod_args *);
int lx_chown(struct thread *, struct lx_chown_args *);
int lx_lchown(struct thread *, struct lx_lchown_args *);
int lx_getrlimit(struct thread *, struct lx_getrlimit_args *);
int lx_sysinfo(struct thread *, struct lx_sysinfo_args *);
int lx_times(struct thread *, struct lx_times_args *);
int lx_getuid(struct thread *, struct lx_getuid_args *);
int lx_getgid(struct thread *, struct lx_getgid_args *);
int lx_getppid(struct thread *, struct lx_getppid_args *);
int lx_getgroups(struct thread *, struct lx_getgroups_args *);
int lx_setgroups(struct thread *, struct lx_setgroups_args *);
int lx_setfsuid(struct thread *, struct lx_setfsuid_args *);
int lx_setfsgid(struct thread *, struct lx_setfsgid_args *);
int lx_getsid(struct thread *, struct lx_getsid_args *);
int lx_rt_sigpending(struct thread *, struct lx_rt_sigpending_args *);
int lx_rt_sigtimedwait(struct thread *, struct lx_rt_sigtimedwait_args *);
int lx_rt_sigqueueinfo(struct thread *, struct lx_rt_sigqueueinfo_args *);
int lx_rt_sigsuspend(struct thread *, struct lx_rt_sigsuspend_args *);
int lx_sigaltstack(struct thread *, struct lx_sigaltstack_args *);
int lx_utime(struct thread *, struct lx_utime_args *);
int lx_mknod(struct thread *, struct lx_mknod_args *);
int lx_personality(struct thread *, struct lx_personality_args *);
int lx_statfs(struct thread *, struct lx_statfs_args *);
int lx_fstatfs(struct thread *, struct lx_fstatfs_args *);
int lx_getpriority(struct thread *, struct lx_getpriority_args *);
int lx_sched_setparam(struct thread *, struct lx_sched_setparam_args *);
int lx_sched_getparam(struct thread *, struct lx_sched_getparam_args *);
int lx_sched_setscheduler(struct thread *, struct lx_sched_setscheduler_args *);
int lx_sched_getscheduler(struct thread *, struct lx_sched_getscheduler_args *);
int lx_sched_get_priority_max(struct thread *, struct lx_sched_get_priority_max_args *);
int lx_sched_get_priority_min(struct thread *, struct lx_sched_get_priority_min_args *);
int lx_sched_rr_get_interval(struct thread *, struct lx_sched_rr_get_interval_args *);
int lx_prctl(struct thread *, struct lx_prctl_args *);
int lx_arch_prctl(struct thread *, struct lx_arch_prctl_args *);
int lx_setrlimit(struct thread *, struct lx_setrlimit_args *);
int lx_sethostname(struct thread *, struct lx_sethostname_args *);
int lx_setdomainname(struct thread *, struct lx_setdomainname_args *);
int lx_gettid(struct thread *, struct lx_gettid_args *);
int lx_readahead(struct thread *, struct lx_readahead_args *);
int lx_setxattr(struct thread *, struct lx_setxattr_args *);
int lx_lsetxattr(struct thread *, struct lx_lsetxattr_args *);
int lx_fsetxattr(struct thread *, struct lx_fsetxattr_args *);
int lx_getxattr(struct thread *, struct lx_getxattr_args *);
int lx_lgetxattr(struct thread *, struct lx_lgetxattr_args *);
int lx_fgetxattr(struct thread *, struct lx_fgetxattr_args *);
int lx_listxattr(struct thread *, struct lx_listxattr_args *);
int lx_llistxattr(struct thread *, struct lx_llistxattr_args *);
int lx_flistxattr(struct thread *, struct lx_flistxattr_args *);
int lx_removexattr(struct thread *, struct lx_removexattr_args *);
int lx_lremovexattr(struct thread *, struct lx_lremovexattr_args *);
int lx_fremovexattr(struct thread *, struct lx_fremovexattr_args *);
int lx_tkill(struct thread *, struct lx_tkill_args *);
int lx_time(struct thread *, struct lx_time_args *);
int lx_futex(struct thread *, struct lx_futex_args *);
int lx_sched_setaffinity(struct thread *, struct lx_sched_setaffinity_args *);
int lx_sched_getaffinity(struct thread *, struct lx_sched_getaffinity_args *);
int lx_epoll_create(struct thread *, struct lx_epoll_create_args *);
int lx_getdents64(struct thread *, struct lx_getdents64_args *);
int lx_set_tid_address(struct thread *, struct lx_set_tid_address_args *);
int lx_semtimedop(struct thread *, struct lx_semtimedop_args *);
int lx_fadvise64(struct thread *, struct lx_fadvise64_args *);
int lx_timer_create(struct thread *, struct lx_timer_create_args *);
int lx_timer_settime(struct thread *, struct lx_timer_settime_args *);
int lx_timer_gettime(struct thread *, struct lx_timer_gettime_args *);
int lx_timer_getoverrun(struct thread *, struct lx_timer_getoverrun_args *);
int lx_timer_delete(struct thread *, struct lx_timer_delete_args *);
int lx_clock_settime(struct thread *, struct lx_clock_settime_args *);
int lx_clock_gettime(struct thread *, struct lx_clock_gettime_args *);
int lx_clock_getres(struct thread *, struct lx_clock_getres_args *);
int lx_clock_nanosleep(struct thread *, struct lx_clock_nanosleep_args *);
int lx_exit_group(struct thread *, struct lx_exit_group_args *);
int lx_epoll_wait(struct thread *, struct lx_epoll_wait_args *);
int lx_epoll_ctl(struct thread *, struct lx_epoll_ctl_args *);
int lx_tgkill(struct thread *, struct lx_tgkill_args *);
int lx_utimes(struct thread *, struct lx_utimes_args *);
int lx_waitid(struct thread *, struct lx_waitid_args *);
int lx_inotify_init(struct thread *, struct lx_inotify_init_args *);
int lx_inotify_add_watch(struct thread *, struct lx_inotify_add_watch_args *);
int lx_inotify_rm_watch(struct thread *, struct lx_inotify_rm_watch_args *);
int lx_openat(struct thread *, struct lx_openat_args *);
int lx_mkdirat(struct thread *, struct lx_mkdirat_args *);
int lx_mknodat(struct thread *, struct lx_mknodat_args *);
int lx_fchownat(struct thread *, struct lx_fchownat_args *);
int lx_futimesat(struct thread *, struct lx_futimesat_args *);
int lx_newfstatat(struct thread *, struct lx_newfstatat_args *);
int lx_unlinkat(struct thread *, struct lx_unlinkat_args *);
int lx_renameat(struct thread *, struct lx_renameat_args *);
int lx_linkat(struct thread *, struct lx_linkat_args *);
int lx_symlinkat(struct thread *, struct lx_symlinkat_args *);
int lx_readlinkat(struct thread *, struct lx_readlinkat_args *);
int lx_fchmodat(struct thread *, struct lx_fchmodat_args *);
int lx_faccessat(struct thread *, struct lx_faccessat_args *);
int lx_pselect6(struct thread *, struct lx_pselect6_args *);
int lx_ppoll(struct thread *, struct lx_ppoll_args *);
int lx_set_robust_list(struct thread *, struct lx_set_robust_list_args *);
int lx_get_robust_list(struct thread *, struct lx_get_robust_list_args *);
int lx_sync_file_range(struct thread *, struct lx_sync_file_range_args *);
int lx_utimensat(struct thread *, struct lx_utimensat_args *);
int lx_epoll_pwait(struct thread *, struct lx_epoll_pwait_args *);
int lx_timerfd_create(struct thread *, struct lx_timerfd_create_args *);
int lx_eventfd(struct thread *, struct lx_eventfd_args *);
int lx_fallocate(struct thread *, struct lx_fallocate_args *);
int lx_timerfd_settime(struct thread *, struct lx_timerfd_settime_args *);
int lx_timerfd_gettime(struct thread *, struct lx_timerfd_gettime_args *);
int lx_accept4(struct thread *, struct lx_accept4_args *);
int lx_eventfd2(struct thread *, struct lx_eventfd2_args *);
int lx_epoll_create1(struct thread *, struct lx_epoll_create1_args *);
int lx_dup3(struct thread *, struct lx_dup3_args *);
int lx_pipe2(struct thread *, struct lx_pipe2_args *);
int lx_inotify_init1(struct thread *, struct lx_inotify_init1_args *);
int lx_preadv(struct thread *, struct lx_preadv_args *);
int lx_pwritev(struct thread *, struct lx_pwritev_args *);
int lx_rt_tgsigqueueinfo(struct thread *, struct lx_rt_tgsigqueueinfo_args *);
int lx_recvmmsg(struct thread *, struct lx_recvmmsg_args *);
int lx_prlimit64(struct thread *, struct lx_prlimit64_args *);
int lx_syncfs(struct thread *, struct lx_syncfs_args *);
int lx_sendmmsg(struct thread *, struct lx_sendmmsg_args *);
int lx_getcpu(struct thread *, struct lx_getcpu_args *);
int lx_kcmp(struct thread *, struct lx_kcmp_args *);
int lx_renameat2(struct thread *, struct lx_renameat2_args *);
int lx_getrandom(struct thread *, struct lx_getrandom_args *);
int lx_memfd_create(struct thread *, struct lx_memfd_create_args *);
int lx_execveat(struct thread *, struct lx_execveat_args *);
int lx_mlock2(struct thread *, struct lx_mlock2_args *);
int lx_copy_file_range(struct thread *, struct lx_copy_file_range_args *);
int lx_preadv2(struct thread *, struct lx_preadv2_args *);
int lx_pwritev2(struct thread *, struct lx_pwritev2_args *);
int lx_statx(struct thread *, struct lx_statx_args *);
int lx_clone3(struct thread *, struct lx_clone3_args *);
int lx_close_range(struct thread *, struct lx_close_range_args *);
int lx_faccessat2(struct thread *, struct lx_faccessat2_args *);
int lx_epoll_pwait2(struct thread *, struct lx_epoll_pwait2_args *);
int lx_fchmodat2(struct thread *, struct lx_fchmodat2_args *);

/* What answers an UNIMPL entry and a number past the table: counts it, fires the probe. */
int lx_nosys(struct thread *, void *);

/* The switch table (lx_sysent.c) and the description of arguments (lx_systrace_args.c). */
struct sysent;
extern struct sysent lx_sysent[];
void lx_systrace_args(int number, void *params, uint64_t *uarg, int *n_args);
void lx_systrace_entry_setargdesc(int number, int ndx, char *desc, size_t descsz);
void lx_systrace_return_setargdesc(int number, int ndx, char *desc, size_t descsz);

#undef LX_PAD_

#endif
