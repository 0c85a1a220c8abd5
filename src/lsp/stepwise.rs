//! A session without a thread of its own: whoever holds it hands over messages, has the work done, and takes the answers.
//!
//! It is the server for a browser's worker, where nothing may wait. Its files are the documents that are open, and its
//! client asks for their findings.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures::stream::{FuturesUnordered, StreamExt as _};
use tokio::io::{AsyncWriteExt as _, DuplexStream, duplex};

use super::outgoing::{Outgoing, framed};
use super::runtime::{Runtime, Steps};
use super::{Parts, Peer, assemble, converse};
use crate::diagnostic::Lang;

/// So much of what the client says may wait to be read, in bytes: whatever it says.
const ROOM: usize = usize::MAX;

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// A session that goes on when it is called.
pub struct Stepwise {
    steps: Arc<Steps>,
    tasks: FuturesUnordered<Task>,
    woken: Arc<Woken>,
    /// Where the server reads from.
    input: DuplexStream,
    outgoing: Outgoing,
}

impl std::fmt::Debug for Stepwise {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stepwise").field("tasks", &self.tasks.len()).finish_non_exhaustive()
    }
}

/// Whether a task can go on.
#[derive(Debug, Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
    }
}

impl Stepwise {
    /// A session that nothing was said in; `lang` is for a client that does not say what its user reads.
    pub fn new(lang: Lang) -> Self {
        let steps = Arc::new(Steps::default());
        let (input, heard) = duplex(ROOM);
        let Parts { service, socket, server: _, outgoing } =
            assemble(lang, Runtime::Steps(steps.clone()), Arc::default());
        let tasks = FuturesUnordered::<Task>::new();
        tasks.push(Box::pin(converse(heard, Peer::Parent, service, socket, outgoing.clone())));
        Self { steps, tasks, woken: Arc::default(), input, outgoing }
    }

    /// Takes a message of the client, which is JSON. What it asks for is done by [`Stepwise::step`], so that what it says
    /// next, that it changed its mind for one, is heard before.
    pub fn receive(&mut self, message: &str) {
        let waker = Waker::from(self.woken.clone());
        let frame = framed(message.as_bytes());
        // There is room for everything, and once the server has ended it hears nothing.
        let _ = std::pin::pin!(self.input.write_all(&frame)).poll(&mut Context::from_waker(&waker));
        self.go_on();
    }

    /// Does one piece of the work that was asked for; false when none is left.
    pub fn step(&mut self) -> bool {
        let worked = self.steps.work();
        self.go_on();
        worked
    }

    /// The messages for the client that have come since they were taken last, each of them JSON.
    pub fn messages(&mut self) -> Vec<String> {
        self.outgoing.take()
    }

    /// Runs all tasks as far as they come.
    fn go_on(&mut self) {
        let waker = Waker::from(self.woken.clone());
        let mut context = Context::from_waker(&waker);
        loop {
            self.tasks.extend(self.steps.take_tasks().into_iter().map(|task| -> Task { task }));
            self.woken.0.store(false, Ordering::Release);
            let ended = matches!(self.tasks.poll_next_unpin(&mut context), Poll::Ready(Some(())));
            // A task may have spawned others, or have given way to them.
            if !ended && !self.woken.0.load(Ordering::Acquire) && !self.steps.has_tasks() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader, split};

    use super::super::{End, Output, session};
    use super::*;

    const SHEET: &str = include_str!("../../tests/corpus/chaoyang-2021.txt");
    const ID: &str = "memfs:/表.mubiao";

    fn request(id: usize, method: &str, params: Value) -> String {
        json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string()
    }

    fn notification(method: &str, params: Value) -> String {
        json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string()
    }

    /// What a client of VS Code begins with, and the sheet opened.
    fn beginning() -> Vec<String> {
        let pulls = json!({ "textDocument": { "diagnostic": {} }, "workspace": { "configuration": false } });
        let document = json!({ "uri": ID, "languageId": "mubiao", "version": 1, "text": SHEET });
        vec![
            request(0, "initialize", json!({ "processId": null, "capabilities": pulls, "locale": "zh-cn" })),
            notification("initialized", json!({})),
            notification("textDocument/didOpen", json!({ "textDocument": document })),
        ]
    }

    /// One request of each kind that a client sends unasked.
    fn questions() -> Vec<(&'static str, Value)> {
        let document = json!({ "uri": ID });
        let at = |line: u32, character: u32| json!({ "textDocument": document, "position": { "line": line, "character": character } });
        let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 40, "character": 0 } });
        let options = json!({ "tabSize": 4, "insertSpaces": false });
        vec![
            ("textDocument/diagnostic", json!({ "textDocument": document })),
            ("textDocument/hover", at(9, 1)),
            ("textDocument/completion", at(18, 5)),
            (
                "textDocument/codeAction",
                json!({ "textDocument": document, "range": whole, "context": { "diagnostics": [] } }),
            ),
            ("textDocument/formatting", json!({ "textDocument": document, "options": options })),
            ("textDocument/documentSymbol", json!({ "textDocument": document })),
            ("textDocument/semanticTokens/full", json!({ "textDocument": document })),
            ("textDocument/inlayHint", json!({ "textDocument": document, "range": whole })),
            ("textDocument/foldingRange", json!({ "textDocument": document })),
            ("mubiao/totals", json!({ "textDocument": document })),
            ("mubiao/form", at(9, 1)),
        ]
    }

    fn asked() -> Vec<String> {
        let questions = questions().into_iter().enumerate();
        beginning().into_iter().chain(questions.map(|(at, (method, params))| request(at + 1, method, params))).collect()
    }

    /// The answers, by the number of their request.
    fn answers(messages: &[String]) -> Vec<(u64, Value)> {
        let parsed = messages.iter().map(|message| serde_json::from_str::<Value>(message).unwrap());
        let answers = parsed.filter(|message| message["method"].is_null());
        let mut answers: Vec<(u64, Value)> = answers.map(|answer| (answer["id"].as_u64().unwrap(), answer)).collect();
        answers.sort_by_key(|(id, _)| *id);
        for (_, answer) in &mut answers {
            // What colours are known by counts up over all sessions of a process.
            if let Some(result) = answer["result"].as_object_mut().filter(|result| result.contains_key("data")) {
                result.remove("resultId");
            }
        }
        answers
    }

    fn stepwise(said: &[String]) -> Vec<String> {
        let mut session = Stepwise::new(Lang::En);
        let mut heard = Vec::new();
        for message in said {
            session.receive(message);
            while session.step() {}
            heard.extend(session.messages());
        }
        heard
    }

    /// What a session on threads says to the same.
    fn on_threads(said: &[String], answers: usize) -> Vec<String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (client, server) = duplex(1 << 20);
            let (input, output) = split(server);
            let (from, mut to) = split(client);
            let mut from = BufReader::new(from);
            let session = tokio::spawn(session(input, Output::Task(output), Peer::Parent, Lang::En, None));
            let mut heard: Vec<String> = Vec::new();
            for message in said {
                to.write_all(&framed(message.as_bytes())).await.unwrap();
            }
            while super::tests::answers(&heard).len() < answers {
                let (mut header, mut empty) = (String::new(), String::new());
                from.read_line(&mut header).await.unwrap();
                from.read_line(&mut empty).await.unwrap();
                let mut body = vec![0; header.trim().rsplit(' ').next().unwrap().parse().unwrap()];
                from.read_exact(&mut body).await.unwrap();
                heard.push(String::from_utf8(body).unwrap());
            }
            to.write_all(&framed(notification("exit", Value::Null).as_bytes())).await.unwrap();
            assert_eq!(session.await.unwrap(), End::Abrupt);
            heard
        })
    }

    #[test]
    fn its_answers_are_those_of_a_session_on_threads() {
        let said = asked();
        let found = answers(&stepwise(&said));
        assert_eq!(found.len(), questions().len() + 1);
        for ((id, answer), (_, expected)) in found.iter().zip(answers(&on_threads(&said, found.len()))) {
            assert_eq!(*answer, expected, "{id}");
            let result = &answer["result"];
            let empty = result.is_null() || result.as_array().is_some_and(Vec::is_empty);
            assert!(!empty, "{:?}: {answer}", questions().get(*id as usize - 1));
        }
    }

    #[test]
    fn what_is_taken_back_is_not_done() {
        let mut session = Stepwise::new(Lang::En);
        beginning().iter().for_each(|message| session.receive(message));
        while session.step() {}
        session.messages();
        session.receive(&request(1, "textDocument/diagnostic", json!({ "textDocument": { "uri": ID } })));
        session.receive(&notification("$/cancelRequest", json!({ "id": 1 })));
        let said = session.messages();
        assert!(said.len() == 1 && said[0].contains("-32800"), "{said:?}");
        while session.step() {}
        assert_eq!(session.messages(), Vec::<String>::new());
    }

    #[test]
    fn an_answer_is_that_of_the_text_as_it_stood() {
        let mut session = Stepwise::new(Lang::En);
        beginning().iter().for_each(|message| session.receive(message));
        session.receive(&request(1, "mubiao/totals", json!({ "textDocument": { "uri": ID } })));
        let none = json!({ "textDocument": { "uri": ID, "version": 2 }, "contentChanges": [{ "text": "" }] });
        session.receive(&notification("textDocument/didChange", none));
        session.receive(&request(2, "mubiao/totals", json!({ "textDocument": { "uri": ID } })));
        while session.step() {}
        let answers = answers(&session.messages());
        let count = |at: usize| answers[at].1["result"].as_array().unwrap().len();
        assert_eq!((answers.len(), count(1), count(2)), (3, 6, 0));
    }

    #[test]
    fn a_defect_costs_one_answer() {
        let mut said = beginning();
        said.push(request(1, "test/faulty", json!({ "uri": ID })));
        said.push(request(2, "mubiao/totals", json!({ "textDocument": { "uri": ID } })));
        let answers = answers(&stepwise(&said));
        assert_eq!(answers[1].1["error"]["code"], -32603);
        assert_eq!(answers[2].1["result"].as_array().map(Vec::len), Some(6));
    }

    #[test]
    fn nothing_is_answered_after_the_farewell() {
        let mut said = beginning();
        said.push(request(1, "shutdown", Value::Null));
        said.push(notification("exit", Value::Null));
        said.push(request(2, "mubiao/totals", json!({ "textDocument": { "uri": ID } })));
        said.push("no message".to_owned());
        let answers = answers(&stepwise(&said));
        assert_eq!(answers.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [0, 1]);
    }
}
