//! A page as it is read: turned so that its text runs from left to right, each character once, and the rules in order.

use super::content::{Drawn, Mark};
use super::fold::fold;

/// A character; y runs downwards, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) left: f32,
    pub(super) right: f32,
    /// The line that it stands on.
    pub(super) base: f32,
    /// The height of its em.
    pub(super) em: f32,
}

impl Glyph {
    pub(super) fn middle(&self) -> [f32; 2] {
        [(self.left + self.right) / 2.0, self.base - self.em * 0.35]
    }
}

/// A rule along one axis: where it stands on the other one, and what it covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) at: f32,
    pub(super) from: f32,
    pub(super) to: f32,
}

/// A page as it is read.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) glyphs: Vec<Glyph>,
    /// Rules from left to right, by their place from top to bottom.
    pub(super) across: Vec<Line>,
    /// Rules from top to bottom, by their place from left to right.
    pub(super) down: Vec<Line>,
    /// Whether its text was laid invisibly over a picture.
    pub(super) recognised: bool,
}

/// Which quarter of a turn a direction is, `None` when it is none.
fn quarter([x, y]: [f32; 2]) -> Option<usize> {
    let (long, short) = (x.abs().max(y.abs()), x.abs().min(y.abs()));
    if short > long * 0.1 || long == 0.0 {
        return None;
    }
    Some(match (x.abs() > y.abs(), x + y > 0.0) {
        (true, true) => 0,
        (false, true) => 1,
        (true, false) => 2,
        (false, false) => 3,
    })
}

/// Turns a page by the direction of its text, whatever its own rotation is.
pub(super) fn turn(drawn: &Drawn) -> Sheet {
    let mut turns = [0usize; 4];
    let upright = |mark: &Mark| quarter([mark.up[1], -mark.up[0]]);
    for mark in drawn.marks.iter().filter(|mark| !mark.c.is_whitespace()) {
        if let Some(turn) = upright(mark) {
            turns[turn] += 1;
        }
    }
    let turn = (0..4).max_by_key(|&turn| (turns[turn], 3 - turn)).unwrap_or(0);
    let place = |[x, y]: [f32; 2]| match turn {
        0 => [x, -y],
        1 => [y, x],
        2 => [-x, y],
        _ => [-y, -x],
    };
    // Text that is seen wins over text that was laid under a picture.
    let seen = drawn.marks.iter().any(|mark| !mark.invisible && !mark.c.is_whitespace());
    let mut sheet = Sheet { recognised: !seen && drawn.pictures > 0.0, ..Sheet::default() };
    for mark in &drawn.marks {
        let Some(own) = upright(mark) else { continue };
        if seen && mark.invisible {
            continue;
        }
        let (from, along, up) = (place(mark.at), place(mark.along), place(mark.up));
        let c = fold(mark.c);
        let em = up[0].abs().max(up[1].abs());
        let glyph = if own == turn {
            Glyph {
                c,
                left: from[0].min(from[0] + along[0]),
                right: from[0].max(from[0] + along[0]),
                base: from[1],
                em,
            }
        } else {
            // A character that lies down stands where its middle is.
            let middle = [from[0] + along[0] / 2.0 + up[0] * 0.35, from[1] + along[1] / 2.0 + up[1] * 0.35];
            Glyph { c, left: middle[0] - em / 2.0, right: middle[0] + em / 2.0, base: middle[1] + em * 0.35, em }
        };
        sheet.glyphs.push(glyph);
    }
    once(&mut sheet.glyphs);
    for rule in &drawn.rules {
        let (from, to) = (place(rule.from), place(rule.to));
        let (low, high) = ([from[0].min(to[0]), from[1].min(to[1])], [from[0].max(to[0]), from[1].max(to[1])]);
        if high[0] - low[0] >= high[1] - low[1] {
            sheet.across.push(Line { at: (low[1] + high[1]) / 2.0, from: low[0], to: high[0] });
        } else {
            sheet.down.push(Line { at: (low[0] + high[0]) / 2.0, from: low[1], to: high[1] });
        }
    }
    sheet
}

/// Keeps a character once where it was drawn twice to look bold.
fn once(glyphs: &mut Vec<Glyph>) {
    // By character, line and place, each as a number that is greater where it is.
    let key =
        |glyph: &Glyph| (u64::from(u32::from(glyph.c)) << 32 | u64::from(ordered(glyph.base)), ordered(glyph.left));
    let mut order: Vec<((u64, u32), u32)> = glyphs.iter().map(key).zip(0..).collect();
    order.sort_unstable();
    let at = |index: u32| &glyphs[index as usize];
    let mut twice = vec![false; glyphs.len()];
    let mut any = false;
    for (index, &(_, one)) in order.iter().enumerate() {
        let glyph = at(one);
        let near = glyph.em * 0.12;
        for &(_, other) in order[index + 1..].iter().take(MOST_BEHIND) {
            let next = at(other);
            if next.c != glyph.c || next.base - glyph.base > near {
                break;
            }
            if (next.left - glyph.left).abs() <= near.min((glyph.right - glyph.left) * 0.5) && !twice[one as usize] {
                twice[one.max(other) as usize] = true;
                any = true;
            }
        }
    }
    if any {
        let mut twice = twice.into_iter();
        glyphs.retain(|_| !twice.next().unwrap_or(false));
    }
}

/// A number that is greater where `number` is.
fn ordered(number: f32) -> u32 {
    let bits = number.to_bits();
    bits ^ (((bits as i32 >> 31) as u32) | 1 << 31)
}

/// How far one looks for the second drawing of a character among its equals on nearly the same line.
const MOST_BEHIND: usize = 64;
