//! A site's table of attributes: "Số hiệu | 5/KH-UBND", "Ngày ban hành | 03/01/2026".

use kehoach_viet::key;

use crate::Table;

/// Keys of its rows, folded.
const NAMES: &[&str] =
    &["so hieu", "so ky hieu", "ngay ban hanh", "loai van ban", "co quan ban hanh", "nguoi ky"];

/// Whether a table has two columns whose left cells name attributes of a document.
#[must_use]
pub fn is_attributes(table: &Table) -> bool {
    let names = table.rows.iter().filter_map(|row| row.first()?.as_ref());
    table.width() == 2
        && names.filter(|cell| NAMES.contains(&key::ascii(cell.normal()).as_str())).count() >= 2
}
