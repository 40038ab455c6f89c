//! Canonical names of issuing bodies: "UBND TỈNH NGHỆ AN" is "Ủy ban nhân dân tỉnh Nghệ An".

use std::sync::LazyLock;

use kehoach_model::Level;
use kehoach_viet::key;
use regex::Regex;

use crate::data::{self, pattern, province};

/// A body by its canonical name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    /// "Ủy ban nhân dân tỉnh Nghệ An".
    pub name: String,
    /// Where it stands in the state or the Party.
    pub level: Level,
    /// Province that the name tells, canonical.
    pub province: Option<String>,
}

/// A territory in a name: type word and the name behind it.
static TERRITORY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|\s)(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)(?:\s+([^,;.()]+))?$",
    )
});
/// "Tỉnh ủy Nghệ An", "Thành uỷ Hà Nội".
static PARTY_COMMITTEE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(.*?\s)?(tỉnh|thành|huyện|quận|thị|đảng) ?(?:uỷ|ủy)\b\s*(.*)$"));

/// The canonical form of a printed body; `own_province` completes "UBND tỉnh" and a Sở without its province.
#[must_use]
pub fn canonical(raw: &str, own_province: Option<&str>) -> Option<Canonical> {
    let text = mend(&expand(raw.trim().trim_end_matches(['.', ',', ';', ':'])));
    if text.is_empty() {
        return None;
    }
    if let Some(found) = PARTY_COMMITTEE.captures(&text) {
        let part = |at: usize| found.get(at).map_or("", |part| part.as_str().trim());
        return Some(party_committee(part(1), &part(2).to_lowercase(), part(3), own_province));
    }
    // "Bảo hiểm xã hội", "Trung tâm Công tác xã hội": that "xã" is no commune.
    let guarded = text.replace("xã hội", "xa_hội").replace("XÃ HỘI", "XA_HỘI").replace("Xã hội", "Xa_hội");
    let Some(found) = TERRITORY.captures(&guarded) else {
        return Some(without_territory(&text, own_province));
    };
    let start = found.get(0)?.start();
    let kind = found.get(1)?.as_str().to_lowercase();
    let kind = if kind.starts_with("tp") { "thành phố".to_owned() } else { kind };
    let body = cased(
        guarded
            .get(..start)?
            .replace("xa_hội", "xã hội")
            .replace("XA_HỘI", "XÃ HỘI")
            .replace("Xa_hội", "Xã hội")
            .trim(),
    );
    let place = found.get(2).map(|name| name.as_str().trim()).filter(|name| !name.is_empty());
    let known = place.and_then(province);
    let provincial = kind == "tỉnh"
        || kind == "thành phố" && (place.is_none() || known.is_some_and(|(_, kind)| kind == "thành phố"));
    let place = match (place, known) {
        (Some(_), Some((name, _))) if provincial => Some(name.to_owned()),
        (Some(name), _) => Some(proper(name)),
        (None, _) => own_province.filter(|_| provincial).map(str::to_owned),
    };
    let name = match &place {
        // The own province is a city where the text says only "tỉnh" of another: keep the printed type word.
        Some(place) => format!("{body} {} {place}", province_kind(place, &kind, provincial)),
        None => format!("{body} {kind}"),
    };
    let level = match (kind.as_str(), provincial) {
        _ if is_party(&body) => Level::Party,
        (_, true) if is_department(&body) => Level::Department,
        (_, true) => Level::Province,
        ("xã" | "phường" | "thị trấn" | "đặc khu", _) => Level::Commune,
        _ => Level::District,
    };
    let province = place.filter(|_| provincial);
    Some(Canonical { name: name.trim().to_owned(), level, province })
}

/// Words of every letterhead with their marks right: "ỦY BAN NHÂN DẪN TÍNH YÊN BÁI" (OCR). The text as printed stands
/// in `issuer.raw`.
fn mend(text: &str) -> String {
    const WORDS: &[&str] = &["ủy ban nhân dân", "hội đồng nhân dân", "tòa án nhân dân", "nhân dân", "tỉnh"];
    let mut text = text.to_owned();
    for &word in WORDS {
        let plain = key::plain(&text).to_ascii_lowercase();
        let wanted = key::plain(word);
        let Some(start) = plain.find(&wanted) else { continue };
        let mut bounds = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(start);
        let (Some(from), Some(to)) = (bounds.next(), bounds.nth(wanted.len() - 1)) else { continue };
        let Some(printed) = text.get(from..to).filter(|printed| is_mistaken(printed, word)) else { continue };
        let behind = text.get(to..).unwrap_or_default();
        // "tính" is a word of its own; in front of a province it is not.
        if word == "tỉnh" && province(behind.trim()).is_none() {
            continue;
        }
        let capitals = !printed.contains(char::is_lowercase);
        text.replace_range(from..to, &if capitals { word.to_uppercase() } else { word.to_owned() });
    }
    text
}

/// Another mark than the right one; another tone style is no mistake.
fn is_mistaken(printed: &str, word: &str) -> bool {
    key::name(printed) != key::name(word)
}

fn province_kind<'a>(place: &str, kind: &'a str, provincial: bool) -> &'a str {
    if provincial && kind == "thành phố"
        || kind == "tỉnh" && province(place).is_none_or(|(_, kind)| kind == "tỉnh")
    {
        kind
    } else if provincial {
        "thành phố"
    } else {
        kind
    }
}

/// "Tỉnh ủy Nghệ An", with the organ of it in front: "Ban Thường vụ Tỉnh ủy".
fn party_committee(organ: &str, kind: &str, place: &str, own_province: Option<&str>) -> Canonical {
    let name = province(place)
        .map(|(name, _)| name.to_owned())
        .or_else(|| (!place.is_empty()).then(|| proper(place)));
    let provincial = matches!(kind, "tỉnh" | "thành");
    let name = name.or_else(|| own_province.filter(|_| provincial).map(str::to_owned));
    let mut kind = kind.to_owned();
    let organ = if organ.is_empty() { String::new() } else { cased(organ) + " " };
    if let Some(first) = kind.get(..1).map(str::to_uppercase).filter(|_| kind.is_char_boundary(1)) {
        kind.replace_range(..1, &first);
    } else if kind.starts_with('đ') {
        kind = kind.replacen('đ', "Đ", 1);
    }
    let full = format!("{organ}{kind} ủy {}", name.as_deref().unwrap_or_default());
    Canonical { name: full.trim().to_owned(), level: Level::Party, province: name.filter(|_| provincial) }
}

fn without_territory(text: &str, own_province: Option<&str>) -> Canonical {
    // "SỞ GD&ĐT ĐỒNG NAI": the province stands without its type word.
    if let Some((body, place, kind)) =
        trailing_province(text).filter(|(body, ..)| key::ascii(body).starts_with("so "))
    {
        let name = format!("{} {kind} {place}", cased(body));
        return Canonical { name, level: Level::Department, province: Some(place.to_owned()) };
    }
    let body = cased(text);
    let folded = key::ascii(&body);
    if folded.starts_with("so ") || folded == "ban dan toc" {
        let name = match own_province.and_then(|name| province(name).or(Some((name, "tỉnh")))) {
            Some((place, kind)) => format!("{body} {kind} {place}"),
            None => body,
        };
        return Canonical { name, level: Level::Department, province: own_province.map(str::to_owned) };
    }
    let central = [
        "bo ",
        "chinh phu",
        "thu tuong",
        "quoc hoi",
        "uy ban thuong vu",
        "van phong chinh phu",
        "chu tich nuoc",
        "thanh tra chinh phu",
        "ngan hang nha nuoc",
        "toa an nhan dan toi cao",
        "van phong quoc hoi",
    ];
    let level = if is_party(&body) {
        Level::Party
    } else if central.iter().any(|start| folded.starts_with(start)) && !folded.starts_with("bo chi huy") {
        Level::Central
    } else {
        Level::Other
    };
    Canonical { name: body, level, province: None }
}

/// A body and the province that ends its name.
fn trailing_province(text: &str) -> Option<(&str, &'static str, &'static str)> {
    text.match_indices(' ').find_map(|(at, _)| {
        let (place, kind) = province(text.get(at + 1..)?)?;
        Some((text.get(..at)?, place, kind))
    })
}

fn is_party(body: &str) -> bool {
    const STARTS: &[&str] = &[
        "bo chinh tri",
        "ban bi thu",
        "ban chap hanh",
        "dang doan",
        "dang uy",
        "dang bo",
        "van phong trung uong",
        "ban to chuc trung uong",
        "ban chi dao trung uong",
        "ban tuyen giao",
        "uy ban kiem tra",
        "ban thuong vu",
        "tinh uy",
        "thanh uy",
    ];
    let folded = key::ascii(body);
    STARTS.iter().any(|start| folded.starts_with(start))
}

fn is_department(body: &str) -> bool {
    const STARTS: &[&str] = &[
        "so ",
        "ban quan ly",
        "ban dan toc",
        "thanh tra",
        "van phong",
        "chi cuc",
        "cong an",
        "bo chi huy",
        "bao hiem xa hoi",
        "lien doan",
        "cuc ",
        "thue",
        "kho bac",
        "benh vien",
    ];
    let folded = key::ascii(body);
    STARTS.iter().any(|start| folded.starts_with(start))
}

/// Short forms written out, "Uỷ" in the canonical tone style.
fn expand(text: &str) -> String {
    // Scrapers leave a pipe of a lost table between the lines of a letterhead.
    let words =
        text.split(|c: char| c.is_whitespace() || c == '|').filter(|word| !word.is_empty()).map(|word| {
            let capital = word.to_uppercase();
            match data::short_form(&capital) {
                Some(full) => full.to_owned(),
                None => word
                    .replace("Uỷ", "Ủy")
                    .replace("UỶ", "ỦY")
                    .replace("uỷ", "ủy")
                    .replace("Toà", "Tòa")
                    .replace("TOÀ", "TÒA"),
            }
        });
    words.collect::<Vec<_>>().join(" ")
}

/// The usual spelling of a body; capitals are undone where no list knows the name.
fn cased(body: &str) -> String {
    if let Some(known) = data::body_name(body) {
        return known.to_owned();
    }
    let letters = || body.chars().filter(|c| c.is_alphabetic());
    if letters().any(char::is_lowercase) {
        return capitalised(body);
    }
    // Schools and hospitals: a type in small letters, then a name of its own.
    if let Some((kind, own)) = NAMED.iter().find_map(|kind| {
        let upper = kind.to_uppercase();
        Some((kind, body.strip_prefix(upper.as_str())?.strip_prefix(' ')?))
    }) {
        return format!("{kind} {}", proper(own));
    }
    // A number keeps its symbol, an acronym its capitals: "theo quyết định số 1050/QĐ-SCT", "Văn phòng HĐND".
    let lower = body.to_lowercase();
    let kept =
        |word: &str| word.contains('/') || data::short_form(word).is_some() || ACRONYMS.contains(&word);
    let words = lower
        .split(' ')
        .zip(body.split(' '))
        .map(|(lower, printed)| if kept(printed) { printed } else { lower });
    capitalised(&words.collect::<Vec<_>>().join(" "))
}

/// Types of bodies whose own name follows; the longer before its beginning.
const NAMED: &[&str] = &[
    "Trường THPT chuyên",
    "Trường THPT",
    "Trường THCS",
    "Trường TH&THCS",
    "Trường Tiểu học",
    "Trường Trung học phổ thông",
    "Trường Trung học cơ sở",
    "Trường Mầm non",
    "Trường Mẫu giáo",
    "Trường Cao đẳng",
    "Trường Đại học",
    "Trung tâm Y tế",
    "Bệnh viện Đa khoa",
    "Bệnh viện",
    "Trạm Y tế",
    "Công ty Cổ phần",
    "Công ty TNHH",
];
/// Acronyms that stand inside names.
const ACRONYMS: &[&str] = &["VNPT", "BHXH", "BHYT", "TNCS", "CNTT", "PTTH", "TT&TT"];

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A place name: every word with a capital.
fn proper(name: &str) -> String {
    if let Some((known, _)) = province(name) {
        return known.to_owned();
    }
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    name.split(' ').map(|word| capitalised(&word.to_lowercase())).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, own: Option<&str>, name: &str, level: Level) {
        let canonical = canonical(raw, own).unwrap();
        assert_eq!((canonical.name.as_str(), canonical.level), (name, level), "{raw}");
    }

    #[test]
    fn canonical_names() {
        check("UBND TỈNH NGHỆ AN", None, "Ủy ban nhân dân tỉnh Nghệ An", Level::Province);
        check("UỶ BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", None, "Ủy ban nhân dân thành phố Hà Nội", Level::Province);
        check("ÚY BAN NHÂN DẪN TÍNH YÊN BÁI", None, "Ủy ban nhân dân tỉnh Yên Bái", Level::Province);
        check("TRUNG TÂM TÍNH TOÁN", None, "Trung tâm tính toán", Level::Other);
        check("UBND tỉnh", Some("Nghệ An"), "Ủy ban nhân dân tỉnh Nghệ An", Level::Province);
        check("UBND xã Nghĩa Đàn", None, "Ủy ban nhân dân xã Nghĩa Đàn", Level::Commune);
        check("UBND THÀNH PHỐ VINH", None, "Ủy ban nhân dân thành phố Vinh", Level::District);
        check("SỞ NỘI VỤ", Some("Nghệ An"), "Sở Nội vụ tỉnh Nghệ An", Level::Department);
        check("Sở Công Thương tỉnh Lào Cai", None, "Sở Công Thương tỉnh Lào Cai", Level::Department);
        check("BỘ KHOA HỌC VÀ CÔNG NGHỆ", None, "Bộ Khoa học và Công nghệ", Level::Central);
        check("THỦ TƯỚNG CHÍNH PHỦ", None, "Thủ tướng Chính phủ", Level::Central);
        check("Tỉnh uỷ", Some("Nghệ An"), "Tỉnh ủy Nghệ An", Level::Party);
        check("BTV Tỉnh ủy", Some("Nghệ An"), "Ban Thường vụ Tỉnh ủy Nghệ An", Level::Party);
        check("Ban Thường vụ Tỉnh ủy Lào Cai", None, "Ban Thường vụ Tỉnh ủy Lào Cai", Level::Party);
        check("Thành ủy Hà Nội", None, "Thành ủy Hà Nội", Level::Party);
        check("TRƯỜNG THPT LÝ THÁI TỔ", None, "Trường THPT Lý Thái Tổ", Level::Other);
        check("SỞ GD&ĐT ĐỒNG NAI", None, "Sở Giáo dục và Đào tạo tỉnh Đồng Nai", Level::Department);
        check("BẢO HIỂM XÃ HỘI TỈNH ĐỒNG NAI", None, "Bảo hiểm xã hội tỉnh Đồng Nai", Level::Department);
        check("ĐẢNG ĐOÀN QUỐC HỘI", None, "Đảng đoàn Quốc hội", Level::Party);
        check(
            "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 1050/QĐ-SCT",
            None,
            "Đoàn kiểm tra theo quyết định số 1050/QĐ-SCT",
            Level::Other,
        );
    }
}
