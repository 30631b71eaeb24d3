# SPDX-License-Identifier: BSD-2-Clause
"""Writes small ELF files: shared objects with chosen dynamic sections, and a program that prints
the link map of its process and exits. Nothing is compiled for a layout; the program's code is
compiled once (code.c)."""
import struct

CLASS64, CLASS32 = 2, 1
X86_64, I386, AARCH64 = 62, 3, 183
DYN, EXEC, REL, CORE = 3, 2, 1, 4
PT_LOAD, PT_DYNAMIC, PT_INTERP, PT_NOTE, PT_PHDR = 1, 2, 3, 4, 6
PT_GNU_STACK = 0x6474E551
DT_NEEDED, DT_STRTAB, DT_SYMTAB, DT_STRSZ, DT_SYMENT = 1, 5, 6, 10, 11
DT_SONAME, DT_RPATH, DT_RUNPATH, DT_DEBUG, DT_HASH = 14, 15, 29, 21, 4
DT_FLAGS_1, DT_VERDEF, DT_VERDEFNUM = 0x6FFFFFFB, 0x6FFFFFFC, 0x6FFFFFFD
DT_FILTER, DT_AUXILIARY, DT_AUDIT, DT_DEPAUDIT = 0x7FFFFFFF, 0x7FFFFFFD, 0x6FFFFEFC, 0x6FFFFEFB
DT_VERNEED, DT_VERNEEDNUM, DT_VERSYM = 0x6FFFFFFE, 0x6FFFFFFF, 0x6FFFFFF0
NODEFLIB, PIE, NOOPEN = 0x800, 0x08000000, 0x40


def elf_hash(name):
    h = 0
    for c in name.encode(errors="surrogateescape"):
        h = (h << 4) + c
        g = h & 0xF0000000
        h = (h ^ (g >> 24)) & ~g & 0xFFFFFFFF
    return h


class Strings:
    def __init__(self):
        self.data = bytearray(b"\0")
        self.at = {}

    def add(self, s):
        if s not in self.at:
            self.at[s] = len(self.data)
            self.data += s.encode("utf-8", "surrogateescape") + b"\0"
        return self.at[s]


def ident(klass=CLASS64, data=1, version=1, osabi=0, abiversion=0, pad=b"\0" * 7):
    return b"\x7fELF" + bytes([klass, data, version, osabi, abiversion]) + pad


def build(needed=(), soname=None, rpath=None, runpath=None, flags_1=0, interp=None, code=b"",
          verdefs=None, verneeds=(), notes=(), e_ident=None, e_type=DYN, machine=X86_64,
          e_version=1, phentsize=56, load=True, dynamic=True, phoff=64, extras=(), isa=None, auditor=False, unique=None):
    """One 64-bit little-endian file as bytes. verdefs: list of version names (None: no DT_VERDEF);
    verneeds: list of (file, [(version, weak)]). notes: list of PT_NOTE contents. extras: list of (tag,
    name, how many DT_NEEDED stand before it). isa: bits of the processor level. auditor: defines
    la_version(). unique: a GNU_UNIQUE symbol of that name."""
    strings = Strings()
    tags = []
    for i in range(len(needed) + 1):
        tags += [(tag, strings.add(name)) for tag, name, before in extras if before == i]
        if i < len(needed):
            tags.append((DT_NEEDED, strings.add(needed[i])))
    if soname is not None:
        tags.append((DT_SONAME, strings.add(soname)))
    if rpath is not None:
        tags.append((DT_RPATH, strings.add(rpath)))
    if runpath is not None:
        tags.append((DT_RUNPATH, strings.add(runpath)))
    if flags_1:
        tags.append((DT_FLAGS_1, flags_1))
    if interp is not None:
        tags.append((DT_DEBUG, 0))
    verdef = bytearray()
    if verdefs is not None:
        names = [soname or "base"] + list(verdefs)
        for i, name in enumerate(names):
            last = i == len(names) - 1
            verdef += struct.pack("<HHHHIII", 1, 1 if i == 0 else 0, i + 1, 1, elf_hash(name), 20,
                                  0 if last else 28)
            verdef += struct.pack("<II", strings.add(name), 0)
    verneed = bytearray()
    index = 2 + len(verdefs or ())
    for i, (file, versions) in enumerate(verneeds):
        last = i == len(verneeds) - 1
        size = 16 + 16 * len(versions)
        verneed += struct.pack("<HHIII", 1, len(versions), strings.add(file), 16, 0 if last else size)
        for k, (name, weak) in enumerate(versions):
            verneed += struct.pack("<IHHII", elf_hash(name), 2 if weak else 0, index,
                                   strings.add(name), 0 if k == len(versions) - 1 else 16)
            index += 1
    ph = []
    notes = [(n, 4) for n in notes]
    if isa is not None:
        notes.append((struct.pack("<III4sIIII", 4, 16, 5, b"GNU\0", 0xC0008002, 4, isa, 0), 8))
    nph = (1 if load else 0) + (1 if dynamic else 0) + 1 + len(notes) + (2 if interp else 0)
    at = 64 + 56 * nph
    parts = []

    def place(data, align=8):
        nonlocal at
        pad = -at % align
        parts.append(b"\0" * pad + bytes(data))
        start = at + pad
        at = start + len(data)
        return start

    interp_at = place(interp.encode(errors="surrogateescape") + b"\0") if interp else 0
    note_at = [(place(n, align), len(n), align) for n, align in notes]
    if auditor or unique:  # la_version() returns the version that it is given
        function_at = place(b"\x89\xf8\xc3", 16)
        sym_at = place(b"\0" * 24 + struct.pack("<IBBHQQ", strings.add(unique or "la_version"),
                                                0xA1 if unique else 0x12, 0, 1, function_at, 3))
        versym_at = place(struct.pack("<HH", 0, 1))
        hash_at = place(struct.pack("<IIIII", 1, 2, 1, 0, 0))
    else:
        sym_at = place(b"\0" * 24)
        versym_at = place(b"\0" * 2)
        hash_at = place(struct.pack("<IIII", 1, 1, 0, 0))  # musl looks symbols up in every object
    verdef_at = place(verdef) if verdef else 0
    verneed_at = place(verneed) if verneed else 0
    str_at = place(strings.data)
    if verdef:
        tags += [(DT_VERDEF, verdef_at), (DT_VERDEFNUM, 1 + len(verdefs))]
    if verneed:
        tags += [(DT_VERNEED, verneed_at), (DT_VERNEEDNUM, len(verneeds))]
    if verdef or verneed:
        tags.append((DT_VERSYM, versym_at))
    tags += [(DT_HASH, hash_at), (DT_STRTAB, str_at), (DT_SYMTAB, sym_at), (DT_STRSZ, len(strings.data)),
             (DT_SYMENT, 24), (0, 0)]
    dyn = b"".join(struct.pack("<QQ", t, v) for t, v in tags)
    dyn_at = place(dyn)
    code_at = place(code, 16) if code else 0
    if interp:
        ph.append(struct.pack("<IIQQQQQQ", PT_PHDR, 4, 64, 64, 64, 56 * nph, 56 * nph, 8))
        ph.append(struct.pack("<IIQQQQQQ", PT_INTERP, 4, interp_at, interp_at, interp_at,
                              len(interp) + 1, len(interp) + 1, 1))
    if load:
        ph.append(struct.pack("<IIQQQQQQ", PT_LOAD, 7 if code or auditor else 6, 0, 0, 0, at, at, 0x1000))
    if dynamic:
        ph.append(struct.pack("<IIQQQQQQ", PT_DYNAMIC, 6, dyn_at, dyn_at, dyn_at, len(dyn),
                              len(dyn), 8))
    ph.append(struct.pack("<IIQQQQQQ", PT_GNU_STACK, 6, 0, 0, 0, 0, 0, 16))
    for start, size, align in note_at:
        ph.append(struct.pack("<IIQQQQQQ", PT_NOTE, 4, start, start, start, size, size, align))
    head = (e_ident or ident()) + struct.pack("<HHIQQQIHHHHHH", e_type, machine, e_version, code_at,
                                              phoff, 0, 0, 64, phentsize, nph, 64, 0, 0)
    return head + b"".join(ph) + b"".join(parts)


def build32(machine=I386, osabi=0, needed=()):
    """A 32-bit file: a header, a PT_LOAD and a PT_DYNAMIC with only DT_NULL."""
    head = ident(CLASS32, osabi=osabi) + struct.pack("<HHIIIIIHHHHHH", DYN, machine, 1, 0, 52, 0, 0,
                                                     52, 32, 2, 40, 0, 0)
    body = struct.pack("<IIIIIIII", PT_LOAD, 0, 0, 0, 124, 124, 6, 0x1000)
    body += struct.pack("<IIIIIIII", PT_DYNAMIC, 116, 116, 116, 8, 8, 6, 4)
    return head + body + b"\0" * 8


def gnu_abi_tag(system, version):
    return struct.pack("<III4sIIII", 4, 16, 1, b"GNU\0", system, *version)


# ---- ld.so.cache ----

def libcmp_key(name):
    """A key that sorts as _dl_cache_libcmp does (runs of digits as numbers)."""
    out = []
    i = 0
    while i < len(name):
        if name[i].isdigit():
            k = i
            while k < len(name) and name[k].isdigit():
                k += 1
            # a digit sorts behind every other character, and behind the end
            out.append((1, int(name[i:k])))
            i = k
        else:
            out.append((0, ord(name[i])))
            i += 1
    return out


def cache(entries, form, hwcap_names=()):
    """entries: list of (name, path, flags, hwcap or None or name, osversion) in ldconfig's order of
    equal names; form: old, compat or new."""
    hwcap_names = sorted(hwcap_names)

    def rank(e):
        return isinstance(e[3], str)

    order = sorted(range(len(entries)), key=lambda i: (libcmp_key(entries[i][0]), rank(entries[i]), -i),
                   reverse=True)
    rows = [entries[i] for i in order]

    def hwcap(value):
        if value is None:
            return 0
        if isinstance(value, str):
            level = {"x86-64-v2": 1, "x86-64-v3": 2, "x86-64-v4": 3}.get(value, 0)
            return 1 << 62 | level << 32 | hwcap_names.index(value)
        return value

    def new_part(rows, base):
        strings = bytearray()
        table = bytearray()
        start = 48 + 24 * len(rows)
        for name, path, flags, cap, osversion in rows:
            k = start + len(strings)
            strings += name.encode() + b"\0"
            v = start + len(strings)
            strings += path.encode() + b"\0"
            table += struct.pack("<iIIIQ", flags, k, v, osversion, hwcap(cap))
        caps = []
        for name in hwcap_names:
            caps.append(base + start + len(strings))
            strings += name.encode() + b"\0"
        ext = 0
        tail = b""
        if hwcap_names:
            ext = base + start + len(strings)
            pad = -ext % 4
            ext += pad
            data = ext + 8 + 16
            tail = b"\0" * pad + struct.pack("<II", 0xEAA42174, 1)
            tail += struct.pack("<IIII", 1, 0, data, 4 * len(caps)) + struct.pack("<%dI" % len(caps), *caps)
        head = b"glibc-ld.so.cache1.1" + struct.pack("<IIB3xI12x", len(rows), len(strings), 2, ext)
        return head + bytes(table) + bytes(strings) + tail

    if form == "new":
        return new_part(rows, 0)
    plain = [r for r in rows if not isinstance(r[3], str)]
    old = bytearray(b"ld.so-1.7.0\0" + struct.pack("<I", len(plain)))
    strings = bytearray()
    shift = 0
    if form == "compat":
        base = 16 + 12 * len(plain)
        inner = base + -base % 8
        # the old part's strings are in the new part: offsets relative to the old table's end
        body = new_part(rows, inner)
        starts = {}
        at = 48 + 24 * len(rows)
        for r in rows:
            starts[id(r)] = (at, at + len(r[0].encode()) + 1)
            at += len(r[0].encode()) + len(r[1].encode()) + 2
        shift = inner - base
        for r in plain:
            k, v = starts[id(r)]
            old += struct.pack("<iII", r[2], k + shift, v + shift)
        return bytes(old) + b"\0" * (inner - base) + body
    for name, path, flags, _cap, _os in plain:
        k = len(strings)
        strings += name.encode() + b"\0"
        v = len(strings)
        strings += path.encode() + b"\0"
        old += struct.pack("<iII", flags, k, v)
    return bytes(old) + bytes(strings)
