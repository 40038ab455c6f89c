//! A page that is only there to be printed, as the programs of offices make one: no site, margins and page
//! numbers of Nghị định 30/2020/NĐ-CP, a drawn rule below the motto where none is typed, lines set to both
//! margins. Annexes stand on paper set across unless the page's `Print` wants them upright.

use super::{
    super::super::family::{Letterhead, Plan, Print},
    block::{Block, Line},
    grid::{Cell, Grid, Kind},
    markup::{dressed, element, escaped, lines},
};

const TAGS: [&str; 2] = ["b", "i"];
/// What all prints have. The first page has no number; a row may break wherever a line ends, as in Word.
const STYLE: &str = r#"
@page { size: A4; margin: 20mm 20mm 20mm 30mm; @top-center { content: counter(page); font: 14pt "Times New Roman", serif } }
@page :first { @top-center { content: none } }
@page across { size: A4 landscape; margin: 20mm }
body { margin: 0; font: 14pt "Times New Roman", serif }
p { margin: 0 }
td { vertical-align: top }
table { width: 100%; border-collapse: collapse }
.columns td { text-align: center }
.columns td.left { text-align: left; font-size: 12pt }
.letterhead { font-size: 12pt }
.letterhead td + td { width: 60% }
.rule { width: 40mm; margin: 1mm auto; border-top: 0.75pt solid }
.centred { margin: 6pt 0; text-align: center }
.text { margin: 6pt 0; text-align: justify; text-indent: 10mm }
.grid { font-size: 13pt }
.grid td { border: 0.5pt solid; padding: 1mm 1.5mm; vertical-align: middle }
.grid .middle { text-align: center }
.grid p { orphans: 1; widows: 1 }
.annex { break-before: page }
"#;
/// What only some prints have.
const ACROSS: &str = ".annex, .annex + .grid { page: across }\n";
const HEAD_ONCE: &str = "thead { display: table-row-group }\n";

/// The page of a plan.
pub(super) fn page(plan: &Plan, blocks: &[Block]) -> String {
    let Print { upright, head_once } = plan.html.print;
    let some = |wanted, rule| if wanted { rule } else { "" };
    let style = format!("{STYLE}{}{}", some(!upright, ACROSS), some(head_once, HEAD_ONCE));
    let head = [
        r#"<meta charset="utf-8">"#.to_owned(),
        element("title", "", &escaped(&plan.header.title.join(" "))),
        element("style", "", &style),
    ];
    let ruled = plan.html.letterhead != Letterhead::TypedRules;
    let body = blocks.iter().enumerate().map(|(at, block)| written(at, block, ruled));
    let page = [element("head", "", &lines(head)), element("body", "", &lines(body))];
    format!("<!DOCTYPE html>\n{}\n", element("html", r#"lang="vi""#, &lines(page)))
}

fn written(at: usize, block: &Block, ruled: bool) -> String {
    match block {
        Block::Letterhead(rows) => columns(rows, "columns letterhead", "", ruled),
        Block::Signature(sides) => columns(std::slice::from_ref(sides), "columns", r#"class="left""#, false),
        Block::Centred(text) => {
            // Letterhead and title come first.
            let class = if at > 1 { "centred annex" } else { "centred" };
            element("div", &format!(r#"class="{class}""#), &set(text))
        }
        Block::Paragraph(paragraph) => {
            let text = escaped(&paragraph.text);
            let text = if paragraph.heading == 0 { text } else { element("b", "", &text) };
            element("p", r#"class="text""#, &text)
        }
        Block::Grid(grid) => table(grid),
    }
}

fn set(text: &[Line]) -> String {
    lines(text.iter().map(|line| {
        let text = dressed(line.look, TAGS, &escaped(&line.text));
        element("p", "", if text.is_empty() { "&nbsp;" } else { &text })
    }))
}

/// Two columns without borders; the motto may have a rule below it.
fn columns(rows: &[[Vec<Line>; 2]], class: &str, left: &str, ruled: bool) -> String {
    /// Lines of the right column above the rule: state and motto.
    const STATE: usize = 2;
    let row = |(at, [one, other]): (usize, &[Vec<Line>; 2])| {
        let right = match other.split_at_checked(STATE).filter(|_| ruled && at == 0) {
            Some((state, rest)) => set(state) + &element("div", r#"class="rule""#, "") + &set(rest),
            None => set(other),
        };
        element("tr", "", &(element("td", left, &set(one)) + &element("td", "", &right)))
    };
    element("table", &format!(r#"class="{class}""#), &lines(rows.iter().enumerate().map(row)))
}

fn table(grid: &Grid) -> String {
    let row = |cells: &Vec<Cell>| element("tr", "", &lines(cells.iter().map(cell)));
    let (head, body) = grid.rows.split_at_checked(grid.heads).unwrap_or_default();
    let [head, body] = [head, body].map(|rows| lines(rows.iter().map(row)));
    let parts = [element("thead", "", &head), element("tbody", "", &body)];
    element("table", r#"class="grid""#, &lines(parts))
}

fn cell(cell: &Cell) -> String {
    let bold = matches!(cell.kind, Kind::Head | Kind::Group);
    let middle = matches!(cell.kind, Kind::Head | Kind::Ordinal);
    let paragraphs = cell.paragraphs.iter().map(|text| {
        let text = escaped(text).replace('\n', "<br>");
        element("p", "", &if bold && !text.is_empty() { element("b", "", &text) } else { text })
    });
    let class = if middle { r#" class="middle""# } else { "" };
    let attributes = format!(r#"style="width: {}%"{class}{}"#, cell.width, cell.spans());
    element("td", &attributes, &paragraphs.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{super::super::super::vary, super::block::blocks, *};
    use crate::corpus::seed::Seed;

    fn sheet(print: Print) -> String {
        let mut plan = vary::plan(8, 20);
        plan.html.print = print;
        page(&plan, &blocks(&plan, &mut Seed::new(8)))
    }

    #[test]
    fn paper_is_set_across_and_heads_repeat_unless_the_plan_wants_it_otherwise() {
        let across = sheet(Print::default());
        assert!(across.contains(ACROSS) && !across.contains(HEAD_ONCE));
        let upright = sheet(Print { upright: true, head_once: true });
        assert!(!upright.contains(ACROSS) && upright.contains(HEAD_ONCE));
    }

    #[test]
    fn every_annex_begins_a_page_and_only_they() {
        let page = sheet(Print::default());
        assert_eq!(page.matches(r#"class="centred annex""#).count(), page.matches("<thead>").count());
        assert_eq!(page.matches(r#"class="centred""#).count(), 1);
        assert_eq!(page.matches(r#"class="rule""#).count(), 1);
    }
}
