//! How the time of long sheets grows: prints what eight times the rows cost beside the fewer, for linting, layout and typing.
//!
//! `cargo run --release --example long_sheets`. Eight is linear; 64 would be each row compared with all.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::disallowed_types)]

use std::time::Duration;

use mubiao::ide::Buffer;
use mubiao::lint::{Settings, lint};
use mubiao::text::{Edit, TextRange};

const HEAD: &str = "部门（单位）名称\t703001某局-211300000\n年度预算收入\t537.12\n\
    年度预算支出\t年度部门预算支出\t\t537.12\n\t人员类项目\t485.18\t其他运转类项目\n\
    \t公用经费类项目\t36.94\t特定目标类项目\t\t\t15.00\n";
const TASKS: &str = "年度主要任务\t对应项目\t\t\t\t预算资金情况（万元）\n";
const INDICATORS: &str = "年度绩效指标\t一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\t完成时限\n";

fn rows(count: usize, mut row: impl FnMut(&mut String, usize)) -> String {
    let mut text = String::new();
    (0..count).for_each(|at| row(&mut text, at));
    text
}

fn tasks(count: usize) -> String {
    let rows = rows(count, |out, at| out.push_str(&format!("\t任务{at}\t\t\t\t{}.5{}\n", at % 97, at % 10)));
    format!("{HEAD}{TASKS}{rows}年度绩效目标\t完成工作。\n{INDICATORS}")
}

fn indicators(count: usize) -> String {
    let rows = rows(count, |out, at| out.push_str(&format!("\t\t\t指标{at}\t >= \t{}%\t\t2021年12月\n", at % 100)));
    format!("{HEAD}{INDICATORS}{rows}")
}

fn goals(count: usize) -> String {
    let rows = rows(count, |out, at| out.push_str(&format!("\t完成任务{at}项，支出{at}.5万元。\n")));
    format!("{HEAD}年度绩效目标\t完成工作。\n{rows}{INDICATORS}")
}

fn before(count: usize) -> String {
    rows(count, |out, at| out.push_str(&format!("一些文字{at}\n"))) + HEAD
}

fn blank(count: usize) -> String {
    format!("{HEAD}{TASKS}{}", "\n".repeat(count))
}

/// How long this thread has had a processor, whatever else the machine does.
#[cfg(unix)]
fn clock() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

#[cfg(not(unix))]
fn clock() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// The shortest of some runs, which other work of the machine has disturbed least.
fn shortest(mut run: impl FnMut()) -> Duration {
    let timed = |_| {
        let start = clock();
        run();
        clock() - start
    };
    (0..3).map(timed).min().unwrap_or_default()
}

fn print(what: &str, text: fn(usize) -> String, mut run: impl FnMut(&str)) {
    const FEW: usize = 2_000;
    let (few, many) = (text(FEW), text(8 * FEW));
    let few = shortest(|| run(&few));
    let many = shortest(|| run(&many));
    println!("{what}: {few:?} and {many:?}, {:.1} times", many.as_secs_f64() / few.as_secs_f64().max(1e-9));
}

fn main() {
    let settings = Settings::default();
    for (what, text) in [
        ("tasks", tasks as fn(usize) -> String),
        ("indicators", indicators),
        ("goals", goals),
        ("before", before),
        ("blank", blank),
    ] {
        print(&format!("lint, {what}"), text, |text| drop(lint(text, &settings)));
        print(&format!("layout, {what}"), text, |text| drop(mubiao::format::format(text, &settings)));
        print(&format!("typing, {what}"), text, |text| {
            let mut buffer = Buffer::new(text, 0, Settings::default().into());
            let at = text[..text.floor_char_boundary(text.len() / 2)].rfind('\n').map_or(0, |at| at as u32);
            for _ in 0..3 {
                buffer.apply(&Edit::insert(at, "9"));
                buffer.analysis().findings();
                buffer.apply(&Edit::delete(TextRange::new(at, at + 1)));
                buffer.analysis().findings();
            }
        });
    }
}
