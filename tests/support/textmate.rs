//! The TextMate grammar, made from the profiles: whatever a form's words are, its rows are coloured by their columns.

use mubiao::profile::{Column, ColumnKind, Profile, Section, Shape};
use serde_json::{Map, Value, json};

/// Blanks around a value.
const BLANKS: &str = "[ \u{3000}]*";
/// Ends a value.
const END: &str = "(?=[ \u{3000}]*(?:\\t|$))";

/// The grammar for all `profiles`; `operators` are all their spellings, `keys` the keys of directives.
pub fn grammar(profiles: &[&Profile], operators: &[String], keys: &[&str]) -> String {
    let sections: Vec<(&Profile, &Section)> =
        profiles.iter().flat_map(|profile| profile.sections.iter().map(move |section| (*profile, section))).collect();
    let mut repository = Map::new();
    let mut top = vec![json!({ "include": "#directive" }), json!({ "include": "#comment" })];
    let mut put = |name: String, rule: Value, top: &mut Vec<Value>| {
        // Forms share sections; one rule does for all that look the same.
        if repository.values().all(|known| *known != rule) {
            top.push(json!({ "include": format!("#{name}") }));
            repository.insert(name, rule);
        }
    };
    let titles = words(profiles.iter().flat_map(|profile| profile.titles.iter().map(String::as_str)));
    put(
        "title".into(),
        json!({ "match": format!("^[^\\t#]*{titles}[^\\t]*$"), "name": "markup.heading.title.mubiao" }),
        &mut top,
    );
    let labels = words(sections.iter().map(|(_, section)| section.label.text.as_str()));
    // A label that was lost or misspelled ends nothing.
    let end = format!("^(?={BLANKS}{labels}{END})|^(?=[^\\t#]*{titles}[^\\t]*$)");
    for headed in [true, false] {
        for (profile, section) in &sections {
            if headed || !section.columns().is_empty() {
                let more = if headed { "" } else { "-repeated" };
                put(format!("{}-{}{more}", profile.id, section.id), rule(profile, section, headed, &end), &mut top);
            }
        }
    }
    let fixed = [
        ("directive", directive(keys)),
        ("comment", json!({ "match": format!("^{BLANKS}#.*$"), "name": "comment.line.number-sign.mubiao" })),
        (
            "operator",
            json!({ "match": words(operators.iter().map(String::as_str)), "name": "keyword.operator.mubiao" }),
        ),
        ("number", json!({ "match": "-?[0-9０-９]+(?:[.,．][0-9０-９]+)*", "name": "constant.numeric.mubiao" })),
        ("percent", json!({ "match": "[%％‰]", "name": "keyword.other.unit.measure.mubiao" })),
        ("word", json!({ "match": "[^\\t0-9０-９<>=≥≤≧≦＜＞＝%％‰-]+", "name": "string.unquoted.word.mubiao" })),
        (
            "deadline",
            json!({ "match": "[0-9０-９]{4}[-－/.年][0-9０-９]{1,2}[^\\t]*", "name": "constant.other.deadline.mubiao" }),
        ),
        (
            "identity",
            json!({
                "match": "(?<=\\t)[ \u{3000}]*([0-9０-９]{3,12})?([^\\t]+?)(?:([-－—])([0-9０-９]{6,9}))?(?=[ \u{3000}]*(?:\\t|$))",
                "captures": {
                    "1": { "name": "constant.numeric.unit-code.mubiao" },
                    "2": { "name": "entity.name.class.unit.mubiao" },
                    "3": { "name": "punctuation.separator.mubiao" },
                    "4": { "name": "constant.numeric.division.mubiao" },
                },
            }),
        ),
    ];
    for (name, rule) in fixed {
        repository.insert(name.into(), rule);
    }
    let grammar = json!({
        "name": "mubiao",
        "scopeName": "source.mubiao",
        "fileTypes": ["mubiao"],
        "patterns": top,
        "repository": repository,
    });
    serde_json::to_string_pretty(&grammar).unwrap() + "\n"
}

/// The rule of a section: its label, and its rows up to the next label. When it is not `headed`, it begins at a label
/// without headers, which a page break repeats before the next item.
fn rule(profile: &Profile, section: &Section, headed: bool, end: &str) -> Value {
    let identity = profile.sections[profile.identity()].id == section.id;
    let label = folded(&section.label.text);
    let scope = if identity { "keyword.control.label.identity.mubiao" } else { "keyword.control.label.mubiao" };
    let rows = match &section.shape {
        Shape::Field(kind) => vec![value(*kind)],
        Shape::Breakdown(_) => {
            let parts = words(section.parts().map(|part| part.label.text.as_str()));
            vec![
                json!({ "match": format!("(?<=[\\t \u{3000}]){parts}{END}"), "name": "variable.other.property.part.mubiao" }),
                json!({ "include": "#number" }),
            ]
        }
        Shape::Text => vec![json!({ "match": "[^\\t]+", "name": "string.unquoted.goal.mubiao" })],
        Shape::List(columns) | Shape::Indicators(columns) => {
            let mut rows =
                if headed { vec![header(section), row(columns, "^")] } else { vec![row(columns, "(?:^|\\G)")] };
            if section.has_subheaders {
                rows.insert(0, subheaders(section));
            }
            // Amounts that slipped out of their column.
            if columns.iter().any(|column| column.kind == ColumnKind::Amount) {
                rows.push(json!({ "include": "#number" }));
            }
            rows
        }
    };
    let mut patterns = vec![json!({ "include": "#directive" }), json!({ "include": "#comment" })];
    patterns.extend(rows);
    // Two forms may give one label different columns: the headers tell them apart, where they are there.
    let headers = match section.columns() {
        _ if !headed => String::new(),
        [] => String::new(),
        _ => {
            let all: Vec<String> = section.headers.iter().map(|header| folded(&header.text)).collect();
            format!("(?=[\\t \u{3000}]*(?:$|{}))", all.join(&format!("{BLANKS}\\t[\\t \u{3000}]*")))
        }
    };
    json!({
        "begin": format!("^{BLANKS}({label}){END}{headers}"),
        "beginCaptures": { "1": { "name": scope } },
        "end": end,
        "name": format!("meta.section.{}.mubiao", section.id),
        "patterns": patterns,
    })
}

/// The headers of a list or of indicators, which stand behind the label, or in the row below.
fn header(section: &Section) -> Value {
    let below = section.columns().iter().map(|column| column.label.text.as_str());
    let headers = words(section.headers.iter().map(|header| header.text.as_str()).chain(below));
    json!({ "match": format!("(?<=[\\t \u{3000}]){headers}{END}"), "name": "variable.other.property.header.mubiao" })
}

/// The second row of headers, and nothing else in it: one capture a header.
fn subheaders(section: &Section) -> Value {
    let headers: Vec<&str> = section.subheaders().filter(|header| !header.is_empty()).collect();
    let cells: Vec<String> = headers.iter().map(|header| format!("({})?", folded(header))).collect();
    let gap = "[\\t \u{3000}]*";
    let captures: Map<String, Value> = (1..=headers.len())
        .map(|at| (at.to_string(), json!({ "name": "variable.other.property.header.mubiao" })))
        .collect();
    json!({ "match": format!("^{gap}(?=[^\\t \u{3000}]){}{gap}$", cells.join(gap)), "captures": captures })
}

/// A row with an empty label: one capture a column.
fn row(columns: &[Column], start: &str) -> Value {
    let mut pattern = String::new();
    for _ in columns.iter().rev() {
        pattern = if pattern.is_empty() { "\\t([^\\t]*)".into() } else { format!("\\t([^\\t]*)(?:{pattern})?") };
    }
    let captures: Map<String, Value> =
        columns.iter().enumerate().map(|(at, column)| ((at + 1).to_string(), value(column.kind))).collect();
    json!({ "match": format!("{start}{BLANKS}{pattern}"), "captures": captures })
}

/// How a value of that kind is coloured.
fn value(kind: ColumnKind) -> Value {
    let of = |names: &[&str]| -> Value {
        let all: Vec<Value> = names.iter().map(|name| json!({ "include": format!("#{name}") })).collect();
        json!({ "patterns": all })
    };
    match kind {
        ColumnKind::Class => json!({ "name": "entity.name.type.class.mubiao" }),
        ColumnKind::Group => json!({ "name": "variable.other.group.mubiao" }),
        ColumnKind::Name => json!({ "name": "entity.name.function.indicator.mubiao" }),
        ColumnKind::Operator => of(&["operator", "number"]),
        ColumnKind::Value => of(&["operator", "number", "percent", "word"]),
        ColumnKind::Target => of(&["operator", "number", "percent", "word"]),
        ColumnKind::Weight => of(&["number"]),
        ColumnKind::Code => json!({ "name": "constant.numeric.unit-code.mubiao" }),
        ColumnKind::Measure => json!({ "name": "keyword.other.unit.measure.mubiao" }),
        ColumnKind::Deadline => of(&["deadline"]),
        ColumnKind::Identity => of(&["identity"]),
        ColumnKind::Amount => of(&["number"]),
        ColumnKind::Task => json!({ "name": "entity.name.function.task.mubiao" }),
        ColumnKind::Text => json!({ "name": "string.unquoted.text.mubiao" }),
    }
}

fn directive(keys: &[&str]) -> Value {
    json!({
        "match": format!("^{BLANKS}(#){BLANKS}(mubiao){BLANKS}([:：]){BLANKS}(?:({})\\b(.*))?", keys.join("|")),
        "name": "comment.line.number-sign.directive.mubiao",
        "captures": {
            "2": { "name": "keyword.control.directive.mubiao" },
            "3": { "name": "punctuation.separator.mubiao" },
            "4": { "name": "keyword.other.directive.mubiao" },
            "5": { "patterns": [
                { "match": "[:：](?=.*$).*", "name": "comment.line.reason.mubiao" },
                { "match": "[0-9]+", "name": "constant.numeric.mubiao" },
                { "match": "[A-Za-z][A-Za-z0-9-]*", "name": "entity.name.tag.mubiao" },
            ] },
        },
    })
}

/// Any of `texts`, the longest first.
fn words<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut all: Vec<String> = texts.map(folded).collect();
    all.sort_by_key(|text| (usize::MAX - text.chars().count(), text.clone()));
    all.dedup();
    format!("(?:{})", all.join("|"))
}

/// `text` in any width of its brackets and quotes.
fn folded(text: &str) -> String {
    // The year in a title.
    if let Some((before, behind)) = text.split_once("{Y}") {
        return format!("{}[^\\t]*{}", folded(before), folded(behind));
    }
    text.chars()
        .map(|c| match c {
            '（' | '(' => "[（(]".into(),
            '）' | ')' => "[）)]".into(),
            '“' | '”' | '"' => "[“”\"]".into(),
            '：' | ':' => "[：:]".into(),
            '.' | '*' | '+' | '?' | '[' | ']' | '{' | '}' | '|' | '^' | '$' | '\\' | '/' => format!("\\{c}"),
            c => c.to_string(),
        })
        .collect()
}
