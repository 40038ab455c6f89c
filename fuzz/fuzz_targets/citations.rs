//! Citation text: no panic, and every mention is a range of the text.
#![no_main]

use kehoach_viet::Text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let text = Text::new(text);
    for mention in kehoach_plan::find_mentions(text.normal()) {
        assert!(text.normal().get(mention.range.clone()).is_some());
        assert!(text.raw().get(text.raw_span(mention.range)).is_some());
    }
});
