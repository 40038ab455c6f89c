//! The parts of one document: every block belongs to exactly one of letterhead, title, preamble, body,
//! closing and annex (the parts that Nghị định 30/2020/NĐ-CP, Phụ lục I, prescribes).

use kehoach_document::{Block, Paragraph, Passage, Table, is_attributes, label, label::LabelKind};
use kehoach_model::Place;
use kehoach_viet::key;

use crate::{data::KINDS, signature};

/// The part that a block belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Letterhead,
    Title,
    Preamble,
    Body,
    Closing,
    /// Position in [`Parts::annexes`].
    Annex(usize),
}

/// A line of letterhead or closing, from a paragraph or a layout table's cell.
#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: Vec<Place>,
}

/// An appendix.
#[derive(Debug, Clone, Default)]
pub(crate) struct Annex {
    /// "PHỤ LỤC 01"; empty where the appendix has a title only.
    pub(crate) name: String,
    /// Its title, lines joined.
    pub(crate) title: Option<String>,
    /// "(Ban hành kèm theo Kế hoạch số …)".
    pub(crate) attached: Option<String>,
    /// Where it begins.
    pub(crate) at: Vec<Place>,
    /// Blocks of its head.
    pub(crate) head: std::ops::Range<usize>,
}

/// The document cut into its parts.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    pub(crate) blocks: &'a [Block],
    /// Parallel to the blocks.
    pub(crate) parts: Vec<Part>,
    /// Canonical kind from the document's own heading.
    pub(crate) kind: Option<&'static str>,
    /// What stands on the heading's line behind the kind.
    pub(crate) kind_rest: Option<&'a str>,
    /// Position of the kind heading.
    pub(crate) kind_at: Option<usize>,
    pub(crate) annexes: Vec<Annex>,
}

/// Blocks in which the heading must stand.
const HEADING_WITHIN: usize = 60;
/// Blocks of the own title, in which "(Ban hành kèm theo …)" belongs to the document itself.
const OWN_TITLE: usize = 10;

impl<'a> Parts<'a> {
    /// Cuts the blocks of one document.
    pub(crate) fn cut(blocks: &'a [Block]) -> Self {
        let heading = blocks.iter().take(HEADING_WITHIN).enumerate().find_map(|(at, block)| {
            let (kind, rest) = kind_heading(text_of(block)?)?;
            Some((at, kind, rest))
        });
        let mut this = Self {
            blocks,
            parts: Vec::with_capacity(blocks.len()),
            kind: heading.map(|(_, kind, _)| kind),
            kind_rest: heading.map(|(.., rest)| rest).filter(|rest| !rest.is_empty()),
            kind_at: heading.map(|(at, ..)| at),
            annexes: Vec::new(),
        };
        let first_annex = this.annexes();
        let body_end = first_annex.unwrap_or(blocks.len());
        let title_at = this.kind_at.filter(|&at| at < body_end);
        let closing_at = this.closing(body_end);
        let mut part = if title_at.is_some() { Part::Letterhead } else { Part::Preamble };
        let mut title_lines = 0;
        for (at, block) in blocks.iter().enumerate().take(body_end) {
            if Some(at) == title_at {
                part = Part::Title;
                title_lines = usize::from(this.kind_rest.is_some());
                this.parts.push(part);
                continue;
            }
            part = match part {
                Part::Title if continues_title(block, title_lines, blocks.get(at.wrapping_sub(1))) => {
                    title_lines += 1;
                    Part::Title
                }
                Part::Title | Part::Preamble if starts_body(block) => Part::Body,
                Part::Title => Part::Preamble,
                Part::Preamble | Part::Body if closing_at == Some(at) => Part::Closing,
                other => other,
            };
            this.parts.push(part);
        }
        let mut current = 0;
        for at in body_end..blocks.len() {
            while this.annexes.get(current + 1).is_some_and(|next| next.head.start <= at) {
                current += 1;
            }
            this.parts.push(Part::Annex(current));
        }
        this
    }

    /// Blocks of a part with their positions.
    pub(crate) fn of(&self, part: Part) -> impl Iterator<Item = (usize, &'a Block)> {
        let parts = &self.parts;
        self.blocks.iter().enumerate().filter(move |(at, _)| parts.get(*at) == Some(&part))
    }

    /// Lines of a part: paragraphs, and the cells of layout tables column by column. A site's table of
    /// attributes is none of the document's own lines.
    pub(crate) fn lines(&self, part: Part) -> Vec<Line<'a>> {
        let own =
            self.of(part).filter(|(_, block)| !matches!(block, Block::Table(table) if is_attributes(table)));
        own.flat_map(|(_, block)| lines_of(block)).collect()
    }

    /// The annex that a block stands in.
    pub(crate) fn annex_of(&self, block: usize) -> Option<&Annex> {
        match self.parts.get(block)? {
            Part::Annex(annex) => self.annexes.get(*annex),
            _ => None,
        }
    }

    /// Finds the appendices; returns where the first begins.
    fn annexes(&mut self) -> Option<usize> {
        let from = self.kind_at.map_or(0, |at| at + 1);
        for (at, block) in self.blocks.iter().enumerate().skip(from) {
            let Some(text) = text_of(block) else { continue };
            if self.annexes.last().is_some_and(|last| last.head.contains(&at)) {
                continue;
            }
            if let Some((name, rest)) = annex_heading(text) {
                let start = self.letterhead_above(at);
                self.annexes.push(self.annex(name, rest, at, start));
            } else if is_attachment(text) && at > from + OWN_TITLE {
                self.annexes.extend(self.unnamed_annex(text, at));
            }
        }
        self.annexes.first().map(|annex| annex.head.start)
    }

    /// "PHÂN CÔNG NHIỆM VỤ …" over "(Kèm theo Kế hoạch số …)": an appendix that nobody called one.
    fn unnamed_annex(&self, attached: &str, at: usize) -> Option<Annex> {
        /// Lines that such a title was seen to take.
        const TITLE_LINES: usize = 4;
        let above = self.blocks.get(..at)?.iter().rev().take(TITLE_LINES);
        let lines: Vec<&str> = above.map_while(text_of).take_while(|text| key::is_capitals(text)).collect();
        if lines.is_empty() {
            return None;
        }
        let start = at - lines.len();
        Some(Annex {
            name: String::new(),
            title: Some(lines.into_iter().rev().collect::<Vec<_>>().join(" ")),
            attached: Some(attached.to_owned()),
            at: self.blocks.get(start).map(Block::at).unwrap_or_default(),
            head: start..at + 1,
        })
    }

    /// An appendix can carry its own letterhead above its name.
    fn letterhead_above(&self, at: usize) -> usize {
        /// Rows of a letterhead set as a table.
        const LETTERHEAD_ROWS: usize = 6;
        let is_motto = |text: &str| key::ascii(text).starts_with("cong hoa xa hoi chu nghia");
        if let Some(above) = at.checked_sub(1)
            && let Some(Block::Table(table)) = self.blocks.get(above)
            && table.rows.len() <= LETTERHEAD_ROWS
            && table.cells().any(|cell| is_motto(cell.normal()))
        {
            return above;
        }
        let above = self.blocks.get(..at).unwrap_or_default().iter().rev();
        let lines = above.take_while(|block| text_of(block).is_some_and(is_letterhead_line)).count();
        let motto = self
            .blocks
            .get(at - lines..at)
            .unwrap_or_default()
            .iter()
            .any(|block| text_of(block).is_some_and(is_motto));
        if motto { at - lines } else { at }
    }

    fn annex(&self, name: &str, rest: &str, at: usize, start: usize) -> Annex {
        /// Lines that an appendix' title can take.
        const TITLE_LINES: usize = 6;
        let mut title: Vec<&str> = Some(rest).filter(|rest| !rest.is_empty()).into_iter().collect();
        let mut annex = Annex {
            name: name.to_owned(),
            at: self.blocks.get(at).map(Block::at).unwrap_or_default(),
            ..Annex::default()
        };
        let mut end = at + 1;
        for block in self.blocks.iter().skip(at + 1).take(TITLE_LINES) {
            let Some(text) = text_of(block) else { break };
            if is_attachment(text) {
                annex.attached = Some(text.to_owned());
                end += 1;
                break;
            }
            if label::parse(text).is_some()
                || annex_heading(text).is_some()
                || text.ends_with(['.', ';', ':'])
            {
                break;
            }
            title.push(text);
            end += 1;
        }
        annex.title = Some(title.join(" ")).filter(|title| !title.is_empty());
        annex.head = start..end;
        annex
    }

    /// Where the closing part begins. A document about documents shows closings in its body: the last one is its own,
    /// and no numbered heading stands in it.
    fn closing(&self, body_end: usize) -> Option<usize> {
        let from = self.kind_at.map_or(0, |at| at + 1);
        let starts: Vec<usize> = (from..body_end).filter(|&at| self.starts_closing(at)).collect();
        let last = starts.last().copied()?;
        let is_heading = |at: &usize| {
            let text = self.blocks.get(*at).and_then(text_of);
            text.and_then(label::parse).is_some_and(|label| {
                matches!(
                    label.kind,
                    LabelKind::Roman | LabelKind::Capital | LabelKind::Decimal(_) | LabelKind::Part
                )
            })
        };
        let heading = (from..last).rev().find(is_heading).unwrap_or(0);
        starts.into_iter().find(|&at| at > heading)
    }

    /// "Nơi nhận", or the authority that signs.
    fn starts_closing(&self, at: usize) -> bool {
        /// The name stands right below the post, behind the room for the seal.
        const BELOW_POST: usize = 3;
        let closes = self
            .blocks
            .get(at)
            .is_some_and(|block| lines_of(block).iter().any(|line| is_closing_line(line.text)));
        let posted = || {
            let text = self.blocks.get(at).and_then(text_of)?;
            signature::post(text, &key::ascii(text))?;
            self.blocks
                .iter()
                .skip(at + 1)
                .take(BELOW_POST)
                .filter_map(text_of)
                .find(|text| signature::is_person(text))
        };
        closes || posted().is_some()
    }
}

/// Text of a paragraph.
pub(crate) fn text_of(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(Paragraph { passage, .. }) => Some(passage.normal()),
        Block::Table(_) => None,
    }
}

fn lines_of(block: &Block) -> Vec<Line<'_>> {
    match block {
        Block::Paragraph(paragraph) => {
            vec![Line { text: paragraph.passage.normal(), at: paragraph.passage.at() }]
        }
        Block::Table(table) => column_lines(table),
    }
}

/// The lines of a cell, as the typist ended them.
fn lines_of_passage(passage: &Passage) -> impl Iterator<Item = Line<'_>> {
    let filled = passage.lines().filter(|range| !range.is_empty());
    filled.filter_map(|range| {
        Some(Line { text: passage.normal().get(range.clone())?, at: passage.at_range(range) })
    })
}

fn column_lines(table: &Table) -> Vec<Line<'_>> {
    let columns = (0..table.width())
        .flat_map(|column| table.rows.iter().filter_map(move |row| row.get(column)?.as_ref()));
    columns.flat_map(|cell| lines_of_passage(&cell.passage)).collect()
}

/// The kind in a heading line, and what follows it: "KẾ HOẠCH", "KẾ HOẠCH CHUYỂN ĐỔI SỐ …".
pub(crate) fn kind_heading(text: &str) -> Option<(&'static str, &str)> {
    /// "Kế hoạch hành động …": the heading's kind is the plain one (wild openings' conventions).
    const COMPOUND: &[&str] =
        &["Kế hoạch hành động", "Chương trình hành động", "Chương trình công tác", "Báo cáo thẩm định"];
    if !text.starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    let opening = opening_capitals(text);
    KINDS.iter().filter(|kind| !COMPOUND.contains(&kind.name.as_str())).find_map(|kind| {
        let rest =
            behind_capitals(text, &opening, &kind.name).or_else(|| (text == kind.name).then_some(""))?;
        let behind = rest.trim_start_matches([' ', ':', '.']);
        let parted = rest.is_empty() || rest.starts_with([' ', ':', '.']);
        // "KẾ HOẠCH Chuyển đổi số …" on one line; "KẾ HOẠCH số 5" and "KẾ HOẠCH này" are no headings.
        let standing = parted && !behind.starts_with(|c: char| c.is_lowercase()) && !behind.starts_with("Số");
        // "QUYẾT ĐỊNH:" opens the articles of a decision, it heads nothing.
        standing.then(|| (kind.name.as_str(), rest.trim_matches([' ', ':'])))
    })
}

/// The beginning of a text up to its first small letter, plain.
fn opening_capitals(text: &str) -> String {
    /// Longer than any kind.
    const LONGEST: usize = 40;
    let plain: String = text.chars().take(LONGEST).take_while(|c| !c.is_lowercase()).collect();
    key::plain(&plain)
}

/// What stands behind a name in capitals; a wrong mark is borne ("KẺ HOẠCH", a slip of OCR).
fn behind_capitals<'a>(text: &'a str, opening: &str, name: &str) -> Option<&'a str> {
    let letters = name.chars().count();
    if !opening.get(..letters)?.eq_ignore_ascii_case(&key::plain(name)) {
        return None;
    }
    let end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
    text.get(end..)
}

/// "PHỤ LỤC 01", "Phụ lục II", "BIỂU 1": name and what follows on the line.
pub(crate) fn annex_heading(text: &str) -> Option<(&str, &str)> {
    /// A reference to an appendix inside a sentence is longer than a heading.
    const LONGEST: usize = 200;
    let capital = ["PHỤ LỤC", "BIỂU SỐ", "BIỂU"].iter().find(|word| text.starts_with(**word));
    let word =
        capital.or_else(|| ["Phụ lục", "Biểu số", "Biểu"].iter().find(|word| text.starts_with(**word)))?;
    let rest = text.get(word.len()..)?;
    // "Phụ lục" alone on its line.
    if text == "Phụ lục" {
        return Some((text, ""));
    }
    if text.chars().count() > LONGEST || !(rest.is_empty() || rest.starts_with([' ', ':', '.'])) {
        return None;
    }
    let rest = rest.trim_start_matches([':', '.', ' ']);
    let rest = rest.strip_prefix("số ").or_else(|| rest.strip_prefix("SỐ ")).unwrap_or(rest);
    let number_end = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | '.' | '-')))
        .unwrap_or(rest.len());
    let (number, behind) = rest.split_at(number_end);
    let numbered = !number.is_empty() && !behind.starts_with(char::is_alphabetic);
    let behind = if numbered { behind.trim_start_matches(['.', ':', ')', ' ', '-']) } else { rest };
    // "Phụ lục 01 kèm theo …" in a sentence goes on in lower case; a heading does not.
    let heading = capital.is_some()
        || numbered && !behind.starts_with(char::is_lowercase) && !behind.ends_with(['.', ';']);
    let name_end = text.len() - behind.len();
    let name = if numbered { text.get(..name_end)?.trim_end_matches(['.', ':', '-', ' ']) } else { word };
    (heading && (numbered || capital.is_some() && *word != "BIỂU")).then_some((name, behind))
}

/// "(Ban hành kèm theo …)", "(Kèm theo …)".
pub(crate) fn is_attachment(text: &str) -> bool {
    let folded = key::ascii(
        text.get(..text.char_indices().nth(30).map_or(text.len(), |(at, _)| at)).unwrap_or_default(),
    );
    folded.starts_with("kem theo")
        || folded.starts_with("ban hanh kem theo")
        || folded.starts_with("dinh kem")
}

fn continues_title(block: &Block, lines: usize, before: Option<&Block>) -> bool {
    /// Longer paragraphs are sentences.
    const LONGEST: usize = 400;
    /// Kind and a word or two: "KẾ HOẠCH HÀNH ĐỘNG".
    const FEW_WORDS: usize = 5;
    /// Titles of more lines were never seen.
    const MOST_LINES: usize = 12;
    let Some(text) = text_of(block) else { return false };
    if lines >= MOST_LINES || text.chars().count() > LONGEST || is_attachment(text) {
        return false;
    }
    if lines == 0 {
        return !starts_body(block);
    }
    let capitals = |text: &str| !text.contains(char::is_lowercase);
    let before = before.and_then(text_of).unwrap_or_default();
    if capitals(text) && (is_authority_line(text) || !capitals(before)) {
        return false;
    }
    // "KẾ HOẠCH HÀNH ĐỘNG ⏎ Chuyển đổi số …": a few words in capitals beside the kind are not yet the title.
    let heads_only =
        lines == 1 && kind_heading(before).is_some() && before.split_whitespace().count() <= FEW_WORDS;
    if heads_only {
        return !starts_body(block) && !starts_preamble(text) && !text.ends_with([';', ':']);
    }
    let ended = before.ends_with(['.', ';', ':']);
    // In a title set in capitals the first line in lower case ends it.
    if capitals(before) {
        return capitals(text) && !starts_body(block) && !ended;
    }
    !ended && !starts_body(block) && !starts_preamble(text) && !text.ends_with(['.', ';', ':', ','])
}

/// The line of a decision or resolution that names who decides: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH".
fn is_authority_line(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "BỘ TRƯỞNG",
        "CHỦ TỊCH",
        "CHÁNH ÁN",
        "VIỆN TRƯỞNG",
        "THỐNG ĐỐC",
        "GIÁM ĐỐC",
        "TỔNG GIÁM ĐỐC",
        "CHỦ NHIỆM",
        "CỤC TRƯỞNG",
        "TỔNG CỤC TRƯỞNG",
        "TRƯỞNG BAN",
        "HIỆU TRƯỞNG",
        "TỔNG THANH TRA",
        "TỔNG KIỂM TOÁN",
        "ỦY BAN NHÂN DÂN",
        "UỶ BAN NHÂN DÂN",
        "UBND",
        "HỘI ĐỒNG NHÂN DÂN",
        "HĐND",
        "THỦ TƯỚNG CHÍNH PHỦ",
        "CHÍNH PHỦ",
        "QUỐC HỘI",
        "ỦY BAN THƯỜNG VỤ",
        "BAN CHỈ ĐẠO",
    ];
    STARTS.iter().any(|start| text.starts_with(start))
}

/// Words that open the preamble (measured on 59 openings).
pub(crate) fn starts_preamble(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "Căn cứ",
        "Thực hiện",
        "Triển khai",
        "Tiếp tục",
        "Nhằm",
        "Để ",
        "Xét ",
        "Theo ",
        "Trên cơ sở",
        "Kính gửi",
        "Trong ",
        "Ngày ",
        "Năm ",
        "Qua ",
        "Sau ",
        "Phát huy",
        "Với ",
        "Thi hành",
        "Được ",
    ];
    WORDS.iter().any(|word| text.starts_with(word))
}

fn starts_body(block: &Block) -> bool {
    match block {
        Block::Paragraph(paragraph) => {
            let text = paragraph.passage.normal();
            label::parse(text).is_some_and(|label| label.kind.is_numbered())
        }
        Block::Table(_) => true,
    }
}

fn is_closing_line(text: &str) -> bool {
    let folded = key::ascii(
        text.get(..text.char_indices().nth(12).map_or(text.len(), |(at, _)| at)).unwrap_or_default(),
    );
    if folded.starts_with("noi nhan") {
        return true;
    }
    authority_mark(text)
}

/// A line that opens with TM., KT., TL., TUQ. or the Party's T/M, K/T, T/L, in capitals.
pub(crate) fn authority_mark(text: &str) -> bool {
    const MARKS: &[&str] = &["TM.", "KT.", "TL.", "TUQ.", "T/M", "K/T", "T/L", "TM ", "KT "];
    MARKS.iter().any(|mark| text.starts_with(mark))
        && text.chars().filter(|c| c.is_alphabetic()).take(20).all(|c| !c.is_lowercase())
}

pub(crate) fn is_letterhead_line(text: &str) -> bool {
    const LONGEST: usize = 60;
    let capitals = !text.contains(char::is_lowercase);
    text.chars().count() <= LONGEST
        && (capitals && !text.contains("PHỤ LỤC") && !authority_mark(text) || text.starts_with("Độc lập"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_kind() {
        assert_eq!(kind_heading("KẾ HOẠCH"), Some(("Kế hoạch", "")));
        assert_eq!(kind_heading("KẾ HOẠCH CHUYỂN ĐỔI SỐ"), Some(("Kế hoạch", "CHUYỂN ĐỔI SỐ")));
        assert_eq!(kind_heading("KẾ HOẠCH HÀNH ĐỘNG NĂM 2026"), Some(("Kế hoạch", "HÀNH ĐỘNG NĂM 2026")));
        assert_eq!(kind_heading("Kế hoạch số 12/KH-UBND"), None);
        assert_eq!(kind_heading("Báo cáo kết quả"), None);
    }

    #[test]
    fn headings_of_annexes() {
        assert_eq!(annex_heading("PHỤ LỤC 01"), Some(("PHỤ LỤC 01", "")));
        assert_eq!(
            annex_heading("PHỤ LỤC CÁC NHIỆM VỤ TRỌNG TÂM"),
            Some(("PHỤ LỤC", "CÁC NHIỆM VỤ TRỌNG TÂM"))
        );
        assert_eq!(annex_heading("Phụ lục II. Danh mục nhiệm vụ"), Some(("Phụ lục II", "Danh mục nhiệm vụ")));
        assert_eq!(annex_heading("Phụ lục"), Some(("Phụ lục", "")));
        assert_eq!(annex_heading("Phụ lục 01 kèm theo Kế hoạch này."), None);
        assert_eq!(annex_heading("BIỂU 1"), Some(("BIỂU 1", "")));
        assert_eq!(annex_heading("BIỂU DƯƠNG TẬP THỂ"), None);
    }
}
