//! One invented page in every encoding that pages were met in: the same document.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use bamboo_core::{Charset, encode_charset};
use encoding_rs::{WINDOWS_1252, WINDOWS_1258};
use kehoach_document::{Block, Document};
use kehoach_html::{Limits, read};
use kehoach_model::Rule;
use unicode_normalization::UnicodeNormalization;

/// `{head}` is for a declaration, `{font}` for a font of text, `{capitals}` for one of text in capitals.
const PAGE: &str = "<html><head>{head}<title>Sở Nội vụ</title></head>
<body>
<p {capitals}>UBND TỈNH HỒNG LAM</p>
<p {capitals}>SỞ NỘI VỤ</p>
<p {font}>Số: 9/KH-SNV</p>
<p {capitals}>KẾ HOẠCH</p>
<p {font}>Cải cách hành chính của Sở năm 2026</p>
<p {font}>Thực hiện chỉ đạo của tỉnh, Sở Nội vụ ban hành kế hoạch với những nhiệm vụ sau đây:</p>
<table>
<tr><td {font}>TT</td><td {font}>Nhiệm vụ</td><td {font}>Chủ trì</td><td {font}>Thời gian</td></tr>
<tr><td {font}>1</td><td {font}>Rà soát thủ tục hành chính, đề xuất cắt giảm giấy tờ</td><td {font}>Văn phòng Sở</td><td {font}>Quý II/2026</td></tr>
<tr><td {font}>2</td><td {font}>Tập huấn kỹ năng số cho cán bộ, công chức cấp xã</td><td {font}>Phòng Tổ chức</td><td {font}>Tháng 9/2026</td></tr>
</table>
<p {font}>Nơi nhận:</p>
<p {font}>- Các phòng thuộc Sở;</p>
</body></html>";

fn page(head: &str, font: &str, capitals: &str) -> String {
    PAGE.replace("{head}", head).replace("{font}", font).replace("{capitals}", capitals)
}

/// The texts of the page in another charset, its tags as they are.
fn texts(page: &str, encode: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    for piece in page.split_inclusive('>') {
        let tag = piece.find('<').unwrap_or(piece.len());
        let (text, tag) = piece.split_at(tag);
        out += &encode(text);
        out += tag;
    }
    out
}

/// Quality stays with its letter, a tone stands behind it.
fn windows_1258(text: &str) -> String {
    let mut loose = String::new();
    for c in text.chars() {
        let mut parts: Vec<char> = std::iter::once(c).nfd().collect();
        let is_tone = |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
        let tone = parts.iter().position(is_tone).map(|at| parts.remove(at));
        loose.extend(parts.into_iter().nfc().chain(tone));
    }
    loose
}

fn bytes_of_1252(text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = WINDOWS_1252.encode(text);
    assert!(!lossy, "{text}");
    bytes.into_owned()
}

fn wide(page: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    page.encode_utf16().flat_map(bytes).collect()
}

/// Its texts, each with its place.
fn content(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(&paragraph.passage),
            Block::Table(table) => out.extend(table.cells().map(|cell| &cell.passage)),
        }
    }
    out.into_iter()
        .map(|passage| format!("{} {}", passage.normal(), serde_json::to_string(&passage.at()).unwrap()))
        .collect()
}

#[test]
fn one_page_in_every_encoding_is_one_document() {
    let plain = page("", "", "");
    let tcvn3 = |text: &str| encode_charset(Charset::Tcvn3, text).into_owned();
    let vni = |text: &str| encode_charset(Charset::VniWindows, text).into_owned();
    let marked = format!("\u{feff}{plain}");
    let of_1258 = page("<meta charset=windows-1258>", "", "");
    let cases: [(&str, Vec<u8>, Option<Rule>); 14] = [
        ("UTF-8", plain.clone().into_bytes(), None),
        ("UTF-8 with a mark", marked.clone().into_bytes(), None),
        ("UTF-8 that declares Latin-1", page("<meta charset=iso-8859-1>", "", "").into_bytes(), None),
        ("UTF-16LE with a mark", wide(&marked, u16::to_le_bytes), None),
        ("UTF-16LE", wide(&plain, u16::to_le_bytes), None),
        ("UTF-16BE", wide(&plain, u16::to_be_bytes), None),
        ("loose marks", plain.nfd().collect::<String>().into_bytes(), None),
        (
            "windows-1258",
            WINDOWS_1258.encode(&windows_1258(&of_1258)).0.into_owned(),
            Some(Rule::LegacyCharset),
        ),
        ("TCVN3", bytes_of_1252(&texts(&plain, tcvn3)), Some(Rule::LegacyCharset)),
        (
            "TCVN3 that declares Latin-1",
            bytes_of_1252(&texts(&page("<meta charset=iso-8859-1>", "", ""), tcvn3)),
            Some(Rule::LegacyCharset),
        ),
        (
            "TCVN3 by font, in UTF-8",
            texts(&page("", "style='font-family:.VnTime'", "style='font-family:.VnTimeH'"), tcvn3)
                .into_bytes(),
            Some(Rule::LegacyCharset),
        ),
        ("TCVN3 without font, in UTF-8", texts(&plain, tcvn3).into_bytes(), Some(Rule::LegacyCharset)),
        (
            "VNI by font, in UTF-8",
            texts(&page("", "style='font-family:VNI-Times'", "style='font-family:VNI-Times'"), vni)
                .into_bytes(),
            Some(Rule::LegacyCharset),
        ),
        (
            "misread UTF-8",
            WINDOWS_1252.decode_without_bom_handling(plain.as_bytes()).0.into_owned().into_bytes(),
            Some(Rule::RepairedText),
        ),
    ];
    let [(_, whole, _), ..] = &cases;
    let whole = read(whole, &Limits::default()).unwrap();
    assert_eq!(whole.warnings, []);
    let mut wrong = Vec::new();
    for (name, bytes, rule) in &cases {
        let document = read(bytes, &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let whole = content(&whole);
        let other = |line: &String| !whole.contains(line);
        let lines = content(&document).into_iter().filter(other).collect::<Vec<_>>();
        let rules: Vec<Rule> = document.warnings.iter().map(|finding| finding.rule).collect();
        if content(&document) != whole || rules != rule.iter().copied().collect::<Vec<_>>() {
            wrong.push(format!("{name}: {rules:?} {lines:#?}"));
        }
        assert_eq!(document.letters, document.letters_placed(), "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
