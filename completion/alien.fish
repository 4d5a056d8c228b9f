# Completion for alien and the names that scripts call it by. "alien autocomplete" explains it.
function __alien_complete
    set -l program alien
    set -l words (commandline -opc)
    string match -q '*/alien' -- "$words[1]"; and set program $words[1]
    # for a machine that is too slow even to start the program
    set -l limit
    type -q timeout; and set limit timeout 1
    set -l text (commandline -cp | string collect)
    set -l lines ($limit $program complete fish "$text" (commandline -ct | string collect) 2>/dev/null </dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path (commandline -ct)
        case directories
            __fish_complete_directories (commandline -ct) ''
        case '*'
            printf '%s\n' $lines[2..]
    end
end
for name in \
        alien alien.py alien_cmd alien_cp alien_find alien_guid2lfn alien_home alien_lfn2guid alien_ls alien_mirror \
        alien_mkdir alien_mv alien_pfn alien_ps alien_pwd alien_rm alien_rmdir alien_stat alien_submit alien_wbtime \
        alien_whereis alien-cert-info alien-token-destroy alien-token-info alien-token-init
    complete -c $name -f -a '(__alien_complete)'
end
