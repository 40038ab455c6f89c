//! Pages: no panic, no letter lost, and the same bytes give the same document.
#![no_main]

use kehoach_html::{Limits, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { cells: 5_000, elements: 20_000, paragraphs: 5_000, ..Limits::default() };
    if let Ok(document) = read(bytes, &limits) {
        assert_eq!(document.letters, document.letters_placed());
        assert_eq!(read(bytes, &limits).as_ref(), Ok(&document));
    }
});
