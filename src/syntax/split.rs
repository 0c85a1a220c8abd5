//! Where sheets begin, row by row, by what each row says of itself.

use super::RowStart;

/// Finds where sheets begin. What it knows is that of the sheet at hand alone, so that an edit is a matter of the sheets
/// it touches.
#[derive(Clone, Debug, Default)]
pub struct Splitter {
    /// Whether the sheet has a row of its own, apart from its head.
    body: bool,
    /// The rows that name whom it is of.
    keys: Vec<u64>,
    title: Option<u64>,
    /// Whether its title makes it a sheet.
    heads: bool,
    /// The first value of its first own row.
    opening: Option<u64>,
    /// The first row of what stands above a title that may begin a sheet.
    lead: Option<usize>,
    /// That row, and the title, once it came.
    pending: Option<(usize, u64, bool)>,
}

impl Splitter {
    /// Takes the next row, which is number `row` of the sheet at hand and says `start`; `opening` is asked for the hash of
    /// its first value. Tells the row at which a sheet begins, when that is sure now: this one, or one above it. Rows are
    /// then counted from there.
    pub fn feed(&mut self, row: usize, start: RowStart, opening: impl FnOnce() -> u64) -> Option<usize> {
        match start {
            RowStart::Title(title) | RowStart::OwnTitle(title) => {
                let heads = matches!(start, RowStart::Title(_));
                if !self.body {
                    self.title = self.title.or(Some(title));
                    self.heads |= heads;
                } else if let Some((.., own)) = &mut self.pending {
                    *own |= heads;
                } else {
                    self.pending = Some((self.lead.unwrap_or(row), title, heads));
                }
                None
            }
            RowStart::Lead => {
                if self.body {
                    self.lead = self.lead.or(Some(row));
                }
                None
            }
            RowStart::Furniture => None,
            RowStart::Own(key) => {
                // What stands above it is the sheet's above, as it would be at the top of a book.
                (self.pending, self.lead) = (None, None);
                Some(self.begin(row, key, Some(key)))
            }
            RowStart::Identity(key) => {
                if self.body && (self.pending.is_some() || self.keys.contains(&key)) {
                    return Some(self.begin(row, key, Some(key)));
                }
                self.keys.push(key);
                self.own(|| key);
                None
            }
            RowStart::None => {
                if self.body
                    && let Some((_, title, heads)) = self.pending
                {
                    let text = opening();
                    // A title that comes once more within a sheet is that of its next page.
                    let own = self.title.map_or(!heads, |own| own == title);
                    let page = !self.keys.is_empty() && own;
                    if !page || self.opening == Some(text) {
                        return Some(self.begin(row, text, None));
                    }
                    self.pending = None;
                    self.lead = None;
                    return None;
                }
                self.own(opening);
                None
            }
        }
    }

    /// Takes a row that says nothing, where the sheet is open and nothing waits.
    pub(super) fn go_on(&mut self) {
        self.lead = None;
    }

    /// Whether the sheet at hand has a row of its own.
    pub fn is_open(&self) -> bool {
        self.body
    }

    /// Whether a title waits for the row that tells whether it begins a sheet.
    pub fn is_waiting(&self) -> bool {
        self.pending.is_some()
    }

    /// Whether the sheet at hand has a title or a row that names whom it is of.
    pub fn is_headed(&self) -> bool {
        !self.keys.is_empty() || (self.heads && self.body)
    }

    fn own(&mut self, opening: impl FnOnce() -> u64) {
        self.body = true;
        self.lead = None;
        if self.opening.is_none() {
            self.opening = Some(opening());
        }
    }

    fn begin(&mut self, row: usize, opening: u64, key: Option<u64>) -> usize {
        let pending = self.pending.take();
        let start = pending.map(|(at, ..)| at).or(self.lead).unwrap_or(row);
        let title = pending.map(|(_, title, _)| title);
        let heads = pending.is_some_and(|(.., heads)| heads);
        let keys = key.into_iter().collect();
        *self = Self { body: true, keys, title, heads, opening: Some(opening), lead: None, pending: None };
        start
    }
}
