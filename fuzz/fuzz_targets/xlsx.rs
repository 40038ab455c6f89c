//! The parts of a workbook: a sheet, the list of sheets, strings and styles, parted by lines of `---`. No panic, no
//! letter lost, and the same bytes give the same document.
#![no_main]

use std::io::{Cursor, Write};
use std::panic;
use std::sync::Once;

use kehoach_convert::xlsx::{Limits, in_library, read};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The fuzzer ends at each panic; those of the library that reads the cells are caught.
static HOOK: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    HOOK.call_once(|| {
        let end = panic::take_hook();
        panic::set_hook(Box::new(move |found| {
            if !in_library() {
                end(found);
            }
        }));
    });
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut put = |name: &str, part: &[u8]| {
        let _ = zip.start_file(name, options).and_then(|()| Ok(zip.write_all(part)?));
    };
    put("_rels/.rels", relation("officeDocument", "xl/workbook.xml").as_bytes());
    put("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml").as_bytes());
    let mut parts = split(bytes);
    put("xl/worksheets/sheet1.xml", parts.next().unwrap_or_default());
    let book = b"<workbook><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
    put("xl/workbook.xml", parts.next().filter(|part| !part.is_empty()).unwrap_or(book));
    for name in ["xl/sharedStrings.xml", "xl/styles.xml"] {
        let Some(part) = parts.next() else { break };
        put(name, part);
    }
    let Ok(package) = zip.finish() else { return };
    let package = package.into_inner();
    let limits = Limits { cells: 5000, slots: 20_000, text: 1 << 20, ..Limits::default() };
    if let Ok(document) = read(&package, &limits) {
        assert_eq!(document.letters, document.letters_placed());
        assert_eq!(read(&package, &limits).as_ref(), Ok(&document));
    }
});

fn relation(kind: &str, target: &str) -> String {
    format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/></Relationships>"
    )
}

fn split(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let part = rest?;
        let at = part.windows(5).position(|window| window == b"\n---\n");
        rest = at.map(|at| &part[at + 5..]);
        Some(&part[..at.unwrap_or(part.len())])
    })
}
