/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Holds the tables' native numbers to the kernel that the module is compiled for. There is no code
 * here: a number that FreeBSD has changed is an error of the compiler, with the name in it.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/dirent.h>
#include <sys/errno.h>
#include <sys/event.h>
#include <sys/eventfd.h>
#include <sys/fcntl.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/membarrier.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/filio.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/poll.h>
#include <sys/procctl.h>
#include <sys/proc.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/sched.h>
#include <sys/signalvar.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/_termios.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/ttycom.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/unistd.h>
#include <sys/wait.h>

#include <machine/sysarch.h>
#include <machine/trap.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "kmod/tables/lx_tables.h"
#include "kmod/tables/x86_64/lx_struct.h"
#include "kmod/tables/x86_64/lx_trap.h"

/* In 32 bits, as some names are (1 << 31) and others 0x80000000. */
#define CHECK_5(bn, bv, ln, lv, note) _Static_assert((uint32_t)(bn) == (uint32_t)(bv), #bn);
#define CHECK_N(bn, bv, note)         _Static_assert((uint32_t)(bn) == (uint32_t)(bv), #bn);
#define CHECK_NONE(ln, lv, note)
#define CHECK(ROWS) ROWS(CHECK_5, CHECK_5, CHECK_5, CHECK_NONE, CHECK_NONE, CHECK_N)

CHECK(LX_ERRNO_ROWS)
CHECK(LX_SIGNAL_ROWS)
CHECK(LX_SA_FLAGS_ROWS)
CHECK(LX_SS_FLAGS_ROWS)
CHECK(LX_SIGPROCMASK_ROWS)
CHECK(LX_SI_CODE_ROWS)
CHECK(LX_FPE_ROWS)
CHECK(LX_ILL_ROWS)
CHECK(LX_BUS_ROWS)
CHECK(LX_SEGV_ROWS)
CHECK(LX_TRAP_CODE_ROWS)
CHECK(LX_CLD_ROWS)
CHECK(LX_POLL_CODE_ROWS)
CHECK(LX_OPEN_ROWS)
CHECK(LX_AT_ROWS)
CHECK(LX_AT_EACCESS_ROWS)
CHECK(LX_AT_REMOVEDIR_ROWS)
CHECK(LX_FCNTL_ROWS)
CHECK(LX_SEAL_ROWS)
CHECK(LX_FLOCK_ROWS)
CHECK(LX_FADVISE_ROWS)
CHECK(LX_RENAME_ROWS)
CHECK(LX_MEMFD_ROWS)
CHECK(LX_DTYPE_ROWS)
CHECK(LX_STATFS_FLAGS_ROWS)
CHECK(LX_WHENCE_ROWS)
CHECK(LX_UTIME_ROWS)
CHECK(LX_FALLOCATE_ROWS)
CHECK(LX_CLOSE_RANGE_ROWS)
CHECK(LX_INOTIFY_INIT_ROWS)
CHECK(LX_INOTIFY_ROWS)
CHECK(LX_IPC_ROWS)
CHECK(LX_SHMGET_ROWS)
CHECK(LX_SHMAT_ROWS)
CHECK(LX_MSGRCV_ROWS)
CHECK(LX_SHMCTL_ROWS)
CHECK(LX_SEMCTL_ROWS)
CHECK(LX_MSGCTL_ROWS)
CHECK(LX_PROT_ROWS)
CHECK(LX_MMAP_ROWS)
CHECK(LX_MADVISE_ROWS)
CHECK(LX_MSYNC_ROWS)
CHECK(LX_MREMAP_ROWS)
CHECK(LX_MLOCKALL_ROWS)
CHECK(LX_MLOCK2_ROWS)
CHECK(LX_CLOCK_ROWS)
CHECK(LX_TIMER_ROWS)
CHECK(LX_ITIMER_ROWS)
CHECK(LX_TIMERFD_ROWS)
CHECK(LX_WAIT_ROWS)
CHECK(LX_IDTYPE_ROWS)
CHECK(LX_RLIMIT_ROWS)
CHECK(LX_RUSAGE_ROWS)
CHECK(LX_PRIO_ROWS)
CHECK(LX_SCHED_ROWS)
CHECK(LX_CLONE_ROWS)
CHECK(LX_CLONE3_ROWS)
CHECK(LX_KCMP_ROWS)
CHECK(LX_MEMBARRIER_ROWS)
CHECK(LX_PERSONALITY_ROWS)
CHECK(LX_PRCTL_ROWS)
CHECK(LX_ARCH_PRCTL_ROWS)
CHECK(LX_GETRANDOM_ROWS)
CHECK(LX_FUTEX_ROWS)
CHECK(LX_FUTEX_FLAGS_ROWS)
CHECK(LX_FUTEX_WORD_ROWS)
CHECK(LX_FUTEX_OP_ROWS)
CHECK(LX_FUTEX_CMP_ROWS)
CHECK(LX_DOMAIN_ROWS)
CHECK(LX_SOCK_TYPE_ROWS)
CHECK(LX_SOCK_FLAGS_ROWS)
CHECK(LX_MSG_ROWS)
CHECK(LX_SHUT_ROWS)
CHECK(LX_SOL_ROWS)
CHECK(LX_SO_ROWS)
CHECK(LX_TCP_ROWS)
CHECK(LX_IP_ROWS)
CHECK(LX_IPV6_ROWS)
CHECK(LX_SCM_ROWS)
CHECK(LX_POLL_ROWS)
CHECK(LX_EPOLL_ROWS)
CHECK(LX_EPOLL_CTL_ROWS)
CHECK(LX_EVENTFD_ROWS)
CHECK(LX_IOCTL_ROWS)
CHECK(LX_IFLAG_ROWS)
CHECK(LX_OFLAG_ROWS)
CHECK(LX_CFLAG_ROWS)
CHECK(LX_CSIZE_ROWS)
CHECK(LX_LFLAG_ROWS)
CHECK(LX_CC_ROWS)
CHECK(LX_SPEED_ROWS)

/* Structures that the module hands through as they are: a member is at the same place on both
 * sides. */
#define SAME_SIZE(s) _Static_assert(sizeof(struct s) == sizeof(struct lx_##s), #s)
#define SAME_PLACE(s, m) \
	_Static_assert(offsetof(struct s, m) == offsetof(struct lx_##s, m) && \
			   sizeof(((struct s *)0)->m) == sizeof(((struct lx_##s *)0)->m), \
	    #s "." #m)

SAME_SIZE(timespec);
SAME_PLACE(timespec, tv_sec);
SAME_PLACE(timespec, tv_nsec);
SAME_SIZE(timeval);
SAME_PLACE(timeval, tv_sec);
SAME_PLACE(timeval, tv_usec);
SAME_SIZE(itimerspec);
SAME_PLACE(itimerspec, it_interval);
SAME_PLACE(itimerspec, it_value);
SAME_SIZE(itimerval);
SAME_PLACE(itimerval, it_interval);
SAME_PLACE(itimerval, it_value);
SAME_SIZE(iovec);
SAME_PLACE(iovec, iov_base);
SAME_PLACE(iovec, iov_len);
SAME_SIZE(pollfd);
SAME_PLACE(pollfd, fd);
SAME_PLACE(pollfd, events);
SAME_PLACE(pollfd, revents);
SAME_SIZE(winsize);
SAME_PLACE(winsize, ws_row);
SAME_PLACE(winsize, ws_col);
SAME_PLACE(winsize, ws_xpixel);
SAME_PLACE(winsize, ws_ypixel);
SAME_SIZE(rusage);
SAME_PLACE(rusage, ru_utime);
SAME_PLACE(rusage, ru_stime);
SAME_PLACE(rusage, ru_maxrss);
SAME_PLACE(rusage, ru_minflt);
SAME_PLACE(rusage, ru_inblock);
SAME_PLACE(rusage, ru_nsignals);
SAME_PLACE(rusage, ru_nivcsw);

_Static_assert(LX_BSD_ELAST == ELAST, "ELAST");
_Static_assert(LX_AT_FDCWD == AT_FDCWD, "AT_FDCWD");
_Static_assert(LX_BSD_SIGRTMIN == SIGRTMIN, "SIGRTMIN");
_Static_assert(LX_BSD_MAXSIG == _SIG_MAXSIG, "_SIG_MAXSIG");
_Static_assert(LX_BSD_RLIM_INFINITY == RLIM_INFINITY, "RLIM_INFINITY");
