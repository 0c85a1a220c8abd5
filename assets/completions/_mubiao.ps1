
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
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, '检查，可选修复 / Report findings, and mend them if asked')
            [CompletionResult]::new('fmt', 'fmt', [CompletionResultType]::ParameterValue, '排成规范格式 / Bring files to the canonical layout')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, '解释一条规则 / Explain a rule')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, '列出全部规则 / List every rule')
            [CompletionResult]::new('catalogue', 'catalogue', [CompletionResultType]::ParameterValue, '列出、查找标准指标 / List and search the standard indicators')
            [CompletionResult]::new('totals', 'totals', [CompletionResultType]::ParameterValue, '每家单位一行，汇总金额 / One line a budget unit, and the sums')
            [CompletionResult]::new('form', 'form', [CompletionResultType]::ParameterValue, '列出、查看、起草、检查表样 / List, show, draft and check forms')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, '新建一张待填的表 / Write a sheet to be filled in')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, '从表格、文档、网页、文本导入 / Make books of spreadsheets, documents, web pages and text')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, '画出正式表样，或导出数据 / Draw the printed form, or hand the data on')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, '比较两个文件说的内容 / Compare what two books say')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, '合并两方的改动，可作 git 的合并驱动 / Merge two versions of a book, also as git''s merge driver')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, '输出 shell 的补全脚本 / Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, '输出 man 手册页 / Print a page for man')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, '显示一个文件的设置及其来源 / Show the settings of a file and where they come from')
            [CompletionResult]::new('lsp', 'lsp', [CompletionResultType]::ParameterValue, '语言服务器，由编辑器启动 / The language server, which editors start')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mubiao;lint' {
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, '标准输入在消息中的文件名 / the file name that messages give to standard input')
            [CompletionResult]::new('--files-from', '--files-from', [CompletionResultType]::ParameterName, '另从文件或 -（标准输入）读入路径，每行一个 / read more paths from a file or - (standard input), one a line')
            [CompletionResult]::new('--changed', '--changed', [CompletionResultType]::ParameterName, '只看与提交 REF（默认 HEAD）不同或尚未纳入 git 的文件 / only files that differ from the commit REF (by default HEAD) or that git does not know')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '报告的格式 / the form of the report')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, '报告写入文件，不写到标准输出 / write the report to a file instead of standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, '报告写入文件，不写到标准输出 / write the report to a file instead of standard output')
            [CompletionResult]::new('--max-findings', '--max-findings', [CompletionResultType]::ParameterName, '最多列出 N 个问题 / show at most N findings')
            [CompletionResult]::new('--add-allow', '--add-allow', [CompletionResultType]::ParameterName, '给现有的问题逐一写上豁免，可附原因 / write an allowance for every finding, with a reason if given')
            [CompletionResult]::new('--write-baseline', '--write-baseline', [CompletionResultType]::ParameterName, '把现有的问题记入基线文件 / record the findings of now in a baseline')
            [CompletionResult]::new('--baseline', '--baseline', [CompletionResultType]::ParameterName, '基线文件里已有的问题不再报告 / report no finding that the baseline holds')
            [CompletionResult]::new('--select', '--select', [CompletionResultType]::ParameterName, '只查这些规则（规则名、类名或 all，逗号分隔） / run these rules only (names, groups or all, between commas)')
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, '不查这些规则 / do not run these rules')
            [CompletionResult]::new('--extend-select', '--extend-select', [CompletionResultType]::ParameterName, '另外再查这些规则 / run these rules besides')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时的年度 / the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, '修复可安全修复的问题 / apply the safe fixes')
            [CompletionResult]::new('--unsafe-fixes', '--unsafe-fixes', [CompletionResultType]::ParameterName, '连同需要人判断的修复；与 --fix 同用时实施 / take in the fixes that a person should decide on; applied with --fix')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, '只显示 --fix 会作的改动，不写文件 / show what --fix would change, write nothing')
            [CompletionResult]::new('--statistics', '--statistics', [CompletionResultType]::ParameterName, '附上各规则的问题数 / add how often each rule was broken')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, '只列出问题，不作小结，不显示进度 / findings only: no summary, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, '只列出问题，不作小结，不显示进度 / findings only: no summary, no progress')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, '有问题时退出状态也为 0 / exit with 0 even when there are findings')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, '文件一有改动就重新检查，按 Ctrl-C 结束 / lint again whatever changes, until Ctrl-C')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, '--output、--write-baseline 可以覆盖不是 mubiao 写出的文件 / let --output and --write-baseline overwrite files that mubiao did not write')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;fmt' {
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, '标准输入在消息中的文件名 / the file name that messages give to standard input')
            [CompletionResult]::new('--files-from', '--files-from', [CompletionResultType]::ParameterName, '另从文件或 -（标准输入）读入路径，每行一个 / read more paths from a file or - (standard input), one a line')
            [CompletionResult]::new('--changed', '--changed', [CompletionResultType]::ParameterName, '只看与提交 REF（默认 HEAD）不同或尚未纳入 git 的文件 / only files that differ from the commit REF (by default HEAD) or that git does not know')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时的年度 / the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, '只列出需要排版的文件，不写文件 / name the files that would change, write nothing')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, '只显示会作的改动，不写文件 / show what would change, write nothing')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;explain' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;rules' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '列表的格式 / the form of the list')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;catalogue' {
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, '只列出找到的：汉字、全拼、首字母均可，如 执行、zhixing、yszxl / list only what is found: by Chinese, full pinyin or initials, such as 执行, zhixing, yszxl')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, '只列出找到的：汉字、全拼、首字母均可，如 执行、zhixing、yszxl / list only what is found: by Chinese, full pinyin or initials, such as 执行, zhixing, yszxl')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '列表的格式 / the form of the list')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;totals' {
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, '标准输入在消息中的文件名 / the file name that messages give to standard input')
            [CompletionResult]::new('--files-from', '--files-from', [CompletionResultType]::ParameterName, '另从文件或 -（标准输入）读入路径，每行一个 / read more paths from a file or - (standard input), one a line')
            [CompletionResult]::new('--changed', '--changed', [CompletionResultType]::ParameterName, '只看与提交 REF（默认 HEAD）不同或尚未纳入 git 的文件 / only files that differ from the commit REF (by default HEAD) or that git does not know')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '表的格式 / the form of the table')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时的年度 / the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;form' {
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, '列出可用的表样 / List the forms that there are')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, '显示一个表样的栏目、列和检查 / Show the sections, columns and checks of a form')
            [CompletionResult]::new('why', 'why', [CompletionResultType]::ParameterValue, '说明文件为什么按某个表样读取 / Say why a file is read by a form')
            [CompletionResult]::new('draft', 'draft', [CompletionResultType]::ParameterValue, '由表起草表样 / Draft a form out of sheets of it')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, '检查表样文件夹 / Check the folder of a form')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mubiao;form;list' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '列表的格式 / the form of the list')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;form;show' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--toml', '--toml', [CompletionResultType]::ParameterName, '输出它的 layout.toml，可另存后修改 / print its layout.toml, to be saved and changed')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;form;why' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '输出的格式 / the form of the answer')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;form;draft' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, '写入的文件夹，其名即表样名，如 forms/county-project / the folder to write, whose name is the form''s, such as forms/county-project')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, '写入的文件夹，其名即表样名，如 forms/county-project / the folder to write, whose name is the form''s, such as forms/county-project')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, '可以覆盖已有的 layout.toml / overwrite a layout.toml that exists')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;form;check' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;form;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, '列出可用的表样 / List the forms that there are')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, '显示一个表样的栏目、列和检查 / Show the sections, columns and checks of a form')
            [CompletionResult]::new('why', 'why', [CompletionResultType]::ParameterValue, '说明文件为什么按某个表样读取 / Say why a file is read by a form')
            [CompletionResult]::new('draft', 'draft', [CompletionResultType]::ParameterValue, '由表起草表样 / Draft a form out of sheets of it')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, '检查表样文件夹 / Check the folder of a form')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mubiao;form;help;list' {
            break
        }
        'mubiao;form;help;show' {
            break
        }
        'mubiao;form;help;why' {
            break
        }
        'mubiao;form;help;draft' {
            break
        }
        'mubiao;form;help;check' {
            break
        }
        'mubiao;form;help;help' {
            break
        }
        'mubiao;new' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '表样名，见 mubiao catalogue；默认为 mubiao.toml 所定的，没有则为 liaoning-department / the name of a profile, see mubiao catalogue; by default that of mubiao.toml, or liaoning-department')
            [CompletionResult]::new('--form', '--form', [CompletionResultType]::ParameterName, '表样名，见 mubiao catalogue；默认为 mubiao.toml 所定的，没有则为 liaoning-department / the name of a profile, see mubiao catalogue; by default that of mubiao.toml, or liaoning-department')
            [CompletionResult]::new('--unit', '--unit', [CompletionResultType]::ParameterName, '单位，照表样的写法，如“编码名称-区划代码”或只写名称 / the budget unit as the form has it, such as code, name, a dash and the division, or the name alone')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, '由上年的表滚动成下一年的：年度和日期顺延，本单位的指标和任务保留，金额和结果清空；.mubiao 或 import 读得懂的 / roll last year''s sheets forward: year and dates move, the unit''s own indicators and tasks stay, amounts and results are emptied; .mubiao or whatever import reads')
            [CompletionResult]::new('--evaluate', '--evaluate', [CompletionResultType]::ParameterName, '由目标表做出自评表：指标和目标值照抄，分值按惯例分配 / make the self-evaluation of target sheets: their indicators and targets, points spread as is customary')
            [CompletionResult]::new('--year', '--year', [CompletionResultType]::ParameterName, '预算年度，默认为 mubiao.toml 所定的；--from 默认为下一年，--evaluate 默认为目标表的年度 / the fiscal year; by default that of mubiao.toml, with --from the next one, with --evaluate that of the target sheet')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, '写入这个文件，文件已存在时不覆盖；默认为标准输出 / write this file, which must not exist yet; by default standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, '写入这个文件，文件已存在时不覆盖；默认为标准输出 / write this file, which must not exist yet; by default standard output')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;import' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, '写入的文件或文件夹，- 为标准输出；默认写在来源旁边 / the file or directory to write, - for standard output; by default beside the source')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, '写入的文件或文件夹，- 为标准输出；默认写在来源旁边 / the file or directory to write, - for standard output; by default beside the source')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, '来源的格式，默认看内容和扩展名 / the format of the sources; by default read off content and extension')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '表样名，或表样的文件夹；默认看配置，再自动辨认 / the name of the profile, or its folder; by default that of the configuration, or it is recognised')
            [CompletionResult]::new('--pages', '--pages', [CompletionResultType]::ParameterName, '只读 PDF 的这几页，如 3-7,9 / read these pages of a PDF alone, such as 3-7,9')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '报告的格式 / the form of the report')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, '有存疑之处就不写入，退出状态为 1 / write nothing where something is in doubt, and exit with 1')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, '可以覆盖已有文件 / overwrite files that exist')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, '只报告存疑之处 / report only what is in doubt')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, '只报告存疑之处 / report only what is in doubt')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;export' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, '导出的格式 / the format to write')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, '写入的文件或文件夹，- 为标准输出；默认写在来源旁边 / the file or directory to write, - for standard output; by default beside the source')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, '写入的文件或文件夹，- 为标准输出；默认写在来源旁边 / the file or directory to write, - for standard output; by default beside the source')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时的年度 / the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--bom', '--bom', [CompletionResultType]::ParameterName, 'csv 以字节顺序标记开头，供 Excel 直接打开 / begin csv with a byte-order mark, for Excel to open')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, '可以覆盖已有文件 / overwrite files that exist')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, '不说写了什么 / do not say what was written')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, '不说写了什么 / do not say what was written')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;compare' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '结果的格式 / the form of the result')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时的年度 / the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--across-years', '--across-years', [CompletionResultType]::ParameterName, '两个年度的表：先把前一个的日期按年度之差顺延 / sheets of two years: move the dates of the first by the difference of the years')
            [CompletionResult]::new('--git', '--git', [CompletionResultType]::ParameterName, '作为 git 的 diff 驱动，参数由 git 给出 / serve git as a diff driver, with the arguments that git gives')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;merge' {
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, '文件在仓库里的路径，git 的 %P，用于找 mubiao.toml / the path in the repository, git''s %P, by which mubiao.toml is found')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时的年度 / the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, '结果写到标准输出，不改文件 / write the result to standard output, change no file')
            [CompletionResult]::new('--stdout', '--stdout', [CompletionResultType]::ParameterName, '结果写到标准输出，不改文件 / write the result to standard output, change no file')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;completions' {
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;man' {
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;config' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时的年度 / the fiscal year of files that do not state theirs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml')
            [CompletionResult]::new('--select', '--select', [CompletionResultType]::ParameterName, '只查这些规则（规则名、类名或 all，逗号分隔） / run these rules only (names, groups or all, between commas)')
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, '不查这些规则 / do not run these rules')
            [CompletionResult]::new('--extend-select', '--extend-select', [CompletionResultType]::ParameterName, '另外再查这些规则 / run these rules besides')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件 / use no configuration')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;lsp' {
            [CompletionResult]::new('--tcp', '--tcp', [CompletionResultType]::ParameterName, '在本机的这个端口等一个客户端，0 任选；默认用标准输入输出 / wait for a client at this port of the machine, 0 for any; standard input and output by default')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, '客户端在本机的这个端口等候 / the client waits at this port of the machine')
            [CompletionResult]::new('--pipe', '--pipe', [CompletionResultType]::ParameterName, '客户端在这个 Unix 套接字或命名管道等候 / the client waits at this Unix socket or named pipe')
            [CompletionResult]::new('--clientProcessId', '--clientProcessId', [CompletionResultType]::ParameterName, '客户端的进程；它结束，服务就结束 / the client''s process: the server ends when it does')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, '把运行记录接在这个文件后面；不含表中文字 / append a log to this file; no text of documents stands in it')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR')
            [CompletionResult]::new('--stdio', '--stdio', [CompletionResultType]::ParameterName, '用标准输入输出，即默认 / standard input and output, which is the default')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, '记录得细一些，可以重复；没有 --log-file 就写到标准错误 / log more, may be repeated; to standard error without --log-file')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, '记录得细一些，可以重复；没有 --log-file 就写到标准错误 / log more, may be repeated; to standard error without --log-file')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mubiao;help' {
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, '检查，可选修复 / Report findings, and mend them if asked')
            [CompletionResult]::new('fmt', 'fmt', [CompletionResultType]::ParameterValue, '排成规范格式 / Bring files to the canonical layout')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, '解释一条规则 / Explain a rule')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, '列出全部规则 / List every rule')
            [CompletionResult]::new('catalogue', 'catalogue', [CompletionResultType]::ParameterValue, '列出、查找标准指标 / List and search the standard indicators')
            [CompletionResult]::new('totals', 'totals', [CompletionResultType]::ParameterValue, '每家单位一行，汇总金额 / One line a budget unit, and the sums')
            [CompletionResult]::new('form', 'form', [CompletionResultType]::ParameterValue, '列出、查看、起草、检查表样 / List, show, draft and check forms')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, '新建一张待填的表 / Write a sheet to be filled in')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, '从表格、文档、网页、文本导入 / Make books of spreadsheets, documents, web pages and text')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, '画出正式表样，或导出数据 / Draw the printed form, or hand the data on')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, '比较两个文件说的内容 / Compare what two books say')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, '合并两方的改动，可作 git 的合并驱动 / Merge two versions of a book, also as git''s merge driver')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, '输出 shell 的补全脚本 / Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, '输出 man 手册页 / Print a page for man')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, '显示一个文件的设置及其来源 / Show the settings of a file and where they come from')
            [CompletionResult]::new('lsp', 'lsp', [CompletionResultType]::ParameterValue, '语言服务器，由编辑器启动 / The language server, which editors start')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mubiao;help;lint' {
            break
        }
        'mubiao;help;fmt' {
            break
        }
        'mubiao;help;explain' {
            break
        }
        'mubiao;help;rules' {
            break
        }
        'mubiao;help;catalogue' {
            break
        }
        'mubiao;help;totals' {
            break
        }
        'mubiao;help;form' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, '列出可用的表样 / List the forms that there are')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, '显示一个表样的栏目、列和检查 / Show the sections, columns and checks of a form')
            [CompletionResult]::new('why', 'why', [CompletionResultType]::ParameterValue, '说明文件为什么按某个表样读取 / Say why a file is read by a form')
            [CompletionResult]::new('draft', 'draft', [CompletionResultType]::ParameterValue, '由表起草表样 / Draft a form out of sheets of it')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, '检查表样文件夹 / Check the folder of a form')
            break
        }
        'mubiao;help;form;list' {
            break
        }
        'mubiao;help;form;show' {
            break
        }
        'mubiao;help;form;why' {
            break
        }
        'mubiao;help;form;draft' {
            break
        }
        'mubiao;help;form;check' {
            break
        }
        'mubiao;help;new' {
            break
        }
        'mubiao;help;import' {
            break
        }
        'mubiao;help;export' {
            break
        }
        'mubiao;help;compare' {
            break
        }
        'mubiao;help;merge' {
            break
        }
        'mubiao;help;completions' {
            break
        }
        'mubiao;help;man' {
            break
        }
        'mubiao;help;config' {
            break
        }
        'mubiao;help;lsp' {
            break
        }
        'mubiao;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
