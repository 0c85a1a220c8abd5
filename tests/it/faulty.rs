//! Killed programs, full disks, files that vanish, two programs at once: each file is as it was or as it should be.
//!
//! Some dozens of rounds each; `MUBIAO_FAULTS=1000 cargo test --test it fault` goes on for so many.

use crate::cli::{Desk, run};
use crate::damage::damage_book;
use crate::generate::{Random, book};
use std::fs;
use std::process::{Child, Stdio};
use std::time::Instant;

/// How many files the folder has.
pub(crate) const FILES: usize = 24;

/// How often something is done: `few` times, unless a long run is asked for.
pub(crate) fn times(few: usize) -> usize {
    long_run().unwrap_or(few)
}

/// How many rounds a long run has, when one is asked for.
pub(crate) fn long_run() -> Option<usize> {
    std::env::var("MUBIAO_FAULTS").ok()?.parse().ok()
}

/// A folder of damaged books, and what each is before and after.
pub(crate) struct Folder {
    pub(crate) desk: Desk,
    pub(crate) before: Vec<Vec<u8>>,
    pub(crate) after: Vec<Vec<u8>>,
    command: &'static [&'static str],
}

pub(crate) fn name(at: usize) -> String {
    format!("{at:02}.mubiao")
}

impl Folder {
    /// One whose files `command` changes, all of them.
    pub(crate) fn new(command: &'static [&'static str]) -> Self {
        let texts = (0..FILES as u64).map(|seed| damage_book(seed, &book(seed, 20_000), 2));
        let before: Vec<Vec<u8>> = texts.map(|text| (text + "# \n").into_bytes()).collect();
        let mut folder = Self { desk: Desk::new(&[]), after: Vec::new(), before, command };
        folder.reset();
        let ran = folder.desk.run(command);
        assert!(ran.status < 2, "{}", ran.err);
        folder.after = folder.contents();
        assert!(folder.before.iter().zip(&folder.after).all(|(before, after)| before != after));
        folder
    }

    pub(crate) fn reset(&self) {
        for (at, text) in self.before.iter().enumerate() {
            fs::write(self.desk.path(&name(at)), text).unwrap();
        }
    }

    pub(crate) fn contents(&self) -> Vec<Vec<u8>> {
        (0..FILES).map(|at| self.desk.content(&name(at))).collect()
    }

    pub(crate) fn start(&self) -> Child {
        let mut command = self.desk.command(self.command);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Every file is as it was or as it should be; how many are as they should be.
    #[track_caller]
    pub(crate) fn check(&self) -> usize {
        let mut done = 0;
        for (at, now) in self.contents().iter().enumerate() {
            let is_new = *now == self.after[at];
            assert!(is_new || *now == self.before[at], "{} is neither", name(at));
            done += usize::from(is_new);
        }
        done
    }

    /// Whatever a killed program leaves behind is no book; it is removed.
    pub(crate) fn sweep(&self) -> usize {
        let mut left = 0;
        for entry in fs::read_dir(self.desk.path(".")).unwrap().flatten() {
            let name = entry.file_name().into_string().unwrap();
            if !name.ends_with(".mubiao") {
                assert!(name.starts_with(".mubiao-") && name.ends_with(".tmp"), "{name}");
                fs::remove_file(entry.path()).unwrap();
                left += 1;
            }
        }
        left
    }
}

/// Kills the program at `times` moments: at any, or just when one of the files has changed, and some steps behind.
fn killed(command: &'static [&'static str], times: usize) {
    let folder = Folder::new(command);
    let mut random = Random::new(1);
    folder.reset();
    let start = Instant::now();
    folder.start().wait().unwrap();
    let whole = start.elapsed();
    let (mut some, mut killed, mut left) = (0, 0, 0);
    for round in 0..times {
        folder.reset();
        let (mut child, start) = (folder.start(), Instant::now());
        if round % 2 == 0 {
            let moment = whole * random.below(1000) as u32 / 1000;
            while start.elapsed() < moment && child.try_wait().unwrap().is_none() {
                std::thread::yield_now();
            }
        } else {
            let (file, mut steps) = (random.below(FILES), random.below(40));
            let path = folder.desk.path(&name(file));
            // A file that takes another one's name has another length or number.
            while child.try_wait().unwrap().is_none() {
                if fs::read(&path).is_ok_and(|now| now != folder.before[file]) {
                    if steps == 0 {
                        break;
                    }
                    steps -= 1;
                }
            }
        }
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        let done = folder.check();
        some += usize::from(done > 0 && done < FILES);
        // The files of the last round stay for the run that comes behind it.
        if round + 1 < times {
            left += folder.sweep();
        }
    }
    println!(
        "{times} runs, {killed} of them killed, {some} between the first file and the last; {left} files left behind"
    );
    assert!(killed > 0 && some > 0, "it was killed in the middle: {killed}, {some}");
    // What was left behind keeps nothing from being done, and is no book.
    fs::write(folder.desk.path(".mubiao-left.tmp"), &folder.before[0]).unwrap();
    assert!(folder.desk.run(command).status < 2);
    assert_eq!(folder.check(), FILES);
    assert_eq!(folder.desk.content(".mubiao-left.tmp"), folder.before[0]);
}

#[test]
fn a_program_that_is_killed_while_it_mends_leaves_whole_files() {
    killed(&["lint", "--fix", "--quiet", "."], times(40));
}

#[test]
fn a_program_that_is_killed_while_it_formats_leaves_whole_files() {
    killed(&["fmt", "."], times(40));
}

#[cfg(unix)]
#[test]
fn without_room_on_the_disk_files_stay_as_they_were() {
    for command in [&["lint", "--fix", "--lang", "en", "."][..], &["fmt", "--lang", "en", "."]] {
        let folder = Folder::new(match command[0] {
            "fmt" => &["fmt", "."],
            _ => &["lint", "--fix", "--quiet", "."],
        });
        folder.reset();
        // No file may have more than a few blocks; whoever writes more is told, and not killed.
        let program = env!("CARGO_BIN_EXE_mubiao");
        let mut shell = std::process::Command::new("sh");
        let script = "trap '' XFSZ; ulimit -f 4; exec \"$@\"";
        shell.args(["-c", script, "sh", program]).args(command).current_dir(folder.desk.path("."));
        let ran = run(shell, b"");
        assert_eq!(ran.status, 2, "{}", ran.err);
        assert!(ran.err.contains("00.mubiao") && !ran.err.contains("panicked"), "{}", ran.err);
        assert_eq!((folder.check(), folder.sweep()), (0, 0), "nothing is left behind");
    }
}

#[test]
fn two_programs_that_mend_the_same_folder_do_no_harm() {
    let folder = Folder::new(&["lint", "--fix", "--quiet", "."]);
    for _ in 0..times(100) / 10 {
        folder.reset();
        let mut both = [folder.start(), folder.start()];
        for child in &mut both {
            assert!(child.wait().unwrap().code().is_some(), "it ends by itself");
        }
        // Each file was changed by one of them, and the other one has left it alone.
        assert_eq!((folder.check(), folder.sweep()), (FILES, 0));
    }
}

#[test]
fn files_that_vanish_and_come_again_are_told_of() {
    let folder = Folder::new(&["lint", "--fix", "--quiet", "."]);
    for round in 0..times(100) / 10 {
        folder.reset();
        let mut child = folder.start();
        while child.try_wait().unwrap().is_none() {
            for at in (round % 3..FILES).step_by(3) {
                let _ = fs::remove_file(folder.desk.path(&name(at)));
                fs::write(folder.desk.path(&name(at)), &folder.before[at]).unwrap();
            }
        }
        assert!(child.wait().unwrap().code().is_some(), "it ends by itself");
        folder.check();
        folder.sweep();
    }
}

#[cfg(unix)]
#[test]
fn links_that_go_round_in_circles_are_not_followed() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new(&[("a/b/c.mubiao", crate::cli::GB18030)]);
    symlink("../..", desk.path("a/b/up")).unwrap();
    symlink("self.mubiao", desk.path("self.mubiao")).unwrap();
    symlink("two", desk.path("one")).unwrap();
    symlink("one", desk.path("two")).unwrap();
    let ran = desk.run(&["lint", "--format", "concise", "--lang", "en"]);
    assert_eq!((ran.err.as_str(), ran.out().matches("[foreign-encoding]").count()), ("", 1), "{}", ran.out());
    for name in ["self.mubiao", "one"] {
        let ran = desk.run(&["lint", "--lang", "en", name]);
        assert_eq!((ran.status, ran.out()), (2, ""));
        assert!(ran.err.starts_with("error: ") && ran.err.contains(name), "{}", ran.err);
    }
}
