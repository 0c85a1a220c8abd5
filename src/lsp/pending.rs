//! The requests that wait for their answer: each is answered once, whoever comes first.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tower_lsp::jsonrpc::Id;

/// Whether the client still wants an answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Ticket {
    cancelled: Arc<AtomicBool>,
}

impl Ticket {
    /// Whether the client has withdrawn the request.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// The requests that wait for their answer.
#[derive(Debug, Default)]
pub(super) struct Pending {
    tickets: Mutex<HashMap<Id, Ticket>>,
}

impl Pending {
    /// Takes note of a request; `None` when one with that id waits already.
    pub(super) fn begin(&self, id: &Id) -> Option<Ticket> {
        match self.lock().entry(id.clone()) {
            Entry::Occupied(_) => None,
            Entry::Vacant(entry) => Some(entry.insert(Ticket::default()).clone()),
        }
    }

    /// Whether the request of `ticket` is still to be answered; the caller answers it then.
    pub(super) fn claim(&self, id: &Id, ticket: &Ticket) -> bool {
        let mut tickets = self.lock();
        // After a cancellation the client may have used the id again.
        let own = tickets.get(id).is_some_and(|known| Arc::ptr_eq(&known.cancelled, &ticket.cancelled));
        own && tickets.remove(id).is_some()
    }

    /// Withdraws a request; true when it was still to be answered, which is then up to the caller.
    pub(super) fn cancel(&self, id: &Id) -> bool {
        let ticket = self.lock().remove(id);
        ticket.is_some_and(|ticket| {
            ticket.cancelled.store(true, Ordering::Relaxed);
            true
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Id, Ticket>> {
        self.tickets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
