//! Which grammar holds where: tables in pipes or tabs, raw regions, and the runs of lines between them.

use std::borrow::Cow;

use kehoach_document::{Block, Document, Table, columns, grid};
use kehoach_viet::key;

use crate::{
    Limits, ReadError, flattened, limits::Budget, lines::Line, motto, paragraphs, paragraphs::Wrapping,
    pipes, regions, runon, tabs,
};

/// Reads all lines into the document's blocks.
pub(crate) fn read(lines: &[Line<'_>], limits: &Limits, document: &mut Document) -> Result<(), ReadError> {
    let lines = unfolded(lines);
    let wrapping = Wrapping::measure(&lines);
    let mut budget = Budget::new(limits);
    let mut reader: Option<flattened::Reader> = None;
    let mut run_start = 0;
    let mut at = 0;
    while let Some(rest) = lines.get(at..).filter(|rest| !rest.is_empty()) {
        let table = match pipes::table(rest, &mut budget)? {
            Some(table) => Some(table),
            None => tabs::table(rest, &mut budget)?,
        };
        // A region runs far; it is measured only where no explicit table stands.
        let taken = table.as_ref().map_or_else(|| regions::length(rest), |(_, taken)| *taken);
        if taken == 0 {
            at += 1;
            continue;
        }
        flush(&lines, run_start, at, wrapping, document);
        if let Some((pieces, _)) = table {
            push_tables(pieces, document);
        } else {
            let region = &regions::mend_ordinals(rest.get(..taken).unwrap_or_default());
            let reader =
                reader.get_or_insert_with(|| flattened::Reader::new(lines.get(..at).unwrap_or_default()));
            if let Some(read) = reader.read(region) {
                document.furniture.extend(read.furniture);
                document.warnings.extend(read.findings);
                document.blocks.push(Block::Table(read.table));
            } else {
                document.warnings.extend(regions::unread(region));
                document.blocks.push(Block::Table(regions::table(region)));
            }
        }
        at += taken;
        run_start = at;
    }
    flush(&lines, run_start, lines.len(), wrapping, document);
    Ok(())
}

fn flush(lines: &[Line<'_>], start: usize, end: usize, wrapping: Wrapping, document: &mut Document) {
    let run = lines.get(start..end).unwrap_or_default();
    if runon::is_run_on(run) {
        document.blocks.extend(runon::read(run));
    } else if run.iter().any(|line| motto::left_of(line).is_some()) {
        let parted: Vec<Line<'_>> = run.iter().flat_map(motto::part).collect();
        document.blocks.extend(paragraphs::read(&parted, wrapping));
    } else {
        document.blocks.extend(paragraphs::read(run, wrapping));
    }
}

/// Neighbouring tables of one width run together in a dump: a letterhead begins a table of its own.
fn push_tables(mut pieces: grid::Pieces, document: &mut Document) {
    let letterhead = pieces.rows.iter().skip(1).position(|row| {
        row.iter().flatten().any(|cell| {
            let text = cell.normal();
            text.starts_with("CỘNG H") && key::ascii(text).starts_with("cong hoa xa hoi chu nghia")
        })
    });
    if let Some(at) =
        letterhead.map(|at| at + 1).filter(|_| pieces.rows.first().is_some_and(|row| row.len() == 2))
    {
        let rows = pieces.rows.split_off(at);
        let breaks =
            pieces.breaks.iter().filter_map(|&row| row.checked_sub(at)).filter(|&row| row > 0).collect();
        pieces.breaks.retain(|&row| row < at);
        push_table(pieces, document);
        push_table(grid::Pieces { rows, breaks, ..grid::Pieces::default() }, document);
    } else {
        push_table(pieces, document);
    }
}

fn push_table(pieces: grid::Pieces, document: &mut Document) {
    let joined = grid::join(pieces);
    document.furniture.extend(joined.furniture);
    document.warnings.extend(joined.findings);
    if joined.table != Table::default() {
        document.blocks.push(Block::Table(joined.table));
    }
}

/// The lines, letterhead and signature in two columns read column by column.
fn unfolded<'a>(lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_ref()).collect();
    let Some(pieces) = columns::unfold(&texts) else { return lines.to_vec() };
    let line = |piece: &columns::Piece| {
        let line = lines.get(piece.line)?;
        if piece.range == (0..line.text.len()) {
            return Some(line.clone());
        }
        Some(Line { text: Cow::Owned(line.text.get(piece.range.clone())?.to_owned()), ..line.clone() })
    };
    pieces.iter().filter_map(line).collect()
}
