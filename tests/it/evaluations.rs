//! Sound self-evaluations of every built-in form, made up, are silent; one flaw in them is found.

use std::fmt::Write as _;

use mubiao::diagnostic::{Diagnostic, Severity};
use mubiao::lint::{Settings, lint};
use proptest::prelude::*;

use crate::generate::Random;

/// A self-evaluation. Amounts are in hundredths of their unit, points in hundredths.
#[derive(Clone, Debug)]
struct Evaluation {
    form: &'static str,
    funds: Vec<Fund>,
    /// The points of each class.
    points: [i64; 3],
    indicators: Vec<Row>,
    /// What is added to figures that follow from others, where one of them is to be wrong.
    off: Off,
    /// Which way a rate at .5 goes.
    up: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Off {
    executed: i64,
    rate: i64,
    earned: i64,
    score: i64,
}

/// A row of money below the total.
#[derive(Clone, Copy, Debug)]
struct Fund {
    initial: i64,
    budget: i64,
    executed: i64,
}

/// An indicator.
#[derive(Clone, Debug)]
struct Row {
    class: &'static str,
    group: &'static str,
    name: &'static str,
    operator: &'static str,
    value: String,
    unit: &'static str,
    actual: String,
    weight: i64,
    score: Option<i64>,
    reason: &'static str,
}

/// The self-evaluations among the built-in forms.
const FORMS: [&str; 9] = [
    "mof-2020-project-evaluation",
    "mof-2020-project-evaluation-yuan",
    "mof-2020-department-evaluation",
    "regional-transfer-evaluation",
    "rural-project-evaluation",
    "hubei-project-evaluation",
    "hubei-department-evaluation",
    "sichuan-project-evaluation",
    "fujian-department-evaluation",
];

const CLASSES: [&str; 3] = ["产出指标", "效益指标", "满意度指标"];

/// Indicators of a project: class, group, name, operator, unit, and the least and the most of the target.
const NAMES: [(&str, &str, &str, &str, &str, i64, i64); 13] = [
    ("产出指标", "数量指标", "改造供水主管网长度", "≥", "公里", 20, 80),
    ("产出指标", "数量指标", "安装智能水表数量", "≥", "块", 1200, 4800),
    ("产出指标", "数量指标", "培训管护人员人次", "≥", "人次", 40, 260),
    ("产出指标", "质量指标", "管网改造工程验收合格率", "＝", "%", 100, 101),
    ("产出指标", "时效指标", "项目按期完成率", "≥", "%", 80, 96),
    ("产出指标", "成本指标", "每公里改造综合造价", "≤", "万元", 6, 40),
    ("效益指标", "经济效益指标", "年节约漏损水费", "≥", "万元", 12, 90),
    ("效益指标", "社会效益指标", "受益居民户数", "≥", "户", 200, 4000),
    ("效益指标", "生态效益指标", "管网漏损率", "≤", "%", 8, 18),
    ("效益指标", "可持续影响指标", "供水设施管护制度", "", "", 0, 0),
    ("满意度指标", "服务对象满意度指标", "用水户满意度", "≥", "%", 80, 92),
    ("满意度指标", "服务对象满意度指标", "村组干部满意度", "≥", "%", 80, 92),
    ("满意度指标", "服务对象满意度指标", "学校师生满意度", "≥", "%", 80, 92),
];

impl Evaluation {
    fn new(form: &'static str, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let count = match form {
            "hubei-project-evaluation" => 1,
            "hubei-department-evaluation" | "rural-project-evaluation" => 2,
            _ if form.starts_with("mof") || form.starts_with("regional") => 3,
            _ => 4,
        };
        let scale = if form.ends_with("yuan") || form.starts_with("fujian") { 10_000 } else { 1 };
        let mut funds = Vec::new();
        for at in 0..count {
            // A row may have nothing, but for the first.
            let budget = if at > 0 && random.below(4) == 0 { 0 } else { (2_000 + random.below(60_000) as i64) * scale };
            let executed = if random.below(3) == 0 { budget } else { budget * (70 + random.below(31) as i64) / 100 };
            let initial = budget * (60 + random.below(60) as i64) / 100;
            funds.push(Fund { initial, budget, executed });
        }
        let points = match form {
            "fujian-department-evaluation" => [50, 40, 10],
            "hubei-project-evaluation" | "hubei-department-evaluation" => [40, 30, 10],
            _ => [50, 30, 10],
        };
        let mut indicators = Vec::new();
        for (class, points) in CLASSES.into_iter().zip(points) {
            let mut names: Vec<_> = NAMES.iter().filter(|name| name.0 == class).collect();
            while names.len() > 1 && random.below(3) == 0 {
                names.remove(random.below(names.len()));
            }
            // Each has a point at least, and the last one the rest.
            let mut left = points;
            for (at, name) in names.iter().enumerate() {
                let others = (names.len() - at - 1) as i64;
                let weight = if others == 0 { left } else { 1 + random.below((left - others) as usize) as i64 };
                left -= weight;
                indicators.push(Row::new(name, weight * 100, &mut random));
            }
        }
        Self { form, funds, points, indicators, off: Off::default(), up: random.below(2) == 0 }
    }

    /// `part` of `whole`, times `points`, rounded.
    fn share(&self, part: i64, whole: i64, points: i64) -> i64 {
        if whole == 0 {
            return 0;
        }
        let (part, whole) = (i128::from(part) * i128::from(points), i128::from(whole));
        let (quotient, twice) = (part / whole, part % whole * 2);
        (quotient + i128::from(twice > whole || (twice == whole && self.up))) as i64
    }

    fn total(&self) -> Fund {
        let sum = |of: fn(&Fund) -> i64| self.funds.iter().map(of).sum::<i64>();
        let executed = sum(|fund| fund.executed) + self.off.executed;
        Fund { initial: sum(|fund| fund.initial), budget: sum(|fund| fund.budget), executed }
    }

    /// The points for the execution rate of all funds, of `most`.
    fn earned(&self, most: i64) -> i64 {
        let Fund { budget, executed, .. } = self.total();
        self.share(executed, budget, most) + self.off.earned
    }

    fn rate(&self, fund: Fund, first: bool) -> String {
        let off = if first { self.off.rate } else { 0 };
        if fund.budget == 0 && !self.up {
            "—".to_owned()
        } else {
            number(self.share(fund.executed, fund.budget, 10_000) + off) + "%"
        }
    }

    fn scores(&self) -> i64 {
        self.indicators.iter().filter_map(|row| row.score).sum::<i64>() + self.off.score
    }

    /// The rows of the indicators; `cells` writes what stands behind the name.
    fn rows(&self, points: bool, out: &mut String, cells: impl Fn(&Row) -> String) {
        let (mut class, mut group) = ("", "");
        for row in &self.indicators {
            let stated = if points {
                let points = self.points[CLASSES.iter().position(|class| *class == row.class).unwrap()];
                format!("{}（{points}分）", row.class)
            } else {
                row.class.to_owned()
            };
            let (own_class, own_group) =
                (if row.class == class { "" } else { &stated }, if row.group == group { "" } else { row.group });
            let _ = writeln!(out, "\t{own_class}\t{own_group}\t{}\t{}", row.name, cells(row));
            (class, group) = (row.class, row.group);
        }
    }

    fn text(&self) -> String {
        let mut out = String::new();
        match self.form {
            "rural-project-evaluation" => self.rural(&mut out),
            "regional-transfer-evaluation" => self.regional(&mut out),
            "hubei-project-evaluation" | "hubei-department-evaluation" => self.hubei(&mut out),
            "sichuan-project-evaluation" => self.sichuan(&mut out),
            "fujian-department-evaluation" => self.fujian(&mut out),
            _ => self.mof(&mut out),
        }
        out.lines().map(|row| row.trim_end_matches('\t').to_owned() + "\n").collect()
    }

    fn mof(&self, out: &mut String) {
        let unit = if self.form.ends_with("yuan") { "元" } else { "万元" };
        let department = self.form == "mof-2020-department-evaluation";
        let (head, indicators, labels) = if department {
            let head = "部门（单位）整体支出绩效自评表（2023年度）\n部门（单位）名称\t禾川县水利局\n预算执行情况";
            (head, "年度绩效指标", ["年度资金总额：", "其中：基本支出", "项目支出", "其他资金"])
        } else {
            let head = "项目支出绩效自评表（2023年度）\n项目名称\t农村供水管网改造项目\n主管部门\t禾川县水利局\t实施单位\t禾川县水务服务中心\n项目资金";
            (head, "绩效指标", ["年度资金总额：", "其中：本年财政拨款", "上年结转资金", "其他资金"])
        };
        let _ = writeln!(out, "{head}（{unit}）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分");
        for (at, (label, fund)) in labels.iter().zip([self.total()].iter().chain(&self.funds)).enumerate() {
            let (weight, earned) = if at == 0 { ("10", number(self.earned(1_000))) } else { ("—", "—".to_owned()) };
            let [initial, budget, executed] = [fund.initial, fund.budget, fund.executed].map(number);
            let rate = self.rate(*fund, at == 0);
            let _ = writeln!(out, "\t{label}\t{initial}\t{budget}\t{executed}\t{weight}\t{rate}\t{earned}");
        }
        out.push_str("年度总体目标\t预期目标\t实际完成情况\n\t改造老旧供水管网，降低管网漏损。\t管网改造全部完工。\n");
        let _ = writeln!(
            out,
            "{indicators}\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施"
        );
        self.rows(true, out, |row| {
            format!("{}\t{}\t{}\t{}\t{}", row.target(), row.result(), short(row.weight), row.scored(), row.reason)
        });
        let _ = writeln!(out, "\t总分\t\t\t\t\t100\t{}", short(self.scores() + self.earned(1_000)));
    }

    fn regional(&self, out: &mut String) {
        out.push_str(
            "农业防灾减灾资金转移支付区域绩效自评表（2023年度）\n转移支付名称\t农业防灾减灾资金\n地方主管部门\t某某市农业农村委员会\n\
             资金投入情况（万元）\t\t全年预算数（A）\t全年执行数（B）\t预算执行率（B/A）\n",
        );
        let labels = ["年度资金总额：", "其中：中央财政资金", "地方资金", "其他资金"];
        for (at, (label, fund)) in labels.iter().zip([self.total()].iter().chain(&self.funds)).enumerate() {
            let [budget, executed] = [fund.budget, fund.executed].map(number);
            let _ = writeln!(out, "\t{label}\t{budget}\t{executed}\t{}", self.rate(*fund, at == 0));
        }
        out.push_str("总体目标完成情况\t总体目标\t全年实际完成情况\n\t粮食产量保持稳定。\t粮食产量与常年持平。\n");
        out.push_str("绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t全年实际完成值\t未完成原因和改进措施\n");
        self.rows(false, out, |row| format!("{}\t{}\t{}", row.target(), row.result(), row.reason));
    }

    fn rural(&self, out: &mut String) {
        out.push_str(
            "绩效目标自评表（2023年度）\n项目名称\t青石坳村产业路硬化项目\t项目负责人及电话\t霍思齐 12900004417\n\
             主管部门\t松洲县乡村振兴局\t实施单位\t松洲县青石坳镇人民政府\n\
             资金情况（万元）\t\t全年预算数（A）\t全年执行数（B）\t分值\t执行率（B/A）\t得分\n",
        );
        let labels = ["年度资金总额：", "其中：本年财政拨款", "其他资金"];
        for (at, (label, fund)) in labels.iter().zip([self.total()].iter().chain(&self.funds)).enumerate() {
            let (weight, earned) = if at == 0 { ("10", number(self.earned(1_000))) } else { ("—", "—".to_owned()) };
            let [budget, executed] = [fund.budget, fund.executed].map(number);
            let _ = writeln!(out, "\t{label}\t{budget}\t{executed}\t{weight}\t{}\t{earned}", self.rate(*fund, at == 0));
        }
        out.push_str(
            "年度总体目标\t年初设定目标\t年度总体目标完成情况综述\n\t硬化产业路，带动脱贫户增收。\t产业路全线贯通。\n",
        );
        out.push_str("绩效指标\t一级指标\t二级指标\t三级指标\t分值\t年度指标值\t全年实际值\t得分\t未完成原因及拟采取的改进措施\n");
        self.rows(true, out, |row| {
            format!("{}\t{}\t{}\t{}\t{}", short(row.weight), row.target(), row.result(), row.scored(), row.reason)
        });
        let _ = writeln!(out, "\t总分\t\t\t100\t\t\t{}", short(self.scores() + self.earned(1_000)));
    }

    fn hubei(&self, out: &mut String) {
        let total = self.total();
        let label = if self.form == "hubei-project-evaluation" {
            out.push_str(
                "2023年度财政项目绩效自评表\n项目名称\t基层监测预警能力提升\n主管部门\t石汀县卫生健康局\t项目实施单位\t石汀县疾病预防控制中心\n\
                 项目类别\t部门预算项目\n项目属性\t持续性项目\n项目类型\t延续性项目\n",
            );
            "年度财政资金总额"
        } else {
            let [basic, project] = [self.funds[0].budget, self.funds[1].budget].map(number);
            let _ = write!(
                out,
                "2023年度部门整体绩效自评表\n单位名称\t望澜县松岗镇人民政府\n基本支出总额\t{basic}\t项目支出总额\t{project}\n"
            );
            "部门整体支出总额"
        };
        let (rate, earned) = (self.rate(total, true), number(self.earned(2_000)));
        let [budget, executed] = [total.budget, total.executed].map(number);
        let _ = write!(
            out,
            "预算执行情况（万元）（20分）\t\t预算数（A）\t执行数（B）\t执行率（B/A）\t得分（20分*执行率）\n\t{label}\t{budget}\t{executed}\t{rate}\t{earned}\n"
        );
        let goal = if self.form == "hubei-project-evaluation" {
            "年度绩效目标（80分）"
        } else {
            "年度目标：（80分）"
        };
        let _ = write!(
            out,
            "{goal}\t建成监测网络，重点传染病报告及时准确。\n年度绩效指标\t一级指标\t二级指标\t三级指标\t年初目标值（A）\t实际完成值（B）\t得分\n"
        );
        self.rows(false, out, |row| format!("{}\t{}\t{}", row.target(), row.result(), row.scored()));
        let _ = writeln!(out, "总分\t\t\t\t\t\t{}", number(self.scores() + self.earned(2_000)));
        out.push_str("偏差大或目标未完成原因分析\t设备招标节约资金，个别指标未达预期。\n改进措施及结果应用方案\t按季通报支出进度。\n");
    }

    fn sichuan(&self, out: &mut String) {
        out.push_str(
            "部门预算项目支出绩效自评表（2023年度）\n项目名称\t乡镇便民服务站标准化建设\n主管部门\t柳坪县政务服务中心\t实施单位（盖章）\t柳坪县政务服务中心\n\
             项目基本情况\t1.项目年度目标完成情况\t项目年度目标\t年度目标完成情况\n\t\t完成服务站改造。\t服务站均已挂牌运行。\n\
             \t2.项目实施内容及过程概述\t一季度勘查选址，四季度验收并付款。\n\
             预算执行情况（10分）\t年度预算数（万元）\t年初预算\t调整后预算数\t预算执行数\t预算执行率\t权重\t得分\t原因\n",
        );
        let labels = ["总额", "其中：财政资金", "财政专户管理资金", "单位资金", "其他资金"];
        for (at, (label, fund)) in labels.iter().zip([self.total()].iter().chain(&self.funds)).enumerate() {
            let (weight, earned, reason) = if at == 0 {
                ("10", number(self.earned(1_000)), "质保金未到付款期。")
            } else {
                ("/", "/".to_owned(), "")
            };
            let [initial, budget, executed] = [fund.initial, fund.budget, fund.executed].map(number);
            let rate = self.rate(*fund, at == 0);
            let _ = writeln!(out, "\t{label}\t{initial}\t{budget}\t{executed}\t{rate}\t{weight}\t{earned}\t{reason}");
        }
        out.push_str("绩效指标（90分）\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t完成值\t权重\t得分\t未完成原因分析\n");
        self.rows(false, out, |row| {
            let (operator, unit) = if row.unit.is_empty() { ("定性", "其他") } else { (row.operator, row.unit) };
            let reason = if row.reason.is_empty() { "无" } else { row.reason };
            let (value, actual, weight, score) = (&row.value, &row.actual, short(row.weight), row.scored());
            format!("{operator}\t{value}\t{unit}\t{actual}\t{weight}\t{score}\t{reason}")
        });
        let _ = writeln!(out, "合计\t\t\t\t\t\t\t\t100\t{}", short(self.scores() + self.earned(1_000)));
        out.push_str(
            "评价结论\t群众办事明显便利。\n存在问题\t个别站点网络带宽不足。\n改进措施\t下一年度升级网络专线。\n",
        );
    }

    fn fujian(&self, out: &mut String) {
        out.push_str(
            "部门整体支出绩效自评表（2023年度）\n部门（单位）名称\t溪原县档案馆\t部门预算编码\t904001017\n\
             财政资金安排和使用情况\t资金结构（元）\t预算安排\t\t\t\t拨付情况\t\t结余情况\n\
             \t\t年初部门预算安排金额①\t历年结余结转②\t年中调整金额③\t小计④=①+②+③\t年度拨付金额⑤\t支出实现率（%）⑥=⑤/④\t本年度结余金额⑦=④-⑤\t资金结余率（%）⑧=⑦/④\n",
        );
        let fiscal = self.funds[..3].iter().fold(Fund { initial: 0, budget: 0, executed: 0 }, |sum, fund| Fund {
            initial: sum.initial + fund.initial,
            budget: sum.budget + fund.budget,
            executed: sum.executed + fund.executed,
        });
        let rows = [
            ("财政资金小计", fiscal),
            ("①中央及省级财政资金", self.funds[0]),
            ("②市级财政资金", self.funds[1]),
            ("③县（市、区）财政资金", self.funds[2]),
            ("其他资金小计", self.funds[3]),
            ("①社会捐赠资金", self.funds[3]),
            ("合 计", self.total()),
        ];
        for (label, fund) in rows {
            let last = label == "合 计";
            let [initial, change, budget, executed, balance] =
                [fund.initial, fund.budget - fund.initial, fund.budget, fund.executed, fund.budget - fund.executed]
                    .map(number);
            let percent = |part: i64, off: i64| match fund.budget {
                0 => "—".to_owned(),
                whole => format!("{}%", self.share(part, whole, 100) + off),
            };
            let rate = percent(fund.executed, if last { self.off.rate / 20 } else { 0 });
            let rest = percent(fund.budget - fund.executed, 0);
            let _ =
                writeln!(out, "\t{label}\t{initial}\t0.00\t{change}\t{budget}\t{executed}\t{rate}\t{balance}\t{rest}");
        }
        out.push_str(
            "年度总体目标完成情况\t预期目标\t目标实际完成情况\n\t完成馆藏档案数字化。\t扫描和著录均已完成并验收。\n",
        );
        out.push_str(
            "年度绩效指标完成情况\t一级指标\t二级指标\t三级指标\t指标解释\t绩效目标值\t实际完成值\t指标分值\t得分\n",
        );
        self.rows(true, out, |row| {
            format!("按年度计划\t{}\t{}\t{}\t{}", row.target(), row.result(), short(row.weight), row.scored())
        });
        let _ = writeln!(out, "\t合计\t\t\t\t\t\t100\t{}", short(self.scores()));
    }
}

impl Row {
    fn new(
        name: &(&'static str, &'static str, &'static str, &'static str, &'static str, i64, i64),
        weight: i64,
        random: &mut Random,
    ) -> Self {
        let &(class, group, name, operator, unit, least, most) = name;
        if operator.is_empty() {
            let (value, actual) = ("健全".to_owned(), "健全".to_owned());
            return Self { class, group, name, operator, value, unit, actual, weight, score: Some(weight), reason: "" };
        }
        let value = least + random.below((most - least) as usize) as i64;
        let missed = weight >= 200 && random.below(5) == 0;
        let by = value * (random.below(16) as i64) / 100;
        let actual = match (operator, missed) {
            ("≤", false) => value - by.min(value / 5),
            ("≤", true) => value + 1,
            ("＝", false) => value,
            (_, true) => value - 1,
            // A share ends at all of it.
            _ if unit == "%" => (value + by).min(100),
            _ => value + by,
        };
        let score = if missed { weight - 50 * (1 + random.below(3) as i64) } else { weight };
        let reason = if missed { "设备到货延迟，下年度补齐" } else { "" };
        let (value, actual) = (value.to_string(), actual.to_string());
        Self { class, group, name, operator, value, unit, actual, weight, score: Some(score), reason }
    }

    fn target(&self) -> String {
        format!("{}{}{}", self.operator, self.value, self.unit)
    }

    fn result(&self) -> String {
        if self.actual.is_empty() { String::new() } else { format!("{}{}", self.actual, self.unit) }
    }

    fn scored(&self) -> String {
        self.score.map_or_else(String::new, short)
    }
}

/// Hundredths, with two decimals.
fn number(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

/// Hundredths, without the decimals that are nought.
fn short(hundredths: i64) -> String {
    let text = number(hundredths);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn said(text: &str) -> Vec<Diagnostic> {
    let outcome = lint(text, &Settings::default());
    outcome.findings.into_iter().filter(|finding| finding.severity != Severity::Information).collect()
}

/// Makes one flaw, and names the rules of which one finds it; `None` where the form does not show it.
fn plant(flaw: usize, of: &mut Evaluation, random: &mut Random) -> Option<&'static [&'static str]> {
    let hubei = of.form.starts_with("hubei");
    let fujian = of.form.starts_with("fujian");
    // Nothing is scored there.
    if of.form.starts_with("regional") && ![0, 1, 6].contains(&flaw) {
        return None;
    }
    let at = random.below(of.indicators.len());
    let numeric: Vec<usize> = (0..of.indicators.len()).filter(|at| !of.indicators[*at].operator.is_empty()).collect();
    let numeric = numeric[random.below(numeric.len())];
    Some(match flaw {
        0 if of.form != "hubei-project-evaluation" && of.form != "hubei-department-evaluation" => {
            of.off.executed = -200 * if of.form.ends_with("yuan") || fujian { 10_000 } else { 1 };
            &["unbalanced-breakdown"]
        }
        1 => {
            of.off.rate = -137;
            &["wrong-rate"]
        }
        2 if !fujian => {
            of.off.earned = -130;
            &["wrong-rate-score"]
        }
        3 => {
            of.off.score = -100;
            &["unbalanced-scores"]
        }
        4 if !hubei => {
            let row = &mut of.indicators[at];
            let more = row.weight + 100 - row.score.unwrap_or(0);
            row.score = Some(row.weight + 100);
            of.off.score = -more;
            &["excessive-score"]
        }
        5 if !hubei => {
            of.indicators[at].weight += 100;
            of.indicators[at].score = of.indicators[at].score.map(|score| score + 100);
            of.off.score = -100;
            &["unbalanced-scores", "unbalanced-weights"]
        }
        6 => {
            of.indicators[at].actual.clear();
            &["missing-actual"]
        }
        7 => {
            of.indicators[at].score = None;
            &["missing-score"]
        }
        8 if !hubei && !fujian => {
            let row = &mut of.indicators[numeric];
            let value: i64 = row.value.parse().ok()?;
            row.actual = if row.operator == "≤" { value * 2 } else { value / 2 }.to_string();
            let more = row.weight - row.score.unwrap_or(0);
            (row.score, row.reason) = (Some(row.weight), "");
            of.off.score = -more;
            &["unearned-score"]
        }
        9 if !hubei && !fujian => {
            // One reason alone may be merged over all rows.
            if of.indicators.iter().filter(|row| !row.reason.is_empty()).count() < 3 || of.form.starts_with("sichuan") {
                return None;
            }
            let row = of.indicators.iter_mut().find(|row| !row.reason.is_empty())?;
            row.reason = "";
            &["unexplained-deviation", "unearned-score"]
        }
        _ => return None,
    })
}

/// How many kinds of flaws there are.
const FLAWS: usize = 10;

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn a_sound_self_evaluation_is_silent_and_one_flaw_is_found(form in 0..FORMS.len(), seed in any::<u64>(), flaw in 0..FLAWS) {
        let sound = Evaluation::new(FORMS[form], seed);
        let text = sound.text();
        let outcome = lint(&text, &Settings::default());
        prop_assert_eq!(&outcome.forms[0].profile.id, FORMS[form], "{}", text);
        let messages: Vec<String> = said(&text).into_iter().map(|finding| finding.message).collect();
        prop_assert_eq!(messages, Vec::<String>::new(), "{}", text);
        let mut flawed = sound;
        if let Some(rules) = plant(flaw, &mut flawed, &mut Random::new(seed ^ 0x5EED)) {
            let text = flawed.text();
            let found: Vec<&str> = said(&text).iter().map(|finding| finding.rule.name).collect();
            prop_assert!(found.iter().any(|rule| rules.contains(rule)), "{:?} is wanted, found {:?}\n{}", rules, found, text);
        }
    }
}
