//! A text with places to fill in.

/// A text that is built from its start, as it stands and as the protocol writes snippets.
#[derive(Clone, Debug, Default)]
pub(super) struct Snippet {
    plain: String,
    marked: String,
    stops: u32,
    /// The place that others repeat.
    linked: Option<u32>,
}

impl Snippet {
    /// `text` with nothing to fill in.
    pub(super) fn of(text: &str) -> Self {
        let mut snippet = Self::default();
        snippet.text(text);
        snippet
    }

    /// Appends `text` as it stands.
    pub(super) fn text(&mut self, text: &str) {
        self.plain.push_str(text);
        escape(text, &mut self.marked);
    }

    /// Appends a place to fill in, which holds `value` until then.
    pub(super) fn stop(&mut self, value: &str) {
        self.stops += 1;
        self.plain.push_str(value);
        self.mark(self.stops, value);
    }

    /// Appends a place that holds the same wherever it stands, `hint` until it is filled in; it is not in the plain text.
    pub(super) fn linked(&mut self, hint: &str) {
        match self.linked {
            Some(stop) => self.marked.push_str(&format!("${{{stop}}}")),
            None => {
                self.stops += 1;
                self.linked = Some(self.stops);
                self.mark(self.stops, hint);
            }
        }
    }

    /// Appends `text` to the snippet alone.
    pub(super) fn marked_text(&mut self, text: &str) {
        escape(text, &mut self.marked);
    }

    fn mark(&mut self, stop: u32, value: &str) {
        if value.is_empty() {
            self.marked.push_str(&format!("${{{stop}}}"));
        } else {
            self.marked.push_str(&format!("${{{stop}:"));
            escape(value, &mut self.marked);
            self.marked.push('}');
        }
    }

    /// The plain text and, if there is something to fill in, the snippet, both with `line_end` at the end of their rows. In
    /// a plain text of several rows no TAB stands at the end of a row; a single row may be typed on.
    pub(super) fn finish(self, line_end: &str) -> (String, Option<String>) {
        let rows: Vec<&str> = self.plain.split('\n').collect();
        let several = rows.len() > 1;
        // A row that is to be filled in whole would part the others.
        let rows = rows.into_iter().filter(|row| row.is_empty() || !several || row.contains(|c| c != '\t'));
        let rows = rows.map(|row| if several { row.trim_end_matches('\t') } else { row });
        let plain = rows.collect::<Vec<_>>().join(line_end);
        let marked = (self.stops > 0).then(|| format!("{}$0", self.marked.replace('\n', line_end)));
        (plain, marked)
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '$' | '}' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_texts_say_the_same() {
        let mut snippet = Snippet::of("预算$}\\");
        snippet.text("\t");
        snippet.stop("=");
        snippet.text("\t\t");
        snippet.stop("");
        snippet.text("\n");
        assert_eq!(
            snippet.finish("\r\n"),
            ("预算$}\\\t=\r\n".to_owned(), Some("预算\\$\\}\\\\\t${1:=}\t\t${2}\r\n$0".to_owned()))
        );
        assert_eq!(Snippet::of("x\t").finish("\n"), ("x\t".to_owned(), None));
    }
}
