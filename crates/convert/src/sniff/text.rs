//! Text, and what is written in text: web pages, XML, JSON.

use serde::de::IgnoredAny;

use super::Content;

/// A page can begin with declarations, a server's lines or a program's warning, bytes.
const HEAD: usize = 8192;

/// What a file of text is; `start` has no blanks in front; a mark of UTF-16 may stand there.
pub(super) fn content(start: &[u8]) -> Content {
    if start.is_empty() {
        return Content::Empty;
    }
    // UTF-16 is every other byte of ASCII; a page in it may lack its mark.
    let has_mark = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
    let is_wide = has_mark || start.starts_with(b"<\0") || start.starts_with(b"\0<");
    let letters = start.iter().skip(if has_mark { 2 } else { 0 }).filter(|byte| !is_wide || **byte != 0);
    let head: Vec<u8> = letters.take(HEAD).map(u8::to_ascii_lowercase).collect();
    let head = without_comments(&head);
    if is_json(start) {
        return Content::Data("JSON data");
    }
    mail(head).or_else(|| markup(head)).unwrap_or(Content::Text)
}

/// The beginning behind comments, marks and blanks; comments can be long.
fn without_comments(head: &[u8]) -> &[u8] {
    let mut rest = head;
    loop {
        let start = rest;
        rest = rest.trim_ascii_start();
        for blank in [&b"\xef\xbb\xbf"[..], b"\xc2\xa0", b"\xe2\x80\x8b"] {
            rest = rest.strip_prefix(blank).unwrap_or(rest);
        }
        if rest.starts_with(b"<!--") {
            // One without end in the beginning is a page's: a text does not open with it.
            let Some(end) = rest.windows(3).position(|window| window == b"-->") else { return b"<html" };
            rest = rest.get(end + 3..).unwrap_or_default();
        }
        if rest.len() == start.len() {
            return rest;
        }
    }
}

/// Whether a tag stands somewhere, by its whole name.
fn has_tag(head: &[u8], tag: &[u8]) -> bool {
    let ends = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-');
    head.windows(tag.len()).enumerate().any(|(at, window)| window == tag && ends(head.get(at + tag.len())))
}

fn has(head: &[u8], word: &[u8]) -> bool {
    head.windows(word.len()).any(|window| window == word)
}

/// What browsers save as one file, and Word as a "web archive": a mail of parts.
fn mail(head: &[u8]) -> Option<Content> {
    const FIELDS: [&[u8]; 6] = [b"mime-version:", b"from:", b"subject:", b"date:", b"content-type:", b"x-"];
    let is_mail = FIELDS.iter().any(|field| head.starts_with(field)) && has(head, b"mime-version:");
    let content = if has(head, b"multipart/related") || has(head, b"text/html") {
        Content::SaveAs("a web archive (MHTML)", "DOCX")
    } else {
        Content::NotRead("an e-mail")
    };
    is_mail.then_some(content)
}

/// Tags with which a page, or a piece of one, begins.
const PAGE: &[&[u8]] = &[
    b"<html",
    b"<!doctype html",
    b"<head",
    b"<meta",
    b"<title",
    b"<body",
    b"<div",
    b"<table",
    b"<p",
    b"<span",
    b"<center",
    b"<font",
    b"<h1",
    b"<h2",
    b"<h3",
    b"<section",
    b"<article",
    b"<main",
    b"<br",
];

/// A web page, or another file of tags.
fn markup(head: &[u8]) -> Option<Content> {
    // A server's lines, a program's warning or a word can stand in front of a page.
    let is_page = [&b"<html"[..], b"<!doctype html", b"<body"].iter().any(|tag| has(head, tag));
    if !head.starts_with(b"<") {
        return is_page.then_some(Content::Html);
    }
    let office: [(&[u8], Content); 4] = [
        (b"progid=\"word.document\"", Content::SaveAs("a Word XML document", "DOCX")),
        (b"progid=\"excel.sheet\"", Content::SaveAs("an Excel XML workbook", "XLSX")),
        (b"<pkg:package", Content::SaveAs("a Word XML document", "DOCX")),
        (b"<office:document", Content::SaveAs("a flat OpenDocument file", "DOCX or XLSX")),
    ];
    // Word's web pages name the program too, but not in this way.
    if head.starts_with(b"<?xml")
        && let Some((_, content)) = office.iter().find(|(mark, _)| has(head, mark))
    {
        return Some(*content);
    }
    if is_page {
        return Some(Content::Html);
    }
    if head.starts_with(b"<?xml") {
        return Some(Content::NotRead("an XML file"));
    }
    PAGE.iter().any(|tag| has_tag(head, tag)).then_some(Content::Html)
}

/// One JSON value, or lines of them.
fn is_json(start: &[u8]) -> bool {
    if !matches!(start.first(), Some(b'{' | b'[')) {
        return false;
    }
    let whole = serde_json::from_slice::<IgnoredAny>(start).is_ok();
    let line = || start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    whole || line().len() < start.len() && serde_json::from_slice::<IgnoredAny>(line()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::super::sniff;
    use super::*;

    #[test]
    fn pages_and_mails() {
        assert_eq!(sniff("\u{feff}<!DOCTYPE html><html>".as_bytes()), Content::Html);
        assert_eq!(sniff("\u{feff}\n<html xmlns:o=\"x\">".as_bytes()), Content::Html);
        let wide: Vec<u8> = "\u{feff}<html>Kế".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&wide), Content::Html);
        let wide: Vec<u8> = "<html>Kế".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&wide), Content::Html);
        assert_eq!(sniff(b"<?xml version='1.0'?><rss><item/></rss>"), Content::NotRead("an XML file"));
        assert_eq!(sniff(b"<?xml version='1.0'?>\n<html xmlns='x'>"), Content::Html);
        let saved = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x";
        assert_eq!(sniff(saved), Content::SaveAs("a web archive (MHTML)", "DOCX"));
        let word = b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?><w:wordDocument>";
        assert_eq!(sniff(word), Content::SaveAs("a Word XML document", "DOCX"));
    }

    #[test]
    fn data_and_text() {
        assert_eq!(sniff(b"[{\"a\": 1}]"), Content::Data("JSON data"));
        assert_eq!(sniff(b"{\"a\": 1}\n{\"a\": 2}\n"), Content::Data("JSON data"));
        assert_eq!(sniff("KẾ HOẠCH".as_bytes()), Content::Text);
        assert_eq!(sniff(b"[1] ghi ch\xc3\xba"), Content::Text);
        let wide: Vec<u8> = "\u{feff}KẾ HOẠCH".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&wide), Content::Text);
        for page in [
            "\u{feff}\u{feff}<html>",
            "Warning: x in y on line 5\n<!DOCTYPE html><html>",
            "<!-- a --><p>b</p>",
        ] {
            assert_eq!(sniff(page.as_bytes()), Content::Html, "{page}");
        }
        assert_eq!(sniff("Thẻ <p> mở đoạn".as_bytes()), Content::Text);
        assert_eq!(sniff(b"From: S\xe1\xbb\x9f N\xe1\xbb\x99i v\xe1\xbb\xa5"), Content::Text);
    }
}
