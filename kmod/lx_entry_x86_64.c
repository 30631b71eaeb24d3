/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The way into a system call and back out, on x86-64: number in rax, arguments in rdi, rsi, rdx,
 * r10, r8, r9; result in rax, an error as a negative number. This is the only place in the module
 * where an errno becomes Linux's and where one becomes negative.
 *
 * Linux preserves every register but rax, rcx and r11, so return is always by iret (PCB_FULL_IRET),
 * and rdx is never written.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/ktr.h>

#include <machine/cpufunc.h>
#include <machine/frame.h>
#include <machine/md_var.h>
#include <machine/pcb.h>
#include <machine/psl.h>

#include "kmod/lx.h"

/* One entry for all numbers beyond the table. */
static struct sysent beyond_table = {
    .sy_narg = 6,
    .sy_call = (sy_call_t *)lx_nosys,
    .sy_thrcnt = SY_THR_STATIC,
};

int
lx_fetch_syscall_args(struct thread *td)
{
	struct trapframe *frame;
	struct syscall_args *sa;

	frame = td->td_frame;
	sa = &td->td_sa;

	sa->args[0] = frame->tf_rdi;
	sa->args[1] = frame->tf_rsi;
	sa->args[2] = frame->tf_rdx;
	sa->args[3] = frame->tf_rcx; /* the entry code moved the program's r10 there */
	sa->args[4] = frame->tf_r8;
	sa->args[5] = frame->tf_r9;
	sa->code = (u_int)frame->tf_rax; /* Linux looks at 32 bits */
	sa->original_code = sa->code;
	sa->callp = sa->code < LX_SYS_MAXSYSCALL ? &lx_sysent[sa->code] : &beyond_table;

	/* give r10 back, and rcx what the syscall instruction put there */
	frame->tf_r10 = frame->tf_rcx;
	frame->tf_rcx = frame->tf_rip;

	td->td_retval[0] = 0;
	td->td_retval[1] = 0;

	SDT_PROBE3(lxabi, , syscall, entry, (int)sa->code, (uintptr_t)lx_syscall_name(sa->code),
	    (uintptr_t)sa->args);
	return (0);
}

void
lx_set_syscall_retval(struct thread *td, int error)
{
	struct trapframe *frame;
	int lx_errno;

	frame = td->td_frame;
	lx_errno = 0;
	switch (error) {
	case 0:
		frame->tf_rax = td->td_retval[0];
		break;
	case ERESTART:
		/* back onto the syscall instruction; rax still has the number */
		frame->tf_rip -= frame->tf_err;
		break;
	case EJUSTRETURN:
		break;
	default:
		if (!lx_errno_known(error))
			SDT_PROBE1(lxabi, , translate, errno, error);
		lx_errno = lx_errno_to_linux(error);
		frame->tf_rax = -(register_t)lx_errno;
		break;
	}
	set_pcb_flags(td->td_pcb, PCB_FULL_IRET);
	SDT_PROBE4(lxabi, , syscall, return, (int)td->td_sa.code,
	    (uintptr_t)lx_syscall_name(td->td_sa.code), lx_errno, td->td_retval[0]);
}

/* What a new process or thread sees as the result of clone. */
void
lx_set_fork_retval(struct thread *td)
{
	td->td_frame->tf_rax = 0;
}
