#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""`elfcheck why` and `explain` end to end: answers, right files, fixes, both look-ups, hostile input.

usage: why_cases.py ELFCHECK [unittest arguments]"""
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import elfwriter as w  # noqa: E402

ELFCHECK = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else "elfcheck"
INTERP = "/lib64/ld-linux-x86-64.so.2"
LINKER = (b"\0/lib/x86_64-linux-gnu/\0/usr/lib/x86_64-linux-gnu/\0/lib/\0/usr/lib/\0"
          b"ld.so (Debian GLIBC 2.36-9) stable release version 2.36.\n\0")


class Case(unittest.TestCase):
    def setUp(self):
        self.top = tempfile.mkdtemp(prefix="why-cases.")
        self.addCleanup(shutil.rmtree, self.top, ignore_errors=True)
        self.c = os.path.join(self.top, "c")
        self.r = os.path.join(self.top, "r")
        os.makedirs(self.r)
        # a linker that is only looked at: what a profile is read from
        self.put("c", INTERP, w.build(soname="ld-linux-x86-64.so.2") + LINKER)

    def put(self, tree, path, data):
        full = os.path.join(self.top, tree) + path
        os.makedirs(os.path.dirname(full), exist_ok=True)
        if isinstance(data, str):
            data = data.encode()
        with open(full, "wb") as f:
            f.write(data)
        return full

    def link(self, tree, path, target):
        full = os.path.join(self.top, tree) + path
        os.makedirs(os.path.dirname(full), exist_ok=True)
        os.symlink(target, full)

    def program(self, path="/bin/app", tree="c", **keys):
        keys.setdefault("interp", INTERP)
        keys.setdefault("code", b"\xcc")
        return self.put(tree, path, w.build(**keys))

    def run_it(self, *args, **keys):
        p = subprocess.run([ELFCHECK, *args], capture_output=True, timeout=60, **keys)
        for word in (b"Sanitizer", b"runtime error"):
            self.assertNotIn(word, p.stderr)
        return p

    def why(self, *args, status=None):
        p = self.run_it("why", "--json", "-c", self.c, "-r", self.r, *args)
        if status is not None:
            self.assertEqual(p.returncode, status, p.stderr)
        lines = [json.loads(x) for x in p.stdout.splitlines()]
        return (lines[0], {n["name"]: n for n in lines[1:]}) if lines else (None, {})

    # ---- answers ----

    def test_foreign_through_conf_line(self):
        self.program(needed=["libX11.so.6", "libfoo.so.1"])
        self.put("r", "/usr/local/lib/libX11.so.6", w.build(e_ident=w.ident(osabi=9), soname="libX11.so.6"))
        good = self.put("c", "/usr/lib/libX11.so.6", w.build(soname="libX11.so.6"))
        self.put("c", "/usr/lib/libfoo.so.1", w.build(soname="libfoo.so.1"))
        self.put("c", "/etc/ld.so.conf", "include ld.so.conf.d/*.conf\n")
        self.put("c", "/etc/ld.so.conf.d/local.conf", "# here\n\n/usr/local/lib\n")
        self.put("c", "/etc/ld.so.cache", w.cache(
            [("libX11.so.6", "/usr/local/lib/libX11.so.6", 0x303, None, 0)], "new"))
        self.put("c", "/var/lib/dpkg/info/libx11-6:amd64.list", "/.\n/usr/lib/libX11.so.6\n")
        whole, needs = self.why("/bin/app", status=1)
        self.assertEqual(whole["first_error"], "/bin/app: error while loading shared libraries: "
                         "/usr/local/lib/libX11.so.6: ELF file OS ABI invalid")
        self.assertEqual(whole["loader"]["version"], "2.36")
        x = needs["libX11.so.6"]
        self.assertEqual((x["status"], x["via"], x["layer"]), ("foreign", "cache", "root"))
        self.assertIn("line 3 of /etc/ld.so.conf.d/local.conf", x["where"])
        self.assertEqual(x["right"], [{"path": "/usr/lib/libX11.so.6", "source": good,
                                       "package": "libx11-6"}])
        self.assertTrue(any("delete line 3" in f and "local.conf" in f for f in x["fix"]), x["fix"])
        self.assertFalse(any("brand" in f for f in x["fix"]), x["fix"])
        self.assertEqual(needs["libfoo.so.1"]["status"], "ok")
        text = self.run_it("why", "-c", self.c, "-r", self.r, "/bin/app").stdout.decode()
        self.assertIn(whole["first_error"], text)
        self.assertIn("for freebsd", text)
        self.assertLess(len(text.splitlines()), 25)

    def test_foreign_through_environment(self):
        self.program(needed=["libfoo.so.1"])
        self.put("r", "/usr/local/lib/libfoo.so.1", w.build(e_ident=w.ident(osabi=9)))
        self.put("c", "/usr/lib/libfoo.so.1", w.build(soname="libfoo.so.1"))
        self.assertEqual(self.why("/bin/app", status=0)[0]["verdict"], "ok")
        _, needs = self.why("-E", "LD_LIBRARY_PATH=/opt:/usr/local/lib/", "/bin/app", status=1)
        self.assertTrue(any("LD_LIBRARY_PATH=/opt " in f for f in needs["libfoo.so.1"]["fix"]))
        # explain finds the variable by itself
        p = self.run_it("explain", "-c", self.c, "-r", self.r, "/bin/app: error while loading shared "
                        "libraries: /usr/local/lib/libfoo.so.1: ELF file OS ABI invalid")
        self.assertEqual(p.returncode, 0, p.stderr)
        self.assertIn(b"LD_LIBRARY_PATH=/usr/local/lib", p.stdout)

    def test_goes_on_behind_the_first_fatal(self):
        self.program(needed=["liba.so", "libb.so", "libc9.so"])
        self.put("c", "/lib/liba.so", "text" * 40)
        self.put("c", "/lib/libb.so", b"")
        whole, needs = self.why("/bin/app", status=1)
        self.assertIn("liba.so: invalid ELF header", whole["first_error"])
        self.assertEqual([needs[n]["status"] for n in ("liba.so", "libb.so", "libc9.so")],
                         ["bad", "bad", "missing"])
        self.assertIn("file too short", needs["libb.so"]["message"])
        self.assertTrue(any("text file" in f for f in needs["liba.so"]["fix"]))

    def test_version_and_package(self):
        self.program(needed=["libv.so.1"], verneeds=[("libv.so.1", [("V_2", False)])])
        self.put("c", "/lib/libv.so.1", w.build(soname="libv.so.1", verdefs=["V_1"]))
        good = self.put("c", "/opt/new/libv.so.1", w.build(soname="libv.so.1", verdefs=["V_1", "V_2"]))
        whole, needs = self.why("/bin/app", status=1)
        self.assertEqual(whole["first_error"],
                         "/bin/app: /lib/libv.so.1: version `V_2' not found (required by /bin/app)")
        self.assertEqual(needs["libv.so.1"]["right"][0]["source"], good)

    def test_missing_with_package_by_symbols_file(self):
        self.program(needed=["libgone.so.1"])
        self.put("c", "/var/lib/dpkg/info/libgone1:amd64.symbols", "libgone.so.1 libgone1 #MINVER#\n a@B 1\n")
        _, needs = self.why("/bin/app", status=1)
        self.assertEqual(needs["libgone.so.1"]["right"], [{"path": None, "source": None,
                                                           "package": "libgone1"}])
        self.assertTrue(any("install libgone1" in f for f in needs["libgone.so.1"]["fix"]))

    def test_package_by_contents_file(self):
        self.program(needed=["libgone.so.1"])
        self.put("c", "/var/lib/apt/lists/x_dists_y_Contents-amd64",
                 "usr/lib/libgone.so.10\tlibs/wrong\nusr/lib/libgone.so.1   libs/libgone1,libs/other\n")
        _, needs = self.why("/bin/app", status=1)
        self.assertEqual(needs["libgone.so.1"]["right"][0]["package"], "libgone1")

    def test_explain_without_the_program(self):
        self.program("/bin/sh", needed=[])
        self.put("r", "/usr/local/lib/libfoo.so.1", w.build(e_ident=w.ident(osabi=9)))
        good = self.put("c", "/usr/lib/libfoo.so.1", w.build(soname="libfoo.so.1"))
        line = ("/gone/app: error while loading shared libraries: /usr/local/lib/libfoo.so.1: ELF file OS "
                "ABI invalid")
        p = self.run_it("explain", "-c", self.c, "-r", self.r, line)
        self.assertEqual(p.returncode, 0, p.stderr)
        self.assertIn(good.encode(), p.stdout)
        self.assertIn(b"is for freebsd", p.stdout)
        self.assertIn(b"never rebrand", p.stdout)
        p = self.run_it("explain", "--json", "-c", self.c, "-r", self.r, line)
        self.assertEqual(json.loads(p.stdout)["right"], [good])
        self.assertEqual(json.loads(p.stdout)["cause"], "osabi")

    def test_unknown_rather_than_a_guess(self):
        self.program(needed=["libgone.so.1"])
        _, needs = self.why("/bin/app", status=1)
        self.assertEqual(needs["libgone.so.1"]["right"], [])
        self.assertEqual(needs["libgone.so.1"]["status"], "missing")

    def test_abi_tag_of_older_glibc(self):
        self.program(needed=["libq.so.5"])
        self.put("c", "/lib/libq.so.5", w.build(notes=[w.gnu_abi_tag(0, (3, 17, 0))]))
        whole, needs = self.why("--loader=glibc:2.31", "--kernel=3.10.0", "/bin/app", status=1)
        self.assertIn("cannot open shared object file", whole["first_error"])
        self.assertTrue(any("osrelease" in f for f in needs["libq.so.5"]["fix"]))
        self.why("--loader=glibc:2.31", "--kernel=4.0", "/bin/app", status=0)
        self.why("--loader=glibc:2.36", "--kernel=3.10.0", "/bin/app", status=0)

    def test_profiles_can_be_given(self):
        self.program(needed=["libfoo.so.1"])
        self.put("c", "/lib/libfoo.so.1", w.build(e_ident=w.ident(osabi=9)))
        self.why("--loader=glibc", "/bin/app", status=1)
        whole, needs = self.why("--loader=musl", "/bin/app", status=0)
        self.assertEqual(needs["libfoo.so.1"]["status"], "foreign")
        self.assertEqual(whole["loader"]["kind"], "musl")
        self.why("--loader=freebsd", "/bin/app", status=0)
        self.assertEqual(self.run_it("why", "--loader=bionic", "/bin/true").returncode, 2)

    # ---- both look-ups ----

    def test_absolute_link_differs(self):
        self.program(needed=["libfoo.so.1"])
        self.put("c", "/usr/lib/real.so", w.build(soname="libfoo.so.1"))
        self.link("c", "/lib/libfoo.so.1", "/usr/lib/real.so")
        whole, _ = self.why("/bin/app", status=0)
        self.assertTrue(whole["other_lookup"]["differs"])
        self.assertEqual(whole["other_lookup"]["verdict"], "fails")
        whole, needs = self.why("--links=kernel", "/bin/app", status=1)
        self.assertTrue(any("ln -sfn ../usr/lib/real.so" in f for f in needs["libfoo.so.1"]["fix"]),
                        needs["libfoo.so.1"]["fix"])
        text = self.run_it("why", "-c", self.c, "-r", self.r, "/bin/app").stdout.decode()
        self.assertIn("the two look-ups differ", text)

    def test_absolute_link_of_the_interpreter(self):
        os.rename(self.c + INTERP, self.c + "/real-ld.so")
        self.link("c", INTERP, "/real-ld.so")
        self.program(needed=[])
        self.why("/bin/app", status=0)
        whole, _ = self.why("--links=kernel", "/bin/app", status=1)
        self.assertEqual(whole["first_error"], "ELF interpreter %s not found, error 2" % INTERP)
        self.assertTrue(any("ln -sfn ../real-ld.so" in f for f in whole["fix"]), whole["fix"])

    def test_dlopen_and_preload(self):
        self.program(needed=[])
        self.put("c", "/opt/p.so", w.build(e_ident=w.ident(osabi=9)))
        whole, needs = self.why("--dlopen", "/opt/p.so", "--dlopen", "libgone.so", "/bin/app", status=1)
        self.assertEqual(whole["first_error"], "/opt/p.so: ELF file OS ABI invalid")
        self.assertEqual(needs["libgone.so"]["message"],
                         "libgone.so: cannot open shared object file: No such file or directory")
        whole, _ = self.why("-E", "LD_PRELOAD=/opt/p.so", "/bin/app", status=0)
        self.assertEqual(whole["warnings"], ["ERROR: ld.so: object '/opt/p.so' from LD_PRELOAD cannot be "
                                             "preloaded (ELF file OS ABI invalid): ignored."])

    # ---- hostile input ----

    def test_odd_programs(self):
        self.put("c", "/bin/script", "#!/bin/sh\n")
        self.put("c", "/bin/empty", b"")
        os.makedirs(self.c + "/bin/dir")
        os.mkfifo(self.c + "/bin/fifo")
        self.link("c", "/bin/loop", "loop")
        self.put("c", "/bin/cut", w.build(interp=INTERP, code=b"\xcc", needed=["libx.so"])[:70])
        for name in ("script", "empty", "dir", "fifo", "loop", "nowhere", "x" * 300, "d/" * 2040 + "x"):
            p = self.run_it("why", "-c", self.c, "-r", self.r, "/bin/" + name)
            self.assertEqual(p.returncode, 2, name)
            self.assertIn(b"elfcheck: ", p.stderr)
        self.assertIn(self.run_it("why", "-c", self.c, "-r", self.r, "/bin/cut").returncode, (0, 1, 2))

    def test_odd_libraries(self):
        names = []

        def need(name):
            names.append(name)
            return "/lib/" + name

        os.makedirs(self.c + need("libdir.so"))
        os.mkfifo(self.c + need("libfifo.so"))
        self.link("c", need("libloop.so"), "libloop.so")
        self.link("c", need("libdev.so"), "/dev/zero")
        self.put("c", need("libcut.so"), w.build(needed=["libdir.so"])[:300])
        names += ["", "n" * 255, "n" * 4096, "/" + "d/" * 2040 + "x", "a/../" * 300 + "x"]
        self.program(needed=names)
        whole, needs = self.why("/bin/app", status=1)
        self.assertEqual(whole["verdict"], "fails")
        self.assertEqual(len(needs), len(names))
        self.run_it("why", "--dot", "-c", self.c, "-r", self.r, "/bin/app")

    def test_circles_and_many(self):
        n = 1200
        for i in range(n):
            self.put("c", "/lib/libn%d.so" % i, w.build(
                soname="libn%d.so" % i, needed=["libn%d.so" % ((i + k) % n) for k in (1, 7, 31)]))
        self.program(needed=["libn0.so"])
        whole, needs = self.why("/bin/app", status=0)
        self.assertEqual(len(needs), n)

    def test_conf_in_circles_and_garbage_cache(self):
        self.program(needed=["libgone.so.1"])
        self.put("c", "/etc/ld.so.conf", "include /etc/ld.so.conf /etc/ld.so.conf.d/*\n/a\n")
        self.put("c", "/etc/ld.so.conf.d/a.conf", "include /etc/ld.so.conf.d/*.conf\n" * 50)
        for data in (b"", b"x", b"glibc-ld.so.cache1.1" + b"\xff" * 400, os.urandom(5000),
                     b"ld.so-1.7.0\0" + b"\xff" * 400):
            self.put("c", "/etc/ld.so.cache", data)
            self.why("/bin/app", status=1)

    def test_names_that_are_no_text(self):
        self.program(needed=["lib\udcff\x1b[31m.so"])
        p = self.run_it("why", "--json", "-c", self.c, "-r", self.r, "/bin/app")
        self.assertIn(b'"lossy": true', p.stdout)
        for line in p.stdout.splitlines():
            json.loads(line)
        for option in ((), ("-v",), ("--dot",)):
            p = self.run_it("why", *option, "-c", self.c, "-r", self.r, "/bin/app")
            self.assertNotIn(b"\x1b", p.stdout)

    def test_file_that_changes_under_the_reader(self):
        full = self.put("c", "/lib/libx.so", w.build(soname="libx.so", verdefs=["A"]))
        self.program(needed=["libx.so"])
        with open(full, "rb") as f:
            good = f.read()
        stop = threading.Event()

        def churn():
            while not stop.is_set():
                for k in (0, 20, 64, 200, len(good)):
                    with open(full, "r+b") as f:
                        f.truncate(k)
                        f.write(good[:k])

        t = threading.Thread(target=churn)
        t.start()
        try:
            for _ in range(60):
                self.assertIn(self.run_it("why", "-c", self.c, "-r", self.r, "/bin/app").returncode, (0, 1))
        finally:
            stop.set()
            t.join()

    # ---- the command ----

    def test_many_programs(self):
        self.program("/bin/a", needed=[])
        self.program("/bin/b", needed=["libgone.so"])
        p = self.run_it("why", "--json", "--stdin0", "-c", self.c, "-r", self.r, "/bin/a",
                        input=b"/bin/b\0/bin/a\0/bin/nowhere\0")
        programs = [json.loads(x)["program"] for x in p.stdout.splitlines() if b'"program"' in x]
        self.assertEqual(programs, ["/bin/a", "/bin/b", "/bin/a"])
        self.assertEqual(p.returncode, 2)

    def test_usage(self):
        for args in (["why"], ["why", "--nonsense", "/bin/sh"], ["why", "-E", "x", "/bin/sh"],
                     ["explain"], ["explain", "a", "b", "c"], ["why", "-c", "/nowhere/x", "/bin/sh"],
                     ["explain", "no such line"]):
            self.assertEqual(self.run_it(*args).returncode, 2, args)
        for args in (["why", "--help"], ["explain", "--help"]):
            self.assertEqual(self.run_it(*args).returncode, 0, args)

    def test_dot(self):
        self.program(needed=["libx.so", "liby.so"])
        self.put("c", "/lib/libx.so", w.build(soname="libx.so", needed=["liby.so"]))
        self.put("r", "/lib/liby.so", w.build(e_ident=w.ident(osabi=9)))
        p = self.run_it("why", "--dot", "-c", self.c, "-r", self.r, "/bin/app")
        self.assertEqual(p.returncode, 1)
        text = p.stdout.decode()
        self.assertTrue(text.startswith("digraph why {") and text.rstrip().endswith("}"))
        self.assertIn('"/bin/app" -> "/lib/libx.so"', text)
        self.assertIn("color=red", text)
        if shutil.which("dot"):
            subprocess.run(["dot", "-Tsvg"], input=p.stdout, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    assert stat.S_ISREG(os.stat(ELFCHECK).st_mode)
    unittest.main()
