//! mubiao for a page in a browser: books are opened, mended, edited and written there as the program does it.

// The glue calls them. It is no part of another build, as its macros would have what they share with the program compiled anew.
#![cfg_attr(not(target_family = "wasm"), allow(dead_code))]

mod batch;
mod book;
mod fresh;
#[cfg(target_family = "wasm")]
pub mod glue;
mod open;
mod steps;
mod wire;
