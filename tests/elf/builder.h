/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Handmade ELF images for tests: any class, byte order and brand, with just the parts that are
 * asked for. Everything lies in one PT_LOAD whose address differs from its file offset, so that a
 * reader which mixes them up is caught.
 */
#ifndef TESTS_ELF_BUILDER_H
#define TESTS_ELF_BUILDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	EB_MAX = 8
};

struct eb_note {
	const char *owner; /* its NUL counts in namesz */
	uint32_t type;
	uint32_t words[4]; /* the descriptor, in the file's byte order */
	uint32_t nwords;
	unsigned segment; /* which PT_NOTE: 0 or 1 */
};

struct eb_version {
	const char *file;
	const char *name;
	uint16_t flags;
};

struct eb_sym {
	const char *name;
	uint8_t bind;
	uint8_t type;
	bool defined;
};

struct eb_spec {
	bool is32;
	bool big;
	uint16_t type; /* 0: ET_DYN */
	uint16_t machine; /* 0: EM_X86_64, or EM_386 in class 32 */
	uint8_t osabi;
	uint8_t abiversion;
	const char *old_brand; /* written from e_ident[8] on */
	const char *interp;
	struct eb_note notes[EB_MAX];
	unsigned note_align; /* 0: 4 */
	unsigned note_tail; /* bytes of padding after the last note of the segment */
	unsigned note_cut; /* bytes by which p_filesz of the PT_NOTEs is too small */
	bool dynamic; /* a dynamic section even when nothing below asks for one */
	const char *needed[EB_MAX];
	const char *soname;
	const char *rpath;
	const char *runpath;
	uint64_t flags_1;
	struct eb_version needs[EB_MAX]; /* neighbours of one file share a Verneed */
	struct eb_version defs[EB_MAX]; /* name only */
	struct eb_sym syms[EB_MAX];
	bool sysv_hash; /* DT_HASH instead of DT_GNU_HASH */
	const char *go_os; /* Go's build information, in section .go.buildinfo */
	const char *go_rt0; /* Go's line table with runtime/rt0_… of that system */
	bool no_load; /* leave PT_LOAD out */
	unsigned pad_to; /* zero bytes behind, up to this size */
};

/* Build it; free() the result. Ends the program when memory is short. */
uint8_t *eb_build(const struct eb_spec *spec, size_t *size);
/* The same into an unlinked temporary file, whose descriptor the caller closes. */
int eb_file(const struct eb_spec *spec);
/* Any bytes into an unlinked temporary file. */
int eb_bytes_file(const void *bytes, size_t size);

/* The notes that select brands. */
#define EB_NOTE_FREEBSD {"FreeBSD", 1, {1500068}, 1, 0}
#define EB_NOTE_LINUX   {"GNU", 1, {0, 3, 2, 0}, 4, 0}
#define EB_NOTE_BUILDID {"GNU", 3, {1, 2, 3, 4}, 4, 0}

#endif
