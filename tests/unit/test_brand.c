/* SPDX-License-Identifier: BSD-2-Clause */
/* The evidence ladder: each rung alone, their order, and what contradicts what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "elfcheck/brand.h"
#include "tests/elf/builder.h"

#include <fcntl.h>
#include <string.h>

struct row {
	const char *what;
	struct eb_spec spec;
	enum ec_brand brand;
	enum ec_by by;
};

static const struct row rows[] = {
    {"nothing", {.type = EC_ET_EXEC}, EC_UNKNOWN, EC_BY_NONE},
    /* notes */
    {"FreeBSD note", {.notes = {EB_NOTE_FREEBSD}}, EC_FREEBSD, EC_BY_NOTE},
    {"GNU ABI tag", {.notes = {EB_NOTE_BUILDID, EB_NOTE_LINUX}}, EC_LINUX, EC_BY_NOTE},
    {"Hurd tag", {.notes = {{"GNU", 1, {1, 0, 0, 0}, 4, 0}}}, EC_HURD, EC_BY_NOTE},
    {"Solaris tag", {.notes = {{"GNU", 1, {2, 0, 0, 0}, 4, 0}}}, EC_SOLARIS, EC_BY_NOTE},
    {"kFreeBSD tag", {.notes = {{"GNU", 1, {3, 9, 0, 0}, 4, 0}}}, EC_KFREEBSD, EC_BY_NOTE},
    {"Syllable tag", {.notes = {{"GNU", 1, {5, 0, 0, 0}, 4, 0}}}, EC_UNKNOWN, EC_BY_NONE},
    {"short ABI tag", {.notes = {{"GNU", 1, {0, 3, 2}, 3, 0}}}, EC_UNKNOWN, EC_BY_NONE},
    {"NetBSD note", {.notes = {{"NetBSD", 1, {700000000}, 1, 0}}}, EC_NETBSD, EC_BY_NOTE},
    {"OpenBSD note", {.notes = {{"OpenBSD", 1, {0}, 1, 0}}}, EC_OPENBSD, EC_BY_NOTE},
    {"DragonFly note", {.notes = {{"DragonFly", 1, {600000}, 1, 0}}}, EC_DRAGONFLY, EC_BY_NOTE},
    {"Android note", {.notes = {{"Android", 1, {24}, 1, 0}}}, EC_ANDROID, EC_BY_NOTE},
    {"Go's build id", {.notes = {{"Go", 4, {1}, 1, 0}}}, EC_UNKNOWN, EC_BY_NONE},
    {"FreeBSD feature note alone", {.notes = {{"FreeBSD", 4, {8}, 1, 0}}}, EC_UNKNOWN, EC_BY_NONE},
    {"in the second PT_NOTE", {.notes = {EB_NOTE_BUILDID, {"FreeBSD", 1, {1400097}, 1, 1}}},
	EC_FREEBSD, EC_BY_NOTE},
    {"after an 8-aligned property",
	{.note_align = 8, .notes = {{"GNU", 5, {1, 2, 3}, 3, 0}, EB_NOTE_LINUX}}, EC_LINUX,
	EC_BY_NOTE},
    {"cut off", {.notes = {EB_NOTE_LINUX}, .note_cut = 4}, EC_UNKNOWN, EC_BY_NONE},
    {"two notes: FreeBSD's without an interpreter", {.notes = {EB_NOTE_LINUX, EB_NOTE_FREEBSD}},
	EC_FREEBSD, EC_BY_NOTE},
    {"two notes: the interpreter's",
	{.notes = {EB_NOTE_FREEBSD, EB_NOTE_LINUX}, .interp = "/lib64/ld-linux-x86-64.so.2"},
	EC_LINUX, EC_BY_NOTE},
    /* OS ABI and old string */
    {"OSABI 9", {.osabi = 9}, EC_FREEBSD, EC_BY_OSABI},
    {"OSABI 3", {.osabi = 3}, EC_LINUX, EC_BY_OSABI},
    {"OSABI 2", {.osabi = 2}, EC_NETBSD, EC_BY_OSABI},
    {"OSABI 12", {.osabi = 12}, EC_OPENBSD, EC_BY_OSABI},
    {"OSABI 6", {.osabi = 6}, EC_SOLARIS, EC_BY_OSABI},
    {"OSABI 97 (ARM)", {.osabi = 97}, EC_UNKNOWN, EC_BY_NONE},
    {"OSABI 255", {.osabi = 255}, EC_UNKNOWN, EC_BY_NONE},
    {"old FreeBSD", {.old_brand = "FreeBSD"}, EC_FREEBSD, EC_BY_OLD_BRAND},
    {"old Linux", {.old_brand = "Linux"}, EC_LINUX, EC_BY_OLD_BRAND},
    {"AppImage's AI in the padding", {.old_brand = "AI\2"}, EC_UNKNOWN, EC_BY_NONE},
    /* interpreters */
    {"glibc", {.interp = "/lib64/ld-linux-x86-64.so.2"}, EC_LINUX, EC_BY_INTERP},
    {"musl", {.interp = "/lib/ld-musl-x86_64.so.1"}, EC_LINUX, EC_BY_INTERP},
    {"Nix", {.interp = "/nix/store/abc-glibc-2.40/lib/ld-linux-x86-64.so.2"}, EC_LINUX,
	EC_BY_INTERP},
    {"rtld", {.interp = "/libexec/ld-elf.so.1"}, EC_FREEBSD, EC_BY_INTERP},
    {"NetBSD's", {.interp = "/libexec/ld.elf_so"}, EC_NETBSD, EC_BY_INTERP},
    {"OpenBSD's", {.interp = "/usr/libexec/ld.so"}, EC_OPENBSD, EC_BY_INTERP},
    {"DragonFly's", {.interp = "/usr/libexec/ld-elf.so.2"}, EC_DRAGONFLY, EC_BY_INTERP},
    {"illumos'", {.interp = "/lib/amd64/ld.so.1"}, EC_SOLARIS, EC_BY_INTERP},
    {"Android's", {.interp = "/system/bin/linker64"}, EC_ANDROID, EC_BY_INTERP},
    {"MIPS /lib/ld.so.1", {.is32 = true, .machine = EC_EM_MIPS, .interp = "/lib/ld.so.1"}, EC_LINUX,
	EC_BY_INTERP},
    {"i386 /lib/ld.so.1 is many systems'", {.is32 = true, .interp = "/lib/ld.so.1"}, EC_UNKNOWN,
	EC_BY_NONE},
    /* versions */
    {"FBSD_1.0", {.needs = {{"libc.so.7", "FBSD_1.0", 0}}}, EC_FREEBSD, EC_BY_VERNEED},
    {"GLIBC_2.17", {.needs = {{"libc.so.6", "GLIBC_2.17", 0}}}, EC_LINUX, EC_BY_VERNEED},
    {"GLIBC of the Hurd", {.needs = {{"libc.so.0.3", "GLIBC_2.2.6", 0}}}, EC_HURD, EC_BY_VERNEED},
    {"GLIBC of kFreeBSD", {.needs = {{"libc.so.0.1", "GLIBC_2.3", 0}}}, EC_KFREEBSD, EC_BY_VERNEED},
    {"bionic", {.needs = {{"libc.so", "LIBC", 0}}}, EC_ANDROID, EC_BY_VERNEED},
    {"GCC_3.0 says nothing, the next does",
	{.needs = {{"libgcc_s.so.1", "GCC_3.0", 0}, {"libc.so.7", "FBSD_1.5", 0}}}, EC_FREEBSD,
	EC_BY_VERNEED},
    {"OpenJDK's SUNWprivate is not Solaris", {.needs = {{"libjvm.so", "SUNWprivate_1.1", 0}}},
	EC_UNKNOWN, EC_BY_NONE},
    {"libc itself", {.soname = "libc.so.7", .defs = {{NULL, "FBSD_1.0", 0}}}, EC_FREEBSD,
	EC_BY_VERNEED},
    /* needed names */
    {"libthr.so.3", {.needed = {"libgcc_s.so.1", "libthr.so.3"}}, EC_FREEBSD, EC_BY_NEEDED},
    {"libc.so.6", {.needed = {"libc.so.6"}}, EC_LINUX, EC_BY_NEEDED},
    {"musl's name", {.needed = {"libc.musl-x86_64.so.1"}}, EC_LINUX, EC_BY_NEEDED},
    {"libc.so alone", {.needed = {"libc.so"}}, EC_UNKNOWN, EC_BY_NONE},
    {"OpenBSD's two numbers", {.needed = {"libc.so.97.1"}}, EC_OPENBSD, EC_BY_NEEDED},
    {"NetBSD's libc", {.needed = {"libc.so.12"}}, EC_NETBSD, EC_BY_NEEDED},
    /* symbols */
    {"__error", {.syms = {{"puts", 1, 2, false}, {"__error", 1, 2, false}}}, EC_FREEBSD,
	EC_BY_SYMBOL},
    {"__errno_location", {.syms = {{"__errno_location", 1, 2, false}}}, EC_LINUX, EC_BY_SYMBOL},
    {"musl's libc defines it", {.syms = {{"x", 1, 2, true}, {"__errno_location", 1, 2, true}}},
	EC_LINUX, EC_BY_SYMBOL},
    {"the same with DT_HASH",
	{.sysv_hash = true, .syms = {{"x", 1, 2, true}, {"__errno_location", 1, 2, true}}},
	EC_LINUX, EC_BY_SYMBOL},
    /* Go */
    {"Go linux", {.type = EC_ET_EXEC, .go_os = "linux"}, EC_LINUX, EC_BY_GO_BUILD},
    {"Go illumos", {.type = EC_ET_EXEC, .go_os = "illumos"}, EC_SOLARIS, EC_BY_GO_BUILD},
    {"Go plan9", {.type = EC_ET_EXEC, .go_os = "plan9"}, EC_UNKNOWN, EC_BY_NONE},
    {"Go's line table", {.type = EC_ET_EXEC, .go_rt0 = "android"}, EC_ANDROID, EC_BY_GO_BUILD},
    /* order */
    {"note before OSABI", {.notes = {EB_NOTE_FREEBSD}, .osabi = 3}, EC_FREEBSD, EC_BY_NOTE},
    {"OSABI before interpreter", {.osabi = 9, .interp = "/lib64/ld-linux-x86-64.so.2"}, EC_FREEBSD,
	EC_BY_OSABI},
    {"interpreter before versions",
	{.interp = "/libexec/ld-elf.so.1", .needs = {{"libc.so.6", "GLIBC_2.2.5", 0}}}, EC_FREEBSD,
	EC_BY_INTERP},
    {"versions before names", {.needed = {"libc.so.6"}, .needs = {{"libc.so.7", "FBSD_1.0", 0}}},
	EC_FREEBSD, EC_BY_VERNEED},
};

static void
every_row_in_every_form(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		for (int variant = 0; variant < 4; variant++) {
			struct eb_spec s = rows[i].spec;
			enum ec_brand brand;
			enum ec_by by;
			int fd;

			if (s.is32 && !(variant & 1))
				continue;
			s.is32 = variant & 1;
			s.big = variant & 2;
			fd = eb_file(&s);
			assert_int_equal(ec_brand_fd(fd, &brand, &by), 0);
			close(fd);
			if (brand != rows[i].brand || by != rows[i].by)
				fail_msg("%s (%d-bit, %s): %s by %s", rows[i].what,
				    s.is32 ? 32 : 64, s.big ? "big" : "little",
				    ec_brand_name(brand), ec_by_name(by));
		}
}

/* The evidence and the decision are the same thing, asked in two ways. */
static void
evidence_agrees_with_decision(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct ec_evidence e;
		struct ec_reader r;
		uint8_t *bytes;
		size_t size;

		bytes = eb_build(&rows[i].spec, &size);
		assert_int_equal(ec_open_mem(&r, bytes, size), 0);
		ec_brand_evidence(&r, &e);
		assert_int_equal(e.brand, rows[i].brand);
		assert_int_equal(e.by, rows[i].by);
		if (e.by != EC_BY_NONE)
			assert_true(e.rung[e.by].detail[0] != '\0');
		free(bytes);
	}
}

static void
disagreement_is_kept(void **state)
{
	const struct eb_spec s = {.osabi = 3, .needed = {"libthr.so.3", "libc.so.7"}};
	struct ec_evidence e;
	struct ec_reader r;
	size_t size;
	uint8_t *bytes = eb_build(&s, &size);

	(void)state;
	assert_int_equal(ec_open_mem(&r, bytes, size), 0);
	ec_brand_evidence(&r, &e);
	assert_int_equal(e.brand, EC_LINUX);
	assert_int_equal(e.rung[EC_BY_NEEDED].brand, EC_FREEBSD);
	assert_string_equal(e.rung[EC_BY_NEEDED].detail, "needs libthr.so.3");
	free(bytes);
}

static void
names_cannot_steer_a_terminal(void **state)
{
	const struct eb_spec s = {.needed = {"ld-linux\033[2J"}};
	struct ec_evidence e;
	struct ec_reader r;
	size_t size;
	uint8_t *bytes = eb_build(&s, &size);

	(void)state;
	assert_int_equal(ec_open_mem(&r, bytes, size), 0);
	ec_brand_evidence(&r, &e);
	assert_string_equal(e.rung[EC_BY_NEEDED].detail, "needs ld-linux?[2J");
	free(bytes);
}

static void
foreign(void **state)
{
	(void)state;
	assert_true(ec_is_foreign(EC_FREEBSD, EC_LINUX));
	assert_true(ec_is_foreign(EC_LINUX, EC_FREEBSD));
	assert_true(ec_is_foreign(EC_KFREEBSD, EC_LINUX));
	assert_false(ec_is_foreign(EC_LINUX, EC_LINUX));
	assert_false(ec_is_foreign(EC_ANDROID, EC_LINUX));
	assert_false(ec_is_foreign(EC_UNKNOWN, EC_LINUX));
}

/* A header that ends after the OS ABI byte still has one. */
static void
damaged_files(void **state)
{
	static const uint8_t start[] = {0x7f, 'E', 'L', 'F', 2, 1, 1, 9};
	static const uint8_t odd[16] = {0x7f, 'E', 'L', 'F', 7, 9, 1, 9};
	enum ec_brand brand;
	enum ec_by by;
	int fd = eb_bytes_file(start, sizeof(start));

	(void)state;
	assert_int_equal(ec_brand_fd(fd, &brand, &by), 0);
	assert_int_equal(brand, EC_FREEBSD);
	close(fd);
	fd = eb_bytes_file(odd, sizeof(odd));
	assert_int_equal(ec_brand_fd(fd, &brand, &by), 0);
	assert_int_equal(brand, EC_FREEBSD);
	close(fd);
	fd = eb_bytes_file(start, 4);
	assert_int_equal(ec_brand_fd(fd, &brand, &by), 0);
	assert_int_equal(brand, EC_UNKNOWN);
	assert_int_equal(by, EC_BY_NONE);
	close(fd);
	fd = eb_bytes_file("ELF", 3);
	assert_int_equal(ec_brand_fd(fd, &brand, &by), ENOEXEC);
	close(fd);
	fd = open("/", O_RDONLY);
	assert_int_equal(ec_brand_fd(fd, &brand, &by), EISDIR);
	close(fd);
	assert_int_equal(ec_brand_fd(fd, &brand, &by), EBADF);
}

/* Bytes changed at random: no fault (ASan looks), and the reader comes to an end. */
static void
random_damage(void **state)
{
	enum {
		ROUNDS = 20000
	};
	unsigned seed = 20261123;

	(void)state;
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct ec_evidence e;
		struct ec_reader r;
		struct ec_obj *o;
		size_t size;
		uint8_t *bytes = eb_build(&rows[round % ARRAY_LEN(rows)].spec, &size);

		for (unsigned k = 0; k < 1 + round % 8; k++) {
			seed = seed * 1103515245U + 12345U;
			bytes[(seed >> 8) % size] = (uint8_t)(seed >> 3);
		}
		if (ec_open_mem(&r, bytes, size) == 0)
			ec_brand_evidence(&r, &e);
		assert_int_equal(ec_obj_read_mem(bytes, size, &o), 0);
		ec_obj_free(o);
		free(bytes);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_row_in_every_form),
	    cmocka_unit_test(evidence_agrees_with_decision),
	    cmocka_unit_test(disagreement_is_kept),
	    cmocka_unit_test(names_cannot_steer_a_terminal),
	    cmocka_unit_test(foreign),
	    cmocka_unit_test(damaged_files),
	    cmocka_unit_test(random_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
