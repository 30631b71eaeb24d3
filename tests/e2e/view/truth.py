#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Every recorded answer of the kernel, asked of a mounted view: the same, or the difference that
docs/path-rule.md tells of. `truth.py --table` prints that table. Settings: the view entered with chroot(2)
(as compatrun does) or used in place, with links=asis and links=kernel."""

import errno
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, HERE + "/../../lib"]
import view as v  # noqa: E402
from truth_rows import LINKS, REASONS, ROWS  # noqa: E402

DOC = HERE + "/../../../docs/path-rule.md"
BEGIN, END = "<!-- truth: begin -->", "<!-- truth: end -->"
USER = 65534

SETTINGS = {
    "chroot": ("asis", True),
    "direct": ("asis", False),
    "chroot-kernel": ("kernel", True),
    "direct-kernel": ("kernel", False),
}


def wanted(row, setting):
    links, _ = SETTINGS[setting]
    for key in (setting, links, "all"):
        if key in row["view"]:
            return row["view"][key]
    return row["kernel"]


def table():
    """The differences, grouped by reason, as Markdown."""
    lines = []
    for why, text in REASONS.items():
        rows = [r for r in ROWS if r["why"] == why]
        if not rows:
            continue
        lines += ["", f"**{text}**", "", "| facts | what is done | kernel | view | test |",
                  "| --- | --- | --- | --- | --- |"]
        for r in rows:
            answers = " · ".join(
                a if k == "all" else f"`links={k}`: {a}" for k, a in r["view"].items())
            cells = [r["section"], r["text"], r["kernel"], answers, f"`truth.py {r['name']}`"]
            lines.append("| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |")
    same = sum(1 for r in ROWS if not r["view"])
    lines += ["", f"{len(ROWS)} recorded answers are tests; {same} of them are the same in every setting, "
                  f"{len(ROWS) - same} differ in one at least and are listed above."]
    return "\n".join(lines).strip()


class Paths:
    """Turns the facts' path (/lt/x) into the one of this row and setting."""

    def __init__(self, prefix, top):
        self.prefix = prefix
        self.top = top

    def __call__(self, path):
        return (self.prefix + self.relative(path, "/")) or "/"

    def relative(self, path, lead=""):
        if path == "/":
            return lead if not self.prefix else ""
        return lead + path[1:].replace("lt", self.top, 1) if path.startswith("/lt") else \
            lead + path[1:].replace("/lt/", f"/{self.top}/", 1)

    def strip(self, path):
        if self.prefix and path.startswith(self.prefix):
            path = path[len(self.prefix):] or "/"
        if "/.compatfs/root" in path and not path.startswith("/.compatfs/root"):
            return "(rewritten)"
        return path.replace("/" + self.top, "/lt", 1)

    @staticmethod
    def as_user(function):
        os.setgroups([])
        os.setgid(USER)
        os.setuid(USER)
        return function()


def build(compat, root, top, tags):
    c, r = f"{compat}/{top}", f"{root}/{top}"
    for d in ("both_d", "conly_d", "empty_d", "full_d", "df", "secret_d"):
        os.makedirs(f"{c}/{d}")
    for d in ("both_d", "ronly_d", "empty_d", "full_d", "fd", "secret_d"):
        os.makedirs(f"{r}/{d}")
    for name in ("both_f", "conly_f", "both_d/c_child", "conly_d/f", "full_d/x", "fd", "secret_f"):
        v.write(f"{c}/{name}", "C:" + os.path.basename(name))
    for name in ("both_f", "ronly_f", "both_d/r_child", "ronly_d/f", "empty_d/child", "fd/child",
                 "df", "secret_f", "secret_d/child", "c_abs_none", "c_rel_none", "c_loop"):
        v.write(f"{r}/{name}", "R:" + os.path.basename(name))
    os.chmod(c + "/secret_f", 0o600)
    os.chmod(c + "/secret_d", 0o700)
    for name, (layer, target) in LINKS.items():
        base = c if layer == "C" else r
        os.symlink(target.replace("/lt", "/" + top), f"{base}/{name}")
    for base, tag, names in ((c, "C", ("ex_both",)),
                             (r, "R", ("ex_both", "ex_r", "ex_noexec", "ex_garbage", "ex_dir"))):
        for name in names:
            shutil.copy(tags[tag], f"{base}/{name}")
    v.write(c + "/ex_noexec", "x", mode=0o644)
    v.write(c + "/ex_garbage", "\x7fgarbage", mode=0o755)
    os.mkdir(c + "/ex_dir")
    v.write(c + "/sc_both", f"#!/{top}/ex_both script\n", mode=0o755)
    v.write(c + "/sc_r", f"#!/{top}/ex_r script\n", mode=0o755)


def ask(row, paths, space, top, chrooted):
    try:
        answer = v.in_child(lambda: row["do"](paths), space.mnt if chrooted else None)
        answer = "ok" if answer is None else str(answer)
    except OSError as e:
        answer = errno.errorcode[e.errno]
    if row["after"] is not None:
        answer += "; " + row["after"](f"{space.compat}/{top}", f"{space.root}/{top}")
    return answer


def check(setting):
    links, chrooted = SETTINGS[setting]
    tags = {"C": os.environ["EXEC_TAG_C"], "R": os.environ["EXEC_TAG_R"]}
    rows = [r for r in ROWS if r["only"] is None or setting in r["only"]]
    bad = []
    with v.Space("/var/tmp") as s:
        s.compat = s.root + "/compat/linux"
        os.makedirs(s.compat + "/mt")
        s.c("top_c")
        s.r("top_r")
        subprocess.run(["mount", "-t", "tmpfs", "none", s.compat + "/mt"], check=True)
        s.c("mt/f")
        for i, _ in enumerate(rows):
            build(s.compat, s.root, f"t{i}", tags)
        view = s.mount(f"rw,suid,dev,allow_other,default_permissions,links={links}")
        for i, row in enumerate(rows):
            paths = Paths("" if chrooted else s.mnt, f"t{i}")
            answer = ask(row, paths, s, f"t{i}", chrooted)
            if answer != wanted(row, setting):
                bad.append(f"{row['section']} {row['name']}: {row['text']}: wanted "
                           f"{wanted(row, setting)!r} (kernel: {row['kernel']!r}), got {answer!r}")
        view.unmount()
    if bad:
        raise AssertionError(f"{len(bad)} of {len(rows)} rows:\n" + "\n".join(bad))


def chroot_asis():
    check("chroot")


def chroot_kernel():
    check("chroot-kernel")


def direct_asis():
    check("direct")


def direct_kernel():
    check("direct-kernel")


def documented():
    """docs/path-rule.md holds the table as it is here."""
    text = v.read(DOC)
    v.expect(text.split(BEGIN)[1].split(END)[0].strip(), table(), "run truth.py --write")


def rows_are_sound():
    names = [r["name"] for r in ROWS]
    v.expect(len(set(names)), len(names), "names of rows")
    for r in ROWS:
        v.expect(bool(r["view"]), bool(r["why"]), r["name"])


if sys.argv[1:] == ["--table"]:
    print(table())
elif sys.argv[1:] == ["--write"]:
    old = v.read(DOC)
    head, rest = old.split(BEGIN)
    v.write(DOC, head + BEGIN + "\n" + table() + "\n" + END + rest.split(END)[1])
else:
    v.main([rows_are_sound, documented, chroot_asis, chroot_kernel, direct_asis, direct_kernel])
