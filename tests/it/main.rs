//! The integration tests.

// A test stands for the user, who has files, and it may panic.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::unwrap_used)]
// The made-up books serve the benchmarks too.
#![allow(unreachable_pub, dead_code)]

mod accept;
mod allowances;
mod anything;
mod authority;
mod built_in;
mod choosing;
mod cli;
mod commands;
mod comparing;
mod config;
mod configured;
mod corpus;
mod evaluations;
mod exchange;
mod export;
mod extension;
mod faults;
mod faulty;
mod features;
mod form_rows;
mod forms;
mod grammar;
mod help;
mod hooks;
mod import;
mod incremental;
mod licences;
mod long;
mod lookalike;
mod lsp;
mod mending;
mod merging;
mod mutated;
mod office;
mod pdf;
mod profiles;
mod repair;
mod report;
mod round;
mod running;
mod safety;
mod tidy;
mod units;
mod watching;

#[path = "../support/damage.rs"]
mod damage;
#[path = "../support/generate.rs"]
mod generate;
#[path = "../support/mutants.rs"]
mod mutants;
#[path = "../support/abnf.rs"]
mod recogniser;
#[path = "../support/textmate.rs"]
mod textmate;
