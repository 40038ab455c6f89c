//! Plans without number, each different from the next, for measuring speed. They say nothing that a truth
//! file could vouch for; `family` is for correctness.

use super::{
    family::{Column, Field, Habits, Header, Page, Plan, Row, Section, SlipCounts, Table, TableKind},
    render::Grammar,
    seed::Seed,
    words,
};

/// Rows that stand under one group.
const GROUP: usize = 12;

/// A generated plan with `rows` rows in a grammar with explicit columns: its file name and its text.
/// Equal arguments give equal bytes.
#[must_use]
pub(crate) fn vary(seed: u64, rows: usize) -> (String, String) {
    let plan = plan(seed, rows);
    let grammar = match Seed::new(seed).below(3) {
        0 => Grammar::Tsv,
        1 => Grammar::Pipe,
        _ => Grammar::Markdown,
    };
    (grammar.file_name(&plan.slug), grammar.text(&plan))
}

/// The head and the rows of a table of tasks with five columns, for measuring speed: (heads, rows).
#[must_use]
pub(crate) fn tasks(seed: u64, rows: usize) -> (Vec<String>, Vec<Vec<String>>) {
    let table = task_table(rows, &mut Seed::new(seed));
    let five = |mut cells: Vec<String>| {
        cells.remove(4);
        cells
    };
    let plain = table.rows().filter_map(|row| if let Row::Cells(cells) = row { Some(cells) } else { None });
    (five(table.heads()), plain.map(|cells| five(cells.to_vec())).collect())
}

/// The model of such a plan: a third of the rows are indicators, the rest are tasks.
pub(super) fn plan(seed: u64, rows: usize) -> Plan {
    let mut draw = Seed::new(seed);
    // The grammar is drawn first from the same seed; pass over it.
    draw.next();
    let indicators = rows / 3;
    Plan {
        slug: format!("vary-{seed:08}"),
        grammars: Vec::new(),
        seed,
        slips: SlipCounts::default(),
        docx: Habits::default(),
        html: Page::default(),
        header: header(&mut draw),
        basis_heading: None,
        basis: Vec::new(),
        implements: Vec::new(),
        opening: opening(&mut draw),
        closing: "Trên đây là Kế hoạch năm 2026, yêu cầu các cơ quan, đơn vị nghiêm túc tổ chức thực hiện./."
            .into(),
        sections: vec![
            section("I. MỤC ĐÍCH, YÊU CẦU", &mut draw),
            section("II. CHỈ TIÊU, NHIỆM VỤ", &mut draw),
            section("III. TỔ CHỨC THỰC HIỆN", &mut draw),
        ],
        tables: vec![indicator_table(indicators, &mut draw), task_table(rows - indicators, &mut draw)],
    }
}

fn header(seed: &mut Seed) -> Header {
    let place = seed.pick(&words::PLACES);
    let commune = seed.pick(&["xã", "phường"]);
    let (day, month) = (1 + seed.below(28), 1 + seed.below(2));
    let number = format!("{}/KH-UBND", 1 + seed.below(4000));
    let date = format!("2026-{month:02}-{day:02}");
    Header {
        kind: "Kế hoạch".into(),
        number: Some(number),
        symbol: "KH-UBND".into(),
        date_partial: date.clone(),
        date: Some(date),
        place: place.into(),
        letterhead: vec!["ỦY BAN NHÂN DÂN".into(), format!("{commune} {place}").to_uppercase()],
        issuer: format!("Ủy ban nhân dân {commune} {place}"),
        issuer_short: format!("UBND {commune} {place}"),
        level: "commune".into(),
        title: vec![format!("{} {commune} {place} năm 2026", seed.pick(&words::THEMES))],
        signature: vec!["TM. ỦY BAN NHÂN DÂN".into(), "CHỦ TỊCH".into()],
        signer: seed.pick(&words::PERSONS).into(),
        signer_position: "Chủ tịch".into(),
        authority: Some("TM.".into()),
        recipients: vec!["UBND tỉnh (b/c);".into(), "Các phòng, đơn vị;".into(), "Lưu: VT.".into()],
        ..Header::default()
    }
}

fn opening(seed: &mut Seed) -> String {
    let (number, day) = (1 + seed.below(4000), 10 + seed.below(20));
    format!(
        "Thực hiện Kế hoạch số {number}/KH-UBND ngày {day}/12/2025 của UBND tỉnh, ban hành Kế hoạch như sau:"
    )
}

fn section(heading: &str, seed: &mut Seed) -> Section {
    let body = (0..6)
        .map(|_| {
            let (place, duty, other) =
                (seed.pick(&words::WHERE), seed.pick(&words::DUTIES), seed.pick(&words::DUTIES));
            format!("- Cơ quan, đơn vị {place} {duty}; {other}.")
        })
        .collect();
    Section { heading: heading.into(), objectives: false, body, tasks: Vec::new() }
}

fn column(head: &str, field: Field, width: usize) -> Column {
    Column { head: head.into(), field, width }
}

fn indicator_table(rows: usize, seed: &mut Seed) -> Table {
    let columns = vec![
        column("TT", Field::Ordinal, 4),
        column("Chỉ tiêu", Field::Name, 40),
        column("Đơn vị tính", Field::Unit, 8),
        column("Thực hiện năm 2025", Field::Baseline, 10),
        column("Mục tiêu 2026", Field::Target, 10),
        column("Đơn vị chủ trì", Field::Lead, 20),
    ];
    let rows = grouped(rows, seed, |ordinal, seed| {
        let at = seed.below(words::MEASURES.len());
        let (unit, targets, baselines) = words::MEASURES.get(at).copied().unwrap_or_default();
        let opening = if unit == "%" { "Tỷ lệ" } else { "Số lượng" };
        let name =
            format!("{opening} {} {} {}", seed.pick(&words::THINGS), seed.pick(&words::DONE), tail(seed));
        let (baseline, target) = (seed.pick(&baselines), seed.pick(&targets));
        [ordinal, name.trim_end(), unit, baseline, target, seed.pick(&words::BODIES)]
            .map(String::from)
            .to_vec()
    });
    let title = "Chỉ tiêu chủ yếu năm 2026".into();
    Table { kind: TableKind::Indicators, appendix: "PHỤ LỤC 01".into(), title, columns, rows }
}

fn task_table(rows: usize, seed: &mut Seed) -> Table {
    let columns = vec![
        column("TT", Field::Ordinal, 4),
        column("Nội dung nhiệm vụ", Field::Name, 40),
        column("Cơ quan chủ trì", Field::Lead, 18),
        column("Cơ quan phối hợp", Field::Support, 18),
        column("Sản phẩm", Field::Result, 14),
        column("Thời gian hoàn thành", Field::Deadline, 12),
    ];
    let rows = grouped(rows, seed, |ordinal, seed| {
        let name = format!("{} {} {}", seed.pick(&words::VERBS), seed.pick(&words::THINGS), tail(seed));
        let (lead, mut support) = (seed.pick(&words::BODIES), seed.pick(&words::BODIES));
        if support == lead || seed.once_in(9) {
            support = "";
        }
        let (result, deadline) = (seed.pick(&words::RESULTS), seed.pick(&words::DEADLINES));
        [ordinal, name.as_str(), lead, support, result, deadline].map(String::from).to_vec()
    });
    let title = "Danh mục nhiệm vụ năm 2026".into();
    Table { kind: TableKind::Tasks, appendix: "PHỤ LỤC 02".into(), title, columns, rows }
}

fn tail(seed: &mut Seed) -> String {
    format!("{}{}", seed.pick(&words::WHERE), seed.pick(&words::SO_THAT))
}

fn grouped(count: usize, seed: &mut Seed, row: impl Fn(&str, &mut Seed) -> Vec<String>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for at in 0..count {
        if at % GROUP == 0 {
            rows.push(vec![">".into(), roman(at / GROUP + 1), seed.pick(&words::GROUPS).into()]);
        }
        rows.push(row(&(at + 1).to_string(), seed));
    }
    rows
}

pub(super) fn roman(mut number: usize) -> String {
    let mut out = String::new();
    for (value, sign) in [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while number >= value {
            number -= value;
            out.push_str(sign);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{plan, roman, vary};

    #[test]
    fn same_seed_same_bytes_and_another_seed_another_plan() {
        for seed in 0..6 {
            assert_eq!(vary(seed, 50), vary(seed, 50));
            assert_ne!(vary(seed, 50).1, vary(seed + 1, 50).1);
        }
    }

    #[test]
    fn plans_of_two_seeds_share_few_rows() {
        let names = |seed| -> Vec<String> {
            let tables = plan(seed, 150).tables;
            tables
                .iter()
                .flat_map(|table| &table.rows)
                .filter(|row| row.len() > 3)
                .map(|row| row[1].clone())
                .collect()
        };
        let (first, second) = (names(1), names(2));
        assert_eq!(first.len(), 150);
        let shared = first.iter().filter(|name| second.contains(name)).count();
        assert!(shared < 15, "{shared} of 150");
    }

    #[test]
    fn every_grammar_with_columns_is_drawn() {
        let names: Vec<String> = (0..30).map(|seed| vary(seed, 3).0).collect();
        for ending in [".tsv.txt", ".pipe.txt", ".markdown.md"] {
            assert!(names.iter().any(|name| name.ends_with(ending)), "{ending}");
        }
    }

    #[test]
    fn a_hundred_and_fifty_rows_are_about_fifty_kilobytes() {
        for seed in 0..12 {
            let bytes = vary(seed, 150).1.len();
            assert!((40_000..65_000).contains(&bytes), "seed {seed}: {bytes} bytes");
        }
    }

    #[test]
    fn groups_are_numbered_in_roman() {
        assert_eq!([1, 4, 9, 14, 41].map(roman), ["I", "IV", "IX", "XIV", "XLI"]);
    }
}
