use kehoach_model::Field;

use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Rows, Scope};
use crate::words;

rule! {
    /// A cell ends in the middle.
    ///
    /// ## What it finds
    /// A cell whose end cannot be the end: an abbreviation that wants its name ("P."), an open bracket or
    /// quotation mark, a last word such as "và", "của", "với" or a comma.
    ///
    /// ## Why it matters
    /// A page end, a too small box or a bad copy swallowed the rest. The body or the target is wrong
    /// without looking empty.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì |
    /// |---|---|---|
    /// | 3 | Cấp chữ ký số (ưu tiên công chức bộ phận | Văn phòng HĐND-UBND |
    /// | 4 | Tập huấn kỹ năng số | Phòng VH-XH và |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì |
    /// |---|---|---|
    /// | 3 | Cấp chữ ký số (ưu tiên công chức bộ phận một cửa) | Văn phòng HĐND-UBND |
    /// | 4 | Tập huấn kỹ năng số, an toàn thông tin, v.v. | Phòng VH-XH và Công an xã |
    ///
    /// ## What to do
    /// Read the original at the place named, mostly the foot of a page, and complete the cell. If the
    /// original is whole, import that file.
    TruncatedCell, Warning, check
}

const FIELDS: [Field; 6] =
    [Field::Name, Field::Lead, Field::Support, Field::Monitor, Field::Result, Field::Target];

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for rows in scope.tables.iter().filter(|rows| !rows.is_prose()) {
        for line in &rows.lines {
            for field in FIELDS {
                let Some(end) = line.value(field).and_then(|text| cut(text, field)) else { continue };
                let (called, head) = (line.called(), head(rows, field));
                let values =
                    [("row", called.as_str().into()), ("end", end.as_str().into()), ("column", head.into())];
                report.say("ends", &values).field(field).row(line.row);
            }
        }
    }
}

fn head<'a>(rows: &Rows<'a>, field: Field) -> &'a str {
    rows.columns().find(|(_, _, own)| *own == field).map_or("", |(_, column, _)| &column.head)
}

/// Whether the last bracket or quotation mark is opened and not closed.
fn is_open(text: &str, opening: char, closing: char) -> bool {
    let count = |mark: char| text.chars().filter(|c| *c == mark).count();
    text.rfind(opening).is_some_and(|at| !text.get(at..).is_some_and(|rest| rest.contains(closing)))
        && count(opening) > count(closing)
}

/// How a text ends that does not end there: its last words.
fn cut(text: &str, field: Field) -> Option<String> {
    let text = text.trim();
    let last: Vec<&str> = text.split_whitespace().rev().take(3).collect();
    let end = || Some(last.iter().rev().copied().collect::<Vec<_>>().join(" "));
    let is_body = matches!(field, Field::Lead | Field::Support | Field::Monitor);
    // "P." of "P. Kinh tế", "TT." of "TT. Phục vụ hành chính công".
    if is_body && ["P.", "TT.", "TP.", "X.", "CA.", "VP."].iter().any(|short| last.first() == Some(short)) {
        return end();
    }
    if text.ends_with(['(', '“', '/', '&']) || text.ends_with(" -") || text.ends_with(" –") {
        return end();
    }
    // "thôn Khe Và": a name.
    let is_small = last.first().is_some_and(|word| word.starts_with(char::is_lowercase));
    if words::dangling(text).is_some() && text.ends_with(char::is_alphabetic) && is_small && last.len() > 1 {
        return end();
    }
    (text.ends_with(',') || is_open(text, '(', ')') || is_open(text, '“', '”')).then(end).flatten()
}
