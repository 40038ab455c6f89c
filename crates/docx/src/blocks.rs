//! Pieces to the blocks of a document: soft line ends, tables that are one, chunks of other formats.

use std::collections::BTreeMap;
use std::ops::Range;

use kehoach_document::{Block, Document, Paragraph, Passage, columns, grid, grid::Pieces, label, letters};

use crate::frame::{Line, Piece, Typed};
use crate::numbering::Label;
use crate::shared::Shared;
use crate::spot::At;
use crate::{Limits, ReadError, table};

/// Blocks being gathered.
pub(crate) struct Blocks<'l> {
    limits: &'l Limits,
    /// Slots that tables may still have.
    slots: usize,
    done: Vec<Gathered>,
}

enum Gathered {
    Line(Line),
    Paragraph(Paragraph),
    Table(Pieces),
}

impl<'l> Blocks<'l> {
    pub(crate) fn new(limits: &'l Limits) -> Self {
        Self { limits, slots: limits.cells, done: Vec::new() }
    }

    /// Takes the pieces of the body; `chunks` are the lines of foreign parts by the id of their reference.
    pub(crate) fn take(
        &mut self,
        pieces: Vec<Piece>,
        mut chunks: BTreeMap<String, Vec<String>>,
        shared: &mut Shared<'_>,
    ) -> Result<(), ReadError> {
        for piece in pieces {
            match piece {
                Piece::Paragraph(line) => self.line(line, shared)?,
                Piece::Foreign(id, at) => {
                    for line in chunks.remove(&id).into_iter().flatten() {
                        shared.take_paragraphs(1)?;
                        let passage = Passage::new(line, at.place());
                        shared.letters += passage.letters();
                        self.done.push(Gathered::Paragraph(Paragraph { passage, label: None }));
                    }
                }
                Piece::Table(open) => {
                    let mut built = table::build(open, &mut self.slots, self.limits.cells)?;
                    for passage in built.pieces.take_titles() {
                        self.done.push(Gathered::Paragraph(Paragraph { passage, label: None }));
                    }
                    for table::Hidden { cell, repeats } in built.hidden {
                        shared.letters = shared.letters.saturating_sub(letters(&cell.content.raw));
                        if !repeats {
                            shared.hide(&cell.content.raw, cell.at.place());
                        }
                    }
                    match self.done.last_mut() {
                        Some(Gathered::Table(above)) if grid::goes_on(above, &built.pieces) => {
                            above.append(built.pieces);
                        }
                        _ => self.done.push(Gathered::Table(built.pieces)),
                    }
                }
            }
        }
        Ok(())
    }

    /// A paragraph, or several where soft line ends part what a typist could as well have parted.
    fn line(&mut self, line: Line, shared: &mut Shared<'_>) -> Result<(), ReadError> {
        let parts = parts(&line.typed.raw);
        if parts.len() == 1 {
            self.done.push(Gathered::Line(line));
            return Ok(());
        }
        shared.take_paragraphs(parts.len())?;
        let mut label = line.label;
        for part in parts {
            let typed = line.typed.slice(&part);
            self.done.push(Gathered::Line(Line { typed, label: label.take(), at: line.at.clone() }));
        }
        Ok(())
    }

    /// Joins the tables and puts all into the document.
    pub(crate) fn finish(self, document: &mut Document) {
        let mut lines = Vec::new();
        for gathered in self.done {
            if !matches!(gathered, Gathered::Line(_)) {
                flush(&mut lines, document);
            }
            match gathered {
                Gathered::Line(line) => lines.push(line),
                Gathered::Paragraph(paragraph) => document.blocks.push(Block::Paragraph(paragraph)),
                Gathered::Table(pieces) => {
                    let joined = grid::join(pieces);
                    document.furniture.extend(joined.furniture);
                    document.warnings.extend(joined.findings);
                    if !joined.table.rows.is_empty() {
                        document.blocks.push(Block::Table(joined.table));
                    }
                }
            }
        }
        flush(&mut lines, document);
    }
}

/// Puts the lines between two tables into the document; a letterhead or signature that is set in two columns by
/// tabs is read column by column.
fn flush(lines: &mut Vec<Line>, document: &mut Document) {
    let texts: Vec<&str> = lines.iter().map(|line| line.typed.raw.as_str()).collect();
    let mut push = |typed: Typed, label: Option<String>, at: &At| {
        let passage = Passage::typed(typed.raw, &typed.fonts, at.place());
        if !passage.is_empty() {
            document.blocks.push(Block::Paragraph(Paragraph { passage, label }));
        }
    };
    let label = |label: Option<Label>| label.map(|label| label.text);
    let Some(pieces) = columns::unfold(&texts) else {
        lines.drain(..).for_each(|line| push(line.typed, label(line.label), &line.at));
        return;
    };
    for columns::Piece { line, range } in pieces {
        let Some(line) = lines.get(line) else { continue };
        let own = line.label.clone().filter(|_| range.start == 0);
        push(line.typed.slice(&range), label(own), &line.at);
    }
    lines.clear();
}

/// Where a paragraph falls apart at its soft line ends: in front of a label or a bracket, behind the end of a
/// sentence, and between lines of which one is set in capitals. Else the line goes on.
fn parts(raw: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::with_capacity(1);
    let mut start = 0;
    for (at, _) in raw.match_indices('\n') {
        let before = raw.get(start..at).unwrap_or_default();
        let last = before.rsplit('\n').next().unwrap_or_default().trim();
        let next = raw.get(at + 1..).unwrap_or_default();
        let next = next.split('\n').next().unwrap_or_default().trim();
        if last.is_empty() || next.is_empty() {
            continue;
        }
        let capitals = |text: &str| kehoach_viet::key::is_capitals(text);
        let parted = last.ends_with(['.', ';', ':', '!', '?'])
            || label::parse(next).is_some()
            || next.starts_with('(')
            || (capitals(last) || capitals(next)) && !last.ends_with(['-', ',']);
        if parted {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..raw.len());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, want: &[&str]) {
        let shown: Vec<&str> = parts(raw).into_iter().map(|part| &raw[part]).collect();
        assert_eq!(shown, want);
    }

    #[test]
    fn soft_line_ends() {
        check("- Chủ trì: Sở A\n- Phối hợp: Sở B", &["- Chủ trì: Sở A", "- Phối hợp: Sở B"]);
        check("KẾ HOẠCH\nChuyển đổi số", &["KẾ HOẠCH", "Chuyển đổi số"]);
        check("Kế hoạch số 02-\nKH/TU ngày", &["Kế hoạch số 02-\nKH/TU ngày"]);
        check("của Ủy ban\nnhân dân tỉnh", &["của Ủy ban\nnhân dân tỉnh"]);
        check("Danh mục nhiệm vụ\n(Kèm theo Kế hoạch)", &["Danh mục nhiệm vụ", "(Kèm theo Kế hoạch)"]);
        check("một\n\n\nhai", &["một\n\n\nhai"]);
    }
}
