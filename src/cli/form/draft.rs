//! `mubiao form draft`: writes the data of a form out of sheets of it.

use crate::cli::help::pick;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::text_of;
use crate::cli::Status;
use crate::cli::settings::{self, ConfigArgs};
use crate::cli::streams::Streams;
use crate::diagnostic::{Lang, say};
use crate::drafting::draft;
use crate::fs::{self, FileError, NewFile};
use crate::profile::{LAYOUT, NO_PROFILE, Profile};
use crate::report::{plural, visible};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[arg(
        value_name = pick("文件", "FILES"),
        required = true,
        help = pick(
            "这种表的一张或几张，空白表样也可以；import 能读的格式均可",
            "one or more sheets of the form, empty ones too, in any format that import reads"
        )
    )]
    files: Vec<PathBuf>,
    #[arg(
        short,
        long,
        value_name = pick("文件夹", "DIR"),
        required = true,
        help = pick(
            "写入的文件夹，其名即表样名，如 forms/county-project",
            "the folder to write, whose name is the form's, such as forms/county-project"
        )
    )]
    output: PathBuf,
    #[arg(long, help = pick("可以覆盖已有的 layout.toml", "overwrite an existing layout.toml"))]
    force: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let failed = Status { failed: true, ..Status::default() };
    let lang = streams.lang;
    let found = match args.config.here(streams) {
        Ok(found) => found,
        Err(broken) => return Ok(settings::tell(&broken, streams)),
    };
    let id = match name_of(&args.output, lang) {
        Ok(id) => id,
        Err(message) => {
            streams.complain(&message);
            return Ok(failed);
        }
    };
    let mut books = Vec::new();
    for path in &args.files {
        match text_of(path, &found.profiles, Some(NO_PROFILE), streams) {
            Ok(text) => books.push(text),
            Err(message) => {
                streams.complain(&message);
                return Ok(failed);
            }
        }
    }
    let Some(draft) = draft(&id, &books) else {
        streams.complain(&say!(
            lang,
            "没有读到表：需要有指标表，或标题、单位名称下的金额表",
            "no sheet was found: it takes a table of indicators, or one of money below a title or the name of a unit"
        ));
        return Ok(failed);
    };
    // Nothing is written that could not be read.
    if let Err(error) = Profile::parse(&draft.layout, None) {
        let said = if lang == Lang::Zh { error.zh() } else { error.en() };
        let line = error.line;
        streams.complain(&say!(
            lang,
            "起草的表样不能重新读取（第 {line} 行：{said}）；请报告这个问题",
            "the draft cannot be read back (line {line}: {said}); please report this"
        ));
        return Ok(failed);
    }
    let path = args.output.join(LAYOUT);
    if let Err(error) = write(&args.output, &path, &draft.layout, args.force) {
        streams.complain(&error.message(lang));
        return Ok(failed);
    }
    let (sheets, sections, checks, guesses) = (draft.sheets, draft.sections, draft.checks, draft.guesses);
    let shown = fs::display(&path).into_owned();
    let shown = visible(&shown);
    let en_sheets = plural(sheets, "sheet", "sheets");
    let sentence = say!(
        lang,
        "{shown}：由 {sheets} 张表起草，{sections} 个项目，{checks} 条检查；有 {guesses} 处是推测，文件里以 guessed 标出，请核对",
        "{shown}: drafted out of {sheets} {en_sheets}; sections: {sections}, checks: {checks}, guesses marked in the file: {guesses}"
    );
    writeln!(streams.out, "{sentence}")?;
    let folder = fs::display(&args.output).into_owned();
    let folder = visible(&folder);
    let next = say!(
        lang,
        "要使用这个表样，请在 mubiao.toml 里写 profiles = [\"{folder}\"]",
        "to use it, write profiles = [\"{folder}\"] in mubiao.toml"
    );
    writeln!(streams.out, "{next}")?;
    Ok(Status::default())
}

/// The name of the form: that of its folder.
fn name_of(folder: &Path, lang: Lang) -> Result<String, String> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(kebab) {
        return Err(say!(
            lang,
            "文件夹名“{name}”就是表样名，只能用小写字母、数字和连字符，例如 county-project",
            "the folder's name \"{name}\" is the form's, so it is in kebab case, such as county-project"
        ));
    }
    Ok(name)
}

fn write(folder: &Path, path: &Path, text: &str, force: bool) -> Result<(), FileError> {
    fs::create_folder(folder)?;
    let mut file = if force { NewFile::create(path)? } else { NewFile::create_new(path)? };
    if let Err(error) = file.write_all(text.as_bytes()) {
        return Err(file.failed(error));
    }
    file.keep()
}
