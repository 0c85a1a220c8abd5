//! `mubiao new`: writes a sheet to be filled in.

use super::Status;
use super::catalogue::find_profile;
use super::settings::{self, ConfigArgs};
use super::streams::Streams;
use crate::diagnostic::say;
use crate::fs::{FileError, NewFile};
use crate::lint::{Settings, lint};
use crate::rules::{malformed_identity, unknown_division};
use crate::skeleton::skeleton;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        long,
        value_name = "PROFILE",
        help = "表样名，见 mubiao catalogue；默认为 mubiao.toml 所定的，没有则为 liaoning-department / the name of a profile, see mubiao catalogue; by default that of mubiao.toml, or liaoning-department"
    )]
    profile: Option<String>,
    #[arg(
        long,
        value_name = "UNIT",
        help = "单位，照表样的写法，如“编码名称-区划代码”或只写名称 / the budget unit as the form has it, such as code, name, a dash and the division, or the name alone"
    )]
    unit: String,
    #[arg(
        long,
        value_name = "YEAR",
        value_parser = clap::value_parser!(i32).range(1994..2100),
        help = "预算年度，默认为 mubiao.toml 所定的 / the fiscal year; by default that of mubiao.toml"
    )]
    year: Option<i32>,
    #[arg(
        long,
        short,
        value_name = "FILE",
        help = "写入这个文件，文件已存在时不覆盖；默认为标准输出 / write this file, which must not exist yet; by default standard output"
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
    let unit = args.unit.trim();
    if unit.is_empty() || unit.contains(char::is_control) {
        let pattern = profile.pattern();
        let (zh, en) = (pattern.fill("编码", "名称", "区划代码"), pattern.fill("CODE", "NAME", "DIVISION"));
        streams.complain(&say!(lang, "--unit 应写作“{zh}”", "--unit is to be written \"{en}\""));
        return Ok(failed);
    }
    let text = skeleton(&profile, unit, year);
    let findings = lint(&text, &Settings { lang, profiles, ..Settings::default() }).findings;
    if let Some(finding) = findings.iter().find(|finding| finding.rule.name == malformed_identity::RULE.name) {
        streams.complain(&format!("--unit: {}", finding.message));
        return Ok(failed);
    }
    match &args.output {
        None => streams.out.write_all(text.as_bytes())?,
        Some(path) => {
            if let Err(error) = write(path, &text) {
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

/// Writes the new file; what stands there already is left alone.
fn write(path: &Path, text: &str) -> Result<(), FileError> {
    let mut file = NewFile::create_new(path)?;
    if let Err(error) = file.write_all(text.as_bytes()) {
        return Err(file.failed(error));
    }
    file.keep()
}
