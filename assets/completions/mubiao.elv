
use builtin;
use str;

set edit:completion:arg-completer[mubiao] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'mubiao'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'mubiao'= {
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
            cand -V 'print the version'
            cand --version 'print the version'
            cand lint 'Report findings, and fix them if asked'
            cand fmt 'Bring files to the canonical layout'
            cand explain 'Explain a rule'
            cand rules 'List every rule'
            cand catalogue 'List and search the standard indicators'
            cand totals 'Sum up amounts, one line a budget unit'
            cand form 'List, show, draft and check forms'
            cand new 'Write a sheet to be filled in'
            cand import 'Import spreadsheets, documents, web pages and text'
            cand export 'Write the printed form, or the data'
            cand compare 'Compare what two books say'
            cand merge 'Merge two versions of a book, also as git''s merge driver'
            cand completions 'Print the completion script for a shell'
            cand man 'Print a man page'
            cand config 'Show the settings of a file and where they come from'
            cand lsp 'Run the language server; editors start it'
            cand help 'Print the help of a command'
        }
        &'mubiao;lint'= {
            cand --stdin-filename 'the file name that messages give to standard input'
            cand --files-from 'read more paths from a file or - (standard input), one a line'
            cand --changed 'only files that differ from the commit REF (by default HEAD) or that git does not track'
            cand --format 'the form of the report'
            cand -o 'write the report to a file instead of standard output'
            cand --output 'write the report to a file instead of standard output'
            cand --max-findings 'show at most N findings'
            cand --add-allow 'write an allowance for every finding, with the reason if given'
            cand --write-baseline 'record the present findings in a baseline'
            cand --baseline 'do not report findings that the baseline holds'
            cand --select 'run only these rules (names, groups or all, separated by commas)'
            cand --ignore 'do not run these rules'
            cand --extend-select 'run these rules too'
            cand --profile 'the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year 'the fiscal year of files that do not state theirs'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -0 'the paths of --files-from are separated by NUL'
            cand --null 'the paths of --files-from are separated by NUL'
            cand --fix 'apply the safe fixes'
            cand --unsafe-fixes 'include fixes that a person should decide on; applied with --fix'
            cand --diff 'show what --fix would change, write nothing'
            cand --statistics 'add the number of findings of each rule'
            cand -q 'findings only: no summary, no progress'
            cand --quiet 'findings only: no summary, no progress'
            cand --exit-zero 'exit with 0 even when there are findings'
            cand --watch 'lint again whenever a file changes, until Ctrl-C'
            cand --force 'let --output and --write-baseline overwrite files that mubiao did not write'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;fmt'= {
            cand --stdin-filename 'the file name that messages give to standard input'
            cand --files-from 'read more paths from a file or - (standard input), one a line'
            cand --changed 'only files that differ from the commit REF (by default HEAD) or that git does not track'
            cand --profile 'the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year 'the fiscal year of files that do not state theirs'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -0 'the paths of --files-from are separated by NUL'
            cand --null 'the paths of --files-from are separated by NUL'
            cand --check 'name the files that would change, write nothing'
            cand --diff 'show what would change, write nothing'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;explain'= {
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;rules'= {
            cand --format 'the form of the list'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;catalogue'= {
            cand -s 'list only what matches, by Chinese, full pinyin or initials, such as zhixing, yszxl'
            cand --search 'list only what matches, by Chinese, full pinyin or initials, such as zhixing, yszxl'
            cand --format 'the form of the list'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;totals'= {
            cand --stdin-filename 'the file name that messages give to standard input'
            cand --files-from 'read more paths from a file or - (standard input), one a line'
            cand --changed 'only files that differ from the commit REF (by default HEAD) or that git does not track'
            cand --format 'the form of the table'
            cand --profile 'the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year 'the fiscal year of files that do not state theirs'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -0 'the paths of --files-from are separated by NUL'
            cand --null 'the paths of --files-from are separated by NUL'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;form'= {
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
            cand list 'List the known forms'
            cand show 'Show the sections, columns and checks of a form'
            cand why 'Say why a file is read by a form'
            cand draft 'Draft a form from sheets'
            cand check 'Check the folder of a form'
        }
        &'mubiao;form;list'= {
            cand --format 'the form of the list'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;form;show'= {
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --toml 'print its layout.toml, to save and change'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;form;why'= {
            cand --format 'the form of the answer'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;form;draft'= {
            cand -o 'the folder to write, whose name is the form''s, such as forms/county-project'
            cand --output 'the folder to write, whose name is the form''s, such as forms/county-project'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --force 'overwrite an existing layout.toml'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;form;check'= {
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;new'= {
            cand --profile 'the name of a profile, see mubiao form list; by default that of mubiao.toml, or liaoning-department; also written --form'
            cand --unit 'the budget unit as the form writes it, such as code, name, dash and division, or the name alone'
            cand --from 'roll last year''s sheets forward: year and dates move, the unit''s own indicators and tasks stay, amounts and results are emptied; .mubiao, or any file that import reads'
            cand --evaluate 'make the self-evaluation of target sheets: with their indicators and targets, points spread as is customary'
            cand --year 'the fiscal year; by default that of mubiao.toml, with --from the next one, with --evaluate that of the target sheet'
            cand -o 'write this file, which must not exist yet; by default standard output'
            cand --output 'write this file, which must not exist yet; by default standard output'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;import'= {
            cand -o 'the file or directory to write, - for standard output; by default beside the source'
            cand --output 'the file or directory to write, - for standard output; by default beside the source'
            cand --from 'the format of the sources; by default told by content and extension'
            cand --profile 'the name of the profile, or its folder; by default that of the configuration, or it is recognised'
            cand --pages 'read only these pages of a PDF, such as 3-7,9'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --format 'the form of the report'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config 'use no configuration'
            cand --strict 'write nothing if anything is in doubt, and exit with 1'
            cand --force 'overwrite existing files'
            cand -q 'report only what is in doubt'
            cand --quiet 'report only what is in doubt'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;export'= {
            cand --to 'the format to write'
            cand -o 'the file or directory to write, - for standard output; by default beside the source'
            cand --output 'the file or directory to write, - for standard output; by default beside the source'
            cand --profile 'the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year 'the fiscal year of files that do not state theirs'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --bom 'begin csv with a byte-order mark, so that Excel opens it'
            cand --force 'overwrite existing files'
            cand -q 'do not say what was written'
            cand --quiet 'do not say what was written'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;compare'= {
            cand --format 'the form of the result'
            cand --profile 'the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year 'the fiscal year of files that do not state theirs'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --across-years 'sheets of two years: move the dates of the first by the difference of the years'
            cand --git 'serve git as a diff driver, with the arguments that git gives'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;merge'= {
            cand --path 'the path in the repository, git''s %P, to find mubiao.toml by'
            cand --profile 'the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year 'the fiscal year of files that do not state theirs'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -p 'write the result to standard output, change no file'
            cand --stdout 'write the result to standard output, change no file'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;completions'= {
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;man'= {
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;config'= {
            cand --profile 'the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year 'the fiscal year of files that do not state theirs'
            cand --config 'use this configuration instead of a mubiao.toml'
            cand --select 'run only these rules (names, groups or all, separated by commas)'
            cand --ignore 'do not run these rules'
            cand --extend-select 'run these rules too'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config 'use no configuration'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;lsp'= {
            cand --tcp 'wait for a client at this port of the machine, 0 for any; standard input and output by default'
            cand --socket 'the client waits at this port of the machine'
            cand --pipe 'the client waits at this Unix socket or named pipe'
            cand --clientProcessId 'the client''s process: the server ends when it does'
            cand --log-file 'append a log to this file; it holds no text of documents'
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --stdio 'standard input and output, which is the default'
            cand -v 'log more, may be repeated; to standard error without --log-file'
            cand --verbose 'log more, may be repeated; to standard error without --log-file'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
        &'mubiao;help'= {
            cand --lang 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -h 'print help; -h prints the short one'
            cand --help 'print help; -h prints the short one'
        }
    ]
    $completions[$command]
}
