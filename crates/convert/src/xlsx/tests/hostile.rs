//! What is lost is told, and what is hostile costs little.

use super::*;

#[test]
fn hidden_sheets_stand_aside_and_are_told() {
    let visible = rows(1, &[&["TT", "Việc", "Hạn"], &["1", "a", "b"]]);
    let lists = rows(1, &[&["Sở Nội vụ"], &["Sở Y tế"]]);
    let bytes =
        workbook(&[], &[Sheet("Danh mục", "veryHidden", &lists, ""), Sheet("Bảng", "visible", &visible, "")]);
    let document = read(&bytes, &Limits::default()).unwrap();
    assert_eq!((document.blocks.len(), document.furniture.len()), (1, 2));
    assert_eq!(document.letters, document.letters_placed());
    assert_eq!(document.warnings[0].rule, Rule::PageFurniture);
}

#[test]
fn formulas_without_a_value_are_told() {
    let data = format!(
        "{}<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><f>SUM(A1:A9)</f></c><c r=\"C2\" s=\"0\"/></row>",
        rows(1, &[&["TT", "Tổng", "Hạn"]])
    );
    let document = read_one(&[], &data, "");
    assert_eq!(document.warnings.len(), 1);
    assert_eq!(document.warnings[0].at, [Place::Sheet { sheet: "Bảng".into(), cell: "B2".into() }]);
}

#[test]
fn a_cell_that_cannot_be_read_costs_only_itself() {
    let data = format!(
        "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#SPILL!</v></c><c r=\"B1\" t=\"z\"><v>1</v></c></row>{}",
        rows(2, &[&["TT", "Việc", "Hạn"], &["1", "a", "b"]])
    );
    let document = read_one(&[], &data, "");
    assert_eq!(shown(&document), ["| TT | Việc | Hạn", "| 1 | a | b"]);
    assert!(
        document.warnings[0].message.en.contains("could not be read whole (2 times)"),
        "{:?}",
        document.warnings
    );
}

#[test]
fn far_cells_and_wild_addresses_cost_nothing() {
    let data = format!(
        "{}<row r=\"1048576\"><c r=\"XFD1048576\" t=\"str\"><v>xa</v></c></row>\
         <row r=\"9999999999999\"><c r=\"ZZZZZZZZZZ99\"><v>1</v></c></row>",
        rows(1, &[&["TT", "Việc", "Hạn"], &["1", "a", "b"]])
    );
    let bytes = workbook(
        &[],
        &[Sheet("Bảng", "visible", &data, "<mergeCells><mergeCell ref=\"C9:A1\"/></mergeCells>")],
    );
    let document = read(&bytes, &Limits::default()).unwrap();
    assert_eq!(document.letters, document.letters_placed());
}

#[test]
fn a_cell_outside_of_the_sheet_is_told() {
    let data = rows(1, &[&["TT", "Việc", "Hạn"], &["1", "a", "b"]]) + &rows(1_048_577, &[&["xa"]]);
    let document = read_one(&[], &data, "");
    let said = &document.warnings[0].message.en;
    assert!(document.warnings.len() == 1 && said.contains("outside of the sheet"), "{:?}", document.warnings);
}

#[test]
fn a_cell_that_is_stored_twice_is_told_and_kept_aside() {
    let data = rows(1, &[&["TT", "Việc", "Hạn"], &["1", "a", "b"]])
        + "<row r=\"2\"><c r=\"B2\" t=\"str\"><v>c</v></c></row>";
    let document = read_one(&[], &data, "");
    assert_eq!(shown(&document)[1], "| 1 | c | b");
    assert_eq!(document.furniture[0].passage.normal(), "a");
    assert_eq!(document.warnings.len(), 1);
    assert_eq!(document.warnings[0].at, [Place::Sheet { sheet: "Bảng".into(), cell: "B2".into() }]);
}

#[test]
fn sheets_that_are_not_read_are_told() {
    let data = rows(1, &[&["TT", "Việc", "Hạn"], &["1", "a", "b"]]);
    let sheet = |name| Sheet(name, "visible", &data, "");
    let sheets = ["A", "B", "C", "A"].map(sheet);
    let chart = |_: &str, text: String| {
        let chart = "/chartsheet\" Target=\"worksheets/sheet2.xml\"";
        let text = text.replace("/worksheet\" Target=\"worksheets/sheet2.xml\"", chart);
        text.replace("worksheets/sheet3.xml\"", "/xl/worksheets/Sheet1.xml\"")
    };
    let document = read(&edited(workbook(&[], &sheets), chart), &Limits::default()).unwrap();
    let said: Vec<&str> = document.warnings.iter().map(|finding| finding.message.en.as_str()).collect();
    assert_eq!(
        said,
        [
            "1 sheets of charts or dialogs are not read (\"B\").",
            "2 sheets that have the name or the part of another are not read (\"C\", \"A\").",
        ]
    );
    assert_eq!((document.blocks.len(), document.letters), (1, document.letters_placed()));
}

#[test]
fn a_sheet_of_an_unknown_kind_is_named() {
    let data = rows(1, &[&["TT", "Việc", "Hạn"]]);
    let bytes = workbook(&[], &[Sheet("A", "visible", &data, ""), Sheet("Macro1", "visible", &data, "")]);
    let macros = |_: &str, text: String| {
        text.replace("/worksheet\" Target=\"worksheets/sheet2", "/xlMacrosheet\" Target=\"worksheets/sheet2")
    };
    let error = read(&edited(bytes, macros), &Limits::default()).unwrap_err();
    assert!(error.to_string().starts_with("sheet \"Macro1\" is a \"xlMacrosheet\""), "{error}");
}

#[test]
fn letters_are_counted_as_they_are_read() {
    let data = rows(1, &[&["TT", "Việc", "Hạn"], &["1", "a", "b"]]);
    let mut book = Xlsx::new(Cursor::new(workbook(&[], &[Sheet("A", "visible", &data, "")]))).unwrap();
    let limits = Limits::default();
    let mut cells = Cells::read(&mut book, "A", &mut None, &mut Left::of(&limits)).unwrap();
    cells.texts.pop_last();
    // What is lost behind the reading shows.
    let placed: u64 = cells.texts.values().map(kehoach_document::Passage::letters).sum();
    assert_eq!((cells.letters, placed), (12, 11));
}

#[test]
fn a_long_name_stands_once_in_each_place_but_short() {
    let name = "Kế hoạch ".repeat(100);
    let data = rows(1, &[&["TT", "Việc", "Hạn"], &["1", "a", "b"]]);
    let document = read(&workbook(&[], &[Sheet(&name, "visible", &data, "")]), &Limits::default()).unwrap();
    let Block::Table(table) = &document.blocks[0] else { panic!("{document:?}") };
    let at = table.rows[0][0].as_ref().unwrap().passage.at();
    let [Place::Sheet { sheet, .. }] = at.as_slice() else { panic!("{at:?}") };
    assert!(sheet.len() > 240 && sheet.len() <= NAME && name.starts_with(sheet.as_str()), "{sheet}");
}

#[test]
fn each_table_takes_its_own_merges() {
    let table: &[&[&str]] = &[&["TT", "Việc", "Hạn"], &["1", "a"], &["PHỤ LỤC"]];
    let data = rows(1, table) + &rows(4, table) + &rows(7, &[&["TT", "Việc", "Hạn mới"], &["1", "a"]]);
    let merges = "<mergeCells><mergeCell ref=\"B8:C8\"/><mergeCell ref=\"B2:C2\"/><mergeCell ref=\"B9:C9\"/></mergeCells>";
    let shown = shown(&read_one(&[], &data, merges));
    assert_eq!(
        (shown[1].as_str(), shown.last().unwrap().as_str()),
        ("| 1 | a | ^", "| 1 | a | ^"),
        "{shown:?}"
    );
}

#[test]
fn words_beside_the_cells_are_told() {
    let data = rows(1, &[&["TT", "Việc", "Hạn"], &["1", "a", "b"]]);
    let bytes = workbook(&[], &[Sheet("Bảng", "visible", &data, "")]);
    let mut zip = zip::ZipWriter::new_append(Cursor::new(bytes)).unwrap();
    for (name, text) in [
        (
            "xl/comments1.xml",
            "<comments><comment ref=\"A1\"><text><r><t>xem lại</t></r></text></comment></comments>",
        ),
        ("xl/drawings/drawing1.xml", "<xdr:wsDr><xdr:pic/><a:t></a:t></xdr:wsDr>"),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let document = read(&zip.finish().unwrap().into_inner(), &Limits::default()).unwrap();
    assert_eq!(document.warnings.len(), 1);
    assert!(document.warnings[0].message.en.contains("xl/comments1.xml"), "{:?}", document.warnings);
}

#[test]
fn caps_are_told() {
    let data = rows(1, &[&["TT", "Việc", "Hạn"], &["1", "a", "b"]]);
    let bytes = workbook(&[], &[Sheet("Bảng", "visible", &data, "")]);
    let with = |set: fn(&mut Limits)| {
        let mut limits = Limits::default();
        set(&mut limits);
        read(&bytes, &limits).unwrap_err()
    };
    assert_eq!(with(|limits| limits.cells = 5), ReadError::TooManyCells(5));
    assert_eq!(with(|limits| limits.text = 14), ReadError::TooMuchText(0));
    assert!(matches!(with(|limits| limits.slots = 5), ReadError::TooWide { rows: 2, columns: 3, .. }));
    assert!(matches!(with(|limits| limits.bytes = 5), ReadError::TooLarge(_, 5)));
    assert!(matches!(with(|limits| limits.entries = 2), ReadError::TooManyEntries(2)));
    assert!(matches!(with(|limits| limits.part_bytes = 300), ReadError::Unpacked(_)));
    assert!(matches!(with(|limits| limits.total_bytes = 1000), ReadError::Unpacked(_)));
    assert_eq!(with(|limits| limits.sheets = 0), ReadError::TooManySheets(0));
    assert_eq!(with(|limits| limits.styles = 0), ReadError::TooManyStyles(0));
}

#[test]
fn all_tables_share_their_slots() {
    let data = rows(1, &[&["TT", "Việc", "Hạn"], &["1", "a", "b"]]);
    let sheets = ["A", "B", "C"].map(|name| Sheet(name, "visible", &data, ""));
    let limits = Limits { slots: 15, ..Limits::default() };
    assert_eq!(read(&workbook(&[], &sheets), &limits), Err(ReadError::TooManySlots(15)));
}

#[test]
fn one_string_in_many_cells_costs_what_it_shows() {
    let cells = |style: u8, count: u32| -> String {
        (1..=count)
            .map(|row| format!("<row><c s=\"{style}\" t=\"s\" r=\"A{row}\"><v>0</v></c></row>"))
            .collect()
    };
    let limits = Limits { text: 64 << 10, ..Limits::default() };
    let read = |data: &str| {
        let bytes = workbook(&[&"@".repeat(255)], &[Sheet("A", "visible", data, "")]);
        let mut zip = zip::ZipWriter::new_append(Cursor::new(bytes)).unwrap();
        zip.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
        write!(zip, "<sst><si><t>{}</t></si></sst>", "a".repeat(1 << 10)).unwrap();
        read(&zip.finish().unwrap().into_inner(), &limits)
    };
    assert!(read(&cells(0, 64)).is_ok());
    assert_eq!(read(&cells(0, 65)), Err(ReadError::TooMuchText(0)));
    assert_eq!(read(&cells(1, 1)), Err(ReadError::TooMuchText(0)));
}

#[test]
fn copies_that_the_library_would_make_are_counted_before() {
    let limits = Limits { total_bytes: 256 << 10, ..Limits::default() };
    let bytes = || workbook(&["0%"], &[Sheet("A", "visible", "", "")]);
    let read = |edit: &dyn Fn(String) -> String| read(&edited(bytes(), |_, text| edit(text)), &limits);
    assert!(read(&|text| text).is_ok());
    let (code, xfs) = ("0".repeat(10_000), "<xf numFmtId=\"200\"/>".repeat(100));
    let styles = read(&|text| text.replace("0%", &code).replace("</cellXfs>", &format!("{xfs}</cellXfs>")));
    assert_eq!(styles, Err(ReadError::Unpacked(0)));
    let (target, sheets) = ("s".repeat(10_000), "<sheet name=\"B\" sheetId=\"2\" r:id=\"r1\"/>".repeat(100));
    let targets =
        read(&|text| text.replace("sheet1.xml", &target).replace("</sheets>", &format!("{sheets}</sheets>")));
    assert_eq!(targets, Err(ReadError::Unpacked(0)));
}

#[test]
fn what_is_no_workbook_is_told() {
    let parts = |parts: &[(&str, &str)]| {
        let parts: Vec<_> =
            parts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        read(&package(&parts), &Limits::default())
    };
    assert!(matches!(parts(&[("xl/workbook.xml", "<workbook/>")]), Err(ReadError::Damaged(_))));
    assert!(matches!(read(b"PK\x03\x04", &Limits::default()), Err(ReadError::Damaged(_))));
    // The library would make room for as many strings as it is told of, wherever that stands.
    for list in [
        "<sst count=\"9\" uniqueCount=\"99999999999999999999999\"></sst>".to_owned(),
        format!("<!--{}--><sst uniqueCount = '9999999999'></sst>", "x".repeat(9_000)),
    ] {
        let error = parts(&[("xl/sharedStrings.xml", &list)]).unwrap_err();
        assert!(error.to_string().contains("list of strings"), "{error}");
    }
}

/// A generator of numbers that are the same in every run.
fn numbers() -> impl FnMut(usize) -> usize {
    let mut seed = 7_u64;
    move |below| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    }
}

#[test]
fn no_cut_or_changed_byte_breaks_the_reader() {
    let data = rows(1, &[&["TT", "Việc", "Hạn"], &["1", "a", "b"]]);
    let whole = workbook(&["0%"], &[Sheet("Bảng", "visible", &data, "")]);
    let mut number = numbers();
    for _ in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..3 {
            let at = number(bytes.len());
            bytes[at] = number(256) as u8;
        }
        if let Ok(document) = read(&bytes, &Limits::default()) {
            assert_eq!(document.letters, document.letters_placed());
        }
        assert!(read(&whole[..number(whole.len())], &Limits::default()).is_err());
    }
}

#[test]
fn no_letter_is_lost_whatever_the_parts_say() {
    const PIECES: [&str; 12] = [
        "r=\"A1\"", "s=\"1\"", "t=\"s\"", "hidden", "</c>", "<v>9</v>", "B2:C3", "&#65;", "9", ">", "\"", "/",
    ];
    let data =
        rows(1, &[&["PHỤ LỤC"], &["TT", "Việc", "Hạn"], &["1", "a", "b"], &["2", "", "c"], &["", "Hà"]]);
    let merges = "<mergeCells><mergeCell ref=\"B4:C5\"/><mergeCell ref=\"A1:C1\"/></mergeCells>";
    let whole =
        workbook(&["0%", "@@"], &[Sheet("A", "visible", &data, merges), Sheet("B", "hidden", &data, "")]);
    let number = std::cell::RefCell::new(numbers());
    let number = |below| number.borrow_mut()(below);
    let mut read_well = 0;
    for _ in 0..600 {
        let part = number(5);
        let bytes = edited(whole.clone(), |name, mut text| {
            let parts =
                ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml"];
            if parts.get(part).unwrap_or(&parts[0]) == &name {
                let at = text.floor_char_boundary(number(text.len()));
                let end = text.ceil_char_boundary((at + number(4)).min(text.len()));
                text.replace_range(at..end, PIECES[number(PIECES.len())]);
            }
            text
        });
        if let Ok(document) = read(&bytes, &Limits::default()) {
            assert_eq!(document.letters, document.letters_placed(), "{document:?}");
            read_well += 1;
        }
    }
    assert!(read_well > 100, "{read_well}");
}
