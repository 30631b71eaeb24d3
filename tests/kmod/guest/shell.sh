# SPDX-License-Identifier: BSD-2-Clause
# What shells ask of a kernel: pipes, redirection, here-documents, background jobs, traps, job control.
# Run with each shell; prints the same on every Linux ABI.
ulimit -c 0
dir=/tmp/shell.$$
mkdir -p $dir && cd $dir || exit 1

echo one two three | tr a-z A-Z | sed 's/TWO/2/'
for i in 1 2 3 4 5; do echo $i; done | while read x; do [ $((x % 2)) = 0 ] || echo "odd $x"; done
seq 1 1000 | sort -rn | head -3
seq 1 20000 | wc -l
yes | head -2

cat > here <<EOF
here $((6 * 7)) $(echo command)
EOF
cat here
cat <<'EOF'
no $expansion
EOF
echo out > o; echo err 2> e >&2; echo more >> o; cat o e
exec 5> five; echo to five >&5; exec 5>&-; cat five
exec 6< o; read a <&6; read b <&6; exec 6<&-; echo "$a $b"
ls nothing-here 2> /dev/null; echo "ls $?"

sleep 0.2 & p=$!
wait $p; echo "wait $?"
(exit 7) & wait $!; echo "background $?"
(sleep 5) & kill $!; wait $! 2> /dev/null; echo "killed $?"
for i in 3 1 2; do (sleep $i; echo "after $i") & done; wait

trap 'echo usr1' USR1; kill -USR1 $$; trap - USR1
trap 'echo leaving' EXIT
(trap 'echo inner; exit 3' TERM; kill -TERM $(exec sh -c 'echo $PPID'); sleep 1); echo "trap $?"
(sh -c 'kill -SEGV $$'; echo "segv $?") 2> /dev/null
sh -c 'ulimit -n 32; ulimit -n'
(umask 027; : > masked); ls -l masked | cut -c1-10
false || echo or; true && echo and
echo $(echo $(echo nested))
set -- a b c; echo $# "$@"
test -d . -a -f o && echo tests
mkdir -p a/b/c && touch a/b/c/f && find a | sort && rm -r a && ls -d a 2> /dev/null || echo gone
ln -s o link; readlink link; cat link | head -1; mv link l2; [ -L l2 ] && echo link
mkfifo fifo; (echo through the fifo > fifo) & cat fifo; wait
cp o copy; cmp o copy && echo same; chmod 600 copy; ls -l copy | cut -c1-10
date -d @0 +%Y 2> /dev/null || date -u -r 0 +%Y
echo "done"
cd /; rm -rf $dir
