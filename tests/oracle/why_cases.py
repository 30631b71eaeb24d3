#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""`elfcheck why` and `explain` end to end: answers, right files, fixes, both look-ups, hostile input.

usage: why_cases.py ELFCHECK [unittest arguments]"""
import json
import os
import shutil
import stat
import struct
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

    def test_explain_of_a_version(self):
        self.program("/bin/sh", needed=[])
        self.put("c", "/lib/libv.so.1", w.build(soname="libv.so.1", verdefs=["V_2.9", "V_2.36", "V_2.4", "W_9"]))
        line = "/gone/app: /lib/libv.so.1: version `V_2.38' not found (required by /gone/app)"
        text = self.explain(line, "newest that it has is V_2.36")
        self.assertNotIn("right:", text)
        self.explain(line.replace("2.38", "2.9"), "right: /lib/libv.so.1")

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

    # ---- causes from the field (research: D) ----

    def explain(self, line, *words):
        p = self.run_it("explain", "-c", self.c, "-r", self.r, line)
        self.assertEqual(p.returncode, 0, p.stderr)
        text = " ".join(p.stdout.decode().split())
        for word in words:
            self.assertIn(word, text)
        return text

    def test_gnu_osabi_on_an_old_glibc(self):
        self.program(needed=["libu.so"])
        self.put("c", "/lib/libu.so", w.build(soname="libu.so", unique="_ZGVZ1f", e_ident=w.ident(osabi=3)))
        self.why("/bin/app", status=0)
        whole, needs = self.why("--loader=glibc:2.9", "/bin/app", status=1)
        self.assertIn("ELF file OS ABI invalid", whole["first_error"])
        self.assertTrue(any("_ZGVZ1f" in f and "2.11" in f for f in needs["libu.so"]["fix"]), needs["libu.so"]["fix"])
        self.assertFalse(any("elfcheck brand" in f or "brandelf" in f for f in needs["libu.so"]["fix"]))

    def test_appimage_through_the_linker(self):
        self.put("c", "/opt/App.AppImage", w.build(e_ident=b"\x7fELF\2\1\1\0AI\2\0\0\0\0\0"))
        self.explain("/lib64/ld-linux-x86-64.so.2: error while loading shared libraries: /opt/App.AppImage: ELF "
                     "file ABI version invalid", "AppImage", "--appimage-extract", "is an AppImage")

    def test_program_that_the_kernel_does_not_know(self):
        self.put("c", "/bin/go", w.build(e_type=w.EXEC, dynamic=False, code=b"\xcc"))
        whole, _ = self.why("/bin/go", status=0)
        self.assertEqual(whole["other_lookup"]["first_error"], 'ELF binary type "0" not known.')
        whole, _ = self.why("--links=kernel", "/bin/go", status=1)
        self.assertEqual(whole["first_error"], 'ELF binary type "0" not known.')
        self.assertTrue(any("brand -t Linux %s/bin/go" % self.c in f for f in whole["fix"]), whole["fix"])
        self.assertTrue(any("fallback_brand=3" in f for f in whole["fix"]))
        self.explain('ELF binary type "0" not known.', "kldload linux64", "fallback_brand")
        self.put("c", "/bin/gnu", w.build(e_type=w.EXEC, dynamic=False, code=b"\xcc", e_ident=w.ident(osabi=3)))
        self.why("--links=kernel", "/bin/gnu", status=0)
        self.put("c", "/bin/net", w.build(e_type=w.EXEC, dynamic=False, code=b"\xcc", e_ident=w.ident(osabi=2)))
        whole, _ = self.why("--links=kernel", "/bin/net", status=1)
        self.assertFalse(any("brand" in f for f in whole.get("fix", [])))  # not Linux': no brand helps

    def test_interpreter_line(self):
        os.rename(self.c + INTERP, self.c + "/real-ld.so")
        self.link("c", INTERP, "/real-ld.so")
        self.explain("ELF interpreter %s not found, error 2" % INTERP, "ln -sfn ../real-ld.so", "relative")

    def test_kernel_too_old(self):
        self.put("c", INTERP, w.build(soname="ld-linux-x86-64.so.2", notes=[w.gnu_abi_tag(0, (3, 2, 0))]) + LINKER)
        self.program(needed=[])
        whole, _ = self.why("--loader=glibc:2.31", "--kernel=2.6.32", "/bin/app", status=1)
        self.assertEqual(whole["first_error"], "FATAL: kernel too old")
        self.assertIn("3.2.0", whole["cannot"])
        self.assertTrue(any("osrelease" in f for f in whole["fix"]))
        self.why("--loader=glibc:2.31", "--kernel=3.2.0", "/bin/app", status=0)
        self.why("--loader=glibc:2.36", "--kernel=2.6.32", "/bin/app", status=0)
        self.explain("FATAL: kernel too old", "osrelease")

    def test_explain_of_what_is_left_of_a_line(self):
        """A search engine's form: the words alone, without what they are about."""
        for line, who, word in (
                ("ELF file OS ABI invalid", "glibc", "another system"),
                (" ELF file OS ABI invalid.", "glibc", "another system"),
                ("ELF file ABI version invalid", "glibc", "AppImage"),
                ("wrong ELF class: ELFCLASS32", "glibc", "word size"),
                ("invalid ELF header", "glibc", "no whole ELF library"),
                ("cannot open shared object file: No such file or directory", "glibc", "No usable file"),
                ("version `GLIBC_2.38' not found (required by ./x)", "glibc", "older than what"),
                ("version 'GLIBC_2.38' not found (required by ./x)", "glibc", "older than what"),
                ("undefined symbol: __error", "glibc", "FreeBSD's C library"),
                ("__error: symbol not found", "musl", "FreeBSD's C library"),
                ("libx.so: nothing: symbol not found", "musl", "none defines this symbol"),
                ("Exec format error", "the shell", "does not know this kind"),
                ('Undefined symbol "foo"', "FreeBSD's rtld", "none defines this symbol")):
            text = self.explain(line, word)
            self.assertIn("a line of %s. " % who, text, line)
        for line in ("not found", "No such file or directory", ": symbol not found"):
            self.assertEqual(self.run_it("explain", line).returncode, 2, line)

    def test_only_the_other_word_size(self):
        self.program(needed=["libw.so"])
        self.put("c", "/lib/libw.so", w.build32())
        whole, needs = self.why("/bin/app", status=1)
        self.assertIn("wrong ELF class: ELFCLASS32", whole["first_error"])
        self.assertTrue(any("64-bit package" in f for f in needs["libw.so"]["fix"]))

    def test_what_odd_files_are(self):
        odd = {"liblfs.so": ("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n" + "x" * 40, "git-lfs"),
               "libscript.so": ("/* GNU ld script */\nGROUP ( /lib/libc.so.6 AS_NEEDED ( /lib64/x ) )\n", "link editor"),
               "liblink.so": ("liblink.so.1.2.3", "symlink"),
               "libar.so": (b"!<arch>\n" + b"x" * 80, "static library"),
               "libempty.so": (b"", "empty")}
        for name, (data, _) in odd.items():
            self.put("c", "/lib/" + name, data)
        self.program(needed=list(odd))
        _, needs = self.why("/bin/app", status=1)
        for name, (_, word) in odd.items():
            self.assertTrue(any(word in f for f in needs[name]["fix"]), (name, needs[name]["fix"]))

    def test_host_library_by_a_default_directory(self):
        """Same names in the base systems: librt.so.1 of FreeBSD's /usr/lib."""
        self.program(needed=["librt.so.1"])
        self.put("r", "/usr/lib/librt.so.1", w.build(soname="librt.so.1", e_ident=w.ident(osabi=9)))
        self.put("c", "/var/lib/dpkg/info/libc6:amd64.symbols", "librt.so.1 libc6 #MINVER#\n")
        _, needs = self.why("/bin/app", status=1)
        self.assertEqual((needs["librt.so.1"]["status"], needs["librt.so.1"]["via"]), ("foreign", "default"))
        self.assertTrue(any("install libc6" in f for f in needs["librt.so.1"]["fix"]), needs["librt.so.1"]["fix"])

    def test_foreign_by_rpath_and_file(self):
        self.program(needed=["liba.so", "libb.so"], runpath="/usr/local/lib")
        for name in ("a", "b"):
            self.put("r", "/usr/local/lib/lib%s.so" % name, w.build(e_ident=w.ident(osabi=9)))
        _, needs = self.why("/bin/app", status=1)
        self.assertTrue(any("patchelf --remove-rpath %s/bin/app" % self.c in f for f in needs["liba.so"]["fix"]))
        self.put("c", "/etc/ld.so.preload", "/usr/local/lib/liba.so\n")
        whole, needs = self.why("/bin/app", status=1)
        self.assertTrue(any("%s/etc/ld.so.preload" % self.c in f for f in needs["/usr/local/lib/liba.so"]["fix"]))

    def test_musl_takes_the_foreign_library(self):
        self.program(interp="/lib/ld-musl-x86_64.so.1", needed=["libfoo.so.1"])
        self.put("c", "/lib/ld-musl-x86_64.so.1", w.build() + b"\0musl libc (x86_64)\n\0" + b"1.2.3\0")
        self.put("r", "/usr/local/lib/libfoo.so.1", w.build(e_ident=w.ident(osabi=9), needed=["libthr.so.3"]))
        whole, needs = self.why("/bin/app", status=1)
        self.assertEqual(whole["first_error"], "Error loading shared library libthr.so.3: No such file or directory "
                         "(needed by /usr/local/lib/libfoo.so.1)")
        self.assertEqual(needs["libfoo.so.1"]["status"], "foreign")
        self.assertTrue(any("ld-musl-x86_64.path" in f for f in needs["libfoo.so.1"]["fix"]))
        self.explain("Error relocating /usr/local/lib/libfoo.so.1: __error: symbol not found", "FreeBSD",
                     "is for freebsd")

    # ---- what is asked for besides DT_NEEDED ----

    def test_filters(self):
        self.program(needed=["liba.so"])
        self.put("c", "/lib/liba.so", w.build(soname="liba.so", needed=["libb.so"], extras=[
            (w.DT_AUXILIARY, "libgone.so", 0), (w.DT_FILTER, "libf.so", 1)]))
        self.put("c", "/lib/libb.so", w.build(soname="libb.so"))
        whole, needs = self.why("/bin/app", status=1)
        self.assertEqual(whole["first_error"], "/bin/app: error while loading shared libraries: libf.so: "
                         "cannot open shared object file: No such file or directory")
        self.assertEqual([(n, needs[n].get("role")) for n in needs],
                         [("liba.so", None), ("libgone.so", "auxiliary"), ("libb.so", None), ("libf.so", "filter")])
        self.assertEqual(needs["libgone.so"]["fix"], [])
        self.put("c", "/lib/libf.so", w.build(soname="libf.so"))
        self.why("/bin/app", status=0)
        text = self.run_it("why", "-c", self.c, "-r", self.r, "/bin/app").stdout.decode()
        self.assertIn("need not be", text)
        self.why("--loader=musl", "/bin/app", status=0)

    def test_a_filtee_that_asks_for_itself(self):
        self.program(needed=["liba.so"], extras=[(w.DT_FILTER, "liba.so", 0)])
        self.put("c", "/lib/liba.so", w.build(extras=[(w.DT_FILTER, "liba.so", 0)]))
        whole, _ = self.why("/bin/app", status=1)
        self.assertIsNone(whole["first_error"])
        whole, _ = self.why("--loader=glibc:2.31", "/bin/app", status=1)

    def test_what_changed_between_the_versions_with_an_oracle(self):
        """By glibc's own history: its tags 2.31, 2.32, 2.34, 2.35, 2.37, 2.38 and 2.39."""
        def verdicts(old, new, *args):
            for version, status in ((old, 1), (new, 0)):
                whole, needs = self.why("--loader=glibc:" + version, *args, "/bin/app")
                self.assertEqual(whole["verdict"], "fails" if status else "ok", (version, args))
                yield whole, needs

        # a filtee before the program: assertion in dl-deps.c, without it in 2.32
        self.program(needed=["libb.so"], extras=[(w.DT_FILTER, "libf.so", 0)])
        self.put("c", "/lib/libf.so", w.build(soname="libf.so"))
        self.put("c", "/lib/libb.so", w.build(soname="libb.so"))
        old, _ = verdicts("2.31", "2.32")
        self.assertIn("dl-deps.c: 553:", old[0]["first_error"])
        # segments only have to fit to the page, since 2.35
        self.program(needed=["libb.so"])
        data = bytearray(w.build(soname="libb.so"))
        offset, = struct.unpack_from("<Q", data, 32)
        count, = struct.unpack_from("<H", data, 56)
        for at in range(offset, offset + 56 * count, 56):
            if struct.unpack_from("<I", data, at)[0] == 1:  # PT_LOAD
                struct.pack_into("<Q", data, at + 48, 16)
        self.put("c", "/lib/libb.so", bytes(data))
        old, _ = verdicts("2.34", "2.35")
        self.assertIn("libb.so: ELF load command alignment not page-aligned", old[0]["first_error"])
        # "/" is a directory, since 2.38; another name was looked for in it before
        self.program(needed=["liba.so", "libb.so"])
        self.put("c", "/lib/liba.so", w.build(soname="liba.so"))
        os.unlink(self.c + "/lib/libb.so")
        self.put("c", "/libb.so", w.build(soname="libb.so"))
        list(verdicts("2.37", "2.38", "-E", "LD_LIBRARY_PATH=/"))
        # a relative element that is a file does not end the list, since 2.39
        os.unlink(self.c + "/libb.so")
        self.put("c", "/opt/libb.so", w.build(soname="libb.so"))
        list(verdicts("2.38", "2.39", "--cwd=/", "-E", "LD_LIBRARY_PATH=bin/app:/opt"))

    def test_auditors(self):
        self.program(needed=["libb.so"], extras=[(w.DT_AUDIT, "libaud.so", 0)], runpath="/opt")
        self.put("c", "/lib/libb.so", w.build(soname="libb.so"))
        self.put("c", "/opt/libaud.so", w.build(soname="libaud.so", auditor=True, needed=["libb.so"]))
        whole, needs = self.why("/bin/app", status=0)
        self.assertNotIn("warnings", whole)
        self.assertEqual((needs["libaud.so"]["role"], needs["libaud.so"]["audit"]), ("auditor", True))
        whole, needs = self.why("-E", "LD_AUDIT=libgone.so:/lib/libb.so", "/bin/app", status=0)
        self.assertEqual(whole["warnings"], [
            "ERROR: ld.so: object 'libgone.so' cannot be loaded as audit interface: cannot open shared object "
            "file; ignored.",
            "ERROR: ld.so: object '/lib/libb.so' cannot be loaded as audit interface: undefined symbol: "
            "la_version; ignored."])
        self.assertTrue(any("out of LD_AUDIT" in f for f in needs["libgone.so"]["fix"]))
        whole, needs = self.why("--loader=glibc:2.31", "/bin/app", status=0)
        self.assertNotIn("libaud.so", needs)

    def test_processor_level(self):
        self.program(needed=["liba.so"])
        self.put("c", "/lib/liba.so", w.build(soname="liba.so", isa=1 << 20))
        good = self.put("c", "/opt/base/liba.so", w.build(soname="liba.so", isa=1))
        whole, needs = self.why("/bin/app")
        if whole["verdict"] == "ok":
            self.skipTest("this machine is no x86")
        self.assertEqual(whole["first_error"], "/lib/liba.so: CPU ISA level is lower than required")
        self.assertTrue(any("baseline" in f for f in needs["liba.so"]["fix"]))
        self.assertEqual(needs["liba.so"]["right"][0]["source"], good)
        self.why("--loader=glibc:2.32", "/bin/app", status=0)

    def test_token_without_a_value(self):
        self.program(needed=["$ORIGIN/liba.so", "libb.so"])
        self.put("c", "/lib/libb.so", w.build())
        self.put("c", "/bin/liba.so", w.build())
        whole, needs = self.why("/bin/app", status=0)  # no /proc: passed over
        self.assertTrue(whole["no_proc"])
        self.assertTrue(any("linprocfs" in f for f in needs["$ORIGIN/liba.so"]["fix"]), needs)
        os.makedirs(self.c + "/proc/self")
        _, needs = self.why("/bin/app", status=0)
        self.assertEqual(needs["$ORIGIN/liba.so"]["path"], "/bin/liba.so")

    # ---- FreeBSD's own linker ----

    def freebsd_program(self, **keys):
        self.put("r", "/libexec/ld-elf.so.1", w.build(soname="ld-elf.so.1") + b"\0/var/run/ld-elf.so.hints\0")
        self.program(tree="r", interp="/libexec/ld-elf.so.1", e_ident=w.ident(osabi=9), **keys)

    def test_libmap(self):
        self.freebsd_program(needed=["liba.so.1", "libb.so.1"])
        for name in ("a.so.1", "a2.so", "b.so.1", "b2.so"):
            self.put("r", "/usr/lib/lib" + name, w.build(e_ident=w.ident(osabi=9)))
        self.put("r", "/etc/libmap.conf", "# a comment\nliba.so.1 libz.so # wrong later\nliba.so.1\tliba2.so\n"
                 "includedir /usr/local/etc/libmap.d\n[/bin/other]\nlibb.so.1 libgone.so\n")
        self.put("r", "/usr/local/etc/libmap.d/x.conf", "include /etc/libmap.conf\n[app]\nlibb.so.1 libb2.so\n")
        self.put("r", "/usr/local/etc/libmap.d/no", "liba.so.1 libgone.so\n")
        _, needs = self.why("/bin/app", status=0)
        self.assertEqual([needs[n]["path"] for n in needs], ["/usr/lib/liba2.so", "/usr/lib/libb2.so"])
        self.assertEqual(needs["liba.so.1"]["mapped_by"], "line 3 of /etc/libmap.conf")
        _, needs = self.why("-E", "LD_LIBMAP_DISABLE=1", "/bin/app", status=0)
        self.assertEqual([needs[n]["path"] for n in needs], ["/usr/lib/liba.so.1", "/usr/lib/libb.so.1"])
        whole, needs = self.why("-E", "LD_LIBMAP=x=y,liba.so.1=libgone.so", "/bin/app", status=1)
        self.assertEqual(whole["first_error"],
                         'ld-elf.so.1: Shared object "libgone.so" not found, required by "app"')
        self.assertTrue(any("LD_LIBMAP" in f for f in needs["liba.so.1"]["fix"]))

    def test_freebsd_preload_and_paths(self):
        self.freebsd_program(needed=["/opt/liba.so"])
        whole, _ = self.why("/bin/app", status=1)
        self.assertEqual(whole["first_error"], 'ld-elf.so.1: Cannot open "/opt/liba.so"')
        self.put("r", "/opt/liba.so", w.build(e_ident=w.ident(osabi=9)))
        self.why("/bin/app", status=0)
        whole, _ = self.why("-E", "LD_PRELOAD=libgone.so", "/bin/app", status=1)
        self.assertEqual(whole["first_error"], 'ld-elf.so.1: Shared object "libgone.so" not found')

    # ---- scripts ----

    def test_scripts(self):
        self.program("/bin/sh", needed=["libfoo.so.1"])
        self.put("c", "/bin/script", "#! /bin/sh -e \necho\n")
        whole, needs = self.why("/bin/script", status=1)
        self.assertEqual(whole["program"], "/bin/script")
        self.assertEqual(whole["runs"], "/bin/sh")
        self.assertEqual(whole["scripts"], [{"path": "/bin/script", "interpreter": "/bin/sh", "argument": "-e"}])
        self.assertEqual(whole["first_error"], "/bin/sh: error while loading shared libraries: libfoo.so.1: "
                         "cannot open shared object file: No such file or directory")
        self.put("c", "/lib/libfoo.so.1", w.build())
        self.why("/bin/script", status=0)
        text = self.run_it("why", "-c", self.c, "-r", self.r, "/bin/script").stdout.decode()
        self.assertTrue(text.startswith("/bin/script is a script, run by /bin/sh -e\n/bin/sh: starts"), text)
        # FreeBSD's kernel takes no script as an interpreter
        self.put("c", "/bin/second", "#!/bin/script\n")
        self.assertEqual(self.why("/bin/second", status=0)[0]["other_lookup"]["verdict"], "fails")
        whole, _ = self.why("--links=kernel", "/bin/second", status=1)
        self.assertEqual(whole["first_error"], "/bin/second: Exec format error")

    def test_scripts_without_interpreter(self):
        self.put("c", "/bin/script", "#!/usr/bin/perl\n")
        whole, _ = self.why("/bin/script", status=1)
        self.assertEqual(whole["first_error"], "/bin/script: No such file or directory")
        self.assertEqual(whole["loader"]["kind"], "none")
        self.assertTrue(any("/usr/bin/perl" in f for f in whole["fix"]))
        for option in ((), ("--dot",), ("-v",)):
            self.assertEqual(self.run_it("why", *option, "-c", self.c, "-r", self.r, "/bin/script").returncode, 1)
        self.link("c", "/bin/round", "turn")
        self.put("c", "/bin/turn", "#!/bin/round\n")
        self.why("/bin/turn", status=1)

    def test_scripts_by_env(self):
        self.program("/usr/bin/env", needed=[])
        self.put("c", "/bin/script", "#!/usr/bin/env -S A=b tool -x\n")
        whole, _ = self.why("/bin/script", status=1)
        self.assertEqual(whole["first_error"], "/usr/bin/env: 'tool': No such file or directory")
        text = self.run_it("why", "-c", self.c, "-r", self.r, "/bin/script").stdout.decode()
        self.assertIn("/bin/script: does not start", text)
        tool = self.program("/opt/tool", needed=["libgone.so"])
        os.chmod(tool, 0o755)
        self.why("/bin/script", status=1)
        whole, _ = self.why("-E", "PATH=/nowhere:/opt", "/bin/script", status=1)
        self.assertEqual(whole["runs"], "/opt/tool")
        self.assertIn("libgone.so", whole["first_error"])

    # ---- hostile input ----

    def test_odd_programs(self):
        self.put("c", "/bin/text", "echo no script\n")
        self.put("c", "/bin/marks", "#!\n")
        self.put("c", "/bin/long", "#!/" + "x" * 300)
        self.put("c", "/bin/empty", b"")
        os.makedirs(self.c + "/bin/dir")
        os.mkfifo(self.c + "/bin/fifo")
        self.link("c", "/bin/loop", "loop")
        self.put("c", "/bin/cut", w.build(interp=INTERP, code=b"\xcc", needed=["libx.so"])[:70])
        for name in ("text", "marks", "long", "empty", "dir", "fifo", "loop", "nowhere", "x" * 300, "d/" * 2040 + "x"):
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
                     ["why", "-E", "=x", "/bin/sh"], ["explain", "-E", "=x", "FATAL: kernel too old"],
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
