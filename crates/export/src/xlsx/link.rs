//! Links from a workbook to files beside it.

use std::path::{Component, Path};

/// A link to a file from the folder of the workbook, so that both can be moved together; `None` where that folder is
/// not known, and where Excel would look for another file.
pub(super) fn to(file: Option<&Path>, folder: Option<&Path>) -> Option<String> {
    let (file, folder) = (file?, folder?);
    let shared = file.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| Some(".."));
    let down = file.components().skip(shared).map(|part| match part {
        Component::Normal(part) => part.to_str(),
        _ => None,
    });
    let path = up.chain(down).collect::<Option<Vec<&str>>>()?.join("/");
    // "#" is a place inside of a file for it, "%41" an "A".
    (!path.contains(['#', '%', '\\'])).then(|| format!("file:///{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_starts_at_the_workbook() {
        let to = |file: &str, folder: &str| to(Some(Path::new(file)), Some(Path::new(folder)));
        assert_eq!(to("/k/plans/a b.pdf", "/k/out").unwrap(), "file:///../plans/a b.pdf");
        assert_eq!(to("/k/a.pdf", "/k").unwrap(), "file:///a.pdf");
        assert_eq!(to("/k/a#1.pdf", "/k"), None);
        assert_eq!(to("/k/50%.pdf", "/k"), None);
    }
}
