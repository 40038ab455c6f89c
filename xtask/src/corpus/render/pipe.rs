//! A legal site's page as a scraper prints it: a row opens with a bar on its own line, and each cell ends in
//! " |". Cells keep the line ends of the page's source, and lose what follows their first line break. The
//! page shows its first lines twice, and site furniture stands at the end.

use super::{
    super::{
        family::{Header, Plan, Table},
        seed::Seed,
        wrap::wrap,
    },
    letter,
};

/// Lines of the document that the site shows as a preview, where the text is long enough.
const PREVIEW: usize = 30;
/// Lines of letterhead and title.
const OPENING: usize = 9;
/// A cell in so many stands on several lines in the page's source.
const WRAPPED: usize = 6;
/// Letters in a line of the page's source.
const SOURCE_WIDTH: usize = 60;

/// The plan in this grammar.
pub(super) fn lines(plan: &Plan, seed: &mut Seed) -> Vec<String> {
    let document = document(plan, seed);
    let mut out = attributes(&plan.header);
    out.extend(document.iter().take(preview(plan)).cloned());
    out.extend(document);
    out.extend(["Đăng nhập để tải văn bản", "Văn bản liên quan"].map(String::from));
    out
}

// A preview ends inside the text; no site shows the signature twice.
fn preview(plan: &Plan) -> usize {
    PREVIEW.min(OPENING + letter::body(plan).len() / 2)
}

// What the site knows of the document: the issuer without its type, the date as numbers.
fn attributes(header: &Header) -> Vec<String> {
    let number = header.number.as_deref().unwrap_or("Đang cập nhật");
    let mut date: Vec<&str> = header.date.as_deref().unwrap_or("Đang cập nhật").split('-').collect();
    date.reverse();
    let date = date.join("/");
    let issuer = header.issuer_short.trim_start_matches("UBND ");
    let mut first = issuer.chars();
    let issuer: String =
        first.next().map(|letter| letter.to_uppercase().chain(first).collect()).unwrap_or_default();
    vec![
        format!("{} {number} do {issuer} ban hành", header.kind),
        format!("| Số hiệu | {number} |"),
        format!("| Ngày ban hành | {date} |"),
        format!("| Ngày có hiệu lực | {date} |"),
        format!("| Loại văn bản | {} |", header.kind),
        format!("| Cơ quan ban hành | {issuer} |"),
        format!("| Người ký | {} |", header.signer),
        "| Lĩnh vực | Công nghệ thông tin |".to_owned(),
    ]
}

fn document(plan: &Plan, seed: &mut Seed) -> Vec<String> {
    let header = &plan.header;
    let mut out = Vec::new();
    // Only the first line of the letterhead survives; the state's name is wrapped in the source.
    let letterhead = letter::letterhead(header).into_iter().next().unwrap_or_default();
    row(&mut out, &[letterhead, wrap(letter::STATE, 18).join("\n")]);
    row(&mut out, &[letter::number_line(header, " "), letter::date_line(header, " ")]);
    out.push(header.kind.to_uppercase());
    out.extend(header.title.iter().cloned());
    out.extend(letter::body(plan).into_iter().map(|paragraph| paragraph.text));
    // The recipients' cell opens with a line break, so nothing of it is left.
    let signature = header.signature.first().cloned().unwrap_or_default();
    row(&mut out, &[String::new(), wrap(&signature, 15).join("\n")]);
    for table in &plan.tables {
        annex(header, table, seed, &mut out);
    }
    out
}

fn annex(header: &Header, table: &Table, seed: &mut Seed, out: &mut Vec<String>) {
    out.push(table.appendix.clone());
    out.push(table.title.clone());
    out.extend(wrap(&letter::attached_line(header, " "), 80));
    row(out, &table.heads());
    for cells in table.rows().map(|cells| table.printed(cells)) {
        let cells: Vec<String> = cells
            .into_iter()
            .map(|cell| if seed.once_in(WRAPPED) { wrap(&cell, SOURCE_WIDTH).join("\n") } else { cell })
            .collect();
        row(out, &cells);
    }
}

fn row(out: &mut Vec<String>, cells: &[String]) {
    out.push("|".to_owned());
    out.extend(cells.iter().map(|cell| if cell.is_empty() { "|".to_owned() } else { format!("{cell} |") }));
}

#[cfg(test)]
mod tests {
    use super::{super::super::vary, *};

    #[test]
    fn the_preview_doubles_the_first_lines() {
        let plan = vary::plan(8, 20);
        let printed = lines(&plan, &mut Seed::new(8));
        let start = attributes(&plan.header).len();
        let length = preview(&plan);
        assert!(length > OPENING);
        assert_eq!(printed[start..start + length], printed[start + length..start + 2 * length]);
    }

    #[test]
    fn an_empty_cell_is_a_bare_bar() {
        let mut out = Vec::new();
        row(&mut out, &["I".to_owned(), "Hạ tầng số".to_owned(), String::new()]);
        assert_eq!(out, ["|", "I |", "Hạ tầng số |", "|"]);
    }
}
