/* SPDX-License-Identifier: BSD-2-Clause */
/* Processes: wait, limits, rusage, priorities, scheduling, clone, prctl. */
#ifndef KMOD_TABLES_LX_PROCESS_H
#define KMOD_TABLES_LX_PROCESS_H

#include "kmod/tables/lx_table.h"

#define LX_WAIT_ROWS(B, O, I, D, R, N) \
	B(WNOHANG, 1, WNOHANG, 1, "") \
	B(WUNTRACED, 2, WUNTRACED, 2, "WSTOPPED is the same number") \
	B(WCONTINUED, 4, WCONTINUED, 8, "") \
	B(WEXITED, 16, WEXITED, 4, "") \
	B(WNOWAIT, 8, WNOWAIT, 0x01000000, "") \
	N(WTRAPPED, 32, "wait4 on Linux always tells of traps: the module adds it") \
	D(__WNOTHREAD, 0x20000000, "children of other threads too") \
	D(__WALL, 0x40000000, "") \
	B(WLINUXCLONE, 0x80000000, __WCLONE, 0x80000000, "children that do not send SIGCHLD")

LX_CONSTANTS(LX_WAIT_ROWS);

#define LX_IDTYPE_ROWS(B, O, I, D, R, N) \
	B(P_ALL, 7, P_ALL, 0, "") \
	B(P_PID, 0, P_PID, 1, "") \
	B(P_PGID, 2, P_PGID, 2, "") \
	R(P_PIDFD, 3, "no pidfd yet")

LX_CONSTANTS(LX_IDTYPE_ROWS);

/* Linux's infinity is all ones, FreeBSD's the largest signed number: lx_rlim_to_bsd below. */
#define LX_RLIMIT_ROWS(B, O, I, D, R, N) \
	B(RLIMIT_CPU, 0, RLIMIT_CPU, 0, "") \
	B(RLIMIT_FSIZE, 1, RLIMIT_FSIZE, 1, "") \
	B(RLIMIT_DATA, 2, RLIMIT_DATA, 2, "") \
	B(RLIMIT_STACK, 3, RLIMIT_STACK, 3, "") \
	B(RLIMIT_CORE, 4, RLIMIT_CORE, 4, "") \
	B(RLIMIT_RSS, 5, RLIMIT_RSS, 5, "") \
	B(RLIMIT_NPROC, 7, RLIMIT_NPROC, 6, "") \
	B(RLIMIT_NOFILE, 8, RLIMIT_NOFILE, 7, "") \
	B(RLIMIT_MEMLOCK, 6, RLIMIT_MEMLOCK, 8, "") \
	B(RLIMIT_VMEM, 10, RLIMIT_AS, 9, "") \
	R(RLIMIT_LOCKS, 10, "told as infinite; cannot be set") \
	R(RLIMIT_SIGPENDING, 11, "told as infinite; cannot be set") \
	R(RLIMIT_MSGQUEUE, 12, "told as infinite; cannot be set") \
	R(RLIMIT_NICE, 13, "told as 0; cannot be set") \
	R(RLIMIT_RTPRIO, 14, "told as 0; cannot be set") \
	R(RLIMIT_RTTIME, 15, "told as infinite; cannot be set") \
	N(RLIMIT_SBSIZE, 9, "") \
	N(RLIMIT_NPTS, 11, "") \
	N(RLIMIT_SWAP, 12, "") \
	N(RLIMIT_KQUEUES, 13, "") \
	N(RLIMIT_UMTXP, 14, "")

LX_CONSTANTS(LX_RLIMIT_ROWS);
enum {
	LX_RLIM_NLIMITS = 16
};
#define LX_RLIM_INFINITY     (~(uint64_t)0)
#define LX_BSD_RLIM_INFINITY ((int64_t)((uint64_t)-1 >> 1))

#define LX_RUSAGE_ROWS(B, O, I, D, R, N) \
	B(RUSAGE_SELF, 0, RUSAGE_SELF, 0, "") \
	B(RUSAGE_CHILDREN, -1, RUSAGE_CHILDREN, -1, "") \
	B(RUSAGE_THREAD, 1, RUSAGE_THREAD, 1, "")

LX_CONSTANTS(LX_RUSAGE_ROWS);

#define LX_PRIO_ROWS(B, O, I, D, R, N) \
	B(PRIO_PROCESS, 0, PRIO_PROCESS, 0, \
	    "getpriority returns 20 minus the nice value on Linux") \
	B(PRIO_PGRP, 1, PRIO_PGRP, 1, "") \
	B(PRIO_USER, 2, PRIO_USER, 2, "")

LX_CONSTANTS(LX_PRIO_ROWS);

#define LX_SCHED_ROWS(B, O, I, D, R, N) \
	B(SCHED_OTHER, 2, SCHED_NORMAL, 0, "SCHED_OTHER in the C libraries") \
	B(SCHED_FIFO, 1, SCHED_FIFO, 1, "") \
	B(SCHED_RR, 3, SCHED_RR, 2, "") \
	I(SCHED_OTHER, 2, SCHED_BATCH, 3, "") \
	I(SCHED_OTHER, 2, SCHED_IDLE, 5, "") \
	R(SCHED_DEADLINE, 6, "no counterpart")

LX_CONSTANTS(LX_SCHED_ROWS);
enum {
	LX_SCHED_RESET_ON_FORK = 0x40000000,
	LX_SCHED_PRIO_MIN = 1,
	LX_SCHED_PRIO_MAX = 99
};

/* clone: what the module does with each flag; the low byte is the signal at exit. */
#define LX_CLONE_ROWS(B, O, I, D, R, N) \
	I(RFMEM, 0x20, CLONE_VM, 0x100, "") \
	D(CLONE_FS, 0x200, "only with CLONE_THREAD, where it is so anyway") \
	D(CLONE_FILES, 0x400, "RFFDG is left out") \
	I(RFSIGSHARE, 0x4000, CLONE_SIGHAND, 0x800, "") \
	R(CLONE_PIDFD, 0x1000, "no pidfd yet") \
	D(CLONE_PTRACE, 0x2000, "") \
	I(RFPPWAIT, 0x80000000, CLONE_VFORK, 0x4000, "") \
	R(CLONE_PARENT, 0x8000, "FreeBSD cannot give a child away") \
	D(CLONE_THREAD, 0x10000, "a thread of the same process") \
	R(CLONE_NEWNS, 0x20000, "namespaces") \
	D(CLONE_SYSVSEM, 0x40000, "") \
	D(CLONE_SETTLS, 0x80000, "the module's own") \
	D(CLONE_PARENT_SETTID, 0x100000, "the module's own") \
	D(CLONE_CHILD_CLEARTID, 0x200000, "the module's own") \
	D(CLONE_DETACHED, 0x400000, "without effect in Linux too") \
	D(CLONE_UNTRACED, 0x800000, "") \
	D(CLONE_CHILD_SETTID, 0x1000000, "the module's own") \
	R(CLONE_NEWCGROUP, 0x2000000, "namespaces") \
	R(CLONE_NEWUTS, 0x4000000, "namespaces") \
	R(CLONE_NEWIPC, 0x8000000, "namespaces") \
	R(CLONE_NEWUSER, 0x10000000, "namespaces") \
	R(CLONE_NEWPID, 0x20000000, "namespaces") \
	R(CLONE_NEWNET, 0x40000000, "namespaces") \
	D(CLONE_IO, 0x80000000, "")

LX_CONSTANTS(LX_CLONE_ROWS);
enum {
	LX_CSIGNAL = 0xff
};

/* prctl options; the native name is the procctl(2) command that serves, if one does. */
#define LX_PRCTL_ROWS(B, O, I, D, R, N) \
	I(PROC_PDEATHSIG_CTL, 11, PR_SET_PDEATHSIG, 1, "") \
	I(PROC_PDEATHSIG_STATUS, 12, PR_GET_PDEATHSIG, 2, "") \
	I(PROC_TRACE_STATUS, 8, PR_GET_DUMPABLE, 3, "") \
	I(PROC_TRACE_CTL, 7, PR_SET_DUMPABLE, 4, "") \
	D(PR_GET_KEEPCAPS, 7, "no capabilities: 0") \
	D(PR_SET_KEEPCAPS, 8, "no capabilities") \
	D(PR_SET_NAME, 15, "the thread's name, 16 bytes; the module's own") \
	D(PR_GET_NAME, 16, "the module's own") \
	R(PR_GET_SECCOMP, 21, "") \
	R(PR_SET_SECCOMP, 22, "") \
	R(PR_CAPBSET_READ, 23, "EINVAL: no such capability") \
	R(PR_CAPBSET_DROP, 24, "") \
	R(PR_GET_SECUREBITS, 27, "") \
	R(PR_SET_SECUREBITS, 28, "") \
	D(PR_SET_TIMERSLACK, 29, "") \
	D(PR_GET_TIMERSLACK, 30, "") \
	R(PR_SET_MM, 35, "") \
	R(PR_SET_CHILD_SUBREAPER, 36, "the module's, with PROC_REAP_ACQUIRE, or not at all") \
	R(PR_GET_CHILD_SUBREAPER, 37, "") \
	I(PROC_NO_NEW_PRIVS_CTL, 19, PR_SET_NO_NEW_PRIVS, 38, "") \
	I(PROC_NO_NEW_PRIVS_STATUS, 20, PR_GET_NO_NEW_PRIVS, 39, "") \
	R(PR_SET_THP_DISABLE, 41, "") \
	R(PR_GET_THP_DISABLE, 42, "") \
	R(PR_CAP_AMBIENT, 47, "") \
	R(PR_SET_VMA, 0x53564d41, "names of mappings; EINVAL is expected") \
	R(PR_SET_PTRACER, 0x59616d61, "")

LX_CONSTANTS(LX_PRCTL_ROWS);

/* clone3's own, above the 32 bits of clone */
#define LX_CLONE3_ROWS(B, O, I, D, R, N) \
	D(CLONE_CLEAR_SIGHAND, 0x100000000, "the module's own") \
	R(CLONE_INTO_CGROUP, 0x200000000, "no control groups")

LX_CONSTANTS(LX_CLONE3_ROWS);
enum {
	LX_CLONE_ARGS_SIZE_VER0 = 64
};

#define LX_KCMP_ROWS(B, O, I, D, R, N) \
	B(KCMP_FILE, 100, KCMP_FILE, 0, "") \
	B(KCMP_VM, 104, KCMP_VM, 1, "") \
	B(KCMP_FILES, 102, KCMP_FILES, 2, "") \
	R(KCMP_FS, 3, "") \
	B(KCMP_SIGHAND, 103, KCMP_SIGHAND, 4, "") \
	R(KCMP_IO, 5, "") \
	R(KCMP_SYSVSEM, 6, "") \
	R(KCMP_EPOLL_TFD, 7, "") \
	N(KCMP_FILEOBJ, 101, "")

LX_CONSTANTS(LX_KCMP_ROWS);

/* The same on both sides, so membarrier is FreeBSD's own; here so that it stays proven. */
#define LX_MEMBARRIER_ROWS(B, O, I, D, R, N) \
	B(MEMBARRIER_CMD_QUERY, 0x0, MEMBARRIER_CMD_QUERY, 0x0, "") \
	B(MEMBARRIER_CMD_GLOBAL, 0x1, MEMBARRIER_CMD_GLOBAL, 0x1, "") \
	B(MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0x2, MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0x2, "") \
	B(MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, 0x4, MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, \
	    0x4, "") \
	B(MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0x8, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0x8, "") \
	B(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0x10, \
	    MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0x10, "") \
	B(MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE, 0x20, \
	    MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE, 0x20, "") \
	B(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE, 0x40, \
	    MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE, 0x40, "")

#define LX_PERSONALITY_ROWS(B, O, I, D, R, N) \
	I(PROC_ASLR_FORCE_DISABLE, 2, ADDR_NO_RANDOMIZE, 0x0040000, "of programs that run later") \
	R(UNAME26, 0x0020000, "") \
	R(FDPIC_FUNCPTRS, 0x0080000, "") \
	R(MMAP_PAGE_ZERO, 0x0100000, "") \
	R(ADDR_COMPAT_LAYOUT, 0x0200000, "") \
	R(READ_IMPLIES_EXEC, 0x0400000, "") \
	R(ADDR_LIMIT_32BIT, 0x0800000, "") \
	R(SHORT_INODE, 0x1000000, "") \
	R(WHOLE_SECONDS, 0x2000000, "") \
	R(STICKY_TIMEOUTS, 0x4000000, "") \
	R(ADDR_LIMIT_3GB, 0x8000000, "")

LX_CONSTANTS(LX_PERSONALITY_ROWS);

#define LX_GETRANDOM_ROWS(B, O, I, D, R, N) \
	B(GRND_NONBLOCK, 0x1, GRND_NONBLOCK, 0x1, "") \
	B(GRND_RANDOM, 0x2, GRND_RANDOM, 0x2, "") \
	B(GRND_INSECURE, 0x4, GRND_INSECURE, 0x4, "")

LX_CONSTANTS(LX_GETRANDOM_ROWS);

extern const struct lx_table lx_wait_table;
extern const struct lx_table lx_idtype_table;
extern const struct lx_table lx_rlimit_table;
extern const struct lx_table lx_rusage_table;
extern const struct lx_table lx_prio_table;
extern const struct lx_table lx_sched_table;
extern const struct lx_table lx_clone_table;
extern const struct lx_table lx_prctl_table;
extern const struct lx_table lx_getrandom_table;
extern const struct lx_table lx_clone3_table;
extern const struct lx_table lx_kcmp_table;
extern const struct lx_table lx_membarrier_table;
extern const struct lx_table lx_personality_table;

/*
 * A limit's value. Everything from FreeBSD's infinity up is infinite on both sides: without this, a
 * program that asks for its limits sees a huge finite one.
 */
int64_t lx_rlim_to_bsd(uint64_t value);
uint64_t lx_rlim_to_linux(int64_t value);

/* A wait status word: the signal in it translated, in both the stopped and the killed form. */
int lx_wait_status_to_linux(int status);

#endif
