//! `mubiao catalogue`: lists and searches the standard indicators.

use super::Status;
use super::help::pick;
use super::settings::{self, ConfigArgs};
use super::streams::Streams;
use super::table::{self, Align};
use crate::diagnostic::{Lang, say};
use crate::pinyin::{Found, Query};
use crate::profile::{Profile, Profiles, Standard};
use anstyle::Style;
use clap::ValueEnum;
use serde::Serialize;
use std::io::{self, Write};
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        value_name = pick("表样", "PROFILE"),
        help = pick(
            "表样名，默认为 mubiao.toml 所定的，没有则为全部",
            "the name of a profile; by default that of mubiao.toml, or all of them"
        )
    )]
    profile: Option<String>,
    #[arg(
        long,
        short,
        value_name = pick("文字", "TEXT"),
        help = pick(
            "只列出找到的；可用汉字、全拼或首字母，如 执行、zhixing、yszxl",
            "list only what matches, by Chinese, full pinyin or initials, such as zhixing, yszxl"
        )
    )]
    search: Option<String>,
    #[arg(
        long,
        value_name = pick("格式", "FORMAT"),
        default_value = "human",
        help = pick("列表的格式", "the form of the list")
    )]
    format: FormatArg,
    #[command(flatten)]
    config: ConfigArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArg {
    #[value(help = pick("表格", "a table"))]
    Human,
    #[value(help = pick("一个 JSON 对象", "one JSON object"))]
    Json,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let (known, configured) = match args.config.here(streams) {
        Ok(found) => (found.profiles.clone(), found.effective.profile.value.clone()),
        Err(broken) => return Ok(settings::tell(&broken, streams)),
    };
    let profiles: Vec<Arc<Profile>> = match args.profile.as_ref().or(configured.as_ref()) {
        None => known.iter().cloned().collect(),
        Some(id) => match find_profile(&known, id, streams) {
            Some(profile) => vec![profile],
            None => return Ok(Status { failed: true, ..Status::default() }),
        },
    };
    let query = args.search.as_deref().map(Query::new);
    let found: Vec<(&Profile, Vec<&Standard>)> =
        profiles.iter().map(|profile| (profile.as_ref(), search(profile, query.as_ref()))).collect();
    match args.format {
        FormatArg::Human => human(&found, streams)?,
        FormatArg::Json => json(&found, streams)?,
    }
    if let (Some(text), true) = (&args.search, found.iter().all(|(_, standards)| standards.is_empty())) {
        let message = say!(
            streams.lang,
            "没有找到“{text}”；请换用汉字、全拼或首字母，不加 -s 列出全部",
            "\"{text}\" was not found; try Chinese, full pinyin or initials, or list all without -s"
        );
        writeln!(streams.err, "{}", crate::report::visible(&message))?;
    }
    Ok(Status::default())
}

/// The profile of that name; says on standard error which there are when there is none.
pub(super) fn find_profile(profiles: &Profiles, id: &str, streams: &mut Streams) -> Option<Arc<Profile>> {
    let found = profiles.find(id).cloned();
    if found.is_none() {
        let lang = streams.lang;
        let known = profiles.names().collect::<Vec<_>>().join(lang.pick("、", ", "));
        let message =
            say!(lang, "没有名为“{id}”的表样；可用的有 {known}", "there is no profile \"{id}\"; known are: {known}");
        streams.complain(&message);
    }
    found
}

/// A text that a standard indicator can be found by.
type Text = for<'p> fn(&'p Profile, &'p Standard) -> &'p str;

/// The standard indicators that `query` finds by name, best first; when there are none, those it finds by group, then
/// those by class.
fn search<'p>(profile: &'p Profile, query: Option<&Query>) -> Vec<&'p Standard> {
    let standards = &profile.catalogue.standards;
    let Some(query) = query else { return standards.iter().collect() };
    let by = |text: Text| {
        let found = |standard: &'p Standard| Some((query.find(text(profile, standard))?, standard));
        let mut all: Vec<(Found, &Standard)> = standards.iter().filter_map(found).collect();
        all.sort_by_key(|(found, _)| *found);
        all.into_iter().map(|(_, standard)| standard).collect::<Vec<_>>()
    };
    let texts: [Text; 3] = [name, group, class];
    texts.into_iter().map(by).find(|found| !found.is_empty()).unwrap_or_default()
}

fn name<'p>(_: &'p Profile, standard: &'p Standard) -> &'p str {
    &standard.name
}

fn class<'p>(profile: &'p Profile, standard: &'p Standard) -> &'p str {
    &profile.catalogue.classes[usize::from(standard.class)]
}

fn group<'p>(profile: &'p Profile, standard: &'p Standard) -> &'p str {
    &profile.catalogue.groups[usize::from(standard.group)].name
}

fn human(found: &[(&Profile, Vec<&Standard>)], streams: &mut Streams) -> io::Result<()> {
    let lang = streams.lang;
    let bold = if streams.out.color { Style::new().bold() } else { Style::new() };
    for (at, (profile, standards)) in found.iter().filter(|(_, standards)| !standards.is_empty()).enumerate() {
        if at > 0 {
            writeln!(streams.out)?;
        }
        let name = lang.pick(&profile.name.0, &profile.name.1);
        let id = &profile.id;
        let title = say!(lang, "{name}（{id}）", "{name} ({id})");
        writeln!(streams.out, "{bold}{title}{bold:#}")?;
        let header = match lang {
            Lang::Zh => ["三级指标", "运算符号", "指标值", "度量单位", "一级指标", "二级指标"],
            Lang::En => ["name", "operator", "value", "measure", "class", "group"],
        };
        let mut rows = vec![header.map(str::to_owned).to_vec()];
        rows.extend(standards.iter().map(|standard| {
            let Standard { name, operator, value, measure, .. } = standard;
            [name, operator, value, measure, class(profile, standard), group(profile, standard)]
                .map(str::to_owned)
                .to_vec()
        }));
        table::write(&mut streams.out, &[Align::Left; 6], &rows)?;
    }
    Ok(())
}

/// The list, version 1.
#[derive(Serialize)]
struct List<'a> {
    version: u32,
    indicators: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    profile: &'a str,
    class: &'a str,
    group: &'a str,
    name: &'a str,
    /// Empty for a qualitative indicator, like `measure`.
    operator: &'a str,
    value: &'a str,
    measure: &'a str,
    definition: &'a str,
    source: &'a str,
}

fn json(found: &[(&Profile, Vec<&Standard>)], streams: &mut Streams) -> io::Result<()> {
    let entries = found.iter().flat_map(|&(profile, ref standards)| {
        standards.iter().map(move |standard| Entry {
            profile: &profile.id,
            class: class(profile, standard),
            group: group(profile, standard),
            name: &standard.name,
            operator: &standard.operator,
            value: &standard.value,
            measure: &standard.measure,
            definition: &standard.definition,
            source: &standard.source,
        })
    });
    crate::report::write_json_pretty(&mut streams.out, &List { version: 1, indicators: entries.collect() })?;
    writeln!(streams.out)
}
