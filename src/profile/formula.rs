//! The notation of checks: `funds.rate = funds.executed / funds.budget`.
//!
//! A name is that of a section, with the part, row or column behind a point, and of a list the row in brackets:
//! `tasks.amount[合计]`. Signs stand between blanks, as `-` is also a letter of names. `min(…)` is the smallest of several.

use rust_decimal::Decimal;

use super::error::{Said, said};
use super::layout::Term;

/// A check that a form prescribes.
#[derive(Clone, Debug)]
pub struct FormCheck {
    /// The rule that reports it.
    pub rule: String,
    /// What is stated.
    pub left: Formula,
    /// How both sides relate.
    pub relation: Relation,
    /// What it follows from, or is bound by.
    pub right: Formula,
    /// How often it holds.
    pub each: Each,
}

/// How the sides of a check relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// They are equal.
    Equal,
    /// The left one is not larger.
    AtMost,
}

/// How often a check holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// Once in a sheet.
    Sheet,
    /// In every row of a section, by index.
    Row(usize),
    /// In every column of amounts of a section, by index.
    Column(usize),
}

/// Arithmetic over the figures of a form.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula<O = Operand> {
    /// One or more figures.
    Operand(O),
    /// A number.
    Number(Decimal),
    /// All of them together.
    Sum(Vec<Formula<O>>),
    /// The first without the second.
    Less(Box<Formula<O>>, Box<Formula<O>>),
    /// The product of both.
    Times(Box<Formula<O>>, Box<Formula<O>>),
    /// The first in relation to the second.
    Over(Box<Formula<O>>, Box<Formula<O>>),
    /// The smallest of them.
    Least(Vec<Formula<O>>),
}

/// What a name in a formula stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// Amounts of a form whose rows are known.
    Term(Term),
    /// Figures of a form that is read by its headings.
    Place(Place),
}

/// Figures of a form that is read by its headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The part, by index.
    pub part: usize,
    /// The row; `None` for all of them but totals, and for the row that a check is at.
    pub row: Option<PlaceRow>,
    /// The column, by index; `None` where the part has no columns, and for the one that a check is at.
    pub column: Option<usize>,
}

/// A row of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceRow {
    /// One of the form's own, by index.
    Named(usize),
    /// The row of totals.
    Total,
    /// All rows but the form's own and the totals.
    Others,
}

/// A name as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// What stands before the bracket.
    pub(super) path: String,
    /// What stands in it.
    pub(super) row: Option<String>,
}

impl Formula<Name> {
    /// Puts what the names stand for in their place.
    pub(super) fn resolve<E>(&self, find: &mut dyn FnMut(&Name) -> Result<Operand, E>) -> Result<Formula, E> {
        let mut all = |terms: &[Self]| terms.iter().map(|term| term.resolve(find)).collect::<Result<Vec<_>, E>>();
        Ok(match self {
            Self::Operand(name) => Formula::Operand(find(name)?),
            Self::Number(number) => Formula::Number(*number),
            Self::Sum(terms) => Formula::Sum(all(terms)?),
            Self::Least(terms) => Formula::Least(all(terms)?),
            Self::Less(one, other) => Formula::Less(Box::new(one.resolve(find)?), Box::new(other.resolve(find)?)),
            Self::Times(one, other) => Formula::Times(Box::new(one.resolve(find)?), Box::new(other.resolve(find)?)),
            Self::Over(one, other) => Formula::Over(Box::new(one.resolve(find)?), Box::new(other.resolve(find)?)),
        })
    }
}

impl Formula {
    /// The operands, from the left.
    pub fn operands(&self) -> Vec<&Operand> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect<'f>(&'f self, found: &mut Vec<&'f Operand>) {
        match self {
            Self::Operand(operand) => found.push(operand),
            Self::Number(_) => {}
            Self::Sum(terms) | Self::Least(terms) => terms.iter().for_each(|term| term.collect(found)),
            Self::Less(one, other) | Self::Times(one, other) | Self::Over(one, other) => {
                one.collect(found);
                other.collect(found);
            }
        }
    }

    /// The terms that it adds up, where it does nothing else and all are amounts of a form whose rows are known.
    pub(super) fn terms(&self) -> Option<Vec<Term>> {
        match self {
            Self::Operand(Operand::Term(term)) => Some(vec![term.clone()]),
            Self::Sum(terms) => terms.iter().map(Self::terms).collect::<Option<Vec<_>>>().map(|terms| terms.concat()),
            _ => None,
        }
    }
}

/// Deeper brackets than these are refused.
const DEEPEST: usize = 16;

/// More names and numbers than these are refused.
const MOST: usize = 200;

/// Reads `left = right`, `left <= right` or `left >= right`; of the last the sides are exchanged.
pub(super) fn parse(text: &str) -> Result<(Formula<Name>, Relation, Formula<Name>), Said> {
    let mut reader = Reader { rest: text, depth: 0, read: 0 };
    let left = reader.sum()?;
    let (turned, relation) = match () {
        () if reader.take("<=") || reader.take("≤") => (false, Relation::AtMost),
        () if reader.take(">=") || reader.take("≥") => (true, Relation::AtMost),
        () if reader.take("=") => (false, Relation::Equal),
        () => return Err(reader.unexpected("=、<=、>=", "one of =, <= and >=")),
    };
    let right = reader.sum()?;
    reader.blanks();
    if !reader.rest.is_empty() {
        return Err(reader.unexpected("运算符号，或到此为止", "a sign or the end"));
    }
    Ok(if turned { (right, relation, left) } else { (left, relation, right) })
}

struct Reader<'t> {
    rest: &'t str,
    depth: usize,
    /// How many names and numbers were read.
    read: usize,
}

impl Reader<'_> {
    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, sign: &str) -> bool {
        self.blanks();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn unexpected(&mut self, zh: &str, en: &str) -> Said {
        self.blanks();
        let rest: String = self.rest.chars().take(20).collect();
        if rest.is_empty() {
            said!("算式没有写完，这里应有{zh}", "the formula ends where {en} is expected")
        } else {
            said!(
                "算式从“{rest}”起不能识别，这里应有{zh}",
                "the formula cannot be read at \"{rest}\": {en} is expected"
            )
        }
    }

    fn sum(&mut self) -> Result<Formula<Name>, Said> {
        let mut terms = vec![self.product()?];
        loop {
            if self.take("+") {
                terms.push(self.product()?);
            } else if self.take("-") || self.take("−") {
                let less = self.product()?;
                terms = vec![Formula::Less(Box::new(several(terms)), Box::new(less))];
            } else {
                return Ok(several(terms));
            }
        }
    }

    fn product(&mut self) -> Result<Formula<Name>, Said> {
        let mut found = self.factor()?;
        loop {
            if self.take("*") || self.take("×") {
                found = Formula::Times(Box::new(found), Box::new(self.factor()?));
            } else if self.take("/") || self.take("÷") {
                found = Formula::Over(Box::new(found), Box::new(self.factor()?));
            } else {
                return Ok(found);
            }
        }
    }

    fn factor(&mut self) -> Result<Formula<Name>, Said> {
        self.read += 1;
        if self.read > MOST {
            return Err(said!("算式太长（最多 {MOST} 项）", "the formula has more than {MOST} terms"));
        }
        if self.take("(") {
            let inner = self.nested(Self::sum)?;
            return if self.take(")") { Ok(inner) } else { Err(self.unexpected("“)”", "`)`")) };
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.rest.len());
            let (number, rest) = self.rest.split_at(end);
            let found = Decimal::from_str_exact(number);
            let mut value = found.map_err(|_| said!("“{number}”不是数字", "\"{number}\" is no number"))?;
            self.rest = rest;
            if let Some(rest) = self.rest.strip_prefix('%') {
                self.rest = rest;
                value /= Decimal::ONE_HUNDRED;
            }
            return Ok(Formula::Number(value));
        }
        let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
        let end = self.rest.find(|c: char| !letter(c)).unwrap_or(self.rest.len());
        let name = self.rest[..end].trim_end_matches(['-', '.']);
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            return Err(self.unexpected("项目的名称、数或“(”", "a name, a number or `(`"));
        }
        self.rest = &self.rest[name.len()..];
        if name == "min" && self.take("(") {
            let mut all = vec![self.nested(Self::sum)?];
            while self.take(",") {
                all.push(self.nested(Self::sum)?);
            }
            return if self.take(")") { Ok(Formula::Least(all)) } else { Err(self.unexpected("“)”", "`)`")) };
        }
        let row = match self.rest.strip_prefix('[') {
            Some(inner) => {
                let (row, rest) = inner
                    .split_once(']')
                    .ok_or_else(|| said!("“{name}[”缺少右方括号", "the term \"{name}[\" lacks its closing bracket"))?;
                self.rest = rest;
                Some(row.trim().to_owned())
            }
            None => None,
        };
        Ok(Formula::Operand(Name { path: name.to_owned(), row }))
    }

    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Said>) -> Result<T, Said> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(said!("算式的括号套得太深", "the brackets of the formula are too deep"));
        }
        let found = read(self);
        self.depth -= 1;
        found
    }
}

fn several(mut terms: Vec<Formula<Name>>) -> Formula<Name> {
    match terms.len() {
        1 => terms.remove(0),
        _ => Formula::Sum(terms),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(formula: &Formula<Name>) -> String {
        let all = |terms: &[Formula<Name>]| terms.iter().map(shown).collect::<Vec<_>>().join(", ");
        match formula {
            Formula::Operand(name) => match &name.row {
                Some(row) => format!("{}[{row}]", name.path),
                None => name.path.clone(),
            },
            Formula::Number(number) => number.to_string(),
            Formula::Sum(terms) => format!("sum({})", all(terms)),
            Formula::Least(terms) => format!("min({})", all(terms)),
            Formula::Less(one, other) => format!("({} - {})", shown(one), shown(other)),
            Formula::Times(one, other) => format!("({} * {})", shown(one), shown(other)),
            Formula::Over(one, other) => format!("({} / {})", shown(one), shown(other)),
        }
    }

    #[test]
    fn formulas_are_read() {
        for (text, expected) in [
            ("a.b = a.c + a.d-e", "a.b Equal sum(a.c, a.d-e)"),
            ("funds.rate = funds.executed / funds.budget", "funds.rate Equal (funds.executed / funds.budget)"),
            ("x = a - b - c + d", "x Equal sum(((a - b) - c), d)"),
            ("x = 2 × (a + b)", "x Equal (2 * sum(a, b))"),
            ("s = min(w, w × r, 10)", "s Equal min(w, (w * r), 10)"),
            ("a >= b", "b AtMost a"),
            ("a ≤ 95%", "a AtMost 0.95"),
            ("t.amount[金额合计] = t.amount[*]", "t.amount[金额合计] Equal t.amount[*]"),
            ("a=b+c", "a Equal sum(b, c)"),
        ] {
            let (left, relation, right) = parse(text).unwrap();
            assert_eq!(format!("{} {relation:?} {}", shown(&left), shown(&right)), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_formula_says_where() {
        for (text, expected) in [
            ("", "the formula ends where a name, a number or `(` is expected"),
            ("a", "the formula ends where one of =, <= and >= is expected"),
            ("a = ", "the formula ends where a name, a number or `(` is expected"),
            ("a = b c", "the formula cannot be read at \"c\": a sign or the end is expected"),
            ("a = (b", "the formula ends where `)` is expected"),
            ("a = b[c", "the term \"b[\" lacks its closing bracket"),
            ("a = 1.2.3", "\"1.2.3\" is no number"),
        ] {
            assert_eq!(parse(text).unwrap_err()[1], expected, "{text}");
        }
        let deep = format!("a = {}b{}", "(".repeat(40), ")".repeat(40));
        assert_eq!(parse(&deep).unwrap_err()[1], "the brackets of the formula are too deep");
    }
}
