//! Where a finding stands, as SARIF says it.

use std::fmt::Write as _;

use kehoach_model::{LineRange, Place};
use serde_sarif::sarif::{ArtifactLocation, Location, LogicalLocation, PhysicalLocation, Region};

use crate::{Document, place};

/// The place in the file, and the rows.
pub(super) fn of(document: &Document, at: &[Place], rows: &[String]) -> Location {
    let artifact = ArtifactLocation::builder().uri(uri(&document.source.path)).build();
    let physical = PhysicalLocation::builder().artifact_location(artifact).region(region(at)).build();
    let location = Location::builder().physical_location(physical);
    let logical: Vec<LogicalLocation> = rows
        .iter()
        .map(|row| {
            let whole = format!("{}#{row}", document.id);
            LogicalLocation::builder().name(row.as_str()).fully_qualified_name(whole).kind("element").build()
        })
        .collect();
    if logical.is_empty() { location.build() } else { location.logical_locations(logical).build() }
}

/// The lines of a text. GitHub takes no result without a line, so every other place is line 1, and is told in words.
fn region(at: &[Place]) -> Region {
    let LineRange(first, last) = place::lines(at).unwrap_or(LineRange(1, 1));
    let first = first.max(1);
    Region::builder().start_line(first).end_line(last.max(first)).build()
}

/// A relative path as a URI: Vietnamese letters and blanks are percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len() + 16);
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("kế hoạch/1174 (a).pdf"), "k%E1%BA%BF%20ho%E1%BA%A1ch/1174%20%28a%29.pdf");
        // A colon in the first part would make it a scheme.
        assert_eq!(uri("a:b"), "a%3Ab");
    }
}
