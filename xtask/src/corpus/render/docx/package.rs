//! The finished package: what docx-rs has no word for is put in, and the ZIP gets fixed times.

use std::io::{self, Cursor};

use anyhow::{Context, Result};
use docx_rs::Docx;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// What marks the rows of a head: only they may not be split.
const HEAD: &str = "<w:cantSplit />";
/// "Repeat as header row", which docx-rs cannot say.
const REPEATED: &str = "<w:cantSplit /><w:tblHeader />";

/// The bytes of the file: equal documents give equal bytes. The heads of tables stand on every page of theirs
/// where they are `repeated`.
pub(super) fn pack(docx: Docx, repeated: bool) -> Result<Vec<u8>> {
    let mut parts = docx.build();
    let document = String::from_utf8(parts.document).context("word/document.xml is not UTF-8")?;
    let document = if repeated { document.replace(HEAD, REPEATED) } else { document };
    parts.document = document.into_bytes();
    let mut packed = Cursor::new(Vec::new());
    parts.pack(&mut packed)?;
    fixed(packed)
}

// Stored, not deflated: which deflate is built in, and so its bytes, depends on what else is built.
fn fixed(packed: Cursor<Vec<u8>>) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    let mut package = ZipArchive::new(packed)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..package.len() {
        let mut part = package.by_index(at)?;
        // Word writes no folders.
        if part.is_file() {
            let name = part.name()?.into_owned();
            out.start_file(name, options)?;
            io::copy(&mut part, &mut out)?;
        }
    }
    Ok(out.finish()?.into_inner())
}
