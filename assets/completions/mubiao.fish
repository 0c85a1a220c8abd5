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

complete -c mubiao -n "__fish_mubiao_needs_command" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_needs_command" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_needs_command" -s V -l version -d 'Print version'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "lint" -d '检查，可选修复 / Report findings, and mend them if asked'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "fmt" -d '排成规范格式 / Bring files to the canonical layout'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "explain" -d '解释一条规则 / Explain a rule'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "rules" -d '列出全部规则 / List every rule'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "catalogue" -d '列出、查找标准指标 / List and search the standard indicators'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "totals" -d '每家单位一行，汇总金额 / One line a budget unit, and the sums'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "form" -d '列出、查看、起草、检查表样 / List, show, draft and check forms'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "new" -d '新建一张待填的表 / Write a sheet to be filled in'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "import" -d '从表格、文档、网页、文本导入 / Make books of spreadsheets, documents, web pages and text'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "export" -d '画出正式表样，或导出数据 / Draw the printed form, or hand the data on'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "compare" -d '比较两个文件说的内容 / Compare what two books say'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "merge" -d '合并两方的改动，可作 git 的合并驱动 / Merge two versions of a book, also as git\'s merge driver'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "completions" -d '输出 shell 的补全脚本 / Print the completion script of a shell'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "man" -d '输出 man 手册页 / Print a page for man'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "config" -d '显示一个文件的设置及其来源 / Show the settings of a file and where they come from'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "lsp" -d '语言服务器，由编辑器启动 / The language server, which editors start'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l stdin-filename -d '标准输入在消息中的文件名 / the file name that messages give to standard input' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l files-from -d '另从文件或 -（标准输入）读入路径，每行一个 / read more paths from a file or - (standard input), one a line' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l changed -d '只看与提交 REF（默认 HEAD）不同或尚未纳入 git 的文件 / only files that differ from the commit REF (by default HEAD) or that git does not know' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l format -d '报告的格式 / the form of the report' -r -f -a "human\t'逐条显示所在的行 / every finding with its row'
concise\t'每条一行 / one line a finding'
json\t'一个 JSON 对象 / one JSON object'
jsonl\t'每行一个 JSON 对象 / a JSON object a line'
sarif\t'SARIF 2.1.0'
github\t'GitHub 工作流命令 / workflow commands of GitHub'
gitlab\t'GitLab 代码质量报告 / Code Quality of GitLab'
junit\t'JUnit XML，供 Jenkins 等使用 / JUnit XML, for Jenkins and others'
html\t'网页，可筛选、打印 / a page for a browser, to be filtered and printed'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -s o -l output -d '报告写入文件，不写到标准输出 / write the report to a file instead of standard output' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l max-findings -d '最多列出 N 个问题 / show at most N findings' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l add-allow -d '给现有的问题逐一写上豁免，可附原因 / write an allowance for every finding, with a reason if given' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l write-baseline -d '把现有的问题记入基线文件 / record the findings of now in a baseline' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l baseline -d '基线文件里已有的问题不再报告 / report no finding that the baseline holds' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l select -d '只查这些规则（规则名、类名或 all，逗号分隔） / run these rules only (names, groups or all, between commas)' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l ignore -d '不查这些规则 / do not run these rules' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l extend-select -d '另外再查这些规则 / run these rules besides' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l profile -d '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l fiscal-year -d '文件没有写明时的年度 / the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -s 0 -l null -d '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l fix -d '修复可安全修复的问题 / apply the safe fixes'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l unsafe-fixes -d '连同需要人判断的修复；与 --fix 同用时实施 / take in the fixes that a person should decide on; applied with --fix'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l diff -d '只显示 --fix 会作的改动，不写文件 / show what --fix would change, write nothing'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l statistics -d '附上各规则的问题数 / add how often each rule was broken'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -s q -l quiet -d '只列出问题，不作小结，不显示进度 / findings only: no summary, no progress'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l exit-zero -d '有问题时退出状态也为 0 / exit with 0 even when there are findings'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l watch -d '文件一有改动就重新检查，按 Ctrl-C 结束 / lint again whatever changes, until Ctrl-C'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l force -d '--output、--write-baseline 可以覆盖不是 mubiao 写出的文件 / let --output and --write-baseline overwrite files that mubiao did not write'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l stdin-filename -d '标准输入在消息中的文件名 / the file name that messages give to standard input' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l files-from -d '另从文件或 -（标准输入）读入路径，每行一个 / read more paths from a file or - (standard input), one a line' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l changed -d '只看与提交 REF（默认 HEAD）不同或尚未纳入 git 的文件 / only files that differ from the commit REF (by default HEAD) or that git does not know' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l profile -d '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l fiscal-year -d '文件没有写明时的年度 / the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -s 0 -l null -d '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l check -d '只列出需要排版的文件，不写文件 / name the files that would change, write nothing'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l diff -d '只显示会作的改动，不写文件 / show what would change, write nothing'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l format -d '列表的格式 / the form of the list' -r -f -a "human\t'表格 / a table'
json\t'一个 JSON 对象 / one JSON object'"
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -s s -l search -d '只列出找到的：汉字、全拼、首字母均可，如 执行、zhixing、yszxl / list only what is found: by Chinese, full pinyin or initials, such as 执行, zhixing, yszxl' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l format -d '列表的格式 / the form of the list' -r -f -a "human\t'表格 / a table'
json\t'一个 JSON 对象 / one JSON object'"
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l stdin-filename -d '标准输入在消息中的文件名 / the file name that messages give to standard input' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l files-from -d '另从文件或 -（标准输入）读入路径，每行一个 / read more paths from a file or - (standard input), one a line' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l changed -d '只看与提交 REF（默认 HEAD）不同或尚未纳入 git 的文件 / only files that differ from the commit REF (by default HEAD) or that git does not know' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l format -d '表的格式 / the form of the table' -r -f -a "human\t'对齐的表格 / an aligned table'
csv\t'逗号分隔，UTF-8 / comma-separated values in UTF-8'
json\t'一个 JSON 对象，金额是字符串 / one JSON object, amounts are strings'"
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l profile -d '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l fiscal-year -d '文件没有写明时的年度 / the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -s 0 -l null -d '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL'
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check help" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check help" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check help" -f -a "list" -d '列出可用的表样 / List the forms that there are'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check help" -f -a "show" -d '显示一个表样的栏目、列和检查 / Show the sections, columns and checks of a form'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check help" -f -a "why" -d '说明文件为什么按某个表样读取 / Say why a file is read by a form'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check help" -f -a "draft" -d '由表起草表样 / Draft a form out of sheets of it'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check help" -f -a "check" -d '检查表样文件夹 / Check the folder of a form'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l format -d '列表的格式 / the form of the list' -r -f -a "human\t'每行一个 / one a line'
json\t'一个 JSON 对象 / one JSON object'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l toml -d '输出它的 layout.toml，可另存后修改 / print its layout.toml, to be saved and changed'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l format -d '输出的格式 / the form of the answer' -r -f -a "human\t'逐条说明 / sentences'
json\t'一个 JSON 对象 / one JSON object'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -s o -l output -d '写入的文件夹，其名即表样名，如 forms/county-project / the folder to write, whose name is the form\'s, such as forms/county-project' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l force -d '可以覆盖已有的 layout.toml / overwrite a layout.toml that exists'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from help" -f -a "list" -d '列出可用的表样 / List the forms that there are'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from help" -f -a "show" -d '显示一个表样的栏目、列和检查 / Show the sections, columns and checks of a form'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from help" -f -a "why" -d '说明文件为什么按某个表样读取 / Say why a file is read by a form'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from help" -f -a "draft" -d '由表起草表样 / Draft a form out of sheets of it'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from help" -f -a "check" -d '检查表样文件夹 / Check the folder of a form'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l profile -l form -d '表样名，见 mubiao catalogue；默认为 mubiao.toml 所定的，没有则为 liaoning-department / the name of a profile, see mubiao catalogue; by default that of mubiao.toml, or liaoning-department' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l unit -d '单位，照表样的写法，如“编码名称-区划代码”或只写名称 / the budget unit as the form has it, such as code, name, a dash and the division, or the name alone' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l from -d '由上年的表滚动成下一年的：年度和日期顺延，本单位的指标和任务保留，金额和结果清空；.mubiao 或 import 读得懂的 / roll last year\'s sheets forward: year and dates move, the unit\'s own indicators and tasks stay, amounts and results are emptied; .mubiao or whatever import reads' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l evaluate -d '由目标表做出自评表：指标和目标值照抄，分值按惯例分配 / make the self-evaluation of target sheets: their indicators and targets, points spread as is customary' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l year -d '预算年度，默认为 mubiao.toml 所定的；--from 默认为下一年，--evaluate 默认为目标表的年度 / the fiscal year; by default that of mubiao.toml, with --from the next one, with --evaluate that of the target sheet' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -s o -l output -d '写入这个文件，文件已存在时不覆盖；默认为标准输出 / write this file, which must not exist yet; by default standard output' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -s o -l output -d '写入的文件或文件夹，- 为标准输出；默认写在来源旁边 / the file or directory to write, - for standard output; by default beside the source' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l from -d '来源的格式，默认看内容和扩展名 / the format of the sources; by default read off content and extension' -r -f -a "xlsx\t'Excel 工作簿 / Excel workbook'
xls\t'旧版 Excel 工作簿 / workbook of Excel 97 to 2003'
ods\t'OpenDocument 电子表格 / OpenDocument spreadsheet'
docx\t'Word 文档 / Word document'
pdf\t'PDF'
html\t'网页 / web page'
json\t'mubiao export 写出的 JSON / JSON that mubiao export wrote'
csv\t'逗号分隔 / comma-separated values'
tsv\t'TAB 分隔，可有引号 / TAB-separated values, quoted or not'
text\t'文本：以 TAB、| 或空白分格，或每行一格 / text: cells parted by TAB, | or gaps, or one a line'"
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l profile -d '表样名，或表样的文件夹；默认看配置，再自动辨认 / the name of the profile, or its folder; by default that of the configuration, or it is recognised' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l pages -d '只读 PDF 的这几页，如 3-7,9 / read these pages of a PDF alone, such as 3-7,9' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l format -d '报告的格式 / the form of the report' -r -f -a "human\t'每处一行 / one line a place'
json\t'一个 JSON 对象 / one JSON object'"
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l strict -d '有存疑之处就不写入，退出状态为 1 / write nothing where something is in doubt, and exit with 1'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l force -d '可以覆盖已有文件 / overwrite files that exist'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -s q -l quiet -d '只报告存疑之处 / report only what is in doubt'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l to -d '导出的格式 / the format to write' -r -f -a "xlsx\t'Excel 工作簿，每张表一页 / Excel workbook, a worksheet for every sheet'
docx\t'Word 文档 / Word document'
html\t'网页，可打印、存为 PDF / a page for a browser, to be printed or saved as PDF'
json\t'一个 JSON 对象，字段名同预算管理一体化 / one JSON object, with the field names of the budget system'
csv\t'逗号分隔，每个指标一行 / comma-separated values, one row an indicator'"
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -s o -l output -d '写入的文件或文件夹，- 为标准输出；默认写在来源旁边 / the file or directory to write, - for standard output; by default beside the source' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l profile -d '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l fiscal-year -d '文件没有写明时的年度 / the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l bom -d 'csv 以字节顺序标记开头，供 Excel 直接打开 / begin csv with a byte-order mark, for Excel to open'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l force -d '可以覆盖已有文件 / overwrite files that exist'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -s q -l quiet -d '不说写了什么 / do not say what was written'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l format -d '结果的格式 / the form of the result' -r -f -a "human\t'每处一行 / one line a difference'
json\t'一个 JSON 对象 / one JSON object'
html\t'网页 / a page for a browser'"
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l profile -d '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l fiscal-year -d '文件没有写明时的年度 / the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l across-years -d '两个年度的表：先把前一个的日期按年度之差顺延 / sheets of two years: move the dates of the first by the difference of the years'
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l git -d '作为 git 的 diff 驱动，参数由 git 给出 / serve git as a diff driver, with the arguments that git gives'
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l path -d '文件在仓库里的路径，git 的 %P，用于找 mubiao.toml / the path in the repository, git\'s %P, by which mubiao.toml is found' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l profile -d '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l fiscal-year -d '文件没有写明时的年度 / the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -s p -l stdout -d '结果写到标准输出，不改文件 / write the result to standard output, change no file'
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand completions" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand completions" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand man" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand man" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l profile -d '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l fiscal-year -d '文件没有写明时的年度 / the fiscal year of files that do not state theirs' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l config -d '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l select -d '只查这些规则（规则名、类名或 all，逗号分隔） / run these rules only (names, groups or all, between commas)' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l ignore -d '不查这些规则 / do not run these rules' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l extend-select -d '另外再查这些规则 / run these rules besides' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l no-config -d '不用任何配置文件 / use no configuration'
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l tcp -d '在本机的这个端口等一个客户端，0 任选；默认用标准输入输出 / wait for a client at this port of the machine, 0 for any; standard input and output by default' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l socket -d '客户端在本机的这个端口等候 / the client waits at this port of the machine' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l pipe -d '客户端在这个 Unix 套接字或命名管道等候 / the client waits at this Unix socket or named pipe' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l clientProcessId -d '客户端的进程；它结束，服务就结束 / the client\'s process: the server ends when it does' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l log-file -d '把运行记录接在这个文件后面；不含表中文字 / append a log to this file; no text of documents stands in it' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l lang -d '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG' -r -f -a "zh\t'中文 / Chinese'
en\t'英文 / English'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l color -d '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR' -r -f -a "auto\t'自动 / when it can be seen'
always\t'总是 / always'
never\t'从不 / never'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l stdio -d '用标准输入输出，即默认 / standard input and output, which is the default'
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -s v -l verbose -d '记录得细一些，可以重复；没有 --log-file 就写到标准错误 / log more, may be repeated; to standard error without --log-file'
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "lint" -d '检查，可选修复 / Report findings, and mend them if asked'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "fmt" -d '排成规范格式 / Bring files to the canonical layout'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "explain" -d '解释一条规则 / Explain a rule'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "rules" -d '列出全部规则 / List every rule'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "catalogue" -d '列出、查找标准指标 / List and search the standard indicators'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "totals" -d '每家单位一行，汇总金额 / One line a budget unit, and the sums'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "form" -d '列出、查看、起草、检查表样 / List, show, draft and check forms'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "new" -d '新建一张待填的表 / Write a sheet to be filled in'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "import" -d '从表格、文档、网页、文本导入 / Make books of spreadsheets, documents, web pages and text'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "export" -d '画出正式表样，或导出数据 / Draw the printed form, or hand the data on'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "compare" -d '比较两个文件说的内容 / Compare what two books say'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "merge" -d '合并两方的改动，可作 git 的合并驱动 / Merge two versions of a book, also as git\'s merge driver'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "completions" -d '输出 shell 的补全脚本 / Print the completion script of a shell'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "man" -d '输出 man 手册页 / Print a page for man'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "config" -d '显示一个文件的设置及其来源 / Show the settings of a file and where they come from'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "lsp" -d '语言服务器，由编辑器启动 / The language server, which editors start'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and not __fish_seen_subcommand_from lint fmt explain rules catalogue totals form new import export compare merge completions man config lsp help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and __fish_seen_subcommand_from form" -f -a "list" -d '列出可用的表样 / List the forms that there are'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and __fish_seen_subcommand_from form" -f -a "show" -d '显示一个表样的栏目、列和检查 / Show the sections, columns and checks of a form'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and __fish_seen_subcommand_from form" -f -a "why" -d '说明文件为什么按某个表样读取 / Say why a file is read by a form'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and __fish_seen_subcommand_from form" -f -a "draft" -d '由表起草表样 / Draft a form out of sheets of it'
complete -c mubiao -n "__fish_mubiao_using_subcommand help; and __fish_seen_subcommand_from form" -f -a "check" -d '检查表样文件夹 / Check the folder of a form'
