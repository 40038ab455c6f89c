//! Glyphs to lines: what stands on one baseline, from left to right, with the blanks that a reader sees.

use kehoach_viet::Font;

use super::{Area, Face, Glyph};
use crate::Typed;

/// Of the font size: baselines closer than this are one.
const SAME_BASELINE: f32 = 0.3;
/// Of the font size: a gap that reads as a blank, where blanks have no glyphs of their own.
const BLANK_GAP: f32 = 0.17;
/// The same where they have: kerning and rounding open smaller gaps inside words.
const KERNED_GAP: f32 = 0.24;
/// Of the font size: a blank glyph between letters that stand closer than this is covered by what was put over it.
const COVERED_GAP: f32 = 0.08;
/// Of the font size: the same letter again within this is struck twice, to look bold.
const STRUCK_TWICE: f32 = 0.15;

/// A line, or the part of one that stands in a column.
#[derive(Debug, Clone)]
pub(super) struct TextLine {
    /// From left to right, blanks included; marks behind their letters.
    pub(super) glyphs: Vec<Glyph>,
    /// Round what is seen.
    pub(super) area: Area,
    /// Of most letters.
    pub(super) baseline: f32,
    /// Of most letters.
    pub(super) size: f32,
    /// Whether the blanks between its words have glyphs.
    spaced: bool,
}

/// Whether a character is a mark that stands on the letter before it.
#[must_use]
pub fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whether the program that set a page puts blank glyphs between words; else gaps are all there is.
pub(super) fn is_spaced(glyphs: &[Glyph]) -> bool {
    /// Of all glyphs: of Vietnamese text every fourth or fifth is a blank.
    const SHARE: usize = 12;
    glyphs.iter().filter(|glyph| glyph.is_blank()).count() * SHARE > glyphs.len()
}

/// The lines of some glyphs, from top to bottom. `spaced`: blanks between words have glyphs.
pub(super) fn lines(glyphs: Vec<Glyph>, spaced: bool) -> Vec<TextLine> {
    let mut clusters = merged(clusters(glyphs));
    clusters.retain(|line| line.glyphs.iter().any(|(_, glyph)| !glyph.is_blank()));
    clusters.into_iter().filter_map(|cluster| cluster.line(spaced)).collect()
}

/// Glyphs of one baseline, each with its place in the order of reading.
#[derive(Debug)]
struct Cluster {
    glyphs: Vec<(f32, Glyph)>,
    baseline: f32,
    size: f32,
}

/// Glyphs by baseline. A mark belongs to the letter before it, wherever its own origin is.
fn clusters(glyphs: Vec<Glyph>) -> Vec<Cluster> {
    let mut keyed: Vec<(f32, Glyph)> = Vec::with_capacity(glyphs.len());
    for mut glyph in glyphs {
        let mut key = glyph.x0;
        if is_combining(glyph.letter)
            && let Some((base_key, base)) = keyed.last()
            && (base.baseline - glyph.baseline).abs() < base.size / 2.0
        {
            key = *base_key;
            (glyph.x0, glyph.x1, glyph.baseline) = (base.x1, base.x1, base.baseline);
        }
        keyed.push((key, glyph));
    }
    // Stable: what has one baseline stays in the order of drawing.
    keyed.sort_by(|(_, a), (_, b)| a.baseline.total_cmp(&b.baseline));
    let mut clusters: Vec<Cluster> = Vec::new();
    for (key, glyph) in keyed {
        match clusters.last_mut() {
            Some(open) if glyph.baseline - open.baseline <= SAME_BASELINE * glyph.size.min(open.size) => {
                open.glyphs.push((key, glyph));
            }
            _ => clusters.push(Cluster {
                baseline: glyph.baseline,
                size: glyph.size,
                glyphs: vec![(key, glyph)],
            }),
        }
    }
    for cluster in &mut clusters {
        cluster.measure();
    }
    clusters
}

impl Cluster {
    /// Baseline and size of most letters.
    fn measure(&mut self) {
        let mut seen: Vec<(f32, f32)> = self
            .glyphs
            .iter()
            .filter(|(_, glyph)| !glyph.is_blank())
            .map(|(_, glyph)| (glyph.size, glyph.baseline))
            .collect();
        seen.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        if let Some((size, baseline)) = seen.get(seen.len() / 2) {
            (self.size, self.baseline) = (*size, *baseline);
        }
    }

    fn band(&self) -> (f32, f32) {
        (self.baseline - 0.75 * self.size, self.baseline + 0.22 * self.size)
    }

    fn seen(&self) -> usize {
        self.glyphs.iter().filter(|(_, glyph)| !glyph.is_blank()).count()
    }

    /// From left to right, letters that are struck twice once.
    fn line(mut self, spaced: bool) -> Option<TextLine> {
        /// Glyphs that can stand between the two strikes of a word.
        const REACH: usize = 3;
        self.glyphs.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(self.glyphs.len());
        for (_, glyph) in self.glyphs {
            let again = |before: &Glyph| {
                before.letter == glyph.letter
                    && !is_combining(glyph.letter)
                    && !glyph.is_blank()
                    && (before.x0 - glyph.x0).abs() < STRUCK_TWICE * glyph.size
                    && (before.baseline - glyph.baseline).abs() < STRUCK_TWICE * glyph.size
            };
            if !glyphs.iter().rev().take(REACH).any(again) {
                glyphs.push(glyph);
            }
        }
        TextLine::of(glyphs, spaced)
    }
}

/// Puts small raised or lowered figures, and what was typed over a blank at a slightly other height, into the line
/// that they stand in.
fn merged(clusters: Vec<Cluster>) -> Vec<Cluster> {
    /// Of the lower one's height that must stand beside the other.
    const BESIDE: f32 = 0.5;
    let mut lines: Vec<Cluster> = Vec::with_capacity(clusters.len());
    for next in clusters {
        let Some(last) = lines.last_mut() else {
            lines.push(next);
            continue;
        };
        let ((top, foot), (next_top, next_foot)) = (last.band(), next.band());
        let beside = foot.min(next_foot) - top.max(next_top);
        let height = (foot - top).min(next_foot - next_top);
        if beside >= BESIDE * height && !overlap(last, &next) {
            let (mut big, small) = if next.seen() > last.seen() {
                let last = lines.pop();
                (next, last)
            } else {
                let last = lines.pop();
                match last {
                    Some(last) => (last, Some(next)),
                    None => (next, None),
                }
            };
            big.glyphs.extend(small.into_iter().flat_map(|small| small.glyphs));
            lines.push(big);
        } else {
            lines.push(next);
        }
    }
    lines
}

/// Whether letters of one stand over letters of the other.
fn overlap(a: &Cluster, b: &Cluster) -> bool {
    let spans = |cluster: &Cluster| {
        let mut spans: Vec<(f32, f32)> = cluster
            .glyphs
            .iter()
            .filter(|(_, glyph)| !glyph.is_blank() && glyph.x1 > glyph.x0)
            .map(|(_, glyph)| (glyph.x0, glyph.x1))
            .collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        spans
    };
    let (a, b) = (spans(a), spans(b));
    let mut over = 0;
    for (x0, x1) in &b {
        let near = a.partition_point(|(start, _)| start < x1);
        let covered = a
            .iter()
            .take(near)
            .rev()
            .take(2)
            .any(|(start, end)| end.min(*x1) - start.max(*x0) > (x1 - x0).min(end - start) * 0.35);
        over += usize::from(covered);
    }
    // One of ten can be a mark or a slip of the fonts' widths.
    over * 10 > a.len().min(b.len())
}

impl TextLine {
    /// A line of glyphs in order; `None` where nothing is seen.
    fn of(glyphs: Vec<Glyph>, spaced: bool) -> Option<Self> {
        let seen = || glyphs.iter().filter(|glyph| !glyph.is_blank());
        let area = seen().map(Glyph::area).reduce(|all, next| all.with(&next))?;
        let mut sizes: Vec<(f32, f32)> = seen().map(|glyph| (glyph.size, glyph.baseline)).collect();
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (size, baseline) = sizes.get(sizes.len() / 2).copied()?;
        Some(Self { glyphs, area, baseline, size, spaced })
    }

    /// Letters that are seen, with the gap in front of each: PDF points from the letter before.
    fn gaps(&self) -> impl Iterator<Item = (usize, f32)> {
        let mut end: Option<f32> = None;
        self.glyphs.iter().enumerate().filter(|(_, glyph)| !glyph.is_blank()).map(move |(at, glyph)| {
            let gap = end.map_or(0.0, |end| glyph.x0 - end);
            end = Some(end.map_or(glyph.x1, |end| end.max(glyph.x1)));
            (at, gap)
        })
    }

    /// The gap that stands between all letters of a line that is set wide.
    fn tracking(&self) -> f32 {
        /// Fewer letters tell nothing.
        const FEWEST: usize = 8;
        /// Of the font size: less is kerning.
        const LEAST: f32 = 0.06;
        let mut gaps: Vec<f32> = self.gaps().skip(1).map(|(_, gap)| gap).collect();
        gaps.sort_by(f32::total_cmp);
        if gaps.len() < FEWEST {
            // Of a short word all gaps are the same.
            let ends = gaps.first().zip(gaps.last()).filter(|_| gaps.len() > 1);
            let same = ends
                .filter(|(least, most)| **least > LEAST * self.size && *most - *least < LEAST * self.size);
            return same.map_or(0.0, |(least, _)| *least);
        }
        let usual = gaps.get(gaps.len() / 3).copied().unwrap_or(0.0);
        if usual > LEAST * self.size { usual } else { 0.0 }
    }

    /// Whether it ends in a blank glyph: the program that set it keeps the blanks at which it wraps.
    pub(super) fn ends_blank(&self) -> bool {
        self.glyphs.last().is_some_and(Glyph::is_blank)
    }

    /// The words, as positions of glyphs.
    fn words(&self) -> Vec<std::ops::Range<usize>> {
        let tracking = self.tracking();
        let mut words: Vec<std::ops::Range<usize>> = Vec::new();
        let limit = if self.spaced { KERNED_GAP } else { BLANK_GAP };
        let mut last: Option<usize> = None;
        for (at, gap) in self.gaps() {
            let size = self.glyphs.get(at).map_or(self.size, |glyph| glyph.size.min(self.size));
            let free = gap - tracking;
            let between = last.and_then(|last| self.glyphs.get(last..=at)).unwrap_or_default();
            let blank_between = between.len() > 2;
            let typed = is_typed(between);
            let is_mark = self.glyphs.get(at).is_some_and(|glyph| is_combining(glyph.letter));
            let parted =
                !is_mark && (free > limit * size || typed || blank_between && free > COVERED_GAP * size);
            match words.last_mut() {
                Some(word) if !parted => word.end = at + 1,
                _ => words.push(at..at + 1),
            }
            last = Some(at);
        }
        words
    }

    /// Its text: words parted by one blank; one more at the end where the line ends in one.
    pub(super) fn text(&self, faces: &[Face]) -> Typed {
        let mut typed = Typed::default();
        for word in self.words() {
            if !typed.raw.is_empty() {
                let font =
                    typed.fonts.last().filter(|(range, _)| range.end == typed.raw.len()).map(|(_, f)| *f);
                typed.push(" ", font);
            }
            for glyph in self.glyphs.get(word).unwrap_or_default().iter().filter(|glyph| !glyph.is_blank()) {
                let face = faces.get(usize::from(glyph.face));
                let font = face.and_then(|face| face.legacy);
                // Tables of some fonts give ơ its horn twice.
                if glyph.letter == '\u{31b}' && typed.raw.ends_with(['ơ', 'Ơ', 'ư', 'Ư']) {
                    continue;
                }
                let mut buffer = [0; 4];
                typed.push(letter(glyph.letter, font, face).encode_utf8(&mut buffer), font);
            }
        }
        typed
    }

    /// Width of its first word.
    pub(super) fn first_word(&self) -> f32 {
        let words = self.words();
        let of = |at: usize| self.glyphs.get(at);
        match words.first() {
            Some(word) => {
                let x1 = self.glyphs.get(word.clone()).unwrap_or_default().iter().map(|glyph| glyph.x1);
                x1.fold(f32::MIN, f32::max) - of(word.start).map_or(0.0, |glyph| glyph.x0)
            }
            None => 0.0,
        }
    }

    /// Width of its first letter.
    pub(super) fn first_letter(&self) -> f32 {
        self.glyphs.iter().find(|glyph| !glyph.is_blank()).map_or(0.0, |glyph| glyph.x1 - glyph.x0)
    }

    /// Whether most of its letters are bold.
    pub(super) fn is_bold(&self, faces: &[Face]) -> bool {
        let seen = || self.glyphs.iter().filter(|glyph| !glyph.is_blank());
        let bold = seen().filter(|glyph| faces.get(usize::from(glyph.face)).is_some_and(|face| face.bold));
        bold.count() * 2 > seen().count()
    }

    /// Free stretches between its letters that are at least so wide, from left to right.
    pub(super) fn free(&self, least: f32) -> Vec<(f32, f32)> {
        let least = least + self.tracking();
        let mut end: Option<f32> = None;
        let mut found = Vec::new();
        for glyph in self.glyphs.iter().filter(|glyph| !glyph.is_blank()) {
            if let Some(end) = end.filter(|end| glyph.x0 - end >= least) {
                found.push((end, glyph.x0));
            }
            end = Some(end.map_or(glyph.x1, |end| end.max(glyph.x1)));
        }
        found
    }

    /// The parts that stand wholly left of one place or right of another, parted from the rest by a gap; and the rest.
    pub(super) fn split_at_gap(self, left: f32, right: f32) -> (Vec<Self>, Option<Self>) {
        if self.area.x0 >= left && self.area.x1 <= right {
            return (Vec::new(), Some(self));
        }
        let gaps = self.free(self.size);
        let mut outside = Vec::new();
        let mut rest = Some(self);
        if let Some((end, start)) = gaps.iter().rev().find(|(end, _)| *end <= left) {
            let (margin, text) = rest.map_or((None, None), |line| line.split((end + start) / 2.0));
            outside.extend(margin);
            rest = text;
        }
        if let Some((end, start)) = gaps.iter().find(|(_, start)| *start >= right) {
            let (text, margin) = rest.map_or((None, None), |line| line.split((end + start) / 2.0));
            outside.extend(margin);
            rest = text;
        }
        if let Some(line) = rest.take_if(|line| line.area.x1 <= left || line.area.x0 >= right) {
            outside.push(line);
        }
        (outside, rest)
    }

    /// The parts left and right of a place.
    pub(super) fn split(self, x: f32) -> (Option<Self>, Option<Self>) {
        let (left, right) = self.glyphs.into_iter().partition(|glyph| f32::midpoint(glyph.x0, glyph.x1) < x);
        (Self::of(left, self.spaced), Self::of(right, self.spaced))
    }
}

/// Whether a blank between two letters was set with one of them, and is no blank that something was put over.
fn is_typed(between: &[Glyph]) -> bool {
    /// Glyphs of a run of blanks that belong to the letter before or behind.
    const REACH: u32 = 2;
    let [first, blanks @ .., last] = between else { return false };
    blanks.iter().any(|blank| {
        let near = |letter: &Glyph| (1..=REACH).contains(&blank.order.abs_diff(letter.order));
        near(first) || near(last)
    })
}

/// A character as a reader sees it. The soft hyphen is what some programs call the hyphen that they print; in TCVN3 it
/// is a letter.
fn letter(c: char, font: Option<Font>, face: Option<&Face>) -> char {
    match c {
        '\u{ad}' if font.is_none() && face.is_some_and(|face| !face.name.is_empty()) => '-',
        // One glyph, and the font's table names it so.
        '\u{2010}' | '\u{2011}' => '-',
        // The letter gha, which no Vietnamese text holds: tables of old printer drivers put it for ư ("nƣớc").
        '\u{1a3}' => 'ư',
        '\u{1a2}' => 'Ư',
        // Bullets of the Symbol and Wingdings fonts.
        '\u{f0b7}' | '\u{f06c}' | '\u{f09f}' => '•',
        '\u{f0a7}' => '▪',
        '\u{f02d}' => '-',
        '\u{f02b}' => '+',
        '\u{f0d8}' => '➢',
        '\u{f0fc}' => '✓',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of 5 points each, 10 points high, from a place on.
    fn set(text: &str, x: f32, baseline: f32) -> Vec<Glyph> {
        let mut at = x;
        text.chars()
            .map(|letter| {
                let width = if is_combining(letter) { 0.0 } else { 5.0 };
                let glyph = Glyph {
                    letter,
                    x0: at,
                    x1: at + width,
                    baseline,
                    size: 10.0,
                    order: 0,
                    face: 0,
                    stamped: false,
                };
                at += width;
                glyph
            })
            .collect()
    }

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        lines(glyphs, false).iter().map(|line| line.text(&[]).raw).collect()
    }

    #[test]
    fn order_is_by_place() {
        let mut glyphs = set("hoạch", 130.0, 20.0);
        glyphs.extend(set("năm", 100.0, 34.0));
        glyphs.extend(set("Kế", 100.0, 20.0));
        assert_eq!(texts(glyphs), ["Kế hoạch", "năm"]);
    }

    #[test]
    fn a_stamped_number_stands_on_its_blank() {
        let mut glyphs = set("Số:          /KH-UBND", 100.0, 20.0);
        glyphs.extend(set("1174", 132.0, 22.0));
        assert_eq!(texts(glyphs), ["Số: 1174 /KH-UBND"]);
    }

    #[test]
    fn a_blank_is_a_gap_too_and_no_letter_is_struck_twice() {
        let mut glyphs = set("Kế", 100.0, 20.0);
        glyphs.extend(set("hoạch", 112.5, 20.0));
        glyphs.extend(set("hoạch", 112.8, 20.0));
        assert_eq!(texts(glyphs), ["Kế hoạch"]);
    }

    #[test]
    fn marks_stay_with_their_letters() {
        assert_eq!(texts(set("e\u{302}\u{301}n", 100.0, 20.0)), ["e\u{302}\u{301}n"]);
    }

    #[test]
    fn no_blank_inside_words_that_are_set_wide() {
        let wide = "KẾHOẠCHNĂM".chars().zip(0_u8..).flat_map(|(letter, n)| {
            let word = if n < 2 { 0.0 } else { 6.0 } + if n < 7 { 0.0 } else { 6.0 };
            set(&letter.to_string(), f32::from(n) * 8.0 + word, 20.0)
        });
        assert_eq!(texts(wide.collect()), ["KẾ HOẠCH NĂM"]);
    }
}
