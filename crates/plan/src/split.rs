//! Several documents in one file: a decision and the plan it issues, plans bound together.
//!
//! A further document begins with a letterhead of its own that leads to a heading of kind, or with such a
//! heading over a line "(Ban hành kèm theo Quyết định số …)". A letterhead over "PHỤ LỤC" is an appendix's.

use std::ops::Range;

use kehoach_document::{Block, Document};
use kehoach_viet::key;

use crate::parts::{annex_heading, is_attachment, is_letterhead_line, kind_heading, text_of};

/// A letterhead leads to its heading within so many blocks.
const LETTERHEAD_BLOCKS: usize = 15;
/// A title takes so many blocks at most before its attachment line.
const TITLE_BLOCKS: usize = 8;
/// Kinds that issue other documents.
const ISSUING: &[&str] = &["Quyết định", "Nghị quyết", "Công văn", "Tờ trình", "Thông báo", "Chỉ thị"];

/// The blocks of each document, in order; at least one range.
#[must_use]
pub fn split(document: &Document) -> Vec<Range<usize>> {
    let blocks = document.blocks.as_slice();
    let mut starts = vec![0];
    let mut kinds = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let last = starts.last().copied().unwrap_or(0);
        let heading = heading(block);
        let begins = !kinds.is_empty()
            && (has_motto(block) && leads_to_heading(blocks, at)
                || heading.is_some_and(|kind| !kinds.contains(&kind))
                    && kinds.iter().any(|kind| ISSUING.contains(kind))
                    && is_attached(blocks, at));
        let start = begins.then(|| above_letterhead(blocks, at));
        if let Some(start) = start.filter(|&start| start > last) {
            starts.push(start);
            kinds.clear();
        }
        kinds.extend(heading);
    }
    let ends = starts.iter().skip(1).copied().chain([blocks.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// The kind that a block heads. "QUYẾT ĐỊNH:" opens the articles of a decision.
fn heading(block: &Block) -> Option<&'static str> {
    let text = text_of(block)?;
    kind_heading(text).filter(|_| !text.ends_with(':')).map(|(kind, _)| kind)
}

fn has_motto(block: &Block) -> bool {
    let motto = |text: &str| {
        let start = text.trim_start_matches(['*', '-', ' ']);
        start.starts_with("CỘNG H") && key::ascii(start).starts_with("cong hoa xa hoi chu nghia")
            || start.starts_with("ĐẢNG CỘNG SẢN VIỆT NAM")
    };
    match block {
        Block::Paragraph(paragraph) => motto(paragraph.passage.normal()),
        Block::Table(table) => table.rows.len() <= 6 && table.cells().any(|cell| motto(cell.normal())),
    }
}

/// Whether a heading of kind comes before an appendix does.
fn leads_to_heading(blocks: &[Block], at: usize) -> bool {
    let ahead = blocks.iter().skip(at + 1).take(LETTERHEAD_BLOCKS);
    for block in ahead {
        if text_of(block).is_some_and(|text| annex_heading(text).is_some()) {
            return false;
        }
        if heading(block).is_some() {
            return true;
        }
    }
    false
}

/// Whether the title behind a heading closes with "(Ban hành kèm theo …)". Under "PHỤ LỤC I" such a heading is
/// the appendix's title.
fn is_attached(blocks: &[Block], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|above| text_of(blocks.get(above)?));
    if above.is_some_and(|text| annex_heading(text).is_some()) {
        return false;
    }
    let ahead = blocks.iter().skip(at + 1).take(TITLE_BLOCKS);
    ahead.map_while(text_of).any(is_attachment)
}

/// The first line of the letterhead that a motto or heading belongs to.
fn above_letterhead(blocks: &[Block], at: usize) -> usize {
    let above = blocks.get(..at).unwrap_or_default().iter().rev();
    let lines = above.take_while(|block| {
        text_of(block).is_some_and(|text| {
            is_letterhead_line(text) || text.starts_with("Số:") || text.starts_with("Số ")
        })
    });
    at - lines.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(usize, &'static str)> {
        let document = kehoach_dump::read(text.as_bytes(), &kehoach_dump::Limits::default()).unwrap();
        split(&document)
            .into_iter()
            .map(|range| (range.len(), document.blocks[range].iter().find_map(heading).unwrap_or("none")))
            .collect()
    }

    const DECISION: &str = "UBND TỈNH HỒNG LAM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/QĐ-UBND\nQUYẾT ĐỊNH\nVề việc ban hành Kế hoạch đê điều\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật Đê điều;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Kế hoạch.\nCHỦ TỊCH\nVũ Hùng\n";

    #[test]
    fn a_decision_and_its_plan_with_a_letterhead() {
        let text = format!(
            "{DECISION}UBND TỈNH HỒNG LAM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH\nĐê điều năm 2026\n(Kèm theo Quyết định số 5/QĐ-UBND)\nI. YÊU CẦU\n- Kịp thời.\n"
        );
        assert_eq!(kinds(&text), [(11, "Quyết định"), (7, "Kế hoạch")]);
    }

    #[test]
    fn a_decision_and_its_plan_without_a_letterhead() {
        let text = format!(
            "{DECISION}KẾ HOẠCH\nĐê điều năm 2026\n(Ban hành kèm theo Quyết định số      /QĐ-UBND)\nI. YÊU CẦU\n"
        );
        assert_eq!(kinds(&text), [(11, "Quyết định"), (4, "Kế hoạch")]);
    }

    #[test]
    fn plans_bound_together() {
        let plan = |number: u32, subject: &str| {
            format!(
                "UBND XÃ ĐỒNG MÂY\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: {number}/KH-UBND\nKẾ HOẠCH\n{subject}\nI. YÊU CẦU\n- Kịp thời.\nCHỦ TỊCH\nVũ Hùng\n"
            )
        };
        let text = plan(1, "Đê điều") + &plan(2, "Trồng rừng") + &plan(3, "Nước sạch");
        assert_eq!(kinds(&text), [(9, "Kế hoạch"), (9, "Kế hoạch"), (9, "Kế hoạch")]);
    }

    #[test]
    fn no_split_at_an_appendix_with_a_letterhead() {
        let text = format!(
            "{DECISION}UBND TỈNH HỒNG LAM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nPHỤ LỤC I\nKẾ HOẠCH KIỂM TRA\n(Kèm theo Kế hoạch số 1)\n"
        );
        assert_eq!(kinds(&text).len(), 1);
    }
}
