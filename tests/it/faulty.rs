//! Killed programs, full disks, files that vanish, two programs at once: each file is as it was or as it should be.

use crate::cli::{Desk, run};
use crate::damage::damage_book;
use crate::generate::{Random, book};
use std::fs;
use std::process::{Child, Stdio};

/// How many files the folder has.
const FILES: usize = 24;

/// A folder of damaged books, and what each is before and after.
struct Folder {
    desk: Desk,
    before: Vec<Vec<u8>>,
    after: Vec<Vec<u8>>,
    command: &'static [&'static str],
}

fn name(at: usize) -> String {
    format!("{at:02}.mubiao")
}

impl Folder {
    /// One whose files `command` changes, all of them.
    fn new(command: &'static [&'static str]) -> Self {
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

    fn reset(&self) {
        for (at, text) in self.before.iter().enumerate() {
            fs::write(self.desk.path(&name(at)), text).unwrap();
        }
    }

    fn contents(&self) -> Vec<Vec<u8>> {
        (0..FILES).map(|at| self.desk.content(&name(at))).collect()
    }

    fn start(&self) -> Child {
        let mut command = self.desk.command(self.command);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Every file is as it was or as it should be; how many are as they should be.
    #[track_caller]
    fn check(&self) -> usize {
        let mut done = 0;
        for (at, now) in self.contents().iter().enumerate() {
            let is_new = *now == self.after[at];
            assert!(is_new || *now == self.before[at], "{} is neither", name(at));
            done += usize::from(is_new);
        }
        done
    }

    /// Whatever a killed program leaves behind is no book; it is removed.
    fn sweep(&self) -> usize {
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

/// Kills the program at `times` moments: just when one of the files has changed, and some steps behind.
fn killed(command: &'static [&'static str], times: usize) {
    let folder = Folder::new(command);
    let mut random = Random::new(1);
    let (mut some, mut killed) = (0, 0);
    for _ in 0..times {
        folder.reset();
        let mut child = folder.start();
        let (file, mut steps) = (random.below(FILES), random.below(40));
        let path = folder.desk.path(&name(file));
        // A file that takes another one's name has another length or number.
        let first = fs::read(&path).unwrap();
        while child.try_wait().unwrap().is_none() {
            if fs::read(&path).is_ok_and(|now| now != first) {
                if steps == 0 {
                    break;
                }
                steps -= 1;
            }
        }
        killed += usize::from(child.kill().is_ok());
        child.wait().unwrap();
        let done = folder.check();
        some += usize::from(done > 0 && done < FILES);
        folder.sweep();
    }
    assert!(killed > 0 && some > 0, "it was killed in the middle: {killed}, {some}");
    // What was left behind keeps nothing from being done.
    assert!(folder.desk.run(command).status < 2);
    assert_eq!(folder.check(), FILES);
}

#[test]
fn a_program_that_is_killed_while_it_mends_leaves_whole_files() {
    killed(&["lint", "--fix", "--quiet", "."], 40);
}

#[test]
fn a_program_that_is_killed_while_it_formats_leaves_whole_files() {
    killed(&["fmt", "."], 40);
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
    for _ in 0..10 {
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
    for round in 0..10 {
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
