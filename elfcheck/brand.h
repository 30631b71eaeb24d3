/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The evidence ladder: what each kind of evidence in a file says about its brand.
 *
 * The order is FreeBSD's kernel's (imgact_elf.c get_brandinfo: notes, OS ABI byte or old string,
 * interpreter), then what only a tool can use, the surest first: version names, needed names,
 * symbols, Go's build information. docs/brands.md tells where each name comes from.
 */
#ifndef ELFCHECK_BRAND_H
#define ELFCHECK_BRAND_H

#include "elfcheck/elf_read.h"
#include "elfcheck/elfcheck.h"

/* What one rung says, and by what, in words for a person (empty when it says nothing). */
struct ec_finding {
	enum ec_brand brand; /* EC_UNKNOWN: it says nothing */
	char detail[160];
};

/* All rungs of one file, for `elfcheck id` and `scan`. */
struct ec_evidence {
	enum ec_brand brand;
	enum ec_by by;
	struct ec_finding rung[EC_BY_GO_BUILD + 1]; /* by enum ec_by */
};

/*
 * What rung by of the ladder says of the file that r reads (EC_UNKNOWN for nothing). dyn is the
 * file's dynamic section, or NULL when it has none. detail may be NULL; it is what costs time.
 */
enum ec_brand ec_rung(
    struct ec_reader *r, const struct ec_dyn *dyn, enum ec_by by, struct ec_finding *finding);

/* The first rung that says something decides. No allocation. */
void ec_brand_decide(struct ec_reader *r, enum ec_brand *brand, enum ec_by *by);
/* Every rung asked, with its words. */
void ec_brand_evidence(struct ec_reader *r, struct ec_evidence *out);
/* Whether two brands contradict each other: both known, not the same, and not Linux with Android.
 */
bool ec_brands_clash(enum ec_brand a, enum ec_brand b);

/* The brand of one name: an interpreter path, a version name (of library file), a needed soname. */
enum ec_brand ec_brand_of_interp(const char *path, uint16_t machine);
enum ec_brand ec_brand_of_version(const char *version, const char *file);
enum ec_brand ec_brand_of_soname(const char *soname);
enum ec_brand ec_brand_of_note(const struct ec_reader *r, const struct ec_note *note);
enum ec_brand ec_brand_of_osabi(uint8_t osabi);

/* Words for the fields; NULL for a number without a name. */
const char *ec_machine_name(uint16_t machine);
const char *ec_osabi_name(uint8_t osabi);
const char *ec_type_name(uint16_t type);
/* A note in words, as "FreeBSD/1 1500068" or "GNU/1 linux 3.2.0". */
void ec_note_words(const struct ec_reader *r, const struct ec_note *note, char *buf, size_t cap);

#endif
