//! Any `mubiao.toml` and any form are read or refused, each mistake with its place, and a form that is read can be used.
//!
//! The input is UTF-8, in parts that end at U+0000: the configuration, then the two files of each form.

#![no_main]

mod common;

use std::path::{Path, PathBuf};

use libfuzzer_sys::fuzz_target;
use mubiao::config::{Effective, parse};
use mubiao::diagnostic::{Applicability, Lang};
use mubiao::profile::{OwnProfile, Profiles};
use mubiao::rules::RULES;
use mubiao::skeleton::skeleton;
use mubiao::{Settings, export, fix, format, lint};

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fuzz_target!(|input: &str| {
    let mut parts = input.split('\0');
    let configuration = parts.next().unwrap_or_default();
    match parse(configuration, "mubiao.toml", PathBuf::from("/x"), RULES) {
        Ok(layer) => {
            let effective = Effective::new(&[layer.clone(), layer], RULES);
            for path in ["/x/a.mubiao", "/x/2021/部门/a.mubiao", "/y"] {
                effective.policy(Path::new(path));
                effective.rules_of(Path::new(path));
                effective.excluded(Path::new(path));
            }
        }
        Err(errors) => {
            assert!(!errors.is_empty(), "what is refused has a mistake");
            for error in &errors {
                for lang in LANGS {
                    assert!(error.message(lang).contains("mubiao.toml"), "a message names the file");
                }
            }
        }
    }

    let mut own = Vec::new();
    while let (Some(layout), true) = (parts.next(), own.len() < 3) {
        own.push(OwnProfile { layout: layout.to_owned(), indicators: parts.next().map(str::to_owned) });
    }
    if own.is_empty() {
        return;
    }
    let (profiles, errors) = Profiles::with(&own);
    for (at, error) in &errors {
        assert!(*at < own.len(), "a mistake is one of a form");
        assert!(!error.zh().is_empty() && !error.en().is_empty(), "a mistake is told");
    }
    for profile in profiles.iter().filter(|profile| !Profiles::is_shipped(&profile.id)) {
        let settings =
            Settings { profiles: profiles.clone(), profile: Some(profile.id.clone()), ..Settings::default() };
        let own = (!profile.by_headings()).then(|| skeleton(profile, "703001某某中心-211300000", 2021));
        for text in own.iter().chain([&common::BOOKS[0], &common::BOOKS[common::BOOKS.len() / 2]]) {
            lint(text, &settings);
            let fixed = fix(text, &settings, Applicability::Safe).text;
            assert_eq!(fix(&fixed, &settings, Applicability::Safe).text, fixed, "what was mended stays as it is");
            let formatted = format(&fixed, &settings);
            assert_eq!(format(&formatted, &settings), formatted, "what was laid out stays as it is");
            let options =
                export::Options { profiles: profiles.clone(), profile: Some(profile.id.clone()), ..Default::default() };
            let _ = export::export(&formatted, export::Format::Json, &options);
            let _ = export::export(&formatted, export::Format::Html, &options);
        }
    }
});
