# SPDX-License-Identifier: BSD-2-Clause
# Larger programs of a Debian tree. Prints the same on every Linux ABI; what the tree lacks is told and left out.
export LC_ALL=C HOME=/tmp/programs TZ=UTC TMPDIR=/tmp/programs
unset NODE_EXTRA_CA_CERTS SSL_CERT_FILE
rm -rf /tmp/programs; mkdir /tmp/programs; cd /tmp/programs || exit 1
r() { echo "== $*"; "$@"; echo "-> $?"; }
have() { command -v "$1" > /dev/null || { echo "no $1"; return 1; }; }

if have perl; then
    r perl -e 'print join(",", map { $_ ** 2 } 1 .. 5), "\n"; my %h = map { $_ => length } qw(a bb ccc); print "$_=$h{$_}\n" for sort keys %h'
    r perl -MPOSIX -MSocket -e 'pipe(R, W); if (!fork) { print W "child\n"; exit 3 } close W; print scalar <R>; wait; print $? >> 8, "\n"; socketpair(A, B, AF_UNIX, SOCK_STREAM, 0); syswrite(A, "x"); sysread(B, $b, 1); print "$b\n"; print strftime("%Y-%m-%d", gmtime(0)), "\n"'
    r perl -e '$SIG{ALRM} = sub { die "alarm\n" }; alarm 1; eval { select(undef, undef, undef, 9) }; print $@'
fi
if have gcc && have make; then
    cat > hello.c <<'C'
#include <pthread.h>
#include <stdio.h>
#include <string.h>
static void *work(void *p) { return (char *)p + strlen("hello"); }
int main(int argc, char **argv) {
    pthread_t t; void *q; char s[] = "hello from gcc";
    pthread_create(&t, NULL, work, s); pthread_join(t, &q);
    printf("%d%s %s\n", argc, (char *)q, argv[1]);
    return 5;
}
C
    printf 'all: hello\nhello: hello.o\n\tgcc -pthread -o $@ $^\n%%.o: %%.c\n\tgcc -O1 -c -o $@ $<\n' > Makefile
    r make -j2
    r ./hello argument
    r gcc -static -O1 -o static hello.c -pthread
    r ./static again
    r make -q
    r gcc -c nothing.c
    r sh -c 'echo "int x = ;" > bad.c; gcc -c bad.c 2> /dev/null'
fi
if have sqlite3; then
    r sqlite3 test.db 'create table t(a integer primary key, b text); insert into t(b) values("one"), ("two"); select * from t; pragma integrity_check; pragma journal_mode=wal; insert into t(b) values("three"); select count(*) from t'
    r sqlite3 test.db 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000) select sum(i) from n'
fi
if have openssl; then
    printf 'text' > plain
    r openssl dgst -sha256 plain
    r openssl enc -aes-256-cbc -pbkdf2 -k secret -S 0102030405060708 -in plain -out cipher
    r openssl enc -d -aes-256-cbc -pbkdf2 -k secret -S 0102030405060708 -in cipher
    echo
    r sh -c 'openssl genpkey -algorithm ed25519 -out key.pem && openssl pkey -in key.pem -pubout -out pub.pem && openssl pkeyutl -sign -rawin -inkey key.pem -in plain -out sig && openssl pkeyutl -verify -rawin -pubin -inkey pub.pem -in plain -sigfile sig'
fi
if have curl && have python3; then
    echo "served" > page
    python3 -c '
import functools, http.server, os
class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *a): pass
s = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
open("port.new", "w").write(str(s.server_address[1])); os.rename("port.new", "port")
s.serve_forever()' & server=$!
    while [ ! -s port ]; do sleep 0.1; done
    r curl -s "http://127.0.0.1:$(cat port)/page" | sed 's/127.0.0.1:[0-9]*/SERVER/'
    r curl -s -o /dev/null -w '%{http_code}\n' "http://127.0.0.1:$(cat port)/none" | sed 's/127.0.0.1:[0-9]*/SERVER/'
    r curl -s http://127.0.0.1:1/
    kill $server; wait $server 2> /dev/null
fi
if have node; then
    r node -e 'console.log([1, 2, 3].map(x => x * 2), process.platform, typeof fetch)'
    r node -e 'const fs = require("fs"); fs.writeFileSync("n", "x".repeat(1e5)); fs.promises.readFile("n").then(b => { console.log(b.length); setTimeout(() => { console.log("later"); require("child_process").exec("echo from a shell; exit 4", (e, out) => console.log(e.code, out.trim())) }, 100) })'
    r node -e 'const net = require("net"); const s = net.createServer(c => c.pipe(c)).listen(0, "127.0.0.1", () => { const c = net.connect(s.address().port, "127.0.0.1", () => c.end("echo")); c.on("data", d => console.log(String(d))); c.on("close", () => s.close()) })'
    r node -e 'const { Worker } = require("worker_threads"); new Worker("require(\"worker_threads\").parentPort.postMessage(6 * 7)", { eval: true }).on("message", m => console.log(m))'
fi
if have tmux; then
    r tmux -L lx -f /dev/null new-session -d -s one 'echo in tmux > tmuxed; sleep 20'
    for i in 1 2 3 4 5 6 7 8 9 10; do [ -s tmuxed ] && break; sleep 0.5; done
    r cat tmuxed
    r tmux -L lx list-sessions -F '#{session_name} #{session_windows}'
    r tmux -L lx kill-server
fi
if have dpkg; then
    mkdir -p p/DEBIAN p/opt; echo content > p/opt/file
    printf 'Package: lxtest\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: test\n' > p/DEBIAN/control
    r dpkg-deb --root-owner-group -b p lxtest.deb
    r dpkg-deb -f lxtest.deb Version
    r sh -c 'dpkg-deb --fsys-tarfile lxtest.deb | tar t'
    r dpkg --compare-versions 1.0~rc1 lt 1.0
fi
if have gdb && [ -x hello ]; then
    r gdb -nx -batch -ex 'info line main' -ex 'print sizeof(int)' -ex 'ptype main' ./hello 2> /dev/null | sed 's/0x[0-9a-f]*/ADDRESS/g'
fi
cd /; rm -rf /tmp/programs
echo "done"
