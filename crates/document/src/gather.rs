//! Paragraphs and tables in reading order to the blocks of a document: soft line ends, tables that are one,
//! letterheads in two columns. For readers that see paragraphs and cells; text dumps must find them first.

use std::ops::Range;

use kehoach_viet::key;

use crate::{
    At, Block, Document, Furniture, FurnitureKind, Line, Paragraph, Typed, columns, grid, grid::Pieces, label,
};

/// Blocks being gathered.
#[derive(Debug, Default)]
pub struct Gathering {
    done: Vec<Gathered>,
    /// What stood between the pieces of tables.
    furniture: Vec<Furniture>,
}

/// Lines of a page that can stand between two pieces of a table.
const MOST_BETWEEN: usize = 3;

#[derive(Debug)]
enum Gathered {
    Line(Line),
    Paragraph(Paragraph),
    Table(Pieces),
}

impl Gathering {
    /// A paragraph that is one, whatever its line ends.
    pub fn paragraph(&mut self, paragraph: Paragraph) {
        self.done.push(Gathered::Paragraph(paragraph));
    }

    /// A table, or the rest of the one above; between them a page's number or "(tiếp theo)" can stand, as programs
    /// leave it that make files of pages. Titles that the typist put above its head become paragraphs.
    pub fn table(&mut self, mut pieces: Pieces) {
        for passage in pieces.take_titles() {
            self.paragraph(Paragraph { passage, label: None });
        }
        let between =
            self.done.iter().rev().take(MOST_BETWEEN).take_while(|gathered| is_of_a_page(gathered)).count();
        let at = self.done.len() - between;
        match at.checked_sub(1).and_then(|above| self.done.get_mut(above)) {
            Some(Gathered::Table(above)) if grid::goes_on(above, &pieces) => {
                above.append(pieces);
                for gathered in self.done.drain(at..) {
                    if let Gathered::Line(line) = gathered {
                        let passage = line.into_passage();
                        let kind = if is_page_number(passage.normal()) {
                            FurnitureKind::PageNumber
                        } else {
                            FurnitureKind::RunningHead
                        };
                        self.furniture.push(Furniture { kind, passage });
                    }
                }
            }
            _ => self.done.push(Gathered::Table(pieces)),
        }
    }

    /// A paragraph, or several where soft line ends part what a typist could as well have parted; says how many.
    pub fn line(&mut self, line: Line) -> usize {
        let parts = parts(&line.typed.raw);
        if parts.len() == 1 {
            self.done.push(Gathered::Line(line));
            return 1;
        }
        let mut label = line.label;
        for part in &parts {
            let typed = line.typed.slice(part);
            self.done.push(Gathered::Line(Line { typed, label: label.take(), at: line.at.clone() }));
        }
        parts.len()
    }

    /// Joins the tables and puts all into the document.
    pub fn finish(self, document: &mut Document) {
        let mut lines = Vec::new();
        document.furniture.extend(self.furniture);
        for gathered in self.done {
            if !matches!(gathered, Gathered::Line(_)) {
                flush(&mut lines, document);
            }
            match gathered {
                Gathered::Line(line) => lines.push(line),
                Gathered::Paragraph(paragraph) => document.blocks.push(Block::Paragraph(paragraph)),
                Gathered::Table(pieces) => {
                    let joined = grid::join(pieces);
                    document.furniture.extend(joined.furniture);
                    document.warnings.extend(joined.findings);
                    if !joined.table.rows.is_empty() {
                        document.blocks.push(Block::Table(joined.table));
                    }
                }
            }
        }
        flush(&mut lines, document);
    }
}

/// Whether a line is a page's, not the document's: its number, or "(tiếp theo)".
fn is_of_a_page(gathered: &Gathered) -> bool {
    let Gathered::Line(line) = gathered else { return false };
    let text = line.typed.raw.trim();
    is_page_number(text) || is_continued(text)
}

/// "12", "- 12 -", "Trang 12/30".
fn is_page_number(text: &str) -> bool {
    let bare = text.trim_start_matches("Trang").trim_matches([' ', '-', '–', '\u{a0}']);
    let parts = bare.split('/');
    (1..=9).contains(&bare.len())
        && parts.clone().count() <= 2
        && parts
            .into_iter()
            .all(|part| !part.is_empty() && part.trim().bytes().all(|byte| byte.is_ascii_digit()))
}

/// "PHỤ LỤC 01 (tiếp theo)".
fn is_continued(text: &str) -> bool {
    /// Longer lines are text.
    const LONGEST: usize = 80;
    if text.len() > LONGEST {
        return false;
    }
    let folded = key::ascii(text);
    // "Nhiệm vụ giai đoạn tiếp theo" is a heading.
    let is_mark =
        text.ends_with(')') || ["phu luc", "bang ", "bieu "].iter().any(|start| folded.starts_with(start));
    folded == "tiep theo" || is_mark && folded.ends_with("tiep theo")
}

/// Puts the lines between two tables into the document; a letterhead or signature that is set in two columns by
/// tabs is read column by column.
fn flush(lines: &mut Vec<Line>, document: &mut Document) {
    let texts: Vec<&str> = lines.iter().map(|line| line.typed.raw.as_str()).collect();
    let mut push = |typed: Typed, label: Option<String>, at: &At| {
        let passage = Line { typed, label: None, at: at.clone() }.into_passage();
        if !passage.is_empty() {
            document.blocks.push(Block::Paragraph(Paragraph { passage, label }));
        }
    };
    let Some(pieces) = columns::unfold(&texts) else {
        lines.drain(..).for_each(|line| push(line.typed, line.label, &line.at));
        return;
    };
    for columns::Piece { line, range } in pieces {
        let Some(line) = lines.get(line) else { continue };
        let own = line.label.clone().filter(|_| range.start == 0);
        push(line.typed.slice(&range), own, &line.at);
    }
    lines.clear();
}

/// Where a paragraph falls apart at its soft line ends: in front of a label or a bracket, behind the end of a
/// sentence, and between lines of which one is set in capitals. Else the line goes on.
fn parts(raw: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::with_capacity(1);
    let mut start = 0;
    for (at, _) in raw.match_indices('\n') {
        let before = raw.get(start..at).unwrap_or_default();
        let last = before.rsplit('\n').next().unwrap_or_default().trim();
        let next = raw.get(at + 1..).unwrap_or_default();
        let next = next.split('\n').next().unwrap_or_default().trim();
        if last.is_empty() || next.is_empty() {
            continue;
        }
        let capitals = |text: &str| key::is_capitals(text);
        let parted = last.ends_with(['.', ';', ':', '!', '?'])
            || label::parse(next).is_some()
            || next.starts_with('(')
            || is_labelled(next)
            || (capitals(last) || capitals(next)) && !last.ends_with(['-', ',']);
        if parted {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..raw.len());
    parts
}

/// "Chủ trì thực hiện: Sở A": a few words and a colon.
fn is_labelled(text: &str) -> bool {
    /// Words of a label.
    const WORDS: usize = 6;
    text.starts_with(char::is_uppercase)
        && text.split_once(':').is_some_and(|(label, value)| {
            label.split_whitespace().count() <= WORDS && (value.is_empty() || value.starts_with(' '))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, want: &[&str]) {
        let shown: Vec<&str> = parts(raw).into_iter().map(|part| &raw[part]).collect();
        assert_eq!(shown, want);
    }

    #[test]
    fn soft_line_ends() {
        check("- Chủ trì: Sở A\n- Phối hợp: Sở B", &["- Chủ trì: Sở A", "- Phối hợp: Sở B"]);
        check("KẾ HOẠCH\nChuyển đổi số", &["KẾ HOẠCH", "Chuyển đổi số"]);
        check("Kế hoạch số 02-\nKH/TU ngày", &["Kế hoạch số 02-\nKH/TU ngày"]);
        check("của Ủy ban\nnhân dân tỉnh", &["của Ủy ban\nnhân dân tỉnh"]);
        check("Danh mục nhiệm vụ\n(Kèm theo Kế hoạch)", &["Danh mục nhiệm vụ", "(Kèm theo Kế hoạch)"]);
        check("một\n\n\nhai", &["một\n\n\nhai"]);
    }
}
