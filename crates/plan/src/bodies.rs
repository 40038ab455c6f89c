//! The bodies that a cell names, with one key for all spellings of one body within its unit.
//!
//! "Phòng VH-XH", "Phòng Văn hoá- Xã hội" and "Phòng VHXH" are one: by the abbreviation list, by the usual
//! spelling, and by the initials of a body that the same plan names in full. Keys are never carried from one
//! plan to another here.

use std::collections::{BTreeMap, BTreeSet};

use kehoach_model::{Bodies, Body, BodyKind};
use kehoach_viet::{key, old_tone_style};

use crate::data;

/// The words that begin a body's name, folded, and what sort of body it is; longer ones first.
const STARTS: &[(&str, BodyKind)] = &[
    ("cac doanh nghiep", BodyKind::Enterprise),
    ("cac dia phuong", BodyKind::Commune),
    ("cac xa", BodyKind::Commune),
    ("cac thon", BodyKind::Commune),
    ("cac", BodyKind::Group),
    ("van phong", BodyKind::Office),
    ("trung tam", BodyKind::Office),
    ("cong an", BodyKind::Office),
    ("bo chi huy", BodyKind::Office),
    ("ban chi huy", BodyKind::Office),
    ("cuc", BodyKind::Office),
    ("chi cuc", BodyKind::Office),
    ("bao", BodyKind::Office),
    ("dai", BodyKind::Office),
    ("cong thong tin", BodyKind::Office),
    ("thanh tra", BodyKind::Office),
    ("truong", BodyKind::Office),
    ("kho bac", BodyKind::Office),
    ("thue", BodyKind::Office),
    ("ban tuyen giao", BodyKind::Party),
    ("ban to chuc tinh uy", BodyKind::Party),
    ("ban thuong vu", BodyKind::Party),
    ("uy ban kiem tra", BodyKind::Party),
    ("dang uy", BodyKind::Party),
    ("tinh uy", BodyKind::Party),
    ("thanh uy", BodyKind::Party),
    ("chi bo", BodyKind::Party),
    ("uy ban", BodyKind::Committee),
    ("ubnd", BodyKind::Committee),
    ("ubmttq", BodyKind::Committee),
    ("mttq", BodyKind::Committee),
    ("hdnd", BodyKind::Committee),
    ("hoi dong", BodyKind::Committee),
    ("hoi", BodyKind::Committee),
    ("lien doan", BodyKind::Committee),
    ("ban", BodyKind::Committee),
    ("doan", BodyKind::Committee),
    ("to", BodyKind::Committee),
    ("so", BodyKind::Department),
    ("bo", BodyKind::Department),
    ("phong", BodyKind::Department),
    ("xa", BodyKind::Commune),
    ("phuong", BodyKind::Commune),
    ("dia phuong", BodyKind::Commune),
    ("thon", BodyKind::Commune),
    ("xom", BodyKind::Commune),
    ("cong ty", BodyKind::Enterprise),
    ("tap doan", BodyKind::Enterprise),
    ("doanh nghiep", BodyKind::Enterprise),
    ("ngan hang", BodyKind::Enterprise),
    ("vnpt", BodyKind::Enterprise),
    ("viettel", BodyKind::Enterprise),
    ("mobifone", BodyKind::Enterprise),
    ("vien thong", BodyKind::Enterprise),
    ("buu dien", BodyKind::Enterprise),
    ("dien luc", BodyKind::Enterprise),
];

/// Word pairs that begin like a body and are none.
const NOT_BODIES: &[&str] = &[
    "xa hoi",
    "so hoa",
    "bo sung",
    "bo tri",
    "to chuc",
    "ban hanh",
    "phong chong",
    "bao dam",
    "bao ve",
    "bao cao",
    "dai hoc",
    "hoi nhap",
    "ban do",
];

/// Words in front of a body's own name.
const HEADS: &[&str] = &["Phòng", "Sở", "Bộ", "Ban", "Văn phòng", "Trung tâm", "Các phòng"];

/// The bodies of a cell; `None` where it is empty.
pub(crate) fn read(raw: &str) -> Option<Bodies> {
    if raw.is_empty() {
        return None;
    }
    let bodies = parts(raw).into_iter().map(body).collect();
    Some(Bodies { raw: raw.to_owned(), bodies })
}

fn body(printed: &str) -> Body {
    let name = usual_spelling(printed);
    Body { key: key::slug(&name), kind: kind(&key::ascii(&name)), name }
}

/// The name with abbreviations written out, hyphens with blanks, tone marks in the style that most documents use.
fn usual_spelling(printed: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in printed.replace("- ", " - ").replace(" -", " - ").split_whitespace() {
        let full = words.first().filter(|first| is_head(first)).and_then(|_| written_out(word));
        words.push(full.map_or_else(|| old_tone_style(word), str::to_owned));
    }
    let name = words.join(" ").replace(" ,", ",");
    data::body_name(&name).map_or(name, str::to_owned)
}

/// What an abbreviation stands for: "VH-XH", "VH&XH" and "VHXH" are looked up by their letters.
fn written_out(word: &str) -> Option<&'static str> {
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    data::abbreviation(&letters)
}

fn is_head(word: &str) -> bool {
    HEADS.iter().any(|head| head.split(' ').next() == Some(word))
        || matches!(word, "phòng" | "Trung" | "Các" | "các" | "sở")
}

fn kind(folded: &str) -> BodyKind {
    let pair = folded.split(' ').take(2).collect::<Vec<_>>().join(" ");
    if NOT_BODIES.contains(&pair.as_str()) {
        return BodyKind::Other;
    }
    let starts =
        |start: &str| folded.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    STARTS.iter().find(|(start, _)| starts(start)).map_or(BodyKind::Other, |(_, kind)| *kind)
}

fn parts(raw: &str) -> Vec<&str> {
    // In a list with bullets a dash opens an entry; elsewhere it stands inside a name ("HĐND - UBND xã").
    let bullets = raw.starts_with(['-', '+', '•']);
    let mut parts = Vec::new();
    for piece in raw.split(';') {
        let mut start = 0;
        for (at, separator) in separators(piece) {
            let rest = piece.get(at + separator.len()..).unwrap_or_default();
            let before = piece.get(start..at).unwrap_or_default().trim_end();
            let opens = match separator {
                "-" | "+" => {
                    rest.starts_with(' ')
                        && (bullets || before.is_empty() || before.ends_with(['.', ',', ':']))
                }
                _ => true,
            };
            if opens && begins_body(rest.trim_start(), separator) {
                parts.push(before);
                start = at + separator.len();
            }
        }
        parts.push(piece.get(start..).unwrap_or_default());
    }
    let trimmed = parts.into_iter().map(|part| part.trim().trim_start_matches(['-', '+', '•']).trim_start());
    trimmed.map(|part| part.trim_end_matches(['.', ',', ';', ' '])).filter(|part| !part.is_empty()).collect()
}

fn separators(piece: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut found: Vec<(usize, &str)> =
        piece.match_indices([',', '-', '+']).chain(piece.match_indices(" và ")).collect();
    found.sort_unstable();
    found.into_iter()
}

/// Whether a body's name begins here. After "và" only what can be no part of a longer name does: "Sở Khoa học và
/// Công nghệ" is one.
fn begins_body(text: &str, separator: &str) -> bool {
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else { return false };
    let folded = key::ascii(&format!("{first} {}", words.next().unwrap_or_default()));
    let named = first.chars().next().is_some_and(|c| c.is_uppercase() || first == "các");
    let sure = separator != " và "
        || ["so ", "bo ", "phong ", "ubnd", "van phong", "cong an", "trung tam", "cac "]
            .iter()
            .any(|start| folded.starts_with(start));
    named && sure && kind(folded.trim()) != BodyKind::Other
}

/// Gives one name and key to bodies of one plan that are the same by initials: "Phòng VHXH" beside "Phòng Văn
/// hóa - Xã hội", "VH-XH" beside it where nothing else fits.
pub(crate) fn unify<'a>(bodies: impl Iterator<Item = &'a mut Bodies>) {
    let mut bodies: Vec<&mut Body> = bodies.flat_map(|bodies| &mut bodies.bodies).collect();
    // Full names by their initials, with and without their head word; two bodies with the same initials: neither.
    let mut by_initials: BTreeMap<String, Option<(String, String)>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for body in bodies.iter().filter(|body| seen.insert(body.name.as_str()) && !is_short(&body.name)) {
        let (head, own) = split_head(&body.name);
        for name in [format!("{} {}", key::ascii(head), initials(own)), initials(own)] {
            if own.split_whitespace().count() > 1 {
                let entry =
                    by_initials.entry(name).or_insert_with(|| Some((body.key.clone(), body.name.clone())));
                if entry.as_ref().is_some_and(|(key, _)| *key != body.key) {
                    *entry = None;
                }
            }
        }
    }
    for body in bodies.iter_mut().filter(|body| is_short(&body.name)) {
        let (head, own) = split_head(&body.name);
        let letters: String = own.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_uppercase();
        let wanted = if head.is_empty() { letters } else { format!("{} {letters}", key::ascii(head)) };
        if let Some(Some((key, name))) = by_initials.get(&wanted) {
            body.key.clone_from(key);
            body.name.clone_from(name);
            body.kind = kind(&key::ascii(name));
        }
    }
}

/// A name whose own part is one word in capitals.
fn is_short(name: &str) -> bool {
    let (_, own) = split_head(name);
    let capitals = own.chars().filter(|c| c.is_alphabetic());
    !own.is_empty()
        && !own.contains(' ')
        && own.chars().count() > 1
        && capitals.clone().count() > 1
        && capitals.clone().all(char::is_uppercase)
}

fn split_head(name: &str) -> (&str, &str) {
    let head =
        HEADS.iter().filter(|head| name.strip_prefix(**head).is_some_and(|rest| rest.starts_with(' ')));
    head.max_by_key(|head| head.len())
        .map_or(("", name), |head| (head, name.get(head.len()..).unwrap_or_default().trim_start()))
}

/// First letters of the words, "và" and marks left out.
fn initials(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "và");
    words.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(raw: &str) -> Vec<String> {
        read(raw).unwrap().bodies.into_iter().map(|body| format!("{} {:?}", body.name, body.kind)).collect()
    }

    #[test]
    fn lists_are_parted_and_names_are_not() {
        for (raw, want) in [
            (
                "Sở Nội vụ; Sở Văn hóa, Thể thao và Du lịch, Công an tỉnh; các địa phương.",
                vec![
                    "Sở Nội vụ Department",
                    "Sở Văn hóa, Thể thao và Du lịch Department",
                    "Công an tỉnh Office",
                    "các địa phương Commune",
                ],
            ),
            ("Các sở, ban, ngành", vec!["Các sở, ban, ngành Group"]),
            ("Phòng Văn hóa - Xã hội", vec!["Phòng Văn hóa - Xã hội Department"]),
            ("Văn phòng HĐND - UBND xã", vec!["Văn phòng HĐND - UBND xã Office"]),
            (
                "Phòng Kế hoạch - Tài chính, Phòng VH-XH",
                vec!["Phòng Kế hoạch - Tài chính Department", "Phòng Văn hóa - Xã hội Department"],
            ),
            ("+ Văn phòng Sở. + Phòng Tổ chức.", vec!["Văn phòng Sở Office", "Phòng Tổ chức Department"]),
            (
                "- Báo tỉnh; Đài tỉnh; - Sở Nội vụ - Công an tỉnh",
                vec!["Báo tỉnh Office", "Đài tỉnh Office", "Sở Nội vụ Department", "Công an tỉnh Office"],
            ),
            ("Sở Nội vụ và Sở Y tế", vec!["Sở Nội vụ Department", "Sở Y tế Department"]),
            (
                "Sở KH&CN, VNPT Đắk Lắk",
                vec!["Sở Khoa học và Công nghệ Department", "VNPT Đắk Lắk Enterprise"],
            ),
        ] {
            assert_eq!(names(raw), want, "{raw}");
        }
    }

    #[test]
    fn one_key_for_all_spellings() {
        for raw in [
            "Phòng VH-XH",
            "Phòng Văn hoá- Xã hội",
            "Phòng VHXH",
            "Phòng Văn hóa - Xã hội",
            "Phòng Văn hoá -Xã hội",
        ] {
            assert_eq!(read(raw).unwrap().bodies[0].key, "phong-van-hoa-xa-hoi", "{raw}");
        }
    }

    #[test]
    fn initials_of_a_body_that_the_plan_names() {
        let mut cells: Vec<Bodies> = ["Phòng Quản lý Đô thị", "Phòng QLĐT", "QLĐT", "Phòng ABC"]
            .iter()
            .filter_map(|raw| read(raw))
            .collect();
        unify(cells.iter_mut());
        let keys: Vec<&str> = cells.iter().map(|cell| cell.bodies[0].key.as_str()).collect();
        assert_eq!(
            keys,
            ["phong-quan-ly-do-thi", "phong-quan-ly-do-thi", "phong-quan-ly-do-thi", "phong-abc"]
        );
    }

    #[test]
    fn no_key_where_two_bodies_share_the_initials() {
        let mut cells: Vec<Bodies> =
            ["Phòng Kinh tế", "Phòng Kế toán", "Phòng KT"].iter().filter_map(|raw| read(raw)).collect();
        unify(cells.iter_mut());
        assert_eq!(cells[2].bodies[0].key, "phong-kt");
    }
}
