/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The sysentvec: everything the kernel asks about a process of this ABI. Each field is here, the
 * ones that stay empty too, so that it is seen that they were thought of (sys/sysent.h, FreeBSD
 * 15).
 *
 * There is no shared page: signal handlers return through the program's own SA_RESTORER, as Linux
 * on x86-64 demands, and no vDSO is offered (C libraries use the system calls then). That keeps all
 * of lower user memory free of ours.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/exec.h>
#include <sys/imgact.h>
#include <sys/imgact_elf.h>

#include <vm/vm.h>
#include <vm/vm_param.h>
#include <vm/pmap.h>

#include "kmod/lx.h"

/*
 * Linux ends user memory one page below the 47-bit border, whatever the CPU could address, and the
 * stack begins right there.
 */
#define LX_USER_END (VM_MAXUSER_ADDRESS_LA48 - PAGE_SIZE)

struct sysentvec lx_sysvec = {
    /* system calls: the generated table and the registers they come in */
    .sv_size = LX_SYS_MAXSYSCALL,
    .sv_table = lx_sysent,
    .sv_syscallnames = lx_syscallnames,
    .sv_fetch_syscall_args = lx_fetch_syscall_args,
    .sv_set_syscall_retval = lx_set_syscall_retval,
    .sv_set_fork_retval = lx_set_fork_retval,

    /* start of a program: strings and auxv, then argc, then registers */
    .sv_copyout_strings = lx_copyout_strings,
    .sv_copyout_auxargs = lx_copyout_auxargs,
    .sv_fixup = lx_fixup,
    .sv_setregs = lx_setregs,
    .sv_hwcap = NULL, /* x86 takes AT_HWCAP from cpuid, in lx_stack.c */
    .sv_hwcap2 = NULL,
    .sv_hwcap3 = NULL,
    .sv_hwcap4 = NULL,

    /* signals: no trampoline of ours */
    .sv_sendsig = lx_sendsig,
    .sv_sigcode = NULL,
    .sv_szsigcode = NULL,
    .sv_sigcodeoff = 0,
    .sv_minsigstksz = 2048, /* Linux's MINSIGSTKSZ on x86-64 */

    /* address space */
    .sv_minuser = VM_MIN_ADDRESS,
    .sv_maxuser = LX_USER_END,
    .sv_usrstack = LX_USER_END,
    .sv_psstrings = LX_USER_END - sizeof(struct ps_strings), /* for ps(1) */
    .sv_psstringssz = sizeof(struct ps_strings),
    /* without a shared page the kernel takes this for every program; PT_GNU_STACK is usually RW */
    .sv_stackprot = VM_PROT_READ | VM_PROT_WRITE,
    .sv_fixlimit = NULL, /* 64-bit programs have no smaller limits */
    .sv_maxssiz = NULL,
    .sv_protect = NULL, /* no guard pages or BTI on x86 */

    /* shared page and vDSO: none; what exec_sysvec_init would fill in stays zero */
    .sv_shared_page_base = 0,
    .sv_shared_page_len = 0,
    .sv_shared_page_obj = NULL,
    .sv_sigcode_offset = 0,
    .sv_timekeep_offset = 0,
    .sv_vdso_offset = 0,
    .sv_fxrng_gen_offset = 0,

    /* life of a process and of its threads */
    .sv_schedtail = lx_schedtail,
    .sv_thread_detach = lx_thread_detach,
    .sv_onexec_old = lx_onexec_old,
    .sv_onexec = lx_onexec,
    .sv_onexit = lx_onexit,
    .sv_ontdexit = lx_ontdexit,
    .sv_setid_allowed = NULL, /* set-user-id works as for native programs */

    /* page faults that Linux signals otherwise; no vsyscall page, which is gone from programs */
    .sv_trap = lx_trap,
    .sv_machine_arch = NULL, /* hw.machine_arch is no business of Linux programs */

    /* core dumps: the kernel's ELF writer, in FreeBSD's own format of notes */
    .sv_coredump = elf64_coredump,
    .sv_elf_core_osabi = ELFOSABI_FREEBSD,
    .sv_elf_core_abi_vendor = FREEBSD_ABI_VENDOR,
    .sv_elf_core_prepare_notes = elf64_prepare_notes,
    .sv_regset_begin = NULL, /* no register sets for Linux's ptrace: it is not there */
    .sv_regset_end = NULL,

    .sv_name = "Linux x86-64 (lxabi)",
    /*
     * SV_ABI_LINUX: the kernel leaves SIGSYS alone and netlink speaks Linux to such processes.
     * SV_SIG_DISCIGN, SV_SIG_WAITNDQ: sigwait and wait treat ignored and pending signals as Linux.
     * Not SV_ASLR: the kernel's randomisation moves the stack as well, and lx_mmap has its own
     * rules.
     */
    .sv_flags = SV_ABI_LINUX | SV_LP64 | SV_SIG_DISCIGN | SV_SIG_WAITNDQ,
};
