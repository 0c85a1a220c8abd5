//! Directives: comments that speak to the program.

/// A comment that begins `# mubiao:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directive<'a> {
    /// The profile of the book.
    Profile(&'a str),
    /// The fiscal year of the book.
    FiscalYear(i32),
    /// Anything else.
    Unknown(&'a str),
}

/// The directive that a comment row states, `None` when it is a plain comment.
pub fn read_directive(comment: &str) -> Option<Directive<'_>> {
    let rest = comment.trim_start().strip_prefix('#')?.trim_start().strip_prefix("mubiao")?.trim_start();
    let body = rest.strip_prefix([':', '：'])?.trim();
    let Some((key, value)) = body.split_once('=') else { return Some(Directive::Unknown(body)) };
    let value = value.trim();
    match key.trim() {
        "profile" => Some(Directive::Profile(value)),
        "fiscal-year" => Some(value.parse().map_or(Directive::Unknown(body), Directive::FiscalYear)),
        _ => Some(Directive::Unknown(body)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_read() {
        assert_eq!(
            read_directive("# mubiao: profile = liaoning-department"),
            Some(Directive::Profile("liaoning-department"))
        );
        assert_eq!(read_directive("#mubiao：fiscal-year=2021"), Some(Directive::FiscalYear(2021)));
        assert_eq!(
            read_directive("# mubiao: fiscal-year = 二〇二一"),
            Some(Directive::Unknown("fiscal-year = 二〇二一"))
        );
        assert_eq!(read_directive("# 二〇二一年"), None);
    }
}
