//! Text that is not UTF-8.

use crate::diagnostic::{Applicability, Diagnostic, Group, Lang, RuleInfo, Severity, Sink, say};
use crate::text::TextRange;

/// The file is not UTF-8.
pub static RULE: RuleInfo = RuleInfo {
    name: "foreign-encoding",
    group: Group::Damage,
    severity: Severity::Warning,
    fix: Some(Applicability::Unsafe),
    summary_zh: "文件不是 UTF-8 编码",
    summary_en: "the file is not UTF-8",
    page: include_str!("foreign-encoding.md"),
};

/// The finding for a file that was decoded from `encoding`. Its fix has no edits: it is carried out by writing the text
/// as UTF-8.
pub fn diagnostic(lang: Lang, encoding: &str) -> Diagnostic {
    let mut sink = Sink::new(lang);
    sink.report(
        &RULE,
        TextRange::empty(0),
        say!(
            lang,
            "文件不是 UTF-8，按 {encoding} 读入；应为 UTF-8",
            "the file is not UTF-8 and was read as {encoding}; UTF-8 is expected"
        ),
    )
    .fix(Applicability::Unsafe, say!(lang, "改存为 UTF-8", "rewrite as UTF-8"), Vec::new());
    sink.take().remove(0)
}
