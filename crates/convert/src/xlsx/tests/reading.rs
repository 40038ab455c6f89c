//! What a person sees in a sheet.

use super::*;

#[test]
fn an_appendix_has_its_title_above_and_its_closing_below() {
    let data = rows(
        1,
        &[
            &["", "PHỤ LỤC 01"],
            &["", "DANH MỤC NHIỆM VỤ"],
            &["", "(Kèm theo Kế hoạch số 12/KH-UBND)"],
            &[],
            &["TT", "Nhiệm vụ", "", "Chủ trì", "Thời gian"],
            &["I", "Hạ tầng"],
            &["1", "Mở rộng mạng", "", "Sở KH&amp;CN", "Quý I"],
            &["", "Nhóm khác"],
            &["2", "Đào tạo", "", "Sở Nội vụ", "Quý II"],
            &["", "Tổng cộng", "", "", "2"],
            &[],
            &["Nơi nhận:", "", "", "CHỦ TỊCH"],
            &["- Như trên;"],
            &["", "", "", "Vũ Hùng"],
        ],
    );
    assert_eq!(
        shown(&read_one(&[], &data, "")),
        [
            "PHỤ LỤC 01",
            "DANH MỤC NHIỆM VỤ",
            "(Kèm theo Kế hoạch số 12/KH-UBND)",
            "| TT | Nhiệm vụ | Chủ trì | Thời gian",
            "| I | Hạ tầng |  | ",
            "| 1 | Mở rộng mạng | Sở KH&CN | Quý I",
            "|  | Nhóm khác |  | ",
            "| 2 | Đào tạo | Sở Nội vụ | Quý II",
            "|  | Tổng cộng |  | 2",
            "Nơi nhận:",
            "- Như trên;",
            "CHỦ TỊCH",
            "Vũ Hùng",
        ]
    );
}

#[test]
fn a_letterhead_is_read_column_by_column() {
    let data = rows(
        1,
        &[
            &["UBND TỈNH HỒNG LAM", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            &["SỞ NỘI VỤ", "", "Độc lập - Tự do - Hạnh phúc"],
            &["Số: 5/KH-SNV", "", "Hồng Lam, ngày 05 tháng 01 năm 2026"],
            &["KẾ HOẠCH\nCải cách hành chính"],
            &["STT", "Nội dung", "Thời gian"],
            &["1", "Họp", "Quý I"],
        ],
    );
    assert_eq!(
        shown(&read_one(&[], &data, "")),
        [
            "UBND TỈNH HỒNG LAM",
            "SỞ NỘI VỤ",
            "Số: 5/KH-SNV",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Hồng Lam, ngày 05 tháng 01 năm 2026",
            "KẾ HOẠCH",
            "Cải cách hành chính",
            "| STT | Nội dung | Thời gian",
            "| 1 | Họp | Quý I",
        ]
    );
}

#[test]
fn no_order_by_columns_for_pairs_that_are_no_letterhead() {
    let data = rows(
        1,
        &[&["Đơn vị:", "Sở Nội vụ"], &["Người lập:", "Hà"], &["TT", "Việc", "Hạn"], &["1", "a", "b"]],
    );
    assert_eq!(shown(&read_one(&[], &data, ""))[..4], ["Đơn vị:", "Sở Nội vụ", "Người lập:", "Hà"]);
}

#[test]
fn cells_show_what_excel_shows_and_where_they_stand() {
    let data = format!(
        "{}<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>0.7</v></c><c r=\"C2\" s=\"2\"><v>46027</v></c>\
         <c r=\"D2\" t=\"b\"><v>1</v></c><c r=\"E2\" t=\"e\"><v>#DIV/0!</v></c><c r=\"F2\"><f>A2+1</f><v>2</v></c></row>",
        rows(1, &[&["TT", "Tỷ lệ", "Ngày", "Đạt", "Lỗi", "Tính"]])
    );
    let document = read_one(&["0%", "dd/mm/yyyy"], &data, "");
    assert_eq!(shown(&document)[1], "| 1 | 70% | 05/01/2026 | TRUE | #DIV/0! | 2");
    let Block::Table(table) = &document.blocks[0] else { panic!("{document:?}") };
    let cell = table.rows[1][1].as_ref().unwrap();
    assert_eq!(cell.passage.at(), [Place::Sheet { sheet: "Bảng".into(), cell: "B2".into() }]);
    assert_eq!(table.header_rows, 1);
}

#[test]
fn an_ordinal_that_became_a_number_keeps_its_point() {
    let row =
        |row: u32, cells: &str| format!("<row r=\"{row}\">{}</row>", cells.replace('#', &row.to_string()));
    let data = rows(1, &[&["TT", "Mục tiêu", "Kinh phí"]])
        + &row(2, "<c r=\"A#\"><v>1.1</v></c><c r=\"B#\"><v>95.5</v></c><c r=\"C#\" s=\"1\"><v>1500</v></c>");
    assert_eq!(shown(&read_one(&["#,##0"], &data, ""))[1], "| 1.1 | 95,5 | 1.500");
}

#[test]
fn an_old_font_tells_the_charset() {
    let fonts = "<fonts><font><name val=\".VnTime\"/></font></fonts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"0\" fontId=\"0\"/>";
    let bytes = workbook(
        &[],
        &[Sheet(
            "Bảng",
            "visible",
            "<row r=\"1\"><c r=\"A1\" s=\"1\" t=\"str\"><v>§µo t¹o</v></c></row>",
            "",
        )],
    );
    let bytes = edited(bytes, |_, text| text.replace("<cellXfs><xf numFmtId=\"0\"/>", fonts));
    assert_eq!(shown(&read(&bytes, &Limits::default()).unwrap()), ["Đào tạo"]);
}

#[test]
fn merged_cells_are_spans() {
    let data = rows(
        1,
        &[
            &["TT", "Nhiệm vụ", "Cơ quan thực hiện", "", "Ghi chú"],
            &["", "", "Chủ trì", "Phối hợp"],
            &["1", "Họp", "A", "B", "x"],
            &["", "", "C", "D"],
        ],
    );
    let merges = ["A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4", "B3:B4", "E3:E9", "A100:XFD1048576", "C3:D4"];
    let merges: String = merges.iter().map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect();
    let document = read_one(&[], &data, &format!("<mergeCells>{merges}</mergeCells>"));
    assert_eq!(
        shown(&document),
        [
            "| TT | Nhiệm vụ | Cơ quan thực hiện | ^ | Ghi chú",
            "| ^ | ^ | Chủ trì | Phối hợp | ^",
            "| 1 | Họp | A | B | x",
            "| ^ | ^ | C | D | ^",
        ]
    );
    let Block::Table(table) = &document.blocks[0] else { panic!("{document:?}") };
    assert_eq!(table.header_rows, 2);
    let spans = |row: usize, column: usize| {
        table.rows[row][column].as_ref().map(|cell| (cell.row_span, cell.col_span))
    };
    assert_eq!([spans(0, 2), spans(2, 4), spans(2, 2)], [Some((1, 2)), Some((2, 1)), Some((1, 1))]);
}

#[test]
fn a_further_table_begins_at_a_head_of_its_own() {
    let data = rows(
        1,
        &[
            &["TT", "Chỉ tiêu", "Mục tiêu"],
            &["1", "a", "90%"],
            &["PHỤ LỤC 02"],
            &["TT", "Nhiệm vụ", "Chủ trì"],
            &["1", "b", "Sở Y tế"],
            &["TT", "Nhiệm vụ", "Chủ trì"],
            &["2", "c", "Sở Y tế"],
        ],
    );
    let document = read_one(&[], &data, "");
    assert_eq!(
        shown(&document),
        [
            "| TT | Chỉ tiêu | Mục tiêu",
            "| 1 | a | 90%",
            "PHỤ LỤC 02",
            "| TT | Nhiệm vụ | Chủ trì",
            "| 1 | b | Sở Y tế",
            "| 2 | c | Sở Y tế",
        ]
    );
    assert_eq!(document.warnings[0].rule, Rule::RepeatedHeader);
}
