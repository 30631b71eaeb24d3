#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""`elfcheck why --links=kernel` against a model of FreeBSD's namei(9) with two roots, written from the
recorded facts alone, and against those facts themselves (tests/e2e/view/truth_rows.py).

The trees are made up in memory and written from there, each name by the descriptor of the directory that
it is in, so that nothing is ever made through a symlink, wherever it points. A program's DT_NEEDED holds the
paths that are looked up: `why` then says for each where it is, or the error. Exit status 0 or 1."""
import argparse
import ast
import errno
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "e2e", "view")]
import elfwriter  # noqa: E402
import truth_rows  # noqa: E402

INTERP = "/ld.so"
LINKER = elfwriter.build() + b"\0/none/\0/none2/\0ld.so (Debian GLIBC 2.36-9) stable release version 2.36.\n\0"
NAMES = ["a", "b", "c", "d", "e"]
MAX_LINKS, MAX_PATH, MAX_NAME = 32, 1024, 255
ERRORS = {os.strerror(n): n for n in errno.errorcode}


class Dir:
    def __init__(self, up=None, real=None):
        self.up = up or self
        self.entries = {}  # name -> Dir, bytes (a file) or str (a link's target)
        self.real = real  # where it is on disk

    def add(self, name, node):
        self.entries[name] = node
        if isinstance(node, Dir):
            node.up = self
            node.place(self.real.rstrip("/") + "/" + name)
        return node

    def place(self, real):
        self.real = real
        for name, node in self.entries.items():
            if isinstance(node, Dir):
                node.place(real.rstrip("/") + "/" + name)

    def write(self, fd):
        for name, node in self.entries.items():
            if isinstance(node, str):
                os.symlink(node, name, dir_fd=fd)
            elif isinstance(node, bytes):
                f = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o755, dir_fd=fd)
                with os.fdopen(f, "wb") as out:
                    out.write(node)
            else:
                os.mkdir(name, dir_fd=fd)
                below = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=fd)
                try:
                    node.write(below)
                finally:
                    os.close(below)


class Miss(Exception):
    def __init__(self, number):
        super().__init__(number)
        self.number = number


def walk(start, root, path, real_root, state):
    """One try: from start, ".." held at root. An absolute link goes on from the real root, and its being
    met is told in state."""
    todo = path
    at = start
    node = start
    while todo:
        todo = todo.lstrip("/")
        if not todo:
            break
        name, slash, todo = todo.partition("/")
        if len(name) > MAX_NAME:
            raise Miss(errno.ENAMETOOLONG)
        if not isinstance(at, Dir):
            raise Miss(errno.ENOTDIR)
        if name == ".":
            node = at
        elif name == "..":
            node = at if at is root else at.up
        else:
            node = at.entries.get(name)
        if node is None:
            raise Miss(errno.ENOENT)
        if isinstance(node, str):
            state["links"] += 1
            if state["links"] > MAX_LINKS:
                raise Miss(errno.ELOOP)
            rest = todo.lstrip("/")  # the kernel has one slash before it, and none at its end
            if len(node) + (1 + len(rest) if rest else 0) + 1 >= MAX_PATH:  # with the NUL
                raise Miss(errno.ENAMETOOLONG)
            todo = node + slash + rest
            if node.startswith("/"):
                state["absolute"] = True
                at = root = real_root
            node = at
            continue
        if not isinstance(node, Dir):
            if slash:
                raise Miss(errno.ENOTDIR)
            return at.real.rstrip("/") + "/" + name
        at = node
    return at.real


def namei(compat, root, path):
    """Where path is, or an errno: the whole path in compat, and after ENOENT the whole in root."""
    if len(path) >= MAX_PATH:
        return errno.ENAMETOOLONG
    state = {"links": 0, "absolute": False}
    try:
        return walk(compat, compat, path, root, state)
    except Miss as m:
        if m.number != errno.ENOENT or state["absolute"]:
            return m.number
    state["links"] = 0
    try:
        return walk(root, root, path, root, state)
    except Miss as m:
        return m.number


def random_tree(rng, into, depth):
    for name in NAMES:
        roll = rng.random()
        if roll < 0.3:
            continue
        if roll < 0.55 and depth > 0:
            random_tree(rng, into.add(name, Dir(into)), depth - 1)
        elif roll < 0.75:
            into.add(name, b"a file\n")
        else:
            into.add(name, random_target(rng, name))


def random_target(rng, name):
    roll = rng.random()
    if roll < 0.08:
        return name  # a loop
    if roll < 0.14:
        return rng.choice(["/", "..", ".", "/..", "../..", "/compat/linux", "/none", "none", "x" * 300])
    path = "/".join(rng.choice(NAMES + [".."]) for _ in range(rng.randint(1, 3)))
    if roll < 0.45:
        path = rng.choice(["/", "/", "/compat/linux/", "//", "/../"]) + path
    elif roll < 0.7:
        path = "../" + path
    return path + ("/" if rng.random() < 0.1 else "")


def below(tree):
    """All directories of a tree, by where they are."""
    out = {tree.real: tree}
    for node in tree.entries.values():
        if isinstance(node, Dir):
            out.update(below(node))
    return out


def random_query(rng, compat, root, dirs):
    parts = []
    for _ in range(rng.randint(1, 6)):
        at = namei(compat, root, "/" + "/".join(parts))
        if at not in dirs and rng.random() < 0.8:
            break
        names = list(dirs[at].entries) if at in dirs else NAMES
        parts.append(rng.choice(names * 4 + NAMES + ["..", ".", "none"]))
    if rng.random() < 0.15:
        parts = rng.choice([["compat", "linux"], ["compat", "linux", ".."], ["compat"], [".."]]) + parts
    path = "".join(rng.choice(["/", "/", "/", "//"]) + p for p in parts)
    if rng.random() < 0.1:
        path += rng.choice(["/", "/."])
    if rng.random() < 0.01:
        path = "/" + "n" * rng.choice([255, 256]) + path
    if rng.random() < 0.01:
        path += "/." * rng.choice([300, 505, 509, 510, 511, 512, 600])
    return path


def ask(args, top, compat, root, queries):
    """Where elfcheck finds each of the queries, or its errno."""
    compat.entries["p"] = elfwriter.build(needed=queries, interp=INTERP, code=b"\xcc")
    compat.entries[INTERP[1:]] = LINKER
    for tree in {id(t): t for t in (compat, root)}.values():
        if tree.real.startswith(root.real + "/"):
            continue  # it is written with the root tree
        os.mkdir(tree.real)
        fd = os.open(tree.real, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            tree.write(fd)
        finally:
            os.close(fd)
    p = subprocess.run([args.elfcheck, "why", "--json", "--links=kernel", "-c", compat.real, "-r", root.real, "/p"],
                       capture_output=True, timeout=120)
    lines = [json.loads(x) for x in p.stdout.splitlines()]
    if not lines:
        raise RuntimeError("elfcheck: " + p.stderr.decode(errors="replace"))
    out = {}
    for need in lines[1:]:
        c = need["candidates"][0]
        out[need["name"]] = c["source"] if c["source"] is not None else ERRORS.get(c["reason"], c["reason"])
    return out


def word(answer):
    return errno.errorcode.get(answer, answer) if isinstance(answer, int) else answer


def compare(what, queries, theirs, ours):
    bad = 0
    for path in queries:
        got = ours.get(path, "no answer")
        if got != theirs[path]:
            bad += 1
            if bad <= 3:
                print("%s: %r is %s by the rule, %s by elfcheck" % (what, path[:100], word(theirs[path]), word(got)))
    return bad


def random_round(args, number, top):
    rng = random.Random("%s-%d" % (args.seed, number))
    root = Dir(real=top + "/r")
    random_tree(rng, root, 3)
    if rng.random() < 0.7:
        place = root.add("compat", Dir(root))
        compat = place.add("linux", Dir(place))
    else:
        compat = Dir(real=top + "/c")
    random_tree(rng, compat, 3)
    dirs = {**below(root), **below(compat)}
    queries = list(dict.fromkeys(random_query(rng, compat, root, dirs) for _ in range(args.queries)))
    ours = ask(args, top, compat, root, queries)
    theirs = {q: namei(compat, root, q) for q in queries}
    found = sum(isinstance(x, str) for x in theirs.values())
    return len(queries), found, compare("layout %d of seed %s" % (number, args.seed), queries, theirs, ours)


# ---- the recorded answers ----


def recorded():
    """(name, path, answer) of each recorded row that only opens a path. The rows are read, not run: what
    they do is meant for a mounted view, and would be done to this machine's own files here."""
    with open(truth_rows.__file__, encoding="utf-8") as f:
        calls = [n for n in ast.walk(ast.parse(f.read())) if isinstance(n, ast.Call)
                 and getattr(n.func, "id", None) == "row" and len(n.args) >= 5 and isinstance(n.args[4], ast.Lambda)]
    rows = []
    for call in calls:
        body = call.args[4].body
        if not (isinstance(body, ast.Call) and getattr(body.func, "id", None) == "get" and len(body.args) == 1):
            continue
        path = body.args[0]
        if not (isinstance(path, ast.Call) and getattr(path.func, "id", None) == "t"):
            continue
        try:
            rows.append(tuple(constant(n) for n in (call.args[0], path.args[0], call.args[3])))
        except ValueError:
            pass  # made in a loop
    return rows


def constant(node):
    """The value of an expression of constants: text, + and *."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mult)):
        left, right = constant(node.left), constant(node.right)
        return left + right if isinstance(node.op, ast.Add) else left * right
    raise ValueError


def recorded_trees(top):
    root = Dir(real=top + "/r")
    compat = root.add("compat", Dir()).add("linux", Dir())
    halves = {"C": compat.add("lt", Dir()), "R": root.add("lt", Dir())}

    def files(half, *paths):
        for path in paths:
            at = halves[half]
            *dirs, name = path.split("/")
            for d in dirs:
                at = at.entries.get(d) or at.add(d, Dir())
            if name:
                at.add(name, b"%s:%s" % (half.encode(), name.encode()))

    files("C", "both_f", "conly_f", "both_d/c_child", "conly_d/f", "empty_d/", "full_d/x", "fd", "df/",
          "secret_f", "secret_d/")
    files("R", "both_f", "ronly_f", "both_d/r_child", "ronly_d/f", "empty_d/child", "full_d/", "fd/child", "df",
          "secret_f", "secret_d/child", "c_rel_none", "c_abs_none", "c_loop")
    for name, (half, target) in truth_rows.LINKS.items():
        halves[half].add(name, target)
    return compat, root


def recorded_round(args, top):
    rows = recorded()
    compat, root = recorded_trees(top)
    ours = ask(args, top, compat, root, [path for _, path, _ in rows])
    bad = 0
    for name, path, answer in rows:
        for who, got in (("elfcheck", ours.get(path)), ("the model", namei(compat, root, path))):
            said = word(got)
            if isinstance(got, str):
                half = "C" if got.startswith(compat.real + "/") else "R"
                said = "%s:%s" % (half, os.path.basename(got))
            if said != answer:
                bad += 1
                print("row %s (%s): the kernel said %s, %s says %s" % (name, path[:60], answer, who, said))
    return len(rows), bad


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--elfcheck", required=True)
    p.add_argument("--count", type=int, default=150, help="pairs of trees")
    p.add_argument("--queries", type=int, default=150, help="paths that are looked up in each")
    p.add_argument("--first", type=int, default=0)
    p.add_argument("--seed", default=str(int(time.time())))
    args = p.parse_args()
    scratch = tempfile.mkdtemp(prefix="oracle-kernel.")
    asked = found = bad = 0
    begin = time.time()
    try:
        os.mkdir(scratch + "/recorded")
        rows, wrong = recorded_round(args, scratch + "/recorded")
        bad += wrong
        if rows < 30:
            print("only %d recorded answers were understood" % rows)
            bad += 1
        for number in range(args.first, args.first + args.count):
            top = "%s/%d" % (scratch, number)
            os.mkdir(top)
            n, hits, wrong = random_round(args, number, top)
            asked += n
            found += hits
            bad += wrong
            shutil.rmtree(top)
            if bad > 20:
                break
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print("seed %s: %d recorded answers, %d look-ups (%d found), %d differences, %.1f s"
          % (args.seed, rows, asked, found, bad, time.time() - begin))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
