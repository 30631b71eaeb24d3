/* SPDX-License-Identifier: BSD-2-Clause */
/* FreeBSD's get_brandinfo, and the loaders' short verdicts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "elfcheck/verdict.h"
#include "tests/elf/builder.h"

#include <string.h>

#define GLIBC_INTERP "/lib64/ld-linux-x86-64.so.2"

/* by on a kernel up to 14, on 15.0, and later; EC_BY_NONE: not run. */
static const struct {
	const char *what;
	struct eb_spec spec;
	int fallback;
	enum ec_brand brand;
	enum ec_by by[3];
} rows[] = {
    {"static, no brand", {.type = EC_ET_EXEC}, -1, EC_UNKNOWN,
	{EC_BY_NONE, EC_BY_NONE, EC_BY_NONE}},
    {"the same with fallback 3", {.type = EC_ET_EXEC}, 3, EC_LINUX,
	{EC_BY_FALLBACK, EC_BY_FALLBACK, EC_BY_FALLBACK}},
    {"brandelf -t Linux", {.type = EC_ET_EXEC, .osabi = 3}, -1, EC_LINUX,
	{EC_BY_OSABI, EC_BY_OSABI, EC_BY_OSABI}},
    {"old string", {.type = EC_ET_EXEC, .old_brand = "Linux"}, -1, EC_LINUX,
	{EC_BY_OLD_BRAND, EC_BY_OLD_BRAND, EC_BY_OLD_BRAND}},
    /* the trap: Debian's ABI tag ends its segment */
    {"dynamic, tag last", {.interp = GLIBC_INTERP, .notes = {EB_NOTE_BUILDID, EB_NOTE_LINUX}}, -1,
	EC_LINUX, {EC_BY_NOTE, EC_BY_INTERP, EC_BY_NOTE}},
    {"dynamic, tag first", {.interp = GLIBC_INTERP, .notes = {EB_NOTE_LINUX, EB_NOTE_BUILDID}}, -1,
	EC_LINUX, {EC_BY_NOTE, EC_BY_NOTE, EC_BY_NOTE}},
    {"static, OSABI 3, tag last", {.osabi = 3, .notes = {EB_NOTE_LINUX}}, -1, EC_LINUX,
	{EC_BY_NOTE, EC_BY_OSABI, EC_BY_NOTE}},
    {"static, tag last", {.notes = {EB_NOTE_LINUX}}, -1, EC_LINUX,
	{EC_BY_NOTE, EC_BY_NONE, EC_BY_NOTE}},
    {"one byte after the tag is enough", {.notes = {EB_NOTE_LINUX}, .note_tail = 1}, -1, EC_LINUX,
	{EC_BY_NOTE, EC_BY_NOTE, EC_BY_NOTE}},
    {"arm64: no interpreter is known",
	{.machine = EC_EM_AARCH64,
	    .interp = "/lib/ld-linux-aarch64.so.1",
	    .notes = {EB_NOTE_LINUX}},
	-1, EC_LINUX, {EC_BY_NOTE, EC_BY_NONE, EC_BY_NOTE}},
    {"descriptor past the segment's end", {.notes = {EB_NOTE_LINUX}, .note_cut = 4}, -1, EC_LINUX,
	{EC_BY_NOTE, EC_BY_NONE, EC_BY_NONE}},
    {"FreeBSD program",
	{.interp = "/libexec/ld-elf.so.1",
	    .osabi = 9,
	    .notes = {EB_NOTE_FREEBSD, {"FreeBSD", 4, {0}, 1, 0}}},
	-1, EC_FREEBSD, {EC_BY_NOTE, EC_BY_NOTE, EC_BY_NOTE}},
    {"kFreeBSD is by note only",
	{.osabi = 9, .notes = {{"GNU", 1, {3, 9, 0, 0}, 4, 0}, EB_NOTE_BUILDID}}, -1, EC_KFREEBSD,
	{EC_BY_NOTE, EC_BY_NOTE, EC_BY_NOTE}},
    {"kFreeBSD without its note", {.interp = "/lib/ld-kfreebsd-x86-64.so.1"}, -1, EC_UNKNOWN,
	{EC_BY_NONE, EC_BY_NONE, EC_BY_NONE}},
    {"two notes, interpreter decides",
	{.interp = GLIBC_INTERP, .notes = {EB_NOTE_FREEBSD, EB_NOTE_LINUX, EB_NOTE_BUILDID}}, -1,
	EC_LINUX, {EC_BY_NOTE, EC_BY_NOTE, EC_BY_NOTE}},
    {"two notes, no interpreter: FreeBSD is first",
	{.notes = {EB_NOTE_LINUX, EB_NOTE_FREEBSD, EB_NOTE_BUILDID}}, -1, EC_FREEBSD,
	{EC_BY_NOTE, EC_BY_NOTE, EC_BY_NOTE}},
    {"foreign interpreter: second choice",
	{.interp = "/opt/ld.so", .notes = {EB_NOTE_LINUX, EB_NOTE_BUILDID}}, -1, EC_LINUX,
	{EC_BY_NOTE, EC_BY_NOTE, EC_BY_NOTE}},
    {"NetBSD", {.osabi = 2, .notes = {{"NetBSD", 1, {1}, 1, 0}}}, -1, EC_UNKNOWN,
	{EC_BY_NONE, EC_BY_NONE, EC_BY_NONE}},
    {"a machine without brands", {.machine = EC_EM_LOONGARCH, .osabi = 3}, -1, EC_UNKNOWN,
	{EC_BY_NONE, EC_BY_NONE, EC_BY_NONE}},
    {"a relocatable file", {.type = EC_ET_REL, .osabi = 9}, -1, EC_UNKNOWN,
	{EC_BY_NONE, EC_BY_NONE, EC_BY_NONE}},
    {"32-bit", {.is32 = true, .interp = "/lib/ld-linux.so.2"}, -1, EC_LINUX,
	{EC_BY_INTERP, EC_BY_INTERP, EC_BY_INTERP}},
    {"x32 has no brand", {.is32 = true, .machine = EC_EM_X86_64, .osabi = 3}, -1, EC_UNKNOWN,
	{EC_BY_NONE, EC_BY_NONE, EC_BY_NONE}},
};

static void
kernel(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		for (int k = EC_KERNEL_14; k <= EC_KERNEL_MAIN; k++) {
			struct ec_kernel_verdict v;
			struct ec_reader r;
			size_t size;
			uint8_t *bytes = eb_build(&rows[i].spec, &size);
			enum ec_brand want =
			    rows[i].by[k] == EC_BY_NONE ? EC_UNKNOWN : rows[i].brand;

			assert_int_equal(ec_open_mem(&r, bytes, size), 0);
			ec_kernel_judge(&r, (enum ec_kernel)k, rows[i].fallback, &v);
			if (v.brand != want || v.by != rows[i].by[k])
				fail_msg("%s, kernel %d: %s by %s", rows[i].what, k,
				    ec_brand_name(v.brand), ec_by_name(v.by));
			assert_int_equal(v.message[0] != '\0', v.brand == EC_UNKNOWN);
			free(bytes);
		}
}

static void
kernel_words(void **state)
{
	const struct eb_spec s = {.type = EC_ET_EXEC};
	struct ec_kernel_verdict v;
	struct ec_reader r;
	size_t size;
	uint8_t *bytes = eb_build(&s, &size);

	(void)state;
	assert_int_equal(ec_open_mem(&r, bytes, size), 0);
	ec_kernel_judge(&r, EC_KERNEL_MAIN, -1, &v);
	assert_string_equal(v.message, "ELF binary type \"0\" not known.");
	free(bytes);
}

static void
judge_libc(const struct eb_spec *s, int at, int value, const char *glibc, const char *musl)
{
	struct ec_obj *o;
	size_t size;
	uint8_t *bytes = eb_build(s, &size);

	if (at >= 0)
		bytes[at] = (uint8_t)value;
	assert_int_equal(ec_obj_read_mem(bytes, size, &o), 0);
	if (glibc == NULL)
		assert_null(ec_glibc_judge(o));
	else
		assert_string_equal(ec_glibc_judge(o), glibc);
	if (musl == NULL)
		assert_null(ec_musl_judge(o));
	else
		assert_string_equal(ec_musl_judge(o), musl);
	ec_obj_free(o);
	free(bytes);
}

/* The texts and their order, as the matrix of real loaders has them. */
static void
loaders(void **state)
{
	const struct eb_spec lib = {.needed = {"libc.so.6"}};
	struct eb_spec s = lib;

	(void)state;
	judge_libc(&lib, -1, 0, NULL, NULL);
	judge_libc(&lib, ECE_OSABI, 3, NULL, NULL);
	judge_libc(&lib, ECE_OSABI, 9, "ELF file OS ABI invalid", NULL);
	judge_libc(&lib, ECE_OSABI, 64, "ELF file OS ABI invalid", NULL);
	judge_libc(&lib, ECE_ABIVERSION, 1, "ELF file ABI version invalid", NULL);
	judge_libc(&lib, ECE_PAD, 1, "nonzero padding in e_ident", NULL);
	judge_libc(&lib, ECE_VERSION, 0, "ELF file version ident does not match current one", NULL);
	judge_libc(&lib, 20, 0, "ELF file version does not match current one", NULL);
	judge_libc(
	    &lib, 16, EC_ET_REL, "only ET_DYN and ET_EXEC can be loaded", "Exec format error");
	judge_libc(&lib, 54, 32, "ELF file's phentsize not the expected size", "Exec format error");
	judge_libc(&lib, 36, 0xff, "cannot read file data", "Exec format error");
	s.osabi = 3;
	s.abiversion = 3;
	judge_libc(&s, -1, 0, NULL, NULL);
	s.abiversion = 4;
	judge_libc(&s, -1, 0, "ELF file ABI version invalid", NULL);
	s.abiversion = 3;
	s.machine = EC_EM_AARCH64;
	judge_libc(&s, -1, 0, "ELF file ABI version invalid", NULL);
	s = (struct eb_spec){.osabi = 0};
	judge_libc(&s, -1, 0, "object file has no dynamic section", "Exec format error");
	s = lib;
	s.no_load = true;
	judge_libc(&s, -1, 0, "object file has no loadable segments", NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(kernel),
	    cmocka_unit_test(kernel_words),
	    cmocka_unit_test(loaders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
