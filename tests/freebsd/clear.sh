# SPDX-License-Identifier: BSD-2-Clause
# clear.sh DIR: take away what is mounted below DIR, the last mount first, then DIR itself.

mounted_below() {
	if [ "$(uname)" = FreeBSD ]; then
		mount -p | awk -v dir="$1/" 'index($2, dir) == 1 { line[++n] = $2 } END { while (n) print line[n--] }'
	else
		awk -v dir="$1/" 'index($5, dir) == 1 { line[++n] = $5 } END { while (n) print line[n--] }' /proc/self/mountinfo
	fi
}

mounted_below "$1" | while read -r where; do
	echo "# still mounted: $where"
	umount -f "$where"
done
[ -z "$(mounted_below "$1")" ] || exit 1
rm -rf "$1"
