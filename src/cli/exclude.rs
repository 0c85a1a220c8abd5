//! The files that the configuration leaves out of `lint` and `fmt`.

use super::input::Input;
use super::streams::Streams;
use crate::diagnostic::{Lang, say};
use crate::fs::{self, FileError};
use crate::report::visible;
use crate::workspace::Workspace;
use std::io::Write;
use std::path::PathBuf;

/// The most files that are named.
const NAMED: usize = 5;

/// Takes those of `inputs` away that are left out. Where nothing is left it is said which they are.
pub(super) fn leave_out(
    inputs: &mut Vec<Result<Input, FileError>>,
    workspace: &Workspace,
    quiet: bool,
    streams: &mut Streams,
) {
    let mut left_out = Vec::new();
    inputs.retain(|input| match input {
        Ok(input) if !input.stdin => {
            let out = is_out(input, workspace);
            if out {
                left_out.push(input.path.clone());
            }
            !out
        }
        _ => true,
    });
    if inputs.is_empty() && !left_out.is_empty() && !quiet {
        let message = sentence(&left_out, streams.lang);
        let _ = streams.out.flush();
        // stderr is gone; ignore.
        let _ = writeln!(streams.err, "{}", visible(&message));
    }
}

/// Whether the configuration leaves a file out.
fn is_out(input: &Input, workspace: &Workspace) -> bool {
    // A configuration that cannot be used is told when its file's turn comes.
    workspace.find(&input.path).is_ok_and(|found| {
        let forced = found.effective.force_exclude.value == Some(true);
        (forced || !input.named) && found.effective.excluded(&found.path).is_some()
    })
}

fn sentence(left_out: &[PathBuf], lang: Lang) -> String {
    let mut names: Vec<String> = left_out.iter().take(NAMED).map(|path| fs::display(path).into_owned()).collect();
    if left_out.len() > NAMED {
        names.push("…".to_owned());
    }
    let names = names.join(lang.pick("、", ", "));
    say!(
        lang,
        "没有要处理的文件，按 mubiao.toml 的 exclude 略过了 {names}；要处理请修改 exclude",
        "nothing is left to do: exclude in mubiao.toml leaves out {names}"
    )
}
