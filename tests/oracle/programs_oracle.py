#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The programs of this system: the files that `elfcheck why` finds against `ld.so --list`, which loads
them without running them. Exit status 0, 1 or 77."""
import json
import os
import re
import subprocess
import sys

LINKER = "/lib64/ld-linux-x86-64.so.2"


def main():
    elfcheck = sys.argv[1]
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    if not os.path.exists(LINKER):
        print("skipped: no " + LINKER)
        return 1 if os.environ.get("CI") == "true" else 77
    programs = []
    for folder in ("/usr/bin", "/usr/sbin"):
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            mode = os.stat(path).st_mode if os.path.exists(path) else 0
            # (a setuid program is another one to ld.so than to the kernel)
            if not os.path.isfile(path) or os.path.islink(path) or mode & 0o6000:
                continue
            with open(path, "rb") as f:
                head = f.read(20)
            if head[:5] == b"\x7fELF\2" and head[18:20] == b"\x3e\0":
                programs.append(path)
    programs = programs[::max(1, len(programs) // most)]
    out = subprocess.run([elfcheck, "why", "--json"] + programs, capture_output=True).stdout
    ours, current, static = {}, None, set()
    for line in out.splitlines():
        o = json.loads(line)
        if "program" in o:
            current = o["program"]
            ours[current] = set()
            if o["loader"]["kind"] != "glibc":
                static.add(current)
        elif o["path"] is not None and o["via"] != "loaded":
            ours[current].add(o["path"])
    bad = objects = 0
    env = {k: v for k, v in os.environ.items() if not k.startswith("LD_")}
    for path in programs:
        if path in static:
            continue
        p = subprocess.run([LINKER, "--list", path], capture_output=True, text=True, env=env)
        real = set(re.findall(r"=> (/\S+) \(0x", p.stdout))
        real |= {x for x in re.findall(r"^\s(/\S+) \(0x", p.stdout, re.M) if x != LINKER}
        objects += len(real)
        if p.returncode == 0 and real != ours.get(path):
            bad += 1
            print("%s: ld.so %r, ours %r" % (path, sorted(real - ours.get(path, set())),
                                             sorted(ours.get(path, set()) - real)))
    print("%d programs, %d static, %d libraries, %d differences" % (len(programs), len(static), objects, bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
