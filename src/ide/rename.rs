//! Renaming an indicator of the unit's own in its sheet.

use super::{Analysis, SheetPlace};
use crate::diagnostic::{Lang, say};
use crate::profile::ColumnKind;
use crate::sheet::{CellRef, Sheet};
use crate::text::{Edit, TextRange};

/// Why something cannot be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoRename {
    /// There is no indicator's name.
    NoName,
    /// The form prescribes the name.
    Standard(String),
    /// The new name cannot stand in a cell: it is empty or has a TAB or a line end in it.
    NoCell,
}

impl NoRename {
    /// The reason, for the reader.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoName => say!(lang, "只能重命名指标的名称", "only the name of an indicator can be renamed"),
            Self::Standard(name) => say!(
                lang,
                "“{name}”是表样的标准指标，名称不能改",
                "“{name}” is a standard indicator of the form; its name stays"
            ),
            Self::NoCell => say!(
                lang,
                "名称不能为空，也不能含制表符或换行",
                "a name is not empty and has no TAB and no line end in it"
            ),
        }
    }
}

impl Analysis {
    /// The name at byte `offset` that can be changed.
    pub fn renamable(&self, offset: u32) -> Result<TextRange, NoRename> {
        let (place, at) = self.name_at(offset)?;
        Ok(place.in_text(place.sheet().range(at)))
    }

    /// The edits that call the indicator at byte `offset` `name`, wherever its sheet has it.
    pub fn rename(&self, offset: u32, name: &str) -> Result<Vec<Edit>, NoRename> {
        let (place, at) = self.name_at(offset)?;
        let name = name.trim();
        if name.is_empty() || name.contains(['\t', '\n', '\r']) {
            return Err(NoRename::NoCell);
        }
        let sheet = place.sheet();
        let old = sheet.value(at);
        let cells = sheet.indicators.iter().filter_map(|indicator| sheet.indicator_cell(indicator, ColumnKind::Name));
        let cells = cells.filter(|cell| sheet.value(*cell) == old);
        Ok(cells.map(|cell| Edit::replace(place.in_text(sheet.range(cell)), name)).collect())
    }

    fn name_at(&self, offset: u32) -> Result<(SheetPlace, CellRef), NoRename> {
        let offset = self.clamp(TextRange::empty(offset)).start;
        let place = self.sheet_at(offset).ok_or(NoRename::NoName)?;
        let at = place.cell_at(offset).ok_or(NoRename::NoName)?;
        check(&place.sheet(), at)?;
        Ok((place, at))
    }
}

fn check(sheet: &Sheet<'_>, at: CellRef) -> Result<(), NoRename> {
    let indicator = sheet.indicators.iter().find(|indicator| indicator.row == at.row).ok_or(NoRename::NoName)?;
    if sheet.indicator_cell(indicator, ColumnKind::Name) != Some(at) {
        return Err(NoRename::NoName);
    }
    match indicator.standard {
        Some(_) => Err(NoRename::Standard(sheet.value(at).to_owned())),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::ide::testing::check as check_answer;

    #[track_caller]
    fn check(name: &str, expected: &Expect) {
        check_answer(expected, |fixture| match fixture.analysis.rename(fixture.cursor(), name) {
            Ok(edits) => fixture.edited(&edits),
            Err(reason) => reason.message(Lang::Zh),
        });
    }

    #[test]
    fn everywhere_in_the_sheet() {
        check(
            " 培训合格率 ",
            &expect![[r#"
                ⇥社会效应⇥社会效益⇥培$0训通过率⇥>=⇥90⇥%⇥2021-06
                ⇥⇥⇥培训人次⇥>=⇥200⇥人次⇥2021-12
                ⇥⇥⇥培训通过率⇥>=⇥95⇥%⇥2021-12
                ---
                ⇥社会效应⇥社会效益⇥培训合格率⇥>=⇥90⇥%⇥2021-06
                ⇥⇥⇥培训人次⇥>=⇥200⇥人次⇥2021-12
                ⇥⇥⇥培训合格率⇥>=⇥95⇥%⇥2021-12
            "#]],
        );
    }

    #[test]
    fn what_cannot_be_renamed() {
        for (name, expected) in [
            (
                "工作质量",
                expect![[r#"
                    ⇥⇥⇥工作$0质量达标率⇥=⇥100⇥%⇥2021-12
                    ---
                    “工作质量达标率”是表样的标准指标，名称不能改
                "#]],
            ),
            (
                "甲",
                expect![[r#"
                    ⇥社会效应⇥社会$0效益⇥培训通过率⇥>=⇥90⇥%⇥2021-06
                    ---
                    只能重命名指标的名称
                "#]],
            ),
            (
                "甲\t乙",
                expect![[r#"
                    ⇥社会效应⇥社会效益⇥培训$0通过率⇥>=⇥90⇥%⇥2021-06
                    ---
                    名称不能为空，也不能含制表符或换行
                "#]],
            ),
        ] {
            check(name, &expected);
        }
    }
}
