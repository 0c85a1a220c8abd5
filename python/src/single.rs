//! The functions about one text.

use mubiao::diagnostic::{Applicability, Lang};
use mubiao::export::{self, ExportError};
use mubiao::import::{self, Entry, Imported};
use mubiao::manual;
use mubiao::report::{Checked, Format, Options, write_part};
use mubiao::rules::{self, RULES};
use mubiao::totals::{SheetTotals, Total};
use mubiao::{Outcome, Settings as Core};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde::Serialize;

use crate::MubiaoError;
use crate::input::{Content, NAMELESS, View, extension, refused, text_of};
use crate::settings::Settings;

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(lint, module)?)?;
    module.add_function(wrap_pyfunction!(fix, module)?)?;
    module.add_function(wrap_pyfunction!(format, module)?)?;
    module.add_function(wrap_pyfunction!(totals, module)?)?;
    module.add_function(wrap_pyfunction!(import_sheet, module)?)?;
    module.add_function(wrap_pyfunction!(export_sheet, module)?)?;
    module.add_function(wrap_pyfunction!(rules_json, module)?)?;
    module.add_function(wrap_pyfunction!(explain, module)?)
}

/// The findings as the JSON report has them, in a list.
fn findings(path: &str, text: &str, outcome: &Outcome, lang: Lang) -> PyResult<String> {
    let options = Options { lang, color: false, width: 0, unsafe_fixes: false, quiet: true };
    let mut out = b"[".to_vec();
    write_part(&mut out, Format::Json, options, Checked { path, text, outcome, ambiguous_width: 1 })?;
    out.push(b']');
    String::from_utf8(out).map_err(|error| MubiaoError::new_err(error.to_string()))
}

fn json(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| MubiaoError::new_err(error.to_string()))
}

#[pyfunction]
#[pyo3(signature = (content, settings, path=None))]
fn lint(py: Python<'_>, content: Content, settings: &Settings, path: Option<&str>) -> PyResult<String> {
    py.detach(|| {
        let Settings { settings } = settings;
        let decoded = content.view().decode(settings);
        let decoded = decoded.map_err(|problem| refused(&problem, path, "import_sheet", settings.lang))?;
        let outcome = mubiao::lint(&decoded.text, &decoded.settings);
        findings(path.unwrap_or(NAMELESS), &decoded.text, &outcome, settings.lang)
    })
}

#[pyfunction]
#[pyo3(signature = (content, settings, unsafe_fixes=false, path=None))]
fn fix(
    py: Python<'_>,
    content: Content,
    settings: &Settings,
    unsafe_fixes: bool,
    path: Option<&str>,
) -> PyResult<(String, usize, String)> {
    py.detach(|| {
        let Settings { settings } = settings;
        let decoded = content.view().decode(settings);
        let decoded = decoded.map_err(|problem| refused(&problem, path, "import_sheet", settings.lang))?;
        let applicability = if unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        let fixed = mubiao::fix(&decoded.text, &decoded.settings, applicability);
        let findings = findings(path.unwrap_or(NAMELESS), &fixed.text, &fixed.remaining, settings.lang)?;
        Ok((fixed.text, fixed.applied, findings))
    })
}

#[pyfunction]
#[pyo3(signature = (content, settings, path=None))]
fn format(py: Python<'_>, content: Content, settings: &Settings, path: Option<&str>) -> PyResult<String> {
    py.detach(|| {
        let Settings { settings } = settings;
        let decoded = content.view().decode(settings);
        let decoded = decoded.map_err(|problem| refused(&problem, path, "import_sheet", settings.lang))?;
        Ok(mubiao::format(&decoded.text, &decoded.settings))
    })
}

/// A unit; amounts are exact decimals, null when nothing is stated or it cannot be read.
#[derive(Serialize)]
struct Unit<'a> {
    code: &'a str,
    name: &'a str,
    amount_unit: &'a str,
    revenue: Option<String>,
    expenditure: Option<String>,
    tasks: Option<String>,
    difference: Option<String>,
    indicators: usize,
    findings: usize,
}

impl<'a> Unit<'a> {
    fn new(totals: &'a SheetTotals) -> Self {
        let amount = |total: Total| total.amount().map(|amount| amount.normalize().to_string());
        Self {
            code: &totals.code,
            name: &totals.name,
            amount_unit: totals.unit.text(),
            revenue: amount(totals.revenue),
            expenditure: amount(totals.expenditure),
            tasks: amount(totals.tasks),
            difference: amount(totals.difference),
            indicators: totals.indicators,
            findings: totals.findings,
        }
    }
}

#[pyfunction]
#[pyo3(signature = (content, settings, path=None))]
fn totals(py: Python<'_>, content: Content, settings: &Settings, path: Option<&str>) -> PyResult<String> {
    py.detach(|| {
        let Settings { settings } = settings;
        let decoded = content.view().decode(settings);
        let decoded = decoded.map_err(|problem| refused(&problem, path, "import_sheet", settings.lang))?;
        let (_, units) = mubiao::totals(&decoded.text, &decoded.settings, Vec::new());
        json(&units.iter().map(Unit::new).collect::<Vec<_>>())
    })
}

/// What an import says of a place.
#[derive(Serialize)]
struct Note {
    place: Option<String>,
    text: String,
    message: String,
    rule: Option<&'static str>,
}

impl Note {
    fn new(entry: &Entry, lang: Lang) -> Self {
        let place = entry.place.as_ref().map(|place| place.show(lang));
        Self { place, text: entry.text.clone(), message: entry.message.clone(), rule: entry.rule }
    }
}

#[derive(Serialize)]
struct Report {
    sheets: usize,
    mended: Vec<Note>,
    doubts: Vec<Note>,
    left_out: Vec<Note>,
}

/// The book that the bytes of a source become, a sentence when they become none.
pub(crate) fn imported(content: View<'_>, path: &str, settings: &Core) -> Result<Imported, String> {
    let lang = settings.lang;
    let Core { profiles, profile, .. } = settings;
    let options =
        import::Options { lang, profiles: profiles.clone(), profile: profile.clone(), ..import::Options::default() };
    let bytes = match content {
        View::Text(text) => text.as_bytes(),
        View::Bytes(bytes) => bytes,
    };
    let told = |refusal: import::Refusal| refusal.message(path, lang);
    let format = import::Format::of(bytes, extension(path)).map_err(told)?;
    if format.is_text() {
        let text = text_of(bytes).map_err(|problem| problem.message(path, lang))?;
        return import::import(import::Content::Text(&text), format, &options).map_err(told);
    }
    import::import(import::Content::Bytes(bytes), format, &options).map_err(told)
}

#[pyfunction]
fn import_sheet(
    py: Python<'_>,
    content: Content,
    name: &str,
    settings: &Settings,
) -> PyResult<(String, String, String)> {
    py.detach(|| {
        let Settings { settings } = settings;
        let imported = imported(content.view(), name, settings).map_err(MubiaoError::new_err)?;
        let notes = |entries: &[Entry]| entries.iter().map(|entry| Note::new(entry, settings.lang)).collect();
        let report = Report {
            sheets: imported.sheets,
            mended: notes(&imported.report.mended),
            doubts: notes(&imported.report.doubts),
            left_out: notes(&imported.report.left),
        };
        let outcome = Outcome { findings: imported.remaining, ..Outcome::default() };
        let findings = findings(name, &imported.text, &outcome, settings.lang)?;
        Ok((imported.text, json(&report)?, findings))
    })
}

#[pyfunction]
#[pyo3(signature = (content, to, settings, bom=false, path=None))]
fn export_sheet<'py>(
    py: Python<'py>,
    content: Content,
    to: &str,
    settings: &Settings,
    bom: bool,
    path: Option<&str>,
) -> PyResult<Bound<'py, PyBytes>> {
    let bytes = py.detach(|| {
        let Settings { settings } = settings;
        let format = match to {
            "xlsx" => export::Format::Xlsx,
            "docx" => export::Format::Docx,
            "html" => export::Format::Html,
            "json" => export::Format::Json,
            "csv" => export::Format::Csv,
            other => {
                let known = "xlsx, docx, html, json, csv";
                return Err(MubiaoError::new_err(format!("there is no format {other:?}; known are: {known}")));
            }
        };
        let decoded = content.view().decode(settings);
        let decoded = decoded.map_err(|problem| refused(&problem, path, "import_sheet", settings.lang))?;
        let Core { profiles, profile, fiscal_year, .. } = settings.clone();
        let options = export::Options { profiles, profile, fiscal_year, bom };
        export::export(&decoded.text, format, &options).map_err(|error| {
            let path = path.unwrap_or(NAMELESS);
            MubiaoError::new_err(match (error, settings.lang) {
                (ExportError::NoSheet, Lang::Zh) => format!("“{path}”里没有表，没有可导出的内容；请核对文件"),
                (error, _) => format!("\"{path}\" cannot be exported: {error}"),
            })
        })
    })?;
    Ok(PyBytes::new(py, &bytes))
}

#[derive(Serialize)]
struct Rule {
    name: &'static str,
    group: &'static str,
    severity: &'static str,
    fix: Option<&'static str>,
    summary: &'static str,
    since: &'static str,
    former: &'static [&'static str],
}

#[pyfunction]
fn rules_json(lang: &str) -> PyResult<String> {
    let lang = if lang == "en" { Lang::En } else { Lang::Zh };
    let all: Vec<Rule> = RULES
        .iter()
        .map(|rule| Rule {
            name: rule.name,
            group: rule.group.name(),
            severity: rule.severity.name(),
            fix: rule.fix.map(Applicability::name),
            summary: rule.summary(lang),
            since: rule.since,
            former: rule.former,
        })
        .collect();
    json(&all)
}

#[pyfunction]
fn explain(rule: &str, lang: &str) -> PyResult<String> {
    let lang = if lang == "en" { Lang::En } else { Lang::Zh };
    let found = rules::find(rule)
        .ok_or_else(|| MubiaoError::new_err(mubiao::config::unknown_rule(rule, rules::nearest(rule), lang)))?;
    Ok(manual::page(found, lang))
}
