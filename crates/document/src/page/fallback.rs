//! Tables that no lines enclose: ruled across only, told by the shades of their rows, or by nothing but a head with TT
//! and words in columns. What they say is told from the places of their words: it is marked `inferred`.

use kehoach_model::Place;

use super::across::{Sheet, SheetCell};
use super::cell::Set;
use super::line::TextLine;
use super::rows::{self, Piece};
use super::ruling::joined;
use super::{Area, Axis, Face, Page};
use crate::head;

/// Edges of tables and bands that are so near are one, PDF points.
const SAME_PT: f32 = 5.0;
/// The narrowest table, PDF points.
const NARROWEST_PT: f32 = 180.0;

/// Where a table may be, and what parts its rows.
#[derive(Debug)]
struct Region {
    area: Area,
    /// Heights at which a row ends and the next one begins; none where nothing is drawn.
    bands: Vec<f32>,
    /// Edges of columns that are drawn.
    edges: Vec<f32>,
}

/// Finds the tables among the free lines of a page; gives back the lines that stand in none. `last`: edges of the
/// columns of such a table at the foot of the page before.
pub(super) fn tables(
    lines: Vec<TextLine>,
    page: &Page,
    last: Option<&[f32]>,
    sheets: &mut Vec<Sheet>,
    faces: &[Face],
    place: &dyn Fn(&Area) -> Place,
) -> Vec<TextLine> {
    let taken: Vec<Area> = sheets.iter().map(|sheet| sheet.area).collect();
    let mut free = lines;
    let mut regions = ruled(page, &taken);
    if regions.is_empty() {
        regions = shaded(page, &taken);
    }
    if regions.is_empty() {
        regions.extend(headed(&free, faces, &taken));
    }
    if regions.is_empty() {
        regions.extend(last.and_then(|edges| going_on(&free, edges)));
    }
    for region in regions {
        let (inside, rest): (Vec<TextLine>, Vec<TextLine>) = free.into_iter().partition(|line| {
            region.area.holds((f32::midpoint(line.area.x0, line.area.x1), line.baseline - 2.0), 1.0)
        });
        free = rest;
        match Columns::of(&inside, &region, last) {
            Some(columns) => {
                let (below, rest) = columns.tail(free, &region, &taken);
                free = rest;
                let mut all = inside;
                all.extend(below);
                sheets.push(columns.sheet(all, &region, faces, place));
            }
            None => free.extend(inside),
        }
    }
    free.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    free
}

/// Regions that at least three lines of one length rule across.
fn ruled(page: &Page, taken: &[Area]) -> Vec<Region> {
    /// Fewer rule off a heading.
    const FEWEST: usize = 3;
    /// No line of text stands between lines so near.
    const DOUBLE_PT: f32 = 6.0;
    let mut lines = joined(&page.rulings);
    lines.retain(|line| {
        line.axis == Axis::Across
            && line.length() >= NARROWEST_PT
            && !taken.iter().any(|area| area.covers(&line.area(), SAME_PT))
    });
    lines.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to)));
    let same = |a: &super::Ruling, b: &super::Ruling| {
        (a.from - b.from).abs() <= SAME_PT && (a.to - b.to).abs() <= SAME_PT
    };
    let groups = lines.chunk_by_mut(same).filter(|group| group.len() >= FEWEST);
    groups
        .filter_map(|group| {
            group.sort_by(|a, b| a.at.total_cmp(&b.at));
            let mut bands: Vec<f32> = group.iter().map(|line| line.at).collect();
            // The lines of a double border are one.
            bands.dedup_by(|next, at| *next - *at <= DOUBLE_PT);
            if bands.len() < FEWEST {
                return None;
            }
            let area = Area::round(&group.iter().map(super::Ruling::area).collect::<Vec<_>>())?;
            Some(Region { area, bands, edges: Vec::new() })
        })
        .collect()
}

/// The region of rows that are told by their shades, every second one or all.
fn shaded(page: &Page, taken: &[Area]) -> Vec<Region> {
    /// The lowest row, PDF points.
    const LOWEST_PT: f32 = 8.0;
    /// Shaded rows of such a table.
    const FEWEST: usize = 3;
    let mut shades: Vec<Area> =
        page.shades.iter().copied().filter(|area| area.height() >= LOWEST_PT).collect();
    shades.retain(|area| area.width() >= LOWEST_PT && !taken.iter().any(|table| table.covers(area, SAME_PT)));
    shades.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    let near = |a: f32, b: f32| (a - b).abs() <= 1.5;
    // Cells of one row make a band.
    let mut bands: Vec<(Area, Vec<f32>)> = Vec::new();
    for shade in shades {
        match bands
            .iter_mut()
            .rev()
            .take(12)
            .find(|(band, _)| near(band.y0, shade.y0) && near(band.y1, shade.y1))
        {
            Some((band, edges)) => {
                *band = band.with(&shade);
                edges.extend([shade.x0, shade.x1]);
            }
            None => bands.push((shade, vec![shade.x0, shade.x1])),
        }
    }
    bands.retain(|(band, _)| band.width() >= NARROWEST_PT);
    let Some((widest, _)) = bands.iter().max_by(|(a, _), (b, _)| a.width().total_cmp(&b.width())).cloned()
    else {
        return Vec::new();
    };
    bands
        .retain(|(band, _)| (band.x0 - widest.x0).abs() <= SAME_PT && (band.x1 - widest.x1).abs() <= SAME_PT);
    if bands.len() < FEWEST {
        return Vec::new();
    }
    let area = Area::round(bands.iter().map(|(band, _)| band)).unwrap_or_default();
    let mut heights: Vec<f32> = bands.iter().flat_map(|(band, _)| [band.y0, band.y1]).collect();
    heights.sort_by(f32::total_cmp);
    heights.dedup_by(|a, b| near(*a, *b));
    let mut all: Vec<f32> = bands.iter().flat_map(|(_, edges)| edges.iter().copied()).collect();
    all.sort_by(f32::total_cmp);
    // An edge that half of the rows share parts columns.
    let often = bands.len() / 2;
    let groups = all.chunk_by(|a, b| b - a <= 3.0).filter(|group| group.len() > often);
    let edges: Vec<f32> = groups.filter_map(|group| group.get(group.len() / 2).copied()).collect();
    let edges = if edges.len() > 2 { edges } else { Vec::new() };
    vec![Region { area, bands: heights, edges }]
}

/// The region below a line that is the head of a table: TT and two more heads.
fn headed(lines: &[TextLine], faces: &[Face], taken: &[Area]) -> Option<Region> {
    /// Of the font size: a gap between heads.
    const GAP: f32 = 0.9;
    let head = lines.iter().find(|line| {
        let first = line.text(faces).raw;
        let first = first.split_whitespace().next().unwrap_or_default();
        head::is_ordinal_head(first) && line.free(GAP * line.size).len() >= 2
    })?;
    // A head of several lines reaches up above TT, which stands in its middle.
    let top = lines
        .iter()
        .filter(|line| line.baseline < head.baseline && line.baseline > head.baseline - 2.6 * head.size);
    let top = top.filter(|line| line.free(GAP * line.size).len() + 1 >= 2).map(|line| line.area.y0);
    let y0 = top.fold(head.area.y0, f32::min) - 1.0;
    let below = taken.iter().map(|area| area.y0).filter(|y| *y > y0).fold(f32::MAX, f32::min);
    let inside = |line: &&TextLine| line.area.y0 >= y0 && line.baseline < below;
    region_of(lines.iter().filter(inside), head)
}

/// The lines of a region without bounds: as long as they keep near each other and none is a paragraph.
fn region_of<'a>(lines: impl Iterator<Item = &'a TextLine>, head: &TextLine) -> Option<Region> {
    /// Of the font size: wider gaps end a table.
    const APART: f32 = 3.5;
    let mut area = head.area;
    let mut last = head.baseline;
    for line in lines {
        let paragraph =
            line.area.width() > 0.8 * area.width().max(300.0) && line.free(0.9 * line.size).is_empty();
        if line.baseline - last > APART * line.size || paragraph && line.baseline > head.baseline {
            break;
        }
        area = area.with(&line.area);
        last = line.baseline.max(last);
    }
    (area.width() >= NARROWEST_PT).then_some(Region { area, bands: Vec::new(), edges: Vec::new() })
}

/// The region at the top of a page that goes on in the columns of the page before.
fn going_on(lines: &[TextLine], edges: &[f32]) -> Option<Region> {
    let (left, right) = (*edges.first()?, *edges.last()?);
    let inner = edges.get(1..edges.len().checked_sub(1)?)?;
    let fits = |line: &&TextLine| {
        line.area.x0 >= left - SAME_PT
            && line.area.x1 <= right + SAME_PT
            && inner.iter().filter(|edge| crosses(line, **edge)).count() <= inner.len() / 2
    };
    let first = lines.iter().find(|line| !super::furniture::is_page_number(&line.text(&[]).raw))?;
    let inside: Vec<&TextLine> =
        lines.iter().skip_while(|line| line.baseline < first.baseline).take_while(fits).collect();
    if inside.len() < 3 || !inside.iter().any(|line| line.free(0.9 * line.size).len() > 1) {
        return None;
    }
    let mut region = region_of(inside.into_iter(), first)?;
    (region.area.x0, region.area.x1) = (left, right);
    Some(Region { edges: edges.to_vec(), ..region })
}

/// Whether a word of a line stands over a place.
fn crosses(line: &TextLine, x: f32) -> bool {
    line.area.x0 < x - 1.0
        && line.area.x1 > x + 1.0
        && !line.free(2.0).iter().any(|(from, to)| *from <= x + 1.0 && *to >= x - 1.0)
}

/// The columns of a region.
struct Columns {
    /// Edges from left to right, the outer ones included.
    edges: Vec<f32>,
    /// Between two columns: the stretch that hardly a line crosses.
    gutters: Vec<(f32, f32)>,
    /// Where most lines of each column begin, if they do at one place.
    starts: Vec<Option<f32>>,
}

/// Of the font size: a gap inside a line that parts columns where a gutter is.
const GAP: f32 = 0.5;

impl Columns {
    /// Columns are what stretches without words part, on nearly all lines; the page before may have told them.
    fn of(lines: &[TextLine], region: &Region, last: Option<&[f32]>) -> Option<Self> {
        let same = |edges: &&[f32]| {
            let near = |a: Option<&f32>, b: f32| a.is_some_and(|a| (a - b).abs() <= SAME_PT);
            let inner = edges.get(1..edges.len().saturating_sub(1)).unwrap_or_default();
            let crossed = inner.iter().map(|edge| lines.iter().filter(|line| crosses(line, *edge)).count());
            let most = crossed.max().unwrap_or(0);
            near(edges.first(), region.area.x0)
                && near(edges.last(), region.area.x1)
                && most * 4 <= lines.len()
        };
        let drawn = Some(region.edges.as_slice()).filter(|edges| edges.len() > 2);
        if let Some(edges) = drawn.or(last.filter(same)) {
            let inner = edges.get(1..edges.len().saturating_sub(1)).unwrap_or_default();
            let gutters: Vec<(f32, f32)> = inner.iter().map(|edge| (edge - 3.0, edge + 3.0)).collect();
            let starts = starts(lines, edges);
            return Some(Self { edges: edges.to_vec(), gutters, starts });
        }
        let gutters = gutters(lines, region);
        let mut edges = vec![region.area.x0];
        edges.extend(gutters.iter().map(|(from, to)| (from + to) / 2.0));
        edges.push(region.area.x1);
        let starts = starts(lines, &edges);
        let enough = edges.len() > 3 || edges.len() > 2 && region.bands.len() > 3;
        enough.then_some(Self { edges, gutters, starts })
    }

    /// The lines below a region that still belong to it: the last row has no line or shade below it.
    fn tail(&self, free: Vec<TextLine>, region: &Region, taken: &[Area]) -> (Vec<TextLine>, Vec<TextLine>) {
        /// Of the font size: what stands farther away is no row.
        const APART: f32 = 2.4;
        if region.bands.is_empty() {
            return (Vec::new(), free);
        }
        let next = taken.iter().map(|area| area.y0).filter(|y| *y > region.area.y1).fold(f32::MAX, f32::min);
        let inner = self.edges.get(1..self.edges.len().saturating_sub(1)).unwrap_or_default();
        let mut last = region.area.y1;
        let mut done = false;
        free.into_iter().partition(|line| {
            if done || line.baseline <= region.area.y1 {
                return false;
            }
            let fits = line.area.y0 - last <= APART * line.size
                && line.baseline < next
                && line.area.x0 >= region.area.x0 - SAME_PT
                && line.area.x1 <= region.area.x1 + SAME_PT
                && inner.iter().filter(|edge| crosses(line, **edge)).count() * 2 <= inner.len()
                && line.free(0.9 * line.size).len() + 1 > usize::from(last <= region.area.y1 + 1.0);
            done = !fits;
            last = line.area.y1;
            fits
        })
    }

    /// The table: each line cut at the gutters, rows by bands, or by ordinals and gaps.
    fn sheet(
        &self,
        lines: Vec<TextLine>,
        region: &Region,
        faces: &[Face],
        place: &dyn Fn(&Area) -> Place,
    ) -> Sheet {
        let area = lines.iter().fold(region.area, |area, line| area.with(&line.area));
        let pieces: Vec<Piece> = lines
            .into_iter()
            .flat_map(|line| self.cut(line))
            .map(|(first, end, line)| Piece { first, end, line: Set::of(&line, faces, place) })
            .collect();
        let tops = if region.bands.is_empty() { rows::tops(&pieces) } else { region.bands.clone() };
        let rows = rows::dealt(pieces, &tops).into_iter().map(|row| self.cells(&row, &area)).collect();
        Sheet {
            area,
            xs: self.edges.clone(),
            rows,
            carried: false,
            open_top: false,
            open_foot: Vec::new(),
            inferred: true,
        }
    }

    /// The parts of a line, each with its first column and the one behind its last.
    fn cut(&self, line: TextLine) -> Vec<(usize, usize, TextLine)> {
        let mut pieces = Vec::new();
        let mut rest = line;
        let mut first = 0;
        for (at, gutter) in self.gutters.iter().enumerate() {
            let column = at + 1;
            let Some(place) = self.place(&rest, *gutter, column) else { continue };
            let (left, right) = rest.split(place);
            pieces.extend(left.map(|left| (first, column, left)));
            first = column;
            match right {
                Some(right) => rest = right,
                None => return pieces,
            }
        }
        pieces.push((first, self.edges.len() - 1, rest));
        // A piece that was carried on over edges may begin in a later column, and end in an earlier one.
        for (first, end, piece) in &mut pieces {
            let column = |x: f32| self.edges.partition_point(|edge| *edge <= x).saturating_sub(1);
            *first = column(piece.area.x0 + 1.0).clamp(*first, *end - 1);
            *end = (column(piece.area.x1 - 1.0) + 1).clamp(*first + 1, *end);
        }
        pieces
    }

    /// Where a line is cut at a gutter: beside it, or in a gap of it that is wider than those between words, or behind
    /// which a word begins where the column does.
    fn place(&self, line: &TextLine, (from, to): (f32, f32), column: usize) -> Option<f32> {
        let middle = f32::midpoint(from, to);
        if line.area.x1 <= middle || line.area.x0 >= middle {
            return Some(middle);
        }
        let near = |gap: &(f32, f32)| gap.0 <= to + 2.0 && gap.1 >= from - 2.0;
        let begins = |gap: &(f32, f32)| {
            let start = self.starts.get(column).copied().flatten();
            start.is_some_and(|start| (gap.1 - start).abs() <= 1.5)
        };
        let gaps = line.free(0.2 * line.size).into_iter().filter(near);
        let wide = gaps.filter(|gap| gap.1 - gap.0 >= GAP * line.size || begins(gap));
        wide.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0))).map(|(end, start)| f32::midpoint(end, start))
    }

    /// The cells of a row.
    fn cells(&self, pieces: &[Piece], area: &Area) -> Vec<SheetCell> {
        let mut cells = Vec::new();
        let columns = self.edges.len() - 1;
        let mut column = 0;
        while column < columns {
            let own = || pieces.iter().filter(|piece| piece.first == column);
            let reach = own().map(|piece| piece.end).max();
            let next = pieces.iter().map(|piece| piece.first).filter(|first| *first > column).min();
            let end = reach.unwrap_or(column + 1).min(next.unwrap_or(columns)).max(column + 1);
            let at = |edge: usize| self.edges.get(edge).copied().unwrap_or_default();
            cells.push(SheetCell {
                area: Area { x0: at(column), y0: area.y0, x1: at(end), y1: area.y1 },
                row_span: 1,
                lines: own().map(|piece| piece.line.clone()).collect(),
            });
            column = end;
        }
        cells
    }
}

/// The stretches of a region that hardly a line crosses.
#[expect(clippy::cast_sign_loss, reason = "clamped to 0 and more")]
fn gutters(lines: &[TextLine], region: &Region) -> Vec<(f32, f32)> {
    /// The narrowest gutter, PDF points.
    const GUTTER_PT: usize = 4;
    /// No page is wider.
    const WIDEST_PT: f32 = 20_000.0;
    /// Of the lines, those that may cross a gutter: titles of groups.
    const CROSSING: f32 = 0.12;
    let width = region.area.width().clamp(0.0, WIDEST_PT) as usize + 2;
    let mut covered = vec![0_usize; width];
    let mut count = 0;
    for line in lines {
        // A line of one stretch alone tells nothing of columns.
        let gaps = line.free(GAP * line.size);
        if gaps.is_empty() && line.area.width() > 0.3 * region.area.width() {
            continue;
        }
        count += 1;
        let mut from = line.area.x0;
        for (end, next) in gaps.into_iter().chain([(line.area.x1, f32::MAX)]) {
            let at = |x: f32| (x - region.area.x0).clamp(0.0, width as f32 - 1.0) as usize;
            for bin in covered.iter_mut().take(at(end) + 1).skip(at(from)) {
                *bin += 1;
            }
            from = next;
        }
    }
    let most = (count as f32 * CROSSING) as usize;
    let mut found = Vec::new();
    let mut start = None;
    let mut seen = false;
    for (at, bin) in covered.iter().enumerate() {
        if *bin > most {
            if let Some(from) = start.take().filter(|from| seen && at - from >= GUTTER_PT) {
                found.push((region.area.x0 + from as f32, region.area.x0 + at as f32));
            }
            seen = true;
        } else if start.is_none() {
            start = Some(at);
        }
    }
    found
}

/// Where most stretches of each column begin.
fn starts(lines: &[TextLine], edges: &[f32]) -> Vec<Option<f32>> {
    /// Stretches that begin so near begin at one place, PDF points.
    const NEAR_PT: f32 = 1.0;
    let mut begins: Vec<Vec<f32>> = vec![Vec::new(); edges.len().saturating_sub(1)];
    for line in lines {
        let firsts =
            [line.area.x0].into_iter().chain(line.free(GAP * line.size).into_iter().map(|(_, start)| start));
        for x in firsts {
            let column = edges.partition_point(|edge| *edge <= x + 1.0).saturating_sub(1);
            if let Some(column) = begins.get_mut(column) {
                column.push(x);
            }
        }
    }
    let usual = |mut all: Vec<f32>| {
        all.sort_by(f32::total_cmp);
        let count = all.len();
        let groups = all.chunk_by(|a, b| b - a <= NEAR_PT);
        let most = groups.max_by_key(|group| group.len())?;
        (most.len() * 2 > count).then(|| most.first().copied()).flatten()
    };
    begins.into_iter().map(usual).collect()
}
