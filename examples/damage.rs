//! Reads damaged copies of files until time is up, for the long runs that no test has time for: `damage SECONDS SEED FILE…`.
//! What a copy comes to does not matter; that it ends soon and that nothing panics does. A copy that does either is written to
//! `target/damaged-N`.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::disallowed_types)]

use mubiao::import::{Content, Format, Options, import};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// `file` with up to eight kinds of damage, some of them taken from `other`.
fn damaged(file: &[u8], other: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..1 + numbers.below(8) {
        if bytes.is_empty() {
            bytes.push(0);
        }
        let at = numbers.below(bytes.len());
        let digit = bytes[at..].iter().position(u8::is_ascii_digit).map(|digit| at + digit);
        match (numbers.below(8), digit) {
            (0, _) => bytes[at] = numbers.below(256) as u8,
            (1, _) => bytes[at] ^= 1 << numbers.below(8),
            (2, _) => drop(bytes.drain(at..(at + numbers.below(200)).min(file.len()).max(at).min(bytes.len()))),
            (3, _) => {
                let copy = bytes[at..(at + numbers.below(400)).min(bytes.len())].to_vec();
                let to = numbers.below(bytes.len());
                drop(bytes.splice(to..to, copy));
            }
            (4, Some(digit)) => bytes[digit] = b'0' + numbers.below(10) as u8,
            (5, Some(digit)) => drop(bytes.splice(digit..digit, vec![b'9'; numbers.below(12)])),
            (6, _) if numbers.below(4) == 0 => bytes.truncate(at.max(1)),
            (7, _) => {
                let from = numbers.below(other.len());
                let copy = other[from..(from + numbers.below(300)).min(other.len())].to_vec();
                drop(bytes.splice(at..at, copy));
            }
            _ => {}
        }
    }
    bytes
}

/// Whether something panicked since it was asked last: a panic becomes a refusal before it comes here.
static PANICKED: AtomicBool = AtomicBool::new(false);

fn main() {
    std::panic::set_hook(Box::new(|info| {
        PANICKED.store(true, Ordering::Relaxed);
        println!("{info}");
    }));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let seconds = arguments.first().and_then(|seconds| seconds.parse().ok()).unwrap_or(60);
    let mut numbers = Numbers(arguments.get(1).and_then(|seed| seed.parse().ok()).unwrap_or(1).max(1));
    let names: Vec<&String> = arguments.iter().skip(2).collect();
    let files: Vec<Vec<u8>> = names.iter().filter_map(|name| std::fs::read(name).ok()).collect();
    if files.is_empty() {
        return eprintln!("damage SECONDS SEED FILE...");
    }
    let start = Instant::now();
    let (mut tried, mut read, mut kept, mut slowest) = (0, 0, 0, Duration::ZERO);
    while start.elapsed() < Duration::from_secs(seconds) {
        let at = numbers.below(files.len());
        let other = numbers.below(files.len());
        let bytes = damaged(&files[at], &files[other], &mut numbers);
        let extension = names[at].rsplit('.').next();
        let Ok(format) = Format::of(&bytes, extension) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        let content = if format.is_text() { Content::Text(&text) } else { Content::Bytes(&bytes) };
        let begun = Instant::now();
        let outcome = std::panic::catch_unwind(|| import(content, format, &Options::default()));
        let took = begun.elapsed();
        tried += 1;
        slowest = slowest.max(took);
        read += usize::from(outcome.is_ok_and(|outcome| outcome.is_ok()));
        let panicked = PANICKED.swap(false, Ordering::Relaxed);
        if panicked || took > Duration::from_secs(5) {
            println!("{} {} {took:?}", names[at], if panicked { "panicked" } else { "took long" });
            let _ = std::fs::write(format!("target/damaged-{kept}"), &bytes);
            kept += 1;
        }
    }
    println!("{tried} copies, {read} read, {kept} kept, the slowest took {slowest:?}");
}
