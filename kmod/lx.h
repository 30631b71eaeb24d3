/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the files of the module share: the data that hangs off a Linux process and its threads, and
 * the few helpers that more than one subject needs. Everything else is static in its file, and the
 * system call handlers themselves are declared in the generated lx_proto.h.
 *
 * Errors: every function here and every handler returns 0 or a positive FreeBSD errno (or one of
 * the kernel's own ERESTART, EJUSTRETURN). They become Linux numbers in one place only, the return
 * to user mode (lx_set_syscall_retval); what is stored into a program's memory on the way
 * (SO_ERROR, say) is translated where it is stored.
 */
#ifndef KMOD_LX_H
#define KMOD_LX_H

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/kernel.h>
#include <sys/limits.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/queue.h>
#include <sys/signalvar.h>
#include <sys/sysctl.h>
#include <sys/sysent.h>

#include "kmod/lx_probes.h"
#include "kmod/lx_proto.h"
#include "kmod/lx_syscall.h"
#include "kmod/tables/lx_errno.h"
#include "kmod/tables/lx_signal.h"

struct image_params;
struct ksiginfo;
struct timespec;
struct timeval;

MALLOC_DECLARE(M_LXABI);
SYSCTL_DECL(_compat_lxabi);

extern struct sysentvec lx_sysvec;

/*
 * Per process (p_emuldata). Allocated when the process enters the ABI (exec, fork), freed when it
 * leaves it. restorer: SA_RESTORER of each signal, which Linux jumps to when a handler returns;
 * written and read under the process lock.
 */
struct lx_proc {
	LIST_ENTRY(lx_proc) link; /* of all of them (lx_thread.c) */
	uint64_t restorer[LX_NSIG + 1];
	struct sigaction
	    bus; /* the program's for SIGBUS, while a stand-in is there (lx_sigbus.c) */
};

/*
 * Per thread (td_emuldata). Only the thread itself writes it, except that the one who creates the
 * thread fills it in before it can run.
 */
struct lx_thread {
	int tid; /* as the program knows it: the pid for a process' first thread */
	uint64_t child_tid; /* CLONE_CHILD_SETTID: where to put it on the first run, or 0 */
	uint64_t clear_tid; /* CLONE_CHILD_CLEARTID, set_tid_address */
	uint64_t robust_list; /* head of the list, or 0 */
};

static inline struct lx_thread *
lx_thread_of(struct thread *td)
{
	return (td->td_emuldata);
}

/* lx_thread.c */
/* A new process' data, zeroed; lx_proc_free ends it, and does nothing for NULL. */
struct lx_proc *lx_proc_alloc(void);
void lx_proc_free(struct lx_proc *lp);
/* Is there any process that has entered the ABI, or is about to? */
bool lx_procs_exist(void);
void lx_procs_init(void);
void lx_procs_fini(void);
int lx_thread_attach(struct thread *td, int tid);
void lx_thread_release(struct thread *td);
/*
 * The thread with that tid, its process locked until lx_thread_put; NULL when there is none. tgid:
 * the process it must belong to, or -1 for any.
 */
struct thread *lx_thread_find(pid_t tgid, int tid);
void lx_thread_put(struct thread *td);
/* The same for calls that take a pid or tid, 0 meaning the caller. */
struct thread *lx_thread_named(struct thread *td, int id);
/* What a thread leaves in memory when it ends: robust locks, its cleared tid. Touches user memory.
 */
void lx_thread_farewell(struct thread *td);
void lx_schedtail(struct thread *td);
void lx_thread_detach(struct thread *td);
int lx_onexec(struct proc *p, struct image_params *imgp);
void lx_onexec_old(struct thread *td);
void lx_onexit(struct proc *p);
void lx_ontdexit(struct thread *td);

/* lx_stack.c */
int lx_copyout_strings(struct image_params *imgp, uintptr_t *stack_base);
int lx_copyout_auxargs(struct image_params *imgp, uintptr_t base);
int lx_fixup(uintptr_t *stack_base, struct image_params *imgp);
void lx_setregs(struct thread *td, struct image_params *imgp, uintptr_t stack);

/* lx_siginfo.c, lx_sigframe.c */
void lx_sendsig(sig_t catcher, struct ksiginfo *ksi, sigset_t *mask);
void lx_sigset_in(const lx_sigset_t *from, sigset_t *to);
lx_sigset_t lx_sigset_out(const sigset_t *from);
/* Copy a Linux signal set in. EINVAL when size is not that of Linux's set. */
int lx_copyin_sigset(const lx_sigset_t *user, size_t size, sigset_t *to);
struct lx_siginfo;
void lx_siginfo_out(const siginfo_t *from, int lx_signo, struct lx_siginfo *to);
/* The Linux wait status of a FreeBSD one. */
int lx_wait_status(int status);
size_t lx_sigframe_size(void);

/* lx_sigbus.c: faults that FreeBSD makes SIGBUS of, and Linux SIGSEGV. */
/* sigaction as the program sees it. oact: not NULL. */
int lx_set_action(struct thread *td, int sig, const struct sigaction *act, struct sigaction *oact);
void lx_sigbus_restore(struct thread *td);
enum lx_delivery {
	LX_DELIVER, /* as the kernel says */
	LX_DELIVER_AS_SEGV, /* *catcher is the handler of SIGSEGV */
	LX_DELIVER_NOTHING,
	LX_DELIVER_DEATH, /* of what the signal is on Linux */
};
/* What becomes of a signal that is lx_sig on Linux; with the process and its sigacts locked. */
enum lx_delivery lx_sigbus_delivery(
    struct thread *td, const struct ksiginfo *ksi, int lx_sig, sig_t *catcher);
void lx_sigbus_delivered(struct thread *td);
/* The status of a process that ends; with the process locked. */
void lx_sigbus_status(struct thread *td, struct proc *p);

/* sys_futex.c, sys_robust.c */
int lx_futex_wake_one(struct thread *td, uint64_t address);
void lx_robust_exit(struct thread *td);

/* lx_entry_x86_64.c: the way in and out */
int lx_fetch_syscall_args(struct thread *td);
void lx_set_syscall_retval(struct thread *td, int error);
void lx_set_fork_retval(struct thread *td);

/* lx_trap_x86_64.c */
int lx_trap(struct thread *td);

/* lx_missing.c */
/* For probes and reports; "beyond" for a number past the table. */
const char *lx_syscall_name(unsigned int number);

/* sys_time.c: EINVAL for clocks that are not there. */
int lx_clock_to_bsd(int lx_clock, clockid_t *clock);
/* Copy a timespec in and check its range. NULL user pointer: EFAULT. */
int lx_copyin_timespec(const struct timespec *user, struct timespec *ts);

/* sys_memory.c */
struct vmspace;
/*
 * The next stretch of private anonymous memory in [*start, end), with its protection; false: there
 * is none.
 */
bool lx_next_anonymous(
    struct vmspace *vm, uintptr_t *start, uintptr_t *stop, uintptr_t end, int *prot);

/* Linux knows no ENOBUFS from a full socket buffer. */
static inline int
lx_write_error(int error)
{
	return (error == ENOBUFS ? EAGAIN : error);
}

/* sys_file.c */
int lx_at_flags(const char *what, int flags, int allowed, int *out);

#endif
