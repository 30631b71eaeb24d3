# SPDX-License-Identifier: BSD-2-Clause
# Bash completion for compatfs, compatrun, elfcheck and lxtab; needs nothing but bash.
# shellcheck shell=bash

# The words that a mount option can have.
_compatfs_values() {
	case $1 in
	listing) echo compat union ;;
	rule) echo altroot legacy ;;
	links) echo asis inside kernel ;;
	elf) echo off log hide deny ;;
	pseudo) echo empty pass ;;
	owner) echo real self ;;
	transport) echo auto dev uring ;;
	data) echo auto passthrough cached buffered ;;
	cache) echo auto hold 0 1 ;;
	esac
}

_compatfs_options='root= ro rw listing= rule= links= elf= pseudo= owner= transport= data= cache='
_compatfs_fuse_options='allow_other allow_root auto_unmount clone_fd debug max_idle_threads= max_threads=
	suid nosuid dev nodev noexec'

# Offer words; readline has cut the word at "=" already, so only what follows the last one is replied.
_compatfs_reply() {
	local word=$1 prefix=$2
	shift 2
	COMPREPLY=()
	while IFS= read -r line; do
		COMPREPLY+=("${prefix##*=}$line")
	done < <(compgen "$@" -- "$word")
	[[ ${COMPREPLY[0]-} == *= || ${COMPREPLY[0]-} == */ ]] && compopt -o nospace 2>/dev/null
	return 0
}

# A comma list of mount options.
_compatfs_list() {
	local list=$1 prefix= item
	item=${list##*,}
	[[ $list == *,* ]] && prefix=${list%,*},
	case $item in
	root=*) _compatfs_reply "${item#*=}" "$prefix${item%%=*}=" -d ;;
	*=*) _compatfs_reply "${item#*=}" "$prefix${item%%=*}=" -W "$(_compatfs_values "${item%%=*}")" ;;
	*) _compatfs_reply "$item" "$prefix" -W "$_compatfs_options $_compatfs_fuse_options" ;;
	esac
}

# --name and --name=value, names given as words; what else starts with "-" comes along.
_compatfs_long() {
	local cur=$1
	shift
	case $cur in
	--expect=* | --fallback=*)
		_compatfs_reply "${cur#*=}" "${cur%%=*}=" -W 'linux freebsd netbsd openbsd dragonfly solaris hurd kfreebsd android'
		;;
	--kernel=*) _compatfs_reply "${cur#*=}" "${cur%%=*}=" -W '12 13 14 15.0 main stock' ;;
	--loader=*) _compatfs_reply "${cur#*=}" "${cur%%=*}=" -W 'auto glibc glibc: musl freebsd' ;;
	--root=* | --compat=* | --cwd=* | --scratch=*) _compatfs_reply "${cur#*=}" "${cur%%=*}=" -d ;;
	--options=*) _compatfs_list "${cur#*=}" ;;
	--*=*)
		local name=${cur%%=*}
		_compatfs_reply "${cur#*=}" "$name=" -W "$(_compatfs_values "${name#--}")"
		;;
	*) _compatfs_reply "$cur" '' -W "$*" ;;
	esac
}

_compatfs() {
	local line=${COMP_LINE:0:COMP_POINT} cur prev=${COMP_WORDS[COMP_CWORD - 1]}
	cur=${line##*[[:space:]]}
	[[ ${line%"$cur"} =~ -o[[:space:]]+$ ]] && { _compatfs_list "$cur"; return; }
	if [[ ${COMP_WORDS[1]} == where && $COMP_CWORD -gt 1 ]]; then
		case $cur in
		--*=*) _compatfs_long "$cur" ;;
		-*) _compatfs_reply "$cur" '' -W '-v --json -o -h --help' ;;
		*) _compatfs_reply "$cur" '' -f ;;
		esac
		return
	fi
	case $cur in
	-*)
		local names=() name
		for name in $_compatfs_options; do
			names+=("--$name")
		done
		_compatfs_long "$cur" "${names[*]}" -o -f -s -d -h -V --help --version
		;;
	*)
		_compatfs_reply "$cur" '' -d
		[[ $COMP_CWORD -eq 1 && where == "$cur"* ]] && COMPREPLY+=(where)
		;;
	esac
	return 0
}

_compatrun() {
	local line=${COMP_LINE:0:COMP_POINT} cur i
	cur=${line##*[[:space:]]}
	[[ ${line%"$cur"} =~ (-o|--options)[[:space:]]+$ ]] && { _compatfs_list "$cur"; return; }
	[[ ${line%"$cur"} =~ (-[cr]|--compat|--root)[[:space:]]+$ ]] && { _compatfs_reply "$cur" '' -d; return; }
	# behind the first word that is neither an option nor the value of one, it is COMMAND's line
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-c | -r | -o | --bind | --compat | --root | --options | =) ((i++)) ;;
		--)
			_compatfs_reply "$cur" '' -c
			return
			;;
		-*) ;;
		*)
			_compatfs_reply "$cur" '' -f
			return
			;;
		esac
	done
	case $cur in
	-*)
		_compatfs_long "$cur" -c -r -o -h -V --compat= --root= --options= --ro --rw --scratch --scratch= --bind \
			--help --version
		;;
	*) _compatfs_reply "$cur" '' -c ;;
	esac
}

_elfcheck() {
	local line=${COMP_LINE:0:COMP_POINT} cur
	cur=${line##*[[:space:]]}
	if [[ $COMP_CWORD -eq 1 ]]; then
		_compatfs_reply "$cur" '' -W 'id why explain brand scan --help --version'
		return
	fi
	[[ ${line%"$cur"} =~ -[cr][[:space:]]+$ ]] && { _compatfs_reply "$cur" '' -d; return; }
	case ${COMP_WORDS[1]}:$cur in
	why:--links=* | explain:--links=*) _compatfs_reply "${cur#*=}" "${cur%%=*}=" -W 'view kernel' ;;
	why:--kernel=* | explain:--kernel=*) COMPREPLY=() ;; # a Linux version
	id:-*) _compatfs_long "$cur" --json --kernel= --fallback= --help ;;
	why:-*)
		_compatfs_long "$cur" -c -r -E -v --dlopen --loader= --links= --rule= --cwd= --hwcaps= --kernel= --secure \
			--stdin0 --json --dot --help
		;;
	explain:-*)
		_compatfs_long "$cur" -c -r -E -v --dlopen --loader= --links= --rule= --cwd= --hwcaps= --kernel= --secure --json --help
		;;
	scan:-*) _compatfs_long "$cur" -q --quiet -x --one-file-system -j --jobs= --expect= --json --help ;;
	brand:-*) _compatfs_long "$cur" -t -f -l -n --dry-run -v --force --json --help ;;
	scan:*) _compatfs_reply "$cur" '' -d ;;
	brand:*)
		if [[ ${line%"$cur"} =~ -t[[:space:]]+$ ]]; then
			_compatfs_reply "$cur" '' -W 'FreeBSD Linux SVR4'
		else
			_compatfs_reply "$cur" '' -f
		fi
		;;
	*) _compatfs_reply "$cur" '' -f ;;
	esac
}

_lxtab() {
	local line=${COMP_LINE:0:COMP_POINT} cur
	cur=${line##*[[:space:]]}
	case $cur in
	-*) _compatfs_reply "$cur" '' -W '-c --compare -j --json -h --help -V --version' ;;
	*) _compatfs_reply "$cur" '' -W "list $("${COMP_WORDS[0]}" list 2>/dev/null | sed -n '2,$s/\t.*//p')" ;;
	esac
}

complete -o filenames -F _compatfs compatfs
complete -o filenames -F _compatrun compatrun
complete -o filenames -F _elfcheck elfcheck
complete -F _lxtab lxtab
