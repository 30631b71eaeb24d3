/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux's structures on x86-64. Where each member lies is said again, as numbers, in
 * lx_struct_list.h; lx_struct.c holds the two together.
 *
 * timespec, timeval, itimerval, itimerspec, iovec, pollfd, rusage and winsize are the same
 * on both sides, and here for the list, so that it stays proven.
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

#endif
