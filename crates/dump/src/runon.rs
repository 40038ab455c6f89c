//! Run-on text: scraped pages whose letterhead stands in one line, wrapped wherever the page's source was
//! ("ỦY BAN NHÂN DÂN TỈNH … ------- CỘNG HÒA … Số: 1298/KH-UBND … KẾ HOẠCH TRIỂN KHAI … Thực hiện …").
//!
//! Line ends mean nothing here. The text is cut at what must begin a part by its own words: motto, number,
//! place and date, the kind in capitals, the end of the capitals, bases, headings, bullets.

use std::ops::Range;
use std::sync::LazyLock;

use kehoach_document::{Block, Paragraph, Passage};
use kehoach_viet::{Text, key};
use regex::Regex;

use crate::{
    lines::Line,
    motto::{MOTTO, WORDS_BELOW},
    pattern,
};

// The patterns of the letterhead are matched on `key::plain` text: OCR gets marks wrong ("XA HỘI", "KẺ HOẠCH").
static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"-{3,}|_{3,}|\*{3,}"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"S[oO](?:\s?:\s|\s?:?\s?[0-9/]|\s{2,})"));
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\s?,\s?ngay(?:\s?[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[\s0-9.?]*thang[\s0-9.?]*nam\s?(?:[0-9]{4}|[0-9]{2} [0-9]{2})?)",
    )
});
static KIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:KE HOACH|QUYET DINH|NGHI QUYET|CHI THI|CHUONG TRINH|BAO CAO|PHUONG AN|DE AN|HUONG DAN|THONG BAO|KET LUAN|QUY DINH|QUY CHE)",
    )
});
/// Parts of a letterhead that share a line only in run-on text: number behind the words below the motto, kind behind
/// the date.
static ONE_FLOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"Hanh [Pp]huc[^A-Za-z]+S[oO]\s?[:0-9/]|nam [0-9]{4} (?:KE HOACH|QUYET DINH|NGHI QUYET|CHUONG TRINH|CHI THI)",
    )
});
/// Who decides, in capitals between the title and the bases of a decision.
static AUTHORITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:BỘ TRƯỞNG|CHÁNH ÁN|VIỆN TRƯỞNG|THỐNG ĐỐC|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CHỦ NHIỆM|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|TRƯỞNG BAN|HIỆU TRƯỞNG|TỔNG THANH TRA|TỔNG KIỂM TOÁN|CHỦ TỊCH|ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|BAN CHỈ ĐẠO|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI)",
    )
});
/// What begins a paragraph behind the end of a sentence.
static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[.;:,)”/] (Căn cứ |Theo đề nghị |Xét |Trên cơ sở |Điều [0-9]+\.|QUYẾT ĐỊNH|QUYẾT NGHỊ|Nơi nhận|[0-9]{1,2}\. ?\p{Lu}|[0-9]{1,2}\.[0-9]{1,2}\.? ?\p{Lu}|[a-zđ]\) |[-+] \p{Lu})",
    )
});
/// What begins a clause of the preamble, which bodies of text use in the middle of a paragraph.
static PREAMBLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[.;] ((?:Để |Nhằm )?(?:Thực hiện|Triển khai|Tiếp tục (?:triển khai )?thực hiện) )")
});
/// What ends a title in small letters: a preamble, a bracket, an authority in capitals, a heading.
static PREAMBLE_BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" (?:Căn cứ |Thực hiện |Triển khai thực hiện |Để |Nhằm |Tiếp tục |\((?:Ban hành |Kèm )|(?:\p{Lu}{2,} )+Căn cứ|I\. ?\p{Lu})",
    )
});
/// What a decision issues, behind its signature: kind, title, and the bracket that names the decision.
static ISSUED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\p{Ll}[.;/]? ((KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|QUY CHẾ|QUY ĐỊNH) [^()]{3,400}? )(\((?:Ban hành )?[Kk]èm theo (?:Quyết định|Nghị quyết)[^()]*\))",
    )
});
/// Headings that stand anywhere: a Roman number in front of capitals.
static HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r" ((?:[IVX]{1,4})\. ?\p{Lu}{2})"));
/// "… YÊU CẦU 1. Mục đích - Tăng cường": numbers behind a heading in capitals, and the first bullet behind.
static UNDER_HEADING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\p{Lu}{2,}:? ([0-9]{1,2}\.(?:[0-9]{1,2}\.)? ?\p{Lu}\p{Ll})"));
static FIRST_BULLET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[0-9]{1,2}\.(?:[0-9]{1,2}\.)? ?[^.;:-]{3,80}? (- \p{Lu})"));

/// Lines that hold the letterhead of run-on text.
const HEAD_LINES: usize = 12;

/// Whether a run of lines is run-on text: its letterhead has a motto, and a line that holds a rule and words, or
/// parts that never share a line otherwise.
pub(crate) fn is_run_on(lines: &[Line<'_>]) -> bool {
    let head = lines.get(..HEAD_LINES.min(lines.len())).unwrap_or_default();
    let shared = |line: &Line<'_>| {
        let text = line.trimmed();
        RULE.is_match(text) && text.chars().filter(|c| c.is_alphabetic()).count() >= 10
    };
    head.iter().any(|line| shared(line) || one_flow(line))
        && MOTTO.is_match(&key::plain(Text::new(flat(head)).normal()))
}

fn one_flow(line: &Line<'_>) -> bool {
    let text = line.trimmed();
    // Most lines have neither number nor capitals of a kind.
    text.contains(['0', '1', '2', '/', ':']) && ONE_FLOW.is_match(&key::plain(Text::new(text).normal()))
}

/// The lines as one text; a line end counts as one blank, so offsets are those of the lines joined.
fn flat(lines: &[Line<'_>]) -> String {
    lines.iter().map(Line::trimmed).collect::<Vec<_>>().join(" ")
}

/// The paragraphs of run-on text.
pub(crate) fn read(lines: &[Line<'_>]) -> Vec<Block> {
    let raw = flat(lines);
    // Cut where the normal text says, without its double blanks; the pieces are of the raw text.
    let flow = Text::new(&raw);
    let text = flow.normal();
    let mut cuts = vec![0];
    let body = letterhead(&Plain::new(text), &mut cuts);
    paragraphs_of(text, body, &mut cuts);
    let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| flow.raw_span(cut..cut).start).collect();
    cuts.extend([0, raw.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.windows(2).filter_map(|pair| match pair {
        [start, end] => Some(*start..*end),
        _ => None,
    });
    let filled = pieces
        .filter(|piece| raw.get(piece.clone()).is_some_and(|text| text.contains(char::is_alphanumeric)));
    filled.map(|piece| Block::Paragraph(Paragraph { passage: passage(lines, piece), label: None })).collect()
}

/// Text beside its plain form, whose bytes are the text's characters.
struct Plain<'a> {
    text: &'a str,
    plain: String,
    starts: Vec<usize>,
}

impl<'a> Plain<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            plain: key::plain(text),
            starts: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect(),
        }
    }

    /// Where a pattern of plain text stands in the text, from a byte of it on.
    fn find(&self, pattern: &Regex, from: usize) -> Option<Range<usize>> {
        let first = self.starts.partition_point(|&start| start < from);
        let found = pattern.find(self.plain.get(first..)?)?;
        let at = |plain: usize| self.starts.get(first + plain).copied();
        Some(at(found.start())?..at(found.end())?)
    }
}

/// Cuts letterhead, kind, title and authority; returns where the text behind them begins.
fn letterhead(flow: &Plain<'_>, cuts: &mut Vec<usize>) -> usize {
    let mut at = 0;
    let find = |pattern: &Regex, from: usize| flow.find(pattern, from);
    if let Some(motto) = find(&MOTTO, 0) {
        cuts.extend([motto.start, motto.end]);
        at = motto.end;
        if let Some(rule) = find(&RULE, 0).filter(|rule| rule.start < motto.start) {
            cuts.extend([rule.start, rule.end]);
        }
    }
    if let Some(words) = find(&WORDS_BELOW, at) {
        cuts.extend([words.start, words.end]);
        at = words.end;
    }
    if let Some(rule) = find(&RULE, at).filter(|rule| rule.start <= at + 1) {
        cuts.extend([rule.start, rule.end]);
        at = rule.end;
    }
    let number = find(&NUMBER, at).map(|number| number.start);
    if let Some(number) = number {
        cuts.push(number);
        at = number;
    }
    if let Some(date) = find(&DATE, at) {
        cuts.extend([place_start(flow.text, at, date.start), date.end]);
        at = date.end;
    }
    title(flow, at, cuts)
}

/// Where the place in front of a date begins: behind the number's symbol.
fn place_start(text: &str, from: usize, comma: usize) -> usize {
    let between = text.get(from..comma).unwrap_or_default();
    let symbol_end = between.rfind('/').map_or(0, |slash| {
        let behind = between.get(slash..).unwrap_or_default();
        slash + behind.find(' ').unwrap_or(behind.len())
    });
    from + symbol_end
}

/// Cuts kind, title and authority line: the title ends where the capitals end.
fn title(flow: &Plain<'_>, at: usize, cuts: &mut Vec<usize>) -> usize {
    let text = flow.text;
    let Some(kind) = flow.find(&KIND, at) else { return at };
    let start = kind.end;
    cuts.push(start);
    let mut end = start;
    for word in text.get(start..).unwrap_or_default().split_inclusive(' ') {
        let bare = word.trim();
        let heading = bare.ends_with('.')
            && bare.len() > 1
            && bare.trim_end_matches('.').bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
        // A symbol keeps its small letters inside capitals: "11/CT-TTg".
        let symbol = bare.contains('/') && bare.contains(|c: char| c.is_ascii_digit());
        if bare.starts_with('(') || heading || !symbol && bare.contains(char::is_lowercase) {
            break;
        }
        end += word.len();
    }
    if text.get(start..end).is_some_and(|title| title.trim().is_empty()) {
        end = small_title_end(text, start);
    }
    cuts.push(end);
    let decides = text.get(kind).is_some_and(|kind| {
        ["QUYET DINH", "NGHI QUYET", "CHI THI"].contains(&key::plain(kind.trim()).as_str())
    });
    if let Some(authority) = text.get(start..end).filter(|_| decides).and_then(authority_start) {
        cuts.push(start + authority);
    }
    end
}

/// The end of a title in small letters: in front of the first words of a preamble.
fn small_title_end(text: &str, start: usize) -> usize {
    /// Longer texts without a preamble are no titles.
    const LONGEST: usize = 600;
    let rest = text.get(start..).unwrap_or_default();
    // The title itself may begin with these words.
    let first = rest.trim_start().find(' ').map_or(0, |at| at + 1);
    PREAMBLE_BEGINS
        .find_at(rest, first)
        .filter(|found| found.start() <= LONGEST)
        .map_or(start, |found| start + found.start() + 1)
}

/// Where the authority line begins at the end of a title in capitals: the last body that nothing in the title
/// governs ("CỦA ỦY BAN …" does), with the post in front of it.
fn authority_start(title: &str) -> Option<usize> {
    let free = |at: usize| {
        let before = title.get(..at).unwrap_or_default().trim_end();
        !before.is_empty()
            && !["CỦA", "VÀ", "TẠI", "CHO", "DO", "VỚI", "THUỘC", "QUYỀN", "CÁC"]
                .iter()
                .any(|word| before.ends_with(word))
    };
    let starts: Vec<usize> =
        AUTHORITY.find_iter(title).map(|found| found.start()).filter(|&at| free(at)).collect();
    let mut start = *starts.last()?;
    // "CHỦ TỊCH ỦY BAN NHÂN DÂN", "BỘ TRƯỞNG BỘ …, CHỦ NHIỆM ỦY BAN …": a post right in front belongs to it.
    for &earlier in starts.iter().rev().skip(1) {
        let between = title.get(earlier..start)?.trim();
        let post =
            ["CHỦ TỊCH", "CHÁNH ÁN", "THỦ TƯỚNG", "CHỦ NHIỆM", "GIÁM ĐỐC", "TRƯỞNG BAN", "VIỆN TRƯỞNG"]
                .contains(&between);
        if !post {
            break;
        }
        start = earlier;
    }
    Some(start)
}

/// Cuts the text behind the title into paragraphs.
fn paragraphs_of(text: &str, from: usize, cuts: &mut Vec<usize>) {
    let Some(rest) = text.get(from..) else { return };
    for pattern in [&*BEGINS, &*HEADING, &*UNDER_HEADING] {
        let begins = pattern.captures_iter(rest).filter_map(|found| found.get(1));
        cuts.extend(begins.map(|begin| from + begin.start()));
    }
    for issued in ISSUED.captures_iter(rest) {
        let ends = [(1, true), (2, false), (3, true), (3, false)].map(|(group, start)| {
            issued.get(group).map(|found| if start { found.start() } else { found.end() })
        });
        cuts.extend(ends.into_iter().flatten().map(|at| from + at));
    }
    let heading = [&*HEADING, &*UNDER_HEADING]
        .iter()
        .filter_map(|pattern| pattern.find(rest))
        .map(|found| found.start())
        .min();
    let preamble = rest.get(..heading.unwrap_or(rest.len())).unwrap_or_default();
    let clauses = PREAMBLE.captures_iter(preamble).filter_map(|found| found.get(1));
    cuts.extend(clauses.map(|clause| from + clause.start()));
    // A short numbered heading runs into its first bullet.
    let numbered: Vec<usize> = cuts.iter().copied().filter(|&at| at >= from).collect();
    for at in numbered {
        if let Some(bullet) =
            text.get(at..).and_then(|rest| FIRST_BULLET.captures(rest)).and_then(|found| found.get(1))
        {
            cuts.push(at + bullet.start());
        }
    }
}

/// The passage of a range of the joined lines.
fn passage(lines: &[Line<'_>], range: Range<usize>) -> Passage {
    let mut at = 0;
    let mut pieces = Vec::new();
    for line in lines {
        let text = line.trimmed();
        let (start, end) = (at, at + text.len());
        at = end + 1;
        if start >= range.end {
            break;
        }
        let piece = range.start.saturating_sub(start)..range.end.min(end).saturating_sub(start);
        if let Some(piece) = text.get(piece).map(str::trim).filter(|piece| !piece.is_empty()) {
            pieces.push((piece, line.at()));
        }
    }
    Passage::of_lines(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, lines::split};

    fn shown(text: &str) -> Vec<String> {
        let lines = split(text, &Limits::default()).unwrap();
        assert!(is_run_on(&lines));
        read(&lines)
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => paragraph.passage.normal().to_owned(),
                Block::Table(_) => String::new(),
            })
            .collect()
    }

    #[test]
    fn a_plan_in_one_flow() {
        let text = "ỦY\r\n  BAN NHÂN DÂN TỈNH HỒNG LAM ------- CỘNG\r\n  HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --------------- Số: 67/KH-UBND Hồng\r\n  Lam, ngày 22 tháng 6 năm 2022 KẾ HOẠCH TĂNG CƯỜNG\r\nQUẢN LÝ ĐẤT ĐAI THEO CHỈ THỊ 1/CT-TTg NĂM 2022 Triển khai Nghị quyết số 4/NQ-CP của Chính phủ; UBND tỉnh ban hành Kế hoạch như sau: I. MỤC\r\nĐÍCH, YÊU CẦU 1. Mục đích - Nâng\r\ncao nhận thức. - Quản lý chặt. 2. Yêu cầu Kịp thời.";
        assert_eq!(
            shown(text),
            [
                "ỦY BAN NHÂN DÂN TỈNH HỒNG LAM",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Số: 67/KH-UBND",
                "Hồng Lam, ngày 22 tháng 6 năm 2022",
                "KẾ HOẠCH",
                "TĂNG CƯỜNG QUẢN LÝ ĐẤT ĐAI THEO CHỈ THỊ 1/CT-TTg NĂM 2022",
                "Triển khai Nghị quyết số 4/NQ-CP của Chính phủ; UBND tỉnh ban hành Kế hoạch như sau:",
                "I. MỤC ĐÍCH, YÊU CẦU",
                "1. Mục đích",
                "- Nâng cao nhận thức.",
                "- Quản lý chặt.",
                "2. Yêu cầu Kịp thời.",
            ]
        );
    }

    #[test]
    fn loose_marks_and_double_blanks_change_nothing() {
        let text = "UBND TỈNH HỒNG LAM ------- CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ---- Số: 5/KH-UBND Hồng Lam, ngày 2 tháng 5 năm 2023 KẾ HOẠCH TƯỚI TIÊU Thực hiện Nghị quyết số 4/NQ-CP";
        let damaged = text
            .replace('Ộ', "O\u{323}\u{302}")
            .replace('Ế', "E\u{302}\u{301}")
            .replace('ố', "o\u{302}\u{301}")
            .replace(' ', "\u{a0} ");
        assert_eq!(shown(&damaged), shown(text));
        assert_eq!(shown(text).len(), 8);
    }

    #[test]
    fn the_plan_that_a_decision_issues_begins_anew() {
        let text = "UBND TỈNH HỒNG LAM ------- CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ---- Số: 5/QĐ-UBND Hồng Lam, ngày 2 tháng 5 năm 2023 QUYẾT ĐỊNH BAN HÀNH KẾ HOẠCH TƯỚI TIÊU CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH Căn cứ Luật Thủy lợi; QUYẾT ĐỊNH: Điều 1. Ban hành. CHỦ TỊCH Lê Văn Bình KẾ HOẠCH TƯỚI TIÊU (Ban hành kèm theo Quyết định số 5/QĐ-UBND ngày 2/5/2023) I. MỤC ĐÍCH 1. Nâng cao.";
        let all = shown(text);
        assert_eq!(
            all.get(11..).unwrap(),
            [
                "KẾ HOẠCH",
                "TƯỚI TIÊU",
                "(Ban hành kèm theo Quyết định số 5/QĐ-UBND ngày 2/5/2023)",
                "I. MỤC ĐÍCH",
                "1. Nâng cao."
            ]
        );
    }

    #[test]
    fn no_rule_and_a_title_in_small_letters() {
        let text = "ỦY BAN NHÂN DÂN TỈNH HỒNG LAM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Số: 8/KH-UBND Hồng Lam, ngày 2 tháng 5 năm 2026 KẾ HOẠCH Thực hiện Đề án số 08 về cây chè Thực hiện Nghị quyết số 4-NQ/TU ngày 3/2/2026, UBND tỉnh ban hành Kế hoạch như sau: I. MỤC ĐÍCH";
        let all = shown(text);
        assert_eq!(
            all,
            [
                "ỦY BAN NHÂN DÂN TỈNH HỒNG LAM",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Số: 8/KH-UBND",
                "Hồng Lam, ngày 2 tháng 5 năm 2026",
                "KẾ HOẠCH",
                "Thực hiện Đề án số 08 về cây chè",
                "Thực hiện Nghị quyết số 4-NQ/TU ngày 3/2/2026, UBND tỉnh ban hành Kế hoạch như sau:",
                "I. MỤC ĐÍCH",
            ]
        );
    }

    #[test]
    fn a_decision_with_its_authority_line() {
        let text = "UBND TỈNH HỒNG LAM ------- CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ---- Số: 5/QĐ-UBND Hồng Lam, ngày 2 tháng 5 năm 2023 QUYẾT ĐỊNH VỀ KẾ HOẠCH CỦA ỦY BAN NHÂN DÂN TỈNH CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH Căn cứ Luật Đất đai; Căn cứ Nghị định số 9/2022/NĐ-CP; Theo đề nghị của Sở. QUYẾT ĐỊNH: Điều 1. Ban hành.";
        let all = shown(text);
        assert_eq!(
            all.get(5..).unwrap(),
            [
                "QUYẾT ĐỊNH",
                "VỀ KẾ HOẠCH CỦA ỦY BAN NHÂN DÂN TỈNH",
                "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
                "Căn cứ Luật Đất đai;",
                "Căn cứ Nghị định số 9/2022/NĐ-CP;",
                "Theo đề nghị của Sở.",
                "QUYẾT ĐỊNH:",
                "Điều 1. Ban hành."
            ]
        );
    }

    #[test]
    fn no_run_on_text_in_lines_of_their_own() {
        let lines = split("UBND TỈNH HỒNG LAM\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\nSố: 1/KH-UBND\n", &Limits::default()).unwrap();
        assert!(!is_run_on(&lines));
    }
}
