
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
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, '显示版本')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, '显示版本')
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, '检查各表，可同时修复')
            [CompletionResult]::new('fmt', 'fmt', [CompletionResultType]::ParameterValue, '排成规范格式')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, '说明一条规则')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, '列出全部规则')
            [CompletionResult]::new('catalogue', 'catalogue', [CompletionResultType]::ParameterValue, '列出、查找共性指标')
            [CompletionResult]::new('totals', 'totals', [CompletionResultType]::ParameterValue, '按单位汇总金额，每家一行')
            [CompletionResult]::new('form', 'form', [CompletionResultType]::ParameterValue, '列出、查看、起草、检查表样')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, '新建一张待填的表')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, '从电子表格、文档、网页、文本导入')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, '生成正式表格，或导出数据')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, '比较两个文件的内容')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, '合并两方的改动，可作 git 的合并驱动')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, '输出 shell 的补全脚本')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, '输出 man 手册页')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, '显示一个文件的设置及其来源')
            [CompletionResult]::new('lsp', 'lsp', [CompletionResultType]::ParameterValue, '语言服务器，由编辑器启动')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, '显示一个命令的帮助')
            break
        }
        'mubiao;lint' {
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, '标准输入在消息中的文件名')
            [CompletionResult]::new('--files-from', '--files-from', [CompletionResultType]::ParameterName, '另从文件或 -（标准输入）读取路径，每行一个')
            [CompletionResult]::new('--changed', '--changed', [CompletionResultType]::ParameterName, '只看与这个提交（默认 HEAD）不同、或尚未纳入 git 的文件')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '报告的格式')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, '报告写入文件，不写到标准输出')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, '报告写入文件，不写到标准输出')
            [CompletionResult]::new('--max-findings', '--max-findings', [CompletionResultType]::ParameterName, '最多列出 N 个问题')
            [CompletionResult]::new('--add-allow', '--add-allow', [CompletionResultType]::ParameterName, '给现有的问题逐一写上豁免，可附原因')
            [CompletionResult]::new('--write-baseline', '--write-baseline', [CompletionResultType]::ParameterName, '把现有的问题记入已知问题清单')
            [CompletionResult]::new('--baseline', '--baseline', [CompletionResultType]::ParameterName, '已知问题清单里的问题不再报告')
            [CompletionResult]::new('--select', '--select', [CompletionResultType]::ParameterName, '只查这些规则（规则名、类名或 all，以逗号分隔）')
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, '不查这些规则')
            [CompletionResult]::new('--extend-select', '--extend-select', [CompletionResultType]::ParameterName, '另外再查这些规则')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时所用的表样，可写名称或文件夹')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时所用的年度')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, '--files-from 的路径以 NUL 分隔')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, '--files-from 的路径以 NUL 分隔')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, '自动修复可以安全修复的问题')
            [CompletionResult]::new('--unsafe-fixes', '--unsafe-fixes', [CompletionResultType]::ParameterName, '连同待确认的修复；与 --fix 同用时实施')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, '只显示 --fix 将作的改动，不写文件')
            [CompletionResult]::new('--statistics', '--statistics', [CompletionResultType]::ParameterName, '附上各规则的问题数')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, '只列出问题，不作小结，不显示进度')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, '只列出问题，不作小结，不显示进度')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, '有问题时退出状态也为 0')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, '文件一有改动就重新检查，按 Ctrl-C 结束')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, '--output、--write-baseline 可以覆盖并非本程序写出的文件')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;fmt' {
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, '标准输入在消息中的文件名')
            [CompletionResult]::new('--files-from', '--files-from', [CompletionResultType]::ParameterName, '另从文件或 -（标准输入）读取路径，每行一个')
            [CompletionResult]::new('--changed', '--changed', [CompletionResultType]::ParameterName, '只看与这个提交（默认 HEAD）不同、或尚未纳入 git 的文件')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时所用的表样，可写名称或文件夹')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时所用的年度')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, '--files-from 的路径以 NUL 分隔')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, '--files-from 的路径以 NUL 分隔')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, '只列出需要排版的文件，不写文件')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, '只显示将作的改动，不写文件')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;explain' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;rules' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '列表的格式')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;catalogue' {
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, '只列出找到的；可用汉字、全拼或首字母，如 执行、zhixing、yszxl')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, '只列出找到的；可用汉字、全拼或首字母，如 执行、zhixing、yszxl')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '列表的格式')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;totals' {
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, '标准输入在消息中的文件名')
            [CompletionResult]::new('--files-from', '--files-from', [CompletionResultType]::ParameterName, '另从文件或 -（标准输入）读取路径，每行一个')
            [CompletionResult]::new('--changed', '--changed', [CompletionResultType]::ParameterName, '只看与这个提交（默认 HEAD）不同、或尚未纳入 git 的文件')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '表的格式')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时所用的表样，可写名称或文件夹')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时所用的年度')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, '--files-from 的路径以 NUL 分隔')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, '--files-from 的路径以 NUL 分隔')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;form' {
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, '列出可用的表样')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, '显示一个表样的项目、栏和检查内容')
            [CompletionResult]::new('why', 'why', [CompletionResultType]::ParameterValue, '说明文件为什么按某个表样读取')
            [CompletionResult]::new('draft', 'draft', [CompletionResultType]::ParameterValue, '由现有的表起草表样')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, '检查表样文件夹')
            break
        }
        'mubiao;form;list' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '列表的格式')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;form;show' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--toml', '--toml', [CompletionResultType]::ParameterName, '输出它的 layout.toml，可另存后修改')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;form;why' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '输出的格式')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;form;draft' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, '写入的文件夹，其名即表样名，如 forms/county-project')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, '写入的文件夹，其名即表样名，如 forms/county-project')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, '可以覆盖已有的 layout.toml')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;form;check' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;new' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '表样名，见 mubiao form list；默认为 mubiao.toml 所定的，没有则为 liaoning-department；也可写作 --form')
            [CompletionResult]::new('--unit', '--unit', [CompletionResultType]::ParameterName, '单位，照表样的写法，如“703001某某局-211300000”，或只写名称')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, '由上年的表生成下一年的：年度和日期顺延，个性指标和任务保留，金额和结果清空；可用 .mubiao，或 import 能读的文件')
            [CompletionResult]::new('--evaluate', '--evaluate', [CompletionResultType]::ParameterName, '由目标表生成自评表：照录指标和指标值，分值按惯例分配')
            [CompletionResult]::new('--year', '--year', [CompletionResultType]::ParameterName, '预算年度；默认为 mubiao.toml 所定的，用 --from 时默认为下一年，用 --evaluate 时默认为目标表的年度')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, '写入这个文件，文件已存在时不覆盖；默认为标准输出')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, '写入这个文件，文件已存在时不覆盖；默认为标准输出')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;import' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, '写入的文件或文件夹，- 为标准输出；默认写在来源旁边')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, '写入的文件或文件夹，- 为标准输出；默认写在来源旁边')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, '来源的格式，默认看内容和扩展名')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '表样名，或表样的文件夹；默认看配置，再自动识别')
            [CompletionResult]::new('--pages', '--pages', [CompletionResultType]::ParameterName, '只读 PDF 的这几页，如 3-7,9')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '报告的格式')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, '有存疑之处就不写入，退出状态为 1')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, '可以覆盖已有文件')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, '只报告存疑之处')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, '只报告存疑之处')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;export' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, '导出的格式')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, '写入的文件或文件夹，- 为标准输出；默认写在来源旁边')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, '写入的文件或文件夹，- 为标准输出；默认写在来源旁边')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时所用的表样，可写名称或文件夹')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时所用的年度')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--bom', '--bom', [CompletionResultType]::ParameterName, 'csv 以字节顺序标记开头，供 Excel 直接打开')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, '可以覆盖已有文件')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, '不说写了什么')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, '不说写了什么')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;compare' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, '结果的格式')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时所用的表样，可写名称或文件夹')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时所用的年度')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--across-years', '--across-years', [CompletionResultType]::ParameterName, '比较两个年度的表：先把前一个的日期按年度之差顺延')
            [CompletionResult]::new('--git', '--git', [CompletionResultType]::ParameterName, '作为 git 的 diff 驱动，参数由 git 给出')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;merge' {
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, '文件在仓库里的路径，即 git 的 %P，用于查找 mubiao.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时所用的表样，可写名称或文件夹')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时所用的年度')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, '结果写到标准输出，不改文件')
            [CompletionResult]::new('--stdout', '--stdout', [CompletionResultType]::ParameterName, '结果写到标准输出，不改文件')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;completions' {
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;man' {
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;config' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, '文件没有写明时所用的表样，可写名称或文件夹')
            [CompletionResult]::new('--fiscal-year', '--fiscal-year', [CompletionResultType]::ParameterName, '文件没有写明时所用的年度')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, '用这个配置文件，不查找 mubiao.toml')
            [CompletionResult]::new('--select', '--select', [CompletionResultType]::ParameterName, '只查这些规则（规则名、类名或 all，以逗号分隔）')
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, '不查这些规则')
            [CompletionResult]::new('--extend-select', '--extend-select', [CompletionResultType]::ParameterName, '另外再查这些规则')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, '不用任何配置文件')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;lsp' {
            [CompletionResult]::new('--tcp', '--tcp', [CompletionResultType]::ParameterName, '在本机的这个端口等候一个客户端，0 为任选；默认用标准输入和标准输出')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, '客户端在本机的这个端口等候')
            [CompletionResult]::new('--pipe', '--pipe', [CompletionResultType]::ParameterName, '客户端在这个 Unix 套接字或命名管道等候')
            [CompletionResult]::new('--clientProcessId', '--clientProcessId', [CompletionResultType]::ParameterName, '客户端的进程号；该进程结束，服务即结束')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, '把运行日志追加到这个文件；不含表中文字')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('--stdio', '--stdio', [CompletionResultType]::ParameterName, '用标准输入和标准输出，即默认')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, '日志更详细，可重复；没有 --log-file 时写到标准错误')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, '日志更详细，可重复；没有 --log-file 时写到标准错误')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
        'mubiao;help' {
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, '显示帮助；-h 为简略的')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
