//! Files of any kind: no panic, and what must be converted is told the same with a look into the package and without.
#![no_main]

use kehoach_convert::{Content, convertible, sniff};
use kehoach_model::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let format = match sniff(bytes) {
        Content::Doc => Some(Format::Doc),
        Content::Rtf => Some(Format::Rtf),
        Content::Odt => Some(Format::Odt),
        _ => None,
    };
    assert_eq!(convertible(bytes), format);
});
