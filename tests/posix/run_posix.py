#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The differential suite on views: in a directory that is in compat only, in root only, in both;
then read-only. POSIX_DIFF names the program."""

import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/../lib")
import view as v  # noqa: E402

POSIX_DIFF = os.environ["POSIX_DIFF"]
OPTIONS = "rw,suid,dev,allow_other,default_permissions"
totals = [0, 0]


def differ(*args):
    done = subprocess.run([POSIX_DIFF, *args], stdout=subprocess.PIPE, check=False, timeout=900)
    text = done.stdout.decode("utf-8", "replace")
    sys.stdout.write("".join("# " + line + "\n" for line in text.splitlines()))
    same, different = re.search(r"^(\d+) passed, (\d+) failed$", text, re.M).groups()
    totals[0] += int(same)
    totals[1] += int(different)
    v.expect(int(different), 0, "differences")
    v.expect(done.returncode, 0, "status")


def in_layer(layers):
    with v.Space("/var/tmp") as s:
        plain = s.dir + "/plain"
        os.mkdir(plain)
        for layer in layers:
            os.mkdir(f"{s.dir}/{layer}/t")
        view = s.mount(OPTIONS)
        pair = ["-p", s.root + "/t"] if len(layers) == 2 else []
        # all of it once; what is the same in one layer as in another only with POSIX_ALL=1
        quick = [] if pair or os.environ.get("POSIX_ALL") else ["-q"]
        differ(*pair, *quick, plain, s.mnt + "/t")
        view.unmount()


def compat_only():
    in_layer(["compat"])


def root_only():
    in_layer(["root"])


def both():
    in_layer(["compat", "root"])


def read_only():
    with v.Space("/var/tmp") as s:
        for top in (s.compat + "/t", s.dir + "/plain"):
            os.makedirs(top + "/d")
            v.write(top + "/f", "content", mode=0o644)
            v.write(top + "/d/f", "content", mode=0o644)
            v.write(top + "/x", "#!/bin/sh\n", mode=0o755)
            os.symlink("f", top + "/l")
            os.mkfifo(top + "/p", 0o644)
            os.mknod(top + "/null", 0o666 | 0o020000, os.makedev(1, 3))
        # The oracle has to be a file system that is read-only itself, not a read-only bind mount of
        # another (those check permissions first): overlayfs without an upper directory is one.
        plain = s.dir + "/plain"
        os.mkdir(s.dir + "/empty")
        subprocess.run(["mount", "-t", "overlay", "-o", f"lowerdir={plain}:{s.dir}/empty", "none",
                        plain], check=True)
        view = s.mount("ro,suid,dev,allow_other,default_permissions")
        differ("-r", plain, s.mnt + "/t")
        view.unmount()


v.main([compat_only, root_only, both, read_only], timeout=900)
