use kehoach_viet::key;

use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Scope, first_words};
use crate::{twice, words};

rule! {
    /// Two rows of one table name the same thing in nearly the same words.
    ///
    /// ## What it finds
    /// Two names whose telling words are the same, in whatever order, once words of manner are left out
    /// ("tiếp tục", "phối hợp", "triển khai", "hiệu quả", "đẩy mạnh"); also one name with other values, as
    /// an indicator with two targets. Rows that differ in the object do not fire: "cấp tỉnh" and "cấp xã",
    /// "hộ nghèo" and "hộ cận nghèo", other quantities, other places. Rows wholly alike are
    /// `duplicate-row`.
    ///
    /// ## Why it matters
    /// Two bodies work on one task, or one body reports it twice. Plans that are put together from several
    /// departments' papers are full of this.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì |
    /// |---|---|---|
    /// | 4 | Triển khai số hóa hồ sơ đất đai tại bộ phận một cửa | Phòng Kinh tế |
    /// | 14 | Tiếp tục đẩy mạnh số hóa hồ sơ đất đai tại bộ phận một cửa | Văn phòng HĐND-UBND |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì |
    /// |---|---|---|
    /// | 4 | Số hóa hồ sơ đất đai cấp tỉnh | Sở Nông nghiệp và Môi trường |
    /// | 14 | Số hóa hồ sơ đất đai cấp xã | UBND các xã |
    ///
    /// ## What to do
    /// Read both rows; make them one task with one body in charge, or say in the names what is different.
    ///
    /// ## Settings
    /// `[rules.near-duplicate-row]` in `kehoach.toml`:
    ///
    /// | key | default | unit |
    /// |---|---|---|
    /// | `least-words` | 5 | telling words; names of fewer are not compared |
    NearDuplicateRow, Warning, check
}

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let least = scope.settings.near_duplicate_row.least_words;
    for rows in &scope.tables {
        let matter = |line: &Line<'_>| {
            let words = words::matter(&line.row.name);
            (words.len() >= least).then(|| words.join(" "))
        };
        let near = |one: &Line<'_>, other: &Line<'_>| {
            let is_same_name = key::name(&one.row.name) == key::name(&other.row.name);
            // What is wholly the same is another rule's. Two blocks of prose under one heading are its parts.
            let is_other_rule = is_same_name && (rows.is_prose() || twice::has_same_values(*one, *other));
            !is_other_rule && twice::has_same_rest(rows, *one, *other)
        };
        for (first, others) in twice::groups(rows, matter, near) {
            let second = others.first().map(|line| first_words(&line.row.name)).unwrap_or_default();
            let number = others.first().map(|line| line.called()).unwrap_or_default();
            let (called, name) = (first.called(), first_words(&first.row.name));
            let values = [
                ("row", called.as_str().into()),
                ("name", name.as_str().into()),
                ("second", number.as_str().into()),
                ("other", second.as_str().into()),
            ];
            let mut making = report.say("near", &values).row(first.row);
            for other in others {
                making = making.row(other.row);
            }
        }
    }
}
