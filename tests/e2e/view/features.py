#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What the contract promises of a mounted view: options, attributes, /.compatfs, the ELF policy, where."""

import ctypes
import errno
import json
import mmap
import os
import shutil
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/../../lib")
import view as v  # noqa: E402

RW = "rw,allow_other,default_permissions"


def elf(path, osabi):
    """A shared library of this machine with the OS ABI byte as wanted (9: FreeBSD, 0: none)."""
    source = next(p for p in ("/lib/x86_64-linux-gnu/libz.so.1", "/lib/x86_64-linux-gnu/libm.so.6",
                              "/lib/aarch64-linux-gnu/libz.so.1", "/lib64/libz.so.1")
                  if os.path.exists(p))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    shutil.copy(source, path)
    with open(path, "r+b") as f:
        f.seek(7)
        f.write(bytes([osabi]))


def attribute(path, name):
    return os.getxattr(path, "user.compatfs." + name, follow_symlinks=False).decode()


def attributes():
    with v.Space() as s:
        s.c("both_f"), s.r("both_f"), s.c("both_d/x"), s.r("both_d/y"), s.c("c_f"), s.r("r_d/r_f")
        view = s.mount(RW)
        for name, layer, source in (("", "both", s.compat), ("/both_f", "compat", s.compat + "/both_f"),
                                    ("/both_d", "both", s.compat + "/both_d"),
                                    ("/both_d/y", "root", s.root + "/both_d/y"),
                                    ("/c_f", "compat", s.compat + "/c_f"),
                                    ("/r_d", "root", s.root + "/r_d"),
                                    ("/r_d/r_f", "root", s.root + "/r_d/r_f")):
            v.expect(attribute(s.mnt + name, "layer"), layer, name)
            v.expect(attribute(s.mnt + name, "source"), source, name)
        v.expect_error(errno.ENODATA, attribute, s.mnt + "/c_f", "brand")
        v.expect_error(errno.ENODATA, attribute, s.mnt + "/c_f", "nonsense")
        for name in ("layer", "source", "new"):
            try:
                os.setxattr(s.mnt + "/c_f", "user.compatfs." + name, b"x")
                raise AssertionError(f"user.compatfs.{name} could be set")
            except OSError as e:
                v.expect(e.errno in (errno.EPERM, errno.EACCES, errno.EOPNOTSUPP), True, str(e))
        os.rename(s.mnt + "/r_d/r_f", s.mnt + "/moved")
        v.expect(attribute(s.mnt + "/moved", "source"), s.compat + "/moved")
        view.unmount()


def listing():
    with v.Space() as s:
        for n in ("a", "b", "d/x"):
            s.c(n)
        for n in ("b", "c", "d/y", "e/z"):
            s.r(n)
        for option, top, d in (("compat", ["a", "b", "d"], ["x"]),
                               ("union", ["a", "b", "c", "d", "e"], ["x", "y"])):
            view = s.mount("listing=" + option)
            v.expect(sorted(os.listdir(s.mnt)), top, option)
            v.expect(sorted(os.listdir(s.mnt + "/d")), d, option)
            v.expect(os.listdir(s.mnt + "/e"), ["z"], option)
            for name in ("a", "b", "c", "d/x", "d/y", "e/z"):
                os.stat(f"{s.mnt}/{name}")
            v.expect(v.read(s.mnt + "/b"), "C:b")
            with os.scandir(s.mnt) as entries:
                for e in entries:
                    v.expect(e.inode(), os.stat(e.path).st_ino, e.name)
            view.unmount()


def union_many():
    """A large merged directory: each name once, whatever the buffer's size."""
    with v.Space() as s:
        for i in range(2500):
            if i % 2 == 0 or i % 5 == 0:
                s.c(f"d/n{i}", "")
            if i % 3 == 0 or i % 2 == 1:
                s.r(f"d/n{i}", "")
        view = s.mount("listing=union")
        names = os.listdir(s.mnt + "/d")
        v.expect(len(names), len(set(names)), "twice listed")
        v.expect(len(names), 2500, "names")
        view.unmount()


def union_rights():
    """Names of the root half are listed for those who may list it there, whoever has listed the directory
    before."""
    for mode in (0o700, 0o711, 0o755):
        with v.Space() as s:
            s.c("d/shown"), s.r("d/secret"), s.r("d/sub/x"), s.c("d/sub/y")
            os.chmod(s.root + "/d", mode)
            view = s.mount("listing=union,allow_other,default_permissions")
            every, few = ["secret", "shown", "sub"], ["shown", "sub"]
            for _ in range(3):
                v.expect(sorted(os.listdir(s.mnt + "/d")), every, oct(mode))
                v.expect(sorted(v.in_child(lambda: os.listdir(s.mnt + "/d"), uid=65534)),
                         every if mode == 0o755 else few, oct(mode) + " to nobody")
                v.expect(sorted(os.listdir(s.mnt + "/d/sub")), ["x", "y"], oct(mode))
                v.expect(sorted(v.in_child(lambda: os.listdir(s.mnt + "/d/sub"), uid=65534)),
                         ["y"] if mode == 0o700 else ["x", "y"], oct(mode) + " to nobody, below")
            view.unmount()


def rights_change():
    """A root half that is closed below is closed in the view, for what was looked at and listed before, too."""
    for listing in ("union", "compat"):
        with v.Space() as s:
            s.c("d/shown"), s.r("d/secret"), s.c("d/sub/y"), s.r("d/sub/x")
            view = s.mount(f"listing={listing},allow_other,default_permissions")

            def seen():
                return [sorted(os.listdir(s.mnt + "/d")), sorted(os.listdir(s.mnt + "/d/sub")),
                        [_opens(f"{s.mnt}/d/{n}") for n in ("secret", "sub/x", "sub/y", "shown")]]
            union = listing == "union"
            open_to_all = [["secret", "shown", "sub"] if union else ["shown", "sub"],
                           ["x", "y"] if union else ["y"], ["ok"] * 4]
            closed = [["shown", "sub"], ["y"], ["EACCES", "EACCES", "ok", "ok"]]
            for mode, wanted in ((0o755, open_to_all), (0o700, closed), (0o755, open_to_all)):
                os.chmod(s.root + "/d", mode)
                v.until(lambda w=wanted: v.in_child(seen, uid=65534) == w,
                        lambda w=wanted, m=mode: f"{listing}, {m:o}: {v.in_child(seen, uid=65534)}, wanted {w}")
                v.expect(seen(), open_to_all, "to root")
            view.unmount()


def links_inside():
    with v.Space() as s:
        s.c("d/f"), s.r("d/g"), s.c("deep/er/x")
        os.symlink("/d/f", s.compat + "/l1")
        os.symlink("/d/g", s.compat + "/deep/er/l2")
        os.symlink("/", s.compat + "/deep/top")
        os.symlink("d/f", s.compat + "/rel")
        view = s.mount("links=inside")
        v.expect(v.read(s.mnt + "/l1"), "C:d/f")
        v.expect(v.read(s.mnt + "/deep/er/l2"), "R:d/g")
        v.expect(sorted(os.listdir(s.mnt + "/deep/top")), sorted(os.listdir(s.mnt)))
        v.expect(os.readlink(s.mnt + "/rel"), "d/f")
        for l in ("/l1", "/deep/er/l2", "/deep/top"):
            v.expect(os.readlink(s.mnt + l).startswith("/"), False, l)
            v.expect(os.lstat(s.mnt + l).st_size in (len(os.readlink(s.mnt + l)),
                                                   len(os.readlink(s.compat + l))), True, l)
        view.unmount()


def control_directory():
    with v.Space() as s:
        s.c("f"), s.r("f"), s.r("g")
        view = s.mount(RW + ",listing=union")
        v.expect(".compatfs" in os.listdir(s.mnt), False, "listed")
        v.expect(sorted(os.listdir(s.mnt + "/.compatfs")), ["compat", "foreign", "root", "status"])
        v.expect(os.listdir(s.mnt + "/.compatfs/compat"), ["f"])
        v.expect(sorted(os.listdir(s.mnt + "/.compatfs/root")), ["f", "g"])
        v.expect(v.read(s.mnt + "/.compatfs/root/f"), "R:f")
        v.expect_error(errno.ENOENT, os.stat, s.mnt + "/.compatfs/compat/g")
        lines = v.read(s.mnt + "/.compatfs/status").splitlines()
        v.expect(len(lines), 1, "lines of status")
        status = json.loads(lines[0])
        v.expect(status["format"], 1)
        for key in ("version", "options"):
            v.expect(key in status, True, key)
        v.expect(v.read(s.mnt + "/.compatfs/foreign"), "")
        for path in ("/.compatfs", "/.compatfs/status", "/.compatfs/foreign"):
            for change in (lambda p: os.rename(p, s.mnt + "/x"), os.unlink, os.rmdir,
                           lambda p: open(p, "w"), lambda p: os.mkdir(p + "/y")):
                try:
                    change(s.mnt + path)
                    raise AssertionError(f"{path} could be changed")
                except OSError:
                    pass
        try:
            os.mkdir(s.mnt + "/.compatfs")
        except OSError as e:
            v.expect(e.errno in (errno.EEXIST, errno.EPERM), True, str(e))
        view.unmount()


def _elf_space(s):
    elf(s.root + "/lib/libfor.so.1", 9)
    elf(s.root + "/lib/liblin.so.1", 3)
    elf(s.root + "/bin/program", 9)  # not a library by its name
    elf(s.compat + "/lib/libc_for.so", 9)  # not by fall-through
    s.r("lib/libtext.so", "INPUT(libfor.so.1)\n")
    s.r("lib/libempty.so", "")
    s.r("lib/libshort.so", "\x7fELF")
    os.makedirs(s.root + "/lib/dir.so")
    os.symlink("libfor.so.1", s.root + "/lib/libfor.so")


def _opens(path):
    try:
        with open(path, "rb") as f:
            f.read(4)
        return "ok"
    except OSError as e:
        return errno.errorcode[e.errno]


def elf_policies():
    foreign = {"off": "ok", "log": "ok", "hide": "ENOENT", "deny": "EACCES"}
    for policy, answer in foreign.items():
        with v.Space() as s:
            _elf_space(s)
            view = s.mount(f"elf={policy},listing=union")
            lib = s.mnt + "/lib/"
            v.expect(_opens(lib + "libfor.so.1"), answer, policy)
            v.expect(_opens(lib + "libfor.so"), answer, policy + " through a link")
            for fine in ("liblin.so.1", "libc_for.so", "libtext.so", "libempty.so", "libshort.so",
                         "../bin/program"):
                v.expect(_opens(lib + fine), "ok", f"{policy} {fine}")
            v.expect(os.path.isdir(lib + "dir.so"), True, "a directory")
            listed = "libfor.so.1" in os.listdir(lib)
            if policy != "hide":
                v.expect(listed, True, policy)
            log = v.read(s.mnt + "/.compatfs/foreign")
            if policy == "off":
                v.expect(log, "")
            else:
                lines = [x.split("\t") for x in log.splitlines()]
                v.expect([x[:3] for x in lines],
                         [["/lib/libfor.so.1", s.root + "/lib/libfor.so.1", "freebsd"]], policy)
                v.expect(len(lines[0]), 4, "fields")
            if policy == "log":
                v.expect(attribute(lib + "libfor.so.1", "brand"), "freebsd")
                v.expect(attribute(lib + "libc_for.so", "brand"), "freebsd")
                v.expect(attribute(s.mnt + "/bin/program", "brand"), "freebsd")
                v.expect(attribute(lib + "liblin.so.1", "brand"), "linux")
            view.unmount()


def elf_changes():
    """The decision is of the object as it is, not as it was."""
    with v.Space() as s:
        elf(s.root + "/lib/liba.so", 9)
        os.makedirs(s.compat + "/lib")
        view = s.mount("elf=hide,rw")
        v.expect(_opens(s.mnt + "/lib/liba.so"), "ENOENT")
        with open(s.root + "/lib/liba.so", "r+b") as f:
            f.seek(7)
            f.write(b"\0")
        v.until(lambda: _opens(s.mnt + "/lib/liba.so") == "ok", "rebranded")
        view.unmount()


def elf_hide_for_linker():
    """The real run-time linker goes on past a foreign library only when it is hidden."""
    with v.Space() as s:
        elf(s.root + "/a/libz.so.1", 9)
        elf(s.root + "/b/libz.so.1", 0)
        for policy, works in (("log", False), ("hide", True)):
            view = s.mount("elf=" + policy)
            env = dict(os.environ, LD_LIBRARY_PATH=f"{s.mnt}/a:{s.mnt}/b")
            code, out, err = v.run(sys.executable, "-c",
                                   "import ctypes; print(ctypes.CDLL('libz.so.1'))", env=env)
            v.expect(code == 0, works, policy + err)
            if not works:
                v.expect("ELF file OS ABI invalid" in err, True, err)
            view.unmount()


def changes_behind():
    """What is changed in the layers by others shows in the view, after a moment."""
    with v.Space("/var/tmp") as s:
        s.r("d/f"), s.c("d/own")
        view = s.mount()
        v.expect(v.read(s.mnt + "/d/f"), "R:d/f")
        v.expect_error(errno.ENOENT, os.stat, s.mnt + "/d/new")

        def shows(path, text, what):
            def is_there():
                try:
                    return v.read(s.mnt + path) == text
                except OSError:
                    return False
            v.until(is_there, what)

        s.c("d/f", "C: now longer than before")
        shows("/d/f", "C: now longer than before", "compat copy appears")
        s.r("d/new")
        shows("/d/new", "R:d/new", "new root file appears")
        s.r("d/new", "R: changed in place")
        shows("/d/new", "R: changed in place", "new content appears")
        os.unlink(s.compat + "/d/f")
        shows("/d/f", "R:d/f", "root's copy shows again")
        os.rename(s.root + "/d", s.root + "/e")
        shows("/e/f", "R:d/f", "renamed directory")
        view.unmount()


def where():
    with v.Space() as s:
        s.c("f"), s.r("f"), s.r("g"), s.c("d/x"), s.r("d/y")
        os.symlink("/d", s.compat + "/l")
        root = f"root={s.root}"
        code, out, err = v.run(v.COMPATFS, "where", "-o", root, s.compat, "/f", "/g", "/d", "/none")
        v.expect(code, 1, err)
        v.expect(out.splitlines(), [f"compat\t{s.compat}/f\t/f", f"root\t{s.root}/g\t/g",
                                    f"both\t{s.compat}/d\t/d", "none\t-\t/none"])
        code, out, _ = v.run(v.COMPATFS, "where", "-o", root, s.compat, "/f")
        v.expect((code, out), (0, f"compat\t{s.compat}/f\t/f\n"))
        code, out, _ = v.run(v.COMPATFS, "where", "-v", "-o", root, s.compat, "/l/y")
        v.expect(code, 0)
        for word in (f"root\t{s.root}/d/y\t/l/y", s.compat + "/l", s.compat + "/d/y"):
            v.expect(word in out, True, f"{word} in {out}")
        code, out, _ = v.run(v.COMPATFS, "where", "--json", "-o", root, s.compat, "/f", "/none")
        objects = [json.loads(x) for x in out.splitlines()]
        v.expect([(o["format"], o["layer"]) for o in objects], [(1, "compat"), (1, "none")])
        bad = os.fsdecode(b"/\xff\xfe")
        with open(os.fsencode(s.compat) + b"/\xff\xfe", "w"):
            pass
        code, out, _ = v.run(v.COMPATFS, "where", "--json", "-o", root, s.compat, bad)
        v.expect(code, 0)
        v.expect(json.loads(out)["lossy"], True)
        v.expect(v.run(v.COMPATFS, "where")[0], 2)
        for word in ("--help", "--version"):
            v.expect(v.run(v.COMPATFS, "where", word)[0], 0, word)
        # what a mount takes, as it stands in fstab; and nothing else
        code, out, err = v.run(v.COMPATFS, "where", "-f", "-o", root + ",ro,allow_other,nosuid,nodev,elf=hide",
                               "-o", "max_threads=3", s.compat, "/f", "--", "-g")
        v.expect((code, out.splitlines()), (1, [f"compat\t{s.compat}/f\t/f", "none\t-\t-g"]), err)
        for bad in ("-o,frobnicate", "--frobnicate", "-x", "--json=yes"):
            code, out, err = v.run(v.COMPATFS, "where", *bad.split(","), s.compat, "/f")
            v.expect((code, out), (2, ""), bad)
            v.expect("compatfs: unknown option" in err and bad.split(",")[-1] in err, True, err)
        v.expect(v.run(v.COMPATFS, "where", "-o", root, s.dir + "/no", "/f")[0], 2)


def where_controls():
    """Names cannot steer the terminal that where tells of them, nor add lines or fields; JSON has them as they are."""
    with v.Space() as s:
        raw, shown = "a\x1b[2J\n\tb\x9bc\x7f\u00e9\\", "a\\x1b[2J\\x0a\\x09b\\xc2\\x9bc\\x7f\u00e9\\"
        s.c(f"d/{raw}"), s.r(raw)
        os.symlink(f"/d/{raw}", f"{s.compat}/l{raw}")
        os.symlink(f"{raw}/none", f"{s.root}/m{raw}")
        root = f"root={s.root}"
        code, out, _ = v.run(v.COMPATFS, "where", "-o", root, s.compat, f"/d/{raw}", f"/{raw}", f"/none{raw}")
        v.expect((code, out), (1, f"compat\t{s.compat}/d/{shown}\t/d/{shown}\nroot\t{s.root}/{shown}\t/{shown}\n"
                                  f"none\t-\t/none{shown}\n"))
        for path in (f"/l{raw}/x", f"/m{raw}/x", f"/d/{raw}/../{raw}"):
            for rule in ("altroot", "legacy"):
                _, out, _ = v.run(v.COMPATFS, "where", "-v", "-o", f"{root},rule={rule}", s.compat, path)
                v.expect([c for c in out.replace("\n", "") if ord(c) < 0x20 and c != "\t" or 0x7f <= ord(c) < 0xa0], [], out)
                v.expect(out.splitlines()[0].count("\t"), 2, out)
                for line in out.splitlines()[1:]:
                    v.expect(line.startswith("  ") and "\t" not in line, True, line)
                v.expect(shown in out, True, out)
        s.r(f"there/{raw}"), s.r(f"link/{raw}")
        os.symlink("there", s.compat + "/link")
        _, out, _ = v.run(v.COMPATFS, "where", "-v", "-o", root, s.compat, f"/link/{raw}")
        v.expect(f"  the kernel's rule differs: root {s.root}/link/{shown}\n" in out, True, out)
        _, _, err = v.run(v.COMPATFS, "where", s.compat + "/none\x1b", "/")
        v.expect(err, f"compatfs: {s.compat}/none\\x1b: No such file or directory\n")
        code, out, _ = v.run(v.COMPATFS, "where", "-v", "-o", root, s.compat, f"/l{raw}/x")
        v.expect(f"  link   {s.compat}/l{shown} -> /d/{shown}\n" in out, True, out)
        code, out, _ = v.run(v.COMPATFS, "where", "--json", "-o", root, s.compat, f"/d/{raw}")
        v.expect((code, json.loads(out)["source"], json.loads(out)["path"]), (0, f"{s.compat}/d/{raw}", f"/d/{raw}"))


def where_agrees():
    """where and the mounted view give the same answers."""
    with v.Space() as s:
        for n in ("a", "d/a", "d/e/f", "x/y"):
            s.c(n)
        for n in ("a", "d/b", "d/e/g", "z/y"):
            s.r(n)
        os.symlink("../a", s.compat + "/d/l")
        os.symlink("b", s.compat + "/d/m")
        view = s.mount()
        paths = ["/a", "/d", "/d/a", "/d/b", "/d/e", "/d/e/f", "/d/e/g", "/x", "/x/y", "/z", "/z/y",
                 "/d/l", "/d/m", "/d/../a", "/none", "/a/b", "/z/../d/b"]
        _, out, _ = v.run(v.COMPATFS, "where", "-o", "root=" + s.root, s.compat, *paths)
        for path, line in zip(paths, out.splitlines()):
            layer, source, _ = line.split("\t")
            if os.path.islink(s.mnt + path):
                continue  # has no attributes; where tells of the link itself
            try:
                v.expect(os.getxattr(s.mnt + path, "user.compatfs.layer").decode(), layer, path)
                v.expect(os.getxattr(s.mnt + path, "user.compatfs.source").decode(), source, path)
            except OSError:
                v.expect((layer, source), ("none", "-"), path)
        view.unmount()


def read_only_by_default():
    with v.Space() as s:
        s.r("f"), s.c("g")
        view = s.mount()
        for path in (s.mnt + "/f", s.mnt + "/g", s.mnt + "/new"):
            v.expect_error(errno.EROFS, open, path, "w")
        v.expect_error(errno.EROFS, os.unlink, s.mnt + "/f")
        v.expect(os.statvfs(s.mnt).f_flag & os.ST_RDONLY, os.ST_RDONLY)
        with open(s.mnt + "/f", "rb") as f:
            m = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ)
            v.expect(m[:], b"R:f")
            m.close()
        view.unmount()


v.main([attributes, listing, union_many, union_rights, rights_change, links_inside, control_directory, elf_policies, elf_changes,
        elf_hide_for_linker, changes_behind, where, where_controls, where_agrees, read_only_by_default])
