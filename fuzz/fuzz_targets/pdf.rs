//! PDF files, and what a page of one draws: bytes that do not begin as a file does are the content of a page. No panic,
//! no letter lost, and the same bytes give the same document.
#![no_main]

use kehoach_pdf::{Limits, draw, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        stream_bytes: 4 << 20,
        total_bytes: 8 << 20,
        pages: 50,
        page_glyphs: 20_000,
        cells: 5_000,
        ..Limits::default()
    };
    let page;
    let bytes = if bytes.starts_with(b"%PDF") {
        bytes
    } else {
        page = file(bytes);
        &page
    };
    if let Ok(document) = read(bytes, &limits) {
        assert_eq!(document.letters, document.letters_placed());
        assert_eq!(read(bytes, &limits).as_ref(), Ok(&document));
        let _ = draw(bytes, 1, &limits);
    }
});

/// Two pages of one content, with a font, a form that is the same content again, and it once more as an annotation.
fn file(content: &[u8]) -> Vec<u8> {
    const RESOURCES: &str = "/Resources <</Font <</A 3 0 R>> /XObject <</X 5 0 R>>>>";
    let length = content.len();
    let form = format!("/Type /XObject /Subtype /Form /BBox [0 0 595 842] {RESOURCES} /Length {length}");
    let page = |more: &str| {
        format!("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {RESOURCES} {more}>>")
            .into_bytes()
    };
    let stream = |entries: &str| {
        let mut out = format!("<<{entries}>>\nstream\n").into_bytes();
        out.extend_from_slice(content);
        out.extend_from_slice(b"\nendstream");
        out
    };
    let objects = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [6 0 R 7 0 R] /Count 2>>".to_vec(),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>".to_vec(),
        stream(&format!("/Length {length}")),
        stream(&form),
        page("/Annots [<</Type /Annot /Subtype /Stamp /Rect [50 50 550 800] /F 4 /AP <</N 5 0 R>>>>]"),
        page("/Rotate 90 /CropBox [20 20 500 800]"),
    ];
    let mut out = b"%PDF-1.7\n".to_vec();
    for (object, number) in objects.iter().zip(1..) {
        out.extend(format!("{number} 0 obj\n").into_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    // Without a table of objects: the reader finds them.
    out.extend_from_slice(b"trailer\n<</Size 8 /Root 1 0 R>>\n%%EOF\n");
    out
}
