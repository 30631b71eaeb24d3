#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""cli.py ELFCHECK MKCORPUS: the command line of elfcheck id, brand and scan, on handmade files."""

import json
import os
import pathlib
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unittest

ELFCHECK, MKCORPUS = [os.path.abspath(p) for p in sys.argv[1:3]]
CI = os.environ.get("CI") == "true"


def run(*args, **kwargs):
    kwargs.setdefault("timeout", 120)
    return subprocess.run([ELFCHECK, *args], capture_output=True, text=True,
                          errors="surrogateescape", **kwargs)


def as_nobody(path):
    """Let user nobody reach the program through the folders above it."""
    copy = pathlib.Path(path) / "elfcheck"
    shutil.copy(ELFCHECK, copy)
    os.chmod(path, 0o755)
    return copy


class Case(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.dir = pathlib.Path(holder.name)
        subprocess.run([MKCORPUS, self.dir], check=True)
        self.seeds = sorted(p.name for p in self.dir.iterdir())

    def check(self, done, code, out=None, err=None):
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        if out is not None:
            self.assertIn(out, done.stdout)
        if err is not None:
            self.assertIn(err, done.stderr)

    def id(self, name, *options):
        done = run("id", "--json", *options, str(self.dir / name))
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)


class Id(Case):
    def test_contract_keys(self):
        got = self.id("linux-dynamic")
        self.assertEqual(got["format"], 1)
        for key in ("file class data machine type osabi abiversion brand by interp notes "
                    "verdicts").split():
            self.assertIn(key, got)
        for key in "freebsd_kernel glibc musl".split():
            self.assertIn(key, got["verdicts"])
        self.assertEqual((got["class"], got["data"], got["machine"], got["type"]),
                         (64, "little", "x86_64", "DYN"))
        self.assertEqual((got["brand"], got["by"]), ("linux", "note"))
        self.assertEqual(got["interp"], "/lib64/ld-linux-x86-64.so.2")
        self.assertEqual(got["notes"], ["GNU/3 build-id", "GNU/1 linux 3.2.0"])

    def test_every_seed(self):
        want = {
            "static": ("unknown", "none"), "freebsd-note": ("freebsd", "note"),
            "linux-dynamic": ("linux", "note"), "linux-dynamic-32": ("linux", "note"),
            "big-endian": ("linux", "needed"), "big-endian-32": ("linux", "interp"),
            "library": ("freebsd", "verneed"), "library-sysv-hash": ("freebsd", "symbol"),
            "paths": ("unknown", "none"), "property": ("linux", "note"),
            "go-info": ("linux", "go_build"), "go-files": ("linux", "go_build"),
            "old-brand": ("freebsd", "old_brand"),
        }
        self.assertEqual(sorted(want), self.seeds)
        for name, (brand, by) in want.items():
            got = self.id(name)
            self.assertEqual((got["brand"], got["by"]), (brand, by), name)

    def test_text_says_the_answer_first(self):
        done = run("id", str(self.dir / "freebsd-note"))
        self.check(done, 0)
        self.assertEqual(done.stdout.splitlines()[0],
                         f"{self.dir}/freebsd-note: freebsd, by note: FreeBSD/1 1500068")
        self.assertIn("refuses it: ELF file OS ABI invalid", done.stdout)

    def test_kernel_generations(self):
        for kernel, by in (("14", "note"), ("15.0", "interp"), ("main", "note")):
            got = self.id("linux-dynamic", f"--kernel={kernel}")["verdicts"]
            self.assertEqual((got["freebsd_kernel"], got["freebsd_kernel_by"]), ("linux", by))
        got = self.id("static")["verdicts"]
        self.assertEqual(got["freebsd_kernel"], "none")
        self.assertEqual(got["freebsd_kernel_message"], 'ELF binary type "0" not known.')

    def test_fallback(self):
        got = self.id("static", "--fallback=linux")
        self.assertEqual((got["brand"], got["by"]), ("linux", "fallback"))
        self.assertEqual(got["verdicts"]["freebsd_kernel_by"], "fallback")
        got = self.id("freebsd-note", "--fallback=3")
        self.assertEqual((got["brand"], got["by"]), ("freebsd", "note"))

    def test_usage(self):
        self.check(run(), 2, err="usage")
        self.check(run("id"), 2, err="usage")
        self.check(run("nonsense"), 2, err="no such command")
        self.check(run("id", "--nonsense", "x"), 2)
        self.check(run("id", "--kernel=9", "x"), 2, err="15.0")
        for command in (["--help"], ["--version"], ["id", "--help"], ["scan", "--help"],
                        ["brand", "--version"]):
            done = run(*command)
            self.check(done, 0)
            self.assertTrue(done.stdout)

    def test_no_elf(self):
        (self.dir / "text").write_text("hello\n")
        (self.dir / "empty").write_text("")
        for name in "text", "empty":
            self.check(run("id", str(self.dir / name)), 1, err=f"{name}: not an ELF file")
        done = run("id", str(self.dir / "text"), str(self.dir / "static"))
        self.check(done, 1, out="static: unknown")

    def test_cannot_be_examined(self):
        (self.dir / "loop").symlink_to("loop")
        os.mkfifo(self.dir / "fifo")
        cases = {"missing": "No such file", ".": "Is a directory", "loop": "Too many levels",
                 "fifo": "a pipe", "x" * 300: "too long"}
        for name, cause in cases.items():
            self.check(run("id", str(self.dir / name)), 2, err=cause)
        self.check(run("id", "/" + "x/" * 2100), 2, err="too long")
        self.check(run("id", "/dev/null"), 1, err="not an ELF file")

    def test_unreadable(self):
        if os.geteuid() != 0:
            self.skipTest("needs root to become somebody else")
        copy = as_nobody(self.dir)
        os.chmod(self.dir / "static", 0)
        done = subprocess.run([copy, "id", self.dir / "static"], capture_output=True, text=True,
                              user="nobody")
        self.check(done, 2, err="Permission denied")

    def test_name_that_is_not_utf8(self):
        name = os.fsencode(self.dir) + b"/odd\xff\n"
        shutil.copy(self.dir / "static", name)
        done = run("id", "--json", name)
        self.check(done, 0)
        self.assertTrue(json.loads(done.stdout)["lossy"])
        done = run("id", name)
        self.assertEqual(len(done.stdout.splitlines()[0].split("\\x0a")), 2)

    def test_truncated_and_damaged(self):
        whole = (self.dir / "linux-dynamic").read_bytes()
        for n in (4, 20, 63, 64, 100, len(whole) - 8):
            (self.dir / "cut").write_bytes(whole[:n])
            done = run("id", str(self.dir / "cut"))
            self.check(done, 0, out="DAMAGED")

    def test_huge_sparse_file(self):
        huge = self.dir / "huge"
        shutil.copy(self.dir / "linux-dynamic", huge)
        try:
            os.truncate(huge, 1 << 40)
        except OSError as e:
            self.skipTest(f"no sparse file: {e}")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.assertEqual(self.id("huge")["brand"], "linux")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.assertLess(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 5)

    def test_file_that_changes(self):
        path = self.dir / "changing"
        a = (self.dir / "linux-dynamic").read_bytes()
        b = (self.dir / "freebsd-note").read_bytes()
        stop = threading.Event()

        def change():
            while not stop.is_set():
                path.write_bytes(a)
                path.write_bytes(b)
        path.write_bytes(a)
        thread = threading.Thread(target=change)
        thread.start()
        try:
            seen = {run("id", str(path)).returncode for _ in range(100)}
        finally:
            stop.set()
            thread.join()
        self.assertLessEqual(seen, {0, 1, 2})

    def test_full_disk(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([ELFCHECK, "id", self.dir / "static"], stdout=full,
                                  stderr=subprocess.PIPE, text=True)
        self.check(subprocess.CompletedProcess([], done.returncode, "", done.stderr), 2,
                   err="No space left")


class Brand(Case):
    def brand(self, *args):
        return run("brand", *[str(a) for a in args])

    def test_shows_as_brandelf(self):
        done = self.brand(self.dir / "freebsd-note", self.dir / "static")
        self.check(done, 0)
        self.assertEqual(done.stdout,
                         f"File '{self.dir}/freebsd-note' is of brand 'FreeBSD' (9).\n"
                         f"File '{self.dir}/static' is of brand 'SVR4' (0).\n")
        odd = self.dir / "static"
        odd.write_bytes(odd.read_bytes()[:7] + b"\xff" + odd.read_bytes()[8:])
        self.check(self.brand(odd), 0, out="'standalone' (255)")
        odd.write_bytes(odd.read_bytes()[:7] + b"\x4d" + odd.read_bytes()[8:])
        self.check(self.brand(odd), 0, out="'unknown' (77)")

    def test_says_what_the_kernel_sees(self):
        self.check(self.brand(self.dir / "linux-dynamic"), 0, out="linux: GNU/1 linux 3.2.0")

    def test_changes_one_byte_in_place(self):
        path = self.dir / "static"
        os.link(path, self.dir / "link")
        os.chmod(path, 0o4755)
        xattr = True
        try:
            os.setxattr(path, "user.test", b"kept")
        except OSError:
            xattr = False
        before = path.read_bytes()
        was = path.stat()
        self.check(self.brand("-t", "linux", path), 0)
        after = path.read_bytes()
        self.assertEqual([i for i in range(len(before)) if before[i] != after[i]], [7])
        self.assertEqual(after[7], 3)
        now = path.stat()
        self.assertEqual((now.st_ino, now.st_nlink, stat.S_IMODE(now.st_mode), now.st_uid),
                         (was.st_ino, 2, 0o4755, was.st_uid))
        self.assertEqual((self.dir / "link").read_bytes(), after)
        if xattr:
            self.assertEqual(os.getxattr(path, "user.test"), b"kept")
        self.assertEqual(sorted(p.name for p in self.dir.iterdir()),
                         sorted(self.seeds + ["link"]))
        # a second time there is nothing to do, and nothing is done
        os.utime(path, (1, 1))
        self.check(self.brand("-t", "Linux", path), 0)
        self.assertEqual(path.stat().st_mtime, 1)

    def test_capabilities_survive(self):
        path = self.dir / "static"
        value = b"\x01\x00\x00\x02\x00\x20\x00\x00" + bytes(12)
        try:
            os.setxattr(path, "security.capability", value)
        except OSError as e:
            self.skipTest(f"no file capabilities here: {e}")
        self.check(self.brand("-t", "Linux", path), 0)
        self.assertEqual(os.getxattr(path, "security.capability"), value)

    def test_refuses_what_contradicts(self):
        for name, kind, cause in (("linux-dynamic", "FreeBSD", "note says linux"),
                                  ("library", "Linux", "verneed says freebsd"),
                                  ("go-info", "FreeBSD", "go_build says linux"),
                                  ("big-endian-32", "NetBSD", "interp says linux"),
                                  ("old-brand", "Linux", "old_brand says freebsd")):
            path = self.dir / name
            before = path.read_bytes()
            self.check(self.brand("-t", kind, path), 1, err=cause)
            self.check(self.brand("-n", "-t", kind, path), 1, err=cause)
            self.assertEqual(path.read_bytes(), before)
        path = self.dir / "linux-dynamic"
        self.check(self.brand("--force", "-t", "FreeBSD", path), 0)
        self.assertEqual(path.read_bytes()[7], 9)

    def test_dry_run(self):
        path = self.dir / "go-info"
        before = path.read_bytes()
        done = self.brand("-n", "-t", "Linux", path)
        self.check(done, 0, out="would get brand Linux (3), was SVR4 (0)")
        self.assertIn("not known before, linux after", done.stdout)
        self.assertEqual(path.read_bytes(), before)

    def test_numbers(self):
        path = self.dir / "static"
        self.check(self.brand("-f", "255", path), 0)
        self.assertEqual(path.read_bytes()[7], 255)
        for bad in ("256", "-1", "x", "", "3x", "99999999999999999999"):
            self.check(self.brand("-f", bad, path), 2, err="0 to 255")
        self.check(self.brand("-f", "3", "-t", "Linux", path), 2, err="exclude")
        self.check(self.brand("-t", "BeOS", path), 2, err="known ELF types")
        self.assertEqual(path.read_bytes()[7], 255)

    def test_list(self):
        self.check(self.brand("-l"), 0, err="FreeBSD(9) Linux(3) Solaris(6) SVR4(0)")
        self.check(self.brand("-v"), 2, err="usage")

    def test_running_program(self):
        path = self.dir / "sleep"
        shutil.copy(shutil.which("sleep"), path)
        before = path.read_bytes()
        with subprocess.Popen([path, "1000"]) as child:
            try:
                time.sleep(0.1)
                self.check(self.brand("-t", "Linux", path), 2, err="it is running")
            finally:
                child.kill()
        self.assertEqual(path.read_bytes(), before)

    def test_damaged_is_left(self):
        path = self.dir / "short"
        path.write_bytes((self.dir / "static").read_bytes()[:30])
        self.check(self.brand("-t", "Linux", path), 1, err="damaged")
        path.write_bytes(b"#!/bin/sh\n")
        self.check(self.brand("-t", "Linux", path), 1, err="not an ELF file")
        self.check(self.brand("-t", "Linux", self.dir), 2, err="Is a directory")
        self.assertEqual(path.read_bytes(), b"#!/bin/sh\n")

    def test_not_writable(self):
        if os.geteuid() != 0:
            self.skipTest("needs root to become somebody else")
        copy = as_nobody(self.dir)
        for args in (["-t", "Linux"], ["-n", "-t", "Linux"]):
            done = subprocess.run([copy, "brand", *args, self.dir / "static"],
                                  capture_output=True, text=True, user="nobody")
            self.check(done, 2, err="Permission denied")


class Scan(Case):
    def setUp(self):
        super().setUp()
        self.tree = self.dir / "tree"
        (self.tree / "a" / "b").mkdir(parents=True)
        shutil.copy(self.dir / "linux-dynamic", self.tree / "prog")
        shutil.copy(self.dir / "library", self.tree / "a" / "libc.so.7")
        shutil.copy(self.dir / "freebsd-note", self.tree / "a" / "b" / "fprog")
        shutil.copy(self.dir / "static", self.tree / "a" / "mystery")
        (self.tree / "text").write_text("hello")
        (self.tree / "a" / "up").symlink_to("..")
        (self.tree / "gone").symlink_to("nowhere")
        os.mkfifo(self.tree / "fifo")

    def scan(self, *args):
        return run("scan", *[str(a) for a in args])

    def objects(self, *args):
        return {os.path.relpath(o["file"], self.tree): o for o in
                map(json.loads, self.scan("--json", *args, self.tree).stdout.splitlines())}

    def test_text(self):
        done = self.scan(self.tree)
        self.check(done, 1)
        lines = set(done.stdout.splitlines())
        self.assertEqual(lines, {
            f"{self.tree}/prog: linux (note)",
            f"{self.tree}/a/libc.so.7: FOREIGN, freebsd: defines version FBSD_1.0; "
            "its soname is libc.so.7; defines symbol __error",
            f"{self.tree}/a/b/fprog: FOREIGN, freebsd: FreeBSD/1 1500068; EI_OSABI 9 (FreeBSD)",
            f"{self.tree}/a/mystery: UNDECIDED: nothing in the file tells a system "
            "(x86_64 EXEC, OS ABI 0)",
            "5 files, 4 ELF, 2 foreign, 1 undecided"})
        self.assertEqual(done.stderr, "")  # no progress where there is no terminal
        done = self.scan("-q", self.tree)
        self.assertNotIn("prog: linux", done.stdout)

    def test_json(self):
        got = self.objects()
        self.assertEqual({k: (v["brand"], v["by"], v["status"]) for k, v in got.items()}, {
            "prog": ("linux", "note", "expected"),
            "a/libc.so.7": ("freebsd", "verneed", "foreign"),
            "a/b/fprog": ("freebsd", "note", "foreign"),
            "a/mystery": ("unknown", "none", "undecided")})
        self.assertTrue(all(o["format"] == 1 for o in got.values()))

    def test_expect(self):
        got = self.objects("--expect=freebsd")
        self.assertEqual([k for k, v in got.items() if v["status"] == "foreign"], ["prog"])
        self.check(self.scan("--expect=beos", self.tree), 2)
        self.check(self.scan(self.tree / "prog"), 0)

    def test_jobs(self):
        for i in range(40):
            (self.tree / f"d{i}" / "e").mkdir(parents=True)
            for k in range(10):
                shutil.copy(self.dir / "linux-dynamic", self.tree / f"d{i}" / "e" / f"f{k}")
        want = self.objects("-j", 1)
        self.assertEqual(len(want), 404)
        for jobs in (2, 7, 64):
            self.assertEqual(self.objects("-j", jobs), want)
        self.check(self.scan("-j", "x", self.tree), 2)

    def test_what_cannot_be_read(self):
        self.check(self.scan(self.tree / "missing"), 2, err="No such file")
        self.check(self.scan(), 2, err="usage")
        if os.geteuid() != 0:
            self.skipTest("needs root to become somebody else")
        copy = as_nobody(self.dir)
        os.chmod(self.tree / "a" / "b", 0)
        done = subprocess.run([copy, "scan", self.tree], capture_output=True, text=True,
                              user="nobody")
        self.check(done, 2, out="FOREIGN", err="a/b: Permission denied")

    def test_deeper_than_path_max(self):
        here = os.getcwd()
        try:
            os.chdir(self.tree)
            for _ in range(30):
                os.mkdir("n" * 200)
                os.chdir("n" * 200)
            shutil.copy(self.dir / "library", "deep")
        finally:
            os.chdir(here)
        done = self.scan(self.tree)
        self.check(done, 1)
        self.assertIn("/deep: FOREIGN", done.stdout)
        # what made it must take it down: rmtree goes by descriptors
        shutil.rmtree(self.tree)

    def test_kernel_file_systems_are_passed_by(self):
        proc = self.tree / "proc"
        proc.mkdir()
        script = 'mount -t proc proc "$1" && exec "$2" scan -q "$3"'
        done = subprocess.run(["unshare", "-m", "sh", "-c", script, "sh", proc, ELFCHECK,
                               self.tree], capture_output=True, text=True, timeout=60)
        if "mount:" in done.stderr or "unshare:" in done.stderr:
            self.skipTest(f"cannot mount here: {done.stderr.strip()}")
        self.check(done, 1, out="5 files, 4 ELF")


if __name__ == "__main__":
    os.umask(0o022)
    result = unittest.main(argv=sys.argv[:1], verbosity=1, exit=False).result
    for case, why in result.skipped:
        print("skipped:", case, why)
    sys.exit(not result.wasSuccessful() or (CI and bool(result.skipped)))
