//! Pages drawn with characters, and documents as a person reads them.

use std::fmt::Write as _;

use kehoach_document::page::{Area, Axis, Face, Glyph, Page, Pages, Ruling, Turn, is_combining};
use kehoach_document::{Block, Document, Passage, Slot};
use kehoach_model::{Format, TextOrigin};

/// A4.
pub(crate) const SIZE: (f32, f32) = (595.0, 842.0);
/// Font size; letters are half as wide.
const LETTER: f32 = 10.0;
/// From one line of a drawing to the next, PDF points.
const LEADING: f32 = 12.0;
/// Where the first column and the first baseline of a drawing stand.
const ORIGIN: (f32, f32) = (50.0, 60.0);

/// A drawing as pages.
///
/// A character is a letter 5 points wide, a line 12 points high; `│`, `─` and their corners are rulings, `␣` is a blank
/// glyph, and so is one blank between two words: more of them are a gap. A first line with `#` says what the drawing is.
/// `--- page` begins the next page; `--- KIND DX DY` puts what follows over the page, so many points aside: `again` is a
/// second strike, `stamped` stands in an annotation, `raised` is set smaller, `over` is more of the same. `@row N` goes
/// on at line N, `@up COLUMN ROW TEXT` is text that reads from the foot upwards.
pub(crate) fn pages(art: &str) -> Vec<Page> {
    let mut pages = vec![page(1)];
    let mut layer = Layer::default();
    let mut row = 0;
    for line in art.lines().filter(|line| !line.starts_with("# ")) {
        if let Some(words) = line.strip_prefix("--- ") {
            row = 0;
            layer = Layer::of(words);
            if words == "page" {
                pages.push(page(u32::try_from(pages.len()).unwrap() + 1));
            }
            continue;
        }
        let page = pages.last_mut().unwrap();
        if let Some(words) = line.strip_prefix("@row ") {
            row = words.parse().unwrap();
        } else if let Some(words) = line.strip_prefix("@up ") {
            let mut words = words.splitn(3, ' ');
            let mut number = || words.next().unwrap().parse().unwrap();
            let (column, row) = (number(), number());
            turned(page, (column, row), words.next().unwrap());
        } else {
            layer.line(page, row, line);
            row += 1;
        }
    }
    pages
}

pub(crate) fn page(number: u32) -> Page {
    Page { number, width: SIZE.0, height: SIZE.1, ..Page::default() }
}

/// How a stretch of a drawing is put on its page.
struct Layer {
    kind: String,
    dx: f32,
    dy: f32,
}

impl Default for Layer {
    fn default() -> Self {
        Self::of("page")
    }
}

impl Layer {
    fn of(words: &str) -> Self {
        let mut words = words.split(' ');
        let kind = words.next().unwrap().to_owned();
        let mut number = || words.next().map_or(0.0, |word| word.parse().unwrap());
        Self { kind, dx: number(), dy: number() }
    }

    fn line(&self, page: &mut Page, row: usize, line: &str) {
        let size = if self.kind == "raised" { LETTER * 0.65 } else { LETTER };
        let baseline = spot(0, row).1 + self.dy;
        let letters: Vec<char> = line.chars().collect();
        for (column, letter) in letters.iter().enumerate() {
            let (x, middle) = (spot(column, row).0 + self.dx, spot(0, row).1 - LEADING / 4.0);
            let drawn = drawn(*letter, x, middle);
            if !drawn.is_empty() {
                page.rulings.extend(drawn);
                continue;
            }
            let is_word = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| *c != ' ');
            let letter = match letter {
                '␣' => ' ',
                ' ' if is_word(column.checked_sub(1)) && is_word(Some(column + 1)) => ' ',
                ' ' => continue,
                letter => *letter,
            };
            let stamped = self.kind == "stamped";
            let width = if is_combining(letter) { 0.0 } else { size / 2.0 };
            page.glyphs
                .push(Glyph { stamped, ..glyph(letter, x, x + width, baseline, size, page.glyphs.len()) });
        }
    }
}

pub(crate) fn glyph(letter: char, x0: f32, x1: f32, baseline: f32, size: f32, order: usize) -> Glyph {
    let order = u32::try_from(order).unwrap();
    Glyph { letter, x0, x1, baseline, size, order, face: 0, stamped: false }
}

#[expect(clippy::cast_precision_loss, reason = "columns and rows of a page")]
fn spot(column: usize, row: usize) -> (f32, f32) {
    (ORIGIN.0 + column as f32 * LETTER / 2.0, ORIGIN.1 + row as f32 * LEADING)
}

/// The rulings that a character draws, `x` being its left edge, `y` its middle.
fn drawn(c: char, x: f32, y: f32) -> Vec<Ruling> {
    let [left, right, up, down] = match c {
        '─' => [true, true, false, false],
        '│' => [false, false, true, true],
        '┌' => [false, true, false, true],
        '┐' => [true, false, false, true],
        '└' => [false, true, true, false],
        '┘' => [true, false, true, false],
        '├' => [false, true, true, true],
        '┤' => [true, false, true, true],
        '┬' => [true, true, false, true],
        '┴' => [true, true, true, false],
        '┼' => [true; 4],
        _ => return Vec::new(),
    };
    let (half, middle) = (LETTER / 4.0, x + LETTER / 4.0);
    let reach = |back: bool, on: bool, at: f32, by: f32| {
        (back || on).then_some((if back { at - by } else { at }, if on { at + by } else { at }))
    };
    let across =
        reach(left, right, middle, half).map(|(from, to)| Ruling { axis: Axis::Across, at: y, from, to });
    let down =
        reach(up, down, y, LEADING / 2.0).map(|(from, to)| Ruling { axis: Axis::Down, at: middle, from, to });
    across.into_iter().chain(down).collect()
}

/// Text that reads upwards, from the foot of a line on.
fn turned(page: &mut Page, (column, row): (usize, usize), text: &str) {
    let (x, y) = spot(column, row);
    let (start, baseline) = Turn::Up.apply(SIZE, (x + LETTER / 2.0, y));
    for (letter, at) in text.chars().zip(0_u8..) {
        let x0 = start + f32::from(at) * LETTER / 2.0;
        let order = page.glyphs.len() + page.aside.len();
        page.aside.push((Turn::Up, glyph(letter, x0, x0 + LETTER / 2.0, baseline, LETTER, order)));
    }
}

/// The document of some pages.
pub(crate) fn document(pages: &[Page]) -> Document {
    let faces = [Face { name: String::new(), bold: false, legacy: None }];
    let mut laid = Pages::default();
    for page in pages {
        laid.add(page.clone(), &faces);
    }
    let mut document = Document {
        format: Format::Pdf,
        text: TextOrigin::Native,
        pages: u32::try_from(pages.len()).ok(),
        blocks: Vec::new(),
        notes: Vec::new(),
        furniture: Vec::new(),
        warnings: Vec::new(),
        letters: 0,
    };
    laid.finish(&mut document);
    document
}

/// Letters and digits on some pages.
pub(crate) fn letters(pages: &[Page]) -> usize {
    let of = |page: &Page| {
        let aside = page.aside.iter().map(|(_, glyph)| glyph);
        page.glyphs.iter().chain(aside).filter(|glyph| glyph.letter.is_alphanumeric()).count()
    };
    pages.iter().map(of).sum()
}

/// Blocks, what stands around them, what the reader has to say.
pub(crate) fn shown(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let _ = writeln!(out, "¶ {}", paragraph.passage.normal());
            }
            Block::Table(table) => {
                let inferred = if table.inferred { ", inferred" } else { "" };
                let _ = writeln!(out, "table, head {}{inferred}", table.header_rows);
                for row in &table.rows {
                    let _ = writeln!(out, "  | {} |", row.iter().map(slot).collect::<Vec<_>>().join(" | "));
                }
            }
        }
    }
    for piece in &document.furniture {
        let _ = writeln!(out, "{:?}: {}", piece.kind, piece.passage.normal());
    }
    for finding in &document.warnings {
        let repaired = if finding.repaired { ", repaired" } else { "" };
        let _ = writeln!(out, "! {} ({:?}{repaired})", finding.rule.name(), finding.severity);
    }
    out
}

fn slot(slot: &Slot) -> String {
    let Some(cell) = slot else { return "·".to_owned() };
    let span = match (cell.col_span, cell.row_span) {
        (1, 1) => String::new(),
        (columns, rows) => format!(" ({columns}×{rows})"),
    };
    format!("{}{span}", cell.normal())
}

/// All passages of a document.
#[allow(dead_code, reason = "for the tests of properties")]
pub(crate) fn passages(document: &Document) -> Vec<&Passage> {
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(&paragraph.passage),
            Block::Table(table) => out.extend(table.cells().map(|cell| &cell.passage)),
        }
    }
    out.extend(document.furniture.iter().map(|piece| &piece.passage));
    out
}

/// A box of rulings.
#[allow(dead_code, reason = "for the tests of properties")]
pub(crate) fn frame(area: Area) -> [Ruling; 4] {
    let across = |at| Ruling { axis: Axis::Across, at, from: area.x0, to: area.x1 };
    let down = |at| Ruling { axis: Axis::Down, at, from: area.y0, to: area.y1 };
    [across(area.y0), across(area.y1), down(area.x0), down(area.x1)]
}
