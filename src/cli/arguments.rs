//! Arguments that cannot be understood, in words, and those that ask for help.

use super::help::{self, chinese_usage};
use crate::diagnostic::Lang;
use crate::report::visible;
use anstyle::AnsiColor;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::ffi::OsString;
use std::io::{self, Write};

/// Prints what clap ended with. Returns the exit status.
pub(super) fn refuse(error: &Error, args: &[OsString], lang: Lang) -> u8 {
    let printed = match error.kind() {
        ErrorKind::DisplayVersion => error.print(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            help::shown(super::width()).try_get_matches_from(args).map_or_else(|help| help.print(), |_| Ok(()))
        }
        _ if lang == Lang::En => error.print(),
        _ => complain(error),
    };
    // stdout or stderr is gone; ignore.
    let _ = printed;
    u8::try_from(error.exit_code()).unwrap_or(2)
}

fn complain(error: &Error) -> io::Result<()> {
    let red = AnsiColor::Red.on_default().bold();
    let mut err = anstream::stderr().lock();
    writeln!(err, "{red}错误{red:#}: {}", visible(&sentence(error)))?;
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = chinese_usage(&usage.to_string());
        let command: Vec<&str> = usage.split(' ').take_while(|word| !word.starts_with(['[', '<', '-'])).collect();
        writeln!(err, "\n用法: {usage}\n\n详见 {} --help", command.join(" "))?;
    }
    Ok(())
}

/// What is wrong, in Chinese.
fn sentence(error: &Error) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let near = |kind| match text(kind) {
        near if near.is_empty() => String::new(),
        near => format!("，是不是“{near}”？"),
    };
    let arg = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let known = match text(ContextKind::ValidValue) {
        known if known.is_empty() => String::new(),
        known => format!("；可选值有：{known}"),
    };
    match error.kind() {
        ErrorKind::UnknownArgument => match near(ContextKind::SuggestedArg) {
            near if !near.is_empty() => format!("没有“{arg}”这个选项{near}"),
            _ if arg.starts_with('-') => format!("没有“{arg}”这个选项；如是文件名，请写在 -- 之后"),
            _ => format!("多了一个参数“{arg}”，请去掉"),
        },
        ErrorKind::InvalidValue if value.is_empty() => format!("“{arg}”缺少取值，请写上{known}"),
        ErrorKind::InvalidValue => match near(ContextKind::SuggestedValue) {
            near if near.is_empty() => format!("“{arg}”不能取“{value}”{known}"),
            near => format!("“{arg}”不能取“{value}”{near}{}", known.trim_start_matches('；')),
        },
        ErrorKind::InvalidSubcommand => {
            let (name, near) = (text(ContextKind::InvalidSubcommand), near(ContextKind::SuggestedSubcommand));
            format!("没有名为“{name}”的命令{near}")
        }
        ErrorKind::ValueValidation => match error.source() {
            Some(reason) => format!("“{arg}”不能取“{value}”：{reason}"),
            None => format!("“{arg}”不能取“{value}”"),
        },
        ErrorKind::MissingRequiredArgument => format!("缺少必填的 {arg}，请写上"),
        ErrorKind::MissingSubcommand => {
            let (name, known) = (text(ContextKind::InvalidSubcommand), text(ContextKind::ValidSubcommand));
            format!("“{name}”之后缺少命令；可用的有：{known}")
        }
        ErrorKind::ArgumentConflict => match text(ContextKind::PriorArg) {
            prior if prior == arg => format!("“{arg}”只能写一次，请去掉多余的"),
            prior if prior.is_empty() => format!("“{arg}”不能与其他选项同用，请去掉其中一个"),
            prior => format!("“{arg}”不能与“{prior}”同用；请去掉其中一个"),
        },
        ErrorKind::NoEquals => format!("“{arg}”与取值之间要有等号"),
        ErrorKind::TooManyValues => format!("“{arg}”多了一个取值“{value}”，请去掉"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let (given, min) = (text(ContextKind::ActualNumValues), text(ContextKind::MinValues));
            let wanted = if min.is_empty() { text(ContextKind::ExpectedNumValues) } else { min };
            format!("“{arg}”要有 {wanted} 个取值，现有 {given} 个")
        }
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 编码；请改正，或给文件换一个名称".to_owned(),
        _ => "参数有误，请对照帮助改正".to_owned(),
    }
}
