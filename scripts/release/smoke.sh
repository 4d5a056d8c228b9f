#!/bin/sh
# Twenty commands and a copy, as a user would type them. Usage: smoke.sh ALIEN [PLUGIN]; the variables lead to a sandbox.
# WITHOUT_COPY: the addon for XRootD is not there, which is said. PLUGIN: the directory of a plugin with a command `largest`.
set -eu
alien=$1
work=$(mktemp -d)
cd "$work"
count=0
run() { # each has to succeed
  count=$((count + 1))
  "$alien" "$@" >"$work/out" 2>"$work/err" || {
    echo "failed: alien $*" >&2
    cat "$work/out" "$work/err" >&2
    exit 1
  }
}
expect() { # the last output holds this
  case $(cat "$work/out") in *"$1"*) ;; *) echo "no '$1' in: $(cat "$work/out")" >&2; exit 1 ;; esac
}
run version
run help
expect concepts
run ls --help
run config list
run autocomplete bash
run pwd
expect /alice/cern.ch/user
run whoami
run mkdir -p smoke/a
run touch smoke/empty
run ls -la smoke
expect empty
run 'cd smoke; ls | wc -l'
run stat smoke/empty
run find smoke -name empty
expect smoke/empty
run mv smoke/empty smoke/a
run ls smoke/a --json
expect empty
run quota
run ps
run token-init
run token-info
copied='no copy'
if [ -z "${WITHOUT_COPY-}" ]; then
  echo 'some content' >"$work/file"
  run cp "file:$work/file" alien:smoke/copied
  run md5sum smoke/copied
  run cp alien:smoke/copied "file:$work/back"
  [ "$(cat "$work/file")" = "$(cat "$work/back")" ]
  copied='a copy'
fi
run rm -rf smoke
run agent start
run pwd
run agent status --json
expect '"commands": 1'
run agent stop
if [ -n "${2-}" ]; then
  run plugins install "$2"
  run largest '~'
  run plugins uninstall alien-plugin-largest
  copied="$copied, a plugin"
fi
echo "$count commands, $copied: all right"
