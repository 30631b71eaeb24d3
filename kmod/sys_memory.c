/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory: mmap and its kin, brk. mremap is sys_mremap.c's. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/file.h>
#include <sys/fcntl.h>
#include <sys/lock.h>
#include <sys/mman.h>
#include <sys/rwlock.h>
#include <sys/syscallsubr.h>

#include <vm/vm.h>
#include <vm/pmap.h>
#include <vm/vm_map.h>
#include <vm/vm_object.h>
#include <vm/vm_param.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_memory.h"

static int
prot_in(const char *what, u_long prot, int *out)
{
	uint64_t left;

	*out = (int)lx_flags_to_bsd(&lx_prot_table, (uint32_t)prot, &left);
	if (left != 0) {
		LX_BAD_FLAG(what, prot, left);
		return (EINVAL);
	}
	return (0);
}

/* Linux maps files only through descriptors that can be read. */
static int
must_be_readable(struct file *fp, int prot __unused, int maxprot __unused, int flags __unused)
{
	return ((fp->f_flag & FREAD) != 0 ? 0 : EACCES);
}

/* A mapping's place: FreeBSD's heap rule for hints is not Linux's, so a hint is tried as it stands.
 */
static int
map_at(struct thread *td, struct mmap_req *mr)
{
	struct mmap_req exact;

	if (mr->mr_hint != 0 && (mr->mr_flags & MAP_FIXED) == 0) {
		exact = *mr;
		exact.mr_hint = trunc_page(exact.mr_hint);
		exact.mr_flags |= MAP_FIXED | MAP_EXCL;
		if (kern_mmap(td, &exact) == 0)
			return (0);
		mr->mr_hint = 0;
	}
	return (kern_mmap(td, mr));
}

static int
flags_in(u_long lx_flags, int *out)
{
	uint64_t left;
	int type;

	type = (int)(lx_flags & LX_MAP_TYPE);
	if (type != LX_MAP_SHARED && type != LX_MAP_PRIVATE && type != LX_MAP_SHARED_VALIDATE) {
		LX_BAD_COMBINATION("mmap: neither shared nor private", lx_flags, LX_MAP_TYPE);
		return (EINVAL);
	}
	if (type == LX_MAP_SHARED_VALIDATE)
		lx_flags = (lx_flags & ~(u_long)LX_MAP_TYPE) | LX_MAP_SHARED;
	*out = (int)lx_flags_to_bsd(
	    &lx_mmap_table, (uint32_t)lx_flags & ~(uint32_t)LX_MAP_FIXED_NOREPLACE, &left);
	if (left != 0) {
		LX_BAD_FLAG("mmap", lx_flags, left);
		/* only MAP_SHARED_VALIDATE promises an error for what is unknown */
		if (type == LX_MAP_SHARED_VALIDATE)
			return (EOPNOTSUPP);
	}
	if ((lx_flags & LX_MAP_FIXED_NOREPLACE) != 0)
		*out |= MAP_FIXED | MAP_EXCL;
	return (0);
}

int
lx_mmap(struct thread *td, struct lx_mmap_args *uap)
{
	struct mmap_req mr;
	int error;

	bzero(&mr, sizeof(mr));
	error = flags_in(uap->flags, &mr.mr_flags);
	if (error == 0)
		error = prot_in("mmap", uap->prot, &mr.mr_prot);
	if (error != 0)
		return (error);
	if (uap->len == 0 || (uap->offset & PAGE_MASK) != 0 || uap->len > lx_sysvec.sv_maxuser) {
		LX_BAD_LENGTH("mmap", uap->len, lx_sysvec.sv_maxuser);
		return (uap->len > lx_sysvec.sv_maxuser ? ENOMEM : EINVAL);
	}
	mr.mr_hint = uap->addr;
	mr.mr_len = uap->len;
	mr.mr_fd = (int)uap->fd;
	mr.mr_pos = (off_t)uap->offset;
	mr.mr_check_fp_fn = must_be_readable;
	if ((mr.mr_flags & MAP_ANON) != 0) {
		mr.mr_fd = -1;
		mr.mr_pos = 0;
		mr.mr_check_fp_fn = NULL;
	} else {
		mr.mr_flags |= MAP_NOSYNC;
	}
	error = map_at(td, &mr);
	if (error != 0 && (uap->flags & LX_MAP_FIXED_NOREPLACE) != 0 && error == ENOMEM)
		error = EEXIST;
	if (error == ENOMEM)
		LX_RESOURCE("mmap", error);
	return (error);
}

int
lx_mprotect(struct thread *td, struct lx_mprotect_args *uap)
{
	int error, prot;

	error = prot_in("mprotect", uap->prot, &prot);
	if (error != 0)
		return (error);
	if ((uap->addr & PAGE_MASK) != 0) {
		LX_BAD_COMBINATION("mprotect: address is not aligned", uap->addr, PAGE_MASK);
		return (EINVAL);
	}
	return (kern_mprotect(td, uap->addr, uap->len, prot, 0));
}

/* Never an error: the new break, or the old one. */
int
lx_brk(struct thread *td, struct lx_brk_args *uap)
{
	struct vmspace *vm;
	uintptr_t new, old;

	vm = td->td_proc->p_vmspace;
	old = (uintptr_t)vm->vm_daddr + ptoa(vm->vm_dsize);
	new = uap->addr;
	if (new >= (uintptr_t)vm->vm_daddr && kern_break(td, &new) == 0)
		td->td_retval[0] = (register_t)uap->addr;
	else
		td->td_retval[0] = (register_t)old;
	return (0);
}

int
lx_msync(struct thread *td, struct lx_msync_args *uap)
{
	uint64_t left;
	int flags;

	flags = (int)lx_flags_to_bsd(&lx_msync_table, (uint32_t)uap->flags, &left);
	if (left != 0 || (uap->addr & PAGE_MASK) != 0 ||
	    (uap->flags & (LX_MS_ASYNC | LX_MS_SYNC)) == (LX_MS_ASYNC | LX_MS_SYNC)) {
		LX_BAD_COMBINATION("msync", (uint32_t)uap->flags, 7);
		return (EINVAL);
	}
	/* FreeBSD refuses this pair; invalidating implies writing first */
	if ((flags & (MS_ASYNC | MS_INVALIDATE)) == (MS_ASYNC | MS_INVALIDATE))
		flags = MS_INVALIDATE;
	return (kern_msync(td, uap->addr, uap->len, flags));
}

int
lx_mlock2(struct thread *td, struct lx_mlock2_args *uap)
{
	uint64_t left;

	(void)lx_flags_to_bsd(&lx_mlock2_table, (uint32_t)uap->flags, &left);
	if (left != 0) {
		LX_BAD_FLAG("mlock2", (uint32_t)uap->flags, left);
		return (EINVAL);
	}
	return (kern_mlock(td->td_proc, td->td_ucred, uap->addr, uap->len));
}

/* Linux's vector has one bit a page, FreeBSD's several. */
int
lx_mincore(struct thread *td, struct lx_mincore_args *uap)
{
	size_t i, pages;
	int error, value;

	if ((uap->addr & PAGE_MASK) != 0)
		return (EINVAL);
	if (uap->len > lx_sysvec.sv_maxuser)
		return (ENOMEM);
	error = kern_mincore(td, uap->addr, uap->len, (char *)uap->vec);
	if (error != 0)
		return (error);
	pages = atop(round_page(uap->len));
	for (i = 0; i < pages; i++) {
		value = fubyte(uap->vec + i);
		if (value == -1 || subyte(uap->vec + i, (value & MINCORE_INCORE) != 0) != 0)
			return (EFAULT);
	}
	return (0);
}

/* Is this entry private memory that no file is behind? Called with the map locked. */
static bool
is_private_anonymous(vm_map_entry_t entry)
{
	vm_object_t backing, object;
	bool anonymous;

	if ((entry->eflags & (MAP_ENTRY_IS_SUB_MAP | MAP_ENTRY_GUARD)) != 0 ||
	    entry->inheritance == VM_INHERIT_SHARE)
		return (false);
	object = entry->object.vm_object;
	if (object == NULL)
		return (true);
	anonymous = true;
	VM_OBJECT_RLOCK(object);
	for (;;) {
		if ((object->flags & OBJ_ANON) == 0)
			anonymous = false;
		backing = object->backing_object;
		if (!anonymous || backing == NULL)
			break;
		VM_OBJECT_RLOCK(backing);
		VM_OBJECT_RUNLOCK(object);
		object = backing;
	}
	VM_OBJECT_RUNLOCK(object);
	return (anonymous);
}

/* The next stretch of private anonymous memory in [*start, end); false: there is none. */
bool
lx_next_anonymous(struct vmspace *vm, uintptr_t *start, uintptr_t *stop, uintptr_t end, int *prot)
{
	vm_map_entry_t entry;
	vm_map_t map;
	bool found;

	if (*start >= end)
		return (false);
	map = &vm->vm_map;
	found = false;
	vm_map_lock_read(map);
	if (!vm_map_lookup_entry(map, *start, &entry))
		entry = vm_map_entry_succ(entry);
	for (; entry != &map->header && entry->start < end; entry = vm_map_entry_succ(entry)) {
		if (!is_private_anonymous(entry))
			continue;
		*start = MAX(*start, entry->start);
		*stop = MIN(end, entry->end);
		*prot = entry->protection;
		found = true;
		break;
	}
	vm_map_unlock_read(map);
	return (found);
}

/*
 * MADV_DONTNEED: Linux promises zeroes in private anonymous memory afterwards; FreeBSD's call of
 * that name does not. So such memory is mapped anew in place. The rest gets FreeBSD's advice.
 */
static int
dont_need(struct thread *td, uintptr_t addr, size_t length)
{
	struct mmap_req mr;
	uintptr_t end, start, stop;
	int error, prot;

	end = addr + round_page(length);
	if (end < addr)
		return (EINVAL);
	(void)kern_madvise(td, addr, length, MADV_DONTNEED);
	for (start = addr; lx_next_anonymous(td->td_proc->p_vmspace, &start, &stop, end, &prot);
	    start = stop) {
		bzero(&mr, sizeof(mr));
		mr.mr_hint = start;
		mr.mr_len = stop - start;
		mr.mr_prot = prot;
		mr.mr_flags = MAP_PRIVATE | MAP_ANON | MAP_FIXED;
		mr.mr_fd = -1;
		error = kern_mmap(td, &mr);
		if (error != 0)
			return (error);
	}
	td->td_retval[0] = 0;
	return (0);
}

int
lx_madvise(struct thread *td, struct lx_madvise_args *uap)
{
	const struct lx_row *row;

	if ((uap->addr & PAGE_MASK) != 0 || uap->len > lx_sysvec.sv_maxuser) {
		LX_BAD_LENGTH("madvise", uap->len, lx_sysvec.sv_maxuser);
		return (EINVAL);
	}
	switch (uap->advice) {
	case LX_MADV_DONTNEED:
		return (dont_need(td, uap->addr, uap->len));
	case LX_MADV_DONTFORK:
		return (kern_minherit(td, uap->addr, uap->len, INHERIT_NONE));
	case LX_MADV_DOFORK:
	case LX_MADV_KEEPONFORK:
		return (kern_minherit(td, uap->addr, uap->len, INHERIT_COPY));
	case LX_MADV_WIPEONFORK:
		return (kern_minherit(td, uap->addr, uap->len, INHERIT_ZERO));
	default:
		break;
	}
	row = lx_row_of_linux(&lx_madvise_table, uap->advice);
	if (row != NULL && row->how == LX_HOW_DROP)
		return (0);
	if (row == NULL || row->how == LX_HOW_REFUSE) {
		LX_BAD_VALUE("madvise", uap->advice);
		return (EINVAL);
	}
	return (kern_madvise(td, uap->addr, uap->len, (int)row->bsd));
}
