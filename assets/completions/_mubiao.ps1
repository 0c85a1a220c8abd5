
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'mubiao' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'mubiao'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'mubiao' {
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'print the version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'print the version')
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, 'Report findings, and fix them if asked')
            [CompletionResult]::new('fmt', 'fmt', [CompletionResultType]::ParameterValue, 'Bring files to the canonical layout')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a rule')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, 'List every rule')
            [CompletionResult]::new('catalogue', 'catalogue', [CompletionResultType]::ParameterValue, 'List and search the standard indicators')
            [CompletionResult]::new('totals', 'totals', [CompletionResultType]::ParameterValue, 'Sum up amounts, one line a budget unit')
            [CompletionResult]::new('form', 'form', [CompletionResultType]::ParameterValue, 'List, show, draft and check forms')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Write a sheet to be filled in')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import spreadsheets, documents, web pages and text')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the printed form, or the data')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, 'Compare what two books say')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Merge two versions of a book, also as git''s merge driver')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a man page')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show the settings of a file and where they come from')
            [CompletionResult]::new('lsp', 'lsp', [CompletionResultType]::ParameterValue, 'Run the language server; editors start it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print the help of a command')
            break
        }
        'mubiao;lint' {
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, 'the file name that messages give to standard input')
            [CompletionResult]::new('--files-from', '--files-from', [CompletionResultType]::ParameterName, 'read more paths from a file or - (standard input), one a line')
            [CompletionResult]::new('--changed', '--changed', [CompletionResultType]::ParameterName, 'only files that differ from the commit REF (by default HEAD) or that git does not track')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'the form of the report')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'write the report to a file instead of standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'write the report to a file instead of standard output')
            [CompletionResult]::new('--max-findings', '--max-findings', [CompletionResultType]::ParameterName, 'show at most N findings')
            [CompletionResult]::new('--add-allow', '--add-allow', [CompletionResultType]::ParameterName, 'write an allowance for every finding, with the reason if given')
            [CompletionResult]::new('--write-baseline', '--write-baseline', [CompletionResultType]::ParameterName, 'record the present findings in a baseline')
            [CompletionResult]::new('--baseline', '--baseline', [CompletionResultType]::ParameterName, 'do not report findings that the baseline holds')
            [CompletionResult]::new('--select', '--select', [CompletionResultType]::ParameterName, 'run only these rules (names, groups or all, separated by commas)')
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, 'do not run these rules')
            [CompletionResult]::new('--extend-select', '--extend-select', [CompletionResultType]::ParameterName, 'run these rules too')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, 'the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'the paths of --files-from are separated by NUL')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, 'the paths of --files-from are separated by NUL')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'apply the safe fixes')
            [CompletionResult]::new('--unsafe-fixes', '--unsafe-fixes', [CompletionResultType]::ParameterName, 'include fixes that a person should decide on; applied with --fix')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'show what --fix would change, write nothing')
            [CompletionResult]::new('--statistics', '--statistics', [CompletionResultType]::ParameterName, 'add the number of findings of each rule')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'findings only: no summary, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'findings only: no summary, no progress')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'exit with 0 even when there are findings')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'lint again whenever a file changes, until Ctrl-C')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'let --output and --write-baseline overwrite files that mubiao did not write')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;fmt' {
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, 'the file name that messages give to standard input')
            [CompletionResult]::new('--files-from', '--files-from', [CompletionResultType]::ParameterName, 'read more paths from a file or - (standard input), one a line')
            [CompletionResult]::new('--changed', '--changed', [CompletionResultType]::ParameterName, 'only files that differ from the commit REF (by default HEAD) or that git does not track')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, 'the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'the paths of --files-from are separated by NUL')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, 'the paths of --files-from are separated by NUL')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'name the files that would change, write nothing')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'show what would change, write nothing')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;explain' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;rules' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'the form of the list')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;catalogue' {
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'list only what matches, by Chinese, full pinyin or initials, such as zhixing, yszxl')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'list only what matches, by Chinese, full pinyin or initials, such as zhixing, yszxl')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'the form of the list')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;totals' {
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, 'the file name that messages give to standard input')
            [CompletionResult]::new('--files-from', '--files-from', [CompletionResultType]::ParameterName, 'read more paths from a file or - (standard input), one a line')
            [CompletionResult]::new('--changed', '--changed', [CompletionResultType]::ParameterName, 'only files that differ from the commit REF (by default HEAD) or that git does not track')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'the form of the table')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, 'the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'the paths of --files-from are separated by NUL')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, 'the paths of --files-from are separated by NUL')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;form' {
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the known forms')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the sections, columns and checks of a form')
            [CompletionResult]::new('why', 'why', [CompletionResultType]::ParameterValue, 'Say why a file is read by a form')
            [CompletionResult]::new('draft', 'draft', [CompletionResultType]::ParameterValue, 'Draft a form from sheets')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check the folder of a form')
            break
        }
        'mubiao;form;list' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'the form of the list')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;form;show' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--toml', '--toml', [CompletionResultType]::ParameterName, 'print its layout.toml, to save and change')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;form;why' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'the form of the answer')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;form;draft' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'the folder to write, whose name is the form''s, such as forms/county-project')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'the folder to write, whose name is the form''s, such as forms/county-project')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'overwrite an existing layout.toml')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;form;check' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;new' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'the name of a profile, see mubiao form list; by default that of mubiao.toml, or liaoning-department; also written --form')
            [CompletionResult]::new('--unit', '--unit', [CompletionResultType]::ParameterName, 'the budget unit as the form writes it, such as code, name, dash and division, or the name alone')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'roll last year''s sheets forward: year and dates move, the unit''s own indicators and tasks stay, amounts and results are emptied; .mubiao, or any file that import reads')
            [CompletionResult]::new('--evaluate', '--evaluate', [CompletionResultType]::ParameterName, 'make the self-evaluation of target sheets: with their indicators and targets, points spread as is customary')
            [CompletionResult]::new('--year', '--year', [CompletionResultType]::ParameterName, 'the fiscal year; by default that of mubiao.toml, with --from the next one, with --evaluate that of the target sheet')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'write this file, which must not exist yet; by default standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'write this file, which must not exist yet; by default standard output')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;import' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'the file or directory to write, - for standard output; by default beside the source')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'the file or directory to write, - for standard output; by default beside the source')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'the format of the sources; by default told by content and extension')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'the name of the profile, or its folder; by default that of the configuration, or it is recognised')
            [CompletionResult]::new('--pages', '--pages', [CompletionResultType]::ParameterName, 'read only these pages of a PDF, such as 3-7,9')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'the form of the report')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'write nothing if anything is in doubt, and exit with 1')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'overwrite existing files')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'report only what is in doubt')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'report only what is in doubt')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;export' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'the format to write')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'the file or directory to write, - for standard output; by default beside the source')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'the file or directory to write, - for standard output; by default beside the source')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, 'the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--bom', '--bom', [CompletionResultType]::ParameterName, 'begin csv with a byte-order mark, so that Excel opens it')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'overwrite existing files')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'do not say what was written')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'do not say what was written')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;compare' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'the form of the result')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, 'the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--across-years', '--across-years', [CompletionResultType]::ParameterName, 'sheets of two years: move the dates of the first by the difference of the years')
            [CompletionResult]::new('--git', '--git', [CompletionResultType]::ParameterName, 'serve git as a diff driver, with the arguments that git gives')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;merge' {
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'the path in the repository, git''s %P, to find mubiao.toml by')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, 'the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'write the result to standard output, change no file')
            [CompletionResult]::new('--stdout', '--stdout', [CompletionResultType]::ParameterName, 'write the result to standard output, change no file')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;completions' {
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;man' {
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;config' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, 'the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'use this configuration instead of a mubiao.toml')
            [CompletionResult]::new('--select', '--select', [CompletionResultType]::ParameterName, 'run only these rules (names, groups or all, separated by commas)')
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, 'do not run these rules')
            [CompletionResult]::new('--extend-select', '--extend-select', [CompletionResultType]::ParameterName, 'run these rules too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;lsp' {
            [CompletionResult]::new('--tcp', '--tcp', [CompletionResultType]::ParameterName, 'wait for a client at this port of the machine, 0 for any; standard input and output by default')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'the client waits at this port of the machine')
            [CompletionResult]::new('--pipe', '--pipe', [CompletionResultType]::ParameterName, 'the client waits at this Unix socket or named pipe')
            [CompletionResult]::new('--clientProcessId', '--clientProcessId', [CompletionResultType]::ParameterName, 'the client''s process: the server ends when it does')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'append a log to this file; it holds no text of documents')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--stdio', '--stdio', [CompletionResultType]::ParameterName, 'standard input and output, which is the default')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'log more, may be repeated; to standard error without --log-file')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'log more, may be repeated; to standard error without --log-file')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
        'mubiao;help' {
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'print help; -h prints the short one')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
