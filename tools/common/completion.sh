#!/bin/sh
# completion.sh bash|zsh BIN -- what a shell completes, out of the tables of options that the
# tools print (--options): one table, read by the parser, the help and this.
set -eu
shell=$1 bin=$2
# TOOL TAB COMMAND, the command empty for the tool itself
ways() {
	for x in "$bin"/*; do
		t=$(basename "$x")
		[ "$(head -c 2 "$x")" = '#!' ] && continue
		printf '%s\t\n' "$t"
		"$x" --help | awk -v t="$t" 'NR > 1 && /^$/ { exit }
			{ sub(/^usage:/, ""); at = match($0, t " "); if (at) { n = split(substr($0, at + length(t) + 1), w, " ")
			  for (i = 1; i <= n; i++)
				if ((i == 1 || w[i - 1] == "|") && w[i] ~ /^[a-z]+$/) print t "\t" w[i] } }'
	done
	printf 'drogman\tbuild\ndrogman\tmanifest\n'
}
table() {
	case $1:$2 in
	drogman:?*) "$bin/$1" "$2" --options ;;
	*) "$bin/$1" --options ;;
	esac
}
commands() { ways | awk -F'\t' -v t="$1" '$1 == t && $2 != "" { printf "%s ", $2 }'; }

# each_way DO: DO TOOL COMMAND for every tool, and for the commands of drogman
each_way() {
	for t in $(ways | cut -f1 | sort -u); do
		"$1" "$t" ""
		[ "$t" != drogman ] || for c in build manifest; do "$1" drogman $c; done
	done
}

in_bash() {
	echo '# completion of the drogman tools for bash; generated'
	echo '_drogman() {'
	echo '	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} options= commands= way=${1##*/}'
	echo '	case $way:${COMP_WORDS[1]} in drogman:build | drogman:manifest) way="$way ${COMP_WORDS[1]}" ;; esac'
	echo '	case $way in'
	each_way one_bash
	cat <<-'END'
		esac
		COMPREPLY=()
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W "$options" -- "$cur"))
		elif [[ $COMP_CWORD == 1 && $commands ]]; then
			mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$cur"; compgen -f -- "$cur")
		else
			compopt -o filenames 2>/dev/null
			mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		fi
	}
	END
	echo "complete -F _drogman $(ways | cut -f1 | sort -u | tr '\n' ' ')"
}
one_bash() {
	printf "\t'%s')\n" "$1${2:+ $2}"
	[ "$2" ] || printf "\t\tcommands='%s'\n" "$(commands "$1")"
	table "$1" "$2" | awk -F'\t' -v q="'" '
		{ o = o $1 " " $2 " "
		  if ($3 ~ /^[a-z0-9.]+(\|[a-z0-9.]+)+$/) {
			w = $3; gsub(/\|/, " ", w)
			c = c "\t\t" ($1 != "" && $2 != "" ? $1 " | " $2 : $1 $2) ") COMPREPLY=($(compgen -W " q w q " -- \"$cur\")); return ;;\n" } }
		END { gsub(/ +/, " ", o); print "\t\toptions=" q o q; if (c != "") print "\t\tcase $prev in\n" c "\t\tesac"; print "\t\t;;" }'
}

in_zsh() {
	echo "#compdef $(ways | cut -f1 | sort -u | tr '\n' ' ')"
	echo '# completion of the drogman tools for zsh; generated'
	echo 'local way=${service:-${words[1]:t}}'
	echo '[[ $way == drogman && ${words[2]} == (build|manifest) ]] && way="drogman ${words[2]}"'
	echo 'case $way in'
	each_way one_zsh
	echo 'esac'
}
one_zsh() {
	names=$([ "$2" ] || commands "$1")
	printf "('%s')\n\t_arguments -s \\\\\n" "$1${2:+ $2}"
	table "$1" "$2" | awk -F'\t' -v q="'" '
		{ help = $4; gsub(q, q "\\" q q, help); gsub(/[][]/, "\\\\&", help); gsub(/:/, "\\:", help)
		  what = ""
		  if ($3 != "") {
			arg = $3; gsub(/:/, " ", arg); gsub(/[][]/, "", arg)
			if ($3 ~ /^[a-z0-9.]+(\|[a-z0-9.]+)+$/) { gsub(/\|/, " ", arg); what = ":value:(" arg ")" }
			else { gsub(/\|/, " or ", arg); what = ":" arg ":_files" } }
		  if ($1 != "") print "\t\t" q $1 "[" help "]" what q " \\"
		  if ($2 != "") print "\t\t" q $2 (what != "" ? "=" : "") "[" help "]" what q " \\" }'
	# a command, or a file where one may stand at once
	[ ! "$names" ] || printf "\t\t'1:command or file:_alternative \"commands\\:command\\:(%s)\" \"files\\:file\\:_files\"' \\\\\n" "${names% }"
	printf "\t\t'*:file:_files' ;;\n"
}
in_"$shell"
