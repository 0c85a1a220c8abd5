
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
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand lint '检查，可选修复 / Report findings, and mend them if asked'
            cand fmt '排成规范格式 / Bring files to the canonical layout'
            cand explain '解释一条规则 / Explain a rule'
            cand rules '列出全部规则 / List every rule'
            cand catalogue '列出、查找标准指标 / List and search the standard indicators'
            cand totals '每家单位一行，汇总金额 / One line a budget unit, and the sums'
            cand form '列出、查看、起草、检查表样 / List, show, draft and check forms'
            cand new '新建一张待填的表 / Write a sheet to be filled in'
            cand import '从表格、文档、网页、文本导入 / Make books of spreadsheets, documents, web pages and text'
            cand export '画出正式表样，或导出数据 / Draw the printed form, or hand the data on'
            cand compare '比较两个文件说的内容 / Compare what two books say'
            cand merge '合并两方的改动，可作 git 的合并驱动 / Merge two versions of a book, also as git''s merge driver'
            cand completions '输出 shell 的补全脚本 / Print the completion script of a shell'
            cand man '输出 man 手册页 / Print a page for man'
            cand config '显示一个文件的设置及其来源 / Show the settings of a file and where they come from'
            cand lsp '语言服务器，由编辑器启动 / The language server, which editors start'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mubiao;lint'= {
            cand --stdin-filename '标准输入在消息中的文件名 / the file name that messages give to standard input'
            cand --files-from '另从文件或 -（标准输入）读入路径，每行一个 / read more paths from a file or - (standard input), one a line'
            cand --changed '只看与提交 REF（默认 HEAD）不同或尚未纳入 git 的文件 / only files that differ from the commit REF (by default HEAD) or that git does not know'
            cand --format '报告的格式 / the form of the report'
            cand -o '报告写入文件，不写到标准输出 / write the report to a file instead of standard output'
            cand --output '报告写入文件，不写到标准输出 / write the report to a file instead of standard output'
            cand --max-findings '最多列出 N 个问题 / show at most N findings'
            cand --add-allow '给现有的问题逐一写上豁免，可附原因 / write an allowance for every finding, with a reason if given'
            cand --write-baseline '把现有的问题记入基线文件 / record the findings of now in a baseline'
            cand --baseline '基线文件里已有的问题不再报告 / report no finding that the baseline holds'
            cand --select '只查这些规则（规则名、类名或 all，逗号分隔） / run these rules only (names, groups or all, between commas)'
            cand --ignore '不查这些规则 / do not run these rules'
            cand --extend-select '另外再查这些规则 / run these rules besides'
            cand --profile '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year '文件没有写明时的年度 / the fiscal year of files that do not state theirs'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -0 '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL'
            cand --null '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL'
            cand --fix '修复可安全修复的问题 / apply the safe fixes'
            cand --unsafe-fixes '连同需要人判断的修复；与 --fix 同用时实施 / take in the fixes that a person should decide on; applied with --fix'
            cand --diff '只显示 --fix 会作的改动，不写文件 / show what --fix would change, write nothing'
            cand --statistics '附上各规则的问题数 / add how often each rule was broken'
            cand -q '只列出问题，不作小结，不显示进度 / findings only: no summary, no progress'
            cand --quiet '只列出问题，不作小结，不显示进度 / findings only: no summary, no progress'
            cand --exit-zero '有问题时退出状态也为 0 / exit with 0 even when there are findings'
            cand --watch '文件一有改动就重新检查，按 Ctrl-C 结束 / lint again whatever changes, until Ctrl-C'
            cand --force '--output、--write-baseline 可以覆盖不是 mubiao 写出的文件 / let --output and --write-baseline overwrite files that mubiao did not write'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;fmt'= {
            cand --stdin-filename '标准输入在消息中的文件名 / the file name that messages give to standard input'
            cand --files-from '另从文件或 -（标准输入）读入路径，每行一个 / read more paths from a file or - (standard input), one a line'
            cand --changed '只看与提交 REF（默认 HEAD）不同或尚未纳入 git 的文件 / only files that differ from the commit REF (by default HEAD) or that git does not know'
            cand --profile '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year '文件没有写明时的年度 / the fiscal year of files that do not state theirs'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -0 '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL'
            cand --null '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL'
            cand --check '只列出需要排版的文件，不写文件 / name the files that would change, write nothing'
            cand --diff '只显示会作的改动，不写文件 / show what would change, write nothing'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;explain'= {
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;rules'= {
            cand --format '列表的格式 / the form of the list'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;catalogue'= {
            cand -s '只列出找到的：汉字、全拼、首字母均可，如 执行、zhixing、yszxl / list only what is found: by Chinese, full pinyin or initials, such as 执行, zhixing, yszxl'
            cand --search '只列出找到的：汉字、全拼、首字母均可，如 执行、zhixing、yszxl / list only what is found: by Chinese, full pinyin or initials, such as 执行, zhixing, yszxl'
            cand --format '列表的格式 / the form of the list'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;totals'= {
            cand --stdin-filename '标准输入在消息中的文件名 / the file name that messages give to standard input'
            cand --files-from '另从文件或 -（标准输入）读入路径，每行一个 / read more paths from a file or - (standard input), one a line'
            cand --changed '只看与提交 REF（默认 HEAD）不同或尚未纳入 git 的文件 / only files that differ from the commit REF (by default HEAD) or that git does not know'
            cand --format '表的格式 / the form of the table'
            cand --profile '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year '文件没有写明时的年度 / the fiscal year of files that do not state theirs'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -0 '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL'
            cand --null '--files-from 的路径以 NUL 分隔 / the paths of --files-from are separated by NUL'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;form'= {
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list '列出可用的表样 / List the forms that there are'
            cand show '显示一个表样的栏目、列和检查 / Show the sections, columns and checks of a form'
            cand why '说明文件为什么按某个表样读取 / Say why a file is read by a form'
            cand draft '由表起草表样 / Draft a form out of sheets of it'
            cand check '检查表样文件夹 / Check the folder of a form'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mubiao;form;list'= {
            cand --format '列表的格式 / the form of the list'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;form;show'= {
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --toml '输出它的 layout.toml，可另存后修改 / print its layout.toml, to be saved and changed'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;form;why'= {
            cand --format '输出的格式 / the form of the answer'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;form;draft'= {
            cand -o '写入的文件夹，其名即表样名，如 forms/county-project / the folder to write, whose name is the form''s, such as forms/county-project'
            cand --output '写入的文件夹，其名即表样名，如 forms/county-project / the folder to write, whose name is the form''s, such as forms/county-project'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --force '可以覆盖已有的 layout.toml / overwrite a layout.toml that exists'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;form;check'= {
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;form;help'= {
            cand list '列出可用的表样 / List the forms that there are'
            cand show '显示一个表样的栏目、列和检查 / Show the sections, columns and checks of a form'
            cand why '说明文件为什么按某个表样读取 / Say why a file is read by a form'
            cand draft '由表起草表样 / Draft a form out of sheets of it'
            cand check '检查表样文件夹 / Check the folder of a form'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mubiao;form;help;list'= {
        }
        &'mubiao;form;help;show'= {
        }
        &'mubiao;form;help;why'= {
        }
        &'mubiao;form;help;draft'= {
        }
        &'mubiao;form;help;check'= {
        }
        &'mubiao;form;help;help'= {
        }
        &'mubiao;new'= {
            cand --profile '表样名，见 mubiao catalogue；默认为 mubiao.toml 所定的，没有则为 liaoning-department / the name of a profile, see mubiao catalogue; by default that of mubiao.toml, or liaoning-department'
            cand --form '表样名，见 mubiao catalogue；默认为 mubiao.toml 所定的，没有则为 liaoning-department / the name of a profile, see mubiao catalogue; by default that of mubiao.toml, or liaoning-department'
            cand --unit '单位，照表样的写法，如“编码名称-区划代码”或只写名称 / the budget unit as the form has it, such as code, name, a dash and the division, or the name alone'
            cand --from '由上年的表滚动成下一年的：年度和日期顺延，本单位的指标和任务保留，金额和结果清空；.mubiao 或 import 读得懂的 / roll last year''s sheets forward: year and dates move, the unit''s own indicators and tasks stay, amounts and results are emptied; .mubiao or whatever import reads'
            cand --evaluate '由目标表做出自评表：指标和目标值照抄，分值按惯例分配 / make the self-evaluation of target sheets: their indicators and targets, points spread as is customary'
            cand --year '预算年度，默认为 mubiao.toml 所定的；--from 默认为下一年，--evaluate 默认为目标表的年度 / the fiscal year; by default that of mubiao.toml, with --from the next one, with --evaluate that of the target sheet'
            cand -o '写入这个文件，文件已存在时不覆盖；默认为标准输出 / write this file, which must not exist yet; by default standard output'
            cand --output '写入这个文件，文件已存在时不覆盖；默认为标准输出 / write this file, which must not exist yet; by default standard output'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;import'= {
            cand -o '写入的文件或文件夹，- 为标准输出；默认写在来源旁边 / the file or directory to write, - for standard output; by default beside the source'
            cand --output '写入的文件或文件夹，- 为标准输出；默认写在来源旁边 / the file or directory to write, - for standard output; by default beside the source'
            cand --from '来源的格式，默认看内容和扩展名 / the format of the sources; by default read off content and extension'
            cand --profile '表样名，或表样的文件夹；默认看配置，再自动辨认 / the name of the profile, or its folder; by default that of the configuration, or it is recognised'
            cand --pages '只读 PDF 的这几页，如 3-7,9 / read these pages of a PDF alone, such as 3-7,9'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --format '报告的格式 / the form of the report'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand --strict '有存疑之处就不写入，退出状态为 1 / write nothing where something is in doubt, and exit with 1'
            cand --force '可以覆盖已有文件 / overwrite files that exist'
            cand -q '只报告存疑之处 / report only what is in doubt'
            cand --quiet '只报告存疑之处 / report only what is in doubt'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;export'= {
            cand --to '导出的格式 / the format to write'
            cand -o '写入的文件或文件夹，- 为标准输出；默认写在来源旁边 / the file or directory to write, - for standard output; by default beside the source'
            cand --output '写入的文件或文件夹，- 为标准输出；默认写在来源旁边 / the file or directory to write, - for standard output; by default beside the source'
            cand --profile '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year '文件没有写明时的年度 / the fiscal year of files that do not state theirs'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --bom 'csv 以字节顺序标记开头，供 Excel 直接打开 / begin csv with a byte-order mark, for Excel to open'
            cand --force '可以覆盖已有文件 / overwrite files that exist'
            cand -q '不说写了什么 / do not say what was written'
            cand --quiet '不说写了什么 / do not say what was written'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;compare'= {
            cand --format '结果的格式 / the form of the result'
            cand --profile '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year '文件没有写明时的年度 / the fiscal year of files that do not state theirs'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --across-years '两个年度的表：先把前一个的日期按年度之差顺延 / sheets of two years: move the dates of the first by the difference of the years'
            cand --git '作为 git 的 diff 驱动，参数由 git 给出 / serve git as a diff driver, with the arguments that git gives'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;merge'= {
            cand --path '文件在仓库里的路径，git 的 %P，用于找 mubiao.toml / the path in the repository, git''s %P, by which mubiao.toml is found'
            cand --profile '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year '文件没有写明时的年度 / the fiscal year of files that do not state theirs'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -p '结果写到标准输出，不改文件 / write the result to standard output, change no file'
            cand --stdout '结果写到标准输出，不改文件 / write the result to standard output, change no file'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;completions'= {
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;man'= {
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;config'= {
            cand --profile '文件没有写明时的表样，写名称或文件夹 / the profile of files that do not name theirs, by its name or its folder'
            cand --fiscal-year '文件没有写明时的年度 / the fiscal year of files that do not state theirs'
            cand --config '用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml'
            cand --select '只查这些规则（规则名、类名或 all，逗号分隔） / run these rules only (names, groups or all, between commas)'
            cand --ignore '不查这些规则 / do not run these rules'
            cand --extend-select '另外再查这些规则 / run these rules besides'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --no-config '不用任何配置文件 / use no configuration'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;lsp'= {
            cand --tcp '在本机的这个端口等一个客户端，0 任选；默认用标准输入输出 / wait for a client at this port of the machine, 0 for any; standard input and output by default'
            cand --socket '客户端在本机的这个端口等候 / the client waits at this port of the machine'
            cand --pipe '客户端在这个 Unix 套接字或命名管道等候 / the client waits at this Unix socket or named pipe'
            cand --clientProcessId '客户端的进程；它结束，服务就结束 / the client''s process: the server ends when it does'
            cand --log-file '把运行记录接在这个文件后面；不含表中文字 / append a log to this file; no text of documents stands in it'
            cand --lang '消息的语言，默认按 LC_ALL、LC_MESSAGES、LANG / language of messages; by default that of LC_ALL, LC_MESSAGES, LANG'
            cand --color '何时使用颜色，auto 看终端和 NO_COLOR、FORCE_COLOR、CLICOLOR / when to use colour; auto heeds the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR'
            cand --stdio '用标准输入输出，即默认 / standard input and output, which is the default'
            cand -v '记录得细一些，可以重复；没有 --log-file 就写到标准错误 / log more, may be repeated; to standard error without --log-file'
            cand --verbose '记录得细一些，可以重复；没有 --log-file 就写到标准错误 / log more, may be repeated; to standard error without --log-file'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mubiao;help'= {
            cand lint '检查，可选修复 / Report findings, and mend them if asked'
            cand fmt '排成规范格式 / Bring files to the canonical layout'
            cand explain '解释一条规则 / Explain a rule'
            cand rules '列出全部规则 / List every rule'
            cand catalogue '列出、查找标准指标 / List and search the standard indicators'
            cand totals '每家单位一行，汇总金额 / One line a budget unit, and the sums'
            cand form '列出、查看、起草、检查表样 / List, show, draft and check forms'
            cand new '新建一张待填的表 / Write a sheet to be filled in'
            cand import '从表格、文档、网页、文本导入 / Make books of spreadsheets, documents, web pages and text'
            cand export '画出正式表样，或导出数据 / Draw the printed form, or hand the data on'
            cand compare '比较两个文件说的内容 / Compare what two books say'
            cand merge '合并两方的改动，可作 git 的合并驱动 / Merge two versions of a book, also as git''s merge driver'
            cand completions '输出 shell 的补全脚本 / Print the completion script of a shell'
            cand man '输出 man 手册页 / Print a page for man'
            cand config '显示一个文件的设置及其来源 / Show the settings of a file and where they come from'
            cand lsp '语言服务器，由编辑器启动 / The language server, which editors start'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mubiao;help;lint'= {
        }
        &'mubiao;help;fmt'= {
        }
        &'mubiao;help;explain'= {
        }
        &'mubiao;help;rules'= {
        }
        &'mubiao;help;catalogue'= {
        }
        &'mubiao;help;totals'= {
        }
        &'mubiao;help;form'= {
            cand list '列出可用的表样 / List the forms that there are'
            cand show '显示一个表样的栏目、列和检查 / Show the sections, columns and checks of a form'
            cand why '说明文件为什么按某个表样读取 / Say why a file is read by a form'
            cand draft '由表起草表样 / Draft a form out of sheets of it'
            cand check '检查表样文件夹 / Check the folder of a form'
        }
        &'mubiao;help;form;list'= {
        }
        &'mubiao;help;form;show'= {
        }
        &'mubiao;help;form;why'= {
        }
        &'mubiao;help;form;draft'= {
        }
        &'mubiao;help;form;check'= {
        }
        &'mubiao;help;new'= {
        }
        &'mubiao;help;import'= {
        }
        &'mubiao;help;export'= {
        }
        &'mubiao;help;compare'= {
        }
        &'mubiao;help;merge'= {
        }
        &'mubiao;help;completions'= {
        }
        &'mubiao;help;man'= {
        }
        &'mubiao;help;config'= {
        }
        &'mubiao;help;lsp'= {
        }
        &'mubiao;help;help'= {
        }
    ]
    $completions[$command]
}
