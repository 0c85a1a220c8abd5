//! Whom a sheet is of: the levels of the unit's code, its name, and its division by name.

use super::super::describe::{self, literal};
use super::headed;
use crate::diagnostic::{Lang, say};
use crate::division;
use crate::profile::{ColumnKind, fold_value};
use crate::sheet::Sheet;

/// The page of the sheet's budget unit, which section `section` states.
pub(super) fn page(sheet: &Sheet<'_>, section: usize, lang: Lang) -> String {
    let label = &sheet.profile.sections[section].label.text;
    let expected = || headed(label, &describe::expected(sheet.profile, ColumnKind::Identity, lang));
    let Some(identity) = sheet.identity() else { return expected() };
    let part = |range: crate::text::TextRange| fold_value(&sheet.text[range.usize()]);
    let mut lines: Vec<String> = Vec::new();
    if let Some(name) = identity.name {
        lines.push(format!("**{}**", literal(&sheet.text[name.usize()])));
    }
    if let Some(code) = identity.code {
        let code = part(code);
        let levels = literal(&levels(&code).join(" › "));
        lines.push(say!(lang, "单位代码：{levels}", "Unit code: {levels}"));
    }
    if let Some(code) = identity.division {
        lines.push(division_line(&part(code), lang));
    }
    if identity.code.is_none() || identity.name.is_none() {
        lines.push(literal(&describe::expected(sheet.profile, ColumnKind::Identity, lang)));
    }
    lines.join("\n\n")
}

/// The codes of the units above, one for every three digits, and the code itself.
fn levels(code: &str) -> Vec<&str> {
    let mut levels: Vec<&str> = (3..code.len()).step_by(3).filter_map(|end| code.get(..end)).collect();
    levels.push(code);
    levels
}

fn division_line(code: &str, lang: Lang) -> String {
    let found = code.get(..6).and_then(|six| Some((division::path(six)?, division::find(six)?)));
    let Some((path, division)) = found else {
        let code = literal(code);
        return say!(
            lang,
            "财政区划代码：{code}，前六位不在行政区划代码（GB/T 2260）中",
            "Fiscal division: {code}, whose first six digits are not in GB/T 2260"
        );
    };
    let (code, path) = (literal(code), literal(&path));
    let state = if division.in_force { "" } else { lang.pick("（已撤销或更名）", " (abolished or renamed)") };
    say!(lang, "财政区划代码：{code} {path}{state}", "Fiscal division: {code} {path}{state}")
}
