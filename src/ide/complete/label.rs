//! What can stand at the beginning of a row: the labels of sections with what belongs to them, and whole sheets.

use super::directive::directives;
use super::{Analysis, Candidate, CompletionKind, Context, Doc, Snippet, headed};
use crate::diagnostic::{Lang, say};
use std::sync::Arc;

use crate::profile::{Column, ColumnKind, Profile, Shape};
use crate::sheet::{RowRole, Sheet};
use crate::skeleton::{self, skeleton};
use crate::syntax::read_sheets;

/// Stands for the fiscal year in a skeleton where nothing tells it.
const NO_YEAR: i32 = 9999;

/// The sections that can begin in the row, and sheets where one can.
pub(super) fn candidates(context: &Context<'_, '_>) -> Vec<Candidate> {
    let (sheet, spot, profile) = (context.sheet, context.spot, context.profile());
    if let Some(headings) = &sheet.headings {
        let mut all = headed::labels(context, headings);
        if context.is_typing() {
            let directives = directives(context.lang, "# mubiao: ", sheet.fiscal_year);
            all.extend(directives.into_iter().map(|directive| Candidate { rank: 4, ..directive }));
        }
        return all;
    }
    let row = spot.at.row as usize;
    let has = |section: usize| sheet.sections.iter().any(|view| view.section == Some(section) && view.first != row);
    let above = sheet.sections.iter().rfind(|view| view.first < row && view.section.is_some());
    let above = above.and_then(|view| view.section);
    let follows = above.map_or(0, |above| above + 1);
    // The first section that is not there yet, in the form's order, is what comes next.
    let next = (follows..profile.sections.len()).find(|&section| !has(section));
    let mut all: Vec<Candidate> = Vec::new();
    for (at, section) in profile.sections.iter().enumerate() {
        let begins = at == profile.identity();
        if has(at) && !begins {
            continue;
        }
        let rank = match next {
            Some(next) if next == at => 0,
            _ if begins && above.is_some() => 3,
            _ => 1,
        };
        let insert = if context.is_open() { section_text(context, at) } else { Snippet::of(&section.label.text) };
        let doc = Some(Doc::Section(at));
        all.push(Candidate { insert, rank, doc, ..Candidate::new(&section.label.text, CompletionKind::Section) });
    }
    if context.is_open() {
        let titled =
            sheet.roles.contains(&RowRole::Title) || context.analysis.sheets().iter().any(|of| of.syntax.headed());
        let rank = if above.is_none() { 1 } else { 2 };
        let year = sheet.fiscal_year.or(context.analysis.head().fiscal_year);
        if let Some(profile) = context.analysis.profile() {
            all.push(Candidate { rank, ..whole_sheet(profile, year, !titled, context.lang) });
        }
        let directives = directives(context.lang, "# mubiao: ", sheet.fiscal_year);
        all.extend(directives.into_iter().map(|directive| Candidate { rank: 4, ..directive }));
    }
    all
}

/// What can stand in a text that no form reads yet.
pub(super) fn first(analysis: &Analysis, lang: Lang) -> Vec<Candidate> {
    let year = analysis.head().fiscal_year;
    let mut all: Vec<Candidate> = Vec::new();
    for profile in analysis.settings().profiles.iter() {
        all.push(whole_sheet(profile, year, true, lang));
        let name = lang.pick(&profile.name.0, &profile.name.1);
        let title = year.and_then(|year| profile.title(year)).or_else(|| profile.titles.first().cloned());
        let identity = match profile.parts.iter().find_map(|part| part.label.as_ref()) {
            Some(label) => label.text.clone(),
            None if profile.by_headings() => continue,
            None => profile.sections[profile.identity()].label.text.clone(),
        };
        for text in title.into_iter().filter(|title| !title.contains('{')).chain([identity]) {
            if !all.iter().any(|known| known.label == text) {
                let candidate = Candidate::new(&text, CompletionKind::Section);
                all.push(Candidate { rank: 1, detail: name.clone(), ..candidate });
            }
        }
    }
    all.extend(directives(lang, "# mubiao: ", year).into_iter().map(|directive| Candidate { rank: 2, ..directive }));
    all
}

/// The column headers of a section, from column `column` on.
pub(super) fn headers(context: &Context<'_, '_>, section: usize, column: usize) -> Vec<Candidate> {
    let section = &context.profile().sections[section];
    // A second row of headers stands below the first one.
    let second = matches!(context.sheet.roles.get(context.spot.at.row as usize), Some(RowRole::SubHeader(_)));
    let cells: Vec<&str> = if second { section.subheaders().collect() } else { section.header_cells() };
    let headers = cells.iter().enumerate().filter(|(_, header)| !header.is_empty()).map(|(at, header)| {
        let mut insert = Snippet::of(header);
        if at == column && context.is_open() {
            let rest = cells[at + 1..].join("\t");
            let rest = rest.trim_end_matches('\t');
            if !rest.is_empty() {
                insert.text("\t");
                insert.text(rest);
            }
        }
        Candidate { insert, rank: u8::from(at != column), ..Candidate::new(header, CompletionKind::Header) }
    });
    headers.collect()
}

/// The label of section `at` with what the form prints in it.
fn section_text(context: &Context<'_, '_>, at: usize) -> Snippet {
    let (sheet, profile) = (context.sheet, context.profile());
    let section = &profile.sections[at];
    let mut insert = Snippet::of(&section.label.text);
    // The rows of the section may stand below already.
    let below = sheet.roles.get(context.spot.at.row as usize + 1);
    let begun = matches!(below, Some(RowRole::Item(_) | RowRole::Orphan));
    match &section.shape {
        Shape::Field(_) | Shape::Text => {
            insert.text("\t");
            if let Some(number) = &section.numbered {
                insert.text(&format!("{}1", number.text));
            }
            insert.stop("");
        }
        Shape::Breakdown(rows) => {
            for (at, row) in rows.iter().enumerate().take(if begun { 1 } else { rows.len() }) {
                insert.text(if at > 0 { "\n" } else { "" });
                for part in row {
                    insert.text(&format!("\t{}\t", part.label.text));
                    insert.stop("");
                }
            }
        }
        Shape::List(columns) | Shape::Indicators(columns) => {
            insert = Snippet::of(&section.header_rows());
            if !begun {
                for name in skeleton::named(profile, at) {
                    insert.text(&format!("\n\t{name}"));
                    amounts(columns, &mut insert);
                }
                insert.text("\n\t");
                insert.stop("");
                if let Some(total) = &section.total {
                    insert.text(&format!("\n\t{}", total.text));
                    amounts(columns, &mut insert);
                }
            }
        }
    }
    insert
}

/// Places to fill in for the amounts behind the name of an item.
fn amounts(columns: &[Column], insert: &mut Snippet) {
    for column in columns.iter().skip(1) {
        insert.text("\t");
        if column.kind == ColumnKind::Amount {
            insert.stop("");
        }
    }
}

/// A sheet with everything that is known before it is filled in; `head` is what stands above the first one of a book.
fn whole_sheet(profile: &Arc<Profile>, year: Option<i32>, head: bool, lang: Lang) -> Candidate {
    let text = skeleton(profile, "", year.unwrap_or(NO_YEAR));
    let mut insert = Snippet::default();
    let mut rows: Vec<Row> = Vec::new();
    read_sheets(&text, &**profile, |_, text, syntax| {
        let sheet = Sheet::read(text, syntax, profile, None);
        if head || syntax.headed() {
            (0..syntax.rows().len() as u32).for_each(|row| rows.push(read_row(&sheet, row)));
        }
    });
    let last = rows.len();
    for (at, row) in rows.into_iter().enumerate() {
        // Without a year a directive says nothing.
        if year.is_none() && row.comment && row.text.contains(&NO_YEAR.to_string()) {
            insert.marked_text("# mubiao: fiscal-year = ");
            insert.linked(lang.pick("年度", "year"));
            insert.marked_text("\n");
            continue;
        }
        write_row(&row, year.is_none(), lang, &mut insert);
        insert.text(if at + 1 < last { "\n" } else { "" });
    }
    let name = lang.pick(&profile.name.0, &profile.name.1);
    let label = say!(lang, "新表：{name}", "New sheet: {name}");
    let detail = lang.pick("整套项目和共性指标", "all sections and standard indicators").to_owned();
    let keys = vec!["整表".to_owned(), "新表".to_owned(), profile.name.0.clone(), profile.id.clone()];
    Candidate { detail, insert, keys, ..Candidate::new(&label, CompletionKind::Sheet) }
}

/// A row of a skeleton.
struct Row {
    text: String,
    comment: bool,
    /// The cells that are to be filled in, those behind the last value included.
    blanks: Vec<usize>,
    /// Whether something is to be written on in the last cell.
    open: bool,
}

fn read_row(sheet: &Sheet<'_>, row: u32) -> Row {
    let text = sheet.text[sheet.row(row).range().usize()].to_owned();
    let (mut blanks, mut open) = (Vec::new(), false);
    let section = sheet.section_at(row).and_then(|open| sheet.sections[open].section);
    let section = section.map(|section| &sheet.profile.sections[section]);
    let cells: Vec<&str> = text.split('\t').collect();
    match (sheet.roles[row as usize], section.map(|section| (section, &section.shape))) {
        (RowRole::Label(_), Some((section, Shape::Text))) if section.numbered.is_some() => open = true,
        (RowRole::Label(_), Some((_, Shape::Field(_) | Shape::Text))) => blanks.push(1),
        (RowRole::Label(_) | RowRole::Item(_), Some((section, Shape::Breakdown(_)))) => {
            let named = |value: &str| section.parts().any(|part| part.label.matches(value).is_some());
            blanks.extend((1..cells.len()).filter(|&at| named(cells[at])).map(|at| at + 1));
        }
        (RowRole::Item(_), Some((_, Shape::List(columns)))) => {
            let amounts = columns.iter().enumerate().filter(|(_, column)| column.kind == ColumnKind::Amount);
            blanks.extend(amounts.map(|(at, _)| at + 1));
        }
        (RowRole::Item(_), Some((_, Shape::Indicators(columns)))) => {
            let name = columns.iter().position(|column| column.kind == ColumnKind::Name).map(|at| at + 1);
            blanks.extend(name.filter(|&name| cells.get(name).is_none_or(|cell| cell.is_empty())));
        }
        _ => {}
    }
    Row { comment: sheet.row(row).comment, blanks, open, text }
}

fn write_row(row: &Row, without_year: bool, lang: Lang, insert: &mut Snippet) {
    let cells: Vec<&str> = row.text.split('\t').collect();
    let no_year = NO_YEAR.to_string();
    let last = row.blanks.iter().copied().max().unwrap_or(0).max(cells.len() - 1);
    for at in 0..=last {
        insert.text(if at > 0 { "\t" } else { "" });
        let cell = cells.get(at).copied().unwrap_or("");
        if cell.is_empty() && row.blanks.contains(&at) {
            insert.stop("");
            continue;
        }
        match cell.split_once(&no_year).filter(|_| without_year && !row.comment) {
            // A deadline without its year says nothing, so the plain text does without all of it.
            Some(("", month)) if month.starts_with('-') => {
                insert.linked(lang.pick("年度", "year"));
                insert.marked_text(month);
            }
            Some((before, behind)) => {
                insert.text(before);
                insert.linked(lang.pick("年度", "year"));
                insert.text(behind);
            }
            None => insert.text(cell),
        }
    }
    if row.open {
        insert.stop("");
    }
}
