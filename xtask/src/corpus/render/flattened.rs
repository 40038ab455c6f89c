//! A PDF's text whose columns are lost: cells centred in their row, printed one after the other, and joined
//! wherever the last line of one stands as high as the first line of the next. Pages cut where they end.

use super::{
    super::{
        damage::{Line, paginate},
        family::{Header, Plan, Row, Table},
        seed::Seed,
        wrap::wrap,
    },
    letter,
    prose::continued,
};

/// Letters in a printed line of text.
const WIDTH: usize = 80;
/// What is left for number and day of an annex line.
const BLANKS: &str = "               ";
/// Stands for a blank that may not break or close up; in no plan.
const FILLER: &str = "\u{1}";
/// Printed lines on a page.
const PAGE: usize = 38;

/// The plan in this grammar.
pub(super) fn lines(plan: &Plan, seed: &mut Seed) -> Vec<String> {
    let header = &plan.header;
    let mut out = Vec::new();
    opening(header, &mut out);
    for paragraph in letter::body(plan) {
        let mut printed = continued(&paragraph.text, WIDTH);
        if printed.len() > 1 && seed.once_in(3) {
            printed.insert(1, String::new());
        }
        out.extend(printed);
        out.extend((paragraph.heading == 0 && seed.once_in(3)).then(String::new));
    }
    out.push(String::new());
    out.extend(letter::recipients(header));
    out.push(String::new());
    out.extend(header.signature.iter().cloned());
    out.extend([" ".repeat(16), String::new(), format!("      {}", header.signer)]);
    let mut all: Vec<Line> = out.into_iter().map(|text| Line { text, table: None }).collect();
    let mut heads = Vec::new();
    for (at, table) in plan.tables.iter().enumerate() {
        all.extend(annex(header, table).into_iter().map(|text| Line { text, table: None }));
        let head = printed_row(&table.heads(), table);
        all.extend(head.iter().cloned().map(|text| Line { text, table: Some(at) }));
        heads.push(head);
        for row in table.rows() {
            all.extend(printed(row, table).into_iter().map(|text| Line { text, table: Some(at) }));
        }
    }
    paginate(&all, &heads, PAGE, seed)
}

fn opening(header: &Header, out: &mut Vec<String>) {
    let mut letterhead = letter::letterhead(header).into_iter();
    out.extend(letterhead.next().map(|line| format!(" {line}")));
    out.extend(letterhead);
    out.push(String::new());
    out.push(letter::number_line(header, "           "));
    out.extend([String::new(), letter::STATE.into(), letter::MOTTO.into()]);
    out.extend([letter::date_line(header, "      "), String::new()]);
    out.push(header.kind.to_uppercase());
    out.extend(header.title.iter().cloned());
    out.push(String::new());
}

fn annex(header: &Header, table: &Table) -> Vec<String> {
    let mut out = vec![format!(" {}", table.appendix), table.title.clone(), String::new()];
    out.extend(spaced(&letter::attached_line(header, BLANKS)));
    out.push(String::new());
    out
}

// A blank left for pen or stamp keeps its width, which wrapping would close up.
fn spaced(text: &str) -> Vec<String> {
    let kept = text.replace(BLANKS, &FILLER.repeat(BLANKS.len()));
    continued(&kept, WIDTH).into_iter().map(|line| line.replace(FILLER, " ")).collect()
}

fn printed(row: Row<'_>, table: &Table) -> Vec<String> {
    match row {
        Row::Group { ordinal, title, .. } => {
            // One blank for each empty cell is all that is left of them.
            let rest = " ".repeat(table.columns.len().saturating_sub(2));
            vec![format!("{ordinal} {title} {rest}"), String::new()]
        }
        Row::Cells(cells) => printed_row(cells, table),
    }
}

// Heights count in half lines, because an even cell is centred between the lines of an odd one.
fn printed_row(cells: &[String], table: &Table) -> Vec<String> {
    let wrapped: Vec<Vec<String>> = cells
        .iter()
        .zip(&table.columns)
        .filter(|(cell, _)| !cell.is_empty())
        .map(|(cell, column)| wrap(cell, column.width))
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or_default();
    let mut out: Vec<String> = Vec::new();
    let mut last: Option<usize> = None;
    for (column, cell) in wrapped.iter().enumerate() {
        // The first two cells stay together, however high the second one is.
        let near = if column == 1 { 2 } else { 1 };
        let top = height - cell.len();
        let mut glued = false;
        for (at, line) in cell.iter().enumerate() {
            let text = if at + 1 < cell.len() { format!("{line} ") } else { line.clone() };
            match (at, last, out.last_mut()) {
                (0, Some(last), Some(before)) if last.abs_diff(top) <= 1 => {
                    before.push(' ');
                    before.push_str(&text);
                    glued = true;
                }
                (0, Some(last), _) if last.abs_diff(top) > near => out.extend([String::new(), text]),
                // The rest of a cell that hangs on another one's line is set off from it.
                (1, ..) if glued && column > 1 => out.extend([String::new(), text]),
                _ => out.push(text),
            }
        }
        last = Some(top + 2 * (cell.len() - 1));
    }
    out.push(String::new());
    out
}

#[cfg(test)]
mod tests {
    use super::{super::super::vary, printed_row};

    #[test]
    fn one_line_cells_share_a_line() {
        let table = vary::plan(1, 10).tables.remove(0);
        let cells = ["1", "Phủ sóng", "", "", "100%", "Công an xã"].map(String::from);
        assert_eq!(table.columns.len(), cells.len());
        assert_eq!(printed_row(&cells, &table), ["1 Phủ sóng 100% Công an xã", ""]);
    }
}
