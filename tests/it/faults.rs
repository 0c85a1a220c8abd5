//! Folders that cannot be written, disks that are full, thousands of files, files that others write meanwhile, and readers
//! that leave: nothing is lost, nothing is left behind, and what could not be done is told.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::{Desk, broken, run};
use crate::damage::damage_book;
use crate::faulty::{FILES, Folder, long_run, name, times};
use crate::generate::book;

const FIX: &[&str] = &["lint", "--fix", "--quiet", "--lang", "en", "."];
const FMT: &[&str] = &["fmt", "--lang", "en", "."];

fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

#[cfg(unix)]
fn allow(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_told_of_and_stays() {
    for command in [FIX, FMT] {
        let folder = Folder::new(command);
        folder.reset();
        let root = folder.desk.path(".");
        // Nobody forbids root anything: it runs as somebody else.
        let as_nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
        let is_root = succeeds(Command::new("sh").args(["-c", "test \"$(id -u)\" = 0"]));
        let mut program = folder.desk.command(command);
        if is_root {
            allow(&root, 0o755);
            let own = env!("CARGO_BIN_EXE_mubiao");
            let mut other = Command::new("setpriv");
            other.args(as_nobody).arg(own).current_dir(&root);
            if !succeeds(other.arg("--version")) {
                println!("not tested: setpriv cannot run the program as another user");
                return;
            }
            program = Command::new("setpriv");
            program.args(as_nobody).arg(own).args(command).current_dir(&root);
        } else {
            allow(&root, 0o555);
        }
        let ran = run(program, b"");
        allow(&root, 0o755);
        assert_eq!(ran.status, 2, "{}", ran.err);
        let told = (0..FILES).filter(|at| ran.err.contains(&name(*at))).count();
        assert_eq!(told, FILES, "{}", ran.err);
        assert_eq!((folder.check(), folder.sweep()), (0, 0));
    }
}

/// A file system of its own, gone with the test.
#[cfg(target_os = "linux")]
struct Mounted(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl Drop for Mounted {
    fn drop(&mut self) {
        // Nobody else can take it away.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_leaves_whole_files() {
    let folder = Folder::new(FIX);
    let root = folder.desk.path("disk");
    fs::create_dir(&root).unwrap();
    let room: usize = folder.before.iter().map(|text| text.len().next_multiple_of(4096)).sum();
    let options = format!("size={}", room + 3 * 4096);
    if !succeeds(Command::new("mount").args(["-t", "tmpfs", "-o", &options, "none"]).arg(&root)) {
        println!("not tested: only root may mount a disk");
        return;
    }
    let _mounted = Mounted(root.clone());
    for (at, text) in folder.before.iter().enumerate() {
        fs::write(root.join(name(at)), text).unwrap();
    }
    let mut program = folder.desk.command(FIX);
    program.current_dir(&root);
    let ran = run(program, b"");
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(ran.err.contains("00.mubiao") && !ran.err.contains("panicked"), "{}", ran.err);
    for at in 0..FILES {
        let now = fs::read(root.join(name(at))).unwrap();
        assert!(now == folder.before[at] || now == folder.after[at], "{} is neither", name(at));
    }
    assert_eq!(fs::read_dir(&root).unwrap().count(), FILES, "nothing is left behind");
}

/// What others write is never overwritten by what was made of an older text.
#[test]
fn a_file_that_another_program_writes_meanwhile_is_its_text_or_what_is_made_of_it() {
    const VERSIONS: usize = 8;
    let folder = Folder::new(FIX);
    // Each version of a file says which one it is, mended or not.
    let version = |text: &[u8], number: usize| [format!("# 第{number}稿\n").as_bytes(), text].concat();
    for _ in 0..times(20) / 10 {
        folder.reset();
        let last = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| {
                let mut number = 0;
                while !last.load(Ordering::Relaxed) {
                    number = (number + 1) % VERSIONS;
                    for at in 0..FILES {
                        let (path, beside) = (folder.desk.path(&name(at)), folder.desk.path("beside"));
                        fs::write(&beside, version(&folder.before[at], number)).unwrap();
                        fs::rename(&beside, &path).unwrap();
                    }
                }
            });
            for _ in 0..3 {
                assert!(folder.start().wait().unwrap().code().is_some(), "it ends by itself");
            }
            last.store(true, Ordering::Relaxed);
            writer.join().unwrap();
        });
        for at in 0..FILES {
            let now = folder.desk.content(&name(at));
            let known = [&folder.before, &folder.after]
                .iter()
                .any(|texts| (0..VERSIONS).any(|number| now == version(&texts[at], number)));
            assert!(known, "{} is none of them", name(at));
        }
        folder.sweep();
    }
}

#[test]
fn one_program_mends_and_another_one_formats() {
    let fixing = Folder::new(FIX);
    let formatting = Folder::new(FMT);
    let run_on = |text: &[u8], command: &[&str]| {
        let text = std::str::from_utf8(text).unwrap();
        let settings = mubiao::Settings::default();
        match command[0] {
            "fmt" => mubiao::format(text, &settings),
            _ => mubiao::fix(text, &settings, mubiao::diagnostic::Applicability::Safe).text,
        }
        .into_bytes()
    };
    let ends: Vec<Vec<Vec<u8>>> = (0..FILES)
        .map(|at| {
            let (fixed, formatted) = (&fixing.after[at], &formatting.after[at]);
            vec![fixed.clone(), formatted.clone(), run_on(fixed, FMT), run_on(formatted, FIX)]
        })
        .collect();
    for _ in 0..times(40) / 10 {
        fixing.reset();
        let mut format = fixing.desk.command(FMT);
        let mut both = [fixing.start(), format.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()];
        for child in &mut both {
            assert!(child.wait().unwrap().code().is_some(), "it ends by itself");
        }
        for (at, now) in fixing.contents().iter().enumerate() {
            assert!(ends[at].contains(now), "{} is none of them", name(at));
        }
        assert_eq!(fixing.sweep(), 0);
    }
}

/// 100,000 in a long run.
#[test]
fn a_folder_of_thousands_of_files() {
    let count = if long_run().is_some() { 100_000 } else { 2_000 };
    let desk = Desk::new(&[]);
    let text = damage_book(3, &book(3, 2_000), 2);
    let settings = mubiao::Settings::default();
    let formatted = mubiao::format(&text, &settings);
    assert_ne!(formatted, text);
    let path = |at: usize| desk.path(&format!("{:03}/{at:06}.mubiao", at / 500));
    for at in 0..count {
        if at % 500 == 0 {
            fs::create_dir(path(at).parent().unwrap()).unwrap();
        }
        fs::write(path(at), &text).unwrap();
    }
    // Whoever reads the first line alone ends the run, and nothing was written.
    assert_eq!(broken(desk.command(&["lint", "--format", "concise"]), None, 1), (0, String::new()));
    let mut child = desk.command(&["fmt"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // Files are done many at once, in any order.
    while (0..count).step_by(count / 100).all(|at| fs::read(path(at)).unwrap() == text.as_bytes())
        && child.try_wait().unwrap().is_none()
    {}
    child.kill().unwrap();
    child.wait().unwrap();
    let done = (0..count).filter(|at| {
        let now = fs::read(path(*at)).unwrap();
        assert!(now == text.as_bytes() || now == formatted.as_bytes(), "{at} is neither");
        now == formatted.as_bytes()
    });
    let done = done.count();
    println!("{done} of {count} were done when it was killed");
    assert!(done > 0);
    let ran = desk.run(&["fmt"]);
    assert!(ran.status < 2 && !ran.err.contains("错误"), "{}", ran.err);
    assert!((0..count).all(|at| fs::read(path(at)).unwrap() == formatted.as_bytes()));
    let ran = desk.run(&["lint", "--format", "json", "--max-findings", "0"]);
    let report: serde_json::Value = serde_json::from_str(ran.out()).unwrap();
    // Every file but the first repeats the code of a unit.
    let each = mubiao::lint(&formatted, &settings).findings.len();
    assert_eq!(report["omitted"], each * count + count - 1);
}

#[test]
fn a_reader_that_leaves_ends_every_command() {
    let big = book(5, 400_000);
    let desk = Desk::new(&[("a.mubiao", big.as_bytes()), ("b.mubiao", big.replace("2021-12", "2021-11").as_bytes())]);
    for command in [
        &["totals", "--format", "json", "a.mubiao"][..],
        &["export", "a.mubiao", "--to", "json", "--output", "-"],
        &["export", "a.mubiao", "--to", "html", "--output", "-"],
        &["compare", "a.mubiao", "b.mubiao"],
        &["lint", "--diff", "--unsafe-fixes", "b.mubiao"],
        &["fmt", "--check", "."],
        &["catalogue"],
        &["rules", "--format", "json"],
        &["man"],
    ] {
        let (status, err) = broken(desk.command(command), None, 0);
        assert!(status < 2 && !err.contains("错误") && !err.contains("panicked"), "{command:?}: {status} {err}");
    }
    assert_eq!(desk.content("a.mubiao"), big.as_bytes());
}
