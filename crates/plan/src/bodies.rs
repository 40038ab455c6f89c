//! The bodies that a cell names.
//!
//! The simple form: a list is parted at semicolons and line bullets, and at commas where a further body
//! plainly begins ("Sở Văn hóa, Thể thao và Du lịch" is one).

use kehoach_model::{Bodies, Body, BodyKind};
use kehoach_viet::key;

/// The words that begin a body's name, folded, and what sort of body it is.
const STARTS: &[(&str, BodyKind)] = &[
    ("cac so", BodyKind::Group),
    ("cac bo", BodyKind::Group),
    ("cac ban", BodyKind::Group),
    ("cac phong", BodyKind::Group),
    ("cac co quan", BodyKind::Group),
    ("cac don vi", BodyKind::Group),
    ("cac nganh", BodyKind::Group),
    ("cac doanh nghiep", BodyKind::Enterprise),
    ("cac dia phuong", BodyKind::Commune),
    ("cac xa", BodyKind::Commune),
    ("cac", BodyKind::Group),
    ("van phong", BodyKind::Office),
    ("trung tam", BodyKind::Office),
    ("cong an", BodyKind::Office),
    ("cuc", BodyKind::Office),
    ("chi cuc", BodyKind::Office),
    ("bao va", BodyKind::Office),
    ("dai", BodyKind::Office),
    ("thanh tra", BodyKind::Office),
    ("truong", BodyKind::Office),
    ("uy ban mat tran", BodyKind::Committee),
    ("uy ban", BodyKind::Committee),
    ("ubnd", BodyKind::Committee),
    ("hdnd", BodyKind::Committee),
    ("hoi dong", BodyKind::Committee),
    ("ban chi dao", BodyKind::Committee),
    ("ban", BodyKind::Committee),
    ("doan", BodyKind::Committee),
    ("to ", BodyKind::Committee),
    ("so", BodyKind::Department),
    ("bo", BodyKind::Department),
    ("phong", BodyKind::Department),
    ("dang uy", BodyKind::Party),
    ("tinh uy", BodyKind::Party),
    ("thanh uy", BodyKind::Party),
    ("chi bo", BodyKind::Party),
    ("xa", BodyKind::Commune),
    ("phuong", BodyKind::Commune),
    ("dia phuong", BodyKind::Commune),
    ("thon", BodyKind::Commune),
    ("xom", BodyKind::Commune),
    ("cong ty", BodyKind::Enterprise),
    ("tap doan", BodyKind::Enterprise),
    ("doanh nghiep", BodyKind::Enterprise),
    ("ngan hang", BodyKind::Enterprise),
];

/// The bodies of a cell; `None` where it is empty.
pub(crate) fn read(raw: &str) -> Option<Bodies> {
    if raw.is_empty() {
        return None;
    }
    let bodies = parts(raw).into_iter().map(body).collect();
    Some(Bodies { raw: raw.to_owned(), bodies })
}

fn body(name: &str) -> Body {
    let folded = key::ascii(name);
    Body { name: name.to_owned(), key: key::slug(name), kind: kind(&folded) }
}

fn kind(folded: &str) -> BodyKind {
    let starts = |start: &str| {
        folded
            .strip_prefix(start)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || start.ends_with(' '))
    };
    STARTS.iter().find(|(start, _)| starts(start)).map_or(BodyKind::Other, |(_, kind)| *kind)
}

fn parts(raw: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for piece in raw.split(';') {
        let mut start = 0;
        for (at, separator) in piece.match_indices([',', '-', '+']) {
            let rest = piece.get(at + separator.len()..).unwrap_or_default();
            // "Phòng Kế hoạch - Tài chính", "Sở Văn hóa, Thể thao và Du lịch": a separator parts bodies only in
            // front of a further body; inside a word ("VH-XH") never.
            if (separator == "," || rest.starts_with(' ')) && begins_body(rest.trim_start()) {
                parts.push(piece.get(start..at).unwrap_or_default());
                start = at + separator.len();
            }
        }
        parts.push(piece.get(start..).unwrap_or_default());
    }
    let trimmed = parts.into_iter().map(|part| part.trim().trim_start_matches(['-', '+', '•']).trim_start());
    trimmed.map(|part| part.trim_end_matches(['.', ',', ';', ' '])).filter(|part| !part.is_empty()).collect()
}

/// Whether a body's name begins here. One capital word ("Thể thao") may go on with the name before.
fn begins_body(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let folded = key::ascii(&format!("{first} {second}"));
    first.chars().next().is_some_and(|c| c.is_uppercase() || first == "các")
        && kind(&folded) != BodyKind::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(raw: &str) -> Vec<String> {
        read(raw).unwrap().bodies.into_iter().map(|body| format!("{} {:?}", body.name, body.kind)).collect()
    }

    #[test]
    fn lists_are_parted_and_names_with_commas_are_not() {
        assert_eq!(
            names("Sở Nội vụ; Sở Văn hóa, Thể thao và Du lịch, Công an tỉnh; các địa phương."),
            [
                "Sở Nội vụ Department",
                "Sở Văn hóa, Thể thao và Du lịch Department",
                "Công an tỉnh Office",
                "các địa phương Commune"
            ]
        );
        assert_eq!(names("Các sở, ban, ngành"), ["Các sở, ban, ngành Group"]);
        assert_eq!(
            names("Phòng Kế hoạch - Tài chính, Phòng VH-XH"),
            ["Phòng Kế hoạch - Tài chính Department", "Phòng VH-XH Department"]
        );
        assert_eq!(
            names("+ Văn phòng Sở. + Phòng Tổ chức."),
            ["Văn phòng Sở Office", "Phòng Tổ chức Department"]
        );
    }
}
