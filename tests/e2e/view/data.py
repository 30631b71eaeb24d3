#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What is in files, in each of the ways that the kernel can reach it (data=): real programs, changes in the layers,
mappings, files that are renamed, replaced and removed while they are open, and the ways out where passthrough is
not to be had."""

import errno
import fcntl
import hashlib
import json
import mmap
import os
import random
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/../../lib")
import view as v  # noqa: E402

READING = ("passthrough", "cached", "buffered")
WRITING = ("passthrough", "buffered")


def need(view, mode):
    """The mount has got what it asked for."""
    found = view.status()["data"]
    if mode == "passthrough" and found == "buffered" and not os.environ.get("COMPATFS_PASSTHROUGH"):
        raise v.Skip("the kernel has no FUSE passthrough", possible=False)
    v.expect(found, mode, "data in use")


def each(modes, test, options="", **kw):
    for mode in modes:
        with v.Space(v.not_stacked()) as s:
            view = s.mount(",".join(x for x in (options, "data=" + mode) if x), **kw)
            try:
                need(view, mode)
                test(s, view, mode)
            except AssertionError as e:
                raise AssertionError(f"data={mode}: {e}") from e
            view.unmount()


def content(path):
    with open(path, "rb") as f:
        return f.read()


def shows(path, wanted):
    """Whether a file that was just replaced reads as wanted. Before the kernel has heard of it, cached gives ESTALE."""
    try:
        return content(path) == wanted and os.stat(path).st_size == len(wanted)
    except OSError as e:
        if e.errno not in (errno.ESTALE, errno.ENOENT):
            raise
        return False


def backing_files(view):
    return view.status()["cache"]["backing_files"]


def options():
    with v.Space() as s:
        for opts, word in (("data=fast", "data=fast"), ("rw,data=cached", "rw"), ("data=", "data=")):
            status, _, text = v.run(v.COMPATFS, "-f", "-o", f"root={s.root},{opts}", s.compat, s.mnt)
            v.expect(status, 2, opts)
            v.expect(word in text, True, text)
            v.expect(v.is_mounted(s.mnt), False, "mounted")
        view = s.mount()
        v.expect(view.status()["options"]["data"], "auto", "default")
        v.expect(view.status()["data"] in ("passthrough", "buffered"), True, "in use")
        view.unmount()
    v.expect("passthrough: " in v.run(v.COMPATFS, "--version")[1], True, "--version")


def reading():
    rng = random.Random(1)
    sizes = (0, 1, 4095, 4096, 4097, 65536, 1_500_001)
    texts = {f"f{n}": rng.randbytes(n) for n in sizes}

    def test(s, view, mode):
        for i, (name, text) in enumerate(texts.items()):
            v.write(f"{(s.compat, s.root)[i % 2]}/{name}", text)
        with open(s.root + "/sparse", "wb") as f:
            f.seek(1 << 20)
            f.write(b"x")
        for _ in range(3):
            for name, text in texts.items():
                path = f"{s.mnt}/{name}"
                v.expect(content(path) == text, True, name)
                with open(path, "rb") as f:
                    v.expect(os.fstat(f.fileno()).st_size, len(text), "size of " + name)
                    v.expect(os.pread(f.fileno(), 100, 4000), text[4000:4100], "pread of " + name)
                    v.expect(os.lseek(f.fileno(), 0, os.SEEK_END), len(text), "end of " + name)
                    os.posix_fadvise(f.fileno(), 0, 0, os.POSIX_FADV_WILLNEED)
                    os.fsync(f.fileno())
                    if text:
                        with mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ) as m:
                            v.expect(m[:] == text, True, "mapped " + name)
        with open(s.mnt + "/sparse", "rb") as f, open(s.root + "/sparse", "rb") as below:
            for whence in (os.SEEK_DATA, os.SEEK_HOLE):
                v.expect(os.lseek(f.fileno(), 0, whence), os.lseek(below.fileno(), 0, whence), "holes")
        if mode == "passthrough":
            with open(s.mnt + "/sparse", "rb"):  # once closed it is so for some seconds only
                v.expect(backing_files(view) > 0, True, "registered")

    each(READING, test)


def programs():
    def test(s, view, mode):
        os.mkdir(s.compat + "/bin")
        for name in ("cat", "grep", "sha256sum", "tar"):
            status, where, _ = v.run("sh", "-c", "command -v " + name)
            v.expect(status, 0, name)
            v.write(f"{s.compat}/bin/{name}", content(os.path.realpath(where.strip())), mode=0o755)
        for i in range(200):
            v.write(f"{(s.compat, s.root)[i % 2]}/t/f{i}", f"line {i}\n" * (i * 7))
        every = os.listdir(s.compat + "/t") + os.listdir(s.root + "/t")
        for name in every:
            os.lstat(f"{s.mnt}/t/{name}")
        b, t = s.mnt + "/bin", s.mnt + "/t"
        for _ in range(3):
            done = v.run(b + "/sha256sum", *(f"{t}/{n}" for n in sorted(every)))
            wanted = "".join(f"{hashlib.sha256(content(f'{t}/{n}')).hexdigest()}  {t}/{n}\n" for n in sorted(every))
            v.expect(done[:2], (0, wanted), "sha256sum")
            v.expect(v.run(b + "/grep", "-c", "line 99", t + "/f99")[1], "693\n", "grep")
            done = v.run("sh", "-c", f"{b}/tar cf - -C {t} {' '.join(every)} | tar xOf - | sha256sum")
            once = hashlib.sha256(b"".join(content(f"{t}/{n}") for n in every)).hexdigest()
            v.expect(done[1].split()[0], once, "tar")

    each(READING, test)


def changes_below():
    def test(s, view, mode):
        rng = random.Random(2)
        path, below = s.mnt + "/d/f", s.root + "/d/f"
        v.write(below, "first")
        v.write(s.root + "/d/other", "other")
        kept = open(path, "rb")  # open all the time, on what was there at the start
        number = os.fstat(kept.fileno()).st_ino
        for i in range(60):
            kind = i % 5
            if kind == 0:
                v.write(below, rng.randbytes(rng.randrange(20000)))
            elif kind == 1:
                with open(below, "ab") as f:
                    f.write(rng.randbytes(5000))
            elif kind == 2:
                os.truncate(below, rng.randrange(9000))
            elif kind == 3:
                v.write(below + ".new", rng.randbytes(3000))
                os.rename(below + ".new", below)
            else:  # as long as before, in place
                with open(below, "r+b") as f:
                    f.write(rng.randbytes(50))
            wanted = content(below)
            v.until(lambda: shows(path, wanted), f"change {i} of kind {kind}")
        if mode != "cached":
            v.expect(os.fstat(kept.fileno()).st_ino, number, "inode of what was replaced")
            kept.read()
        kept.close()
        os.rename(below, s.compat + "/f2")
        v.until(lambda: not os.path.exists(path) and shows(s.mnt + "/f2", wanted), "moved to the other layer")
        os.unlink(s.compat + "/f2")
        v.until(lambda: not os.path.exists(s.mnt + "/f2"), "removed")

    each(READING, test)


def open_while_replaced():
    """Who has a file open keeps it, whatever takes its name; who opens the name gets the new one."""
    def test(s, view, mode):
        s.c("f", "old" * 5000)
        holders = [open(s.mnt + "/f", "rb") for _ in range(3)]
        for f in holders:
            f.read(10)
        s.c("f.new", "new" * 5000)
        os.rename(s.compat + "/f.new", s.compat + "/f")
        v.until(lambda: shows(s.mnt + "/f", b"new" * 5000), "the new one")
        for f in holders:
            v.expect(os.pread(f.fileno(), 20000, 0) == b"old" * 5000, True, "the old one")
            v.expect(os.fstat(f.fileno()).st_size, 15000, "its size")
            v.expect(os.lseek(f.fileno(), 0, os.SEEK_HOLE), 15000, "its end")
            if mode == "passthrough":
                again = content(f"/proc/self/fd/{f.fileno()}")
                v.expect(again == b"old" * 5000, True, "opened again through its descriptor")
            f.close()

    each(WRITING, test)


def writing():
    def test(s, view, mode):
        path, below = s.mnt + "/f", s.compat + "/f"
        with open(path, "wb") as f:
            f.write(b"0123456789")
        v.expect((content(below), os.stat(path).st_size), (b"0123456789", 10), "made")
        fd = os.open(path, os.O_WRONLY | os.O_APPEND)
        with open(below, "ab") as f:
            f.write(b"(below)")
        os.write(fd, b"end")
        fcntl.fcntl(fd, fcntl.F_SETFL, fcntl.fcntl(fd, fcntl.F_GETFL) & ~os.O_APPEND)
        os.pwrite(fd, b"X", 0)
        v.expect(content(below), b"X123456789(below)end", "appended, then not")
        os.close(fd)
        v.until(lambda: shows(path, content(below)), "the same")
        with open(path, "r+b") as f:
            fcntl.fcntl(f.fileno(), fcntl.F_SETFL, os.O_APPEND)
            os.write(f.fileno(), b"!")
        v.expect(content(below)[-2:], b"d!", "appended since fcntl")
        with open(path, "wb") as f:
            v.expect(os.stat(path).st_size, 0, "cut at open")
            f.write(b"short")
        os.truncate(path, 3)
        with open(path, "rb") as f, open(s.mnt + "/copy", "wb") as to:
            v.expect(os.copy_file_range(f.fileno(), to.fileno(), 3), 3, "copied")
        v.expect(content(s.compat + "/copy"), b"sho", "copy")
        with open(path, "r+b") as f:
            os.posix_fallocate(f.fileno(), 0, 10000)
            v.expect(os.fstat(f.fileno()).st_size, 10000, "allocated")
            f.truncate(4)
            v.expect((os.fstat(f.fileno()).st_size, os.stat(below).st_size), (4, 4), "cut")
        for n in (1, 4096, 100_000, 3_000_000):
            text = random.Random(n).randbytes(n)
            with open(path, "wb") as f:
                f.write(text)
                f.flush()
                v.expect(os.fstat(f.fileno()).st_size, n, "size while open")
            v.expect(content(below) == text and content(path) == text, True, f"{n} bytes")
            v.expect(os.stat(path).st_mtime_ns, os.stat(below).st_mtime_ns, "time of change")

    each(WRITING, test, "rw")


def mapped_writing():
    def test(s, view, mode):
        path = s.mnt + "/f"
        s.c("f", b"\0" * 8192)
        os.utime(s.compat + "/f", (1, 1))
        v.until(lambda: os.stat(path).st_mtime == 1, "old time")
        with open(path, "r+b") as f:
            with mmap.mmap(f.fileno(), 0) as m:
                m[5:9] = b"text"
                m.flush()
                v.expect(os.pread(f.fileno(), 4, 5), b"text", "read through the view")
                v.expect(os.stat(path).st_mtime > 1, True, "time of change")
        v.until(lambda: content(s.compat + "/f")[5:9] == b"text", "written below")
        v.expect(content(path)[5:9], b"text", "read again")

    each(WRITING, test, "rw")


def moved_while_open():
    def test(s, view, mode):
        os.mkdir(s.compat + "/d")
        with open(s.mnt + "/f", "w+b") as f:
            f.write(b"one")
            f.flush()
            os.rename(s.mnt + "/f", s.mnt + "/d/g")
            f.write(b"two")
            f.flush()
            v.expect(content(s.mnt + "/d/g"), b"onetwo", "renamed")
            other = open(s.mnt + "/d/g", "rb")
            os.unlink(s.mnt + "/d/g")
            f.write(b"three")
            f.flush()
            v.expect(other.read(), b"onetwothree", "unlinked")
            st = os.fstat(other.fileno())
            v.expect((st.st_nlink, st.st_size), (0, 11), "attributes")
            f.truncate(3)
            v.expect(os.fstat(f.fileno()).st_size, 3, "cut")
            v.expect(content(f"/proc/self/fd/{f.fileno()}"), b"one", "opened again")
            other.close()
        v.expect(os.listdir(s.compat + "/d"), [], "left over")

    each(WRITING, test, "rw")


def kept_from_others():
    """A program that runs below is not written to (ETXTBSY, not EIO), and one that was written runs."""
    def test(s, view, mode):
        sleep = os.path.realpath(v.run("sh", "-c", "command -v sleep")[1].strip())
        with open(s.mnt + "/prog", "wb") as f:
            f.write(content(sleep))
        os.chmod(s.mnt + "/prog", 0o755)
        for _ in range(v.PATIENCE * 10):  # the daemon's own descriptor goes a little after close()
            try:
                running = subprocess.Popen([s.compat + "/prog", "60"])
                break
            except OSError as e:
                v.expect(e.errno, errno.ETXTBSY, "run")
                time.sleep(0.1)
        try:
            v.expect_error(errno.ETXTBSY, os.open, s.mnt + "/prog", os.O_WRONLY)
        finally:
            running.kill()
            running.wait()
        v.expect(v.run(s.mnt + "/prog", "0")[0], 0, "run in the view")

    each(WRITING, test, "rw")


def bits_cleared():
    """Setuid bits and capabilities go when somebody else writes, however long that one has the file open."""
    def test(s, view, mode):
        path, below = s.mnt + "/f", s.compat + "/f"
        capability = b"\x00\x00\x00\x02\x00\x20\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        for way in ("write", "truncate", "append"):
            v.write(path, "text")
            os.chmod(path, 0o777)
            fds = [os.open(path, os.O_RDWR | (os.O_APPEND if way == "append" else 0)) for _ in range(2)]
            os.write(fds[0], b"1")  # the kernel now knows that there is nothing to clear
            os.chmod(path, 0o6777)
            os.setxattr(path, "security.capability", capability)
            v.expect(os.stat(below).st_mode & 0o7777, 0o6777, "bits")

            def other():
                return os.ftruncate(fds[1], 2) if way == "truncate" else os.write(fds[1], b"2")

            v.in_child(other, uid=65534)
            v.expect(oct(os.stat(below).st_mode & 0o7777), oct(0o777), "bits after " + way)
            v.expect(oct(os.fstat(fds[0]).st_mode & 0o7777), oct(0o777), "in the view after " + way)
            v.expect_error(errno.ENODATA, os.getxattr, below, "security.capability")
            for fd in fds:
                os.close(fd)

    each(WRITING, test, "rw")


def opened_often():
    def test(s, view, mode):
        for i in range(20):
            s.c(f"f{i}", f"text {i}")
        v.until(lambda: all(os.path.exists(f"{s.mnt}/f{i}") for i in range(20)), "all there")
        before = view.descriptors(s.compat + "/*")
        for i in range(2000):
            v.expect(content(f"{s.mnt}/f{i % 20}"), f"text {i % 20}".encode(), "text")
        many = [open(f"{s.mnt}/f{i % 20}", "rb") for i in range(200)]
        if mode == "passthrough":
            # a descriptor a file, not one an open file; the status' own is none
            v.expect(view.descriptors(s.compat + "/*") - before <= 20, True, "descriptors while open")
            v.expect(backing_files(view) <= 20, True, "registered")
        for f in many:
            f.close()
        v.until(lambda: view.descriptors(s.compat + "/*") <= before and backing_files(view) == 0, "all closed again")

    each(READING, test)


def given_back():
    """What is kept open for a while does not keep a removed file's blocks, nor a mount, for long."""
    def test(s, view, mode):
        os.mkdir(s.root + "/m")
        v.expect(v.run("mount", "-t", "tmpfs", "-o", "size=8m", "none", s.root + "/m")[0], 0, "mount")
        try:
            v.write(s.root + "/m/f", b"x" * (6 << 20))
            v.until(lambda: os.path.exists(s.mnt + "/m/f"), "there")
            v.expect(len(content(s.mnt + "/m/f")), 6 << 20, "size")
            os.unlink(s.root + "/m/f")

            def there_is_room():
                os.path.exists(s.mnt + "/m/f")
                st = os.statvfs(s.root + "/m")
                return st.f_bfree * st.f_frsize > 7 << 20

            v.until(there_is_room, "blocks")
            v.write(s.root + "/m/g", b"y")
            v.until(lambda: os.path.exists(s.mnt + "/m/g"), "there")
            content(s.mnt + "/m/g")
            v.until(lambda: v.run("umount", s.root + "/m")[0] == 0, "unmounted")
        finally:
            if v.is_mounted(s.root + "/m"):
                v.run("umount", "-l", s.root + "/m")

    each(READING, test)


def stacked_layer():
    """A file system that is stacked itself is refused by the kernel: that file is read the other way."""
    with v.Space(v.not_stacked()) as s:
        for d in ("lower", "upper", "work"):
            os.mkdir(f"{s.dir}/{d}")
        v.write(s.dir + "/lower/f", "stacked")
        s.c("g", "plain")
        v.expect(v.run("mount", "-t", "overlay", "-o", f"lowerdir={s.dir}/lower,upperdir={s.dir}/upper,"
                       f"workdir={s.dir}/work", "none", s.root)[0], 0, "overlayfs")
        view = s.mount("rw,data=passthrough")
        need(view, "passthrough")
        for _ in range(3):
            v.expect(content(s.mnt + "/f"), b"stacked", "f")
        v.expect(backing_files(view), 0, "registered")
        with open(s.mnt + "/f", "r+b") as f, open(s.mnt + "/f", "rb") as g:
            f.write(b"STACK")
            f.flush()
            v.expect(g.read(), b"STACKed", "written")
        with open(s.mnt + "/g", "rb") as g:
            v.expect(g.read(), b"plain", "g")
            v.expect(backing_files(view), 1, "registered")
        view.unmount()
        v.expect(v.run("umount", s.root)[0], 0, "umount")


def stacked_above():
    """One file system may be stacked on the view, as compatrun --scratch does."""
    def test(s, view, mode):
        s.r("f", "below")
        for d in ("upper", "work", "top"):
            os.mkdir(f"{s.dir}/{d}")
        status, _, text = v.run("mount", "-t", "overlay", "-o", f"lowerdir={s.mnt},upperdir={s.dir}/upper,"
                                f"workdir={s.dir}/work", "none", s.dir + "/top")
        v.expect((status, text), (0, ""), "overlayfs")
        try:
            v.expect(content(s.dir + "/top/f"), b"below", "read")
            with open(s.dir + "/top/f", "ab") as f:
                f.write(b"+")
            v.expect((content(s.dir + "/top/f"), content(s.mnt + "/f")), (b"below+", b"below"), "copied up")
        finally:
            v.run("umount", s.dir + "/top")

    each(READING, test, "cache=hold")


def without_privilege():
    """Root of a user namespace may mount, and may not register files."""
    with v.Space("/var/tmp") as s:
        s.c("f", "text")
        if v.run("unshare", "-Urm", "true")[0] != 0:
            raise v.Skip("no user namespaces", possible=False)
        script = (f'"$1" -o root={s.root},data=passthrough {s.compat} {s.mnt} && cat {s.mnt}/f {s.mnt}/f && '
                  f'cat {s.mnt}/.compatfs/status; umount {s.mnt}')
        status, out, text = v.run("unshare", "-Urm", "sh", "-c", script, "sh", v.COMPATFS)
        v.expect((status, out[:8]), (0, "texttext"), text)
        v.expect(json.loads(out[8:])["data"], "buffered", "data")


def control_files():
    """They say what is so when they are opened, also where nothing is opened."""
    def test(s, view, mode):
        s.c("f", "text")
        for i in range(5):
            lookups = view.status()["counters"]["lookups"]
            for n in range(3):
                os.path.exists(f"{s.mnt}/no{i}.{n}")
            v.expect(view.status()["counters"]["lookups"] >= lookups + 3, True, "counted")
        v.expect(content(s.mnt + "/.compatfs/foreign"), b"", "foreign")
        v.expect(v.run("cat", s.mnt + "/.compatfs/status")[1].count("\n"), 1, "lines")

    each(READING, test)


if __name__ == "__main__":
    v.main([options, reading, programs, changes_below, open_while_replaced, writing, mapped_writing, moved_while_open,
            kept_from_others, bits_cleared, opened_often, given_back, stacked_layer, stacked_above, without_privilege,
            control_files])
