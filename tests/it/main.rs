//! The integration tests.

// A test stands for the user, who has files, and it may panic.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod cli;
mod corpus;
mod report;
