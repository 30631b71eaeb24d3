/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The bounded ELF reader, for elfcheck's own files.
 *
 * Two levels:
 *
 *   struct ec_reader   an open file (or bytes in memory) with its first page and two windows of a
 *                      page. It lives on the stack and allocates nothing; cursors walk program
 *                      headers, notes, the dynamic section, version needs and symbols.
 *                      ec_brand_fd() works on this.
 *   struct ec_obj      everything a runtime linker or a person asks about one object, parsed once
 *                      into a compact struct (ec_obj_read). `why` works on this.
 *
 * Whatever a file claims, no offset is believed: each access is a bounded pread(2) that may come up
 * short, no size from the file is allocated before that many bytes were read, every chain moves
 * forward and has a cap. Nothing is mapped, so a file that shrinks gives a short read, not SIGBUS.
 */
#ifndef ELFCHECK_ELF_READ_H
#define ELFCHECK_ELF_READ_H

#include "common/util.h"
#include "elfcheck/elf_defs.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	EC_PAGE = 4096,
	EC_MAX_PHDRS = 65535,
	EC_MAX_DYN = 65536, /* entries of the dynamic section that are looked at */
	EC_MAX_VERSIONS = 16384, /* version needs, and version definitions */
	EC_MAX_NOTES = 4096, /* notes of one object (FreeBSD's kernel has the same cap) */
	EC_MAX_STRING = 65536, /* bytes of one string: RUNPATHs can be long */
};

/* The header, decoded. All zero when `decoded` is false. */
struct ec_head {
	bool decoded; /* class and data encoding are known ones, so that the rest could be read */
	bool is64;
	bool big; /* data is big endian */
	uint16_t type;
	uint16_t machine;
	uint32_t version; /* e_version */
	uint32_t flags;
	uint64_t entry;
	uint64_t phoff;
	uint64_t shoff;
	uint16_t ehsize;
	uint16_t phentsize;
	uint16_t phnum;
	uint16_t shentsize;
	uint16_t shnum;
	uint16_t shstrndx;
};

struct ec_phdr {
	uint32_t type;
	uint32_t flags;
	uint64_t offset;
	uint64_t vaddr;
	uint64_t filesz;
	uint64_t memsz;
	uint64_t align;
};

struct ec_shdr {
	uint32_t name; /* offset in the section name table */
	uint32_t type;
	uint64_t flags;
	uint64_t addr;
	uint64_t offset;
	uint64_t size;
	uint64_t align;
};

struct ec_window {
	uint64_t offset;
	size_t len;
	uint8_t bytes[EC_PAGE];
};

struct ec_reader {
	int fd; /* borrowed; -1: bytes of mem */
	const uint8_t *mem; /* borrowed */
	size_t mem_len;
	errnum error; /* the first read error that was no short read, or 0 */
	unsigned turn;
	struct ec_head head;
	size_t page_len; /* bytes of page: short only when the file is */
	uint8_t page[EC_PAGE];
	struct ec_window win[2];
};

/*
 * Start on the file open at fd, whose file position is neither used nor moved. Reads the first
 * page. 0: it starts with ELF's magic (the header itself may be cut off: see r->page_len and
 * head.decoded). ENOEXEC: it does not (r->page and r->page_len hold what it starts with). Else what
 * pread(2) says: EISDIR, ESPIPE for a fifo or a terminal, EIO, …
 */
errnum ec_open(struct ec_reader *r, int fd) MUST_CHECK;
/* The same on len bytes at mem, which must outlive r. */
errnum ec_open_mem(struct ec_reader *r, const void *mem, size_t len) MUST_CHECK;

/*
 * len bytes at file offset off (len <= EC_PAGE), or NULL when the file has fewer there or cannot be
 * read. Valid until the next but one call on r.
 */
const uint8_t *ec_bytes(struct ec_reader *r, uint64_t off, size_t len);
/* As many bytes as there are at off, up to want (<= EC_PAGE); their number in *len, may be 0. */
const uint8_t *ec_some(struct ec_reader *r, uint64_t off, size_t want, size_t *len);
/*
 * The NUL-terminated string at file offset off, not reaching past end, into buf (cap >= 1, always
 * terminated). False when there is none or it does not fit; buf then holds its start.
 */
bool ec_string(struct ec_reader *r, uint64_t off, uint64_t end, char *buf, size_t cap);

/* Words in the file's byte order. */
uint16_t ec_u16(const struct ec_reader *r, const uint8_t *p);
uint32_t ec_u32(const struct ec_reader *r, const uint8_t *p);
uint64_t ec_u64(const struct ec_reader *r, const uint8_t *p);
/* A word of the class's address size. */
uint64_t ec_addr(const struct ec_reader *r, const uint8_t *p);

/* The size that e_phentsize must have for the class. */
size_t ec_phentsize(const struct ec_reader *r);
/* Program header i; false when there is none, it lies outside the file, or e_phentsize is wrong. */
bool ec_phdr_at(struct ec_reader *r, unsigned i, struct ec_phdr *ph);
/* The first program header of a type. */
bool ec_phdr_find(struct ec_reader *r, uint32_t type, struct ec_phdr *ph);
/* The file offset of address vaddr by the PT_LOADs, and how many bytes of the file follow in it. */
bool ec_vaddr_offset(struct ec_reader *r, uint64_t vaddr, uint64_t *off, uint64_t *left);

/* Section header i; false as for ec_phdr_at. */
bool ec_shdr_at(struct ec_reader *r, unsigned i, struct ec_shdr *sh);
/* The first section of that name (at most 4096 sections are looked at). */
bool ec_section_find(struct ec_reader *r, const char *name, struct ec_shdr *sh);

/* PT_INTERP's path; false when there is no PT_INTERP or it is no string of less than cap bytes. */
bool ec_interp(struct ec_reader *r, char *buf, size_t cap);

/* ---- notes ---- */

struct ec_note {
	uint32_t namesz;
	uint32_t descsz;
	uint32_t type;
	char name[24]; /* as much as fits, terminated */
	bool ends_segment; /* its unpadded end reaches the end of its segment (the 15.0 trap) */
	uint16_t segment; /* which PT_NOTE, counted from 0 (0 for section notes) */
	uint64_t seg_offset; /* that segment's or section's place */
	uint64_t seg_size;
	uint64_t seg_align;
	uint64_t offset; /* of the note header in the file */
	uint64_t desc_offset; /* of the descriptor in the file */
	uint32_t desc_len; /* bytes of desc that hold something: at most descsz */
	uint8_t desc[32]; /* the descriptor's start */
};

/* A cursor over the notes of all PT_NOTEs, or of a relocatable file's note sections. */
struct ec_note_iter {
	unsigned next_header;
	unsigned segments;
	unsigned seen;
	bool sections;
	bool bad; /* a note was cut off or reached past its segment */
	uint64_t at;
	uint64_t end;
	struct ec_note seg; /* the segment's fields */
};

void ec_note_begin(struct ec_note_iter *it);
bool ec_note_next(struct ec_reader *r, struct ec_note_iter *it, struct ec_note *note);
/* Owner and type match, the owner's length (with its NUL) too. */
bool ec_note_is(const struct ec_note *note, const char *owner, uint32_t type);

/* ---- the dynamic section ---- */

struct ec_dyn {
	uint64_t offset; /* of the table in the file */
	uint32_t count; /* entries before DT_NULL or the end of what is readable */
	bool bad; /* the table is cut off, or an address of it is in no PT_LOAD */
	uint64_t strtab; /* file offsets; 0 when there is none */
	uint64_t strtab_end;
	uint64_t symtab;
	uint64_t hash;
	uint64_t gnu_hash;
	uint64_t verneed;
	uint64_t verdef;
	uint64_t versym;
	uint32_t verneednum;
	uint32_t verdefnum;
	uint64_t flags; /* DT_FLAGS */
	uint64_t flags_1; /* DT_FLAGS_1 */
	bool has_relr;
	bool has_soname;
	bool has_rpath;
	bool has_runpath;
	uint64_t soname; /* offsets in the string table */
	uint64_t rpath;
	uint64_t runpath;
};

/* False when there is no PT_DYNAMIC (with entries that can be read). */
bool ec_dyn_read(struct ec_reader *r, struct ec_dyn *dyn);
/* Entry i (< dyn->count). */
bool ec_dyn_at(
    struct ec_reader *r, const struct ec_dyn *dyn, uint32_t i, uint64_t *tag, uint64_t *val);
/* The string at offset str of the string table, as ec_string does. */
bool ec_dyn_string(
    struct ec_reader *r, const struct ec_dyn *dyn, uint64_t str, char *buf, size_t cap);

/* A cursor over version needs (DT_VERNEED): one step an (object, version) pair. */
struct ec_verneed_iter {
	uint64_t need; /* file offset of the current Verneed, 0: done */
	uint64_t aux; /* of the next Vernaux, 0: at the next Verneed */
	uint32_t left;
	uint32_t aux_left;
	uint32_t seen;
	uint32_t file; /* offset in the string table of the current object's name */
	bool bad;
};
struct ec_verneed {
	uint32_t file; /* offsets in the string table */
	uint32_t name;
	uint32_t hash;
	uint16_t flags;
	uint16_t index; /* as in DT_VERSYM */
};
void ec_verneed_begin(struct ec_verneed_iter *it, const struct ec_dyn *dyn);
bool ec_verneed_next(struct ec_reader *r, struct ec_verneed_iter *it, struct ec_verneed *out);

/* The same for version definitions (DT_VERDEF): the name of each, not its parents. */
struct ec_verdef_iter {
	uint64_t def;
	uint32_t left;
	uint32_t seen;
	bool bad;
};
struct ec_verdef {
	uint32_t name;
	uint32_t hash;
	uint16_t flags;
	uint16_t index;
};
void ec_verdef_begin(struct ec_verdef_iter *it, const struct ec_dyn *dyn);
bool ec_verdef_next(struct ec_reader *r, struct ec_verdef_iter *it, struct ec_verdef *out);

/* ---- dynamic symbols ---- */

struct ec_sym {
	uint32_t name; /* offset in the string table */
	uint8_t bind;
	uint8_t type;
	uint16_t shndx; /* 0: undefined */
	uint64_t value;
	uint64_t size;
};

bool ec_sym_at(struct ec_reader *r, const struct ec_dyn *dyn, uint32_t i, struct ec_sym *sym);
/*
 * How many dynamic symbols there are: DT_HASH says it; else DT_GNU_HASH's longest chain; else what
 * lies between symbol and string table. *first_defined gets the index before which DT_GNU_HASH
 * keeps only undefined symbols (0 when it does not say).
 */
uint32_t ec_sym_count(struct ec_reader *r, const struct ec_dyn *dyn, uint32_t *first_defined);
/* Whether the object defines name, by its hash tables. */
bool ec_sym_defined(struct ec_reader *r, const struct ec_dyn *dyn, const char *name);

/* ---- Go's build information ---- */

/* GOOS of Go's build information (Go 1.18 and later write it), into buf; false when there is none.
 */
bool ec_go_os(struct ec_reader *r, char *buf, size_t cap);

/* ---- one object, parsed ---- */

/* What was damaged or odd; the readable rest is in the struct all the same. */
enum {
	EC_DMG_HEADER = 1 << 0, /* the header is cut off, or of an unknown class or data encoding */
	EC_DMG_PHENTSIZE = 1 << 1, /* e_phentsize is not the expected one: no program headers */
	EC_DMG_PHDRS = 1 << 2, /* the program header table is (partly) outside the file */
	EC_DMG_INTERP = 1 << 3, /* PT_INTERP is no string */
	EC_DMG_DYNAMIC = 1 << 4, /* dynamic section cut off, or its addresses are in no segment */
	EC_DMG_STRINGS =
	    1 << 5, /* a string is outside the string table, or unterminated, or too many */
	EC_DMG_NOTES = 1 << 6, /* a note is cut off */
	EC_DMG_VERSIONS = 1 << 7, /* the version tables are cut off or circular */
	EC_DMG_SHORT = 1 << 8, /* a PT_LOAD reaches past the end of the file: truncated */
};

/* A string of the object: an index of its strings; 0 stands for "no string". */
typedef uint32_t ec_ref;

struct ec_obj_need {
	ec_ref file;
	ec_ref name;
	uint32_t hash; /* of name, as the file says */
	uint16_t flags;
	uint16_t index;
};

struct ec_obj_def {
	ec_ref name;
	uint32_t hash; /* as the file says */
	uint16_t flags;
	uint16_t index;
};

/* A name in the dynamic section that is no DT_NEEDED: DT_FILTER, DT_AUXILIARY, DT_AUDIT, … */
struct ec_obj_extra {
	uint64_t tag;
	ec_ref name;
	uint32_t before; /* how many DT_NEEDED stand before it: the linkers go by that order */
};

struct ec_obj {
	uint8_t
	    raw[EC_EHDR64_SIZE]; /* the file's first bytes: e_ident and the rest of the header */
	uint8_t raw_len; /* how many of them the file has */
	bool is_elf; /* the magic is there */
	unsigned damage; /* EC_DMG_… */
	uint64_t size; /* of the file, from fstat(2) */
	struct ec_head head;

	uint32_t nphdrs; /* program headers that could be read */
	uint32_t nneeded;
	uint32_t nextras;
	uint32_t nneeds;
	uint32_t ndefs;
	uint32_t nnotes;
	struct ec_phdr *phdrs;
	ec_ref *needed; /* DT_NEEDED in order */
	struct ec_obj_extra *extras; /* filters and auditors, in order */
	struct ec_obj_need *needs;
	struct ec_obj_def *defs; /* without the VER_FLG_BASE entry */
	struct ec_note *notes;

	ec_ref interp;
	ec_ref soname;
	ec_ref rpath;
	ec_ref runpath;
	bool has_dynamic; /* a PT_DYNAMIC, with entries */
	bool has_relr;
	bool has_verdef; /* version definitions, if only the file's own name */
	uint64_t flags; /* DT_FLAGS */
	uint64_t flags_1; /* DT_FLAGS_1 */

	char *strings;
	uint32_t strings_len;
};

/*
 * Parse the file open at fd. 0 also for a file that is no ELF (is_elf false) or damaged (damage);
 * an errnum when it cannot be read at all (EISDIR, ESPIPE, EIO) or for want of memory. The caller
 * frees *out with ec_obj_free.
 */
errnum ec_obj_read(int fd, struct ec_obj **out) MUST_CHECK;
errnum ec_obj_read_mem(const void *mem, size_t len, struct ec_obj **out) MUST_CHECK;
void ec_obj_free(struct ec_obj *obj);

/* The string, or NULL for "no string". Borrowed from obj. */
static inline const char *
ec_str(const struct ec_obj *obj, ec_ref ref)
{
	return ref == 0 ? NULL : obj->strings + ref;
}

static inline void
cleanup_ec_obj_(struct ec_obj **obj)
{
	ec_obj_free(*obj);
}
#define cleanup_ec_obj __attribute__((cleanup(cleanup_ec_obj_)))

#endif
