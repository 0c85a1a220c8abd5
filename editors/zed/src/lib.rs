//! Starts the language server for sheets in Zed: the program `mubiao` on the user's path.

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Mubiao;

impl zed::Extension for Mubiao {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command = worktree.which("mubiao").ok_or("mubiao is not on the path: cargo install mubiao")?;
        Ok(Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Mubiao);
