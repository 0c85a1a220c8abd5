//! Reads damaged sources of every format, each in bounded time and memory: `mutate COUNT [FROM] [KIND…]`.
//!
//! The program reads them in processes of its own, a few hundred in each, which the system ends when one source takes more
//! than ten seconds of processor time or 500 MB more than the process began with. One line a kind; a source that aborts,
//! hangs, panics or needs too much is named by its number, and `mutate --write KIND NUMBER` writes it to standard output.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::unwrap_used, dead_code, unreachable_pub)]

#[path = "../tests/support/generate.rs"]
mod generate;
#[path = "../tests/support/mutants.rs"]
mod mutants;

use std::env;
use std::io::Write as _;

use mutants::{KINDS, Mutants};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|argument| argument.parse().ok());
    let kind = |name: &String| KINDS.iter().copied().find(|kind| kind == name);
    match arguments.first().map(String::as_str) {
        Some("--write") => {
            let mutants = Mutants::of(arguments.get(1).and_then(kind).expect("a kind"));
            std::io::stdout().write_all(&mutants.make(number(2).expect("a number"))).unwrap();
        }
        #[cfg(unix)]
        Some("--read") => {
            let kind = arguments.get(1).and_then(kind).expect("a kind");
            campaign::work(kind, number(2).unwrap()..number(3).unwrap());
        }
        #[cfg(unix)]
        _ => {
            let count = number(0).unwrap_or(1000);
            let from = number(1).unwrap_or(0);
            let mut kinds: Vec<&str> = arguments.iter().filter_map(kind).collect();
            if kinds.is_empty() {
                kinds = KINDS.to_vec();
            }
            let failed: usize = kinds.into_iter().map(|kind| campaign::run(kind, from..from + count)).sum();
            std::process::exit(i32::from(failed > 0));
        }
        #[cfg(not(unix))]
        _ => println!("processes are bounded on Unix only"),
    }
}

#[cfg(unix)]
mod campaign {
    use std::io::{BufRead, BufReader, Write as _};
    use std::ops::Range;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::process::{Command, Stdio};

    use mubiao::import::quiet_panics;
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    use crate::mutants::{Mutants, read};

    const CHUNK: u64 = 500;
    const SECONDS: u64 = 10;
    const BYTES: u64 = 500 << 20;

    fn limit(resource: Resource, current: u64) {
        let maximum = getrlimit(resource).maximum;
        setrlimit(resource, Rlimit { current: Some(current), maximum }).unwrap();
    }

    /// The processor time of this process, in ticks of a hundredth of a second.
    fn ticks() -> u64 {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
        let field = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
        field(11) + field(12)
    }

    /// A number of kilobytes that the system knows of this process.
    fn status(name: &str) -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("");
        line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
    }

    /// Reads sources one after the other, and says of each which it is before, and what it came to behind.
    pub fn work(kind: &'static str, numbers: Range<u64>) {
        quiet_panics();
        let mutants = Mutants::of(kind);
        let mut out = std::io::stdout().lock();
        limit(Resource::As, status("VmSize") * 1024 + BYTES);
        let mut peak = status("VmHWM");
        for number in numbers {
            let bytes = mutants.make(number);
            let before = ticks();
            limit(Resource::Cpu, before / 100 + SECONDS + 1);
            writeln!(out, "begin {number}").unwrap();
            out.flush().unwrap();
            let ended = catch_unwind(AssertUnwindSafe(|| read(bytes, kind).is_ok()));
            let (took, high) = (ticks() - before, status("VmHWM"));
            let word = match ended {
                Ok(true) => "book",
                Ok(false) => "refused",
                Err(_) => "panic",
            };
            writeln!(out, "end {number} {word} {took} {}", high.max(peak)).unwrap();
            peak = peak.max(high);
        }
    }

    /// Reads the damaged sources of a kind, and says what they came to; how many of them ended as none may.
    pub fn run(kind: &'static str, numbers: Range<u64>) -> usize {
        let (mut books, mut failed, mut from, end) = (0, 0, numbers.start, numbers.end);
        let (mut total, mut longest, mut highest) = (0, (0, 0), (0, 0));
        while from < end {
            let until = (from + CHUNK).min(end);
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.args(["--read", kind, &from.to_string(), &until.to_string()]);
            let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
            let mut open = None;
            for line in BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok) {
                let words: Vec<&str> = line.split(' ').collect();
                let number = |at: usize| words.get(at).and_then(|word| word.parse::<u64>().ok()).unwrap_or(0);
                from = number(1) + 1;
                if words.first() == Some(&"begin") {
                    open = Some(number(1));
                    continue;
                }
                open = None;
                total += number(3);
                longest = longest.max((number(3), number(1)));
                highest = highest.max((number(4), number(1)));
                match words.get(2) {
                    Some(&"book") => books += 1,
                    Some(&"panic") => {
                        failed += 1;
                        println!("{kind} {}: panic", number(1));
                    }
                    _ => {}
                }
            }
            let status = child.wait().unwrap();
            if let Some(number) = open {
                failed += 1;
                println!("{kind} {number}: {status}");
            } else if !status.success() {
                println!("{kind} before {from}: {status}");
                return failed + 1;
            }
        }
        println!(
            "{kind}: {} sources, {books} books, {failed} failed; {} s, the longest {} ms (number {}), at most {} MB (number {})",
            end - numbers.start,
            total / 100,
            longest.0 * 10,
            longest.1,
            highest.0 / 1024,
            highest.1
        );
        failed
    }
}
