# SPDX-License-Identifier: BSD-2-Clause
"""The headers of FreeBSD and of Linux that PyPI's ziglang ships, downloaded once into a folder of the build."""

import fcntl
import subprocess
import sys
import time
import zipfile

PART = "ziglang/lib/libc/include/"
FOLDERS = ("generic-freebsd/", "x86_64-freebsd-none/", "any-linux-any/", "x86-linux-any/")


def _fetch(work, include):
    for pause in (0, 5, 20):  # the network may lose one
        time.sleep(pause)
        run = subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps",
                              "--disable-pip-version-check", "-d", str(work), "ziglang"],
                             capture_output=True, text=True, check=False)
        wheels = sorted(work.glob("ziglang-*.whl"))
        if run.returncode == 0 and wheels:
            break
    else:
        print("ziglang cannot be had: " + (run.stderr.strip().splitlines() or ["?"])[-1])
        return None
    with zipfile.ZipFile(wheels[-1]) as z:
        for name in z.namelist():
            rest = name[len(PART):]
            if not name.startswith(PART) or not rest.startswith(FOLDERS) or name.endswith("/"):
                continue
            target = include / rest
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(z.read(name))
    wheels[-1].unlink()
    (include / "done").write_text("")
    return include


def headers(work):
    """Folder with ziglang's lib/libc/include, or None when the registry cannot be reached."""
    include = work / "include"
    work.mkdir(parents=True, exist_ok=True)
    with open(work / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run side by side
        if (include / "done").exists():
            return include
        return _fetch(work, include)
