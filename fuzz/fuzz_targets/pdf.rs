//! PDF files: no panic, no letter lost, and the same bytes give the same document.
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
    if let Ok(document) = read(bytes, &limits) {
        assert_eq!(document.letters, document.letters_placed());
        assert_eq!(read(bytes, &limits).as_ref(), Ok(&document));
        let _ = draw(bytes, 1, &limits);
    }
});
