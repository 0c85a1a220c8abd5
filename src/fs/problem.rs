//! Why a file could not be read or written, in words for the one who has to do something about it.

use crate::diagnostic::{Lang, say};
use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A file and what is wrong with it.
#[derive(Debug)]
pub struct FileError {
    /// The file, as it was asked for.
    pub path: PathBuf,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Debug)]
#[non_exhaustive]
pub enum Problem {
    /// There is none.
    Missing,
    /// A directory without any `.mubiao` file.
    NoSheets,
    /// A directory all of whose `.mubiao` files, of which some are named, are ignored.
    Ignored(Vec<PathBuf>),
    /// A directory where a file is needed.
    Directory,
    /// It may not be read.
    Denied,
    /// It may not be written.
    ReadOnly,
    /// Its directory may not be written.
    FolderDenied,
    /// A pipe or a device where a file is needed.
    NotRegular,
    /// 4 GiB or more.
    TooLarge,
    /// A zip container: `xlsx`, `docx` and their like.
    Office,
    /// The compound file of old Office: `xls`, `doc`.
    OldOffice,
    /// PDF.
    Pdf,
    /// A file that says what is ignored, and that cannot be used for it.
    Ignores,
    /// A configuration longer than [`super::LONGEST_CONFIG`].
    LongConfig,
    /// A file in a folder longer than [`super::MOST_UNASKED`].
    LongUnasked,
    /// A configuration on another machine.
    Network,
    /// A configuration outside of the folders of a workspace that is not trusted.
    Outside,
    /// UTF-16, or UTF-32.
    Utf16,
    /// Neither UTF-8 nor GB18030.
    NotText {
        /// The line of the first byte that cannot be read, from 1.
        line: usize,
    },
    /// UTF-8 with some bad bytes.
    DamagedUtf8 {
        /// The line of the first bad byte, from 1.
        line: usize,
    },
    /// Writing it as GB18030 would change more than the text.
    Lossy,
    /// There is one already where a new one was to be written.
    Exists,
    /// There is one already that this program did not write.
    Foreign,
    /// A link to another folder where a file was to be written.
    Elsewhere,
    /// Another program changed it after it was read.
    Changed,
    /// It is to be read, and so not to be written over.
    Input,
    /// What the operating system says.
    Io(io::Error),
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::IsADirectory => Self::Directory,
            _ => Self::Io(error),
        }
    }
}

impl FileError {
    /// The error that `path` has `problem`.
    pub fn new(path: &Path, problem: Problem) -> Self {
        Self { path: path.to_owned(), problem }
    }

    /// One sentence that names the file and says what to do.
    pub fn message(&self, lang: Lang) -> String {
        self.problem.message(&super::display(&self.path), lang)
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl Error for FileError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.problem)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message("-", Lang::En))
    }
}

impl Error for Problem {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl Problem {
    /// One sentence that names the file `path` and says what to do.
    pub fn message(&self, path: &str, lang: Lang) -> String {
        match self {
            Self::Missing => say!(lang, "找不到“{path}”；请检查路径", "cannot find \"{path}\"; check the path"),
            Self::NoSheets => say!(
                lang,
                "文件夹“{path}”中没有 .mubiao 文件；请指明文件，或把扩展名改为 .mubiao",
                "no .mubiao file in the directory \"{path}\"; name the files, or give them the extension .mubiao"
            ),
            Self::Ignored(files) => ignored(path, files, lang),
            Self::Exists => say!(
                lang,
                "“{path}”已经存在，未改动；请换一个文件名",
                "\"{path}\" exists already and was not changed; choose another name"
            ),
            Self::Foreign => say!(
                lang,
                "“{path}”不是 mubiao 写出的，未改动；请另取文件名，确要覆盖就加 --force",
                "mubiao did not write \"{path}\", which was not changed; choose another name, or overwrite it with --force"
            ),
            Self::Elsewhere => say!(
                lang,
                "“{path}”经过一个指向别处的链接，没有写入；请直接写出那个文件夹的路径",
                "\"{path}\" goes by a link to somewhere else and was not written; name the directory that it leads to"
            ),
            Self::Directory => say!(
                lang,
                "“{path}”是文件夹，这里需要文件；请指明文件",
                "\"{path}\" is a directory where a file is needed; name the file"
            ),
            Self::Denied => say!(
                lang,
                "没有权限读取“{path}”；请检查它的权限",
                "no permission to read \"{path}\"; check its permissions"
            ),
            Self::ReadOnly => say!(
                lang,
                "“{path}”是只读文件，未改动；请先去掉只读属性",
                "\"{path}\" is read-only and was not changed; make it writable first"
            ),
            Self::FolderDenied => say!(
                lang,
                "“{path}”所在的文件夹不能写入，未改动；请检查文件夹的权限",
                "the directory of \"{path}\" is not writable and the file was not changed; check the directory's permissions"
            ),
            Self::NotRegular => say!(
                lang,
                "“{path}”不是普通文件，而是管道或设备；请指明普通文件，或用 - 从标准输入读入",
                "\"{path}\" is a pipe or a device, not a regular file; name a regular file, or read standard input with -"
            ),
            Self::TooLarge => say!(
                lang,
                "“{path}”达到 4 GiB 的上限；请拆成几个文件",
                "\"{path}\" reaches the limit of 4 GiB; split it into several files"
            ),
            Self::Ignores => say!(
                lang,
                "“{path}”太长、嵌套太深，或者不是普通文件，不能用来判断忽略什么，没有读取它所在的文件夹；请改短，或指明文件",
                "\"{path}\" is too long or nested too deep, or is no regular file, to say what is ignored, so its directory was not looked at; shorten it, or name the files"
            ),
            Self::LongConfig => say!(
                lang,
                "“{path}”超过 1 MiB，不是配置；请改短，或指明正确的文件",
                "\"{path}\" is longer than 1 MiB, which no configuration is; shorten it, or name the right file"
            ),
            Self::LongUnasked => say!(
                lang,
                "“{path}”超过 64 MiB，不在后台检查；请打开它，或用 mubiao lint 检查",
                "\"{path}\" is longer than 64 MiB and is not looked at in the background; open it, or use mubiao lint on it"
            ),
            Self::Network => say!(
                lang,
                "“{path}”在另一台计算机上，没有读取；请复制到本机",
                "\"{path}\" is on another machine and was not read; copy it to this one"
            ),
            Self::Outside => say!(
                lang,
                "工作区未受信任，不读它外面的“{path}”；请先信任工作区，或改用其中的文件",
                "the workspace is not trusted, so \"{path}\" outside of it was not read; trust it first, or name a file inside"
            ),
            Self::Office => say!(
                lang,
                "“{path}”是 xlsx、docx 之类的 Office 文件（或压缩包），不是文本；请先用 mubiao import 导入",
                "\"{path}\" is an Office file such as xlsx or docx (or a zip archive), not text; import it with mubiao import first"
            ),
            Self::OldOffice => say!(
                lang,
                "“{path}”是 xls、doc 之类的旧版 Office 文件，不是文本；请先用 mubiao import 导入，或另存为 .xlsx、.docx",
                "\"{path}\" is an old Office file such as xls or doc, not text; import it with mubiao import, or save it as .xlsx or .docx, first"
            ),
            Self::Pdf => say!(
                lang,
                "“{path}”是 PDF，不是文本；请先用 mubiao import 导入",
                "\"{path}\" is a PDF, not text; import it with mubiao import first"
            ),
            Self::Utf16 => say!(
                lang,
                "“{path}”是 UTF-16 文本；请在编辑器中另存为 UTF-8",
                "\"{path}\" is UTF-16 text; save it as UTF-8 in an editor"
            ),
            Self::NotText { line } => say!(
                lang,
                "“{path}”既不是 UTF-8 文本，也不是 GB18030 文本（第 {line} 行有无法识别的字节）；请另存为 UTF-8 文本",
                "\"{path}\" is neither UTF-8 nor GB18030 text (line {line} has a byte that cannot be read); save it as UTF-8 text"
            ),
            Self::DamagedUtf8 { line } => say!(
                lang,
                "“{path}”是受损的 UTF-8 文本（第 {line} 行有无法识别的字节）；请在编辑器中改正，或重新取得文件",
                "\"{path}\" is damaged UTF-8 text (line {line} has a byte that cannot be read); correct it in an editor, or get the file again"
            ),
            Self::Lossy => say!(
                lang,
                "“{path}”写回 GB18030 时会改变原有的字节，未改动；请先另存为 UTF-8，或加 --unsafe-fixes 改存为 UTF-8",
                "writing \"{path}\" as GB18030 would change bytes that have no finding, so it was not changed; save it as UTF-8, or rewrite it as UTF-8 with --unsafe-fixes"
            ),
            Self::Changed => say!(
                lang,
                "“{path}”在读入之后被其他程序改过，未改动；请重新运行",
                "another program changed \"{path}\" after it was read, so it was not written; run again"
            ),
            Self::Input => say!(
                lang,
                "“{path}”本身要检查，不能覆盖；请另取文件名",
                "\"{path}\" is itself to be checked and cannot be written over; choose another name"
            ),
            Self::Io(error) => say!(
                lang,
                "“{path}”读写失败（{error}）；请检查磁盘和路径",
                "cannot read or write \"{path}\" ({error}); check the disk and the path"
            ),
        }
    }
}

/// The most ignored files that are named.
const NAMED: usize = 5;

/// That every file of a folder is ignored, and which these are.
fn ignored(path: &str, files: &[PathBuf], lang: Lang) -> String {
    let mut names: Vec<String> = files.iter().take(NAMED).map(|file| super::display(file).into_owned()).collect();
    if files.len() > NAMED {
        names.push("…".to_owned());
    }
    let names = names.join(lang.pick("、", ", "));
    say!(
        lang,
        "文件夹“{path}”中的 .mubiao 文件都被忽略（.gitignore、.ignore）：{names}；请指明文件",
        "every .mubiao file in the directory \"{path}\" is ignored (.gitignore, .ignore): {names}; name the files"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_system_s_kinds_have_messages_of_their_own() {
        let problem = |kind: io::ErrorKind| Problem::from(io::Error::from(kind));
        assert!(matches!(problem(io::ErrorKind::PermissionDenied), Problem::Denied));
        assert!(matches!(problem(io::ErrorKind::NotFound), Problem::Missing));
        assert!(matches!(problem(io::ErrorKind::NotADirectory), Problem::Missing));
        assert!(matches!(problem(io::ErrorKind::IsADirectory), Problem::Directory));
        assert!(matches!(problem(io::ErrorKind::StorageFull), Problem::Io(_)));
    }

    #[test]
    fn every_message_names_the_file_and_what_to_do() {
        let all = || {
            [
                Problem::Missing,
                Problem::NoSheets,
                Problem::Ignored(vec![PathBuf::from("d/b.mubiao")]),
                Problem::Directory,
                Problem::Denied,
                Problem::ReadOnly,
                Problem::FolderDenied,
                Problem::NotRegular,
                Problem::TooLarge,
                Problem::Office,
                Problem::OldOffice,
                Problem::Pdf,
                Problem::Ignores,
                Problem::LongConfig,
                Problem::LongUnasked,
                Problem::Network,
                Problem::Outside,
                Problem::Utf16,
                Problem::NotText { line: 7 },
                Problem::DamagedUtf8 { line: 7 },
                Problem::Lossy,
                Problem::Exists,
                Problem::Foreign,
                Problem::Elsewhere,
                Problem::Changed,
                Problem::Input,
                Problem::Io(io::Error::other("full")),
            ]
        };
        for (lang, mark) in [(Lang::Zh, "；请"), (Lang::En, "; ")] {
            let messages: BTreeSet<String> = all()
                .into_iter()
                .map(|problem| FileError::new(Path::new("一/a.mubiao"), problem).message(lang))
                .collect();
            assert_eq!(messages.len(), all().len(), "two problems have the same message");
            for message in messages {
                assert!(message.contains("一/a.mubiao") && message.contains(mark), "{message}");
            }
        }
    }
}
