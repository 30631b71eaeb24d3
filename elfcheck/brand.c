/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/brand.h"

#include <stdio.h>
#include <string.h>

enum {
	MAX_SYMBOLS = 4096, /* of a file that nothing above decided */
	NAME = 128, /* longer names are not in any table */
};

/* The words are wanted by id and scan only. */
#define SAY(f, ...) \
	do { \
		if ((f) != NULL) \
			(void)snprintf((f)->detail, sizeof((f)->detail), __VA_ARGS__); \
	} while (0)

/*
 * The first note that tells a system. A file with two of them (FreeBSD's and GNU's) gets what the
 * kernel would take: the one whose interpreter it has, else the first brand of its list, FreeBSD.
 */
static enum ec_brand
rung_note(struct ec_reader *r, struct ec_finding *f)
{
	struct ec_note_iter it;
	struct ec_note note;
	struct ec_note hit;
	enum ec_brand brand = EC_UNKNOWN;
	enum ec_brand other = EC_UNKNOWN;
	char words[64];

	ec_note_begin(&it);
	while (ec_note_next(r, &it, &note)) {
		enum ec_brand b = ec_brand_of_note(r, &note);

		if (b == EC_UNKNOWN || b == brand)
			continue;
		if (brand == EC_UNKNOWN) {
			brand = b;
			hit = note;
		} else {
			other = b;
			break;
		}
	}
	if (other != EC_UNKNOWN) {
		char interp[NAME];
		bool other_wins = ec_interp(r, interp, sizeof(interp))
				      ? ec_brand_of_interp(interp, r->head.machine) == other
				      : other == EC_FREEBSD;

		if (other_wins) {
			brand = other;
			hit = note;
		}
	}
	if (brand != EC_UNKNOWN && f != NULL) {
		ec_note_words(r, &hit, words, sizeof(words));
		SAY(f, "%s%s", words, other != EC_UNKNOWN ? ", and one of another system" : "");
	}
	return brand;
}

static enum ec_brand
rung_osabi(const struct ec_reader *r, struct ec_finding *f)
{
	enum ec_brand brand =
	    r->page_len > ECE_OSABI ? ec_brand_of_osabi(r->page[ECE_OSABI]) : EC_UNKNOWN;

	if (brand != EC_UNKNOWN)
		SAY(f, "EI_OSABI %u (%s)", r->page[ECE_OSABI], ec_osabi_name(r->page[ECE_OSABI]));
	return brand;
}

/* Before EI_OSABI there was a string at e_ident[8] (FreeBSD 3, and brandelf of that time). */
static enum ec_brand
rung_old_brand(const struct ec_reader *r, struct ec_finding *f)
{
	static const struct {
		const char *string;
		enum ec_brand brand;
	} old[] = {{"FreeBSD", EC_FREEBSD}, {"Linux", EC_LINUX}};

	if (r->page_len < ECE_NIDENT)
		return EC_UNKNOWN;
	for (size_t i = 0; i < ARRAY_LEN(old); i++)
		if (memcmp(r->page + ECE_ABIVERSION, old[i].string, strlen(old[i].string) + 1) ==
		    0) {
			SAY(f, "\"%s\" in e_ident", old[i].string);
			return old[i].brand;
		}
	return EC_UNKNOWN;
}

static enum ec_brand
rung_interp(struct ec_reader *r, struct ec_finding *f)
{
	char path[NAME];
	enum ec_brand brand = EC_UNKNOWN;

	if (ec_interp(r, path, sizeof(path)))
		brand = ec_brand_of_interp(path, r->head.machine);
	if (brand != EC_UNKNOWN)
		SAY(f, "interpreter %s", path);
	return brand;
}

/* What the file needs of others decides first, then what it offers itself: a libc needs nothing. */
static enum ec_brand
rung_version(struct ec_reader *r, const struct ec_dyn *dyn, struct ec_finding *f)
{
	struct ec_verneed_iter need;
	struct ec_verdef_iter def;
	struct ec_verneed vn;
	struct ec_verdef vd;
	enum ec_brand brand;
	char file[NAME];
	char name[NAME];

	ec_verneed_begin(&need, dyn);
	while (ec_verneed_next(r, &need, &vn)) {
		if (!ec_dyn_string(r, dyn, vn.name, name, sizeof(name)))
			continue;
		brand = ec_brand_of_version(name, NULL);
		if (brand == EC_UNKNOWN)
			continue;
		/* the Hurd's and kFreeBSD's glibc differ by the file */
		if (ec_dyn_string(r, dyn, vn.file, file, sizeof(file)))
			brand = ec_brand_of_version(name, file);
		SAY(f, "needs version %.60s of %.60s", name, file);
		return brand;
	}
	ec_verdef_begin(&def, dyn);
	while (ec_verdef_next(r, &def, &vd)) {
		if ((vd.flags & EC_VER_FLG_BASE) ||
		    !ec_dyn_string(r, dyn, vd.name, name, sizeof(name)))
			continue;
		file[0] = '\0';
		if (dyn->has_soname)
			(void)ec_dyn_string(r, dyn, dyn->soname, file, sizeof(file));
		brand = ec_brand_of_version(name, file);
		if (brand == EC_UNKNOWN)
			continue;
		SAY(f, "defines version %.100s", name);
		return brand;
	}
	return EC_UNKNOWN;
}

static enum ec_brand
rung_needed(struct ec_reader *r, const struct ec_dyn *dyn, struct ec_finding *f)
{
	char name[NAME];
	uint64_t tag;
	uint64_t val;

	for (uint32_t i = 0; i < dyn->count && ec_dyn_at(r, dyn, i, &tag, &val); i++) {
		enum ec_brand brand;

		if (tag != EC_DT_NEEDED || !ec_dyn_string(r, dyn, val, name, sizeof(name)))
			continue;
		brand = ec_brand_of_soname(name);
		if (brand != EC_UNKNOWN) {
			SAY(f, "needs %.120s", name);
			return brand;
		}
	}
	if (dyn->has_soname && ec_dyn_string(r, dyn, dyn->soname, name, sizeof(name))) {
		enum ec_brand brand = ec_brand_of_soname(name);

		if (brand != EC_UNKNOWN) {
			SAY(f, "its soname is %.120s", name);
			return brand;
		}
	}
	return EC_UNKNOWN;
}

/* How each libc spells errno, its standard streams, and where a program starts. */
static const struct {
	const char *name;
	enum ec_brand brand;
} symbols[] = {
    {"__errno_location", EC_LINUX}, /* glibc and musl */
    {"__libc_start_main", EC_LINUX},
    {"__libc_init", EC_ANDROID},
    {"__error", EC_FREEBSD},
    {"__stdoutp", EC_FREEBSD},
    {"__stderrp", EC_FREEBSD},
    {"__libc_start1", EC_FREEBSD},
    {"_CurrentRuneLocale", EC_FREEBSD},
    {"_ThreadRuneLocale", EC_FREEBSD},
    {"___errno", EC_SOLARIS},
    {"__netbsd_getargs", EC_NETBSD},
};

static enum ec_brand
rung_symbol(struct ec_reader *r, const struct ec_dyn *dyn, struct ec_finding *f)
{
	uint32_t first_defined;
	uint32_t n = ec_sym_count(r, dyn, &first_defined);
	struct ec_sym sym;
	char name[32];

	if (first_defined != 0 && first_defined < n)
		n = first_defined;
	if (n > MAX_SYMBOLS)
		n = MAX_SYMBOLS;
	for (uint32_t i = 1; i < n && ec_sym_at(r, dyn, i, &sym); i++) {
		if (sym.shndx != 0 || sym.name == 0 ||
		    !ec_dyn_string(r, dyn, sym.name, name, sizeof(name)) || name[0] != '_')
			continue;
		for (size_t k = 0; k < ARRAY_LEN(symbols); k++)
			if (strcmp(name, symbols[k].name) == 0) {
				SAY(f, "uses symbol %s", name);
				return symbols[k].brand;
			}
	}
	for (size_t k = 0; k < ARRAY_LEN(symbols); k++)
		if (ec_sym_defined(r, dyn, symbols[k].name)) {
			SAY(f, "defines symbol %s", symbols[k].name);
			return symbols[k].brand;
		}
	return EC_UNKNOWN;
}

static enum ec_brand
rung_go(struct ec_reader *r, struct ec_finding *f)
{
	static const struct {
		const char *name;
		enum ec_brand brand;
	} systems[] = {
	    {"linux", EC_LINUX},
	    {"freebsd", EC_FREEBSD},
	    {"netbsd", EC_NETBSD},
	    {"openbsd", EC_OPENBSD},
	    {"dragonfly", EC_DRAGONFLY},
	    {"solaris", EC_SOLARIS},
	    {"illumos", EC_SOLARIS},
	    {"android", EC_ANDROID},
	    {"hurd", EC_HURD},
	};
	char os[16];

	if (!ec_go_os(r, os, sizeof(os)))
		return EC_UNKNOWN;
	for (size_t i = 0; i < ARRAY_LEN(systems); i++)
		if (strcmp(os, systems[i].name) == 0) {
			SAY(f, "Go program built for %s", os);
			return systems[i].brand;
		}
	return EC_UNKNOWN;
}

enum ec_brand
ec_rung(struct ec_reader *r, const struct ec_dyn *dyn, enum ec_by by, struct ec_finding *finding)
{
	enum ec_brand brand = EC_UNKNOWN;

	if (finding != NULL)
		finding->detail[0] = '\0';
	switch (by) {
	case EC_BY_NOTE:
		brand = rung_note(r, finding);
		break;
	case EC_BY_OSABI:
		brand = rung_osabi(r, finding);
		break;
	case EC_BY_OLD_BRAND:
		brand = rung_old_brand(r, finding);
		break;
	case EC_BY_INTERP:
		brand = rung_interp(r, finding);
		break;
	case EC_BY_VERNEED:
		brand = dyn != NULL ? rung_version(r, dyn, finding) : EC_UNKNOWN;
		break;
	case EC_BY_NEEDED:
		brand = dyn != NULL ? rung_needed(r, dyn, finding) : EC_UNKNOWN;
		break;
	case EC_BY_SYMBOL:
		brand = dyn != NULL ? rung_symbol(r, dyn, finding) : EC_UNKNOWN;
		break;
	case EC_BY_GO_BUILD:
		brand = rung_go(r, finding);
		break;
	case EC_BY_NONE:
	case EC_BY_FALLBACK:
		break;
	}
	if (finding != NULL) {
		finding->brand = brand;
		/* names from the file, which may end up on a terminal */
		for (char *c = finding->detail; *c != '\0'; c++)
			memset(c, '?', control_at(c));
	}
	return brand;
}

void
ec_brand_decide(struct ec_reader *r, enum ec_brand *brand, enum ec_by *by)
{
	struct ec_dyn dyn;
	bool has_dyn = false;

	for (int i = EC_BY_NOTE; i <= EC_BY_GO_BUILD; i++) {
		if (i == EC_BY_VERNEED)
			has_dyn = ec_dyn_read(r, &dyn);
		*brand = ec_rung(r, has_dyn ? &dyn : NULL, (enum ec_by)i, NULL);
		if (*brand != EC_UNKNOWN) {
			*by = (enum ec_by)i;
			return;
		}
	}
	*by = EC_BY_NONE;
}

void
ec_brand_evidence(struct ec_reader *r, struct ec_evidence *out)
{
	struct ec_dyn dyn;
	bool has_dyn = ec_dyn_read(r, &dyn);

	*out = (struct ec_evidence){.brand = EC_UNKNOWN, .by = EC_BY_NONE};
	for (int i = EC_BY_NOTE; i <= EC_BY_GO_BUILD; i++) {
		enum ec_brand b = ec_rung(r, has_dyn ? &dyn : NULL, (enum ec_by)i, &out->rung[i]);

		if (b != EC_UNKNOWN && out->brand == EC_UNKNOWN) {
			out->brand = b;
			out->by = (enum ec_by)i;
		}
	}
}

bool
ec_brands_clash(enum ec_brand a, enum ec_brand b)
{
	if (a == EC_UNKNOWN || b == EC_UNKNOWN || a == b)
		return false;
	return !((a == EC_LINUX && b == EC_ANDROID) || (a == EC_ANDROID && b == EC_LINUX));
}

bool
ec_is_foreign(enum ec_brand brand, enum ec_brand wanted)
{
	return ec_brands_clash(brand, wanted);
}

errnum
ec_brand_fd(int fd, enum ec_brand *brand, enum ec_by *by)
{
	struct ec_reader r;
	errnum err = ec_open(&r, fd);
	enum ec_brand found;
	enum ec_by found_by;

	if (err != 0)
		return err;
	ec_brand_decide(&r, &found, &found_by);
	if (found == EC_UNKNOWN && r.error != 0)
		return r.error; /* what could not be read might have decided */
	*brand = found;
	*by = found_by;
	return 0;
}
