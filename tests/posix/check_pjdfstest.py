#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""tests/posix/pjdfstest itself, with a suite of a few files in the place of the real one: what it calls a failure."""

import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE + "/../lib")
import refuse  # noqa: E402
import view as v  # noqa: E402

IN_VIEW = "#!/bin/sh\ncase $(df -PT . | tail -1) in *compatfs*) {} ;; *) {} ;; esac\n"
# file: what it prints in the view, and on the bare file system
SAME = {
    "good/00": ("echo 1..2; echo ok 1; echo ok 2",) * 2,
    "good/01": ("echo 1..1; test $(mkdir d && echo x >d/f && cat d/f; rm -r d) = x && echo ok 1",) * 2,
    "good/02": ("echo 1..1; echo not ok 1 - tried as on bare",) * 2,  # no worse than bare
    "good/03": ("echo 1..1; echo ok 1", "echo 1..2; echo not ok 1; echo ok 2"),  # better
}
WORSE = {
    "bad/00": ("echo 1..2; echo ok 1; echo not ok 2 - tried to fail", "echo 1..2; echo ok 1; echo ok 2"),
    "bad/01": ("echo 1..2; echo ok 1", "echo 1..2; echo ok 1; echo ok 2"),  # ends early
    "bad/02": ("echo 1..2; echo ok 1; echo not ok 2 - more to fail", "echo 1..1; echo ok 1"),
}


def suite(s, files):
    top = s.dir + "/suite"
    v.write(top + "/pjdfstest", "#!/bin/sh\n", mode=0o755)
    for name, texts in files.items():
        v.write(f"{top}/tests/{name}.t", IN_VIEW.format(*texts), mode=0o755)
    return top


def ran(s, top, *args):
    done = subprocess.run([sys.executable, HERE + "/pjdfstest", "--pjdfstest", top, "--by=dev", *args],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                          timeout=600, env=dict(os.environ, TMPDIR=s.dir))
    v.expect([n for n in os.listdir(s.dir) if n.startswith("compatfs-pjdfstest")], [], "left behind")
    return done.returncode, done.stdout.decode("utf-8", "replace")


def no_worse():
    with v.Space("/var/tmp") as s:
        refused = ["no-fanotify"] if refuse.can_refuse() else []
        status, text = ran(s, suite(s, SAME), "default", "all-off", *refused)
        v.expect(status, 0, text)
        for row in (r"bare +- +4 +6 FAIL .* \(2 fail\)", r"default +dev +4 +5 FAIL .*see below",
                    r"all-off .* buffered +timeout ", r" good/03.t 1: fails on bare, passes here",
                    *(name + " .* timeout " for name in refused)):
            v.expect(re.search(row, text) is not None, True, f"{row} in\n{text}")


def type_is_told():
    """The suite's conf is read by its files, and says what the file system is."""
    with v.Space("/var/tmp") as s:
        top = suite(s, {"which/00": ('. "${0%/*}/../conf"; echo 1..1; test "$fs" = EXT4 && echo ok 1',) * 2})
        v.write(top + "/tests/conf", "fs=FUSE\n")
        status, text = ran(s, top, "--type=EXT4", "default")
        v.expect((status, text.count("PASS")), (0, 2), text)
        v.expect(v.read(top + "/tests/conf"), "fs=FUSE\n", "conf")


def worse():
    with v.Space("/var/tmp") as s:
        status, text = ran(s, suite(s, SAME | WORSE), "default")
        v.expect(status, 1, text)
        for row in ("3 fail that bare passes", "bad/00.t 2: passes on bare, fails here: tried to fail", "bad/01.t: 1 of 2 cases",
                    "bad/02.t 2: fails, not run on bare: more to fail"):
            v.expect(row in text, True, f"{row} in\n{text}")


def cannot_be_tried():
    with v.Space("/var/tmp") as s:
        for args in (("default",), ("none-such",)):
            v.expect(ran(s, s.root if args == ("default",) else suite(s, SAME), *args)[0], 2, str(args))


v.main([no_worse, type_is_told, worse, cannot_be_tried], timeout=600)
