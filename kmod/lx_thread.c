/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The data of processes and threads, from the moment they enter the ABI until they leave it.
 *
 * Who may touch it: a thread its own; the creator of a thread, before it runs; and exec, which
 * frees the data of the other threads while they stand still at the user boundary (thread_single),
 * from where they go to their end without coming back to us with anything but lx_thread_detach and
 * lx_ontdexit. All of these cope with data that is gone.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/eventhandler.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/imgact.h>
#include <sys/umtxvar.h>

#include "kmod/lx.h"

/*
 * All data of processes. The kernel gives a process our data (sv_onexec) before it makes it one of
 * ours (p_sysent): a program that cannot be loaded after that point, because its interpreter is
 * missing, dies as a process of the ABI it came from, and no hook of ours is called. So what is
 * left behind is found here when such a process ends; and as long as there is anything, the module
 * is in use, although no process may be seen to run under it.
 */
static struct mtx procs_lock;
static LIST_HEAD(, lx_proc) procs = LIST_HEAD_INITIALIZER(procs);
static eventhandler_tag exit_tag;

struct lx_proc *
lx_proc_alloc(void)
{
	struct lx_proc *lp;

	lp = malloc(sizeof(*lp), M_LXABI, M_WAITOK | M_ZERO);
	mtx_lock(&procs_lock);
	LIST_INSERT_HEAD(&procs, lp, link);
	mtx_unlock(&procs_lock);
	return (lp);
}

void
lx_proc_free(struct lx_proc *lp)
{
	if (lp == NULL)
		return;
	mtx_lock(&procs_lock);
	LIST_REMOVE(lp, link);
	mtx_unlock(&procs_lock);
	free(lp, M_LXABI);
}

bool
lx_procs_exist(void)
{
	bool exist;

	mtx_lock(&procs_lock);
	exist = !LIST_EMPTY(&procs);
	mtx_unlock(&procs_lock);
	return (exist);
}

static bool
is_ours(const void *data)
{
	struct lx_proc *lp;

	mtx_lock(&procs_lock);
	LIST_FOREACH (lp, &procs, link) {
		if (lp == data)
			break;
	}
	mtx_unlock(&procs_lock);
	return (lp != NULL);
}

/* Any process ends. One that never became ours may have been given our data. */
static void
process_ends(void *arg __unused, struct proc *p)
{
	struct lx_proc *lp;

	lp = p->p_emuldata;
	if (p->p_sysent == &lx_sysvec || lp == NULL || !is_ours(lp))
		return;
	PROC_LOCK(p);
	p->p_emuldata = NULL;
	lx_thread_release(curthread);
	PROC_UNLOCK(p);
	lx_proc_free(lp);
}

void
lx_procs_init(void)
{
	mtx_init(&procs_lock, "lxabi processes", NULL, MTX_DEF);
	exit_tag = EVENTHANDLER_REGISTER(process_exit, process_ends, NULL, EVENTHANDLER_PRI_ANY);
}

void
lx_procs_fini(void)
{
	EVENTHANDLER_DEREGISTER(process_exit, exit_tag);
	mtx_destroy(&procs_lock);
}

int
lx_thread_attach(struct thread *td, int tid)
{
	struct lx_thread *lt;

	lt = malloc(sizeof(*lt), M_LXABI, M_WAITOK | M_ZERO);
	lt->tid = tid;
	td->td_emuldata = lt;
	return (0);
}

void
lx_thread_release(struct thread *td)
{
	free(td->td_emuldata, M_LXABI);
	td->td_emuldata = NULL;
}

/* Which of a locked process' threads has that tid. */
static struct thread *
find_in(struct proc *p, int tid)
{
	struct thread *td;
	struct lx_thread *lt;

	PROC_LOCK_ASSERT(p, MA_OWNED);
	if (p->p_sysent != &lx_sysvec)
		return (p->p_pid == tid ? FIRST_THREAD_IN_PROC(p) : NULL);
	FOREACH_THREAD_IN_PROC(p, td)
	{
		lt = lx_thread_of(td);
		if (lt != NULL && lt->tid == tid)
			return (td);
	}
	return (NULL);
}

struct thread *
lx_thread_find(pid_t tgid, int tid)
{
	struct thread *td;
	struct proc *p;

	if (tid > PID_MAX) {
		td = tdfind(tid, tgid); /* returns with the process locked */
	} else {
		p = pfind(tid);
		if (p == NULL)
			return (NULL);
		td = tgid == -1 || tgid == p->p_pid ? find_in(p, tid) : NULL;
		if (td == NULL)
			PROC_UNLOCK(p);
	}
	if (td != NULL)
		SDT_PROBE2(lxabi, , lock, acquired, "proc", (uintptr_t)td->td_proc);
	return (td);
}

void
lx_thread_put(struct thread *td)
{
	SDT_PROBE2(lxabi, , lock, release, "proc", (uintptr_t)td->td_proc);
	PROC_UNLOCK(td->td_proc);
}

struct thread *
lx_thread_named(struct thread *td, int id)
{
	if (id != 0)
		return (lx_thread_find(-1, id));
	PROC_LOCK(td->td_proc);
	SDT_PROBE2(lxabi, , lock, acquired, "proc", (uintptr_t)td->td_proc);
	return (td);
}

void
lx_thread_farewell(struct thread *td)
{
	struct lx_thread *lt;
	uint64_t address;

	lt = lx_thread_of(td);
	if (lt == NULL)
		return;
	lx_robust_exit(td);
	address = lt->clear_tid;
	lt->clear_tid = 0;
	if (address != 0 && suword32((void *)(uintptr_t)address, 0) == 0)
		(void)lx_futex_wake_one(td, address);
}

/* sv_schedtail: a new process or thread is about to see user mode for the first time. */
void
lx_schedtail(struct thread *td)
{
	struct lx_thread *lt;

	lt = lx_thread_of(td);
	if (lt != NULL && lt->child_tid != 0) {
		(void)suword32((void *)(uintptr_t)lt->child_tid, lt->tid);
		lt->child_tid = 0;
	}
}

/* sv_thread_detach: another thread's exec or exit ends this one. Not locked. */
void
lx_thread_detach(struct thread *td)
{
	lx_thread_farewell(td);
}

/* sv_ontdexit: the last that is heard of a thread; the process may be locked. */
void
lx_ontdexit(struct thread *td)
{
	lx_thread_release(td);
}

/* sv_onexit: the process ends; other threads have gone. */
void
lx_onexit(struct proc *p)
{
	void *lp;

	lx_thread_farewell(curthread);
	PROC_LOCK(p);
	lx_sigbus_status(curthread, p);
	lp = p->p_emuldata;
	p->p_emuldata = NULL;
	PROC_UNLOCK(p);
	lx_proc_free(lp);
}

/*
 * sv_onexec_old: this process runs something else from here on, whether of our ABI or not. The
 * others are stopped. A failure after this point kills the process.
 */
void
lx_onexec_old(struct thread *td)
{
	struct thread *other;
	struct proc *p;
	void *lp;

	p = td->td_proc;
	lx_thread_farewell(td);
	lx_sigbus_restore(td); /* an ignored SIGBUS stays ignored */
	PROC_LOCK(p);
	FOREACH_THREAD_IN_PROC(p, other)
	lx_thread_release(other);
	lp = p->p_emuldata;
	p->p_emuldata = NULL;
	PROC_UNLOCK(p);
	lx_proc_free(lp);
	umtx_exec(p);
}

/* sv_onexec: the new program is of our ABI. The vnode is unlocked, sleeping is allowed. */
int
lx_onexec(struct proc *p, struct image_params *imgp __unused)
{
	struct lx_proc *lp;

	lp = lx_proc_alloc();
	(void)lx_thread_attach(curthread, p->p_pid);
	PROC_LOCK(p);
	p->p_emuldata = lp;
	PROC_UNLOCK(p);
	return (0);
}
