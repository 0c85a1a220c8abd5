//! How server and client meet: over standard input and output, a port of this machine, or the client's own end.

use std::convert::Infallible;
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tower_lsp::jsonrpc::{Error, Id};

use super::incoming::Peer;
use super::{End, Output, greeted_session, outgoing, session};
use crate::diagnostic::{Lang, say};

/// How long nobody is turned away when that has failed.
const PAUSE: Duration = Duration::from_secs(1);

/// Where the client is.
pub enum Meeting<'m> {
    /// It started the server and holds its standard input.
    Stdio {
        /// The server's standard output.
        output: Box<dyn Write + Send>,
        /// Whether standard input is nothing that standard output is too.
        apart: bool,
    },
    /// It comes to this port of the machine, 0 for any that is free; the function is told which one it is.
    Port(u16, &'m mut dyn FnMut(u16)),
    /// It waits at this port of the machine.
    Socket(u16),
    /// It waits at this Unix socket or named pipe.
    Pipe(PathBuf),
}

impl std::fmt::Debug for Meeting<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Stdio { apart, .. } => f.debug_struct("Stdio").field("apart", apart).finish_non_exhaustive(),
            Self::Port(port, _) => f.debug_tuple("Port").field(port).finish_non_exhaustive(),
            Self::Socket(port) => f.debug_tuple("Socket").field(port).finish(),
            Self::Pipe(path) => f.debug_tuple("Pipe").field(path).finish(),
        }
    }
}

/// Serves one client until it leaves or `process` is gone; `lang` is for one that does not say what its user reads.
///
/// # Errors
/// When no connection can be made.
pub fn serve(meeting: Meeting<'_>, lang: Lang, process: Option<u32>) -> io::Result<End> {
    // Messages and timers share this thread: each message is taken where it arrives, without a hop to another one. The work
    // has threads of its own.
    let runtime = Builder::new_current_thread().thread_name("mubiao").enable_all().build()?;
    let end = runtime.block_on(async {
        match meeting {
            Meeting::Stdio { output, apart } => {
                // A thread that has findings to publish writes them itself: that is a hop less than by tokio's own output.
                let output: Output<tokio::io::Empty> = Output::Thread(output);
                Ok(session(standard_input(apart), output, Peer::Parent, lang, process).await)
            }
            Meeting::Port(port, waiting) => {
                let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
                waiting(listener.local_addr()?.port());
                port_session(&listener, lang, process).await
            }
            Meeting::Socket(port) => {
                let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
                tcp_session(stream, lang, process, Arc::default()).await
            }
            Meeting::Pipe(path) => pipe_session(path, lang, process).await,
        }
    });
    leave(runtime);
    end
}

/// Standard input: of a pipe or a socket tokio is told by the system when there is something, which is two hops between
/// threads less than a thread that waits in a read.
#[cfg(unix)]
fn standard_input(apart: bool) -> Box<dyn AsyncRead + Unpin> {
    use std::os::fd::AsFd as _;
    use std::os::unix::net::UnixStream;

    use rustix::fs::{FileType, fstat};

    let input = io::stdin();
    let kind = fstat(&input).map(|stat| FileType::from_raw_mode(stat.st_mode));
    let (Ok(kind), Ok(copy)) = (kind, input.as_fd().try_clone_to_owned()) else { return Box::new(tokio::io::stdin()) };
    match kind {
        // A write to what both share would not wait for its reader any more.
        _ if !apart => Box::new(tokio::io::stdin()),
        FileType::Fifo => match tokio::net::unix::pipe::Receiver::from_owned_fd(copy) {
            Ok(pipe) => Box::new(pipe),
            Err(_) => Box::new(tokio::io::stdin()),
        },
        FileType::Socket => {
            let socket = UnixStream::from(copy);
            let ready = socket.set_nonblocking(true).and_then(|()| tokio::net::UnixStream::from_std(socket));
            match ready {
                Ok(socket) => Box::new(socket),
                Err(_) => Box::new(tokio::io::stdin()),
            }
        }
        _ => Box::new(tokio::io::stdin()),
    }
}

#[cfg(not(unix))]
fn standard_input(_: bool) -> Box<dyn AsyncRead + Unpin> {
    Box::new(tokio::io::stdin())
}

/// A read of standard input that waits for a client which writes nothing more is left to itself.
fn leave(runtime: Runtime) {
    runtime.shutdown_background();
}

/// Serves the first client that comes to the port and speaks the protocol; whoever comes meanwhile is told so.
async fn port_session(listener: &TcpListener, lang: Lang, process: Option<u32>) -> io::Result<End> {
    loop {
        let (stream, _) = listener.accept().await?;
        let greeted = Arc::new(Notify::new());
        let end = tokio::select! {
            end = tcp_session(stream, lang, process, greeted.clone()) => end?,
            never = turn_others_away(listener, lang, &greeted) => match never {},
        };
        if end != End::Stranger {
            return Ok(end);
        }
    }
}

async fn tcp_session(stream: TcpStream, lang: Lang, process: Option<u32>, greeted: Arc<Notify>) -> io::Result<End> {
    stream.set_nodelay(true)?;
    let (input, output) = stream.into_split();
    Ok(greeted_session(input, Output::Task(output), Peer::Anyone, lang, process, greeted).await)
}

/// From the greeting on there is a client; until then whoever comes waits for a turn.
async fn turn_others_away(listener: &TcpListener, lang: Lang, greeted: &Notify) -> Infallible {
    greeted.notified().await;
    loop {
        match listener.accept().await {
            Ok((other, _)) => drop(tokio::spawn(turn_away(other, lang))),
            // Out of handles, perhaps; there may be some again.
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// Says that the server has its client.
async fn turn_away(mut stream: TcpStream, lang: Lang) {
    let message = say!(lang, "检查程序已有客户端连接；请另启动一个", "this server has its client; start another one");
    let error = Error { message: message.into(), ..Error::invalid_request() };
    let said = serde_json::json!({ "jsonrpc": "2.0", "id": Id::Null, "error": error });
    // Whoever does not listen is not waited for.
    let _ = stream.write_all(&outgoing::framed(said.to_string().as_bytes())).await;
    let _ = stream.shutdown().await;
}

#[cfg(unix)]
async fn pipe_session(path: PathBuf, lang: Lang, process: Option<u32>) -> io::Result<End> {
    let (input, output) = tokio::net::UnixStream::connect(path).await?.into_split();
    Ok(over_pipe(input, output, lang, process).await)
}

#[cfg(windows)]
async fn pipe_session(path: PathBuf, lang: Lang, process: Option<u32>) -> io::Result<End> {
    let pipe = tokio::net::windows::named_pipe::ClientOptions::new().open(path)?;
    let (input, output) = tokio::io::split(pipe);
    Ok(over_pipe(input, output, lang, process).await)
}

#[cfg(not(any(unix, windows)))]
async fn pipe_session(_: PathBuf, _: Lang, _: Option<u32>) -> io::Result<End> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The pipe is the client's: nobody else holds its other end.
async fn over_pipe<R, W>(input: R, output: W, lang: Lang, process: Option<u32>) -> End
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin + Send + 'static,
{
    session(input, Output::Task(output), Peer::Parent, lang, process).await
}
