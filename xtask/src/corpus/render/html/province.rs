//! A province's portal: one form round everything, tables for layout with the plan inside the middle cell,
//! titles of other plans on its left, comments and a counter of visitors behind. The editor leaves tags inside
//! words, writes old letters by name and knows no paragraphs, only `<div>`.

use super::{
    super::{
        super::{family::Plan, seed::Seed},
        runs::{hard_blanks, pieces},
    },
    block::{Block, Line, Look},
    grid::{Cell, Grid, Kind},
    markup::{dressed, element, escaped, lines, links, named},
    record::Record,
};

const SITE: &str = "Cổng thông tin điện tử tỉnh Hồng Lam";
const TAGS: [&str; 2] = ["strong", "em"];
/// One piece of text in so many stands in tags of its own.
const TAGGED: usize = 2;
const DOCTYPE: &str = r#"<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">"#;
const CENTRED: &str = r#"style="text-align: center;""#;
const JUSTIFIED: &str = r#"style="text-align: justify;""#;
const LAYOUT: &str = r#"border="0" cellpadding="0" cellspacing="0""#;
const MENU: [&str; 6] =
    ["Trang chủ", "Giới thiệu", "Tin tức", "Văn bản chỉ đạo điều hành", "Dịch vụ công", "Liên hệ"];
const LATEST: [&str; 4] = [
    "Kế hoạch số 2190/KH-UBND ngày 24/12/2025 về phát triển cụm công nghiệp Lam Thượng",
    "Kế hoạch số 61/KH-UBND ngày 05/02/2026 về cấp nước sạch nông thôn năm 2026",
    "Kế hoạch số 9/KH-STP về phổ biến, giáo dục pháp luật năm 2026",
    "Quyết định số 77/QĐ-UBND ban hành Quy chế làm việc của Tổ công nghệ số cộng đồng",
];
const SITES: [&str; 3] = ["Sở Khoa học và Công nghệ", "UBND xã Đồng Mây", "UBND phường Bến Tràm"];
const COMMENTS: [[&str; 2]; 2] = [
    ["Trần Văn Bưởi (02/03/2026 08:14)", "Xã tôi chưa thấy phổ biến kế hoạch này, mong cơ quan xem lại."],
    ["bandoc_khesay (05/03/2026 21:40)", "Thời gian hoàn thành có gia hạn không ạ?"],
];
const VISITORS: [[&str; 2]; 3] =
    [["Đang truy cập:", "37"], ["Hôm nay:", "1.204"], ["Tổng lượt truy cập:", "8.412.006"]];

/// The page of a plan.
pub(super) fn page(plan: &Plan, blocks: &[Block], seed: &mut Seed) -> String {
    let record = Record::of(plan);
    let text: Vec<String> = blocks.iter().map(|block| written(block, seed)).collect();
    let middle = [
        element(
            "div",
            r#"class="duong-dan""#,
            "Trang chủ &raquo; Văn bản chỉ đạo điều hành &raquo; Chi tiết",
        ),
        element("div", r#"class="tieu-de""#, &escaped(&record.subject)),
        if plan.html.definitions { definitions(&record) } else { listed(&record) },
        element("div", r#"id="ctl00_Noi_dung""#, &lines(text)),
        element("div", r#"class="cong-cu""#, "In trang | Gửi email | Quay lại"),
        comments(),
    ];
    let left = [element("div", r#"class="khoi""#, "Văn bản mới"), links("", &LATEST)];
    let right = [element("div", r#"class="khoi""#, "Liên kết trang"), links("", &SITES), visitors()];
    let columns = [("180", lines(left)), ("620", lines(middle)), ("180", lines(right))];
    let columns =
        columns.map(|(width, inner)| element("td", &format!(r#"width="{width}" valign="top""#), &inner));
    let across = |inner: &str| element("tr", "", &element("td", r#"colspan="3""#, inner));
    let rows = [
        across(r#"<img src="/banner.jpg" alt="Cổng thông tin điện tử tỉnh Hồng Lam" />"#),
        across(&menu()),
        element("tr", "", &lines(columns)),
        across(&format!("{SITE}<br />Cơ quan chủ quản: Ủy ban nhân dân tỉnh Hồng Lam")),
    ];
    let layout = element("table", &format!(r#"{LAYOUT} width="980" align="center""#), &lines(rows));
    let form = element(
        "form",
        r#"method="post" action="./chi-tiet.aspx" id="aspnetForm""#,
        &lines([state(), layout]),
    );
    let page = [head(&record), element("body", "", &lines([form]))];
    format!("{DOCTYPE}\n{}\n", element("html", r#"xmlns="http://www.w3.org/1999/xhtml""#, &lines(page)))
}

fn head(record: &Record) -> String {
    let pieces = [
        r#"<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />"#.to_owned(),
        element("title", "", &escaped(&format!("{SITE} - {}", record.heading))),
        element("style", r#"type="text/css""#, "td.giua div > span { font-family: Arial; }"),
    ];
    element("head", "", &lines(pieces))
}

// What the server keeps in the page between two requests.
fn state() -> String {
    let field = r#"<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKMTY1NDU2MTA1Mg9kFgJmD2Q" />"#;
    let script = "//<![CDATA[\nvar theForm = document.forms['aspnetForm'];\n//]]>";
    element("div", "", field) + "\n" + &element("script", r#"type="text/javascript""#, script)
}

fn menu() -> String {
    let cells: String =
        MENU.iter().map(|text| element("td", "", &element("a", r##"href="#""##, text))).collect();
    element("table", LAYOUT, &element("tr", "", &cells))
}

fn entries(record: &Record) -> [(&str, &str); 7] {
    [
        ("Số ký hiệu", &record.number),
        ("Loại văn bản", &record.kind),
        ("Trích yếu", &record.subject),
        ("Nơi ban hành", &record.issuer),
        ("Người ký", &record.signer),
        ("Ngày ban hành", &record.date),
        ("Tình trạng", "Còn hiệu lực"),
    ]
}

fn listed(record: &Record) -> String {
    let item = |(name, value): (&str, &str)| {
        element("li", "", &format!("{} {}", element("b", "", &format!("{name}:")), escaped(value)))
    };
    element("ul", r#"class="thuoc-tinh""#, &lines(entries(record).map(item)))
}

fn definitions(record: &Record) -> String {
    let item = |(name, value): (&str, &str)| element("dt", "", name) + &element("dd", "", &escaped(value));
    element("dl", r#"class="thuoc-tinh""#, &lines(entries(record).map(item)))
}

fn comments() -> String {
    let heading = element("div", r#"class="khoi""#, &format!("Ý kiến bạn đọc ({})", COMMENTS.len()));
    let comment = |[who, what]: &[&str; 2]| {
        element("div", r#"class="y-kien""#, &(element("b", "", who) + "<br />" + what))
    };
    let field = element("textarea", r#"name="y_kien" rows="4" cols="60""#, "Nhập ý kiến của bạn");
    let button = r#"<input type="submit" value="Gửi ý kiến" />"#.to_owned();
    let pieces = std::iter::once(heading).chain(COMMENTS.iter().map(comment)).chain([field, button]);
    element("div", r#"class="ban-doc""#, &lines(pieces))
}

fn visitors() -> String {
    let row =
        |[name, count]: &[&str; 2]| element("tr", "", &(element("td", "", name) + &element("td", "", count)));
    element("table", LAYOUT, &lines(VISITORS.iter().map(row)))
}

fn written(block: &Block, seed: &mut Seed) -> String {
    match block {
        Block::Letterhead(rows) => columns(rows, CENTRED, seed),
        Block::Signature(sides) => columns(std::slice::from_ref(sides), JUSTIFIED, seed),
        Block::Centred(text) => set(text, CENTRED, seed).join("\n"),
        Block::Paragraph(paragraph) => {
            let look = if paragraph.heading == 0 { Look::Plain } else { Look::Bold };
            let inner = dressed(look, TAGS, &typed(&paragraph.text, seed));
            element("div", JUSTIFIED, &inner)
        }
        Block::Grid(grid) => table(grid, seed),
    }
}

fn columns(rows: &[[Vec<Line>; 2]], left: &str, seed: &mut Seed) -> String {
    let mut out = Vec::new();
    for sides in rows {
        let mut cells = Vec::new();
        for (text, align) in sides.iter().zip([left, CENTRED]) {
            let inner = lines(set(text, align, seed));
            cells.push(element("td", r#"valign="top" style="width: 50%""#, &inner));
        }
        out.push(element("tr", "", &lines(cells)));
    }
    element("table", r#"border="0" style="width: 100%""#, &lines(out))
}

fn set(text: &[Line], align: &str, seed: &mut Seed) -> Vec<String> {
    let line = |line: &Line| {
        let inner = dressed(line.look, TAGS, &typed(&line.text, seed));
        element("div", align, if inner.is_empty() { "&nbsp;" } else { &inner })
    };
    text.iter().map(line).collect()
}

/// Text in the pieces in which it was typed; a line end becomes a break.
fn typed(text: &str, seed: &mut Seed) -> String {
    let mut out = String::new();
    for piece in pieces(&hard_blanks(text, seed), seed) {
        let piece = named(&piece).replace('\n', "<br />");
        if seed.once_in(TAGGED) {
            out.push_str(&element("span", r#"style="font-size: 14pt;""#, &piece));
        } else {
            out.push_str(&piece);
        }
    }
    out
}

fn table(grid: &Grid, seed: &mut Seed) -> String {
    let mut rows = Vec::new();
    for cells in &grid.rows {
        let cells: Vec<String> = cells.iter().map(|made| cell(made, seed)).collect();
        rows.push(element("tr", "", &lines(cells)));
    }
    let body = element("tbody", "", &lines(rows));
    element("table", r#"border="1" cellpadding="4" cellspacing="0" style="width: 100%""#, &body)
}

fn cell(cell: &Cell, seed: &mut Seed) -> String {
    let look = if matches!(cell.kind, Kind::Head | Kind::Group) { Look::Bold } else { Look::Plain };
    let inner: Vec<String> = match cell.paragraphs.as_slice() {
        [text] => vec![dressed(look, TAGS, &typed(text, seed))],
        texts => {
            texts.iter().map(|text| element("div", "", &dressed(look, TAGS, &typed(text, seed)))).collect()
        }
    };
    let inner = inner.concat();
    let tag = format!(r#"style="width: {}%"{}"#, cell.width, cell.spans());
    element("td", &tag, if inner.is_empty() { "&nbsp;" } else { &inner })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_fall_inside_words() {
        let text = "Chuyển đổi số ngành Nội vụ tỉnh Hồng Lam năm 2026";
        let inside = |seed| {
            let page = typed(text, &mut Seed::new(seed));
            let after = page.split("</span>").nth(1).unwrap_or_default();
            after.starts_with(char::is_alphabetic)
        };
        assert!((0..20).any(inside));
    }

    #[test]
    fn attributes_are_a_list_of_either_sort() {
        let record = Record {
            kind: "Kế hoạch".into(),
            number: "9/KH-STP".into(),
            issuer: "Sở Tư pháp".into(),
            signer: "Vi Thị Sương".into(),
            date: "05/01/2026".into(),
            subject: String::new(),
            heading: String::new(),
        };
        assert!(listed(&record).contains("<li><b>Số ký hiệu:</b> 9/KH-STP</li>"));
        assert!(definitions(&record).contains("<dt>Số ký hiệu</dt><dd>9/KH-STP</dd>"));
    }
}
