/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What glibc's open_verify (elf/dl-load.c, 2.36 and later) and musl's map_library (ldso/dynlink.c)
 * say of a file's header, for a loader of the file's own class and machine. The loader engine of
 * `why` has the whole of it, with versions, search and skips; this is the short answer for `id`.
 */
#include "elfcheck/verdict.h"

unsigned
ec_glibc_abis(uint16_t machine, bool absolute)
{
	switch (machine) {
	case EC_EM_X86_64:
	case EC_EM_386:
	case EC_EM_PPC:
	case EC_EM_PPC64:
	case EC_EM_SPARC:
	case EC_EM_SPARC32PLUS:
	case EC_EM_SPARCV9:
		return absolute ? 4 : 3; /* UNIQUE, IFUNC, ABSOLUTE */
	case EC_EM_RISCV:
		return 4;
	case EC_EM_MIPS:
		return absolute ? 6 : 4;
	default:
		return absolute ? 3 : 2;
	}
}

static bool
has_segment(const struct ec_obj *obj, uint32_t type)
{
	for (uint32_t i = 0; i < obj->nphdrs; i++)
		if (obj->phdrs[i].type == type)
			return true;
	return false;
}

const char *
ec_glibc_judge(const struct ec_obj *obj)
{
	const struct ec_head *h = &obj->head;
	uint8_t osabi = obj->raw[ECE_OSABI];
	uint8_t version = obj->raw[ECE_ABIVERSION];
	bool gnu = osabi == EC_OSABI_GNU;

	if (obj->raw_len < EC_EHDR32_SIZE || (h->is64 && obj->raw_len < EC_EHDR64_SIZE))
		return "file too short";
	if (!obj->is_elf)
		return "invalid ELF header";
	if (obj->raw[ECE_CLASS] != EC_CLASS32 && obj->raw[ECE_CLASS] != EC_CLASS64)
		return "wrong ELF class: ELFCLASS32";
	if (!h->decoded)
		return "ELF file data encoding not little-endian";
	if (obj->raw[ECE_VERSION] != 1)
		return "ELF file version ident does not match current one";
	if (osabi != EC_OSABI_NONE && !gnu &&
	    !(osabi == EC_OSABI_ARM_AEABI && h->machine == EC_EM_ARM))
		return "ELF file OS ABI invalid";
	if (version != 0 && !(gnu && version < ec_glibc_abis(h->machine, true)) &&
	    !(osabi == EC_OSABI_NONE && h->machine == EC_EM_MIPS &&
		version < ec_glibc_abis(h->machine, true)))
		return "ELF file ABI version invalid";
	for (int i = ECE_PAD; i < ECE_NIDENT; i++)
		if (obj->raw[i] != 0)
			return "nonzero padding in e_ident";
	if (h->version != 1)
		return "ELF file version does not match current one";
	if (h->type != EC_ET_DYN && h->type != EC_ET_EXEC)
		return "only ET_DYN and ET_EXEC can be loaded";
	if (obj->damage & EC_DMG_PHENTSIZE)
		return "ELF file's phentsize not the expected size";
	if (obj->damage & EC_DMG_PHDRS)
		return "cannot read file data";
	if (!has_segment(obj, EC_PT_LOAD))
		return "object file has no loadable segments";
	if (h->type == EC_ET_DYN && !has_segment(obj, EC_PT_DYNAMIC))
		return "object file has no dynamic section";
	return NULL;
}

const char *
ec_musl_judge(const struct ec_obj *obj)
{
	if (obj->raw_len < EC_EHDR32_SIZE || (obj->head.is64 && obj->raw_len < EC_EHDR64_SIZE) ||
	    (obj->head.type != EC_ET_DYN && obj->head.type != EC_ET_EXEC) ||
	    (obj->damage & (EC_DMG_PHDRS | EC_DMG_PHENTSIZE)) ||
	    (obj->head.type == EC_ET_DYN && !has_segment(obj, EC_PT_DYNAMIC)))
		return "Exec format error";
	return NULL;
}
