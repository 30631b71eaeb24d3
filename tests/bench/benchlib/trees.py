# SPDX-License-Identifier: BSD-2-Clause
"""The trees: ROOT has nearly everything, COMPAT a Linux userland and a part of the same directories, MERGED is what a
view of both should show, made of hard links. Each system sees the same names, sizes and contents; what is written goes
to work/, which is emptied between the measurements."""

import contextlib
import dataclasses
import json
import os
import random
import shlex
import shutil
import subprocess

from . import programs, signals

MIB = 1 << 20
OLD = 1_700_000_000  # an mtime before the index of the git repository, or git would read each file
WORD = b"compatfs"  # what grep looks for

# Read by compile jobs and programs, so needed in each size; what --quick leaves out is in FULL.
SMALL_PARTS = ["/usr/include/linux", "/usr/include/bsd", "/usr/include/asm-generic"]
FULL_PARTS = ["/usr/include", "/usr/share/doc", "/usr/share/man", "/usr/share/locale", "/usr/share/perl",
              "/usr/share/zoneinfo", "/usr/share/vim", "/usr/share/icons", "/usr/lib/python3"]


def spread(folder):
    """Directories in it are to lie apart on the disk. ext4 without a journal looks at each inode that was freed within the
    last minutes before it takes another (recently_deleted() in fs/ext4/ialloc.c), in the directory's part of the disk:
    where thousands of files were just removed a new one takes ten times as long."""
    if shutil.which("chattr"):
        with contextlib.suppress(subprocess.CalledProcessError):  # not every file system can
            signals.run(["chattr", "+T", folder])


@dataclasses.dataclass(frozen=True, kw_only=True)
class Size:
    """How much is built and how often things are done."""

    parts: list  # directories of this machine
    small_dirs: int  # of 100 files
    big_mib: int
    repo_files: int
    stats: int
    missing: int  # names
    reads: int
    write_mib: int
    names: int  # created and unlinked
    execs: int
    starts: int
    compile_folders: list
    inodes: int  # known at the most, by --million and --scaling
    repeat: int


FULL = Size(parts=FULL_PARTS, small_dirs=200, big_mib=1024, repo_files=10000, stats=400_000, missing=4000,
            reads=100_000, write_mib=256, names=8000, execs=1000, starts=50,
            compile_folders=["common", "tworoot", "elfcheck"], inodes=1_000_000, repeat=5)
QUICK = Size(parts=SMALL_PARTS, small_dirs=40, big_mib=64, repo_files=2000, stats=40_000, missing=1000, reads=20_000,
             write_mib=32, names=1500, execs=100, starts=10, compile_folders=["common", "tworoot"],
             inodes=50_000, repeat=3)
TINY = Size(parts=SMALL_PARTS, small_dirs=3, big_mib=4, repo_files=60, stats=800, missing=40, reads=200,
            write_mib=1, names=60, execs=3, starts=1, compile_folders=["common"], inodes=1500, repeat=1)


class Trees:
    """The trees below base. Made by build(); whoever made the base directory removes it."""

    def __init__(self, base, size):
        self.base, self.size = base, size
        self.compat, self.root, self.merged = (f"{base}/{x}" for x in ("compat", "root", "merged"))
        self.upper, self.scratch, self.mnt = (f"{base}/{x}" for x in ("upper", "scratch", "mnt"))
        self.small_list = f"{base}/small.list"

    def build(self, client_build):
        for d in (self.compat, self.root, self.upper, self.scratch, self.mnt):
            os.mkdir(d)
        for part in self.size.parts:
            programs.copy_tree(part, self.root)
        programs.install(self.compat, self.root)
        self._small_files(random.Random(1))
        self._repository(random.Random(2))
        self._sources(client_build)
        with open(self.root + "/usr/big", "wb") as out:
            rng = random.Random(3)
            for _ in range(self.size.big_mib):
                out.write(rng.randbytes(MIB))
        self._overlap()
        signals.run(["cp", "-al", self.root, self.merged])
        signals.run(["cp", "-al", "--remove-destination", self.compat + "/.", self.merged])
        signals.run(["ldconfig", "-X", "-r", self.merged])
        shutil.copy2(self.merged + "/etc/ld.so.cache", self.compat + "/etc/ld.so.cache")
        self.clear()
        os.sync()

    def clear(self):
        """Nothing written is left of the measurement before."""
        works = [d + "/work" for d in (self.compat, self.merged, self.upper)]
        for d in (self.upper, self.scratch, *works):
            shutil.rmtree(d, ignore_errors=True)
            os.mkdir(d)
        for d in works:
            spread(d)

    def _small_files(self, rng):
        paths = []
        for d in range(self.size.small_dirs):
            where = f"usr/small/{d % 20}/d{d}"
            os.makedirs(f"{self.root}/{where}")
            for f in range(100):
                text = rng.randbytes(rng.choice((100, 1000, 3000, 9000))).hex().encode()
                if f % 10 == 0:
                    text = WORD + b" %d\n" % f + text
                with open(f"{self.root}/{where}/f{f}", "wb") as out:
                    out.write(text + b"\n")
                paths.append(f"{where}/f{f}")
        rng.shuffle(paths)
        with open(self.small_list, "w", encoding="ascii") as out:
            out.writelines(p + "\n" for p in paths)

    def _repository(self, rng):
        repo = self.root + "/repo"
        names = [f"d{i % 97}/s{i % 7}/f{i}.c" for i in range(self.size.repo_files)]
        for name in names:
            write(f"{repo}/{name}", rng.randbytes(200).hex() + "\n")
        for command in (["init", "-q"], ["config", "gc.auto", "0"], ["add", "."],
                        ["-c", "user.name=b", "-c", "user.email=b@b", "commit", "-q", "-m", "all"],
                        ["repack", "-q", "-a", "-d"]):
            signals.run(["git", "-C", repo, *command], env=programs.GIT_ENVIRONMENT)
        for name in names[::100]:  # changed files, one of two in the other layer, and new ones
            write(f"{self.compat if len(name) % 2 else self.root}/repo/{name}", "changed\n", OLD + 1)
            write(f"{repo}/{name}.new", "new\n")

    def _sources(self, client_build):
        """The project's own sources with a makefile that compiles them as meson does, and prints what came out."""
        top = os.path.realpath(os.path.dirname(os.path.abspath(__file__)) + "/../../..")
        with open(client_build + "/compile_commands.json", encoding="utf-8") as f:
            commands = json.load(f)
        rules, objects = [], []
        for entry in commands:
            source = os.path.relpath(os.path.join(entry["directory"], entry["file"]), top)
            target = "/work/" + source.replace("/", "_")[:-1] + "o"
            if source.split("/")[0] not in self.size.compile_folders or target in objects:
                continue
            words = shlex.split(entry["command"])
            own = [w for last, w in zip(["", *words], words) if w.startswith(("-D", "-isystem")) or last == "-isystem"]
            rules.append(f"{target}: /src/{source}\n\tgcc $(FLAGS) {shlex.join(own)} -c -o $@ $<\n")
            objects.append(target)
        for folder in ("common", "tworoot", "elfcheck"):
            shutil.copytree(f"{top}/{folder}", f"{self.root}/src/{folder}")
        write(self.root + "/src/Makefile",
              "FLAGS = -std=c17 -O1 -pipe -I/src\n"
              f"/work/all.o: {' '.join(objects)}\n\tld -r -z muldefs -o $@ $^\n\tgit hash-object $@\n" + "".join(rules))

    def _overlap(self):
        """COMPAT has every fifth directory too, with every second file of it."""
        for i, (where, _, files) in enumerate(sorted(os.walk(self.root + "/usr"))):
            twin = self.compat + where[len(self.root):]
            if i % 5 == 0 and "-linux-gnu" not in where:
                os.makedirs(twin, exist_ok=True)
                for name in sorted(files)[::2]:
                    if name != "big" and not os.path.lexists(f"{twin}/{name}"):
                        shutil.copy2(f"{where}/{name}", f"{twin}/{name}", follow_symlinks=False)


def write(path, text, mtime=OLD):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="ascii") as f:
        f.write(text)
    os.utime(path, (mtime, mtime))
