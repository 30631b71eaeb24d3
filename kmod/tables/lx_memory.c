/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_memory.h"

LX_TABLE(lx_prot_table, "prot", LX_FORM_FLAGS, "memory protection", LX_PROT_ROWS);
LX_TABLE(lx_mmap_table, "mmap", LX_FORM_FLAGS, "mmap flags", LX_MMAP_ROWS);
LX_TABLE(lx_madvise_table, "madvise", LX_FORM_NUMBER, "madvise advice", LX_MADVISE_ROWS);
LX_TABLE(lx_msync_table, "msync", LX_FORM_FLAGS, "msync flags", LX_MSYNC_ROWS);
LX_TABLE(lx_mremap_table, "mremap", LX_FORM_FLAGS, "mremap flags", LX_MREMAP_ROWS);
LX_TABLE(lx_mlock2_table, "mlock2", LX_FORM_FLAGS, "mlock2 flags", LX_MLOCK2_ROWS);
LX_TABLE(lx_mlockall_table, "mlockall", LX_FORM_FLAGS, "mlockall flags", LX_MLOCKALL_ROWS);
