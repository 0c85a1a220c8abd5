//! The printed form as a workbook: a worksheet for every sheet, in the grid of the form, ready for A4.

use super::form::{Form, FormCell, FormSheet, Kind};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

/// Half the width of a Chinese character of 11 points, in tenths of a millimetre.
const HALF_WIDTH: usize = 20;

/// The height of a line of 11 points, and what a row has above and below, in points.
const LINE: usize = 15;
const PADDING: usize = 7;

/// A row of a worksheet is no higher, in points.
const HIGHEST: usize = 409;

/// No name of a worksheet is longer, in characters.
const LONGEST_NAME: usize = 31;

/// The workbook.
pub(super) fn workbook(form: &Form) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // No clock: the same book gives the same file.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let mut names: Vec<String> = Vec::new();
    for sheet in &form.sheets {
        let worksheet = book.add_worksheet();
        let name = unique(&sheet.name, &names);
        worksheet.set_name(&name)?;
        names.push(name.to_lowercase());
        fill(sheet, worksheet)?;
    }
    book.save_to_buffer()
}

/// A name that a worksheet can have and that no other one has.
fn unique(name: &str, taken: &[String]) -> String {
    let plain: String =
        name.chars().filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !c.is_control()).collect();
    let plain = plain.trim_matches('\'').trim();
    let plain = if plain.is_empty() { "表" } else { plain };
    let cut = |most: usize| plain.chars().take(most).collect::<String>();
    let mut name = cut(LONGEST_NAME);
    let mut count = 1;
    while taken.contains(&name.to_lowercase()) {
        count += 1;
        let end = format!("({count})");
        name = cut(LONGEST_NAME - end.len()) + &end;
    }
    name
}

fn base() -> Format {
    Format::new()
        .set_font_name("仿宋")
        .set_font_size(11)
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

fn format_of(cell: &FormCell) -> Format {
    match cell.kind {
        Kind::Title | Kind::Caption => Format::new()
            .set_font_name("黑体")
            .set_font_size(18)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap(),
        Kind::Aside => Format::new().set_font_name("仿宋").set_font_size(11).set_align(FormatAlign::VerticalCenter),
        Kind::Label | Kind::Header => base().set_font_name("黑体"),
        Kind::Figure | Kind::Word => base(),
        Kind::Text => base().set_align(FormatAlign::Left),
    }
}

fn fill(sheet: &FormSheet, to: &mut Worksheet) -> Result<(), XlsxError> {
    let page = &sheet.page;
    for (at, width) in page.widths.iter().enumerate() {
        // A millimetre is 96 / 25.4 pixels.
        to.set_column_width_pixels(at as u16, width * 960 / 254)?;
    }
    to.set_paper_size(9).set_margins(0.45, 0.45, 0.6, 0.6, 0.3, 0.3).set_print_center_horizontally(true);
    to.set_print_fit_to_pages(1, 0);
    if page.landscape {
        to.set_landscape();
    }
    let mut row: u32 = 0;
    if let Some(title) = &sheet.title {
        put(to, row, title)?;
        to.set_row_height(row, 36)?;
        row += 1;
    }
    for section in &sheet.sections {
        if let Some(label) = &section.label {
            put(to, row, label)?;
        }
        let first = row;
        for cells in section.headers.iter().chain(&section.rows) {
            for cell in cells {
                put(to, row, cell)?;
            }
            // The label needs its share of the height too.
            let label = section.label.as_slice();
            to.set_row_height(row, height(cells, &page.widths).max(height(label, &page.widths)) as u16)?;
            row += 1;
        }
        if !section.headers.is_empty() {
            to.set_repeat_rows(first, first + section.headers.len() as u32 - 1)?;
        }
        row = row.max(first + 1);
    }
    Ok(())
}

/// Writes a cell, merged or not. A number is written as one only when its text comes back from it.
fn put(to: &mut Worksheet, row: u32, cell: &FormCell) -> Result<(), XlsxError> {
    let col = cell.col as u16;
    let mut format = format_of(cell);
    let number = number(cell);
    if let Some((_, code)) = &number {
        format = format.set_num_format(code);
    }
    let merged = cell.cols > 1 || cell.rows > 1;
    if merged {
        let (last_row, last_col) = (row + cell.rows as u32 - 1, col + cell.cols as u16 - 1);
        to.merge_range(row, col, last_row, last_col, "", &format)?;
    }
    match number {
        Some((number, _)) => to.write_number_with_format(row, col, number, &format)?,
        None if cell.text.is_empty() && merged => to,
        None if cell.text.is_empty() => to.write_blank(row, col, &format)?,
        // Never a formula, whatever it begins with.
        None => to.write_string_with_format(row, col, &cell.text, &format)?,
    };
    Ok(())
}

/// The number of a cell and the format that shows it as it is written.
fn number(cell: &FormCell) -> Option<(f64, String)> {
    if cell.kind != Kind::Figure || cell.text.len() > 15 {
        return None;
    }
    let exact = Decimal::from_str_exact(&cell.text).ok()?;
    if exact.to_string() != cell.text || (exact.is_zero() && cell.text.starts_with('-')) {
        return None;
    }
    let code = match exact.scale() {
        0 => "0".to_owned(),
        scale => format!("0.{}", "0".repeat(scale as usize)),
    };
    Some((cell.text.parse().ok()?, code))
}

/// How high a row is for the texts of its cells, in points.
fn height(cells: &[FormCell], widths: &[u32]) -> usize {
    let lines = |cell: &FormCell| {
        let width: u32 = widths[cell.col..cell.col + cell.cols].iter().sum();
        let room = (width as usize * 10).saturating_sub(20).max(HALF_WIDTH) / HALF_WIDTH;
        let scale = if cell.kind == Kind::Caption { 2 } else { 1 };
        let lines: usize = cell.text.split('\n').map(|line| (line.width() * scale).div_ceil(room).max(1)).sum();
        (lines * scale).div_ceil(cell.rows)
    };
    (cells.iter().map(lines).max().unwrap_or(1) * LINE + PADDING).min(HIGHEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worksheets_have_names_of_their_own() {
        assert_eq!(unique("朝阳市[局]/所", &[]), "朝阳市局所");
        assert_eq!(unique("", &[]), "表");
        assert_eq!(unique("A", &["a".into()]), "A(2)");
        let long = "长".repeat(40);
        assert_eq!(unique(&long, &["长".repeat(31)]), format!("{}(2)", "长".repeat(28)));
    }
}
