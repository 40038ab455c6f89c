//! What is told about a flattened table: rows read with doubt, rows that a page's end split, heads that stand again.

use std::ops::Range;

use kehoach_document::Furniture;
use kehoach_model::{Finding, Place, Rule, Severity};

use super::{Reading, text::Text};
use crate::lines::Line;

/// The findings about a table.
pub(super) fn of(
    lines: &[Line<'_>],
    text: &Text<'_>,
    readings: &[Reading],
    heads: &[Furniture],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !heads.is_empty() {
        findings.push(
            Finding::new(
                Rule::RepeatedHeader,
                Severity::Info,
                "Đầu bảng lặp lại ở trang sau; đã bỏ.",
                "The table's head stands again on later pages; dropped.",
            )
            .at(heads.iter().flat_map(|head| head.passage.at()).collect())
            .repaired(),
        );
    }
    let mut title_doubted = false;
    for row in readings {
        if row.title.is_some() {
            title_doubted = row.is_doubtful() && !row.labelled;
        }
        if let Some(second) = &row.split {
            findings.push(
                Finding::new(
                    Rule::RowSplit,
                    Severity::Info,
                    "Dòng bị ngắt trang; đã nối lại.",
                    "A page's end splits this row; joined.",
                )
                .at(place(lines, text, second))
                .repaired(),
            );
        }
        if row.is_doubtful() {
            findings.push(uncertain(lines, text, row));
        } else if title_doubted && row.is_item() {
            findings.push(
                Finding::new(
                    Rule::UncertainRow,
                    Severity::Warning,
                    "Dòng nhóm phía trên được suy ra và chưa chắc.",
                    "The title above, without a number, is inferred with doubt.",
                )
                .at(place(lines, text, &(row.start..row.end))),
            );
        }
    }
    findings
}

fn uncertain(lines: &[Line<'_>], text: &Text<'_>, row: &Reading) -> Finding {
    let own = shown(text, row);
    let (vi, en) = match &row.otherwise {
        Some(other) => {
            let other = shown(text, other);
            (
                format!("Cột của dòng này được suy ra: đọc là “{own}”, nhưng cũng có thể là “{other}”."),
                format!("The columns of this row are inferred: read as “{own}”; “{other}” is possible, too."),
            )
        }
        None => (
            format!("Cột của dòng này được suy ra và chưa chắc: “{own}”."),
            format!("The columns of this row are inferred with doubt: “{own}”."),
        ),
    };
    Finding::new(Rule::UncertainRow, Severity::Warning, vi, en).at(place(lines, text, &(row.start..row.end)))
}

/// A reading's cells, parted by bars.
fn shown(text: &Text<'_>, row: &Reading) -> String {
    let words =
        |range: &Range<usize>| text.words.get(range.clone()).unwrap_or_default().iter().map(|word| word.text);
    if let Some(title) = &row.title {
        return words(title).collect::<Vec<_>>().join(" ");
    }
    let cells = row.cells.iter().map(|pieces| pieces.iter().flat_map(words).collect::<Vec<_>>().join(" "));
    cells.collect::<Vec<_>>().join(" | ")
}

fn place(lines: &[Line<'_>], text: &Text<'_>, words: &Range<usize>) -> Vec<Place> {
    let line =
        |word: usize| text.words.get(word).and_then(|word| lines.get(word.line)).map(|line| line.number);
    let last = words.end.max(words.start + 1) - 1;
    line(words.start).zip(line(last)).map(|(first, last)| Place::lines(first, last)).into_iter().collect()
}
