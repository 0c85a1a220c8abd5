//! A book that is open: its text as it stands, what is found in it, and the way back.

use std::sync::Arc;

use mubiao::diagnostic::{Applicability, Diagnostic, Lang};
use mubiao::export::{self, ExportError};
use mubiao::fs::{Source, SourceEncoding};
use mubiao::ide::code_action::{ActionKind, Work};
use mubiao::ide::{self, Analysis, Buffer, OnShelf, SheetForm, SheetTotals, Which, severity_number};
use mubiao::report::{self, Checked, Reporter, Statistics, Summary};
use mubiao::rules::foreign_encoding;
use mubiao::text::{Edit, Encoding, Position, TextRange, apply_edits};
use mubiao::{Settings, lint};

use crate::steps::{Step, inverse};
use crate::wire::{About, FindingsAnswer, FixTitle, FormAnswer, Found, Range, Report, RuleCount, Unit, UnitsAnswer};

/// How a comment begins that allows a finding.
const ALLOW: &str = "mubiao: allow(";

/// More edits at once are made as one: each costs the sheet that it stands in.
const MOST_EDITS: usize = 64;

/// An open book.
pub(crate) struct Book {
    output: String,
    source: Source,
    /// Whether it is written as UTF-8, whatever it was read from.
    utf8: bool,
    report: Option<Report>,
    settings: Settings,
    buffer: Buffer,
    version: i32,
    done: Vec<Step>,
    undone: Vec<Step>,
    place: Option<OnShelf>,
}

impl Book {
    pub(crate) fn new(
        output: String,
        text: &str,
        source: Source,
        report: Option<Report>,
        settings: Settings,
        place: Option<OnShelf>,
    ) -> Self {
        let mut buffer = Buffer::new(text, 0, Arc::new(settings.clone()));
        buffer.set_place(place.clone());
        let utf8 = source.encoding() == SourceEncoding::Utf8;
        let (done, undone) = (Vec::new(), Vec::new());
        Self { output, source, utf8, report, settings, buffer, version: 0, done, undone, place }
    }

    /// Puts its units beside those of the other files.
    pub(crate) fn shelve(&mut self) {
        if let Some(place) = &self.place {
            self.buffer.analysis().found().put(place);
        }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn output(&self) -> &str {
        &self.output
    }

    pub(crate) fn text(&self) -> String {
        self.buffer.document().text()
    }

    pub(crate) fn speak(&mut self, lang: Lang) {
        self.settings.lang = lang;
        self.buffer.set_settings(Arc::new(self.settings.clone()));
    }

    pub(crate) fn about(&mut self) -> About<'_> {
        let sheets = ide::sheet_count(&self.buffer.analysis());
        About {
            output: &self.output,
            version: self.version,
            sheets,
            undo: !self.done.is_empty(),
            redo: !self.undone.is_empty(),
            report: self.report.as_ref(),
        }
    }

    pub(crate) fn form(&mut self, sheet: usize) -> FormAnswer {
        let analysis = self.buffer.analysis();
        let (form, message) = match ide::printed(&analysis, Which::Nth(sheet)) {
            Ok(printed) => (Some(SheetForm::new(printed, |range| Range::of(analysis.document(), range))), None),
            Err(message) => (None, Some(message)),
        };
        FormAnswer { version: self.version, sheets: ide::sheet_count(&analysis), form, message }
    }

    /// Of a text that is not UTF-8 the first finding says so.
    fn all(&self, analysis: &Analysis) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.decoded_from().into_iter().collect();
        all.extend(analysis.findings());
        all
    }

    fn decoded_from(&self) -> Option<Diagnostic> {
        let encoding = self.encoding();
        (encoding != SourceEncoding::Utf8).then(|| foreign_encoding::diagnostic(self.settings.lang, encoding.name()))
    }

    fn encoding(&self) -> SourceEncoding {
        if self.utf8 { SourceEncoding::Utf8 } else { self.source.encoding() }
    }

    pub(crate) fn findings(&mut self, rule: &str, most: usize) -> FindingsAnswer {
        let analysis = self.buffer.analysis();
        let above = analysis.sheets().len() - ide::sheet_count(&analysis).min(analysis.sheets().len());
        let all = self.all(&analysis);
        let mut rules: Vec<RuleCount> = Vec::new();
        for finding in &all {
            let name = finding.rule.name;
            match rules.iter_mut().find(|rule| rule.name == name) {
                Some(rule) => rule.count += 1,
                None => {
                    rules.push(RuleCount { name, summary: finding.rule.summary(self.settings.lang), count: 1 });
                }
            }
        }
        rules.sort_by(|a, b| b.count.cmp(&a.count).then(a.name.cmp(b.name)));
        let counts = counts(&all);
        let fixable = all.iter().filter(|finding| finding.safe_fix().is_some()).count();
        let asked = all.into_iter().enumerate().filter(|(_, finding)| rule.is_empty() || finding.rule.name == rule);
        let found = |(at, finding): (usize, Diagnostic)| Found {
            at,
            code: finding.rule.name,
            severity: severity_number(finding.severity),
            range: Range::of(analysis.document(), finding.range),
            sheet: analysis.sheet_at(finding.range.start).map(|place| place.index.saturating_sub(above)),
            fixes: finding
                .fixes
                .into_iter()
                .map(|fix| FixTitle { title: fix.title, safe: fix.applicability == Applicability::Safe })
                .collect(),
            message: finding.message,
        };
        let list = asked.take(most).map(found).collect();
        FindingsAnswer { version: self.version, counts, fixable, rules, list }
    }

    pub(crate) fn units(&mut self) -> UnitsAnswer {
        let analysis = self.buffer.analysis();
        let all = self.all(&analysis);
        let unit = |(range, totals): (TextRange, mubiao::totals::SheetTotals)| {
            let (sums, unread) = ide::sums_at(&analysis, range.start);
            let first = all.partition_point(|finding| finding.range.start < range.start);
            let own: Vec<usize> = all[first..]
                .iter()
                .take_while(|finding| finding.range.start < range.end)
                .map(|finding| usize::from(severity_number(finding.severity)))
                .collect();
            let count = |severity| own.iter().filter(|&&one| one == severity).count();
            let range = Range::of(analysis.document(), range);
            Unit { totals: SheetTotals::new(range, totals, &sums, unread), errors: count(1), warnings: count(2) }
        };
        let units: Vec<Unit> = analysis.totals().into_iter().map(unit).collect();
        let message = all.first().filter(|_| units.is_empty()).map(|finding| finding.message.clone());
        UnitsAnswer { units, counts: counts(&all), message }
    }

    /// The finding of that index in the version that was shown.
    fn shown(&mut self, version: i32, finding: usize) -> Result<Diagnostic, String> {
        let analysis = self.buffer.analysis();
        let found = self.all(&analysis).into_iter().nth(finding).filter(|_| version == self.version);
        found.ok_or_else(|| self.stale())
    }

    fn stale(&self) -> String {
        let (zh, en) = ("内容已经改变，请再选一次", "the text has changed meanwhile; choose again");
        self.settings.lang.pick(zh, en).to_owned()
    }

    pub(crate) fn apply(&mut self, version: i32, finding: usize, fix: usize) -> Result<(), String> {
        let found = self.shown(version, finding)?;
        let fix = found.fixes.into_iter().nth(fix).ok_or_else(|| self.stale())?;
        let recodes = found.rule.name == foreign_encoding::RULE.name;
        self.take(&fix.edits, recodes);
        Ok(())
    }

    pub(crate) fn allow(&mut self, version: i32, finding: usize) -> Result<(), String> {
        let found = self.shown(version, finding)?;
        let about = [(found.rule.name, found.range)];
        let actions = self.buffer.analysis().actions(found.range, Some(&about), |kind| kind == ActionKind::QuickFix);
        // What allows a finding stands behind its fixes.
        let edits: Vec<Edit> = match actions.into_iter().next_back().map(|action| action.work) {
            Some(Work::Done(parts)) => parts.into_iter().flat_map(|part| part.edits).collect(),
            _ => Vec::new(),
        };
        if !edits.iter().any(|edit| edit.text.contains(ALLOW)) {
            let (zh, en) =
                ("这个问题不能在本行豁免，请改正", "this finding cannot be allowed in its place; correct it");
            return Err(self.settings.lang.pick(zh, en).to_owned());
        }
        self.take(&edits, false);
        Ok(())
    }

    pub(crate) fn fix_all(&mut self) -> usize {
        let fixed = mubiao::fix(&self.text(), &self.settings, Applicability::Safe);
        if !fixed.edits.is_empty() {
            self.take(&fixed.edits, false);
        }
        fixed.applied
    }

    /// `range` is the line and the column of both ends.
    pub(crate) fn edit(&mut self, version: i32, range: &[u32], text: &str) -> Result<(), String> {
        let &[line, from, last, to] = range else { return Err(self.stale()) };
        if version != self.version || line != last {
            return Err(self.stale());
        }
        let document = self.buffer.document();
        let at = |character| document.offset(Position { line, character }, Encoding::Utf16);
        let (start, end) = (at(from), at(to).max(at(from)));
        let row = document.line_range(start);
        // What a cell holds stands on one line, and a TAB would be another cell.
        let value = text.split(['\t', '\r', '\n', '\u{2028}', '\u{2029}']).filter(|part| !part.is_empty());
        let value = value.collect::<Vec<_>>().join(" ").trim().to_owned();
        if document.slice(start..end) == value {
            return Ok(());
        }
        // A field that is still a label alone has no cell yet.
        let begun = start == end && end == row.end && !document.slice(row).contains('\t');
        let value = if begun { format!("\t{value}") } else { value };
        self.take(&[Edit::replace(TextRange::new(start as u32, end as u32), value)], false);
        Ok(())
    }

    /// Carries out a change that can be taken back.
    fn take(&mut self, edits: &[Edit], recodes: bool) {
        let step = self.change(edits, recodes);
        self.done.push(step);
        self.undone.clear();
    }

    fn change(&mut self, edits: &[Edit], recodes: bool) -> Step {
        let text = self.text();
        let back = inverse(&text, edits);
        if edits.len() > MOST_EDITS {
            self.buffer.set_text(&apply_edits(&text, edits));
        } else {
            edits.iter().rev().for_each(|edit| self.buffer.apply(edit));
        }
        self.utf8 ^= recodes;
        self.version += 1;
        self.buffer.set_version(self.version);
        self.shelve();
        Step { edits: back, recodes }
    }

    pub(crate) fn undo(&mut self) -> bool {
        let Some(step) = self.done.pop() else { return false };
        let back = self.change(&step.edits, step.recodes);
        self.undone.push(back);
        true
    }

    pub(crate) fn redo(&mut self) -> bool {
        let Some(step) = self.undone.pop() else { return false };
        let back = self.change(&step.edits, step.recodes);
        self.done.push(back);
        true
    }

    pub(crate) fn write(&mut self, to: &str) -> Result<Vec<u8>, String> {
        let text = self.text();
        let mut out = Vec::new();
        let format = match to {
            "mubiao" => {
                let written = self.source.encode(&text, self.encoding(), &mut out);
                return written.map(|()| out).map_err(|problem| problem.message(&self.output, self.settings.lang));
            }
            "report" => return self.report(&text, &mut out).map(|()| out).map_err(|error| error.to_string()),
            "xlsx" => export::Format::Xlsx,
            "docx" => export::Format::Docx,
            "html" => export::Format::Html,
            "json" => export::Format::Json,
            "csv" => export::Format::Csv,
            other => return Err(format!("{other:?} is no format")),
        };
        // Excel takes csv without the mark for another encoding.
        let bom = to == "csv";
        let options = export::Options { profiles: self.settings.profiles.clone(), bom, ..export::Options::default() };
        export::export(&text, format, &options).map_err(|error| match error {
            ExportError::NoSheet | ExportError::NoProfile(_) => {
                let said = self.buffer.analysis().findings().into_iter().next().map(|finding| finding.message);
                let (zh, en) = (
                    "里面没有表，没有可导出的内容；请核对文件",
                    "there is no sheet in it, so there is nothing to export; check the file",
                );
                said.unwrap_or_else(|| self.settings.lang.pick(zh, en).to_owned())
            }
            other => self.settings.lang.pick(
                format!("导出失败（{other}）；请先改正发现的问题，再导出"),
                format!("it could not be exported ({other}); correct what was found first"),
            ),
        })
    }

    /// The report of the program: `mubiao lint --format html`.
    fn report(&self, text: &str, out: &mut Vec<u8>) -> std::io::Result<()> {
        let lang = self.settings.lang;
        let encoding = self.encoding();
        let decoded_from = (encoding != SourceEncoding::Utf8).then_some(encoding.name());
        let outcome = lint(text, &Settings { decoded_from, ..self.settings.clone() });
        let options = report::Options { lang, color: false, width: 80, unsafe_fixes: false, quiet: false };
        let (mut summary, mut statistics) = (Summary::default(), Statistics::default());
        summary.add(&outcome);
        outcome.findings.iter().for_each(|finding| statistics.count(finding));
        let mut reporter = Reporter::new(report::Format::Html, options);
        reporter.file(out, Checked { path: &self.output, text, outcome: &outcome, ambiguous_width: 1 })?;
        reporter.finish(out, &summary, Some(&statistics), &[])
    }
}

/// How many findings are errors, warnings, information.
fn counts(all: &[Diagnostic]) -> [usize; 3] {
    let mut counts = [0; 3];
    for finding in all {
        counts[usize::from(severity_number(finding.severity)) - 1] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use crate::batch::Batch;
    use mubiao::import::Heard;

    use super::*;

    const SAMPLE: &str = include_str!("../../tests/corpus/chaoyang-2021.txt");

    fn open(name: &str, bytes: &[u8]) -> Book {
        Batch::new(Settings::default()).open(name, bytes, Heard::default()).unwrap()
    }

    #[test]
    fn fixes_are_those_of_the_program_and_can_be_taken_back() {
        let mut book = open("sample.txt", SAMPLE.as_bytes());
        let before = book.findings("", 1000);
        assert!(before.counts.iter().sum::<usize>() > 50);
        assert!(book.fix_all() > 0);
        let fixed = mubiao::fix(SAMPLE, &Settings::default(), Applicability::Safe);
        assert_eq!(book.text(), fixed.text);
        assert_eq!(book.findings("", 1000).counts.iter().sum::<usize>(), fixed.remaining.findings.len());
        assert!(book.undo() && !book.undo());
        assert_eq!(book.text(), SAMPLE);
        assert!(book.redo() && !book.redo());
        assert_eq!(book.text(), fixed.text);
    }

    #[test]
    fn a_fix_of_another_version_is_refused() {
        let mut book = open("sample.txt", SAMPLE.as_bytes());
        let found = book.findings("", 1000).list;
        let at = found.iter().position(|found| found.fixes.first().is_some_and(|fix| fix.safe)).unwrap();
        book.apply(0, at, 0).unwrap();
        assert!(book.apply(0, at, 0).is_err());
        assert!(book.undo());
        assert_eq!(book.text(), SAMPLE);
    }

    #[test]
    fn an_accepted_finding_is_silent() {
        let mut book = open("sample.txt", SAMPLE.as_bytes());
        let (before, at) = (book.findings("", 1000), 0);
        book.allow(0, at).unwrap();
        assert!(book.text().contains("# mubiao: allow"));
        assert!(book.findings("", 1000).list.len() < before.list.len());
    }

    #[test]
    fn a_value_is_written_into_its_cell() {
        let mut book =
            open("a.mubiao", "部门（单位）名称\t703001甲局-211300000\n年度预算收入\t1.00\n年度预算支出\n".as_bytes());
        book.edit(0, &[1, 7, 1, 11], " 2.50\n").unwrap();
        book.edit(1, &[2, 6, 2, 6], "2.50").unwrap();
        assert!(book.text().ends_with("收入\t2.50\n年度预算支出\t2.50\n"), "{}", book.text());
        assert!(book.edit(1, &[1, 7, 1, 11], "3").is_err());
    }

    #[test]
    fn a_file_in_gb18030_stays_so_until_it_is_asked_to_change() {
        // 部门（单位）名称 TAB 甲
        let bytes =
            b"\xB2\xBF\xC3\xC5\xA3\xA8\xB5\xA5\xCE\xBB\xA3\xA9\xC3\xFB\xB3\xC6\t703001\xBC\xD7\xBE\xD6-211300000\n";
        let mut book = open("a.mubiao", bytes);
        let first = book.findings("", 10).list.remove(0);
        assert_eq!(first.code, "foreign-encoding");
        assert_eq!(book.write("mubiao").unwrap(), bytes);
        book.apply(0, 0, 0).unwrap();
        assert_eq!(book.write("mubiao").unwrap(), book.text().into_bytes());
        assert!(book.undo());
        assert_eq!(book.write("mubiao").unwrap(), bytes);
    }

    #[test]
    fn every_format_is_written() {
        let mut book = open("sample.mubiao", include_bytes!("../../tests/corpus/chaoyang-2021.mubiao"));
        for to in ["mubiao", "xlsx", "docx", "html", "json", "csv", "report"] {
            assert!(book.write(to).unwrap().len() > 1000, "{to}");
        }
        assert!(book.write("exe").is_err());
        assert_eq!(book.units().units.len(), 6);
        assert_eq!(book.about().sheets, 6);
        assert!(book.form(5).form.is_some() && book.form(6).message.is_some());
    }
}
