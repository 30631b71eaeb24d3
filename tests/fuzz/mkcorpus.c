/* SPDX-License-Identifier: BSD-2-Clause */
/* mkcorpus DIR: write the committed seeds of the ELF fuzzers, made by the tests' ELF builder. */
#include "tests/elf/builder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	struct eb_spec spec;
} seeds[] = {
    {"static", {.type = 2}},
    {"freebsd-note", {.osabi = 9, .notes = {EB_NOTE_FREEBSD, {"FreeBSD", 4, {0}, 1, 0}}}},
    {"linux-dynamic", {.interp = "/lib64/ld-linux-x86-64.so.2",
			  .notes = {EB_NOTE_BUILDID, EB_NOTE_LINUX},
			  .needed = {"libc.so.6"},
			  .needs = {{"libc.so.6", "GLIBC_2.34", 0}}}},
    {"linux-dynamic-32", {.is32 = true,
			     .interp = "/lib/ld-linux.so.2",
			     .notes = {EB_NOTE_LINUX},
			     .needed = {"libc.so.6"},
			     .syms = {{"__errno_location", 1, 2, false}}}},
    {"big-endian", {.big = true, .machine = 22, .needed = {"libc.so.6"}, .runpath = "$ORIGIN"}},
    {"big-endian-32", {.is32 = true, .big = true, .machine = 8, .interp = "/lib/ld.so.1"}},
    {"library", {.soname = "libc.so.7",
		    .defs = {{NULL, "FBSD_1.0", 0}, {NULL, "FBSD_1.1", 0}},
		    .syms = {{"__error", 1, 2, true}, {"puts", 1, 2, true}}}},
    {"library-sysv-hash",
	{.sysv_hash = true, .soname = "x", .syms = {{"__error", 1, 2, true}, {"y", 1, 2, false}}}},
    {"paths", {.rpath = "/a:/b", .runpath = "/c", .flags_1 = 0x800, .needed = {"a", "b", "c"}}},
    {"property", {.note_align = 8, .notes = {{"GNU", 5, {1, 2, 3, 4}, 4, 0}, EB_NOTE_LINUX}}},
    {"go-info", {.type = 2, .go_os = "linux"}},
    {"go-files", {.type = 2, .go_rt0 = "linux"}},
    {"old-brand", {.old_brand = "FreeBSD"}},
};

int
main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	for (size_t i = 0; i < sizeof(seeds) / sizeof(seeds[0]); i++) {
		char path[4096];
		size_t size;
		uint8_t *bytes = eb_build(&seeds[i].spec, &size);
		FILE *f;

		(void)snprintf(path, sizeof(path), "%s/%s", argv[1], seeds[i].name);
		f = fopen(path, "wb");
		if (f == NULL || fwrite(bytes, 1, size, f) != size || fclose(f) != 0) {
			(void)fprintf(stderr, "mkcorpus: %s: cannot be written\n", path);
			return 2;
		}
		free(bytes);
	}
	return 0;
}
