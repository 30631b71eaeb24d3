# SPDX-License-Identifier: BSD-2-Clause
# Dynamically linked programs of a Debian tree. Prints the same on every Linux ABI.
export LC_ALL=C HOME=/tmp GIT_CONFIG_NOSYSTEM=1 GIT_PAGER=cat PAGER=cat TZ=UTC
export GIT_AUTHOR_DATE='2020-01-01T00:00:00Z' GIT_COMMITTER_DATE='2020-01-01T00:00:00Z'
rm -rf /tmp/tools; mkdir /tmp/tools; cd /tmp/tools || exit 1
r() { echo "== $*"; "$@"; echo "-> $?"; }

seq 1 5000 > numbers
r sha256sum numbers
r md5sum numbers
r sort -R --random-source=numbers numbers -o shuffled
r cksum shuffled
r wc numbers
r tail -n 2 numbers
r cut -c1-2 numbers --output-delimiter=, -z
r grep -c 7 numbers
r mawk '{s += $1} END {print s}' numbers
r sed -n '10,12p' numbers
r tr -d 0-8 < numbers | tail -c 30
r paste -sd+ - < /dev/null
r dd if=numbers of=part bs=100 skip=1 count=2 status=none
r od -An -c part
r stat -c '%s %A %h %F' part
r ls -l --time-style=+ part
r du -b part
r tar cf t.tar --sort=name --mtime=@0 --owner=0 --group=0 numbers part
r tar tvf t.tar
r gzip -9nk numbers
r gunzip -tv numbers.gz
r cp -a numbers n2
r cmp numbers n2
r ln numbers n3
r stat -c %h numbers
r python3 -c 'import os; print(os.listxattr("numbers")); e = None
try: os.getxattr("numbers", "user.none")
except OSError as x: print(x.errno in (61, 95))'
r truncate -s 10 n2
r cat n2
r mv n2 n4
r rm n3 n4
r diff numbers shuffled --brief
r env -i A=1 env
r id -u
r nice -n 5 nice
r timeout 0.2 sleep 5
r sh -c 'timeout -s KILL 0.2 sleep 5; echo $?' 2> /dev/null
r sh -c 'sleep 0.1; exit 12'
r bash -c 'set -o pipefail; false | true; echo ${PIPESTATUS[@]}; printf "%05.2f\n" 3.14159; [[ abc =~ b ]] && echo match; declare -A m=([x]=1); echo ${m[x]}; coproc cat; echo hi >&${COPROC[1]}; read -u ${COPROC[0]} l; echo $l'
r bash -c 'f() { sleep 0.3; echo job; }; f & jobs; wait; exec 3<>/dev/null; echo ok >&3; mapfile -t a < <(seq 3); echo ${a[1]}; time -p true' 2> /dev/null
r python3 -c 'import hashlib, json, re, sqlite3; d = sqlite3.connect(":memory:"); d.execute("create table t(a)"); d.executemany("insert into t values(?)", [(i,) for i in range(10)]); print(d.execute("select sum(a) from t").fetchone(), hashlib.sha1(b"x").hexdigest(), json.dumps([1]), re.findall("a+", "baac"))'
r python3 -c 'import decimal, math, zlib, bz2, lzma; print(decimal.Decimal(2).sqrt(), math.sin(1), len(zlib.compress(b"x" * 10000)), bz2.decompress(bz2.compress(b"y")), lzma.decompress(lzma.compress(b"z")))'
r python3 -c 'import sqlite3; d = sqlite3.connect("db"); d.execute("create table t(a)"); d.execute("insert into t values(42)"); d.commit(); d.close(); print(sqlite3.connect("db").execute("select a from t").fetchall())'
r python3 -m compileall -q numbers
r git init -q -b main repo
cd repo || exit 1
r git config user.name tester
r git config user.email tester@example.org
for i in 1 2 3; do seq $i 100 > file$i; git add file$i; r git commit -q -m "commit $i"; done
r git log --format='%h %s'
r git checkout -q -b side HEAD~1
r git cherry-pick main
r git diff --stat main~2 main
r git gc -q
r git fsck
r git clone -q . ../clone
r git -C ../clone rev-parse HEAD
r git grep -c 50
cd /; rm -rf /tmp/tools
