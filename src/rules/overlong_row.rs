//! overlong-row: a row so long that its line ends must have been lost.

use crate::diagnostic::{Sink, say};
use crate::sheet::Sheet;
use crate::text::TextRange;

rule!("overlong-row", Structure, Error, None, "单行过长，可能丢失了换行", "a row too long to be one");

/// A row of a sheet is at most a goal of a few thousand characters; with more bytes than this the line ends are gone.
const MOST: u32 = 64 * 1024;

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for row in sheet.syntax.rows().iter().filter(|row| row.len > MOST) {
        report(row.start, row.len, sink);
    }
}

/// Reports every overlong row of a text that no profile reads.
pub(super) fn check_text(text: &str, sink: &mut Sink) {
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let len = line.trim_end_matches(['\n', '\r']).len();
        if len > MOST as usize {
            report(start, len as u32, sink);
        }
        start += line.len() as u32;
    }
}

fn report(start: u32, len: u32, sink: &mut Sink) {
    let (lang, most, size) = (sink.lang, MOST / 1024, len.div_ceil(1024));
    let message = say!(
        lang,
        "这一行有 {size} KiB，超过 {most} KiB，可能丢失了换行；请回到原表重新复制或导出",
        "this row has {size} KiB, more than {most} KiB; line ends may be lost, so copy or export the sheet again"
    );
    sink.report(&RULE, TextRange::empty(start), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Lang;
    use crate::lint::{Settings, lint};

    #[track_caller]
    fn check(text: &str, expected: &[(u32, &str)]) {
        let outcome = lint(text, &Settings { lang: Lang::En, ..Settings::default() });
        let own = outcome.findings.iter().filter(|finding| finding.rule.name == RULE.name);
        assert_eq!(own.map(|finding| (finding.range.start, finding.message.as_str())).collect::<Vec<_>>(), expected);
    }

    const IDENTITY: &str = "部门（单位）名称\t703001朝阳市工业和信息化局-211300000\n";

    #[test]
    fn a_row_of_a_sheet() {
        let text = format!("{IDENTITY}年度绩效目标\t{}\n", "a".repeat(70 * 1024));
        let message = "this row has 71 KiB, more than 64 KiB; line ends may be lost, so copy or export the sheet again";
        check(&text, &[(IDENTITY.len() as u32, message)]);
    }

    #[test]
    fn one_byte_too_many() {
        let message = "this row has 65 KiB, more than 64 KiB; line ends may be lost, so copy or export the sheet again";
        check(&format!("{IDENTITY}\t{}", "a".repeat(MOST as usize)), &[(IDENTITY.len() as u32, message)]);
        check(&format!("{IDENTITY}{}\r\n", "a".repeat(MOST as usize)), &[]);
    }

    #[test]
    fn a_text_that_no_profile_reads() {
        let text = format!("甲\n{}\r\n乙", "a".repeat(100 * 1024));
        let message = "this row has 100 KiB, more than 64 KiB; line ends may be lost, so copy or export the sheet again";
        check(&text, &[(4, message)]);
    }

    #[test]
    fn a_long_goal_and_many_rows() {
        let goal = "做好节能监察工作。".repeat(300);
        check(&format!("{IDENTITY}年度绩效目标\t{goal}\n{}", "\t短行\n".repeat(9000)), &[]);
    }
}
