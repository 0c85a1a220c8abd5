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

complete -c mubiao -n "__fish_mubiao_needs_command" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_needs_command" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_needs_command" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_needs_command" -s V -l version -d '显示版本'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "lint" -d '检查各表，可同时修复'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "fmt" -d '排成规范格式'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "explain" -d '说明一条规则'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "rules" -d '列出全部规则'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "catalogue" -d '列出、查找共性指标'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "totals" -d '按单位汇总金额，每家一行'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "form" -d '列出、查看、起草、检查表样'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "new" -d '新建一张待填的表'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "import" -d '从电子表格、文档、网页、文本导入'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "export" -d '生成正式表格，或导出数据'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "compare" -d '比较两个文件的内容'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "merge" -d '合并两方的改动，可作 git 的合并驱动'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "completions" -d '输出 shell 的补全脚本'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "man" -d '输出 man 手册页'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "config" -d '显示一个文件的设置及其来源'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "lsp" -d '语言服务器，由编辑器启动'
complete -c mubiao -n "__fish_mubiao_needs_command" -f -a "help" -d '显示一个命令的帮助'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l stdin-filename -d '标准输入在消息中的文件名' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l files-from -d '另从文件或 -（标准输入）读取路径，每行一个' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l changed -d '只看与这个提交（默认 HEAD）不同、或尚未纳入 git 的文件' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l format -d '报告的格式' -r -f -a "human\t'逐条显示，附所在的行'
concise\t'每条一行'
json\t'一个 JSON 对象'
jsonl\t'每行一个 JSON 对象'
sarif\t'SARIF 2.1.0'
github\t'GitHub 工作流命令'
gitlab\t'GitLab 代码质量报告'
junit\t'JUnit XML，供 Jenkins 等使用'
html\t'网页，可筛选、打印'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -s o -l output -d '报告写入文件，不写到标准输出' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l max-findings -d '最多列出 N 个问题' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l add-allow -d '给现有的问题逐一写上豁免，可附原因' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l write-baseline -d '把现有的问题记入已知问题清单' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l baseline -d '已知问题清单里的问题不再报告' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l select -d '只查这些规则（规则名、类名或 all，以逗号分隔）' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l ignore -d '不查这些规则' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l extend-select -d '另外再查这些规则' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l profile -d '文件没有写明时所用的表样，可写名称或文件夹' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l fiscal-year -d '文件没有写明时所用的年度' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -s 0 -l null -d '--files-from 的路径以 NUL 分隔'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l fix -d '自动修复可以安全修复的问题'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l unsafe-fixes -d '连同待确认的修复；与 --fix 同用时实施'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l diff -d '只显示 --fix 将作的改动，不写文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l statistics -d '附上各规则的问题数'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -s q -l quiet -d '只列出问题，不作小结，不显示进度'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l exit-zero -d '有问题时退出状态也为 0'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l watch -d '文件一有改动就重新检查，按 Ctrl-C 结束'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l force -d '--output、--write-baseline 可以覆盖并非本程序写出的文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand lint" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l stdin-filename -d '标准输入在消息中的文件名' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l files-from -d '另从文件或 -（标准输入）读取路径，每行一个' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l changed -d '只看与这个提交（默认 HEAD）不同、或尚未纳入 git 的文件' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l profile -d '文件没有写明时所用的表样，可写名称或文件夹' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l fiscal-year -d '文件没有写明时所用的年度' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -s 0 -l null -d '--files-from 的路径以 NUL 分隔'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l check -d '只列出需要排版的文件，不写文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l diff -d '只显示将作的改动，不写文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand fmt" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand explain" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l format -d '列表的格式' -r -f -a "human\t'表格'
json\t'一个 JSON 对象'"
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand rules" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -s s -l search -d '只列出找到的；可用汉字、全拼或首字母，如 执行、zhixing、yszxl' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l format -d '列表的格式' -r -f -a "human\t'表格'
json\t'一个 JSON 对象'"
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand catalogue" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l stdin-filename -d '标准输入在消息中的文件名' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l files-from -d '另从文件或 -（标准输入）读取路径，每行一个' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l changed -d '只看与这个提交（默认 HEAD）不同、或尚未纳入 git 的文件' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l format -d '表的格式' -r -f -a "human\t'对齐的表格'
csv\t'逗号分隔，UTF-8'
json\t'一个 JSON 对象，金额是字符串'"
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l profile -d '文件没有写明时所用的表样，可写名称或文件夹' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l fiscal-year -d '文件没有写明时所用的年度' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -s 0 -l null -d '--files-from 的路径以 NUL 分隔'
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand totals" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -f -a "list" -d '列出可用的表样'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -f -a "show" -d '显示一个表样的项目、栏和检查内容'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -f -a "why" -d '说明文件为什么按某个表样读取'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -f -a "draft" -d '由现有的表起草表样'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and not __fish_seen_subcommand_from list show why draft check" -f -a "check" -d '检查表样文件夹'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l format -d '列表的格式' -r -f -a "human\t'每行一个'
json\t'一个 JSON 对象'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from list" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l toml -d '输出它的 layout.toml，可另存后修改'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from show" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l format -d '输出的格式' -r -f -a "human\t'逐条说明'
json\t'一个 JSON 对象'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from why" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -s o -l output -d '写入的文件夹，其名即表样名，如 forms/county-project' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l force -d '可以覆盖已有的 layout.toml'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from draft" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand form; and __fish_seen_subcommand_from check" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l profile -d '表样名，见 mubiao form list；默认为 mubiao.toml 所定的，没有则为 liaoning-department；也可写作 --form' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l unit -d '单位，照表样的写法，如“703001某某局-211300000”，或只写名称' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l from -d '由上年的表生成下一年的：年度和日期顺延，个性指标和任务保留，金额和结果清空；可用 .mubiao，或 import 能读的文件' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l evaluate -d '由目标表生成自评表：照录指标和指标值，分值按惯例分配' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l year -d '预算年度；默认为 mubiao.toml 所定的，用 --from 时默认为下一年，用 --evaluate 时默认为目标表的年度' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -s o -l output -d '写入这个文件，文件已存在时不覆盖；默认为标准输出' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand new" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -s o -l output -d '写入的文件或文件夹，- 为标准输出；默认写在来源旁边' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l from -d '来源的格式，默认看内容和扩展名' -r -f -a "xlsx\t'Excel 工作簿'
xls\t'旧版 Excel 工作簿'
ods\t'OpenDocument 电子表格'
docx\t'Word 文档'
pdf\t'PDF'
html\t'网页'
json\t'mubiao export 写出的 JSON'
csv\t'逗号分隔'
tsv\t'TAB 分隔，可有引号'
text\t'文本：以 TAB、| 或空白分格，或每行一格'"
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l profile -d '表样名，或表样的文件夹；默认看配置，再自动识别' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l pages -d '只读 PDF 的这几页，如 3-7,9' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l format -d '报告的格式' -r -f -a "human\t'每处一行'
json\t'一个 JSON 对象'"
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l strict -d '有存疑之处就不写入，退出状态为 1'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -l force -d '可以覆盖已有文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -s q -l quiet -d '只报告存疑之处'
complete -c mubiao -n "__fish_mubiao_using_subcommand import" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l to -d '导出的格式' -r -f -a "xlsx\t'Excel 工作簿，每张表一页'
docx\t'Word 文档'
html\t'网页，可打印、存为 PDF'
json\t'一个 JSON 对象，供其他软件读取，可以再导入'
csv\t'逗号分隔，每个指标一行'"
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -s o -l output -d '写入的文件或文件夹，- 为标准输出；默认写在来源旁边' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l profile -d '文件没有写明时所用的表样，可写名称或文件夹' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l fiscal-year -d '文件没有写明时所用的年度' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l bom -d 'csv 以字节顺序标记开头，供 Excel 直接打开'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l force -d '可以覆盖已有文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -s q -l quiet -d '不说写了什么'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand export" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l format -d '结果的格式' -r -f -a "human\t'每处一行'
json\t'一个 JSON 对象'
html\t'网页'"
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l profile -d '文件没有写明时所用的表样，可写名称或文件夹' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l fiscal-year -d '文件没有写明时所用的年度' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l across-years -d '比较两个年度的表：先把前一个的日期按年度之差顺延'
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l git -d '作为 git 的 diff 驱动，参数由 git 给出'
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand compare" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l path -d '文件在仓库里的路径，即 git 的 %P，用于查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l profile -d '文件没有写明时所用的表样，可写名称或文件夹' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l fiscal-year -d '文件没有写明时所用的年度' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -s p -l stdout -d '结果写到标准输出，不改文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand merge" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand completions" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand completions" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand completions" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand man" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand man" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand man" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l profile -d '文件没有写明时所用的表样，可写名称或文件夹' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l fiscal-year -d '文件没有写明时所用的年度' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l config -d '用这个配置文件，不查找 mubiao.toml' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l select -d '只查这些规则（规则名、类名或 all，以逗号分隔）' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l ignore -d '不查这些规则' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l extend-select -d '另外再查这些规则' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -l no-config -d '不用任何配置文件'
complete -c mubiao -n "__fish_mubiao_using_subcommand config" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l tcp -d '在本机的这个端口等候一个客户端，0 为任选；默认用标准输入和标准输出' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l socket -d '客户端在本机的这个端口等候' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l pipe -d '客户端在这个 Unix 套接字或命名管道等候' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l clientProcessId -d '客户端的进程号；该进程结束，服务即结束' -r
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l log-file -d '把运行日志追加到这个文件；不含表中文字' -r -F
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -l stdio -d '用标准输入和标准输出，即默认'
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -s v -l verbose -d '日志更详细，可重复；没有 --log-file 时写到标准错误'
complete -c mubiao -n "__fish_mubiao_using_subcommand lsp" -s h -l help -d '显示帮助；-h 为简略的'
complete -c mubiao -n "__fish_mubiao_using_subcommand help" -l lang -d '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG' -r -f -a "zh\t'中文'
en\t'英文'"
complete -c mubiao -n "__fish_mubiao_using_subcommand help" -l color -d '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR' -r -f -a "auto\t'看终端'
always\t'总是'
never\t'从不'"
complete -c mubiao -n "__fish_mubiao_using_subcommand help" -s h -l help -d '显示帮助；-h 为简略的'
