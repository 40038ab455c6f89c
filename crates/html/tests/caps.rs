//! Every cap stops a read with its own words, and pages made to be slow or deep come to an end.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use kehoach_document::Document;
use kehoach_html::{Limits, ReadError, read};

const PLAN: &str = "<p>KẾ HOẠCH<table><tr><td>TT<td>Nhiệm vụ<tr><td>1<td>Tập huấn</table>";

/// Reads a page to its end, whatever it is; what is read loses no letter.
#[track_caller]
fn ends(page: &str) -> Result<Document, ReadError> {
    let read = read(page.as_bytes(), &Limits::default());
    if let Ok(document) = &read {
        assert_eq!(document.letters, document.letters_placed());
    }
    read
}

/// A page that holds a plan in spite of all gives it.
#[track_caller]
fn holds_the_plan(page: &str) {
    let document = ends(page).unwrap_or_else(|error| panic!("{error}"));
    let blocks = format!("{:?}", document.blocks);
    assert!(blocks.contains("KẾ HOẠCH") && blocks.contains("Tập huấn"), "{blocks:.2000}");
}

/// Parts with their numbers, one behind the other.
fn numbered(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

#[track_caller]
fn check(page: &str, limits: &Limits, is_wanted: impl Fn(&ReadError) -> bool) {
    match read(page.as_bytes(), limits) {
        Err(error) => assert!(is_wanted(&error), "{error}"),
        Ok(document) => panic!("{} blocks", document.blocks.len()),
    }
}

fn limits() -> Limits {
    Limits {
        bytes: 100_000,
        elements: 2_000,
        attributes: 50,
        cells: 500,
        paragraphs: 100,
        ..Limits::default()
    }
}

#[test]
fn caps_have_their_words() {
    check(&"a".repeat(100_001), &limits(), |error| {
        matches!(error, ReadError::TooLarge { size: 100_001, limit: 100_000 })
    });
    check(&"<div>a</div>\n".repeat(2_001), &limits(), |error| {
        matches!(error, ReadError::TooManyElements { line: 2_001, limit: 2_000 })
    });
    check(&"<p>a".repeat(101), &limits(), |error| {
        matches!(error, ReadError::TooManyParagraphs { limit: 100 })
    });
    let tag = format!("<p>KẾ HOẠCH<div {}>", numbered(51, |n| format!("a{n} ")));
    check(&tag, &limits(), |error| matches!(error, ReadError::TooManyAttributes { at: 15, limit: 50 }));
    check("<p>KẾ\0HO\0ẠCH", &limits(), |error| matches!(error, ReadError::Binary { at: 7 }));
}

#[test]
fn cells_of_one_table_and_of_many() {
    let row = |cells: usize| format!("<tr>{}</tr>", "<td>x".repeat(cells));
    let too_many = |error: &ReadError| matches!(error, ReadError::TooManyCells { limit: 500 });
    let limits = Limits { paragraphs: 10_000, ..limits() };
    check(&format!("{PLAN}<table>{}</table>", row(10).repeat(60)), &limits, too_many);
    // Few cells, but a wide row makes every row wide.
    let wide = format!("<table>{}{}</table>", row(40), row(1).repeat(5));
    check(&format!("{PLAN}{}", wide.repeat(3)), &limits, too_many);
}

#[test]
fn what_stands_too_deep_stays() {
    let limits = Limits { depth: 20, ..Limits::default() };
    let deep = format!("{}{PLAN}{}", "<div>".repeat(100), "</div>".repeat(100));
    let document = read(deep.as_bytes(), &limits).unwrap();
    let letters = read(PLAN.as_bytes(), &limits).unwrap().letters;
    assert_eq!((document.letters, document.letters_placed()), (letters, letters));
}

#[test]
fn nested_without_end() {
    const DEPTH: usize = 100_000;
    for tag in
        ["div", "span", "b", "font", "a", "table", "ul", "ol", "blockquote", "section", "form", "app-box"]
    {
        let _ = ends(&format!("{PLAN}{}Chuyển đổi số", format!("<{tag}>").repeat(DEPTH)));
        let closed = format!(
            "{PLAN}{}Chuyển đổi số{}",
            format!("<{tag}>").repeat(DEPTH),
            format!("</{tag}>").repeat(DEPTH)
        );
        let _ = ends(&closed);
    }
    for tags in ["<table><tr><td>", "<ul><li>", "<div><span>", "<b><p>", "<p><b><i>", "<svg><g>", "<dl><dd>"]
    {
        let _ = ends(&format!("{PLAN}{}Chuyển đổi số", tags.repeat(DEPTH)));
    }
    for tag in ["svg", "select", "noscript", "template", "math", "object"] {
        let _ = ends(&format!("{PLAN}{}Chuyển đổi số", format!("<{tag}>").repeat(DEPTH)));
    }
    let _ = ends(&format!("{PLAN}{}", "</div></p></td></table></b>".repeat(DEPTH)));
}

/// A document behind such nesting is still found.
#[test]
fn nesting_hides_no_plan() {
    for tag in ["div", "span", "b", "font", "blockquote", "section"] {
        holds_the_plan(&format!(
            "{}{}{PLAN}",
            format!("<{tag}>").repeat(5_000),
            format!("</{tag}>").repeat(5_000)
        ));
        holds_the_plan(&format!("{}{PLAN}", format!("<{tag}>").repeat(5_000)));
    }
}

/// Formatting that is never closed: a tree builder takes the square of it.
#[test]
fn formatting_that_stays_open() {
    for count in [3_200, 20_000] {
        for tag in ["font size=", "b class=c"] {
            let page = numbered(count, |n| format!("<p><{tag}{n}>dòng {n}\n"));
            let document = ends(&format!("{PLAN}{page}")).unwrap();
            assert!(document.blocks.len() > count);
        }
        let page = numbered(count, |n| format!("<p><a href=/{n}>dòng {n}\n"));
        let _ = ends(&format!("{PLAN}{page}"));
    }
}

#[test]
fn tables_without_end() {
    // Twenty megabytes, 280,000 cells.
    let cell = format!("<td class=\"o\"><p style=\"margin:0\">{}</p></td>", "Chuyển đổi số ".repeat(2));
    let page = format!("{PLAN}<table>{}</table>", format!("<tr>{}</tr>", cell.repeat(7)).repeat(40_000));
    assert!(page.len() > 20_000_000, "{}", page.len());
    let _ = ends(&page);
    let _ = ends(&format!("{PLAN}<table><tr>{}", "<td>".repeat(1_000_000)));
    let _ = ends(&format!("{PLAN}<table>{}", "<tr><td>a".repeat(300_000)));
    let _ = ends(&format!("{PLAN}{}", "<table><tr><td>a<td>b</table>".repeat(100_000)));
    let _ = ends(&format!("{PLAN}{}", "<tr><td>a".repeat(300_000)));
}

#[test]
fn spans_without_end() {
    let huge = "<td rowspan=99999999 colspan=99999999>a</td>";
    let _ = ends(&format!("{PLAN}<table>{}", format!("<tr>{huge}").repeat(5_000)));
    let _ = ends(&format!("{PLAN}<table><tr>{}", huge.repeat(50_000)));
    let _ = ends(&format!("{PLAN}<table>{}", "<tr><td rowspan=1000>a<td rowspan=0>b".repeat(5_000)));
    let stairs: String = numbered(3_000, |n| format!("<tr><td colspan={}>a<td rowspan=900>b", n % 64));
    let _ = ends(&format!("{PLAN}<table>{stairs}"));
}

#[test]
fn long_flat_pages() {
    let _ = ends(&format!("{PLAN}<p>{}", "a<br>".repeat(500_000)));
    let _ = ends(&format!("{PLAN}<p>{}", "<br>".repeat(500_000)));
    let _ = ends(&format!("{PLAN}<table><tr><td>{}", "1<br>".repeat(500_000)));
    let _ = ends(&format!("{PLAN}{}", "<p>Số hiệu: 1".repeat(100_000)));
    let _ = ends(&format!("{PLAN}{}", "<p>KẾ HOẠCH<p><a href=/>Kế hoạch số 1/KH-UBND</a>".repeat(60_000)));
    let _ = ends(&format!("{PLAN}<ol>{}", "<li>a".repeat(200_000)));
    let _ = ends(&format!("{PLAN}<p>{}", "&amp;".repeat(2_000_000)));
    let _ = ends(&format!("{PLAN}<p>{}", "<span style='font-family:.VnTime'>KÕ</span> ".repeat(200_000)));
    let _ = ends(&format!("{PLAN}{}", "<p hidden>a".repeat(200_000)));
    let _ = ends(&format!("{PLAN}<pre>{}", "a\n".repeat(500_000)));
}

/// Parts that stand many times: every look for a copy could look at all others.
#[test]
fn copies_of_copies() {
    let page = numbered(20_000, |n| format!("<p>dòng {}", n % 7));
    let _ = ends(&format!("{PLAN}{page}"));
    let part = numbered(300, |n| format!("<p>dòng thứ {n}"));
    let _ = ends(&format!("{PLAN}{}", part.repeat(200)));
    let _ = ends(&format!("{PLAN}{}", "<p>a".repeat(200_000)));
    let _ = ends(&format!("{PLAN}{}", format!("<p>{}", "chuyển đổi số ".repeat(12)).repeat(20_000)));
}

#[test]
fn tags_that_never_end() {
    let attributes = numbered(100_000, |n| format!("a{n}=\"{n}\" "));
    let error = ends(&format!("{PLAN}<div {attributes}>")).unwrap_err();
    assert!(matches!(error, ReadError::TooManyAttributes { .. }), "{error}");
    let _ = ends(&format!("{PLAN}<div {}", "a ".repeat(500_000)));
    let _ = ends(&format!("{PLAN}<div title=\"{}", "a=b ".repeat(500_000)));
    let _ = ends(&format!("{PLAN}<div class=\"{}\">a", "menu ".repeat(500_000)));
    let _ = ends(&format!("{PLAN}<div style=\"{}\">a", "color:red;".repeat(500_000)));
    let _ = ends(&format!("{PLAN}{}", "<".repeat(1_000_000)));
    let _ = ends(&format!("{PLAN}{}", "<a".repeat(1_000_000)));
    let _ = ends(&format!("{PLAN}{}", "<!--".repeat(1_000_000)));
    let _ = ends(&format!("{PLAN}{}", "<script>".repeat(500_000)));
    let _ = ends(&format!("{PLAN}{}", "<style></".repeat(500_000)));
    let _ = ends(&format!("{PLAN}{}", "<![if x]>".repeat(300_000)));
    let _ = ends(&format!("{PLAN}{}", "<title>".repeat(300_000)));
    let _ = ends(&format!("{PLAN}{}", "<a href=\"".repeat(300_000)));
}

#[test]
fn nothing_at_all() {
    for page in ["", " ", "<", "<>", "</>", "<!", "<html", "&", "&#", "\u{feff}"] {
        assert!(matches!(ends(page), Err(ReadError::NoText)), "{page}");
    }
}
