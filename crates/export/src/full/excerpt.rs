//! The rows of a finding as a small table, the cell in question underlined.

use std::io::Write;

use kehoach_model::Finding;

use super::{fit, mark};
use crate::document::{Document, Head, Row};
use crate::line::{pad, printable, width};
use crate::{ExportError, Style, View, words};

/// Between two cells.
const BAR: &str = " │ ";

/// A row that is shown, and what of it is marked.
struct Line {
    label: String,
    cells: Vec<(Head, String)>,
    mark: Option<mark::Mark>,
}

/// Writes the rows; returns the columns that line numbers take.
pub(super) fn write(
    out: &mut dyn Write,
    document: &Document,
    finding: &Finding,
    rows: &[&Row],
    view: &View,
) -> Result<usize, ExportError> {
    let lines: Vec<Line> = rows.iter().map(|row| line(document, finding, row, view)).collect();
    let gutter = lines.iter().map(|line| width(&line.label)).max().unwrap_or(0).max(2);
    let room = view.width.saturating_sub(gutter + 3);
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        // Rows with the same heads share them.
        let same = rest.iter().take_while(|line| heads(line).eq(heads(first))).count().max(1);
        let (together, behind) = rest.split_at(same.min(rest.len()));
        table(out, together, gutter, room, finding)?;
        rest = behind;
    }
    Ok(gutter)
}

fn heads(line: &Line) -> impl Iterator<Item = &Head> {
    line.cells.iter().map(|(head, _)| head)
}

fn line(document: &Document, finding: &Finding, row: &Row, view: &View) -> Line {
    let columns = document.columns(row);
    let mut cells = row.shown(columns, |field| words::field(field, view.lang).to_owned());
    for (head, cell) in &mut cells {
        (head.text, *cell) = (printable(&head.text), printable(cell));
    }
    let mark = mark::find(finding, &cells);
    // What is missing in prose has no label there.
    if mark.is_none()
        && row.cells.is_empty()
        && let Some(field) = finding.field
    {
        let at = cells.len();
        cells.push((
            Head { text: words::field(field, view.lang).to_owned(), field: Some(field) },
            String::new(),
        ));
        let mark = Some(mark::Mark { column: at, part: None });
        return Line { label: label(row, view), cells, mark };
    }
    Line { label: label(row, view), cells, mark }
}

fn label(row: &Row, view: &View) -> String {
    row.at.first().map(|spot| printable(&spot.label(view.lang))).unwrap_or_default()
}

fn table(
    out: &mut dyn Write,
    lines: &[Line],
    gutter: usize,
    room: usize,
    finding: &Finding,
) -> Result<(), ExportError> {
    let Some(first) = lines.first() else { return Ok(()) };
    let heads: Vec<&Head> = heads(first).collect();
    let natural: Vec<usize> = heads
        .iter()
        .enumerate()
        .map(|(at, head)| {
            let cells = lines.iter().filter_map(|line| line.cells.get(at)).map(|(_, cell)| width(cell));
            cells.max().unwrap_or(0).max(fit::head_width(&head.text))
        })
        .collect();
    let marked: Vec<usize> = lines.iter().filter_map(|line| Some(line.mark.as_ref()?.column)).collect();
    let columns = fit::Columns { heads: &heads, natural: &natural, marked: &marked };
    let kept = fit::kept(&columns, room, width(BAR));
    let widths = fit::widths(&kept, &columns, room, width(BAR));
    let bar = Style::Frame.of("|");
    let frame =
        |label: &str| Style::Frame.of(&format!("{}{label} |", " ".repeat(gutter - width(label).min(gutter))));
    writeln!(out, "{} {bar}", " ".repeat(gutter))?;
    let cells: Vec<String> = kept
        .iter()
        .zip(&widths)
        .map(|(at, width)| {
            let text = heads.get(*at).map_or("", |head| &head.text);
            pad(&mark::window(text, None, *width).text, *width)
        })
        .collect();
    writeln!(out, "{} {}", frame(""), Style::Strong.of(cells.join(BAR).trim_end()))?;
    for line in lines {
        let (mut text, mut under, mut at) = (Vec::new(), None, 0);
        for (column, width) in kept.iter().zip(&widths) {
            let cell = line.cells.get(*column).map_or("", |(_, cell)| cell);
            let mark = line.mark.as_ref().filter(|mark| mark.column == *column);
            let window = mark::window(cell, mark.and_then(|mark| mark.part.clone()), *width);
            if mark.is_some() {
                // An empty cell is marked over its width.
                let (start, end) = if cell.is_empty() { (0, *width) } else { window.marked };
                under = Some((at + start, end.saturating_sub(start).max(1)));
            }
            text.push(pad(&window.text, *width));
            at += width + self::width(BAR);
        }
        writeln!(out, "{} {}", frame(&line.label), text.join(BAR).trim_end())?;
        if let Some((start, length)) = under {
            let sign = Style::from(finding.severity).of(&"^".repeat(length));
            writeln!(out, "{} {}{sign}", frame(""), " ".repeat(start))?;
        }
    }
    Ok(())
}
