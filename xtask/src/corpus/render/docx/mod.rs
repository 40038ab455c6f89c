//! A Word file, written with docx-rs: letterhead and signature as tables without borders, numbers that Word
//! makes, runs that end inside words, no-break spaces, annexes on pages set across. Which of these a plan
//! shows, its `Habits` and its seed say.

mod annex;
mod letterhead;
mod numbers;
mod package;
mod typing;

use anyhow::Result;
use docx_rs::{
    AlignmentType, BreakType, Docx, Header as PageHeader, HeaderReference, IndentLevel, NumberingId,
    PageMargin, PageNum, PageOrientationType, PageSize, Paragraph, Run, SectionProperty, SpecialIndentType,
};

use self::{
    numbers::{Count, Printed},
    typing::{Look, centred, typed},
};
use super::{
    super::{
        family::{Numbered, Plan, Print},
        seed::Seed,
    },
    letter,
};

/// A4, twentieths of a point.
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;
/// Margins of Nghị định 30/2020/NĐ-CP: 30 mm on the left, 20 mm elsewhere.
const MARGIN: PageMargin =
    PageMargin { top: 1134, left: 1701, bottom: 1134, right: 1134, header: 720, footer: 720, gutter: 0 };
/// Indent of a paragraph's first line.
const INDENT: i32 = 567;
/// Name that docx-rs gives to the relationship of the only header.
const HEADER: &str = "rIdHeader1";

/// The plan as a Word file; with `print`, as one that will look well on paper.
pub(super) fn file(plan: &Plan, print: Option<Print>, seed: &mut Seed) -> Result<Vec<u8>> {
    let across = !plan.tables.is_empty() && !print.is_some_and(|print| print.upright);
    let mut docx = numbers::lists(page(Docx::new(), across))
        .add_table(letterhead::letterhead(&plan.header, plan.docx.letterhead, seed))
        .add_paragraph(Paragraph::new());
    for paragraph in title(plan, seed) {
        docx = docx.add_paragraph(paragraph);
    }
    for paragraph in body(plan, seed)? {
        docx = docx.add_paragraph(paragraph);
    }
    docx = docx.add_paragraph(Paragraph::new()).add_table(letterhead::signature(&plan.header, seed));
    if across {
        docx = docx.add_paragraph(Paragraph::new().section_property(upright()));
    }
    for (at, table) in plan.tables.iter().enumerate() {
        if at > 0 || !across {
            docx = docx.add_paragraph(Paragraph::new().add_run(Run::new().add_break(BreakType::Page)));
        }
        for paragraph in annex::opening(&plan.header, table, seed) {
            docx = docx.add_paragraph(paragraph);
        }
        let width = if across { annex::ACROSS } else { annex::UPRIGHT };
        let widths = if print.is_some() { annex::fitted(table, width) } else { annex::shares(table, width) };
        let table = annex::table(table, widths, &plan.docx, at, seed)?;
        docx = docx.add_table(table).add_paragraph(Paragraph::new());
    }
    package::pack(docx, !print.is_some_and(|print| print.head_once))
}

// The last section's pages, and the page number above all pages but the first.
fn page(docx: Docx, across: bool) -> Docx {
    let number = Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new());
    let docx =
        docx.header(PageHeader::new().add_paragraph(number)).page_margin(MARGIN).default_size(typing::BODY);
    if across {
        docx.page_size(LONG, SHORT).page_orient(PageOrientationType::Landscape)
    } else {
        docx.page_size(SHORT, LONG).title_pg()
    }
}

// The section of the text, whose properties its last paragraph holds.
fn upright() -> SectionProperty {
    let mut section =
        SectionProperty::new().page_size(PageSize::new().size(SHORT, LONG)).page_margin(MARGIN).title_pg();
    section.header_reference = Some(HeaderReference::new("default", HEADER));
    section
}

fn title(plan: &Plan, seed: &mut Seed) -> Vec<Paragraph> {
    let kind = centred(&plan.header.kind.to_uppercase(), Look::BOLD, seed);
    // Some break the title into lines, some into paragraphs.
    let lines = if seed.once_in(2) { vec![plan.header.title.join("\n")] } else { plan.header.title.clone() };
    let lines = lines.iter().map(|line| centred(line, Look::BOLD, seed));
    let mut out: Vec<Paragraph> = std::iter::once(kind).chain(lines).collect();
    out.push(Paragraph::new());
    out
}

fn body(plan: &Plan, seed: &mut Seed) -> Result<Vec<Paragraph>> {
    let words = |what| plan.docx.numbered.contains(&what);
    let (headings, tasks, bullets) =
        (words(Numbered::Headings), words(Numbered::Tasks), words(Numbered::Bullets));
    let (mut heading, mut task) = (Count::default(), Count::default());
    let mut out = Vec::new();
    for paragraph in letter::body(plan) {
        let text = paragraph.text.as_str();
        let listed = |rest: &str, list: usize, level: usize, look, seed: &mut Seed| {
            typed(rest, look, seed).numbering(NumberingId::new(list), IndentLevel::new(level))
        };
        let made = match (paragraph.heading, paragraph.task) {
            (level @ 1.., _) if headings => {
                let rest = numbers::unnumbered(text, &heading.next(level, Printed::Roman))?;
                typed(rest, Look::PLAIN, seed).style(numbers::heading_style(level))
            }
            (1.., _) => flowing(typed(text, Look::BOLD, seed)),
            (_, level @ 1..) if tasks => {
                let rest = numbers::unnumbered(text, &task.next(level, Printed::Path))?;
                listed(rest, numbers::TASKS, level - 1, Look::PLAIN, seed)
            }
            _ => match text.strip_prefix("- ").filter(|_| bullets) {
                Some(rest) => listed(rest, numbers::BULLETS, 0, Look::PLAIN, seed),
                None => flowing(typed(text, Look::PLAIN, seed)),
            },
        };
        out.push(made.align(AlignmentType::Both));
    }
    Ok(out)
}

fn flowing(paragraph: Paragraph) -> Paragraph {
    paragraph.indent(None, Some(SpecialIndentType::FirstLine(INDENT)), None, None)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::super::super::{
        family::{Groups, Habits, Head, Row, Table},
        vary,
    };
    use super::*;

    /// word/document.xml of a generated plan typed with these habits.
    fn document(plan: &Plan) -> String {
        let bytes = file(plan, Some(plan.docx.print), &mut Seed::new(plan.seed)).unwrap();
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut document = String::new();
        package.by_name("word/document.xml").unwrap().read_to_string(&mut document).unwrap();
        document
    }

    /// What stands between the tags, without blanks.
    fn letters(xml: &str) -> String {
        let text: String =
            xml.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
        text.split_whitespace().collect()
    }

    fn plan(habits: Habits) -> Plan {
        Plan { docx: habits, ..vary::plan(9, 60) }
    }

    #[test]
    fn every_cell_stands_in_the_file_whatever_the_habits() {
        for groups in [Groups::Cells, Groups::Spanned, Groups::Merged] {
            for head in [Head::Plain, Head::TwoRows, Head::ColumnNumbers] {
                let plan = plan(Habits { groups, head, leads_merged: true, ..Habits::default() });
                let found = letters(&document(&plan));
                for table in &plan.tables {
                    let heads = table.heads();
                    let cells = table.rows().flat_map(|row| table.printed(row)).chain(heads);
                    for cell in cells {
                        let cell: String = cell.split_whitespace().collect();
                        assert!(found.contains(&cell), "{cell}");
                    }
                }
            }
        }
    }

    #[test]
    fn head_rows_repeat_and_only_they() {
        for (head, rows) in [(Head::Plain, 2), (Head::TwoRows, 3), (Head::ColumnNumbers, 4)] {
            let document = document(&plan(Habits { head, ..Habits::default() }));
            assert_eq!(document.matches("<w:tblHeader />").count(), rows, "{head:?}");
        }
    }

    #[test]
    fn a_plan_printed_upright_has_one_section_and_a_head_that_stands_once_is_not_repeated() {
        let across = document(&plan(Habits::default()));
        let print = Print { upright: true, head_once: true };
        let upright = document(&plan(Habits { print, ..Habits::default() }));
        let count = |document: &str| document.matches("<w:sectPr>").count();
        assert_eq!((count(&across), count(&upright)), (2, 1));
        assert_eq!(upright.matches("<w:tblHeader />").count(), 0);
        assert!(upright.contains("<w:cantSplit />") && !upright.contains("landscape"));
    }

    #[test]
    fn word_numbers_every_row_and_group() {
        let plan = plan(Habits { numbered: vec![Numbered::Ordinals], ..Habits::default() });
        let groups = plan.tables.iter().flat_map(Table::rows);
        let groups = groups.filter(|row| matches!(row, Row::Group { .. })).count();
        assert_eq!(document(&plan).matches("<w:numPr>").count(), 60 + groups);
    }
}
