#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""`elfcheck why` against the real runtime linker.

Each layout is written into two trees (compat and root) and into the merged tree that a view of the
two shows. The program of the layout is run in the merged tree by the real linker, and `elfcheck why
--json` is asked about the two trees; success, the files that were chosen, the order they were tried
in, the error line and the warnings must be the same. A difference prints the seed and the layout.

Needs root or user namespaces (chroot, and /proc in it). Exit status: 0, 1 for differences, 77 when
it cannot run here."""
import argparse
import ctypes
import fcntl
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import elfwriter  # noqa: E402
import layouts  # noqa: E402

LIBC = ctypes.CDLL(None, use_errno=True)
MS_BIND, MNT_DETACH = 4096, 2
HOST_DIRS = ["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib", "/usr/lib"]


def compile_code(build):
    obj, out, script = (os.path.join(build, n) for n in ("code.o", "code.bin", "code.ld"))
    with open(script, "w") as f:
        f.write("SECTIONS { . = 0; .text : { *(.text.start) *(.text*) *(.rodata*) } "
                "/DISCARD/ : { *(*) } }")
    subprocess.run(["cc", "-Os", "-fPIC", "-ffreestanding", "-fno-stack-protector",
                    "-fcf-protection=none", "-fno-asynchronous-unwind-tables", "-nostdlib", "-c",
                    os.path.join(HERE, "code.c"), "-o", obj], check=True)
    subprocess.run(["ld", "-T", script, "--oformat=binary", "-o", out, obj], check=True)
    with open(out, "rb") as f:
        return f.read()


def write(path, data, mode=0o755):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)
    os.chmod(path, mode)


def put(lay, top, base):
    """Write the layout: top/c, top/r and the merged top/m."""
    trees = {t: os.path.join(top, t) for t in "crm"}
    for t in trees.values():
        os.makedirs(t)

    def clear(path):
        """Whether nothing is in the way of path, and no file stands where a directory must."""
        for t in trees.values():
            p = t + path
            if os.path.lexists(p):
                return False
            d = os.path.dirname(p)
            while len(d) > len(t):
                if os.path.lexists(d) and not (os.path.isdir(d) and not os.path.islink(d)):
                    return False
                d = os.path.dirname(d)
        return True

    def place(path, tree, data):
        write(trees[tree] + path, data)
        return trees[tree] + path

    for path, source in base["files"].items():
        os.makedirs(os.path.dirname(trees["c"] + path), exist_ok=True)
        os.makedirs(os.path.dirname(trees["m"] + path), exist_ok=True)
        os.link(source, trees["c"] + path)
        os.link(source, trees["m"] + path)
    for path in lay.dirs:
        if clear(path):
            os.makedirs(trees["c"] + path)
            os.makedirs(trees["m"] + path)
    for path, (tree, first, second) in lay.files.items():
        if not clear(path):
            continue
        main = place(path, "r" if tree == "r" else "c", first)
        if tree == "both":
            place(path, "r", second if second is not None else first)
        os.makedirs(os.path.dirname(trees["m"] + path), exist_ok=True)
        os.link(main, trees["m"] + path)
    for path, (tree, target) in lay.links.items():
        if not clear(path):
            continue
        for t in ("r" if tree == "r" else "c", "m"):
            os.makedirs(os.path.dirname(trees[t] + path), exist_ok=True)
            os.symlink(target, trees[t] + path)
    if lay.secure:
        # an absolute link leads out of the tree here: the file itself is meant
        target = lay.links.get(lay.program, (None, lay.program))[1]
        program = os.path.normpath(os.path.join(os.path.dirname(lay.program), target))
        for t in trees.values():
            if os.path.isfile(t + program):
                os.chmod(t + program, 0o4755)
    # a directory of one tree is there in the merged one too, and "." of relative paths
    for d in ("/proc",) if not lay.proc else ("/proc", "/proc/self"):
        os.makedirs(trees["r"] + d, exist_ok=True)
    os.makedirs(trees["m"] + "/proc", exist_ok=True)
    os.makedirs(trees["m"] + lay.cwd, exist_ok=True)
    os.makedirs(trees["c"] + lay.cwd, exist_ok=True)
    return trees


def mount_proc(target):
    if LIBC.mount(b"/proc", target.encode(), None, MS_BIND, None) != 0:
        raise OSError(ctypes.get_errno(), "mount", target)


def run_real(lay, root, debug):
    """(status, stdout lines, stderr lines, tried files or None)"""
    env = dict(lay.env)
    if debug:
        env.update(LD_DEBUG="libs", LD_DEBUG_OUTPUT="/debug")
    out_r, out_w = os.pipe()
    err_r, err_w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(out_w, 1)
            os.dup2(err_w, 2)
            os.chroot(root)
            os.chdir(lay.cwd)
            os.closerange(3, 64)
            resource.setrlimit(resource.RLIMIT_CPU, (1, 1))  # filters can send ld.so round for ever
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (16 << 20, 16 << 20))  # … and LD_DEBUG tells it all
            signal.alarm(300)
            if lay.secure:
                os.setresgid(65534, 65534, 65534)
                os.setresuid(65534, 65534, 65534)
            os.execve(lay.program, [lay.program], env)
        except OSError as e:
            os.write(2, ("exec: %s\n" % e).encode())
        os._exit(126)
    os.close(out_w)
    os.close(err_w)
    with os.fdopen(out_r, "rb") as f:
        out = f.read().decode("utf-8", "surrogateescape")
    with os.fdopen(err_r, "rb") as f:
        err = f.read().decode("utf-8", "surrogateescape")
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    tried = None
    if debug:
        tried = []
        for name in os.listdir(root):
            if name.startswith("debug."):
                with open(os.path.join(root, name), errors="surrogateescape") as f:
                    tried = re.findall(r"^ *\d+:\s+trying file=(.*)$", f.read(), re.M)
    return status, out.splitlines(), err.splitlines(), tried


def run_elfcheck(args, lay, trees):
    cmd = [args.elfcheck, "why", "--json", "-c", trees["c"], "-r", trees["r"], "--cwd=" + lay.cwd]
    if lay.secure:
        cmd.append("--secure")
    for k, v in lay.env.items():
        cmd += ["-E", "%s=%s" % (k, v)]
    p = subprocess.run(cmd + [lay.program], capture_output=True, timeout=300)
    if p.returncode not in (0, 1):
        return None, [], p.stderr.decode(errors="replace")
    objects = [json.loads(x) for x in p.stdout.decode("utf-8", "surrogateescape").splitlines()]
    return objects[0], objects[1:], p.stderr.decode(errors="replace")


def is_warning(line):
    return (line.startswith("ERROR: ld.so: object") or "no version information available" in line
            or "weak version `" in line)


def compare(lay, base, real, ours):
    """A list of differences, in words."""
    status, out, err, tried = real
    whole, needs, complaint = ours
    if whole is None:
        return ["elfcheck: " + complaint]
    bad = []
    fails = status != 0
    if (whole["verdict"] == "fails") != fails:
        bad.append("verdict %s, status %d" % (whole["verdict"], status))
    if complaint:
        bad.append("elfcheck said: " + complaint)
    if status < 0:
        if whole["first_error"] is not None:
            bad.append("signal %d, but first_error %r" % (-status, whole["first_error"]))
        return bad
    if base["musl"]:
        errors = [x for x in err if x.startswith("Error loading")]
        mine = whole.get("errors") or [x for x in [whole["first_error"]] if x]
        if fails and errors != mine:
            bad.append("lines %r, ours %r" % (errors, mine))
    else:
        # (the line number of an assertion is another one in each version)
        lines = [re.sub(r"^(Inconsistency .*\.c:) \d+:", r"\1", x) for x in err if not is_warning(x)]
        first = lines[0] if lines else None
        mine = re.sub(r"^(Inconsistency .*\.c:) \d+:", r"\1", whole["first_error"] or "") or None
        if fails and first != mine:
            bad.append("first line %r, ours %r" % (first, mine))
        if status == 1 and lines != (whole.get("errors") or [whole["first_error"]]):
            bad.append("lines %r, ours %r" % (lines, whole.get("errors")))
        warned = [x for x in err if is_warning(x)]
        mine = whole.get("warnings", [])
        if not fails or status == 1:
            if sorted(warned) != sorted(mine):
                bad.append("warnings %r, ours %r" % (warned, mine))
    if not fails:
        files = [x for x in out if x and x not in ("linux-vdso.so.1", lay.program)
                 and os.path.basename(x) != os.path.basename(base["interp"])]
        mine = [n["path"] for n in needs if n["via"] not in (None, "loaded") and n["path"] is not None
                and n["candidates"] and n["candidates"][-1]["verdict"] == "accept"
                and not n.get("audit")
                and n.get("loaded_as") is None
                and os.path.basename(n["path"]) != os.path.basename(base["interp"])]
        mine = [x for x in dict.fromkeys(mine)]
        if lay.secure:
            # how $ORIGIN of a setuid program is spelt depends on a correction that distributions add to any version
            files, mine = ([os.path.normpath(x) if "/" in x else x for x in f] for f in (files, mine))
        if lay.filters:
            files, mine = sorted(set(files)), sorted(mine)
        if files != mine:
            bad.append("files %r, ours %r" % (files, mine))
    if tried is not None:
        mine = []
        for n in needs:
            for c in n["candidates"]:
                if c["via"] != "direct":
                    mine.append(c["path"])
        # the real linker stops at the first fatal file, we go on
        if mine[:len(tried)] != tried or (not fails and len(mine) != len(tried)):
            k = next((i for i, (a, b) in enumerate(zip(mine, tried)) if a != b), min(len(mine), len(tried)))
            bad.append("tried differently from number %d: %r, ours %r" % (k, tried[k:k + 3], mine[k:k + 3]))
    return bad


def describe(lay):
    out = ["program %s cwd %s proc %s secure %s env %r" % (lay.program, lay.cwd, lay.proc, lay.secure,
                                                         lay.env)]
    out += ["file %s in %s, %d bytes, %s" % (p, f[0], len(f[1]), lay.kinds.get(f[1], "good")) for p, f in sorted(lay.files.items())]
    out += ["link %s in %s -> %s" % (p, t, target) for p, (t, target) in sorted(lay.links.items())]
    out += ["dir %s" % d for d in sorted(lay.dirs)]
    return "\n".join("    " + x for x in out)


def one(args, base, code, number, top, lay=None):
    rng = random.Random("%s-%d" % (args.seed, number))
    if lay is None:
        lay = layouts.random_layout(rng, base, code, musl=base["musl"])
    trees = put(lay, top, base)
    debug = not base["musl"] and not lay.secure and rng.random() < args.debug
    where = trees["m"]
    view = args.compatfs is not None and not lay.secure and rng.random() < args.views
    if view:
        where = os.path.join(top, "v")
        os.makedirs(where)
        debug = False  # (its output is written into the tree)
        subprocess.run([args.compatfs, "-o", "root=" + trees["r"], trees["c"], where], check=True)
        args.viewed += 1
    if lay.proc:
        mount_proc(where + "/proc")
    try:
        real = run_real(lay, where, debug)
        ours = run_elfcheck(args, lay, trees)
    finally:
        if lay.proc:
            LIBC.umount2((where + "/proc").encode(), MNT_DETACH)
        if view:
            LIBC.umount2(where.encode(), MNT_DETACH)
    return lay, real, compare(lay, base, real, ours)


def fetch(suite, cache):
    """libc6 of a Debian suite, from the mirror that this machine uses: the folder it is in."""
    place = os.path.join(cache, suite)
    done = os.path.join(place, "root", "done")
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(cache, "lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if os.path.exists(done):
            return os.path.join(place, "root")
        text = ""
        for folder, _, names in os.walk("/etc/apt"):
            for name in sorted(names):
                if name == "sources.list" or "sources.list.d" in folder:
                    with open(os.path.join(folder, name), errors="replace") as f:
                        text += f.read() + "\n"
        mirror = re.search(r"(?:^URIs:\s*|^deb\s+(?:\[[^]]*\]\s+)?)(\S+/debian)/?\s", text, re.M)
        if mirror is None:
            raise RuntimeError("no Debian mirror in /etc/apt")
        for d in ("lists/partial", "cache/archives/partial"):
            os.makedirs(os.path.join(place, d), exist_ok=True)
        with open(os.path.join(place, "sources.list"), "w") as f:
            f.write("deb [arch=amd64] %s %s main\n" % (mirror.group(1), suite))
        with open(os.path.join(place, "apt.conf"), "w") as f:
            f.write('Dir::Etc::sourcelist "%s/sources.list";\nDir::Etc::sourceparts "-";\n'
                    'Dir::State::lists "%s/lists";\nDir::Cache "%s/cache";\n'
                    'Dir::State::status "/dev/null";\nAcquire::Languages "none";\n'
                    'APT::Sandbox::User "root";\n' % (place, place, place))
        env = dict(os.environ, APT_CONFIG=os.path.join(place, "apt.conf"))
        for pause in (0, 5, 20):  # the network may lose something
            time.sleep(pause)
            if all(subprocess.run(["apt-get", "-qq", *words], cwd=place, env=env, check=False).returncode == 0
                   for words in (["update"], ["download", "libc6:amd64"])):
                break
        else:
            raise RuntimeError("apt cannot download libc6 of " + suite)
        deb = [n for n in os.listdir(place) if n.startswith("libc6_") and n.endswith(".deb")]
        root = os.path.join(place, "root")
        subprocess.run(["dpkg-deb", "-x", os.path.join(place, deb[0]), root], check=True)
        open(done, "w").close()
        return root


def find_linker(root):
    """ld.so in an unpacked libc6: the file itself (lib or usr/lib, link or ld-2.31.so)."""
    for lib in ("usr/lib", "lib"):
        path = os.path.join(root, lib, "x86_64-linux-gnu", "ld-linux-x86-64.so.2")
        if os.path.lexists(path):
            return os.path.join(os.path.dirname(path), os.path.basename(os.path.realpath(path)))
    raise RuntimeError("no ld.so in " + root)


def suite_base(args, suite, scratch):
    """What a suite's compat tree has: the linker, by its own path."""
    musl = suite == "musl"
    interp = "/lib/ld-musl-x86_64.so.1" if musl else "/lib64/ld-linux-x86-64.so.2"
    if suite in ("system", "musl"):
        source = os.path.realpath(interp)
    elif suite.startswith("debian:"):
        source = find_linker(fetch(suite[7:], args.cache))
    else:
        source = suite
    copy = os.path.join(scratch, "linker")
    shutil.copy(source, copy)
    os.chmod(copy, 0o755)
    dirs = ["/lib", "/usr/local/lib", "/usr/lib"] if musl else HOST_DIRS
    files = {interp: copy}
    libc = os.path.join(os.path.dirname(source), "libc.so.6")
    if not musl and os.path.exists(libc):
        # ld.so of 2.31 does not say its version, libc does
        shutil.copy(libc, scratch)
        files["/lib/x86_64-linux-gnu/libc.so.6"] = os.path.join(scratch, "libc.so.6")
    return {"interp": interp, "files": files, "default_dirs": dirs, "musl": musl,
            # 2.31 dies of its second auditor, with whatever it says
            "auditors": suite != "debian:bullseye"}


def cannot(why):
    """Skipped; in CI, where everything is there, that is a failure."""
    print("skipped: " + why)
    return 1 if os.environ.get("CI") == "true" else 77


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--elfcheck", required=True)
    p.add_argument("--linker", default="system",
                   help="system, musl, debian:SUITE, or the path of an ld-linux-x86-64.so.2")
    p.add_argument("--cache", default="/tmp/oracle-cache", help="where fetched packages are kept")
    p.add_argument("--compatfs", help="run some layouts in a view that this compatfs makes")
    p.add_argument("--views", type=float, default=0.05, help="share of layouts with --compatfs")
    p.add_argument("--count", type=int, default=2000)
    p.add_argument("--first", type=int, default=0)
    p.add_argument("--seed", default=str(int(time.time())))
    p.add_argument("--debug", type=float, default=0.3, help="share of runs with LD_DEBUG=libs")
    p.add_argument("--keep", action="store_true", help="keep the first layout that differs")
    p.add_argument("--most", type=int, default=10, help="differences after which to stop")
    args = p.parse_args()
    args.viewed = 0
    args.cache = os.path.abspath(args.cache)  # apt runs in it
    if args.linker == "musl" and not os.path.exists("/lib/ld-musl-x86_64.so.1"):
        return cannot("musl is not installed (Debian: musl)")
    if os.geteuid() != 0:
        return cannot("not root: cannot chroot")
    if LIBC.unshare(0x00020000) != 0 or LIBC.mount(None, b"/", None, 0x4000 | 0x40000, None) != 0:
        return cannot("no mount namespace")
    scratch = tempfile.mkdtemp(prefix="oracle.")
    os.chmod(scratch, 0o755)
    if LIBC.mount(b"tmpfs", scratch.encode(), b"tmpfs", 0, b"mode=755") != 0:
        print("(no tmpfs: slower)")
    failed = ran = good = 0
    begin = time.time()
    try:
        code = compile_code(scratch)
        try:
            base = suite_base(args, args.linker, scratch)
        except (RuntimeError, subprocess.CalledProcessError) as e:
            return cannot("%s: %s" % (args.linker, e))
        todo = [(n, None) for n in layouts.fixed_layouts(base, code)] if args.first == 0 else []
        todo += [(None, n) for n in range(args.first, args.first + args.count)]
        for fixed, number in todo:
            top = os.path.join(scratch, str(ran))
            lay, real, bad = one(args, base, code, number if fixed is None else -1, top,
                                 None if fixed is None else fixed[1])
            if fixed is not None:
                number = fixed[0]
            ran += 1
            good += real[0] == 0
            if bad:
                failed += 1
                print("layout %s of seed %s: %s" % (number, args.seed, "; ".join(bad)))
                if failed <= 3:
                    print(describe(lay))
                if args.keep and failed == 1:
                    kept = "/tmp/oracle-kept"
                    shutil.rmtree(kept, ignore_errors=True)
                    shutil.copytree(top, kept, symlinks=True)
                    print("    kept in " + kept)
                if failed >= args.most:
                    break
            shutil.rmtree(top)
    except KeyboardInterrupt:
        print("interrupted")  # by hand: what was seen so far is told
    finally:
        LIBC.umount2(scratch.encode(), MNT_DETACH)
        shutil.rmtree(scratch, ignore_errors=True)
    print("%s, seed %s: %d layouts (%d in a compatfs view), %d that start, %d differences, %.1f s"
          % (args.linker, args.seed, ran, args.viewed, good, failed, time.time() - begin))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
