#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""24 programs at once on a read-write view: nothing lost or wrong, no sanitizer report, and after the
forgets the daemon holds no more than before. COMPATFS may be a sanitizer build; STRESS is the program."""

import os
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/../lib")
import view as v  # noqa: E402

STRESS = os.environ["STRESS"]
SECONDS = os.environ.get("STRESS_SECONDS", "10")
REPORT = re.compile(r"(AddressSanitizer|ThreadSanitizer|LeakSanitizer|UndefinedBehavior|runtime error:)")


def held(view):
    """What the daemon holds: objects that it knows, RSS in kB, descriptors."""
    pid = view.process.pid
    with open(f"/proc/{pid}/status") as f:
        rss_kb = int(re.search(r"^VmRSS:\s+(\d+)", f.read(), re.M).group(1))
    return counted(view.status()), rss_kb, len(os.listdir(f"/proc/{pid}/fd"))


def leftovers(view, before):
    """What the daemon still has more of than before, when it has had the time to get rid of it: nobody waits for
    what the kernel forgets, and descriptors and memory are given back from time to time. "": nothing."""
    # what is left in the shared directory may be known; nothing else is
    most = [before[0] + 100, before[1] * 1.5 + 8192, before[2] + 100]
    if "san" in os.environ.get("STRESS_BUILD", ""):
        most[1] = float("inf")
    end = time.monotonic() + v.PATIENCE
    while True:
        settle()
        after = held(view)
        told = f"objects known {before[0]} -> {after[0]}, RSS {before[1]} -> {after[1]} kB, " \
               f"descriptors {before[2]} -> {after[2]}"
        if all(a <= m for a, m in zip(after, most)):
            print("# " + told)
            return ""
        if time.monotonic() > end:
            return told


def settle():
    """Make the kernel forget all objects that nobody holds."""
    for _ in range(3):
        with open("/proc/sys/vm/drop_caches", "w") as f:
            f.write("2")
        time.sleep(0.2)


def environment():
    # a thread that is cancelled ends in a frame that ASan has not cleared: it must not look at its signal stack there
    return dict(v.own_memory(), ASAN_OPTIONS="abort_on_error=0:detect_leaks=1:use_sigaltstack=0",
                TSAN_OPTIONS="halt_on_error=0:second_deadlock_stack=1",
                UBSAN_OPTIONS="print_stacktrace=1")


def expect_no_report(view):
    with open(view.log_path, errors="replace") as f:
        log = f.read()
    if REPORT.search(log):
        raise AssertionError("sanitizer report:\n" + log[-6000:])


def hammer(layers, options, seconds):
    env = environment()
    with v.Space("/var/tmp") as s:
        for layer in layers:
            os.makedirs(f"{s.dir}/{layer}/w/shared")
            for n in range(0, 60, 7):  # some of the shared names are there, in one or both layers
                with open(f"{s.dir}/{layer}/w/shared/s{n}", "w") as f:
                    text = f"s{n}\n\0"
                    f.write(text + chr(ord("a") + n % 26) * (5000 - len(text)))
        view = s.mount("rw," + options, env=env)
        subprocess.run([STRESS, s.mnt + "/w"], env=dict(env, STRESS_SECONDS="1", PROCS="24"), check=True,
                       timeout=300)
        settle()
        before = held(view)
        done = subprocess.run([STRESS, s.mnt + "/w"], env=dict(env, STRESS_SECONDS=str(seconds)),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                              timeout=300 + 10 * int(seconds))
        print(done.stdout.decode().strip())
        left = leftovers(view, before)
        view.unmount()
        expect_no_report(view)
        v.expect(done.returncode, 0, done.stderr.decode("utf-8", "replace")[-3000:])
        v.expect(left, "", "what the daemon holds at the end")


def counted(status):
    """The number of objects that the daemon knows, from the status line."""
    for key in ("inodes", "nodes", "known", "known_inodes"):
        if key in status:
            return status[key]
    for value in status.values():
        if isinstance(value, dict):
            for key in ("inodes", "nodes", "known", "known_inodes"):
                if key in value:
                    return value[key]
    raise AssertionError(f"no counter of known objects in {status}")


def in_compat():
    hammer(["compat"], "", SECONDS)


def in_both_union():
    hammer(["compat", "root"], "listing=union,elf=hide", max(2, int(SECONDS) // 2))


def in_root_legacy():
    hammer(["root"], "rule=legacy,links=kernel", max(2, int(SECONDS) // 2))


def read_control_file(path, seconds):
    """Open, read and close, again and again. In a child: its exit status."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not v.read(path).startswith("{"):
            return 1
    return 0


def control_files():
    """An answer is out, and its reader closes the file, before the thread that has sent it goes on."""
    with v.Space("/var/tmp") as s:
        view = s.mount("", env=environment())
        children = []
        for _ in range(4):
            pid = os.fork()
            if pid == 0:
                status = 2
                try:
                    status = read_control_file(s.mnt + "/.compatfs/status", max(2, int(SECONDS) // 3))
                finally:
                    os._exit(status)
            children.append(pid)
        v.expect([os.waitpid(pid, 0)[1] for pid in children], [0] * 4, "the readers' status")
        view.unmount()
        expect_no_report(view)


v.main([in_compat, in_both_union, in_root_legacy, control_files], timeout=1200)
