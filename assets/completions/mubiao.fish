# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_mubiao_global_optspecs
    string join \n lang= color= h/help V/version
end

function __fish_mubiao_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_mubiao_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_mubiao_using_subcommand
    set -l cmd (__fish_mubiao_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c mubiao -n "__fish_mubiao_needs_command" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_needs_command" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_needs_command" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_needs_command" -s V -l version -d 'print the version'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "lint" -d 'Report findings, and fix them if asked'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "fmt" -d 'Bring files to the canonical layout'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "explain" -d 'Explain a rule'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "rules" -d 'List every rule'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "catalogue" -d 'List and search the standard indicators'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "totals" -d 'Sum up amounts, one line a budget unit'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "form" -d 'List, show, draft and check forms'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "new" -d 'Write a sheet to be filled in'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "import" -d 'Import spreadsheets, documents, web pages and text'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "export" -d 'Write the printed form, or the data'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "compare" -d 'Compare what two books say'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "merge" -d 'Merge two versions of a book, also as git\'s merge driver'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "completions" -d 'Print the completion script for a shell'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "man" -d 'Print a man page'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "config" -d 'Show the settings of a file and where they come from'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "lsp" -d 'Run the language server; editors start it'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "help" -d 'Print the help of a command'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l stdin-filename -d 'the file name that messages give to standard input' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l files-from -d 'read more paths from a file or - (standard input), one a line' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l changed -d 'only files that differ from the commit REF (by default HEAD) or that git does not track' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l format -d 'the form of the report' -r -f -a "human\t'every finding with its row'
concise\t'one line a finding'
json\t'one JSON object'
jsonl\t'a JSON object a line'
sarif\t'SARIF 2.1.0'
github\t'workflow commands of GitHub'
gitlab\t'Code Quality of GitLab'
junit\t'JUnit XML, for Jenkins and others'
html\t'a page for a browser, to filter and print'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -s o -l output -d 'write the report to a file instead of standard output' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l max-findings -d 'show at most N findings' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l add-allow -d 'write an allowance for every finding, with the reason if given' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l write-baseline -d 'record the present findings in a baseline' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l baseline -d 'do not report findings that the baseline holds' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l select -d 'run only these rules (names, groups or all, separated by commas)' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l ignore -d 'do not run these rules' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l extend-select -d 'run these rules too' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l profile -d 'the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l fiscal-year -d 'the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -s 0 -l null -d 'the paths of --files-from are separated by NUL'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l fix -d 'apply the safe fixes'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l unsafe-fixes -d 'include fixes that a person should decide on; applied with --fix'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l diff -d 'show what --fix would change, write nothing'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l statistics -d 'add the number of findings of each rule'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -s q -l quiet -d 'findings only: no summary, no progress'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l exit-zero -d 'exit with 0 even when there are findings'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l watch -d 'lint again whenever a file changes, until Ctrl-C'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l force -d 'let --output and --write-baseline overwrite files that mubiao did not write'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l stdin-filename -d 'the file name that messages give to standard input' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l files-from -d 'read more paths from a file or - (standard input), one a line' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l changed -d 'only files that differ from the commit REF (by default HEAD) or that git does not track' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l profile -d 'the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l fiscal-year -d 'the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -s 0 -l null -d 'the paths of --files-from are separated by NUL'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l check -d 'name the files that would change, write nothing'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l diff -d 'show what would change, write nothing'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l format -d 'the form of the list' -r -f -a "human\t'a table'
json\t'one JSON object'"
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -s s -l search -d 'list only what matches, by Chinese, full pinyin or initials, such as zhixing, yszxl' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l format -d 'the form of the list' -r -f -a "human\t'a table'
json\t'one JSON object'"
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l stdin-filename -d 'the file name that messages give to standard input' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l files-from -d 'read more paths from a file or - (standard input), one a line' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l changed -d 'only files that differ from the commit REF (by default HEAD) or that git does not track' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l format -d 'the form of the table' -r -f -a "human\t'an aligned table'
csv\t'comma-separated values in UTF-8'
json\t'one JSON object, amounts are strings'"
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l profile -d 'the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l fiscal-year -d 'the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -s 0 -l null -d 'the paths of --files-from are separated by NUL'
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -f -a "list" -d 'List the known forms'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -f -a "show" -d 'Show the sections, columns and checks of a form'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -f -a "why" -d 'Say why a file is read by a form'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -f -a "draft" -d 'Draft a form from sheets'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -f -a "check" -d 'Check the folder of a form'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l format -d 'the form of the list' -r -f -a "human\t'one a line'
json\t'one JSON object'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l toml -d 'print its layout.toml, to save and change'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l format -d 'the form of the answer' -r -f -a "human\t'sentences'
json\t'one JSON object'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -s o -l output -d 'the folder to write, whose name is the form\'s, such as forms/county-project' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l force -d 'overwrite an existing layout.toml'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l profile -d 'the name of a profile, see mubiao form list; by default that of mubiao.toml, or liaoning-department; also written --form' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l unit -d 'the budget unit as the form writes it, such as code, name, dash and division, or the name alone' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l from -d 'roll last year\'s sheets forward: year and dates move, the unit\'s own indicators and tasks stay, amounts and results are emptied; .mubiao, or any file that import reads' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l evaluate -d 'make the self-evaluation of target sheets: with their indicators and targets, points spread as is customary' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l year -d 'the fiscal year; by default that of mubiao.toml, with --from the next one, with --evaluate that of the target sheet' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -s o -l output -d 'write this file, which must not exist yet; by default standard output' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -s o -l output -d 'the file or directory to write, - for standard output; by default beside the source' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l from -d 'the format of the sources; by default told by content and extension' -r -f -a "xlsx\t'Excel workbook'
xls\t'workbook of Excel 97 to 2003'
ods\t'OpenDocument spreadsheet'
docx\t'Word document'
pdf\t'PDF'
html\t'web page'
json\t'JSON that mubiao export wrote'
csv\t'comma-separated values'
tsv\t'TAB-separated values, quoted or not'
text\t'text: cells separated by TAB, | or gaps, or one a line'"
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l profile -d 'the name of the profile, or its folder; by default that of the configuration, or it is recognised' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l pages -d 'read only these pages of a PDF, such as 3-7,9' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l format -d 'the form of the report' -r -f -a "human\t'one line a place'
json\t'one JSON object'"
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l strict -d 'write nothing if anything is in doubt, and exit with 1'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l force -d 'overwrite existing files'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -s q -l quiet -d 'report only what is in doubt'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l to -d 'the format to write' -r -f -a "xlsx\t'Excel workbook, a worksheet for every sheet'
docx\t'Word document'
html\t'a page for a browser, to print or save as PDF'
json\t'one JSON object, for other programs; it can be imported again'
csv\t'comma-separated values, one row an indicator'"
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -s o -l output -d 'the file or directory to write, - for standard output; by default beside the source' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l profile -d 'the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l fiscal-year -d 'the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l bom -d 'begin csv with a byte-order mark, so that Excel opens it'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l force -d 'overwrite existing files'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -s q -l quiet -d 'do not say what was written'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l format -d 'the form of the result' -r -f -a "human\t'one line a difference'
json\t'one JSON object'
html\t'a page for a browser'"
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l profile -d 'the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l fiscal-year -d 'the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l across-years -d 'sheets of two years: move the dates of the first by the difference of the years'
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l git -d 'serve git as a diff driver, with the arguments that git gives'
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l path -d 'the path in the repository, git\'s %P, to find mubiao.toml by' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l profile -d 'the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l fiscal-year -d 'the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -s p -l stdout -d 'write the result to standard output, change no file'
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand completions" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand completions" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand completions" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand man" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand man" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand man" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l profile -d 'the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l fiscal-year -d 'the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l config -d 'use this configuration instead of a mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l select -d 'run only these rules (names, groups or all, separated by commas)' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l ignore -d 'do not run these rules' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l extend-select -d 'run these rules too' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l no-config -d 'use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l tcp -d 'wait for a client at this port of the machine, 0 for any; standard input and output by default' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l socket -d 'the client waits at this port of the machine' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l pipe -d 'the client waits at this Unix socket or named pipe' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l clientProcessId -d 'the client\'s process: the server ends when it does' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l log-file -d 'append a log to this file; it holds no text of documents' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l stdio -d 'standard input and output, which is the default'
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -s v -l verbose -d 'log more, may be repeated; to standard error without --log-file'
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -s h -l help -d 'print help; -h prints the short one'
complete -c mubiao -n "__fish_mubiao_using_subcommand help" -l lang -d 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand help" -l color -d 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'where the terminal shows it'
always\t'always'
never\t'never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand help" -s h -l help -d 'print help; -h prints the short one'
