/* SPDX-License-Identifier: BSD-2-Clause */
/* New processes and threads: clone, clone3, fork, vfork. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/ptrace.h>
#include <sys/sched.h>
#include <sys/syscallsubr.h>
#include <sys/unistd.h>

#include <machine/cpu.h>
#include <machine/frame.h>
#include <machine/pcb.h>
#include <machine/vmparam.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_process.h"
#include "kmod/tables/x86_64/lx_struct.h"

/* clone's arguments, by name rather than by each architecture's order. */
struct clone {
	uint64_t flags; /* without the signal */
	int exit_signal; /* Linux's */
	uint64_t stack; /* its top, or 0 for the creator's */
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
	int sig, flags;

	flags = RFPROC | RFSTOPPED;
	if ((c->flags & LX_CLONE_VM) != 0)
		flags |= RFMEM;
	if ((c->flags & LX_CLONE_SIGHAND) != 0)
		flags |= RFSIGSHARE;
	if ((c->flags & LX_CLONE_VFORK) != 0)
		flags |= RFPPWAIT;
	if ((c->flags & LX_CLONE_FILES) == 0)
		flags |= RFFDG;

	sig = lx_signal_to_bsd(c->exit_signal);
	if (c->exit_signal != 0 && sig == 0) {
		SDT_PROBE2(lxabi, , translate, signal, c->exit_signal, 0);
		return (EINVAL);
	}
	if (sig != SIGCHLD)
		flags |= RFTSIGZMB | RFTSIGFLAGS(sig);
	*out = flags;
	return (0);
}

/* CLONE_CLEAR_SIGHAND: a child that has not run yet handles nothing; what is ignored stays so. */
static void
clear_handlers(struct proc *p, const struct lx_proc *lp)
{
	struct sigacts *ps;
	int sig;

	PROC_LOCK(p);
	ps = p->p_sigacts;
	mtx_lock(&ps->ps_mtx);
	for (sig = 1; sig <= _SIG_MAXSIG; sig++) {
		if (!SIGISMEMBER(ps->ps_sigcatch, sig))
			continue;
		SIGDELSET(ps->ps_sigcatch, sig);
		SIGDELSET(ps->ps_siginfo, sig);
		ps->ps_sigact[_SIG_IDX(sig)] = SIG_DFL;
		if (sig == SIGBUS && lp->bus.sa_handler == SIG_IGN) {
			SIGADDSET(ps->ps_sigignore, sig);
			ps->ps_sigact[_SIG_IDX(sig)] = SIG_IGN;
		}
	}
	mtx_unlock(&ps->ps_mtx);
	PROC_UNLOCK(p);
}

static int
clone_process(struct thread *td, struct clone *c)
{
	struct fork_req fr;
	struct lx_proc *lp, *own;
	struct thread *child;
	struct proc *p2;
	int error;

	if ((c->flags & LX_CLONE_SETTLS) != 0 && c->tls >= lx_sysvec.sv_maxuser)
		return (EPERM);
	bzero(&fr, sizeof(fr));
	error = fork_flags(c, &fr.fr_flags);
	if (error != 0)
		return (error);
	lp = lx_proc_alloc();
	PROC_LOCK(td->td_proc);
	own = td->td_proc->p_emuldata;
	if (own != NULL) {
		memcpy(lp->restorer, own->restorer, sizeof(lp->restorer));
		lp->bus = own->bus;
	}
	PROC_UNLOCK(td->td_proc);

	fr.fr_procp = &p2;
	error = fork1(td, &fr);
	if (error != 0) {
		lx_proc_free(lp);
		LX_RESOURCE("process", error);
		return (error);
	}
	child = FIRST_THREAD_IN_PROC(p2);
	p2->p_emuldata = lp;
	if ((c->flags & LX_CLONE_CLEAR_SIGHAND) != 0)
		clear_handlers(p2, lp);
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

	(void)lx_flags_to_bsd(&lx_clone_table, c->flags & ~(uint64_t)LX_CLONE_CLEAR_SIGHAND, &left);
	if (left != 0) {
		LX_BAD_FLAG("clone", c->flags, left);
		return (EINVAL);
	}
	if ((c->flags & LX_CLONE_SIGHAND) != 0 && (c->flags & LX_CLONE_VM) == 0) {
		LX_BAD_COMBINATION("clone: CLONE_SIGHAND without CLONE_VM", c->flags, LX_CLONE_VM);
		return (EINVAL);
	}
	if ((c->flags & (LX_CLONE_SIGHAND | LX_CLONE_CLEAR_SIGHAND)) ==
	    (LX_CLONE_SIGHAND | LX_CLONE_CLEAR_SIGHAND)) {
		LX_BAD_COMBINATION("clone: CLONE_SIGHAND with CLONE_CLEAR_SIGHAND", c->flags,
		    LX_CLONE_CLEAR_SIGHAND);
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
	    .flags = (uint32_t)uap->flags & ~(uint32_t)LX_CSIGNAL,
	    .exit_signal = (int)(uap->flags & LX_CSIGNAL),
	    .stack = (uintptr_t)uap->stack,
	    .parent_tid = (uintptr_t)uap->parent_tid,
	    .child_tid = (uintptr_t)uap->child_tid,
	    .tls = (uintptr_t)uap->tls,
	};

	return (do_clone(td, &c));
}

/*
 * clone3's block: as long as the caller says, of which we know the beginning. What is behind it
 * must be zero, or the caller wants something that we would not do.
 */
static int
copyin_block(const void *user, size_t size, struct lx_clone_block *block)
{
	char *rest;
	size_t i;
	int error;

	if (size < LX_CLONE_ARGS_SIZE_VER0 || size > PAGE_SIZE) {
		LX_BAD_LENGTH("clone3", size, PAGE_SIZE);
		return (size > PAGE_SIZE ? E2BIG : EINVAL);
	}
	bzero(block, sizeof(*block));
	error = copyin(user, block, MIN(size, sizeof(*block)));
	if (error != 0 || size <= sizeof(*block))
		return (error);
	size -= sizeof(*block);
	rest = malloc(size, M_LXABI, M_WAITOK);
	error = copyin((const char *)user + sizeof(*block), rest, size);
	for (i = 0; error == 0 && i < size; i++) {
		if (rest[i] != 0)
			error = E2BIG;
	}
	free(rest, M_LXABI);
	return (error);
}

int
lx_clone3(struct thread *td, struct lx_clone3_args *uap)
{
	struct lx_clone_block block;
	struct clone c;
	int error;

	error = copyin_block(uap->uargs, uap->size, &block);
	if (error != 0)
		return (error);
	if (block.set_tid_size != 0 || block.set_tid != 0) {
		LX_BAD_VALUE("clone3: set_tid", (int64_t)block.set_tid_size);
		return (EPERM); /* which Linux says to those who may not */
	}
	if ((block.flags & (LX_CLONE_DETACHED | LX_CSIGNAL)) != 0 ||
	    (block.exit_signal & ~(uint64_t)LX_CSIGNAL) != 0 ||
	    (block.exit_signal != 0 && (block.flags & LX_CLONE_THREAD) != 0) ||
	    (block.stack == 0) != (block.stack_size == 0) ||
	    block.stack_size > lx_sysvec.sv_maxuser) {
		LX_BAD_COMBINATION("clone3", block.flags, LX_CLONE_DETACHED | LX_CSIGNAL);
		return (EINVAL);
	}
	c = (struct clone){
	    .flags = block.flags,
	    .exit_signal = (int)block.exit_signal,
	    .stack = block.stack + block.stack_size,
	    .parent_tid = block.parent_tid,
	    .child_tid = block.child_tid,
	    .tls = block.tls,
	};
	return (do_clone(td, &c));
}

int
lx_fork(struct thread *td, struct lx_fork_args *uap __unused)
{
	struct clone c = {.exit_signal = LX_SIGCHLD};

	return (do_clone(td, &c));
}

int
lx_vfork(struct thread *td, struct lx_vfork_args *uap __unused)
{
	struct clone c = {
	    .flags = LX_CLONE_VM | LX_CLONE_VFORK,
	    .exit_signal = LX_SIGCHLD,
	};

	return (do_clone(td, &c));
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
