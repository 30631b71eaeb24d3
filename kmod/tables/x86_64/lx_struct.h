/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux's structures on x86-64, and where each member lies. lx_struct.c holds the definitions to
 * the list with _Static_assert; a test holds the list to Linux's own headers.
 *
 * Not here: timespec, timeval, itimerval, itimerspec, iovec, pollfd, rusage, winsize, linger and
 * sched_param, which are the same on both sides (the list has them too, so that it stays proven).
 */
#ifndef KMOD_TABLES_X86_64_LX_STRUCT_H
#define KMOD_TABLES_X86_64_LX_STRUCT_H

#include "kmod/tables/lx_types.h"

struct lx_timespec {
	int64_t tv_sec;
	int64_t tv_nsec;
};

struct lx_timeval {
	int64_t tv_sec;
	int64_t tv_usec;
};

struct lx_itimerspec {
	struct lx_timespec it_interval;
	struct lx_timespec it_value;
};

struct lx_itimerval {
	struct lx_timeval it_interval;
	struct lx_timeval it_value;
};

struct lx_iovec {
	uint64_t iov_base;
	uint64_t iov_len;
};

struct lx_pollfd {
	int32_t fd;
	int16_t events;
	int16_t revents;
};

struct lx_stat {
	uint64_t st_dev;
	uint64_t st_ino;
	uint64_t st_nlink;
	uint32_t st_mode;
	uint32_t st_uid;
	uint32_t st_gid;
	uint32_t st_pad0;
	uint64_t st_rdev;
	int64_t st_size;
	int64_t st_blksize;
	int64_t st_blocks; /* of 512 bytes */
	struct lx_timespec st_atim;
	struct lx_timespec st_mtim;
	struct lx_timespec st_ctim;
	int64_t st_unused[3];
};

struct lx_statx_timestamp {
	int64_t tv_sec;
	uint32_t tv_nsec;
	int32_t reserved;
};

struct lx_statx {
	uint32_t stx_mask;
	uint32_t stx_blksize;
	uint64_t stx_attributes;
	uint32_t stx_nlink;
	uint32_t stx_uid;
	uint32_t stx_gid;
	uint16_t stx_mode;
	uint16_t stx_pad0;
	uint64_t stx_ino;
	uint64_t stx_size;
	uint64_t stx_blocks;
	uint64_t stx_attributes_mask;
	struct lx_statx_timestamp stx_atime;
	struct lx_statx_timestamp stx_btime;
	struct lx_statx_timestamp stx_ctime;
	struct lx_statx_timestamp stx_mtime;
	uint32_t stx_rdev_major;
	uint32_t stx_rdev_minor;
	uint32_t stx_dev_major;
	uint32_t stx_dev_minor;
	uint64_t stx_mnt_id;
	uint64_t stx_spare[13];
};

enum {
	LX_STATX_BASIC_STATS = 0x7ff,
	LX_STATX_BTIME = 0x800,
	LX_STATX_MNT_ID = 0x1000,
	LX_STATX_RESERVED = (int)0x80000000U, /* a mask with it is EINVAL */
	LX_STATX_ATTR_APPEND = 0x20,
	LX_STATX_ATTR_IMMUTABLE = 0x10,
	LX_STATX_ATTR_NODUMP = 0x40,
};

struct lx_statfs {
	int64_t f_type;
	int64_t f_bsize;
	uint64_t f_blocks;
	uint64_t f_bfree;
	uint64_t f_bavail;
	uint64_t f_files;
	uint64_t f_ffree;
	int32_t f_fsid[2];
	int64_t f_namelen;
	int64_t f_frsize;
	int64_t f_flags;
	int64_t f_spare[4];
};

/* getdents64: records are a multiple of 8 bytes, the name begins right behind d_type */
struct lx_dirent64 {
	uint64_t d_ino;
	int64_t d_off;
	uint16_t d_reclen;
	uint8_t d_type;
	char d_name[1];
};

/* getdents: the type is in the record's last byte */
struct lx_dirent {
	uint64_t d_ino;
	uint64_t d_off;
	uint16_t d_reclen;
	char d_name[1];
};

/* members without the usual sa_: FreeBSD has macros of those names */
struct lx_sigaction {
	uint64_t handler; /* 0 SIG_DFL, 1 SIG_IGN, as in FreeBSD */
	uint64_t flags;
	uint64_t restorer;
	lx_sigset_t mask;
};

struct lx_stack {
	uint64_t ss_sp;
	int32_t ss_flags;
	uint64_t ss_size;
};

union lx_sigval {
	int32_t sival_int;
	uint64_t sival_ptr;
};

struct lx_siginfo {
	int32_t si_signo;
	int32_t si_errno;
	int32_t si_code;
	int32_t si_pad0;
	union {
		struct {
			int32_t pid;
			uint32_t uid;
			union lx_sigval value;
		} rt; /* SI_USER, SI_QUEUE, SI_TKILL, SI_MESGQ */
		struct {
			int32_t timerid;
			int32_t overrun;
			union lx_sigval value;
		} timer;
		struct {
			int32_t pid;
			uint32_t uid;
			int32_t status;
			int64_t utime;
			int64_t stime;
		} chld;
		struct {
			uint64_t addr;
			int16_t addr_lsb;
		} fault;
		struct {
			int64_t band;
			int32_t fd;
		} poll;
		struct {
			uint64_t call_addr;
			int32_t number;
			uint32_t arch;
		} sys;
		char pad[112];
	} u;
};

/* The registers in a signal frame; the order is the kernel's own. */
struct lx_sigcontext {
	uint64_t r8;
	uint64_t r9;
	uint64_t r10;
	uint64_t r11;
	uint64_t r12;
	uint64_t r13;
	uint64_t r14;
	uint64_t r15;
	uint64_t rdi;
	uint64_t rsi;
	uint64_t rbp;
	uint64_t rbx;
	uint64_t rdx;
	uint64_t rax;
	uint64_t rcx;
	uint64_t rsp;
	uint64_t rip;
	uint64_t eflags;
	uint16_t cs;
	uint16_t gs;
	uint16_t fs;
	uint16_t ss;
	uint64_t err;
	uint64_t trapno;
	uint64_t oldmask;
	uint64_t cr2;
	uint64_t fpstate; /* address, a multiple of 64; 0: none */
	uint64_t reserved[8];
};

struct lx_ucontext {
	uint64_t uc_flags;
	uint64_t uc_link;
	struct lx_stack uc_stack;
	struct lx_sigcontext uc_mcontext;
	lx_sigset_t uc_sigmask; /* in the C libraries 1024 bits; the kernel writes 64 */
};

enum {
	LX_UC_FP_XSTATE = 0x1,
	LX_UC_SIGCONTEXT_SS = 0x2,
	LX_UC_STRICT_RESTORE_SS = 0x4,
};

/* What rsp points to when the handler starts: the address that it returns to comes first. */
struct lx_rt_sigframe {
	uint64_t pretcode;
	struct lx_ucontext uc;
	struct lx_siginfo info;
};

/* The last 48 bytes of the 512 that fxsave writes: says that more state follows, and how much. */
struct lx_fpx_sw_bytes {
	uint32_t magic1; /* LX_FP_XSTATE_MAGIC1, or 0: fxsave state only */
	uint32_t extended_size; /* of everything, the magic at the end included */
	uint64_t xfeatures;
	uint32_t xstate_size;
	uint32_t padding[7];
};

#define LX_FP_XSTATE_MAGIC1 0x46505853U
#define LX_FP_XSTATE_MAGIC2 0x46505845U /* the four bytes behind the state */
enum {
	LX_FPX_SW_OFFSET = 464,
	LX_FXSAVE_SIZE = 512,
	LX_RED_ZONE = 128
};

struct lx_rusage {
	struct lx_timeval ru_utime;
	struct lx_timeval ru_stime;
	int64_t ru_maxrss;
	int64_t ru_ixrss;
	int64_t ru_idrss;
	int64_t ru_isrss;
	int64_t ru_minflt;
	int64_t ru_majflt;
	int64_t ru_nswap;
	int64_t ru_inblock;
	int64_t ru_oublock;
	int64_t ru_msgsnd;
	int64_t ru_msgrcv;
	int64_t ru_nsignals;
	int64_t ru_nvcsw;
	int64_t ru_nivcsw;
};

struct lx_utsname {
	char sysname[65];
	char nodename[65];
	char release[65];
	char version[65];
	char machine[65];
	char domainname[65];
};

struct lx_flock {
	int16_t l_type;
	int16_t l_whence;
	int32_t l_pad0;
	int64_t l_start;
	int64_t l_len;
	int32_t l_pid;
	int32_t l_pad1;
};

struct lx_msghdr {
	uint64_t msg_name;
	int32_t msg_namelen;
	int32_t msg_pad0;
	uint64_t msg_iov;
	uint64_t msg_iovlen;
	uint64_t msg_control;
	uint64_t msg_controllen;
	uint32_t msg_flags;
	int32_t msg_pad1;
};

struct lx_mmsghdr {
	struct lx_msghdr msg_hdr;
	uint32_t msg_len;
	uint32_t msg_pad0;
};

/* Data follows at a multiple of 8. */
struct lx_cmsghdr {
	uint64_t cmsg_len;
	int32_t cmsg_level;
	int32_t cmsg_type;
};

struct lx_ucred {
	int32_t pid;
	uint32_t uid;
	uint32_t gid;
};

struct lx_sockaddr {
	uint16_t sa_family;
	char sa_data[14];
};

struct lx_sockaddr_un {
	uint16_t sun_family;
	char sun_path[108];
};

struct lx_epoll_event {
	uint32_t events;
	uint64_t data;
} __attribute__((packed));

struct lx_sysinfo {
	int64_t uptime;
	uint64_t loads[3]; /* 1 is 65536 */
	uint64_t totalram;
	uint64_t freeram;
	uint64_t sharedram;
	uint64_t bufferram;
	uint64_t totalswap;
	uint64_t freeswap;
	uint16_t procs;
	uint16_t pad0;
	uint32_t pad1;
	uint64_t totalhigh;
	uint64_t freehigh;
	uint32_t mem_unit;
	uint32_t pad2;
};

struct lx_rlimit64 {
	uint64_t rlim_cur;
	uint64_t rlim_max;
};

struct lx_termios {
	uint32_t c_iflag;
	uint32_t c_oflag;
	uint32_t c_cflag;
	uint32_t c_lflag;
	uint8_t c_line;
	uint8_t c_cc[19];
};

struct lx_winsize {
	uint16_t ws_row;
	uint16_t ws_col;
	uint16_t ws_xpixel;
	uint16_t ws_ypixel;
};

struct lx_tms {
	int64_t tms_utime;
	int64_t tms_stime;
	int64_t tms_cutime;
	int64_t tms_cstime;
};

struct lx_utimbuf {
	int64_t actime;
	int64_t modtime;
};

struct lx_robust_list_head {
	uint64_t list;
	int64_t futex_offset;
	uint64_t list_op_pending;
};

/* pselect6's last argument */
struct lx_sigset_arg {
	uint64_t set;
	uint64_t size;
};

/* System V IPC. */
struct lx_ipc_perm {
	int32_t key;
	uint32_t uid;
	uint32_t gid;
	uint32_t cuid;
	uint32_t cgid;
	uint32_t mode;
	uint16_t seq;
	uint16_t pad;
	uint64_t unused[2];
};

struct lx_shmid_ds {
	struct lx_ipc_perm shm_perm;
	uint64_t shm_segsz;
	int64_t shm_atime;
	int64_t shm_dtime;
	int64_t shm_ctime;
	int32_t shm_cpid;
	int32_t shm_lpid;
	uint64_t shm_nattch;
	uint64_t unused[2];
};

struct lx_shminfo {
	uint64_t shmmax;
	uint64_t shmmin;
	uint64_t shmmni;
	uint64_t shmseg;
	uint64_t shmall;
	uint64_t unused[4];
};

struct lx_shm_info {
	int32_t used_ids;
	uint64_t shm_tot;
	uint64_t shm_rss;
	uint64_t shm_swp;
	uint64_t swap_attempts;
	uint64_t swap_successes;
};

struct lx_semid_ds {
	struct lx_ipc_perm sem_perm;
	int64_t sem_otime;
	uint64_t unused1;
	int64_t sem_ctime;
	uint64_t unused2;
	uint64_t sem_nsems;
	uint64_t unused3[2];
};

struct lx_seminfo {
	int32_t semmap;
	int32_t semmni;
	int32_t semmns;
	int32_t semmnu;
	int32_t semmsl;
	int32_t semopm;
	int32_t semume;
	int32_t semusz;
	int32_t semvmx;
	int32_t semaem;
};

struct lx_msqid_ds {
	struct lx_ipc_perm msg_perm;
	int64_t msg_stime;
	int64_t msg_rtime;
	int64_t msg_ctime;
	uint64_t msg_cbytes;
	uint64_t msg_qnum;
	uint64_t msg_qbytes;
	int32_t msg_lspid;
	int32_t msg_lrpid;
	uint64_t unused[2];
};

struct lx_clone_block {
	uint64_t flags;
	uint64_t pidfd;
	uint64_t child_tid;
	uint64_t parent_tid;
	uint64_t exit_signal;
	uint64_t stack;
	uint64_t stack_size;
	uint64_t tls;
	uint64_t set_tid;
	uint64_t set_tid_size;
	uint64_t cgroup;
};

/* S(our struct, Linux's name for it, size), F(our struct, member, Linux's name of it, offset, size)
 */
#define LX_STRUCTS(S, F) \
	S(lx_timespec, timespec, 16) \
	F(lx_timespec, tv_sec, tv_sec, 0, 8) \
	F(lx_timespec, tv_nsec, tv_nsec, 8, 8) \
	S(lx_timeval, timeval, 16) \
	F(lx_timeval, tv_sec, tv_sec, 0, 8) \
	F(lx_timeval, tv_usec, tv_usec, 8, 8) \
	S(lx_itimerspec, itimerspec, 32) \
	F(lx_itimerspec, it_interval, it_interval, 0, 16) \
	F(lx_itimerspec, it_value, it_value, 16, 16) \
	S(lx_itimerval, itimerval, 32) \
	F(lx_itimerval, it_interval, it_interval, 0, 16) \
	F(lx_itimerval, it_value, it_value, 16, 16) \
	S(lx_iovec, iovec, 16) \
	F(lx_iovec, iov_base, iov_base, 0, 8) \
	F(lx_iovec, iov_len, iov_len, 8, 8) \
	S(lx_pollfd, pollfd, 8) \
	F(lx_pollfd, fd, fd, 0, 4) \
	F(lx_pollfd, events, events, 4, 2) \
	F(lx_pollfd, revents, revents, 6, 2) \
	S(lx_stat, stat, 144) \
	F(lx_stat, st_dev, st_dev, 0, 8) \
	F(lx_stat, st_ino, st_ino, 8, 8) \
	F(lx_stat, st_nlink, st_nlink, 16, 8) \
	F(lx_stat, st_mode, st_mode, 24, 4) \
	F(lx_stat, st_uid, st_uid, 28, 4) \
	F(lx_stat, st_gid, st_gid, 32, 4) \
	F(lx_stat, st_rdev, st_rdev, 40, 8) \
	F(lx_stat, st_size, st_size, 48, 8) \
	F(lx_stat, st_blksize, st_blksize, 56, 8) \
	F(lx_stat, st_blocks, st_blocks, 64, 8) \
	F(lx_stat, st_atim, st_atime, 72, 16) \
	F(lx_stat, st_mtim, st_mtime, 88, 16) \
	F(lx_stat, st_ctim, st_ctime, 104, 16) \
	S(lx_statx_timestamp, statx_timestamp, 16) \
	F(lx_statx_timestamp, tv_sec, tv_sec, 0, 8) \
	F(lx_statx_timestamp, tv_nsec, tv_nsec, 8, 4) \
	S(lx_statx, statx, 256) \
	F(lx_statx, stx_mask, stx_mask, 0, 4) \
	F(lx_statx, stx_blksize, stx_blksize, 4, 4) \
	F(lx_statx, stx_attributes, stx_attributes, 8, 8) \
	F(lx_statx, stx_nlink, stx_nlink, 16, 4) \
	F(lx_statx, stx_uid, stx_uid, 20, 4) \
	F(lx_statx, stx_gid, stx_gid, 24, 4) \
	F(lx_statx, stx_mode, stx_mode, 28, 2) \
	F(lx_statx, stx_ino, stx_ino, 32, 8) \
	F(lx_statx, stx_size, stx_size, 40, 8) \
	F(lx_statx, stx_blocks, stx_blocks, 48, 8) \
	F(lx_statx, stx_attributes_mask, stx_attributes_mask, 56, 8) \
	F(lx_statx, stx_atime, stx_atime, 64, 16) \
	F(lx_statx, stx_btime, stx_btime, 80, 16) \
	F(lx_statx, stx_ctime, stx_ctime, 96, 16) \
	F(lx_statx, stx_mtime, stx_mtime, 112, 16) \
	F(lx_statx, stx_rdev_major, stx_rdev_major, 128, 4) \
	F(lx_statx, stx_rdev_minor, stx_rdev_minor, 132, 4) \
	F(lx_statx, stx_dev_major, stx_dev_major, 136, 4) \
	F(lx_statx, stx_dev_minor, stx_dev_minor, 140, 4) \
	F(lx_statx, stx_mnt_id, stx_mnt_id, 144, 8) \
	S(lx_statfs, statfs, 120) \
	F(lx_statfs, f_type, f_type, 0, 8) \
	F(lx_statfs, f_bsize, f_bsize, 8, 8) \
	F(lx_statfs, f_blocks, f_blocks, 16, 8) \
	F(lx_statfs, f_bfree, f_bfree, 24, 8) \
	F(lx_statfs, f_bavail, f_bavail, 32, 8) \
	F(lx_statfs, f_files, f_files, 40, 8) \
	F(lx_statfs, f_ffree, f_ffree, 48, 8) \
	F(lx_statfs, f_fsid, f_fsid, 56, 8) \
	F(lx_statfs, f_namelen, f_namelen, 64, 8) \
	F(lx_statfs, f_frsize, f_frsize, 72, 8) \
	F(lx_statfs, f_flags, f_flags, 80, 8) \
	S(lx_dirent64, dirent64, 24) \
	F(lx_dirent64, d_ino, d_ino, 0, 8) \
	F(lx_dirent64, d_off, d_off, 8, 8) \
	F(lx_dirent64, d_reclen, d_reclen, 16, 2) \
	F(lx_dirent64, d_type, d_type, 18, 1) \
	F(lx_dirent64, d_name, d_name, 19, 1) \
	S(lx_dirent, linux_dirent, 24) \
	F(lx_dirent, d_ino, d_ino, 0, 8) \
	F(lx_dirent, d_off, d_off, 8, 8) \
	F(lx_dirent, d_reclen, d_reclen, 16, 2) \
	F(lx_dirent, d_name, d_name, 18, 1) \
	S(lx_sigaction, sigaction, 32) \
	F(lx_sigaction, handler, sa_handler, 0, 8) \
	F(lx_sigaction, flags, sa_flags, 8, 8) \
	F(lx_sigaction, restorer, sa_restorer, 16, 8) \
	F(lx_sigaction, mask, sa_mask, 24, 8) \
	S(lx_stack, sigaltstack, 24) \
	F(lx_stack, ss_sp, ss_sp, 0, 8) \
	F(lx_stack, ss_flags, ss_flags, 8, 4) \
	F(lx_stack, ss_size, ss_size, 16, 8) \
	S(lx_siginfo, siginfo, 128) \
	F(lx_siginfo, si_signo, si_signo, 0, 4) \
	F(lx_siginfo, si_errno, si_errno, 4, 4) \
	F(lx_siginfo, si_code, si_code, 8, 4) \
	F(lx_siginfo, u.rt.pid, _sifields._rt._pid, 16, 4) \
	F(lx_siginfo, u.rt.uid, _sifields._rt._uid, 20, 4) \
	F(lx_siginfo, u.rt.value, _sifields._rt._sigval, 24, 8) \
	F(lx_siginfo, u.timer.timerid, _sifields._timer._tid, 16, 4) \
	F(lx_siginfo, u.timer.overrun, _sifields._timer._overrun, 20, 4) \
	F(lx_siginfo, u.timer.value, _sifields._timer._sigval, 24, 8) \
	F(lx_siginfo, u.chld.pid, _sifields._sigchld._pid, 16, 4) \
	F(lx_siginfo, u.chld.uid, _sifields._sigchld._uid, 20, 4) \
	F(lx_siginfo, u.chld.status, _sifields._sigchld._status, 24, 4) \
	F(lx_siginfo, u.chld.utime, _sifields._sigchld._utime, 32, 8) \
	F(lx_siginfo, u.chld.stime, _sifields._sigchld._stime, 40, 8) \
	F(lx_siginfo, u.fault.addr, _sifields._sigfault._addr, 16, 8) \
	F(lx_siginfo, u.poll.band, _sifields._sigpoll._band, 16, 8) \
	F(lx_siginfo, u.poll.fd, _sifields._sigpoll._fd, 24, 4) \
	F(lx_siginfo, u.sys.call_addr, _sifields._sigsys._call_addr, 16, 8) \
	F(lx_siginfo, u.sys.number, _sifields._sigsys._syscall, 24, 4) \
	F(lx_siginfo, u.sys.arch, _sifields._sigsys._arch, 28, 4) \
	S(lx_sigcontext, sigcontext, 256) \
	F(lx_sigcontext, r8, r8, 0, 8) \
	F(lx_sigcontext, r15, r15, 56, 8) \
	F(lx_sigcontext, rdi, rdi, 64, 8) \
	F(lx_sigcontext, rsi, rsi, 72, 8) \
	F(lx_sigcontext, rbp, rbp, 80, 8) \
	F(lx_sigcontext, rbx, rbx, 88, 8) \
	F(lx_sigcontext, rdx, rdx, 96, 8) \
	F(lx_sigcontext, rax, rax, 104, 8) \
	F(lx_sigcontext, rcx, rcx, 112, 8) \
	F(lx_sigcontext, rsp, rsp, 120, 8) \
	F(lx_sigcontext, rip, rip, 128, 8) \
	F(lx_sigcontext, eflags, eflags, 136, 8) \
	F(lx_sigcontext, cs, cs, 144, 2) \
	F(lx_sigcontext, gs, gs, 146, 2) \
	F(lx_sigcontext, fs, fs, 148, 2) \
	F(lx_sigcontext, ss, ss, 150, 2) \
	F(lx_sigcontext, err, err, 152, 8) \
	F(lx_sigcontext, trapno, trapno, 160, 8) \
	F(lx_sigcontext, oldmask, oldmask, 168, 8) \
	F(lx_sigcontext, cr2, cr2, 176, 8) \
	F(lx_sigcontext, fpstate, fpstate, 184, 8) \
	F(lx_sigcontext, reserved, reserved1, 192, 64) \
	S(lx_ucontext, ucontext, 304) \
	F(lx_ucontext, uc_flags, uc_flags, 0, 8) \
	F(lx_ucontext, uc_link, uc_link, 8, 8) \
	F(lx_ucontext, uc_stack, uc_stack, 16, 24) \
	F(lx_ucontext, uc_mcontext, uc_mcontext, 40, 256) \
	F(lx_ucontext, uc_sigmask, uc_sigmask, 296, 8) \
	S(lx_rt_sigframe, rt_sigframe, 440) \
	F(lx_rt_sigframe, pretcode, pretcode, 0, 8) \
	F(lx_rt_sigframe, uc, uc, 8, 304) \
	F(lx_rt_sigframe, info, info, 312, 128) \
	S(lx_fpx_sw_bytes, _fpx_sw_bytes, 48) \
	F(lx_fpx_sw_bytes, magic1, magic1, 0, 4) \
	F(lx_fpx_sw_bytes, extended_size, extended_size, 4, 4) \
	F(lx_fpx_sw_bytes, xfeatures, xfeatures, 8, 8) \
	F(lx_fpx_sw_bytes, xstate_size, xstate_size, 16, 4) \
	S(lx_rusage, rusage, 144) \
	F(lx_rusage, ru_utime, ru_utime, 0, 16) \
	F(lx_rusage, ru_stime, ru_stime, 16, 16) \
	F(lx_rusage, ru_maxrss, ru_maxrss, 32, 8) \
	F(lx_rusage, ru_minflt, ru_minflt, 64, 8) \
	F(lx_rusage, ru_inblock, ru_inblock, 88, 8) \
	F(lx_rusage, ru_nsignals, ru_nsignals, 120, 8) \
	F(lx_rusage, ru_nivcsw, ru_nivcsw, 136, 8) \
	S(lx_utsname, new_utsname, 390) \
	F(lx_utsname, sysname, sysname, 0, 65) \
	F(lx_utsname, nodename, nodename, 65, 65) \
	F(lx_utsname, release, release, 130, 65) \
	F(lx_utsname, version, version, 195, 65) \
	F(lx_utsname, machine, machine, 260, 65) \
	F(lx_utsname, domainname, domainname, 325, 65) \
	S(lx_flock, flock, 32) \
	F(lx_flock, l_type, l_type, 0, 2) \
	F(lx_flock, l_whence, l_whence, 2, 2) \
	F(lx_flock, l_start, l_start, 8, 8) \
	F(lx_flock, l_len, l_len, 16, 8) \
	F(lx_flock, l_pid, l_pid, 24, 4) \
	S(lx_msghdr, msghdr, 56) \
	F(lx_msghdr, msg_name, msg_name, 0, 8) \
	F(lx_msghdr, msg_namelen, msg_namelen, 8, 4) \
	F(lx_msghdr, msg_iov, msg_iov, 16, 8) \
	F(lx_msghdr, msg_iovlen, msg_iovlen, 24, 8) \
	F(lx_msghdr, msg_control, msg_control, 32, 8) \
	F(lx_msghdr, msg_controllen, msg_controllen, 40, 8) \
	F(lx_msghdr, msg_flags, msg_flags, 48, 4) \
	S(lx_mmsghdr, mmsghdr, 64) \
	F(lx_mmsghdr, msg_hdr, msg_hdr, 0, 56) \
	F(lx_mmsghdr, msg_len, msg_len, 56, 4) \
	S(lx_cmsghdr, cmsghdr, 16) \
	F(lx_cmsghdr, cmsg_len, cmsg_len, 0, 8) \
	F(lx_cmsghdr, cmsg_level, cmsg_level, 8, 4) \
	F(lx_cmsghdr, cmsg_type, cmsg_type, 12, 4) \
	S(lx_ucred, ucred, 12) \
	F(lx_ucred, pid, pid, 0, 4) \
	F(lx_ucred, uid, uid, 4, 4) \
	F(lx_ucred, gid, gid, 8, 4) \
	S(lx_sockaddr, sockaddr, 16) \
	F(lx_sockaddr, sa_family, sa_family, 0, 2) \
	F(lx_sockaddr, sa_data, sa_data, 2, 14) \
	S(lx_sockaddr_un, sockaddr_un, 110) \
	F(lx_sockaddr_un, sun_family, sun_family, 0, 2) \
	F(lx_sockaddr_un, sun_path, sun_path, 2, 108) \
	S(lx_epoll_event, epoll_event, 12) \
	F(lx_epoll_event, events, events, 0, 4) \
	F(lx_epoll_event, data, data, 4, 8) \
	S(lx_sysinfo, sysinfo, 112) \
	F(lx_sysinfo, uptime, uptime, 0, 8) \
	F(lx_sysinfo, loads, loads, 8, 24) \
	F(lx_sysinfo, totalram, totalram, 32, 8) \
	F(lx_sysinfo, freeram, freeram, 40, 8) \
	F(lx_sysinfo, sharedram, sharedram, 48, 8) \
	F(lx_sysinfo, bufferram, bufferram, 56, 8) \
	F(lx_sysinfo, totalswap, totalswap, 64, 8) \
	F(lx_sysinfo, freeswap, freeswap, 72, 8) \
	F(lx_sysinfo, procs, procs, 80, 2) \
	F(lx_sysinfo, totalhigh, totalhigh, 88, 8) \
	F(lx_sysinfo, freehigh, freehigh, 96, 8) \
	F(lx_sysinfo, mem_unit, mem_unit, 104, 4) \
	S(lx_rlimit64, rlimit64, 16) \
	F(lx_rlimit64, rlim_cur, rlim_cur, 0, 8) \
	F(lx_rlimit64, rlim_max, rlim_max, 8, 8) \
	S(lx_termios, termios, 36) \
	F(lx_termios, c_iflag, c_iflag, 0, 4) \
	F(lx_termios, c_oflag, c_oflag, 4, 4) \
	F(lx_termios, c_cflag, c_cflag, 8, 4) \
	F(lx_termios, c_lflag, c_lflag, 12, 4) \
	F(lx_termios, c_line, c_line, 16, 1) \
	F(lx_termios, c_cc, c_cc, 17, 19) \
	S(lx_winsize, winsize, 8) \
	F(lx_winsize, ws_row, ws_row, 0, 2) \
	F(lx_winsize, ws_col, ws_col, 2, 2) \
	F(lx_winsize, ws_xpixel, ws_xpixel, 4, 2) \
	F(lx_winsize, ws_ypixel, ws_ypixel, 6, 2) \
	S(lx_tms, tms, 32) \
	F(lx_tms, tms_utime, tms_utime, 0, 8) \
	F(lx_tms, tms_stime, tms_stime, 8, 8) \
	F(lx_tms, tms_cutime, tms_cutime, 16, 8) \
	F(lx_tms, tms_cstime, tms_cstime, 24, 8) \
	S(lx_utimbuf, utimbuf, 16) \
	F(lx_utimbuf, actime, actime, 0, 8) \
	F(lx_utimbuf, modtime, modtime, 8, 8) \
	S(lx_robust_list_head, robust_list_head, 24) \
	F(lx_robust_list_head, list, list, 0, 8) \
	F(lx_robust_list_head, futex_offset, futex_offset, 8, 8) \
	F(lx_robust_list_head, list_op_pending, list_op_pending, 16, 8) \
	S(lx_sigset_arg, sigset_argpack, 16) \
	F(lx_sigset_arg, set, p, 0, 8) \
	F(lx_sigset_arg, size, size, 8, 8) \
	S(lx_ipc_perm, ipc64_perm, 48) \
	F(lx_ipc_perm, key, key, 0, 4) \
	F(lx_ipc_perm, uid, uid, 4, 4) \
	F(lx_ipc_perm, gid, gid, 8, 4) \
	F(lx_ipc_perm, cuid, cuid, 12, 4) \
	F(lx_ipc_perm, cgid, cgid, 16, 4) \
	F(lx_ipc_perm, mode, mode, 20, 4) \
	F(lx_ipc_perm, seq, seq, 24, 2) \
	S(lx_shmid_ds, shmid64_ds, 112) \
	F(lx_shmid_ds, shm_perm, shm_perm, 0, 48) \
	F(lx_shmid_ds, shm_segsz, shm_segsz, 48, 8) \
	F(lx_shmid_ds, shm_atime, shm_atime, 56, 8) \
	F(lx_shmid_ds, shm_dtime, shm_dtime, 64, 8) \
	F(lx_shmid_ds, shm_ctime, shm_ctime, 72, 8) \
	F(lx_shmid_ds, shm_cpid, shm_cpid, 80, 4) \
	F(lx_shmid_ds, shm_lpid, shm_lpid, 84, 4) \
	F(lx_shmid_ds, shm_nattch, shm_nattch, 88, 8) \
	S(lx_shminfo, shminfo64, 72) \
	F(lx_shminfo, shmmax, shmmax, 0, 8) \
	F(lx_shminfo, shmmin, shmmin, 8, 8) \
	F(lx_shminfo, shmmni, shmmni, 16, 8) \
	F(lx_shminfo, shmseg, shmseg, 24, 8) \
	F(lx_shminfo, shmall, shmall, 32, 8) \
	S(lx_shm_info, shm_info, 48) \
	F(lx_shm_info, used_ids, used_ids, 0, 4) \
	F(lx_shm_info, shm_tot, shm_tot, 8, 8) \
	F(lx_shm_info, shm_rss, shm_rss, 16, 8) \
	F(lx_shm_info, shm_swp, shm_swp, 24, 8) \
	F(lx_shm_info, swap_attempts, swap_attempts, 32, 8) \
	F(lx_shm_info, swap_successes, swap_successes, 40, 8) \
	S(lx_semid_ds, semid64_ds, 104) \
	F(lx_semid_ds, sem_perm, sem_perm, 0, 48) \
	F(lx_semid_ds, sem_otime, sem_otime, 48, 8) \
	F(lx_semid_ds, sem_ctime, sem_ctime, 64, 8) \
	F(lx_semid_ds, sem_nsems, sem_nsems, 80, 8) \
	S(lx_seminfo, seminfo, 40) \
	F(lx_seminfo, semmap, semmap, 0, 4) \
	F(lx_seminfo, semmni, semmni, 4, 4) \
	F(lx_seminfo, semmns, semmns, 8, 4) \
	F(lx_seminfo, semmnu, semmnu, 12, 4) \
	F(lx_seminfo, semmsl, semmsl, 16, 4) \
	F(lx_seminfo, semopm, semopm, 20, 4) \
	F(lx_seminfo, semume, semume, 24, 4) \
	F(lx_seminfo, semusz, semusz, 28, 4) \
	F(lx_seminfo, semvmx, semvmx, 32, 4) \
	F(lx_seminfo, semaem, semaem, 36, 4) \
	S(lx_msqid_ds, msqid64_ds, 120) \
	F(lx_msqid_ds, msg_perm, msg_perm, 0, 48) \
	F(lx_msqid_ds, msg_stime, msg_stime, 48, 8) \
	F(lx_msqid_ds, msg_rtime, msg_rtime, 56, 8) \
	F(lx_msqid_ds, msg_ctime, msg_ctime, 64, 8) \
	F(lx_msqid_ds, msg_cbytes, msg_cbytes, 72, 8) \
	F(lx_msqid_ds, msg_qnum, msg_qnum, 80, 8) \
	F(lx_msqid_ds, msg_qbytes, msg_qbytes, 88, 8) \
	F(lx_msqid_ds, msg_lspid, msg_lspid, 96, 4) \
	F(lx_msqid_ds, msg_lrpid, msg_lrpid, 100, 4) \
	S(lx_clone_block, clone_args, 88) \
	F(lx_clone_block, flags, flags, 0, 8) \
	F(lx_clone_block, pidfd, pidfd, 8, 8) \
	F(lx_clone_block, child_tid, child_tid, 16, 8) \
	F(lx_clone_block, parent_tid, parent_tid, 24, 8) \
	F(lx_clone_block, exit_signal, exit_signal, 32, 8) \
	F(lx_clone_block, stack, stack, 40, 8) \
	F(lx_clone_block, stack_size, stack_size, 48, 8) \
	F(lx_clone_block, tls, tls, 56, 8) \
	F(lx_clone_block, set_tid, set_tid, 64, 8) \
	F(lx_clone_block, set_tid_size, set_tid_size, 72, 8) \
	F(lx_clone_block, cgroup, cgroup, 80, 8)

/* A structure, and behind it its members. */
struct lx_field {
	const char *lx_struct; /* Linux's name of the structure; NULL for a member */
	const char *lx_member; /* Linux's name of the member; NULL for the structure as a whole */
	uint16_t offset;
	uint16_t size;
};

extern const struct lx_field lx_fields[];
extern const unsigned int lx_field_count;

#endif
