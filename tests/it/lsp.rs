//! The language server, as a client meets it: over pipes in this process, and as the program that editors start.

mod client;
mod clients;
mod completing;
mod configured;
mod documents;
mod editor;
mod faults;
mod findings;
mod folders;
mod looking;
mod notation;
mod outside;
mod pages;
mod preview;
mod program;
mod random;
mod reading;
mod replays;
mod stalled;
mod strangers;
mod typing;
