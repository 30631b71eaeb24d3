/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/x86_64/lx_arch.h"

LX_TABLE(lx_arch_prctl_table, "arch_prctl", LX_FORM_NUMBER, "arch_prctl codes", LX_ARCH_PRCTL_ROWS);
