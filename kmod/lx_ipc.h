/* SPDX-License-Identifier: BSD-2-Clause */
/* What System V's shared memory, semaphores and messages have in common: who may use them. */
#ifndef KMOD_LX_IPC_H
#define KMOD_LX_IPC_H

#include <sys/param.h>
#include <sys/ipc.h>

#include "kmod/tables/x86_64/lx_struct.h"

static inline struct lx_ipc_perm
lx_ipc_perm_out(const struct ipc_perm *from)
{
	return ((struct lx_ipc_perm){
	    .key = (int32_t)from->key,
	    .uid = from->uid,
	    .gid = from->gid,
	    .cuid = from->cuid,
	    .cgid = from->cgid,
	    .mode = from->mode & ACCESSPERMS, /* the other bits are each kernel's own */
	    .seq = from->seq,
	});
}

/* What IPC_SET looks at. */
static inline void
lx_ipc_perm_in(const struct lx_ipc_perm *from, struct ipc_perm *to)
{
	to->uid = from->uid;
	to->gid = from->gid;
	to->mode = (mode_t)(from->mode & ACCESSPERMS);
}

#endif
