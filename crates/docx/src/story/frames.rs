//! Paragraphs, tables, rows, cells and boxes: what begins and what ends.

use std::rc::Rc;

use kehoach_document::{At, Line, Spot, Typed, letters};

use super::properties::Properties;
use super::{Story, StoryError};
use crate::ReadError;
use crate::frame::{
    Cell, Flow, Frame, Kind, Merge, OpenCell, OpenRow, OpenTable, Paragraph, Piece, Row, Table,
};

impl Story<'_, '_, '_> {
    pub(super) fn begin_paragraph(&mut self) {
        match self.frames.last_mut().map(|frame| &mut frame.kind) {
            Some(Kind::Flow(flow)) => {
                flow.paragraphs += 1;
                let spot = Some(Spot::child(flow.spot.as_ref(), "w:p", flow.paragraphs));
                let typed = std::mem::take(&mut flow.carried);
                self.push(Kind::Paragraph(Box::new(Paragraph { typed, spot, ..Paragraph::default() })));
            }
            // A paragraph in a paragraph is damage; its text goes on in a line of its own.
            Some(Kind::Paragraph(_)) => self.say("\n"),
            _ => {}
        }
    }

    pub(super) fn begin_table(&mut self) {
        let Some(Frame { kind: Kind::Flow(flow), .. }) = self.frames.last_mut() else { return };
        flow.tables += 1;
        let spot = Some(Spot::child(flow.spot.as_ref(), "w:tbl", flow.tables));
        self.push(Kind::Table(OpenTable { spot, ..OpenTable::default() }));
    }

    pub(super) fn begin_row(&mut self) -> Result<(), StoryError> {
        let letters = self.shared.letters;
        let Some(Frame { kind: Kind::Table(table), .. }) = self.frames.last_mut() else { return Ok(()) };
        table.count += 1;
        let spot = Some(Spot::child(table.spot.as_ref(), "w:tr", table.count));
        self.take_slot()?;
        self.push(Kind::Row(OpenRow { spot, letters, ..OpenRow::default() }));
        Ok(())
    }

    pub(super) fn begin_cell(&mut self) -> Result<(), StoryError> {
        let letters = self.shared.letters;
        let Some(Frame { kind: Kind::Row(row), .. }) = self.frames.last_mut() else { return Ok(()) };
        row.count += 1;
        let spot = Some(Spot::child(row.spot.as_ref(), "w:tc", row.count));
        self.take_slot()?;
        let cell = Some(OpenCell { span: 1, letters, ..OpenCell::default() });
        // Most cells hold one paragraph.
        let pieces = Vec::with_capacity(1);
        self.push(Kind::Flow(Flow { pieces, spot, cell, ..Flow::default() }));
        Ok(())
    }

    pub(super) fn begin_box(&mut self) {
        let Some(Frame { kind: Kind::Paragraph(paragraph), .. }) = self.frames.last_mut() else {
            self.push(Kind::Flow(self.scope.flow()));
            return;
        };
        paragraph.boxes += 1;
        let spot = Some(Spot::child(paragraph.spot.as_ref(), "w:txbxContent", paragraph.boxes));
        self.push(Kind::Flow(Flow { spot, ..Flow::default() }));
    }

    fn take_slot(&mut self) -> Result<(), ReadError> {
        self.shared.slots += 1;
        let limit = self.shared.limits.cells;
        if self.shared.slots > limit { Err(ReadError::TooManyCells { limit }) } else { Ok(()) }
    }

    pub(super) fn close(&mut self) -> Result<(), StoryError> {
        let depth = self.xml.depth();
        if self.text.is_some_and(|open| depth < open) {
            self.text = None;
        }
        while let Some((_, closed)) = self.properties.pop_if(|(open, _)| depth < *open) {
            match closed {
                Properties::Paragraph => self.look_up(),
                Properties::Run => self.end_run_properties(),
                _ => {}
            }
        }
        while self.alternatives.pop_if(|(open, _)| depth < *open).is_some() {}
        while self.frames.last().is_some_and(|frame| depth < frame.depth) {
            // An empty paragraph without properties has not been looked up; it may be numbered by its style.
            self.look_up();
            let Some(frame) = self.frames.pop() else { break };
            match frame.kind {
                Kind::Paragraph(paragraph) => self.end_paragraph(*paragraph)?,
                Kind::Flow(flow) => self.end_flow(flow),
                Kind::Row(row) => self.end_row(row),
                Kind::Table(table) => self.end_table(table),
            }
        }
        Ok(())
    }

    fn end_paragraph(&mut self, mut paragraph: Paragraph) -> Result<(), StoryError> {
        let at = self.at(paragraph.spot.take());
        if !paragraph.hidden.trim().is_empty() {
            self.shared.hide(&paragraph.hidden, at.place());
        }
        let Some(Frame { kind: Kind::Flow(flow), .. }) = self.frames.last_mut() else { return Ok(()) };
        let is_top = flow.spot.is_none();
        let mut typed = paragraph.typed;
        let blank = typed.is_blank();
        if paragraph.mark_deleted {
            flow.carried = typed;
        } else if !blank || flow.cell.is_some() {
            if let Some(label) = &paragraph.label {
                let mut labelled = Typed::default();
                labelled.push(&label.text, None);
                if !label.tight && !blank {
                    labelled.push(" ", None);
                }
                labelled.append(&typed);
                typed = labelled;
            }
            if !typed.is_blank() {
                flow.pieces.push(Piece::Paragraph(Line {
                    typed,
                    label: paragraph.label.map(|label| label.text),
                    at,
                }));
                self.shared.take_paragraphs(1)?;
            }
        } else if let Some(label) = paragraph.label {
            // A number beside nothing.
            self.shared.letters -= letters(&label.text);
        }
        if let Some(Frame { kind: Kind::Flow(flow), .. }) = self.frames.last_mut() {
            flow.pieces.append(&mut paragraph.after);
        }
        if is_top {
            self.block += 1;
        }
        Ok(())
    }

    fn end_flow(&mut self, mut flow: Flow) {
        if !flow.carried.is_blank() {
            let typed = std::mem::take(&mut flow.carried);
            let at = self.at(flow.spot.clone());
            self.shared.paragraphs += 1;
            flow.pieces.push(Piece::Paragraph(Line { typed, label: None, at }));
        }
        match self.frames.last_mut().map(|frame| &mut frame.kind) {
            Some(Kind::Row(_)) => self.end_cell(flow),
            Some(Kind::Paragraph(paragraph)) => paragraph.after.append(&mut flow.pieces),
            Some(Kind::Flow(outer)) => outer.pieces.append(&mut flow.pieces),
            _ => self.done.push(flow),
        }
    }

    fn end_cell(&mut self, flow: Flow) {
        let at = self.at(flow.spot);
        let own =
            flow.cell.unwrap_or(OpenCell { span: 1, letters: self.shared.letters, ..OpenCell::default() });
        let Some(Frame { kind: Kind::Row(row), .. }) = self.frames.last_mut() else { return };
        if own.deleted {
            self.shared.letters = own.letters;
            return;
        }
        let column = row.column;
        row.column += own.span;
        let merged_left = own.horizontal == Merge::Continue;
        if let Some(left) = row.cells.last_mut().filter(|_| merged_left) {
            left.span += own.span;
            left.content.extend(flow.pieces);
            return;
        }
        row.cells.push(Cell { content: flow.pieces, at, column, span: own.span, vertical: own.vertical });
    }

    fn end_row(&mut self, row: OpenRow) {
        if row.deleted {
            self.shared.letters = row.letters;
            self.shared.tracked.1 += 1;
            return;
        }
        if let Some(Frame { kind: Kind::Table(table), .. }) = self.frames.last_mut() {
            table.rows.push(Row { cells: row.cells, is_head: row.is_head });
        }
    }

    /// Cells become text; tables in them follow the table that they stand in. A table of one cell is a frame round
    /// its content.
    fn end_table(&mut self, table: OpenTable) {
        let Some(Frame { kind: Kind::Flow(flow), .. }) = self.frames.last_mut() else { return };
        let is_top = flow.spot.is_none();
        let mut rows = table.rows;
        if let [Row { cells, .. }] = rows.as_mut_slice()
            && let [only] = cells.as_mut_slice()
        {
            flow.pieces.append(&mut only.content);
        } else {
            let mut inner = Vec::new();
            let mut text_of = |cell: Cell<Vec<Piece>>| {
                let mut typed = Typed::default();
                for piece in cell.content {
                    match piece {
                        Piece::Paragraph(line) if typed.raw.is_empty() => typed = line.typed,
                        Piece::Paragraph(line) => typed.push_line(&line.typed),
                        piece => inner.push(piece),
                    }
                }
                let Cell { at, column, span, vertical, .. } = cell;
                Cell { content: typed, at, column, span, vertical }
            };
            let rows = rows.into_iter().map(|row| Row {
                cells: row.cells.into_iter().map(&mut text_of).collect(),
                is_head: row.is_head,
            });
            let rows = rows.collect();
            flow.pieces.push(Piece::Table(Table { rows }));
            flow.pieces.append(&mut inner);
        }
        if is_top {
            self.block += 1;
        }
    }

    /// Position of the block at hand.
    pub(super) fn block(&self) -> u32 {
        self.scope.block.unwrap_or(self.block)
    }

    fn at(&self, spot: Option<Rc<Spot>>) -> At {
        At { block: self.block(), spot }
    }

    /// Where what is open stands.
    pub(super) fn here(&self) -> At {
        let spot = self.frames.iter().rev().find_map(|frame| match &frame.kind {
            Kind::Paragraph(paragraph) => Some(paragraph.spot.clone()),
            Kind::Flow(flow) => Some(flow.spot.clone()),
            _ => None,
        });
        self.at(spot.flatten())
    }
}
