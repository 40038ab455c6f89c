//! Text of any kind: no panic, normalising twice is normalising once, and the map covers both texts.
#![no_main]

use kehoach_viet::{Text, defects, key, restore, restore_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = restore_bytes(bytes);
    let raw = String::from_utf8_lossy(bytes);
    let restored = restore(&raw);
    for stretch in &restored.stretches {
        assert!(raw.get(stretch.range.clone()).is_some());
    }
    let text = Text::new(raw.as_ref());
    let (mut raw_at, mut normal_at) = (0, 0);
    for edit in text.edits() {
        assert_eq!(text.raw().get(raw_at..edit.raw.start), text.normal().get(normal_at..edit.normal.start));
        (raw_at, normal_at) = (edit.raw.end, edit.normal.end);
    }
    assert_eq!(text.raw().get(raw_at..), text.normal().get(normal_at..));
    assert_eq!(Text::new(text.normal()).normal(), text.normal());
    let _ = (key::name(&raw), key::symbol(&raw), defects(&raw).count());
});
