//! Plans as files: text with tabs, Markdown, a web page. Nothing is damaged: what is hard about this corpus is to
//! find what belongs together, not to read it.

use super::{
    plan::{Head, Plan, roman},
    row::{Kind, Row},
};

/// How a plan becomes a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Blocks between blank lines, table rows with tabs.
    Tabs,
    Markdown,
    Page,
}

/// A table as it prints.
struct Table {
    appendix: String,
    title: String,
    heads: Vec<String>,
    /// A group fills the first two cells of its row.
    rows: Vec<Vec<String>>,
}

impl Layout {
    /// Ending of a file's name.
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Tabs => "txt",
            Self::Markdown => "md",
            Self::Page => "html",
        }
    }

    /// The plan's file.
    pub(super) fn print(self, plan: &Plan) -> String {
        let tables = [Kind::Indicator, Kind::Task].map(|kind| table(plan, kind));
        match self {
            Self::Tabs => tabs(plan, &tables),
            Self::Markdown => markdown(plan, &tables),
            Self::Page => page(plan, &tables),
        }
    }
}

const STATE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

fn number_line(head: &Head) -> String {
    format!("Số:{}", numbered(head))
}

fn numbered(head: &Head) -> String {
    head.number.map_or_else(|| "      /KH-UBND".to_owned(), |number| format!(" {number:02}/KH-UBND"))
}

fn day(head: &Head) -> String {
    if head.day_blank {
        return format!("ngày     tháng {:02} năm {}", head.date.month, head.date.year);
    }
    format!("ngày {}", head.date.long())
}

fn attached_line(head: &Head) -> String {
    format!("(Kèm theo Kế hoạch số{} {} của {})", numbered(head), day(head), head.issuer)
}

/// What an indicator is to reach, with its unit unless that has a column.
pub(super) fn target(row: &Row, unit_column: bool) -> String {
    match row.value {
        _ if unit_column || row.target == "Đạt" => row.target.clone(),
        "%" => format!("{}%", row.target),
        unit => format!("{} {unit}", row.target),
    }
}

fn table(plan: &Plan, kind: Kind) -> Table {
    let style = &plan.style;
    let word = |words: [&'static str; 3]| words.get(style.heads).copied().unwrap_or_default();
    let year = style.year;
    let mut heads = vec![word(["TT", "STT", "TT"]).to_owned()];
    match kind {
        Kind::Indicator => {
            heads.push(word(["Chỉ tiêu", "Tên chỉ tiêu", "Nội dung chỉ tiêu"]).to_owned());
            heads.extend(style.unit_column.then(|| "Đơn vị tính".to_owned()));
            heads.push(format!("{} {year}", word(["Mục tiêu", "Mục tiêu năm", "Kế hoạch năm"])));
            heads.push(word(["Đơn vị chủ trì", "Cơ quan chủ trì", "Đơn vị chủ trì thực hiện"]).to_owned());
        }
        Kind::Task => {
            heads.push(word(["Nhiệm vụ", "Nội dung nhiệm vụ", "Nhiệm vụ, giải pháp"]).to_owned());
            heads.extend(["Cơ quan chủ trì", "Cơ quan phối hợp"].map(String::from));
            heads.extend(style.result_column.then(|| word(["Sản phẩm", "Kết quả", "Sản phẩm"]).to_owned()));
            heads.push(
                word(["Thời gian hoàn thành", "Thời hạn hoàn thành", "Thời gian thực hiện"]).to_owned(),
            );
        }
    }
    let (mut rows, mut group, mut groups) = (Vec::new(), "", 0);
    for (at, row) in plan.of(kind).enumerate() {
        if style.groups && row.group != group {
            group = row.group;
            groups += 1;
            let mut cells = vec![roman(groups).to_owned(), group.to_owned()];
            cells.resize(heads.len(), String::new());
            rows.push(cells);
        }
        let mut cells = vec![(at + 1).to_string(), row.name()];
        match kind {
            Kind::Indicator => {
                cells.extend(style.unit_column.then(|| row.value.to_owned()));
                cells.extend([target(row, style.unit_column), row.lead.clone()]);
            }
            Kind::Task => {
                cells.extend([row.lead.clone(), row.support.clone()]);
                cells.extend(style.result_column.then(|| row.value.to_owned()));
                cells.push(row.deadline.clone());
            }
        }
        rows.push(cells);
    }
    let (number, what) = if kind == Kind::Indicator { (1, "chỉ tiêu") } else { (2, "nhiệm vụ") };
    let title = format!("Danh mục {what} thực hiện năm {year}");
    Table { appendix: format!("PHỤ LỤC {}", roman(number)), title, heads, rows }
}

fn recipients(head: &Head) -> Vec<String> {
    std::iter::once("Nơi nhận:".to_owned())
        .chain(head.recipients.iter().map(|recipient| format!("- {recipient}")))
        .collect()
}

fn tabs(plan: &Plan, tables: &[Table]) -> String {
    let head = &plan.head;
    let mut blocks = vec![head.letterhead.join("\n"), format!("{STATE}\n{MOTTO}")];
    blocks.extend([number_line(head), format!("{}, {}", head.place, day(head))]);
    blocks.push(format!("KẾ HOẠCH\n{}", head.title.join("\n")));
    blocks.extend(plan.opening.iter().chain(&plan.body).cloned());
    blocks.push(plan.closing.clone());
    blocks.push(recipients(head).join("\n"));
    if let Some((signer, posts)) = head.signature.split_last() {
        blocks.extend([posts.join("\n"), signer.clone()]);
    }
    for table in tables {
        blocks.push(table.appendix.clone());
        blocks.push(format!("{}\n{}", table.title, attached_line(head)));
        let rows = std::iter::once(&table.heads).chain(&table.rows);
        blocks.push(rows.map(|cells| cells.join("\t")).collect::<Vec<_>>().join("\n"));
    }
    blocks.join("\n\n") + "\n"
}

fn markdown(plan: &Plan, tables: &[Table]) -> String {
    let head = &plan.head;
    let bold =
        |lines: &[String]| lines.iter().map(|line| format!("**{line}**")).collect::<Vec<_>>().join("\n");
    let mut blocks = vec![bold(&head.letterhead), format!("**{STATE}**\n**{MOTTO}**")];
    blocks.extend([number_line(head), format!("{}, {}", head.place, day(head)), "# KẾ HOẠCH".to_owned()]);
    blocks.push(bold(&head.title));
    blocks.extend(plan.opening.iter().cloned());
    for paragraph in &plan.body {
        let heading =
            paragraph.starts_with(|first: char| first.is_ascii_uppercase()) && paragraph.contains(". ");
        let heading = heading && paragraph.to_uppercase() == *paragraph;
        blocks.push(if heading { format!("## {paragraph}") } else { paragraph.clone() });
    }
    blocks.push(plan.closing.clone());
    blocks.push(recipients(head).join("\n"));
    if let Some((signer, posts)) = head.signature.split_last() {
        blocks.extend([bold(posts), format!("**{signer}**")]);
    }
    for table in tables {
        blocks.push(format!("## {}", table.appendix));
        blocks.push(format!("**{}**", table.title));
        blocks.push(attached_line(head));
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let mut lines = vec![line(&table.heads), format!("|{}", "---|".repeat(table.heads.len()))];
        lines.extend(table.rows.iter().map(|cells| line(cells)));
        blocks.push(lines.join("\n"));
    }
    blocks.join("\n\n") + "\n"
}

fn page(plan: &Plan, tables: &[Table]) -> String {
    let head = &plan.head;
    let paragraph = |text: &String| format!("<p>{}</p>", escaped(text));
    let paragraphs = |lines: &[String]| lines.iter().map(paragraph).collect::<Vec<_>>().concat();
    let two = |left: &[String], right: &[String]| row(&[paragraphs(left), paragraphs(right)], "td");
    let number = [head.letterhead.clone(), vec![number_line(head)]].concat();
    let state = [STATE.to_owned(), MOTTO.to_owned(), format!("{}, {}", head.place, day(head))];
    let mut lines = vec!["<!DOCTYPE html>".to_owned()];
    lines.push(
        "<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Kế hoạch</title></head><body>".to_owned(),
    );
    lines.push(format!("<table>{}</table>", two(&number, &state)));
    lines.push(paragraphs(&[vec!["KẾ HOẠCH".to_owned()], head.title.clone()].concat()));
    lines.extend(plan.opening.iter().chain(&plan.body).chain([&plan.closing]).map(paragraph));
    lines.push(format!("<table>{}</table>", two(&recipients(head), &head.signature)));
    for table in tables {
        lines.extend([&table.appendix, &table.title, &attached_line(head)].map(paragraph));
        let cells = |cells: &Vec<String>| cells.iter().map(|cell| escaped(cell)).collect::<Vec<_>>();
        lines.push(format!("<table border=\"1\">{}", row(&cells(&table.heads), "th")));
        lines.extend(table.rows.iter().map(|of| row(&cells(of), "td")));
        lines.push("</table>".to_owned());
    }
    lines.join("\n") + "\n</body></html>\n"
}

fn row(cells: &[String], tag: &str) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect();
    format!("<tr>{}</tr>", cells.concat())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
