//! Whole files: no panic, and no letter is lost.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(plans) = kehoach::parse(bytes, "fuzz", &kehoach::Options::default()) {
        for plan in plans {
            assert_eq!(plan.conservation.text_in, plan.conservation.text_placed);
        }
    }
});
