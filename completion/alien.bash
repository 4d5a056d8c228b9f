# Completion for alien and the names that scripts call it by. "alien autocomplete" explains it.
_alien() {
  local program=alien limit=() lines=()
  [[ $1 == */alien ]] && program=$1
  # for a machine that is too slow even to start the program
  hash timeout 2>/dev/null && limit=(timeout 1)
  mapfile -t lines < <("${limit[@]}" "$program" complete bash "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null </dev/null)
  COMPREPLY=()
  case ${lines[0]} in
    files) compopt +o nospace -o default ;;
    directories) compopt +o nospace -o dirnames ;;
    *)
      COMPREPLY=("${lines[@]:1}")
      # of a path only the last part is listed
      [[ ${#COMPREPLY[@]} -gt 1 ]] && compopt -o filenames -o noquote
      ;;
  esac
  return 0
}
[[ ${BASH_VERSINFO[0]} -ge 4 ]] && complete -o nospace -F _alien \
  alien alien.py alien_cmd alien_cp alien_find alien_guid2lfn alien_home alien_lfn2guid alien_ls alien_mirror \
  alien_mkdir alien_mv alien_pfn alien_ps alien_pwd alien_rm alien_rmdir alien_stat alien_submit alien_wbtime \
  alien_whereis alien-cert-info alien-token-destroy alien-token-info alien-token-init
