//! The file of a form, as it was found.

use std::fmt::Write;

use super::parts::{DraftColumn, DraftPart};
use super::{DraftCheck, Found};
use crate::outline::{MoneyUnit, Shape};
use crate::profile::{PrintGrid, notion_name};

/// The text of `layout.toml`, and how many guesses are in it.
pub(super) fn layout(id: &str, found: &Found) -> (String, usize) {
    let mut file = File { text: String::new(), guesses: 0 };
    file.head(id, found);
    for part in &found.parts {
        file.part(part, found.sheets);
    }
    for check in &found.checks {
        file.check(check);
    }
    file.grid(&found.widths);
    (file.text, file.guesses)
}

struct File {
    text: String,
    guesses: usize,
}

/// A string as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

impl File {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line, and why it is a guess.
    fn guess(&mut self, line: &str, why: Option<&str>) {
        match why {
            Some(why) => {
                self.guesses += 1;
                self.line(&format!("{line}  # guessed: {why}"));
            }
            None => self.line(line),
        }
    }

    fn head(&mut self, id: &str, found: &Found) {
        let sheets = found.sheets;
        let _ = writeln!(
            self.text,
            "# 由 {sheets} 张表起草；带 guessed 的各处请核对。 / Drafted out of {sheets} of its sheets; check what is marked guessed.\n"
        );
        self.line(&format!("id = {}", quoted(id)));
        self.line("extends = \"none\"");
        let title = found.titles.first().map_or(id, String::as_str);
        let name = title.replace("（{Y}年度）", "").replace("{Y}年度", "").replace("{Y}年", "").replace("{Y}", "");
        let name = if name.is_empty() { id } else { &name };
        self.line(&format!("name = {{ zh = {}, en = {} }}", quoted(name), quoted(id)));
        let titles: Vec<String> = found.titles.iter().take(8).map(|title| quoted(title)).collect();
        self.line(&format!("titles = [{}]", titles.join(", ")));
        self.line("\n[amount]");
        let stated = found.unit.is_some();
        let unit = found.unit.unwrap_or(MoneyUnit::TenThousand).text();
        self.guess(&format!("unit = {}", quoted(unit)), (!stated).then_some("表上没有写单位 / no unit is stated"));
        self.line(&format!("decimals = {}", found.decimals.clamp(2, 6)));
        self.line("tolerance = \"0.01\"");
    }

    fn part(&mut self, part: &DraftPart, sheets: usize) {
        self.line("\n[[section]]");
        self.line(&format!("id = {}", quoted(&part.id)));
        if let Some((label, _)) = &part.label {
            self.line(&format!("label = {}", quoted(label)));
        }
        if let Some((within, _)) = &part.within {
            self.line(&format!("within = {}", quoted(within)));
        }
        let shape = match part.shape {
            Shape::Field => "field",
            Shape::Text => "text",
            Shape::Pairs => "breakdown",
            Shape::List => "list",
            Shape::Indicators => "indicators",
        };
        self.line(&format!("shape = {}", quoted(shape)));
        self.guess(&format!("kind = {}", quoted(part.kind)), part.guessed);
        if part.sheets < sheets {
            let (own, all) = (part.sheets, sheets);
            self.guess("optional = true", Some(&format!("{all} 张表中有 {own} 张 / {own} of {all} sheets have it")));
        }
        if let Some(total) = &part.total {
            self.line(&format!("total = {}", quoted(total)));
        }
        if !part.columns.is_empty() {
            self.line("columns = [");
            part.columns.iter().for_each(|column| self.column(column));
            self.line("]");
        }
        if !part.rows.is_empty() {
            let one = part.sheets == 1 && part.shape == Shape::List;
            self.guess("rows = [", one.then_some("只见于一张表 / seen in one sheet"));
            for row in &part.rows {
                self.line(&format!("  [{{ id = {}, label = {} }}],", quoted(&row.id), quoted(&row.label)));
            }
            self.line("]");
        }
    }

    fn column(&mut self, column: &DraftColumn) {
        let mut line = format!("  {{ id = {}", quoted(&column.id));
        if !column.header.is_empty() {
            let _ = write!(line, ", label = {}", quoted(&column.header));
        }
        if let Some((under, _)) = &column.under {
            let _ = write!(line, ", under = {}", quoted(under));
        }
        let kind = column.notion.map_or("text", notion_name);
        let _ = write!(line, ", kind = {} }},", quoted(kind));
        self.guess(&line, column.guessed);
    }

    fn check(&mut self, check: &DraftCheck) {
        self.line("\n[[check]]");
        self.line(&format!("rule = {}", quoted(check.rule)));
        self.guess(&format!("holds = {}", quoted(&check.holds)), check.guessed.as_deref());
        if let Some(each) = check.each {
            self.line(&format!("each = {}", quoted(each)));
        }
    }

    /// The page: as wide as it is, shared out by what the columns hold.
    fn grid(&mut self, weights: &[u32]) {
        if weights.len() < 2 {
            return;
        }
        let landscape = weights.len() > 9;
        let room = PrintGrid::printable(landscape);
        let whole: u32 = weights.iter().sum();
        let least = 6.min(room / weights.len() as u32).max(1);
        let spare = room.saturating_sub(least * weights.len() as u32);
        let widths: Vec<String> =
            weights.iter().map(|weight| (least + spare * weight / whole.max(1)).to_string()).collect();
        self.line("\n[grid]");
        if landscape {
            self.line("landscape = true");
        }
        self.guess(&format!("widths = [{}]", widths.join(", ")), Some("按格里的字数 / by how much the cells hold"));
    }
}
