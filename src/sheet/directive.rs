//! Directives: comments that speak to the program.

use crate::text::TextRange;

/// A comment that begins `# mubiao:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive<'a> {
    /// What it orders.
    pub order: Order<'a>,
    /// Where the order stands, the reason left out; bytes from the comment's start.
    pub range: TextRange,
}

/// What a directive orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order<'a> {
    /// The profile of the book.
    Profile(&'a str),
    /// The fiscal year of the book.
    FiscalYear(i32),
    /// Findings that are to be silent.
    Allow(Scope, Vec<AllowedRule<'a>>),
    /// The next row is one of two that a merge found: that of this side.
    Conflict(ConflictSide),
    /// A key that no directive has.
    UnknownKey(&'a str),
    /// A directive whose value cannot be read, by its key.
    Malformed(&'static str),
}

/// How far an allowance reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The next row that is neither blank nor a comment.
    Row,
    /// The sheet of that row; of a comment right below a sheet's last row, that sheet.
    Sheet,
    /// The whole file.
    File,
}

/// The side that an alternative of a conflict comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictSide {
    /// The version that was merged into.
    Ours,
    /// The version that was merged.
    Theirs,
}

/// A rule that an allowance names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllowedRule<'a> {
    /// Its name as it is written.
    pub name: &'a str,
    /// Where it stands; bytes from the comment's start.
    pub range: TextRange,
}

const PROFILE: &str = "profile";
const FISCAL_YEAR: &str = "fiscal-year";
/// Only a merge writes it, so it is no key that is offered.
const CONFLICT: &str = "conflict";

impl Scope {
    const ALL: [Self; 3] = [Self::Row, Self::Sheet, Self::File];

    /// The key of the directive.
    pub fn key(self) -> &'static str {
        match self {
            Self::Row => "allow",
            Self::Sheet => "allow-sheet",
            Self::File => "allow-file",
        }
    }
}

/// The keys that directives have.
pub fn directive_keys() -> impl Iterator<Item = &'static str> {
    [PROFILE, FISCAL_YEAR].into_iter().chain(Scope::ALL.map(Scope::key))
}

/// The directive that a comment row states, `None` when it is a plain comment.
pub fn read_directive(comment: &str) -> Option<Directive<'_>> {
    let rest = comment.trim_start().strip_prefix('#')?.trim_start().strip_prefix("mubiao")?.trim_start();
    let body = rest.strip_prefix([':', '：'])?.trim();
    let key_end = body.find(|c: char| c == '=' || is_bracket(c) || c.is_whitespace() || is_colon(c));
    let (key, rest) = body.split_at(key_end.unwrap_or(body.len()));
    let rest = rest.trim_start();
    let mut end = body;
    let order = if let Some(&scope) = Scope::ALL.iter().find(|scope| scope.key() == key) {
        match read_list(comment, rest) {
            Some((rules, list_end)) => {
                end = &body[..place(comment, list_end) - place(comment, body)];
                Order::Allow(scope, rules)
            }
            None => Order::Malformed(scope.key()),
        }
    } else if key == PROFILE {
        rest.strip_prefix('=').map_or(Order::Malformed(PROFILE), |value| Order::Profile(value.trim()))
    } else if key == FISCAL_YEAR {
        let year = rest
            .strip_prefix('=')
            .map(str::trim)
            .filter(|value| value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit()));
        year.and_then(|value| value.parse().ok()).map_or(Order::Malformed(FISCAL_YEAR), Order::FiscalYear)
    } else if key == CONFLICT {
        let side = rest.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）'])).map(str::trim);
        match side {
            Some("ours") => Order::Conflict(ConflictSide::Ours),
            Some("theirs") => Order::Conflict(ConflictSide::Theirs),
            _ => Order::Malformed(CONFLICT),
        }
    } else {
        Order::UnknownKey(key)
    };
    let from = place(comment, body);
    Some(Directive { order, range: TextRange::new(from as u32, (from + end.len()) as u32) })
}

/// The rules of `(rule, …)`, and what stands behind the closing bracket: nothing, or a colon and the reason. `None` when
/// it is not written so or names no rule.
fn read_list<'a>(comment: &'a str, list: &'a str) -> Option<(Vec<AllowedRule<'a>>, &'a str)> {
    let (inner, behind) = list.strip_prefix(['(', '（'])?.split_once([')', '）'])?;
    if !(behind.trim().is_empty() || behind.trim_start().starts_with(is_colon)) {
        return None;
    }
    let names = inner.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty());
    let rules: Vec<AllowedRule<'_>> = names
        .map(|name| {
            let from = place(comment, name);
            AllowedRule { name, range: TextRange::new(from as u32, (from + name.len()) as u32) }
        })
        .collect();
    (!rules.is_empty()).then_some((rules, behind))
}

/// How many bytes before `part` the text `whole` starts, of which it is a part.
fn place(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(comment: &str) -> Option<Order<'_>> {
        read_directive(comment).map(|directive| directive.order)
    }

    /// The scope, the rules, and the text of the order of an allowance.
    #[track_caller]
    fn allows(comment: &str, scope: Scope, names: &[&str], text: &str) {
        let directive = read_directive(comment).unwrap();
        assert_eq!(&comment[directive.range.usize()], text);
        let Order::Allow(found, rules) = directive.order else { panic!("{comment}: {:?}", directive.order) };
        assert_eq!((found, rules.iter().map(|rule| rule.name).collect::<Vec<_>>()), (scope, names.to_vec()));
        for rule in rules {
            assert_eq!(&comment[rule.range.usize()], rule.name);
        }
    }

    #[test]
    fn directives_are_read() {
        assert_eq!(order("# mubiao: profile = liaoning-department"), Some(Order::Profile("liaoning-department")));
        assert_eq!(order("# mubiao: profile ="), Some(Order::Profile("")));
        assert_eq!(order("\t#mubiao：fiscal-year=2021"), Some(Order::FiscalYear(2021)));
        assert_eq!(order("# 二〇二一年"), None);
        assert_eq!(order("# mubiao 的说明：见附件"), None);
    }

    #[test]
    fn allowances_are_read() {
        allows("# mubiao: allow(a)", Scope::Row, &["a"], "allow(a)");
        allows("# mubiao: allow-sheet( a-b,c ): 见附件(2)", Scope::Sheet, &["a-b", "c"], "allow-sheet( a-b,c )");
        allows("#mubiao：allow-file（甲、b，）：原因", Scope::File, &["甲", "b"], "allow-file（甲、b，）");
    }

    #[test]
    fn what_cannot_be_read_is_told_apart() {
        assert_eq!(order("# mubiao: fiscal-year = 二〇二一"), Some(Order::Malformed("fiscal-year")));
        assert_eq!(order("# mubiao: fiscal-year = 21"), Some(Order::Malformed("fiscal-year")));
        assert_eq!(order("# mubiao: fiscal-year = -202"), Some(Order::Malformed("fiscal-year")));
        assert_eq!(order("# mubiao: profile liaoning"), Some(Order::Malformed("profile")));
        for list in ["", "()", "(a", "a", "= a", "(a) 原因", "(,)"] {
            assert_eq!(
                order(&format!("# mubiao: allow{list}")),
                Some(match list {
                    "a" => Order::UnknownKey("allowa"),
                    _ => Order::Malformed("allow"),
                }),
                "{list}"
            );
        }
        assert_eq!(order("# mubiao: conflict(ours)"), Some(Order::Conflict(ConflictSide::Ours)));
        assert_eq!(order("# mubiao：conflict（theirs）"), Some(Order::Conflict(ConflictSide::Theirs)));
        assert_eq!(order("# mubiao: conflict(mine)"), Some(Order::Malformed("conflict")));
        assert_eq!(order("# mubiao: 允许(a)"), Some(Order::UnknownKey("允许")));
        assert_eq!(order("# mubiao:"), Some(Order::UnknownKey("")));
    }
}
