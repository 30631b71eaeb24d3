/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * elfcheck-rpmdb provides|file DATABASE WHAT: which package of an rpm database (rpmdb.sqlite)
 * provides a capability or has a file. elfcheck starts it when it needs to know; it is a program of
 * its own so that elfcheck need not be linked with SQLite, and so that a hostile database can at
 * worst end this process.
 *
 * Prints the name and exits 0; exits 1 when no package has it, 2 with the cause (on standard
 * output, for elfcheck to pass on) when the database cannot be read. Nothing is written: the file
 * is opened as immutable, which takes no locks and makes no -shm file beside it. That is only right
 * while no writer has changes in the -wal file; elfcheck looks.
 */
#include "common/util.h"
#include "elfcheck/rpm_header.h"

#include <sqlite3.h>
#include <string.h>

enum {
	FOUND = 0,
	NOT_FOUND = 1,
	FAILED = 2,
	MAX_SECONDS = 20, /* then SIGALRM ends it */
	MAX_STEPS = 20000, /* of 1,000 instructions of SQLite's machine */
	MAX_HEADER = 256 << 20, /* rpm's own limit */
	MAX_MEMORY = 512 << 20,
};

static int
fail(const char *cause)
{
	(void)printf("%s\n", cause);
	return FAILED;
}

/* A file name as a URI: what is special in one is escaped. */
static char *
uri_of(const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789/._-";
	char *uri = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&uri, &len);

	if (out == NULL)
		return NULL;
	(void)fputs("file://", out);
	for (const unsigned char *c = (const unsigned char *)path; *c != '\0'; c++)
		if (strchr(plain, *c) != NULL)
			(void)putc(*c, out);
		else
			(void)fprintf(out, "%%%02x", *c);
	(void)fputs("?mode=ro&immutable=1", out);
	if (fclose(out) != 0) {
		free(uri);
		return NULL;
	}
	return uri;
}

static int
count_steps(void *arg)
{
	unsigned *steps = arg;

	return ++*steps > MAX_STEPS;
}

/* Open it with everything off that a database's author could use against its reader. */
static int
open_database(const char *path, unsigned *steps, sqlite3 **db)
{
	cleanup_free char *uri = uri_of(path);
	int rc;

	if (uri == NULL)
		return SQLITE_NOMEM;
	(void)sqlite3_config(SQLITE_CONFIG_MMAP_SIZE, (sqlite3_int64)0, (sqlite3_int64)0);
	(void)sqlite3_hard_heap_limit64(MAX_MEMORY);
	rc = sqlite3_open_v2(uri, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
	if (rc != SQLITE_OK)
		return rc;
	(void)sqlite3_db_config(*db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(*db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	(void)sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	(void)sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	(void)sqlite3_limit(*db, SQLITE_LIMIT_LENGTH, MAX_HEADER);
	sqlite3_progress_handler(*db, 1000, count_steps, steps);
	return sqlite3_exec(*db, "PRAGMA cell_size_check=ON", NULL, NULL, NULL);
}

/* The first header among the rows that fits; path is NULL when every one does. */
static int
first_fit(sqlite3 *db, const char *query, const char *key, const char *path)
{
	sqlite3_stmt *rows = NULL;
	int result = NOT_FOUND;
	int rc = sqlite3_prepare_v2(db, query, -1, &rows, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(rows, 1, key, -1, SQLITE_STATIC);
	while (rc == SQLITE_OK && result == NOT_FOUND && (rc = sqlite3_step(rows)) == SQLITE_ROW) {
		const void *blob = sqlite3_column_blob(rows, 0);
		int len = sqlite3_column_bytes(rows, 0);
		struct rpm_header header;
		const char *name;

		rc = SQLITE_OK;
		if (blob == NULL || len <= 0 || !rpm_header_open(&header, blob, (size_t)len))
			continue;
		name = rpm_header_name(&header);
		if (name == NULL || (path != NULL && !rpm_header_has_file(&header, path)))
			continue;
		(void)printf("%s\n", name);
		result = FOUND;
	}
	if (rc != SQLITE_OK && rc != SQLITE_DONE && result != FOUND)
		result = fail(sqlite3_errmsg(db));
	(void)sqlite3_finalize(rows);
	return result;
}

static int
look_up(sqlite3 *db, const char *question, const char *what)
{
	const char *slash;

	if (strcmp(question, "provides") == 0)
		return first_fit(db,
		    "SELECT p.blob FROM Providename AS k JOIN Packages AS p ON p.hnum = k.hnum "
		    "WHERE k.key = ?1 ORDER BY p.hnum",
		    what, NULL);
	slash = strrchr(what, '/');
	return first_fit(db,
	    "SELECT p.blob FROM Basenames AS k JOIN Packages AS p ON p.hnum = k.hnum "
	    "WHERE k.key = ?1 ORDER BY p.hnum",
	    slash == NULL ? what : slash + 1, what);
}

int
main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	unsigned steps = 0;
	int result;
	int rc;

	if (argc != 4 || (strcmp(argv[1], "provides") != 0 && strcmp(argv[1], "file") != 0)) {
		(void)fputs("usage: elfcheck-rpmdb provides|file DATABASE WHAT\n", stderr);
		return FAILED;
	}
	(void)alarm(MAX_SECONDS);
	rc = open_database(argv[2], &steps, &db);
	result = rc != SQLITE_OK ? fail(db != NULL ? sqlite3_errmsg(db) : sqlite3_errstr(rc))
				 : look_up(db, argv[1], argv[3]);
	(void)sqlite3_close(db);
	return fflush(stdout) == 0 ? result : FAILED;
}
