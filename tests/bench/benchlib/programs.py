# SPDX-License-Identifier: BSD-2-Clause
"""Real programs in the trees. The C library and a shell go to COMPAT, as in a Linux userland below /compat/linux; what
else the programs need (python3, git, gcc, make with their libraries) goes to ROOT, so that the libraries are found
by fall-through and looked at by compatfs' elf policy."""

import glob
import os
import re
import shutil
import subprocess

from . import signals

GIT_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
                   "GIT_OPTIONAL_LOCKS": "0", "GIT_AUTHOR_DATE": "@1700000000 +0000",
                   "GIT_COMMITTER_DATE": "@1700000000 +0000"}

C_LIBRARY = re.compile(r"/(ld-linux|lib(c|m|dl|rt|pthread)\.so|lib(c|m)\.so)")
COMPAT_PROGRAMS = ["/usr/bin/true", "/bin/sh"]
ROOT_PROGRAMS = ["/usr/bin/python3", "/usr/bin/git", "/usr/bin/gcc", "/usr/bin/make", "/usr/bin/as", "/usr/bin/ld"]
USR_LINKS = ["bin", "sbin", "lib", "lib64"]


def install(compat, root):
    for name in USR_LINKS:
        os.makedirs(f"{compat}/usr/{name}", exist_ok=True)
        os.symlink("usr/" + name, f"{compat}/{name}")
    for top in (compat, root):
        for d in ("etc", "tmp", "usr/bin", "usr/lib", "usr/local/lib", "work" if top == compat else "dev"):
            os.makedirs(f"{top}/{d}", exist_ok=True)
    with open(compat + "/etc/ld.so.conf", "w", encoding="ascii") as f:
        f.writelines(d + "\n" for d in glob.glob("/usr/lib/*-linux-gnu*"))
    wanted = [(p, compat) for p in COMPAT_PROGRAMS]
    wanted += [(p, root) for p in ROOT_PROGRAMS + [gcc_says("prog", "cc1"), gcc_says("file", "liblto_plugin.so")]]
    wanted += [(p, root) for p in glob.glob(python_library() + "/lib-dynload/*.so")]
    for path, top in wanted:
        place(path, top)
        for library in libraries(path):
            place(library, compat if C_LIBRARY.search(library) else root)
    for path in glob.glob("/usr/include/*.h"):
        place(path, root)
    for folder in [python_library(), gcc_says("file", "include"), *glob.glob("/usr/include/*-linux-gnu*")]:
        copy_tree(folder, root)


def output_of(*command):
    return signals.run(command).decode().strip()


def libraries(path):
    """What the loader loads for it, itself included."""
    try:
        return [w for w in output_of("ldd", path).split() if w.startswith("/")]
    except subprocess.CalledProcessError:
        return []  # a static program


def python_library():
    return os.path.dirname(output_of("/usr/bin/python3", "-c", "import os; print(os.__file__)"))


def gcc_says(kind, name):
    """Where gcc has a program or a file of its own."""
    return os.path.realpath(output_of("/usr/bin/gcc", f"-print-{kind}-name={name}"))


def below_usr(path):
    """/lib and /bin are links into /usr in the trees, as on Debian."""
    path = os.path.normpath(path)
    return path if path.startswith("/usr/") or path.split("/")[1] not in USR_LINKS else "/usr" + path


def place(path, top):
    where = top + below_usr(path)
    if not os.path.lexists(where):
        os.makedirs(os.path.dirname(where), exist_ok=True)
        shutil.copy2(path, where)


def copy_tree(path, top):
    """A directory of this machine, at the same place below top."""
    if os.path.isdir(path):
        os.makedirs(os.path.dirname(top + path), exist_ok=True)
        signals.run(["cp", "-a", "-T", path, top + path])
