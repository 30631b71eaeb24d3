/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Load and unload: the brands that make the kernel hand Linux programs to lx_sysvec.
 *
 * FreeBSD's own linux64 registers the same brands. Two layers would compete for each program by the
 * order of loading, and their data in p_emuldata are not alike; so this module refuses to load
 * while linux64 is there, and says so. The list of brands has MAX_BRANDS slots; a full list is an
 * error too.
 *
 * Unloading is refused while a process runs under one of the brands, or has been given our data.
 * Brands are taken out first and asked about again after that, since a program may start between
 * the two.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/exec.h>
#include <sys/imgact.h>
#include <sys/imgact_elf.h>
#include <sys/kernel.h>
#include <sys/module.h>
#include <sys/sx.h>

#include "kmod/lx.h"

MALLOC_DEFINE(M_LXABI, "lxabi", "Linux processes and threads (lxabi)");

/* Linux's GNU ABI tag: descriptor is os, major, minor, sub; os 0 is Linux. */
static bool
lx_trans_osrel(const Elf_Note *note, int32_t *osrel)
{
	const Elf32_Word *desc;
	uintptr_t p;

	p = (uintptr_t)(note + 1);
	p += roundup2(note->n_namesz, sizeof(Elf32_Addr));
	desc = (const Elf32_Word *)p;
	if (desc[0] != 0)
		return (false);
	*osrel = (int32_t)((desc[1] & 0xff) << 16 | (desc[2] & 0xff) << 8 | (desc[3] & 0xff));
	return (true);
}

static Elf_Brandnote lx_gnu_note = {
    .hdr.n_namesz = 4, /* "GNU" with its NUL */
    .hdr.n_descsz = 16, /* four words */
    .hdr.n_type = 1, /* NT_GNU_ABI_TAG */
    .vendor = "GNU",
    .flags = BN_TRANSLATE_OSREL,
    .trans_osrel = lx_trans_osrel,
};

/*
 * One entry for each program interpreter that is in use; a program that names another one is still
 * taken by its note or by EI_OSABI (the first entry, then).
 */
static Elf64_Brandinfo lx_brand_glibc = {
    .brand = ELFOSABI_LINUX,
    .machine = EM_X86_64,
    .compat_3_brand = "Linux",
    .interp_path = "/lib64/ld-linux-x86-64.so.2",
    .sysvec = &lx_sysvec,
    .interp_newpath = NULL,
    .brand_note = &lx_gnu_note,
    .flags = BI_CAN_EXEC_DYN | BI_BRAND_NOTE,
};

static Elf64_Brandinfo lx_brand_musl = {
    .brand = ELFOSABI_LINUX,
    .machine = EM_X86_64,
    .compat_3_brand = "Linux",
    .interp_path = "/lib/ld-musl-x86_64.so.1",
    .sysvec = &lx_sysvec,
    .interp_newpath = NULL,
    .brand_note = &lx_gnu_note,
    .flags = BI_CAN_EXEC_DYN | BI_BRAND_NOTE,
};

static Elf64_Brandinfo *const lx_brands[] = {&lx_brand_glibc, &lx_brand_musl};

static bool
other_layer_loaded(void)
{
	bool found;

	MOD_SLOCK;
	found = module_lookupbyname("linux64elf") != NULL;
	MOD_SUNLOCK;
	return (found);
}

static void
remove_brands(unsigned int count)
{
	while (count > 0)
		(void)elf64_remove_brand_entry(lx_brands[--count]);
}

static int
lx_load(void)
{
	unsigned int i;

	if (other_layer_loaded()) {
		printf("lxabi: linux64 is loaded and serves Linux programs: kldunload linux64 "
		       "first\n");
		return (EBUSY);
	}
	for (i = 0; i < nitems(lx_brands); i++) {
		if (elf64_insert_brand_entry(lx_brands[i]) < 0) {
			remove_brands(i);
			printf(
			    "lxabi: no room in the kernel's list of ELF brands (MAX_BRANDS %d)\n",
			    MAX_BRANDS);
			return (ENOSPC);
		}
	}
	return (0);
}

static bool
in_use(void)
{
	return (elf64_brand_inuse(&lx_brand_glibc) || lx_procs_exist());
}

static int
lx_unload(void)
{
	unsigned int i;

	if (in_use())
		return (EBUSY);
	remove_brands(nitems(lx_brands));
	/* an exec that has just found a brand shows up within this time */
	pause("lxunld", hz / 10);
	if (in_use()) {
		for (i = 0; i < nitems(lx_brands); i++)
			(void)elf64_insert_brand_entry(lx_brands[i]);
		return (EBUSY);
	}
	return (0);
}

/* The kernel asks a module to unload that has just refused to load, too. */
static bool loaded;

static int
lx_modevent(module_t mod __unused, int what, void *arg __unused)
{
	int error;

	switch (what) {
	case MOD_LOAD:
		lx_procs_init();
		error = lx_load();
		loaded = error == 0;
		if (!loaded)
			lx_procs_fini();
		return (error);
	case MOD_UNLOAD:
		if (!loaded)
			return (0);
		error = lx_unload();
		loaded = error != 0;
		if (!loaded)
			lx_procs_fini();
		return (error);
	default:
		return (EOPNOTSUPP);
	}
}

static moduledata_t lx_moduledata = {"lxabi", lx_modevent, NULL};

/* Tied: structs like thread and sysentvec differ from version to version. */
DECLARE_MODULE_TIED(lxabi, lx_moduledata, SI_SUB_EXEC, SI_ORDER_ANY);
MODULE_VERSION(lxabi, 1);
/* System V IPC: in the kernel or in modules of their own. */
MODULE_DEPEND(lxabi, sysvmsg, 1, 1, 1);
MODULE_DEPEND(lxabi, sysvsem, 1, 1, 1);
MODULE_DEPEND(lxabi, sysvshm, 1, 1, 1);
FEATURE(lxabi, "Linux 64-bit programs (lxabi)");
