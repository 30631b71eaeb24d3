/* SPDX-License-Identifier: BSD-2-Clause */
/* The bounded reader on handmade images of every class and byte order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "elfcheck/elf_read.h"
#include "tests/elf/builder.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

static const struct eb_spec full = {
    .interp = "/lib64/ld-linux-x86-64.so.2",
    .notes = {EB_NOTE_BUILDID, EB_NOTE_LINUX, {"FreeBSD", 4, {8}, 1, 1}},
    .needed = {"libfoo.so.1", "libc.so.6"},
    .soname = "libmine.so.2",
    .rpath = "/r/one:/r/two",
    .runpath = "$ORIGIN/../lib",
    .flags_1 = EC_DF_1_NODEFLIB,
    .needs = {{"libc.so.6", "GLIBC_2.34", 0}, {"libc.so.6", "GLIBC_2.2.5", 0},
	{"libfoo.so.1", "FOO_1", EC_VER_FLG_WEAK}},
    .defs = {{NULL, "libmine.so.2", EC_VER_FLG_BASE}, {NULL, "MINE_1", 0}},
    .syms = {{"puts", EC_STB_GLOBAL, 2, false}, {"mine", EC_STB_GLOBAL, 2, true},
	{"other", EC_STB_GNU_UNIQUE, 1, true}},
};

static void
check_obj(const struct ec_obj *o, const struct eb_spec *s)
{
	assert_true(o->is_elf);
	assert_int_equal(o->damage, 0);
	assert_int_equal(o->head.is64, !s->is32);
	assert_int_equal(o->head.big, s->big);
	assert_int_equal(o->head.type, EC_ET_DYN);
	assert_int_equal(o->raw[ECE_OSABI], s->osabi);
	assert_string_equal(ec_str(o, o->interp), full.interp);
	assert_string_equal(ec_str(o, o->soname), full.soname);
	assert_string_equal(ec_str(o, o->rpath), full.rpath);
	assert_string_equal(ec_str(o, o->runpath), full.runpath);
	assert_int_equal(o->flags_1, EC_DF_1_NODEFLIB);
	assert_int_equal(o->nneeded, 2);
	assert_string_equal(ec_str(o, o->needed[0]), "libfoo.so.1");
	assert_string_equal(ec_str(o, o->needed[1]), "libc.so.6");
	assert_int_equal(o->nneeds, 3);
	assert_string_equal(ec_str(o, o->needs[0].file), "libc.so.6");
	assert_string_equal(ec_str(o, o->needs[0].name), "GLIBC_2.34");
	assert_string_equal(ec_str(o, o->needs[1].file), "libc.so.6");
	assert_string_equal(ec_str(o, o->needs[1].name), "GLIBC_2.2.5");
	assert_string_equal(ec_str(o, o->needs[2].file), "libfoo.so.1");
	assert_int_equal(o->needs[2].flags, EC_VER_FLG_WEAK);
	assert_int_equal(o->needs[2].index, 4);
	assert_int_equal(o->ndefs, 1); /* the base entry is the soname, not a version */
	assert_string_equal(ec_str(o, o->defs[0].name), "MINE_1");
	assert_int_equal(o->nnotes, 3);
	assert_true(ec_note_is(&o->notes[1], "GNU", EC_NT_GNU_ABI_TAG));
	assert_false(o->notes[0].ends_segment);
	assert_true(o->notes[1].ends_segment);
	assert_int_equal(o->notes[2].segment, 1);
	assert_int_equal(o->notes[2].type, EC_NT_FREEBSD_FEATURES);
}

static void
every_class_and_order(void **state)
{
	(void)state;
	for (int variant = 0; variant < 16; variant++) {
		struct eb_spec s = full;
		struct ec_obj *from_fd;
		struct ec_obj *from_mem;
		uint8_t *bytes;
		size_t size;
		int fd;

		s.is32 = variant & 1;
		s.big = variant & 2;
		s.sysv_hash = variant & 4;
		s.note_align = variant & 8 ? 8 : 4;
		s.osabi = 9;
		bytes = eb_build(&s, &size);
		fd = eb_bytes_file(bytes, size);
		assert_int_equal(ec_obj_read(fd, &from_fd), 0);
		check_obj(from_fd, &s);
		assert_int_equal(ec_obj_read_mem(bytes, size, &from_mem), 0);
		check_obj(from_mem, &s);
		ec_obj_free(from_fd);
		ec_obj_free(from_mem);
		free(bytes);
		close(fd);
	}
}

static void
symbols(void **state)
{
	(void)state;
	for (int variant = 0; variant < 8; variant++) {
		struct eb_spec s = full;
		struct ec_reader r;
		struct ec_dyn dyn;
		struct ec_sym sym;
		uint32_t first;
		uint8_t *bytes;
		size_t size;
		char name[16];

		s.is32 = variant & 1;
		s.big = variant & 2;
		s.sysv_hash = variant & 4;
		bytes = eb_build(&s, &size);
		assert_int_equal(ec_open_mem(&r, bytes, size), 0);
		assert_true(ec_dyn_read(&r, &dyn));
		assert_int_equal(ec_sym_count(&r, &dyn, &first), 4);
		assert_int_equal(first, s.sysv_hash ? 0 : 2);
		assert_true(ec_sym_at(&r, &dyn, 3, &sym));
		assert_int_equal(sym.bind, EC_STB_GNU_UNIQUE);
		assert_true(ec_dyn_string(&r, &dyn, sym.name, name, sizeof(name)));
		assert_string_equal(name, "other");
		assert_true(ec_sym_defined(&r, &dyn, "mine"));
		assert_true(ec_sym_defined(&r, &dyn, "other"));
		assert_false(ec_sym_defined(&r, &dyn, "puts"));
		assert_false(ec_sym_defined(&r, &dyn, "nobody"));
		free(bytes);
	}
}

static void
what_is_absent(void **state)
{
	const struct eb_spec s = {.type = EC_ET_EXEC};
	struct ec_obj *o;
	int fd = eb_file(&s);

	(void)state;
	assert_int_equal(ec_obj_read(fd, &o), 0);
	assert_null(ec_str(o, o->interp));
	assert_null(ec_str(o, o->soname));
	assert_false(o->has_dynamic);
	assert_int_equal(o->nnotes, 0);
	assert_int_equal(o->damage, 0);
	ec_obj_free(o);
	close(fd);
}

/* An empty RPATH is one, with no bytes. */
static void
empty_is_not_absent(void **state)
{
	const struct eb_spec s = {.rpath = "", .needed = {"x"}};
	struct ec_obj *o;
	int fd = eb_file(&s);

	(void)state;
	assert_int_equal(ec_obj_read(fd, &o), 0);
	assert_non_null(ec_str(o, o->rpath));
	assert_string_equal(ec_str(o, o->rpath), "");
	assert_null(ec_str(o, o->runpath));
	ec_obj_free(o);
	close(fd);
}

static void
no_elf(void **state)
{
	static const char *const texts[] = {"", "x", "\177EL", "#!/bin/sh\necho hello\n"};
	struct ec_reader r;
	struct ec_obj *o;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		int fd = eb_bytes_file(texts[i], strlen(texts[i]));

		assert_int_equal(ec_open(&r, fd), ENOEXEC);
		assert_int_equal(ec_obj_read(fd, &o), 0);
		assert_false(o->is_elf);
		assert_int_equal(o->raw_len, strlen(texts[i]));
		ec_obj_free(o);
		close(fd);
	}
}

static void
unreadable_things(void **state)
{
	struct ec_reader r;
	struct ec_obj *o;
	int fd = open("/tmp", O_RDONLY | O_DIRECTORY);
	int ends[2];

	(void)state;
	assert_int_equal(ec_open(&r, fd), EISDIR);
	assert_int_equal(ec_obj_read(fd, &o), EISDIR);
	close(fd);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(ec_open(&r, ends[0]), ESPIPE);
	close(ends[0]);
	close(ends[1]);
}

/* What reaches past the end of the file is not there, wherever the reader's pages end. */
static void
bytes_at_the_end(void **state)
{
	static const size_t sizes[] = {100, EC_PAGE - 1, EC_PAGE, EC_PAGE + 1, 3 * EC_PAGE + 5};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		uint8_t *b = calloc(1, sizes[i]);
		struct ec_reader r;
		char text[8];
		int fd;

		/* NOLINTNEXTLINE(bugprone-not-null-terminated-result): the bytes of an image */
		memcpy(b, "\177ELF\2\1\1", 7);
		b[sizes[i] - 1] = 'e';
		fd = eb_bytes_file(b, sizes[i]);
		assert_int_equal(ec_open(&r, fd), 0);
		assert_non_null(ec_bytes(&r, sizes[i] - 4, 4));
		assert_null(ec_bytes(&r, sizes[i] - 4, 5));
		assert_null(ec_bytes(&r, sizes[i], 1));
		assert_null(ec_bytes(&r, UINT64_MAX, 1));
		assert_null(ec_bytes(&r, UINT64_MAX - 3, 4));
		assert_false(ec_string(&r, sizes[i] - 1, UINT64_MAX, text, sizeof(text)));
		assert_string_equal(text, "e");
		assert_true(ec_string(&r, sizes[i] - 2, UINT64_MAX, text, sizeof(text)));
		assert_string_equal(text, "");
		free(b);
		close(fd);
	}
}

/* Every truncation is read without a fault, and said to be damaged once something is missing. */
static void
every_truncation(void **state)
{
	size_t size;
	uint8_t *bytes = eb_build(&full, &size);

	(void)state;
	for (size_t n = 4; n < size; n++) {
		struct ec_obj *o;
		/* a copy of that size lets ASan see a read past its end */
		uint8_t *cut = malloc(n);

		memcpy(cut, bytes, n);
		assert_int_equal(ec_obj_read_mem(cut, n, &o), 0);
		assert_true(o->is_elf);
		assert_int_not_equal(o->damage, 0);
		ec_obj_free(o);
		free(cut);
	}
	free(bytes);
}

/* Strings that lie across the reader's pages come out whole. */
static void
strings_across_pages(void **state)
{
	enum {
		LONG = 3000
	};
	static char path[LONG + 1];
	struct eb_spec s = full;

	(void)state;
	memset(path, 'p', LONG);
	for (int shift = 0; shift < 64; shift++) {
		struct ec_obj *o;
		int fd;

		path[LONG - shift] = '\0';
		s.rpath = path;
		fd = eb_file(&s);
		assert_int_equal(ec_obj_read(fd, &o), 0);
		assert_int_equal(o->damage, 0);
		assert_string_equal(ec_str(o, o->rpath), path);
		assert_string_equal(ec_str(o, o->defs[0].name), "MINE_1");
		ec_obj_free(o);
		close(fd);
	}
}

/* A chain that points at itself, or a count that is a lie, ends. */
static void
circular_versions(void **state)
{
	struct eb_spec s = full;
	size_t size;
	uint8_t *bytes = eb_build(&s, &size);
	struct ec_reader r;
	struct ec_dyn dyn;
	struct ec_verneed_iter it;
	struct ec_verneed vn;
	unsigned n = 0;

	(void)state;
	assert_int_equal(ec_open_mem(&r, bytes, size), 0);
	assert_true(ec_dyn_read(&r, &dyn));
	/* many versions of one object, each 0 bytes further: vna_next is 0, so it must stop */
	bytes[dyn.verneed + 2] = 0xff;
	bytes[dyn.verneed + 3] = 0xff;
	dyn.verneednum = UINT32_MAX;
	assert_int_equal(ec_open_mem(&r, bytes, size), 0);
	ec_verneed_begin(&it, &dyn);
	while (ec_verneed_next(&r, &it, &vn))
		n++;
	assert_true(n <= 4);
	free(bytes);
}

/* A thousand names that are one long string do not cost a thousand long strings. */
static void
strings_are_bounded(void **state)
{
	enum {
		LONG = 60000,
		NAMES = 4000,
		SIZE = 1 << 18,
		DYN = 128 << 10
	};
	uint8_t *b = calloc(1, SIZE);
	struct eb_spec s = {.needed = {"x"}};
	size_t built;
	uint8_t *small = eb_build(&s, &built);
	struct ec_obj *o;
	uint64_t w;

	(void)state;
	/* the small file's headers, with a dynamic section and a string table of our own */
	memcpy(b, small, 64 + 7 * 56);
	for (uint8_t *ph = b + 64; ph < b + 64 + 2 * 56; ph += 56) {
		uint64_t off = ph[0] == EC_PT_DYNAMIC ? DYN : 0;
		uint64_t len = ph[0] == EC_PT_DYNAMIC ? (NAMES + 3) * 16 : SIZE;

		memcpy(ph + 8, &off, 8);
		w = off + 0x10000;
		memcpy(ph + 16, &w, 8);
		memcpy(ph + 32, &len, 8);
		memcpy(ph + 40, &len, 8);
	}
	memset(b + 1024, 'n', LONG);
	for (unsigned i = 0; i < NAMES; i++) {
		b[DYN + i * 16] = EC_DT_NEEDED;
		b[DYN + i * 16 + 8] = 1;
	}
	b[DYN + NAMES * 16] = EC_DT_STRTAB;
	w = 0x10000 + 1023;
	memcpy(b + DYN + NAMES * 16 + 8, &w, 8);
	b[DYN + NAMES * 16 + 16] = EC_DT_STRSZ;
	w = LONG + 2;
	memcpy(b + DYN + NAMES * 16 + 24, &w, 8);
	assert_int_equal(ec_obj_read_mem(b, SIZE, &o), 0);
	assert_true(o->nneeded > 10);
	assert_true(o->strings_len <= 4 << 20);
	assert_true(o->damage & EC_DMG_STRINGS);
	ec_obj_free(o);
	free(small);
	free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_class_and_order),
	    cmocka_unit_test(symbols),
	    cmocka_unit_test(what_is_absent),
	    cmocka_unit_test(empty_is_not_absent),
	    cmocka_unit_test(no_elf),
	    cmocka_unit_test(unreadable_things),
	    cmocka_unit_test(bytes_at_the_end),
	    cmocka_unit_test(every_truncation),
	    cmocka_unit_test(strings_across_pages),
	    cmocka_unit_test(circular_versions),
	    cmocka_unit_test(strings_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
