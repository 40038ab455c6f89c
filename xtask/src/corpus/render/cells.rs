//! What people make of the cells of an annex, in Word and on a web page alike: a line for each body, a line
//! break after a comma, one cell of the lead over rows that share it.

use super::super::{
    family::{Column, Field, Row, Table},
    seed::Seed,
};

/// What stands above the columns of bodies where the head has two rows.
pub(super) const COMMON: &str = "Phân công thực hiện";
/// One list of bodies in so many has each body in a paragraph of its own.
const LISTED: usize = 2;
/// One long name in so many has a line break after a comma.
const BROKEN: usize = 6;

/// Whether a column names bodies.
pub(super) fn is_body(column: &Column) -> bool {
    matches!(column.field, Field::Lead | Field::Support | Field::Monitor)
}

/// The place of a row's lead in a cell over several rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merged {
    /// The cell begins here and covers so many rows.
    Opens(usize),
    /// A row above has the cell.
    Continues,
}

/// Whether the lead of a row opens or continues a cell over several rows.
pub(super) fn merged(table: &Table, rows: &[Row<'_>], at: usize) -> Option<Merged> {
    let lead = |at: Option<usize>| match rows.get(at?)? {
        Row::Cells(cells) => table
            .columns
            .iter()
            .zip(*cells)
            .find(|(column, cell)| column.field == Field::Lead && !cell.is_empty())
            .map(|(_, cell)| cell.as_str()),
        Row::Group { .. } => None,
    };
    let own = lead(Some(at))?;
    if lead(at.checked_sub(1)) == Some(own) {
        return Some(Merged::Continues);
    }
    let more = (at + 1..rows.len()).take_while(|below| lead(Some(*below)) == Some(own)).count();
    (more > 0).then_some(Merged::Opens(more + 1))
}

/// The text of a cell in paragraphs; a line end stands for a break.
pub(super) fn paragraphs(column: &Column, text: &str, seed: &mut Seed) -> Vec<String> {
    if column.field == Field::Name && seed.once_in(BROKEN) {
        return vec![text.replacen(", ", ",\n", 1)];
    }
    if !is_body(column) {
        return vec![text.to_owned()];
    }
    let bodies = if seed.once_in(LISTED) { text.split_inclusive("; ").collect() } else { vec![text] };
    bodies.into_iter().flat_map(|body| labelled(body.trim_end())).collect()
}

// "Phòng A - Cơ quan đầu mối: Văn phòng" has its labelled part on a line of its own.
fn labelled(text: &str) -> Vec<String> {
    match text.rsplit_once(" - ") {
        Some((body, label)) if label.contains(": ") => vec![body.to_owned(), format!("- {label}")],
        _ => vec![text.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::family::TableKind, *};

    fn column(field: Field) -> Column {
        Column { head: String::new(), field, width: 20 }
    }

    #[test]
    fn paragraphs_join_again_with_a_blank() {
        let mut several = 0;
        for text in [
            "Sở Tư pháp; UBND cấp xã",
            "Phòng Nội vụ - Cơ quan đầu mối: Văn phòng Sở",
            "Phòng Văn hóa - Xã hội",
        ] {
            for start in 0..20 {
                for field in [Field::Lead, Field::Name] {
                    let made = paragraphs(&column(field), text, &mut Seed::new(start));
                    assert_eq!(made.join(" ").replace('\n', " "), text);
                    several += usize::from(made.len() > 1);
                }
            }
        }
        assert!(several > 0);
    }

    #[test]
    fn a_lead_is_merged_over_neighbours_but_not_over_a_group() {
        let rows: [&[&str]; 6] =
            [&["1", "A"], &["2", "A"], &[">", "I", "Nhóm"], &["3", "A"], &["4", ""], &["5", ""]];
        let table = Table {
            kind: TableKind::Tasks,
            appendix: String::new(),
            title: String::new(),
            columns: vec![column(Field::Ordinal), column(Field::Lead)],
            rows: rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect(),
        };
        let rows: Vec<Row<'_>> = table.rows().collect();
        let found: Vec<_> = (0..rows.len()).map(|at| merged(&table, &rows, at)).collect();
        assert_eq!(found, [Some(Merged::Opens(2)), Some(Merged::Continues), None, None, None, None]);
    }
}
