#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""packages.py ELFCHECK: which package has a file or a library, by the databases in the compat tree.

rpm's databases are real ones, made by rpmbuild and rpm here; the hostile ones by SQLite."""

import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "oracle"))
import elfwriter as w  # noqa: E402

ELFCHECK = os.path.abspath(sys.argv.pop(1))
CI = os.environ.get("CI") == "true"
INTERP = "/lib64/ld-linux-x86-64.so.2"
LINKER = (b"\0/lib64/\0/usr/lib64/\0ld.so (GNU libc) stable release version 2.36.\n\0")
SPEC = """Name: gone-libs
Version: 1.0
Release: 1
Summary: a library
License: none
BuildArch: noarch
Provides: libgone.so.1()(64bit)
%description
A library.
%install
mkdir -p %{buildroot}/usr/lib64 %{buildroot}/opt
echo 1 >%{buildroot}/usr/lib64/libbad.so.1
echo 2 >%{buildroot}/opt/libbad.so.1
%files
/usr/lib64/libbad.so.1
/opt/libbad.so.1
"""


def rpm_files(top):
    """An rpm database as rpm leaves it, made once."""
    (top / "gone.spec").write_text(SPEC)
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 120,
             "env": dict(os.environ, HOME=str(top))}
    subprocess.run(["rpmbuild", "--define", f"_topdir {top}/build", "-bb", str(top / "gone.spec")], **quiet)
    (package,) = (top / "build" / "RPMS").rglob("*.rpm")
    subprocess.run(["rpm", "--dbpath", str(top / "db"), "--nodeps", "--justdb", "--nosignature", "-i",
                    str(package)], **quiet)
    return top / "db"


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory(prefix="ec-packages.")
        cls.addClassCleanup(holder.cleanup)
        cls.rpm = None
        if shutil.which("rpmbuild") and shutil.which("rpm"):
            cls.rpm = rpm_files(pathlib.Path(holder.name))

    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="ec-packages.")
        self.addCleanup(holder.cleanup)
        self.top = pathlib.Path(holder.name)
        self.c, self.r = self.top / "c", self.top / "r"
        self.r.mkdir()
        self.put(INTERP, w.build(soname="ld-linux-x86-64.so.2") + LINKER)
        self.put("/bin/app", w.build(interp=INTERP, code=b"\xcc", needed=["libgone.so.1"]))
        self.put("/bin/hurt", w.build(interp=INTERP, code=b"\xcc", needed=["libbad.so.1"]))
        self.put("/usr/lib64/libbad.so.1", b"not a library any more\n" * 10)

    def put(self, path, data, tree=None):
        full = pathlib.Path(f"{tree or self.c}{path}")
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(data)
        return full

    def need_rpm(self, place="var/lib/rpm", tree=None):
        if self.rpm is None:
            self.skipTest("no rpm, rpmbuild here (Debian: rpm)")
        to = (tree or self.c) / place
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.rpm, to)
        return to

    def why(self, program="/bin/app", elfcheck=ELFCHECK):
        p = subprocess.run([elfcheck, "why", "--json", "-c", self.c, "-r", self.r, program],
                           capture_output=True, timeout=60)
        self.assertEqual(p.returncode, 1, p.stderr)
        self.assertEqual(p.stderr, b"")
        return json.loads(p.stdout.splitlines()[1])

    def fix(self, *args):
        return "\n".join(self.why(*args)["fix"])

    def unknown(self, cause):
        need = self.why()
        self.assertEqual(need["right"], [])
        self.assertTrue(any("its package is unknown: " in f and cause in f for f in need["fix"]), need["fix"])

    def test_rpm_sqlite(self):
        db = self.need_rpm()
        before = {p.name: (p.stat().st_mtime_ns, p.stat().st_size) for p in db.iterdir()}
        self.assertEqual(self.why()["right"], [{"path": None, "source": None, "package": "gone-libs"}])
        self.assertIn("install gone-libs in", self.fix())
        self.assertIn("install gone-libs again", self.fix("/bin/hurt"))
        after = {p.name: (p.stat().st_mtime_ns, p.stat().st_size) for p in db.iterdir()}
        self.assertEqual(before, after)  # nothing was written, not even a lock

    def test_rpm_in_the_newer_place(self):
        self.need_rpm("usr/lib/sysimage/rpm")
        self.assertEqual(self.why()["right"][0]["package"], "gone-libs")

    def test_rpm_place_is_a_link_inside_the_tree(self):
        self.need_rpm("usr/lib/elsewhere")
        (self.c / "var/lib").mkdir(parents=True)
        (self.c / "var/lib/rpm").symlink_to("/usr/lib/elsewhere")
        self.assertEqual(self.why()["right"][0]["package"], "gone-libs")

    def test_another_trees_database_does_not_count(self):
        self.need_rpm("var/lib/rpm", self.r)
        self.assertEqual(self.why()["right"], [])
        self.put("/var/lib/dpkg/info/gone1.symbols", b"libgone.so.1 gone1 #MINVER#\n", self.r)
        self.assertEqual(self.why()["right"], [])

    def test_the_file_of_another_directory_is_another(self):
        self.need_rpm()
        os.rename(self.c / "usr/lib64/libbad.so.1", self.c / "lib64/libbad.so.1")
        # /lib64/libbad.so.1 is the package's /usr/lib64/libbad.so.1 where the directories are merged
        self.assertIn("gone-libs", self.fix("/bin/hurt"))
        self.put("/lib/libbad.so.1", (self.c / "lib64/libbad.so.1").read_bytes())
        os.unlink(self.c / "lib64/libbad.so.1")
        self.put("/bin/hurt", w.build(interp=INTERP, code=b"\xcc", needed=["libbad.so.1"], runpath="/lib"))
        self.assertNotIn("gone-libs", self.fix("/bin/hurt"))

    def test_rpm_sqlite_under_change(self):
        db = self.need_rpm()
        (db / "rpmdb.sqlite-wal").write_bytes(b"x" * 32)
        self.unknown("rpmdb.sqlite-wal has changes")

    def test_rpm_older_formats(self):
        self.put("/var/lib/rpm/Packages", bytes(12) + b"\x61\x15\x06\x00" + bytes(4080))
        self.unknown("Packages is not read: its format is Berkeley DB")
        self.put("/var/lib/rpm/Packages", bytes(12) + b"\x00\x05\x31\x62" + bytes(4080))
        self.unknown("its format is Berkeley DB")
        self.put("/var/lib/rpm/Packages", b"?")
        self.unknown("its format is of an unknown kind")
        self.put("/var/lib/rpm/Packages.db", b"RpmP" + bytes(4092))
        self.unknown("Packages.db is not read: its format is ndb")
        self.put("/var/lib/rpm/rpmdb.sqlite", b"SQLite format 3\0" + bytes(200))
        self.unknown("rpmdb.sqlite cannot be read: ")

    def test_rpm_reader_is_not_installed(self):
        db = self.need_rpm()
        alone = self.top / "bin" / "elfcheck"
        alone.parent.mkdir()
        shutil.copy(ELFCHECK, alone)
        if os.path.exists("/usr/local/libexec/elfcheck-rpmdb"):
            self.skipTest("elfcheck-rpmdb is installed on this machine")
        self.assertIn(f"{db}/rpmdb.sqlite needs elfcheck-rpmdb", "\n".join(self.why(elfcheck=alone)["fix"]))

    def hostile(self, *statements):
        db = self.c / "var/lib/rpm/rpmdb.sqlite"
        db.parent.mkdir(parents=True, exist_ok=True)
        db.unlink(missing_ok=True)
        with sqlite3.connect(db) as made:
            for statement in statements:
                made.execute(*statement) if isinstance(statement, tuple) else made.execute(statement)
        made.close()

    def test_hostile_databases(self):
        # views in place of tables, one of them without an end
        self.hostile("CREATE VIEW Packages AS SELECT 1 AS hnum, x'00' AS blob",
                     "CREATE VIEW Providename AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) "
                     "SELECT 'libgone.so.1()(64bit)' AS key, x + 1 AS hnum, 0 AS idx FROM c")
        self.unknown("cannot be read")
        packages = "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob)"
        names = "CREATE TABLE Providename (key, hnum, idx)"
        row = "INSERT INTO Providename VALUES ('libgone.so.1()(64bit)', 1, 0)"
        for blob in (b"", b"\0" * 8, b"\xff" * 64, b"\0\0\0\1\0\0\0\4" + b"\0\0\3\xe8\0\0\0\6\0\0\0\0\0\0\0\1" + b"name"):
            self.hostile(packages, names, row, ("INSERT INTO Packages VALUES (1, ?)", (blob,)))
            self.assertEqual(self.why()["right"], [], blob)  # damaged: no name, or one without an end
        self.hostile(packages, names, row, "INSERT INTO Packages VALUES (1, NULL)")
        self.assertEqual(self.why()["right"], [])
        # an endless answer of rows that do not fit is given up
        self.hostile(packages, "CREATE TABLE t (a)", "CREATE TABLE Providename (key AS ('libgone.so.1()(64bit)'), hnum)")
        self.assertEqual(self.why()["right"], [])

    def test_odd_files_in_place_of_databases(self):
        for path in ("var/lib/rpm/rpmdb.sqlite", "var/lib/rpm/Packages", "var/lib/dpkg/info/a.symbols",
                     "var/lib/dpkg/info/b.list", "var/lib/apt/lists/x_Contents-amd64"):
            full = self.c / path
            full.parent.mkdir(parents=True, exist_ok=True)
            os.mkfifo(full)
            self.assertEqual(self.why()["right"], [])
            os.unlink(full)
            full.symlink_to(full.name)
            self.assertEqual(self.why()["right"], [])
            os.unlink(full)
            full.mkdir()
            self.assertEqual(self.why()["right"], [])
            full.rmdir()

    def test_dpkg_lists_do_not_lead_out_of_the_tree(self):
        out = self.put("/x.symbols", b"libgone.so.1 wrong #MINVER#\n", self.top)
        info = self.c / "var/lib/dpkg/info"
        info.mkdir(parents=True)
        (info / "wrong.symbols").symlink_to(out)
        self.assertEqual(self.why()["right"], [])


if __name__ == "__main__":
    result = unittest.main(verbosity=1, exit=False).result
    for case, why in result.skipped:
        print("skipped:", case, why)
    sys.exit(not result.wasSuccessful() or (CI and bool(result.skipped)))
