//! A text as a PDF file.

use std::fmt::Write as _;

use bamboo_core::{Charset, encode_charset};

use super::font::{LETTER, font};
use super::table::Table;

/// The objects of a file, counted from 1.
#[derive(Default)]
pub(crate) struct File {
    objects: Vec<Vec<u8>>,
}

impl File {
    /// Adds an object; says its number.
    pub(crate) fn add(&mut self, object: impl Into<Vec<u8>>) -> usize {
        self.objects.push(object.into());
        self.objects.len()
    }

    /// Adds a stream with the entries of its dictionary.
    pub(crate) fn stream(&mut self, entries: &str, data: &[u8]) -> usize {
        let mut object = format!("<<{entries} /Length {}>>\nstream\n", data.len()).into_bytes();
        object.extend_from_slice(data);
        object.extend_from_slice(b"\nendstream");
        self.add(object)
    }

    /// The next object's number.
    pub(crate) fn next(&self) -> usize {
        self.objects.len() + 1
    }

    /// The file; `catalog` is the number of its root.
    pub(crate) fn bytes(&self, catalog: usize) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (object, number) in self.objects.iter().zip(1..) {
            let _ = writeln!(table, "{:010} 00000 n ", out.len());
            out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            out.extend_from_slice(object);
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = out.len();
        let size = self.objects.len() + 1;
        let end =
            format!("{table}trailer\n<</Size {size} /Root {catalog} 0 R>>\nstartxref\n{start}\n%%EOF\n");
        out.extend_from_slice(end.as_bytes());
        out
    }
}

/// A part of the text: a page, a form, an annotation.
struct Part {
    words: String,
    content: String,
}

/// The file that a text describes.
///
/// `%` begins a comment. `--- page ENTRIES` begins a page; `--- form NAME ENTRIES` a form that pages draw by its name;
/// `--- annotation X0 Y0 X1 Y1 ENTRIES` one with an appearance of that size, on the page above. In them `¶ text` is a line
/// of text below the one before, `table STYLE X0 X1…` begins a table of `| a | b |` rows, `@ X Y text` is text at a place;
/// all else is the stream as it stands, in which `«text»` is a string of the font `/F`.
///
/// Fonts: `/F` and `/B` (bold) are embedded and say which character a glyph is; `/S` is said by nobody (no ToUnicode, no
/// table in the font); `/R` by the font alone while the file lies, `/G` by nobody while the file lies; `/A` is Arial,
/// not embedded, `(text)` in it is ASCII; `/V` is the legacy `.VnTime`, `{text}` a string of it.
pub(crate) fn file(text: &str) -> Vec<u8> {
    let mut parts: Vec<Part> = Vec::new();
    let mut table: Option<Table> = None;
    let mut y = 780.0;
    for line in text.lines().filter(|line| !line.starts_with('%')).chain([""]) {
        if let Some(row) = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")) {
            table.as_mut().expect("a row stands in a table").row(row);
            continue;
        }
        if let Some(table) = table.take() {
            let (content, foot) = table.content(y + 12.0);
            parts.last_mut().unwrap().content.push_str(&content);
            y = foot - 18.0;
        }
        if let Some(words) = line.strip_prefix("--- ") {
            parts.push(Part { words: words.to_owned(), content: String::new() });
            y = 780.0;
        } else if let Some(words) = line.strip_prefix("table ") {
            table = Some(Table::new(words));
        } else if let Some(text) = line.strip_prefix("¶ ") {
            let _ = writeln!(parts.last_mut().unwrap().content, "BT /F 10 Tf 60 {y} Td «{text}» Tj ET");
            y -= 14.0;
        } else if let Some(words) = line.strip_prefix("@ ") {
            let mut words = words.splitn(3, ' ');
            let (x, y, text) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
            let _ = writeln!(parts.last_mut().unwrap().content, "BT /F 10 Tf {x} {y} Td «{text}» Tj ET");
        } else if let Some(part) = parts.last_mut() {
            part.content.push_str(line);
            part.content.push('\n');
        }
    }
    written(&parts)
}

fn written(parts: &[Part]) -> Vec<u8> {
    let letters = letters(parts);
    let mut file = File::default();
    let catalog = file.add("<</Type /Catalog /Pages 2 0 R>>");
    let pages = file.add("");
    let fonts = fonts(&mut file, &letters);
    // Forms and annotations come behind the pages that name them.
    let first = file.next() + 1;
    let mut forms = String::new();
    let streams = |at: usize| first + 2 * at;
    for (at, part) in parts.iter().enumerate() {
        if let Some(words) = part.words.strip_prefix("form ") {
            let name = words.split(' ').next().unwrap();
            let _ = write!(forms, "/{name} {} 0 R ", streams(at));
        }
    }
    let resources = file.add(format!("<</Font <<{fonts}>> /XObject <<{forms}>>>>"));
    let mut kids = String::new();
    for (at, part) in parts.iter().enumerate() {
        let content = strings(&part.content, &letters);
        let (kind, words) = part.words.split_once(' ').unwrap_or((&part.words, ""));
        let mut words = words.splitn(if kind == "annotation" { 5 } else { 2 }, ' ');
        let mut word = || words.next().unwrap_or_default();
        match kind {
            "page" => {
                let entries = format!("{} {}", word(), word());
                let stream = file.stream("", &content);
                let annotations = parts[at + 1..].iter().take_while(|part| !part.words.starts_with("page"));
                let annotations: String = annotations
                    .enumerate()
                    .filter(|(_, part)| part.words.starts_with("annotation"))
                    .map(|(behind, _)| format!("{} 0 R ", streams(at + 1 + behind) + 1))
                    .collect();
                let page = file.add(format!(
                    "<</Type /Page /Parent {pages} 0 R /MediaBox [0 0 595 842] /Resources {resources} 0 R /Contents {stream} 0 R /Annots [{annotations}] {entries}>>"
                ));
                let _ = write!(kids, "{page} 0 R ");
            }
            "form" => {
                word();
                let entries = word();
                file.stream(
                    &format!("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources {resources} 0 R {entries}"),
                    &content,
                );
                file.add("null");
            }
            "annotation" => {
                let [x0, y0, x1, y1] = std::array::from_fn(|_| word().parse::<f32>().unwrap());
                let entries = word();
                let stream = file.stream(
                    &format!(
                        "/Type /XObject /Subtype /Form /BBox [0 0 {} {}] /Resources {resources} 0 R",
                        x1 - x0,
                        y1 - y0
                    ),
                    &content,
                );
                file.add(format!(
                    "<</Type /Annot /Rect [{x0} {y0} {x1} {y1}] /AP <</N {stream} 0 R>> {entries}>>"
                ));
            }
            other => panic!("no such part: {other}"),
        }
    }
    let count = kids.matches('R').count();
    file.objects[pages - 1] = format!("<</Type /Pages /Kids [{kids}] /Count {count}>>").into_bytes();
    file.bytes(catalog)
}

/// The letters of all strings.
fn letters(parts: &[Part]) -> Vec<char> {
    let mut letters = vec![' '];
    for part in parts {
        for piece in part.content.split('«').skip(1) {
            letters.extend(piece.split('»').next().unwrap().chars());
        }
    }
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// Content with its strings as codes.
fn strings(content: &str, letters: &[char]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = content;
    while let Some(at) = rest.find(['«', '{']) {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let open = rest[at..].chars().next().unwrap();
        let close = if open == '«' { '»' } else { '}' };
        let (text, behind) = rest[at + open.len_utf8()..].split_once(close).expect("a string ends");
        if open == '«' {
            let code = |letter| letters.binary_search(&letter).unwrap() + 1;
            let codes: String = text.chars().map(|letter| format!("{:04x}", code(letter))).collect();
            out.extend_from_slice(format!("<{codes}>").as_bytes());
        } else {
            let codes: String =
                encode_charset(Charset::Tcvn3, text).chars().map(|c| format!("{:02x}", c as u32)).collect();
            out.extend_from_slice(format!("<{codes}>").as_bytes());
        }
        rest = behind;
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// Adds the fonts; gives their entries.
fn fonts(file: &mut File, letters: &[char]) -> String {
    let widths: String = letters
        .iter()
        .map(|letter| format!("{} ", if *letter == ' ' { LETTER / 2 } else { LETTER }))
        .collect();
    let named = font(letters, true);
    let mute = font(letters, false);
    let named = file.stream(&format!("/Length1 {}", named.len()), &named);
    let mute = file.stream(&format!("/Length1 {}", mute.len()), &mute);
    let truth = map(letters.iter().copied());
    let truth = file.stream("", truth.as_bytes());
    // What some programs write: the codes shifted into a row of other letters.
    let lie = map(letters.iter().map(|letter| match *letter {
        ' ' => ' ',
        letter => char::from_u32(0x4a0 + (letter as u32 & 0x5f)).unwrap(),
    }));
    let lie = file.stream("", lie.as_bytes());
    let mut out = String::new();
    for (name, base, program, said) in [
        ("F", "TimesNewRomanPSMT", named, Some(truth)),
        ("B", "TimesNewRomanPS-BoldMT", named, Some(truth)),
        ("S", "TimesNewRomanPSMT", mute, None),
        ("R", "TimesNewRomanPSMT", named, Some(lie)),
        ("G", "TimesNewRomanPSMT", mute, Some(lie)),
    ] {
        let descriptor = file.add(format!(
            "<</Type /FontDescriptor /FontName /ABCDEF+{base} /Flags 4 /FontBBox [0 0 500 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 {program} 0 R>>"
        ));
        let descendant = file.add(format!(
            "<</Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+{base} /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor {descriptor} 0 R /W [1 [{widths}]] /DW 1000 /CIDToGIDMap /Identity>>"
        ));
        let said = said.map(|said| format!("/ToUnicode {said} 0 R")).unwrap_or_default();
        let number = file.add(format!(
            "<</Type /Font /Subtype /Type0 /BaseFont /ABCDEF+{base} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] {said}>>"
        ));
        let _ = write!(out, "/{name} {number} 0 R ");
    }
    let arial = file.add("<</Type /Font /Subtype /TrueType /BaseFont /ArialMT /Encoding /WinAnsiEncoding>>");
    let _ = write!(out, "/A {arial} 0 R ");
    let widths = "500 ".repeat(224);
    let program = font(&('\u{20}'..='\u{ff}').collect::<Vec<_>>(), true);
    let program = file.stream(&format!("/Length1 {}", program.len()), &program);
    let descriptor = file.add(format!(
        "<</Type /FontDescriptor /FontName /.VnTime /Flags 32 /FontBBox [0 0 500 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 {program} 0 R>>"
    ));
    let legacy = file.add(format!(
        "<</Type /Font /Subtype /TrueType /BaseFont /.VnTime /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [{widths}] /FontDescriptor {descriptor} 0 R>>"
    ));
    let _ = write!(out, "/V {legacy} 0 R ");
    out
}

/// A ToUnicode table for codes from 1.
fn map(letters: impl Iterator<Item = char>) -> String {
    let lines: Vec<String> = letters
        .zip(1..)
        .map(|(letter, code)| {
            let mut units = [0; 2];
            let units: String =
                letter.encode_utf16(&mut units).iter().map(|unit| format!("{unit:04x}")).collect();
            format!("<{code:04x}> <{units}>\n")
        })
        .collect();
    let mut out = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n".to_owned();
    for chunk in lines.chunks(100) {
        let _ = writeln!(out, "{} beginbfchar\n{}endbfchar", chunk.len(), chunk.concat());
    }
    out + "endcmap end end\n"
}
