/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cross_libelf DIR...: every ELF file below is read by our reader and by libelf; class, byte order,
 * machine, type, interpreter, notes, needed names, soname, rpath, runpath and version needs must be
 * the same. libelf maps files and knows sections; ours reads pieces and knows segments only.
 */
#include "elfcheck/elf_read.h"

#include <fcntl.h>
#include <ftw.h>
#include <gelf.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

static unsigned long compared;
static unsigned long differing;

static void
differs(const char *path, const char *what)
{
	(void)printf("FAIL %s: %s\n", path, what);
	differing++;
}

static bool
same(const char *a, const char *b)
{
	return a == NULL ? b == NULL : b != NULL && strcmp(a, b) == 0;
}

/* The bytes of a segment, by libelf. */
static Elf_Data *
segment_data(Elf *elf, const GElf_Phdr *ph, Elf_Type type)
{
	return elf_getdata_rawchunk(elf, (int64_t)ph->p_offset, ph->p_filesz, type);
}

static void
compare_notes(const char *path, Elf *elf, const struct ec_obj *o, size_t nphdrs)
{
	uint32_t n = 0;

	for (size_t i = 0; i < nphdrs; i++) {
		GElf_Phdr ph;
		GElf_Nhdr nh;
		size_t name;
		size_t desc;
		size_t at = 0;
		Elf_Data *d;

		if (gelf_getphdr(elf, (int)i, &ph) == NULL || ph.p_type != PT_NOTE)
			continue;
		d = segment_data(elf, &ph, ph.p_align == 8 ? ELF_T_NHDR8 : ELF_T_NHDR);
		if (d == NULL)
			continue;
		while ((at = gelf_getnote(d, at, &nh, &name, &desc)) > 0) {
			const struct ec_note *note = &o->notes[n];
			size_t len =
			    nh.n_descsz < sizeof(note->desc) ? nh.n_descsz : sizeof(note->desc);

			if (n >= o->nnotes) {
				differs(path, "has more notes");
				return;
			}
			n++;
			if (note->type != nh.n_type || note->namesz != nh.n_namesz ||
			    note->descsz != nh.n_descsz || note->desc_offset != ph.p_offset + desc)
				differs(path, "a note's header");
			else if (memcmp((char *)d->d_buf + desc, note->desc, len) != 0)
				differs(path, "a note's descriptor");
			else if (nh.n_namesz != 0 && nh.n_namesz < sizeof(note->name) &&
				 strncmp((char *)d->d_buf + name, note->name, nh.n_namesz) != 0)
				differs(path, "a note's owner");
		}
	}
	if (o->head.type != ET_REL && n != o->nnotes)
		differs(path, "has fewer notes");
}

/* The dynamic section and its strings, by libelf's view of sections. */
static void
compare_dynamic(const char *path, Elf *elf, const struct ec_obj *o)
{
	Elf_Scn *scn = NULL;
	const char *soname = NULL;
	const char *rpath = NULL;
	const char *runpath = NULL;
	uint32_t needed = 0;
	uint32_t needs = 0;
	bool any = false;

	while ((scn = elf_nextscn(elf, scn)) != NULL) {
		GElf_Shdr sh;
		Elf_Data *d;

		if (gelf_getshdr(scn, &sh) == NULL || (d = elf_getdata(scn, NULL)) == NULL)
			continue;
		if (sh.sh_type == SHT_DYNAMIC) {
			GElf_Dyn dyn;

			any = true;
			for (int i = 0; gelf_getdyn(d, i, &dyn) != NULL && dyn.d_tag != DT_NULL;
			    i++) {
				const char *s = elf_strptr(elf, sh.sh_link, dyn.d_un.d_val);

				if (dyn.d_tag == DT_SONAME)
					soname = s;
				else if (dyn.d_tag == DT_RPATH)
					rpath = s;
				else if (dyn.d_tag == DT_RUNPATH)
					runpath = s;
				else if (dyn.d_tag == DT_FLAGS_1 && o->flags_1 != dyn.d_un.d_val)
					differs(path, "DT_FLAGS_1");
				if (dyn.d_tag != DT_NEEDED)
					continue;
				if (needed >= o->nneeded || !same(s, ec_str(o, o->needed[needed])))
					differs(path, "DT_NEEDED");
				needed++;
			}
		} else if (sh.sh_type == SHT_GNU_verneed) {
			GElf_Verneed vn;
			GElf_Vernaux va;
			int at = 0;

			for (unsigned i = 0; i < sh.sh_info && gelf_getverneed(d, at, &vn); i++) {
				int aux = at + (int)vn.vn_aux;

				for (unsigned k = 0; k < vn.vn_cnt && gelf_getvernaux(d, aux, &va);
				    k++) {
					if (needs >= o->nneeds ||
					    !same(ec_str(o, o->needs[needs].file),
						elf_strptr(elf, sh.sh_link, vn.vn_file)) ||
					    !same(ec_str(o, o->needs[needs].name),
						elf_strptr(elf, sh.sh_link, va.vna_name)) ||
					    o->needs[needs].index != va.vna_other) {
						differs(path, "a version need");
						return;
					}
					needs++;
					aux += (int)va.vna_next;
				}
				at += (int)vn.vn_next;
			}
		} else if (sh.sh_type == SHT_GNU_verdef) {
			/* libelf counts the base entry, which names the object */
			if (o->ndefs + 1 != sh.sh_info && o->ndefs != sh.sh_info)
				differs(path, "number of version definitions");
		}
	}
	if (!any)
		return;
	if (needed != o->nneeded)
		differs(path, "number of DT_NEEDED");
	if (needs != o->nneeds)
		differs(path, "number of version needs");
	if (!same(soname, ec_str(o, o->soname)) || !same(rpath, ec_str(o, o->rpath)) ||
	    !same(runpath, ec_str(o, o->runpath)))
		differs(path, "soname, rpath or runpath");
}

static void
compare(const char *path, Elf *elf, const struct ec_obj *o)
{
	GElf_Ehdr eh;
	const char *interp = NULL;
	size_t nphdrs = 0;

	if (gelf_getehdr(elf, &eh) == NULL) {
		if (o->damage == 0)
			differs(path, "libelf cannot read the header");
		return;
	}
	compared++;
	if ((gelf_getclass(elf) == ELFCLASS64) != o->head.is64 ||
	    (eh.e_ident[EI_DATA] == ELFDATA2MSB) != o->head.big ||
	    eh.e_machine != o->head.machine || eh.e_type != o->head.type ||
	    memcmp(eh.e_ident, o->raw, EI_NIDENT) != 0)
		differs(path, "header");
	(void)elf_getphdrnum(elf, &nphdrs);
	if (nphdrs != o->nphdrs && o->damage == 0)
		differs(path, "number of program headers");
	for (size_t i = 0; i < nphdrs && i < o->nphdrs; i++) {
		GElf_Phdr ph;
		Elf_Data *d;

		if (gelf_getphdr(elf, (int)i, &ph) == NULL)
			continue;
		if (ph.p_type != o->phdrs[i].type || ph.p_offset != o->phdrs[i].offset ||
		    ph.p_vaddr != o->phdrs[i].vaddr || ph.p_filesz != o->phdrs[i].filesz ||
		    ph.p_memsz != o->phdrs[i].memsz || ph.p_align != o->phdrs[i].align ||
		    ph.p_flags != o->phdrs[i].flags)
			differs(path, "a program header");
		if (ph.p_type == PT_INTERP && (d = segment_data(elf, &ph, ELF_T_BYTE)) != NULL)
			interp = d->d_buf;
	}
	/* a file of debugging information has the headers of what was stripped off */
	if (o->damage != 0 || strstr(path, ".debug") != NULL)
		return;
	if (!same(interp, ec_str(o, o->interp)))
		differs(path, "interpreter");
	compare_notes(path, elf, o, nphdrs);
	compare_dynamic(path, elf, o);
}

static int
visit(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	cleanup_ec_obj struct ec_obj *o = NULL;
	cleanup_fd int fd = -1;
	Elf *elf;

	(void)ftw;
	if (kind != FTW_F || !S_ISREG(st->st_mode))
		return 0;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 || ec_obj_read(fd, &o) != 0 || !o->is_elf)
		return 0;
	elf = elf_begin(fd, ELF_C_READ, NULL);
	if (elf == NULL)
		return 0;
	if (elf_kind(elf) == ELF_K_ELF)
		compare(path, elf, o);
	(void)elf_end(elf);
	return 0;
}

int
main(int argc, char **argv)
{
	(void)elf_version(EV_CURRENT);
	for (int i = 1; i < argc; i++)
		if (nftw(argv[i], visit, 64, FTW_PHYS) != 0)
			return 2;
	(void)printf("%lu files compared, %lu differences\n", compared, differing);
	return differing != 0 || compared == 0;
}
