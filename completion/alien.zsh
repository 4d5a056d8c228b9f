#compdef alien alien.py alien_cmd alien_cp alien_find alien_guid2lfn alien_home alien_lfn2guid alien_ls alien_mirror alien_mkdir alien_mv alien_pfn alien_ps alien_pwd alien_rm alien_rmdir alien_stat alien_submit alien_wbtime alien_whereis alien-cert-info alien-token-destroy alien-token-info alien-token-init
# Completion for alien and the names that scripts call it by. "alien autocomplete" explains it.
_alien() {
  local program=alien
  local -a limit lines
  [[ $words[1] == */alien ]] && program=${(Q)words[1]}
  # for a machine that is too slow even to start the program
  (( $+commands[timeout] )) && limit=(timeout 1)
  local text="${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX"
  lines=("${(@f)$($limit $program complete zsh "$text" "$PREFIX" 2>/dev/null </dev/null)}")
  case $lines[1] in
    files) _files ;;
    directories) _files -/ ;;
    *)
      # each line: a mark, what is inserted, a tab, what is listed
      _alien_add ' ' ${(M)lines:#.*}
      _alien_add '' ${(M)lines:#>*}
      ;;
  esac
}
_alien_add() {
  local suffix=$1 tab=$'\t'
  shift
  (( $# )) || return 1
  local -a inserted shown list
  inserted=("${(@)${(@)argv%%$tab*}#?}")
  shown=("${(@)argv#*$tab}")
  # where the quote is closed already, behind the cursor
  [[ -n $QISUFFIX ]] && inserted=("${(@)inserted%$QISUFFIX}") suffix=''
  [[ $shown[1] == *'  -- '* ]] && list=(-l)
  compadd -Q -S "$suffix" $list -d shown -a inserted
}
_alien_register() {
  precmd_functions=(${precmd_functions:#_alien_register})
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
  compdef _alien \
    alien alien.py alien_cmd alien_cp alien_find alien_guid2lfn alien_home alien_lfn2guid alien_ls alien_mirror \
    alien_mkdir alien_mv alien_pfn alien_ps alien_pwd alien_rm alien_rmdir alien_stat alien_submit alien_wbtime \
    alien_whereis alien-cert-info alien-token-destroy alien-token-info alien-token-init
}
# In a directory of functions it is loaded at the first TAB. Read by .zshrc it registers itself: at once, or at the first
# prompt, where the completion system is started later, or never.
if [[ $funcstack[1] == _alien ]]; then
  _alien "$@"
elif (( $+functions[compdef] )); then
  _alien_register
else
  precmd_functions+=(_alien_register)
fi
