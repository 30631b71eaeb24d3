#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""wild.py ELFCHECK CACHE_DIR TABLE: real binaries of many systems get the right brand.

They come from the npm registry by package name (npm pack), are checked by SHA-256 and kept in
CACHE_DIR, never in the repository. Without the registry: exit 77 (skipped), or 1 with CI=true.
With --fill, print the table with what elfcheck says today, to be judged by a person.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time

PAUSES = (0, 5, 20)  # seconds before each try of what the network may have lost
COLUMNS = ["package", "file", "sha256", "brand", "by"]


def rows(table):
    for line in table.read_text().splitlines():
        if line and not line.startswith("#"):
            yield dict(zip(COLUMNS, line.split("\t")))


def sha256(path):
    digest = hashlib.sha256()
    with path.open("rb") as f:
        while piece := f.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def pack(package, work):
    """The package as it comes from the registry, or None and a cause."""
    try:
        run = subprocess.run(["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", work, package],
                             capture_output=True, text=True, cwd=work, timeout=300)
    except subprocess.TimeoutExpired as e:
        return None, str(e)
    packed = list(pathlib.Path(work).glob("*.tgz"))
    if run.returncode != 0 or not packed:
        return None, f"npm pack {package}: {run.stderr.strip() or run.stdout.strip()}"
    return packed[0], None


def fetch(row, cache):
    """The file of a row, from the cache or the registry; None and a cause when it cannot be had."""
    name = row["package"].replace("/", "+") + "!" + row["file"].replace("/", "+")
    kept = cache / name
    if kept.exists() and row["sha256"] in ("", "?", sha256(kept)):
        return kept, None
    with tempfile.TemporaryDirectory(dir=cache) as work:
        for pause in PAUSES:
            time.sleep(pause)
            packed, cause = pack(row["package"], work)
            if packed is not None:
                break
        else:
            return None, cause
        fresh = pathlib.Path(work) / "file"
        with tarfile.open(packed) as tar:
            member = tar.extractfile("package/" + row["file"])
            with fresh.open("wb") as out:
                shutil.copyfileobj(member, out)
        fresh.rename(kept)
    return kept, None


def main():
    fill = "--fill" in sys.argv
    elfcheck, cache, table = [a for a in sys.argv[1:] if a != "--fill"]
    cache = pathlib.Path(cache)
    cache.mkdir(parents=True, exist_ok=True)
    wanted = list(rows(pathlib.Path(table)))
    if shutil.which("npm") is None:
        print("npm is not installed")
        return 1 if os.environ.get("CI") == "true" else 77
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        got = list(pool.map(lambda row: fetch(row, cache), wanted))
    missing = [cause for path, cause in got if path is None]
    if len(missing) == len(wanted):
        print("the npm registry cannot be reached:", missing[0])
        return 1 if os.environ.get("CI") == "true" else 77
    bad = 0
    for row, (path, cause) in zip(wanted, got):
        if path is None:
            print("FAIL", cause)
            bad += 1
            continue
        digest = sha256(path)
        answer = json.loads(subprocess.run(
            [elfcheck, "id", "--json", path], check=True, capture_output=True, text=True).stdout)
        if fill:
            print(row["package"], row["file"], digest, answer["brand"], answer["by"], sep="\t")
            continue
        what = f"{row['package']} {row['file']}"
        if digest != row["sha256"]:
            print(f"FAIL {what}: SHA-256 is {digest}")
            bad += 1
        elif (answer["brand"], answer["by"]) != (row["brand"], row["by"]):
            print(f"FAIL {what}: {answer['brand']} by {answer['by']}, "
                  f"expected {row['brand']} by {row['by']}")
            bad += 1
        else:
            print(f"ok   {what}: {answer['brand']} by {answer['by']}")
    if not fill:
        print(f"{len(wanted) - bad} passed, {bad} failed")
    return 1 if bad else 0


sys.exit(main())
