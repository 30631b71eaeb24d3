#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Compile and link lxabi.ko against FreeBSD's kernel headers, on any system with clang and lld.

usage: module.py SOURCE-ROOT CLANG LD.LLD NM

The headers are those that PyPI's ziglang ships for x86_64-freebsd: sys/, machine/, x86/ and vm/ are the
kernel's own, and all that lacks is vnode_if.h, which a kernel build generates and of which the module uses
nothing: an empty one stands in. With SYSDIR set to a FreeBSD source tree's sys/, that is used instead.

Sources are those that kmod/Makefile names. Warnings are errors. The undefined symbols of the result are
compared with kmod/kernel-symbols.txt, in both directions: what the module may use of the kernel is written
down there. `--update` as a last argument rewrites the list.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import ziglang

TOP = pathlib.Path(sys.argv[1])
CLANG, LD, NM = sys.argv[2:5]
KMOD = TOP / "kmod"
LIST = KMOD / "kernel-symbols.txt"
WORK = pathlib.Path(os.environ.get("LX_HEADERS_DIR", "headers"))
OUT = WORK / "module"

# As the kernel's own build has them (conf/kmod.mk, conf/kern.mk), for amd64.
FLAGS = """--target=x86_64-unknown-freebsd15.0 -O2 -g -nostdinc -D_KERNEL -DKLD_MODULE -DKDTRACE_HOOKS
    -DSMP -DMAC -DVIMAGE -fno-strict-aliasing -fno-common -fno-omit-frame-pointer
    -mno-omit-leaf-frame-pointer -mcmodel=kernel -mno-red-zone -mno-mmx -mno-sse -msoft-float
    -mno-aes -mno-avx -fno-asynchronous-unwind-tables -ffreestanding -fwrapv -std=gnu17
    -Wall -Wextra -Werror -Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wstrict-prototypes
    -Wno-sign-compare -Wno-unused-parameter -Wno-pointer-sign""".split()


def sources():
    """The C files of kmod/Makefile, found in its folders."""
    text = (KMOD / "Makefile").read_text().replace("\\\n", " ")
    names = [n for line in re.findall(r"^SRCS\+?=(.*)", text, re.M) for n in line.split()]
    found = []
    for name in (n for n in names if n.endswith(".c")):
        at = [d / name for d in (KMOD, KMOD / "tables", KMOD / "tables/x86_64") if (d / name).exists()]
        if len(at) != 1:
            sys.exit(f"FAIL: kmod/Makefile names {name}: found {len(at)} times")
        found.append(at[0])
    return found


def includes():
    """Flags for the kernel's headers, or None."""
    shim = OUT / "include"
    shim.mkdir(parents=True, exist_ok=True)
    (shim / "vnode_if.h").write_text("/* nothing of it is used */\n")
    flags = ["-I", str(TOP), "-I", str(shim)]
    sysdir = os.environ.get("SYSDIR")
    if sysdir:
        for name, folder in (("machine", "amd64"), ("x86", "x86"), ("i386", "i386")):
            link = shim / name
            if not link.is_symlink():
                link.symlink_to(pathlib.Path(sysdir).resolve() / folder / "include")
        return flags + ["-I", sysdir, "-I", sysdir + "/contrib/ck/include"]
    include = ziglang.headers(WORK)
    if include is None:
        return None
    return flags + ["-D__FreeBSD_version=1500068", "-isystem", str(include / "x86_64-freebsd-none"),
                    "-isystem", str(include / "generic-freebsd")]


def compile_one(job):
    source, flags = job
    target = OUT / (source.stem + ".o")
    run = subprocess.run([CLANG, *FLAGS, *flags, "-c", str(source), "-o", str(target)],
                         capture_output=True, text=True, check=False)
    return source, target, run


def main():
    if "none" in (CLANG, LD, NM):
        print("SKIP: clang, ld.lld and nm are needed")
        return 1 if os.environ.get("CI") == "true" else 77
    flags = includes()
    if flags is None:
        print("SKIP: PyPI's ziglang cannot be reached")
        return 1 if os.environ.get("CI") == "true" else 77
    failed, objects = 0, []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for source, target, run in pool.map(compile_one, [(s, flags) for s in sources()]):
            objects.append(str(target))
            if run.returncode != 0:
                failed += 1
                print(f"FAIL: {source.relative_to(TOP)}\n{run.stderr}")
    if failed:
        return 1
    ko = OUT / "lxabi.ko"
    run = subprocess.run([LD, "-m", "elf_x86_64_fbsd", "-warn-common", "-r", "-o", str(ko), *objects],
                         capture_output=True, text=True, check=False)
    if run.returncode != 0:
        print("FAIL: link\n" + run.stderr)
        return 1
    out = subprocess.run([NM, "-u", str(ko)], capture_output=True, text=True, check=True).stdout
    used = sorted({line.split()[-1] for line in out.splitlines() if line.strip()})
    if sys.argv[-1] == "--update":
        LIST.write_text("".join(s + "\n" for s in used))
    allowed = LIST.read_text().split()
    for s in sorted(set(used) - set(allowed)):
        print(f"FAIL: {s} is used of the kernel and is not in kmod/kernel-symbols.txt")
    for s in sorted(set(allowed) - set(used)):
        print(f"FAIL: {s} is in kmod/kernel-symbols.txt and is not used")
    print(f"{len(objects)} files, {ko.stat().st_size} bytes with debug symbols, {len(used)} kernel symbols")
    return 0 if used == allowed else 1


sys.exit(main())
