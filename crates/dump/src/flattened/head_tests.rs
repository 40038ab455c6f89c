use super::*;
use crate::{Limits, flattened::words, lines};

/// The columns that the head of a table is cut into, with their fields, and the first word behind the head.
fn read(text: &str) -> Option<String> {
    let lines = lines::split(text, &Limits::default()).unwrap();
    let all = words::of_lines(&lines, &mut words::Vocabulary::default());
    let head = Head::read(&all)?;
    let text = |of: &[usize]| of.iter().map(|&at| all[at].text).collect::<Vec<_>>().join(" ");
    let columns = head.columns.iter().map(|column| format!("{} {:?}", text(&column.words), column.field));
    let shown: Vec<String> = std::iter::once(text(&head.ordinal)).chain(columns).collect();
    let behind = all.get(head.end).map_or("", |word| word.text);
    Some(format!("{} ‖ {behind}", shown.join(" | ")))
}

#[track_caller]
fn check(text: &str, wanted: &str) {
    assert_eq!(read(text).as_deref(), Some(wanted));
}

#[test]
fn a_capital_begins_a_column() {
    check(
        "TT Nhiệm vụ Cơ quan chủ trì Thời gian\n1 Rà soát",
        "TT | Nhiệm vụ Name | Cơ quan chủ trì Lead | Thời gian Deadline ‖ 1",
    );
}

#[test]
fn a_head_over_many_lines() {
    check(
        "STT\nNội dung\nnhiệm vụ\nĐơn vị\nchủ trì\nĐơn vị\nphối hợp\nThời gian\nhoàn thành\nI\nĐất đai",
        "STT | Nội dung nhiệm vụ Name | Đơn vị chủ trì Lead | Đơn vị phối hợp Support | Thời gian hoàn thành Deadline ‖ I",
    );
}

#[test]
fn cells_of_a_head_that_share_a_line() {
    check(
        "TT Nhiệm vụ Cơ quan\nchủ trì\nCơ quan\nphối hợp\nSản phẩm Thời hạn\n1.1 Lập",
        "TT | Nhiệm vụ Name | Cơ quan chủ trì Lead | Cơ quan phối hợp Support | Sản phẩm Result | Thời hạn Deadline ‖ 1.1",
    );
}

#[test]
fn the_nouns_of_the_trade_begin_columns_in_capitals() {
    check(
        "TT NHIỆM VỤ ĐƠN VỊ CHỦ TRÌ ĐƠN VỊ PHỐI HỢP THỜI GIAN HOÀN THÀNH\n1 Rà soát",
        "TT | NHIỆM VỤ Name | ĐƠN VỊ CHỦ TRÌ Lead | ĐƠN VỊ PHỐI HỢP Support | THỜI GIAN HOÀN THÀNH Deadline ‖ 1",
    );
}

#[test]
#[ignore = "cut in front of NHIỆM VỤ"]
fn a_noun_that_names_another_in_capitals() {
    check(
        "TT NỘI DUNG NHIỆM VỤ ĐƠN VỊ CHỦ TRÌ THỜI GIAN\n1 Rà soát",
        "TT | NỘI DUNG NHIỆM VỤ Name | ĐƠN VỊ CHỦ TRÌ Lead | THỜI GIAN Deadline ‖ 1",
    );
}

#[test]
fn the_ordinal_in_two_words() {
    check("Số TT Nhiệm vụ Chủ trì\n1 Rà soát", "Số TT | Nhiệm vụ Name | Chủ trì Lead ‖ 1");
}

#[test]
fn a_unit_is_no_body() {
    check(
        "TT Chỉ tiêu Đơn vị tính Mục tiêu 2026 Đơn vị chủ trì\n1 Tỷ lệ",
        "TT | Chỉ tiêu Name | Đơn vị tính Unit | Mục tiêu 2026 Target | Đơn vị chủ trì Lead ‖ 1",
    );
}

#[test]
fn a_unit_in_short() {
    check(
        "STT Chỉ tiêu ĐVT Kế hoạch năm 2026 Cơ quan chủ trì\nI Đất đai",
        "STT | Chỉ tiêu Name | ĐVT Unit | Kế hoạch năm 2026 Target | Cơ quan chủ trì Lead ‖ I",
    );
}

#[test]
fn a_year_behind_a_year_is_the_next_column() {
    check(
        "TT Chỉ tiêu Đơn vị tính Mục tiêu 2025 2026 Chủ trì\n1 Tỷ lệ",
        "TT | Chỉ tiêu Name | Đơn vị tính Unit | Mục tiêu 2025 Target | 2026 Target | Chủ trì Lead ‖ 1",
    );
}

#[test]
#[ignore = "the first year is read as the unit's"]
fn years_that_are_columns_by_themselves() {
    check(
        "TT Chỉ tiêu Đơn vị tính 2025 2026 Chủ trì\n1 Tỷ lệ",
        "TT | Chỉ tiêu Name | Đơn vị tính Unit | 2025 Target | 2026 Target | Chủ trì Lead ‖ 1",
    );
}

#[test]
fn a_year_belongs_to_what_it_dates() {
    check(
        "STT Tên chỉ tiêu Thực hiện\nnăm 2025\nKế hoạch\nnăm 2026\n1 Thôn",
        "STT | Tên chỉ tiêu Name | Thực hiện năm 2025 Baseline | Kế hoạch năm 2026 Target ‖ 1",
    );
}

#[test]
fn column_numbers_belong_to_the_head() {
    let columns = "TT | Nhiệm vụ Name | Chủ trì Lead | Thời gian Deadline";
    check("TT Nhiệm vụ Chủ trì Thời gian\n(1) (2) (3) (4)\n1 Rà soát", &format!("{columns} ‖ 1"));
    check("TT Nhiệm vụ Chủ trì Thời gian\n1 2 3 4\nI Đất đai", &format!("{columns} ‖ I"));
}

#[test]
fn no_column_numbers_in_a_first_row() {
    check("TT Nhiệm vụ Chủ trì\n1 2 tổ công tác", "TT | Nhiệm vụ Name | Chủ trì Lead ‖ 1");
}

#[test]
fn a_slash_joins() {
    let wanted = "TT | Nhiệm vụ Name | Kết quả/ Sản phẩm Result | Chủ trì Lead ‖ 1";
    check("TT Nhiệm vụ Kết quả/ Sản phẩm Chủ trì\n1 Rà soát", wanted);
    check("TT Nhiệm vụ Kết quả/\nSản phẩm Chủ trì\n1 Rà soát", wanted);
}

#[test]
fn what_means_nothing_alone_belongs_to_the_column_in_front() {
    check(
        "TT Nhiệm vụ Chủ trì Thời gian Thực hiện\n1 Rà soát",
        "TT | Nhiệm vụ Name | Chủ trì Lead | Thời gian Thực hiện Deadline ‖ 1",
    );
}

#[test]
fn a_capital_on_each_line_of_a_head() {
    check(
        "TT Nhiệm vụ Cơ quan\nChủ trì\nThời gian\nHoàn thành\n1 Rà soát",
        "TT | Nhiệm vụ Name | Cơ quan Chủ trì Lead | Thời gian Hoàn thành Deadline ‖ 1",
    );
}

#[test]
fn a_name_in_capitals_begins_no_column() {
    check(
        "TT Nhiệm vụ của UBND xã Đơn vị chủ trì\n1 Rà soát",
        "TT | Nhiệm vụ của UBND xã Name | Đơn vị chủ trì Lead ‖ 1",
    );
}

#[test]
fn who_leads_and_who_supports_in_one_column() {
    check(
        "TT Nhiệm vụ Đơn vị chủ trì/phối hợp Ghi chú\n1 Rà soát",
        "TT | Nhiệm vụ Name | Đơn vị chủ trì/phối hợp Lead | Ghi chú Note ‖ 1",
    );
}

#[test]
fn the_next_copy_tells_where_a_head_ends() {
    let rows = "Tuyên truyền Văn phòng\n";
    check(
        &format!("TT Nhiệm vụ Chủ trì\n{rows}1 Rà soát Văn phòng\nTT Nhiệm vụ Chủ trì\n2 Lập"),
        "TT | Nhiệm vụ Name | Chủ trì Lead ‖ Tuyên",
    );
}

#[test]
fn what_the_cells_of_a_column_are_made_of() {
    let lines = lines::split(
        "TT Chỉ tiêu Đơn vị tính Kế hoạch năm 2026 Cơ quan chủ trì Thời hạn Ghi chú\n1 Tỷ lệ",
        &Limits::default(),
    )
    .unwrap();
    let all = words::of_lines(&lines, &mut words::Vocabulary::default());
    let domains: Vec<Domain> = Head::read(&all).unwrap().columns.iter().map(|column| column.domain).collect();
    assert_eq!(
        domains,
        [Domain::Free, Domain::Unit, Domain::Quantity, Domain::Body, Domain::Time, Domain::Free]
    );
}

#[test]
fn no_head_without_an_ordinal() {
    assert_eq!(read("Nhiệm vụ Chủ trì\n1 Rà soát"), None);
}

#[test]
fn no_head_in_prose() {
    assert_eq!(read("TTHC được rà soát; cơ quan chủ trì báo cáo\n1. Kết quả"), None);
    assert_eq!(read("TT nhận được báo cáo thì trả lời ngay trong ngày\n1. Nơi nhận"), None);
}

#[test]
fn no_head_that_no_row_follows() {
    assert_eq!(read("TT Nhiệm vụ Cơ quan chủ trì"), None);
}

/// How many words of the second copy are the head's.
fn repeated(text: &str, again: &str) -> usize {
    let text = format!("{text}\n1 Rà soát Văn phòng\n{again}\n2 Lập");
    let lines = lines::split(&text, &Limits::default()).unwrap();
    let all = words::of_lines(&lines, &mut words::Vocabulary::default());
    let head = Head::read(&all).unwrap();
    let second = all.iter().rposition(|word| word.text == "TT").unwrap();
    head.repeated(&all, &all, second)
}

#[test]
fn a_head_stands_again() {
    assert_eq!(repeated("TT Nhiệm vụ\nChủ trì", "TT Nhiệm vụ\nChủ trì"), 5);
    // Its lines may end elsewhere.
    assert_eq!(repeated("TT Nhiệm vụ\nChủ trì", "TT Nhiệm\nvụ Chủ trì"), 5);
}

#[test]
fn no_copy_with_another_column() {
    assert_eq!(repeated("TT Nhiệm vụ Chủ trì", "TT Nhiệm vụ Phối hợp"), 0);
}
