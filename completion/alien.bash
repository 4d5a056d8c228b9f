# Completion for alien and the names that scripts call it by. "alien autocomplete" explains it. bash 3 (macOS) reads it too:
# that has neither mapfile nor compopt, and under "set -u" an empty array is an error there.
_alien() {
  local program=alien limit='' answer
  [[ $1 == */alien ]] && program=$1
  # for a machine that is too slow even to start the program
  hash timeout 2>/dev/null && limit='timeout 1'
  answer=$(IFS=' ' && $limit "$program" complete bash "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null </dev/null)
  COMPREPLY=()
  case $answer in
    files) _alien_local default -f "$2" ;;
    directories) _alien_local dirnames -d "$2" ;;
    *$'\n'*)
      _alien_take "${answer#*$'\n'}"
      # of a path only the last part is listed
      [[ ${#COMPREPLY[@]} -gt 1 ]] && _alien_has compopt && compopt -o filenames -o noquote
      ;;
  esac
  return 0
}
_alien_has() {
  type -t "$1" >/dev/null
}
# Each line is a way to go on.
_alien_take() {
  if _alien_has mapfile; then
    mapfile -t COMPREPLY <<<"$1"
  else
    local line
    while IFS= read -r line; do COMPREPLY[${#COMPREPLY[@]}]=$line; done <<<"$1"
  fi
}
# Names on this machine: bash itself completes them, where it can be told to.
_alien_local() {
  if _alien_has compopt; then
    compopt +o nospace -o "$1"
    return
  fi
  local names name end
  names=$(compgen "$2" -- "$3") || return
  while IFS= read -r name; do
    end=' '
    [[ -d ${name/#\~\//$HOME/} ]] && end=/
    name=$(printf '%q' "$name")
    COMPREPLY[${#COMPREPLY[@]}]=${name/#\\\~/~}$end
  done <<<"$names"
}
complete -o nospace -F _alien \
  alien alien.py alien_cmd alien_cp alien_find alien_guid2lfn alien_home alien_lfn2guid alien_ls alien_mirror \
  alien_mkdir alien_mv alien_pfn alien_ps alien_pwd alien_rm alien_rmdir alien_stat alien_submit alien_wbtime \
  alien_whereis alien-cert-info alien-token-destroy alien-token-info alien-token-init
