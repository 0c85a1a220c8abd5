//! A Markdown page of ours as plain text, for a client that shows nothing else.

/// The text of `page` without its marks.
pub(super) fn plain(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut code = false;
    for line in page.lines() {
        if line.starts_with("```") {
            code = !code;
            continue;
        }
        if code {
            out.push_str(line);
        } else {
            let title = line.trim_start_matches('#');
            let is_title = title.len() < line.len() && title.starts_with(' ');
            inline(if is_title { title.trim_start() } else { line }, &mut out);
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// A line's text: what is between backticks as it is, escaped characters as themselves, links by their names.
fn inline(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        let span = (c == '`').then(|| behind.split_once('`')).flatten();
        let link = (c == '[').then(|| behind.split_once("](")).flatten();
        let link = link.and_then(|(name, to)| Some((name, to.split_once(')')?.1)));
        rest = match (c, span, link) {
            (_, Some((code, behind)), _) => {
                out.push_str(code);
                behind
            }
            (_, _, Some((name, behind))) => {
                inline(name, out);
                behind
            }
            ('\\', ..) if behind.starts_with(|c: char| c.is_ascii_punctuation()) => {
                out.push_str(&behind[..1]);
                &behind[1..]
            }
            ('*', ..) if behind.starts_with('*') => &behind[1..],
            _ => {
                out.push(c);
                behind
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_away_and_the_text_stays() {
        let page = "# 名称\n\n**运算符号**\n\n填 \\<、\\<= 之一；`>= 5 * 3`，见 [手册](https://x.y/a)\n\n---\n\n```mubiao\n⇥**甲**\n```\n";
        assert_eq!(plain(page), "名称\n\n运算符号\n\n填 <、<= 之一；>= 5 * 3，见 手册\n\n---\n\n⇥**甲**");
        assert_eq!(plain("一个 ` 和 [ 不成对 \\"), "一个 ` 和 [ 不成对 \\");
    }
}
