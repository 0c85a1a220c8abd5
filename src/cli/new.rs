//! `mubiao new`: writes a sheet to be filled in: an empty one, last year's rolled forward, or the evaluation of a target
//! sheet.

use super::catalogue::find_profile;
use super::help::{number, pick};
use super::settings::{self, ConfigArgs};
use super::streams::Streams;
use super::{Status, book};
use crate::diagnostic::say;
use crate::fs::{self, FileError, NewFile};
use crate::lint::{Settings, lint};
use crate::round::{RoundError, evaluation, next_year};
use crate::rules::{malformed_identity, unknown_division};
use crate::skeleton::skeleton;
use crate::workspace::Found;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        long,
        alias = "form",
        value_name = pick("表样", "PROFILE"),
        help = pick(
            "表样名，见 mubiao form list；默认为 mubiao.toml 所定的，没有则为 liaoning-department；也可写作 --form",
            "the name of a profile, see mubiao form list; by default that of mubiao.toml, or liaoning-department; also written --form"
        )
    )]
    profile: Option<String>,
    #[arg(
        long,
        value_name = pick("单位", "UNIT"),
        required_unless_present_any = ["from", "evaluate"],
        help = pick(
            "单位，照表样的写法，如“703001某某局-211300000”，或只写名称",
            "the budget unit as the form writes it, such as code, name, dash and division, or the name alone"
        )
    )]
    unit: Option<String>,
    #[arg(
        long,
        value_name = pick("上年表", "LAST"),
        conflicts_with_all = ["unit", "evaluate"],
        help = pick(
            "由上年的表生成下一年的：年度和日期顺延，个性指标和任务保留，金额和结果清空；可用 .mubiao，或 import 能读的文件",
            "roll last year's sheets forward: year and dates move, the unit's own indicators and tasks stay, amounts and results are emptied; .mubiao, or any file that import reads"
        )
    )]
    from: Option<PathBuf>,
    #[arg(
        long,
        value_name = pick("目标表", "TARGET"),
        conflicts_with = "unit",
        help = pick(
            "由目标表生成自评表：照录指标和指标值，分值按惯例分配",
            "make the self-evaluation of target sheets: with their indicators and targets, points spread as is customary"
        )
    )]
    evaluate: Option<PathBuf>,
    #[arg(
        long,
        value_name = pick("年度", "YEAR"),
        value_parser = number(1994..=2099),
        help = pick(
            "预算年度；默认为 mubiao.toml 所定的，用 --from 时默认为下一年，用 --evaluate 时默认为目标表的年度",
            "the fiscal year; by default that of mubiao.toml, with --from the next one, with --evaluate that of the target sheet"
        )
    )]
    year: Option<i32>,
    #[arg(
        long,
        short,
        value_name = pick("文件", "FILE"),
        help = pick(
            "写入这个文件，文件已存在时不覆盖；默认为标准输出",
            "write this file, which must not exist yet; by default standard output"
        )
    )]
    output: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
}

/// The form of a new sheet where nobody asks for another.
const USUAL_PROFILE: &str = "liaoning-department";

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let failed = Status { failed: true, ..Status::default() };
    // The configuration of the place that the sheet is for.
    let found = match args.config.at(args.output.as_deref().unwrap_or(Path::new("-")), streams) {
        Ok(found) => found,
        Err(broken) => return Ok(settings::tell(&broken, streams)),
    };
    if let Some(source) = args.from.as_ref().or(args.evaluate.as_ref()) {
        return of_another(args, source, &found, streams);
    }
    let (lang, configured, profiles) = (streams.lang, found.effective, found.profiles);
    let named = args.profile.as_deref().or(configured.profile.value.as_deref());
    let Some(profile) = find_profile(&profiles, named.unwrap_or(USUAL_PROFILE), streams) else { return Ok(failed) };
    let Some(year) = args.year.or(configured.fiscal_year.value) else {
        streams.complain(&say!(
            lang,
            "不知道预算年度；请加上 --year，如 --year 2021",
            "the fiscal year is not known; add --year, such as --year 2021"
        ));
        return Ok(failed);
    };
    let unit = args.unit.as_deref().unwrap_or_default().trim();
    if unit.is_empty() || unit.contains(char::is_control) {
        let pattern = profile.pattern();
        let (zh, en) = (pattern.fill("代码", "名称", "财政区划代码"), pattern.fill("CODE", "NAME", "DIVISION"));
        let example = pattern.fill("703001", "朝阳市工业和信息化局", "211300000");
        streams.complain(&say!(
            lang,
            "--unit 应写作“{zh}”，如“{example}”",
            "--unit is to be written \"{en}\", such as \"{example}\""
        ));
        return Ok(failed);
    }
    let text = skeleton(&profile, unit, year);
    let findings = lint(&text, &Settings { lang, profiles, ..Settings::default() }).findings;
    if let Some(finding) = findings.iter().find(|finding| finding.rule.name == malformed_identity::RULE.name) {
        streams.complain(&format!("--unit: {}", finding.message));
        return Ok(failed);
    }
    if !put(args, &text, streams)? {
        return Ok(failed);
    }
    for finding in findings.iter().filter(|finding| finding.rule.name == unknown_division::RULE.name) {
        writeln!(streams.err, "{}", crate::report::visible(&finding.message))?;
    }
    Ok(Status::default())
}

/// Writes the sheets that come of those in `source`.
fn of_another(args: &Args, source: &Path, found: &Found, streams: &mut Streams) -> io::Result<Status> {
    let (lang, settings) = (streams.lang, found.settings());
    let failed = Status { failed: true, ..Status::default() };
    let profile = match &args.profile {
        None => None,
        Some(name) => match find_profile(&settings.profiles, name, streams) {
            Some(profile) => Some(profile),
            None => return Ok(failed),
        },
    };
    let text = match book::text_of(source, source, &settings) {
        Ok(text) => text,
        Err(message) => {
            streams.complain(&message);
            return Ok(failed);
        }
    };
    let made = match args.from {
        Some(_) => next_year(&text, args.year, profile.as_ref(), &settings),
        None => evaluation(&text, args.year, profile.as_ref(), &settings),
    };
    let path = fs::display(source);
    let message = match made {
        Ok(made) => {
            if !put(args, &made.text, streams)? {
                return Ok(failed);
            }
            if let Some(year) = made.dated {
                let sentence = say!(
                    lang,
                    "年度取自表里的日期：{year}；不对请加 --year",
                    "the year is that of the dates in the sheet: {year}; name another with --year"
                );
                // stderr is gone; ignore.
                let _ = writeln!(streams.err, "{}", crate::report::visible(&sentence));
            }
            if let Some(form) = made.chosen {
                let (id, name) = (&form.id, lang.pick(&form.name.0, &form.name.1));
                let sentence = say!(
                    lang,
                    "自评表样：{name}（{id}）；要用别的请加 --form",
                    "form of the evaluation: {name} ({id}); name another with --form"
                );
                // stderr is gone; ignore.
                let _ = writeln!(streams.err, "{}", crate::report::visible(&sentence));
            }
            return Ok(Status::default());
        }
        Err(RoundError::NoProfile(_)) => {
            let outcome = lint(&text, &settings);
            format!("{path}: {}", outcome.findings.first().map_or("", |finding| finding.message.as_str()))
        }
        Err(RoundError::NoSheet) => {
            say!(lang, "“{path}”里没有表；请核对文件", "there is no sheet in \"{path}\"; check the file")
        }
        Err(RoundError::NoYear) => {
            say!(lang, "看不出“{path}”是哪一年度的；请加上 --year", "the year of \"{path}\" is not known; add --year")
        }
        Err(RoundError::NoForm) => say!(
            lang,
            "没有与“{path}”相配的自评表样；请用 --form 指明，见 mubiao form list",
            "no self-evaluation form goes with \"{path}\"; name one with --form, see mubiao form list"
        ),
    };
    streams.complain(&message);
    Ok(failed)
}

/// Writes a new text to where it was asked for, and says whether that could be done. The error is standard output's.
fn put(args: &Args, text: &str, streams: &mut Streams) -> io::Result<bool> {
    match &args.output {
        None => streams.out.write_all(text.as_bytes())?,
        Some(path) => {
            if let Err(error) = write(path, text) {
                streams.complain(&error.message(streams.lang));
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Writes the new file; what stands there already is left alone.
fn write(path: &Path, text: &str) -> Result<(), FileError> {
    let mut file = NewFile::create_new(path)?;
    if let Err(error) = file.write_all(text.as_bytes()) {
        return Err(file.failed(error));
    }
    file.keep()
}
