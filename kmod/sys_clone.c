/* SPDX-License-Identifier: BSD-2-Clause */
/* New processes and threads, new programs, and the end of both. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/imgact.h>
#include <sys/ptrace.h>
#include <sys/sched.h>
#include <sys/syscallsubr.h>
#include <sys/umtxvar.h>
#include <sys/unistd.h>
#include <sys/wait.h>

#include <machine/cpu.h>
#include <machine/frame.h>
#include <machine/pcb.h>
#include <machine/vmparam.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_process.h"

/* clone's arguments, by name rather than by each architecture's order. */
struct clone {
	uint64_t flags;
	uint64_t stack;
	uint64_t parent_tid;
	uint64_t child_tid;
	uint64_t tls;
	int tid; /* out: of the new thread */
};

/* What both kinds of children need in their registers and data. */
static int
set_up_child(struct thread *child, int tid, const struct clone *c)
{
	struct lx_thread *lt;

	(void)lx_thread_attach(child, tid);
	lt = lx_thread_of(child);
	if ((c->flags & LX_CLONE_CHILD_SETTID) != 0)
		lt->child_tid = c->child_tid;
	if ((c->flags & LX_CLONE_CHILD_CLEARTID) != 0)
		lt->clear_tid = c->child_tid;
	if (c->stack != 0)
		child->td_frame->tf_rsp = c->stack;
	lx_set_fork_retval(child);
	set_pcb_flags_raw(child->td_pcb, PCB_FULL_IRET);
	if ((c->flags & LX_CLONE_SETTLS) != 0)
		return (cpu_set_user_tls(child, (void *)(uintptr_t)c->tls, 0));
	return (0);
}

static int
init_thread(struct thread *child, void *arg)
{
	struct clone *c;
	int error;

	c = arg;
	/* no alternate stack, no pending first-run work from the creator */
	bzero(&child->td_sigstk, sizeof(child->td_sigstk));
	child->td_sigstk.ss_flags = SS_DISABLE;
	c->tid = child->td_tid;
	error = set_up_child(child, child->td_tid, c);
	if (error == 0 && (c->flags & LX_CLONE_PARENT_SETTID) != 0)
		(void)suword32((void *)(uintptr_t)c->parent_tid, child->td_tid);
	if (error != 0)
		lx_thread_release(child);
	return (error);
}

static int
clone_thread(struct thread *td, struct clone *c)
{
	int error;

	error = thread_create(td, NULL, init_thread, c);
	if (error != 0) {
		LX_RESOURCE("thread", error);
		return (error == EPROCLIM ? EAGAIN : error);
	}
	td->td_retval[0] = c->tid;
	return (0);
}

/* fork1's flags, among them the signal for the parent. */
static int
fork_flags(const struct clone *c, int *out)
{
	int lx_sig, sig, flags;

	flags = RFPROC | RFSTOPPED;
	if ((c->flags & LX_CLONE_VM) != 0)
		flags |= RFMEM;
	if ((c->flags & LX_CLONE_SIGHAND) != 0)
		flags |= RFSIGSHARE;
	if ((c->flags & LX_CLONE_VFORK) != 0)
		flags |= RFPPWAIT;
	if ((c->flags & LX_CLONE_FILES) == 0)
		flags |= RFFDG;

	lx_sig = (int)(c->flags & LX_CSIGNAL);
	sig = lx_signal_to_bsd(lx_sig);
	if (lx_sig != 0 && sig == 0) {
		SDT_PROBE2(lxabi, , translate, signal, lx_sig, 0);
		return (EINVAL);
	}
	if (sig != SIGCHLD)
		flags |= RFTSIGZMB | RFTSIGFLAGS(sig);
	*out = flags;
	return (0);
}

static int
clone_process(struct thread *td, struct clone *c)
{
	struct fork_req fr;
	struct lx_proc *lp;
	struct thread *child;
	struct proc *p2;
	int error;

	if ((c->flags & LX_CLONE_SETTLS) != 0 && c->tls >= lx_sysvec.sv_maxuser)
		return (EPERM);
	bzero(&fr, sizeof(fr));
	error = fork_flags(c, &fr.fr_flags);
	if (error != 0)
		return (error);
	lp = malloc(sizeof(*lp), M_LXABI, M_WAITOK);
	PROC_LOCK(td->td_proc);
	if (td->td_proc->p_emuldata != NULL)
		*lp = *(struct lx_proc *)td->td_proc->p_emuldata;
	PROC_UNLOCK(td->td_proc);

	fr.fr_procp = &p2;
	error = fork1(td, &fr);
	if (error != 0) {
		free(lp, M_LXABI);
		LX_RESOURCE("process", error);
		return (error);
	}
	child = FIRST_THREAD_IN_PROC(p2);
	p2->p_emuldata = lp;
	/* cannot fail: the TLS address was looked at before */
	(void)set_up_child(child, p2->p_pid, c);
	td->td_retval[0] = p2->p_pid;
	if ((c->flags & LX_CLONE_PARENT_SETTID) != 0)
		(void)suword32((void *)(uintptr_t)c->parent_tid, p2->p_pid);

	thread_lock(child);
	TD_SET_CAN_RUN(child);
	sched_add(child, SRQ_BORING);
	return (0);
}

static int
do_clone(struct thread *td, struct clone *c)
{
	uint64_t left;

	(void)lx_flags_to_bsd(&lx_clone_table, c->flags & ~(uint64_t)LX_CSIGNAL, &left);
	if (left != 0) {
		LX_BAD_FLAG("clone", c->flags, left);
		return (EINVAL);
	}
	if ((c->flags & LX_CLONE_SIGHAND) != 0 && (c->flags & LX_CLONE_VM) == 0) {
		LX_BAD_COMBINATION("clone: CLONE_SIGHAND without CLONE_VM", c->flags, LX_CLONE_VM);
		return (EINVAL);
	}
	if ((c->flags & LX_CLONE_THREAD) == 0)
		return (clone_process(td, c));
	if ((c->flags & LX_CLONE_SIGHAND) == 0) {
		LX_BAD_COMBINATION(
		    "clone: CLONE_THREAD without CLONE_SIGHAND", c->flags, LX_CLONE_SIGHAND);
		return (EINVAL);
	}
	return (clone_thread(td, c));
}

int
lx_clone(struct thread *td, struct lx_clone_args *uap)
{
	struct clone c = {
	    .flags = (uint32_t)uap->flags,
	    .stack = (uintptr_t)uap->stack,
	    .parent_tid = (uintptr_t)uap->parent_tid,
	    .child_tid = (uintptr_t)uap->child_tid,
	    .tls = (uintptr_t)uap->tls,
	};

	return (do_clone(td, &c));
}

int
lx_fork(struct thread *td, struct lx_fork_args *uap __unused)
{
	struct clone c = {.flags = LX_SIGCHLD};

	return (do_clone(td, &c));
}

int
lx_vfork(struct thread *td, struct lx_vfork_args *uap __unused)
{
	struct clone c = {.flags = LX_CLONE_VM | LX_CLONE_VFORK | LX_SIGCHLD};

	return (do_clone(td, &c));
}

int
lx_execve(struct thread *td, struct lx_execve_args *uap)
{
	struct image_args args;
	struct vmspace *oldvmspace;
	int error;

	error = pre_execve(td, &oldvmspace);
	if (error != 0)
		return (error);
	error = exec_copyin_args(&args, __DECONST(char *, uap->path), (char **)(uintptr_t)uap->argv,
	    (char **)(uintptr_t)uap->envv);
	if (error == 0)
		error = kern_execve(td, &args, NULL, oldvmspace);
	post_execve(td, error, oldvmspace);
	return (error);
}

/* One thread ends; the last one takes the process with it. */
int
lx_exit(struct thread *td, struct lx_exit_args *uap)
{
	lx_thread_farewell(td);
	umtx_thread_exit(td);
	(void)kern_thr_exit(td); /* returns for the last thread */
	exit1(td, uap->status & 0xff, 0);
	/* NOTREACHED */
}

int
lx_exit_group(struct thread *td, struct lx_exit_group_args *uap)
{
	exit1(td, uap->status & 0xff, 0);
	/* NOTREACHED */
}

int
lx_gettid(struct thread *td, struct lx_gettid_args *uap __unused)
{
	td->td_retval[0] = lx_thread_of(td)->tid;
	return (0);
}

int
lx_set_tid_address(struct thread *td, struct lx_set_tid_address_args *uap)
{
	lx_thread_of(td)->clear_tid = (uintptr_t)uap->tidptr;
	td->td_retval[0] = lx_thread_of(td)->tid;
	return (0);
}
