//! Lints a file in memory, for a profiler: `lint_book FILE [TIMES [PROFILE]]`; needs no feature, so it is compiled quickly.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("a file");
    let times: usize = arguments.next().and_then(|times| times.parse().ok()).unwrap_or(1);
    let text = std::fs::read_to_string(path).expect("a text in UTF-8");
    let settings = mubiao::lint::Settings { profile: arguments.next(), ..Default::default() };
    for _ in 0..times {
        let outcome = mubiao::lint::lint(&text, &settings);
        println!("{} sheets, {} findings", outcome.sheets, outcome.findings.len());
    }
}
