//! `mubiao lsp`: what an editor starts.
//!
//! The server is handed in, because the command line does not know it.

use super::help::{number, pick};
use std::io::{self, Write};
use std::path::PathBuf;

use super::Status;
use super::streams::Streams;
use crate::diagnostic::{Lang, say};
use crate::fs::{self, FileError};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        long,
        value_parser = number(0..=u16::MAX),
        value_name = pick("端口", "PORT"),
        conflicts_with_all = ["socket", "pipe"],
        help = pick(
            "在本机的这个端口等候一个客户端，0 为任选；默认用标准输入和标准输出",
            "wait for a client at this port of the machine, 0 for any; standard input and output by default"
        )
    )]
    tcp: Option<u16>,
    #[arg(
        long,
        conflicts_with_all = ["tcp", "socket", "pipe"],
        help = pick("用标准输入和标准输出，即默认", "standard input and output, which is the default")
    )]
    stdio: bool,
    #[arg(
        long,
        value_parser = number(0..=u16::MAX),
        value_name = pick("端口", "PORT"),
        conflicts_with = "pipe",
        help = pick("客户端在本机的这个端口等候", "the client waits at this port of the machine")
    )]
    socket: Option<u16>,
    #[arg(
        long,
        value_name = pick("名称", "NAME"),
        help = pick("客户端在这个 Unix 套接字或命名管道等候", "the client waits at this Unix socket or named pipe")
    )]
    pipe: Option<PathBuf>,
    #[arg(
        long = "clientProcessId",
        value_parser = number(0u32..),
        value_name = pick("进程号", "PID"),
        help = pick("客户端的进程号；该进程结束，服务即结束", "the client's process: the server ends when it does")
    )]
    client_process_id: Option<u32>,
    #[arg(
        long,
        value_name = pick("文件", "FILE"),
        help = pick("把运行日志追加到这个文件；不含表中文字", "append a log to this file; it holds no text of documents")
    )]
    log_file: Option<PathBuf>,
    #[arg(
        short,
        long,
        action = clap::ArgAction::Count,
        help = pick(
            "日志更详细，可重复；没有 --log-file 时写到标准错误",
            "log more, may be repeated; to standard error without --log-file"
        )
    )]
    verbose: u8,
}

/// How an editor's server meets its client.
pub enum Meeting<'m> {
    /// The client holds standard input, and reads from this.
    Stdio {
        /// The server's standard output.
        output: Box<dyn Write + Send>,
        /// Whether standard input is nothing that standard output is too.
        apart: bool,
    },
    /// The client comes to this port of the machine; the function is told which one it is.
    Port(u16, &'m mut dyn FnMut(u16)),
    /// The client waits at this port of the machine.
    Socket(u16),
    /// The client waits at this Unix socket or named pipe.
    Pipe(PathBuf),
}

/// Where a server's log goes.
pub struct Log {
    /// A file or standard error.
    pub output: Box<dyn Write + Send>,
    /// How much is logged, 0 for little.
    pub verbosity: u8,
    /// A filter that goes before it.
    pub filter: Option<String>,
}

/// What a server is to do.
pub struct Serving<'m> {
    /// How it meets its client.
    pub meeting: Meeting<'m>,
    /// The language for a client that asks for none.
    pub lang: Lang,
    /// The client's process, where it is named.
    pub process: Option<u32>,
    /// Its log, where one is asked for.
    pub log: Option<Log>,
}

/// Serves one client. True when the client said goodbye.
pub type Server = fn(Serving<'_>) -> io::Result<bool>;

pub(super) fn run(args: &Args, serve: Server, streams: &mut Streams) -> Status {
    let lang = streams.lang;
    let log = match log(args) {
        Ok(log) => log,
        Err(error) => {
            streams.complain(&error.message(lang));
            return Status { failed: true, ..Status::default() };
        }
    };
    streams.leave_out();
    let mut waiting = |port: u16| {
        let said = say!(lang, "在 127.0.0.1:{port} 等候客户端", "waiting for a client at 127.0.0.1:{port}");
        // stderr is gone; ignore.
        let _ = writeln!(streams.err, "{said}").and_then(|()| streams.err.flush());
    };
    let meeting = match (args.tcp, args.socket, &args.pipe) {
        (Some(port), ..) => Meeting::Port(port, &mut waiting),
        (_, Some(port), _) => Meeting::Socket(port),
        (_, _, Some(path)) => Meeting::Pipe(path.clone()),
        (None, None, None) => Meeting::Stdio { output: Box::new(io::stdout()), apart: apart() },
    };
    match serve(Serving { meeting, lang, process: args.client_process_id, log }) {
        Ok(polite) => Status { findings: !polite, ..Status::default() },
        Err(error) => {
            streams.complain(&refusal(args, &error, lang));
            Status { failed: true, ..Status::default() }
        }
    }
}

/// Whether standard input is nothing that standard output is too, as one socket for both would be.
#[cfg(unix)]
fn apart() -> bool {
    let (input, output) = (rustix::fs::fstat(io::stdin()), rustix::fs::fstat(io::stdout()));
    let same = |(input, output): (rustix::fs::Stat, rustix::fs::Stat)| {
        (input.st_dev, input.st_ino) == (output.st_dev, output.st_ino)
    };
    input.ok().zip(output.ok()).is_some_and(|both| !same(both))
}

#[cfg(not(unix))]
fn apart() -> bool {
    false
}

fn log(args: &Args) -> Result<Option<Log>, FileError> {
    let output: Box<dyn Write + Send> = match &args.log_file {
        Some(path) => Box::new(fs::append(path)?),
        None if args.verbose > 0 => Box::new(io::stderr()),
        None => return Ok(None),
    };
    #[expect(clippy::disallowed_methods, reason = "the environment is the command line's to read")]
    let filter = std::env::var("MUBIAO_LOG").ok();
    Ok(Some(Log { output, verbosity: args.verbose, filter }))
}

/// Why server and client do not meet.
fn refusal(args: &Args, error: &io::Error, lang: Lang) -> String {
    if let Some(port) = args.tcp {
        let at = format!("127.0.0.1:{port}");
        return say!(
            lang,
            "不能在 {at} 等候客户端（{error}）；请换一个端口，或写 --tcp 0",
            "cannot wait for a client at {at} ({error}); choose another port, or --tcp 0"
        );
    }
    let at = match (&args.pipe, args.socket) {
        (Some(path), _) => fs::display(path).into_owned(),
        (None, Some(port)) => format!("127.0.0.1:{port}"),
        (None, None) => String::new(),
    };
    say!(
        lang,
        "客户端不在 {at} 等候（{error}）；请由编辑器启动检查程序",
        "no client waits at {at} ({error}); let the editor start the server"
    )
}
