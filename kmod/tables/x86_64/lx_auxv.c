/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/x86_64/lx_auxv.h"

const struct lx_aux lx_auxv[] = {
    {"AT_SYSINFO_EHDR", 33, NULL, 0, LX_AUX_ADDRESS, true,
	"the vDSO's ELF header, when the module maps one"},
    {"AT_MINSIGSTKSZ", 51, NULL, 0, LX_AUX_NUMBER, true,
	"size of the largest signal frame of this processor"},
    {"AT_HWCAP", 16, "AT_HWCAP", 25, LX_AUX_BITS, true, "cpu_feature (CPUID 1, EDX)"},
    {"AT_PAGESZ", 6, "AT_PAGESZ", 6, LX_AUX_NUMBER, true, "imgp->auxargs->pagesz"},
    {"AT_CLKTCK", 17, NULL, 0, LX_AUX_NUMBER, true, "always 100, the unit of times(2)"},
    {"AT_PHDR", 3, "AT_PHDR", 3, LX_AUX_ADDRESS, true, "imgp->auxargs->phdr"},
    {"AT_PHENT", 4, "AT_PHENT", 4, LX_AUX_NUMBER, true, "imgp->auxargs->phent"},
    {"AT_PHNUM", 5, "AT_PHNUM", 5, LX_AUX_NUMBER, true, "imgp->auxargs->phnum"},
    {"AT_BASE", 7, "AT_BASE", 7, LX_AUX_ADDRESS, true,
	"imgp->auxargs->base; 0 when there is no interpreter"},
    {"AT_FLAGS", 8, "AT_FLAGS", 8, LX_AUX_BITS, true, "0"},
    {"AT_ENTRY", 9, "AT_ENTRY", 9, LX_AUX_ADDRESS, true, "imgp->auxargs->entry"},
    {"AT_UID", 11, "AT_UID", 11, LX_AUX_NUMBER, true, "imgp->proc->p_ucred->cr_ruid"},
    {"AT_EUID", 12, "AT_EUID", 12, LX_AUX_NUMBER, true, "imgp->proc->p_ucred->cr_uid"},
    {"AT_GID", 13, "AT_GID", 13, LX_AUX_NUMBER, true, "imgp->proc->p_ucred->cr_rgid"},
    {"AT_EGID", 14, "AT_EGID", 14, LX_AUX_NUMBER, true, "imgp->proc->p_ucred->cr_gid"},
    {"AT_SECURE", 23, NULL, 0, LX_AUX_NUMBER, true, "P_SUGID of the process"},
    {"AT_RANDOM", 25, NULL, 0, LX_AUX_BYTES, true, "16 random bytes on the stack"},
    {"AT_HWCAP2", 26, "AT_HWCAP2", 26, LX_AUX_BITS, true, "bit 1: FSGSBASE may be used"},
    {"AT_HWCAP3", 29, "AT_HWCAP3", 38, LX_AUX_BITS, false, "not on x86"},
    {"AT_HWCAP4", 30, "AT_HWCAP4", 39, LX_AUX_BITS, false, "not on x86"},
    {"AT_EXECFN", 31, "AT_EXECPATH", 15, LX_AUX_STRING, true, "imgp->execpath, on the stack"},
    {"AT_PLATFORM", 15, NULL, 0, LX_AUX_STRING, true, "x86_64, on the stack"},
    {"AT_BASE_PLATFORM", 24, NULL, 0, LX_AUX_STRING, false, "not on x86"},
    {"AT_EXECFD", 2, "AT_EXECFD", 2, LX_AUX_NUMBER, false, "binfmt_misc only"},
    {"AT_RSEQ_FEATURE_SIZE", 27, NULL, 0, LX_AUX_NUMBER, false,
	"left out with rseq(2); glibc looks at neither then"},
    {"AT_RSEQ_ALIGN", 28, NULL, 0, LX_AUX_NUMBER, false, "left out with rseq(2)"},
    {"AT_NULL", 0, "AT_NULL", 0, LX_AUX_NUMBER, true, "the end"},
};
const unsigned int lx_auxv_count = LX_COUNT(lx_auxv);

unsigned int
lx_auxv_given(void)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < lx_auxv_count; i++)
		if (lx_auxv[i].given)
			n++;
	return n;
}

const struct lx_aux *
lx_auxv_find(int lx)
{
	for (unsigned int i = 0; i < lx_auxv_count; i++)
		if (lx_auxv[i].lx == lx)
			return &lx_auxv[i];
	return NULL;
}
