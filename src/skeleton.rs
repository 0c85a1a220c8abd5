//! A sheet to be filled in: the form's sections with what is known before anything is written.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::format::format;
use crate::lint::Settings;
use crate::profile::{
    Caption, Column, ColumnKind, FormPart, Heading, Notion, PartShape, Profile, Profiles, Shape, Standard, Term,
    TermRows,
};

/// A book with one sheet of the form `profile` for `unit`, whose identity is written as the form has it: the tasks that
/// the form names and the standard indicators of `year` are in it, amounts and goal are not.
pub fn skeleton(profile: &Arc<Profile>, unit: &str, year: i32) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write!(out, "# mubiao: profile = {}\n# mubiao: fiscal-year = {year}\n", profile.id);
    if let Some(title) = profile.title(year) {
        let _ = write!(out, "{title}\n\n");
    }
    if profile.by_headings() {
        parts(profile, unit, year, &mut out);
        return format(&out, &Settings { profiles: Profiles::of(profile), ..Settings::default() });
    }
    for (at, section) in profile.sections.iter().enumerate() {
        if section.columns().is_empty() {
            out.push_str(&section.label.text);
        } else {
            out.push_str(&section.header_rows());
        }
        match &section.shape {
            Shape::Field(ColumnKind::Identity) => {
                let _ = write!(out, "\t{unit}");
            }
            Shape::Text if section.numbered.is_some() => {
                let number = section.numbered.as_ref().map_or("", |label| label.text.as_str());
                let _ = write!(out, "\t{number}1");
            }
            Shape::Field(_) | Shape::Text => {}
            Shape::Breakdown(rows) => {
                for (at, row) in rows.iter().enumerate() {
                    out.push_str(if at > 0 { "\n" } else { "" });
                    row.iter().for_each(|part| out.extend(["\t", &part.label.text, "\t"]));
                }
            }
            Shape::List(_) => {
                named(profile, at).for_each(|name| out.extend(["\n\t", name]));
                out.extend(section.total.iter().flat_map(|total| ["\n\t", total.text.as_str()]));
            }
            Shape::Indicators(columns) => {
                indicators(profile, columns, year, &mut out);
            }
        }
        out.push('\n');
    }
    format(&out, &Settings { profiles: Profiles::of(profile), ..Settings::default() })
}

/// The text of a heading; none where the form prints a blank one.
fn caption(caption: Option<&Caption>, year: i32) -> Cow<'_, str> {
    caption.map_or("".into(), |caption| caption.printed(year))
}

/// The parts of a form that is read by its headings, with the rows that it prints itself.
fn parts(profile: &Profile, unit: &str, year: i32, out: &mut String) {
    let stated = |caption: &Caption| Heading::read(&caption.text).unit.is_some();
    let of_part = |part: &FormPart| {
        let columns = part.columns.iter().filter_map(|column| column.header.as_ref());
        part.label.iter().chain(columns).chain(part.rows.iter().map(|row| &row.label)).any(stated)
    };
    if !profile.parts.iter().any(of_part) {
        let _ = writeln!(out, "金额单位：{}", profile.amount.unit);
    }
    let mut at = 0;
    let mut above = String::new();
    while let Some(part) = profile.parts.get(at) {
        at += 1;
        let label = caption(part.label.as_ref(), year);
        match part.shape {
            PartShape::Field => {
                let unit = if matches!(part.notion, Notion::Identity | Notion::Project) { unit } else { "" };
                let _ = write!(out, "{label}\t{unit}");
                while let Some(next) = profile.parts.get(at).filter(|next| next.beside) {
                    let _ = write!(out, "\t{}\t", caption(next.label.as_ref(), year));
                    at += 1;
                }
                out.push('\n');
            }
            PartShape::Text => {
                let mut labels = label.into_owned();
                while let Some(next) = profile.parts.get(at).filter(|next| next.beside && next.shape == part.shape) {
                    labels.extend(["\t", &caption(next.label.as_ref(), year)]);
                    at += 1;
                }
                match &part.within {
                    Some(within) => {
                        // The outermost label stands once above all that it holds.
                        let outer = part.around.as_ref().unwrap_or(within);
                        out.push_str(if above == outer.text { "" } else { &outer.text });
                        outer.text.clone_into(&mut above);
                        if part.around.is_some() {
                            out.extend(["\t", &within.text]);
                        }
                        out.extend(["\t", &labels, "\t\n"]);
                        // Paragraphs stand below labels that are side by side.
                        if labels.contains('\t') {
                            out.push_str(if part.around.is_some() { "\t\t\n" } else { "\t\n" });
                        }
                    }
                    None => out.extend([&labels, "\t\n"]),
                }
            }
            PartShape::Breakdown => {
                for (nth, row) in part.rows.chunk_by(|row, next| row.line == next.line).enumerate() {
                    out.push_str(if nth == 0 { &label } else { "" });
                    row.iter().for_each(|row| out.extend(["\t", &row.label.text, "\t"]));
                    out.push('\n');
                }
            }
            PartShape::List | PartShape::Indicators => table(part, &label, year, out),
        }
    }
}

/// The headers of a table, one row of them or two, its own rows, and its row of totals.
fn table(part: &FormPart, label: &str, year: i32, out: &mut String) {
    let (mut above, mut before) = ("", None);
    let headers = part.columns.iter().map(|column| match &column.under {
        Some(under) if under.text == above => "".into(),
        Some(under) => {
            above = &under.text;
            above.into()
        }
        None => {
            // A header above two columns is printed once.
            let again = before.is_some() && before == column.header.as_ref();
            before = column.header.as_ref();
            if again { "".into() } else { caption(before, year) }
        }
    });
    let _ = writeln!(out, "{label}\t{}", headers.collect::<Vec<_>>().join("\t"));
    if part.columns.iter().any(|column| column.under.is_some()) {
        let below = part
            .columns
            .iter()
            .map(|column| column.under.as_ref().map_or("".into(), |_| caption(column.header.as_ref(), year)));
        let _ = writeln!(out, "\t{}", below.collect::<Vec<_>>().join("\t"));
    }
    let grouped = part.rows.iter().any(|row| row.under.is_some());
    for row in &part.rows {
        let under = if grouped { format!("{}\t", row.under.as_deref().unwrap_or("")) } else { String::new() };
        let _ = writeln!(out, "\t{under}{}", row.label.text);
    }
    tree(part, out);
    if part.rows.is_empty() && part.tree.is_empty() {
        out.push_str("\t\n");
    }
    let last = part.rows.last().map(|row| &row.label);
    if let Some(total) = part.total.as_ref().filter(|total| last.is_none_or(|last| !total.is(last.key()))) {
        let _ = writeln!(out, "\t{}", total.text);
    }
}

/// A row for each group of the form, in every one of tables side by side.
fn tree(part: &FormPart, out: &mut String) {
    for (class, groups) in &part.tree {
        let mut class = class.as_str();
        // A class without groups has one row.
        for group in groups.iter().map(String::as_str).chain(groups.is_empty().then_some("")) {
            for column in &part.columns {
                out.push('\t');
                match column.notion {
                    Some(Notion::Class) => out.push_str(std::mem::take(&mut class)),
                    Some(Notion::Group) => out.push_str(group),
                    _ => {}
                }
            }
            out.push('\n');
        }
    }
}

/// The names of the list `section` that the sums of the form ask for.
pub(crate) fn named(profile: &Profile, section: usize) -> impl Iterator<Item = &str> {
    let terms = profile.sums.iter().flat_map(|sum| sum.total.iter().chain(&sum.parts));
    terms.filter_map(move |term| match term {
        Term::Column(of, _, TermRows::Named(label)) if *of == section => Some(label.text.as_str()),
        _ => None,
    })
}

fn indicators(profile: &Profile, columns: &[Column], year: i32, out: &mut String) {
    let catalogue = &profile.catalogue;
    if !catalogue.required {
        empty_rows(profile, columns, out);
        return;
    }
    let mut above: Option<&Standard> = None;
    for standard in &catalogue.standards {
        let same_class = above.is_some_and(|above| above.class == standard.class);
        let same_group = same_class && above.is_some_and(|above| above.group == standard.group);
        out.push('\n');
        for column in columns {
            out.push('\t');
            match column.kind {
                ColumnKind::Class if !same_class => out.push_str(&catalogue.classes[usize::from(standard.class)]),
                ColumnKind::Group if !same_group => out.push_str(&catalogue.groups[usize::from(standard.group)].name),
                ColumnKind::Name => out.push_str(&standard.name),
                ColumnKind::Operator => out.push_str(&standard.operator),
                ColumnKind::Value => out.push_str(&standard.value),
                ColumnKind::Measure => out.push_str(&standard.measure),
                ColumnKind::Target => out.push_str(&standard.target()),
                ColumnKind::Deadline => {
                    let _ = write!(out, "{year}-12");
                }
                _ => {}
            }
        }
        above = Some(standard);
    }
    let own = own_groups(profile);
    if !own.is_empty() {
        let _ = write!(out, "\n# 下面写本单位自设的个性指标，可用的一级、二级指标：{own}");
    }
}

/// A row for each group of the tree, as the printed form has them; the indicators are the unit's own.
fn empty_rows(profile: &Profile, columns: &[Column], out: &mut String) {
    let catalogue = &profile.catalogue;
    let mut above = None;
    for group in &catalogue.groups {
        out.push('\n');
        for column in columns {
            out.push('\t');
            match column.kind {
                ColumnKind::Class if above != Some(group.class) => {
                    out.push_str(&catalogue.classes[usize::from(group.class)]);
                }
                ColumnKind::Group => out.push_str(&group.name),
                _ => {}
            }
        }
        above = Some(group.class);
    }
}

/// The groups without standard indicators, class by class: 社会效应（经济效益、社会效益）.
fn own_groups(profile: &Profile) -> String {
    let catalogue = &profile.catalogue;
    let mut classes = Vec::new();
    for (class, name) in catalogue.classes.iter().enumerate() {
        let free = catalogue.groups.iter().enumerate().filter(|(group, of)| {
            usize::from(of.class) == class
                && !catalogue.standards.iter().any(|standard| usize::from(standard.group) == *group)
        });
        let groups: Vec<&str> = free.map(|(_, group)| group.name.as_str()).collect();
        if !groups.is_empty() {
            classes.push(format!("{name}（{}）", groups.join("、")));
        }
    }
    classes.join("；")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::lint;
    use crate::profile::builtin;

    #[test]
    fn nothing_is_said_but_what_is_to_be_filled_in() {
        for profile in Profiles::default().iter() {
            let unit = if profile.by_headings() {
                "某某局".to_owned()
            } else {
                profile.pattern().fill("703001", "朝阳市工业和信息化局", "211300000")
            };
            let text = skeleton(profile, &unit, 2027);
            let outcome = lint(&text, &Settings::default());
            assert_eq!(outcome.profile.as_ref().map(|profile| &profile.id), Some(&profile.id));
            assert_eq!((outcome.sheets, outcome.fiscal_year), (1, Some(2027)), "{text}");
            for finding in &outcome.findings {
                assert!(matches!(finding.rule.name, "empty-field" | "empty-goal"), "{}\n{text}", finding.message);
            }
            assert!(!outcome.findings.is_empty(), "{text}");
            assert_eq!(format(&text, &Settings::default()), text);
        }
    }

    #[test]
    fn filled_in_it_is_sound() {
        let text = skeleton(&builtin()[0], "703001朝阳市工业和信息化局-211300000", 2027)
            .replace("年度预算收入\n", "年度预算收入\t90\n")
            .replace("年度部门预算支出\n", "年度部门预算支出\t90\n")
            .replace("\t人员类项目\t", "\t人员类项目\t60\t")
            .replace("\t公用经费类项目\t", "\t公用经费类项目\t30\t")
            .replace("人员经费\n", "人员经费\t60\n")
            .replace("公用经费\n", "公用经费\t30\n")
            .replace("年度绩效目标\n", "年度绩效目标\t做好节能监察工作。\n");
        let messages: Vec<_> =
            lint(&text, &Settings::default()).findings.into_iter().map(|finding| finding.message).collect();
        assert_eq!(messages, Vec::<String>::new(), "{text}");
    }
}
