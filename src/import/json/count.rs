//! Takes what data hold from the budget, before any of it is kept.

use crate::import::Refusal;
use crate::import::budget::{Budget, Resource};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What an object may need more than a text does, even if it states nothing: room for all of its fields.
const OBJECT: u64 = 16;

/// Takes what `text` holds from `budget`; no more of it is kept than one text.
///
/// # Errors
/// When it is no JSON, or holds more than the budget.
pub(super) fn count(text: &str, budget: &mut Budget) -> Result<(), Refusal> {
    let mut refusal = None;
    let mut reader = serde_json::Deserializer::from_str(text);
    let counted = Count { budget, refusal: &mut refusal, at: At::Root }.deserialize(&mut reader);
    match (counted.and_then(|()| reader.end()), refusal) {
        (_, Some(refusal)) => Err(refusal),
        (Err(error), None) => Err(Refusal::Damaged(error.to_string())),
        (Ok(()), None) => Ok(()),
    }
}

/// Where a value stands.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Root,
    /// It is the list of sheets.
    Sheets,
    /// It is one of the sheets.
    Sheet,
    Deeper,
}

struct Count<'b> {
    budget: &'b mut Budget,
    /// Why no more is read.
    refusal: &'b mut Option<Refusal>,
    at: At,
}

impl Count<'_> {
    fn take<E: Error>(&mut self, resource: Resource, amount: u64) -> Result<(), E> {
        self.budget.take(resource, amount).map_err(|refusal| {
            *self.refusal = Some(refusal);
            E::custom("too much")
        })
    }

    fn inner(&mut self, at: At) -> Count<'_> {
        Count { budget: self.budget, refusal: self.refusal, at }
    }
}

impl<'de> DeserializeSeed<'de> for Count<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(mut self, deserializer: D) -> Result<(), D::Error> {
        self.take(Resource::Nodes, 1)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Count<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<(), E> {
        if text.is_empty() {
            return Ok(());
        }
        self.take(Resource::Cells, 1)?;
        self.take(Resource::Text, text.len() as u64)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut values: A) -> Result<(), A::Error> {
        let at = if self.at == At::Sheets { At::Sheet } else { At::Deeper };
        while values.next_element_seed(self.inner(at))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<(), A::Error> {
        self.take(Resource::Nodes, OBJECT)?;
        if self.at == At::Sheet {
            self.take(Resource::Tables, 1)?;
        }
        while let Some((length, sheets)) = fields.next_key_seed(Key)? {
            self.take(Resource::Nodes, 1)?;
            self.take(Resource::Text, length)?;
            let at = if sheets && self.at == At::Root { At::Sheets } else { At::Deeper };
            fields.next_value_seed(self.inner(at))?;
        }
        Ok(())
    }
}

/// The name of a field: its length, and whether it names the list of sheets.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = (u64, bool);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(u64, bool), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = (u64, bool);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<(u64, bool), E> {
        Ok((name.len() as u64, name == "sheets"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, resource: Resource) {
        let refusal = count(text, &mut Budget::of(text.len()));
        assert!(matches!(refusal, Err(Refusal::TooMuch(of, _)) if of == resource), "{refusal:?}");
    }

    fn list(of: &str, times: usize) -> String {
        format!("[{of}{}]", format!(",{of}").repeat(times - 1))
    }

    #[test]
    fn everything_is_taken_from_the_budget() {
        refused(&list("{}", 50_000), Resource::Nodes);
        refused(&list("\"x\"", 1_000_001), Resource::Cells);
        refused(&format!("{{\"sheets\":{}}}", list("{}", 20_001)), Resource::Tables);
        assert_eq!(count(&list("[{\"a\":[0.5,-1,true,null,\"x\"]}]", 1000), &mut Budget::of(1000)), Ok(()));
    }

    #[test]
    fn what_is_no_json_is_damaged() {
        for text in ["", "{", "{}{}", "[1,]", "{\"a\" 1}", &"[".repeat(10_000)] {
            assert!(matches!(count(text, &mut Budget::of(9)), Err(Refusal::Damaged(_))), "{text}");
        }
    }
}
