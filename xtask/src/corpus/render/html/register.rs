//! A register of documents: name and value of an attribute are spans without a blank between them, lines are
//! parted by breaks alone, numbers and dashes of lists are left to the browser, and heads are `<th>`. A table
//! of other documents stands behind the text.

use super::{
    super::{super::family::Plan, letter::Paragraph},
    block::{Block, Line, Look},
    grid::{Cell, Grid, Kind},
    markup::{dressed, element, escaped, lines},
    record::Record,
};

const SITE: &str = "Sổ văn bản điều hành";
const TAGS: [&str; 2] = ["strong", "em"];
const BREAK: &str = "<br>\n";
const MENU: [&str; 4] = ["Văn bản đến", "Văn bản đi", "Tra cứu nâng cao", "Đăng nhập"];
const VIEWS: [&str; 4] = ["Toàn văn", "Tệp đính kèm", "Luồng xử lý", "Lịch sử"];
const OTHERS: [[&str; 4]; 4] = [
    ["STT", "Số hiệu", "Tên văn bản", "Ngày ban hành"],
    ["1", "12/KH-UBND", "Kế hoạch phòng, chống thiên tai năm 2026", "08/01/2026"],
    ["2", "29/TB-UBND", "Thông báo lịch tiếp công dân tháng 02/2026", "13/01/2026"],
    ["3", "35/BC-UBND", "Báo cáo công tác văn thư, lưu trữ năm 2025", "14/01/2026"],
];

/// The page of a plan.
pub(super) fn page(plan: &Plan, blocks: &[Block]) -> String {
    let record = Record::of(plan);
    let content = [
        element("h1", "", &escaped(&record.subject)),
        attributes(&record),
        spans("khung-xem", &VIEWS),
        element("div", r#"class="toan-van""#, &lines(text(blocks))),
        element("h3", "", "Văn bản cùng cơ quan"),
        others(),
        element("div", r#"class="chan""#, "Phần mềm quản lý văn bản - Phiên bản 4.2"),
    ];
    let body = [spans("thanh-tren", &MENU), element("div", r#"id="noi-dung""#, &lines(content))];
    let title = element("title", "", &escaped(&format!("{} | {SITE}", record.heading)));
    let head = element("head", "", &lines([r#"<meta charset="utf-8" />"#.to_owned(), title]));
    let page = element("html", "", &lines([head, element("body", "", &lines(body))]));
    format!("<!doctype html>\n{page}\n")
}

fn spans(class: &str, texts: &[&str]) -> String {
    let texts: String = texts.iter().map(|text| element("span", "", text)).collect();
    element("div", &format!(r#"class="{class}""#), &texts)
}

fn attributes(record: &Record) -> String {
    let entries = [
        ("Số hiệu:", record.number.as_str()),
        ("Loại văn bản:", &record.kind),
        ("Nơi ban hành:", &record.issuer),
        ("Người ký:", &record.signer),
        ("Ngày ban hành:", &record.date),
        ("Tình trạng:", "Còn hiệu lực"),
    ];
    let entries = entries.map(|(name, value)| {
        let name = element("span", r#"class="nhan""#, name);
        let value = element("span", r#"class="gia-tri""#, &escaped(value));
        element("div", r#"class="dong""#, &(name + &value))
    });
    element("div", r#"class="thong-tin""#, &lines(entries))
}

fn others() -> String {
    let row = |cells: &[&str; 4]| {
        let cells: String = cells.iter().map(|text| element("td", "", text)).collect();
        element("tr", "", &cells)
    };
    element("table", r#"class="danh-sach""#, &lines(OTHERS.iter().map(row)))
}

/// The plan: paragraphs that no list holds run on in one `<div>` up to the next heading.
fn text(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = blocks;
    while let Some((first, below)) = rest.split_first() {
        rest = below;
        match first {
            Block::Letterhead(rows) => out.push(columns(rows)),
            Block::Signature(sides) => out.push(columns(std::slice::from_ref(sides))),
            Block::Centred(text) => {
                out.push(element("div", r#"style="text-align:center""#, &broken(text)));
            }
            Block::Grid(grid) => out.push(table(grid)),
            Block::Paragraph(paragraph) => {
                let more = below.iter().map_while(|block| match block {
                    Block::Paragraph(paragraph) if paragraph.heading == 0 => Some(paragraph),
                    _ => None,
                });
                let section: Vec<&Paragraph> = std::iter::once(paragraph).chain(more).collect();
                rest = below.get(section.len() - 1..).unwrap_or_default();
                out.push(element("div", "", &paragraphs(&section)));
            }
        }
    }
    out
}

fn paragraphs(section: &[&Paragraph]) -> String {
    let lines = section.iter().map(|paragraph| Line {
        text: paragraph.text.clone(),
        look: if paragraph.heading == 0 { Look::Plain } else { Look::Bold },
    });
    broken(&lines.collect::<Vec<_>>())
}

/// Lines with breaks between them; those that a list can hold stand in one.
fn broken(text: &[Line]) -> String {
    let chunks = text.chunk_by(|line, below| list_of(line) == list_of(below));
    let chunks = chunks.map(|chunk| match chunk.first().and_then(list_of) {
        Some("ol") => numbered(chunk),
        Some(tag) => element(tag, "", &lines(chunk.iter().map(|line| element("li", "", &item(line))))),
        None => chunk.iter().map(set).collect::<Vec<_>>().join(BREAK),
    });
    chunks.collect::<Vec<_>>().join("\n")
}

/// The list that can hold a line.
fn list_of(line: &Line) -> Option<&'static str> {
    if line.look != Look::Plain {
        None
    } else if line.text.starts_with("- ") {
        Some("ul")
    } else {
        number(line).map(|_| "ol")
    }
}

fn number(line: &Line) -> Option<usize> {
    line.text.split_once(". ")?.0.parse().ok()
}

// A browser counts on from the item above; where the text does not, the item says its number.
fn numbered(chunk: &[Line]) -> String {
    let mut next = 1;
    let items = chunk.iter().map(|line| {
        let own = number(line).unwrap_or(next);
        let value = if own == next { String::new() } else { format!(r#"value="{own}""#) };
        next = own + 1;
        element("li", &value, &item(line))
    });
    element("ol", "", &lines(items))
}

// The text without the mark that the browser puts before it.
fn item(line: &Line) -> String {
    escaped(line.text.split_once(' ').map_or("", |(_, text)| text))
}

fn set(line: &Line) -> String {
    dressed(line.look, TAGS, &escaped(&line.text))
}

fn columns(rows: &[[Vec<Line>; 2]]) -> String {
    let row = |cells: &[Vec<Line>; 2]| {
        let cells = cells.iter().map(|text| element("td", r#"style="width:50%""#, &broken(text)));
        element("tr", "", &lines(cells))
    };
    element("table", r#"class="khong-vien""#, &lines(rows.iter().map(row)))
}

fn table(grid: &Grid) -> String {
    let row = |cells: &Vec<Cell>| element("tr", "", &lines(cells.iter().map(cell)));
    let (head, body) = grid.rows.split_at_checked(grid.heads).unwrap_or_default();
    let parts = [("thead", head), ("tbody", body)];
    let parts = parts.map(|(tag, rows)| element(tag, "", &lines(rows.iter().map(row))));
    element("table", r#"class="ke-bang""#, &lines(parts))
}

fn cell(cell: &Cell) -> String {
    let text = escaped(&cell.paragraphs.join("\n")).replace('\n', BREAK);
    let look = if cell.kind == Kind::Group { Look::Bold } else { Look::Plain };
    let tag = if cell.kind == Kind::Head { "th" } else { "td" };
    element(tag, cell.spans().trim(), &dressed(look, TAGS, &text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Line {
        Line { text: text.into(), look: Look::Plain }
    }

    #[test]
    fn marks_of_lists_are_left_to_the_browser() {
        let text = ["Gồm:", "- A;", "- B.", "1. C", "2. D", "4. E", "Hết", "hẳn"].map(plain);
        let wanted = "Gồm:\n<ul>\n<li>A;</li>\n<li>B.</li>\n</ul>\n<ol>\n<li>C</li>\n<li>D</li>\n\
                      <li value=\"4\">E</li>\n</ol>\nHết<br>\nhẳn";
        assert_eq!(broken(&text), wanted);
    }

    #[test]
    fn what_only_looks_like_a_list_is_none() {
        let text = ["3.1. Thiết kế", "-- x", "Quý I. Sau"].map(plain);
        assert_eq!(broken(&text), "3.1. Thiết kế<br>\n-- x<br>\nQuý I. Sau");
    }
}
