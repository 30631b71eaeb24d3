/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signal delivery on x86-64, with the frame that Linux builds (arch/x86/kernel/signal_64.c and
 * fpu/signal.c there), because unwinders, debuggers and language run-times read it:
 *
 *	rsp ->	return address: the action's SA_RESTORER, which calls rt_sigreturn
 *		ucontext: flags, link, stack, registers, mask
 *		siginfo
 *	above, 64-aligned: the FPU state as fxsave or xsave writes it, with Linux's magic words in
 *	the bytes that fxsave leaves to software and after its end.
 *
 * The handler gets the signal in rdi, siginfo in rsi and ucontext in rdx whether it asked for them
 * or not. 128 bytes below the interrupted rsp (the red zone) stay untouched.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/syscallsubr.h>

#include <machine/cpufunc.h>
#include <machine/fpu.h>
#include <machine/frame.h>
#include <machine/md_var.h>
#include <machine/pcb.h>
#include <machine/psl.h>
#include <machine/specialreg.h>
#include <machine/trap.h>
#include <vm/vm.h>
#include <vm/vm_param.h>
#include <x86/x86_var.h>

#include "kmod/lx.h"
#include "kmod/tables/x86_64/lx_struct.h"
#include "kmod/tables/x86_64/lx_trap.h"

static size_t
fpu_size(void)
{
	return (use_xsave ? cpu_max_ext_state_size + sizeof(uint32_t) : LX_FXSAVE_SIZE);
}

/* What AT_MINSIGSTKSZ promises: room for one frame, wherever the stack pointer is. */
size_t
lx_sigframe_size(void)
{
	return (roundup2(sizeof(struct lx_rt_sigframe) + fpu_size() + 64 + 16 + 8, 16));
}

static void
put_registers(const struct trapframe *regs, const ksiginfo_t *ksi, struct lx_sigcontext *sc)
{
	sc->r8 = regs->tf_r8;
	sc->r9 = regs->tf_r9;
	sc->r10 = regs->tf_r10;
	sc->r11 = regs->tf_r11;
	sc->r12 = regs->tf_r12;
	sc->r13 = regs->tf_r13;
	sc->r14 = regs->tf_r14;
	sc->r15 = regs->tf_r15;
	sc->rdi = regs->tf_rdi;
	sc->rsi = regs->tf_rsi;
	sc->rbp = regs->tf_rbp;
	sc->rbx = regs->tf_rbx;
	sc->rdx = regs->tf_rdx;
	sc->rax = regs->tf_rax;
	sc->rcx = regs->tf_rcx;
	sc->rsp = regs->tf_rsp;
	sc->rip = regs->tf_rip;
	sc->eflags = regs->tf_rflags;
	sc->cs = regs->tf_cs;
	sc->gs = regs->tf_gs;
	sc->fs = regs->tf_fs;
	sc->ss = regs->tf_ss;
	sc->err = regs->tf_err;
	sc->trapno = (ksi->ksi_flags & KSI_TRAP) != 0 ? lx_trap_vector(ksi->ksi_trapno) : 0;
	/* only a page fault has an address of its own */
	sc->cr2 = (ksi->ksi_flags & KSI_TRAP) != 0 && ksi->ksi_trapno == T_PAGEFLT
		      ? (uintptr_t)ksi->ksi_addr
		      : 0;
}

/* The FPU's state goes straight from the thread's save area; the magic words follow. */
static int
copyout_fpu(struct thread *td, uintptr_t to)
{
	struct lx_fpx_sw_bytes sw;
	uint32_t magic2;
	size_t size;
	int error;

	(void)fpugetregs(td);
	size = use_xsave ? cpu_max_ext_state_size : LX_FXSAVE_SIZE;
	/* bounded: as big as the CPU's state is */
	error = copyout(get_pcb_user_save_td(td), (void *)to, size);
	bzero(&sw, sizeof(sw));
	if (error == 0 && use_xsave) {
		sw.magic1 = LX_FP_XSTATE_MAGIC1;
		sw.extended_size = (uint32_t)size + sizeof(magic2);
		sw.xfeatures = xsave_mask;
		sw.xstate_size = (uint32_t)size;
		magic2 = LX_FP_XSTATE_MAGIC2;
		error = copyout(&magic2, (void *)(to + size), sizeof(magic2));
	}
	if (error == 0)
		error = copyout(&sw, (void *)(to + LX_FPX_SW_OFFSET), sizeof(sw));
	return (error);
}

/* sv_sendsig. Called, and returns, with the process and its sigacts locked. */
void
lx_sendsig(sig_t catcher, ksiginfo_t *ksi, sigset_t *mask)
{
	struct lx_rt_sigframe frame;
	struct thread *td;
	struct proc *p;
	struct sigacts *psp;
	struct trapframe *regs;
	struct pcb *pcb;
	uintptr_t sp, fpu, user;
	int code, error, lx_sig, sig;
	enum lx_delivery delivery;
	bool on_stack;

	td = curthread;
	p = td->td_proc;
	pcb = td->td_pcb;
	regs = td->td_frame;
	psp = p->p_sigacts;
	PROC_LOCK_ASSERT(p, MA_OWNED);
	mtx_assert(&psp->ps_mtx, MA_OWNED);
	sig = ksi->ksi_signo;
	/* a trap's signal may be another one on Linux */
	lx_trap_signal((ksi->ksi_flags & KSI_TRAP) != 0 ? ksi->ksi_trapno : 0, sig, ksi->ksi_code,
	    &lx_sig, &code);
	delivery = lx_sigbus_delivery(td, ksi, lx_sig, &catcher);
	if (delivery == LX_DELIVER_NOTHING)
		return;
	if (delivery == LX_DELIVER_DEATH) {
		mtx_unlock(&psp->ps_mtx);
		sigexit(td, lx_sig == LX_SIGSEGV ? SIGSEGV : sig);
	}
	if (delivery == LX_DELIVER_AS_SEGV)
		sig = SIGSEGV;
	on_stack = sigonstack(regs->tf_rsp);

	bzero(&frame, sizeof(frame));
	if (p->p_emuldata != NULL)
		frame.pretcode =
		    ((struct lx_proc *)p->p_emuldata)->restorer[lx_signal_to_linux(sig)];
	frame.uc.uc_flags =
	    LX_UC_SIGCONTEXT_SS | LX_UC_STRICT_RESTORE_SS | (use_xsave ? LX_UC_FP_XSTATE : 0);
	frame.uc.uc_stack.ss_sp = (uintptr_t)td->td_sigstk.ss_sp;
	frame.uc.uc_stack.ss_size = td->td_sigstk.ss_size;
	frame.uc.uc_stack.ss_flags = (td->td_pflags & TDP_ALTSTACK) == 0 ? LX_SS_DISABLE
				     : on_stack                          ? LX_SS_ONSTACK
									 : 0;
	frame.uc.uc_sigmask = lx_sigset_out(mask);
	put_registers(regs, ksi, &frame.uc.uc_mcontext);
	frame.uc.uc_mcontext.oldmask = frame.uc.uc_sigmask;
	lx_siginfo_out(&ksi->ksi_info, lx_sig, &frame.info);
	if ((ksi->ksi_flags & KSI_TRAP) != 0) {
		frame.info.si_code = code;
		if (code == LX_SI_KERNEL)
			frame.info.u.fault.addr = 0; /* which is what Linux tells of such faults */
	}

	if ((td->td_pflags & TDP_ALTSTACK) != 0 && !on_stack &&
	    SIGISMEMBER(psp->ps_sigonstack, sig))
		sp = (uintptr_t)td->td_sigstk.ss_sp + td->td_sigstk.ss_size;
	else
		sp = regs->tf_rsp - LX_RED_ZONE;
	mtx_unlock(&psp->ps_mtx);
	PROC_UNLOCK(p);

	fpu = rounddown2(sp - fpu_size(), 64);
	user = rounddown2(fpu - sizeof(frame), 16) - sizeof(uint64_t);
	frame.uc.uc_mcontext.fpstate = fpu;
	error = copyout_fpu(td, fpu);
	if (error == 0)
		error = copyout(&frame, (void *)user, sizeof(frame));
	if (error != 0 || lx_sig == 0 || frame.pretcode == 0) {
		/* Linux kills with SIGSEGV in both cases: no room for a frame, no way back */
		LX_BAD_FAULT(error != 0 ? "signal frame" : "SA_RESTORER", user, sizeof(frame));
		PROC_LOCK(p);
		sigexit(td, SIGSEGV);
	}

	fpstate_drop(td);
	regs->tf_rsp = user;
	regs->tf_rip = (register_t)catcher;
	regs->tf_rdi = lx_sig;
	regs->tf_rsi = user + offsetof(struct lx_rt_sigframe, info);
	regs->tf_rdx = user + offsetof(struct lx_rt_sigframe, uc);
	regs->tf_rax = 0; /* no vector arguments, for handlers without a prototype */
	regs->tf_rflags &= ~(PSL_T | PSL_D | PSL_RF);
	regs->tf_cs = _ucodesel;
	regs->tf_ds = _udatasel;
	regs->tf_ss = _udatasel;
	regs->tf_es = _udatasel;
	regs->tf_fs = _ufssel;
	regs->tf_gs = _ugssel;
	regs->tf_flags = TF_HASSEGS;
	set_pcb_flags(pcb, PCB_FULL_IRET);
	PROC_LOCK(p);
	mtx_lock(&psp->ps_mtx);
	if (delivery == LX_DELIVER_AS_SEGV)
		lx_sigbus_delivered(td);
}

/* Take the FPU's state back from user memory, believing nothing. */
static int
restore_fpu(struct thread *td, uintptr_t from)
{
	struct savefpu *area;
	struct lx_fpx_sw_bytes sw;
	uint32_t magic2;
	size_t extended;
	int error;

	if (from == 0) {
		fpstate_drop(td);
		return (0);
	}
	area = fpu_save_area_alloc();
	extended = 0;
	error = copyin((void *)from, area, LX_FXSAVE_SIZE);
	if (error == 0 && use_xsave) {
		memcpy(&sw, (char *)area + LX_FPX_SW_OFFSET, sizeof(sw));
		/* without the magic words it is an old-style area: the legacy state only */
		if (sw.magic1 == LX_FP_XSTATE_MAGIC1 &&
		    sw.xstate_size >= LX_FXSAVE_SIZE + sizeof(struct xstate_hdr) &&
		    sw.xstate_size <= cpu_max_ext_state_size &&
		    sw.extended_size == sw.xstate_size + sizeof(magic2) &&
		    copyin((void *)(from + sw.xstate_size), &magic2, sizeof(magic2)) == 0 &&
		    magic2 == LX_FP_XSTATE_MAGIC2) {
			/* bounded: xstate_size was compared with the area's size */
			extended = sw.xstate_size - LX_FXSAVE_SIZE;
			error = copyin((void *)(from + LX_FXSAVE_SIZE), area + 1, extended);
		}
	}
	if (error == 0) {
		bzero((char *)area + LX_FPX_SW_OFFSET, sizeof(sw));
		error = fpusetregs(td, area, extended != 0 ? (char *)(area + 1) : NULL, extended);
	}
	fpu_save_area_free(area);
	return (error);
}

static void
get_registers(const struct lx_sigcontext *sc, struct trapframe *regs)
{
	regs->tf_r8 = sc->r8;
	regs->tf_r9 = sc->r9;
	regs->tf_r10 = sc->r10;
	regs->tf_r11 = sc->r11;
	regs->tf_r12 = sc->r12;
	regs->tf_r13 = sc->r13;
	regs->tf_r14 = sc->r14;
	regs->tf_r15 = sc->r15;
	regs->tf_rdi = sc->rdi;
	regs->tf_rsi = sc->rsi;
	regs->tf_rbp = sc->rbp;
	regs->tf_rbx = sc->rbx;
	regs->tf_rdx = sc->rdx;
	regs->tf_rax = sc->rax;
	regs->tf_rcx = sc->rcx;
	regs->tf_rsp = sc->rsp;
	regs->tf_rip = sc->rip;
	regs->tf_cs = sc->cs;
	regs->tf_ss = _udatasel;
	regs->tf_rflags = sc->eflags;
}

/* The frame lies where the handler's return left rsp, less the popped return address. */
int
lx_rt_sigreturn(struct thread *td, struct lx_rt_sigreturn_args *uap __unused)
{
	struct lx_ucontext uc;
	struct trapframe *regs;
	struct proc *p;
	uintptr_t user;
	sigset_t mask;
	stack_t ss;
	int error;

	regs = td->td_frame;
	p = td->td_proc;
	user = regs->tf_rsp - sizeof(uint64_t);
	error = copyin((void *)(user + offsetof(struct lx_rt_sigframe, uc)), &uc, sizeof(uc));
	/*
	 * Linux restores only the harmless flags and forces the rest; anything that could not be a
	 * user program's own code segment or address is fatal there as well.
	 */
	if (error == 0) {
		uc.uc_mcontext.eflags &= PSL_USERCHANGE;
		uc.uc_mcontext.eflags |= regs->tf_rflags & ~(uint64_t)PSL_USERCHANGE;
		if (!CS_SECURE(uc.uc_mcontext.cs) || uc.uc_mcontext.rip >= lx_sysvec.sv_maxuser)
			error = EFAULT;
	}
	if (error == 0)
		error = restore_fpu(td, uc.uc_mcontext.fpstate);
	if (error != 0) {
		LX_BAD_FAULT("rt_sigreturn", user, sizeof(struct lx_rt_sigframe));
		PROC_LOCK(p);
		sigexit(td, SIGSEGV);
	}
	get_registers(&uc.uc_mcontext, regs);
	set_pcb_flags(td->td_pcb, PCB_FULL_IRET);

	lx_sigset_in(&uc.uc_sigmask, &mask);
	(void)kern_sigprocmask(td, SIG_SETMASK, &mask, NULL, 0);

	bzero(&ss, sizeof(ss));
	ss.ss_sp = (void *)(uintptr_t)uc.uc_stack.ss_sp;
	ss.ss_size = uc.uc_stack.ss_size;
	ss.ss_flags = (uc.uc_stack.ss_flags & LX_SS_DISABLE) != 0 ? SS_DISABLE : 0;
	(void)kern_sigaltstack(td, &ss, NULL); /* Linux ignores a failure here, too */
	return (EJUSTRETURN);
}
