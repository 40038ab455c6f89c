use std::sync::LazyLock;

use kehoach_model::Field;
use regex::Regex;

use crate::fold;
use crate::ordinal::{Kind, Ordinal};
use crate::pattern;
use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Scope, first_words};
use crate::{series, words};

rule! {
    /// A cell of one row holds the next row as well.
    ///
    /// ## What it finds
    /// A cell that goes on with the next number of the TT column and that row's cells: "… Quý I/2026 26
    /// Phòng VH-XH …", also on the second level (1.2 inside of 1.1). Or a TT cell with two numbers ("3 4").
    /// That is an error, for the second row is missing in the data. A row of that number in its place
    /// speaks against it. Where a page's table held several rows in one, a line for each, the reader splits
    /// them and says so as info (repaired).
    ///
    /// ## Why it matters
    /// Two tasks became one: the second has no number, no body and no deadline of its own, and counts are
    /// one short.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì | Thời gian |
    /// |---|---|---|---|
    /// | 25 | Cấp chữ ký số | Văn phòng HĐND-UBND | Quý I/2026 26 Tập huấn số Phòng VH-XH Quý II/2026 |
    /// | 27 | Lắp đặt camera | Công an xã | Quý III/2026 |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì | Thời gian |
    /// |---|---|---|---|
    /// | 25 | Cấp chữ ký số cho 26 cán bộ Phòng VH-XH | Văn phòng HĐND-UBND | Quý I/2026 |
    /// | 26 | Tập huấn kỹ năng số | Phòng VH-XH | Quý II/2026 |
    ///
    /// A number in a sentence is no row.
    ///
    /// ## What to do
    /// Split the row in the source and import it again. If the source shows two rows, the copy was damaged
    /// on the way: use the original PDF or DOCX.
    MergedRows, Error, check
}

/// Where the next row can stand whole.
const FIELDS: [Field; 7] =
    [Field::Name, Field::Lead, Field::Support, Field::Monitor, Field::Result, Field::Deadline, Field::Target];

/// A number of its own, and what stands behind it up to the end.
static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|\s)(\d{1,3}(?:\.\d{1,2})*)[.)]?\s+(\p{Lu}.*)$"));

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for rows in scope.tables.iter().filter(|rows| !rows.is_prose()) {
        let entries = series::of(rows);
        for line in &rows.lines {
            let numbers: Vec<&str> =
                line.row.ordinal.iter().flat_map(|ordinal| ordinal.split_whitespace()).collect();
            if let [one, next] = numbers.as_slice()
                && numbers
                    .iter()
                    .all(|number| Ordinal::parse(number).is_some_and(|it| it.kind == Kind::Number))
            {
                let values = [("row", (*one).into()), ("next", (*next).into())];
                report.say("numbers", &values).field(Field::Ordinal).row(line.row).of_table(rows);
            }
        }
        for (at, entry) in entries.iter().enumerate() {
            let Some(own) = entry.ordinal.as_ref().filter(|own| own.kind == Kind::Number) else {
                continue;
            };
            let next = own.last + 1;
            // A row that is there is not in another's cell.
            let is_there = |other: &series::Entry<'_>| {
                other.run == entry.run
                    && other.ordinal.as_ref().is_some_and(|it| it.is_beside(own) && it.last == next)
            };
            if entries.iter().any(is_there) {
                continue;
            }
            let is_last = entries.get(at + 1).is_none();
            let held = FIELDS
                .iter()
                .find_map(|field| Some((*field, swallowed(entry.line, *field, &own.with(next), is_last)?)));
            let Some((field, text)) = held else { continue };
            let (own, next, text) = (own.bare(), own.with(next), first_words(&text));
            let values = [
                ("row", own.as_str().into()),
                ("next", next.as_str().into()),
                ("text", text.as_str().into()),
            ];
            report.say("holds", &values).field(field).row(entry.line.row).of_table(rows);
        }
    }
}

/// The row of that number inside a cell.
fn swallowed(line: Line<'_>, field: Field, next: &str, is_last: bool) -> Option<String> {
    let text = line.value(field)?;
    let mut rest = text;
    loop {
        let found = NUMBERED.captures(rest)?;
        let (number, behind) = (found.get(1)?, found.get(2)?);
        let before = rest.get(..number.start()).unwrap_or_default().trim_end();
        // "giai đoạn 26 Phòng" is no number of a row; below the last row nothing is missing, so more is asked.
        let fits = number.as_str() == next && !is_counted(before) && !is_listed(text, next);
        // A cell of a time or a value has no sentence.
        let is_value = matches!(field, Field::Deadline | Field::Target);
        if fits && (!is_last || is_value || words::begins_as_body(behind.as_str())) {
            return Some(format!("{} {}", number.as_str(), behind.as_str()));
        }
        rest = rest.get(number.end()..)?;
    }
}

/// Whether the word in front makes the number a count, a date or a name: "Đề án 06", "tháng 10", "số 26".
fn is_counted(before: &str) -> bool {
    fold::words(before).last().is_some_and(|word| words::is_counted(&fold::word(word)))
}

/// Whether the number goes on a list inside the cell: "1. Công an xã 2. Phòng VH-XH 3. Các thôn".
fn is_listed(text: &str, next: &str) -> bool {
    let before = next.parse::<u32>().map(|next| next.saturating_sub(1).to_string());
    before.is_ok_and(|before| fold::words(text).any(|word| word == before))
}
