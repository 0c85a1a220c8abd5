//! Renaming an indicator of the unit's own in its sheet.

use std::sync::Arc;

use super::{Analysis, Buffer, SheetPlace};
use crate::diagnostic::{Lang, say};
use crate::lint::Settings;
use crate::profile::ColumnKind;
use crate::sheet::{CellRef, Sheet};
use crate::text::{Edit, TextRange, apply_edits};

/// Why something cannot be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoRename {
    /// There is no indicator's name.
    NoName,
    /// The form prescribes the name.
    Standard(String),
    /// The new name cannot stand in a cell: it is empty or has a TAB, a line end or another control character in it.
    NoCell,
    /// Another indicator of the sheet has the new name.
    Taken(String),
    /// In the sheet the new name would be read as something else.
    Misread(String),
}

impl NoRename {
    /// The reason, for the reader.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoName => say!(lang, "只能重命名指标的名称", "only the name of an indicator can be renamed"),
            Self::Standard(name) => say!(
                lang,
                "“{name}”是表样的共性指标，名称不能改",
                "“{name}” is a standard indicator of the form; its name stays"
            ),
            Self::NoCell => say!(
                lang,
                "名称不能为空，也不能含 TAB、换行等控制字符；请改正",
                "a name is not empty and has no TAB, line end or other control character in it; correct it"
            ),
            Self::Taken(name) => {
                say!(
                    lang,
                    "本表已经有名为“{name}”的指标；请换一个名称",
                    "the sheet already has an indicator named “{name}”; choose another name"
                )
            }
            Self::Misread(name) => say!(
                lang,
                "“{name}”会被读作别的一栏，不能作指标名称；请换一个名称",
                "“{name}” would no longer be read as the name of an indicator; choose another name"
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
        if name.is_empty() || name.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
            return Err(NoRename::NoCell);
        }
        let sheet = place.sheet();
        let old = sheet.value(at);
        let names = sheet.indicators.iter().filter_map(|indicator| sheet.indicator_cell(indicator, ColumnKind::Name));
        let (cells, others): (Vec<CellRef>, Vec<CellRef>) = names.partition(|cell| sheet.value(*cell) == old);
        if others.iter().any(|cell| sheet.value(*cell) == name) {
            return Err(NoRename::Taken(name.to_owned()));
        }
        let edits: Vec<Edit> = cells.iter().map(|cell| Edit::replace(sheet.range(*cell), name)).collect();
        if !self.reads_as_names(&place, &edits, &cells) {
            return Err(NoRename::Misread(name.to_owned()));
        }
        Ok(edits.into_iter().map(|edit| edit.shifted(place.base)).collect())
    }

    /// Whether `cells` of a sheet are names of indicators after `edits` of it.
    fn reads_as_names(&self, place: &SheetPlace, edits: &[Edit], cells: &[CellRef]) -> bool {
        let settings = Settings { profile: Some(place.profile.id.clone()), ..(*self.settings).clone() };
        let text = apply_edits(&place.syntax.text, edits);
        let analysis = Buffer::new(&text, 0, Arc::new(settings)).analysis();
        let places: Vec<SheetPlace> = analysis.places().collect();
        let [renamed] = &places[..] else { return false };
        let sheet = renamed.sheet();
        let is_name = |cell: &CellRef| {
            let indicator = sheet.indicators.iter().find(|indicator| indicator.row == cell.row);
            indicator.is_some_and(|indicator| sheet.indicator_cell(indicator, ColumnKind::Name) == Some(*cell))
        };
        cells.iter().all(is_name)
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
                    “工作质量达标率”是表样的共性指标，名称不能改
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
                    名称不能为空，也不能含 TAB、换行等控制字符；请改正
                "#]],
            ),
            (
                "甲\0乙",
                expect![[r#"
                    ⇥社会效应⇥社会效益⇥培训$0通过率⇥>=⇥90⇥%⇥2021-06
                    ---
                    名称不能为空，也不能含 TAB、换行等控制字符；请改正
                "#]],
            ),
            (
                "=",
                expect![[r#"
                    ⇥社会效应⇥社会效益⇥培训$0通过率⇥>=⇥90⇥%⇥2021-06
                    ---
                    “=”会被读作别的一栏，不能作指标名称；请换一个名称
                "#]],
            ),
            (
                "培训人次",
                expect![[r#"
                    ⇥社会效应⇥社会效益⇥培训$0通过率⇥>=⇥90⇥%⇥2021-06
                    ⇥⇥⇥培训人次⇥>=⇥200⇥人次⇥2021-12
                    ---
                    本表已经有名为“培训人次”的指标；请换一个名称
                "#]],
            ),
        ] {
            check(name, &expected);
        }
    }
}
