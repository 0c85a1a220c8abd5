//! `mubiao new`: writes a sheet to be filled in.

use super::Status;
use super::catalogue::find_profile;
use super::streams::Streams;
use crate::diagnostic::say;
use crate::fs;
use crate::lint::{Settings, lint};
use crate::rules::{malformed_identity, unknown_division};
use crate::skeleton::skeleton;
use std::io::{self, Write};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        long,
        value_name = "PROFILE",
        default_value = "liaoning-department",
        help = "表样名，见 mubiao catalogue / the name of a profile, see mubiao catalogue"
    )]
    profile: String,
    #[arg(
        long,
        value_name = "UNIT",
        help = "单位，写作“编码名称-区划代码” / the budget unit: code, name, a dash and the division"
    )]
    unit: String,
    #[arg(
        long,
        value_name = "YEAR",
        value_parser = clap::value_parser!(i32).range(1994..2100),
        help = "预算年度 / the fiscal year"
    )]
    year: i32,
    #[arg(
        long,
        short,
        value_name = "FILE",
        help = "写入这个文件，文件已存在时不覆盖；默认为标准输出 / write this file, which must not exist yet; by default standard output"
    )]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let failed = Status { failed: true, ..Status::default() };
    let lang = streams.lang;
    let Some(profile) = find_profile(&args.profile, streams) else { return Ok(failed) };
    let unit = args.unit.trim();
    if unit.is_empty() || unit.contains(char::is_control) {
        streams.complain(&say!(
            lang,
            "--unit 应写作“编码名称-区划代码”，如 703001朝阳市工业和信息化局-211300000",
            "--unit is to be code, name, a dash and the division, such as 703001朝阳市工业和信息化局-211300000"
        ));
        return Ok(failed);
    }
    let text = skeleton(profile, unit, args.year);
    let findings = lint(&text, &Settings { lang, ..Settings::default() }).findings;
    if let Some(finding) = findings.iter().find(|finding| finding.rule.name == malformed_identity::RULE.name) {
        streams.complain(&format!("--unit: {}", finding.message));
        return Ok(failed);
    }
    match &args.output {
        None => streams.out.write_all(text.as_bytes())?,
        Some(path) => {
            if let Err(error) = fs::create(path, &text) {
                streams.complain(&error.message(lang));
                return Ok(failed);
            }
        }
    }
    for finding in findings.iter().filter(|finding| finding.rule.name == unknown_division::RULE.name) {
        writeln!(streams.err, "{}", crate::report::visible(&finding.message))?;
    }
    Ok(Status::default())
}
