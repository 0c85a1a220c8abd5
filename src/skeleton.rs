//! A sheet to be filled in: the form's sections with what is known before anything is written.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::format::format;
use crate::lint::Settings;
use crate::profile::{
    Caption, Column, ColumnKind, Notion, PartShape, Profile, Profiles, Shape, Standard, Term, TermRows,
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
        parts(profile, unit, &mut out);
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

/// The parts of a form that is read by its headings, with the rows that it prints itself.
fn parts(profile: &Profile, unit: &str, out: &mut String) {
    let text = |caption: &Option<Caption>| caption.as_ref().map_or("", |caption| caption.text.as_str()).to_owned();
    let mut at = 0;
    while let Some(part) = profile.parts.get(at) {
        at += 1;
        let label = text(&part.label);
        match part.shape {
            PartShape::Field => {
                let unit = if matches!(part.notion, Notion::Identity | Notion::Project) { unit } else { "" };
                let _ = writeln!(out, "{label}\t{unit}");
            }
            PartShape::Text => {
                // Texts below one label stand side by side.
                let mut labels = vec![label];
                let same = |other: &&crate::profile::FormPart| {
                    part.within.is_some() && other.shape == PartShape::Text && other.within == part.within
                };
                while let Some(next) = profile.parts.get(at).filter(same) {
                    labels.push(text(&next.label));
                    at += 1;
                }
                match &part.within {
                    Some(within) => {
                        let _ = writeln!(out, "{}\t{}\n\t", within.text, labels.join("\t"));
                    }
                    None => {
                        let _ = writeln!(out, "{}\t", labels.concat());
                    }
                }
            }
            PartShape::Breakdown => {
                for (nth, row) in part.rows.iter().enumerate() {
                    let label = if nth == 0 { label.as_str() } else { "" };
                    let _ = writeln!(out, "{label}\t{}\t", row.label.text);
                }
            }
            PartShape::List | PartShape::Indicators => table(part, &label, out),
        }
    }
}

/// The headers of a table, one row of them or two, its own rows, and its row of totals.
fn table(part: &crate::profile::FormPart, label: &str, out: &mut String) {
    let text = |caption: &Option<Caption>| caption.as_ref().map_or("", |caption| caption.text.as_str()).to_owned();
    let mut above = String::new();
    let headers = part.columns.iter().map(|column| match &column.under {
        Some(under) if under.text == above => String::new(),
        Some(under) => {
            above.clone_from(&under.text);
            under.text.clone()
        }
        None => text(&column.header),
    });
    let _ = writeln!(out, "{label}\t{}", headers.collect::<Vec<_>>().join("\t"));
    if part.columns.iter().any(|column| column.under.is_some()) {
        let below =
            part.columns.iter().map(|column| column.under.as_ref().map_or_else(String::new, |_| text(&column.header)));
        let _ = writeln!(out, "\t{}", below.collect::<Vec<_>>().join("\t"));
    }
    for row in &part.rows {
        let _ = writeln!(out, "\t{}", row.label.text);
    }
    if part.rows.is_empty() {
        out.push_str("\t\n");
    }
    if let Some(total) = &part.total {
        let _ = writeln!(out, "\t{}", total.text);
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
        let _ = write!(out, "\n# 下面写本单位自己的指标，可用的一级、二级指标：{own}");
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
        for profile in builtin() {
            let unit = profile.pattern().fill("703001", "朝阳市工业和信息化局", "211300000");
            let text = skeleton(profile, &unit, 2027);
            let outcome = lint(&text, &Settings::default());
            assert_eq!(outcome.profile.as_ref().map(|profile| &profile.id), Some(&profile.id));
            assert_eq!((outcome.sheets, outcome.fiscal_year), (1, Some(2027)));
            for finding in &outcome.findings {
                assert!(matches!(finding.rule.name, "empty-field" | "empty-goal"), "{}\n{text}", finding.message);
            }
            assert!(!outcome.findings.is_empty());
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
