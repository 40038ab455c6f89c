use std::collections::BTreeSet;

use kehoach_model::Field;
use kehoach_viet::key;

use crate::fold;
use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Scope, first_words};
use crate::words;

rule! {
    /// A free-text cell repeats the row above and fits that row's task, not this one's.
    ///
    /// ## What it finds
    /// A "Kết quả" or "Sản phẩm" that equals the row above letter for letter, has words of that row's name,
    /// and has none of its own.
    ///
    /// ## Why it matters
    /// The cell was copied down and never edited. The body in charge is asked for the wrong product, and
    /// the right one is written nowhere.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì | Kết quả |
    /// |---|---|---|---|
    /// | 6.2 | Xây dựng quy chế an toàn thông tin | Công an xã | Quy chế an toàn thông tin được ban hành |
    /// | 6.3 | Hội thi tuyên truyền viên số | Phòng VH-XH | Quy chế an toàn thông tin được ban hành |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì | Kết quả |
    /// |---|---|---|---|
    /// | 6.2 | Xây dựng quy chế an toàn thông tin | Công an xã | Văn bản được ban hành |
    /// | 6.3 | Ban hành danh mục dữ liệu mở | Phòng VH-XH | Văn bản được ban hành |
    ///
    /// A general result ("Báo cáo", "Văn bản", "Hoàn thành 100%") fits both tasks.
    ///
    /// ## What to do
    /// Ask the author of the row what its result is, and write it down. The row's deadline may be copied as
    /// well.
    CopiedCell, Warning, check
}

/// A result of fewer words ("Báo cáo", "Kế hoạch được ban hành") is that of many tasks.
const LEAST_WORDS: usize = 5;
/// Neighbouring words that it must share with the task above: those of a kind of document or a body do not count.
const LEAST_PAIRS: usize = 1;
/// A result that stands in more rows is the table's habit.
const MOST_ROWS: usize = 2;

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for rows in &scope.tables {
        for pair in rows.lines.windows(2) {
            let [above, line] = pair else { continue };
            let (Some(copied), Some(own)) = (above.result(), line.result()) else { continue };
            let folded = key::name(own);
            if key::name(copied) != folded || fold::words(own).count() < LEAST_WORDS {
                continue;
            }
            let same =
                rows.lines.iter().filter_map(|line| line.result()).filter(|it| key::name(it) == folded);
            if same.count() > MOST_ROWS {
                continue;
            }
            // It takes up the words of the task above, and none of this one's.
            let said = pairs(own);
            let common = pairs(&above.row.name).intersection(&said).count();
            if common < LEAST_PAIRS || !pairs(&line.row.name).is_disjoint(&said) {
                continue;
            }
            let (called, before, text) = (line.called(), above.called(), first_words(own));
            let values = [
                ("row", called.as_str().into()),
                ("above", before.as_str().into()),
                ("text", text.as_str().into()),
            ];
            report.say("copied", &values).field(Field::Result).row(line.row);
        }
    }
}

/// Neighbouring words that tell something: "đoàn công", "hội nghị".
fn pairs(text: &str) -> BTreeSet<(String, String)> {
    let words: Vec<String> = fold::words(text).map(fold::word).collect();
    let both = words.iter().zip(words.iter().skip(1));
    both.filter(|(one, other)| one != other && !is_empty(one, other))
        .map(|(one, other)| (one.clone(), other.clone()))
        .collect()
}

/// "tổ chức", "nghị quyết": in the result of many tasks.
fn is_empty(one: &str, other: &str) -> bool {
    [one, other].into_iter().all(|word| words::is_manner(word) || words::is_of_document(word))
}
