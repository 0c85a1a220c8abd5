//! The language server for VS Code in a browser: the program's own, in a worker that hands over message by message.

use std::cell::RefCell;

use mubiao::diagnostic::Lang;
use mubiao::lsp::Stepwise;
use wasm_bindgen::prelude::*;

thread_local! {
    /// What the last panic said.
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// A panic stops everything there is here; the worker asks what it said, and the extension starts another one.
#[wasm_bindgen]
pub fn last_panic() -> String {
    LAST_PANIC.take()
}

/// A server for one client.
#[wasm_bindgen]
pub struct Server {
    session: Stepwise,
}

#[wasm_bindgen]
impl Server {
    /// A server that speaks `lang`, `zh` or `en`, to a client that does not say what its user reads.
    #[wasm_bindgen(constructor)]
    pub fn new(lang: &str) -> Self {
        std::panic::set_hook(Box::new(|info| LAST_PANIC.set(info.to_string())));
        Self { session: Stepwise::new(if lang == "en" { Lang::En } else { Lang::Zh }) }
    }

    /// Takes a message, which is JSON.
    pub fn receive(&mut self, message: &str) {
        self.session.receive(message);
    }

    /// Does one piece of the work that was asked for; false when none is left.
    pub fn step(&mut self) -> bool {
        self.session.step()
    }

    /// The messages for the client that have come meanwhile, each of them JSON.
    pub fn messages(&mut self) -> Vec<String> {
        self.session.messages()
    }
}
