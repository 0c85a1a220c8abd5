//! Prints how the processor time of an import or of a lint grows when there is ten times as much of one thing: `growth [WORD]`.
//! `growth --write NAME COUNT` writes a source with so many of it to standard output, to be read by the program.
//!
//! Each line names a thing, what 10,000 and 100,000 of it cost, and the ratio; things that are refused beyond some number
//! are said to be. The time is that of the processor, counted by the system, and the smallest of some runs. Every run is a
//! process of its own, as it is for a user: one that ran before has its memory at hand, and a small source profits from that
//! more than a large one.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::unwrap_used, dead_code, unreachable_pub)]

#[path = "../tests/support/generate.rs"]
mod generate;
#[path = "../tests/support/large.rs"]
mod large;
#[path = "../tests/support/mutants.rs"]
mod mutants;

use std::io::Write as _;
use std::process::{Command, Stdio};

use large::{Large, THINGS};

/// The processor time of all threads of this process so far, in milliseconds.
fn spent() -> f64 {
    let threads = std::fs::read_dir("/proc/self/task").expect("Linux");
    let time = |thread: std::fs::DirEntry| {
        let line = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        line.split_whitespace().next()?.parse::<f64>().ok()
    };
    threads.flatten().filter_map(time).sum::<f64>() / 1e6
}

fn made(name: &str, count: usize) -> Large {
    let (_, make) = THINGS.iter().find(|(known, _)| *known == name).expect("a thing");
    make(count)
}

/// Prints whether the source is read, and the milliseconds that it costs once the forms are at hand.
fn run(name: &str, count: usize) {
    mubiao::import::quiet_panics();
    let source = made(name, count);
    made(name, 10).run();
    let before = spent();
    let read = source.run();
    println!("{} {}", if read { "read" } else { "refused" }, spent() - before);
}

/// How it ended, and the least that it cost of some runs, which are fewer where it costs much.
fn least(name: &str, count: usize) -> (String, f64) {
    let (mut least, mut ended, mut sum) = (f64::INFINITY, String::new(), 0.0);
    for at in 0..15 {
        let this = std::env::current_exe().unwrap();
        let arguments = ["--run", name, &count.to_string()];
        let output = Command::new(this).args(arguments).stderr(Stdio::inherit()).output().unwrap();
        assert!(output.status.success(), "{name}, {count}: {}", output.status);
        let line = String::from_utf8(output.stdout).unwrap();
        let (how, cost) = line.trim().split_once(' ').unwrap();
        let cost: f64 = cost.parse().unwrap();
        (least, sum) = (least.min(cost), sum + cost);
        how.clone_into(&mut ended);
        if at >= 2 && sum > 1000.0 {
            break;
        }
    }
    (ended, least)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, name, count] = &arguments[..] {
        let count = count.parse().expect("a number");
        match first.as_str() {
            "--write" => return std::io::stdout().write_all(made(name, count).bytes()).unwrap(),
            "--run" => return run(name, count),
            _ => {}
        }
    }
    let word = arguments.first().cloned().unwrap_or_default();
    for (name, _) in THINGS.iter().filter(|(name, _)| name.contains(&word)) {
        let [(few_ended, few), (many_ended, many)] = [10_000, 100_000].map(|count| least(name, count));
        let ratio = many / few;
        let mark = if ratio > 12.0 { " <--" } else { "" };
        println!("{name:36} {few:9.2} ms ({few_ended}) {many:9.2} ms ({many_ended})  {ratio:5.1} x{mark}");
    }
}
