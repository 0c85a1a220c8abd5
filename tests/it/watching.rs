//! `lint --watch`: what is linted again when a file or the configuration changes.
#![cfg(unix)]

use crate::cli::{Desk, GB18030};
use crate::running::{Running, interrupt, wait_for};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// The program while it watches.
struct Watching {
    child: Running,
    out: Receiver<String>,
    err: Receiver<String>,
}

impl Watching {
    fn new(desk: &Desk, args: &[&str]) -> Self {
        let mut command = desk.command(&[&["lint", "--watch", "--format", "concise", "--lang", "en"], args].concat());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = Running(command.spawn().unwrap());
        let read = |stream: Box<dyn Read + Send>| {
            let (sender, lines) = std::sync::mpsc::channel();
            std::thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
            });
            lines
        };
        let out = read(Box::new(child.0.stdout.take().unwrap()));
        let err = read(Box::new(child.0.stderr.take().unwrap()));
        Self { child, out, err }
    }

    /// What is said on standard error in the next round, which ends with the line that says so.
    fn said(&self) -> Vec<String> {
        let mut said = Vec::new();
        loop {
            let line = self.err.recv_timeout(Duration::from_secs(60)).expect("a round ends");
            if line == "waiting for changes, Ctrl-C ends" {
                return said;
            }
            said.push(line);
        }
    }

    /// The findings of the next round about encodings, of which there is at least one.
    fn round(&self) -> Vec<String> {
        assert_eq!(self.said(), Vec::<String>::new());
        let mut lines = Vec::new();
        wait_for("the report", || {
            lines.extend(self.out.try_iter());
            lines.iter().any(|line: &String| line.contains("foreign-encoding"))
        });
        // All of it was written before the round was said to have ended, but the other pipe may be read later.
        while let Ok(line) = self.out.recv_timeout(Duration::from_millis(200)) {
            lines.push(line);
        }
        lines.retain(|line| line.contains("foreign-encoding"));
        lines
    }

    fn end(mut self) {
        interrupt(&self.child.0);
        assert_eq!(self.child.0.wait().unwrap().code(), Some(0));
        assert_eq!(self.err.iter().collect::<Vec<_>>(), Vec::<String>::new());
    }
}

#[test]
fn what_changes_is_linted_again() {
    let desk = Desk::new(&[("a.mubiao", GB18030), ("d/b.mubiao", GB18030)]);
    let watching = Watching::new(&desk, &[]);
    assert_eq!(watching.round().iter().filter(|line| line.contains("mubiao:1:1")).count(), 2);
    fs::write(desk.path("d/b.mubiao"), [GB18030, b"x\r\n"].concat()).unwrap();
    let lines = watching.round();
    assert!(lines.iter().all(|line| line.starts_with("d/b.mubiao:")) && !lines.is_empty(), "{lines:?}");
    // An editor puts a new file in the place of the old one, and files come up.
    fs::write(desk.path("tmp"), [GB18030, GB18030].concat()).unwrap();
    fs::rename(desk.path("tmp"), desk.path("a.mubiao")).unwrap();
    assert!(watching.round().iter().all(|line| line.starts_with("a.mubiao:")));
    fs::write(desk.path("d/new.mubiao"), GB18030).unwrap();
    assert!(watching.round().iter().all(|line| line.starts_with("d/new.mubiao:")));
    watching.end();
}

#[test]
fn a_unit_of_a_file_that_has_not_changed_is_known() {
    let unit = |code: &str| format!("部门（单位）名称\t{code}甲局-211300000\n");
    let desk = Desk::new(&[("a.mubiao", unit("703001").as_bytes()), ("b.mubiao", unit("703002").as_bytes())]);
    let watching = Watching::new(&desk, &["--select", "duplicate-budget-unit"]);
    assert_eq!(watching.said(), Vec::<String>::new());
    put(&desk, "b.mubiao", &unit("703001"));
    let found = watching.out.iter().find(|line| line.contains("[duplicate-budget-unit]")).unwrap();
    assert!(found.starts_with("b.mubiao:1:") && found.contains("of “a.mubiao” already"), "{found}");
    assert_eq!(watching.said(), Vec::<String>::new());
    watching.end();
}

/// Puts a file in its place in one step, as editors do.
fn put(desk: &Desk, name: &str, content: &str) {
    fs::write(desk.path("next"), content).unwrap();
    fs::rename(desk.path("next"), desk.path(name)).unwrap();
}

#[test]
fn a_changed_configuration_lints_everything_again() {
    let desk = Desk::new(&[("d/a.mubiao", GB18030), ("d/b.mubiao", GB18030)]);
    let watching = Watching::new(&desk, &["d"]);
    let files =
        |lines: Vec<String>| lines.into_iter().map(|line| line.chars().take(10).collect()).collect::<Vec<String>>();
    let both = ["d/a.mubiao", "d/b.mubiao"];
    assert_eq!(files(watching.round()), both);
    // One comes up beside the files, one above what is watched, and is broken, and is extended, and goes.
    put(&desk, "d/mubiao.toml", "[severity]\nforeign-encoding = 'error'\n");
    let lines = watching.round();
    assert!(lines.iter().all(|line| line.contains(": error[")), "{lines:?}");
    assert_eq!(files(lines), both);
    fs::remove_file(desk.path("d/mubiao.toml")).unwrap();
    assert_eq!(files(watching.round()), both);
    put(&desk, "mubiao.toml", "extend = 'base.toml'\n");
    assert_eq!(watching.said(), ["error: cannot find \"base.toml\"; check the path"]);
    put(&desk, "base.toml", "[severity]\nforeign-encoding = 'information'\n");
    let lines = watching.round();
    assert!(lines.iter().all(|line| line.contains(": information[")), "{lines:?}");
    assert_eq!(files(lines), both);
    put(&desk, "mubiao.toml", "x = 1\n");
    assert_eq!(watching.said().len(), 1);
    watching.end();
}

#[test]
fn files_and_folders_that_go_and_come_are_noticed() {
    let desk = Desk::new(&[("d/a.mubiao", GB18030), ("d/sub/b.mubiao", GB18030), ("away/c.mubiao", GB18030)]);
    let watching = Watching::new(&desk, &["d"]);
    let lines = |watching: &Watching| -> Vec<String> {
        let mut files: Vec<String> =
            watching.out.try_iter().map(|line| line.split(':').next().unwrap().to_owned()).collect();
        files.dedup();
        files
    };
    assert_eq!(watching.said(), Vec::<String>::new());
    // A file goes, and what is left is looked at again.
    fs::remove_file(desk.path("d/a.mubiao")).unwrap();
    assert_eq!(watching.said(), ["\"d/a.mubiao\" was removed, moved or left out"]);
    // A folder goes elsewhere, and another one comes with its files.
    fs::rename(desk.path("d/sub"), desk.path("sub")).unwrap();
    let said = watching.said();
    assert!(said.contains(&"\"d/sub/b.mubiao\" was removed, moved or left out".to_owned()), "{said:?}");
    lines(&watching);
    fs::rename(desk.path("away"), desk.path("d/here")).unwrap();
    assert_eq!(watching.said(), Vec::<String>::new());
    wait_for("the report", || lines(&watching).contains(&"d/here/c.mubiao".to_owned()));
    fs::write(desk.path("d/here/new.mubiao"), GB18030).unwrap();
    watching.said();
    wait_for("the report", || lines(&watching).contains(&"d/here/new.mubiao".to_owned()));
    // The folder that is watched goes itself, and comes again.
    fs::rename(desk.path("d"), desk.path("old")).unwrap();
    let said = watching.said();
    assert!(said.iter().any(|line| line.contains("cannot find \"d\"")), "{said:?}");
    fs::rename(desk.path("old"), desk.path("d")).unwrap();
    watching.said();
    wait_for("the report", || lines(&watching).contains(&"d/here/c.mubiao".to_owned()));
    put(&desk, "d/here/c.mubiao", "x");
    watching.said();
    watching.end();
}
