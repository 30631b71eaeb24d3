# SPDX-License-Identifier: BSD-2-Clause
"""Random layouts: libraries, links, caches and environments in two trees, from one seed."""
import os
import elfwriter as w

SONAMES = ["libA.so.1", "libB.so.2", "libC.so", "libD.so.10", "libE.so.1", "libF.so.01", "libF.so.1",
           "libG.so.6"]
OWN_DIRS = ["/opt/a", "/opt/b", "/opt/a/lib", "/usr/local/lib", "/opt/c"]
HWCAPS = ["x86-64-v2", "x86-64-v3", "x86-64-v4", "x86-64-v9"]


class Layout:
    """Files of one layout: path -> (tree, kind, content, mode). tree is 'c', 'r' or 'both'."""

    def __init__(self):
        self.files = {}
        self.links = {}
        self.dirs = set()
        self.kinds = {}
        self.program = "/opt/bin/prog"
        self.env = {}
        self.cwd = "/"
        self.proc = True
        self.secure = False
        self.filters = False  # the link map is in another order than that of loading then


def bad_kinds(musl):
    """Odd files: name -> maker of bytes. The maker gets keyword arguments of w.build."""
    b = w.build
    kinds = {
        "freebsd": lambda **k: b(e_ident=w.ident(osabi=9), **k),
        "netbsd": lambda **k: b(e_ident=w.ident(osabi=2), **k),
        "gnu": lambda **k: b(e_ident=w.ident(osabi=3), **k),
        "gnu-abi3": lambda **k: b(e_ident=w.ident(osabi=3, abiversion=3), **k),
        "gnu-abi4": lambda **k: b(e_ident=w.ident(osabi=3, abiversion=4), **k),
        "abi1": lambda **k: b(e_ident=w.ident(abiversion=1), **k),
        "pad": lambda **k: b(e_ident=w.ident(pad=b"\0\1\0\0\0\0\0"), **k),
        "oldbrand": lambda **k: b(e_ident=b"\x7fELF\2\1\1\0FreeBSD\0", **k),
        "class32": lambda **k: w.build32(),
        "class32-freebsd": lambda **k: w.build32(osabi=9),
        "empty": lambda **k: b"",
        "short": lambda **k: b"\x7fELF\2\1\1",
        "text": lambda **k: b"not a library at all, but some text that goes on for a while, so that " * 2,
        "type-rel": lambda **k: b(e_type=w.REL, **k),
        "type-core": lambda **k: b(e_type=w.CORE, **k),
        "no-dynamic": lambda **k: b(dynamic=False, **k),
        "no-load": lambda **k: b(load=False, **k),
        "phoff": lambda **k: b(phoff=1 << 40, **k),
        "header-only": lambda **k: b(**k)[:64],
        "hurd-tag": lambda **k: b(notes=[w.gnu_abi_tag(1, (2, 0, 0))], **k),
        "new-tag": lambda **k: b(notes=[w.gnu_abi_tag(0, (99, 0, 0))], **k),
        "old-tag": lambda **k: b(notes=[w.gnu_abi_tag(0, (3, 2, 0))], **k),
        "freebsd-note": lambda **k: b(notes=[b"\x08\0\0\0\4\0\0\0\1\0\0\0FreeBSD\0\x20\xe4\x16\0"], **k),
    }
    if not musl:
        kinds.update({
            "phentsize": lambda **k: b(phentsize=32, **k),
            "pie": lambda **k: b(**{**k, "flags_1": w.PIE | k.get("flags_1", 0)}),
            "type-exec": lambda **k: b(e_type=w.EXEC, **k),
        })
    kinds.update({
        "class0": lambda **k: b(e_ident=w.ident(klass=0), **k),
        "msb": lambda **k: b(e_ident=w.ident(data=2), **k),
        "ident-version": lambda **k: b(e_ident=w.ident(version=0), **k),
        "e_version": lambda **k: b(e_version=0, **k),
        "aarch64": lambda **k: b(machine=w.AARCH64, **k),
        "aarch64-freebsd": lambda **k: b(machine=w.AARCH64, e_ident=w.ident(osabi=9), **k),
        "aarch64-msb": lambda **k: b(machine=w.AARCH64, e_ident=w.ident(data=2), **k),
        "i386-in-64": lambda **k: b(machine=w.I386, **k),
    })
    return kinds


def random_path(rng, dirs, musl):
    """A search path: directories, tokens, empty and relative elements."""
    out = []
    for _ in range(rng.choice([1, 1, 2, 2, 3, 4])):
        roll = rng.random()
        if roll < 0.62:
            d = rng.choice(dirs)
        elif roll < 0.76:
            d = rng.choice(["$ORIGIN", "${ORIGIN}", "$ORIGIN/lib", "$ORIGIN/../a", "$ORIGIN/../b"])
        elif roll < 0.84:
            d = rng.choice(["/usr/$LIB", "/$LIB", "/opt/$PLATFORM", "/usr/${LIB}", "/opt/${PLATFORM}/x",
                            "/opt/$LIBx", "/opt/$NOPE/a", "/opt/a$"])
        elif roll < 0.90:
            d = rng.choice(["", ".", "a", "lib", "opt/a"])
        elif roll < 0.94:
            d = rng.choice(["/nowhere", "/opt/file", "/opt/file/x", "/"])
        else:
            d = rng.choice(dirs) + rng.choice(["/", "//", "/.", "/../" + rng.choice(["a", "b"])])
        out.append(d)
    return ":".join(out)


def random_layout(rng, base, code, musl=False, kernel_links=False):
    """base: {'interp', 'default_dirs', 'files': tree files given by the suite}"""
    lay = Layout()
    dirs = OWN_DIRS + base["default_dirs"]
    names = SONAMES[:rng.choice([3, 4, 5, 8])]
    kinds = bad_kinds(musl)
    p_bad = rng.choice([0.0, 0.0, 0.03, 0.1, 0.4])
    p_missing = rng.choice([0.0, 0.0, 0.0, 0.2])
    # where most libraries are, so that many programs start
    home = rng.choice(base["default_dirs"])
    versions = rng.random() < 0.25
    filters = rng.random() < 0.2
    # (filters of auditors end in ld.so's own assertions)
    audits = not filters and rng.random() < 0.15
    levels = rng.random() < 0.1
    notdir = rng.random() < 0.3

    def needs(most):
        out = []
        for _ in range(rng.randint(0, most)):
            roll = rng.random()
            if roll < 0.9:
                out.append(rng.choice(names))
            elif roll < 0.94:
                out.append(rng.choice(dirs) + "/" + rng.choice(names))
            elif roll < 0.96 and not musl:
                out.append("$ORIGIN/" + rng.choice(names))
            elif roll < 0.98:
                out.append(rng.choice(["./", "opt/a/", "a/"]) + rng.choice(names))
            elif musl:
                # (with glibc a NEEDED ld.so makes it look for malloc, which nobody here has)
                out.append(os.path.basename(base["interp"]))
        return out

    def paths(keys):
        roll = rng.random()
        if roll < 0.3:
            keys["rpath"] = random_path(rng, dirs, musl)
        elif roll < 0.6:
            keys["runpath"] = random_path(rng, dirs, musl)
        elif roll < 0.65:
            keys["rpath"] = random_path(rng, dirs, musl)
            keys["runpath"] = random_path(rng, dirs, musl)
        elif roll < 0.67:
            keys[rng.choice(["rpath", "runpath"])] = ""

    def extras(keys, least):
        """Filtees: only of higher names than one's own, since the real linker goes round in circles."""
        out = []
        for _ in range(rng.choice([0, 0, 1, 1, 2])):
            name = rng.choice((names[least + 1:] or ["libNone.so"]) + ["libNone.so"])
            roll = rng.random()
            if roll < 0.08:
                name = rng.choice(dirs) + "/" + name
            elif roll < 0.14:
                name = "$ORIGIN/" + name
            out.append((rng.choice([w.DT_AUXILIARY, w.DT_AUXILIARY, w.DT_FILTER]), name,
                        rng.randint(0, len(keys["needed"]))))
        if out:
            lay.filters = True
            keys["extras"] = out

    def library(name):
        keys = {"needed": needs(3)}
        if filters and rng.random() < 0.5:
            extras(keys, names.index(name) if name in names else 0)
        if levels and rng.random() < 0.5:
            keys["isa"] = rng.choice([0, 1, 3, 7, 8, 15, 16, 32, 1 << 31])
        if audits and base["auditors"] and rng.random() < 0.6:
            keys["auditor"] = True
        paths(keys)
        roll = rng.random()
        if roll < 0.8:
            keys["soname"] = name
        elif roll < 0.9:
            keys["soname"] = rng.choice(names)
        if rng.random() < 0.08:
            keys["flags_1"] = w.NODEFLIB
        if versions and rng.random() < 0.6:
            keys["verdefs"] = rng.sample(["V1", "V2", "V3"], rng.randint(1, 3))
        if versions and rng.random() < 0.4:
            plain = [n for n in keys["needed"] if "/" not in n and n.startswith("lib")]
            if plain:
                keys["verneeds"] = [(n, [(rng.choice(["V1", "V2", "V3"]), rng.random() < 0.2)])
                                    for n in dict.fromkeys(plain)]
        if rng.random() < p_bad:
            kind = rng.choice(sorted(kinds))
            data = kinds[kind](**keys)
            lay.kinds[data] = kind
            return data
        return w.build(**keys)

    def tree():
        return rng.choice(["c", "c", "r", "both"])

    def where():
        d = home if rng.random() < 0.4 else rng.choice(dirs)
        if rng.random() < 0.12:
            d += "/" + rng.choice(["glibc-hwcaps/" + rng.choice(HWCAPS), "tls", "x86_64", "haswell",
                                   "tls/x86_64", "x86_64/x86_64", "tls/haswell/x86_64"])
        return d

    for name in names:
        if rng.random() < p_missing:
            continue
        for _ in range(rng.choice([1, 1, 2, 3])):
            path = where() + "/" + name
            roll = rng.random()
            if path in lay.files or path in lay.links:
                continue
            if roll < 0.92 or p_bad == 0.0:
                lay.files[path] = (tree(), library(name), library(name) if rng.random() < 0.5 else None)
            elif roll < 0.94:
                lay.links[path] = (tree(), rng.choice(["nowhere", "/nowhere/x", "../b/" + name,
                                                       "/opt/file/x", name, "/opt/a/" + name]))
            elif roll < 0.97:
                target = rng.choice(names) + ".real"
                lay.links[path] = ("c", target)
                lay.files[os.path.dirname(path) + "/" + target] = ("c", library(name), None)
            elif not musl:
                lay.dirs.add(path)
    if notdir:
        lay.files["/opt/file"] = ("c", b"a file\n", None)
    keys = {"needed": needs(4) or [rng.choice(names)], "interp": base["interp"], "code": code}
    paths(keys)
    if rng.random() < 0.1:
        keys["flags_1"] = w.NODEFLIB
    if filters and rng.random() < 0.3:
        extras(keys, 0)
    if levels and rng.random() < 0.2:
        keys["isa"] = rng.choice([1, 3, 15, 16])
    auditors = [rng.choice(names + [rng.choice(dirs) + "/" + rng.choice(names), "", "libNone.so"])
                for _ in range(3)] if audits else []
    if audits and rng.random() < 0.3 and not musl:
        keys["extras"] = keys.get("extras", []) + [
            (rng.choice([w.DT_AUDIT, w.DT_DEPAUDIT]), rng.choice([":".join(auditors[:2]), auditors[0]]), 0)]
    if audits and rng.random() < 0.8:
        lay.env["LD_AUDIT"] = rng.choice([":".join(auditors), auditors[2]])
    if versions and rng.random() < 0.5:
        plain = [n for n in keys["needed"] if "/" not in n and n.startswith("lib")]
        if plain:
            keys["verneeds"] = [(n, [(v, rng.random() < 0.2) for v in rng.sample(["V1", "V2", "V3"], 2)])
                                for n in dict.fromkeys(plain)]
    program = w.build(**keys)
    if rng.random() < 0.15:
        lay.program = rng.choice(["/opt/a/prog", "/prog", "/usr/bin/prog"])
    if rng.random() < 0.1:
        lay.links["/opt/link/prog"] = ("c", ".." + lay.program[4:] if lay.program.startswith("/opt") else
                                       lay.program)
        lay.files[lay.program] = ("c", program, None)
        lay.program = "/opt/link/prog"
    else:
        lay.files[lay.program] = (rng.choice(["c", "r"]), program, None)
    if rng.random() < 0.4:
        sep = ":" if musl or rng.random() < 0.8 else ";"
        lay.env["LD_LIBRARY_PATH"] = sep.join(
            rng.choice(dirs + [random_path(rng, dirs, musl)]) for _ in range(rng.choice([1, 1, 2, 3])))
    if rng.random() < 0.15:
        lay.env["LD_PRELOAD"] = rng.choice([" ", ":"]).join(
            rng.choice(names + [rng.choice(dirs) + "/" + rng.choice(names), "", "libNone.so"])
            for _ in range(rng.choice([1, 2])))
    if rng.random() < 0.06 and not musl:
        lay.files["/etc/ld.so.preload"] = ("c", ("# %s\n%s%s" % (
            rng.choice(names), rng.choice(names), rng.choice(["", "\n", " # x\n", ":" + names[0]]))).encode(),
            None)
    lay.cwd = rng.choice(["/", "/", "/opt/a", "/opt"])
    lay.dirs.add("/opt/a")
    lay.dirs.add("/opt/bin")
    lay.proc = rng.random() < 0.85
    lay.secure = rng.random() < 0.08
    if musl:
        if rng.random() < 0.25:
            lay.files["/etc/ld-musl-x86_64.path"] = ("c", rng.choice([
                b"", b"/opt/b\n/lib\n", b"/opt/c:/opt/a:/usr/lib", b"\n:/usr/local/lib\n"]), None)
    elif rng.random() < 0.75:
        lay.files["/etc/ld.so.cache"] = ("c", random_cache(rng, lay, names, dirs), None)
    return lay


def fixed_layouts(base, code):
    """The nine situations of libtree's own tests, as (name, layout): its layouts, made anew here."""
    b = w.build
    out = []

    def layout(name, files, links=(), env=None, program=None, secure=False, proc=True, filters=False, **keys):
        lay = Layout()
        lay.secure, lay.proc, lay.filters = secure, proc, filters
        for path, data in files.items():
            lay.files[path] = ("c", data, None)
        for path, target in links:
            lay.links[path] = ("c", target)
        lay.program = program or "/opt/bin/prog"
        lay.files.setdefault("/opt/bin/prog" if lay.program in lay.links else lay.program, ("c", b(interp=base["interp"], code=code, **keys), None))
        lay.env = env or {}
        lay.dirs.add("/opt/bin")
        out.append((name, lay))

    plain = b(soname="libb.so")
    layout("01 origin", {"/opt/lib/liba.so": b(soname="liba.so", runpath="$ORIGIN", needed=["libb.so"]),
                         "/opt/lib/libb.so": plain}, needed=["liba.so"], runpath="$ORIGIN/../lib")
    layout("01 origin in braces", {"/opt/lib/libb.so": plain}, needed=["libb.so"],
           rpath="${ORIGIN}/../lib")
    for key in ("rpath", "runpath"):
        layout("02 %s of the parent's parent" % key,
               {"/opt/x/liba.so": b(soname="liba.so", needed=["libc.so"]),
                "/opt/x/libc.so": b(soname="libc.so", needed=["libb.so"]), "/opt/x/libb.so": plain},
               needed=["liba.so"], **{key: "/opt/x"})
    layout("03 direct and absolute", {"/opt/x/libb.so": plain}, needed=["/opt/x/libb.so"])
    layout("03 direct and relative", {"/opt/x/libb.so": plain}, needed=["opt/x/libb.so"])
    layout("03 direct, then by soname", {"/opt/x/libb.so": plain}, needed=["/opt/x/libb.so", "libb.so"])
    three = {"/opt/%s/libb.so" % d: plain for d in ("rpath", "env", "runpath")}
    for rpath, runpath in (("/opt/rpath", None), (None, "/opt/runpath"), ("/opt/rpath", "/opt/runpath")):
        layout("04 %s %s and environment" % (rpath, runpath), three, env={"LD_LIBRARY_PATH": "/opt/env"},
               needed=["libb.so"], rpath=rpath, runpath=runpath)
    layout("05 only 32 bits", {"/opt/x/libb.so": w.build32()}, needed=["libb.so"], rpath="/opt/x")
    layout("05 32 bits first", {"/opt/x/libb.so": w.build32(), "/opt/y/libb.so": plain}, needed=["libb.so"],
           rpath="/opt/x:/opt/y")
    for have in (["V1"], ["V1", "V2"], None):
        layout("06 versions %s" % have, {"/opt/x/libb.so": b(soname="libb.so", verdefs=have)},
               needed=["libb.so"], rpath="/opt/x", verneeds=[("libb.so", [("V1", False), ("V2", False)])])
    layout("07 origin of a link", {"/opt/real/liba.so": b(soname="liba.so", runpath="$ORIGIN",
                                                          needed=["libb.so"]),
                                   "/opt/link/libb.so": plain},
           links=[("/opt/link/liba.so", "../real/liba.so")], needed=["liba.so"], runpath="/opt/link")
    layout("07 origin of a linked program", {"/opt/lib/libb.so": plain},
           links=[("/usr/bin/prog", "/opt/bin/prog")], program="/usr/bin/prog", needed=["libb.so"],
           runpath="$ORIGIN/../lib")
    layout("08 nodeflib", {base["default_dirs"][-1] + "/libb.so": plain}, needed=["libb.so"],
           flags_1=w.NODEFLIB)
    layout("08 nodeflib with rpath", {"/opt/x/libb.so": plain}, needed=["libb.so"], rpath="/opt/x",
           flags_1=w.NODEFLIB)
    layout("10 rpath order", {"/opt/x/libb.so": plain, "/opt/y/libb.so": plain}, needed=["libb.so"],
           rpath="/opt/nowhere:/opt/y:/opt/x")
    layout("10 rpath of library before program", {
        "/opt/x/liba.so": b(soname="liba.so", needed=["libb.so"], rpath="/opt/y"),
        "/opt/x/libb.so": plain, "/opt/y/libb.so": plain}, needed=["liba.so"], rpath="/opt/x")
    if base["musl"]:
        return out
    # situations that random layouts have led to, and what is rare in them
    last = base["default_dirs"][-1]
    for program in ("/prog", "/usr/bin/prog", "/opt/bin/prog"):
        for path in ("$ORIGIN/lib", "$ORIGIN/../lib", "$ORIGIN//lib", "$ORIGIN/../usr/lib/../lib"):
            for key in ("rpath", "runpath"):
                layout("setuid %s with %s %s" % (program, key, path), {last + "/liba.so": b(
                    soname="liba.so", needed=["libb.so"], **{key: path}), "/lib/libb.so": plain},
                    program=program, secure=True, needed=["liba.so", "libb.so"], **{key: path})
    # found that way and no other
    for program in ("/prog", "/usr/bin/prog", "/opt/bin/prog"):
        up = "$ORIGIN/../" if program.startswith("/usr") else "$ORIGIN/../../../usr/"
        for key in ("rpath", "runpath"):
            layout("setuid %s that needs its %s" % (program, key), {"/usr/lib/own/libb.so": plain},
                   program=program, secure=True, needed=["libb.so"], **{key: up + "lib/.//own/"})
        layout("setuid %s that names a file by $ORIGIN" % program, {"/usr/lib/own/libb.so": plain},
               program=program, secure=True, needed=[up + "lib/.//own/libb.so"])
        layout("setuid %s that names a file outside by $ORIGIN" % program, {"/usr/own/libb.so": plain},
               program=program, secure=True, needed=[up + "own/libb.so"])
    for key in ("rpath", "runpath"):
        for path in ("$ORIGIN", "/usr/lib/sub/../sub:$ORIGIN/../sub", "$ORIGIN/x:${ORIGIN}/../../../opt", "x$ORIGIN"):
            layout("setuid, %s of a library %s" % (key, path), {
                "/usr/lib/sub/liba.so": b(soname="liba.so", needed=["libb.so"], **{key: path}),
                "/usr/lib/sub/libb.so": plain, "/opt/libb.so": plain}, secure=True, needed=["/usr/lib/sub/liba.so"])
    for key in ("needed", w.DT_AUXILIARY, w.DT_FILTER):
        for proc in (True, False):
            extra = {"extras": [(key, "$ORIGIN/libb.so", 0)]} if key != "needed" else {"needed": ["$ORIGIN/libb.so"]}
            layout("token in %s, proc %s" % (key, proc), {
                last + "/liba.so": b(soname="liba.so", **extra), last + "/libb.so": plain,
                "/opt/bin/libb.so": plain}, proc=proc, filters=True, **{"needed": ["liba.so"], **extra})
    layout("filtee of the program, asked for again", {
        last + "/libf.so": b(soname="libf.so", needed=["liba.so"]), last + "/liba.so": b(
            soname="liba.so", needed=["libf.so"])},
        filters=True, needed=["liba.so"], extras=[(w.DT_FILTER, "libf.so", 1)])
    layout("filtee that stands behind", {
        last + "/liba.so": b(soname="liba.so", extras=[(w.DT_AUXILIARY, "libb.so", 0)]), last + "/libb.so": plain},
        filters=True, needed=["liba.so", "libb.so"])
    levels = {last + "/liba.so": b(soname="liba.so", needed=["libb.so"], isa=1 << 20),
              last + "/libb.so": b(soname="libb.so", isa=1 << 21), last + "/libc9.so": b(soname="libc9.so", isa=1)}
    layout("processor levels, the deeper first", levels, needed=["liba.so", "libc9.so"])
    layout("processor levels, the other order", levels, needed=["libb.so", "libc9.so", "liba.so"])
    layout("processor level of the program", levels, needed=["libc9.so"], isa=1 << 20)
    return out


def random_cache(rng, lay, names, dirs):
    entries = []
    used = set()
    found = [p for p in list(lay.files) + list(lay.links) if os.path.basename(p) in names]
    for path in rng.sample(found, rng.randint(0, len(found))):
        d = os.path.dirname(path)
        cap = None
        if "/glibc-hwcaps/" in d:
            cap = os.path.basename(d)
        entries.append((os.path.basename(path), path, 0x303, cap, 0))
    for _ in range(rng.choice([0, 0, 1, 3])):
        name = rng.choice(names)
        entries.append((name, rng.choice(dirs) + "/" + name, rng.choice([0x303, 0x303, 0x3, 0x803, 0x1]),
                        rng.choice([None, None, None, rng.choice(HWCAPS), 1 << 1, 1 << 2, 1 << 48, 1 << 20]),
                        rng.choice([0, 0, 0x30200, 0xffffff])))
    rng.shuffle(entries)
    # of equal names, those with a named hwcap come first, as ldconfig writes them
    entries.sort(key=lambda e: 0 if isinstance(e[3], str) else 1)
    used = {e[3] for e in entries if isinstance(e[3], str)}
    roll = rng.random()
    form = "new" if roll < 0.6 else "compat" if roll < 0.85 else "old"
    data = w.cache(entries, form, used)
    if rng.random() < 0.03:
        data = data[:rng.randint(0, len(data))]
    return data
