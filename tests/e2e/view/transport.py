#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""How requests come, by /dev/fuse and by io_uring: the same answers, at any size, from any processor; a request that
hangs keeps nobody else; and whatever ends the daemon or the mount, under load too, nothing is left waiting."""

import errno
import functools
import json
import os
import random
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/../../lib")
import view as v  # noqa: E402

HUNG = os.environ["HUNG_MOUNT"]
GONE = (errno.ENOTCONN, errno.ECONNABORTED, errno.ENODEV, errno.EIO, errno.ECANCELED, errno.EINTR)
TRANSPORTS = ("dev", "uring")


def both(test):
    """Run the test with each transport; the one that is asked for must be the one that is used."""
    @functools.wraps(test)
    def run():
        for transport in TRANSPORTS:
            try:
                test(transport)
            except AssertionError as e:
                raise AssertionError(f"{transport}: {e}") from e
    return run


def mounted(space, transport, options="", **kw):
    view = space.mount(f"transport={transport}" + ("," + options if options else ""), **kw)
    status = view.status()
    v.expect(status["transport"], transport, "the transport in use")
    v.expect(status["options"]["transport"], transport, "the transport that was asked for")
    return view


def choice():
    """auto takes what the kernel offers, in silence; uring without it is an error before the mount."""
    with v.Space() as s:
        s.r("f")
        for on, used in ((True, "uring"), (False, "dev")):
            with v.kernel_rings(on):
                view = s.mount()
            v.expect(view.status()["transport"], used, f"auto, rings on: {on}")
            v.expect(v.read(s.mnt + "/f"), "R:f")
            v.expect(view.messages(), "", "messages")
            view.unmount()
        with v.kernel_rings(True):
            view = s.mount("transport=dev")
        v.expect(view.status()["transport"], "dev")
        view.unmount()
        with v.kernel_rings(False):
            code, _, err = v.run(v.COMPATFS, "-o", f"root={s.root},transport=uring", s.compat, s.mnt)
        v.expect((code, v.is_mounted(s.mnt)), (2, False), err)
        for word in ("transport=uring", "enable_uring"):
            v.expect(word in err, True, err)
        code, _, err = v.run(v.COMPATFS, "--transport=pigeon", "-o", f"root={s.root}", s.compat, s.mnt)
        v.expect((code, "transport=pigeon" in err), (2, True), err)
        with v.kernel_rings(True):
            code, _, err = v.run(v.COMPATFS, "-s", "--transport=uring", "-o", f"root={s.root}", s.compat, s.mnt)
        v.expect((code, "-s" in err), (2, True), err)
        # the kernel wants a thread for each queue before it gives anything to anybody
        with v.kernel_rings(True):
            code, _, err = v.run(v.COMPATFS, "-o", f"root={s.root},transport=uring,max_threads=1", s.compat, s.mnt)
            v.expect((code, v.is_mounted(s.mnt), "max_threads" in err), (2, False, True), err)
            view = s.mount("max_threads=1")
        v.expect((view.status()["transport"], view.messages()), ("dev", ""), "auto with one thread")
        view.unmount()


def background():
    """The rings belong to the process that stays."""
    with v.Space() as s:
        s.r("f")
        with v.kernel_rings(True):
            code, _, err = v.run(v.COMPATFS, "-o", f"root={s.root},transport=uring", s.compat, s.mnt)
            v.expect((code, err), (0, ""), "mount")
            v.expect(v.read(s.mnt + "/f"), "R:f")
        pid = json.loads(v.read(s.mnt + "/.compatfs/status"))["pid"]
        v.expect(v.run("umount", s.mnt)[0], 0, "umount")
        v.until(lambda: not os.path.exists(f"/proc/{pid}"), "the daemon's end")


@both
def sizes(transport):
    """Reads, writes, listings, attributes, names and targets, small and large."""
    rng = random.Random(7)
    with v.Space("/var/tmp") as s:
        data = bytearray(rng.randbytes(5 << 20))
        v.write(s.compat + "/big", bytes(data))
        os.mkdir(s.compat + "/many")
        names = sorted(f"{i:05}" + "n" * (i % 250) for i in range(2500))
        for name in names:
            os.close(os.open(f"{s.compat}/many/{name}", os.O_CREAT | os.O_WRONLY))
        target = "t/" * 2000
        os.symlink(target, s.compat + "/link")
        view = mounted(s, transport, "rw,data=buffered")
        with open(s.mnt + "/big", "r+b", buffering=0) as f:
            for _ in range(60):
                size = rng.choice((1, 100, 4095, 4096, 70000, 1 << 20, 3 << 20))
                at = rng.randrange(len(data) - size)
                v.expect(os.pread(f.fileno(), size, at) == data[at:at + size], True, f"{size} bytes at {at}")
                new = rng.randbytes(size)
                v.expect(os.pwrite(f.fileno(), new, at), size, "written")
                data[at:at + size] = new
        with open(s.compat + "/big", "rb") as f:
            v.expect(f.read() == data, True, "what was written")
        with open(s.mnt + "/big", "rb") as f:
            v.expect(f.read() == data, True, "what is read again")
        v.expect(sorted(os.listdir(s.mnt + "/many")), names, "listing")
        v.expect(sum(e.stat().st_size == 0 for e in os.scandir(s.mnt + "/many")), len(names), "attributes")
        v.expect(os.readlink(s.mnt + "/link"), target)
        for size in (0, 1, 100, 3000):
            value = rng.randbytes(size)
            os.setxattr(s.mnt + "/big", f"user.x{size}", value)
            v.expect(os.getxattr(s.compat + "/big", f"user.x{size}"), value, "attribute below")
            v.expect(os.getxattr(s.mnt + "/big", f"user.x{size}"), value, "attribute")
        v.expect([f"user.x{n}" in os.listxattr(s.mnt + "/big") for n in (0, 1, 100, 3000)], [True] * 4)
        longest = "l" * 255
        v.write(f"{s.mnt}/{longest}", "x")
        os.rename(f"{s.mnt}/{longest}", s.mnt + "/" + "m" * 255)
        v.expect_error(errno.ENAMETOOLONG, os.stat, s.mnt + "/" + "n" * 256)
        v.expect_error(errno.ENOENT, os.stat, f"{s.mnt}/{longest}")
        view.unmount()


def on_processor(number, function):
    """What function() gives in a child that runs there."""
    def run():
        os.sched_setaffinity(0, {number})
        return function()
    return v.in_child(run)


def start_on(number, function):
    """The same without waiting for it: a process that ends with status 0 when function() has come to its end."""
    pid = os.fork()
    if pid != 0:
        return pid
    status = 1
    try:
        signal.alarm(v.PATIENCE)
        os.sched_setaffinity(0, {number})
        function()
        status = 0
    finally:
        os._exit(status)


@both
def processors(transport):
    """Programs that may run on one processor only, one after another and all at once."""
    with v.Space() as s:
        for i in range(200):
            s.r(f"d/f{i}")
        view = mounted(s, transport, "rw,cache=0")

        def look(salt):
            for i in range(200):
                v.expect(v.read(f"{s.mnt}/d/f{i}"), f"R:d/f{i}")
                v.expect_error(errno.ENOENT, os.stat, f"{s.mnt}/d/none-{salt}-{i}")
            return "ok"

        allowed = sorted(os.sched_getaffinity(0))
        for cpu in allowed:
            v.expect(on_processor(cpu, lambda: look(0)), "ok", f"processor {cpu}")
        programs = [start_on(allowed[n % len(allowed)], lambda n=n: look(n)) for n in range(8)]
        v.expect([os.waitpid(pid, 0)[1] for pid in programs], [0] * 8, "all at once")
        view.unmount()


class Load:
    """Programs that use a directory until it is gone. stop() waits for all of them."""

    CODE = """
import os, sys
mnt, n, gone = sys.argv[1], sys.argv[2], eval(sys.argv[3])
print("up", flush=True)
i = 0
while True:
    i += 1
    try:
        for name in os.listdir(mnt + "/d"):
            open(mnt + "/d/" + name).read()
        with open(f"{mnt}/w{n}-{i}", "w") as f:
            f.write("x" * 10000)
        os.unlink(f"{mnt}/w{n}-{i}")
        if not os.path.exists(mnt + f"/none{n}-{i}"):
            os.stat(mnt)
    except FileNotFoundError:
        break  # not mounted any more
    except OSError as e:
        if e.errno in gone:
            break
        raise
"""

    def __init__(self, mnt, count=6):
        self.programs = [subprocess.Popen([sys.executable, "-c", self.CODE, mnt, str(n), repr(GONE)],
                                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                         for n in range(count)]
        for p in self.programs:
            v.expect(p.stdout.readline(), b"up\n")
        time.sleep(0.3)

    def finish(self):
        for p in self.programs:
            try:
                _, err = p.communicate(timeout=v.PATIENCE)
            except subprocess.TimeoutExpired:
                raise AssertionError(f"a program still waits: {v.read(f'/proc/{p.pid}/stack')}") from None
            v.expect(p.returncode, 0, err.decode())


def end_under_load(transport, end):
    with v.Space() as s:
        for i in range(20):
            s.r(f"d/f{i}")
        view = mounted(s, transport, "rw")
        load = Load(s.mnt)
        end(s, view)
        load.finish()
        view.process.wait(v.PATIENCE)
        v.until(lambda: not v.is_mounted(s.mnt), "unmounted")


@both
def terminated_under_load(transport):
    end_under_load(transport, lambda s, view: view.process.terminate())


@both
def killed_under_load(transport):
    def kill(s, view):
        view.process.kill()
        view.process.wait(v.PATIENCE)
        # its monitor unmounts; a program that is in the view at that moment keeps it from that
        time.sleep(0.3)
        v.run("umount", "-l", s.mnt)
    end_under_load(transport, kill)


@both
def unmounted_under_load(transport):
    """Detached while in use; it ends when the last user is gone, and the daemon with it."""
    def detach(s, _):
        v.expect(v.run("umount", "-l", s.mnt)[0], 0, "umount -l")
    end_under_load(transport, detach)


@both
def hung_request(transport):
    """Requests that hang, more than there are threads at first, from each processor: all others are answered; and
    the daemon ends when it is told to."""
    with v.Space("/var/tmp") as s:
        os.makedirs(s.root + "/d/hung")
        for i in range(50):
            s.r(f"d/f{i}")
        hung = subprocess.Popen([HUNG, s.root + "/d/hung"], stdout=subprocess.PIPE)
        waiting = []
        try:
            v.expect(hung.stdout.readline(), b"ready\n")
            view = mounted(s, transport, "rw,cache=0")
            for n in range(12):
                cpu = n % len(os.sched_getaffinity(0))
                waiting.append(subprocess.Popen(
                    [sys.executable, "-c",
                     f"import os; os.sched_setaffinity(0, {{sorted(os.sched_getaffinity(0))[{cpu}]}})\n"
                     f"os.stat('{s.mnt}/d/hung/x{n}')"], stderr=subprocess.DEVNULL))
            time.sleep(0.5)
            v.expect([p.poll() for p in waiting], [None] * 12, "those that hang")

            def look():
                for i in range(50):
                    v.expect(v.read(f"{s.mnt}/d/f{i}"), f"R:d/f{i}")
                return "ok"

            for cpu in sorted(os.sched_getaffinity(0)):
                v.expect(on_processor(cpu, look), "ok", f"processor {cpu}")
            view.process.terminate()
            v.expect(view.process.wait(v.PATIENCE), 0, f"the daemon's status: {view.messages()[:4000]}")
            v.expect(v.is_mounted(s.mnt), False, "mounted")
            for p in waiting:
                p.wait(v.PATIENCE)
        finally:
            hung.kill()
            hung.wait()
            v.run("umount", "-l", s.root + "/d/hung")
            for p in waiting:
                p.kill()
                p.wait()


@both
def renamed(transport):
    """A merged directory leaves its root half behind when it is renamed: the kernel is told to look again,
    which must not wait for the answer that the same thread has yet to give."""
    count = 30
    with v.Space() as s:
        for i in range(count):
            s.c(f"d/m{i}/c")
            s.r(f"d/m{i}/r")
        view = mounted(s, transport, "rw,listing=union")
        for i in range(count):
            v.expect(sorted(os.listdir(f"{s.mnt}/d/m{i}")), ["c", "r"])
            v.in_child(lambda i=i: os.rename(f"{s.mnt}/d/m{i}", f"{s.mnt}/d/n{i}"))
            v.until(lambda i=i: os.listdir(f"{s.mnt}/d/n{i}") == ["c"], "the compat half alone")
        view.unmount()


@both
def forgets(transport):
    """What the kernel forgets the daemon forgets, although nobody waits for it."""
    with v.Space() as s:
        for i in range(3000):
            s.r(f"d/f{i}")
        view = mounted(s, transport)

        def many():
            v.expect(len([os.stat(e.path) for e in os.scandir(s.mnt + "/d")]), 3000)
            return view.status()["cache"]["inodes"] > 3000
        v.until(many, "known")  # somebody else may drop caches, too

        def few():
            v.write("/proc/sys/vm/drop_caches", "2")
            return view.status()["cache"]["inodes"] < 100
        v.until(few, "forgotten")
        view.unmount()


def memory():
    """Rings cost little before large requests have been there: each has room for one, unused."""
    with v.Space() as s:
        s.r("f")
        sizes_kb = {}
        for transport in TRANSPORTS:
            view = mounted(s, transport, env=v.own_memory())
            v.read(s.mnt + "/f")
            sizes_kb[transport] = view.rss() // 1024
            view.unmount()
        print(f"# RSS in kB: {sizes_kb}")
        v.expect(sizes_kb["uring"] < sizes_kb["dev"] + 8192, True, str(sizes_kb))


def policies(view):
    """How many of the daemon's threads have which scheduling policy."""
    found = {}
    for tid in os.listdir(f"/proc/{view.process.pid}/task"):
        try:
            policy = os.sched_getscheduler(int(tid))
        except ProcessLookupError:
            continue
        found[policy] = found.get(policy, 0) + 1
    return found


def group_nice(view):
    """The nice value of the daemon's session as a group; 0 where there are no such groups."""
    try:
        return int(v.read(f"/proc/{view.process.pid}/autogroup").rsplit("nice", 1)[1])
    except FileNotFoundError:
        return 0


def has_groups(view):
    """Whether sessions are groups here, and their values may be changed as often as one likes."""
    path = f"/proc/{view.process.pid}/autogroup"
    try:
        for _ in range(2):
            with open(path, "w", encoding="ascii") as f:
                f.write("0")
    except OSError:
        return False
    return True


def may_lower():
    """Whether a thread may leave SCHED_IDLE again (CAP_SYS_NICE or RLIMIT_NICE)."""
    def run():
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        try:
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
        except PermissionError:
            return "no"
        return "yes"
    return v.in_child(run) == "yes" and len(os.sched_getaffinity(0)) > 1


def running_now():
    return int(v.read("/proc/loadavg").split()[3].split("/")[0])


def storm(mnt, salt, count):
    """Look-ups of names that are not there, in a process of its own."""
    def run():
        for i in range(count):
            v.expect(os.path.lexists(f"{mnt}/d/none-{salt}-{i}"), False)
    return start_on(sorted(os.sched_getaffinity(0))[salt % len(os.sched_getaffinity(0))], run)


def yields():
    """With rings workers give way to everybody else while they alone are busy, and at no other time. Beside programs
    that take all processors they get their share: requests are answered."""
    processors = len(os.sched_getaffinity(0))
    with v.Space() as s:
        s.r("d/f")
        view = mounted(s, "uring")
        v.expect(policies(view).get(os.SCHED_IDLE, 0), 0, "lowered at first")
        v.expect(group_nice(view), 0, "the group lowered at first")
        grouped = has_groups(view)
        crowded = []
        salt = 0
        seen = nice = 0
        deadline = time.monotonic() + v.PATIENCE
        while may_lower() and time.monotonic() < deadline:
            salt += 1
            pid = storm(s.mnt, salt, 4000)
            while os.waitpid(pid, os.WNOHANG) == (0, 0):
                seen = max(seen, policies(view).get(os.SCHED_IDLE, 0))
                nice = max(nice, group_nice(view))
                crowded.append(running_now() - 1 >= processors)
                time.sleep(0.005)
            if seen and (nice or not grouped):
                break
            if sum(crowded) * 2 > len(crowded) > 100:
                print("# others want all processors: nothing is lowered")
                break
        else:
            v.expect(may_lower(), False, "nobody else there, and nothing lowered: may it be?")
        v.expect(nice in (0, 5), True, f"the group's nice value {nice}")
        v.until(lambda: policies(view).get(os.SCHED_IDLE, 0) == 0 == group_nice(view), "raised after the storm")

        busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 * processors)]
        try:
            storms = [storm(s.mnt, 1000 + n, 3000) for n in range(processors)]
            v.expect([os.waitpid(pid, 0)[1] for pid in storms], [0] * processors, "storms beside busy programs")
            v.until(lambda: policies(view).get(os.SCHED_IDLE, 0) == 0 == group_nice(view), "raised beside busy programs")
            # ended while it may be lowered
            storms = [storm(s.mnt, 2000 + n, 500) for n in range(processors)]
            v.expect([os.waitpid(pid, 0)[1] for pid in storms], [0] * processors, "storms")
            view.unmount()
        finally:
            for p in busy:
                p.kill()
                p.wait()


v.main([choice, background, sizes, processors, terminated_under_load, killed_under_load, unmounted_under_load,
        hung_request, renamed, forgets, memory, yields])
