//! Books made up from a seed: sound sheets that differ from each other as real ones do.

use std::fmt::Write as _;

/// A generator of numbers that are the same for the same seed (splitmix64).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A generator that begins at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// One of `items`.
    pub fn pick<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }

    /// True once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

const PLACES: &[&str] = &["朝阳市", "双塔区", "龙城区", "北票市", "凌源市", "建平县", "喀左县"];
const SUBJECTS: &[&str] = &[
    "节能监察",
    "盐政稽查",
    "农业技术推广",
    "水利工程管理",
    "市场监管",
    "城乡建设",
    "文化旅游",
    "档案管理",
    "气象服务",
    "疾病预防",
];
const BODIES: &[&str] = &["支队", "中心", "办公室", "服务站", "管理所", "大队", "局"];
const GOALS: &[&str] = &[
    "做好重点用能单位的监察工作，加强监察结果的分析应用",
    "贯彻执行国家、省有关法律法规，负责辖区内的稽查管理",
    "推动企业严格落实各项政策要求，充分发挥监督约束作用",
    "完善“一网通办”服务，提升群众办事便利度",
    "组织开展技术培训和现场指导，扩大新技术覆盖面",
    "加强安全生产隐患排查，对应急演练进行指导",
];

/// Name, operator, value, measure.
type Choice = (&'static str, &'static str, &'static str, &'static str);

/// Rows that are the unit's own: class and group, then what they may say.
const OWN: &[(&str, &str, &[Choice])] = &[
    ("社会效应", "经济效益", &[("带动就业人数", ">=", "120", "人"), ("企业达成意向合作项目数量", ">=", "2", "个")]),
    (
        "社会效应",
        "社会效益",
        &[
            ("开展技术培训场次", ">=", "12", "场"),
            ("群众办事便利度", "", "全程网办", ""),
            ("安全产品供应", "", "盐业保障", ""),
        ],
    ),
    ("社会效应", "服务对象满意度", &[("服务企业满意度", ">=", "90", "%"), ("服务群众满意度", ">=", "95", "%")]),
    ("社会效应", "社会公众满意度", &[("社会公众投诉次数", "<=", "2", "次"), ("执法办案行为投诉率", "<=", "5", "%")]),
    ("可持续性", "体制机制改革", &[("建立重点项目督导与监督机制", "", "制度有效", "")]),
    ("可持续性", "人才支撑", &[("专业技术人员培训覆盖率", "=", "100", "%")]),
];

const STANDARD: &[(&str, &str, &str, &str, &str, &str)] = &[
    ("履职效能", "重点工作履行情况", "重点工作办结率", "=", "100", "%"),
    ("履职效能", "整体工作完成情况", "工作完成及时率", "=", "100", "%"),
    ("履职效能", "整体工作完成情况", "工作质量达标率", "=", "100", "%"),
    ("履职效能", "整体工作完成情况", "总体工作完成率", "=", "100", "%"),
    ("履职效能", "基础管理", "依法行政能力", "", "管理规范", ""),
    ("履职效能", "基础管理", "综合管理水平", "", "管理规范", ""),
    ("预算执行", "预算执行效率", "结转结余变动率", "<=", "0", "%"),
    ("预算执行", "预算执行效率", "预算调整率", "<=", "5", "%"),
    ("预算执行", "预算执行效率", "预算执行率", "=", "100", "%"),
    ("管理效率", "预算编制管理", "预算绩效目标覆盖率", "=", "100", "%"),
    ("管理效率", "预算监督管理", "预决算公开情况", "", "全部公开", ""),
    ("管理效率", "预算收支管理", "预算收入管理规范性", "", "管理规范", ""),
    ("管理效率", "预算收支管理", "预算支出管理规范性", "", "管理规范", ""),
    ("管理效率", "财务管理", "内控制度有效性", "", "制度有效", ""),
    ("管理效率", "资产管理", "固定资产利用率", "=", "100", "%"),
    ("管理效率", "业务管理", "政府采购管理违法违规行为发生次数", "=", "0", "次"),
    ("运行成本", "成本控制成效", "“三公”经费变动率", "<=", "0", "%"),
    ("运行成本", "成本控制成效", "人均公用经费变动率", "<=", "0", "%"),
    ("运行成本", "成本控制成效", "在职人员控制率", "<=", "100", "%"),
];

/// The title row and the blank row behind it.
pub const TITLE: &str = "部门（单位）整体绩效目标表\n\n";

fn amount(hundredths: usize) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// A sound sheet in the canonical layout, of the unit with that number; ends with a line end.
pub fn sheet(random: &mut Random, number: usize) -> String {
    let code = if number < 999 {
        format!("703{:03}", number + 1)
    } else {
        format!("703{:03}{:03}", number / 999, number % 999 + 1)
    };
    let unit = format!("{}{}{}", random.pick(PLACES), random.pick(SUBJECTS), random.pick(BODIES));
    let (personnel, public) = (random.below(90_000) + 100, random.below(20_000) + 10);
    let other = if random.once_in(3) { random.below(5_000) + 1 } else { 0 };
    let specific = if random.once_in(5) { 0 } else { random.below(9_000) + 1 };
    let total = personnel + public + other + specific;
    let mut out = String::new();
    let _ = write!(
        out,
        "部门（单位）名称\t{code}{unit}-211300000\n年度预算收入\t{0}\n年度预算支出\t年度部门预算支出\t{0}\n",
        amount(total)
    );
    let optional = |value: usize| if value == 0 { String::new() } else { format!("\t{}", amount(value)) };
    let _ = writeln!(out, "\t人员类项目\t{}\t其他运转类项目{}", amount(personnel), optional(other));
    let _ = writeln!(out, "\t公用经费类项目\t{}\t特定目标类项目{}", amount(public), optional(specific));
    out.push_str("年度主要任务\t对应项目\t预算资金情况（万元）\n");
    let _ = writeln!(out, "\t部门预算基本支出公用经费\t{}", amount(public));
    let _ = writeln!(out, "\t部门预算基本支出人员经费\t{}", amount(personnel));
    let subject = random.pick(SUBJECTS);
    if other > 0 {
        let _ = writeln!(out, "\t{subject}运转经费\t{}", amount(other));
    }
    if specific > 0 {
        let _ = writeln!(out, "\t{subject}专项业务经费\t{}", amount(specific));
    }
    let goals: Vec<&str> = (0..random.below(3) + 1).map(|_| *random.pick(GOALS)).collect();
    // No two units of a book have the same goal.
    let digits = ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉"];
    let tag: String = number.to_string().bytes().map(|byte| digits[usize::from(byte - b'0')]).collect();
    let _ = writeln!(out, "年度绩效目标\t{}（{unit}{tag}组）。", goals.join("； "));
    out.push_str("年度绩效指标\t一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\t完成时限\n");
    let mut above = ("", "");
    let mut rows: Vec<(&str, &str, &str, &str, &str, &str)> = STANDARD.to_vec();
    for (class, group, choices) in OWN {
        if random.once_in(2) {
            let (name, operator, value, measure) = *random.pick(choices);
            rows.push((class, group, name, operator, value, measure));
        }
    }
    for (class, group, name, operator, value, measure) in rows {
        let shown_class = if class == above.0 { "" } else { class };
        let shown_group = if (class, group) == above { "" } else { group };
        above = (class, group);
        let _ = writeln!(out, "\t{shown_class}\t{shown_group}\t{name}\t{operator}\t{value}\t{measure}\t2021-12");
    }
    out
}

/// A sound book of at least `bytes` bytes.
pub fn book(seed: u64, bytes: usize) -> String {
    let mut random = Random::new(seed);
    let mut out = String::from(TITLE);
    let mut number = 0;
    while out.len() < bytes {
        if number > 0 {
            out.push('\n');
        }
        out.push_str(&sheet(&mut random, number));
        number += 1;
    }
    out
}

/// Sheets of forms that nobody knows: a self-evaluation, tables side by side, a flat list of projects, one without labels,
/// one with a year of its own line.
pub const HEADED: [&str; 5] = [
    include_str!("../headings/self-evaluation.mubiao"),
    include_str!("../headings/panes.mubiao"),
    include_str!("../headings/projects.mubiao"),
    include_str!("../headings/duties.mubiao"),
    include_str!("../headings/region.mubiao"),
];

/// Sheets of the other forms that are known.
pub const OTHER: [&str; 2] =
    [include_str!("../corpus/mof-2015-department.mubiao"), include_str!("../corpus/mof-2021-department.mubiao")];

/// A book of `sheets` sheets that mixes forms.
pub fn mixed(seed: u64, sheets: usize) -> String {
    let mut random = Random::new(seed);
    let mut out = String::new();
    for number in 0..sheets {
        if number > 0 && random.once_in(2) {
            out.push('\n');
        }
        match random.below(4) {
            0 => out.push_str(random.pick::<&str>(&OTHER)),
            1 => {
                if random.once_in(2) {
                    out.push_str(TITLE);
                }
                out.push_str(&sheet(&mut random, number));
            }
            _ => out.push_str(random.pick::<&str>(&HEADED)),
        }
    }
    out
}

/// What such departments do, and with what.
const WORKS: &[&str] =
    &["改造", "修缮", "监测", "培训", "巡查", "建设", "采购", "推广", "养护", "普查", "宣传", "救助"];
const THINGS: &[&str] = &[
    "供水管网",
    "老旧小区",
    "农村公路",
    "河道堤防",
    "乡镇卫生院",
    "中小学校舍",
    "基层文化站",
    "地质灾害点",
    "森林防火带",
    "残疾人家庭",
    "高标准农田",
    "城市公园",
];

/// Class, group, what the name ends with, what the target begins with and ends with; a qualitative target has no number.
const METRICS: &[(&str, &str, &str, &str, &str)] = &[
    ("成本指标", "经济成本指标", "单位成本", "≤", "万元/公里"),
    ("成本指标", "生态环境成本指标", "扬尘投诉次数", "≤", "次"),
    ("产出指标", "数量指标", "数量", "≥", "公里"),
    ("产出指标", "数量指标", "场次", "≥", "场"),
    ("产出指标", "质量指标", "验收合格率", "≥", "%"),
    ("产出指标", "时效指标", "按期完工率", "≥", "%"),
    ("效益指标", "经济效益指标", "年节约费用", "≥", "万元"),
    ("效益指标", "社会效益指标", "投诉次数", "≤", "次"),
    ("效益指标", "社会效益指标", "知晓率", "≥", "%"),
    ("效益指标", "生态效益指标", "管护制度", "", "定性制度健全"),
    ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥", "%"),
];

/// A sound sheet in the form `mof-2021-department`, every task, goal and indicator of which is its own; ends with a line end.
pub fn department(random: &mut Random, number: usize) -> String {
    let mut out = String::new();
    let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let tag: String = number.to_string().bytes().map(|byte| digits[usize::from(byte - b'0')]).collect();
    let place = format!("{}{}", random.pick(PLACES), random.pick(SUBJECTS));
    let _ = writeln!(
        out,
        "部门（单位）整体支出绩效目标申报表（2025年度）\n\n部门（单位）名称\t{place}{}{tag}",
        random.pick(BODIES)
    );
    out.push_str("年度主要任务\t任务名称\t主要内容\t预算金额（万元）\n\t\t\t总额\t财政拨款\t其他资金\n");
    let (mut all, mut fiscal_all) = (0, 0);
    let work = |random: &mut Random| format!("{}{}", random.pick(THINGS), random.pick(WORKS));
    let tasks: Vec<String> =
        (0..random.below(4) + 3).map(|at| format!("{}{tag}{}", work(random), digits[at])).collect();
    for task in &tasks {
        let (fiscal, other) = (random.below(90_000) + 100, random.below(9_000));
        let _ = write!(
            out,
            "\t{task}\t{}，覆盖{}处\t{}\t{}",
            work(random),
            random.below(90) + 2,
            amount(fiscal + other),
            amount(fiscal)
        );
        let _ = if other == 0 { writeln!(out) } else { writeln!(out, "\t{}", amount(other)) };
        (all, fiscal_all) = (all + fiscal + other, fiscal_all + fiscal);
    }
    let _ = writeln!(out, "\t金额合计\t\t{}\t{}\t{}", amount(all), amount(fiscal_all), amount(all - fiscal_all));
    for (at, task) in tasks.iter().enumerate().take(3) {
        let label = if at == 0 { "年度总体目标" } else { "" };
        let _ = writeln!(out, "{label}\t目标{}：完成{task}，{}，提高居民的生活质量。", at + 1, random.pick(GOALS));
    }
    out.push_str("年度绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n");
    let mut above = ("", "");
    for (class, group, name, before, behind) in METRICS {
        for digit in digits.iter().take(random.below(2) + 1) {
            let shown_class = if *class == above.0 { "" } else { class };
            let shown_group = if (*class, *group) == above { "" } else { group };
            above = (class, group);
            let value = if before.is_empty() { String::new() } else { (random.below(90) + 5).to_string() };
            let _ = writeln!(
                out,
                "\t{shown_class}\t{shown_group}\t{}{tag}{}{name}\t{before}{value}{behind}",
                work(random),
                digit
            );
        }
    }
    out
}

/// A sound book of such sheets of at least `bytes` bytes.
pub fn departments(seed: u64, bytes: usize) -> String {
    let mut random = Random::new(seed);
    let mut out = String::new();
    for number in 0.. {
        if out.len() >= bytes {
            break;
        }
        out.push_str(&department(&mut random, number));
        out.push('\n');
    }
    out
}
