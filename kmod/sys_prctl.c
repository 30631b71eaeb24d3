/* SPDX-License-Identifier: BSD-2-Clause */
/* What a process asks about itself, or of itself: prctl, arch_prctl, personality. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/procctl.h>
#include <sys/sched.h>
#include <sys/syscallsubr.h>

#include <machine/cpufunc.h>
#include <machine/md_var.h>
#include <machine/pcb.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_process.h"
#include "kmod/tables/x86_64/lx_arch.h"

#define COMM_SIZE 16 /* Linux's TASK_COMM_LEN */

static int
set_name(struct thread *td, const char *user)
{
	char name[COMM_SIZE];
	struct proc *p;
	int error;

	error = copyinstr(user, name, sizeof(name), NULL);
	if (error != 0 && error != ENAMETOOLONG)
		return (error);
	name[sizeof(name) - 1] = '\0'; /* Linux cuts */
	p = td->td_proc;
	PROC_LOCK(p);
	strlcpy(td->td_name, name, sizeof(td->td_name));
	if (lx_thread_of(td)->tid == p->p_pid)
		strlcpy(p->p_comm, name, sizeof(p->p_comm));
	PROC_UNLOCK(p);
	return (0);
}

static int
get_name(struct thread *td, void *user)
{
	char name[COMM_SIZE];

	bzero(name, sizeof(name));
	strlcpy(name, td->td_name, sizeof(name));
	return (copyout(name, user, sizeof(name)));
}

static int
own_procctl(struct thread *td, int command, void *data)
{
	return (kern_procctl(td, P_PID, td->td_proc->p_pid, command, data));
}

static int
death_signal(struct thread *td, u_long lx_sig)
{
	int sig;

	sig = lx_sig == 0 ? 0 : lx_sig <= LX_NSIG ? lx_signal_to_bsd((int)lx_sig) : 0;
	if (lx_sig != 0 && sig == 0) {
		SDT_PROBE2(lxabi, , translate, signal, (int)lx_sig, 0);
		return (EINVAL);
	}
	return (own_procctl(td, PROC_PDEATHSIG_CTL, &sig));
}

static int
get_death_signal(struct thread *td, void *user)
{
	int error, sig;

	error = own_procctl(td, PROC_PDEATHSIG_STATUS, &sig);
	if (error != 0)
		return (error);
	sig = lx_signal_to_linux(sig);
	return (copyout(&sig, user, sizeof(sig)));
}

static int
set_dumpable(struct thread *td, u_long value)
{
	int state;

	if (value > 1)
		return (EINVAL);
	state = value != 0 ? PROC_TRACE_CTL_ENABLE : PROC_TRACE_CTL_DISABLE_EXEC;
	return (own_procctl(td, PROC_TRACE_CTL, &state));
}

static int
subreaper(struct thread *td, bool on)
{
	int error;

	error = own_procctl(td, on ? PROC_REAP_ACQUIRE : PROC_REAP_RELEASE, NULL);
	/* being one already, or not, is no error on Linux */
	return (error == EBUSY || (!on && error == EINVAL) ? 0 : error);
}

static int
get_subreaper(struct thread *td, void *user)
{
	struct procctl_reaper_status status;
	int error, value;

	error = own_procctl(td, PROC_REAP_STATUS, &status);
	if (error != 0)
		return (error);
	value = (status.rs_flags & REAPER_STATUS_OWNED) != 0;
	return (copyout(&value, user, sizeof(value)));
}

int
lx_prctl(struct thread *td, struct lx_prctl_args *uap)
{
	int error, value;

	switch (uap->option) {
	case LX_PR_SET_NAME:
		return (set_name(td, (const char *)uap->arg2));
	case LX_PR_GET_NAME:
		return (get_name(td, (void *)uap->arg2));
	case LX_PR_SET_PDEATHSIG:
		return (death_signal(td, uap->arg2));
	case LX_PR_GET_PDEATHSIG:
		return (get_death_signal(td, (void *)uap->arg2));
	case LX_PR_SET_DUMPABLE:
		return (set_dumpable(td, uap->arg2));
	case LX_PR_GET_DUMPABLE:
		error = own_procctl(td, PROC_TRACE_STATUS, &value);
		td->td_retval[0] = value != -1;
		return (error);
	case LX_PR_SET_NO_NEW_PRIVS:
		if (uap->arg2 != 1 || uap->arg3 != 0 || uap->arg4 != 0 || uap->arg5 != 0)
			return (EINVAL);
		value = PROC_NO_NEW_PRIVS_ENABLE;
		return (own_procctl(td, PROC_NO_NEW_PRIVS_CTL, &value));
	case LX_PR_GET_NO_NEW_PRIVS:
		error = own_procctl(td, PROC_NO_NEW_PRIVS_STATUS, &value);
		td->td_retval[0] = value == PROC_NO_NEW_PRIVS_ENABLE;
		return (error);
	case LX_PR_SET_CHILD_SUBREAPER:
		return (subreaper(td, uap->arg2 != 0));
	case LX_PR_GET_CHILD_SUBREAPER:
		return (get_subreaper(td, (void *)uap->arg2));
	case LX_PR_GET_KEEPCAPS:
		return (0);
	case LX_PR_GET_TIMERSLACK:
		td->td_retval[0] = 50000; /* Linux's default, in nanoseconds */
		return (0);
	default:
		LX_BAD_VALUE("prctl", uap->option);
		return (EINVAL);
	}
}

int
lx_arch_prctl(struct thread *td, struct lx_arch_prctl_args *uap)
{
	struct pcb *pcb;
	uint64_t value;

	pcb = td->td_pcb;
	switch (uap->code) {
	case LX_ARCH_SET_GS:
	case LX_ARCH_SET_FS:
		if (uap->addr >= lx_sysvec.sv_maxuser)
			return (EPERM);
		update_pcb_bases(pcb);
		set_pcb_flags(pcb, PCB_FULL_IRET);
		if (uap->code == LX_ARCH_SET_GS)
			pcb->pcb_gsbase = uap->addr;
		else
			pcb->pcb_fsbase = pcb->pcb_tlsbase = uap->addr;
		return (0);
	case LX_ARCH_GET_FS:
	case LX_ARCH_GET_GS:
		update_pcb_bases(pcb);
		value = uap->code == LX_ARCH_GET_FS ? pcb->pcb_fsbase : pcb->pcb_gsbase;
		return (copyout(&value, (void *)uap->addr, sizeof(value)));
	default:
		LX_BAD_VALUE("arch_prctl", uap->code); /* 0x3001 asks for shadow stacks */
		return (EINVAL);
	}
}

/*
 * There is one personality, and one flag of it that FreeBSD knows: no randomisation of addresses,
 * which programs that run later inherit.
 */
int
lx_personality(struct thread *td, struct lx_personality_args *uap)
{
	uint64_t left;
	int error, old, state;

	error = own_procctl(td, PROC_ASLR_STATUS, &old);
	if (error != 0)
		return (error);
	old &= ~PROC_ASLR_ACTIVE;
	if (uap->persona != 0xffffffff) {
		state = (int)lx_flags_to_bsd(&lx_personality_table, uap->persona, &left);
		if (left != 0) {
			LX_BAD_FLAG("personality", uap->persona, left);
			return (EINVAL);
		}
		if (state == 0)
			state = PROC_ASLR_NOFORCE;
		error = own_procctl(td, PROC_ASLR_CTL, &state);
	}
	td->td_retval[0] = old == PROC_ASLR_FORCE_DISABLE ? LX_ADDR_NO_RANDOMIZE : 0;
	return (error);
}
