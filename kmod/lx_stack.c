/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The stack that a program starts with, as Linux lays it out (fs/binfmt_elf.c there). From the top
 * down: ps_strings (FreeBSD's, for ps) and a null word; the path that was run; the strings of the
 * environment and of the arguments; the platform's name; 16 random bytes; then, 16-aligned, the aux
 * vector, the environment pointers, the argument pointers, and argc, where rsp points.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/exec.h>
#include <sys/imgact.h>
#include <sys/imgact_elf.h>
#include <sys/random.h>
#include <sys/syscallsubr.h>
#include <sys/ucred.h>

#include <machine/cpu.h>
#include <machine/cpufunc.h>
#include <machine/fpu.h>
#include <machine/frame.h>
#include <machine/md_var.h>
#include <machine/pcb.h>
#include <machine/psl.h>
#include <machine/specialreg.h>
#include <vm/vm.h>
#include <vm/pmap.h>
#include <vm/vm_map.h>
#include <vm/vm_param.h>

#include "kmod/lx.h"
#include "kmod/tables/x86_64/lx_auxv.h"

#define AUXV_MAX    24 /* entries, with AT_NULL */
#define RANDOM_SIZE 16

static const char platform[] = "x86_64";

static int
push(uintptr_t *top, const void *data, size_t size, uintptr_t align)
{
	*top = rounddown2(*top - size, align);
	/* bounded: the kernel's own data */
	return (copyout(data, (void *)*top, size));
}

/*
 * Fixed pieces below ps_strings. imgp->canary and imgp->pagesizes are native fields that this ABI
 * has no use for: they carry the addresses to lx_copyout_auxargs.
 */
static int
push_fixed(struct image_params *imgp, uintptr_t *top, uintptr_t *strings)
{
	char random[RANDOM_SIZE];
	size_t length;
	uint64_t zero;
	int error;

	zero = 0;
	error = push(top, &zero, sizeof(zero), sizeof(zero));
	if (error == 0 && imgp->execpath != NULL) {
		error = push(top, imgp->execpath, strlen(imgp->execpath) + 1, 1);
		imgp->execpathp = (void *)*top;
	}
	if (error != 0)
		return (error);

	length = ARG_MAX - imgp->args->stringspace;
	*top -= length;
	*strings = *top;
	error = copyout(imgp->args->begin_argv, (void *)*top, length);
	if (error == 0)
		error = push(top, platform, sizeof(platform), 1);
	if (error != 0)
		return (error);
	imgp->pagesizes = (void *)*top;

	arc4rand(random, sizeof(random), 0);
	error = push(top, random, sizeof(random), 16);
	explicit_bzero(random, sizeof(random));
	imgp->canary = (void *)*top;
	imgp->canarylen = RANDOM_SIZE;
	return (error);
}

/* One table of pointers to count strings that lie one after the other at *string. */
static int
put_vector(uintptr_t *slot, const char **from, uintptr_t *string, int count)
{
	size_t length;

	for (; count > 0; count--) {
		if (suword((void *)*slot, (long)*string) != 0)
			return (EFAULT);
		length = strlen(*from) + 1;
		*from += length;
		*string += length;
		*slot += sizeof(uint64_t);
	}
	if (suword((void *)*slot, 0) != 0)
		return (EFAULT);
	*slot += sizeof(uint64_t);
	return (0);
}

/* sv_copyout_strings. Leaves *stack_base at argv[0]'s slot; lx_fixup puts argc below. */
int
lx_copyout_strings(struct image_params *imgp, uintptr_t *stack_base)
{
	struct ps_strings *arginfo;
	const char *from;
	uintptr_t top, strings, slot;
	int argc, envc, error;

	argc = imgp->args->argc;
	envc = imgp->args->envc;
	top = PROC_PS_STRINGS(imgp->proc);
	imgp->ps_strings = (void *)top;
	arginfo = imgp->ps_strings;

	error = push_fixed(imgp, &top, &strings);
	if (error != 0)
		return (error);

	top -= (size_t)(argc + 1 + envc + 1) * sizeof(uint64_t);
	if (imgp->auxargs != NULL)
		top -= AUXV_MAX * sizeof(Elf64_Auxinfo);
	top = rounddown2(top - sizeof(uint64_t), 16); /* argc's place is where rsp will be */
	slot = top + sizeof(uint64_t);
	*stack_base = slot;

	from = imgp->args->begin_argv;
	imgp->argv = (void *)slot;
	if (suword(&arginfo->ps_argvstr, (long)slot) != 0 ||
	    suword32(&arginfo->ps_nargvstr, argc) != 0)
		return (EFAULT);
	error = put_vector(&slot, &from, &strings, argc);
	if (error != 0)
		return (error);
	imgp->envv = (void *)slot;
	if (suword(&arginfo->ps_envstr, (long)slot) != 0 ||
	    suword32(&arginfo->ps_nenvstr, envc) != 0)
		return (EFAULT);
	error = put_vector(&slot, &from, &strings, envc);
	if (error != 0 || imgp->auxargs == NULL)
		return (error);
	return (lx_copyout_auxargs(imgp, slot));
}

/* sv_fixup: the last word. */
int
lx_fixup(uintptr_t *stack_base, struct image_params *imgp)
{
	*stack_base -= sizeof(uint64_t);
	return (suword((void *)*stack_base, imgp->args->argc) != 0 ? EFAULT : 0);
}

static uint64_t
hwcap2(void)
{
	/* rdfsbase and its kin work in user mode: FreeBSD enables them when the CPU has them */
	return ((cpu_stdext_feature & CPUID_STDEXT_FSGSBASE) != 0 ? LX_HWCAP2_FSGSBASE : 0);
}

struct auxv {
	Elf64_Auxinfo entry[AUXV_MAX];
	unsigned int count;
};

static void
aux(struct auxv *v, long type, uint64_t value)
{
	KASSERT(v->count < AUXV_MAX, ("lxabi: aux vector overflow"));
	v->entry[v->count].a_type = type;
	v->entry[v->count].a_un.a_val = (long)value;
	v->count++;
}

/* sv_copyout_auxargs: Linux's order (arch first, then create_elf_tables). */
int
lx_copyout_auxargs(struct image_params *imgp, uintptr_t base)
{
	struct auxv v;
	struct ucred *cred;
	Elf_Auxargs *args;
	bool secure;

	args = imgp->auxargs;
	cred = imgp->credential_setid ? imgp->newcred : imgp->proc->p_ucred;
	secure = imgp->credential_setid || cred->cr_uid != cred->cr_ruid ||
		 cred->cr_gid != cred->cr_rgid;

	bzero(&v, sizeof(v));
	aux(&v, LX_AT_MINSIGSTKSZ, lx_sigframe_size());
	aux(&v, LX_AT_HWCAP, cpu_feature);
	aux(&v, LX_AT_PAGESZ, args->pagesz);
	aux(&v, LX_AT_CLKTCK, LX_CLKTCK);
	aux(&v, LX_AT_PHDR, args->phdr);
	aux(&v, LX_AT_PHENT, args->phent);
	aux(&v, LX_AT_PHNUM, args->phnum);
	/* a static program has no interpreter, so no base */
	aux(&v, LX_AT_BASE, imgp->interpreter_name != NULL ? args->base : 0);
	aux(&v, LX_AT_FLAGS, args->flags);
	aux(&v, LX_AT_ENTRY, args->entry);
	aux(&v, LX_AT_UID, cred->cr_ruid);
	aux(&v, LX_AT_EUID, cred->cr_uid);
	aux(&v, LX_AT_GID, cred->cr_rgid);
	aux(&v, LX_AT_EGID, cred->cr_gid);
	aux(&v, LX_AT_SECURE, secure);
	aux(&v, LX_AT_RANDOM, (uintptr_t)imgp->canary);
	aux(&v, LX_AT_HWCAP2, hwcap2());
	if (imgp->execpathp != NULL)
		aux(&v, LX_AT_EXECFN, (uintptr_t)imgp->execpathp);
	aux(&v, LX_AT_PLATFORM, (uintptr_t)imgp->pagesizes);
	if (args->execfd != -1)
		aux(&v, LX_AT_EXECFD, args->execfd);
	aux(&v, LX_AT_NULL, 0);
	imgp->canary = NULL;
	imgp->canarylen = 0;
	imgp->pagesizes = NULL;

	free(imgp->auxargs, M_TEMP);
	imgp->auxargs = NULL;

	return (copyout(v.entry, (void *)base, sizeof(v.entry)));
}

/* sv_setregs: Linux hands out zeroes in all registers but rip and rsp. */
void
lx_setregs(struct thread *td, struct image_params *imgp, uintptr_t stack)
{
	struct trapframe *regs;
	struct pcb *pcb;
	register_t traced;

	regs = td->td_frame;
	pcb = td->td_pcb;
	if (td->td_proc->p_md.md_ldt != NULL)
		user_ldt_free(td);

	update_pcb_bases(pcb);
	pcb->pcb_fsbase = pcb->pcb_tlsbase = 0;
	pcb->pcb_gsbase = 0;
	clear_pcb_flags(pcb, PCB_32BIT | PCB_TLSBASE);
	pcb->pcb_initial_fpucw = 0x37f; /* Linux: all exceptions masked, 64-bit precision */
	set_pcb_flags(pcb, PCB_FULL_IRET);

	traced = regs->tf_rflags & PSL_T;
	bzero(regs, sizeof(*regs));
	regs->tf_rip = imgp->entry_addr;
	regs->tf_rsp = stack;
	regs->tf_rflags = PSL_USER | traced;
	regs->tf_ss = _udatasel;
	regs->tf_cs = _ucodesel;
	regs->tf_ds = _udatasel;
	regs->tf_es = _udatasel;
	regs->tf_fs = _ufssel;
	regs->tf_gs = _ugssel;
	regs->tf_flags = TF_HASSEGS;

	x86_clear_dbregs(pcb);
	fpstate_drop(td);
}
