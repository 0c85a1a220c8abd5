//! Prints how the processor time of an import or of a lint grows when there is ten times as much of one thing: `growth [WORD]`.
//! `growth --write NAME COUNT` writes a source with so many of it to standard output, to be read by the program.
//!
//! Each line names a thing, what 10,000 and 100,000 of it cost, and the ratio; things that are refused beyond some number
//! are said to be. The time is that of the processor, counted by the system, and the smallest of some repetitions.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::unwrap_used, dead_code, unreachable_pub)]

#[path = "../tests/support/generate.rs"]
mod generate;
#[path = "../tests/support/large.rs"]
mod large;
#[path = "../tests/support/mutants.rs"]
mod mutants;

use std::io::Write as _;

use large::THINGS;

/// The processor time of this process in hundredths of a second.
fn ticks() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let field = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    field(11) + field(12)
}

/// Milliseconds of one run: as many runs are counted as take half a second, three times over.
fn cost(run: &dyn Fn() -> bool) -> f64 {
    let mut least = f64::INFINITY;
    for _ in 0..3 {
        let (before, mut runs) = (ticks(), 0.0);
        loop {
            run();
            runs += 1.0;
            let spent = ticks() - before;
            if spent >= 30.0 {
                least = least.min(spent * 10.0 / runs);
                break;
            }
        }
        if least > 2000.0 {
            break;
        }
    }
    least
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, name, count] = &arguments[..]
        && first == "--write"
    {
        let (_, make) = THINGS.iter().find(|(known, _)| known == name).expect("a thing");
        std::io::stdout().write_all(make(count.parse().expect("a number")).bytes()).unwrap();
        return;
    }
    let word = arguments.first().cloned().unwrap_or_default();
    mubiao::import::quiet_panics();
    for (name, make) in THINGS.iter().filter(|(name, _)| name.contains(&word)) {
        let (few, many) = (make(10_000), make(100_000));
        let ends = [few.run(), many.run()].map(|read| if read { "read" } else { "refused" });
        let costs = [cost(&|| few.run()), cost(&|| many.run())];
        let ratio = costs[1] / costs[0];
        let mark = if ratio > 12.0 { " <--" } else { "" };
        println!("{name:36} {:9.2} ms ({}) {:9.2} ms ({})  {ratio:5.1} x{mark}", costs[0], ends[0], costs[1], ends[1]);
    }
}
