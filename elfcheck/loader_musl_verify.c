/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What musl and FreeBSD's rtld say of a file. musl looks at no identification at all: only at the
 * type, the program headers and PT_DYNAMIC (ldso/dynlink.c map_library). rtld checks everything but
 * the OS ABI (libexec/rtld-elf/map_object.c get_elf_header).
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/loader.h"

#include <string.h>

const char *
ec_musl_strerror(errnum error)
{
	/* musl's own words (src/errno/__strerror.h) where they differ from the host's */
	switch (error) {
	case 0:
		return "No error information";
	case ENOENT:
		return "No such file or directory";
	case ENOEXEC:
		return "Exec format error";
	case ELOOP:
		return "Symbolic link loop";
	case EISDIR:
		return "Is a directory";
	case ENOTDIR:
		return "Not a directory";
	case EACCES:
		return "Permission denied";
	case EINVAL:
		return "Invalid argument";
	case ENAMETOOLONG:
		return "Filename too long";
	case EIO:
		return "I/O error";
	case ENOMEM:
		return "Out of memory";
	default:
		return strerror(error);
	}
}

static void
refuse(struct ec_judgement *out, errnum error)
{
	out->verdict = EC_FATAL;
	out->errval = error;
	out->reason = ec_musl_strerror(error);
}

void
ec_judge_musl(const struct ec_obj *obj, errnum read_error, struct ec_judgement *out)
{
	bool dynamic = false;
	unsigned loads = 0;

	memset(out, 0, sizeof(*out));
	out->by_name = true;
	if (obj == NULL) {
		refuse(out, read_error);
		return;
	}
	/* obj was read in the linker's class and byte order, whatever the file is */
	if (!obj->is_elf || !obj->head.decoded ||
	    (obj->head.type != EC_ET_DYN && obj->head.type != EC_ET_EXEC) ||
	    (obj->damage & (EC_DMG_HEADER | EC_DMG_PHDRS)) != 0) {
		refuse(out, ENOEXEC);
		return;
	}
	for (uint32_t i = 0; i < obj->nphdrs; i++) {
		if (obj->phdrs[i].type == EC_PT_DYNAMIC)
			dynamic = dynamic || obj->phdrs[i].vaddr != 0;
		if (obj->phdrs[i].type == EC_PT_LOAD)
			loads++;
	}
	if (!dynamic)
		refuse(out, ENOEXEC);
	else if (loads == 0)
		refuse(out, ENOMEM);
	else if ((obj->damage & EC_DMG_SHORT) != 0) {
		refuse(out, 0);
		out->reason = "the file is cut off: the linker dies of SIGBUS";
		out->crash = true;
	}
}

void
ec_judge_freebsd(const struct ec_profile *p, const struct ec_obj *obj, errnum read_error,
    struct ec_judgement *out)
{
	memset(out, 0, sizeof(*out));
	out->verdict = EC_FATAL;
	out->errval = read_error;
	if (obj == NULL)
		out->reason = "read error";
	else if (!obj->is_elf || obj->raw_len < EC_EHDR32_SIZE)
		out->reason = "invalid file format";
	else if (obj->raw[ECE_CLASS] != p->elf_class || obj->raw[ECE_DATA] != p->elf_data)
		out->reason = "unsupported file layout";
	else if (obj->raw[ECE_VERSION] != 1 || obj->head.version != 1)
		out->reason = "unsupported file version";
	else if (obj->head.type != EC_ET_EXEC && obj->head.type != EC_ET_DYN)
		out->reason = "unsupported file type";
	else if (obj->head.machine != p->machine)
		out->reason = "unsupported machine";
	else if ((obj->damage & EC_DMG_PHENTSIZE) != 0)
		out->reason = "invalid shared object: e_phentsize != sizeof(Elf_Phdr)";
	else if (!obj->has_dynamic)
		out->reason = "object is not dynamically-linked";
	else
		out->verdict = EC_ACCEPT;
}

const char *
ec_verdict_name(enum ec_verdict verdict)
{
	switch (verdict) {
	case EC_ACCEPT:
		return "accept";
	case EC_SKIP:
		return "skip";
	case EC_FATAL:
	default:
		return "fatal";
	}
}

void
ec_judge(const struct ec_profile *p, const struct ec_obj *obj, errnum read_error, int flags,
    struct arena *a, struct ec_judgement *out)
{
	switch (p->kind) {
	case EC_LOADER_MUSL:
		ec_judge_musl(obj, read_error, out);
		break;
	case EC_LOADER_FREEBSD:
		ec_judge_freebsd(p, obj, read_error, out);
		break;
	case EC_LOADER_GLIBC:
	case EC_LOADER_AUTO:
	default:
		ec_judge_glibc(p, obj, read_error, flags, a, out);
		break;
	}
}
