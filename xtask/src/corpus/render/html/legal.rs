//! A database of law: menu, a search form with a table in it, a table of attributes, tabs, the beginning of
//! the text as a preview above the whole of it, and related documents behind. Its markup is clean; each line
//! of a cell is a paragraph, and letterhead and signature have line breaks.

use super::{
    super::super::family::Plan,
    block::{Block, Line},
    grid::{Cell, Grid, Kind},
    markup::{dressed, element, escaped, lines, links},
    record::Record,
};

const SITE: &str = "Tủ sách pháp luật Hồng Lam";
const TAGS: [&str; 2] = ["b", "i"];
const CENTRED: &str = r#"align="center""#;
/// Blocks that the preview shows at most: letterhead, title and paragraphs.
const PREVIEW: usize = 16;
const MENU: [&str; 6] =
    ["Trang chủ", "Văn bản pháp luật", "Công văn", "Bản án", "Hỏi đáp pháp luật", "Biểu mẫu"];
const KINDS: [&str; 5] = ["Tất cả", "Nghị quyết", "Quyết định", "Kế hoạch", "Chỉ thị"];
const ISSUERS: [&str; 4] = ["Tất cả", "Chính phủ", "Hội đồng nhân dân tỉnh", "Ủy ban nhân dân tỉnh"];
const TABS: [&str; 6] = ["Tóm tắt", "Nội dung", "Bản gốc", "Văn bản liên quan", "Lược đồ", "Tải về"];
const RELATED: [&str; 4] = [
    "Kế hoạch 1874/KH-UBND năm 2024 về chuyển đổi số tỉnh Hồng Lam năm 2025",
    "Quyết định 655/QĐ-UBND năm 2025 về Quy chế quản lý nền tảng số dùng chung tỉnh Hồng Lam",
    "Kế hoạch 903/KH-UBND năm 2025 thực hiện cải cách hành chính trên địa bàn tỉnh Hồng Lam",
    "Nghị quyết 21/NQ-HĐND năm 2025 về phân bổ vốn sự nghiệp khoa học và công nghệ",
];
const QUESTIONS: [&str; 2] =
    ["Thủ tục trực tuyến toàn trình là gì?", "Người dân tra cứu kết quả giải quyết hồ sơ ở đâu?"];

/// The page of a plan.
pub(super) fn page(plan: &Plan, blocks: &[Block]) -> String {
    let record = Record::of(plan);
    let text: Vec<String> = blocks.iter().map(block).collect();
    let content = [
        element("h1", "", &escaped(&record.heading)),
        attributes(&record),
        links(r#"class="the" role="tablist""#, &TABS),
        element(
            "div",
            r#"id="xem-truoc" class="noi-dung""#,
            &lines(text.iter().take(preview(blocks)).cloned()),
        ),
        element("p", r#"class="mo-rong""#, &element("a", r##"href="#toan-van""##, "Xem toàn bộ nội dung")),
        element("div", r#"id="toan-van" class="noi-dung""#, &lines(text)),
        element("h2", "", "Văn bản liên quan"),
        links(r#"class="lien-quan""#, &RELATED),
        element("h2", "", "Hỏi đáp pháp luật"),
        links(r#"class="hoi-dap""#, &QUESTIONS),
    ];
    let body = [
        element("noscript", "", "Trình duyệt của bạn chưa bật JavaScript."),
        element("header", "", &lines([links(r#"class="menu""#, &MENU), search()])),
        hidden(),
        element("main", "", &lines(content)),
        footer(),
    ];
    let page = element("html", r#"lang="vi""#, &lines([head(&record), element("body", "", &lines(body))]));
    format!("<!DOCTYPE html>\n{page}\n")
}

// A preview ends inside the text; no site shows the signature twice.
fn preview(blocks: &[Block]) -> usize {
    let paragraphs = blocks.iter().filter(|block| matches!(block, Block::Paragraph(_))).count();
    PREVIEW.min(2 + paragraphs / 2)
}

fn head(record: &Record) -> String {
    let title = escaped(&format!("{} - {SITE}", record.heading));
    let heading = escaped(&record.heading);
    let about = format!(r#"{{"@type": "Legislation", "legislationIdentifier": "{}"}}"#, record.number);
    let pieces = [
        r#"<meta charset="utf-8">"#.to_owned(),
        element("title", "", &title),
        format!(r#"<meta name="description" content="{heading}">"#),
        r#"<link rel="stylesheet" href="/giao-dien/chung.css">"#.to_owned(),
        element("style", "", ".an { display: none }"),
        element("script", r#"type="application/ld+json""#, &about),
        element("script", "", r#"for (var at = 0; at < 3; at++) { document.write("<i></i>"); }"#),
    ];
    element("head", "", &lines(pieces))
}

fn search() -> String {
    let row =
        |name: &str, field: &str| element("tr", "", &(element("td", "", name) + &element("td", "", field)));
    let choice = |name: &str, texts: &[&str]| {
        let options: String = texts.iter().map(|text| element("option", "", text)).collect();
        element("select", &format!(r#"name="{name}""#), &options)
    };
    let rows = [
        row("Từ khóa", r#"<input type="text" name="tu-khoa" placeholder="Số hiệu hoặc tên văn bản">"#),
        row("Loại văn bản", &choice("loai", &KINDS)),
        row("Nơi ban hành", &choice("noi", &ISSUERS)),
        row("", &element("button", r#"type="submit""#, "Tìm kiếm")),
    ];
    let table = element("table", r#"class="tim-kiem""#, &lines(rows));
    element("form", r#"action="/tim" method="get""#, &lines([table]))
}

// What opens when somebody who is not logged in wants the file.
fn hidden() -> String {
    let asked = element("p", "", "Vui lòng đăng nhập để tải văn bản.");
    element("div", r#"id="dang-nhap" style="display:none""#, &asked)
}

fn attributes(record: &Record) -> String {
    let rows = [
        ("Số hiệu", record.number.as_str()),
        ("Loại văn bản", &record.kind),
        ("Nơi ban hành", &record.issuer),
        ("Người ký", &record.signer),
        ("Ngày ban hành", &record.date),
        ("Tình trạng", "Còn hiệu lực"),
    ];
    let rows = rows.map(|(name, value)| {
        let name = element("td", r#"class="ten""#, name);
        element("tr", "", &(name + &element("td", "", &escaped(value))))
    });
    element("table", r#"class="thuoc-tinh""#, &lines([element("tbody", "", &lines(rows))]))
}

fn footer() -> String {
    let pieces = [
        element("p", "", &format!("© 2026 {SITE}. Văn bản chỉ có giá trị tham khảo.")),
        element("p", "", "Điện thoại: 0200 000 000 - Email: tusach@honglam.example"),
        links(r#"class="chan""#, &["Giới thiệu", "Liên hệ", "Quy ước sử dụng"]),
    ];
    element("footer", "", &lines(pieces))
}

fn block(block: &Block) -> String {
    match block {
        Block::Letterhead(rows) => columns(rows, CENTRED),
        Block::Signature(sides) => columns(std::slice::from_ref(sides), ""),
        Block::Centred(text) => {
            lines(text.iter().map(|line| element("p", CENTRED, &set(line)))).trim().to_owned()
        }
        Block::Paragraph(paragraph) => {
            let text = escaped(&paragraph.text);
            if paragraph.heading == 0 {
                return element("p", "", &text);
            }
            let label = paragraph.text.split(". ").next().unwrap_or_default();
            let anchor = element("a", &format!(r#"name="muc_{label}""#), "");
            element("p", "", &(anchor + &element("b", "", &text)))
        }
        Block::Grid(grid) => table(grid),
    }
}

fn columns(rows: &[[Vec<Line>; 2]], left: &str) -> String {
    let side = |(text, align): (&Vec<Line>, &str)| {
        let text: Vec<String> = text.iter().map(set).collect();
        element("td", r#"width="50%" valign="top""#, &element("p", align, &text.join("<br>")))
    };
    let row = |sides: &[Vec<Line>; 2]| element("tr", "", &lines(sides.iter().zip([left, CENTRED]).map(side)));
    let body = element("tbody", "", &lines(rows.iter().map(row)));
    element("table", r#"border="0" cellpadding="0" cellspacing="0" width="100%""#, &body)
}

fn set(line: &Line) -> String {
    dressed(line.look, TAGS, &escaped(&line.text))
}

fn table(grid: &Grid) -> String {
    let rows = grid.rows.iter().map(|cells| element("tr", "", &lines(cells.iter().map(cell))));
    let body = element("tbody", "", &lines(rows));
    element("table", r#"border="1" cellspacing="0" cellpadding="0" width="100%""#, &body)
}

fn cell(cell: &Cell) -> String {
    let bold = matches!(cell.kind, Kind::Head | Kind::Group);
    let align = if matches!(cell.kind, Kind::Head | Kind::Ordinal) { CENTRED } else { "" };
    let paragraphs = cell.paragraphs.iter().map(|text| {
        let text = escaped(text).replace('\n', "<br>");
        let text = if bold && !text.is_empty() { element("b", "", &text) } else { text };
        element("p", align, if text.is_empty() { "&nbsp;" } else { &text })
    });
    let tag = format!(r#"width="{}%"{}"#, cell.width, cell.spans());
    element("td", &tag, &paragraphs.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{super::super::super::vary, super::block::blocks, *};
    use crate::corpus::seed::Seed;

    #[test]
    fn the_preview_doubles_the_beginning_and_nothing_of_the_end() {
        let plan = vary::plan(8, 20);
        let page = page(&plan, &blocks(&plan, &mut Seed::new(8)));
        let count = |text: &str| page.matches(&escaped(text)).count();
        assert_eq!(count(&plan.header.letterhead[1]), 2);
        assert_eq!(count(&plan.sections[0].heading), 2);
        assert_eq!((count(&plan.closing), count("Nơi nhận:")), (1, 1));
    }
}
