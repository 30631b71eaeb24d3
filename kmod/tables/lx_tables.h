/* SPDX-License-Identifier: BSD-2-Clause */
/* Every table by name: what lxtab and the tests walk. The module includes the subjects it needs. */
#ifndef KMOD_TABLES_LX_TABLES_H
#define KMOD_TABLES_LX_TABLES_H

#include "kmod/tables/lx_errno.h"
#include "kmod/tables/lx_signal.h"
#include "kmod/tables/lx_file.h"
#include "kmod/tables/lx_futex.h"
#include "kmod/tables/lx_ipc.h"
#include "kmod/tables/lx_memory.h"
#include "kmod/tables/lx_time.h"
#include "kmod/tables/lx_process.h"
#include "kmod/tables/lx_socket.h"
#include "kmod/tables/lx_poll.h"
#include "kmod/tables/lx_tty.h"
#include "kmod/tables/x86_64/lx_arch.h"

extern const struct lx_table *const lx_tables[];
extern const unsigned int lx_table_count;

#endif
