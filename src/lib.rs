//! mubiao reads, lints, repairs and formats `.mubiao`, the plain text of Chinese budget performance target sheets (绩效目标表).
//!
//! The modules stand in the order in which they depend on each other: a module names only those above it.
//! Everything down to [`lint`] is pure: text and plain values in, plain values out.

pub mod text;

pub mod syntax;

pub mod profile;

pub mod sheet;

pub mod diagnostic;

pub mod config;

pub mod suppression;

pub mod rules;

pub mod format;

pub mod lint;

pub mod baseline;

pub mod report;

pub mod fs;

pub mod cli;
