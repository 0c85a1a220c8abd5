//! `mubiao totals`: one line a budget unit, and the sums of them all.

use super::help::pick;
use super::input::Paths;
use super::settings::{self, ReadingArgs, RuleArgs, Teller};
use super::streams::Streams;
use super::table::{self, Align};
use super::{Status, exclude};
use crate::diagnostic::Lang;
use crate::export::guarded;
use crate::fs;
use crate::lint::Across;
use crate::report::visible;
use crate::totals::{MoneyUnit, SheetTotals, Total, totals};
use clap::ValueEnum;
use rust_decimal::Decimal;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    paths: Paths,
    #[arg(
        long,
        value_name = pick("格式", "FORMAT"),
        default_value = "human",
        help = pick("表的格式", "the form of the table")
    )]
    format: FormatArg,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArg {
    #[value(help = pick("对齐的表格", "an aligned table"))]
    Human,
    #[value(help = pick("逗号分隔，UTF-8", "comma-separated values in UTF-8"))]
    Csv,
    #[value(help = pick("一个 JSON 对象，金额是字符串", "one JSON object, amounts are strings"))]
    Json,
}

/// A unit and the file it stands in.
struct Line {
    path: String,
    totals: SheetTotals,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let begun = settings::workspace(&args.reading, &RuleArgs::default(), streams)
        .and_then(|workspace| Ok((args.paths.inputs(streams.lang)?, workspace)));
    let (mut inputs, workspace) = match begun {
        Ok(begun) => begun,
        Err(message) => {
            streams.complain(&message);
            return Ok(Status { failed: true, ..Status::default() });
        }
    };
    settings::speak(&workspace, &inputs, streams);
    exclude::leave_out(&mut inputs, &workspace, false, streams);
    let (lang, mut teller) = (streams.lang, Teller::default());
    let (mut lines, mut failed, mut across) = (Vec::new(), false, Across::default());
    for input in inputs {
        match input.and_then(|input| input.read().map(|source| (input, source))) {
            Ok((input, source)) => {
                let path = fs::display(&input.path).into_owned();
                let settings = match workspace.find(&input.path) {
                    Ok(found) => found.settings(),
                    Err(broken) => {
                        failed = true;
                        teller.tell(&broken, streams);
                        continue;
                    }
                };
                let (mut outcome, mut sheets) = totals(source.text(), &settings, Vec::new());
                let found = across.check(&path, &outcome, settings.lang);
                if !found.is_empty() {
                    (outcome, sheets) = totals(source.text(), &settings, found);
                }
                if outcome.profile.is_none() {
                    failed = true;
                    for finding in &outcome.findings {
                        streams.complain(&format!("{path}: {}", finding.message));
                    }
                    continue;
                }
                lines.extend(sheets.into_iter().map(|totals| Line { path: path.clone(), totals }));
            }
            Err(error) => {
                failed = true;
                streams.complain(&error.message(lang));
            }
        }
    }
    let unit = common_unit(&lines);
    let in_one_unit = |line: Line| Line { totals: line.totals.converted(unit), ..line };
    let lines: Vec<Line> = lines.into_iter().map(in_one_unit).collect();
    let sum = sum(&lines, unit);
    match args.format {
        FormatArg::Human => human(&lines, &sum, streams)?,
        FormatArg::Csv => csv(&lines, &sum, streams)?,
        FormatArg::Json => json(&lines, &sum, streams)?,
    }
    Ok(Status { failed, ..Status::default() })
}

/// The unit that all amounts are shown in: that of all lines, or 万元 where they differ.
fn common_unit(lines: &[Line]) -> MoneyUnit {
    let one_unit = lines.windows(2).all(|pair| pair[0].totals.unit == pair[1].totals.unit);
    lines.first().filter(|_| one_unit).map_or(MoneyUnit::TenThousand, |line| line.totals.unit)
}

/// The last line.
fn sum(lines: &[Line], unit: MoneyUnit) -> Line {
    let amount =
        |of: fn(&SheetTotals) -> Total| lines.iter().map(|line| of(&line.totals)).fold(Total::Absent, Total::plus);
    Line {
        path: String::new(),
        totals: SheetTotals {
            code: String::new(),
            name: String::new(),
            revenue: amount(|totals| totals.revenue),
            expenditure: amount(|totals| totals.expenditure),
            tasks: amount(|totals| totals.tasks),
            difference: amount(|totals| totals.difference),
            executed: amount(|totals| totals.executed),
            rate: rate(lines),
            score: Total::Absent,
            indicators: lines.iter().map(|line| line.totals.indicators).sum(),
            findings: lines.iter().map(|line| line.totals.findings).sum(),
            unit,
            decimals: lines.iter().map(|line| line.totals.decimals).max().unwrap_or(0),
        },
    }
}

/// What was executed of all budgets that say so, in per cent to two decimals.
fn rate(lines: &[Line]) -> Total {
    let mut sums = (Decimal::ZERO, Decimal::ZERO);
    for totals in lines.iter().map(|line| &line.totals) {
        if let (Total::Exactly(executed), Total::Exactly(budget)) = (totals.executed, totals.expenditure) {
            let (Some(executed), Some(budget)) = (sums.0.checked_add(executed), sums.1.checked_add(budget)) else {
                return Total::Unread;
            };
            sums = (executed, budget);
        }
    }
    let rate = sums.0.checked_mul(Decimal::ONE_HUNDRED).and_then(|hundredfold| hundredfold.checked_div(sums.1));
    rate.map_or(Total::Absent, |rate| Total::Exactly(rate.round_dp(2)))
}

/// Whether a form of one of the lines has results: what was executed, a rate, a score.
fn has_results(lines: &[Line]) -> bool {
    let results = |totals: &SheetTotals| [totals.executed, totals.rate, totals.score];
    lines.iter().any(|line| results(&line.totals).iter().any(|total| *total != Total::Absent))
}

impl Line {
    /// What was executed, the rate and the score.
    fn results(&self, absent: &str, unread: &str) -> [String; 3] {
        let Self { path, totals } = self;
        // A rate and a score have the decimals that they are stated with.
        let plain = |total: Total| match total {
            Total::Exactly(number) => number.to_string(),
            Total::Absent => absent.to_owned(),
            Total::Unread => unread.to_owned(),
        };
        let amounts = Self { path: path.clone(), totals: SheetTotals { revenue: totals.executed, ..totals.clone() } };
        let [executed, ..] = amounts.amounts(absent, unread);
        [executed, plain(totals.rate), plain(totals.score)]
    }

    /// The amounts with at least the decimals of the form; `absent` and `unread` stand for those that are none.
    fn amounts(&self, absent: &str, unread: &str) -> [String; 4] {
        let totals = &self.totals;
        [totals.revenue, totals.expenditure, totals.tasks, totals.difference].map(|total| match total {
            Total::Absent => absent.to_owned(),
            Total::Unread => unread.to_owned(),
            Total::Exactly(amount) => {
                let mut amount = amount.normalize();
                if amount.scale() < totals.decimals {
                    amount.rescale(totals.decimals);
                }
                amount.to_string()
            }
        })
    }

    fn counts(&self) -> [String; 2] {
        [self.totals.indicators.to_string(), self.totals.findings.to_string()]
    }
}

fn results_header(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::Zh => ["执行数", "执行率%", "得分"],
        Lang::En => ["executed", "rate %", "score"],
    }
}

fn header(lang: Lang) -> [&'static str; 8] {
    match lang {
        Lang::Zh => ["代码", "名称", "收入", "支出", "任务", "差额", "指标", "问题"],
        Lang::En => ["code", "name", "revenue", "expenditure", "tasks", "difference", "indicators", "findings"],
    }
}

fn human(lines: &[Line], sum: &Line, streams: &mut Streams) -> io::Result<()> {
    let lang = streams.lang;
    // Most books hold target sheets, which have none.
    let results = has_results(lines);
    let mut names = header(lang).map(str::to_owned).to_vec();
    if results {
        names.splice(6..6, results_header(lang).map(str::to_owned));
    }
    let mut rows = vec![names];
    let row = |line: &Line, code: &str, name: &str| {
        let own = if results { line.results("", "?").to_vec() } else { Vec::new() };
        [[code.to_owned(), name.to_owned()].as_slice(), &line.amounts("", "?"), own.as_slice(), &line.counts()].concat()
    };
    rows.extend(lines.iter().map(|line| row(line, &line.totals.code, &line.totals.name)));
    let (count, unit) = (lines.len(), sum.totals.unit.text());
    rows.push(row(
        sum,
        lang.pick("合计", "total"),
        &lang.pick(format!("{count} 家单位（{unit}）"), format!("{count} units ({unit})")),
    ));
    let mut columns = vec![Align::Right; if results { 11 } else { 8 }];
    columns[..2].fill(Align::Left);
    table::write(&mut streams.out, &columns, &rows)
}

fn csv(lines: &[Line], sum: &Line, streams: &mut Streams) -> io::Result<()> {
    let lang = streams.lang;
    let mut write = |cells: Vec<String>| writeln!(streams.out, "{}", cells.join(","));
    let results = has_results(lines);
    let more: &[&str] = if results { &results_header(lang) } else { &[] };
    let names =
        [&[lang.pick("文件", "path")], header(lang).as_slice(), &[lang.pick("金额单位", "unit")], more].concat();
    write(names.into_iter().map(str::to_owned).collect())?;
    let total = lang.pick("合计", "total");
    for (line, code) in lines.iter().map(|line| (line, line.totals.code.as_str())).chain([(sum, total)]) {
        let texts = [quoted(&line.path), quoted(code), quoted(&line.totals.name)];
        let unit = [line.totals.unit.text().to_owned()];
        let own = if results { line.results("", "").to_vec() } else { Vec::new() };
        write([texts.as_slice(), &line.amounts("", ""), &line.counts(), &unit, own.as_slice()].concat())?;
    }
    Ok(())
}

/// A cell of comma-separated values (RFC 4180), which no spreadsheet takes for a formula.
fn quoted(text: &str) -> String {
    let text = guarded(&visible(text));
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// The totals, version 1.
#[derive(Serialize)]
struct Report {
    version: u32,
    units: Vec<Entry>,
    total: Entry,
}

#[derive(Serialize)]
struct Entry {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The unit of the amounts, the same in all entries: 元, 万元 or 亿元.
    unit: String,
    /// An exact decimal, like the three below; null when nothing is stated or it cannot be read.
    revenue: Option<String>,
    expenditure: Option<String>,
    tasks: Option<String>,
    /// Expenditure less tasks.
    difference: Option<String>,
    /// What was executed; left out, like the two below, where the form does not state it.
    #[serde(skip_serializing_if = "Option::is_none")]
    executed: Option<String>,
    /// The execution rate in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<String>,
    /// The points that were earned.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<String>,
    indicators: usize,
    findings: usize,
}

fn json(lines: &[Line], sum: &Line, streams: &mut Streams) -> io::Result<()> {
    let entry = |line: &Line, named: bool| {
        let some = |text: &str| named.then(|| text.to_owned());
        let [revenue, expenditure, tasks, difference] =
            line.amounts("", "").map(|amount| (!amount.is_empty()).then_some(amount));
        let [executed, rate, score] = line.results("", "").map(|amount| (!amount.is_empty()).then_some(amount));
        Entry {
            path: some(&line.path),
            code: some(&line.totals.code),
            name: some(&line.totals.name),
            unit: line.totals.unit.text().to_owned(),
            revenue,
            expenditure,
            tasks,
            difference,
            executed,
            rate,
            score,
            indicators: line.totals.indicators,
            findings: line.totals.findings,
        }
    };
    let units = lines.iter().map(|line| entry(line, true)).collect();
    crate::report::write_json_pretty(&mut streams.out, &Report { version: 1, units, total: entry(sum, false) })?;
    writeln!(streams.out)
}
