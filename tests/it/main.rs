//! The integration tests.

// A test stands for the user, who has files, and it may panic.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::unwrap_used)]
// The made-up books serve the benchmarks too.
#![allow(unreachable_pub, dead_code)]

mod accept;
mod allowances;
mod cli;
mod config;
mod corpus;
mod repair;
mod report;

#[path = "../support/damage.rs"]
mod damage;
#[path = "../support/generate.rs"]
mod generate;
