//! The language server: what an editor asks in the Language Server Protocol, answered by `ide`.
//!
//! One thread reads the client's messages and applies every change of a document before it reads the next one. What is
//! asked is answered on other threads, from the document as it stood when the question came; findings are told from a
//! thread of their own. All that is written goes through one queue.

mod capabilities;
mod configuration;
mod dispatch;
mod folders;
mod from_proto;
mod lenient;
mod lifecycle;
mod notices;
mod outgoing;
mod painted;
mod pending;
mod plain;
mod preferences;
mod progress;
mod publish;
mod render;
mod requests;
mod session;
mod shelves;
mod state;
mod sync;
mod to_proto;
mod uris;
mod wire;
mod workspace_edit;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::mpsc;
use std::thread;

use crate::diagnostic::Lang;
use dispatch::Dispatcher;
use outgoing::Outgoing;

/// Why a session has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The client said goodbye.
    Exit,
    /// The client left without having said so.
    Abrupt,
}

/// A port of this machine that waits for a client.
#[derive(Debug)]
pub struct Port {
    listener: TcpListener,
    number: u16,
}

impl Port {
    /// Opens `port` to clients of this machine; 0 takes any that is free.
    ///
    /// # Errors
    /// When the port cannot be had.
    pub fn open(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let number = listener.local_addr()?.port();
        Ok(Self { listener, number })
    }

    /// Its number.
    pub fn number(&self) -> u16 {
        self.number
    }

    /// Serves one client.
    ///
    /// # Errors
    /// When no connection can be made.
    pub fn serve(self, lang: Lang) -> io::Result<End> {
        let (stream, _) = self.listener.accept()?;
        stream.set_nodelay(true)?;
        let reader = stream.try_clone()?;
        Ok(serve(reader, stream, lang))
    }
}

/// Serves the client that writes to `input` and reads from `output`, until it leaves; `lang` is for a
/// client that does not say what its user reads.
pub fn serve(input: impl Read + Send + 'static, output: impl Write + Send + 'static, lang: Lang) -> End {
    let outgoing = Outgoing::new();
    let writer = outgoing.clone();
    thread::spawn(move || writer.write_to(output));
    let (end, ended) = mpsc::channel();
    let mut dispatcher = Dispatcher::new(outgoing.clone(), lang, end.clone());
    // The reader may wait for a client that writes nothing more, so it is left to itself at the end.
    thread::spawn(move || {
        let outcome = read(&mut BufReader::with_capacity(1 << 16, input), &mut dispatcher);
        dispatcher.close();
        let _ = end.send(outcome);
    });
    let outcome = ended.recv().unwrap_or(End::Abrupt);
    outgoing.finish();
    outcome
}

fn read(input: &mut impl BufRead, dispatcher: &mut Dispatcher) -> End {
    loop {
        match wire::read(input) {
            Ok(Some(body)) => {
                if let Some(end) = dispatcher.receive(&body) {
                    return end;
                }
            }
            Ok(None) => return End::Abrupt,
            Err(wire::Broken::Header) => dispatcher.complain_of_header(),
            Err(wire::Broken::Pipe) => return End::Abrupt,
        }
    }
}
