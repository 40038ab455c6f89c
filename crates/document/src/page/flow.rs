//! From page to page: what a page holds, in reading order, and how the next one goes on.

use kehoach_model::Place;

use super::across::{Sheet, SheetCell, Sheets};
use super::cell::Set;
use super::column::{Carried, Part, going_on, parts};
use super::lattice::{Lattice, lattices};
use super::line::{TextLine, is_spaced, lines};
use super::paragraph::{Bounds, Open};
use super::{Area, Face, Glyph, Page, Turn, fallback, furniture, rows, stamp};
use crate::passage::letters;
use crate::{Block, Document, Furniture, FurnitureKind, Gathering, Passage};

/// Pages being laid out, one after the other.
#[derive(Debug, Default)]
pub struct Pages {
    laid: Vec<Laid>,
    /// What stands beside the text: turned lines, watermarks.
    aside: Vec<Set>,
    cells: usize,
    /// The columns in which the last page ends.
    carried: Option<Carried>,
}

/// What stands on a page, in reading order.
#[derive(Debug)]
pub(super) struct Laid {
    /// In the frame in which it reads upright.
    pub(super) height: f32,
    pub(super) items: Vec<Item>,
    bounds: Option<Bounds>,
    /// Where the right one of the last columns begins among the items, and where they end.
    right: (usize, usize),
}

#[derive(Debug)]
pub(super) enum Item {
    /// A line, and the column that it stands in; `None`: the page's.
    Line(Set, Option<Bounds>),
    Table(Sheet),
}

/// Width and height of a page in the frame in which it reads upright.
pub(super) fn upright(page: &Page) -> (f32, f32) {
    match page.turn {
        Turn::Upright | Turn::Over => (page.width, page.height),
        Turn::Down | Turn::Up => (page.height, page.width),
    }
}

impl Pages {
    /// Lays out the next page.
    pub fn add(&mut self, mut page: Page, faces: &[Face]) {
        /// Lines from which the margins of a page are known.
        const MARGINED: usize = 10;
        let size = (page.width, page.height);
        let place_of = |turn: Turn| move |area: &Area| turn.place(page.number, size, area);
        let place = place_of(page.turn);
        let spaced = is_spaced(&page.glyphs);
        let (_, height) = upright(&page);
        let mut tables: Vec<Ruled> = lattices(&page.rulings).into_iter().map(Ruled::new).collect();
        // A line that is struck through or underlined is no edge, and a box round one text is no table.
        let mut rest = deal(std::mem::take(&mut page.glyphs), &mut tables);
        let (kept, dissolved): (Vec<Ruled>, Vec<Ruled>) = tables.into_iter().partition(Ruled::is_table);
        let mut tables = kept;
        rest.extend(dissolved.into_iter().flat_map(|table| table.cells).flatten());
        let mut turned: Vec<(Turn, Vec<Glyph>)> = Vec::new();
        for (turn, glyph) in std::mem::take(&mut page.aside) {
            let spot = page.turn.apply(size, turn.undo(size, glyph.centre()));
            let cell = tables.iter_mut().find_map(|table| {
                let cell = table.lattice.cell_at(spot)?;
                table.turned.get_mut(cell)
            });
            match cell {
                Some(cell) => cell.push((turn, glyph)),
                None => match turned.iter_mut().find(|(known, _)| *known == turn) {
                    Some((_, glyphs)) => glyphs.push(glyph),
                    None => turned.push((turn, vec![glyph])),
                },
            }
        }
        for (turn, glyphs) in turned {
            let place = place_of(turn);
            self.aside.extend(lines(glyphs, spaced).iter().map(|line| Set::of(line, faces, place)));
        }
        let mut free = lines(rest, spaced);
        let head = self.carry_on(&mut free, faces, &place);
        let mut sheets: Vec<Sheet> = tables
            .into_iter()
            .map(|table| table.sheet(faces, spaced, &place, &|turn| Box::new(place_of(turn))))
            .collect();
        let last = self.laid.last().and_then(Laid::last_table).filter(|sheet| sheet.inferred);
        let last = last.map(|sheet| sheet.xs.as_slice());
        let mut free = fallback::tables(free, &page, last, &mut sheets, faces, &place);
        sheets.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0));
        self.cells += sheets.iter().flat_map(|sheet| &sheet.rows).map(Vec::len).sum::<usize>();
        let bounds = bounds(&free);
        if let Some(bounds) = bounds.filter(|_| free.len() >= MARGINED) {
            let margins = take_margins(&mut free, bounds);
            self.aside.extend(margins.iter().map(|line| Set::of(line, faces, place)));
        }
        let mut laid = Laid { height, items: head, bounds, right: (0, 0) };
        self.carried = None;
        let mut free = free.into_iter().peekable();
        for (at, mut sheet) in sheets.into_iter().enumerate() {
            let mut above = Vec::new();
            while let Some(line) = free.next_if(|line| line.baseline <= sheet.area.y0 + line.size * 0.5) {
                above.push(line);
            }
            if at == 0
                && self.laid.last().and_then(Laid::last_table).is_some_and(|last| last.same_columns(&sheet))
            {
                above = sheet.take_rest(above, faces, &place);
            }
            laid.push_lines(above, faces, &place);
            laid.items.push(Item::Table(sheet));
        }
        self.carried = laid.push_lines(free.collect(), faces, &place);
        self.laid.push(laid);
    }

    /// Puts the lines at the top of a page that go on in the columns of the page before behind those; gives back what
    /// stands above them.
    fn carry_on(
        &mut self,
        lines: &mut Vec<TextLine>,
        faces: &[Face],
        place: &dyn Fn(&Area) -> Place,
    ) -> Vec<Item> {
        let Some(carried) = self.carried.take() else { return Vec::new() };
        let Some(last) = self.laid.last_mut() else { return Vec::new() };
        let mut head = Vec::new();
        if lines.first().is_some_and(|line| furniture::is_page_number(&line.text(faces).raw)) {
            head.push(Item::Line(Set::of(&lines.remove(0), faces, place), None));
        }
        let (left, right) = going_on(lines, carried);
        let (at, end) = last.right;
        let (left, right) = (column(&left, faces, place), column(&right, faces, place));
        let foot: Vec<Item> = last.items.drain(end..).collect();
        last.items.extend(right);
        last.items.extend(foot);
        last.items.splice(at..at, left);
        head
    }

    /// Text that stands askew on a page, such as a watermark: furniture.
    pub fn add_oblique(&mut self, glyphs: Vec<Glyph>, faces: &[Face], page: u32, frame: (f32, f32)) {
        let place = |_: &Area| Place::Page { page, bbox: [0.0, 0.0, frame.0, frame.1] };
        let spaced = is_spaced(&glyphs);
        self.aside.extend(lines(glyphs, spaced).iter().map(|line| Set::of(line, faces, place)));
    }

    /// Slots of all tables so far.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// Joins what goes on over the pages and puts all into the document.
    pub fn finish(mut self, document: &mut Document) {
        let mut marked = furniture::furniture(&self.laid);
        marked.extend(stamp::stamps(&self.laid));
        let usual = self.usual_bounds();
        let set: u64 = self.laid.iter().map(Laid::letters).sum();
        document.letters += set + self.aside.iter().map(|set| letters(&set.typed.raw)).sum::<u64>();
        let mut out = Flow::default();
        for (at, page) in self.laid.drain(..).enumerate() {
            let bounds = page.bounds.or(usual);
            // Empty pages part nothing.
            out.page = Some(at);
            for (position, item) in page.items.into_iter().enumerate() {
                match item {
                    Item::Line(line, column) => {
                        if let Some(kind) = marked.get(&(at, position)) {
                            out.furniture(*kind, &line);
                        } else {
                            // Nobody knows how wide it is set: each line ends where somebody ended it.
                            let right = line.area.x1 + page.height;
                            let own = Bounds { left: line.area.x0, right, narrow: false };
                            out.line(line, column.or(bounds).unwrap_or(own));
                        }
                    }
                    Item::Table(sheet) => out.table(sheet),
                }
            }
        }
        for line in &self.aside {
            let kind = FurnitureKind::RunningHead;
            out.furniture(kind, line);
        }
        out.finish(document);
    }

    /// How wide most pages are set, for those that hold no whole line.
    fn usual_bounds(&self) -> Option<Bounds> {
        let mut all: Vec<Bounds> = self.laid.iter().filter_map(|page| page.bounds).collect();
        all.sort_by(|a, b| a.right.total_cmp(&b.right));
        all.get(all.len() / 2).copied()
    }
}

impl Laid {
    /// The table in which a page ends, above its number.
    fn last_table(&self) -> Option<&Sheet> {
        let is_number =
            |item: &&Item| matches!(item, Item::Line(line, _) if furniture::is_page_number(line.text()));
        match self.items.iter().rev().find(|item| !is_number(item))? {
            Item::Table(sheet) => Some(sheet),
            Item::Line(..) => None,
        }
    }

    /// Adds lines in reading order; gives back the columns in which they end.
    fn push_lines(
        &mut self,
        lines: Vec<TextLine>,
        faces: &[Face],
        place: &dyn Fn(&Area) -> Place,
    ) -> Option<Carried> {
        let (parts, carried) = parts(lines);
        for part in parts {
            match part {
                Part::Whole(line) => self.items.push(Item::Line(Set::of(&line, faces, place), None)),
                Part::Columns(left, right) => {
                    self.items.extend(column(&left, faces, place));
                    let at = self.items.len();
                    self.items.extend(column(&right, faces, place));
                    self.right = (at, self.items.len());
                }
            }
        }
        carried
    }

    fn letters(&self) -> u64 {
        let of = |line: &Set| letters(&line.typed.raw);
        self.items
            .iter()
            .map(|item| match item {
                Item::Line(line, _) => of(line),
                Item::Table(sheet) => sheet.rows.iter().flatten().flat_map(|cell| &cell.lines).map(of).sum(),
            })
            .sum()
    }
}

/// Where a box of a frame stands on its page.
type Placing = Box<dyn Fn(&Area) -> Place>;

/// A ruled table and the glyphs of its cells.
struct Ruled {
    lattice: Lattice,
    cells: Vec<Vec<Glyph>>,
    turned: Vec<Vec<(Turn, Glyph)>>,
}

impl Ruled {
    fn new(lattice: Lattice) -> Self {
        let count = lattice.cells.len();
        Self { lattice, cells: vec![Vec::new(); count], turned: vec![Vec::new(); count] }
    }

    /// Whether it is a table: two columns and two texts at least.
    fn is_table(&self) -> bool {
        let filled = self.cells.iter().filter(|cell| cell.iter().any(|glyph| !glyph.is_blank())).count();
        self.lattice.xs.len() > 2 && filled >= 2
    }

    fn sheet(
        self,
        faces: &[Face],
        spaced: bool,
        place: &dyn Fn(&Area) -> Place,
        place_of: &dyn Fn(Turn) -> Placing,
    ) -> Sheet {
        let mut rows: Vec<Vec<SheetCell>> = vec![Vec::new(); self.lattice.ys.len() - 1];
        let cells = self.lattice.cells.iter().zip(self.cells.into_iter().zip(self.turned));
        for (slots, (glyphs, turned)) in cells {
            let mut set: Vec<Set> =
                lines(glyphs, spaced).iter().map(|line| Set::of(line, faces, place)).collect();
            for group in turned.chunk_by(|a, b| a.0 == b.0) {
                let Some((turn, _)) = group.first() else { continue };
                let place = place_of(*turn);
                let glyphs = group.iter().map(|(_, glyph)| *glyph).collect();
                set.extend(lines(glyphs, spaced).iter().map(|line| Set::of(line, faces, &place)));
            }
            let cell = SheetCell { area: self.lattice.box_of(slots), row_span: slots.row_span, lines: set };
            if let Some(row) = rows.get_mut(slots.row) {
                row.push(cell);
            }
        }
        let whole = rows.len();
        let rows: Vec<Vec<SheetCell>> =
            rows.into_iter().flat_map(|row| rows::parted(&row).unwrap_or_else(|| vec![row])).collect();
        Sheet {
            inferred: rows.len() > whole,
            area: self.lattice.area,
            xs: self.lattice.xs,
            rows,
            carried: false,
            open_top: self.lattice.open_top,
            open_foot: self.lattice.open_foot,
        }
    }
}

/// Puts each word into the cell that most of it stands in, since a word can reach over the edge of a narrow cell;
/// gives back the glyphs that stand in none.
fn deal(glyphs: Vec<Glyph>, tables: &mut [Ruled]) -> Vec<Glyph> {
    if tables.is_empty() {
        return glyphs;
    }
    let mut rest = Vec::with_capacity(glyphs.len());
    // Letters of a word touch; what stands in the next cell with hardly a gap does not quite.
    let parted = |last: &Glyph, next: &Glyph| {
        (next.x0 - last.x1).abs() > 0.015 * last.size
            && cell_at(tables, last.centre()) != cell_at(tables, next.centre())
    };
    let mut words: Vec<&[Glyph]> = Vec::new();
    for word in glyphs.chunk_by(is_next) {
        words.extend(word.chunk_by(|last, next| super::is_combining(next.letter) || !parted(last, next)));
    }
    for word in words {
        let spots = word.iter().filter(|glyph| !super::is_combining(glyph.letter));
        let mut spots: Vec<Option<(usize, usize)>> =
            spots.map(|glyph| cell_at(tables, glyph.centre())).collect();
        spots.sort_unstable();
        let most = spots.chunk_by(|a, b| a == b).max_by_key(|group| group.len());
        let spot = most.and_then(|group| group.first()).copied().flatten();
        match spot.and_then(|(table, cell)| tables.get_mut(table)?.cells.get_mut(cell)) {
            Some(cell) => cell.extend_from_slice(word),
            None => rest.extend_from_slice(word),
        }
    }
    rest
}

/// Table and cell at a point.
fn cell_at(tables: &[Ruled], point: (f32, f32)) -> Option<(usize, usize)> {
    tables.iter().enumerate().find_map(|(at, table)| Some((at, table.lattice.cell_at(point)?)))
}

/// Whether a glyph was drawn right behind another one, as the next letter of its word.
fn is_next(last: &Glyph, next: &Glyph) -> bool {
    /// Of the font size: letters of a word touch.
    const TOUCH: f32 = 0.12;
    if super::is_combining(next.letter) {
        return true;
    }
    let gap = next.x0 - last.x1;
    !last.is_blank()
        && !next.is_blank()
        && gap.abs() <= TOUCH * last.size
        && (next.baseline - last.baseline).abs() <= TOUCH * last.size
}

/// How wide the text of a page is set; `None` where it has no long line.
fn bounds(lines: &[TextLine]) -> Option<Bounds> {
    /// PDF points: a line of text on a sheet of A4 is 450 wide.
    const LONG_PT: f32 = 250.0;
    /// Lines whose edges are so near were set to one margin.
    const SAME_PT: f32 = 2.0;
    let long = || lines.iter().filter(|line| line.area.width() >= LONG_PT);
    let count = long().count();
    // The outermost edge that several lines share; of few lines the outermost of all.
    let edge = |edges: Vec<f32>| {
        let mut edges = edges;
        edges.sort_by(f32::total_cmp);
        let often = (count / 8).max(2);
        let groups = edges.chunk_by(|a, b| b - a <= SAME_PT);
        let shared = groups.filter(|group| group.len() >= often).find_map(|group| group.first().copied());
        shared.or_else(|| edges.first().copied())
    };
    let left = edge(long().map(|line| line.area.x0).collect())?;
    let right = -edge(long().map(|line| -line.area.x1).collect())?;
    Some(Bounds { left, right, narrow: false })
}

/// Takes out what stands in the margins beside the text of a page: marks of mail programs and registries.
fn take_margins(lines: &mut Vec<TextLine>, bounds: Bounds) -> Vec<TextLine> {
    let mut margins = Vec::new();
    let mut kept = Vec::with_capacity(lines.len());
    for line in lines.drain(..) {
        let slack = line.size * 0.3;
        let (outside, rest) = line.split_at_gap(bounds.left - slack, bounds.right + slack);
        margins.extend(outside);
        kept.extend(rest);
    }
    *lines = kept;
    margins
}

/// The lines of a column.
fn column(lines: &[TextLine], faces: &[Face], place: &dyn Fn(&Area) -> Place) -> Vec<Item> {
    let area = Area::round(lines.iter().map(|line| &line.area)).unwrap_or_default();
    let bounds = Bounds { left: area.x0, right: area.x1, narrow: true };
    lines.iter().map(|line| Item::Line(Set::of(line, faces, place), Some(bounds))).collect()
}

/// What is being joined.
#[derive(Default)]
struct Flow {
    gathering: Gathering,
    furniture: Vec<Furniture>,
    paragraph: Option<(usize, Open)>,
    table: Option<(usize, Sheets)>,
    /// Position of the page among those that hold something.
    page: Option<usize>,
}

impl Flow {
    fn furniture(&mut self, kind: FurnitureKind, line: &Set) {
        let passage = Passage::set(line.typed.clone(), vec![(0..line.typed.raw.len(), line.place.clone())]);
        self.furniture.push(Furniture { kind, passage });
    }

    fn line(&mut self, line: Set, bounds: Bounds) {
        self.close_table();
        let page = self.page.unwrap_or_default();
        let mut line = line;
        if let Some((last, open)) = &mut self.paragraph {
            match open.take(line, bounds, *last != page) {
                Ok(()) => {
                    *last = page;
                    return;
                }
                Err(back) => line = back,
            }
        }
        self.close_paragraph();
        self.paragraph = Some((page, Open::new(line, bounds)));
    }

    fn table(&mut self, sheet: Sheet) {
        self.close_paragraph();
        let page = self.page.unwrap_or_default();
        let mut sheet = sheet;
        if let Some((last, sheets)) = self.table.as_mut().filter(|(last, _)| page == *last + 1) {
            match sheets.take(sheet) {
                Ok(()) => {
                    *last = page;
                    return;
                }
                Err(back) => sheet = back,
            }
        }
        self.close_table();
        self.table = Some((page, Sheets::new(sheet)));
    }

    fn close_paragraph(&mut self) {
        if let Some((_, open)) = self.paragraph.take() {
            self.gathering.paragraph(open.finish());
        }
    }

    fn close_table(&mut self) {
        if let Some((_, sheets)) = self.table.take() {
            self.gathering.table(sheets.into_pieces());
        }
    }

    fn finish(mut self, document: &mut Document) {
        self.close_paragraph();
        self.close_table();
        document.furniture.append(&mut self.furniture);
        self.gathering.finish(document);
        document.blocks.retain(|block| match block {
            Block::Paragraph(paragraph) => !paragraph.passage.is_empty(),
            Block::Table(_) => true,
        });
    }
}
