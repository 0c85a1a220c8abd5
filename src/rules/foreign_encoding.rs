//! foreign-encoding: a file that is not UTF-8.

use crate::diagnostic::{Applicability, Diagnostic, Lang, Sink, say};
use crate::text::TextRange;

rule!(
    "foreign-encoding",
    Damage,
    Information,
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
        "文件不是 UTF-8 编码，已按 {encoding} 读入；建议存为 UTF-8",
        "the file is not UTF-8 and was read as {encoding}; better save it as UTF-8"
    );
    sink.report(&RULE, TextRange::empty(0), message).fix(
        Applicability::Unsafe,
        say!(lang, "改存为 UTF-8", "rewrite the file as UTF-8"),
        Vec::new(),
    );
    sink.take().remove(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_names_the_encoding_and_offers_to_write_the_file_again() {
        let finding = diagnostic(Lang::Zh, "GB18030");
        assert_eq!(finding.rule.name, "foreign-encoding");
        assert_eq!(finding.message, "文件不是 UTF-8 编码，已按 GB18030 读入；建议存为 UTF-8");
        assert_eq!(finding.range, TextRange::empty(0));
        let english = diagnostic(Lang::En, "GB18030");
        assert_eq!(english.message, "the file is not UTF-8 and was read as GB18030; better save it as UTF-8");
    }

    #[test]
    fn rewriting_a_file_is_never_done_unasked_and_changes_no_character() {
        let finding = diagnostic(Lang::Zh, "GB18030");
        assert!(finding.safe_fix().is_none());
        assert_eq!(finding.fixes.len(), 1);
        assert_eq!(finding.fixes[0].edits, []);
    }
}
