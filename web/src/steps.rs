//! Changes of a book that can be taken back.

use mubiao::text::{Edit, TextRange};

/// A change as what takes it back: edits of the text as it is afterwards, sorted and apart from each other.
#[derive(Debug, Default)]
pub(crate) struct Step {
    pub(crate) edits: Vec<Edit>,
    /// Whether the change turned the text into UTF-8, or back.
    pub(crate) recodes: bool,
}

/// The edits that take `edits` of `text` back, which are sorted and apart from each other.
pub(crate) fn inverse(text: &str, edits: &[Edit]) -> Vec<Edit> {
    let mut shift = 0_i64;
    let mut back = Vec::with_capacity(edits.len());
    for edit in edits {
        let start = (i64::from(edit.range.start) + shift) as u32;
        let range = TextRange::new(start, start + edit.text.len() as u32);
        back.push(Edit::replace(range, &text[edit.range.usize()]));
        shift += edit.text.len() as i64 - i64::from(edit.range.len());
    }
    back
}

#[cfg(test)]
mod tests {
    use super::*;
    use mubiao::text::apply_edits;

    #[test]
    fn what_is_taken_back_is_as_it_was() {
        let text = "部门\t甲\n乙\t1.00\n";
        let edits =
            [Edit::delete(TextRange::new(0, 3)), Edit::insert(7, "丙丙"), Edit::replace(TextRange::new(15, 19), "20")];
        let changed = apply_edits(text, &edits);
        let back = inverse(text, &edits);
        assert_eq!(apply_edits(&changed, &back), text);
        assert_eq!(inverse(&changed, &back), edits);
    }
}
