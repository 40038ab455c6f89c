//! Paragraphs out of lines.
//!
//! Blank lines are no proof: extractors put them after every line, or after the first of a paragraph
//! (measured on two dumps). What counts: labels, whether the next word would have fitted on the line before,
//! whether a sentence goes on.

use kehoach_document::{Block, Paragraph, Passage, label};
use kehoach_viet::key;

use crate::lines::Line;

/// A dump is wrapped at the page's width when nearly all of its lines are shorter than this.
const WRAPPED_BELOW: usize = 140;
/// Lines shorter than this say nothing about the width of the page.
const SHORT: usize = 30;
/// Proportional letters: a full line has between 86 and 100 hundredths of the longest line's characters (Times New
/// Roman at 13–14 pt, measured on two wrapped dumps).
const FULL: usize = 86;

/// How a dump breaks its lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wrapping {
    /// Least and most characters of a full line; `None` where a line is a whole paragraph.
    width: Option<(usize, usize)>,
    /// Blank lines that the extractor puts between two lines of one paragraph.
    blanks: u32,
}

impl Wrapping {
    /// Measures the lines of a whole file.
    pub(crate) fn measure(lines: &[Line<'_>]) -> Self {
        let mut lengths: Vec<usize> = lines
            .iter()
            .map(|line| line.trimmed().chars().count())
            .filter(|&length| length > SHORT)
            .collect();
        lengths.sort_unstable();
        let at = |share: usize| lengths.get(lengths.len() * share / 100).copied();
        let wrapped = at(95).is_some_and(|long| long < WRAPPED_BELOW);
        let width = at(60).zip(at(97)).filter(|_| wrapped);
        let mut blanks: Vec<u32> = lines.iter().map(|line| line.blanks_before).collect();
        blanks.sort_unstable();
        Self { width, blanks: blanks.get(blanks.len() / 2).copied().unwrap_or(0) }
    }

    /// Characters of a full line near one of the lines, given the lengths of all: a landscape appendix is
    /// wider than the body.
    fn width_near(&self, lengths: &[usize], at: usize) -> Option<usize> {
        /// A page has about 40 lines; half of that on either side holds some full ones.
        const NEAR: usize = 12;
        let (least, most) = self.width?;
        let near = lengths.get(at.saturating_sub(NEAR)..(at + NEAR).min(lengths.len()))?;
        Some((*near.iter().max()?).clamp(least, most))
    }
}

/// The paragraphs of a run of lines.
pub(crate) fn read(lines: &[Line<'_>], wrapping: Wrapping) -> Vec<Block> {
    let lengths: Vec<usize> = lines.iter().map(|line| line.trimmed().chars().count()).collect();
    let mut blocks = Vec::new();
    let mut start = 0;
    let mut before: Option<&Line<'_>> = None;
    for (at, line) in lines.iter().enumerate() {
        if let Some(last) = before
            && !goes_on(
                lines.get(start).map_or("", Line::trimmed),
                last,
                line,
                wrapping.blanks,
                wrapping.width_near(&lengths, at),
            )
        {
            blocks.push(paragraph(lines.get(start..at).unwrap_or_default()));
            start = at;
        }
        before = Some(line);
    }
    if let Some(rest) = lines.get(start..).filter(|rest| !rest.is_empty()) {
        blocks.push(paragraph(rest));
    }
    blocks
}

fn paragraph(lines: &[Line<'_>]) -> Block {
    let passage = Passage::of_lines(lines.iter().map(|line| (line.trimmed(), line.at())));
    Block::Paragraph(Paragraph { passage, label: None })
}

/// Whether `line` continues the paragraph that starts with `first` and ends, so far, with `last`.
///
/// `blanks` parts the lines of one paragraph, `width` is a full line's where the dump is wrapped.
fn goes_on(first: &str, last: &Line<'_>, line: &Line<'_>, blanks: u32, width: Option<usize>) -> bool {
    let (above, below) = (last.trimmed(), line.trimmed());
    if always_alone(above) || always_alone(below) || is_standing_head(below) {
        return false;
    }
    // A wider gap than the extractor's own, or the word that opens every preamble, begins a paragraph.
    let gap = line.blanks_before >= blanks + 2 && !line.page_start;
    if below.starts_with("Căn cứ ") || gap && below.starts_with(char::is_uppercase) {
        return false;
    }
    let ended = above.ends_with(['.', ';', ':', '!', '?']) || above.ends_with("./.");
    let lower = below.starts_with(|c: char| c.is_lowercase());
    let full = width.is_some_and(|width| is_full(above, below, width));
    if let Some(label) = label::parse(below) {
        // "… đúng - đủ - sạch ⏎ - dùng chung”": a dash inside a sentence came to stand at a line start.
        let inside = !ended && full && label.rest.starts_with(|c: char| c.is_lowercase());
        return inside && label.kind == label::LabelKind::Dash;
    }
    match (key::is_capitals(above), key::is_capitals(below)) {
        // Letterhead, title and appendix lines are kept apart; a labelled heading may wrap.
        (true, true) => return label::parse(first).is_some() && full && !ended,
        (true, false) => return false,
        // A word or two in capitals at the end of a sentence: "… của ⏎ UBND tỉnh" begins otherwise.
        (false, true) => return full && !ended && below.split_whitespace().count() <= 2,
        (false, false) => {}
    }
    if above.ends_with(',') || above.ends_with('-') {
        return true;
    }
    // "Quyết định số ⏎ 1050/QĐ-SCT", "quan sát ngoại quan ⏎ (do Đoàn …": numbers and brackets go on as well.
    let number = width.is_some() && below.starts_with(|c: char| c.is_ascii_digit() || c == '(');
    let opens_lower = lower || number || below.starts_with([')', ',', ';', '.', '”']);
    if width.is_none() {
        return opens_lower && !ended;
    }
    if full {
        !ended || lower || line.blanks_before == 0 && !indented(last, line)
    } else {
        opens_lower && !ended
    }
}

/// Whether the first word of `below` would not have fitted on the line above.
fn is_full(above: &str, below: &str, width: usize) -> bool {
    let first_word = below.split_whitespace().next().map_or(0, |word| word.chars().count());
    (above.chars().count() + 1 + first_word) * 100 > width * FULL
}

fn indented(last: &Line<'_>, line: &Line<'_>) -> bool {
    /// First-line indents are at least so wide; less is a centred or justified line's slack.
    const INDENT: usize = 3;
    line.indent() >= last.indent() + INDENT
}

/// Lines that stand alone wherever they are: number and date of the letterhead, mottos, the signature.
fn always_alone(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "Số:",
        "Số ",
        "Độc lập",
        "Nơi nhận",
        "CỘNG HÒA XÃ HỘI",
        "CỘNG HOÀ XÃ HỘI",
        "ĐẢNG CỘNG SẢN",
        "TM.",
        "KT.",
        "TL.",
        "TUQ.",
        "T/M",
        "Kính gửi",
    ];
    const LONGEST_LINE: usize = 90;
    if text.len() > LONGEST_LINE * 2 {
        return false;
    }
    let short = text.chars().count() <= LONGEST_LINE;
    short
        && (STARTS.iter().any(|start| text.starts_with(start)) && !is_number_in_sentence(text)
            || is_place_and_date(text))
}

/// "Số 10 ngày …" opens a letterhead line only with a number or symbol behind it.
fn is_number_in_sentence(text: &str) -> bool {
    text.strip_prefix("Số ")
        .is_some_and(|rest| !rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '/'))
}

fn is_place_and_date(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
        && text.find(", ngày").or_else(|| text.find(",ngày")).is_some_and(|at| at < 40)
        && text.contains("tháng")
}

/// Whether the line opens a part of the document by itself.
fn is_standing_head(text: &str) -> bool {
    ["PHỤ LỤC", "(Kèm theo", "(Ban hành kèm", "(kèm theo"].iter().any(|start| text.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, lines::split};

    fn shown(text: &str) -> Vec<String> {
        let lines = split(text, &Limits::default()).unwrap();
        read(&lines, Wrapping::measure(&lines))
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => paragraph.passage.normal().to_owned(),
                Block::Table(_) => String::new(),
            })
            .collect()
    }

    #[test]
    fn a_sentence_over_a_page_end_goes_on() {
        let long = "a".repeat(200);
        assert_eq!(
            shown(&format!(
                "- Chủ động rà soát {long} của cả hệ thống chính\n\ntrị, đáp ứng.\n\n- Kiện toàn"
            ))
            .len(),
            2
        );
    }

    #[test]
    fn blank_lines_inside_a_wrapped_paragraph() {
        let text = "Mô hình kiến trúc được tinh gọn, tập trung vào các chức năng cốt lõi của chính\n\nquyền số, vận hành trên nguyên tắc một hệ thống thống nhất và một dữ liệu duy\nnhất, liền mạch:\n\nSở Nội vụ là cơ quan chịu trách nhiệm toàn diện việc triển khai thực hiện các nội\n\ndung tại đơn vị.\n";
        assert_eq!(shown(text).len(), 2);
    }

    #[test]
    fn letterhead_lines_stay_apart() {
        assert_eq!(shown("UBND TỈNH HỒNG LAM\nSỞ NỘI VỤ\nSố: /KH-SNV\nHồng Lam, ngày tháng 01 năm 2026\nKẾ HOẠCH\nChuyển đổi số\n").len(), 6);
    }
}
