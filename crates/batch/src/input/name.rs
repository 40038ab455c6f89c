//! Names of files as text.

use std::fmt::Write;
use std::path::{Component, Path};

use bstr::ByteSlice;

/// A path's own bytes as text, "/" between parts. Bytes that are no UTF-8 are written "\xE1"; in a name with
/// such bytes, or with that very text, a backslash is doubled, so that two names never become one.
pub(crate) fn shown(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    let is_odd = name.contains_str("\\x") || !name.is_utf8();
    for chunk in name.utf8_chunks() {
        text.push_str(&if is_odd { chunk.valid().replace('\\', "\\\\") } else { chunk.valid().to_owned() });
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\x{byte:02X}");
        }
    }
    text
}

/// A relative path as the parts that name something.
pub(super) fn of_path(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(shown(part.as_encoded_bytes())),
        Component::ParentDir => Some("..".to_owned()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Whether a name of a file or folder is hidden.
pub(super) fn is_hidden(name: &[u8]) -> bool {
    name.starts_with_str(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_a_name_is_kept() {
        assert_eq!(shown("kế hoạch.txt".as_bytes()), "kế hoạch.txt");
        assert_eq!(shown(b"k\xe1 ho\xff.txt"), "k\\xE1 ho\\xFF.txt");
        assert_eq!(shown(b"k\\xE1 ho.txt"), "k\\\\xE1 ho.txt");
        assert_eq!(shown(b"k\\y.txt"), "k\\y.txt");
    }
}
