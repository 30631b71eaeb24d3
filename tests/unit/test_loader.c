/* SPDX-License-Identifier: BSD-2-Clause */
/* Loader profiles, dynamic string tokens, ld.so.conf lines, and error lines taken apart. */
#include "elfcheck/explain.h"
#include "elfcheck/ldconf.h"
#include "elfcheck/loader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

static void
tokens_expand_as_in_glibc(void **state)
{
	static const char *dirs[] = {"/lib/", "/usr/lib/"};
	struct ec_profile p = {.dirs = dirs, .ndirs = 2};
	struct ec_tokens t = {
	    .origin = "/opt/bin", .lib = "lib64", .platform = "x86_64", .profile = &p};
	static const struct {
		const char *in;
		const char *out;
	} cases[] = {
	    {"$ORIGIN/../lib", "/opt/bin/../lib"},
	    {"${ORIGIN}x", "/opt/binx"},
	    {"$ORIGINx", "$ORIGINx"}, /* the longest name counts */
	    {"/usr/$LIB:$PLATFORM", "/usr/lib64:x86_64"},
	    {"$FOO/$", "$FOO/$"},
	    {"${LIB", "${LIB"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_string_equal(ec_expand(&t, cases[i].in, &arena), cases[i].out);
	t.origin = NULL;
	assert_string_equal(ec_expand(&t, "$ORIGIN/x", &arena), "");
}

static void
setuid_programs_keep_only_trusted_origins(void **state)
{
	static const char *dirs[] = {"/lib/", "/usr/lib/"};
	struct ec_profile p = {.dirs = dirs, .ndirs = 2, .version = EC_VERSION(2, 36, 0)};
	struct ec_tokens t = {.origin = "/usr/lib/app/bin",
	    .lib = "lib64",
	    .secure = true,
	    .main = true,
	    .profile = &p};

	(void)state;
	assert_string_equal(ec_expand(&t, "$ORIGIN/../x", &arena), "/usr/lib/app/bin/../x");
	assert_string_equal(ec_expand(&t, "$ORIGIN/../../../../tmp", &arena), "");
	assert_string_equal(ec_expand(&t, "/a/$ORIGIN", &arena), "");
	p.version = EC_VERSION(2, 41, 0);
	assert_string_equal(ec_expand(&t, "$ORIGIN/.././/x", &arena), "/usr/lib/app/x/");
	assert_string_equal(ec_expand(&t, "$ORIGIN/../../../../tmp", &arena), "");
	p.version = EC_VERSION(2, 36, 0);
	t.origin = "/tmp";
	assert_string_equal(ec_expand(&t, "$ORIGIN", &arena), "");
}

static void
profiles_come_from_the_linker_itself(void **state)
{
	static const char bytes[] =
	    "junk\0ld.so (Debian GLIBC 2.36-9+deb12u14) stable release version 2.36.\n\0"
	    "/lone/\0x\0/lib/x86_64-linux-gnu/\0/usr/lib/x86_64-linux-gnu/\0/lib/\0/usr/lib/\0end";
	static const char musl[] = "x\0musl libc (x86_64)\nVersion %s\n\0"
				   "1.2.3\0";
	struct ec_profile p = {.kind = EC_LOADER_AUTO};

	(void)state;
	ec_profile_detect(&p, bytes, sizeof(bytes), &arena);
	assert_int_equal(p.kind, EC_LOADER_GLIBC);
	assert_string_equal(p.version_text, "2.36");
	assert_int_equal(p.version, EC_VERSION(2, 36, 0));
	assert_string_equal(p.vendor, "Debian GLIBC 2.36-9+deb12u14");
	assert_int_equal(p.ndirs, 4);
	assert_string_equal(p.dirs[0], "/lib/x86_64-linux-gnu/");
	assert_string_equal(p.dirs[3], "/usr/lib/");
	p = (struct ec_profile){.kind = EC_LOADER_AUTO};
	ec_profile_detect(&p, musl, sizeof(musl), &arena);
	assert_int_equal(p.kind, EC_LOADER_MUSL);
	assert_string_equal(p.version_text, "1.2.3");
}

static void
loader_choices(void **state)
{
	struct ec_loader_choice c;

	(void)state;
	assert_true(ec_loader_parse("glibc:2.17", &c));
	assert_int_equal(c.kind, EC_LOADER_GLIBC);
	assert_int_equal(c.version, EC_VERSION(2, 17, 0));
	assert_true(ec_loader_parse("musl", &c));
	assert_true(ec_loader_parse("auto", &c));
	assert_false(ec_loader_parse("glibc:", &c));
	assert_false(ec_loader_parse("glibc:x", &c));
	assert_false(ec_loader_parse("auto:2.3", &c));
	assert_false(ec_loader_parse("", &c));
	assert_false(ec_loader_parse("bionic", &c));
}

static void
conf_lines(void **state)
{
	char text[] = "# all of it\n\n/usr/local/lib # said here\n  /opt/a///  \n"
		      "/with blank/in it\nrelative/dir\nhwcap 1 x\n/usr/lib=libc6\n/last";
	struct ldconf conf = {.arena = &arena};

	(void)state;
	ldconf_parse(NULL, "/etc/x.conf", text, strlen(text), 0, &conf);
	assert_int_equal(conf.ndirs, 5);
	assert_string_equal(conf.dirs[0].dir, "/usr/local/lib");
	assert_int_equal(conf.dirs[0].line, 3);
	assert_string_equal(conf.dirs[1].dir, "/opt/a");
	assert_string_equal(conf.dirs[2].dir, "/with blank/in it");
	assert_string_equal(conf.dirs[3].dir, "/usr/lib");
	assert_int_equal(ldconf_find(&conf, "/last")->line, 9);
	assert_null(ldconf_find(&conf, "/nowhere"));
}

static void
error_lines(void **state)
{
	static const struct {
		const char *line;
		enum explain_cause cause;
		const char *program;
		const char *file;
	} cases[] = {
	    {"/compat/ubuntu/bin/bash: error while loading shared libraries: "
	     "/usr/local/lib/libtinfo.so.6: ELF file OS ABI invalid",
		EXPLAIN_OSABI, "/compat/ubuntu/bin/bash", "/usr/local/lib/libtinfo.so.6"},
	    {"./a: error while loading shared libraries: libx.so.1: cannot open shared object "
	     "file: "
	     "No such file or directory",
		EXPLAIN_NOT_FOUND, "./a", "libx.so.1"},
	    {"./a: error while loading shared libraries: libx.so.1: wrong ELF class: ELFCLASS32",
		EXPLAIN_CLASS, "./a", "libx.so.1"},
	    {"./a: /lib/libc.so.6: version `GLIBC_2.38' not found (required by ./a)",
		EXPLAIN_VERSION, "./a", "/lib/libc.so.6"},
	    {"ERROR: ld.so: object 'x.so' from LD_PRELOAD cannot be preloaded (ELF file OS ABI "
	     "invalid): ignored.",
		EXPLAIN_PRELOAD, NULL, "x.so"},
	    {"Error loading shared library libthr.so.3: No such file or directory (needed by "
	     "/lib/libfoo.so)",
		EXPLAIN_NOT_FOUND, NULL, "libthr.so.3"},
	    {"Error relocating /lib/libfoo.so: __error: symbol not found", EXPLAIN_BSD_SYMBOL, NULL,
		"/lib/libfoo.so"},
	    {"ELF binary type \"0\" not known.", EXPLAIN_UNBRANDED, NULL, NULL},
	    {"ELF interpreter /lib64/ld-linux-x86-64.so.2 not found, error 2", EXPLAIN_INTERPRETER,
		NULL, "/lib64/ld-linux-x86-64.so.2"},
	    {"ld-elf.so.1: Shared object \"libc.so.6\" not found, required by \"x\"",
		EXPLAIN_NOT_FOUND, NULL, "libc.so.6"},
	    {"ld-elf.so.1: /lib/x.so: Undefined symbol \"__errno_location\"", EXPLAIN_LINUX_SYMBOL,
		NULL, "/lib/x.so"},
	    {"FATAL: kernel too old", EXPLAIN_KERNEL_TOO_OLD, NULL, NULL},
	    {"bash: ./prog: cannot execute: required file not found", EXPLAIN_INTERPRETER, "./prog",
		NULL},
	    {"-bash: ./prog: cannot execute binary file: Exec format error", EXPLAIN_EXEC_FORMAT,
		"./prog", NULL},
	    {"ERROR: ld.so: object 'x.so' cannot be loaded as audit interface: undefined symbol: "
	     "la_version; ignored.",
		EXPLAIN_AUDIT, NULL, "x.so"},
	    {"./a: error while loading shared libraries: $ORIGIN/x.so: DST not allowed in "
	     "SUID/SGID "
	     "programs",
		EXPLAIN_TOKEN, "./a", "$ORIGIN/x.so"},
	    {"./a: error while loading shared libraries: $ORIGIN/x.so: empty dynamic string token "
	     "substitution",
		EXPLAIN_TOKEN, "./a", "$ORIGIN/x.so"},
	    {"Inconsistency detected by ld.so: dl-deps.c: 553: _dl_map_object_deps: Assertion "
	     "`map->l_searchlist.r_list[0] == map' failed!",
		EXPLAIN_ASSERTION, NULL, NULL},
	    {"/lib/x.so: CPU ISA level is lower than required", EXPLAIN_ISA, NULL, "/lib/x.so"},
	    {"ld-elf.so.1: Cannot open \"/lib/x.so\"", EXPLAIN_NOT_FOUND, NULL, "/lib/x.so"},
	    {"ld-elf.so.1: Shared object \"x.so\" not found", EXPLAIN_NOT_FOUND, NULL, "x.so"},
	    {"bash: ./s: /usr/bin/perl: bad interpreter: No such file or directory", EXPLAIN_SCRIPT,
		"./s", "/usr/bin/perl"},
	    {"/usr/bin/env: 'python3': No such file or directory", EXPLAIN_SCRIPT, NULL, "python3"},
	    {"/usr/bin/env: \xe2\x80\x98python3\xe2\x80\x99: No such file or directory",
		EXPLAIN_SCRIPT, NULL, "python3"},
	    {"./a: error while loading shared libraries: x.so: ELF file ABI version invalid",
		EXPLAIN_ABIVERSION, "./a", "x.so"},
	    {"ImportError: libGL.so.1: cannot open shared object file: No such file or directory",
		EXPLAIN_NOT_FOUND, NULL, "libGL.so.1"},
	};
	struct explained e;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_true(explain_parse(cases[i].line, &arena, &e));
		assert_int_equal(e.cause, cases[i].cause);
		if (cases[i].program != NULL)
			assert_string_equal(e.program, cases[i].program);
		if (cases[i].file != NULL)
			assert_string_equal(e.file, cases[i].file);
		assert_true(strlen(explain_meaning(e.cause)) > 20);
		assert_non_null(explain_advice(e.cause)[0]);
	}
	assert_false(explain_parse("hello world", &arena, &e));
	assert_false(explain_parse("", &arena, &e));
}

static int
teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tokens_expand_as_in_glibc),
	    cmocka_unit_test(setuid_programs_keep_only_trusted_origins),
	    cmocka_unit_test(profiles_come_from_the_linker_itself),
	    cmocka_unit_test(loader_choices),
	    cmocka_unit_test(conf_lines),
	    cmocka_unit_test(error_lines),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
