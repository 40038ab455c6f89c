//! The parts of a package: text, styles and numbering, parted by lines of `---`. No panic, no letter lost, and the
//! same bytes give the same document.
#![no_main]

use std::io::{Cursor, Write};

use kehoach_docx::{Limits, read};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fuzz_target!(|bytes: &[u8]| {
    let mut parts = split(bytes);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for name in ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml"] {
        let Some(part) = parts.next() else { break };
        let _ = zip.start_file(name, options).and_then(|()| Ok(zip.write_all(part)?));
    }
    let Ok(package) = zip.finish() else { return };
    let package = package.into_inner();
    let limits = Limits { cells: 5000, paragraphs: 5000, ..Limits::default() };
    if let Ok(document) = read(&package, &limits) {
        assert_eq!(document.letters, document.letters_placed());
        assert_eq!(read(&package, &limits).as_ref(), Ok(&document));
    }
});

fn split(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let part = rest?;
        let at = part.windows(5).position(|window| window == b"\n---\n");
        rest = at.map(|at| &part[at + 5..]);
        Some(&part[..at.unwrap_or(part.len())])
    })
}
