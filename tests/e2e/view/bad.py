#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Bad input and bad weather: each gives a clear error or a working view, never a hang or a crash."""

import contextlib
import errno
import os
import resource
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/../../lib")
import view as v  # noqa: E402

HUNG = os.environ["HUNG_MOUNT"]
RW = "rw,allow_other,default_permissions"


def refused(args, *words):
    """compatfs ARGS ends at once, non-zero, with one line that has the words, and mounts nothing."""
    before = v.read("/proc/self/mountinfo").count("\n")
    code, out, err = v.run(v.COMPATFS, *args)
    if code not in (1, 2):
        raise AssertionError(f"{args}: status {code}: {out}{err}")
    lines = err.strip().splitlines()
    if len(lines) != 1 or not lines[0].startswith("compatfs: "):
        raise AssertionError(f"{args}: not one clear line: {err!r}")
    for word in words:
        if word not in err:
            raise AssertionError(f"{args}: no {word!r} in {err!r}")
    v.expect(v.read("/proc/self/mountinfo").count("\n"), before, "mounts")


def layers_missing():
    with v.Space() as s:
        refused([s.dir + "/none", s.mnt], "/none", "No such file")
        refused(["-o", f"root={s.dir}/none", s.compat, s.mnt], "/none", "No such file")
        v.write(s.dir + "/file", "x")
        refused([s.dir + "/file", s.mnt], "/file", "Not a directory")
        refused(["-o", f"root={s.dir}/file", s.compat, s.mnt], "/file", "Not a directory")
        os.symlink("loop", s.dir + "/loop")
        refused([s.dir + "/loop", s.mnt], "/loop")
        refused(["-o", "root=", s.compat, s.mnt])
        refused(["", s.mnt])
        refused([s.dir + "/" + "x" * 300, s.mnt], "too long")
        refused([s.dir + "/" + "x/" * 3000, s.mnt])


def layers_unreadable():
    with v.Space() as s:
        os.chmod(s.compat, 0o000)
        os.chown(s.mnt, 65534, 65534)

        def as_user():
            return v.run(v.COMPATFS, "-o", f"root={s.root}", s.compat, s.mnt)

        code, _, err = v.in_child(as_user, uid=65534)
        v.expect(code in (1, 2), True, err)
        v.expect("ermission denied" in err, True, err)


def same_directory():
    with v.Space() as s:
        refused(["-o", f"root={s.compat}", s.compat, s.mnt], "same directory")
        os.symlink(s.compat, s.dir + "/alias")
        refused(["-o", f"root={s.dir}/alias/../compat", s.compat, s.mnt], "same directory")
        refused(["-o", "root=/", "/", s.mnt], "same directory")


def mount_point():
    with v.Space() as s:
        v.write(s.dir + "/file", "x")
        refused(["-o", f"root={s.root}", s.compat, s.dir + "/file"], "/file", "not a directory")
        refused(["-o", f"root={s.root}", s.compat, s.dir + "/none"], "/none")
        os.mkdir(s.compat + "/inner")
        refused(["-o", f"root={s.root}", s.compat, s.compat + "/inner"], "inside COMPAT")
        refused(["-o", f"root={s.root}", s.compat, s.compat], "inside COMPAT")
        refused(["-o", f"root={s.root}", s.compat])
        view = s.mount()
        refused(["-o", f"root={s.root}", s.compat, s.mnt], "in use")
        view.unmount()


def options():
    with v.Space() as s:
        for bad, word in (("frobnicate", "frobnicate"), ("listing=both", "listing=both"),
                          ("rule=", "rule="), ("elf=yes", "elf=yes"), ("links=no", "links=no"),
                          ("root", "root"), ("roots=/x", "roots"), ("listing", "listing"),
                          ("max_threads=0", "max_threads=0"), ("max_threads=-5", "max_threads=-5"),
                          ("max_threads=2x", "max_threads=2x"), ("max_threads=", "max_threads=")):
            refused(["-o", f"root={s.root},{bad}", s.compat, s.mnt], word)
        refused([f"--root={s.root}", "--listing=x", s.compat, s.mnt], "listing=x")
        refused(["--nonsense", s.compat, s.mnt], "nonsense")
        refused(["-o", f"root={s.root}", s.compat, s.mnt, "extra"], "extra")
        refused([])
        for good in ("--help", "--version"):
            code, out, _ = v.run(v.COMPATFS, good)
            v.expect(code, 0, good)
            v.expect(bool(out), True, good)


def closed_standard():
    """Whoever starts us may have closed standard descriptors: no layer's takes their place, and what is not
    printed is no success."""
    for redirect in ("<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"):
        with v.Space() as s:
            s.c("f"), s.r("g")
            code, out, err = v.run("sh", "-c", f'"$0" "$@" {redirect}', v.COMPATFS, "-o", f"root={s.root}", s.compat,
                                   s.mnt)
            v.expect((code, out, err), (0, "", ""), redirect)
            v.expect((v.read(s.mnt + "/f"), v.read(s.mnt + "/g")), ("C:f", "R:g"), redirect)
            v.expect(v.run("umount", s.mnt)[0], 0, "umount")
    with v.Space() as s:
        s.c("f")
        for args in (["--help"], ["--version"], ["where", "--help"], ["where", s.compat, "/f"]):
            for redirect in (">/dev/full", ">&-"):
                code, _, err = v.run("sh", "-c", f'"$0" "$@" {redirect}', v.COMPATFS, *args)
                v.expect((code, err.startswith("compatfs: standard output: ")), (2, True), (args, redirect, err))


def long_options():
    """Each option is there as --name=value too."""
    with v.Space() as s:
        s.c("f")
        s.r("g")
        code, _, err = v.run(v.COMPATFS, f"--root={s.root}", "--listing=union", "--rule=legacy",
                             "--links=inside", "--elf=hide", "--rw", s.compat, s.mnt)
        v.expect((code, err), (0, ""), "mount")
        v.expect(sorted(os.listdir(s.mnt)), ["f", "g"])
        status = v.json.loads(v.read(s.mnt + "/.compatfs/status"))
        options_ = status.get("options", status)
        v.expect([options_[k] for k in ("listing", "rule", "links", "elf")],
                 ["union", "legacy", "inside", "hide"])
        v.write(s.mnt + "/new", "x")
        v.run("umount", s.mnt)


def background():
    """Without -f: back when usable; the daemon goes on by itself and ends with the mount."""
    with v.Space() as s:
        s.r("f")
        code, out, err = v.run(v.COMPATFS, "-o", f"root={s.root}", s.compat, s.mnt)
        v.expect((code, out, err), (0, "", ""), "mount")
        v.expect(v.read(s.mnt + "/f"), "R:f")
        v.expect(v.run("umount", s.mnt)[0], 0, "umount")


def fstab_helper():
    """mount(8)'s helper calls us with SOURCE DIR -o and fstab's own words among the options. It looks for
    the program in the system's own PATH, so that the test names the binary (fstab: fuse.compatfs)."""
    if not os.access("/sbin/mount.fuse", os.X_OK) and not os.access("/sbin/mount.fuse3", os.X_OK):
        raise v.Skip("no mount.fuse")
    with v.Space() as s:
        s.r("f")
        code, out, err = v.run("mount", "-t", "fuse", "-o",
                               f"root={s.root},ro,nosuid,nodev,noatime,noauto,x-systemd.automount,_netdev",
                               f"{v.COMPATFS}#{s.compat}", s.mnt)
        v.expect((code, out, err), (0, "", ""), "mount")
        v.expect(v.read(s.mnt + "/f"), "R:f")
        line = [x for x in v.read("/proc/self/mountinfo").splitlines() if s.mnt in x][0]
        for word in ("ro", "nosuid", "nodev", "fuse.compatfs", s.compat):
            v.expect(word in line, True, f"{word} in {line}")
        v.expect(v.run("umount", s.mnt)[0], 0, "umount")


def signals():
    for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with v.Space() as s:
            view = s.mount()
            view.process.send_signal(sig)
            view.process.wait(v.PATIENCE)
            v.expect(v.is_mounted(s.mnt), False, f"mounted after signal {sig}")
            v.expect(view.process.returncode, 0, f"status after {sig}: {view.messages()}")


def signal_when_busy():
    """A file is open and a process stands in the view: the daemon still ends, nothing hangs."""
    with v.Space() as s:
        s.r("f", "x" * 100000)
        view = s.mount()
        user = subprocess.Popen(["sleep", "1000"], cwd=s.mnt)
        with open(s.mnt + "/f", "rb") as f:
            f.read(1)
            view.process.terminate()
            view.process.wait(v.PATIENCE)
            try:
                os.stat(s.mnt + "/g")
            except OSError as e:
                v.expect(e.errno in (errno.ENOTCONN, errno.ENOENT, errno.ECONNABORTED), True, str(e))
        user.kill()
        user.wait()


def killed_command():
    """Ended while it waits for the view, the command has not said that there is one: none is left then. Its daemon is
    caught on the way to the mount, which is a matter of luck."""
    with v.Space() as s:
        for _ in range(500):
            command = subprocess.Popen([v.COMPATFS, "-o", f"root={s.root}", s.compat, s.mnt], start_new_session=True)
            children = ""
            while not children and command.poll() is None:
                children = v.read(f"/proc/{command.pid}/task/{command.pid}/children")
            daemon = int(children.split()[0]) if children else 0
            try:
                if daemon:
                    os.kill(daemon, signal.SIGSTOP)
                    while v.read(f"/proc/{daemon}/stat").split(")")[1].split()[0] not in ("T", "Z"):
                        pass
            except (ProcessLookupError, FileNotFoundError):
                daemon = 0
            caught = daemon != 0 and not v.is_mounted(s.mnt)
            if caught:
                command.kill()
                command.wait(60)
            if daemon:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(daemon, signal.SIGCONT)
            code = command.wait(60)
            if caught:
                break
            v.expect(code, 0, "mount")
            v.run("umount", s.mnt)
        else:
            raise v.Skip("the daemon was always quicker", possible=False)
        deadline = time.monotonic() + 60
        while os.path.exists(f"/proc/{daemon}/fd/0") and time.monotonic() < deadline:
            time.sleep(0.05)
        v.expect((os.path.exists(f"/proc/{daemon}/fd/0"), v.is_mounted(s.mnt)), (False, False), "daemon, mount")


def killed_daemon():
    """kill -9: the mount is removed, also when the kernel remembers its attributes, and can be used again."""
    with v.Space() as s:
        s.r("f")
        view = s.mount()
        os.stat(s.mnt)
        view.process.kill()
        view.process.wait()
        v.until(lambda: not v.is_mounted(s.mnt), "unmounted")
        again = s.mount()
        v.expect(v.read(s.mnt + "/f"), "R:f")
        again.unmount()


def layer_deleted():
    with v.Space() as s:
        s.c("d/f")
        s.r("d/g")
        view = s.mount(RW + ",cache=0")
        v.run("rm", "-rf", s.compat)
        v.expect(v.read(s.mnt + "/d/g"), "R:d/g")
        v.expect_error(errno.ENOENT, v.read, s.mnt + "/d/f")
        v.run("rm", "-rf", s.root)
        v.expect_error(errno.ENOENT, v.read, s.mnt + "/d/g")
        v.expect_error(errno.ENOENT, open, s.mnt + "/new", "w")
        os.listdir(s.mnt)
        view.unmount()


def layer_unmounted():
    with v.Space() as s:
        subprocess.run(["mount", "-t", "tmpfs", "none", s.root], check=True)
        s.r("f")
        view = s.mount("cache=0")
        v.expect(v.read(s.mnt + "/f"), "R:f")
        # busy, because the daemon holds it; a lazy one goes through
        v.expect(v.run("umount", s.root)[0] != 0, True, "umount of a layer in use")
        v.expect(v.run("umount", "-l", s.root)[0], 0, "lazy umount")
        v.expect(v.read(s.mnt + "/f"), "R:f")
        v.expect_error(errno.ENOENT, os.stat, s.mnt + "/none")
        view.unmount()


def full_disk():
    with v.Space() as s:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", s.compat], check=True)
        view = s.mount(RW)
        with open(s.mnt + "/big", "wb", buffering=0) as f:
            def fill():
                for _ in range(1000):
                    f.write(b"x" * 4096)
            v.expect_error(errno.ENOSPC, fill)
        v.expect_error(errno.ENOSPC, _fallocate, s.mnt + "/big2", 2 << 20)
        os.unlink(s.mnt + "/big")
        # the kernel tells a FUSE server that nobody uses the file any more when it gets round to it
        v.until(lambda: _fits(s.mnt + "/small"), "room")
        v.expect(v.read(s.compat + "/small"), "fits")
        sv = os.statvfs(s.mnt)
        v.expect(sv.f_blocks * sv.f_frsize <= 1 << 20, True, "statfs is compat's")
        view.unmount()


def _fits(path):
    try:
        v.write(path, "fits")
        return True
    except OSError as e:
        if e.errno != errno.ENOSPC:
            raise
        return False


def _fallocate(path, size):
    fd = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        os.posix_fallocate(fd, 0, size)
    finally:
        os.close(fd)


def patient(function, path):
    """What was closed is released a moment later."""
    until = time.monotonic() + v.PATIENCE
    while True:
        try:
            return function(path)
        except OSError as e:
            if e.errno not in (errno.EMFILE, errno.ENFILE) or time.monotonic() > until:
                raise
            time.sleep(0.1)


def few_descriptors():
    """With 64 descriptors the view works for what fits and says EMFILE or ENFILE for what does not."""
    with v.Space() as s:
        for d in range(30):
            for f in range(30):
                s.r(f"d{d}/f{f}")
        view = s.mount(RW + ",listing=union", limits=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
        seen = sum(len(files) for _, _, files in os.walk(s.mnt))
        v.expect(seen, 900, "files seen by a walk")
        for d in range(30):
            for f in range(0, 30, 7):
                v.expect(patient(v.read, f"{s.mnt}/d{d}/f{f}"), f"R:d{d}/f{f}")
        held = []
        try:
            for d in range(30):
                for f in range(10):
                    held.append(os.open(f"{s.mnt}/d{d}/f{f}", os.O_RDONLY))
            raise AssertionError("300 files open with 64 descriptors")
        except OSError as e:
            v.expect(e.errno in (errno.EMFILE, errno.ENFILE), True, str(e))
        v.expect(len(held) > 10, True, f"{len(held)} files open")
        for fd in held:
            os.close(fd)
        v.expect(patient(v.read, s.mnt + "/d29/f29"), "R:d29/f29")
        view.unmount()


def own_mount_below_root():
    """ROOT=/ and everything else below it: no recursion, no hang."""
    with v.Space("/var/tmp") as s:
        s.c("f")
        view = s.mount(root="/")
        v.expect(v.read(s.mnt + "/f"), "C:f")
        v.expect(v.read(s.mnt + "/etc/passwd"), v.read("/etc/passwd"))
        inner = s.mnt + s.mnt
        v.expect(os.path.isdir(inner), True, inner)
        v.expect(os.listdir(inner), [], "the view's own mount point, seen in the view")
        v.expect_error(errno.ENOENT, os.stat, inner + "/f")
        v.expect(v.read(s.mnt + s.compat + "/f"), "C:f")
        for pseudo in ("/proc", "/sys", "/dev"):
            v.expect(os.listdir(s.mnt + pseudo), [], pseudo)
            v.expect(v.run("ls", "-la", s.mnt + pseudo)[0], 0, pseudo)
        v.expect(v.run("ls", "-la", s.mnt + "/")[0], 0, "ls /")
        code, out, _ = v.run("find", s.mnt + "/etc",
                           s.mnt + s.dir, "-xdev")
        v.expect(code, 0, "find: " + out[-300:])
        view.unmount()


def two_views_of_each_other():
    """Each below the other's root: walking through both ends."""
    with v.Space("/var/tmp") as s:
        other = s.dir + "/mnt2"
        os.mkdir(other)
        a = s.mount(root="/")
        b = s.mount(root="/", mnt=other)
        for path in (s.mnt + other, other + s.mnt, s.mnt + other + s.mnt, other + s.mnt + other):
            done = subprocess.run(["timeout", str(v.PATIENCE), "ls", path], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, check=False)
            v.expect(done.returncode != 124, True, f"{path} hangs")
        b.unmount()
        a.unmount()


def hung_mount_below_root():
    with v.Space("/var/tmp") as s:
        os.makedirs(s.root + "/d/hung")
        s.r("d/f")
        hung = subprocess.Popen([HUNG, s.root + "/d/hung"], stdout=subprocess.PIPE)
        try:
            if hung.stdout.readline() != b"ready\n":
                raise v.Skip("cannot mount FUSE by hand", possible=False)
            view = s.mount(RW)

            def look():
                v.expect(v.read(s.mnt + "/d/f"), "R:d/f")
                v.expect(sorted(os.listdir(s.mnt + "/d")), ["f", "hung"])
                os.stat(s.mnt + "/d")

            v.in_child(look)
            view.unmount()
            # and one that comes while the view is there
            view = s.mount("listing=union")
            os.mkdir(s.root + "/d/late")
            known = mount_changes(view)
            late = subprocess.Popen([HUNG, s.root + "/d/late"], stdout=subprocess.PIPE)
            v.expect(late.stdout.readline(), b"ready\n")
            v.until(lambda: mount_changes(view) > known, "the view knows of the mount")
            v.in_child(look_late(s))
            view.unmount()
            late.kill()
            late.wait()
        finally:
            hung.kill()
            hung.wait()
            v.run("umount", "-l", s.root + "/d/hung")
            v.run("umount", "-l", s.root + "/d/late")


def mount_changes(view):
    return view.status()["cache"]["mount_changes"]


def look_late(s):
    def look():
        v.expect(v.read(s.mnt + "/d/f"), "R:d/f")
        v.expect("late" in os.listdir(s.mnt + "/d"), True, "late mount listed")
    return look


def mounts_pass_through():
    """A mount below a layer that is neither hung nor the kernel's shows its content."""
    with v.Space("/var/tmp") as s:
        for layer in (s.compat, s.root):
            os.mkdir(layer + "/mt")
            subprocess.run(["mount", "-t", "tmpfs", "none", layer + "/mt"], check=True)
        s.c("mt/f")
        s.r("mt/g")
        view = s.mount(RW)
        v.expect(v.read(s.mnt + "/mt/f"), "C:mt/f")
        v.expect(v.read(s.mnt + "/mt/g"), "R:mt/g")
        s.c("x")
        v.expect_error(errno.EXDEV, os.rename, s.mnt + "/mt/f", s.mnt + "/y")
        v.expect_error(errno.EXDEV, os.link, s.mnt + "/mt/f", s.mnt + "/y")
        inos = {os.stat(p).st_ino for p in (s.mnt + "/mt/f", s.mnt + "/mt/g", s.mnt + "/mt", s.mnt,
                                            s.mnt + "/x")}
        v.expect(len(inos), 5, "numbers of objects of different file systems")
        view.unmount()


def other_root_file_systems():
    """Numbers do not collide: the same inode number on two tmpfs."""
    with v.Space() as s:
        for layer in (s.compat, s.root):
            subprocess.run(["mount", "-t", "tmpfs", "none", layer], check=True)
        for i in range(50):
            s.c(f"c{i}")
            s.r(f"r{i}")
        view = s.mount("listing=union")
        names = os.listdir(s.mnt)
        v.expect(len(names), 100, "names")
        v.expect(len({os.stat(f"{s.mnt}/{n}").st_ino for n in names}), 100, "numbers")
        with os.scandir(s.mnt) as entries:
            for e in entries:
                v.expect(e.inode(), os.stat(e.path).st_ino, e.name)
        view.unmount()


v.main([layers_missing, layers_unreadable, same_directory, mount_point, options, long_options,
        background, fstab_helper, closed_standard, signals, signal_when_busy, killed_command, killed_daemon, layer_deleted,
        layer_unmounted, full_disk, few_descriptors, own_mount_below_root, two_views_of_each_other,
        hung_mount_below_root, mounts_pass_through, other_root_file_systems])
