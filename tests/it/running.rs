//! Runs over many files: order, lists of paths, git, reports in files, limits, and Ctrl-C.

use crate::cli::{Desk, GB18030, Ran, many, run};
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const SAMPLE: &[u8] = include_bytes!("../corpus/chaoyang-2021.txt");

fn on_threads(desk: &Desk, threads: &str, args: &[&str]) -> Ran {
    let mut command = desk.command(args);
    command.env("RAYON_NUM_THREADS", threads);
    run(command, b"")
}

/// A folder of sheets of different lengths, most of them with findings.
fn mixed() -> Desk {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for i in 0..60 {
        let content = match i % 4 {
            0 => SAMPLE.repeat(1 + i / 20),
            1 => include_bytes!("../corpus/chaoyang-2021.mubiao").to_vec(),
            2 => GB18030.to_vec(),
            _ => b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
        };
        files.push((format!("{}/{i:03}.mubiao", i % 7), content));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    Desk::new(&files)
}

#[test]
fn the_report_does_not_depend_on_the_number_of_threads() {
    let desk = mixed();
    for format in ["human", "concise", "json"] {
        for more in [&[][..], &["--statistics"], &["--max-findings", "100"]] {
            let args = [&["lint", "--format", format, ".", "none"], more].concat();
            let one = on_threads(&desk, "1", &args);
            assert_eq!(one.status, 2);
            assert!(one.out.len() > 1000);
            for _ in 0..3 {
                let many = on_threads(&desk, "8", &args);
                assert_eq!((many.out(), &many.err), (one.out(), &one.err), "{args:?}");
            }
        }
    }
    let one = on_threads(&desk, "1", &["lint", "--diff"]);
    let many = on_threads(&desk, "8", &["lint", "--diff"]);
    assert_eq!((many.status, many.out(), &many.err), (2, one.out(), &one.err));
}

#[test]
fn many_files_are_mended_at_once() {
    let (a, b) = (mixed(), mixed());
    let one = on_threads(&a, "1", &["lint", "--fix"]);
    let many = on_threads(&b, "8", &["lint", "--fix"]);
    assert_eq!((one.out(), &one.err), (many.out(), &many.err));
    for file in ["0/000.mubiao", "4/004.mubiao", "2/002.mubiao", "3/059.mubiao"] {
        assert_eq!(a.content(file), b.content(file));
    }
    assert_ne!(a.content("0/000.mubiao"), SAMPLE);
}

#[test]
fn a_report_goes_to_a_file() {
    let desk = Desk::new(&[("a.mubiao", GB18030)]);
    let plain = desk.run(&["lint", "--format", "json", "a.mubiao"]);
    let ran = desk.run(&["lint", "--format", "json", "--output", "r.json", "a.mubiao"]);
    assert_eq!((ran.status, ran.out(), ran.err.as_str()), (1, "", ""));
    assert_eq!(desk.content("r.json"), plain.out);
    let ran = desk.run(&["lint", "--diff", "--unsafe-fixes", "-o", "r.patch", "--color", "always", "a.mubiao"]);
    assert_eq!((ran.status, ran.out()), (1, ""));
    assert!(desk.content("r.patch").starts_with(b"--- a.mubiao\t(GB18030)\n"));
    assert_eq!(fs::read_dir(desk.path(".")).unwrap().count(), 3, "nothing is left beside them");
}

#[test]
fn the_mended_text_and_its_report_part() {
    let desk = Desk::new(&[]);
    let ran = desk.run_on(&["lint", "--fix", "--output", "r", "-"], GB18030);
    assert_eq!((ran.status, ran.out.as_slice(), ran.err.as_str()), (1, GB18030, ""));
    assert!(String::from_utf8(desk.content("r")).unwrap().contains("foreign-encoding"));
}

#[test]
fn a_report_that_cannot_be_written_is_told() {
    let desk = Desk::new(&[("a.mubiao", GB18030), ("d/x", b"")]);
    for (path, message) in [
        ("none/r", "错误: 找不到“none/r”；请检查路径\n"),
        ("d", "错误: “d”是文件夹，这里需要文件；请指明文件\n"),
        ("./a.mubiao", "错误: “./a.mubiao”本身要检查，不能覆盖；请另取文件名\n"),
    ] {
        let ran = desk.run(&["lint", "--fix", "--unsafe-fixes", "--output", path]);
        assert_eq!((ran.status, ran.out(), ran.err.as_str()), (2, "", message));
    }
    assert_eq!(desk.content("a.mubiao"), GB18030, "nothing was done");
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_on_a_full_disk_is_told_once() {
    let desk = mixed();
    let ran = desk.run(&["lint", "--lang", "en", "--format", "json", "--output", "/dev/full", "0", "1"]);
    assert_eq!(ran.status, 2);
    assert_eq!(ran.err.matches("/dev/full").count(), 1, "{}", ran.err);
}

#[test]
fn rules_are_counted() {
    let desk = Desk::new(&[("a.mubiao", SAMPLE)]);
    let ran = desk.run(&["lint", "--statistics", "--lang", "en", "--format", "concise"]);
    let (lines, table) = ran.out().split_at(ran.out().find("count  safe fix").expect("the table"));
    let findings = lines.lines().count();
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|row| row.split_whitespace().collect()).collect();
    let counts: Vec<usize> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(counts.iter().sum::<usize>(), findings);
    assert!(counts.is_sorted_by(|a, b| a >= b));
    for row in &rows {
        assert_eq!(lines.matches(&format!("[{}]", row[3])).count().to_string(), row[0], "{}", row[3]);
    }
    let ran = desk.run(&["lint", "--statistics", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(ran.out()).unwrap();
    let statistics = report["statistics"].as_object().unwrap();
    assert_eq!(statistics.len(), rows.len());
    for row in &rows {
        let count = &statistics[row[3]];
        assert_eq!(
            [&count["count"], &count["fixable"], &count["fixable_unsafe"]].map(ToString::to_string),
            [row[0], row[1], row[2]]
        );
    }
    let ran = desk.run(&["lint", "--statistics"]);
    assert!(ran.out().contains("数量  可自动修复  待确认修复  规则\n"), "{}", ran.out());
}

#[test]
fn a_long_report_is_cut() {
    let desk = Desk::new(&[("a.mubiao", SAMPLE), ("b.mubiao", GB18030)]);
    let all = desk.run(&["lint", "--format", "concise"]);
    let findings = all.out().lines().count();
    for limit in [0, 1, 50, findings - 1] {
        let number = limit.to_string();
        let ran = desk.run(&["lint", "--format", "concise", "--max-findings", &number, "--lang", "zh"]);
        assert_eq!(ran.status, 1);
        assert_eq!(ran.out(), all.out().split_inclusive('\n').take(limit).collect::<String>());
        assert_eq!(ran.err, format!("另有 {} 个问题没有列出（--max-findings）\n", findings - limit));
        let ran = desk.run(&["lint", "--format", "json", "--max-findings", &number]);
        let report: serde_json::Value = serde_json::from_str(ran.out()).unwrap();
        assert_eq!(report["findings"].as_array().unwrap().len(), limit);
        assert_eq!(report["omitted"], findings - limit);
    }
    let ran = desk.run(&["lint", "--max-findings", "3"]);
    assert_eq!(ran.out().matches(" --> ").count(), 3);
    assert!(ran.out().contains(&format!("\n另有 {} 个问题没有列出（--max-findings）\n2 个文件、", findings - 3)));
    let ran = desk.run(&["lint", "--max-findings", &findings.to_string()]);
    assert!(!ran.out().contains("没有列出"));
}

#[test]
fn quiet_and_exit_zero() {
    let desk = Desk::new(&[("a.mubiao", GB18030)]);
    let (loud, quiet) = (desk.run(&["lint"]), desk.run(&["lint", "--quiet"]));
    assert!(
        loud.out().starts_with(quiet.out()) && loud.out().contains("1 个文件、") && !quiet.out().contains("1 个文件、")
    );
    assert_eq!((loud.status, quiet.status), (1, 1));
    assert_eq!(desk.run(&["lint", "--exit-zero"]).status, 0);
    assert_eq!(desk.run(&["lint", "--exit-zero", "none"]).status, 2, "what failed has failed");
}

#[test]
fn paths_come_from_a_list() {
    let desk = Desk::new(&[
        ("a.mubiao", GB18030),
        ("b c.mubiao", GB18030),
        ("d/e.mubiao", GB18030),
        ("x.mubiao", GB18030),
        ("lines", "b c.mubiao\r\n\nd\n".as_bytes()),
        ("nuls", b"b c.mubiao\0d/e.mubiao\0"),
        ("empty", b""),
    ]);
    let paths = |ran: Ran| -> Vec<String> {
        assert_eq!(ran.err, "");
        ran.out()
            .lines()
            .filter(|line| line.contains("foreign"))
            .map(|line| line.split(':').next().unwrap().to_owned())
            .collect()
    };
    let lint = ["lint", "--format", "concise", "--files-from"];
    assert_eq!(
        paths(desk.run(&[&lint[..], &["lines", "a.mubiao"]].concat())),
        ["a.mubiao", "b c.mubiao", "d/e.mubiao"]
    );
    assert_eq!(paths(desk.run(&[&lint[..], &["nuls", "-0"]].concat())), ["b c.mubiao", "d/e.mubiao"]);
    assert_eq!(paths(desk.run_on(&[&lint[..], &["-", "--null"]].concat(), b"x.mubiao\0")), ["x.mubiao"]);
    let none = desk.run(&[&lint[..], &["empty"]].concat());
    assert_eq!((none.status, none.out(), none.err.as_str()), (0, "", ""), "an empty list is not the current folder");
    assert_eq!(desk.run(&[&lint[..], &["none"]].concat()).err, "错误: 找不到“none”；请检查路径\n");
    assert_eq!(desk.run(&["lint", "-0"]).status, 2);
    let twice = desk.run(&["lint", "-", "--files-from", "-"]);
    assert_eq!(twice.status, 2);
    assert!(twice.err.contains("标准输入不能既是表又是路径列表"), "{}", twice.err);
    assert_eq!(desk.run(&["fmt", "--check", "--files-from", "nuls", "-0"]).err, "2 个文件无需排版\n");
}

fn git(desk: &Desk, args: &[&str]) {
    let settings =
        ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"];
    let mut command = Command::new("git");
    command.args(settings).args(args).current_dir(desk.path("."));
    assert!(command.output().unwrap().status.success(), "{args:?}");
}

#[test]
fn git_knows_what_changed() {
    let desk = Desk::new(&[
        ("旧.mubiao", GB18030),
        ("改 动.mubiao", GB18030),
        ("gone.mubiao", GB18030),
        ("改.txt", GB18030),
        ("d/e.mubiao", GB18030),
        (".gitignore", b"ignored.mubiao\n"),
    ]);
    let changed = |more: &[&str]| -> Vec<String> {
        let ran = desk.run(&[&["lint", "--format", "concise"], more].concat());
        assert_eq!(ran.err, "");
        let lines = ran.out().lines().filter(|line| line.contains("foreign"));
        lines.map(|line| line.split(':').next().unwrap().to_owned()).collect()
    };
    let refused = |more: &[&str]| {
        let ran = desk.run(&[&["lint", "--lang", "en"], more].concat());
        assert_eq!((ran.status, ran.out()), (2, ""));
        ran.err
    };
    assert_eq!(
        refused(&["--changed"]),
        "error: --changed works in a git repository only, and the current directory is in none; change to one, or name the files\n"
    );
    git(&desk, &["init", "-q"]);
    assert_eq!(changed(&["--changed"]).len(), 4, "before the first commit everything is new");
    git(&desk, &["add", "."]);
    assert_eq!(changed(&["--changed"]).len(), 4);
    git(&desk, &["commit", "-qm", "x"]);
    assert!(changed(&["--changed"]).is_empty());
    let more = [GB18030, GB18030].concat();
    for name in ["改 动.mubiao", "改.txt", "d/e.mubiao", "新.mubiao", "ignored.mubiao"] {
        fs::write(desk.path(name), &more).unwrap();
    }
    fs::remove_file(desk.path("gone.mubiao")).unwrap();
    assert_eq!(changed(&["--changed"]), ["d/e.mubiao", "改 动.mubiao", "新.mubiao"]);
    assert_eq!(changed(&["--changed", "d"]), ["d/e.mubiao"]);
    assert_eq!(changed(&["--changed", "旧.mubiao"]), Vec::<String>::new());
    git(&desk, &["add", "."]);
    git(&desk, &["commit", "-qm", "y"]);
    assert!(changed(&["--changed"]).is_empty());
    assert_eq!(changed(&["--changed=HEAD~1"]), ["d/e.mubiao", "改 动.mubiao", "新.mubiao"]);
    assert_eq!(
        refused(&["--changed=none"]),
        "error: the git repository has no commit, branch or tag \"none\"; check the value of --changed\n"
    );
    assert!(refused(&["--changed=--output=x"]).contains("no commit, branch or tag \"--output=x\""));
    assert!(!desk.path("x").exists());
    let mut command = desk.command(&["lint", "--changed", "--lang", "en"]);
    command.env("PATH", "");
    assert_eq!(
        run(command, b"").err,
        "error: --changed needs git, which cannot be found; install it, or name the files\n"
    );
    // From a folder inside, its own files are named from there.
    let mut command = desk.command(&["lint", "--format", "concise", "--changed=HEAD~1"]);
    command.current_dir(desk.path("d"));
    assert!(run(command, b"").out().starts_with("e.mubiao:1:1: "));
}

/// Ends the program however a test ends.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until `done` says so, and not for ever.
#[track_caller]
pub(crate) fn wait_for(what: &str, mut done: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(60);
    while !done() {
        assert!(Instant::now() < end, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(unix)]
pub(crate) fn interrupt(child: &Child) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_every_file_whole() {
    let desk = many(3000);
    let mended = {
        let one = Desk::new(&[("a.mubiao", GB18030)]);
        one.run(&["lint", "--fix", "--unsafe-fixes"]);
        one.content("a.mubiao")
    };
    let mut command = desk.command(&["lint", "--fix", "--unsafe-fixes", "--format", "json", "--output", "r.json"]);
    let mut child = Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    wait_for("the first file", || desk.content("0000.mubiao") == mended);
    interrupt(&child.0);
    let status = child.0.wait().unwrap().code();
    let (mut done, mut left) = (0, 0);
    for file in fs::read_dir(desk.path(".")).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(path.extension().unwrap(), "mubiao", "{} is left", path.display());
        let content = fs::read(path).unwrap();
        assert!(content == mended || content == GB18030);
        *(if content == mended { &mut done } else { &mut left }) += 1;
    }
    assert_eq!((done + left, status), (3000, Some(130)));
    assert!(left > 0, "it was ended in the middle");
}

#[test]
fn a_file_that_vanishes_is_told() {
    // The list names it, and it is gone when its turn comes.
    let desk = Desk::new(&[("a.mubiao", GB18030), ("c.mubiao", GB18030), ("list", b"a.mubiao\nb.mubiao\nc.mubiao\n")]);
    let ran = desk.run(&["lint", "--format", "concise", "--files-from", "list"]);
    assert_eq!((ran.status, ran.err.as_str()), (2, "错误: 找不到“b.mubiao”；请检查路径\n"));
    assert!(ran.out().contains("a.mubiao:1:1") && ran.out().contains("c.mubiao:1:1"));
}

#[cfg(unix)]
#[test]
fn a_file_that_vanishes_while_others_are_read_is_told() {
    let desk = Desk::new(&[("b.mubiao", GB18030), ("c.mubiao", GB18030)]);
    assert!(Command::new("mkfifo").arg(desk.path("a.mubiao")).status().unwrap().success());
    let mut command = desk.command(&["lint", "--format", "concise", "a.mubiao", "b.mubiao", "c.mubiao"]);
    command.env("RAYON_NUM_THREADS", "1").stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    // The program has its list and waits for the first text; opening the pipe waits for it to come that far.
    let mut pipe = fs::File::options().write(true).open(desk.path("a.mubiao")).unwrap();
    fs::remove_file(desk.path("b.mubiao")).unwrap();
    std::io::Write::write_all(&mut pipe, GB18030).unwrap();
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "错误: 找不到“b.mubiao”；请检查路径\n");
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("a.mubiao:1:1") && out.contains("c.mubiao:1:1"), "{out}");
}

#[test]
fn a_pipe_shows_no_progress() {
    let desk = many(2000);
    let ran = desk.run(&["lint", "--format", "concise"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
}

#[test]
fn watching_standard_input_is_refused() {
    let desk = Desk::new(&[]);
    let ran = desk.run(&["lint", "--watch", "-"]);
    assert_eq!((ran.status, ran.err.as_str()), (2, "错误: --watch 不能用于标准输入；请指明文件或文件夹\n"));
    assert_eq!(desk.run(&["lint", "--watch", "--fix"]).status, 2);
}
