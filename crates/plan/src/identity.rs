//! Keys that name a work and a record.
//!
//! A state number restarts every year, so its key holds the date; a Party number runs through a five-year
//! term (Hướng dẫn 36-HD/VPTW, 1.3.1), so its key holds the term.

use kehoach_model::{Citation, Header, Level};
use kehoach_viet::key;

use crate::citations::level_of;
use crate::issuer::canonical;

/// Key of a document's own work; `None` where its number is blank.
pub(crate) fn own_work(header: &Header, province: Option<&str>) -> Option<String> {
    let issuer = header.issuer.as_ref().map(|issuer| (issuer.name.as_str(), issuer.level));
    Some(work_key(header.number.as_deref()?, issuer, province, header.date_partial.as_deref()))
}

/// Key of a cited work.
pub(crate) fn cited_work(citation: &Citation, province: Option<&str>) -> Option<String> {
    let issuer = citation.issuer.as_deref().map(|name| (name, level_of(name)));
    Some(work_key(citation.number.as_deref()?, issuer, province, citation.date.as_deref()))
}

/// Key of a work by its number, its issuer's canonical name, the province where that is known, and its date
/// (ISO 8601, also without day or month).
#[must_use]
pub fn work_key(
    number: &str,
    issuer: Option<(&str, Level)>,
    province: Option<&str>,
    date: Option<&str>,
) -> String {
    let mut parts = vec![key::slug(number)];
    if let Some((name, level)) = issuer {
        let own = canonical(name, province).and_then(|body| body.province);
        match (level, own) {
            // The symbol names the body; the province tells whose.
            (Level::Province | Level::Department, Some(place)) => parts.push(key::slug(&place)),
            (_, own) => {
                let short = name.strip_prefix("Ủy ban nhân dân ").unwrap_or(name);
                parts.push(key::slug(short));
                // A commune's name recurs in other provinces.
                let place =
                    own.as_deref().or(province).filter(|_| matches!(level, Level::Commune | Level::District));
                parts.extend(place.map(key::slug));
            }
        }
    }
    let of_party = issuer.is_some_and(|(_, level)| level == Level::Party);
    parts.extend(date.map(|date| if of_party { party_term(date) } else { date.to_owned() }));
    shortened(parts.join("."))
}

/// A key names a file too, and no file system takes a name of any length. A longer one than any real document
/// has is cut, and a digest of the whole keeps it apart from others.
fn shortened(key: String) -> String {
    const MOST: usize = 160;
    if key.len() <= MOST {
        return key;
    }
    // Keys are ASCII, and the digest has 16 digits.
    format!("{}-{}", key.get(..MOST - 17).unwrap_or_default(), key::hash(&[&key]))
}

/// The Party term that a date falls in, by the year of the congress that opened it. Congresses met in January
/// of 2011, 2016, 2021 and 2026; a local congress meets up to half a year before, in the last quarter.
#[must_use]
pub fn party_term(date: &str) -> String {
    let year: u32 = date.get(..4).and_then(|year| year.parse().ok()).unwrap_or(0);
    let late = date.get(5..7).and_then(|month| month.parse::<u32>().ok()).is_some_and(|month| month >= 10);
    let counted = year + u32::from(late && year.is_multiple_of(5));
    let first = counted.saturating_sub((counted + 4) % 5);
    format!("nk{first}")
}

/// Id of a record: its work and its source.
pub(crate) fn record_id(work: Option<&str>, sha256: &str, part: u32) -> String {
    let source = sha256.get(..8).unwrap_or(sha256);
    let suffix = if part > 1 { format!(".{part}") } else { String::new() };
    format!("{}~{source}{suffix}", work.unwrap_or("unknown"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_of_state_and_party() {
        let province = Some(("Ủy ban nhân dân tỉnh Nghệ An", Level::Province));
        assert_eq!(
            work_key("1174/KH-UBND", province, None, Some("2025-12-31")),
            "1174-kh-ubnd.nghe-an.2025-12-31"
        );
        let commune = Some(("Ủy ban nhân dân xã Đồng Mây", Level::Commune));
        assert_eq!(
            work_key("47/KH-UBND", commune, Some("Hồng Lam"), Some("2026-01-05")),
            "47-kh-ubnd.xa-dong-may.hong-lam.2026-01-05"
        );
        let party = Some(("Bộ Chính trị", Level::Party));
        assert_eq!(work_key("57-NQ/TW", party, None, Some("2024-12-22")), "57-nq-tw.bo-chinh-tri.nk2021");
    }

    #[test]
    fn no_key_is_too_long_for_a_file() {
        let long = |end: &str| work_key(&format!("47/KH-{}{end}", "UBND".repeat(100)), None, None, None);
        assert_eq!(long("").len(), 160);
        assert_ne!(long("A"), long("B"));
    }

    #[test]
    fn terms_open_with_the_congress() {
        for (date, first) in [
            ("2021-06-01", "nk2021"),
            ("2025-08-28", "nk2021"),
            ("2025-11-20", "nk2026"),
            ("2026-02-01", "nk2026"),
            ("2020-12-01", "nk2021"),
        ] {
            assert_eq!(party_term(date), first, "{date}");
        }
    }

    #[test]
    fn ids_name_work_and_source() {
        assert_eq!(record_id(Some("a"), "0123456789", 1), "a~01234567");
        assert_eq!(record_id(None, "0123456789", 2), "unknown~01234567.2");
    }
}
