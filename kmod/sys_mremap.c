/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD has no mremap. Shrinking cuts the tail off; private anonymous memory, which is what
 * malloc asks for, grows in place when there is room and else moves by copying. Everything else
 * that would have to grow is ENOMEM, upon which programs map anew.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/mman.h>
#include <sys/proc.h>
#include <sys/syscallsubr.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_memory.h"

#define COPY_CHUNK (64 * 1024)

/* Through a buffer: the source may be unreadable or vanish meanwhile, which is the program's
 * problem. */
static int
copy_memory(uintptr_t from, uintptr_t to, size_t length)
{
	size_t chunk, done;
	char *buf;
	int error;

	buf = malloc(COPY_CHUNK, M_LXABI, M_WAITOK);
	error = 0;
	for (done = 0; done < length && error == 0; done += chunk) {
		chunk = MIN(length - done, (size_t)COPY_CHUNK);
		error = copyin((void *)(from + done), buf, chunk);
		if (error == 0)
			error = copyout(buf, (void *)(to + done), chunk);
	}
	free(buf, M_LXABI);
	return (error);
}

/* Is the whole range one kind of memory: private, anonymous, of one protection? */
static bool
one_anonymous_range(struct thread *td, uintptr_t addr, size_t length, int *prot)
{
	uintptr_t at, start, stop;
	int part;
	bool first;

	first = true;
	for (at = addr; at < addr + length; at = stop) {
		start = at;
		if (!lx_next_anonymous(
			td->td_proc->p_vmspace, &start, &stop, addr + length, &part) ||
		    start != at || (!first && part != *prot))
			return (false);
		*prot = part;
		first = false;
	}
	return (!first);
}

struct remap {
	uintptr_t addr;
	size_t old_len;
	size_t new_len;
	uintptr_t new_addr; /* with MREMAP_FIXED */
	int flags;
};

static int
map_anonymous(struct thread *td, uintptr_t addr, size_t length, int prot, int flags)
{
	struct mmap_req mr = {
	    .mr_hint = addr,
	    .mr_len = length,
	    .mr_prot = prot,
	    .mr_flags = MAP_PRIVATE | MAP_ANON | flags,
	    .mr_fd = -1,
	};

	return (kern_mmap(td, &mr));
}

static int
move_mapping(struct thread *td, const struct remap *r, int prot)
{
	uintptr_t to;
	int error;

	error = map_anonymous(td, r->new_addr, r->new_len, prot | PROT_READ | PROT_WRITE,
	    (r->flags & LX_MREMAP_FIXED) != 0 ? MAP_FIXED : 0);
	if (error != 0)
		return (error);
	to = (uintptr_t)td->td_retval[0];
	error = copy_memory(r->addr, to, MIN(r->old_len, r->new_len));
	if (error == 0 && (prot & (PROT_READ | PROT_WRITE)) != (PROT_READ | PROT_WRITE))
		error = kern_mprotect(td, to, r->new_len, prot, 0);
	(void)kern_munmap(td, error == 0 ? r->addr : to, error == 0 ? r->old_len : r->new_len);
	td->td_retval[0] = (register_t)to;
	return (error);
}

int
lx_mremap(struct thread *td, struct lx_mremap_args *uap)
{
	struct remap r = {
	    .addr = uap->addr,
	    .old_len = round_page(uap->old_len),
	    .new_len = round_page(uap->new_len),
	    .flags = (int)uap->flags,
	};
	int error, prot;

	if ((uap->flags & ~(u_long)(LX_MREMAP_MAYMOVE | LX_MREMAP_FIXED)) != 0 ||
	    (uap->flags & (LX_MREMAP_MAYMOVE | LX_MREMAP_FIXED)) == LX_MREMAP_FIXED ||
	    (uap->addr & PAGE_MASK) != 0 || r.new_len == 0 || r.old_len == 0 ||
	    uap->new_len > lx_sysvec.sv_maxuser || uap->old_len > lx_sysvec.sv_maxuser ||
	    uap->addr > lx_sysvec.sv_maxuser - r.old_len) {
		LX_BAD_COMBINATION("mremap", uap->flags, LX_MREMAP_MAYMOVE | LX_MREMAP_FIXED);
		return (EINVAL);
	}
	if ((r.flags & LX_MREMAP_FIXED) != 0) {
		r.new_addr = uap->new_addr;
		if ((r.new_addr & PAGE_MASK) != 0 ||
		    (r.new_addr < r.addr + r.old_len && r.addr < r.new_addr + r.new_len))
			return (EINVAL);
	} else if (r.new_len <= r.old_len) {
		error = r.new_len == r.old_len
			    ? 0
			    : kern_munmap(td, r.addr + r.new_len, r.old_len - r.new_len);
		td->td_retval[0] = (register_t)r.addr;
		return (error);
	}
	if (!one_anonymous_range(td, r.addr, r.old_len, &prot)) {
		LX_BAD_VALUE("mremap of a file or of shared memory", r.flags);
		return (ENOMEM);
	}
	if ((r.flags & LX_MREMAP_FIXED) == 0 &&
	    map_anonymous(
		td, r.addr + r.old_len, r.new_len - r.old_len, prot, MAP_FIXED | MAP_EXCL) == 0) {
		td->td_retval[0] = (register_t)r.addr;
		return (0);
	}
	if ((r.flags & LX_MREMAP_MAYMOVE) == 0)
		return (ENOMEM);
	return (move_mapping(td, &r, prot));
}
