//! Ids that two contents would share.

use std::collections::BTreeMap;

use crate::IngestError;
use crate::store::Store;

/// Hex digits of a source's hash in an id, and in one that would otherwise be another's.
const HEX: usize = 8;
const LONG_HEX: usize = 16;

/// New ids by content and old id.
pub(super) type Renamed = BTreeMap<(String, String), String>;

pub(super) fn rename(renamed: &Renamed, sha256: &str, id: &mut String) {
    // Hardly ever is there one, and then a copy of two words does not count.
    if let Some(new) = renamed.get(&(sha256.to_owned(), id.clone())) {
        id.clone_from(new);
    }
}

/// Old and new ids of records whose id another content has too: 8 hex digits do not tell a million files
/// apart. The content with the smaller hash keeps its id; the other gets more digits.
pub(super) fn renamed(store: &Store) -> Result<Renamed, IngestError> {
    let shared = store.shared_ids()?.into_iter().map(|(sha256, id)| {
        let (short, long) =
            (sha256.get(..HEX).unwrap_or_default(), sha256.get(..LONG_HEX).unwrap_or_default());
        let new = id.replacen(&format!("~{short}"), &format!("~{long}"), 1);
        ((sha256, id), new)
    });
    Ok(shared.collect())
}
