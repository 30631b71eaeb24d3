#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""hostile.py ELFCHECK: odd and hostile files given to every command of elfcheck.

Each gets a clear answer and an exit status of the contract; nothing hangs, dies by a signal, or writes
where it should not. Time-outs are there to end what hangs; nothing is timed."""

import json
import os
import re
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "oracle"))
import elfwriter as w  # noqa: E402

ELFCHECK = os.path.abspath(sys.argv.pop(1))
CI = os.environ.get("CI") == "true"
INTERP = "/lib64/ld-linux-x86-64.so.2"
LINKER = b"\0/lib64/\0/usr/lib64/\0ld.so (GNU libc) stable release version 2.36.\n\0"
HUGE = 8 << 30
LINE = "/bin/app: error while loading shared libraries: {}: ELF file OS ABI invalid"
NOBODY = 65534


def close_fds(*fds):
    def close():
        for fd in fds:
            os.close(fd)
    return close


class Hostile(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="ec-hostile.")
        self.addCleanup(holder.cleanup)
        self.top = pathlib.Path(holder.name)
        os.chmod(self.top, 0o755)
        self.c, self.r = self.top / "c", self.top / "r"
        self.r.mkdir()
        self.put(INTERP, w.build(soname="ld-linux-x86-64.so.2") + LINKER)
        self.library = w.build(soname="libx.so.1", verdefs=["A"])
        self.program = w.build(interp=INTERP, code=b"\xcc", needed=["libx.so.1"])
        self.put("/bin/app", self.program)
        self.put("/lib64/libx.so.1", self.library)

    def put(self, path, data):
        full = pathlib.Path(f"{self.c}{path}")
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(data)
        return full

    def run_it(self, *args, codes=(0, 1, 2), **keys):
        keys.setdefault("stdin", subprocess.DEVNULL)
        p = subprocess.run([ELFCHECK, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, **keys)
        shown = (args, p.returncode, p.stdout[:2000], p.stderr[:2000])
        self.assertIn(p.returncode, codes, shown)
        for word in (b"Sanitizer", b"runtime error"):
            self.assertNotIn(word, p.stderr, shown)
        if p.returncode == 2:
            self.assertTrue(p.stderr.startswith((b"elfcheck: ", b"usage: ")), shown)
        for out in (p.stdout, p.stderr):
            self.assertNotIn(b"\x1b", out, shown)
            if "--json" not in args:
                self.assertIsNone(re.search(rb"\xc2[\x80-\x9f]", out), shown)
        if "--json" in args:
            for line in p.stdout.splitlines():
                json.loads(line)
        return p

    def why(self, *args, **keys):
        return self.run_it("why", *args[:-1], "-c", self.c, "-r", self.r, args[-1], **keys)

    def every_command(self, path, view_path, **keys):
        """path as a file of every command; view_path is the same in the view."""
        for json_too in ((), ("--json",)):
            self.run_it("id", *json_too, path, **keys)
            self.run_it("scan", *json_too, path, **keys)
            self.why(*json_too, view_path, **keys)
            self.run_it("explain", *json_too, "-c", self.c, "-r", self.r,
                        LINE.format(os.fsdecode(view_path)), **keys)
        self.run_it("brand", path, **keys)
        self.run_it("brand", "-n", "-t", "Linux", path, **keys)
        self.run_it("why", "--dot", "-c", self.c, "-r", self.r, view_path, **keys)

    def as_every_file(self, make):
        """What make(path) leaves there, in place of each file that is read on somebody's behalf."""
        for path in ("/lib64/libx.so.1", INTERP, "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.preload",
                     "/etc/ld.so.conf.d/x.conf", "/bin/app", "/var/lib/dpkg/info/x.symbols",
                     "/var/lib/dpkg/info/x.list", "/var/lib/apt/lists/x_Contents-amd64",
                     "/var/lib/rpm/rpmdb.sqlite", "/var/lib/rpm/Packages"):
            with self.subTest(path=path):
                self.put("/etc/ld.so.conf", b"include ld.so.conf.d/*.conf\n")
                full = pathlib.Path(f"{self.c}{path}")
                full.parent.mkdir(parents=True, exist_ok=True)
                before = full.read_bytes() if full.exists() else None
                full.unlink(missing_ok=True)
                make(full)
                try:
                    self.why("--json", "/bin/app")
                    self.why("/bin/app")
                    self.why("--dlopen", "libgone.so.7", "/bin/app")
                    self.run_it("explain", "-c", self.c, "-r", self.r, LINE.format("/lib64/libx.so.1"))
                finally:
                    if full.is_dir() and not full.is_symlink():
                        full.rmdir()
                    else:
                        full.unlink()
                    if before is not None:
                        full.write_bytes(before)

    # ---- what a file can be ----

    def test_no_regular_files(self):
        odd = self.c / "odd"
        odd.mkdir()
        os.mkfifo(odd / "fifo")
        (odd / "loop").symlink_to("loop")
        (odd / "nowhere").symlink_to("gone")
        (odd / "long").symlink_to("n" * 300)
        (odd / "dir").mkdir()
        with socket.socket(socket.AF_UNIX) as s:
            s.bind(os.fspath(odd / "socket"))
        for name, cause in (("fifo", "a pipe"), ("socket", "No such device|a pipe"), ("loop", "Too many levels"),
                            ("nowhere", "No such file"), ("long", "too long"), ("dir", "Is a directory")):
            path = odd / name
            with self.subTest(name=name):
                self.every_command(path, f"/odd/{name}")
                self.assertRegex(self.run_it("id", path, codes=(2,)).stderr.decode(), cause)
                self.run_it("brand", "-t", "Linux", path, codes=(2,))
                self.why(f"/odd/{name}", codes=(2,))
        for device, codes in (("/dev/null", (1,)), ("/dev/zero", (1,)), ("/dev/full", (1,)), ("/dev/tty", (1, 2))):
            self.run_it("id", device, codes=codes)
            self.run_it("brand", "-t", "Linux", device, codes=codes)
        self.run_it("scan", odd, codes=(0,))

    def test_odd_files_in_place_of_every_file(self):
        self.as_every_file(lambda p: os.mkfifo(p))
        self.as_every_file(lambda p: p.mkdir())
        self.as_every_file(lambda p: p.symlink_to(p.name))
        self.as_every_file(lambda p: p.symlink_to("/dev/zero"))
        self.as_every_file(lambda p: p.write_bytes(b""))

    def test_huge_files_in_place_of_every_file(self):
        def sparse(path):
            path.write_bytes(b"")
            os.truncate(path, HUGE)

        def sparse_elf(path):
            path.write_bytes(self.library)
            os.truncate(path, HUGE)
        try:
            sparse(self.c / "try")
        except OSError as e:
            self.skipTest(f"no sparse files of that size: {e}")
        (self.c / "try").unlink()
        self.as_every_file(sparse)
        self.as_every_file(sparse_elf)
        big = self.put("/bin/big", self.program)
        os.truncate(big, HUGE)
        self.every_command(big, "/bin/big")
        self.why("/bin/big", codes=(0,))

    def test_unreadable(self):
        if os.geteuid() != 0:
            self.skipTest("needs root to become somebody else")
        bad = self.put("/bin/secret", self.program)
        os.chmod(bad, 0)
        hidden = self.put("/closed/app", self.program)
        os.chmod(hidden.parent, 0)
        with tempfile.TemporaryDirectory(prefix="ec-hostile.") as place:  # nobody may not reach the build
            copy = os.path.join(place, "elfcheck")
            subprocess.run(["cp", ELFCHECK, copy], check=True)
            os.chmod(place, 0o755)
            for path, view in ((bad, "/bin/secret"), (hidden, "/closed/app")):
                for args in (["id", path], ["scan", path], ["brand", path], ["brand", "-t", "Linux", path],
                             ["why", "-c", self.c, "-r", self.r, view]):
                    p = subprocess.run([copy, *args], capture_output=True, timeout=60, user=NOBODY, group=NOBODY,
                                       extra_groups=[])
                    self.assertEqual(p.returncode, 2, (args, p))
                    self.assertIn(b"Permission denied", p.stderr, args)
            os.chmod(self.c / "lib64/libx.so.1", 0)
            p = subprocess.run([copy, "why", "-c", self.c, "-r", self.r, "/bin/app"], capture_output=True,
                               timeout=60, user=NOBODY, group=NOBODY, extra_groups=[])
            self.assertEqual(p.returncode, 1, p)

    def test_long_names(self):
        for name in ("n" * 255, "n" * 256, "n" * 4095, "d/" * 2047 + "x", "d/" * 2048 + "x", "d/" * 30000):
            self.every_command(f"{self.c}/{name}", f"/{name}", codes=(0, 2))
            self.run_it("id", f"/{name}", codes=(2,))
            self.run_it("why", "-c", f"/{name}", "/bin/app", codes=(2,))
            self.run_it("why", "-r", f"/{name}", "/bin/app", codes=(2,))
            self.why("--dlopen", name, "/bin/app")
            self.why("-E", f"LD_LIBRARY_PATH={name}:/{name}", "/bin/app", codes=(0,))
            self.why("--cwd", f"/{name}", "/bin/app")
        deepest = self.c
        for _ in range(30):
            deepest = deepest / ("n" * 120)
        here = os.getcwd()
        try:
            os.chdir(self.c)
            for _ in range(40):
                os.mkdir("n" * 120)
                os.chdir("n" * 120)
            pathlib.Path("deep.so").write_bytes(self.library)
        finally:
            os.chdir(here)
        self.why("--dlopen", "deep.so", "/bin/app")
        self.run_it("scan", self.c, codes=(0, 1))

    def test_names_that_are_no_text(self):
        for name in (b"\xff\xfe", b"a\nb", b"\x1b[31m", b"\xc2\x9b31m\xc2\xa0", b"\xc3(", b"%s%n", b"--json", b"a\tb\\", b"\xed\xa0\x80"):
            path = os.fsencode(self.c) + b"/" + name
            with open(path, "wb") as f:
                f.write(self.program)
            self.every_command(path, b"/" + name)
            os.unlink(path)
        full = os.fsencode(self.c) + b"/\xff"
        with open(full, "wb") as f:
            f.write(self.program)
        for args in (("id", "--json"), ("scan", "--json")):
            self.assertIn(b'"lossy": true', self.run_it(*args, full).stdout)
        self.assertIn(b'"lossy": true', self.why("--json", b"/\xff").stdout)

    def test_names_inside_files_that_are_no_text(self):
        bad = "\x1b[2J\udcff\n"
        note = b"\5\0\0\0\4\0\0\0\1\0\0\0" + b"\x1b[2J\0" + bytes(3) + b"\1\2\3\4"
        path = self.put("/bin/bad", w.build(interp=INTERP, code=b"\xcc", needed=[bad, "libx.so.1", "libc.so.7" + bad],
                                            verneeds=[("libx.so.1", [("FBSD_1" + bad, False)])],
                                            verdefs=["FBSD_1" + bad], soname=bad, runpath=bad, notes=[note]))
        self.every_command(path, "/bin/bad")
        self.why("-v", "/bin/bad", codes=(1,))
        self.put("/bin/lost", w.build(interp="/lib/ld" + bad, code=b"\xcc", needed=["libx.so.1"]))
        self.every_command(self.c / "bin/lost", "/bin/lost")
        self.put("/etc/ld.so.conf", b"/o\x1b[2J\n")
        self.put("/etc/ld.so.preload", bad.encode(errors="surrogateescape"))
        self.put("/var/lib/dpkg/info/\x1b[2J.symbols", b"libgone.so.1 x\n")
        self.why("-v", "--dlopen", "libgone.so.1", "/bin/app")

    def test_many_links(self):
        for i in range(60):
            (self.c / f"l{i}").symlink_to(f"l{i + 1}" if i < 59 else "bin/app")
        self.why("/l0", codes=(2,))
        self.why("/l30", codes=(0,))
        ring = self.c / "ring"
        ring.mkdir()
        (ring / "self").symlink_to(".")
        (ring / "up").symlink_to("..")
        self.why("/ring" + "/self" * 3 + "/up/bin/app", codes=(0,))
        self.run_it("scan", ring, codes=(0,))

    # ---- what a file can do ----

    def test_every_truncation(self):
        for n in list(range(0, 130, 3)) + list(range(130, len(self.program), 97)):
            path = self.put("/bin/cut", self.program[:n])
            self.run_it("id", path, codes=(0, 1))
            self.why("/bin/cut")
            self.run_it("brand", "-t", "Linux", path)
            self.put("/lib64/libx.so.1", self.library[:n])
            self.why("--json", "/bin/app")

    def test_random_damage(self):
        rng = random.Random(7)
        for _ in range(60):
            data = bytearray(self.library)
            for _ in range(rng.randrange(1, 12)):
                data[rng.randrange(len(data))] = rng.choice((0, 1, 0x7F, 0x80, 0xFF))
            path = self.put("/lib64/libx.so.1", data)
            self.why("--json", "/bin/app")
            self.run_it("id", "--json", path)

    def test_files_that_change_under_the_reader(self):
        paths = [self.c / "lib64/libx.so.1", self.put("/bin/app2", self.program),
                 self.put("/etc/ld.so.cache", w.cache([("libx.so.1", "/lib64/libx.so.1", 0x303, None, 0)], "new")),
                 self.put("/etc/ld.so.conf", b"/lib64\n" * 2000)]
        whole = [p.read_bytes() for p in paths]
        stop = threading.Event()

        def churn():
            rng = random.Random(3)
            while not stop.is_set():
                for path, data in zip(paths, whole):
                    with open(path, "r+b") as f:
                        f.truncate(rng.choice((0, 10, 64, len(data) // 2)))
                        f.write(data[:rng.randrange(len(data))])
                        f.truncate(len(data))
        thread = threading.Thread(target=churn)
        thread.start()
        try:
            for _ in range(25):
                self.why("--json", "/bin/app2")
                for path in paths[:2]:
                    self.run_it("id", path)
                    self.run_it("brand", "-n", "-t", "Linux", path)
                self.run_it("scan", self.c)
                self.run_it("explain", "-c", self.c, "-r", self.r, LINE.format("/lib64/libx.so.1"))
        finally:
            stop.set()
            thread.join()

    def test_program_replaced_by_other_kinds(self):
        path = self.c / "bin" / "flip"
        stop = threading.Event()

        def churn():
            spare = self.c / "bin" / "spare"
            while not stop.is_set():
                for make in (lambda: spare.write_bytes(self.program), lambda: os.mkfifo(spare),
                             lambda: spare.symlink_to("flip"), lambda: spare.write_bytes(b"x")):
                    make()
                    os.rename(spare, path)
        thread = threading.Thread(target=churn)
        thread.start()
        try:
            for _ in range(40):
                self.run_it("id", path)
                self.why("/bin/flip")
                self.run_it("brand", "-n", "-t", "Linux", path)
        finally:
            stop.set()
            thread.join()

    # ---- standard descriptors ----

    def test_closed_descriptors(self):
        target = self.put("/bin/static", w.build(code=b"\xcc", e_type=2))
        before = target.read_bytes()
        commands = (["id", target], ["scan", self.c], ["brand", target], ["brand", "-v", "-t", "Linux", target],
                    ["why", "-c", self.c, "-r", self.r, "/bin/app"],
                    ["why", "--stdin0", "-c", self.c, "-r", self.r],
                    ["explain", "-c", self.c, "-r", self.r, LINE.format("/lib64/libx.so.1")], ["--help"])
        for fds in ((0,), (1,), (2,), (0, 1), (0, 1, 2)):
            for command in commands:
                p = subprocess.run([ELFCHECK, *command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, timeout=60, preexec_fn=close_fds(*fds))
                self.assertIn(p.returncode, (0, 1, 2), (fds, command, p))
                if 1 in fds and command[0] != "why":
                    self.assertEqual(p.returncode, 2, (fds, command, p))
        after = target.read_bytes()
        self.assertEqual(len(after), len(before))
        self.assertEqual([i for i in range(len(before)) if before[i] != after[i]], [7])

    def test_reader_goes_away(self):
        many = [ELFCHECK, "why", "--json", "-c", self.c, "-r", self.r, *["/bin/app"] * 3000]
        with subprocess.Popen(many, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as p:
            p.stdout.read(10)
            p.stdout.close()
            self.assertIn(p.wait(timeout=60), (-signal.SIGPIPE, 2))
        with subprocess.Popen(many, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN),
                              restore_signals=False) as p:
            p.stdout.read(10)
            p.stdout.close()
            self.assertEqual(p.wait(timeout=60), 2)

    # ---- brand ----

    def test_brand_that_is_killed(self):
        rng = random.Random(5)
        path = self.put("/bin/static", w.build(code=b"\xcc", e_type=2) + bytes(200000))
        os.link(path, self.c / "bin" / "twin")
        os.chmod(path, 0o6755)
        want = bytearray(path.read_bytes())
        for i in range(150):
            brand, byte = (("Linux", 3), ("SVR4", 0))[i % 2]
            with subprocess.Popen([ELFCHECK, "brand", "--force", "-t", brand, path], stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as p:
                time.sleep(rng.random() * 0.004)
                p.send_signal(rng.choice((signal.SIGKILL, signal.SIGTERM, signal.SIGINT)))
            got = path.read_bytes()
            self.assertIn(got[7], (0, 3))
            want[7] = got[7]
            self.assertEqual(got, bytes(want))
            self.assertEqual((path.stat().st_mode & 0o7777, path.stat().st_nlink), (0o6755, 2))
        self.assertEqual(sorted(os.listdir(self.c / "bin")), ["app", "static", "twin"])
        self.run_it("brand", "--force", "-t", "Linux", path, codes=(0,))

    def test_brand_leaves_what_is_not_its_business(self):
        path = self.put("/bin/static", w.build(code=b"\xcc", e_type=2))
        os.utime(path, ns=(10 ** 18, 10 ** 18))
        os.chmod(path, 0o444)
        before = path.read_bytes()
        link = self.c / "bin" / "link"
        link.symlink_to("static")
        self.run_it("brand", "-n", "-t", "Linux", path)
        self.run_it("brand", path, codes=(0,))
        self.run_it("brand", "-t", "SVR4", path, codes=(0,))  # it is that already
        self.assertEqual((path.read_bytes(), path.stat().st_mtime_ns), (before, 10 ** 18))
        done = self.run_it("brand", "-t", "Linux", link)
        if os.geteuid() == 0:
            self.assertEqual(done.returncode, 0)
            self.assertTrue(link.is_symlink())
            self.assertEqual(path.stat().st_mode & 0o7777, 0o444)
        else:
            self.assertEqual(done.returncode, 2)

    # ---- explain ----

    def test_odd_lines(self):
        rng = random.Random(9)
        known = LINE.format("/lib64/libx.so.1").encode()
        lines = [b"x" * 100000, b": " * 50000, known * 500, known + b"\n" + known, known[:-3],
                 b"\xff" + known, known.replace(b"app", b"a\x1b[2J"), b"'" * 1000, b"%s%n%d: ELF file OS ABI invalid",
                 b"-bash: /bin/app: No such file or directory", b"x: error while loading shared libraries: y: undefined symbol"]
        for _ in range(60):
            line = bytearray(known)
            for _ in range(rng.randrange(1, 6)):
                line[rng.randrange(len(line))] = rng.randrange(1, 256)
            lines.append(bytes(line))
        for line in lines:
            for json_too in ((), ("--json",)):
                self.run_it("explain", *json_too, "-c", self.c, "-r", self.r, line, codes=(0, 2))


if __name__ == "__main__":
    os.umask(0o022)
    result = unittest.main(verbosity=1, exit=False).result
    for case, why in result.skipped:
        print("skipped:", case, why)
    sys.exit(not result.wasSuccessful() or (CI and bool(result.skipped)))
