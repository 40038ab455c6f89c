//! What holds for every page, however its tags stand.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use kehoach_html::{Limits, read};
use proptest::prelude::*;
use proptest::sample::select;

/// Start tags that readers stumble over, with their attributes.
const STARTS: &[&str] = &[
    "<p>",
    "<div>",
    "<div class=menu>",
    "<div id=noidungvanban>",
    "<div class='the-document-body'>",
    "<div style='display:none'>",
    "<div style='white-space:pre'>",
    "<span>",
    "<span style='display:block'>",
    "<span style='font-family:.VnTime'>",
    "<span class=bg-theo-doi>",
    "<span hidden>",
    "<b>",
    "<font face=.VnTimeH>",
    "<font face='VNI-Times'>",
    "<a href=/>",
    "<o:p>",
    "<my-box>",
    "<table>",
    "<thead>",
    "<tbody>",
    "<tr>",
    "<td>",
    "<th>",
    "<td rowspan=2>",
    "<td rowspan=0>",
    "<td colspan=3>",
    "<td colspan=99999999 rowspan=7>",
    "<caption>",
    "<ul>",
    "<ol>",
    "<ol type=a start=25>",
    "<ol reversed type=I>",
    "<li>",
    "<li value=3>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<pre>",
    "<center>",
    "<h1>",
    "<nav>",
    "<button>",
    "<form>",
    "<body>",
    "<html>",
    "<svg>",
    "<select>",
    "<option>",
    "<noscript>",
    "<script>",
    "<style>",
    "<textarea>",
    "<title>",
    "<template>",
    "<br>",
    "<hr>",
    "<img src=a>",
    "<!--",
    "-->",
    "<![if !supportLists]>",
    "<![endif]>",
];
const ENDS: &[&str] = &[
    "p", "div", "span", "b", "font", "a", "o:p", "my-box", "table", "thead", "tbody", "tr", "td", "th",
    "caption", "ul", "ol", "li", "dl", "dt", "dd", "pre", "center", "h1", "nav", "button", "form", "body",
    "html", "svg", "select", "noscript", "script", "style", "textarea", "title", "template", "br",
];
/// What makes a document of a page, and what is taken for something else.
const TEXTS: &[&str] = &[
    "KẾ HOẠCH",
    "Số: 12/KH-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "ỦY BAN NHÂN DÂN XÃ ĐỒNG MÂY",
    "Nơi nhận:",
    "PHỤ LỤC 01",
    "TT",
    "Nhiệm vụ",
    "1",
    "2",
    "1<br>2<br>3",
    "một<br>hai<br>ba",
    "3.",
    "Số hiệu",
    "Số hiệu: 12/KH-UBND",
    "Ngày ban hành",
    "15/01/2026",
    "Trang chủ",
    "(tiếp theo)",
    "- 4 -",
    "Chuyển đổi số năm 2026.",
    "thực hiện Kế hoạch này tại các thôn, tổ dân phố và các cơ quan",
    "KÕ ho¹ch chuyÓn ®æi sè",
    "Keá hoaïch chuyeån ñoåi soá",
    "Tiáº¿ng Viá»‡t, tá»‰nh, hoáº¡ch, sá»‘, Ä‘á»•i",
    "e\u{302}\u{301}",
    "nă\u{ad}m\u{200b} 20 26",
    "&amp;ocirc;&nbsp;&#7871;&#0;",
    "\u{a0}",
    " ",
    "\n",
    "\t",
    "a\tb\tc",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => select(STARTS).prop_map(str::to_owned),
        3 => select(ENDS).prop_map(|name| format!("</{name}>")),
        5 => select(TEXTS).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        1 => "[<>/&=\"'! a-zôđẽ0-9-]{0,12}",
    ]
}

/// A page of random tags; half of them hold a plan somewhere.
fn page() -> impl Strategy<Value = String> {
    let pieces = || prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat());
    let plan = select(&["", "<p>KẾ HOẠCH<table><tr><td>TT<td>Nhiệm vụ<tr><td>1<td>Tập huấn</table>"][..]);
    (pieces(), plan, pieces()).prop_map(|(before, plan, behind)| format!("{before}{plan}{behind}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(2_000), ..ProptestConfig::default() })]

    #[test]
    fn no_letter_is_lost_and_a_page_reads_the_same_twice(page in page()) {
        let limits = Limits { depth: 20, cells: 5_000, ..Limits::default() };
        let first = read(page.as_bytes(), &limits);
        if let Ok(document) = &first {
            prop_assert_eq!(document.letters, document.letters_placed());
        }
        prop_assert_eq!(first, read(page.as_bytes(), &limits));
    }

    #[test]
    fn bytes_of_any_kind_end(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let page = [&b"<p>Qu\xfd "[..], &bytes].concat();
        if let Ok(document) = read(&page, &Limits::default()) {
            prop_assert_eq!(document.letters, document.letters_placed());
        }
    }
}

/// Inputs that fuzzing found worth keeping.
#[test]
fn the_fuzz_corpus_holds() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/html");
    let mut seen = 0;
    for entry in std::fs::read_dir(corpus).unwrap() {
        let path = entry.unwrap().path();
        if let Ok(document) = read(&std::fs::read(&path).unwrap(), &Limits::default()) {
            assert_eq!(document.letters, document.letters_placed(), "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 5);
}
