//! Which form and year each sheet of a book has.

use std::sync::Arc;

use super::fit::{Fit, SheetHeadings, fit, fit_parts};
use super::{BookHead, Headings, Order, Sheet, read_directive, years_in};
use crate::outline::{is_title, year_line};
use crate::profile::{Profile, Profiles, Traits, Words, by_headings};
use crate::syntax::{Row, SheetSyntax, SheetText, read_whole};
use crate::text::TextRange;
use crate::text::compatible::Reading;

/// The form and year of a sheet.
#[derive(Clone, Debug)]
pub struct SheetForm {
    /// What it is read by; [`Profile::by_headings`] where no form fits.
    pub profile: Arc<Profile>,
    /// The year that it, or what it inherits from, states.
    pub fiscal_year: Option<i32>,
    /// A form that it names and that is not known: its name, and the directive, counted from the sheet's start.
    pub unknown: Option<(String, TextRange)>,
}

impl SheetForm {
    /// Reads the sheet.
    pub fn read<'a>(&'a self, text: &'a Reading<'a>, syntax: &'a SheetSyntax) -> Sheet<'a> {
        Sheet { source: text.source(), ..Sheet::read(text, syntax, &self.profile, self.fiscal_year) }
    }

    /// Reads a sheet of a book that is being edited.
    pub fn read_text<'a>(&'a self, text: &'a SheetText) -> Sheet<'a> {
        Sheet { source: &text.text, ..Sheet::read(text.reading(), &text.syntax, &self.profile, self.fiscal_year) }
    }
}

/// What a sheet takes over from the one above it where it states nothing else.
#[derive(Clone, Debug)]
pub struct Inherited {
    profile: Arc<Profile>,
    /// Whether a directive or the caller names the form, so that nothing is recognised.
    named: bool,
    fiscal_year: Option<i32>,
    /// Whether there is a sheet above.
    begun: bool,
}

impl PartialEq for Inherited {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.profile, &other.profile)
            && (self.named, self.fiscal_year, self.begun) == (other.named, other.fiscal_year, other.begun)
    }
}

/// Tells the form of each sheet of a book, from its first one on.
#[derive(Clone, Debug)]
pub struct Forms<'p> {
    profiles: &'p Profiles,
    /// What holds where a title ends what a directive said.
    book: Inherited,
    inherited: Inherited,
    starts: Arc<Profile>,
    asked_year: Option<i32>,
}

impl<'p> Forms<'p> {
    /// The forms of the book with that head; `None` where it has none.
    pub fn new(head: &BookHead, profiles: &'p Profiles) -> Option<Self> {
        head.profile.as_ref().ok().map(|profile| Self::of(profile.clone(), head, profiles))
    }

    /// The same, where the form of the head is `profile`.
    pub fn of(profile: Arc<Profile>, head: &BookHead, profiles: &'p Profiles) -> Self {
        let inherited =
            Inherited { profile: profile.clone(), named: head.named, fiscal_year: head.fiscal_year, begun: false };
        let book = Inherited { named: head.forced, ..inherited.clone() };
        Self { profiles, book, inherited, starts: profile, asked_year: head.asked_year }
    }

    /// The form whose rows and identity the reading of rows knows.
    pub fn starts(&self) -> &Arc<Profile> {
        &self.starts
    }

    /// What the next sheet inherits.
    pub fn inherited(&self) -> &Inherited {
        &self.inherited
    }

    /// Goes on with a sheet that inherits this.
    #[must_use]
    pub fn from(mut self, inherited: &Inherited) -> Self {
        self.inherited = inherited.clone();
        self
    }

    /// The form of the next sheet.
    pub fn next(&mut self, text: &str, syntax: &SheetSyntax) -> SheetForm {
        let head = Head::read(text, syntax);
        if head.titled {
            // A title begins anew, but for what the caller asked for.
            self.inherited.named =
                self.book.named || (head.profile.is_none() && self.inherited.named && !syntax.headed());
        }
        let known = head.profile.map(|(name, range)| self.profiles.find(name).ok_or((name, range)));
        if let Some(Ok(profile)) = known {
            (self.inherited.profile, self.inherited.named) = (profile.clone(), true);
        } else if !self.inherited.named && !self.keeps(text, syntax) {
            let found = recognise(text, syntax, self.profiles, Some(&self.inherited.profile)).or_else(|| {
                // Rows without a label speak of no form, but a title that is none of the form above does.
                let own = &self.inherited.profile;
                let other = head.titled && !own.is_none() && !fit(own, text, syntax).title;
                let unknown = other && Headings::read(text, syntax, Words::shared()).is_sheet();
                unknown.then(|| by_headings(Traits::default()).clone())
            });
            // A sheet that is hardly begun has the form of the one above it, as long as nothing speaks against that.
            let stays = |found: &Arc<Profile>| {
                let own = &self.inherited.profile;
                found.is_none() && !head.titled && !own.is_none() && fit(own, text, syntax).foreign == 0
            };
            if let Some(found) = found.filter(|found| !stays(found)) {
                self.inherited.profile = found;
            }
        }
        let title = head.title_year.filter(|_| self.asked_year.is_none());
        // A title that names no year begins anew; the first one does so below what the book itself says.
        let anew = head.titled && self.inherited.begun && self.asked_year.is_none();
        let inherited = self.inherited.fiscal_year.filter(|_| !anew);
        self.inherited.fiscal_year = head.fiscal_year.or(title).or(inherited);
        self.inherited.begun = true;
        let unknown = known.and_then(Result::err).map(|(name, range)| (name.to_owned(), range));
        let form =
            SheetForm { profile: self.inherited.profile.clone(), fiscal_year: self.inherited.fiscal_year, unknown };
        if let Some(year) = head.behind.filter(|_| self.asked_year.is_none()) {
            self.inherited.fiscal_year = year;
        }
        form
    }

    /// Whether the sheet has the form of the one above it beyond doubt: every label is one of its labels.
    fn keeps(&self, text: &str, syntax: &SheetSyntax) -> bool {
        let profile = &self.inherited.profile;
        if profile.by_headings() {
            return false;
        }
        let mut labels = 0;
        for row in syntax.rows() {
            let cells = syntax.cells(row);
            if row.comment || cells.len() < 2 || cells[0].is_empty() {
                continue;
            }
            if profile.section_of(value(text, row, cells[0])).is_none() {
                return false;
            }
            labels += 1;
        }
        labels > 1
    }
}

pub(super) fn value<'t>(text: &'t str, row: &Row, cell: crate::syntax::Cell) -> &'t str {
    &text[(row.start + cell.start) as usize..(row.start + cell.end) as usize]
}

/// What a sheet itself says of its form and year.
#[derive(Default)]
struct Head<'t> {
    /// The form that a directive names, and where that stands.
    profile: Option<(&'t str, TextRange)>,
    fiscal_year: Option<i32>,
    title_year: Option<i32>,
    /// The year, if it names one, of a title printed below all its rows, which is that of the sheet below.
    behind: Option<Option<i32>>,
    titled: bool,
}

impl<'t> Head<'t> {
    fn read(text: &'t str, syntax: &SheetSyntax) -> Self {
        let mut head = Self::default();
        let mut title = None;
        let mut body = false;
        for row in syntax.rows() {
            if row.comment {
                match read_directive(&text[row.range().usize()]).map(|directive| directive.order) {
                    Some(Order::Profile(name)) => head.profile = Some((name, row.range())),
                    Some(Order::FiscalYear(year)) => head.fiscal_year = Some(year),
                    _ => {}
                }
                continue;
            }
            if body || row.is_blank() {
                continue;
            }
            let cells = syntax.cells(row);
            if cells.len() > 1 {
                body = true;
                continue;
            }
            let value = value(text, row, cells[0]);
            if is_title(value) {
                head.titled = true;
                title = title.or(years_in(value).last().map(|(year, _)| *year));
            } else if let Some(year) = year_line(value) {
                title = title.or(Some(year));
            }
        }
        head.title_year = title;
        // Only a row of one value can be a title; one with rows below it is that of the next page.
        if let Some(row) = syntax.rows().iter().rfind(|row| !row.comment && !row.is_blank())
            && let [cell] = *syntax.cells(row)
            && body
            && is_title(value(text, row, cell))
        {
            head.behind = Some(years_in(value(text, row, cell)).last().map(|(year, _)| *year));
        }
        head
    }
}

/// What the rows with a label begin with.
fn firsts<'t>(text: &'t str, syntax: &'t SheetSyntax) -> impl Iterator<Item = &'t str> {
    let first =
        |row: &'t Row| syntax.cells(row).first().filter(|cell| !cell.is_empty()).map(|cell| value(text, row, *cell));
    syntax.rows().iter().filter(|row| !row.comment).filter_map(first)
}

/// The form of a sheet: the one that explains most of it, `preferred` where several do so equally; what reads headings
/// where none does; `None` for what has no labels at all.
pub(super) fn recognise(
    text: &str,
    syntax: &SheetSyntax,
    profiles: &Profiles,
    preferred: Option<&Arc<Profile>>,
) -> Option<Arc<Profile>> {
    let mut best: Option<(Fit, &Arc<Profile>)> = None;
    let mut labels = false;
    for form in profiles.first_unread(preferred) {
        // Reading a form costs more than a sheet does.
        if let Some((best, _)) = best
            && let Some(sections) = form.most_sections(firsts(text, syntax))
            && Fit::most_weight(sections) < best.weight().0
        {
            continue;
        }
        let profile = form.get();
        let fit = fit(profile, text, syntax);
        labels |= fit.explained + fit.foreign > 0;
        if fit.is_enough() && best.is_none_or(|(best, _)| fit.weight() > best.weight()) {
            best = Some((fit, profile));
            // Nothing that another form could explain better.
            if fit.foreign == 0 && fit.explained as usize >= profile.sections.len() && fit.tree > 0 && !fit.strange {
                break;
            }
        }
    }
    // The other forms are many, and each of them is read only for a sheet that has most of its headings.
    let own = |profile: &Arc<Profile>| !Profiles::is_shipped(&profile.id);
    if best.is_none_or(|(fit, profile)| fit.foreign > 0 && !own(profile)) {
        let headings = SheetHeadings::read(text, syntax);
        let likely = profiles.likely(&|key| headings.has(key));
        let is_preferred = |profile: &Arc<Profile>| preferred.is_some_and(|preferred| Arc::ptr_eq(profile, preferred));
        let first = likely.iter().filter(|profile| is_preferred(profile));
        for profile in first.chain(likely.iter().filter(|profile| !is_preferred(profile))) {
            let fit = fit_parts(profile, &headings, &mut |_, _| {});
            if fit.is_whole() && best.is_none_or(|(best, _)| fit.weight() > best.weight()) {
                best = Some((fit, profile));
                // The sheets of a book mostly have the form of the one above.
                if is_preferred(profile) && fit.is_all() {
                    break;
                }
            }
        }
    }
    let unknown = || labels.then(|| by_headings(Traits::default()).clone());
    best.map(|(_, profile)| profile.clone()).or_else(unknown)
}

/// The form of the sheet that `text` is; `None` where no form fits.
pub fn form_of(text: &str, profiles: &Profiles) -> Option<Arc<Profile>> {
    let text = Reading::of(text);
    recognise(&text, &read_whole(&text), profiles, None).filter(|profile| !profile.is_none())
}
