/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The replay of a runtime linker's search.
 *
 * A session holds what many programs share: the view, the parsed libraries, the cache, the
 * profiles. A replay is one program: the objects that are mapped, and for each name that was asked
 * for the candidates with their verdicts. A replay never stops at the first fatal file; it marks
 * what the real linker would print first and goes on as if that object were missing.
 */
#ifndef ELFCHECK_REPLAY_H
#define ELFCHECK_REPLAY_H

#include "elfcheck/elfcheck.h"
#include "elfcheck/ldconf.h"
#include "elfcheck/loader.h"
#include "elfcheck/script.h"

/* One object's parsed contents, shared by all its paths. */
struct ec_file;

/* A path that was tried, and what was there. Lives as long as the session. */
struct ec_path {
	struct ec_path *next; /* of the hash chain */
	uint32_t hash;
	errnum error; /* of opening it */
	enum tr_layer layer;
	bool dir_known; /* the directory questions below were asked */
	errnum dir_error; /* 0: it is a directory */
	const char *source; /* NULL: the same as path (one root) */
	struct ec_file *file; /* NULL when it could not be opened */
	char path[];
};

struct ec_file {
	struct ec_file *next;
	uint64_t dev;
	uint64_t ino;
	uint32_t mode;
	errnum read_error;
	struct ec_obj *obj; /* owned; NULL: read_error */
	struct ec_obj *forced; /* owned; parsed in the linker's class and byte order */
	bool suspect_known;
	bool suspect; /* ec_file_suspect() */
	bool brand_known;
	enum ec_brand brand;
	enum ec_by by;
	const char
	    *note; /* what an odd file is, in words ("an AppImage", "a text file"), or NULL */
};

struct ec_session {
	struct ec_view view;
	struct ec_cpu cpu;
	struct ec_loader_choice choice;
	const char *const *hwcaps; /* NULL: this CPU's */
	const char *const *env; /* "NAME=value", NULL-terminated */
	bool secure; /* as for a setuid program, whatever its mode */
	struct arena arena; /* for the session */
	struct ec_path **paths;
	size_t npaths;
	size_t path_slots;
	struct ec_file *files[512];
	struct {
		const struct ec_profile *profile;
		errnum error; /* of opening the linker */
	} profiles[16];
	size_t nprofiles;
	struct ldcache cache;
	bool cache_read;
	errnum cache_error; /* 0: cache is there */
	errnum cache_open_error; /* of opening it alone */
	struct ldconf conf;
	bool conf_read;
	const char *
	    *index; /* libraries of the compat tree, as the program sees them; right_file.c */
	size_t nindex;
	size_t index_cap;
	bool indexed;
};

void ec_session_init(struct ec_session *s, const struct tr_roots *roots, enum tr_form form);
void ec_session_release(struct ec_session *s);

/* Look path up, once per session. */
struct ec_path *ec_session_path(struct ec_session *s, const char *path);
/* Whether path (without trailing slash) is a directory, once per session. */
errnum ec_session_dir(struct ec_session *s, const char *path);
/* The brand of a file that was opened by path, once per session. */
enum ec_brand ec_session_brand(struct ec_session *s, struct ec_path *path);
/* A cheap look: can the file be of another system at all? */
bool ec_file_suspect(struct ec_file *file);
/*
 * The object as a linker sees it that does not look at the file's class and byte order but takes
 * its own (musl). Parsed anew only where they differ.
 */
const struct ec_obj *ec_session_forced(
    struct ec_session *s, struct ec_path *path, uint8_t elf_class, uint8_t elf_data);
/* The source of a path: the backing file. */
const char *ec_path_source(const struct ec_path *path);
const struct ldcache *ec_session_cache(struct ec_session *s, bool big);
const struct ldconf *ec_session_conf(struct ec_session *s);
/* The value of a variable of the program's environment, or NULL. */
const char *ec_session_env(const struct ec_session *s, const char *name);

enum ec_via {
	EC_VIA_NONE,
	EC_VIA_PRELOAD,
	EC_VIA_LOADED,
	EC_VIA_RPATH,
	EC_VIA_LD_LIBRARY_PATH,
	EC_VIA_RUNPATH,
	EC_VIA_CACHE,
	EC_VIA_DEFAULT,
	EC_VIA_DIRECT,
};
const char *ec_via_name(enum ec_via via);

enum ec_status {
	EC_STATUS_OK,
	EC_STATUS_FOREIGN,
	EC_STATUS_MISSING,
	EC_STATUS_BAD,
};
const char *ec_status_name(enum ec_status status);

struct ec_candidate {
	const char *name; /* the path that was tried, as the linker writes it */
	struct ec_path *path; /* what was there */
	enum ec_via via;
	const char *where; /* "RUNPATH of /bin/app", "line 2 of /etc/ld.so.conf", … or NULL */
	enum ec_verdict verdict;
	const char *reason; /* NULL: accepted */
	bool absent; /* nothing was there */
};

struct ec_search_dir {
	const char *name; /* with trailing slash; "": the working directory */
	uint8_t *status; /* of each subdirectory, as glibc keeps it */
	struct ec_search_dir *next;
};

struct ec_search_list {
	struct ec_search_dir **dirs;
	size_t n;
	bool known; /* it was taken apart */
	bool none; /* there is nothing (any more) to search in it */
};

/* An object of the process. */
struct ec_map {
	const char *name; /* l_name: the path as found; "" for the program in glibc */
	const char *shown; /* the same for a person, and for messages */
	struct ec_path *path; /* NULL: not a file (vDSO), or faked */
	const struct ec_obj *obj; /* NULL for those */
	struct ec_map *loader; /* who asked first */
	const char *origin; /* NULL: not known */
	const char **names; /* names it answers to, besides its SONAME */
	size_t nnames;
	size_t names_cap;
	const char *soname;
	struct ec_search_list rpath;
	struct ec_search_list runpath;
	bool program;
	bool linker;
	unsigned ns; /* 0: the program's namespace; auditors have their own */
	bool hidden; /* a filtee of the program, which glibc puts where it never finds it again */
	bool preloaded;
	bool queued;
	bool done;
	unsigned depth;
	const char *shortname; /* musl */
	const char *rpath_text; /* musl: expanded, or NULL */
	bool rpath_done;
	struct ec_map **deps; /* glibc: what it asked for and got, in order */
	size_t ndeps;
	size_t deps_cap;
	bool visited;
	bool isa_misfit; /* built for a newer processor */
};

/* What a request is, besides a library that is needed. */
enum ec_role {
	EC_ROLE_NEEDED,
	EC_ROLE_FILTER, /* DT_FILTER: it provides the symbols of the one that asks */
	EC_ROLE_AUXILIARY, /* DT_AUXILIARY: the same, if it is there */
	EC_ROLE_AUDITOR, /* LD_AUDIT, DT_AUDIT */
};
const char *ec_role_name(enum ec_role role);

struct ec_right {
	const char *path; /* NULL when only the source is known */
	const char *source;
	const char *package; /* or NULL */
};

/* A name that was asked for. */
struct ec_need {
	const char *name;
	struct ec_map *by; /* NULL: a preload */
	struct ec_map *map; /* what it became, NULL when it failed */
	enum ec_via via;
	const char *where;
	enum ec_status status;
	const char *message; /* the linker's line for it, or ours */
	struct ec_path *picked; /* the file that decided: accepted or fatal; NULL: none */
	const char *picked_name;
	enum ec_role role;
	bool audit; /* for an auditor's namespace, not the program's */
	bool isa; /* what is wrong is the processor level */
	bool again; /* the name was asked for before: only an edge of the graph */
	bool optional; /* a preload, an auditor, an auxiliary filtee: it starts without it */
	bool crash;
	bool dlopened; /* asked for by dlopen(3) itself */
	struct ec_candidate *candidates;
	size_t ncandidates;
	size_t cap;
	const char *listed; /* a preload, an auditor: what names it ("LD_PRELOAD", …) */
	const char *version; /* a missing version, or NULL */
	const char *mapped; /* FreeBSD: the name that libmap.conf has for it, or NULL */
	const char *mapped_by; /* the line that says so */
	uint32_t cache_index;
	bool cache_used;
	struct ec_right right[4];
	size_t nright;
	const char *fix[8];
	size_t nfix;
};

struct ec_replay {
	struct ec_session *s;
	struct arena *a; /* for this replay */
	const char *asked; /* as given */
	const char *program; /* the ELF file of it: another one when it is a script */
	struct ec_script scripts[EC_SCRIPTS_MAX]; /* the way from the one to the other */
	size_t nscripts;
	struct ec_path *program_path;
	const struct ec_profile *profile;
	const char *interp;
	errnum interp_error;
	bool secure;
	bool no_proc; /* no /proc/self/exe in the view: $ORIGIN of the program is unknown */

	bool fails;
	bool starts; /* it fails, but only in dlopen(3): the program itself starts */
	const char *first_error; /* word for word; NULL: none, or the linker only dies */
	const char **errors; /* all of its lines, in order */
	size_t nerrors;
	size_t errors_cap;
	const char **warnings; /* preloads that are ignored, version information that is missing */
	size_t nwarnings;
	size_t warnings_cap;
	const char *cannot; /* why the program could not be examined as one, or NULL */
	bool is_static;
	bool no_loader; /* there was no program to ask; profile is an empty one */
	const char
	    *package_note; /* why a package is not known though there is a database, or NULL */
	const char *fix[8]; /* what to do about the program itself (its interpreter) */
	size_t nfix;

	struct ec_map **maps; /* in load order, the program first */
	size_t nmaps;
	size_t maps_cap;
	struct ec_need **needs;
	size_t nneeds;
	size_t needs_cap;

	struct ec_search_dir *all_dirs;
	struct ec_search_list env_path;
	struct ec_search_list system;
	const char *system_path; /* musl */
	bool cache_tried;
	unsigned namespaces; /* of auditors, so far */
	errnum last_errno; /* what errno is in the linker at this point */
};

/*
 * Replay program (a path as the program would see it), then dlopen(3) of each of dlopens. Always
 * fills *out; ENOENT, EACCES, … when the program itself cannot be opened, ENOEXEC when it is
 * neither an ELF file nor a script. A script's interpreter is replayed instead of it. Everything
 * lives in a until that is reset.
 */
errnum ec_replay_run(struct ec_session *s, const char *program, const char *const *dlopens,
    struct arena *a, struct ec_replay *out);

/* Whether nothing is to be said of n: it is there, or the program does not want it that much. */
bool ec_need_is_fine(const struct ec_need *n);
/* glibc 2.33 and later, x86: obj was built for this processor (or says nothing about it). */
bool ec_isa_fits(const struct ec_replay *r, const struct ec_obj *obj);

/* ---- for the engines, and ec_replay_run() itself ---- */

/* The same for an ELF file alone: ENOEXEC for a script. */
errnum ec_replay_elf(struct ec_session *s, const char *program, const char *const *dlopens,
    struct arena *a, struct ec_replay *out);

void ec_replay_error(struct ec_replay *r, const char *line);
void ec_replay_warning(struct ec_replay *r, const char *line);
struct ec_map *ec_replay_map(
    struct ec_replay *r, const char *name, struct ec_path *path, struct ec_map *loader);
struct ec_need *ec_replay_need(struct ec_replay *r, const char *name, struct ec_map *by);
/* Set n's outcome to "nothing acceptable was found". */
struct ec_candidate *ec_need_candidate(
    struct ec_replay *r, struct ec_need *n, const char *name, enum ec_via via, const char *where);
void ec_map_add_name(struct ec_replay *r, struct ec_map *m, const char *name);
bool ec_map_answers(const struct ec_map *m, const char *name);
/* The line of ld.so.conf, or the default directory, that dir came from, in words. */
const char *ec_conf_words(struct ec_replay *r, const char *dir);
/* dirname(3) of a path, in a. */
const char *ec_dirname(struct arena *a, const char *path);

void ec_run_glibc(struct ec_replay *r, const char *const *dlopens);
void ec_run_musl(struct ec_replay *r, const char *const *dlopens);
void ec_run_freebsd(struct ec_replay *r, const char *const *dlopens);
/* Version needs of all objects against what their libraries define (elf/dl-version.c). */
void ec_check_versions(struct ec_replay *r);
/*
 * The same for the objects from index first on of a namespace, as dlopen(3) does it: the first
 * missing version ends it. True when there is one; with words it is put there, in the linker's
 * words without a file, else it is an error of the replay.
 */
bool ec_check_versions_dlopen(struct ec_replay *r, unsigned ns, size_t first, const char **words);

/* ---- after the search ---- */

/* Statuses of all needs (foreign and so on), then right files and fixes for those that failed. */
void ec_conclude(struct ec_replay *r, bool progress);

#endif
