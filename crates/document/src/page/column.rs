//! Letterheads, signatures and other stretches of a page that are set in two columns: each column is read as a whole,
//! the left one first.

use super::Area;
use super::line::TextLine;

/// Of the font size: a gap that can part columns.
const GUTTER: f32 = 1.0;
/// Of the font size: a gap inside a line that can be the gutter; blanks between words are narrower.
const BETWEEN: f32 = 0.6;
/// The narrowest gutter beside lines of one column, PDF points.
const NARROWEST_PT: f32 = 3.0;

/// A part of a page in reading order.
#[derive(Debug)]
pub(super) enum Part {
    /// Lines over the whole width.
    Whole(TextLine),
    /// A stretch in two columns.
    Columns(Vec<TextLine>, Vec<TextLine>),
}

/// The columns in which a page ends and the next one can go on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carried {
    gutter: Gutter,
    left: Area,
    right: Area,
}

/// Lines, from top to bottom, as parts; and the columns in which they end.
pub(super) fn parts(lines: Vec<TextLine>) -> (Vec<Part>, Option<Carried>) {
    let mut zones = Vec::new();
    let mut at = 0;
    let mut free_from = 0;
    while at < lines.len() {
        match zone(&lines, at, free_from) {
            Some(zone) => {
                at = zone.end;
                free_from = zone.end;
                zones.push(zone);
            }
            None => at += 1,
        }
    }
    // Behind the last line can stand the number of the page.
    let carried =
        zones.last().filter(|zone| zone.end + 1 >= lines.len()).and_then(|zone| zone.carried(&lines));
    let mut parts = Vec::with_capacity(lines.len());
    let mut zones = zones.into_iter().peekable();
    let mut open: Option<(Zone, Vec<TextLine>, Vec<TextLine>)> = None;
    for (at, line) in lines.into_iter().enumerate() {
        if let Some(zone) = zones.next_if(|zone| zone.start == at) {
            open = Some((zone, Vec::new(), Vec::new()));
        }
        match &mut open {
            Some((zone, lefts, rights)) => {
                let (left, right) = line.split(zone.gutter.middle());
                lefts.extend(left);
                rights.extend(right);
                if zone.end == at + 1 {
                    parts.extend(open.take().map(|(_, left, right)| Part::Columns(left, right)));
                }
            }
            None => parts.push(Part::Whole(line)),
        }
    }
    (parts, carried)
}

/// The lines at the top of a page that go on in the columns of the page before, column by column, out of `lines`.
pub(super) fn going_on(lines: &mut Vec<TextLine>, carried: Carried) -> (Vec<TextLine>, Vec<TextLine>) {
    let Carried { mut gutter, left, right } = carried;
    let mut count = 0;
    for line in lines.iter() {
        let Some((narrowed, side)) = gutter.beside(line) else { break };
        // What stands elsewhere is a title, or text.
        let centre = |area: &Area| f32::midpoint(area.x0, area.x1);
        let fits = match side {
            Side::Left => (line.area.x0 - left.x0).abs() <= 2.0 * line.size,
            Side::Right => (centre(&line.area) - centre(&right)).abs() <= 2.0 * line.size,
            Side::Both => true,
        };
        if !fits {
            break;
        }
        gutter = narrowed;
        count += 1;
    }
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    for line in lines.drain(..count) {
        let (left, right) = line.split(gutter.middle());
        lefts.extend(left);
        rights.extend(right);
    }
    (lefts, rights)
}

/// A stretch of lines that a gutter parts.
#[derive(Debug)]
struct Zone {
    start: usize,
    /// The line behind it.
    end: usize,
    gutter: Gutter,
}

impl Zone {
    /// The boxes of its left and of its right column.
    fn columns(&self, lines: &[TextLine]) -> (Option<Area>, Option<Area>) {
        let middle = self.gutter.middle();
        let parts = lines.get(self.start..self.end).unwrap_or_default().iter();
        let (lefts, rights): (Vec<_>, Vec<_>) = parts.map(|line| line.clone().split(middle)).unzip();
        let extent = |parts: Vec<Option<TextLine>>| {
            Area::round(parts.iter().flatten().map(|line| &line.area).collect::<Vec<_>>())
        };
        (extent(lefts), extent(rights))
    }

    /// Whether both columns are wide enough for texts: labels in front of a hanging indent are none.
    fn holds_texts(&self, lines: &[TextLine]) -> bool {
        /// PDF points.
        const NARROWEST_PT: f32 = 70.0;
        let (left, right) = self.columns(lines);
        left.zip(right).is_some_and(|(left, right)| left.width().min(right.width()) >= NARROWEST_PT)
    }

    fn carried(&self, lines: &[TextLine]) -> Option<Carried> {
        let (left, right) = self.columns(lines);
        Some(Carried { gutter: self.gutter, left: left?, right: right? })
    }
}

#[derive(Debug, Clone, Copy)]
struct Gutter {
    x0: f32,
    x1: f32,
}

impl Gutter {
    fn middle(self) -> f32 {
        f32::midpoint(self.x0, self.x1)
    }

    /// What is left of it beside a line; `None` where the line crosses it.
    fn beside(self, line: &TextLine) -> Option<(Self, Side)> {
        let wide = |gutter: &Self| gutter.x1 - gutter.x0 >= NARROWEST_PT;
        if line.area.x1 <= self.x1 && self.x1 - line.area.x1 >= NARROWEST_PT {
            let left = Self { x0: self.x0.max(line.area.x1), ..self };
            if wide(&left) {
                return Some((left, Side::Left));
            }
        }
        if line.area.x0 >= self.x0 && line.area.x0 - self.x0 >= NARROWEST_PT {
            let right = Self { x1: self.x1.min(line.area.x0), ..self };
            if wide(&right) {
                return Some((right, Side::Right));
            }
        }
        let between = line
            .free(BETWEEN * line.size)
            .into_iter()
            .map(|(x0, x1)| Self { x0: self.x0.max(x0), x1: self.x1.min(x1) });
        let widest = between.max_by(|a, b| (a.x1 - a.x0).total_cmp(&(b.x1 - b.x0)));
        widest.filter(wide).map(|gutter| (gutter, Side::Both))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Both,
}

/// The stretch in two columns that a line with both opens, if it does.
fn zone(lines: &[TextLine], start: usize, free_from: usize) -> Option<Zone> {
    let mut best: Option<Zone> = None;
    for (x0, x1) in gutters(lines, start)? {
        let zone = grown(lines, start, Gutter { x0, x1 }, free_from);
        let better = |zone: &Zone| best.as_ref().is_none_or(|best| zone.end > best.end);
        if let Some(zone) = zone.filter(better) {
            best = Some(zone);
        }
    }
    best
}

/// The gutters that a line can have: gaps in it, or the gap between it and the next one, if that stands beside it at a
/// slightly other height.
fn gutters(lines: &[TextLine], start: usize) -> Option<Vec<(f32, f32)>> {
    let line = lines.get(start)?;
    let mut gaps = line.free(GUTTER * line.size);
    if let Some(next) = lines.get(start + 1).filter(|next| next.area.y0 < line.area.y1 - 0.15 * line.size) {
        let (left, right) = if line.area.x0 < next.area.x0 { (line, next) } else { (next, line) };
        if right.area.x0 - left.area.x1 >= GUTTER * line.size {
            gaps.push((left.area.x1, right.area.x0));
        }
    }
    Some(gaps)
}

/// The zone of a gutter, from its first line down as far as the gutter runs.
fn grown(lines: &[TextLine], start: usize, gutter: Gutter, free_from: usize) -> Option<Zone> {
    /// Of the font size: a wider gap between lines ends what was begun; a signature leaves room for the seal.
    const APART: f32 = 9.0;
    /// Lines of a page.
    const MOST: usize = 100;
    let mut gutter = gutter;
    let mut sides = Vec::new();
    for (at, line) in lines.iter().enumerate().skip(start).take(MOST) {
        let above = at.checked_sub(1).filter(|_| at > start).and_then(|above| lines.get(above));
        if above.is_some_and(|above| line.baseline - above.baseline > APART * line.size) {
            break;
        }
        let Some((left, side)) = gutter.beside(line) else { break };
        gutter = left;
        sides.push(side);
    }
    let zone = lines.get(start..start + sides.len())?;
    let both = sides.iter().filter(|side| **side == Side::Both).count();
    // Text that is set to full width can show a river; it is no gutter.
    let wide = gutter.x1 - gutter.x0 >= 1.5 * zone.first()?.size;
    let end = start + trimmed(zone, &sides, gutter);
    let start = led(lines, &Zone { start, end, gutter }, free_from);
    let opens = lines.get(start..end)?.iter().take(6).any(|line| opens_columns(line, gutter.middle()));
    let zone = Zone { start, end, gutter };
    (opens || both >= 3 && wide && zone.holds_texts(lines)).then_some(zone)
}

/// Where a zone begins: lines of one column above its first of both belong to it where they stand inside that column.
fn led(lines: &[TextLine], zone: &Zone, free_from: usize) -> usize {
    /// Lines that one column can be longer at its top.
    const MOST: usize = 3;
    let (left, right) = zone.columns(lines);
    let starts = |line: &TextLine| {
        let (left, _) = line.clone().split(zone.gutter.middle());
        left.is_some_and(|left| left.text(&[]).raw.to_lowercase().starts_with("nơi nhận"))
    };
    let recipients = lines.get(zone.start..zone.end).is_some_and(|zone| zone.iter().take(2).any(starts));
    let mut start = zone.start;
    for _ in 0..MOST {
        let Some(above) = start.checked_sub(1).filter(|above| *above >= free_from) else { break };
        let (Some(line), Some(next)) = (lines.get(above), lines.get(start)) else { break };
        let centre = |area: &Area| f32::midpoint(area.x0, area.x1);
        let inside = |column: &Option<Area>| {
            column.is_some_and(|column| {
                let within = line.area.x0 >= column.x0 - line.size && line.area.x1 <= column.x1 + line.size;
                let beside = zone.gutter.beside(line).is_some();
                beside && (within || (centre(&line.area) - centre(&column)).abs() <= 1.5 * line.size)
            })
        };
        let near = next.baseline - line.baseline <= 2.5 * line.size;
        let text = line.text(&[]).raw;
        // The number of the page, and the end of what stands above the recipients.
        let other = super::furniture::is_page_number(&text)
            || recipients && line.area.x1 < zone.gutter.middle() && !opens_columns(line, f32::MAX);
        if !near || other || !(inside(&left) || inside(&right)) {
            break;
        }
        start = above;
    }
    start
}

/// Whether a line begins what is always set in two columns.
fn opens_columns(line: &TextLine, middle: f32) -> bool {
    const RIGHT: &[&str] =
        &["CỘNG HÒA", "CỘNG HOÀ", "ĐẢNG CỘNG", "TM.", "KT.", "TL.", "TUQ.", "T/M", "K/T", "Q.", "Độc lập"];
    const LEFT: &[&str] = &["Nơi nhận", "NƠI NHẬN"];
    let (left, right) = line.clone().split(middle);
    let starts = |part: Option<TextLine>, words: &[&str]| {
        part.is_some_and(|part| {
            let text = kehoach_viet::composed(&part.text(&[]).raw).into_owned();
            words.iter().any(|word| text.trim_start().starts_with(word))
        })
    };
    starts(right, RIGHT) || starts(left, LEFT)
}

/// How many lines of a zone stay in it: lines at its foot that stand in one column only must stand as that column's
/// lines do. (A title below a letterhead is centred on the page.)
fn trimmed(lines: &[TextLine], sides: &[Side], gutter: Gutter) -> usize {
    let column = |side: Side, before: usize| {
        let parts = lines.iter().zip(sides).take(before).filter_map(|(line, at)| match at {
            Side::Both => {
                let (left, right) = line.clone().split(gutter.middle());
                if side == Side::Left { left } else { right }
            }
            at if *at == side => Some(line.clone()),
            _ => None,
        });
        parts.map(|part| part.area).collect::<Vec<Area>>()
    };
    let mut end = lines.len();
    while let Some(last) = end.checked_sub(1) {
        let (Some(line), Some(side)) = (lines.get(last), sides.get(last)) else { break };
        if *side == Side::Both {
            break;
        }
        let above = column(*side, last);
        let centre = |area: &Area| f32::midpoint(area.x0, area.x1);
        let fits = above.iter().any(|area| {
            let slack = line.size * 0.8;
            (centre(area) - centre(&line.area)).abs() <= slack || (area.x0 - line.area.x0).abs() <= slack
        });
        // What is centred on the page below both columns is no part of either.
        let whole = Area::round(lines.iter().map(|line| &line.area)).unwrap_or_default();
        let title = (centre(&whole) - centre(&line.area)).abs() <= line.size && *side == Side::Right;
        if fits && !title {
            break;
        }
        end = last;
    }
    end
}
