//! The keys of `mubiao.toml`, and reading them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use rust_decimal::Decimal;
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::effective::{At, Exclude, FileIgnore, Layer, Source};
use super::{ConfigError, FixLevel, Level, Mistake, Rules, Selector, nearest};
use crate::diagnostic::Lang;
use crate::profile::Profiles;
use crate::text::LineIndex;

/// The name of a configuration file.
pub const FILE_NAME: &str = "mubiao.toml";

/// The keys, in the order of the manual.
pub const KEYS: [&str; 15] = [
    "extend",
    "profiles",
    "profile",
    "fiscal-year",
    "select",
    "ignore",
    "extend-select",
    "severity",
    "fix",
    "per-file-ignores",
    "exclude",
    "force-exclude",
    "tolerance",
    "lang",
    "ambiguous-width",
];

/// mubiao 的配置：写在 mubiao.toml 里，对所在文件夹及其下的文件起作用。 / The settings of mubiao for the files beside and
/// below this file.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
struct ConfigFile {
    /// 先读另一个 mubiao.toml，本文件的设置优先；路径相对于本文件。 / Another mubiao.toml that is read first and gives
    /// way to this one; relative to this file.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    extend: Option<Spanned<String>>,
    /// 自定义表样的文件夹，路径相对于本文件。 / Folders of profiles of your own, relative to this file.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    profiles: Vec<Spanned<String>>,
    /// 表样名；文件内设置优先。 / The profile; a directive in the file goes before it.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    profile: Option<Spanned<String>>,
    /// 年度，四位数字；文件内设置优先。 / The fiscal year, four digits; a directive in the file goes before it.
    #[cfg_attr(test, schemars(with = "Option<i32>", range(min = 1000, max = 9999)))]
    fiscal_year: Option<Spanned<i32>>,
    /// 只查这些规则：规则名、类名或 all。 / The rules to run, by name, group or all.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    select: Option<Spanned<Vec<Spanned<String>>>>,
    /// 不查这些规则。 / Rules not to run.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    ignore: Option<Spanned<Vec<Spanned<String>>>>,
    /// 另外再查这些规则。 / Rules to run besides.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    extend_select: Option<Spanned<Vec<Spanned<String>>>>,
    /// 各规则的严重程度。 / How much a rule's findings matter.
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Level>"))]
    severity: BTreeMap<Spanned<String>, Level>,
    /// 各规则的修复方式。 / How a rule's fixes are applied.
    #[cfg_attr(test, schemars(with = "BTreeMap<String, FixLevel>"))]
    fix: BTreeMap<Spanned<String>, FixLevel>,
    /// 某些文件不查的规则；文件名通配相对于本文件，不带斜杠的在各级文件夹里都起作用。 / Rules not to run on some files;
    /// a pattern is relative to this file, one without a slash holds in every folder.
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Vec<String>>"))]
    per_file_ignores: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// lint 和 fmt 不看的文件和文件夹；通配的写法同 per-file-ignores。 / Files and folders that lint and fmt leave out;
    /// patterns are as in per-file-ignores.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    exclude: Vec<Spanned<String>>,
    /// 命令行上指明的文件也按 exclude 略过。 / Leaves out what exclude names even where the command line names it.
    #[cfg_attr(test, schemars(with = "Option<bool>"))]
    force_exclude: Option<Spanned<bool>>,
    /// 合计允许的差额，以表样的金额单位计，如 "0.01"。 / By how much a sum may be off, in the form's unit of amounts.
    #[cfg_attr(test, schemars(with = "Option<String>", regex(pattern = r"^[0-9]+(\.[0-9]+)?$")))]
    tolerance: Option<Spanned<String>>,
    /// 消息的语言。 / The language of messages.
    #[cfg_attr(test, schemars(with = "Option<LangName>"))]
    lang: Option<Spanned<LangName>>,
    /// 宽度不定的字符（如 “ ” … ≥）占几列：1 或 2。 / The columns of a character of ambiguous width: 1 or 2.
    #[cfg_attr(test, schemars(with = "Option<u8>", range(min = 1, max = 2)))]
    ambiguous_width: Option<Spanned<u8>>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
enum LangName {
    /// 中文 / Chinese
    Zh,
    /// 英文 / English
    En,
}

/// What the values of a key must be.
fn expected(key: &str) -> [&'static str; 2] {
    match key {
        "extend" => ["文件路径", "the path of a file"],
        "profile" => ["表样名", "the name of a profile"],
        "fiscal-year" => ["四位数字的年度，如 2021", "a year of four digits such as 2021"],
        "profiles" => ["文件夹的列表，如 [\"forms/county\"]", "a list of folders such as [\"forms/county\"]"],
        "select" | "ignore" | "extend-select" => [
            "规则名的列表，如 [\"amounts\", \"missing-deadline\"]",
            "a list of rules such as [\"amounts\", \"missing-deadline\"]",
        ],
        "severity" => [
            "一组设置，各规则取 \"error\"、\"warning\"、\"information\" 或 \"off\"",
            "a table that gives rules \"error\", \"warning\", \"information\" or \"off\"",
        ],
        "fix" => [
            "一组设置，各规则取 \"safe\"、\"unsafe\" 或 \"none\"",
            "a table that gives rules \"safe\", \"unsafe\" or \"none\"",
        ],
        "per-file-ignores" => {
            ["一组设置，各文件名通配取规则名的列表", "a table that gives patterns of files lists of rules"]
        }
        "exclude" => ["文件名通配的列表，如 [\"drafts\"]", "a list of patterns of files such as [\"drafts\"]"],
        "force-exclude" => [" true 或 false", "true or false"],
        "tolerance" => ["带引号的非负小数，如 \"0.01\"", "a quoted decimal that is not negative, such as \"0.01\""],
        "lang" => [" \"zh\" 或 \"en\"", "\"zh\" or \"en\""],
        _ => [" 1 或 2", "1 or 2"],
    }
}

/// Reads the configuration `text` of the file that messages call `name` and that stands in `dir`.
///
/// # Errors
/// Every mistake that can be told without the others, by place.
pub fn parse(text: &str, name: &str, dir: PathBuf, rules: Rules) -> Result<Layer, Vec<ConfigError>> {
    let mut reader = Reader { name, text, index: LineIndex::new(text), rules, errors: Vec::new() };
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let message = error.message().lines().collect::<Vec<_>>().join("; ");
            return Err(vec![reader.error(&error.span().unwrap_or(0..0), Mistake::Syntax(message))]);
        }
    };
    for key in table.keys().filter(|key| !KEYS.contains(&key.get_ref().as_ref())) {
        let mistake = Mistake::UnknownKey { key: key.get_ref().to_string(), near: nearest(key.get_ref(), KEYS) };
        reader.wrong(&key.span(), mistake);
    }
    if !reader.errors.is_empty() {
        return Err(reader.sorted());
    }
    let file: ConfigFile = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            let holds = |range: Range<usize>| range.start <= span.start && span.start <= range.end;
            let found = table.iter().find(|(key, value)| holds(key.span()) || holds(value.span()));
            // A table with a header of its own spans the header alone, so its last key is looked for too.
            let within = || {
                table.iter().filter(|(key, _)| key.span().start <= span.start).max_by_key(|(key, _)| key.span().start)
            };
            let key = found.or_else(within).map_or_else(String::new, |(key, _)| key.get_ref().to_string());
            let mistake = bad_word(&table, &key, span.start)
                .unwrap_or_else(|| Mistake::BadValue { expected: expected(&key), key });
            return Err(vec![reader.error(&span, mistake)]);
        }
    };
    let layer = reader.layer(file, dir);
    if reader.errors.is_empty() { Ok(layer) } else { Err(reader.sorted()) }
}

/// The mistake in the table `key` at the place `at`, where a word stands that the table does not know.
fn bad_word(table: &DeTable<'_>, key: &str, at: usize) -> Option<Mistake> {
    let known: &[&str] = match key {
        "severity" => &["error", "warning", "information", "off"],
        "fix" => &["safe", "unsafe", "none"],
        _ => return None,
    };
    let DeValue::Table(values) = table.get(key)?.get_ref() else { return None };
    let (name, value) = values.iter().find(|(_, value)| value.span().contains(&at))?;
    let DeValue::String(word) = value.get_ref() else { return None };
    let near = known.iter().copied().find(|known| !word.is_empty() && known.starts_with(word.as_ref()));
    let near = near.or_else(|| nearest(word, known.iter().copied()));
    Some(Mistake::BadWord { name: name.get_ref().as_ref().into(), word: word.as_ref().into(), known, near })
}

struct Reader<'t> {
    name: &'t str,
    text: &'t str,
    index: LineIndex,
    rules: Rules,
    errors: Vec<ConfigError>,
}

impl Reader<'_> {
    fn sorted(mut self) -> Vec<ConfigError> {
        self.errors.sort_by_key(|error| error.position);
        self.errors
    }

    fn position(&self, span: &Range<usize>) -> (usize, usize) {
        let at = self.text.floor_char_boundary(span.start.min(self.text.len()));
        let (line, column) = self.index.line_column(self.text, at as u32);
        (line + 1, column + 1)
    }

    fn error(&self, span: &Range<usize>, mistake: Mistake) -> ConfigError {
        ConfigError { place: self.name.to_owned(), position: Some(self.position(span)), mistake }
    }

    fn wrong(&mut self, span: &Range<usize>, mistake: Mistake) {
        let error = self.error(span, mistake);
        self.errors.push(error);
    }

    fn bad(&mut self, span: &Range<usize>, key: &str) {
        self.wrong(span, Mistake::BadValue { key: key.to_owned(), expected: expected(key) });
    }

    fn at<T>(&self, span: &Range<usize>, value: T) -> At<T> {
        let (line, column) = self.position(span);
        At { value, line, column }
    }

    /// The value with its line, if `read` makes something of it.
    fn take<T, U>(&mut self, value: Option<Spanned<T>>, key: &str, read: impl Fn(T) -> Option<U>) -> Option<At<U>> {
        let value = value?;
        let span = value.span();
        match read(value.into_inner()) {
            Some(value) => Some(self.at(&span, value)),
            None => {
                self.bad(&span, key);
                None
            }
        }
    }

    fn rule(&mut self, name: &Spanned<String>) -> Option<Selector> {
        let parsed = Selector::parse(name.get_ref(), self.rules);
        parsed.map_err(|mistake| self.wrong(&name.span(), mistake)).ok()
    }

    fn list(&mut self, list: Option<Spanned<Vec<Spanned<String>>>>) -> Option<At<Vec<Selector>>> {
        let list = list?;
        let span = list.span();
        let rules = list.get_ref().iter().filter_map(|name| self.rule(name)).collect();
        Some(self.at(&span, rules))
    }

    fn levels<T>(&mut self, levels: BTreeMap<Spanned<String>, T>) -> Vec<(At<Selector>, T)> {
        let mut read = Vec::new();
        for (name, level) in levels {
            if let Some(rule) = self.rule(&name) {
                read.push((self.at(&name.span(), rule), level));
            }
        }
        // A group gives way to a rule of it, however they are sorted.
        read.sort_by_key(|(rule, _)| rule.value.exactness());
        read
    }

    fn layer(&mut self, file: ConfigFile, dir: PathBuf) -> Layer {
        // With profiles of the project's own, which there are is known when those have been read.
        let known = file.profiles.is_empty() && file.extend.is_none();
        let profile = file.profile.and_then(|profile| {
            let (span, name) = (profile.span(), profile.into_inner());
            if known && !Profiles::default().names().any(|known| known == name) {
                let known = Profiles::default().names().map(str::to_owned).collect();
                self.wrong(&span, Mistake::UnknownProfile { name, known });
                return None;
            }
            Some(self.at(&span, name))
        });
        let profiles = file.profiles.into_iter();
        let profiles = profiles.map(|folder| self.at(&folder.span(), PathBuf::from(folder.get_ref()))).collect();
        let ignores = file.per_file_ignores;
        Layer {
            source: Source::File(self.name.into()),
            extend: self.take(file.extend, "extend", |path| (!path.is_empty()).then(|| PathBuf::from(path))),
            profile,
            profiles,
            fiscal_year: self
                .take(file.fiscal_year, "fiscal-year", |year| (1000..=9999).contains(&year).then_some(year)),
            select: self.list(file.select),
            ignore: self.list(file.ignore),
            extend_select: self.list(file.extend_select),
            severity: self.levels(file.severity),
            fix: self.levels(file.fix),
            file_ignores: ignores.into_iter().filter_map(|(glob, rules)| self.file_ignore(&glob, &rules)).collect(),
            exclude: file.exclude.iter().filter_map(|pattern| self.exclude(pattern)).collect(),
            force_exclude: self.take(file.force_exclude, "force-exclude", Some),
            tolerance: self.take(file.tolerance, "tolerance", |text| {
                text.parse().ok().filter(|tolerance: &Decimal| !tolerance.is_sign_negative())
            }),
            lang: self.take(file.lang, "lang", |name| {
                Some(match name {
                    LangName::Zh => Lang::Zh,
                    LangName::En => Lang::En,
                })
            }),
            ambiguous_width: self
                .take(file.ambiguous_width, "ambiguous-width", |width| matches!(width, 1 | 2).then_some(width)),
            dir,
        }
    }

    fn file_ignore(&mut self, pattern: &Spanned<String>, rules: &[Spanned<String>]) -> Option<FileIgnore> {
        let rules = rules.iter().filter_map(|name| self.rule(name)).collect();
        let glob = self.glob(pattern, pattern.get_ref())?;
        Some(FileIgnore { pattern: self.at(&pattern.span(), pattern.get_ref().clone()), glob, rules })
    }

    fn exclude(&mut self, pattern: &Spanned<String>) -> Option<Exclude> {
        // What follows a slash at the end is all that a folder holds, which is left out anyway.
        let glob = self.glob(pattern, pattern.get_ref().trim_end_matches('/'))?;
        Some(Exclude { pattern: self.at(&pattern.span(), pattern.get_ref().clone()), glob })
    }

    fn glob(&mut self, whole: &Spanned<String>, pattern: &str) -> Option<GlobSet> {
        glob(pattern).map_err(|error| self.wrong(&whole.span(), Mistake::BadGlob(error))).ok()
    }
}

/// A pattern of files has at most so many bytes, and braces in braces at most so deep.
const LONGEST_GLOB: usize = 512;
const DEEPEST_GLOB: usize = 8;

fn glob(pattern: &str) -> Result<GlobSet, String> {
    if pattern.len() > LONGEST_GLOB {
        return Err(format!("it has more than {LONGEST_GLOB} bytes"));
    }
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in pattern.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if deepest > DEEPEST_GLOB {
        return Err(format!("more than {DEEPEST_GLOB} braces stand in each other"));
    }
    let anywhere = if pattern.contains('/') { String::new() } else { String::from("**/") };
    let pattern = anywhere + pattern.strip_prefix("./").or_else(|| pattern.strip_prefix('/')).unwrap_or(pattern);
    let read = || GlobSetBuilder::new().add(GlobBuilder::new(&pattern).literal_separator(true).build()?).build();
    // A set is compiled with an error where a pattern alone would panic.
    read().map_err(|error: globset::Error| error.kind().to_string())
}

/// The JSON schema of a configuration file, with the names of the rules where they may stand.
#[cfg(test)]
pub(crate) fn schema(rules: Rules) -> serde_json::Value {
    use serde_json::{Value, json};
    let mut schema = schemars::schema_for!(ConfigFile).to_value();
    let names: Vec<&str> = Selector::names(rules).collect();
    schema["$defs"]["Rule"] = json!({"enum": names});
    let rule = json!({"$ref": "#/$defs/Rule"});
    for key in ["select", "ignore", "extend-select"] {
        schema["properties"][key]["items"] = rule.clone();
    }
    schema["properties"]["per-file-ignores"]["additionalProperties"]["items"] = rule.clone();
    for key in ["severity", "fix"] {
        schema["properties"][key]["propertyNames"] = rule.clone();
    }
    schema["properties"]["profile"]["examples"] = json!(Profiles::default().names().collect::<Vec<_>>());
    schema["title"] = Value::from(FILE_NAME);
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_have_limits() {
        assert!(glob(&"字".repeat(170)).is_ok() && glob(&"字".repeat(171)).is_err());
        let nested = |depth: usize| "{a,".repeat(depth) + "b" + &"}".repeat(depth);
        assert!(glob(&nested(DEEPEST_GLOB)).is_ok() && glob(&nested(DEEPEST_GLOB + 1)).is_err());
        assert!(glob(&"{".repeat(400)).is_err() && glob("[z-a]").is_err());
        let all = "[一-龥]*?{a,b}**".repeat(LONGEST_GLOB / 20);
        assert!(glob(&all).is_ok());
    }
}
