//! What the targets share: the panics of libraries, the sheets of all forms, and damage to them.

// Each target uses a part of it.
#![allow(dead_code)]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::arbitrary::{self, Arbitrary};

/// Lets panics of the libraries that read sources pass: they become refusals. All others end the fuzzer, as before.
pub fn calm() {
    let abort = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !info.location().is_some_and(|at| at.file().contains("registry")) {
            abort(info);
        }
    }));
}

/// A sheet or a book of each form, in the canonical layout.
pub static BOOKS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut paths = Vec::new();
    for folder in ["corpus", "headings"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests").join(folder);
        paths.extend(std::fs::read_dir(folder).expect("the tests").map(|entry| entry.expect("a file").path()));
    }
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "mubiao"));
    let settings = mubiao::Settings::default();
    let read = |path| mubiao::format(&std::fs::read_to_string(path).expect("a text"), &settings);
    paths.iter().map(read).collect()
});

/// One change of a text, at a row and a cell of it.
#[derive(Arbitrary, Debug)]
pub struct Change {
    row: u16,
    cell: u8,
    what: What,
}

#[derive(Arbitrary, Debug)]
enum What {
    /// An empty cell more, or one cell less.
    Insert,
    Remove,
    /// A page break, with the row's label again or without.
    Break(bool),
    /// Rows that go, come twice, or change places.
    DropRow,
    DoubleRow,
    SwapRow,
    /// A cell of another row.
    Copy(u16, u8),
    /// Something in the cell's place, or inside of it.
    Replace(u8),
    Put(u8, u8),
    Number(u32, u8),
    Wide,
    Other(char),
}

/// What is put into cells.
const PIECES: &[&str] = &[
    "",
    " ",
    "\u{3000}",
    "\u{200b}",
    "≥",
    "＞＝",
    ">=",
    "不低于",
    "90%",
    "９０％",
    "100",
    "1,234.50",
    "0.1万元",
    "2021-12",
    "2021年1月",
    "2021.12",
    "<p>",
    "</p>",
    "<br>",
    "&nbsp;",
    "&#12345;",
    "合计",
    "其中：",
    "总额",
    "产出指标",
    "数量指标",
    "满意度指标",
    "一级指标",
    "三级指标",
    "年度绩效指标",
    "绩效指标",
    "项目名称",
    "部门（单位）名称",
    "单位：元",
    "（万元）",
    "分值",
    "优良中差",
    "—",
    "-",
    "/",
    "无",
    "⼀",
    "ﾊ",
    "\u{7}",
    "\u{202e}",
    "# mubiao: allow(all)",
    "# mubiao: profile = none",
    "# mubiao: fiscal-year = 2023",
    "\n",
    "\n\n",
    "项目支出绩效自评表（2023年度）",
];

/// The text after those changes, none of which makes it long.
pub fn changed(text: &str, changes: &[Change]) -> String {
    let mut rows: Vec<Vec<String>> = text.lines().map(|row| row.split('\t').map(str::to_owned).collect()).collect();
    for change in changes.iter().take(24) {
        if rows.is_empty() || rows.len() > 400 {
            break;
        }
        let row = usize::from(change.row) % rows.len();
        let cell = usize::from(change.cell) % rows[row].len();
        let piece = |at: u8| PIECES[usize::from(at) % PIECES.len()];
        match change.what {
            What::Insert => rows[row].insert(cell, String::new()),
            What::Remove if rows[row].len() > 1 => drop(rows[row].remove(cell)),
            What::Remove => rows[row][0].clear(),
            What::Break(labelled) => {
                let label = rows[..=row].iter().rev().find(|row| !row[0].is_empty()).map(|row| row[0].clone());
                if let (true, Some(label)) = (labelled, label) {
                    rows[row][0] = label;
                }
                rows.insert(row, vec![String::new()]);
            }
            What::DropRow => drop(rows.remove(row)),
            What::DoubleRow => rows.insert(row, rows[row].clone()),
            What::SwapRow => {
                let next = (row + 1) % rows.len();
                rows.swap(row, next);
            }
            What::Copy(from, which) => {
                let from = &rows[usize::from(from) % rows.len()];
                rows[row][cell] = from[usize::from(which) % from.len()].clone();
            }
            What::Replace(at) => piece(at).clone_into(&mut rows[row][cell]),
            What::Put(at, place) => {
                let text = &mut rows[row][cell];
                let place = text.floor_char_boundary(usize::from(place) % (text.len() + 1));
                text.insert_str(place, piece(at));
            }
            What::Number(number, decimals) => {
                let decimals = usize::from(decimals % 4);
                rows[row][cell] = format!("{:.decimals$}", f64::from(number) / 1000.0);
            }
            What::Wide => {
                let text = &mut rows[row][cell];
                let wide = |c: char| char::from_u32(c as u32 + 0xfee0).filter(|_| c.is_ascii_graphic()).unwrap_or(c);
                *text = text.chars().map(wide).collect();
            }
            What::Other(c) => rows[row][cell].push(c),
        }
    }
    rows.iter().map(|row| row.join("\t") + "\n").collect()
}
