//! `mubiao lsp`: what an editor starts.
//!
//! The server is handed in, because the command line does not know it.

use super::Status;
use super::streams::Streams;
use crate::diagnostic::{Lang, say};
use std::io::{self, Read, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        long,
        value_name = "PORT",
        help = "在本机的这个端口等一个客户端，0 任选；默认用标准输入输出 / wait for a client at this port of the machine, 0 for any; standard input and output by default"
    )]
    tcp: Option<u16>,
    #[arg(
        long,
        conflicts_with = "tcp",
        help = "用标准输入输出，即默认 / standard input and output, which is the default"
    )]
    stdio: bool,
}

/// How an editor's server meets its client.
pub enum Meeting<'m> {
    /// The client writes to the one and reads from the other.
    Streams(Box<dyn Read + Send>, Box<dyn Write + Send>),
    /// The client comes to this port of the machine; the function is told which one it is.
    Port(u16, &'m mut dyn FnMut(u16)),
}

/// Serves one client, in this language unless it asks for another. True when the client said goodbye.
pub type Server = fn(Meeting<'_>, Lang) -> io::Result<bool>;

pub(super) fn run(args: &Args, serve: Server, streams: &mut Streams) -> Status {
    let (lang, port) = (streams.lang, args.tcp);
    streams.leave_out();
    let mut waiting = |port: u16| {
        let said = say!(lang, "在 127.0.0.1:{port} 等候客户端", "waiting for a client at 127.0.0.1:{port}");
        // Nobody is left to be told that it could not be said.
        let _ = writeln!(streams.err, "{said}").and_then(|()| streams.err.flush());
    };
    let meeting = match port {
        None => Meeting::Streams(Box::new(io::stdin()), Box::new(io::stdout())),
        Some(port) => Meeting::Port(port, &mut waiting),
    };
    match serve(meeting, lang) {
        Ok(polite) => Status { findings: !polite, ..Status::default() },
        Err(error) => {
            let at = port.map(|port| format!("127.0.0.1:{port}")).unwrap_or_default();
            streams.complain(&say!(
                lang,
                "不能在 {at} 等候客户端（{error}）；请换一个端口，或写 --tcp 0",
                "cannot wait for a client at {at} ({error}); choose another port, or --tcp 0"
            ));
            Status { failed: true, ..Status::default() }
        }
    }
}
