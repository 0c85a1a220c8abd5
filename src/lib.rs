//! mubiao reads, lints, repairs and formats `.mubiao`, the plain text of Chinese budget performance target sheets (绩效目标表).
//!
//! The modules stand in the order in which they depend on each other: a module names only those above it.
//! Everything down to [`format`](mod@format) is pure: text and plain values in, plain values out.

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

pub mod lint;

pub mod format;

pub mod totals;

pub mod skeleton;

pub mod drafting;

pub mod baseline;

pub mod export;

pub mod ide;

pub mod report;

pub mod import;

pub mod compare;

pub mod merge;

pub mod round;

pub mod fs;

pub mod workspace;

pub mod cli;

pub mod lsp;
