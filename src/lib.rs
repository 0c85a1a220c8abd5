//! mubiao reads, lints, repairs and formats `.mubiao`, the plain text of Chinese budget performance target sheets (绩效目标表).
//!
//! A text goes in, plain data come out; nothing here fails because a text is damaged. Positions are byte offsets into the
//! text, except where a function says otherwise.
//!
//! # Lint and fix
//!
//! ```
//! use mubiao::diagnostic::Applicability;
//! use mubiao::{Settings, fix, lint};
//!
//! let text = include_str!("../tests/corpus/chaoyang-2021.txt");
//! let settings = Settings::default();
//!
//! let outcome = lint(text, &settings);
//! assert_eq!(outcome.sheets, 6);
//! let first = &outcome.findings[0];
//! println!("{}: {}", first.rule.name, first.message);
//!
//! let fixed = fix(text, &settings, Applicability::Safe);
//! assert!(fixed.remaining.findings.len() < outcome.findings.len());
//! ```
//!
//! # Choose rules
//!
//! ```
//! use std::sync::Arc;
//!
//! use mubiao::Settings;
//! use mubiao::config::{Policy, Selector};
//! use mubiao::diagnostic::Lang;
//! use mubiao::rules::RULES;
//!
//! let amounts = [Selector::parse("amounts", RULES)?];
//! let settings =
//!     Settings { lang: Lang::En, policy: Arc::new(Policy::selecting(RULES, Some(&amounts), &[])), ..Settings::default() };
//! let outcome = mubiao::lint(include_str!("../tests/corpus/chaoyang-2021.txt"), &settings);
//! assert!(outcome.findings.iter().all(|finding| finding.rule.group.name() == "amounts"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Lay out, sum up, export
//!
//! ```
//! use mubiao::totals::MoneyUnit;
//! use mubiao::{Settings, export, format, totals};
//!
//! let text = include_str!("../tests/corpus/chaoyang-2021.mubiao");
//! let settings = Settings::default();
//! assert_eq!(format(text, &settings), text);
//!
//! let (_, units) = totals(text, &settings, Vec::new());
//! let yuan = units[0].clone().converted(MoneyUnit::Yuan);
//! println!("{} {:?}", yuan.name, yuan.expenditure.amount());
//!
//! let json = export::export(text, export::Format::Json, &export::Options::default())?;
//! assert!(json.starts_with(b"{"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Import
//!
//! With the feature `office`:
//!
#![cfg_attr(feature = "office", doc = "```")]
#![cfg_attr(not(feature = "office"), doc = "```ignore")]
//! use mubiao::import::{Content, Format, Options, import};
//!
//! let source = include_str!("../tests/corpus/chaoyang-2021.txt");
//! let imported = import(Content::Text(source), Format::Text, &Options::default())?;
//! assert_eq!(imported.sheets, 6);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! `cli` (the program), `lsp` (the language server), `office` (import; export as xlsx, docx and csv) and `files` (files,
//! their encodings, and the configuration of each) are all on by default. Without them the crate touches no file, starts no
//! thread and compiles for WebAssembly.
//!
//! The modules stand in the order in which they depend on each other: a module names only those above it.
//! Everything down to [`format`](mod@format) is pure: text and plain values in, plain values out.

// What only the program and the readers of office files need stands in modules that are there without them too.
#![cfg_attr(not(feature = "office"), allow(dead_code))]

pub mod text;

pub mod syntax;

pub mod division;

pub mod profile;

pub mod outline;

pub mod pinyin;

pub mod sheet;

pub mod diagnostic;

pub mod config;

pub mod suppression;

pub mod rules;

pub mod manual;

pub mod lint;

pub mod format;

pub mod totals;

pub mod skeleton;

pub mod drafting;

pub mod baseline;

pub mod export;

pub mod ide;

pub mod report;

#[cfg(feature = "office")]
pub mod import;

pub mod compare;

pub mod merge;

pub mod round;

#[cfg(feature = "files")]
pub mod fs;

#[cfg(feature = "files")]
pub mod workspace;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;

#[cfg(feature = "lsp")]
#[doc(hidden)]
pub mod lsp;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod program;

pub use export::export;
pub use format::format;
#[cfg(feature = "office")]
pub use import::import;
pub use lint::{Fixed, Outcome, Settings, fix, lint};
pub use profile::Profiles;
pub use totals::totals;
