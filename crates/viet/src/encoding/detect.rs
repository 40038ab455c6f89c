//! Which stretches of a text are not plain Unicode, and what they are.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::score::{Line, Score};
use super::table::Table;
use super::{Charset, decode, mojibake, quick};
use crate::data;
use crate::edit::Writer;
use crate::scan::Needs;

/// How a stretch of text came to look as it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// Bytes of a legacy charset shown as windows-1252 or Latin-1.
    Legacy(Charset),
    /// UTF-8 read as another encoding.
    Mojibake,
    /// Unicode that went through a VNI converter: "thơng" for "thông". Only what is certain is turned back.
    DoubleConversion,
}

/// A stretch of a text in another encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Bytes of the text: a line, or a cell of a line that mixes encodings.
    pub range: Range<usize>,
    /// The line it stands in, counted from 1.
    pub line: u32,
    /// What it is.
    pub encoding: Encoding,
    /// Words with marks in it.
    pub words: u32,
    /// Those that are Vietnamese syllables when read so.
    pub syllables: u32,
}

/// The stretches of `text` that are legacy charsets or mojibake, judged by the line, or by the cell where a line
/// of tabs or pipes mixes encodings. A line with too little to judge by follows the lines around it.
///
/// ```
/// use kehoach_viet::{Charset, Encoding, detect};
/// let found = detect("KÕ ho¹ch chuyÓn ®æi sè n¨m 2026\nCộng hòa xã hội chủ nghĩa");
/// assert_eq!((found.len(), found[0].encoding), (1, Encoding::Legacy(Charset::Tcvn3)));
/// ```
#[must_use]
pub fn detect(text: &str) -> Vec<Stretch> {
    let mut judge = Judge::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        judge.line(line, start);
        start = end;
    }
    settle_by_context(text, &mut judge.verdicts);
    let mut stretches: Vec<Stretch> = judge
        .verdicts
        .into_iter()
        .filter_map(|(range, verdict)| match verdict {
            Verdict::Found(encoding, score) => {
                Some(Stretch { range, line: 0, encoding, words: score.marked, syllables: score.syllables })
            }
            Verdict::Unicode | Verdict::Open => None,
        })
        .collect();
    count_lines(text, &mut stretches);
    stretches
}

/// Gives stretches, which stand in order, their lines.
pub(super) fn count_lines(text: &str, stretches: &mut [Stretch]) {
    let (mut line, mut done) = (1, 0);
    for stretch in stretches {
        let between = text.as_bytes().get(done..stretch.range.start).unwrap_or_default();
        line += memchr::memchr_iter(b'\n', between).count() as u32;
        done = done.max(stretch.range.start);
        stretch.line = line;
    }
}

/// What one line says, without its surroundings.
pub(super) fn judge(line: &str) -> Option<Encoding> {
    match Judge::default().verdict(line, Needs::of(line))? {
        Verdict::Found(encoding, _) => Some(encoding),
        Verdict::Unicode | Verdict::Open => None,
    }
}

enum Verdict {
    /// Marked words that read well as they stand.
    Unicode,
    Found(Encoding, Score),
    /// Too little to judge by.
    Open,
}

#[derive(Default)]
struct Judge {
    verdicts: Vec<(Range<usize>, Verdict)>,
    /// The charset of the last line that had one: tried first.
    last: Option<Charset>,
    /// The line in hand.
    apart: Line,
}

impl Judge {
    fn line(&mut self, line: &str, start: usize) {
        let needs = Needs::of(line);
        // A dump's table row may hold cells of both kinds.
        if needs.decoding() && needs.is_unicode() && line.contains(['\t', '|']) {
            let mut start = start;
            for cell in line.split_inclusive(['\t', '|']) {
                let verdict = self.verdict(cell, Needs::of(cell));
                self.verdicts.extend(verdict.map(|verdict| (start..start + cell.len(), verdict)));
                start += cell.len();
            }
        } else {
            let verdict = self.verdict(line, needs);
            self.verdicts.extend(verdict.map(|verdict| (start..start + line.len(), verdict)));
        }
    }

    /// `None` where nothing is marked: plain ASCII fits every encoding.
    fn verdict(&mut self, line: &str, needs: Needs) -> Option<Verdict> {
        if !needs.decoding() {
            return needs.is_unicode().then_some(Verdict::Unicode);
        }
        if needs.rereading()
            && let Some(reread) = mojibake::repair(line)
        {
            return Some(Verdict::Found(Encoding::Mojibake, reread.score));
        }
        // Letters that only Unicode has are in no legacy text.
        if needs.is_unicode() {
            return Some(Verdict::Unicode);
        }
        let found = self.charset(line);
        self.last = found.map(|(charset, _)| charset).or(self.last);
        Some(match found {
            Some((charset, score)) => Verdict::Found(Encoding::Legacy(charset), score),
            None => Verdict::Open,
        })
    }

    fn charset(&mut self, line: &str) -> Option<(Charset, Score)> {
        /// So many marked words, all of them syllables, are in no other charset.
        const MANY: u32 = 8;
        let others = Charset::ALL.into_iter().filter(|&charset| self.last != Some(charset));
        for charset in self.last.into_iter().chain(others) {
            let score = quick::score(line, Table::of(charset));
            if let Some(score) = score.filter(|score| self.last == Some(charset) || score.marked >= MANY) {
                return Some((charset, score));
            }
        }
        self.apart.take(line);
        if let Some(last) = self.last {
            let score = self.apart.score(Table::of(last));
            if score.is_beyond_doubt() {
                return Some((last, score));
            }
        }
        let mut fitting: Vec<(Charset, Score)> = Charset::ALL
            .into_iter()
            .map(|charset| (charset, self.apart.score(Table::of(charset))))
            .filter(|(_, score)| score.is_certain())
            .collect();
        // A few words can be syllables under two charsets; then the common ones tell.
        if fitting.len() > 1 {
            fitting.sort_by_key(|&(charset, score)| {
                (Reverse(common_words(line, charset)), Reverse(score.weight))
            });
        }
        fitting.first().copied()
    }
}

/// Words of the line that are among the commonest when it is read in the charset.
fn common_words(line: &str, charset: Charset) -> usize {
    #[derive(Deserialize)]
    struct Common {
        syllables: BTreeSet<String>,
    }
    static COMMON: LazyLock<Common> = LazyLock::new(|| data(include_str!("../../data/common.toml")));
    let mut writer = Writer::new(line);
    decode::write(line, charset, 0, &mut writer);
    let Some((read, _)) = writer.finish() else { return 0 };
    let lower = read.to_lowercase();
    lower.split(|c: char| !c.is_alphabetic()).filter(|word| COMMON.syllables.contains(*word)).count()
}

/// An open line between two of one charset, or beside the only one there is, is read in it if that fits.
fn settle_by_context(text: &str, verdicts: &mut [(Range<usize>, Verdict)]) {
    let charset = |verdict: &Verdict| match verdict {
        Verdict::Found(Encoding::Legacy(charset), _) => Some(Some(*charset)),
        Verdict::Unicode | Verdict::Found(..) => Some(None),
        Verdict::Open => None,
    };
    let mut before: Vec<Option<Option<Charset>>> = Vec::with_capacity(verdicts.len());
    let mut last = None;
    for (_, verdict) in verdicts.iter() {
        before.push(last);
        last = charset(verdict).or(last);
    }
    let mut after = None;
    for ((range, verdict), before) in verdicts.iter_mut().zip(before).rev() {
        if let Some(charset) = charset(verdict) {
            after = Some(charset);
            continue;
        }
        let around = match (before, after) {
            (Some(one), Some(other)) if one != other => None,
            (one, other) => one.or(other).flatten(),
        };
        let Some(charset) = around else { continue };
        let line = text.get(range.clone()).unwrap_or_default();
        let score = Line::of(line).score(Table::of(charset));
        if score.is_possible() {
            *verdict = Verdict::Found(Encoding::Legacy(charset), score);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Encoding)> {
        detect(text)
            .into_iter()
            .map(|stretch| (text[stretch.range].trim().to_owned(), stretch.encoding))
            .collect()
    }

    #[test]
    fn signs_are_no_letters() {
        for text in [
            "Ø 25 mm, £5, ½ kg, 1µm",
            "© 2026 Cổng thông tin",
            "© ® § ½ « · ©",
            "Bá cáo «hoàn toàn» và các mô hình",
            "Société Générale à Hà",
            "Zoé, Raúl, Luís",
            "XÃ\u{a0}HOA LÃ\u{a0}",
            "25 m² × 3 ± 0,5 °C",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_short_line_follows_its_neighbours() {
        let long = "KÕ ho¹ch chuyÓn ®æi sè n¨m 2026 cña tØnh";
        let legacy = Encoding::Legacy(Charset::Tcvn3);
        assert_eq!(
            found(&format!("{long}\nSè: 12\n{long}")),
            [(long.to_owned(), legacy), ("Sè: 12".to_owned(), legacy), (long.to_owned(), legacy)]
        );
        assert_eq!(found("Sè: 12\n"), []);
        let unicode = "Kế hoạch chuyển đổi số";
        assert_eq!(found(&format!("{long}\nSè: 12\n{unicode}")), [(long.to_owned(), legacy)]);
    }

    #[test]
    fn cells_of_a_mixed_row_are_judged_alone() {
        let row = "1\tKÕ ho¹ch chuyÓn ®æi sè n¨m 2026\tPhòng Văn hóa - Xã hội\n";
        assert_eq!(
            found(row),
            [("KÕ ho¹ch chuyÓn ®æi sè n¨m 2026".to_owned(), Encoding::Legacy(Charset::Tcvn3))]
        );
    }
}
