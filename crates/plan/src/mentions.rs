//! Numbered mentions of documents in running text: the grammar of one citation.
//!
//! `type "số"? number symbol (date)? (issuer)? (title)?`, date and issuer in either order. The number with its
//! symbol is the anchor, never the word "số": in digital plans that word is everywhere.

use std::{ops::Range, sync::LazyLock};

use kehoach_viet::{find_dates, key};
use regex::Regex;

use crate::data::{self, KINDS, pattern};

/// One mention; ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// From the type word to the end of date and issuer.
    pub range: Range<usize>,
    /// Number with symbol, blanks closed up.
    pub number: String,
    /// Canonical type word.
    pub kind: Option<&'static str>,
    /// ISO date.
    pub date: Option<String>,
    /// Issuer as printed.
    pub issuer: Option<String>,
    /// Title as the mention words it.
    pub title: Option<String>,
    /// Position of the mention whose title holds this one.
    pub nested_in: Option<usize>,
    /// "Đề án 06": a short form without symbol, which names no document by itself.
    pub by_number_alone: bool,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[0-9]{1,5}[a-zđ]?(?:/(?:19|20)[0-9]{2})?[/-][A-ZĐƯ][A-Za-zĐđƯưÔôÂâÊê0-9&]*(?:[-/][A-ZĐƯ][A-Za-zĐđƯưÔôÂâÊê0-9&]*)*",
    )
});

/// Words at which an issuer's name ends.
const ISSUER_ENDS: &[&str] = &[
    " về ",
    " V/v",
    " ban hành",
    " phê duyệt",
    " sửa đổi",
    " quy định",
    " thực hiện",
    " triển khai",
    " hướng dẫn",
    " tại ",
    " thông qua",
    " ngày ",
    " do ",
    " đã ",
    " giao ",
    ";",
    ".",
    "(",
    ")",
    ":",
    "“",
    "\"",
    " và Kế hoạch",
    " và Nghị quyết",
    " và Quyết định",
    " và Chỉ thị",
    " và Công văn",
    " và Đề án",
    " và Chương trình",
    " và Thông báo",
];

/// Words with which the title of a cited document begins behind number, date and issuer.
const TITLE_OPENERS: &[&str] = &[
    "về ",
    "v/v",
    "V/v",
    "ban hành",
    "phê duyệt",
    "sửa đổi",
    "bổ sung",
    "thực hiện",
    "triển khai",
    "quy định",
    "hướng dẫn",
    "thí điểm",
    "thành lập",
    "điều chỉnh",
    "công bố",
    "kiện toàn",
    "giao ",
    "tổ chức",
    "tăng cường",
    "đẩy mạnh",
    "giám sát",
    "phát triển",
    "xây dựng",
    "thông qua",
    "chuyển đổi",
    "“",
    "\"",
];

/// All mentions of a text in order. The text is normalised ([`kehoach_viet::Text`]): blanks inside numbers are
/// closed up there.
#[must_use]
pub fn find_mentions(text: &str) -> Vec<Mention> {
    // A title in capitals: its words are known in small letters. Lower-casing keeps the length of every
    // Vietnamese letter, so offsets hold in both; where it does not, the text stays as it is.
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let small = letters().filter(|c| c.is_lowercase()).count() * 10 < letters().count();
    let lower = small.then(|| text.to_lowercase()).filter(|lower| lower.len() == text.len());
    with_aliases(text, scan_words(text, lower.as_deref().unwrap_or(text)))
}

/// `words` is the text with small letters, at the same offsets.
fn scan_words(text: &str, words: &str) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    let numbers: Vec<Range<usize>> =
        NUMBER.find_iter(text).map(|found| found.range()).filter(|range| stands_alone(text, range)).collect();
    let mut titles: Vec<Option<Range<usize>>> = Vec::new();
    for (at, number) in numbers.iter().enumerate() {
        let limit = numbers.get(at + 1).map_or(text.len(), |next| next.start);
        let (start, kind) = kind_before(text, number);
        let tail = Tail::read(text, words, number.end, limit);
        let date = tail.date.clone().or_else(|| date_before(text, start));
        let nested_in = mentions
            .last()
            .and_then(|last| nesting(words, mentions.len() - 1, last, titles.last()?.as_ref(), start));
        titles.push(tail.title_start.map(|start| start..title_end(words, start)));
        mentions.push(Mention {
            range: start..tail.end,
            number: text.get(number.clone()).unwrap_or_default().to_owned(),
            kind,
            date,
            issuer: tail.issuer,
            title: None,
            nested_in,
            by_number_alone: false,
        });
    }
    set_titles(text, &mut mentions, &titles);
    mentions
}

/// "Đề án 06": a scheme known by its number alone.
static ALIAS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:Đề án|ĐỀ ÁN) ([0-9]{2})(?:[^0-9/A-Za-z-]|-[^0-9A-ZĐ]|$)"));

/// Mentions in order, schemes known by their number among them.
fn with_aliases(text: &str, mentions: Vec<Mention>) -> Vec<Mention> {
    let scheme = KINDS.iter().find(|kind| kind.name == "Đề án").map(|kind| kind.name.as_str());
    let alias = |(number, range): (&str, Range<usize>)| Mention {
        range,
        number: number.to_owned(),
        kind: scheme,
        date: None,
        issuer: None,
        title: None,
        nested_in: None,
        by_number_alone: true,
    };
    let mut aliases = aliases(text).map(alias).peekable();
    if aliases.peek().is_none() {
        return mentions;
    }
    let mut merged: Vec<(Option<usize>, Mention)> =
        mentions.into_iter().enumerate().map(|(at, mention)| (Some(at), mention)).collect();
    merged.extend(aliases.map(|alias| (None, alias)));
    merged.sort_by_key(|(_, mention)| mention.range.start);
    let mut moved = vec![0; merged.len()];
    for (now, (before, _)) in merged.iter().enumerate() {
        if let Some(slot) = before.and_then(|before| moved.get_mut(before)) {
            *slot = now;
        }
    }
    let renumbered = merged.into_iter().map(|(_, mut mention)| {
        mention.nested_in = mention.nested_in.and_then(|holder| moved.get(holder).copied());
        mention
    });
    renumbered.collect()
}

/// Schemes cited by type word and number without symbol: number and range of each.
fn aliases(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    ALIAS.captures_iter(text).filter_map(|found| {
        let (whole, number) = (found.get(0)?, found.get(1)?);
        Some((number.as_str(), whole.start()..number.end()))
    })
}

/// Digits or letters that run on make another number; a symbol needs the capitals of a type or an issuer.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let symbol = text.get(range.clone()).unwrap_or_default();
    let mark = symbol
        .split(['/', '-'])
        .find(|group| group.starts_with(|c: char| c.is_alphabetic()))
        .unwrap_or_default();
    let capitals = symbol.chars().filter(|c| c.is_uppercase()).count();
    !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | ','))
        && capitals >= 2
        && mark.chars().count() >= 2
}

/// The type word in front of a number, and where the mention starts.
fn kind_before(text: &str, number: &Range<usize>) -> (usize, Option<&'static str>) {
    let before = text.get(..number.start).unwrap_or_default();
    let trimmed = before.trim_end().trim_end_matches(':').trim_end();
    let of_number = ["số", "Số", "SỐ"].iter().find_map(|word| trimmed.strip_suffix(word)).map(str::trim_end);
    let head = of_number.unwrap_or(trimmed);
    let start = if of_number.is_some() {
        head.len() + trimmed.get(head.len()..).map_or(0, |rest| rest.len() - rest.trim_start().len())
    } else {
        number.start
    };
    if let Some((kind, length)) = kind_at_end(head) {
        return (head.len() - length, Some(kind));
    }
    if let Some((start, kind)) = kind_with_qualifier(head).filter(|_| of_number.is_some()) {
        return (start, Some(kind));
    }
    let symbol = text.get(number.clone()).unwrap_or_default();
    if symbol.contains("/QH") || symbol.contains("UBTVQH") {
        return law_before(head).unwrap_or((start, None));
    }
    let mark = symbol.split(['/', '-']).find(|group| group.starts_with(|c: char| c.is_alphabetic()));
    (start, mark.and_then(data::kind_of_mark))
}

/// The kind whose name ends a text, in any of its usual cases, and the length of the name as printed.
fn kind_at_end(text: &str) -> Option<(&'static str, usize)> {
    KINDS.iter().find_map(|kind| {
        let name = kind.name.as_str();
        let start = text.len().checked_sub(name.len()).filter(|&start| text.is_char_boundary(start))?;
        let tail = text.get(start..)?;
        let same = tail == name || tail.to_lowercase() == name.to_lowercase();
        let word = !text.get(..start)?.ends_with(char::is_alphanumeric);
        (same && word).then_some((name, name.len()))
    })
}

/// "Kế hoạch chi tiết số …", "Kế hoạch năm 2025 số …": a kind with a few words before "số".
fn kind_with_qualifier(head: &str) -> Option<(usize, &'static str)> {
    /// Three short words; a longer gap belongs to a sentence.
    const QUALIFIER: usize = 30;
    let from =
        (head.len().saturating_sub(QUALIFIER + 40)..=head.len()).find(|&at| head.is_char_boundary(at))?;
    let window = head.get(from..)?;
    let clause = window.rsplit([';', '.', ':', ',', '(', ')', '“', '”']).next()?;
    let found =
        KINDS.iter().filter_map(|kind| clause.rfind(kind.name.as_str()).map(|at| (at, kind.name.as_str())));
    let (at, kind) = found.max_by_key(|(at, kind)| (*at, kind.len()))?;
    let qualifier = clause.get(at + kind.len()..)?;
    let fits = qualifier.starts_with(' ') && qualifier.chars().count() <= QUALIFIER;
    let start = head.len() - clause.len() + at;
    (fits && !qualifier.contains(" và ")).then_some((start, kind))
}

/// "Luật Thanh tra số 56/2010/QH12": the type word stands in front of the law's name.
fn law_before(head: &str) -> Option<(usize, Option<&'static str>)> {
    /// No law's name is longer.
    const NAME: usize = 220;
    let from = (head.len().saturating_sub(NAME)..=head.len()).find(|&at| head.is_char_boundary(at))?;
    let window = head.get(from..)?;
    let clause = window.rfind([';', '.', ':']).map_or(0, |at| at + 1);
    let found = ["Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết"].iter().filter_map(|kind| {
        let at = window.get(clause..)?.rfind(kind)?;
        Some((from + clause + at, *kind))
    });
    let (at, kind) = found.max_by_key(|(at, kind)| (*at, kind.len()))?;
    let kind = KINDS.iter().find(|known| known.name == kind).map(|known| known.name.as_str());
    Some((at, kind))
}

/// Date, issuer and the start of the title behind a number.
#[derive(Default)]
struct Tail {
    date: Option<String>,
    issuer: Option<String>,
    title_start: Option<usize>,
    end: usize,
}

impl Tail {
    fn read(text: &str, words: &str, from: usize, limit: usize) -> Self {
        let mut this = Self { end: from, ..Self::default() };
        // Date and issuer come in either order, each once.
        for _ in 0..2 {
            if this.date.is_none() {
                this.take_date(text, limit);
            }
            if this.issuer.is_none() {
                this.take_issuer(text, words, limit);
            }
        }
        let rest = words.get(this.end..).unwrap_or_default();
        let opened = rest.trim_start_matches([',', ' ']);
        if TITLE_OPENERS.iter().any(|opener| opened.starts_with(opener)) {
            this.title_start = Some(this.end + (rest.len() - opened.len()));
        }
        this
    }

    fn take_date(&mut self, text: &str, limit: usize) {
        let Some(window) = text.get(self.end..limit) else { return };
        let Some(found) = find_dates(window).next() else { return };
        let gap = window.get(..found.range.start).unwrap_or_default();
        if is_date_gap(gap) {
            self.date = found.date.iso();
            self.end += found.range.end;
            if let Some(rest) =
                text.get(self.end..).filter(|_| gap.contains('(')).and_then(|rest| rest.strip_prefix(')'))
            {
                self.end = text.len() - rest.len();
            }
        }
    }

    fn take_issuer(&mut self, text: &str, words: &str, limit: usize) {
        let Some(rest) = words.get(self.end..limit.max(self.end)) else { return };
        let opened = rest.trim_start_matches([',', ' ']);
        let Some(name) = opened.strip_prefix("của ") else { return };
        let start = self.end + rest.len() - name.len();
        let printed =
            text.get(start..start + issuer_end(name)).unwrap_or_default().trim_end_matches([',', ' ']);
        // "của các bộ, ngành" names nobody.
        if printed.starts_with(char::is_uppercase)
            || printed.starts_with("tỉnh")
            || printed.starts_with("liên")
        {
            self.issuer = Some(printed.to_owned());
            self.end = start + printed.len();
        }
    }
}

/// What may stand between a number and its date: marks, or the drafting unit in brackets ("7176/TTr-CAT (CSGT) ngày").
fn is_date_gap(gap: &str) -> bool {
    const UNIT: usize = 24;
    let bracket = gap.trim().strip_prefix('(').and_then(|gap| gap.strip_suffix(')'));
    let unit = bracket.is_some_and(|unit| unit.chars().count() <= UNIT && !unit.contains(['(', ')']));
    unit || gap.chars().all(|c| matches!(c, ' ' | ',' | '(' | ')'))
}

/// Where an issuer's name ends: at a verb or a mark; at a comma unless a known name goes on behind it.
fn issuer_end(name: &str) -> usize {
    /// No issuer's name is longer.
    const LONGEST: usize = 160;
    let mut end = ISSUER_ENDS.iter().filter_map(|stop| name.find(stop)).min().unwrap_or(name.len());
    end = (0..=end.min(LONGEST)).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
    let Some(comma) = name.get(..end).and_then(|name| name.find(',')) else { return end };
    let words = name.get(..end).unwrap_or_default();
    let mut known =
        words.match_indices([' ', ',']).map(|(at, _)| at).chain([words.len()]).filter(|&at| at > comma);
    known.rfind(|&at| words.get(..at).is_some_and(|name| data::body_name(name).is_some())).unwrap_or(comma)
}

/// "Ngày 22/12/2024, Bộ Chính trị đã ban hành Nghị quyết số …": the date in front.
fn date_before(text: &str, start: usize) -> Option<String> {
    /// Between such a date and its document stand an issuer and a verb.
    const REACH: usize = 120;
    let from = (start.saturating_sub(REACH)..=start).find(|&at| text.is_char_boundary(at))?;
    let window = text.get(from..start)?;
    let date = find_dates(window).last()?;
    let between = window.get(date.range.end..)?;
    let opens = window.get(..date.range.start).is_some_and(|before| {
        before.is_empty() || before.trim_end().ends_with(['.', ';', '-']) || before.trim().is_empty()
    });
    let verb = ["ban hành", "ký ban hành", "thông qua"].iter().any(|verb| between.trim_end().ends_with(verb));
    (opens && verb && !between.contains([';', '.'])).then(|| date.date.iso()).flatten()
}

/// Where a title that starts at `start` ends at the latest: the clause, the acting clause, an alias.
fn title_end(text: &str, start: usize) -> usize {
    const ENDS: &[&str] = &[";", ". ", " (sau đây", " (viết tắt", " (gọi tắt", " (Sau đây", "./."];
    /// No title is longer; a text without a stop is damage.
    const LONGEST: usize = 1500;
    let reach = (start..=(start + LONGEST).min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(start);
    let rest = text.get(start..reach).unwrap_or_default();
    let mut end = ENDS.iter().filter_map(|mark| rest.find(mark)).min().unwrap_or(rest.len());
    for (comma, _) in rest.get(..end).unwrap_or_default().match_indices(", ") {
        let behind = rest.get(comma + 2..).unwrap_or_default();
        if acts(behind) {
            end = comma;
            break;
        }
    }
    start + rest.get(..end).unwrap_or_default().trim_end_matches(['.', ' ', ',']).len()
}

/// Whether a clause begins in which a body acts: "Sở Nội vụ ban hành Kế hoạch …".
pub(crate) fn acts(text: &str) -> bool {
    const VERBS: &[&str] = &[" ban hành ", " xây dựng ", " triển khai ", " đề nghị ", " yêu cầu ", " lập "];
    const REACH: usize = 140;
    let reach = (0..=text.len().min(REACH)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let head = text.get(..reach).unwrap_or_default();
    let clause = head.find([',', ';', '.']).and_then(|end| head.get(..end)).unwrap_or(head);
    let folded_start = key::ascii(clause.split(' ').take(2).collect::<Vec<_>>().join(" ").as_str());
    let body = [
        "ubnd",
        "uy ban",
        "so ",
        "bo ",
        "ban ",
        "hdnd",
        "hoi dong",
        "van phong",
        "cong an",
        "phong ",
        "tinh uy",
        "dang ",
        "truong ",
        "trung tam",
        "cuc ",
    ];
    text.starts_with(char::is_uppercase)
        && body.iter().any(|start| folded_start.starts_with(start.trim_end()))
        && VERBS.iter().any(|verb| clause.contains(verb))
}

/// Whose title holds a mention that starts at `start`, given the one before it.
fn nesting(
    text: &str,
    last_at: usize,
    last: &Mention,
    title: Option<&Range<usize>>,
    start: usize,
) -> Option<usize> {
    let between = text.get(last.range.end..start)?;
    let joint = between.trim_end();
    // A clause that ended, or a comma, opens the next mention at the top.
    if between.contains(';')
        || joint.ends_with([',', ':'])
        || joint.ends_with("./.")
        || between.contains(". ")
    {
        return None;
    }
    if joint.ends_with(" và") || joint == "và" {
        return last.nested_in;
    }
    title.filter(|title| title.contains(&start)).map(|_| last_at)
}

fn set_titles(text: &str, mentions: &mut [Mention], titles: &[Option<Range<usize>>]) {
    // The next mention that is not nested in this one ends its title; only those inside the title matter.
    let next_at_top = |at: usize, end: usize| {
        let later = mentions.iter().skip(at + 1).take_while(|later| later.range.start < end);
        later
            .filter(|later| later.nested_in.is_none_or(|holder| holder < at))
            .map(|later| later.range.start)
            .next()
    };
    let ends: Vec<Option<usize>> = titles
        .iter()
        .enumerate()
        .map(|(at, title)| title.as_ref().map(|title| next_at_top(at, title.end).unwrap_or(title.end)))
        .collect();
    for (at, mention) in mentions.iter_mut().enumerate() {
        let Some(Some(title)) = titles.get(at) else { continue };
        let end = ends.get(at).copied().flatten().unwrap_or(title.end);
        let words = text
            .get(title.start..end.max(title.start))
            .unwrap_or_default()
            .trim_end_matches([',', ' ', ':', ';', '.']);
        let words = words.strip_suffix(" và").unwrap_or(words).trim_end();
        let words =
            ["về việc ", "về ", "V/v "].iter().find_map(|lead| words.strip_prefix(lead)).unwrap_or(words);
        mention.title = (!words.is_empty()).then(|| words.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |m: Mention| {
            let nested = m.nested_in.map_or(String::new(), |at| format!(" in {at}"));
            format!(
                "{} {} {} [{}]{nested}",
                m.kind.unwrap_or("?"),
                m.number,
                m.date.unwrap_or_default(),
                m.issuer.unwrap_or_default()
            )
        };
        find_mentions(text).into_iter().map(show).collect()
    }

    #[test]
    fn a_whole_citation() {
        let text = "Thực hiện Kế hoạch số 1774/KH-UBND ngày 31/12/2025 của UBND tỉnh Nghệ An về chuyển đổi số tỉnh Nghệ An năm 2026, Sở Nội vụ ban hành Kế hoạch";
        assert_eq!(shown(text), ["Kế hoạch 1774/KH-UBND 2025-12-31 [UBND tỉnh Nghệ An]"]);
        let mention = &find_mentions(text)[0];
        assert_eq!(mention.title.as_deref(), Some("chuyển đổi số tỉnh Nghệ An năm 2026"));
        assert_eq!(
            &text[mention.range.clone()],
            "Kế hoạch số 1774/KH-UBND ngày 31/12/2025 của UBND tỉnh Nghệ An"
        );
    }

    #[test]
    fn nested_citations() {
        let text = "Kế hoạch 348/KH-UBND ngày 14/5/2025 của UBND tỉnh về thực hiện Nghị quyết 71/NQ-CP và Kế hoạch hành động 328-KH/TU thực hiện Nghị quyết 57-NQ/TW về đột phá";
        assert_eq!(
            shown(text),
            [
                "Kế hoạch 348/KH-UBND 2025-05-14 [UBND tỉnh]",
                "Nghị quyết 71/NQ-CP  [] in 0",
                "Kế hoạch hành động 328-KH/TU  [] in 0",
                "Nghị quyết 57-NQ/TW  [] in 2"
            ]
        );
    }

    #[test]
    fn lists_laws_and_dates_in_front() {
        assert_eq!(
            shown("các Chỉ thị: số 33/CT-TTg, số 10/CT-TTg ngày 19/4/2023"),
            ["Chỉ thị 33/CT-TTg  []", "Chỉ thị 10/CT-TTg 2023-04-19 []"]
        );
        assert_eq!(
            shown("Luật Thanh tra số 56/2010/QH12 ngày 15/11/2010"),
            ["Luật 56/2010/QH12 2010-11-15 []"]
        );
        assert_eq!(
            shown("Ngày 22/12/2024, Bộ Chính trị đã ban hành Nghị quyết số 57-NQ/TW về"),
            ["Nghị quyết 57-NQ/TW 2024-12-22 []"]
        );
        assert_eq!(
            shown("Công văn số 5511/BKH&CN-CĐSQG ngày 10/10/2025 của Bộ Khoa học và Công nghệ về việc"),
            ["Công văn 5511/BKH&CN-CĐSQG 2025-10-10 [Bộ Khoa học và Công nghệ]"]
        );
        assert_eq!(
            shown("Quyết định số 5/QĐ-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch, ngày 02/3/2025"),
            ["Quyết định 5/QĐ-BVHTTDL 2025-03-02 [Bộ Văn hóa, Thể thao và Du lịch]"]
        );
    }

    #[test]
    fn schemes_known_by_their_number() {
        let shown = |text| aliases(text).map(|(number, _)| number.to_owned()).collect::<Vec<_>>();
        assert_eq!(shown("(Nhiệm vụ Đề án 06) và Đề án 06 của Chính phủ"), ["06", "06"]);
        assert!(shown("Đề án số 08, Đề án 06/CP, Đề án 08-ĐA/TU, Đề án 2026").is_empty());
    }

    #[test]
    fn no_mention_in_other_numbers() {
        for text in
            ["Quý 1/2026", "tỷ lệ 24/7", "cấu hình 1:1", "5G/IoT", "chữ ký số", "Đề án 06/CP", "10-Tây"]
        {
            assert!(find_mentions(text).is_empty() || text.contains("06/CP"), "{text}");
        }
    }
}
