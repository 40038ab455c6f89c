use kehoach_document::Passage;

use super::*;

/// A table of lines `a|b|c`, its head first; `<` is covered by the cell to its left.
fn table(lines: &[&str]) -> Table {
    let row = |line: &&str| {
        let mut row: Vec<Option<Cell>> = Vec::new();
        for text in line.split('|').map(str::trim) {
            if text == "<" {
                if let Some(cell) = row.iter_mut().rev().flatten().next() {
                    cell.col_span += 1;
                }
                row.push(None);
            } else {
                row.push(Some(Cell::new(Passage::new(text, Place::lines(1, 1)))));
            }
        }
        row
    };
    Table { header_rows: 1, inferred: false, rows: lines.iter().map(row).collect() }
}

/// Each row as "groups > … > ordinal name / lead / deadline".
#[track_caller]
fn check(lines: &[&str], want: &[&str]) {
    let table = table(lines);
    let found = read(&table, &Columns::read(&table), "t0");
    let shown = |task: &Task| {
        let title = |group: &Group| format!("{} {}", group.ordinal.as_deref().unwrap_or("-"), group.title);
        let mut path: Vec<String> = task.row.groups.iter().map(title).collect();
        let raw =
            |bodies: &Option<Bodies>| bodies.as_ref().map_or("", |bodies| bodies.raw.as_str()).to_owned();
        let deadline = task.deadline.as_ref().map_or("", |deadline| deadline.raw.as_str());
        let ordinal = task.row.ordinal.as_deref().unwrap_or("-");
        path.push(format!("{ordinal} {} / {} / {deadline}", task.row.name, raw(&task.row.lead)));
        path.join(" > ")
    };
    assert_eq!(found.tasks.iter().map(shown).collect::<Vec<_>>(), want);
}

const HEAD: &str = "TT|Nhiệm vụ|Chủ trì|Thời gian";

#[test]
fn a_title_over_the_whole_row_is_no_value() {
    check(
        &[HEAD, "1|Hạ tầng số|<|<", "1|Họp|Sở A|2026", "2|Báo cáo|Sở B|2027"],
        &["1 Hạ tầng số > 1 Họp / Sở A / 2026", "1 Hạ tầng số > 2 Báo cáo / Sở B / 2027"],
    );
    check(&[HEAD, "1|Họp|Sở A|<", "2|Báo cáo|Sở B|2027"], &["1 Họp / Sở A / ", "2 Báo cáo / Sở B / 2027"]);
}

#[test]
fn a_numbered_group_is_left_by_the_next_number() {
    check(
        &[HEAD, "1|Tuyên truyền||", "1.1|Họp|Sở A|2026", "1.2|Tập huấn|Sở A|2026", "2|Báo cáo|Sở B|2027"],
        &[
            "1 Tuyên truyền > 1.1 Họp / Sở A / 2026",
            "1 Tuyên truyền > 1.2 Tập huấn / Sở A / 2026",
            "2 Báo cáo / Sở B / 2027",
        ],
    );
}

#[test]
fn groups_merged_over_the_table() {
    check(
        &[
            HEAD,
            "NHIỆM VỤ CHUNG|<|<|<",
            "I Hạ tầng số|<|<|<",
            "1|Họp|Sở A|2026",
            "II. Nhân lực|<|<|<",
            "2|Thi|Sở B|2027",
        ],
        &[
            "- NHIỆM VỤ CHUNG > I Hạ tầng số > 1 Họp / Sở A / 2026",
            "- NHIỆM VỤ CHUNG > II Nhân lực > 2 Thi / Sở B / 2027",
        ],
    );
}

#[test]
fn totals_and_notes_are_told_and_are_no_rows() {
    let lines = [HEAD, "1|Họp|Sở A|2026", "|Tổng cộng (I+II)||5", "Ghi chú: tạm tính|<|<|<"];
    check(&lines, &["1 Họp / Sở A / 2026"]);
    let table = table(&lines);
    let found = read(&table, &Columns::read(&table), "t0");
    assert_eq!(
        found.findings.iter().map(|finding| finding.rule).collect::<Vec<_>>(),
        [Rule::UnassignedText; 2]
    );
    check(&[HEAD, "1|Tổng số hồ sơ đạt 90%|Sở A|2026"], &["1 Tổng số hồ sơ đạt 90% / Sở A / 2026"]);
}

#[test]
fn a_column_that_groups_rows() {
    check(
        &[
            "TT|Nhóm nhiệm vụ|Nhiệm vụ cụ thể|Chủ trì|Thời gian",
            "1|Hạ tầng|Họp|Sở A|2026",
            "2|Nhân lực|Thi|Sở B|2027",
        ],
        &["- Hạ tầng > 1 Họp / Sở A / 2026", "- Nhân lực > 2 Thi / Sở B / 2027"],
    );
}
