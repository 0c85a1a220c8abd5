//! The directives that the ABNF has are those that the program obeys.

use mubiao::sheet::{Order, read_directive};

use super::GRAMMAR;
use crate::generate::Random;

/// Whether `comment` gives an order whose names are written as names are.
fn orders(comment: &str) -> bool {
    let is_name = |name: &str, more: &dyn Fn(u8) -> bool| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || more(byte))
    };
    match read_directive(comment).map(|directive| directive.order) {
        Some(Order::Profile(name)) => is_name(name, &|byte| byte.is_ascii_digit()),
        Some(Order::FiscalYear(_) | Order::Conflict(_)) => true,
        Some(Order::Allow(_, rules)) => rules.iter().all(|rule| is_name(rule.name, &|_| false)),
        Some(Order::UnknownKey(_) | Order::Malformed(_)) | None => false,
    }
}

#[test]
fn directives_are_those_of_the_grammar() {
    let good = [
        "# mubiao: profile = liaoning-department",
        "#mubiao:profile=a2",
        "　#　mubiao　：　fiscal-year　=　2021　",
        "# mubiao: allow(short-name)",
        "# mubiao: allow-sheet（short-name、figure-in-name，missing-deadline）",
        "# mubiao: allow-file ( , short-name ,, missing-deadline , ) : a: b\tc",
        "# mubiao:\tallow\u{a0}(a)\u{2003}：",
        "# mubiao: conflict(ours)",
        "# mubiao：conflict （ theirs ）",
    ];
    let bad = [
        "# mubiao",
        "# mubiao:",
        "# Mubiao: allow(a)",
        "#! mubiao: allow(a)",
        "mubiao: allow(a)",
        "# mubiao allow(a)",
        "# mubiao: allow",
        "# mubiao: allow a",
        "# mubiao: allow()",
        "# mubiao: allow(,)",
        "# mubiao: allow(a",
        "# mubiao: allow(a b)",
        "# mubiao: allow(A)",
        "# mubiao: allow(a) b",
        "# mubiao: allow-row(a)",
        "# mubiao: allow: (a)",
        "# mubiao: conflict",
        "# mubiao: conflict(mine)",
        "# mubiao: conflict(ours): a",
        "# mubiao: profile",
        "# mubiao: profile =",
        "# mubiao: profile = A",
        "# mubiao: profile = a b",
        "# mubiao: fiscal-year = 21",
        "# mubiao: fiscal-year = 2021年",
        "# mubiao: fiscal-year = ２０２１",
    ];
    for (texts, expected) in [(&good[..], true), (&bad[..], false)] {
        for text in texts {
            assert_eq!(GRAMMAR.matches("directive", text), expected, "{text:?}");
            assert_eq!(orders(text), expected, "{text:?}");
        }
    }
    let pieces = [
        "#",
        "mubiao",
        ":",
        "：",
        " ",
        "\u{3000}",
        "\t",
        "\u{a0}",
        "allow",
        "-sheet",
        "-file",
        "profile",
        "fiscal-year",
        "=",
        "(",
        "（",
        ")",
        "）",
        ",",
        "，",
        "、",
        "a",
        "short-name",
        "2021",
        "甲",
        "\0",
    ];
    let mut random = Random::new(3);
    let mut fit = 0;
    for _ in 0..4_000 {
        // A directive with pieces of it taken out, put in and doubled.
        let mut text: Vec<char> = random.pick(&good).chars().collect();
        for _ in 0..random.below(4) {
            let at = random.below(text.len() + 1);
            if random.once_in(2) {
                text.splice(at..at, random.pick(&pieces).chars());
            } else if at < text.len() {
                text.remove(at);
            }
        }
        let text: String = text.into_iter().collect();
        assert_eq!(GRAMMAR.matches("directive", &text), orders(&text), "{text:?}");
        fit += usize::from(orders(&text));
    }
    assert!((800..3_200).contains(&fit), "{fit} directives");
}
