
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
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
            cand -V '显示版本'
            cand --version '显示版本'
            cand lint '检查各表，可同时修复'
            cand fmt '排成规范格式'
            cand explain '说明一条规则'
            cand rules '列出全部规则'
            cand catalogue '列出、查找共性指标'
            cand totals '按单位汇总金额，每家一行'
            cand form '列出、查看、起草、检查表样'
            cand new '新建一张待填的表'
            cand import '从电子表格、文档、网页、文本导入'
            cand export '生成正式表格，或导出数据'
            cand compare '比较两个文件的内容'
            cand merge '合并两方的改动，可作 git 的合并驱动'
            cand completions '输出 shell 的补全脚本'
            cand man '输出 man 手册页'
            cand config '显示一个文件的设置及其来源'
            cand lsp '语言服务器，由编辑器启动'
            cand help '显示一个命令的帮助'
        }
        &'mubiao;lint'= {
            cand --stdin-filename '标准输入在消息中的文件名'
            cand --files-from '另从文件或 -（标准输入）读取路径，每行一个'
            cand --changed '只看与这个提交（默认 HEAD）不同、或尚未纳入 git 的文件'
            cand --format '报告的格式'
            cand -o '报告写入文件，不写到标准输出'
            cand --output '报告写入文件，不写到标准输出'
            cand --max-findings '最多列出 N 个问题'
            cand --add-allow '给现有的问题逐一写上豁免，可附原因'
            cand --write-baseline '把现有的问题记入已知问题清单'
            cand --baseline '已知问题清单里的问题不再报告'
            cand --select '只查这些规则（规则名、类名或 all，以逗号分隔）'
            cand --ignore '不查这些规则'
            cand --extend-select '另外再查这些规则'
            cand --profile '文件没有写明时所用的表样，可写名称或文件夹'
            cand --fiscal-year '文件没有写明时所用的年度'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand -0 '--files-from 的路径以 NUL 分隔'
            cand --null '--files-from 的路径以 NUL 分隔'
            cand --fix '自动修复可以安全修复的问题'
            cand --unsafe-fixes '连同待确认的修复；与 --fix 同用时实施'
            cand --diff '只显示 --fix 将作的改动，不写文件'
            cand --statistics '附上各规则的问题数'
            cand -q '只列出问题，不作小结，不显示进度'
            cand --quiet '只列出问题，不作小结，不显示进度'
            cand --exit-zero '有问题时退出状态也为 0'
            cand --watch '文件一有改动就重新检查，按 Ctrl-C 结束'
            cand --force '--output、--write-baseline 可以覆盖并非本程序写出的文件'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;fmt'= {
            cand --stdin-filename '标准输入在消息中的文件名'
            cand --files-from '另从文件或 -（标准输入）读取路径，每行一个'
            cand --changed '只看与这个提交（默认 HEAD）不同、或尚未纳入 git 的文件'
            cand --profile '文件没有写明时所用的表样，可写名称或文件夹'
            cand --fiscal-year '文件没有写明时所用的年度'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand -0 '--files-from 的路径以 NUL 分隔'
            cand --null '--files-from 的路径以 NUL 分隔'
            cand --check '只列出需要排版的文件，不写文件'
            cand --diff '只显示将作的改动，不写文件'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;explain'= {
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;rules'= {
            cand --format '列表的格式'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;catalogue'= {
            cand -s '只列出找到的；可用汉字、全拼或首字母，如 执行、zhixing、yszxl'
            cand --search '只列出找到的；可用汉字、全拼或首字母，如 执行、zhixing、yszxl'
            cand --format '列表的格式'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;totals'= {
            cand --stdin-filename '标准输入在消息中的文件名'
            cand --files-from '另从文件或 -（标准输入）读取路径，每行一个'
            cand --changed '只看与这个提交（默认 HEAD）不同、或尚未纳入 git 的文件'
            cand --format '表的格式'
            cand --profile '文件没有写明时所用的表样，可写名称或文件夹'
            cand --fiscal-year '文件没有写明时所用的年度'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand -0 '--files-from 的路径以 NUL 分隔'
            cand --null '--files-from 的路径以 NUL 分隔'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;form'= {
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
            cand list '列出可用的表样'
            cand show '显示一个表样的项目、栏和检查内容'
            cand why '说明文件为什么按某个表样读取'
            cand draft '由现有的表起草表样'
            cand check '检查表样文件夹'
        }
        &'mubiao;form;list'= {
            cand --format '列表的格式'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;form;show'= {
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --toml '输出它的 layout.toml，可另存后修改'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;form;why'= {
            cand --format '输出的格式'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;form;draft'= {
            cand -o '写入的文件夹，其名即表样名，如 forms/county-project'
            cand --output '写入的文件夹，其名即表样名，如 forms/county-project'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --force '可以覆盖已有的 layout.toml'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;form;check'= {
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;new'= {
            cand --profile '表样名，见 mubiao form list；默认为 mubiao.toml 所定的，没有则为 liaoning-department；也可写作 --form'
            cand --unit '单位，照表样的写法，如“703001某某局-211300000”，或只写名称'
            cand --from '由上年的表生成下一年的：年度和日期顺延，个性指标和任务保留，金额和结果清空；可用 .mubiao，或 import 能读的文件'
            cand --evaluate '由目标表生成自评表：照录指标和指标值，分值按惯例分配'
            cand --year '预算年度；默认为 mubiao.toml 所定的，用 --from 时默认为下一年，用 --evaluate 时默认为目标表的年度'
            cand -o '写入这个文件，文件已存在时不覆盖；默认为标准输出'
            cand --output '写入这个文件，文件已存在时不覆盖；默认为标准输出'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;import'= {
            cand -o '写入的文件或文件夹，- 为标准输出；默认写在来源旁边'
            cand --output '写入的文件或文件夹，- 为标准输出；默认写在来源旁边'
            cand --from '来源的格式，默认看内容和扩展名'
            cand --profile '表样名，或表样的文件夹；默认看配置，再自动识别'
            cand --pages '只读 PDF 的这几页，如 3-7,9'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --format '报告的格式'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --no-config '不用任何配置文件'
            cand --strict '有存疑之处就不写入，退出状态为 1'
            cand --force '可以覆盖已有文件'
            cand -q '只报告存疑之处'
            cand --quiet '只报告存疑之处'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;export'= {
            cand --to '导出的格式'
            cand -o '写入的文件或文件夹，- 为标准输出；默认写在来源旁边'
            cand --output '写入的文件或文件夹，- 为标准输出；默认写在来源旁边'
            cand --profile '文件没有写明时所用的表样，可写名称或文件夹'
            cand --fiscal-year '文件没有写明时所用的年度'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --bom 'csv 以字节顺序标记开头，供 Excel 直接打开'
            cand --force '可以覆盖已有文件'
            cand -q '不说写了什么'
            cand --quiet '不说写了什么'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;compare'= {
            cand --format '结果的格式'
            cand --profile '文件没有写明时所用的表样，可写名称或文件夹'
            cand --fiscal-year '文件没有写明时所用的年度'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --across-years '比较两个年度的表：先把前一个的日期按年度之差顺延'
            cand --git '作为 git 的 diff 驱动，参数由 git 给出'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;merge'= {
            cand --path '文件在仓库里的路径，即 git 的 %P，用于查找 mubiao.toml'
            cand --profile '文件没有写明时所用的表样，可写名称或文件夹'
            cand --fiscal-year '文件没有写明时所用的年度'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand -p '结果写到标准输出，不改文件'
            cand --stdout '结果写到标准输出，不改文件'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;completions'= {
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;man'= {
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;config'= {
            cand --profile '文件没有写明时所用的表样，可写名称或文件夹'
            cand --fiscal-year '文件没有写明时所用的年度'
            cand --config '用这个配置文件，不查找 mubiao.toml'
            cand --select '只查这些规则（规则名、类名或 all，以逗号分隔）'
            cand --ignore '不查这些规则'
            cand --extend-select '另外再查这些规则'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --no-config '不用任何配置文件'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;lsp'= {
            cand --tcp '在本机的这个端口等候一个客户端，0 为任选；默认用标准输入和标准输出'
            cand --socket '客户端在本机的这个端口等候'
            cand --pipe '客户端在这个 Unix 套接字或命名管道等候'
            cand --clientProcessId '客户端的进程号；该进程结束，服务即结束'
            cand --log-file '把运行日志追加到这个文件；不含表中文字'
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand --stdio '用标准输入和标准输出，即默认'
            cand -v '日志更详细，可重复；没有 --log-file 时写到标准错误'
            cand --verbose '日志更详细，可重复；没有 --log-file 时写到标准错误'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
        &'mubiao;help'= {
            cand --lang '消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG'
            cand --color '何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR'
            cand -h '显示帮助；-h 为简略的'
            cand --help '显示帮助；-h 为简略的'
        }
    ]
    $completions[$command]
}
