//! foreign-encoding: a file that is not UTF-8.

use crate::diagnostic::{Applicability, Diagnostic, Lang, Sink, say};
use crate::text::TextRange;

rule!(
    "foreign-encoding",
    Damage,
    Warning,
    Some(Applicability::Unsafe),
    "文件不是 UTF-8 编码",
    "the file is not UTF-8",
);

/// The finding for a file that was decoded from `encoding`. Its fix has no edits: it is carried out by writing the text
/// as UTF-8.
pub fn diagnostic(lang: Lang, encoding: &str) -> Diagnostic {
    let mut sink = Sink::new(lang);
    let message = say!(
        lang,
        "文件不是 UTF-8，按 {encoding} 读入；应存为 UTF-8",
        "the file is not UTF-8 and was read as {encoding}; UTF-8 is expected"
    );
    sink.report(&RULE, TextRange::empty(0), message).fix(
        Applicability::Unsafe,
        say!(lang, "改存为 UTF-8", "rewrite the file as UTF-8"),
        Vec::new(),
    );
    sink.take().remove(0)
}
